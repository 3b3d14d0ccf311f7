"""Temperatures that other sentences say: `at the same temperature`, `All were measured at 25 °C`."""

import re

from extractors.linking.lists import Link
from extractors.linking.view import View
from extractors.model.science import Dimension, Mention, MentionKind, Qualifier
from extractors.model.statement import Temperature
from extractors.normalise.chars import fold_chars
from extractors.normalise.quantities import find_quantities
from extractors.normalise.temperature import ROOM

ROOM_KELVIN = 298.15
MADE_AT = re.compile(
    r"\b(?:treat(?:ed|ment\w*|ing)|process(?:ed|ing)|formed|formation|synthesi[sz]\w*|grown|sinter\w*|"
    r"anneal\w*|calcin\w*|fired|firing|quench\w*|press(?:ed|ing)|dried|drying|crystalli[sz]\w*|melt\w*|"
    r"transition\w*|heat(?:ed|ing))\b[^.;,]{0,20}\b(?:at|to|from)\s*"
    r"(?:about |~)?$|\b\d+\s?(?:h|hours?|min|d|days?)\s+at\s*$",
    re.IGNORECASE,
)
"""A temperature at which a sample was made."""
FOR_ALL_BEHIND = re.compile(
    r"^[^.]{0,200}?(?:\.\s[^.]{0,200}?)?\b(?:All|These) (?:of the |the |our )?"
    r"(?:\w+ )?(?:values|measurements|conductivities|data|experiments|results)\s"
    r"(?:(?:were|are|have been) )?(?:all )?(?:measured|performed|done|obtained|recorded|carried out|"
    r"determined|refer|taken|collected|valid|given|hold)\s[^.;]{0,30}?\b(?:at|to|for)\s+(?P<where>[^.;,]{1,25}(?:\.\d[^.;,]{0,8})?)"
)
NOT_MEASURED = re.compile(
    r"\b(?:anneal\w*|sinter\w*|calcin\w*|fired|heated|quench\w*|dried|milled|XRD|NMR|diffract\w*|structur\w*|DSC|TGA|"
    r"Raman|XPS|neutron)\b",
    re.IGNORECASE,
)
""""These data were obtained after annealing at 550 °C", "all XRD data were collected at 100 K"."""
LOOK_BACK, LOOK_AHEAD = 300, 400
SAME_BEHIND = re.compile(r"[\s,(]*(?:measured |obtained |even |only |already )?")
BOUNDING_WINDOW = 40


def find_nearby(view: View, link: Link) -> Temperature | None:
    """What another sentence says of it: the one before where this says `at the same temperature`, one of the
    two behind where it says `All measurements were done at 25 °C`.
    """
    if points_back(view, link) is not None:
        before = read_temperatures(view.between(max(0, view.start - LOOK_BACK), view.start))
        return before[-1] if before else None
    behind = FOR_ALL_BEHIND.search(view.between(view.stop, view.stop + LOOK_AHEAD))
    if behind is None or NOT_MEASURED.search(behind[0]):
        return None
    told = read_temperatures(behind["where"])
    return told[0] if len(told) == 1 else None


def read_temperatures(text: str) -> list[Temperature]:
    """Temperatures printed in a piece of text, in order: single numbers, and room temperature."""
    folded = fold_chars(text)
    found = [
        (start, Temperature(quantity.norm_low, quantity.text))
        for start, _, quantity in find_quantities(folded)
        if quantity.dimension is Dimension.TEMPERATURE
        and quantity.qualifier in (Qualifier.EQUAL, Qualifier.ABOUT)
        and not MADE_AT.search(folded, max(0, start - BOUNDING_WINDOW), start)
    ]
    found += [(match.start(), Temperature(ROOM_KELVIN, match[0])) for match in ROOM.finditer(folded)]
    return [temperature for _, temperature in sorted(found, key=lambda item: item[0])]


def points_back(view: View, link: Link) -> Mention | None:
    """The words `at the same temperature` that speak of a value: right behind it, else the last before it."""
    words = [m for m in view.of_kind(MentionKind.REFERRING) if m.value == "this temperature"]
    behind = [w for w in words if SAME_BEHIND.fullmatch(view.between(link.value.stop, w.start))]
    before = [word for word in words if word.start < link.value.start]
    return next(iter([*behind, *reversed(before)]), None)
