"""Units of the gold set: a small table of our own, kept apart from the extractor's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VALUE_TOLERANCE = 1e-4
"""Relative difference up to which two normalised values are equal; it covers the rounding of conversions.
Raising it lets a wrong last digit pass as right."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit and how its numbers become canonical."""

    name: str
    norm_unit: str
    factor: float
    scale: str

    def normalise(self, value: float) -> float:
        """Give a printed number in the canonical unit."""
        return (10.0**value if self.scale == "log10" else value) * self.factor


@cache
def read_units() -> Mapping[str, Unit]:
    """Read the table of units that gold may print, by name."""
    lines = (files("pipeline.gold") / "units.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: Unit(name, norm, float(factor), scale) for name, norm, factor, scale in rows[1:]}


def is_close(one: float | None, other: float | None, relative: float = VALUE_TOLERANCE) -> bool:
    """Whether two sides of a value agree: both absent, or within the relative tolerance."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= relative * max(abs(one), abs(other))
