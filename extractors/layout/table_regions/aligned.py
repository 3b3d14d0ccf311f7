"""Tables without caption or rules: a head of words over columns of numbers, near one another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.table_regions.body import Body, wrap_body
from extractors.layout.table_regions.view import EDGE_PT, LONGEST_CELL, View, is_number
from extractors.model.geometry import Box
from extractors.model.layout import Line
from extractors.model.strips import Strip, cut_strips

FEWEST_CELLS = 3
"""Segments that each strip must have; two may be a label and its value in running text."""

FEWEST_ROWS = 4
"""Strips, the head among them."""

FEWEST_NUMBERS = 6
"""A page with fewer segments that are numbers is not looked at."""

WIDEST_PITCH = 2.6
"""Distance of baselines, in type sizes, above which strips are ticks or labels of a drawing."""

EVEN = 1.35
"""How much wider than the narrowest a distance of strips may be."""


def find_aligned_bodies(view: View) -> Iterator[Body]:
    """Bodies that show by alignment alone.

    Each strip has as many cells as the head, or one less; at least two columns hold numbers below a word of
    the head, flush or centred; strips are evenly spaced as lines of print are. Refuses ticks of axes (no head
    of words, the same numbers in each panel), matrices, lists, authors in columns.
    """
    if sum(map(is_number, view.lines)) < FEWEST_NUMBERS:
        return
    taken: set[int] = set()
    for left, right in _bands(view):
        lines = [
            line
            for line in view.lines
            if left - EDGE_PT <= line.box.x0 and line.box.x1 <= right + EDGE_PT and id(line) not in taken
        ]
        for strips in _runs(cut_strips(lines)):
            if _is_table(strips) and not _is_crossed(view, strips):
                taken |= {id(line) for strip in strips for line in strip.lines}
                yield wrap_body(strips, [])


def _bands(view: View) -> Iterator[tuple[float, float]]:
    yield min(line.box.x0 for line in view.lines), max(line.box.x1 for line in view.lines)
    yield from view.columns


def _runs(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Strips that follow one another evenly and are cut into cells."""
    run: list[Strip] = []
    for strip in strips:
        if len(strip.lines) >= FEWEST_CELLS and (not run or _follows(run, strip)):
            run.append(strip)
            continue
        if len(run) >= FEWEST_ROWS:
            yield run
        run = [strip] if len(strip.lines) >= FEWEST_CELLS else []
    if len(run) >= FEWEST_ROWS:
        yield run


def _follows(run: Sequence[Strip], strip: Strip) -> bool:
    step = strip.baseline - run[-1].baseline
    if not strip.size < step < WIDEST_PITCH * strip.size or abs(strip.size - run[-1].size) > 0.6:
        return False
    # the first row may stand further from the head than rows from one another
    steps = [low.baseline - high.baseline for high, low in pairwise(run[1:])]
    return not steps or step < EVEN * min(steps)


def _is_table(strips: Sequence[Strip]) -> bool:
    head, *body = strips
    width = len(head.lines)
    words = [line for line in head.lines if any(char.isalpha() for char in line.text.flat)]
    if len(words) < width - 1 or any(is_number(line) for line in head.lines if line not in words):
        return False
    # "25 °C" heads a column of numbers, not one of "30 °C"
    if any(is_number(line) and _has_units(_column(line, body)) for line in words):
        return False
    if any(len(line.text) > LONGEST_CELL for strip in strips for line in strip.lines):
        return False
    if sum(len(strip.lines) in (width, width + 1) for strip in body) < 0.8 * len(body):
        return False
    numeric = [_column(head.lines[j], body) for j in range(width)]
    return sum(_is_numeric(cells, len(body)) for cells in numeric) >= 2


def _has_units(cells: Sequence[Line]) -> bool:
    return any(char.isalpha() for line in cells for char in line.text.flat)


def _column(head: Line, body: Sequence[Strip]) -> list[Line]:
    """The cells that stand below a head."""
    return [
        line
        for strip in body
        for line in strip.lines
        if min(line.box.x1, head.box.x1) - max(line.box.x0, head.box.x0) > 0
    ]


def _is_numeric(cells: Sequence[Line], rows: int) -> bool:
    """Whether numbers, not all alike, stand at one edge in nearly all rows."""
    if len(cells) < 0.8 * rows or sum(map(is_number, cells)) < 0.8 * len(cells):
        return False
    if len({line.text.flat for line in cells}) < 2:
        return False
    edges = (
        [line.box.x0 for line in cells],
        [line.box.x1 for line in cells],
        [line.box.x_mid for line in cells],
    )
    return any(_agree(xs) >= 0.7 * len(xs) for xs in edges)


def _agree(places: Sequence[float]) -> int:
    middle = sorted(places)[len(places) // 2]
    return sum(abs(x - middle) < EDGE_PT for x in places)


def _is_crossed(view: View, strips: Sequence[Strip]) -> bool:
    """Whether upright rules of a drawing stand in it without level ones: axes of a plot."""
    box = Box(min(s.box.x0 for s in strips), strips[0].top, max(s.box.x1 for s in strips), strips[-1].bottom)
    return any(rule.overlaps(box) and rule.height > 2 * strips[0].size for rule in view.upright_rules)
