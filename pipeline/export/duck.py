"""All tables in one DuckDB file, with their types. The only module that names duckdb."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.model.errors import WrongUsage
from pipeline.columns import columns_of
from pipeline.export.database import replacing
from pipeline.export.parquet import ROWS_AT_ONCE, to_typed
from pipeline.rows import NEEDS_EXTRA
from pipeline.serialise import Json
from pipeline.store import replace_file

MEMORY = "256MiB"
"""DuckDB keeps what it wrote in memory up to here; unless told, up to four fifths of the machine's."""

DUCKDB_TYPES = {
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "numbers": "DOUBLE[]",
    "texts": "VARCHAR[]",
    "keys": "VARCHAR[]",
    "object": "JSON",
    "array": "JSON",
}


def write_duckdb(tables: Mapping[str, Iterable[Json]], path: Path) -> None:
    """Write the tables, whole or not at all.

    Raises WrongUsage where duckdb is missing, OSError.
    """
    try:
        import duckdb
    except ImportError as error:
        raise WrongUsage("DuckDB needs the package duckdb", remedy=NEEDS_EXTRA) from error
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "memory_limit": MEMORY,
    }
    with (
        replacing(path) as temporary,
        TemporaryDirectory(dir=path.parent) as staged,
        duckdb.connect(str(temporary), config=settings) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")  # else it prints one on stdout
        for table, rows in tables.items():
            lines = Path(staged) / f"{table}.jsonl"
            columns = {c.name: DUCKDB_TYPES.get(c.type, "VARCHAR") for c in columns_of(table)}
            replace_file(lines, (_to_line(table, row) for row in rows))
            connection.execute(
                f'CREATE TABLE "{table}" AS SELECT * FROM '  # noqa: S608 (names are our own)
                "read_json($file, format = 'newline_delimited', columns = $columns)",
                {"file": str(lines), "columns": columns},
            )


def read_duckdb(path: Path, table: str) -> Iterator[Json]:
    """The rows of a table; raises ImportError without duckdb, OSError for what is no such database."""
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names are our own)
            names = [column[0] for column in found.description or ()]
            while rows := found.fetchmany(ROWS_AT_ONCE):
                yield from (dict(zip(names, values, strict=True)) for values in rows)
    except duckdb.Error as error:
        raise OSError(str(error)) from error


def _to_line(table: str, row: Json) -> str:
    typed = {c.name: to_typed(row[c.name], c) for c in columns_of(table) if c.type not in ("object", "array")}
    return json.dumps(row | typed, ensure_ascii=True) + "\n"
