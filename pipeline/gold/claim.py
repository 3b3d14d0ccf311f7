"""A statement about one material, in the shape that gold rows and extracted records share when compared."""

import re
from dataclasses import dataclass

TABLE_PLACE = re.compile(r"^table (?P<number>S?\d+)(?: row (?P<row>\d+))?(?: col \d+)?$")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place of print: 1-based page and `where` as in the contract ("text", "table 2 row 5 col 3")."""

    page: int
    where: str

    @property
    def medium(self) -> str:
        """ "table" for table cells, "text" for everything else (abstract, caption, paragraphs)."""
        return "table" if self.where.startswith("table") else "text"

    @property
    def cell(self) -> tuple[str, str]:
        """Table number and body row as printed in `where`; empty strings for text or where not said."""
        found = TABLE_PLACE.match(self.where)
        return (found["number"], found["row"] or "") if found else ("", "")

    def is_at(self, other: "Spot") -> bool:
        """Whether both are one place: same page and medium, in tables also the row where both say it."""
        if self.page != other.page or self.medium != other.medium:
            return False
        cells = zip(self.cell, other.cell, strict=True)
        return all(mine == theirs or not (mine and theirs) for mine, theirs in cells)


@dataclass(frozen=True, slots=True)
class Claim:
    """One material, one property, one value, with the places where it is printed.

    `key` is the gold_id or record_id. Empty text stands for null. `refs` are numbers as text, sorted.
    `details` are the items of the details object as text. `findings` are codes only.
    """

    key: str
    document: str
    property: str
    material: str
    composition: str = ""
    qualifier: str = ""
    value_low: float | None = None
    value_high: float | None = None
    unit: str = ""
    value_text: str = ""
    norm_low: float | None = None
    norm_high: float | None = None
    norm_unit: str = ""
    temperature_k: float | None = None
    temperature_text: str = ""
    kind: str = ""
    origin: str = ""
    condition: str = ""
    this_work: bool = False
    refs: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    is_class: bool = False
    details: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()
    extractors: tuple[str, ...] = ()


def group_of(claim: Claim) -> str:
    """Name the property, with class statements kept apart: "ionic_conductivity (class)"."""
    return f"{claim.property} (class)" if claim.is_class else claim.property


def numbers_of(claim: Claim) -> tuple[float, ...]:
    """Give the distinct normalised numbers of a statement, whichever side they stand on."""
    sides = [side for side in (claim.norm_low, claim.norm_high) if side is not None]
    return tuple(dict.fromkeys(sides))


def field_of(claim: Claim, name: str) -> str:
    """Say one field of a claim for people; `references` are joined, `value` holds both normalised sides."""
    told = {
        "references": ";".join(claim.refs),
        "place": ", ".join(f"p. {spot.page} {spot.where}" for spot in claim.spots),
        "value": f"{claim.value_text} ({', '.join(f'{number:g}' for number in numbers_of(claim))})",
        "temperature": claim.temperature_text,
        "details": "; ".join(f"{key} {text}" for key, text in claim.details),
        "unit": claim.unit,
        "this_work": str(claim.this_work).lower(),
    }
    return told[name] if name in told else str(getattr(claim, name))
