"""The lines of a reference list in reading order, with where they stand in their column."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.model.geometry import Box
from extractors.model.layout import BlockKind, Line, PageLayout
from extractors.model.rich import RichText, join_rich, space_after

INDENT_PT = 2.0
"""Least step between the left edges of an entry's first and other lines; lower values take jitter for an indent."""
LABEL_GAP_PT = 60.0
"""Greatest gap between a number that is a line of its own and the text to its right."""


@dataclass(frozen=True, eq=False, slots=True)
class ListLine:
    """A line of the list. `indent` is its distance from the left edge of its column, in points; `gap` the
    white above it in line heights, 0 at a column's head."""

    text: RichText
    page: int
    box: Box
    size: float
    column: int
    indent: float = 0.0
    gap: float = 0.0


def gather_lines(pages: Iterable[PageLayout]) -> tuple[ListLine, ...]:
    """All lines of blocks of the kind reference, a number that stands in a line of its own joined to its text."""
    gathered: list[ListLine] = []
    column = 0
    for page in pages:
        for block in page.blocks:
            if block.kind is not BlockKind.REFERENCE:
                continue
            for line in block.lines:
                if not line.text.flat.strip():
                    continue
                last = gathered[-1] if gathered else None
                if last is not None and _is_label_of(last, line):
                    gathered[-1] = _join_label(last, line)
                    continue
                if last is None or not _same_column(last, line):
                    column += 1
                gathered.append(ListLine(line.text, line.page, line.box, line.size, column))
    return _measure(gathered)


def _is_label_of(last: ListLine, line: Line) -> bool:
    if last.page != line.page or len(last.text.flat.strip(" []().")) > 4 or not any(c.isdigit() for c in last.text.flat):
        return False
    level = min(last.box.bottom, line.box.bottom) - max(last.box.top, line.box.top)
    gap = line.box.x0 - last.box.x1
    return level > 0.4 * min(last.box.height, line.box.height) and -2 < gap < LABEL_GAP_PT


def _join_label(last: ListLine, line: Line) -> ListLine:
    box = Box(last.box.x0, min(last.box.top, line.box.top), line.box.x1, max(last.box.bottom, line.box.bottom))
    return replace(last, text=join_rich((space_after(last.text), line.text)), box=box, size=line.size)


def _same_column(last: ListLine, line: Line) -> bool:
    if last.page != line.page:
        return False
    overlap = min(last.box.x1, line.box.x1) - max(last.box.x0, line.box.x0)
    goes_on = line.box.top > last.box.top - last.box.height
    return goes_on and overlap > 0.3 * min(last.box.width, line.box.width)


def _measure(lines: Sequence[ListLine]) -> tuple[ListLine, ...]:
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.column] = min(edges.get(line.column, line.box.x0), line.box.x0)
    measured: list[ListLine] = []
    for i, line in enumerate(lines):
        gap = 0.0
        if i and lines[i - 1].column == line.column:
            gap = (line.box.top - lines[i - 1].box.bottom) / max(line.size, 1.0)
        measured.append(replace(line, indent=line.box.x0 - edges[line.column], gap=gap))
    return tuple(measured)


def find_outdented(lines: Sequence[ListLine]) -> tuple[bool, ...]:
    """Which lines stand left of the most common left edge of the list: in a hanging list, the first ones of entries."""
    if not lines:
        return ()
    body = Counter(round(line.indent) for line in lines).most_common(1)[0][0]
    return tuple(line.indent < body - INDENT_PT for line in lines)


def usual_gap(lines: Sequence[ListLine]) -> float:
    """The usual white between lines of the list, in line heights."""
    gaps = [line.gap for line in lines if line.gap]
    return median(gaps) if gaps else 0.0
