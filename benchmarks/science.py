"""Seconds from the text and tables of a paper to its records, read once and then linked again and again.

    python -m benchmarks.science PDF [--runs N]

CPU time of the rules alone, after one run that warms the pipeline up; the fastest run and the median, and the
share of each stage. Reading the PDF is not counted (`python -m benchmarks.reading`).
"""

import argparse
import statistics
import time
from pathlib import Path

from extractors import extract_document
from extractors.extract import read_document
from extractors.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds from text and tables to records")
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--runs", type=int, default=12)
    options = parser.parse_args()
    settings = Settings(extractors=("rules",))
    data = options.pdf.read_bytes()
    document = read_document(data, settings=settings)
    spent: list[tuple[float, dict[str, float]]] = []
    records = 0
    for _ in range(options.runs + 1):
        began = time.process_time()
        extraction = extract_document(data, settings=settings, document=document)
        spent.append((time.process_time() - began, extraction.seconds))
        records = len(extraction.records)
    warm = spent[1:]
    fastest, stages = min(warm, key=lambda run: run[0])
    median = statistics.median(seconds for seconds, _ in warm)
    print(f"{options.pdf.name}: {records} records, first run {spent[0][0]:.2f} s, then {options.runs} runs")
    print(f"fastest {fastest:.3f} s, median {median:.3f} s")
    print(
        "  " + ", ".join(f"{stage} {seconds:.3f} s" for stage, seconds in stages.items() if seconds >= 0.001)
    )


if __name__ == "__main__":
    main()
