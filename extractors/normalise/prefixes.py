"""Phase and process prefixes of formulas: `α-Li2ZrCl6`, `BM-SmCl3-0.5LiCl`."""

import re
from functools import cache

from extractors.normalise.tables import read_rows

_OWN = re.compile(
    r"(?P<prefix>(?:\d{1,2}|[xyn])?(?P<letters>[A-Z]{2}))[-−–](?=[A-Z][a-z]?\d|[A-Z][a-z][A-Z])"
)
"""Two capitals of the authors' own, with a number now and then: `CL-Li7P3S11`, `5PS-Li7P3S11`."""
_OTHERS = ("BN", "CN", "EC", "GO", "IL", "PA", "PC", "PE", "PI", "PP", "PU", "SB", "SN")
"""Compounds, polymers and solvents that make a composite with what follows."""
_CATIONS = "KYVW"


@cache
def _prefixes() -> tuple[re.Pattern[str], dict[str, str]]:
    conditions = {row["prefix"]: row["condition"] for row in read_rows("prefixes.tsv")}
    longest = sorted(conditions, key=len, reverse=True)
    words = "|".join(re.escape(prefix) for prefix in longest)
    return re.compile(rf"({words})(?:[-−–]| (?=[A-Z(\[\d]))(?=[A-Zx(\[\d])"), conditions


def split_prefix(text: str) -> tuple[tuple[str, ...], str]:
    """What the prefixes tell, and the formula without them; they may stack (`nano-β-`).

    A prefix that no list knows is told as printed.
    """
    pattern, conditions = _prefixes()
    told: list[str] = []
    while match := pattern.match(text):
        told.append(conditions[match[1]])
        text = text[match.end() :]
    own = _OWN.match(text)
    if own and own["letters"] not in _OTHERS and own["letters"][0] not in _CATIONS:
        told.append(own["prefix"])
        text = text[own.end() :]
    return tuple(told), text
