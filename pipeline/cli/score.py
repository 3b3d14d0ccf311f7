"""`ionlit score`: a run against gold."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.model.errors import WrongUsage
from pipeline.gold.compare import Mode

if TYPE_CHECKING:  # pandas and scipy take a second to import: only once the arguments are known to be right
    from collections.abc import Callable

    from pipeline.gold.claim import Claim
    from pipeline.scoring.score import Score

THRESHOLD_MISSED = 1


class Format(StrEnum):
    """How to print it."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


SUFFIXES = {".json": Format.JSON, ".csv": Format.CSV, ".md": Format.MARKDOWN}


def score(
    records: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="A run folder, .jsonl, .csv or .parquet; if not given, the newest run in ./outputs.",
            show_default=False,
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The gold folder, one of its shelves, or one document; if not given, ./gold.",
            show_default=False,
        ),
    ] = None,
    layout: Annotated[
        Format | None,
        typer.Option("--format", help="How to print it; if not given, as the name of -o says, else a table."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of printing.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Print what was won and lost against this run or baseline.",
            show_default=False,
        ),
    ] = None,
    keep_as: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep these records and numbers as the baseline to compare with; done on purpose only.",
            show_default=False,
        ),
    ] = None,
    extractor: Annotated[
        str | None,
        typer.Option(help="Score only what this extractor found (rules, cde).", show_default=False),
    ] = None,
    mode: Annotated[Mode, typer.Option(help="The match that the thresholds apply to.")] = Mode.FORMULA,
    min_precision: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit code 1 below this.", show_default=False)
    ] = None,
    min_recall: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit code 1 below this.", show_default=False)
    ] = None,
    rows: Annotated[int, typer.Option(min=0, help="Errors listed at most in a table.")] = 40,
    held_out: Annotated[
        bool,
        typer.Option(
            "--held-out", help="List errors of held-out documents, too; they are only counted else."
        ),
    ] = False,
) -> None:
    """Score records against gold: precision, recall, F1, per field, per place, and the errors by class.

    \b
    Examples:
      ionlit score
      ionlit score --records outputs/mine --against outputs/baseline
      ionlit score --format markdown -o score.md --min-precision 0.9
    """
    from pipeline.cli.delivery import choose_format
    from pipeline.scoring.predictions import newest_run
    from pipeline.scoring.score import score_dataset

    gold = gold or _find_gold()
    chosen = layout or choose_format(output, SUFFIXES, Format.TABLE)
    source = records or newest_run(Path("outputs"))
    result = score_dataset(source, gold, None if extractor is None else _found_by(extractor))
    _show(result, chosen, output, rows, held_out)
    if against is not None:
        _show_changes(score_dataset(against, gold), result, held_out)
    if keep_as is not None:
        from pipeline.scoring.baseline import write_baseline

        write_baseline(result, source, gold, keep_as)
    missed = list_missed_thresholds(result, mode, min_precision, min_recall)
    for line in missed:
        typer.echo(line, err=True)
    if missed:
        raise typer.Exit(THRESHOLD_MISSED)


def _find_gold() -> Path:
    if not Path("gold").is_dir():
        raise WrongUsage("there is no folder ./gold to score against", remedy="name one with --gold")
    return Path("gold")


def list_missed_thresholds(
    result: "Score", mode: Mode, min_precision: float | None, min_recall: float | None
) -> list[str]:
    """Say which thresholds a score misses; a ratio that is not defined misses none."""
    tally = result.tally(mode)
    checks = (("precision", tally.precision, min_precision), ("recall", tally.recall, min_recall))
    return [
        f"{mode.value} {name} is {value:.3f}, below the wanted {least:.3f}"
        for name, value, least in checks
        if least is not None and value is not None and value < least
    ]


def _show(result: "Score", layout: Format, output: Path | None, rows: int, held_out: bool) -> None:
    from pipeline.cli.delivery import deliver, open_console
    from pipeline.scoring.render import score_to_csv, score_to_json, score_to_sheets
    from pipeline.sheets import print_sheets, sheets_to_markdown

    sheets = score_to_sheets(result, held_out=held_out)
    if layout is Format.TABLE and output is None:
        print_sheets(sheets, open_console(sys.stdout), rows)
    elif layout is Format.JSON:
        deliver(score_to_json(result), output)
    elif layout is Format.CSV:
        deliver(score_to_csv(result), output)
    else:
        deliver(sheets_to_markdown(sheets), output)


def _show_changes(before: "Score", after: "Score", held_out: bool) -> None:
    """Gains and losses go to stderr, so that a score in JSON or CSV stays what it is."""
    from pipeline.cli.delivery import open_console
    from pipeline.scoring.changes import changes_to_sheets, find_changes
    from pipeline.sheets import print_sheets

    sheets = changes_to_sheets(find_changes(before, after), held_out=held_out)
    print_sheets(sheets, open_console(sys.stderr))


def _found_by(extractor: str) -> "Callable[[Claim], bool]":
    return lambda claim: extractor in claim.extractors
