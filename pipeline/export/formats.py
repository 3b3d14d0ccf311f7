"""A dataset in each format: a file per table, one database, or a list of references."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline.columns import columns_of
from pipeline.export.citations import references_to_bibtex, references_to_csl
from pipeline.export.database import write_sqlite
from pipeline.export.tables import Rows, Tables
from pipeline.rows import rows_to_csv
from pipeline.serialise import dump_line
from pipeline.store import replace_file

FORMATS: Mapping[str, str] = {
    "csv": ".csv",
    "jsonl": ".jsonl",
    "parquet": ".parquet",
    "sqlite": ".sqlite",
    "duckdb": ".duckdb",
    "bibtex": ".bib",
    "csl-json": ".csl.json",
}
"""Each with what the names of its files end in."""

DATABASES = ("sqlite", "duckdb")
BIBLIOGRAPHIES = ("bibtex", "csl-json")


def write_format(tables: Tables, layout: str, folder: Path) -> list[Path]:
    """Write a dataset into a folder and tell the files: one per table, or a single one.

    Raises WrongUsage where a library of the extra `export` is missing, OSError.
    """
    ending = FORMATS[layout]
    if layout in DATABASES:
        return [write_file(tables, layout, folder / f"dataset{ending}")]
    if layout in BIBLIOGRAPHIES:
        return [write_file(tables, layout, folder / f"references{ending}")]
    return [
        _write_table(table, rows, layout, folder / f"{table}{ending}")
        for table, rows in tables.rows().items()
    ]


def write_file(tables: Tables, layout: str, path: Path) -> Path:
    """Write one file: the records, a database of all tables, or the references; raises as `write_format`."""
    if layout in BIBLIOGRAPHIES:
        replace_file(path, print_references(tables, layout))
    elif layout == "sqlite":
        write_sqlite(tables.rows(), path)
    elif layout == "duckdb":
        from pipeline.export.duck import write_duckdb

        write_duckdb(tables.rows(), path)
    else:
        _write_table("records", tables.records, layout, path)
    return path


def print_references(tables: Tables, layout: str) -> Iterator[str]:
    """The papers and all that they cite as `bibtex` or `csl-json`, piece by piece."""
    print_all = references_to_bibtex if layout == "bibtex" else references_to_csl
    return print_all(tables.documents, tables.entries)


def _write_table(table: str, rows: Rows, layout: str, path: Path) -> Path:
    write: Mapping[str, Callable[[], None]] = {
        "csv": lambda: replace_file(path, rows_to_csv(rows, [c.name for c in columns_of(table)])),
        "jsonl": lambda: replace_file(path, map(dump_line, rows)),
        "parquet": lambda: _write_parquet(table, rows, path),
    }
    write[layout]()
    return path


def _write_parquet(table: str, rows: Rows, path: Path) -> None:
    from pipeline.export.parquet import write_parquet

    write_parquet(table, rows, path)
