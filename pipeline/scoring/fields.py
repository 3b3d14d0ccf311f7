"""How often each field is right on records that found their fact."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.gold.compare import FIELDS
from pipeline.scoring.blame import same_references
from pipeline.scoring.outcome import Match


@dataclass(frozen=True, slots=True)
class FieldAccuracy:
    """How many matched records of a property have a field right."""

    group: str
    field: str
    right: int
    matched: int

    @property
    def accuracy(self) -> float | None:
        return self.right / self.matched if self.matched else None


def measure_fields(group: str, matches: Iterable[Match]) -> list[FieldAccuracy]:
    """Count the right fields of softly matched records; references may be those of any place of the fact."""
    found = list(matches)
    counted = [
        FieldAccuracy(group, name, sum(is_right(match.row, match.record) for match in found), len(found))
        for name, is_right in FIELDS.items()
    ]
    references = FieldAccuracy(group, "references", sum(map(same_references, found)), len(found))
    return [*counted, references]
