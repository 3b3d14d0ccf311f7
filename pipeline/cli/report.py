"""`ionlit report`: pages to look at."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractors.model.errors import WrongUsage


def report(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="RUN_OR_DATASET", help="A run folder, or a file of records.", show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="Where it goes, else the folder `report` beside the records.",
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Gold to compare with; else ./gold.", show_default=False),
    ] = None,
    papers: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="Where the PDF files are now, if not where the run read them.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Papers drawn at once; if not given, one per core.", show_default=False),
    ] = None,
    password: Annotated[str, typer.Option(help="Opens encrypted papers.", show_default=False)] = "",
) -> None:
    """Write pages to look at: each record with the picture of its place, plots, errors against gold.

    One HTML file for the run and one for each paper, that need neither a server nor the network.

    \b
    Examples:
      ionlit report outputs/mine
      ionlit report outputs/mine -o report --gold gold
      ionlit report records.jsonl --papers papers/
    """
    from pipeline.cli.delivery import open_console
    from pipeline.cli.run import find_gold
    from pipeline.inputs import printable
    from pipeline.report.write import Wish, write_report
    from pipeline.workers import usable_cores

    target = output or (source if source.is_dir() else source.parent) / "report"
    if target.is_file():
        raise WrongUsage("is a file", file=printable(str(target)), remedy="name a folder after -o")
    wish = Wish(gold or find_gold([]), tuple(papers or ()), password, workers or usable_cores())
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = open_console(sys.stderr)
    columns = (TextColumn("Drawing papers"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=None)
        written = write_report(
            source, target, wish, lambda done, of: progress.update(task, completed=done, total=of)
        )
    for fault in written.faults:
        typer.echo(printable(fault), err=True)
    pictures = f"; no PDF, so no pictures, for {len(written.without_pdf)}" if written.without_pdf else ""
    typer.echo(
        f"{written.index}: {len(written.pages)} papers, {len(written.plots)} plots, "
        f"{written.bytes / 1e6:.1f} MB{pictures}"
    )
