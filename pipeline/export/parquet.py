"""Tables as Parquet: lists stay lists, objects are JSON. The only module that names pyarrow."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extractors.model.errors import WrongUsage
from pipeline.columns import Column, columns_of
from pipeline.export.database import replacing
from pipeline.rows import NEEDS_EXTRA
from pipeline.serialise import Json

ROWS_AT_ONCE = 10_000


def write_parquet(table: str, rows: Iterable[Json], path: Path) -> None:
    """Write the rows with their types, whole or not at all.

    Raises WrongUsage where pyarrow is missing, OSError.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise WrongUsage("Parquet needs pyarrow", remedy=NEEDS_EXTRA) from error
    types = {
        "number": pa.float64(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "numbers": pa.list_(pa.float64()),
        "texts": pa.list_(pa.string()),
        "keys": pa.list_(pa.string()),
    }
    columns = columns_of(table)
    schema = pa.schema(
        [pa.field(c.name, types.get(c.type, pa.string()), metadata={"meaning": c.meaning}) for c in columns]
    )
    with replacing(path) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        waiting = iter(rows)
        while chunk := list(islice(waiting, ROWS_AT_ONCE)):
            arrays = [[to_typed(row[column.name], column) for row in chunk] for column in columns]
            writer.write_table(pa.table(dict(zip(schema.names, arrays, strict=True)), schema=schema))


def read_parquet(path: Path) -> Iterator[Json]:
    """The rows of a file; raises ImportError without pyarrow, OSError and ValueError for what is none."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE):
            yield from batch.to_pylist()


def to_typed(value: object, column: Column) -> object:
    """A value as typed files hold it: keys as texts, objects and lists of them as JSON."""
    if value is None:
        return None
    if isinstance(value, list) and column.type in ("texts", "keys"):
        return [_clean(str(item)) for item in value]
    if column.type in ("object", "array"):
        return _clean(json.dumps(value, ensure_ascii=False))
    return _clean(str(value)) if column.type in ("string", "key") else value


def _clean(text: str) -> str:
    """Halves of surrogate pairs, which broken fonts give, cannot be written as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()
