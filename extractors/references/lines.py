"""The lines of a reference list in reading order, with where they stand in their column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.model.geometry import Box, union_box
from extractors.model.layout import Block, BlockKind, Line, PageLayout
from extractors.model.rich import RichText, join_rich, space_after
from extractors.references.extent import find_list_blocks

INDENT_PT = 2.0
"""Least step between the left edges of an entry's first and other lines; lower values take jitter for an
indent.
"""
CLOSE = 1.2
"""Greatest white, in line heights, between a line of the list and one that was taken for something else."""
LABEL = re.compile(r"[\[(]?\d{1,4}[\])]?\.?|\[[^\W\d_][^\[\]\s]{1,18}\d\d[a-z]?\]")
AT_EDGES = (BlockKind.EQUATION, BlockKind.FURNITURE)
GUTTER = 1.1
"""Least white between columns, in type sizes; lower values take the widest spaces of justified text for a
gutter.
"""
PIECE_GAP = 2.0
"""Greatest gap between pieces of one line, in type sizes."""
MISTAKABLE = (
    BlockKind.EQUATION,
    BlockKind.FURNITURE,
    BlockKind.PARAGRAPH,
    BlockKind.FIGURE_TEXT,
    BlockKind.FOOTNOTE,
)
MANY_NUMBERS = 8
"""Bare numbers beside the text of a page from which on they count its lines."""
EVEN_SHARE = 0.75
"""Share of distances between such numbers that must be alike."""
LINES_COUNTED = 0.8
"""Share of the numbers in a margin that must rise by one; the page's own number may stand among them."""
FEWEST_FIVES = 3
"""Numbers that count by five must be more than these on a page."""
MARGIN_PT = 15.0
"""Room for digits of larger numbers; raising it takes numbers of the text for those of its lines."""
FEWEST_RISING = 3
"""Numbers beside lines that rise by one must be more than these on a page."""
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
    """All lines of blocks of the kind reference, a number that stands in a line of its own joined to its
    text.

    A line that stands between lines of the list but was taken for something else (a DOI that looks like an
    equation, a number that looks like that of a page) is taken in.
    """
    pages = tuple(pages)
    gathered: list[ListLine] = []
    listed = find_list_blocks(pages)
    margin = find_number_margin(pages)
    for page in pages:
        blocks = _drop_line_numbers(page.blocks, margin)
        own = [_cut_number(line, margin) for block in blocks if id(block) in listed for line in block.lines]
        if own:
            others = [
                _cut_number(line, margin)
                for block in blocks
                if block.kind in MISTAKABLE and id(block) not in listed
                for line in block.lines
            ]
            edge = [
                line
                for block in blocks
                if block.kind in AT_EDGES and id(block) not in listed
                for line in block.lines
            ]
            own = _take_in(_split_at_gutters(own), _join_pieces(others))
            _gather_page(_take_in_edges(own, _join_pieces(edge)), gathered)
    return _measure(gathered)


def find_number_margin(pages: Sequence[PageLayout]) -> tuple[float, float] | None:
    """Where the numbers stand that a manuscript prints beside its lines; None where it does not count them.

    They stand over each other outside of the text, and rise by one from line to line. Only pages without a
    list are asked: the numbers of entries look so, too.
    """
    boxes = [
        box
        for page in pages
        if not any(block.kind is BlockKind.REFERENCE for block in page.blocks)
        for box in _find_counting(page.blocks)
    ]
    if len(boxes) < MANY_NUMBERS:
        return None
    # later numbers have more digits, to the left or to the right
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    return x0 - MARGIN_PT, x1 + (1 if x1 < pages[0].width / 2 else MARGIN_PT)


def _find_counting(blocks: Sequence[Block]) -> list[Box]:
    """Boxes of the numbers that count a page's lines: one run of them in one margin."""
    lines = [line for b in blocks if b.kind is not BlockKind.TABLE for line in b.lines if not line.angle]
    texts = [line for line in lines if len(line.words) > 2]
    if not texts:
        return []
    left = median(line.words[1].box.x0 if _ends_as_number(line, 0) else line.box.x0 for line in texts)
    right = median(line.words[-2].box.x1 if _ends_as_number(line, -1) else line.box.x1 for line in texts)
    found = {
        (line.page, line.words[at].box): line for line in lines for at in (0, -1) if _ends_as_number(line, at)
    }
    runs = (
        [(box, line) for (_, box), line in found.items() if box.x1 < left],
        [(box, line) for (_, box), line in found.items() if box.x0 > right],
    )
    for run in runs:
        ordered = sorted(run, key=lambda item: item[0].y_mid)
        numbers = [_number_at(line, box) for box, line in ordered]
        rising = sum(b - a == 1 for a, b in pairwise(numbers))
        if rising > FEWEST_RISING and rising > LINES_COUNTED * (len(numbers) - 1):
            return [box for box, _ in ordered]
    return []


def _ends_as_number(line: Line, at: int) -> bool:
    if not line.words:
        return False
    word = line.words[at]
    return line.text.flat[word.start : word.stop].strip().isdigit()


def _number_at(line: Line, box: Box) -> int:
    word = next(word for word in line.words if word.box == box)
    return int(line.text.flat[word.start : word.stop])


def _drop_line_numbers(blocks: Sequence[Block], margin: tuple[float, float] | None) -> list[Block]:
    """Without the numbers that a manuscript prints beside each line: they are no numbers of entries.

    They stand at even distances, or in the `margin` where the whole manuscript has them; the numbers of
    entries stand as far apart as their entries are long.
    """
    beside = [b for b in blocks if b.kind is BlockKind.FURNITURE and _is_number(b)]
    if margin is not None:
        return [b for b in blocks if b not in beside or not _within(b.box, margin)]
    if _counts_by_five(beside):
        return [b for b in blocks if b not in beside]
    heights = sorted(block.box.y_mid for block in beside)
    steps = [below - above for above, below in pairwise(heights)]
    if len(steps) < MANY_NUMBERS:
        return list(blocks)
    step = median(steps)
    even = sum(abs(one - step) < 0.1 * step for one in steps)
    return [b for b in blocks if b not in beside] if even >= EVEN_SHARE * len(steps) else list(blocks)


def _within(box: Box, margin: tuple[float, float]) -> bool:
    return margin[0] <= box.x0 and box.x1 <= margin[1]


def _cut_number(line: Line, margin: tuple[float, float] | None) -> Line:
    """The line without a number of the margin that was taken for its first or last word."""
    count = len(line.words)
    if margin is None or line.angle or count < 2:
        return line
    for at, start, stop in ((0, 1, count), (count - 1, 0, count - 1)):
        word = line.words[at]
        if line.text.flat[word.start : word.stop].strip().isdigit() and _within(word.box, margin):
            return _part_of(line, start, stop)
    return line


def _counts_by_five(beside: Sequence[Block]) -> bool:
    """Whether numbers beside the text are 5, 10, 15 ...: no list of entries leaves four of five out."""
    numbers = [int(block.lines[0].text.flat) for block in sorted(beside, key=lambda block: block.box.y_mid)]
    by_five = [number for number in numbers if number % 5 == 0]
    steps = {b - a for a, b in pairwise(by_five)}
    return len(by_five) > FEWEST_FIVES and steps == {5} and len(numbers) <= len(by_five) + 1


def _is_number(block: Block) -> bool:
    return all(line.text.flat.strip().isdigit() for line in block.lines)


def _gather_page(own: Sequence[Line], gathered: list[ListLine]) -> None:
    for line in _order_columns(_join_labels([line for line in own if line.text.flat.strip()])):
        last = gathered[-1] if gathered else None
        column = last.column if last is not None else 0
        if last is None or not _same_column(last, line):
            column += 1
        gathered.append(ListLine(line.text, line.page, line.box, line.size, column))


def _split_at_gutters(lines: Sequence[Line]) -> list[Line]:
    """Lines that reach over the white between two columns, cut there.

    A gutter is wide white at one place in several lines, which all other lines of the page keep clear of.
    """
    wide = [(line, i) for line in lines for i in _wide_gaps(line)]
    gutters: list[float] = []
    for line, i in wide:
        x = (line.words[i].box.x1 + line.words[i + 1].box.x0) / 2
        shared = sum(abs((a.words[j].box.x1 + a.words[j + 1].box.x0) / 2 - x) < line.size for a, j in wide)
        crossed = any(word.box.x0 + 1 < x < word.box.x1 - 1 for other in lines for word in other.words)
        if shared > 1 and not crossed:
            gutters.append(x)
    return [part for line in lines for part in _cut_line(line, gutters)]


def _wide_gaps(line: Line) -> Iterator[int]:
    """Gaps behind the line's words that are wider than any space of justified text, but for that behind a
    number.
    """
    for i, (a, b) in enumerate(pairwise(line.words)):
        if b.box.x0 - a.box.x1 > GUTTER * line.size and not LABEL.fullmatch(line.text.flat[: a.stop].strip()):
            yield i


def _cut_line(line: Line, gutters: Sequence[float]) -> Iterator[Line]:
    start = 0
    for i in _wide_gaps(line):
        if any(line.words[i].box.x1 <= x <= line.words[i + 1].box.x0 for x in gutters):
            yield _part_of(line, start, i + 1)
            start = i + 1
    yield _part_of(line, start, len(line.words)) if start else line


def _part_of(line: Line, start: int, stop: int) -> Line:
    words = line.words[start:stop]
    first = words[0].start
    moved = tuple(replace(word, start=word.start - first, stop=word.stop - first) for word in words)
    return replace(
        line, text=line.text[first : words[-1].stop], words=moved, box=union_box(word.box for word in words)
    )


def _join_labels(lines: Sequence[Line]) -> list[Line]:
    """Numbers that are lines of their own joined to the text on their right."""
    labels = {i for i, line in enumerate(lines) if LABEL.fullmatch(line.text.flat.strip())}
    joined = list(lines)
    for i in labels:
        beside = [j for j, line in enumerate(lines) if j not in labels and _beside(lines[i].box, line.box)]
        if beside:
            j = min(beside, key=lambda j: lines[j].box.x0)
            box = union_box((lines[i].box, lines[j].box))
            joined[j] = replace(
                lines[j], text=join_rich((space_after(lines[i].text), lines[j].text)), box=box
            )
            joined[i] = replace(lines[i], text=lines[i].text[0:0])
    return [line for line in joined if line.text.flat]


def _order_columns(lines: list[Line]) -> list[Line]:
    """Column after column, where lines of several columns came in turns; else as they came."""
    columns: list[list[Line]] = []
    of_line: list[int] = []
    for line in lines:
        found = next(
            (i for i, column in enumerate(columns) if _overlaps(column[0].box, line.box)), len(columns)
        )
        if found == len(columns):
            columns.append([])
        columns[found].append(line)
        of_line.append(found)
    turns = sum(a != b for a, b in pairwise(of_line))
    if len(columns) < 2 or turns <= 2 * len(columns):
        return lines
    columns.sort(key=lambda column: min(line.box.x0 for line in column))
    return [line for column in columns for line in sorted(column, key=lambda line: line.box.top)]


def _overlaps(first: Box, second: Box) -> bool:
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0.5 * min(first.width, second.width)


def _take_in(own: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    lines = list(own)
    for line in sorted(others, key=lambda line: line.box.top):
        if line.angle != own[0].angle or not line.text.flat.strip():
            continue
        place = _place_of_label(lines, line)
        if place is None:
            place = _place_between(lines, line)
        if place is not None:
            lines.insert(place, line)
    return lines


def _join_pieces(lines: Iterable[Line]) -> list[Line]:
    """Pieces of one printed line that stand apart (justified text taken for words of their own) as one
    line.
    """
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.baseline), line.box.x0)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(last.baseline - line.baseline) < 2
            and -1 < line.box.x0 - last.box.x1 < PIECE_GAP * line.size
        ):
            joined[-1] = replace(
                last, text=join_rich((space_after(last.text), line.text)), box=union_box((last.box, line.box))
            )
        else:
            joined.append(line)
    return joined


def _take_in_edges(own: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Lines at the head or foot of a column that go on at the list's own step and size: no running head
    does.
    """
    lines = list(own)
    gaps = [
        b.box.top - a.box.bottom for a, b in pairwise(own) if _shares_column(a, b) and b.box.top > a.box.top
    ]
    if not gaps:
        return lines
    usual = median(gaps)
    for line in sorted(others, key=lambda line: -line.box.top):
        column = [
            i for i, other in enumerate(lines) if other.angle == line.angle and _shares_column(other, line)
        ]
        if not column or line in lines:
            continue
        first, last = min(column, key=lambda i: lines[i].box.top), max(column, key=lambda i: lines[i].box.top)
        for i, gap, place in (
            (first, lines[first].box.top - line.box.bottom, first),
            (last, line.box.top - lines[last].box.bottom, last + 1),
        ):
            if abs(gap - usual) < 0.25 * line.size and abs(lines[i].size - line.size) < 0.05 * line.size:
                lines.insert(place, line)
                break
    return lines


def _place_of_label(lines: Sequence[Line], label: Line) -> int | None:
    if not LABEL.fullmatch(label.text.flat.strip()):
        return None
    return next((i for i, line in enumerate(lines) if _beside(label.box, line.box)), None)


def _place_between(lines: Sequence[Line], line: Line) -> int | None:
    """Where a line of the list's size belongs that has a line of the list close above it and one below."""
    close = CLOSE * line.size
    in_column = [i for i, other in enumerate(lines) if _shares_column(other, line)]
    above = [
        i
        for i in in_column
        if -close < line.box.top - lines[i].box.bottom < close and lines[i].box.top < line.box.top
    ]
    below = [i for i in in_column if lines[i].box.top > line.box.top]
    if not above or not below:
        return None
    nearest = max(above, key=lambda i: lines[i].box.top)
    if abs(lines[nearest].size - line.size) > 0.15 * line.size:
        return None
    if any(lines[i].box.overlaps(line.box) and abs(lines[i].baseline - line.baseline) < 2 for i in in_column):
        return None
    return nearest + 1


def _shares_column(other: Line, line: Line) -> bool:
    return other.box.x0 - 30 < line.box.x0 < other.box.x1 and min(other.box.x1, line.box.x1) > max(
        other.box.x0, line.box.x0
    )


def _beside(label: Box, line: Box) -> bool:
    level = min(label.bottom, line.bottom) - max(label.top, line.top)
    return level > 0.4 * min(label.height, line.height) and -2 < line.x0 - label.x1 < LABEL_GAP_PT


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
    """Which lines stand left of the most common left edge of the list: in a hanging list, the first ones of
    entries.
    """
    if not lines:
        return ()
    body = Counter(round(line.indent) for line in lines).most_common(1)[0][0]
    return tuple(line.indent < body - INDENT_PT for line in lines)


def usual_gap(lines: Sequence[ListLine]) -> float:
    """The usual white between lines of the list, in line heights."""
    gaps = [line.gap for line in lines if line.gap]
    return median(gaps) if gaps else 0.0
