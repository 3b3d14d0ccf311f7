"""What takes more than a phrase: space groups, comparisons without a number, variables, humidity."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.model.science import Mention, MentionKind
from extractors.normalise.tables import is_possible, read_rows

PACKAGE = "extractors.entities"


@cache
def _groups() -> tuple[tuple[MentionKind, str, tuple[dict[str, str], ...]], ...]:
    """The rows of each kind and value, which are looked for together."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_rows("patterns.tsv", PACKAGE):
        grouped.setdefault((row["kind"], row["value"]), []).append(row)
    return tuple((MentionKind(kind), value, tuple(rows)) for (kind, value), rows in grouped.items())


@lru_cache(maxsize=1024)
def _join(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def find_patterns(folded: str) -> Iterator[Mention]:
    """Mentions by data/patterns.tsv."""
    small = folded.lower()
    for kind, value, rows in _groups():
        possible = tuple(row["pattern"] for row in rows if is_possible(row, small))
        for match in _join(possible).finditer(folded) if possible else ():
            text = match[0].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Mention(kind, start, start + len(text), text, text if value == "=" else value)
