"""A dataset as tables: records with what exports add to them, references, documents."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile
from pipeline.columns import columns_of
from pipeline.export.citations import Entries, cite_sources
from pipeline.export.optimade import name_composition
from pipeline.rows import find_file, read_rows
from pipeline.serialise import Json

SUFFIXES = (".jsonl", ".parquet", ".csv")
DATABASES = (".sqlite", ".db", ".duckdb")


class Rows:
    """The rows of a table in the order of its columns, read anew each time that they are gone through."""

    def __init__(self, table: str, read: Callable[[], Iterable[Json]]) -> None:
        self._names = [column.name for column in columns_of(table)]
        self._read = read
        self._count: int | None = None

    def __iter__(self) -> Iterator[Json]:
        count = 0
        for row in self._read():
            count += 1
            yield {name: row.get(name) for name in self._names}
        self._count = count

    def count(self) -> int:
        """How many there are; known once they were gone through."""
        if self._count is None:
            self._count = sum(1 for _ in self._read())
        return self._count


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a dataset, its references by document, and the versions that it was read with."""

    records: Rows
    references: Rows
    documents: Rows
    entries: Entries
    versions: Mapping[str, str]

    def rows(self) -> dict[str, Rows]:
        """The tables by name."""
        return {"records": self.records, "references": self.references, "documents": self.documents}


def read_tables(source: Path) -> Tables:
    """Open a run, an export, or a records file with what lies beside it; rows are read when they are wanted.

    Raises UnreadableFile, and WrongUsage for a kind of file that holds no records.
    """
    path = find_file(source)
    manifest = _read_manifest(path.parent)
    documents = [_document_of(row) for row in manifest.get("inputs") or ()]
    documents = documents or list(_documents_of(read_rows(path)))
    beside = _find_beside(path, "references")

    def read_references() -> Iterable[Json]:
        return read_rows(beside, "references") if beside else ()

    entries = Entries(read_references())
    return Tables(
        records=Rows("records", lambda: (_complete(row, entries) for row in read_rows(path))),
        references=Rows("references", read_references),
        documents=Rows("documents", lambda: documents),
        entries=entries,
        versions=manifest.get("versions") or {},
    )


def _complete(row: Json, entries: Entries) -> Json:
    elements = row.get("elements") or None
    sorted_elements = dict(sorted(elements.items())) if elements else None
    return row | {"elements": sorted_elements} | name_composition(elements) | cite_sources(row, entries)


def _find_beside(path: Path, table: str) -> Path | None:
    """The file of another table of the same dataset: a database holds all."""
    if path.suffix in DATABASES:
        return path
    files = (path.with_name(f"{table}{suffix}") for suffix in SUFFIXES)
    return next((file for file in files if file.is_file()), None)


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
