"""What changed between two datasets, runs or gold sets."""

from pipeline.diff.compare import Diff, compare
from pipeline.diff.sides import Side, read_side

__all__ = ["Diff", "Side", "compare", "read_side"]
