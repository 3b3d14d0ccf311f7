"""A table row with the roles of its columns, and what cells, heads and caption say for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.linking.heads import Head, is_empty
from extractors.model.document import Cell, Table
from extractors.model.science import Composition, Quantity
from extractors.model.statement import Temperature
from extractors.normalise.marks import expand_marks
from extractors.normalise.quantities import read_quantity

THIS_WORK = re.compile(r"\b(this|present|our)\s+(work|study|paper)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One body row with all that its cells and heads tell of each other; `number` counts from 1."""

    table: Table
    heads: tuple[Head, ...]
    cells: tuple[Cell, ...]
    number: int
    group: str

    def cells_of(self, role: str, name: str = "") -> list[tuple[int, Cell]]:
        """Column and cell of a role, filled ones only."""
        return [
            (column, cell)
            for column, (head, cell) in enumerate(zip(self.heads, self.cells, strict=True))
            if head.role == role and (not name or head.name == name) and not is_empty(cell.text)
        ]

    def filled(self) -> Iterator[tuple[Head, Cell]]:
        """Head and cell of every column that says something."""
        return ((h, c) for h, c in zip(self.heads, self.cells, strict=True) if not is_empty(c.text))

    def where(self, column: int) -> str:
        """The place as records print it: body rows and columns from 1."""
        return f"table {self.table.number} row {self.number} col {column + 1}"


@dataclass(frozen=True, slots=True)
class Shared:
    """What caption and notes say for all rows."""

    family: Composition | None
    temperature: Temperature | None
    computed: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """What a row is about: as printed, and its composition where one is fixed."""

    material: str
    composition: Composition | None


def row_temperature(row: Row, column: int, shared: Shared | None) -> Temperature | None:
    """Head path first ("σ (S cm−1) / 60 °C"), then the row's own temperature cell, then the caption."""
    said = read_temperature_words(row.heads[column].path)
    if said is not None:
        return said
    for other, cell in row.cells_of("temperature"):
        value = read_quantity(cell.text.flat.strip(), unit=row.heads[other].path)
        if value is not None and value.norm_unit == "K":
            return Temperature(value.norm_low, with_unit(value))
    return shared.temperature if shared else None


def with_unit(value: Quantity) -> str:
    return value.text if value.unit in value.text else f"{value.text} {value.unit}"


def says_this_work(row: Row) -> bool:
    return any(THIS_WORK.search(cell.text.flat) for _, cell in row.cells_of("reference"))


def refs_of(row: Row, cell: Cell) -> tuple[str, ...]:
    """Keys of the Ref. column; else citation marks in the value's cell or the row's material cell."""
    for _, given in row.cells_of("reference"):
        keys = [key for mark in given.text.citations for key in mark.keys]
        return tuple(keys or expand_marks(given.text.flat))
    own = [cell, *(c for _, c in row.cells_of("material"))]
    return tuple(dict.fromkeys(key for c in own for mark in c.text.citations for key in mark.keys))


def read_temperature_words(path: str) -> Temperature | None:
    """A temperature in a head: `σ (S cm−1) / RT`, `σ300 °C`, `Conductivity at 25 °C`."""
    match = re.search(r"([−-]?\d+(?:\.\d+)?)\s*(°\s*C|K)\b", path)
    if match:
        number = float(match[1].replace("−", "-"))
        kelvin = number if match[2] == "K" else round(number + 273.15, 2)
        return Temperature(kelvin, match[0])
    room = re.search(r"\b(RT|r\.t\.|room[- ]temperature|ambient temperature)\b", path, re.IGNORECASE)
    return Temperature(298.15, room[0]) if room else None
