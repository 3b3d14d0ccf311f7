"""Speed and memory of reading, layout and text, beside pdfplumber's text alone, in one process and one run.

    python -m benchmarks.reading PAPER.pdf... [--join 500]

Prints milliseconds of processor time per page of the three stages together (first and second opening: the
first also makes the shapes that glyphs are judged by), of reading alone, and of pdfplumber's `extract_text`;
with --join the peak memory of the three stages over a file of that many pages, joined from the first paper,
at every fifth part of the way.
"""

import argparse
import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import pdfplumber
import pikepdf

from extractors.layout import lay_out
from extractors.reading import open_reading
from extractors.text import compose_passages


def time_stages(data: bytes) -> float:
    """Milliseconds per page of opening, reading, laying out and composing everything."""
    start = time.process_time()
    with open_reading(data) as reading:
        for passage in compose_passages(lay_out(reading.pages())):
            assert passage.page > 0  # noqa: S101 - passages are lazy, so they have to be asked for
        return (time.process_time() - start) * 1000 / reading.page_count


def time_reading(data: bytes) -> float:
    """Milliseconds per page of opening and reading everything."""
    start = time.process_time()
    with open_reading(data) as reading:
        for page in reading.pages():
            assert page.number > 0  # noqa: S101 - the pages are lazy, so they have to be asked for
        return (time.process_time() - start) * 1000 / reading.page_count


def time_pdfplumber(data: bytes, pages: int) -> float:
    """Milliseconds per page of pdfplumber's text for the first pages."""
    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chosen = pdf.pages[:pages]
        for page in chosen:
            page.extract_text()
            page.close()
    return (time.process_time() - start) * 1000 / len(chosen)


def join_pages(data: bytes, count: int) -> bytes:
    """A PDF of `count` pages: those of the given one over and over, each time as objects of their own."""
    joined = pikepdf.new()
    while len(joined.pages) < count:
        with pikepdf.open(io.BytesIO(data)) as paper:
            joined.pages.extend(paper.pages[: count - len(joined.pages)])
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_memory(data: bytes, count: int) -> None:
    """Peak memory at every fifth part of a joined file; joined by a child so that joining does not count."""
    with open_reading(data) as reading:
        print(f"memory over {reading.page_count} pages, file of {len(data) / 1e6:.1f} MB")
        print(f"  open: {peak_mb():.0f} MB")
        told = 0
        for passage in compose_passages(lay_out(reading.pages())):
            if passage.page >= told + count // 5:
                told = passage.page
                print(f"  page {told}: {peak_mb():.0f} MB")
        print(f"  end: {peak_mb():.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--join", type=int, default=0, help="pages of the joined file for the memory figure")
    parser.add_argument("--joined", action="store_true", help="the paper is joined already: memory only")
    parser.add_argument("--pages", type=int, default=6, help="pages that pdfplumber reads of each paper")
    arguments = parser.parse_args()
    if arguments.joined:
        data = arguments.papers[0].read_bytes()
        print_memory(data, arguments.join)
        return
    for paper in arguments.papers:
        data = paper.read_bytes()
        first, again = time_stages(data), time_stages(data)
        alone = time_reading(data)
        other = time_pdfplumber(data, arguments.pages)
        ours = f"ionlit {first:.1f} then {again:.1f} (reading alone {alone:.1f})"
        print(f"{paper.name}: {ours}, pdfplumber {other:.1f} ms a page; {other / again:.1f} times as fast")
    if arguments.join:
        joined = Path(arguments.papers[0].name).with_suffix(".joined.pdf")
        joined.write_bytes(join_pages(arguments.papers[0].read_bytes(), arguments.join))
        command = [sys.executable, "-m", "benchmarks.reading", str(joined), "--joined"]
        command += ["--join", str(arguments.join)]
        try:
            subprocess.run(command, check=True)  # noqa: S603
        finally:
            joined.unlink()


if __name__ == "__main__":
    main()
