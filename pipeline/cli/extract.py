"""`ionlit extract`: read papers and print what they say; no Prefect, no store."""

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.model.errors import IonlitError, WrongUsage
from pipeline.cli.delivery import choose_format
from pipeline.cli.dois import Mailto, ResolveDois, choose_service, look_up_rows
from pipeline.cli.reading import Extractors, Ocr, Password

if TYPE_CHECKING:  # the stages take a second to import: only once the arguments are known to be right
    from extractors.model.finding import Finding
    from pipeline.serialise import Json

Read = Callable[[bytes, str], "tuple[Sequence[Json], Sequence[Finding]]"]


class Stage(StrEnum):
    """What to print."""

    RECORDS = "records"
    TEXT = "text"
    TABLES = "tables"
    REFERENCES = "references"


class Format(StrEnum):
    """How to print it."""

    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"
    MARKDOWN = "markdown"


SUFFIXES = {".jsonl": Format.JSONL, ".csv": Format.CSV, ".md": Format.MARKDOWN, ".txt": Format.TABLE}


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Papers, as PDF.", show_default=False)],
    stage: Annotated[Stage, typer.Option(help="What to print.")] = Stage.RECORDS,
    layout: Annotated[
        Format | None,
        typer.Option(
            "--format", help="How to print it; if not given, as the name of -o says, else as JSON lines."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write there instead of printing. For tables as csv or markdown a folder: one file each.",
        ),
    ] = None,
    ocr: Ocr = True,
    extractors: Extractors = "rules,cde",
    password: Password = "",
    resolve_dois: ResolveDois = False,
    mailto: Mailto = "",
) -> None:
    """Read papers and print their records, text, tables or references.

    \b
    Examples:
      ionlit extract paper.pdf --format table
      ionlit extract paper.pdf --stage tables
      ionlit extract papers/*.pdf --stage tables --format csv -o tables/
      ionlit extract paper.pdf --stage text --format markdown -o paper.md
      ionlit extract papers/*.pdf --format csv -o records.csv
      ionlit extract review.pdf --stage references --resolve-dois --mailto name@example.org
    """
    if resolve_dois and stage is not Stage.REFERENCES:
        raise WrongUsage("--resolve-dois is about references", remedy="add --stage references")
    service = choose_service(mailto) if resolve_dois else None
    layout = layout or choose_format(output, SUFFIXES, Format.JSONL)
    rows, doubts, failures = read_files(files, make_reader(stage, extractors, ocr=ocr, password=password))
    if service and rows:
        rows = look_up_rows(rows, service)
    if failures < len(files):
        _show(rows, stage, layout, output)
    for doubt in doubts:
        typer.echo(doubt, err=True)
    if failures:
        raise typer.Exit(1 if failures < len(files) else 2)


def read_files(files: Sequence[Path], read: Read) -> "tuple[list[Json], list[str], int]":
    """The rows of all files, what is doubtful about each, and how many could not be read.

    Each of the last is told on stderr.
    """
    from pipeline.inputs import printable, read_bytes

    rows: list[Json] = []
    doubts: list[str] = []
    failures = 0
    for file in files:
        try:
            data = read_bytes(file)
            with _show_work(printable(str(file))):
                found, findings = read(data, printable(str(file)))
            rows += found
            doubts += tell_findings(printable(str(file)), findings)
        except IonlitError as error:
            failures += 1
            typer.echo(f"ionlit: {error}", err=True)
        except Exception as error:  # a fault of ours at one paper keeps what the others gave
            if len(files) == 1 or os.environ.get("IONLIT_DEBUG"):
                raise
            failures += 1
            what = f"ionlit itself failed on it ({type(error).__name__}: {error})"
            typer.echo(f"ionlit: {printable(str(file))}: {what}; please report it with the file", err=True)
    return rows, doubts, failures


def make_reader(stage: Stage, extractors: str, *, ocr: bool, password: str) -> Read:
    """The function from a file's bytes and name to the rows of a stage."""
    from extractors.extract import extract_document, read_document
    from extractors.settings import Settings
    from pipeline import serialise
    from pipeline.second import keep_second_reader, parse_extractors, tell_absence

    settings = Settings(ocr=ocr, password=password, extractors=parse_extractors(extractors))
    if stage is Stage.RECORDS and (absence := tell_absence(settings.extractors)):
        typer.echo(absence, err=True)
    printers = {
        Stage.TEXT: serialise.passages_to_dicts,
        Stage.TABLES: serialise.tables_to_dicts,
        Stage.REFERENCES: serialise.references_to_dicts,
    }

    def read(data: bytes, name: str) -> "tuple[Sequence[Json], Sequence[Finding]]":
        if stage is Stage.RECORDS:
            second = keep_second_reader(settings)
            extraction = extract_document(data, file_name=name, settings=settings, second=second)
            return [serialise.record_to_dict(record) for record in extraction.records], extraction.findings
        document = read_document(data, file_name=name, settings=settings)
        source = {"document_id": document.document_id}
        if stage is Stage.TABLES:  # names the files that tables are written to
            source["file_name"] = Path(name).name
        return [{**row, **source} for row in printers[stage](document)], document.findings

    return read


def tell_findings(name: str, findings: "Sequence[Finding]") -> Iterator[str]:
    """Doubts that belong to the paper rather than to one of its records, counted; `run` keeps them whole."""
    counts = Counter(finding.code for finding in findings)
    if counts:
        told = ", ".join(f"{code} ({count})" for code, count in sorted(counts.items()))
        yield f"ionlit: {name}: findings to look at: {told}"


def _show(rows: "Sequence[Json]", stage: Stage, layout: Format, output: Path | None) -> None:
    from pipeline.cli.delivery import deliver
    from pipeline.cli.render import draw, render

    if output and stage is Stage.TABLES and layout in (Format.CSV, Format.MARKDOWN) and _is_folder(output):
        from pipeline.grids import write_tables

        typer.echo(f"{output}: {len(write_tables(rows, layout.value, output))} tables", err=True)
    elif output and stage is Stage.TABLES and layout is Format.CSV and len(rows) > 1:
        what = f"cannot hold {len(rows)} tables: each has columns of its own"
        raise WrongUsage(what, file=str(output), remedy="name a folder after -o, which gets one file a table")
    elif layout is not Format.TABLE:
        deliver(render(rows, stage=stage.value, layout=layout.value), output)
    elif output is None:
        draw(rows, stage=stage.value, stream=sys.stdout)
    else:
        page = io.StringIO()
        draw(rows, stage=stage.value, stream=page)
        deliver(page.getvalue(), output)


def _is_folder(output: Path) -> bool:
    """Whether the name stands for a folder: it is one, or has no suffix of a file."""
    return output.is_dir() or output.suffix.lower() not in SUFFIXES


def _show_work(name: str) -> "AbstractContextManager[object]":
    """Show on a terminal that a paper is being read."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(f"reading {name}")
