"""Pages of made-up lines: tables too large or too odd to typeset."""

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from extractors.layout.table_regions import find_table_regions
from extractors.model.document import Table
from extractors.model.geometry import Box
from extractors.model.glyphs import Glyphs, PageGlyphs, Rule
from extractors.model.layout import Line, PageLayout, Word
from extractors.model.rich import BASE, RichText
from extractors.tables import build_tables

CHAR = 4.0
SIZE = 8.0


def make_line(text: str, x: float, baseline: float, *, page: int = 1, size: float = SIZE) -> Line:
    """A line of characters 4 points wide, words at its blanks."""
    n, top, low = len(text), baseline - 0.8 * size, baseline + 0.2 * size
    left = x + CHAR * np.arange(n)
    boxes = np.column_stack([left, np.full(n, top), left + CHAR, np.full(n, low)])
    rich = RichText(
        text,
        np.full(n, BASE, np.uint8),
        np.zeros(n, np.uint8),
        boxes.astype(np.float32),
        np.full(n, page, np.int32),
        np.zeros(n, np.bool_),
    )
    words: list[Word] = []
    start = 0
    for part in text.split(" "):
        if part:
            box = Box(x + CHAR * start, top, x + CHAR * (start + len(part)), baseline + 0.2 * size)
            words.append(Word(start, start + len(part), box))
        start += len(part) + 1
    box = Box(x, top, x + CHAR * n, low)
    return Line(page, 0, box, baseline, size, rich, tuple(words))


def make_page(
    lines: Sequence[Line], rules: Sequence[Box] = (), *, number: int = 1, width: float = 595.0
) -> PageLayout:
    """A page with the tables that its lines and rules hold."""
    empty = Glyphs(
        np.zeros(0, "<U1"), np.zeros(0, np.uint32),
        np.zeros((0, 4), np.float32), np.zeros((0, 2), np.float32),
        np.zeros(0, np.float32), np.zeros(0, np.int16), np.zeros(0, np.int16), np.zeros(0, np.uint8),
    )  # fmt: skip
    page = PageGlyphs(number, width, 842.0, empty, (), tuple(Rule(rule) for rule in rules))
    return PageLayout(number, width, 842.0, (), find_table_regions(page, lines))


def ruled_page(
    rows: int,
    columns: int,
    cell: Callable[[int, int], str],
    *,
    number: int = 1,
    caption: str = "Table 1. Values",
) -> PageLayout:
    """A three-rule table with its caption; columns 40 points apart."""
    right = 40.0 + 40 * columns
    lines = [make_line(caption, 40, 60, page=number)] if caption else []
    lines += [make_line(f"Head{j}", 40 + 40 * j, 80, page=number) for j in range(columns)]
    for i in range(rows):
        row = [(j, cell(i, j)) for j in range(columns)]
        lines += [make_line(text, 40 + 40 * j, 100 + 12 * i, page=number) for j, text in row if text]
    low = 100 + 12 * rows
    rules = [Box(40, y, right, y + 0.5) for y in (66, 86, low)]
    return make_page(lines, rules, number=number, width=right + 40)


def read(pages: Sequence[PageLayout]) -> tuple[Table, ...]:
    return build_tables(pages)


def digits(seed: int) -> Callable[[int, int], str]:
    rng = Random(seed)  # noqa: S311
    return lambda i, j: f"{rng.uniform(0, 9):.2f}"
