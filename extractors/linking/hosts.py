"""`Undoped and Ca-doped LiBH4`: the host that a doped name is set beside, printed once for both."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.linking.material import Material
from extractors.model.science import Composition
from extractors.normalise.composition import read_composition

DOPED = re.compile(r".*?\b(?:co-?)?(?:doped|substituted)[-–− ]+(?P<host>\S+)$")
BARE = re.compile(
    r"\b(?P<bare>un-?doped|non-?doped|un-?substituted|pure|pristine|neat)\s?(?:,|and|or|,\s?and|versus|vs\.?)\s+"
    r"(?:the |a |an )?$",
    re.IGNORECASE,
)
BARE_REACH = 30


def find_hosts(
    flat: str, start: int, materials: Sequence[Material], labels: Mapping[str, Composition]
) -> Iterator[Material]:
    """The host at the place of its adjective, for each doped name of a sentence that begins at `start`.

    Covered: formulas, and labels that the paper or the field defines. Refused: an adjective that no list
    joins to the doped name (`in pristine form, Ca-doped A`).
    """
    for material in materials:
        doped = DOPED.match(material.text)
        before = BARE.search(flat, max(start, material.start - BARE_REACH), material.start)
        if doped is None or before is None:
            continue
        host = doped["host"]
        readings = read_composition(host)
        composition = labels.get(host) or (readings[0] if readings else None)
        is_label = not readings
        yield Material(*before.span("bare"), host, composition, is_label=is_label)
