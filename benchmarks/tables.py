"""Scores the tables stage on typeset tables, on both halves, beside other readers of tables.

    python -m benchmarks.tables [--half develop|evaluate|both] [--others] [--time PAPER...]

The bank has one difficulty each, the manners are those of publishers. Cells exact: share of known body
cells that stand in the right row and column with the right text. Head paths, shapes, groups, marks likewise.
Of the half kept for evaluation only sums are printed. With --time, seconds are printed as rows grow, and what
tables take of the time of real papers.
"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber

from extractors.layout import lay_out
from extractors.layout.table_regions import find_table_regions
from extractors.layout.words import find_segments
from extractors.model.document import Table
from extractors.model.layout import PageLayout
from extractors.reading import open_reading
from extractors.tables import build_tables
from tests.extractors.tables.synthetic import digits, ruled_page
from tests.typeset.bank import typeset
from tests.typeset.manners import Manner, build_manners, typeset_manner
from tests.typeset.spec import (
    Part,
    Spec,
    expected_groups,
    expected_head_marks,
    expected_marks,
    expected_paths,
    expected_rows,
)
from tests.typeset.specs import build_bank

Grids = list[list[list[str]]]
Typeset = Spec | Manner


@dataclass
class Score:
    """Right and all, by what is counted."""

    right: dict[str, int] = field(default_factory=dict)
    all: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, right: int, total: int) -> None:
        self.right[what] = self.right.get(what, 0) + right
        self.all[what] = self.all.get(what, 0) + total

    def __add__(self, other: "Score") -> "Score":
        both = Score(dict(self.right), dict(self.all))
        for what in other.all:
            both.add(what, other.right[what], other.all[what])
        return both

    def __str__(self) -> str:
        return "  ".join(
            f"{what} {self.right[what]}/{total} = {self.right[what] / total:.3f}"
            for what, total in self.all.items()
            if total
        )


def read_tables(pdf: bytes) -> tuple[Table, ...]:
    """The tables of a document through reading, layout and tables."""
    with open_reading(pdf, ocr=False) as reading:
        return build_tables(lay_out(reading.pages()))


def score_spec(spec: Typeset, tables: Sequence[Table]) -> Score:
    """The tables of a page against what was typeset."""
    score = Score()
    rest = list(tables)
    for part in spec.parts:
        table = next((t for t in rest if t.number in (part.number, "I")), rest[0] if rest else None)
        if table is not None:
            rest.remove(table)
        _score_part(score, part, table)
    score.add("extra tables", len(rest), len(spec.parts))
    return score


def _score_part(score: Score, part: Part, table: Table | None) -> None:
    rows, paths, groups = expected_rows(part), expected_paths(part), expected_groups(part)
    found = [[_plain(cell.text.flat) for cell in row] for row in table.rows] if table else []
    score.add("found", int(table is not None), 1)
    score.add("shape", int(bool(table) and [len(r) for r in found] == [len(r) for r in rows]), 1)
    score.add("cells", exact_cells(found, rows), sum(map(len, rows)))
    got = [_plain(path) for path in table.paths] if table else []
    score.add("paths", sum(a == b for a, b in zip(got, paths, strict=False)), len(paths))
    score.add(
        "groups",
        sum(a == b for a, b in zip(table.groups if table else (), groups, strict=False)),
        len(groups),
    )
    marks = expected_marks(part)
    bound = (
        {(c.row, c.column): "".join(c.notes) for row in table.rows for c in row if c.notes} if table else {}
    )
    score.add("marks", sum(bound.get(place) == mark for place, mark in marks.items()), len(marks))
    found_heads = {(c.column, m) for row in table.header for c in row for m in c.notes} if table else set()
    head_marks = expected_head_marks(part)
    score.add("head marks", len(head_marks & found_heads), len(head_marks))
    notes = {note.mark: _plain(note.text.flat) for note in table.notes} if table else {}
    score.add("notes", sum(notes.get(mark) == text for mark, text in part.notes), len(part.notes))


def exact_cells(found: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """Number of cells that agree in place and text."""
    return sum(
        a == b for mine, true in zip(found, rows, strict=False) for a, b in zip(mine, true, strict=False)
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def pdfplumber_tables(pdf: bytes) -> Grids:
    """What pdfplumber's extract_tables gives with its defaults, merged cells filled from above."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            [[_plain(cell or "") for cell in row] for row in table]
            for page in document.pages
            for table in page.extract_tables()
        ]


def camelot_tables(flavor: str) -> Callable[[bytes], Grids]:
    """A reader through camelot; it needs a file."""
    import camelot

    def read(pdf: bytes) -> Grids:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            tables = camelot.read_pdf(file.name, pages="all", flavor=flavor, suppress_stdout=True)
            return [[[_plain(cell) for cell in row] for row in table.data] for table in tables]

    return read


def score_other(spec: Typeset, grids: Grids) -> Score:
    """Cells exact of another reader: the grid and the offset of its body that agree best, for each table."""
    score = Score()
    for part in spec.parts:
        rows = expected_rows(part)
        best = max(
            (exact_cells(grid[skip:], rows) for grid in grids for skip in range(min(6, len(grid)))), default=0
        )
        score.add("cells", best, sum(map(len, rows)))
    return score


def others() -> dict[str, Callable[[bytes], Grids]]:
    """The readers at hand."""
    readers: dict[str, Callable[[bytes], Grids]] = {"pdfplumber": pdfplumber_tables}
    try:
        readers |= {
            f"camelot {flavor}": camelot_tables(flavor) for flavor in ("lattice", "stream", "network")
        }
    except ImportError:
        print("camelot is not installed")
    return readers


def run(specs: Sequence[Typeset], *, names: bool) -> Iterator[tuple[Typeset, bytes, Score]]:
    for spec in specs:
        pdf = typeset(spec) if isinstance(spec, Spec) else typeset_manner(spec)
        score = score_spec(spec, read_tables(pdf))
        if (names and any(score.right[w] < n for w, n in score.all.items() if w != "extra tables" and n)) or (
            names and score.right["extra tables"]
        ):
            print(f"  {spec.name:28}", score)
        yield spec, pdf, score


def compare(kind: str, specs: Sequence[Typeset], half: str, *, beside: bool) -> None:
    """Print the sums of one half of a bank, of other readers too."""
    began = time.perf_counter()
    results = list(run(specs, names=half == "develop"))
    print(f"{kind}, {half}: {len(specs)} documents, {time.perf_counter() - began:.1f} s")
    print("  ionlit:", sum((score for _, _, score in results), Score()))
    for name, read in others().items() if beside else ():
        total = sum((score_other(spec, read(pdf)) for spec, pdf, _ in results), Score())
        print(f"  {name}:", total)


def grow() -> None:
    """Print seconds as one table grows over pages, and as a table grows in columns."""
    for pages in (10, 20, 40, 80, 100):
        captions = ["Table 1. Values", *["Table 1 (continued)"] * (pages - 1)]
        made = [
            ruled_page(50, 4, digits(n), number=n, caption=caption)
            for n, caption in enumerate(captions, start=1)
        ]
        print(f"  {50 * pages} rows over {pages} pages: {_seconds(made):.2f} s")
    for columns in (25, 50, 100, 200):
        began = time.perf_counter()
        page = ruled_page(20, columns, digits(1))
        build_tables([page])
        print(f"  {columns} columns, 20 rows: {time.perf_counter() - began:.2f} s, page and all")


def _seconds(pages: Sequence[PageLayout]) -> float:
    began = time.perf_counter()
    build_tables(pages)
    return time.perf_counter() - began


def share(paper: Path) -> None:
    """Print milliseconds per page: reading, finding of tables on all pages, building of those found."""
    began = time.perf_counter()
    with open_reading(paper.read_bytes(), ocr=False) as reading:
        pages = list(reading.pages())
    read = time.perf_counter() - began
    lines = [[line for angle in (0, 90, 180, 270) for line in find_segments(page, angle)] for page in pages]
    began = time.perf_counter()
    found = [
        PageLayout(page.number, page.width, page.height, (), find_table_regions(page, segments))
        for page, segments in zip(pages, lines, strict=True)
    ]
    finding = time.perf_counter() - began
    building = _seconds(found)
    tables = sum(len(page.tables) for page in found)
    per = 1000 / len(pages)
    print(
        f"  {paper.stem}: {len(pages)} pages, {tables} tables; reading {per * read:.1f}, "
        f"finding {per * finding:.1f}, building {per * building:.1f} ms a page"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("develop", "evaluate", "both"), default="both")
    parser.add_argument("--others", action="store_true", help="score other readers on the same pages")
    parser.add_argument("--time", nargs="*", type=Path, metavar="PAPER", help="print how time grows")
    options = parser.parse_args()
    if options.time is not None:
        grow()
        for paper in options.time:
            share(paper)
        return
    banks: dict[str, Sequence[Typeset]] = {"bank": build_bank(), "manners": build_manners()}
    for kind, specs in banks.items():
        for half in ("develop", "evaluate") if options.half == "both" else (options.half,):
            own = [spec for spec in specs if spec.evaluate == (half == "evaluate")]
            compare(kind, own, half, beside=options.others)


if __name__ == "__main__":
    main()
