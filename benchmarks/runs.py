"""Speed and memory of whole runs, on distinct copies of given papers.

    python -m benchmarks.runs PAPER.pdf... [--documents 1000] [--workers 2] [--paired 120]

First the same documents are read in turns by one worker and by several (`--paired` of them, in batches, so
that whatever else the machine does meets both), which gives the ratio. Then all documents are read by several
in one run, as `ionlit run` does, with the memory of each worker on the way; then a second run, which has
nothing left to read. pdfplumber's bare `extract_text` on the same papers stands beside, in one process.
"""

import argparse
import io
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

import pdfplumber

from extractors.settings import EXTRACTORS, Settings
from pipeline.flows import PrefectReading
from pipeline.run import Report, carry_out, plan_run
from pipeline.second import parse_extractors
from pipeline.store import Outcome
from pipeline.workers import Limits, WorkerPool, open_workers, usable_cores

BATCH = 60
"""Documents of a turn: so many that it hardly counts that some workers are done before the others."""


def copy_distinctly(papers: list[Path], count: int, folder: Path) -> list[Path]:
    """Copies that differ in a comment after the end of the file."""
    folder.mkdir()
    copies = []
    for number, paper in enumerate(itertools.islice(itertools.cycle(papers), count)):
        copies.append(folder / f"{number:05}.pdf")
        copies[-1].write_bytes(paper.read_bytes() + f"\n% {number}\n".encode())
    return copies


def read_with(pool: WorkerPool, workers: int, papers: list[Path], out: Path, settings: Settings) -> float:
    """Seconds until the last of these papers is read, beside Prefect's tasks."""
    plan = plan_run(papers, out, settings)
    ends: list[float] = []
    start = time.perf_counter()
    PrefectReading(pool.read, workers)(plan.jobs, lambda _: ends.append(time.perf_counter()))
    return max(ends) - start


def compare_paired(papers: list[Path], workers: int, home: Path, settings: Settings) -> None:
    """Read batches in turns, ABBA, by one worker and by several that run all the time."""
    batches = [papers[at : at + BATCH] for at in range(0, len(papers), BATCH)]
    seconds: dict[int, list[float]] = {1: [], workers: []}
    with open_workers(1, Limits()) as one, open_workers(workers, Limits()) as several:
        pools = {1: one, workers: several}
        for count, pool in pools.items():  # imports, tables and Prefect's server, which a run pays once
            read_with(pool, count, papers[: 2 * count], home / f"warm{count}", settings)
        for turn, batch in enumerate(batches):
            for count in sorted(pools, reverse=bool(turn % 2)):
                out = home / f"paired{turn}-{count}"
                seconds[count].append(read_with(pools[count], count, batch, out, settings))
            rates = ", ".join(
                f"{count}: {60 * len(batch) / spent[-1]:.1f}/min" for count, spent in seconds.items()
            )
            print(f"  batch {turn + 1} of {len(batches)}: {rates}", flush=True)
    for count, spent in seconds.items():
        print(f"{count} workers, warm: {60 * len(papers) / sum(spent):6.1f} documents a minute")
    ratios = [alone / together for alone, together in zip(seconds[1], seconds[workers], strict=True)]
    total = sum(seconds[1]) / sum(seconds[workers])
    print(f"ratio {total:.2f} (batches {min(ratios):.2f} to {max(ratios):.2f}, mean {mean(ratios):.2f})")


@dataclass(slots=True)
class Watch:
    """Prints how far a run is, and the memory of each worker with what it started, at tenths of the way."""

    total: int
    find_pids: Callable[[], tuple[int, ...]]
    start: float = field(default_factory=time.perf_counter)
    done: int = 0

    def note(self, _: Outcome) -> None:
        self.done += 1
        if self.done == self.total or self.done % max(1, self.total // 10) == 0:
            spent = time.perf_counter() - self.start
            left = spent / self.done * (self.total - self.done)
            memory = " + ".join(f"{resident_mb(pid):.0f}" for pid in self.find_pids())
            print(
                f"  {self.done} of {self.total}: {60 * self.done / spent:.1f}/min, {left:.0f} s left, "
                f"workers {memory} MB",
                flush=True,
            )


def resident_mb(pid: int) -> float:
    """Resident memory of a process and its children (the second reader)."""
    return sum(_resident(each) for each in (pid, *_children(pid))) / 1024


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _children(pid: int) -> Iterator[int]:
    for task in Path("/proc").glob(f"{pid}/task/*/children"):
        yield from map(int, task.read_text().split())


def read_all(papers: Path, out: Path, workers: int, settings: Settings) -> Report:
    """The run of `ionlit run`, with progress."""

    def read(jobs, listen) -> None:
        with open_workers(workers, Limits()) as pool:
            watch = Watch(len(jobs), lambda: pool.pids)

            def note(outcome: Outcome) -> None:
                listen(outcome)
                watch.note(outcome)

            PrefectReading(pool.read, workers)(jobs, note)

    return carry_out(plan_run([papers], out, settings), read, lambda _: None)


def time_pdfplumber(papers: list[Path]) -> float:
    """Seconds a document of pdfplumber's text alone."""
    start = time.perf_counter()
    for file in papers:
        with pdfplumber.open(io.BytesIO(file.read_bytes())) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
    return (time.perf_counter() - start) / len(papers)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--paired", type=int, default=60)
    parser.add_argument("--extractors", default=",".join(EXTRACTORS))
    asked = parser.parse_args()
    settings = Settings(extractors=parse_extractors(asked.extractors))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        copies = copy_distinctly(asked.papers, max(asked.documents, asked.paired), home / "papers")
        print(f"{len(asked.papers)} papers, {len(copies)} copies, load {os.getloadavg()[0]:.1f}", flush=True)
        each = time_pdfplumber(copies[: len(asked.papers)])
        print(f"pdfplumber: {60 / each:.1f} documents a minute, text alone, one process", flush=True)
        if asked.paired and asked.workers > 1:
            compare_paired(copies[: asked.paired], asked.workers, home, settings)
        report = read_all(home / "papers", home / "out", asked.workers, settings)
        rate = 60 * len(copies) / report.seconds
        print(
            f"{asked.workers} workers, whole run: {len(copies)} documents, {len(report.failed)} failed, "
            f"{report.seconds:.1f} s, {rate:.1f} documents a minute"
        )
        start = time.perf_counter()
        second = read_all(home / "papers", home / "out", asked.workers, settings)
        print(
            f"second run: {time.perf_counter() - start:.2f} s, {second.unchanged} of {len(copies)} unchanged"
        )


if __name__ == "__main__":
    main()
