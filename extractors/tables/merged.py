"""Merged cells of drawn grids: where the rule between two rows leaves out a column."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.geometry import Box
from extractors.tables.pieces import EDGE_PT, Run
from extractors.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell of one column that reaches from the first to the last of its rows."""

    column: int
    first: int
    last: int


def find_merges(
    rows: Sequence[Row], level: Sequence[Box], extents: Sequence[tuple[float, float]]
) -> list[Merge]:
    """Cells over which the rules between rows, drawn for other columns, are left out."""
    middles = [(left + right) / 2 for left, right in extents]
    open_below = [_undrawn(rows[i], rows[i + 1], level, middles) for i in range(len(rows) - 1)]
    merges: list[Merge] = []
    for column in range(len(middles)):
        first = 0
        for i in range(len(rows)):
            if i < len(open_below) and column in open_below[i]:
                continue
            if i > first:
                merges.append(Merge(column, first, i))
            first = i + 1
    return merges


def _undrawn(upper: Row, lower: Row, level: Sequence[Box], middles: Sequence[float]) -> set[int]:
    """Columns without a rule between the two rows, if others have one."""
    between = [rule for rule in level if upper.last < rule.y_mid < lower.baseline]
    drawn = {
        column
        for column, x in enumerate(middles)
        if any(rule.x0 - EDGE_PT < x < rule.x1 + EDGE_PT for rule in between)
    }
    return set(range(len(middles))) - drawn if drawn else set()


def gather(rows: Sequence[Row], merges: Sequence[Merge]) -> None:
    """Put all lines of a merged cell into its first row."""
    for merge in merges:
        runs: list[Run] = []
        for row in rows[merge.first : merge.last + 1]:
            runs += row.cells.pop(merge.column, [])
            row.spans.pop(merge.column, None)
        if runs:
            rows[merge.first].cells[merge.column] = runs
            rows[merge.first].spans[merge.column] = merge.column
