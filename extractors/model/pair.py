"""What a second, independent reader ties together: a value and a material, by their places alone."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A value that is said of a material in one sentence; spans are offsets in the passage.

    `low` and `high` are in the canonical unit of the property (S/cm, eV, V), as the second reader read them.
    """

    property: str
    material: Span
    value: Span
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CellPair:
    """The same for a table: row and column count from 0 within the body."""

    property: str
    row: int
    column: int
    low: float
    high: float
