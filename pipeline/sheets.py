"""Small titled tables for people, on the terminal or in Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.markdown import escape as escape_markdown
from pipeline.markdown import pipe_table

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, column heads, rows of cells, and a note below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def show_cell(cell: Cell) -> str:
    """Write a cell for people: ratios with three decimals, nothing for null."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def print_sheets(sheets: Iterable[Sheet], console: Console, most: int | None = None) -> None:
    """Print sheets on a terminal, of each at most `most` rows; what is left out is counted below it."""
    for sheet in sheets:
        table = Table(title=escape(sheet.title), title_justify="left", title_style="bold")
        for index, name in enumerate(sheet.header):
            numeric = all(isinstance(row[index], int | float | None) for row in sheet.rows)
            table.add_column(escape(name), justify="right" if numeric and sheet.rows else "left")
        for row in sheet.rows[:most]:
            table.add_row(*(escape(show_cell(cell)) for cell in row))
        left_out = len(sheet.rows) - len(sheet.rows[:most])
        notes = [note for note in (sheet.note, f"and {left_out} more" if left_out else "") if note]
        table.caption = escape("; ".join(notes)) if notes else None
        console.print(table)


def sheets_to_markdown(sheets: Iterable[Sheet]) -> str:
    """Write sheets as Markdown tables."""
    return "\n".join(part for sheet in sheets for part in _sheet_to_lines(sheet)) + "\n"


def _sheet_to_lines(sheet: Sheet) -> list[str]:
    table = pipe_table(sheet.header, [[show_cell(cell) for cell in row] for row in sheet.rows])
    return [
        f"## {escape_markdown(sheet.title)}",
        "",
        table,
        *([escape_markdown(sheet.note), ""] if sheet.note else []),
    ]
