"""Records as a table: CSV that spreadsheets open safely, and a data frame for those who calculate."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from extractors.model.errors import UnreadableFile

RECORDS = "records.jsonl"

RECORD_FIELDS = (
    "schema_version",
    "record_id",
    "document_id",
    "doi",
    "property",
    "material",
    "composition",
    "elements",
    "variables",
    "qualifier",
    "value_low",
    "value_high",
    "unit",
    "value_text",
    "norm_low",
    "norm_high",
    "norm_unit",
    "temperature_k",
    "temperature_text",
    "kind",
    "origin",
    "condition",
    "this_work",
    "refs",
    "page",
    "bbox",
    "section",
    "where",
    "quote",
    "extractors",
    "class",
    "confidence",
    "findings",
    "details",
    "other_places",
)
"""The columns of a dataset, in the order of the contract; they stand even where there is no record."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and runs it."""


def load_dataset(source: Path | str) -> pd.DataFrame:
    """The records of a run folder, or of a records file (.jsonl or .csv), one row each, with typed columns.

    Objects and lists (`elements`, `refs`, `findings` ...) are dicts and lists. Raises UnreadableFile.
    """
    path = Path(source)
    path = path / RECORDS if path.is_dir() else path
    try:
        if path.suffix == ".csv":
            frame = pd.read_csv(path, dtype=str, keep_default_na=False)
            rows = [
                {name: _cell_to_value(cell) for name, cell in row.items()} for row in frame.to_dict("records")
            ]
        else:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            "cannot be read as records", file=str(path), remedy="run ionlit run again"
        ) from error
    return pd.DataFrame(rows, columns=list(RECORD_FIELDS) if not rows else None)


def rows_to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Rows as CSV: nulls empty, lists and objects as JSON, what a spreadsheet would run behind a `'`."""
    names = list(columns)
    cells = [[_value_to_cell(row.get(name)) for name in names] for row in rows]
    return pd.DataFrame(cells, columns=names, dtype=object).to_csv(index=False, lineterminator="\n")


def _value_to_cell(value: object) -> str | float | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        # a lone "=" (the commonest qualifier) computes nothing
        return "'" + value if len(value) > 1 and value.startswith(FORMULA_STARTS) else value
    return json.dumps(value, ensure_ascii=False)


def _cell_to_value(cell: str) -> Any:  # noqa: ANN401 (cells of every type)
    if cell == "":
        return None
    if cell in ("true", "false"):
        return cell == "true"
    if cell[0] == "'" and cell[1:].startswith(FORMULA_STARTS):
        return cell[1:]
    try:
        return json.loads(cell)
    except ValueError:
        return cell
