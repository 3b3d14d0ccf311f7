"""All tables in one SQLite file; lists and objects are JSON, which SQLite's json functions read."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from os import getpid
from pathlib import Path

from pipeline.columns import Column, columns_of
from pipeline.serialise import Json

SQLITE_TYPES = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}

INDEXES = (("records", "document_id"), ("records", "composition"), ("references", "document_id"))


def write_sqlite(tables: Mapping[str, Iterable[Json]], path: Path) -> None:
    """Write the tables with indexes on what they are joined by, whole or not at all; raises OSError."""
    with replacing(path) as temporary, closing(sqlite3.connect(temporary)) as connection, connection:
        for table, rows in tables.items():
            columns = columns_of(table)
            named = ", ".join(f'"{c.name}" {SQLITE_TYPES.get(c.type, "TEXT")}' for c in columns)
            connection.execute(f'CREATE TABLE "{table}" ({named})')
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f'INSERT INTO "{table}" VALUES ({marks})',  # noqa: S608 (names are our own)
                ([to_cell(row[column.name], column) for column in columns] for row in rows),
            )
        for table, column in INDEXES:
            connection.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')


def read_sqlite(path: Path, table: str) -> Iterator[Json]:
    """The rows of a table; raises OSError for what is no database with that table."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names are our own)
            names = [column[0] for column in found.description]
            for values in found:
                yield dict(zip(names, values, strict=True))
        except sqlite3.Error as error:
            raise OSError(str(error)) from error


def to_cell(value: object, column: Column) -> str | int | float | None:
    """A value as a database holds it: halves of surrogate pairs escaped, as in files."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if column.type == "key":
        return str(value)
    if isinstance(value, int | float):
        return value
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name that becomes the file once the block has ended well, and is gone if not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{getpid()}.part")
    temporary.unlink(missing_ok=True)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
