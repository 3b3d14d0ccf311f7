"""Damaged PDFs through a whole run: how each ended, by what was done to it, and every reason.

    python -m benchmarks.damage PAPER.pdf... [--count 500] [--seed 1] [--workers 2]

Random bytes, cuts, swapped pieces and swapped objects (`tests/pipeline/damage.py`). A run that breaks off, a
worker that ends and a fault of ionlit's own (`please report it`) are what must not be.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from extractors.settings import EXTRACTORS, Settings
from pipeline.run import carry_out, plan_run, read_in_threads
from pipeline.second import parse_extractors
from pipeline.workers import Limits, open_workers, usable_cores
from tests.pipeline.damage import damage_papers


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--extractors", default=",".join(EXTRACTORS))
    asked = parser.parse_args()
    settings = Settings(extractors=parse_extractors(asked.extractors))
    whole = [paper.read_bytes() for paper in asked.papers]
    with tempfile.TemporaryDirectory() as name:
        papers = Path(name) / "papers"
        papers.mkdir()
        for number, (what, data) in enumerate(damage_papers(whole, asked.count, asked.seed)):
            (papers / f"{number:04} {what}.pdf").write_bytes(data)
        start = time.perf_counter()
        with open_workers(asked.workers, Limits(seconds=60)) as pool:
            plan = plan_run([papers], Path(name) / "out", settings)
            report = carry_out(plan, read_in_threads(pool.read, asked.workers), lambda _: None)
        ends = Counter((Path(outcome.file).stem[5:], outcome.status) for outcome in report.outcomes)
        print(f"{len(report.outcomes)} papers, {time.perf_counter() - start:.0f} s")
        for (what, status), count in sorted(ends.items()):
            print(f"{count:5} {what:16} {status}")
        for reason, count in Counter(outcome.reason for outcome in report.failed).most_common():
            numbers = [Path(outcome.file).stem[:4] for outcome in report.failed if outcome.reason == reason]
            print(f"{count:5} {reason}: {' '.join(numbers[:8])}")


if __name__ == "__main__":
    main()
