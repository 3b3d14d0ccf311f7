"""`ionlit diff`: what changed between two datasets, runs or gold sets."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.model.errors import WrongUsage

if TYPE_CHECKING:  # pandas and scipy take a second to import: only once the arguments are known to be right
    from pipeline.diff.compare import Diff

CHANGED = 1


class Format(StrEnum):
    """How to print it."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {".json": Format.JSON, ".csv": Format.CSV, ".md": Format.MARKDOWN, ".html": Format.HTML}


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="A run, a dataset, a release or gold.", show_default=False)
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The other side.", show_default=False)],
    layout: Annotated[
        Format | None,
        typer.Option("--format", help="How to print it; if not given, as the name of -o says, else a table."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of printing.")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="Compare this field too: variables, bbox, quote, extractors, confidence or findings.",
            show_default=False,
        ),
    ] = None,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit code 1 if anything differs.")
    ] = False,
    rows: Annotated[int, typer.Option(min=0, help="Records listed at most in a table.")] = 40,
) -> None:
    """Show added, removed and changed records, matched by what they state, not by row or record_id.

    Where one side is gold, the other is cut down to the papers and properties that gold looked at.

    \b
    Examples:
      ionlit diff outputs/monday outputs/tuesday
      ionlit diff gold outputs/mine -o difference.html
      ionlit diff release-1 release-2 --format csv --fail-on-change
    """
    from pipeline.diff.compare import compare
    from pipeline.diff.sides import ON_DEMAND, read_side

    fields = tuple(dict.fromkeys(also or ()))
    if unknown := sorted(set(fields) - set(ON_DEMAND)):
        raise WrongUsage(f"--also {unknown[0]}: no such field", remedy=f"choose among {', '.join(ON_DEMAND)}")
    found = compare(read_side(old, fields), read_side(new, fields))
    _show(found, layout or SUFFIXES.get(output.suffix if output else "", Format.TABLE), output, rows)
    if fail_on_change and not found.is_empty:
        raise typer.Exit(CHANGED)


def _show(found: "Diff", layout: Format, output: Path | None, rows: int) -> None:
    from pipeline.cli.delivery import deliver, open_console
    from pipeline.diff.render import (
        diff_to_csv,
        diff_to_html,
        diff_to_json,
        diff_to_markdown,
        diff_to_sheets,
    )
    from pipeline.sheets import print_sheets

    if layout is Format.TABLE and output is None:
        print_sheets(diff_to_sheets(found, rows), open_console(sys.stdout))
        return
    writers = {Format.JSON: diff_to_json, Format.CSV: diff_to_csv, Format.HTML: diff_to_html}
    deliver(writers.get(layout, diff_to_markdown)(found), output)
