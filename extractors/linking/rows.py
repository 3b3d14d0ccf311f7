"""A table row with the roles of its columns, and what cells, heads and caption say for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.linking.asides import THIS_WORK, citations_of
from extractors.linking.heads import Head, is_empty
from extractors.model.document import Cell, Table
from extractors.model.science import Qualifier, Quantity
from extractors.model.statement import Temperature
from extractors.normalise.marks import expand_marks
from extractors.normalise.quantities import read_quantity


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One body row with all that its cells and heads tell of each other; `number` counts from 1."""

    table: Table
    heads: tuple[Head, ...]
    cells: tuple[Cell, ...]
    number: int
    group: str

    def cells_of(self, role: str, name: str = "") -> list[tuple[int, Cell]]:
        """Column and cell of a role, filled ones only; a mark that was lifted out fills a cell."""
        return [
            (column, cell)
            for column, (head, cell) in enumerate(zip(self.heads, self.cells, strict=True))
            if head.role == role
            and (not name or head.name == name)
            and (not is_empty(cell.text) or (role == "reference" and cell.text.citations))
        ]

    def filled(self) -> Iterator[tuple[Head, Cell]]:
        """Head and cell of every column that says something."""
        return ((h, c) for h, c in zip(self.heads, self.cells, strict=True) if not is_empty(c.text))

    def where(self, column: int) -> str:
        """The place as records print it: body rows and columns from 1, also of a turned table."""
        cell = self.cells[column]
        return f"table {self.table.number} row {cell.row + 1} col {cell.column + 1}"


def row_temperature(row: Row) -> Temperature | None:
    """What the row's own temperature cell says: `25` under "T (°C)", `RT`."""
    for other, cell in row.cells_of("temperature"):
        value = read_quantity(cell.text.flat.strip(), unit=row.heads[other].path)
        if value is not None and value.norm_unit == "K" and value.qualifier is not Qualifier.RANGE:
            return Temperature(value.norm_low, with_unit(value))
    return None


def with_unit(value: Quantity) -> str:
    """The printed value, with the unit of its head where it has none; `RT` needs none."""
    named = value.unit in value.text or not any(char.isdigit() for char in value.text)
    return value.text if named else f"{value.text} {value.unit}"


def says_this_work(row: Row) -> bool:
    return any(THIS_WORK.search(cell.text.flat) for _, cell in row.cells_of("reference"))


def refs_of(row: Row, cell: Cell) -> tuple[str, ...]:
    """Keys of the Ref. column; else citation marks in the value's cell or the row's material cell."""
    for _, given in row.cells_of("reference"):
        return citations_of([given]) or _read_marks(given.text.flat)
    return citations_of([cell]) or citations_of(c for _, c in row.cells_of("material"))


def _read_marks(flat: str) -> tuple[str, ...]:
    """`[5,6]`, `ref. 12`, `Kim [7]`; the year of "Kim et al., 2019" is no number of the list."""
    words = re.sub(r"\brefs?\b\.?|\breferences?\b", "", flat, flags=re.IGNORECASE)
    if not re.search(r"[A-Za-z]{2}", words):
        return expand_marks(words)
    return expand_marks(",".join(re.findall(r"\[([\d,;\s–−-]+)\]", words)))
