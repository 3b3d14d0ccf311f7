"""Load gold documents: facts with their places, references, and what the document is known by."""

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile
from pipeline.gold.claim import Claim, Spot

RECORDS, REFERENCES, DOCUMENT = "records.csv", "references.csv", "document.json"
EXCESS = ""
"""Where csv puts the cells of a row that the header has no name for."""

SHELVES = ("documents", "samples")
"""Subfolders of a gold set that hold documents; `passes` holds the two curators' work and is not gold."""


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One fact and its rows: the same statement at every place where it is printed."""

    fact: str
    rows: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class GoldReference:
    """One entry of a reference list; fields that are not printed are empty."""

    number: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A curated document. `states` names the properties that were looked for, with the number of rows:
    what is not named there was not curated and is not scored."""

    name: str
    folder: Path
    doi: str
    files: tuple[str, ...]
    hashes: tuple[str, ...]
    pages: int
    split: str
    states: Mapping[str, int]
    facts: tuple[GoldFact, ...]
    references: tuple[GoldReference, ...]


def find_documents(gold: Path) -> list[Path]:
    """List the document folders of a gold set, of one of its shelves, or the folder itself if it is one.

    Raises UnreadableFile where there is none.
    """
    shelves = [gold / shelf for shelf in SHELVES if (gold / shelf).is_dir()] or [gold]
    folders = [folder for shelf in shelves if shelf.is_dir() for folder in (shelf, *sorted(shelf.iterdir()))]
    found = [folder for folder in folders if (folder / DOCUMENT).is_file() or (folder / RECORDS).is_file()]
    if not found:
        raise UnreadableFile(
            "holds no gold documents", file=str(gold), remedy="give a folder with documents/*/records.csv"
        )
    return found


def load_gold(gold: Path) -> tuple[GoldDocument, ...]:
    """Load every document of a gold set; raises UnreadableFile where a file is missing or damaged."""
    splits = read_splits(gold)
    return tuple(load_document(folder, splits.get(folder.name, "")) for folder in find_documents(gold))


def load_document(folder: Path, split: str = "") -> GoldDocument:
    """Load one document folder; raises UnreadableFile where a file is missing or damaged."""
    about = _read_about(folder / DOCUMENT)
    references = folder / REFERENCES
    return GoldDocument(
        name=folder.name,
        folder=folder,
        doi=str(about.get("doi") or "").lower(),
        files=_texts(about.get("file")),
        hashes=(*_texts(about.get("sha256")), *_hash_papers(folder)),
        pages=int(about.get("pages") or 0),
        split=split,
        states={name: int(count) for name, count in about.get("states", {}).items()},
        facts=_read_facts(folder),
        references=_read_references(references) if references.is_file() else (),
    )


def read_splits(gold: Path) -> dict[str, str]:
    """Read which split each document belongs to; no splits.csv means no splits."""
    path = gold / "splits.csv"
    return {row["document"]: row["split"] for _, row in read_rows(path)} if path.is_file() else {}


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV into (line in the file, cells by column); raises UnreadableFile where it cannot be read.

    Rows of another length are kept as `is_ragged` knows them.
    """
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, restkey=EXCESS, strict=True)
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(
            "cannot be read as CSV", file=str(path), remedy="save it as UTF-8 with commas and double quotes"
        ) from error


def is_ragged(row: Mapping[str, str]) -> bool:
    """Whether a row had more or fewer cells than the header."""
    return EXCESS in row or None in row.values()


def parse_row(row: Mapping[str, str], document: str) -> Claim:
    """Turn a row of records.csv into a statement; a misfit number or object raises ValueError."""
    if is_ragged(row):
        raise ValueError(document)
    low, high, norm_low, norm_high, kelvin = (
        float(row[name]) if row.get(name) else None
        for name in ("value_low", "value_high", "norm_low", "norm_high", "temperature_k")
    )
    return Claim(
        key=row["gold_id"],
        document=document,
        property=row["property"],
        material=row["material"],
        composition=row["composition"],
        qualifier=row["qualifier"],
        value_low=low,
        value_high=high,
        unit=row["unit"],
        value_text=row["value_text"],
        norm_low=norm_low,
        norm_high=norm_high,
        norm_unit=row["norm_unit"],
        temperature_k=kelvin,
        temperature_text=row["temperature_text"],
        kind=row["kind"],
        origin=row["origin"],
        condition=row["condition"],
        this_work=row["this_work"] == "true",
        refs=tuple(sorted(ref for ref in row["refs"].split(";") if ref)),
        spots=(Spot(int(row["page"]), row["where"]),),
        is_class=row["class"] == "true",
        details=flatten_details(json.loads(row["details"]) if row["details"] else {}),
    )


def flatten_details(details: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Give the items of a details object as text, sorted by name; nulls and empty texts are left out."""
    return tuple(sorted((name, str(value)) for name, value in details.items() if value not in (None, "")))


def _read_facts(folder: Path) -> tuple[GoldFact, ...]:
    facts: dict[str, list[Claim]] = {}
    for line, row in read_rows(folder / RECORDS):
        try:
            facts.setdefault(row["fact"], []).append(parse_row(row, folder.name))
        except (KeyError, ValueError) as error:
            what, path = f"line {line} does not fit the schema", str(folder / RECORDS)
            raise UnreadableFile(what, file=path, remedy="run ionlit gold check") from error
    return tuple(GoldFact(fact, tuple(rows)) for fact, rows in facts.items())


def _read_references(path: Path) -> tuple[GoldReference, ...]:
    rows = [row for _, row in read_rows(path)]
    skipped = ("number", "note")
    return tuple(
        GoldReference(row["number"], tuple((name, text) for name, text in row.items() if name not in skipped))
        for row in rows
    )


def _read_about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableFile("is missing or no JSON", file=str(path), remedy="see gold/README.md") from error
    if not isinstance(about, dict):
        raise UnreadableFile("is no JSON object", file=str(path), remedy="see gold/README.md")
    return about


def _texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _hash_papers(folder: Path) -> tuple[str, ...]:
    return tuple(hashlib.sha256(paper.read_bytes()).hexdigest() for paper in sorted(folder.glob("*.pdf")))
