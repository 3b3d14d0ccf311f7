"""ionlit gold: keep the gold set in order."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.gold.agreement import agreement_to_sheets, compare_passes
from pipeline.gold.check import check_gold
from pipeline.gold.load import load_gold
from pipeline.gold.package import write_package
from pipeline.sheets import sheets_to_markdown

FAULTS_FOUND = 1

gold = typer.Typer(help="Keep the gold set in order.", no_args_is_help=True)


@gold.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The gold folder, a shelf, a pass or one document.")] = Path(
        "gold"
    ),
) -> None:
    """Check types, units, formulas, places, references, duplicates, and that normalised values follow."""
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
    first: Annotated[Path, typer.Argument(help="Folder of the first pass.")],
    second: Annotated[Path, typer.Argument(help="Folder of the second pass.")],
) -> None:
    """Compare two curators' passes as Markdown: facts found by both, fields, and every difference."""
    typer.echo(sheets_to_markdown(agreement_to_sheets(compare_passes(first, second))), nl=False)


@gold.command()
def package(
    folder: Annotated[Path, typer.Argument(help="The gold folder.")] = Path("gold"),
) -> None:
    """Write datapackage.json for the files that are there."""
    typer.echo(str(write_package(folder)))
