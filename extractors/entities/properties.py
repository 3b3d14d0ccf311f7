"""What takes more than a phrase: space groups, comparisons without a number, variables, humidity."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.model.science import Mention, MentionKind
from extractors.normalise.tables import read_rows

PACKAGE = "extractors.entities"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], MentionKind, str], ...]:
    """One expression per kind and value, so that each text is searched a few times only."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in read_rows("patterns.tsv", PACKAGE):
        grouped.setdefault((row["kind"], row["value"]), []).append(row["pattern"])
    return tuple(
        (re.compile("|".join(f"(?:{pattern})" for pattern in patterns)), MentionKind(kind), value)
        for (kind, value), patterns in grouped.items()
    )


def find_patterns(folded: str) -> Iterator[Mention]:
    """Mentions by data/patterns.tsv."""
    for pattern, kind, value in _patterns():
        for match in pattern.finditer(folded):
            text = match[0].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Mention(kind, start, start + len(text), text, text if value == "=" else value)
