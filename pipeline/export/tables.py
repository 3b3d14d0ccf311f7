"""A dataset as tables: records with what exports add to them, references, documents."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile
from pipeline.columns import columns_of
from pipeline.dataset import find_file, read_rows
from pipeline.export.citations import cite_sources, index_references
from pipeline.export.optimade import name_composition
from pipeline.serialise import Json

SUFFIXES = (".jsonl", ".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a dataset in the order of their columns, and the versions that they were read with."""

    records: tuple[Json, ...]
    references: tuple[Json, ...]
    documents: tuple[Json, ...]
    versions: Mapping[str, str]

    def rows(self) -> dict[str, tuple[Json, ...]]:
        """The tables by name."""
        return {"records": self.records, "references": self.references, "documents": self.documents}


def read_tables(source: Path) -> Tables:
    """Read a run, an export, or a records file with what lies beside it.

    Raises UnreadableFile, and WrongUsage for a kind of file that holds no records.
    """
    path = find_file(source)
    rows = read_rows(path)
    references = _read_beside(path.parent, "references")
    manifest = _read_manifest(path.parent)
    documents = [_document_of(row) for row in manifest.get("inputs") or ()] or list(_documents_of(rows))
    entries = index_references(references)
    return Tables(
        records=_order("records", (_complete(row, entries) for row in rows)),
        references=_order("references", references),
        documents=_order("documents", documents),
        versions=manifest.get("versions") or {},
    )


def _complete(row: Json, entries: Mapping[tuple[str, str], tuple[str | None, str]]) -> Json:
    elements = row.get("elements") or None
    sorted_elements = dict(sorted(elements.items())) if elements else None
    return row | {"elements": sorted_elements} | name_composition(elements) | cite_sources(row, entries)


def _order(table: str, rows: Iterable[Json]) -> tuple[Json, ...]:
    names = [column.name for column in columns_of(table)]
    return tuple({name: row.get(name) for name in names} for row in rows)


def _read_beside(folder: Path, table: str) -> list[Json]:
    for suffix in SUFFIXES:
        if (folder / f"{table}{suffix}").is_file():
            return read_rows(folder / f"{table}{suffix}", table)
    return []


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not path.is_file():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableFile("is no JSON", file=str(path), remedy="run ionlit run again") from error
    return manifest if isinstance(manifest, dict) else {}


def _document_of(row: Json) -> Json:
    """A paper of a run; where it lay is the business of whoever read it, not of who uses the dataset."""
    return row | {"file": Path(str(row.get("file") or "")).name}


def _documents_of(records: Iterable[Json]) -> Iterator[Json]:
    """The papers that records name, where no run tells of them."""
    counts: dict[str, Json] = {}
    for row in records:
        name = str(row.get("document_id"))
        known = counts.setdefault(name, {"document_id": name, "doi": row.get("doi"), "records": 0})
        known["records"] += 1
    yield from counts.values()
