"""What a typeset table holds, and what a person would read in it."""

import hashlib
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A printed cell: marked text (`Li_{3}N`, `10^{−3}`), columns and rows it spans, its note mark."""

    text: str
    across: int = 1
    down: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Part:
    """One table of a page: heads by level, rows (None below or beside a merged cell; a str for a
    sub-heading, "" for a rule between groups)."""

    caption: str
    heads: tuple[tuple[Entry | None, ...], ...]
    rows: tuple[tuple[Entry | None, ...] | str, ...]
    align: str
    notes: tuple[tuple[str, str], ...] = ()
    number: str = "1"


@dataclass(frozen=True)
class Spec:
    """A typeset page with its table(s): `style`, `place` and `caption` name the difficulty.

    style: three, boxed, striped, bare, rows, columns. place: column, full, turned90, turned270, beside,
    stacked, pages (continued with repeated head), pages_bare (without). caption: above, below, none, roman.
    """

    name: str
    parts: tuple[Part, ...]
    style: str = "three"
    place: str = "column"
    caption: str = "above"
    font: str = "Libertinus Serif"
    size: float = 8.0
    gutter_em: float = 1.2
    widths: tuple[str, ...] = ()
    row_em: float = 0.64
    """Space between rows beyond the height of their letters; lines within a cell stand 0.5 em apart."""
    valign: str = "top"
    head_fill: bool = False
    span_rules: bool = True
    side: str = "top"
    overflow: frozenset[int] = field(default=frozenset())
    seed: int = 0

    @property
    def evaluate(self) -> bool:
        """Whether the table is kept for scoring and never looked into."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


def flat(marked: str) -> str:
    """The text with its scripts on the line."""
    return re.sub(r"[_^]\{([^}]*)\}", r"\1", marked.replace(" \\\\ ", " "))


def width(part: Part) -> int:
    return len(part.align)


def expected_rows(part: Part) -> list[list[str]]:
    """Cell texts as a person reads them: merged cells filled, sub-headings left out."""
    rows: list[list[str]] = []
    filled: dict[tuple[int, int], str] = {}
    kept = [row for row in part.rows if not isinstance(row, str)]
    for i, row in enumerate(kept):
        for j, entry in enumerate(row):
            if entry is not None:
                for di in range(entry.down):
                    for dj in range(entry.across):
                        filled[i + di, j + dj] = flat(entry.text)
        rows.append([filled.get((i, j), "") for j in range(width(part))])
    return rows


def expected_groups(part: Part) -> list[str]:
    groups: list[str] = []
    group = ""
    for row in part.rows:
        if isinstance(row, str):
            group = flat(row) or group
        else:
            groups.append(group)
    return groups


def expected_paths(part: Part) -> list[str]:
    """The heads over each column, joined from top to bottom."""
    stacks: list[list[str]] = [[] for _ in range(width(part))]
    for level in part.heads:
        for j, entry in enumerate(level):
            if entry is not None:
                for dj in range(entry.across):
                    stacks[j + dj].append(flat(entry.text))
    return [" / ".join(text for text in stack if text) for stack in stacks]


def expected_marks(part: Part) -> dict[tuple[int, int], str]:
    """Note marks of body cells by row and column."""
    kept = [row for row in part.rows if not isinstance(row, str)]
    return {
        (i, j): e.mark for i, row in enumerate(kept) for j, e in enumerate(row) if e is not None and e.mark
    }


def expected_head_marks(part: Part) -> set[tuple[int, str]]:
    """Note marks of heads with the first column that each head stands over."""
    return {(j, e.mark) for row in part.heads for j, e in enumerate(row) if e is not None and e.mark}
