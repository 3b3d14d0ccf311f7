"""Records as a table: files read to rows, CSV that spreadsheets open safely, a data frame."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.columns import columns_of

RECORDS = "records.jsonl"

RECORD_FILES = (RECORDS, "records.parquet", "records.csv")
"""Names looked for in a folder, best first."""

RECORD_FIELDS = tuple(column.name for column in columns_of("records", added=False))
"""The columns of a dataset, in the order of the contract; they stand even where there is no record."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and runs it."""

NEEDS_EXTRA = "install the extra `export`: python -m pip install 'ionlit[export]'"

Row = dict[str, Any]


def load_dataset(source: Path | str) -> pd.DataFrame:
    """The records of a run, an export or a release, or of a records file, one row each, with typed columns.

    Files are .jsonl, .csv or .parquet. Numbers are floats (NaN where nothing is said), objects and lists
    (`elements`, `refs`, `findings` ...) are dicts and lists, other nulls are None.
    Raises UnreadableFile, also where pyarrow is missing for Parquet.

    >>> frame = load_dataset("outputs/baseline")
    >>> str(frame.norm_low.dtype), type(frame.refs[0])
    ('float64', <class 'list'>)
    """
    path = find_file(Path(source))
    rows = read_rows(path)
    frame = pd.DataFrame(rows, columns=list(RECORD_FIELDS) if not rows else None)
    numbers = [name for name in _names("number") if name in frame.columns]
    try:
        return frame.astype(dict.fromkeys(numbers, float))
    except (TypeError, ValueError) as error:
        raise _unreadable(path) from error


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


def read_rows(path: Path, table: str = "records") -> list[Row]:
    """Read a table as rows of the contract's names from .jsonl, .csv or .parquet, nulls as None.

    Raises UnreadableFile, and WrongUsage for another kind of file.
    """
    types = {column.name: column.type for column in columns_of(table)}
    try:
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        if path.suffix == ".csv":
            cells = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
            return [
                {str(n): _cell_to_value(cell, types.get(str(n), "string")) for n, cell in row.items()}
                for row in cells
            ]
        if path.suffix == ".parquet":
            values = pd.read_parquet(path).to_dict("records")
            return [
                {str(n): _plain(value, types.get(str(n), "string")) for n, value in row.items()}
                for row in values
            ]
    except ImportError as error:
        raise UnreadableFile("is Parquet, which needs pyarrow", file=str(path), remedy=NEEDS_EXTRA) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    raise WrongUsage("is none of .jsonl, .csv, .parquet", file=str(path), remedy="ionlit export writes these")


def rows_to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Rows as CSV: nulls empty, lists and objects as JSON, what a spreadsheet would run behind a `'`."""
    names = list(columns)
    cells = [[_value_to_cell(row.get(name)) for name in names] for row in rows]
    return pd.DataFrame(cells, columns=names, dtype=object).to_csv(index=False, lineterminator="\n")


def disarm(text: str) -> str:
    """The text of a CSV cell, behind a `'` where a spreadsheet would run it.

    A lone "=" (the commonest qualifier) computes nothing.
    """
    return "'" + text if len(text) > 1 and text.startswith(FORMULA_STARTS) else text


def _names(kind: str) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of("records") if column.type == kind)


def _unreadable(path: Path) -> UnreadableFile:
    return UnreadableFile("cannot be read as records", file=str(path), remedy="write it anew")


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
    """Undo what Parquet does to cells: NaN for null, arrays for lists, texts for keys, JSON for objects."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, float) and kind == "integer":  # integers with nulls among them
        return int(value)
    if isinstance(value, str) and value[:1] in ("[", "{") and kind not in ("string", "key"):
        return json.loads(value)
    if isinstance(value, list) and kind == "keys":
        return [int(key) if isinstance(key, str) and key.isdecimal() else key for key in value]
    if isinstance(value, str) and kind == "key":
        return int(value) if value.isdecimal() else value
    return value
