"""The grid of one table region: head, body rows, and which lines stand in which cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.layout import TableRegion
from extractors.model.strips import Strip, cut_strips
from extractors.tables.columns import column_edges, find_gaps, ruled_gaps
from extractors.tables.head_end import head_by_content, head_by_rules, labels_all, skip_units
from extractors.tables.header import Head, find_heads
from extractors.tables.merged import Merge, find_merges, gather
from extractors.tables.pieces import EDGE_PT, Gap, Piece, Run, assign_runs, cut_runs, find_run_gap, reach
from extractors.tables.rows import Row, find_starts
from extractors.tables.sides import Floating, lift_floating, merge_bands, place_beside
from extractors.tables.turned import beside_rows, place_over

FULL_RULE = 0.9
"""Share of the table's width that a rule must cover to part rows or end the head."""

DRAWN_COLUMN = 0.5
"""Share of the table's height that upright rules must cover at one place to part columns."""


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """A table before its text is joined."""

    region: TableRegion
    width: int
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    floating: tuple[Floating, ...] = ()
    merges: tuple[Merge, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def build_grid(region: TableRegion, labels: Sequence[Run] = ()) -> Grid:
    """The grid of a region and its turned labels.

    A table in which no column can be told has one column and a finding.
    """
    strips = cut_strips(region.lines)
    run_gap = find_run_gap(strips)
    runs = [cut_runs(strip, run_gap) for strip in strips]
    level = [rule.box for rule in region.rules if rule.horizontal and not _strikes(rule.box, strips)]
    upright = [rule.box for rule in region.rules if not rule.horizontal]
    full = [box for box in level if _covers(box, region.box)]
    size = _type_size(strips)
    head = head_by_rules(strips, full, region.fills)
    beside = beside_rows(runs, strips, labels)
    gaps = _all_gaps(beside[head:] if len(strips) - head > 1 else beside, upright, region.box, size)
    columns = [[_column(run, gaps) for run in row] for row in runs]
    celled = _count_cuts(strips, full) > 0.7 * (len(strips) - head) or len(region.fills) > 2
    if not head or celled:
        # where each row is ruled or filled, what is drawn below the first row need not end a head
        by_content = head_by_content(runs, columns, len(gaps) + 1)
        head = by_content if by_content == 0 or head != 1 else head
    head = 0 if labels_all(runs) else skip_units(runs, head)
    body, body_runs = strips[head:], runs[head:]
    edges = column_edges(body_runs, gaps)
    pieces = [assign_runs(row, gaps, edges, region.box.x1) for row in body_runs]
    body, rows_of_pieces, lifted = lift_floating(body, pieces)
    boxed = len(upright) > 3
    bands = _bands(body, level if boxed else full, region.fills)
    starts = find_starts(body, rows_of_pieces, bands, len(gaps) + 1, celled=boxed or len(region.fills) > 2)
    rows = _rows(body, rows_of_pieces, starts)
    # below the last line of the head stands the rule that ends it, not one under a spanning head
    last = strips[head - 1].baseline if head else 0.0
    partial = [box for box in level if box not in full or box.y_mid < last]
    extents = _extents(rows_of_pieces, gaps, region.box)
    merges = find_merges(rows, level, extents) if boxed else []
    gather(rows, merges)
    heads = find_heads(runs[:head], [strip.baseline for strip in strips[:head]], gaps, extents, partial)
    over = [label for label in labels if body and label.baseline < body[0].top]
    lifted += [
        Floating(label, reach(label.box, gaps, label.size)[0], label.baseline)
        for label in labels
        if label not in over
    ]
    inner = [box for box in full if rows and rows[0].baseline < box.y_mid < rows[-1].baseline]
    merges, floating = place_beside(rows, merges, lifted, inner)
    if not boxed:
        known = {(merge.column, merge.first) for merge in merges}
        banded = merge_bands(rows, inner, len(gaps) + 1)
        banded = [merge for merge in banded if (merge.column, merge.first) not in known]
        gather(rows, banded)
        merges += banded
    return Grid(
        region=region,
        width=len(gaps) + 1,
        heads=(*heads, *place_over(over, gaps)),
        rows=tuple(rows),
        gaps=tuple(gaps),
        floating=tuple(floating),
        merges=tuple(merges),
        findings=_doubts(region, gaps),
    )


def _doubts(region: TableRegion, gaps: Sequence[Gap]) -> tuple[Finding, ...]:
    if gaps:
        return ()
    note = "no columns can be told apart; every line stands as one cell"
    return (Finding("tables.no_columns", note, region.page, region.box),)


def _strikes(rule: Box, strips: Sequence[Strip]) -> bool:
    """Whether the rule runs through the letters of a strip, as edges of coloured bars sometimes do."""
    return any(
        line.baseline - 0.5 * line.size < rule.y_mid < line.baseline - 0.12 * line.size
        and line.box.x0 < rule.x1
        and rule.x0 < line.box.x1
        for strip in strips
        for line in strip.lines
    )


def _covers(rule: Box, box: Box) -> bool:
    return min(rule.x1, box.x1) - max(rule.x0, box.x0) > FULL_RULE * box.width


def _type_size(strips: Sequence[Strip]) -> float:
    sizes = sorted(strip.size for strip in strips)
    return sizes[len(sizes) // 2] if sizes else 1.0


def _all_gaps(runs: Sequence[Sequence[Run]], upright: Sequence[Box], box: Box, size: float) -> list[Gap]:
    drawn = ruled_gaps(upright, box, DRAWN_COLUMN * box.height)
    open_ = [
        gap
        for gap in find_gaps(runs, size)
        if not any(gap.left - EDGE_PT < other.middle < gap.right + EDGE_PT for other in drawn)
    ]
    return sorted(open_ + drawn, key=lambda gap: gap.middle)


def _count_cuts(strips: Sequence[Strip], rules: Sequence[Box]) -> int:
    """Number of places between strips where a rule is drawn; double rules count once."""
    cuts = {sum(strip.baseline < rule.y_mid + 0.5 for strip in strips) for rule in rules}
    return len(cuts - {0, len(strips)})


def _column(run: Run, gaps: Sequence[Gap]) -> int:
    x = run.box.x_mid
    return reach(Box(x, run.box.top, x, run.box.bottom), gaps, 0.0)[0]


def _bands(strips: Sequence[Strip], rules: Sequence[Box], fills: Sequence[Box]) -> list[int]:
    """Indices of strips before which a rule or the edge of a stripe lies."""
    edges = [rule.y_mid for rule in rules] + [y for fill in fills for y in (fill.top, fill.bottom)]
    return [
        i
        for i in range(1, len(strips))
        if any(strips[i - 1].baseline - 1 < y < strips[i].baseline - 1 for y in edges)
    ]


def _extents(pieces: Sequence[Sequence[Piece]], gaps: Sequence[Gap], box: Box) -> list[tuple[float, float]]:
    """Left and right edge of the text in each column; the space between corridors where it is empty."""
    bounds = [box.x0, *(gap.middle for gap in gaps), box.x1]
    extents: list[tuple[float, float]] = []
    single: list[list[Box]] = [[] for _ in bounds[1:]]
    for piece in (piece for row in pieces for piece in row):
        if piece.first == piece.last:
            single[piece.first].append(piece.run.box)
    for column, boxes in enumerate(single):
        if boxes:
            extents.append((min(b.x0 for b in boxes), max(b.x1 for b in boxes)))
        else:
            extents.append((bounds[column], bounds[column + 1]))
    return extents


def _rows(strips: Sequence[Strip], pieces: Sequence[Sequence[Piece]], starts: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    for start, stop in zip(starts, [*starts[1:], len(strips)], strict=True):
        cells: dict[int, list[Run]] = {}
        spans: dict[int, int] = {}
        for piece in (piece for row in pieces[start:stop] for piece in row):
            cells.setdefault(piece.first, []).append(piece.run)
            spans[piece.first] = max(piece.last, spans.get(piece.first, 0))
        top, bottom = strips[start].top, strips[stop - 1].bottom
        rows.append(Row(cells, spans, top, bottom, strips[start].baseline, strips[stop - 1].baseline))
    return rows
