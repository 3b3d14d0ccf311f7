"""Values of a sentence: quantities of the properties that we collect, without what is only wished for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.linking.energies import find_energy_property
from extractors.model.rich import RichText
from extractors.model.science import Dimension, Mention, MentionKind, Quantity, Sentence


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity of a property that we collect; offsets in the passage."""

    start: int
    stop: int
    quantity: Quantity
    property: str
    against: str = ""
    """The electrode that a potential is given against ("Li+/Li")."""


def find_values(text: RichText, sentence: Sentence, spoken: str) -> Iterator[Value]:
    """Values of collected properties; one with a doubtful glyph is none: no number is built on a guess."""
    flat = text.flat
    properties = [m for m in sentence.mentions if m.kind is MentionKind.PROPERTY]
    for mention in sentence.mentions:
        quantity = mention.quantity
        if mention.kind is not MentionKind.QUANTITY or quantity is None:
            continue
        if text.doubtful[mention.start : mention.stop].any() or UNIT_IN_FRONT.search(
            flat, max(sentence.start, mention.start - 12), mention.start
        ):
            continue
        if _is_wished(flat, sentence, mention):
            continue
        name = _property_of(flat, sentence, mention, quantity, properties, spoken)
        if name:
            against = find_electrode(flat, mention) if quantity.dimension is Dimension.POTENTIAL else None
            stop = max(mention.stop, against.end()) if against else mention.stop
            yield Value(mention.start, stop, quantity, name, against[1] if against else "")


UNIT_IN_FRONT = re.compile(r"\(\s*(?:in|in units of)\s+$", re.IGNORECASE)
""""Conductivities (in 10−4 S cm−1) of ...": a unit for numbers that follow, no value."""
FOREIGN = re.compile(
    r"\b(?:electronic|thermal|hole|electron)\b(?![^.;]*\b(?:ionic|ion|total)\b)[^.;\d]{0,25}$|"
    r"\bσ\s?_?(?:e|el|eon|electronic)\s?[=≈~]\s*$|"
    r"\belectronic (?:contributions?|parts?|shares?|components?|transport|leakage)\b[^.;\d]{0,60}$",
    re.IGNORECASE,
)
""""Negligible electronic transport (10−9 S cm−1)", "the electronic contribution, 10−9 S cm−1"."""
ELECTRODE = re.compile(
    r"\b(?:active materials?|cathodes?|anodes?|electrode materials?|sulfur|selenium|polysul\w+|polysel\w+|"
    r"carbons?)\b",
    re.IGNORECASE,
)
""""The poor electrical conductivity of sulfur" is that of its electrons."""
FOREIGN_WINDOW = 80
WINDOW_BEFORE, WINDOW_BEHIND = 90, 25
"""Characters between a word for a window and its potential; more takes voltages of cells beside it."""
STANDS = re.compile(
    r"\b(?:electrochemical\w*|oxidati\w+|oxidi[sz]ation|anodic\w*|voltage) (?:\w+ )?"
    r"(?:stab\w+|limit|settled|window)\b|"
    r"\b(?:electrochemical\w*|oxidati\w+|oxidi[sz]ation|anodic\w*)\b[^.;]*"
    r"\bstab(?:le|ility)\b[^.;]{0,30}\b(?:up )?to\b",
    re.IGNORECASE,
)
STABLE_TO = re.compile(r"\bstable\s+(?:up\s+)?(?:to\s+)?(?:about |~|∼)?$", re.IGNORECASE)
""""Is stable up to 3 V"."""
OTHER_POTENTIAL = re.compile(
    r"\b(?:plateaus?|open[- ]circuit|open cell|overpotential|discharge|charge|capacity|cut-?off|class|"
    r"cathodes?|anodes?|cells?|batter(?:y|ies)|polari[sz]ation|amplitude|bias|applied)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)
CYCLED = re.compile(r"\b(?:cycled|cycling|charged?|discharged?|cut-?off|scanned|swept)\b", re.IGNORECASE)
VERSUS = re.compile(
    r"\s*\(?(?:vs\.?|versus|against)\s*(?:the )?"
    r"([A-Z][a-z]?\d?\+?\s?/\s?[A-Z][a-z]?(?:\d?\+)?|(?:Li|Na|K|Mg)\b|SHE|NHE)"
)


SOUGHT = re.compile(
    r"\b(?:challeng\w+|difficult|hard|aim\w*|striv\w+|seek\w*|efforts?|pursuit|quest)\s+(?:\w+\s+)?(?:to|of|for)\s+"
    r"(?:\w+ly\s+)?(?:reali[sz]\w+|achiev\w+|obtain\w*|attain\w*|reach\w*|develop\w*|find\w*|design\w*)\b[^.;]*$",
    re.IGNORECASE,
)
""""It is challenging to realize electrolytes of over 1 mS cm−1"."""
EXPECTED = re.compile(
    r"\b(?:fail\w*|unable|cannot|not)\b[^.;]{0,60}\b(?:expected|required|desired|targeted|anticipated)\s+"
    r"(?:\w+ )?(?:values?|levels?|conductivit\w+|thresholds?)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
""""It failed to reach the expected values of 1 mS cm−1"."""
LOOSE_WISHES = ("desired", "target")
WISH_REACH = 60
"""Characters before a value within which "desirable" speaks of it; it may as well praise a material."""
MUST_REACH = 150
"""The same for "should" and "required". More takes values for wishes that are none."""
GOES_ON = re.compile(r"\b(?:and|but|does|do|not)\b")
""""A reaches 1 mS cm−1 and does not require sintering": the clause turns to something else."""
WISH_BEHIND = 15
"""Characters behind a value within which "is required" still speaks of it."""


def _is_wished(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a value is what somebody wants ("should exceed", "the target of"), not what a material has.

    The words speak of the next value only, and of none behind a name.
    "Should conduct at" of a computation is a prediction.
    """
    computed = any(m.kind is MentionKind.ORIGIN and m.value == "computed" for m in sentence.mentions)
    if any(sought.search(flat, sentence.start, mention.start) for sought in (SOUGHT, EXPECTED)):
        return True
    for wish in sentence.mentions:
        if wish.kind is not MentionKind.REQUIREMENT or (computed and wish.value == "should"):
            continue
        between = [
            m
            for m in sentence.mentions
            if m.kind is MentionKind.QUANTITY and m is not mention and wish.stop <= m.start < mention.start
        ]
        named = any(
            m.kind is MentionKind.COMPOSITION and wish.stop <= m.start < mention.start
            for m in sentence.mentions
        )
        to_do = flat.startswith(" to ", wish.stop)
        to_do = to_do or "hope" in wish.text
        reach = WISH_REACH if wish.value in LOOSE_WISHES and not to_do else MUST_REACH
        if 0 <= mention.start - wish.stop < reach and not between and (to_do or not named):
            return True
        gap = flat[mention.stop : wish.start]
        if wish.start >= mention.stop and len(gap) < WISH_BEHIND and not GOES_ON.search(gap):
            return True
    return False


def find_electrode(flat: str, mention: Mention) -> re.Match[str] | None:
    """`5 V vs. Li+/Li`: the words may stand behind a potential or already, in part, belong to its mention."""
    inside = VERSUS.search(flat, mention.start)
    return inside if inside is not None and inside.start() <= mention.stop else None


def _property_of(
    flat: str,
    sentence: Sentence,
    mention: Mention,
    quantity: Quantity,
    properties: list[Mention],
    spoken: str,
) -> str:
    """The property that a value belongs to; "" where it is none that we collect.

    A conductivity unit is enough for an ionic conductivity unless the nearest word says electronic or
    thermal.
    A potential needs its word in the sentence: voltages abound. Energies have rules of their own.
    """
    if quantity.norm_low is None and quantity.norm_high is None:
        return ""
    if quantity.dimension is Dimension.CONDUCTIVITY:
        foreign = _is_foreign(flat, sentence, mention, _nearest_property(mention, properties))
        return "" if foreign else "ionic_conductivity"
    if quantity.dimension is Dimension.ENERGY:
        return find_energy_property(flat, sentence, mention, spoken)
    if quantity.dimension is Dimension.POTENTIAL and _is_window(flat, sentence, mention, properties):
        return "electrochemical_window"
    return ""


def _is_foreign(flat: str, sentence: Sentence, mention: Mention, nearest: Mention | None) -> bool:
    """Whether a conductivity is that of electrons or heat, by its nearest word or those right before it."""
    if nearest is not None and nearest.value in {"electronic_conductivity", "thermal_conductivity"}:
        return True
    electrical = nearest is not None and nearest.text.lower().startswith("electrical")
    if electrical and ELECTRODE.search(flat, sentence.start, sentence.stop):
        return True
    return (
        FOREIGN.search(flat[max(sentence.start, mention.start - FOREIGN_WINDOW) : mention.start]) is not None
    )


def _is_window(flat: str, sentence: Sentence, mention: Mention, properties: Sequence[Mention]) -> bool:
    """Whether a potential is what a material withstands, and not one of a cell.

    "Cycled between 2.8 and 4.3 V" tells how a cell was run.
    """
    named = any(
        0 <= mention.start - m.stop <= WINDOW_BEFORE or 0 <= m.start - mention.stop <= WINDOW_BEHIND
        for m in properties
        if m.value == "electrochemical_window"
    )
    stands = STANDS.search(flat, sentence.start, mention.start) is not None
    before = max(sentence.start, mention.start - FOREIGN_WINDOW)
    other = OTHER_POTENTIAL.search(flat, before, mention.start) is not None
    stands = stands or STABLE_TO.search(flat, before, mention.start) is not None
    return (named or stands) and not other and CYCLED.search(flat, sentence.start, mention.start) is None


def _nearest_property(mention: Mention, properties: list[Mention]) -> Mention | None:
    """The property word closest to a value; one before it wins over one behind it, unless far closer."""

    def distance(word: Mention) -> int:
        if word.stop <= mention.start:
            return mention.start - word.stop
        return 2 * (word.start - mention.stop) + 10

    return min(properties, key=distance, default=None)
