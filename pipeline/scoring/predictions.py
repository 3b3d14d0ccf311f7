"""Read extracted records from a run folder, a dataset or a single file, as statements."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.gold.claim import Claim, Spot
from pipeline.gold.load import GoldDocument, flatten_details
from pipeline.rows import RECORD_FILES, find_file, read_rows

SHORTEST_HASH = 8
"""A document_id may be the head of the file's sha256; shorter heads could meet by chance."""

PACKAGE = "datapackage.json"
"""Stands in exports only."""

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Predictions:
    """Extracted records by gold document, and what could not be scored.

    `read` names the gold documents that the run looked at, None where the source does not tell.
    `strangers` are documents without gold.
    """

    source: str
    by_document: Mapping[str, tuple[Claim, ...]]
    references: Mapping[str, tuple[Mapping[str, str], ...]]
    read: frozenset[str] | None
    strangers: tuple[str, ...]


def newest_run(outputs: Path) -> Path:
    """Find the newest folder of records below `outputs`, exports and baselines aside; raises WrongUsage where
    there is none."""
    found = [
        path
        for name in RECORD_FILES
        for path in outputs.glob(f"**/{name}")
        if "baseline" not in path.parts and not (path.parent / PACKAGE).is_file()
    ]
    if not found:
        raise WrongUsage(
            "holds no run", file=str(outputs), remedy="run ionlit run PATH first, or name a dataset"
        )
    return max(found, key=lambda path: path.stat().st_mtime).parent


def read_predictions(source: Path, documents: Sequence[GoldDocument]) -> Predictions:
    """Read the records of a source and sort them to the gold documents that they belong to."""
    path = find_file(source)
    owners = Owners(documents)
    read = _read_manifest(path.parent, owners)
    cells = read_rows(path)
    sorted_cells: dict[str, list[Claim]] = {}
    strangers: set[str] = set()
    for row in cells:
        owner = owners.find(row)
        if owner is None:
            strangers.add(str(row.get("doi") or row.get("document_id") or "unnamed"))
        else:
            sorted_cells.setdefault(owner, []).append(claim_of(row, owner))
    return Predictions(
        source=str(source),
        by_document={name: tuple(rows) for name, rows in sorted_cells.items()},
        references=_read_references(path.parent, owners),
        read=read,
        strangers=tuple(sorted(strangers)),
    )


def claim_of(row: Cells, document: str) -> Claim:
    """Turn a record with the contract's names into a statement; missing fields count as null."""
    details = row.get("details") or {}
    return Claim(
        key=str(row.get("record_id") or ""),
        document=document,
        property=str(row.get("property") or ""),
        material=str(row.get("material") or ""),
        composition=str(row.get("composition") or ""),
        qualifier=str(row.get("qualifier") or ""),
        value_low=_number(row.get("value_low")),
        value_high=_number(row.get("value_high")),
        unit=str(row.get("unit") or ""),
        value_text=str(row.get("value_text") or ""),
        norm_low=_number(row.get("norm_low")),
        norm_high=_number(row.get("norm_high")),
        norm_unit=str(row.get("norm_unit") or ""),
        temperature_k=_number(row.get("temperature_k")),
        temperature_text=str(row.get("temperature_text") or ""),
        kind=str(row.get("kind") or ""),
        origin=str(row.get("origin") or ""),
        condition=str(row.get("condition") or ""),
        this_work=row.get("this_work") in (True, "true", "True"),
        refs=tuple(sorted(str(ref) for ref in _list(row.get("refs")))),
        spots=tuple(_spots(row)),
        is_class=row.get("class") in (True, "true", "True"),
        details=flatten_details(json.loads(details) if isinstance(details, str) else dict(details)),
        findings=tuple(str(found.get("code")) for found in _list(row.get("findings"))),
        extractors=tuple(str(name) for name in _list(row.get("extractors"))),
    )


class Owners:
    """Finds the gold document of a record: by the file's hash, by DOI, and by file name only where gold does
    not know the hash, since names such as paper.pdf say little."""

    def __init__(self, documents: Sequence[GoldDocument]) -> None:
        self._hashes = [(known.lower(), document.name) for document in documents for known in document.hashes]
        self._dois = {document.doi: document.name for document in documents if document.doi}
        self._names = {document.name: document.name for document in documents}
        self._known: dict[str, str] = {}
        for document in documents:
            if not document.hashes:
                self._names |= dict.fromkeys(document.files, document.name)

    def find(self, row: Cells) -> str | None:
        """Name the gold document of a row; a document_id once found is known for rows that give only it."""
        name = str(row.get("document_id") or "")
        owner = self._known.get(name) or self._search(row)
        if owner and name:
            self._known[name] = owner
        return owner

    def _search(self, row: Cells) -> str | None:
        head = str(row.get("document_id") or row.get("sha256") or "").lower()
        if len(head) >= SHORTEST_HASH:
            for known, name in self._hashes:
                if known.startswith(head):
                    return name
        if owner := self._dois.get(str(row.get("doi") or "").lower()):
            return owner
        labels = (str(row.get(field) or "") for field in ("document_id", "document", "file", "name", "path"))
        return next(
            (self._names[label] for text in labels if (label := Path(text).name) in self._names), None
        )


def _spots(row: Cells) -> Iterator[Spot]:
    for place in (row, *_list(row.get("other_places"))):
        if place.get("page"):
            yield Spot(int(place["page"]), str(place.get("where") or "text"))


def _list(value: Any) -> list[Any]:  # noqa: ANN401 (cells of CSV, JSON and Parquet alike)
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return list(json.loads(value)) if value.startswith("[") else value.split(";")
    return list(value) if isinstance(value, Iterable) else [value]


def _number(value: Any) -> float | None:  # noqa: ANN401
    return None if value is None or value == "" or value != value else float(value)


def _read_references(folder: Path, owners: Owners) -> dict[str, tuple[Mapping[str, str], ...]]:
    path = folder / "references.jsonl"
    found: dict[str, list[Mapping[str, str]]] = {}
    # not through a data frame: that would make 2020.0 of a year in a list where another entry has none
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    for row in map(json.loads, filter(None, lines)):
        owner = owners.find(row)
        if owner is not None:
            found.setdefault(owner, []).append({name: _text(value) for name, value in row.items()})
    return {name: tuple(rows) for name, rows in found.items()}


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return "" if value is None else str(value)


def _read_manifest(folder: Path, owners: Owners) -> frozenset[str] | None:
    """Documents that a run looked at stand in its manifest, also those that gave no record."""
    path = folder / "manifest.json"
    if not path.is_file():
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableFile("is no JSON", file=str(path), remedy="run ionlit run again") from error
    listed = manifest.get("inputs") if isinstance(manifest, dict) else None
    if not isinstance(listed, list):
        return None
    return frozenset(name for row in listed if isinstance(row, dict) and (name := owners.find(row)))
