"""ionlit score: a run against gold."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.gold.claim import Claim
from pipeline.gold.compare import Mode
from pipeline.scoring.changes import changes_to_sheets, find_changes
from pipeline.scoring.predictions import newest_run
from pipeline.scoring.render import score_to_csv, score_to_json, score_to_sheets
from pipeline.scoring.score import Score, score_dataset
from pipeline.sheets import print_sheets, sheets_to_markdown

THRESHOLD_MISSED = 1
ROWS_ON_TERMINAL = 40


class Format(StrEnum):
    """How a score is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def score(
    records: Annotated[
        Path | None, typer.Option(help="A run folder, .jsonl, .csv or .parquet; the newest run by default.")
    ] = None,
    gold: Annotated[Path, typer.Option(help="The gold folder, one of its shelves or documents.")] = Path(
        "gold"
    ),
    outputs: Annotated[Path, typer.Option(help="Where the newest run is looked for.")] = Path("outputs"),
    form: Annotated[Format, typer.Option("--format", help="How the score is written.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Also print what was won and lost against this run or baseline.")
    ] = None,
    mode: Annotated[Mode, typer.Option(help="The match that the thresholds apply to.")] = Mode.FORMULA,
    min_precision: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit code 1 if precision is lower.")
    ] = None,
    min_recall: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit code 1 if recall is lower.")
    ] = None,
    extractor: Annotated[
        str | None, typer.Option(help="Score only records that this extractor found (rules, cde).")
    ] = None,
    errors: Annotated[int, typer.Option(help="Errors listed in a table on the terminal.")] = ROWS_ON_TERMINAL,
) -> None:
    """Score extracted records against gold: precision, recall, F1, per field, per place, with the errors."""
    keep = None if extractor is None else lambda claim: _found_by(claim, extractor)
    result = score_dataset(records or newest_run(outputs), gold, keep)
    changes = changes_to_sheets(find_changes(score_dataset(against, gold), result)) if against else []
    if form is Format.TABLE and output is None:
        print_sheets([*score_to_sheets(result), *changes], Console(), errors)
    else:
        markdown = sheets_to_markdown([*score_to_sheets(result), *changes])
        text = {Format.JSON: score_to_json, Format.CSV: score_to_csv}.get(form, lambda _: markdown)(result)
        if output is None:
            typer.echo(text, nl=False)
        else:
            output.write_text(text, encoding="utf-8")
    missed = list_missed_thresholds(result, mode, min_precision, min_recall)
    for line in missed:
        typer.echo(line, err=True)
    if missed:
        raise typer.Exit(THRESHOLD_MISSED)


def list_missed_thresholds(
    result: Score, mode: Mode, min_precision: float | None, min_recall: float | None
) -> list[str]:
    """Say which thresholds a score misses; a ratio that is not defined misses none."""
    tally = result.tally(mode)
    checks = (("precision", tally.precision, min_precision), ("recall", tally.recall, min_recall))
    return [
        f"{mode.value} {name} is {value:.3f}, below the wanted {least:.3f}"
        for name, value, least in checks
        if least is not None and value is not None and value < least
    ]


def _found_by(claim: Claim, extractor: str) -> bool:
    return extractor in claim.extractors
