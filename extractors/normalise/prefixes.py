"""Phase and process prefixes of formulas: `α-Li2ZrCl6`, `BM-SmCl3-0.5LiCl`."""

import re
from functools import cache

from extractors.normalise.tables import read_rows


@cache
def _prefixes() -> tuple[re.Pattern[str], dict[str, str]]:
    conditions = {row["prefix"]: row["condition"] for row in read_rows("prefixes.tsv")}
    longest = sorted(conditions, key=len, reverse=True)
    words = "|".join(re.escape(prefix) for prefix in longest)
    return re.compile(rf"({words})(?:[-−–]| (?=[A-Z(\[\d]))(?=[A-Zx(\[\d])"), conditions


def split_prefix(text: str) -> tuple[tuple[str, ...], str]:
    """What the prefixes tell, and the formula without them; they may stack (`nano-β-`)."""
    pattern, conditions = _prefixes()
    told: list[str] = []
    while match := pattern.match(text):
        told.append(conditions[match[1]])
        text = text[match.end() :]
    return tuple(told), text
