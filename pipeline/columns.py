"""The columns of every table that ionlit writes: one source for files, schemas and the data dictionary."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = """# Data dictionary

As printed stands beside normalised; nothing that was printed is overwritten. In JSON Lines each row is one
object; CSV has lists and objects as JSON, and empty cells for null. Columns with a star are
added by `ionlit export`.
"""

TITLES = {
    "records": "Records: one fact a row",
    "references": "References: one entry of a reference list a row",
    "documents": "Documents: one paper a row",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells, whether only exports have it, and what it means."""

    name: str
    type: str
    added: bool
    meaning: str


@cache
def columns_of(table: str, *, added: bool = True) -> tuple[Column, ...]:
    """The columns of `records`, `references` or `documents` in their order, with or without the added ones.

    >>> [column.name for column in columns_of("records", added=False)][:3]
    ['schema_version', 'record_id', 'document_id']
    """
    lines = files("pipeline").joinpath("data/columns.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    found = [
        Column(name, kind, since == "export", meaning)
        for of, name, kind, since, meaning in rows
        if of == table
    ]
    return tuple(column for column in found if added or not column.added)


def dictionary_to_markdown() -> str:
    """The data dictionary as Markdown: docs/records.md, and a file of every export."""
    return HEAD + "".join(_table_to_markdown(table) for table in TITLES)


def _table_to_markdown(table: str) -> str:
    rows = [
        f"| `{column.name}`{'*' if column.added else ''} | {_show_type(column.type)} | {column.meaning} |"
        for column in columns_of(table)
    ]
    return "\n".join(
        ["", f"## {TITLES[table]}", "", "| column | type | meaning |", "|---|---|---|", *rows, ""]
    )


def _show_type(kind: str) -> str:
    return {
        "texts": "list of texts",
        "numbers": "list of numbers",
        "keys": "list of numbers or texts",
        "array": "list of objects or lists",
        "key": "number or text",
        "string": "text",
    }.get(kind, kind)
