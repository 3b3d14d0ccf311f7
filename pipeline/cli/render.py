"""Rows of a stage as the user asked to see them."""

from collections.abc import Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from pipeline.cli.delivery import open_console
from pipeline.markdown import rows_to_markdown
from pipeline.rows import RECORD_FIELDS, rows_to_csv
from pipeline.serialise import Json, dump_line
from pipeline.views import head_table, view_rows

WHOLE = ("number", "normalised", "refs", "year", "T")
"""Columns that are short, and hard to read when broken."""


def render(rows: Sequence[Json], *, stage: str, layout: str) -> str:
    """The rows of one stage (`records`, `text`, `tables`, `references`) as jsonl, csv or markdown.

    Tables have columns of their own: as CSV they follow one another, an empty line between.
    """
    if layout == "jsonl":
        return "".join(map(dump_line, rows))
    if layout == "markdown":
        return rows_to_markdown(rows, stage)
    if stage == "tables":
        from pipeline.grids import grid_to_csv

        return "\n".join(map(grid_to_csv, rows))
    return "".join(rows_to_csv(rows, RECORD_FIELDS if stage == "records" else rows[0] if rows else ()))


def draw(rows: Sequence[Json], *, stage: str, stream: TextIO) -> None:
    """The rows of one stage as tables for the eye."""
    console = open_console(stream)
    for table in [_draw_grid(row) for row in rows] if stage == "tables" else [_draw_views(rows, stage)]:
        console.print(table)


def _draw_views(rows: Sequence[Json], stage: str) -> Table:
    views = view_rows(rows, stage)
    shown = [name for name in (views[0] if views else ()) if any(view[name] for view in views)]
    table = Table(box=SIMPLE_HEAD, caption=f"{len(rows)} {stage}", caption_justify="left")
    for name in shown:
        table.add_column(name, overflow="fold", no_wrap=name in WHOLE)
    for view in views:
        table.add_row(*(Text(view[name]) for name in shown))
    return table


def _draw_grid(row: Json) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        title=Text(head_table(row)),
        title_justify="left",
        caption=Text("\n".join(row["notes"])),
        caption_justify="left",
    )
    for path in row["columns"]:
        table.add_column(Text(path), overflow="fold")
    for cells in row["rows"]:
        table.add_row(*map(Text, cells))
    return table
