"""Tables brought to one shape: properties along the top, a row for each sample, all heads in the paths."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.linking.heads import (
    MATERIAL_SHARE,
    ONLY_TEMPERATURE,
    UNIT_HEAD,
    composition_share,
    is_empty,
    read_head,
)
from extractors.model.document import Cell, Table
from extractors.model.pair import CellPair
from extractors.normalise.composition import read_composition

VALUE = re.compile(r"^[<>~≈≤≥±(\s−–-]*\d")
MOST_HEADS = 2
"""First rows of a body that may still be heads; more takes a table of words for heads."""


@dataclass(frozen=True, eq=False, slots=True)
class Shaped:
    """A table with its heads and samples in place, and how the cells of the printed one are found in it."""

    table: Table
    turned: bool
    dropped: int

    def move(self, pairs: Sequence[CellPair]) -> list[CellPair]:
        """Pairs of the printed table's rows and columns as those of the shaped one."""
        kept = [replace(p, row=p.row - self.dropped) for p in pairs if p.row >= self.dropped]
        return [replace(p, row=p.column - 1, column=p.row + 1) for p in kept] if self.turned else kept


def shape_table(table: Table) -> Shaped:
    """The table with first rows that are heads taken up, turned where properties stand down the side."""
    whole = table
    for _ in range(MOST_HEADS):
        if len(whole.rows) > 1 and _is_head_row(whole):
            whole = _take_up(whole)
    turned = is_transposed(whole)
    dropped = len(table.rows) - len(whole.rows)
    return Shaped(transpose(whole) if turned else whole, turned, dropped)


def _is_head_row(table: Table) -> bool:
    """Whether the first row of the body holds no values: temperatures, units, materials below a common head.

    Of a table without heads the first row is one where it names a property, or stands over values with
    temperatures alone.
    """
    cells = table.rows[0]
    beside = [cell.text.flat.strip() for cell in cells[1:] if not is_empty(cell.text)]
    if not beside or table.groups[:1] not in ((), ("",)):
        return False
    degrees = all(ONLY_TEMPERATURE.fullmatch(text) for text in beside)
    if not any(table.paths):
        return degrees or any(read_head(text).role == "property" for text in beside)
    borrowed = is_empty(cells[0].text) or cells[0].carried or cells[0].row_span > 1
    same = cells[0].text.flat == table.rows[1][0].text.flat
    units = all(text[0] in "([" or text[-1] in ")]" for text in beside)
    spanned = len(set(table.paths[1:])) < len(table.paths[1:]) or "" in table.paths[2:]
    materials = spanned and all(read_composition(text) for text in beside)
    return (borrowed or same) and (degrees or units or materials) and not any(map(_is_value, beside))


def _is_value(text: str) -> bool:
    return VALUE.match(text) is not None and not ONLY_TEMPERATURE.fullmatch(text)


def _take_up(table: Table) -> Table:
    """The first row's words joined to the paths; a first cell that belongs to the row below stays there.

    A column without a head of its own stands under the head to its left, which spans it.
    """
    headless = not any(table.paths)
    spans = list(table.paths)
    for column in range(2, len(spans)):
        spans[column] = spans[column] or spans[column - 1]
    units = any(c.text.flat.strip()[0] in "([" or c.text.flat.strip()[-1] in ")]" for c in _filled(table))
    joint = " " if units else " / "
    paths = tuple(
        cell.text.flat.strip()
        if headless
        else path
        if column == 0 or is_empty(cell.text)
        else f"{path}{joint}{cell.text.flat.strip()}"
        for column, (path, cell) in enumerate(zip(spans, table.rows[0], strict=True))
    )
    return replace(
        table,
        paths=paths,
        header=(*table.header, table.rows[0]),
        rows=table.rows[1:],
        groups=table.groups[1:],
    )


def _filled(table: Table) -> list[Cell]:
    return [cell for cell in table.rows[0][1:] if not is_empty(cell.text)]


def is_transposed(table: Table) -> bool:
    """Whether properties stand down the side and materials along the top."""
    if table.width < 2 or not table.rows:
        return False
    side = [read_head(row[0].text.flat).role for row in table.rows]
    top = [read_head(path).role for path in table.paths[1:]]
    composed = any(
        role == "material" and composition_share(table, column) >= MATERIAL_SHARE
        for column, role in enumerate(top, start=1)
    )
    return side.count("property") > 0 and top.count("property") == 0 and not composed


def transpose(table: Table) -> Table:
    """The same table with its first column as head and its heads as first column.

    Units in a column of their own ("Unit") go to the heads.
    """
    unit = next((column for column, path in enumerate(table.paths) if UNIT_HEAD.fullmatch(path)), 0)
    units = [
        f" ({row[unit].text.flat})" if unit and row[unit].text.flat.strip() else "" for row in table.rows
    ]
    paths = (
        table.paths[0],
        *(row[0].text.flat + said for row, said in zip(table.rows, units, strict=True)),
    )
    heads = table.header[-1] if table.header else ()
    rows = tuple(
        (_head_cell(heads, column, table), *(row[column] for row in table.rows))
        for column in range(1, table.width)
    )
    header = (_head_cell(heads, 0, table), *(cells[0] for cells in table.rows))
    return replace(table, paths=paths, rows=rows, groups=("",) * len(rows), header=(header,))


def _head_cell(heads: Sequence[Cell], column: int, table: Table) -> Cell:
    if column < len(heads):
        return heads[column]
    return Cell(table.caption[0:0], 0, column)
