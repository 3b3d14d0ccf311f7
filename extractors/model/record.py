"""One fact as it leaves ionlit; the names are the contract that others build on."""

from dataclasses import dataclass, field

from extractors.model.finding import Finding
from extractors.model.geometry import Box

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact was printed. `where` is "text", "abstract", "caption" or "table 2 row 5 col 3" (body
    rows from 1)."""

    page: int
    box: Box
    section: str
    where: str
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """A fact: one material, one property, one value. Field meanings: docs/records.md, printed and
    normalised side by side."""

    record_id: str
    document_id: str
    doi: str
    property: str
    material: str
    composition: str | None
    elements: tuple[tuple[str, float], ...]
    variables: tuple[tuple[str, str], ...]
    qualifier: str
    value_low: float | None
    value_high: float | None
    unit: str
    value_text: str
    norm_low: float | None
    norm_high: float | None
    norm_unit: str
    temperature_k: float | None
    temperature_text: str
    kind: str | None
    origin: str
    condition: str
    this_work: bool
    refs: tuple[str, ...]
    place: Place
    other_places: tuple[Place, ...] = ()
    extractors: tuple[str, ...] = ("rules",)
    is_class: bool = False
    confidence: float = 1.0
    details: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    schema_version: str = SCHEMA_VERSION
