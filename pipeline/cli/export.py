"""`ionlit export`: a dataset for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.model.errors import WrongUsage
from pipeline.inputs import printable


class Format(StrEnum):
    """What to write."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


SUFFIXES = {
    ".csv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".parquet": Format.PARQUET,
    ".sqlite": Format.SQLITE,
    ".db": Format.SQLITE,
    ".duckdb": Format.DUCKDB,
    ".bib": Format.BIBTEX,
    ".json": Format.CSL_JSON,
}
"""Names that end so are single files; any other name is a folder."""


def export(
    dataset: Annotated[
        Path | None,
        typer.Argument(
            metavar="DATASET",
            help="A run folder or a records file; if not given, the newest run in ./outputs.",
            show_default=False,
        ),
    ] = None,
    layout: Annotated[
        Format | None,
        typer.Option("--format", help="What to write; if not given, as the name of -o says, else csv."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A folder, or one file; if not given, a folder in the dataset's, and stdout for references.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a dataset with its data dictionary, references, a data package and a manifest.

    Records get the names of OPTIMADE beside `composition`, and `cited_doi` and `citation` beside `refs`.
    parquet and duckdb need the extra `export`.

    \b
    Examples:
      ionlit export --format parquet -o dataset
      ionlit export outputs/mine -o mine.sqlite
      ionlit export outputs/mine --format bibtex > mine.bib
    """
    from pipeline.export import print_references, read_tables, write_file, write_folder
    from pipeline.scoring.predictions import newest_run

    source = dataset or newest_run(Path("outputs"))
    tables = read_tables(source)
    said = SUFFIXES.get(output.suffix.lower() if output else "")
    chosen = layout or said or Format.CSV
    if output is None and chosen in (Format.BIBTEX, Format.CSL_JSON):
        for piece in print_references(tables, chosen):
            typer.echo(piece, nl=False)
        return
    if output is not None and said and not output.is_dir():
        typer.echo(f"{write_file(tables, chosen, output)}: {tables.records.count()} records")
        return
    folder = output or (source if source.is_dir() else source.parent) / "export" / chosen
    if folder.is_file():
        raise WrongUsage("is a file", file=printable(str(folder)), remedy="name a folder after -o")
    write_folder(tables, (chosen,), folder)
    typer.echo(f"{folder}: {tables.records.count()} records from {tables.documents.count()} documents")
