"""Records as points of the plots; knows nothing of how they are drawn."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.normalise.elements import load_elements
from pipeline.report.source import Paper
from pipeline.serialise import Json

ROOM_K = (288.0, 308.0)
"""What counts as room temperature; widening it mixes values that differ by their activation alone."""

FORMULA = re.compile(r"(?=.*(?:\d|[A-Za-z][xyz]))[(\[\d.]*(?:[A-Z][a-z]?+[xyzαβγδ\d.()\[\]+−–/-]*+)+")
SYMBOL = re.compile(r"[A-Z][a-z]?")
PLACEHOLDERS = frozenset("AMRXZ")
"""Letters that stand for a choice of elements in the formula of a family."""
CARRIERS = ("Li", "Na")


@dataclass(frozen=True, slots=True)
class Family:
    """A family of conductors: its name, what it has to contain, its colour."""

    name: str
    has: tuple[frozenset[str], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Point:
    """One conductivity (S/cm) or activation energy (eV). A bound has one side only."""

    record_id: str
    document_id: str
    label: str
    said: str
    family: str
    carrier: str
    low: float | None
    high: float | None
    is_computed: bool
    temperature_k: float | None
    circumstances: tuple[object, ...]
    year: int | None

    @property
    def middle(self) -> float:
        """The number to draw: of a range its geometric mean, of a bound the side that there is."""
        if self.low and self.high:
            return float((self.low * self.high) ** 0.5)
        return self.low or self.high or 0.0

    @property
    def is_at_room(self) -> bool:
        return self.temperature_k is None or ROOM_K[0] <= self.temperature_k <= ROOM_K[1]


def list_points(papers: Iterable[Paper], name: str, unit: str) -> list[Point]:
    """The records of one property that name a material and a positive number."""
    return [
        _point_of(record, paper)
        for paper in papers
        for record in paper.records
        if record.get("property") == name and record.get("norm_unit") == unit and not record.get("class")
        and any((record.get(side) or 0) > 0 for side in ("norm_low", "norm_high"))
    ]  # fmt: skip


def list_series(points: Iterable[Point]) -> list[tuple[Point, ...]]:
    """Points of one material and sample in one paper at two or more temperatures, by temperature.

    Left out: bounds, and what gives a temperature twice, for then the points are of several samples.
    """
    grouped: dict[tuple[object, ...], list[Point]] = {}
    for point in points:
        if point.temperature_k and point.low and point.high:
            key = (point.document_id, point.label, point.is_computed, point.circumstances)
            grouped.setdefault(key, []).append(point)
    series = (sorted(some, key=lambda point: point.temperature_k or 0) for some in grouped.values())
    return [tuple(some) for some in series if len({point.temperature_k for point in some}) == len(some) > 1]


def pair_points(conductivities: Iterable[Point], barriers: Iterable[Point]) -> Iterator[tuple[Point, Point]]:
    """Each activation energy with the conductivity of the same material and sample in the same paper, if
    there is just one at room temperature, or one that is printed under the same circumstances."""
    known: dict[tuple[str, str], list[Point]] = {}
    for point in conductivities:
        if point.is_at_room:
            known.setdefault((point.document_id, point.label), []).append(point)
    for barrier in barriers:
        some = known.get((barrier.document_id, barrier.label), [])
        alike = [point for point in some if point.circumstances == barrier.circumstances]
        if len(some) == 1 or len(alike) == 1:
            yield (alike or some)[0], barrier


def family_of(elements: Iterable[str]) -> str:
    """The family of a material with these elements."""
    there = set(elements)
    return next(family.name for family in read_families() if all(part & there for part in family.has))


@cache
def read_families() -> tuple[Family, ...]:
    """The table of families, in the order in which they are tried."""
    text = files("pipeline.report").joinpath("data/families.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Family(name, tuple(frozenset(part.split("/")) for part in has.split("+") if part), colour)
        for name, has, colour in lines[1:]
    )


def _point_of(record: Json, paper: Paper) -> Point:
    elements = _elements_of(record)
    carriers = [symbol for symbol in CARRIERS if symbol in elements]
    printed = str(record.get("value_text") or "")
    return Point(
        record_id=str(record.get("record_id") or ""),
        document_id=paper.document_id,
        label=str(record.get("composition") or record.get("material") or "?"),
        said=f"{record.get('material')}: {printed} {record.get('temperature_text') or ''}".strip(),
        family=family_of(elements),
        carrier=carriers[0] if len(carriers) == 1 else "other",
        low=record.get("norm_low"),
        high=record.get("norm_high"),
        is_computed=record.get("origin") == "computed",
        temperature_k=record.get("temperature_k"),
        circumstances=(record.get("kind"), record.get("condition"), tuple(record.get("refs") or ())),
        year=_year_of(record, paper.references),
    )


def _elements_of(record: Json) -> frozenset[str]:
    """Elements of the composition; of a family's formula (Li3MCl6) those that its letters give."""
    if record.get("elements"):
        return frozenset(record["elements"])
    material = str(record.get("material") or "").split(" ")[0]
    if not FORMULA.fullmatch(material):
        return frozenset()
    # "Ox" is oxygen with a variable amount: what is no element of two letters is one of one letter
    symbols = {text if text in load_elements() else text[0] for text in SYMBOL.findall(material)}
    elements = {symbol for symbol in symbols if symbol in load_elements()}
    return frozenset(elements if symbols <= elements | PLACEHOLDERS else ())


def _year_of(record: Json, references: Mapping[str, Json]) -> int | None:
    """The year of the cited work; where several are cited, that of the first."""
    years = [(references.get(str(key)) or {}).get("year") for key in record.get("refs") or ()]
    return next((int(year) for year in years if year), None)
