"""Size and time of reports: of one run, then of copies of its papers, and how fast a browser opens them.

    python benchmarks/report.py RUN [--documents 200] [--records 5000] [--workers 2]

Prints for the run, and for `--documents` papers that are copies of its papers, seconds, megabytes of all
pages and of the largest. With Chromium and its driver, also milliseconds until a page of `--records`
records can be used, and those that a filter takes.
"""

import argparse
import itertools
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.inputs import hash_file
from pipeline.report import Written, write_report
from pipeline.report.source import ID_LENGTH, Paper, read_source
from pipeline.report.write import Wish
from pipeline.workers import usable_cores

FILTER = """const field = document.getElementById('search'), start = performance.now();
field.value = arguments[0]; field.dispatchEvent(new Event('input')); document.body.offsetHeight;
return performance.now() - start"""
OPENED = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def copy_papers(papers: Sequence[Paper], count: int, folder: Path) -> None:
    """A dataset of copies that differ in a comment after the end of the file, with records of their own."""
    (folder / "papers").mkdir()
    with (folder / "records.jsonl").open("w", encoding="utf-8") as out:
        for number, paper in enumerate(itertools.islice(itertools.cycle(papers), count)):
            copy = folder / "papers" / f"{number:05}.pdf"
            copy.write_bytes(paper.file.read_bytes() + f"\n% {number}\n".encode())
            write_records(paper, hash_file(copy)[:ID_LENGTH], f"{number:05}", out)


def write_records(paper: Paper, document_id: str, prefix: str, out: Any) -> None:
    """The records of a paper under other names."""
    for i, record in enumerate(paper.records):
        named = record | {"document_id": document_id, "record_id": f"{prefix}{i:05}"}
        out.write(json.dumps(named) + "\n")


def measure(name: str, source: Path, out: Path, wish: Wish) -> Written:
    """Write a report and print what it cost."""
    start = time.monotonic()
    written = write_report(source, out, wish)
    seconds = time.monotonic() - start
    largest = max(page.stat().st_size for page in (written.index, *written.pages))
    print(
        f"{name}: {len(written.pages)} papers in {seconds:.1f} s, {written.bytes / 1e6:.1f} MB of pages, "
        f"the overview {written.index.stat().st_size / 1e6:.1f} MB, the largest {largest / 1e6:.1f} MB"
    )
    return written


def open_browser(folder: str) -> Any:
    """Headless Chromium, None where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        return None
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={folder}/profile")
    return webdriver.Chrome(options=options, service=Service(driver))


def time_in_browser(browser: Any, name: str, page: Path) -> None:
    """Open a page and filter its records by one letter, some, many, none."""
    browser.get(page.as_uri())
    opened = browser.execute_script(OPENED)
    spent = [browser.execute_script(FILTER, word) for word in ("l", "li3", "li3ycl6", "")]
    print(f"{name}: usable after {opened:.0f} ms, a filter takes at most {max(spent):.0f} ms")


def main() -> None:
    """Measure the run, the copies, and one paper with very many records."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=usable_cores())
    asked = parser.parse_args()
    papers = [paper for paper in read_source(asked.run).papers if paper.file and paper.records]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        measure("the run", asked.run, home / "one", Wish(workers=asked.workers))
        (home / "copies").mkdir()
        copy_papers(papers, asked.documents, home / "copies")
        wish = Wish(papers=(home / "copies" / "papers",), workers=asked.workers)
        copies = measure("copies", home / "copies", home / "copies-report", wish)
        (home / "many").mkdir()
        paper = max(papers, key=lambda paper: len(paper.records))
        with (home / "many" / "records.jsonl").open("w", encoding="utf-8") as out:
            for number in range(-(-asked.records // len(paper.records))):
                write_records(paper, paper.document_id, f"{number:05}", out)
        many = measure("one paper", home / "many", home / "many-report", Wish(papers=(paper.file,)))
        browser = open_browser(name)
        if browser is None:
            print("no browser: install chromium and chromium-driver")
            return
        try:
            time_in_browser(browser, "overview of the copies", copies.index)
            time_in_browser(browser, f"a paper with {asked.records} records", many.pages[0])
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
