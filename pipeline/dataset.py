"""Records as a data frame."""

from pathlib import Path

import pandas as pd

from pipeline.columns import columns_of
from pipeline.rows import RECORD_FIELDS, find_file, read_rows, unreadable


def load_dataset(source: Path | str) -> pd.DataFrame:
    """The records of a run, an export or a release, or of a records file, one row each, with typed columns.

    Files are .jsonl, .csv, .parquet, .sqlite or .duckdb. Numbers are floats (NaN where nothing is said),
    objects and lists (`elements`, `refs`, `findings` ...) are dicts and lists, other nulls are None.
    Raises UnreadableFile, also where pyarrow is missing for Parquet, or duckdb for DuckDB.

    >>> frame = load_dataset("outputs/baseline")
    >>> str(frame.norm_low.dtype), type(frame.refs[0])
    ('float64', <class 'list'>)
    """
    path = find_file(Path(source))
    rows = list(read_rows(path))
    frame = pd.DataFrame(rows, columns=list(RECORD_FIELDS) if not rows else None)
    numbers = [column.name for column in columns_of("records") if column.type == "number"]
    try:
        return frame.astype(dict.fromkeys((name for name in numbers if name in frame.columns), float))
    except (TypeError, ValueError) as error:
        raise unreadable(path) from error
