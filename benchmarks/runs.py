"""Speed and memory of whole runs: one worker, several, and a second run, on distinct copies of given papers.

    python benchmarks/runs.py PAPER.pdf... [--documents 100] [--workers 2]

Prints documents per minute, beside pdfplumber's bare `extract_text` on the same files in one process, the
largest memory of a worker, and the time of a second run, which has nothing left to read.
"""

import argparse
import io
import itertools
import resource
import sys
import tempfile
import time
from pathlib import Path

import pdfplumber

from extractors.settings import Settings
from pipeline.flows import PrefectReading
from pipeline.run import Report, carry_out, plan_run
from pipeline.workers import Limits, open_workers, usable_cores


def copy_distinctly(papers: list[Path], count: int, folder: Path) -> None:
    """Copies that differ in a comment after the end of the file."""
    for number, paper in enumerate(itertools.islice(itertools.cycle(papers), count)):
        (folder / f"{number:05}.pdf").write_bytes(paper.read_bytes() + f"\n% {number}\n".encode())


def run(papers: Path, out: Path, workers: int) -> Report:
    """The run of `ionlit run`, without its output."""

    def read_all(jobs, listen) -> None:
        with open_workers(workers, Limits()) as pool:
            PrefectReading(pool.read, workers)(jobs, listen)

    return carry_out(plan_run([papers], out, Settings()), read_all, lambda _: None)


def time_pdfplumber(papers: Path, most: int = 20) -> float:
    """Seconds a document of pdfplumber's text alone, over the first papers."""
    files = sorted(papers.iterdir())[:most]
    start = time.perf_counter()
    for file in files:
        with pdfplumber.open(io.BytesIO(file.read_bytes())) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
    return (time.perf_counter() - start) / len(files)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--workers", type=int, default=usable_cores())
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "papers").mkdir()
        copy_distinctly(asked.papers, asked.documents, home / "papers")
        for workers in dict.fromkeys((1, asked.workers)):
            report = run(home / "papers", home / f"out{workers}", workers)
            rate = 60 * asked.documents / report.seconds
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(
                f"{workers} workers: {rate:6.1f} documents a minute, {report.seconds:.1f} s in all, "
                f"{len(report.failed)} failed, at most {memory:.0f} MB in a process"
            )
        second = run(home / "papers", home / f"out{asked.workers}", asked.workers)
        print(f"second run: {second.seconds:.2f} s, {second.unchanged} of {asked.documents} unchanged")
        print(f"pdfplumber: {60 / time_pdfplumber(home / 'papers'):6.1f} documents a minute, text alone")


if __name__ == "__main__":
    sys.exit(main())
