"""What `ionlit run` shows while it works and when it is done."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.store import PARTIAL, Outcome

if TYPE_CHECKING:
    from pipeline.run import Report


class Watch:
    """Progress with rate and remaining time on a terminal; failures in one sentence each, anywhere."""

    def __init__(self, papers: int, unchanged: int) -> None:
        self._shown = sys.stderr.isatty() and unchanged < papers
        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[file]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=papers - unchanged, rate="", file="starting")

    def __enter__(self) -> Self:
        if self._shown:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()

    def note(self, outcome: Outcome) -> None:
        """Count a paper; called from several threads."""
        speed = self._progress.tasks[0].speed
        rate = f"{60 * speed:.1f} papers/min" if speed else ""
        self._progress.update(self._task, advance=1, rate=rate, file=outcome.file)
        if outcome.reason:
            self._progress.console.print(
                f"ionlit: {outcome.file}: {outcome.reason}", markup=False, soft_wrap=True
            )

    def summarise(self, report: "Report") -> None:
        """Say what came out and where it lies."""
        papers, failed = len(report.outcomes), len(report.failed)
        partial = sum(outcome.status == PARTIAL for outcome in report.outcomes)
        told = [f"{papers - failed - report.unchanged} of {papers} documents read"]
        if report.unchanged:
            told.append(f"{report.unchanged} of {papers} documents unchanged, and not read again")
        told += [f"{failed} failed"] if failed else []
        told += [f"{partial} only partly readable"] if partial else []
        typer.echo(f"{'; '.join(told)}: {report.records} records, {report.seconds:.1f} s.")
        typer.echo(f"Dataset: {report.out / 'records.csv'}, {report.out / 'records.jsonl'}")
