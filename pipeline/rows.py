"""Tables in files as rows, one after the other: however many there are, a few are in memory."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.columns import columns_of

RECORDS = "records.jsonl"

RECORD_FILES = (RECORDS, "records.parquet", "records.csv", "dataset.sqlite", "dataset.duckdb")
"""Names looked for in a folder, best first."""

RECORD_FIELDS = tuple(column.name for column in columns_of("records", added=False))
"""The columns of a dataset, in the order of the contract; they stand even where there is no record."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and runs it."""

LONGEST_CELL = 1 << 27
"""Python reads no longer cells of CSV than 128 KiB unless told."""

NEEDS_EXTRA = "install the extra `export`: python -m pip install 'ionlit[export]'"

Row = dict[str, Any]


def find_file(source: Path, names: Sequence[str] = RECORD_FILES) -> Path:
    """Give the file itself, or the best named file in a folder; raises UnreadableFile where there is none."""
    if source.is_file():
        return source
    for name in names:
        if (source / name).is_file():
            return source / name
    raise UnreadableFile(
        "holds no records", file=str(source), remedy=f"give a run folder or a file such as {names[0]}"
    )


def read_rows(path: Path, table: str = "records") -> Iterator[Row]:
    """The rows of a table with the contract's names, from any file that an export writes; nulls are None.

    Raises UnreadableFile, and WrongUsage for another kind of file.
    """
    readers = {
        ".jsonl": _read_lines,
        ".csv": _read_csv,
        ".parquet": _read_parquet,
        ".sqlite": _read_sqlite,
        ".db": _read_sqlite,
        ".duckdb": _read_duckdb,
    }
    if path.suffix not in readers:
        raise WrongUsage(
            f"is none of {', '.join(readers)}", file=str(path), remedy="ionlit export writes these"
        )
    try:
        yield from readers[path.suffix](path, table)
    except ImportError as error:
        name = {".parquet": "Parquet, which needs pyarrow", ".duckdb": "DuckDB, which needs duckdb"}
        raise UnreadableFile(f"is {name[path.suffix]}", file=str(path), remedy=NEEDS_EXTRA) from error
    except (OSError, ValueError, csv.Error) as error:
        raise unreadable(path) from error


def rows_to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Iterator[str]:
    """Rows as lines of CSV: nulls empty, lists and objects as JSON, what a spreadsheet would run behind a
    `'`.
    """
    names = list(columns)
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(names)
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_value_to_cell(row.get(name)) for name in names])
        yield line.getvalue()


def disarm(text: str) -> str:
    """The text of a CSV cell, behind a `'` where a spreadsheet would run it.

    A lone "=" (the commonest qualifier) computes nothing.
    """
    return "'" + text if len(text) > 1 and text.startswith(FORMULA_STARTS) else text


def unreadable(path: Path) -> UnreadableFile:
    """The error for a file of a known kind that holds something else."""
    return UnreadableFile("cannot be read as records", file=str(path), remedy="write it anew")


def _read_lines(path: Path, _table: str) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _read_csv(path: Path, table: str) -> Iterator[Row]:
    types = _types(table)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if None in row or None in row.values():
                raise ValueError("a row has not as many cells as there are columns")
            yield {name: _cell_to_value(cell, types.get(name, "string")) for name, cell in row.items()}


def _read_parquet(path: Path, table: str) -> Iterator[Row]:
    from pipeline.export.parquet import read_parquet

    return _read_typed(read_parquet(path), table)


def _read_sqlite(path: Path, table: str) -> Iterator[Row]:
    from pipeline.export.database import read_sqlite

    return _read_typed(read_sqlite(path, table), table)


def _read_duckdb(path: Path, table: str) -> Iterator[Row]:
    from pipeline.export.duck import read_duckdb

    return _read_typed(read_duckdb(path, table), table)


def _read_typed(rows: Iterable[Row], table: str) -> Iterator[Row]:
    types = _types(table)
    for row in rows:
        yield {name: _plain(value, types.get(name, "string")) for name, value in row.items()}


def _types(table: str) -> dict[str, str]:
    return {column.name: column.type for column in columns_of(table)}


def _value_to_cell(value: object) -> str | float | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return disarm(value)
    return json.dumps(value, ensure_ascii=False)


def _cell_to_value(cell: str, kind: str) -> Any:  # noqa: ANN401 (cells of every type)
    if cell == "":
        return None
    if cell[0] == "'" and cell[1:].startswith(FORMULA_STARTS):
        cell = cell[1:]
    if kind == "boolean":
        return cell.lower() == "true"
    if kind == "string":  # "2.1" is a section, and an id of digits only is no number
        return cell
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def _plain(value: object, kind: str) -> Any:  # noqa: ANN401
    """Undo what typed files do to cells: NaN for null, 1 for true, texts for keys, JSON for objects."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "boolean":
        return bool(value)
    if isinstance(value, float) and kind == "integer":  # integers with nulls among them
        return int(value)
    if isinstance(value, str) and value[:1] in ("[", "{") and kind not in ("string", "key"):
        value = json.loads(value)
    if isinstance(value, list) and kind == "keys":
        return [int(key) if isinstance(key, str) and key.isdecimal() else key for key in value]
    if isinstance(value, str) and kind == "key":
        return int(value) if value.isdecimal() else value
    return value
