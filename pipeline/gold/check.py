"""Check a gold set: every fault with file, line and field.

What is checked: types and choices by the Table Schema; units, formulas, places, references, duplicates; that
the normalised value follows from the printed one, the printed number from the printed text, and kelvin from
the printed temperature; that the document's own counts, the splits and the data package fit the files.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile
from pipeline.gold.fault import Fault
from pipeline.gold.load import DOCUMENT, RECORDS, SHELVES, find_documents, is_ragged, read_rows
from pipeline.gold.package import PACKAGE, describe_package
from pipeline.gold.rows import faults_of_row
from pipeline.gold.schema import Column, fault_of_cell, read_schema

Row = tuple[int, dict[str, str]]


def check_gold(gold: Path) -> tuple[Fault, ...]:
    """Find all faults of a gold set, or of one document folder below one, in the order of the files.

    Raises UnreadableFile where there is no gold or no schema.
    """
    home = find_home(gold)
    columns = {name: read_schema(home / "schema" / f"{name}.json") for name in ("records", "references")}
    faults = [fault for folder in find_documents(gold) for fault in _check_folder(folder, columns, home)]
    if home == gold and any((gold / shelf).is_dir() for shelf in SHELVES):
        faults += [*_check_splits(gold), *_check_package(gold)]
    return tuple(faults)


def find_home(gold: Path) -> Path:
    """Find the folder with the schema: the given one or the nearest above it."""
    for folder in (gold, *gold.resolve().parents):
        if (folder / "schema" / "records.json").is_file():
            return folder
    raise UnreadableFile(
        "has no schema/records.json in or above it", file=str(gold), remedy="give the gold folder"
    )


def _check_folder(folder: Path, columns: dict[str, tuple[Column, ...]], home: Path) -> Iterator[Fault]:
    about, fault = _read_about(folder, home)
    if fault:
        yield fault
    tables: dict[str, list[Row]] = {}
    for name, schema in columns.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            if name == "records" or about.get("states", {}).get("references"):
                yield Fault(_named(path, home), 0, "", "", "the file is missing")
            continue
        try:
            tables[name] = read_rows(path)
        except UnreadableFile as error:
            yield Fault(_named(path, home), 0, "", "", error.what)
            continue
        misnamed = list(_check_header(_named(path, home), path, schema))
        yield from misnamed or _check_table(_named(path, home), tables[name], schema)
        if misnamed:
            del tables[name]
    if "records" in tables:
        yield from _check_records(folder, tables["records"], tables.get("references"), about, home)
        yield from _check_counts(folder, tables, about, home)


def _check_header(name: str, path: Path, schema: tuple[Column, ...]) -> Iterator[Fault]:
    header = tuple(path.read_text(encoding="utf-8").splitlines()[0].split(",")) if path.stat().st_size else ()
    expected = tuple(column.name for column in schema)
    if header != expected:
        odd = sorted(set(header) ^ set(expected)) or ["the order of columns"]
        yield Fault(name, 1, "", ", ".join(odd), "the header must name the columns of the schema in order")


def _check_table(name: str, rows: list[Row], schema: tuple[Column, ...]) -> Iterator[Fault]:
    seen: dict[str, set[str]] = {column.name: set() for column in schema if column.unique}
    for line, row in rows:
        key = row.get("gold_id") or row.get("number") or ""
        if is_ragged(row):
            yield Fault(name, line, key, "", "the row has more or fewer cells than the header")
            continue
        for column in schema:
            if what := fault_of_cell(column, row[column.name]):
                yield Fault(name, line, key, column.name, what)
            if column.unique and row[column.name] in seen[column.name]:
                yield Fault(name, line, key, column.name, f"{row[column.name]!r} stands twice")
            if column.unique:
                seen[column.name].add(row[column.name])


def _check_records(
    folder: Path, rows: list[Row], references: list[Row] | None, about: dict[str, Any], home: Path
) -> Iterator[Fault]:
    name = _named(folder / RECORDS, home)
    entries = None if references is None else {row["number"] for _, row in references}
    pages = about.get("pages") if isinstance(about.get("pages"), int) else None
    facts: dict[str, dict[str, str]] = {}
    places: dict[tuple[str, ...], str] = {}
    for line, row in rows:
        if is_ragged(row):
            continue
        for field, what in faults_of_row(row, pages, entries):
            yield Fault(name, line, row["gold_id"], field, what)
        other = facts.setdefault(row["fact"], row)
        for field in ("property", "composition", "class"):
            if row[field] != other[field]:
                what = f"{row[field]!r} here, but {other[field]!r} in {other['gold_id']} of the same fact"
                yield Fault(name, line, row["gold_id"], field, what)
        place = tuple(text for field, text in row.items() if field not in ("gold_id", "fact", "note"))
        if place in places:
            yield Fault(name, line, row["gold_id"], "gold_id", f"repeats {places[place]} at the same place")
        places[place] = row["gold_id"]


def _check_counts(
    folder: Path, tables: dict[str, list[Row]], about: dict[str, Any], home: Path
) -> Iterator[Fault]:
    name = _named(folder / DOCUMENT, home)
    states = about.get("states")
    if not isinstance(states, dict):
        if about:
            yield Fault(name, 0, "", "states", "must be an object of property -> number of rows")
        return
    counted = Counter(row.get("property") or "" for _, row in tables["records"])
    if "references" in states:
        counted["references"] = len(tables.get("references", ()))
    for label in sorted(set(states) | set(counted)):
        if states.get(label) != counted.get(label, 0):
            what = f"says {states.get(label)}, but {counted.get(label, 0)} rows are there"
            yield Fault(name, 0, "", f"states.{label}", what)


def _read_about(folder: Path, home: Path) -> tuple[dict[str, Any], Fault | None]:
    path = folder / DOCUMENT
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}, Fault(_named(path, home), 0, "", "", "is missing or no JSON")
    missing = [key for key in ("document", "title", "pages", "states") if key not in about]
    if missing:
        return about, Fault(_named(path, home), 0, "", ", ".join(missing), "is missing")
    if about["document"] != folder.name:
        what = f"says {about['document']!r}, but the folder is {folder.name!r}"
        return about, Fault(_named(path, home), 0, "", "document", what)
    return about, None


def _check_splits(gold: Path) -> Iterator[Fault]:
    path = gold / "splits.csv"
    schema = read_schema(gold / "schema" / "splits.json")
    try:
        rows = read_rows(path)
    except UnreadableFile as error:
        yield Fault("splits.csv", 0, "", "", error.what)
        return
    yield from list(_check_header("splits.csv", path, schema)) or _check_table("splits.csv", rows, schema)
    folders = {folder.name for folder in find_documents(gold)}
    listed = {row.get("document", ""): line for line, row in rows}
    for missing in sorted(folders - set(listed)):
        yield Fault("splits.csv", 0, "", "document", f"{missing} is in no split")
    for unknown in sorted(set(listed) - folders):
        yield Fault("splits.csv", listed[unknown], "", "document", f"{unknown!r} is no gold document")


def _check_package(gold: Path) -> Iterator[Fault]:
    try:
        found = json.loads((gold / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield Fault(PACKAGE, 0, "", "", "is missing or no JSON; ionlit gold package writes it")
        return
    listed, wanted = _paths(found.get("resources", ())), _paths(describe_package(gold)["resources"])
    for path in sorted(listed ^ wanted):
        what = f"{path} is {'listed but not there' if path in listed else 'there but not listed'}"
        yield Fault(PACKAGE, 0, "", "resources", f"{what}; ionlit gold package mends it")


def _paths(resources: Sequence[dict[str, Any]]) -> set[str]:
    return {str(resource.get("path")) for resource in resources}


def _named(path: Path, home: Path) -> str:
    full, root = path.resolve(), home.resolve()
    return str(full.relative_to(root)) if full.is_relative_to(root) else str(path)
