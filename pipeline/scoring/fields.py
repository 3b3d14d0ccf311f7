"""How often each field is right on records that found their fact."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.gold.claim import Claim
from pipeline.gold.compare import (
    same_composition,
    same_condition,
    same_details,
    same_material,
    same_place,
    same_temperature,
    same_value,
    text_key,
)
from pipeline.scoring.blame import same_references
from pipeline.scoring.outcome import Match

FIELDS: Mapping[str, Callable[[Claim, Claim], bool]] = {
    "material": same_material,
    "composition": same_composition,
    "qualifier": lambda gold, record: gold.qualifier == record.qualifier,
    "value": same_value,
    "unit": lambda gold, record: text_key(gold.unit) == text_key(record.unit),
    "temperature": same_temperature,
    "kind": lambda gold, record: gold.kind == record.kind,
    "origin": lambda gold, record: gold.origin == record.origin,
    "condition": same_condition,
    "this_work": lambda gold, record: gold.this_work == record.this_work,
    "place": same_place,
    "details": same_details,
}


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
