"""`ionlit gold`: keep the gold set in order."""

from pathlib import Path
from typing import Annotated

import typer

FAULTS_FOUND = 1

Gold = Annotated[
    Path, typer.Argument(metavar="DIR", help="The gold folder, a shelf, a pass or one document.")
]

gold = typer.Typer(help="Keep the gold set in order.", no_args_is_help=True, rich_markup_mode=None)


@gold.command()
def check(folder: Gold = Path("gold")) -> None:
    """Check types, units, formulas, places, references, duplicates, and that normalised values follow.

    Each fault is told with file, line and field; exit code 1 if there is any.
    """
    from pipeline.gold import check_gold, load_gold

    faults = check_gold(folder)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        typer.echo(f"{len(faults)} faults in {folder}", err=True)
        raise typer.Exit(FAULTS_FOUND)
    documents = load_gold(folder)
    facts = sum(len(document.facts) for document in documents)
    rows = sum(len(fact.rows) for document in documents for fact in document.facts)
    references = sum(len(document.references) for document in documents)
    typer.echo(
        f"{len(documents)} documents, {facts} facts in {rows} rows, {references} references: no faults"
    )


@gold.command()
def agreement(
    first: Annotated[Path, typer.Argument(metavar="FIRST", help="Folder of one pass.", show_default=False)],
    second: Annotated[
        Path, typer.Argument(metavar="SECOND", help="Folder of the other.", show_default=False)
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of printing.")
    ] = None,
) -> None:
    """Compare two curators' passes as Markdown: facts found by both, fields, and every difference."""
    from pipeline.cli.delivery import deliver
    from pipeline.gold.agreement import agreement_to_sheets, compare_passes
    from pipeline.sheets import sheets_to_markdown

    deliver(sheets_to_markdown(agreement_to_sheets(compare_passes(first, second))), output)


@gold.command()
def package(folder: Gold = Path("gold")) -> None:
    """Write datapackage.json for the files that are there."""
    from pipeline.gold.package import write_package

    typer.echo(str(write_package(folder)))
