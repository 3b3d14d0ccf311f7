"""Runs of words in a table and the columns they stand in."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from extractors.model.geometry import Box, union_box
from extractors.model.layout import Line, Word
from extractors.model.rich import SUP, RichText
from extractors.model.strips import Strip
from extractors.tables.values import is_value

RUN_GAP = 0.55
"""Gap between words, in type sizes, that ends a run; raising it joins cells of tight columns."""

WIDER_SPACE = 1.25
"""How much wider than the spaces of its run a gap must be to part two cells that stand close."""

CENTRED = 0.04
"""How far from the middle of its columns a merged cell may stand, as a share of their width."""

FILLED = 0.9
"""Share of the width of several columns from which a text that fills them is a merged cell."""

ALIGNED_PT = 0.8
"""How far a run may begin from the edge of its column, which is known to half a point."""

EDGE_PT = 2.0
"""How far two edges may lie apart and still be aligned."""


@dataclass(frozen=True, eq=False)
class Run:
    """Words of one strip with no wide gap between them, in the upright frame."""

    line: Line
    words: tuple[Word, ...]
    baseline: float
    raised: bool = False

    @cached_property
    def box(self) -> Box:
        return union_box(word.box for word in self.words)

    @property
    def text(self) -> RichText:
        text = self.line.text[self.words[0].start : self.words[-1].stop]
        return replace(text, scripts=np.full_like(text.scripts, SUP)) if self.raised else text

    @cached_property
    def flat(self) -> str:
        return self.line.text.flat[self.words[0].start : self.words[-1].stop]

    @property
    def size(self) -> float:
        return self.line.size

    def split(self, at: int) -> tuple["Run", "Run"]:
        return replace(self, words=self.words[:at]), replace(self, words=self.words[at:])


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A run that is (part of) a cell: the columns it stands in, from first to last."""

    run: Run
    first: int
    last: int


LEADERS = frozenset(".·…_")
"""Characters set in a row between a label and its value."""

FEWEST_LEADERS = 4
"""Fewer of them in a line are marks of a cell ("...")."""


def main_style(run: Run) -> int:
    """The style of most characters of a run: a sub-heading is often set bold or italic."""
    styles = run.text.styles
    return int(np.bincount(styles).argmax()) if len(styles) else 0


FIXED_WIDTH = 0.04
"""Spread of the characters' mean width, in type sizes, up to which a font is taken for one of fixed width."""


def find_run_gap(strips: Sequence[Strip]) -> float:
    """The gap between words, in type sizes, that ends a run: wider where all characters, spaces too, are as
    wide as an m."""
    widths = sorted(
        word.box.width / (word.stop - word.start) / line.size
        for strip in strips
        for line in strip.lines
        for word in line.words
        if word.stop - word.start > 2 and not line.text.scripts[word.start : word.stop].any()
    )
    if len(widths) < 5 or widths[-1 - len(widths) // 10] - widths[len(widths) // 10] > FIXED_WIDTH:
        return RUN_GAP
    return max(RUN_GAP, 1.12 * widths[len(widths) // 2])


def cut_runs(strip: Strip, gap: float = RUN_GAP) -> list[Run]:
    """The runs of a strip from left to right; a segment is cut further at its wider gaps."""
    runs: list[Run] = []
    for line in strip.lines:
        raised = strip.is_raised(line)
        words: list[Word] = []
        for word in _without_leaders(line):
            if words and word.box.x0 - words[-1].box.x1 > gap * line.size:
                runs.append(Run(line, tuple(words), strip.baseline, raised))
                words = []
            words.append(word)
        if words:
            runs.append(Run(line, tuple(words), strip.baseline, raised))
    return runs


def _without_leaders(line: Line) -> Sequence[Word]:
    """The words without points that lead the eye from a label to its value."""
    flat = line.text.flat
    leaders = [word for word in line.words if LEADERS.issuperset(flat[word.start : word.stop])]
    if sum(word.stop - word.start for word in leaders) < FEWEST_LEADERS or len(leaders) == len(line.words):
        return line.words
    return [word for word in line.words if word not in leaders]


@dataclass(frozen=True, slots=True)
class Gap:
    """The empty corridor between two columns."""

    left: float
    right: float
    rules: tuple[tuple[float, float], ...] = ()
    """Top and bottom of the upright rules that stand in it."""

    @property
    def drawn(self) -> bool:
        return bool(self.rules)

    def is_drawn_at(self, y: float) -> bool:
        """Whether an upright rule parts what stands at this height."""
        return any(top <= y <= bottom for top, bottom in self.rules)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the cells of a column begin and end, in rounded points."""

    lefts: frozenset[int]
    rights: frozenset[int]


def assign_runs(
    runs: Sequence[Run], gaps: Sequence[Gap], edges: Sequence[Edges], right: float
) -> list[Piece]:
    """The runs of one body strip as pieces.

    A run that reaches over a corridor is cut where a word begins at the next column's edge; else it is a
    cell whose text runs beyond its column (it starts, or ends, at an edge of one), or a merged cell. `right`
    is the table's right edge.
    """
    pieces: list[Piece] = []
    bounded = [*gaps, Gap(right, right)]
    pending = list(runs)[::-1]
    while pending:
        run = pending.pop()
        first, last = reach(run.box, gaps, run.size)
        if first < last:
            at = _cut_at(run, gaps[first:last], edges[first + 1 : last + 1])
            if at:
                head, tail = run.split(at)
                pending += [tail, head]
                continue
            first, last = _own_columns(run, first, last, bounded, edges)
        pieces.append(Piece(run, first, last))
    return pieces


def reach(box: Box, gaps: Sequence[Gap], size: float) -> tuple[int, int]:
    """First and last column that the box covers by more than a sliver."""
    sliver = min(0.25 * size, 0.25 * box.width)
    first = bisect_left(gaps, box.x0 + sliver, key=_middle)
    last = bisect_left(gaps, box.x1 - sliver, key=_middle)
    return min(first, last), max(first, last)


def _middle(gap: Gap) -> float:
    return gap.middle


def _cut_at(run: Run, gaps: Sequence[Gap], edges: Sequence[Edges]) -> int:
    """Index of the word at which the next column begins, 0 if none does."""
    spaces = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(run.words))
    usual = spaces[(len(spaces) - 1) // 2] if len(spaces) > 1 else 0.12 * run.size
    for i in range(1, len(run.words)):
        left, right = run.words[i - 1].box.x1, run.words[i].box.x0
        for gap, edge in zip(gaps, edges, strict=True):
            in_corridor = left <= gap.right + EDGE_PT and right >= gap.left - EDGE_PT
            aligned = near(right, edge.lefts) or near(run.words[-1].box.x1, edge.rights)
            wide = right - left > WIDER_SPACE * usual
            parted = gap.is_drawn_at(run.baseline - 0.25 * run.size)
            open_ = aligned and not gap.drawn and (wide or _value_behind_words(run, i))
            if in_corridor and (parted or open_):
                return i
    return 0


def _value_behind_words(run: Run, at: int) -> bool:
    """Whether what follows a space is a value and what stands before it is none: two cells that touch."""
    before, behind = run.split(at)
    return is_value(behind.flat) and not is_value(before.flat) and before.flat[-1].isalnum()


def _own_columns(
    run: Run, first: int, last: int, gaps: Sequence[Gap], edges: Sequence[Edges]
) -> tuple[int, int]:
    """The one column at whose edge an overlong cell begins or ends; all columns for a merged cell."""
    box = run.box
    if first > 0:
        left, right = gaps[first - 1].right, gaps[last].left
        aside = abs(box.x_mid - (left + right) / 2)
        if (aside < CENTRED * (right - left) and box.x0 > left + 1) or box.width > FILLED * (right - left):
            return first, last
    if near(box.x0, edges[first].lefts):
        return first, first
    if near(box.x1, edges[last].rights):
        return last, last
    return first, last


def near(x: float, edges: frozenset[int]) -> bool:
    """Whether the place is one of the edges, which are rounded to the point."""
    return any(abs(x - edge) <= ALIGNED_PT for edge in (math.floor(x), math.ceil(x)) if edge in edges)
