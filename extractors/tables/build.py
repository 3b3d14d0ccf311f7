"""Tables from the regions of a document, as a person reads them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.model.document import Cell, Table
from extractors.model.finding import Finding
from extractors.model.geometry import Frame
from extractors.model.layout import PageLayout, TableRegion
from extractors.model.rich import RichText, join_rich, plain_rich
from extractors.model.strips import cut_strips
from extractors.tables.cells import join_lines
from extractors.tables.continued import join_continued
from extractors.tables.grid import Grid, build_grid
from extractors.tables.header import Head
from extractors.tables.marks import bind_orphans, lift_marks
from extractors.tables.notes import read_notes
from extractors.tables.pieces import Run
from extractors.tables.rows import Row
from extractors.tables.sides import spread_labels
from extractors.tables.turned import read_turned
from extractors.tables.values import is_value

LABEL = 40
"""Characters within which a caption names its number."""

OVERPRINT = 0.3
"""Share of a segment's width that may lie over the one before it, until it is a doubt."""

LABELS_BLANK = 0.4
"""Share of blank cells from which a text column holds labels for several rows each."""

PAGE_EDGE_PT = 10.0
"""A table nearer to the edge of the page is taken for cut off."""

Rows = list[list[Cell]]


def build_tables(pages: Iterable[PageLayout]) -> tuple[Table, ...]:
    """The tables of a document in order of their pages, parts that continue over pages joined.

    Head and body are full grids: merged cells repeat their text with `carried` set. Linear in the number of
    rows. Doubts are findings of the table.
    """
    tables: list[tuple[Table, TableRegion, PageLayout]] = []
    for page in pages:
        tables += [(build_table(region, page), region, page) for region in page.tables if region.lines]
    return join_continued(tables)


def build_table(region: TableRegion, page: PageLayout) -> Table:
    """The table of one region."""
    frame = Frame(region.angle, page.width, page.height)
    grid = build_grid(region, read_turned(region, frame))
    notes = read_notes(region.notes)
    known = frozenset(note.mark for note in notes if note.mark)
    header = _header(grid, known)
    rows, groups = _body(grid, known)
    bind_orphans(rows, header, known)
    return Table(
        number=region.number,
        caption=_caption(region),
        header=tuple(map(tuple, header)),
        rows=tuple(map(tuple, rows)),
        paths=_paths(header, grid.width),
        groups=tuple(groups),
        notes=notes,
        pages=(region.page,),
        box=frame.to_page(region.box),
        angle=region.angle,
        findings=(*grid.findings, *_doubts(region, frame)),
    )


def _doubts(region: TableRegion, frame: Frame) -> tuple[Finding, ...]:
    """What makes the cells doubtful: text printed over text, a table that runs off the page."""
    found: list[Finding] = []
    box = frame.to_page(region.box)
    for strip in cut_strips(region.lines):
        pairs = pairwise(strip.lines)
        over = [b for a, b in pairs if a.box.x1 - b.box.x0 > OVERPRINT * min(a.box.width, b.box.width)]
        if over:
            note = f"text is printed over text: {over[0].text.flat[:40]}"
            found.append(Finding("tables.overprint", note, region.page, frame.to_page(over[0].box)))
            break
    if min(box.x0, box.top, frame.width - box.x1, frame.height - box.bottom) < PAGE_EDGE_PT:
        note = "the table runs to the edge of the page and may be cut off"
        found.append(Finding("tables.cut_off", note, region.page, box))
    return tuple(found)


def _caption(region: TableRegion) -> RichText:
    lines = [line.text for strip in cut_strips(region.caption) for line in strip.lines]
    text = join_lines(lines)
    at = text.flat.find(region.number, 0, LABEL) if region.number else -1
    if at < 0:
        return text
    rest = re.compile(r"[\s.:|–—]*(?:\(?\s?cont[^\s)]*\)?[\s.:|–—]*)?", re.IGNORECASE).match(
        text.flat, at + len(region.number)
    )
    return text[rest.end() if rest else at :]


def _header(grid: Grid, known: frozenset[str]) -> Rows:
    """The head as a full grid: levels from top to bottom, one-level heads repeated down."""
    stacks: list[list[Head]] = [[] for _ in range(grid.width)]
    for head in sorted(grid.heads, key=lambda head: (head.strip, head.first)):
        for column in range(head.first, head.last + 1):
            stacks[column].append(head)
    depth = max(map(len, stacks), default=0)
    texts = {id(head): lift_marks(_text(head.runs), known) for head in grid.heads}
    return [
        [_head_cell(stacks[c], texts, level, c, depth) for c in range(grid.width)] for level in range(depth)
    ]


def _head_cell(
    stack: Sequence[Head],
    texts: dict[int, tuple[RichText, tuple[str, ...]]],
    level: int,
    column: int,
    depth: int,
) -> Cell:
    if not stack:
        return Cell(plain_rich(""), level, column)
    at = min(level, len(stack) - 1)
    head = stack[at]
    text, notes = texts[id(head)]
    rows = depth - at if at == len(stack) - 1 else 1
    first = column == head.first and level == at
    return Cell(
        text,
        level,
        column,
        rows if first else 1,
        not first,
        notes,
    )


def _paths(header: Rows, width: int) -> tuple[str, ...]:
    """The head texts above each column joined by " / ", repeated ones once."""
    paths: list[str] = []
    for column in range(width):
        levels: list[str] = []
        for row in header:
            flat = row[column].text.flat
            if flat and (not levels or levels[-1] != flat):
                levels.append(flat)
        paths.append(" / ".join(levels))
    return tuple(paths)


def _text(runs: Sequence[Run]) -> RichText:
    lines: list[RichText] = []
    for run in sorted(runs, key=lambda run: (run.baseline, run.box.x0)):
        if run.raised and lines:
            lines[-1] = join_rich([lines[-1], run.text])
        else:
            lines.append(run.text)
    return join_lines(lines)


def _body(grid: Grid, known: frozenset[str]) -> tuple[Rows, list[str]]:
    group = ""
    kept: list[Row] = []
    places: dict[int, int] = {}
    groups: list[str] = []
    for i, row in enumerate(grid.rows):
        if _is_group(grid, i):
            group = _text(next(iter(row.cells.values()))).flat
        else:
            places[i] = len(kept)
            kept.append(row)
            groups.append(group)
    rows = [_row(row, i, grid.width, known) for i, row in enumerate(kept)]
    for merge in grid.merges:
        _fill_down(rows, merge.column, [places[i] for i in range(merge.first, merge.last + 1) if i in places])
    beside = _columns_beside_labels(rows)
    for column in sorted({0, *beside, *(label.column for label in grid.floating)}):
        _carry_labels(grid, kept, rows, known, column)
    for column in _label_columns(rows, grid.width):
        filled = [i for i, cells in enumerate(rows) if cells[column].text.flat]
        for start, stop in pairwise([*filled, len(rows)]):
            _fill_down(rows, column, range(start, stop))
    return rows, groups


def _is_group(grid: Grid, i: int) -> bool:
    """Whether the row is a sub-heading: its only text opens the row or is centred on it, and rows follow."""
    row = grid.rows[i]
    if len(row.cells) != 1 or grid.width < 2 or i + 1 == len(grid.rows):
        return False
    column, runs = next(iter(row.cells.items()))
    bare = not any(char.isalpha() for char in runs[0].flat)  # "300 K" heads rows, "300" is a value
    if (is_value(runs[0].flat) and bare) or (len(grid.rows[i + 1].cells) < 2 and grid.width > 2):
        return False
    box = grid.region.box
    centred = abs(runs[0].box.x_mid - box.x_mid) < 0.06 * box.width
    return column == 0 or centred


def _row(row: Row, index: int, width: int, known: frozenset[str]) -> list[Cell]:
    cells = [Cell(plain_rich(""), index, column) for column in range(width)]
    for column, runs in row.cells.items():
        text, notes = lift_marks(_text(runs), known)
        last = row.spans[column]
        cells[column] = Cell(text, index, column, notes=notes)
        for other in range(column + 1, last + 1):
            if other not in row.cells:
                cells[other] = Cell(text, index, other, carried=True, notes=notes)
    return cells


def _label_columns(rows: Rows, width: int) -> list[int]:
    """Text columns left of all values in which a label stands for the blank cells below it.

    Only where blanks are the rule in that column and no column of values has any: there a missing value
    would be a dash.
    """
    texts = [[row[column].text.flat for row in rows] for column in range(width)]
    valued = [sum(map(is_value, column)) > 0.5 * len(rows) for column in texts]
    if not any(valued) or any("" in texts[column] for column in range(width) if valued[column]):
        return []
    return [
        column
        for column in range(1, valued.index(True))
        if texts[column][0]
        and texts[column].count("") >= LABELS_BLANK * len(rows)
        and not any(map(is_value, texts[column]))
    ]


def _columns_beside_labels(rows: Rows) -> list[int]:
    """Text columns, references mostly, that are filled where the first column is and blank where it is."""
    width = len(rows[0]) if rows else 0
    filled = [bool(row[0].text.flat) for row in rows]
    if all(filled) or filled.count(True) < 2:
        return []
    return [
        column
        for column in range(1, width)
        if [bool(row[column].text.flat) for row in rows] == filled
        and not any(is_value(row[column].text.flat) for row in rows)
    ]


def _fill_down(rows: Rows, column: int, places: Sequence[int]) -> None:
    """Repeat a merged cell in all of its rows."""
    if not places:
        return
    cell = rows[places[0]][column]
    rows[places[0]][column] = replace(cell, row_span=len(places))
    for place in places[1:]:
        rows[place][column] = replace(cell, row=place, carried=True)


def _carry_labels(grid: Grid, kept: Sequence[Row], rows: Rows, known: frozenset[str], column: int) -> None:
    """Fill a column (the first, or one of turned labels) where a label stands for several rows."""
    if grid.width < 2 or not rows:
        return
    labels: list[tuple[float, RichText, tuple[str, ...]]] = [
        (row.baseline, cells[column].text, cells[column].notes)
        for row, cells in zip(kept, rows, strict=True)
        if cells[column].text.flat
    ]
    labels += [
        (label.baseline, *lift_marks(label.run.text, known))
        for label in grid.floating
        if label.column == column
    ]
    labels.sort(key=lambda label: label[0])
    filled = [bool(cells[column].text.flat) for cells in rows]
    if all(filled) or not labels:
        return
    owners = spread_labels(filled, [row.baseline for row in kept], [label[0] for label in labels])
    for i, owner in enumerate(owners):
        if owner >= 0 and not rows[i][column].text.flat:
            first = owners.index(owner) == i
            _, text, notes = labels[owner]
            rows[i][column] = Cell(text, i, column, owners.count(owner) if first else 1, not first, notes)
