"""ionlit diff: what changed between two datasets, runs or gold sets."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from extractors.model.errors import WrongUsage
from pipeline.diff.compare import compare
from pipeline.diff.render import diff_to_csv, diff_to_html, diff_to_json, diff_to_markdown, diff_to_sheets
from pipeline.diff.sides import ON_DEMAND, read_side
from pipeline.sheets import print_sheets

CHANGED = 1
ROWS_ON_TERMINAL = 40


class Format(StrEnum):
    """How a diff is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    HTML = "html"


WRITERS = {
    Format.JSON: diff_to_json,
    Format.CSV: diff_to_csv,
    Format.MD: diff_to_markdown,
    Format.HTML: diff_to_html,
}


def diff(
    old: Annotated[Path, typer.Argument(help="A run folder, dataset, release, records file or gold folder.")],
    new: Annotated[Path, typer.Argument(help="The other side; its values are shown as what is.")],
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How the diff is written; by the ending of -o else a table."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(help=f"Compare this field too: {', '.join(ON_DEMAND)}. May be repeated."),
    ] = None,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit code 1 if anything differs.")
    ] = False,
    rows: Annotated[int, typer.Option(help="Records listed in a table on the terminal.")] = ROWS_ON_TERMINAL,
) -> None:
    """Show added, removed and changed records, matched by what they state and not by row or record_id."""
    for name in also or ():
        if name not in ON_DEMAND:
            raise WrongUsage(f"{name} is no field to compare", remedy=f"choose among {', '.join(ON_DEMAND)}")
    found = compare(read_side(old, also or ()), read_side(new, also or ()))
    chosen = form or format_of(output)
    if chosen is Format.TABLE:
        print_sheets(diff_to_sheets(found, rows), Console())
    elif output is None:
        typer.echo(WRITERS[chosen](found), nl=False)
    else:
        output.write_text(WRITERS[chosen](found), encoding="utf-8")
    if fail_on_change and not found.is_empty:
        raise typer.Exit(CHANGED)


def format_of(output: Path | None) -> Format:
    """Take the format from a file's ending: Markdown where it tells none, a table without a file."""
    ending = output.suffix.removeprefix(".") if output else ""
    return Format(ending) if ending in list(Format) else Format.MD if output else Format.TABLE
