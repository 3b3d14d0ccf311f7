"""Rows as Markdown: a paper's text as a document, everything else as pipe tables."""

import re
from collections.abc import Sequence

from pipeline.serialise import Json
from pipeline.views import fill_grid, head_table, view_rows

SILENT = ("furniture", "figure_text")
"""Passages that a person does not read as part of the paper."""


def rows_to_markdown(rows: Sequence[Json], stage: str) -> str:
    """The rows of a stage (`records`, `text`, `tables`, `references`); a paper's own markup is escaped."""
    if stage == "text":
        return "\n\n".join(_passage(row) for row in rows if row["kind"] not in SILENT) + "\n"
    if stage == "tables":
        return "\n".join(_table(row) for row in rows)
    views = view_rows(rows, stage)
    return pipe_table(list(views[0]), [list(view.values()) for view in views]) if views else ""


def pipe_table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; bars and line breaks inside cells are escaped."""
    lines = [_line(head), "|" + "---|" * len(head), *map(_line, body)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text that Markdown takes literally: a paper's `*`, `_`, `<` or `|` must not become markup."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escape, cells)) + " |"


def _passage(row: Json) -> str:
    text = escape(row["text"])
    if row["kind"] == "title":
        return f"# {text}"
    if row["kind"] == "heading":
        return f"## {text}"
    if row["kind"] in ("caption", "table_note", "footnote"):
        return f"> {text}"
    return text


def _table(row: Json) -> str:
    """Caption, grid and notes of a table; a cell's note marks stand raised behind it."""
    head, *body = fill_grid(row)
    raised = {(mark["row"], mark["column"]): ", ".join(mark["marks"]) for mark in row["marks"]}
    added = len(head) - len(row["columns"])
    lines = [_line(head), "|" + "---|" * len(head)]
    for i, cells in enumerate(body):
        marked = [
            escape(cell) + (f"<sup>{escape(raised[i, j])}</sup>" if (i, j) in raised else "")
            for j, cell in enumerate(cells, start=-added)
        ]
        lines.append("| " + " | ".join(marked) + " |")
    notes = "".join(f"\n{escape(note)}\n" for note in row["notes"])
    return f"**{escape(head_table(row))}**\n\n" + "\n".join(lines) + f"\n{notes}"
