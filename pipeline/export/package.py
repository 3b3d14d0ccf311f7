"""What stands beside exported files: a Frictionless data package, the data dictionary, a manifest."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.columns import Column, columns_of, dictionary_to_markdown
from pipeline.export.formats import BIBLIOGRAPHIES, write_format
from pipeline.export.tables import Tables
from pipeline.serialise import Json
from pipeline.store import replace_file
from pipeline.versions import result_versions

PACKAGE, DICTIONARY, MANIFEST = "datapackage.json", "DICTIONARY.md", "manifest.json"

MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "duckdb": "application/octet-stream",
    "bibtex": "application/x-bibtex",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
FRICTIONLESS_TYPES = {"texts": "array", "numbers": "array", "keys": "array", "key": "any"}

KEYS = {"records": "record_id", "documents": "document_id"}
ALWAYS = {"records": ("record_id", "document_id", "property"), "documents": ("document_id",)}


def write_folder(tables: Tables, layouts: Iterable[str], folder: Path, version: str = "") -> None:
    """Write a dataset in some formats, its references, and what describes them, into a folder.

    Raises WrongUsage where a library of the extra `export` is missing, OSError.
    """
    wanted = dict.fromkeys((*layouts, *BIBLIOGRAPHIES))
    files = {layout: write_format(tables, layout, folder) for layout in wanted}
    write_package(tables, files, folder, version)


def write_package(
    tables: Tables, files: Mapping[str, Sequence[Path]], folder: Path, version: str = ""
) -> None:
    """Describe the files of each format in a folder: datapackage.json, DICTIONARY.md, manifest.json."""
    replace_file(folder / DICTIONARY, [dictionary_to_markdown()])
    resources = [_describe(path, layout, folder) for layout, paths in files.items() for path in paths]
    replace_file(folder / PACKAGE, [_dump(_describe_package(resources, version))])
    counts = {table: rows.count() for table, rows in tables.rows().items()}
    manifest = {
        **({"version": version} if version else {}),
        "created": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "counts": counts,
        "versions": dict(tables.versions) or result_versions(),
        "files": [_count(path, counts, folder) for paths in files.values() for path in paths],
        "inputs": list(tables.documents),
    }
    replace_file(folder / MANIFEST, [_dump(manifest)])


def _describe_package(resources: list[Json], version: str) -> Json:
    return {
        "profile": "data-package",
        "name": "ionlit-dataset",
        "title": "Ionic conductivities and related properties, each with its place in a paper",
        "description": f"Extracted by ionlit; {DICTIONARY} tells what the columns mean.",
        **({"version": version} if version else {}),
        "resources": resources,
    }


def _describe(path: Path, layout: str, folder: Path) -> Json:
    table = path.name.partition(".")[0]
    resource: Json = {
        "profile": "data-resource",
        "name": table if layout == "csv" else f"{table}-{layout}",
        "path": path.relative_to(folder).as_posix(),
        "format": {"bibtex": "bib", "csl-json": "json"}.get(layout, layout),
        "mediatype": MEDIA_TYPES[layout],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash(path)}",
    }
    if layout not in ("csv", "jsonl"):
        # the others hold their types themselves, and Frictionless cannot read lists in Parquet
        return resource | {"type": "file"}
    if layout == "csv":
        resource |= {"profile": "tabular-data-resource", "scheme": "file"}
    return resource | {"encoding": "utf-8", "schema": _schema(table)}


def _schema(table: str) -> Json:
    schema: Json = {"fields": [_field(table, column) for column in columns_of(table)], "missingValues": [""]}
    if table in KEYS:
        schema["primaryKey"] = [KEYS[table]]
    return schema


def _field(table: str, column: Column) -> Json:
    required = {"constraints": {"required": True}} if column.name in ALWAYS.get(table, ()) else {}
    kind = FRICTIONLESS_TYPES.get(column.type, column.type)
    described = {"description": column.meaning} if column.meaning else {}
    return {"name": column.name, "type": kind, **described, **required}


def _count(path: Path, counts: Mapping[str, int], folder: Path) -> Json:
    rows = counts.get(path.name.partition(".")[0])
    return {
        "path": path.relative_to(folder).as_posix(),
        "rows": sum(counts.values()) if rows is None else rows,
        "bytes": path.stat().st_size,
        "sha256": _hash(path),
    }


def _hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
