"""A page turned so that the text of one direction reads from left to right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extractors.model.geometry import Box, Frame, union_box
from extractors.model.glyphs import PageGlyphs
from extractors.model.layout import Line
from extractors.model.strips import Strip, cut_strips

RULE_THICKNESS_PT = 4.0
"""A fill thinner than this is drawn as a rule; raising it takes thin stripes for rules."""

RULE_BREAK_PT = 2.5
"""Collinear pieces nearer than this are one rule: some programs draw a rule cell by cell. Raising it joins
the partial rules below neighbouring heads."""

SAME_LEVEL_PT = 1.2
"""Rules nearer in height than this are one printed rule; raising it joins double rules."""

EDGE_PT = 2.5
"""How far two edges may lie apart and still be the same edge of a column."""

PROSE_WORDS = 5
"""A line with at least this many words, justified to the edges of a text column, is running text."""

PROSE_WIDTH = 12.0
"""A column of running text is at least this many type sizes wide; cells of a table are mostly narrower."""

NUMBER = re.compile(r"[~<>≤≥≈±+\-−–(]?\s?\d")

FEW_LETTERS = 0.34
"""Share of letters up to which a text that begins with a digit is a number ("1.2 × 10−3", "25 °C")."""

LONGEST_CELL = 40
"""Characters beyond which a segment is text of a column, not a cell of numbers or names."""

LEADERS = frozenset(" .·…_-‐‑–—─=")
"""Characters that some journals set in a row to draw a rule."""

FEWEST_LEADERS = 24
"""A line with fewer of them is text (a dash in a cell)."""


@dataclass(frozen=True, eq=False)
class View:
    """Lines, rules and fills of a page in the upright frame of one direction of text."""

    page: int
    frame: Frame
    lines: tuple[Line, ...]
    level_rules: tuple[Box, ...]
    upright_rules: tuple[Box, ...]
    fills: tuple[Box, ...]

    @property
    def height(self) -> float:
        return self.frame.width if self.frame.angle in (90, 270) else self.frame.height

    @cached_property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """Left and right edge of each justified column of running text."""
        return find_text_columns(self.lines)

    @cached_property
    def strips(self) -> list[Strip]:
        return cut_strips(self.lines)

    def rule_between(self, upper: Line, lower: Line) -> bool:
        return any(
            upper.baseline < rule.y_mid < lower.baseline and rule.x0 < lower.box.x1 and lower.box.x0 < rule.x1
            for rule in self.level_rules
        )

    def lines_within(self, left: float, right: float, top: float, bottom: float) -> list[Line]:
        """Lines whose middle stands between the edges and whose baseline stands between top and bottom."""
        return [
            line
            for line in self.lines
            if top < line.baseline <= bottom and left - EDGE_PT <= line.box.x_mid <= right + EDGE_PT
        ]

    def is_prose(self, line: Line) -> bool:
        """Whether the line fills a justified column of running text."""
        if not says_words(line):
            return False
        return any(
            abs(line.box.x1 - right) < EDGE_PT and -EDGE_PT < line.box.x0 - left < 2.5 * line.size
            for left, right in self.columns
        )


def turn_page(page: PageGlyphs, segments: Sequence[Line], angle: int) -> View:
    """The view of the text that runs at `angle`."""
    frame = Frame(angle, page.width, page.height)
    boxes = [frame.to_upright(rule.box) for rule in page.rules]
    fills = [frame.to_upright(fill) for fill in page.fills]
    boxes += [fill for fill in fills if min(fill.width, fill.height) < RULE_THICKNESS_PT]
    leaders = [line for line in segments if _is_leaders(line)]
    boxes += [Box(line.box.x0, line.baseline - 0.5, line.box.x1, line.baseline) for line in leaders]
    return View(
        page.number,
        frame,
        tuple(
            sorted((s for s in segments if s not in leaders), key=lambda line: (line.baseline, line.box.x0))
        ),
        tuple(join_rules([box for box in boxes if box.width >= box.height and box.width > 6])),
        tuple(sorted(box for box in boxes if box.height > box.width and box.height > 4)),
        tuple(sorted({f for f in fills if min(f.width, f.height) >= RULE_THICKNESS_PT}, key=lambda f: f.top)),
    )


def _is_leaders(line: Line) -> bool:
    return len(line.text) >= FEWEST_LEADERS and LEADERS.issuperset(line.text.flat)


def without_lines(view: View, used: set[int]) -> View:
    """The view without the lines (by id) that a table has taken."""
    return replace(view, lines=tuple(line for line in view.lines if id(line) not in used))


def join_rules(rules: list[Box]) -> list[Box]:
    """Level rules from top to bottom, collinear pieces that touch made one."""
    joined: list[Box] = []
    for level in _levels(rules):
        first = len(joined)
        for rule in sorted(level):
            if len(joined) > first and rule.x0 - joined[-1].x1 < RULE_BREAK_PT:
                joined[-1] = union_box([joined[-1], rule])
            else:
                joined.append(rule)
    return joined


def _levels(rules: list[Box]) -> list[list[Box]]:
    levels: list[list[Box]] = []
    for rule in sorted(rules, key=lambda box: box.y_mid):
        if levels and rule.y_mid - levels[-1][0].y_mid < SAME_LEVEL_PT:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def says_words(line: Line) -> bool:
    """Whether the line is made of words rather than of numbers and symbols."""
    if len(line.words) < PROSE_WORDS:
        return False
    words = re.findall(r"[^\W\d_]{3,}", line.text.flat)
    return len(words) >= 3 and sum(map(len, words)) > 0.4 * len(line.text.flat)


def is_number(line: Line) -> bool:
    """Whether a segment is a number, with its unit or error."""
    text = line.text.flat
    letters = sum(char.isalpha() for char in text)
    return NUMBER.match(text) is not None and letters <= FEW_LETTERS * len(text) and len(text) < LONGEST_CELL


def find_text_columns(lines: Sequence[Line]) -> tuple[tuple[float, float], ...]:
    """Edges that at least four long lines share on both sides; none on pages without running text."""
    counts: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.box.width > PROSE_WIDTH * line.size and says_words(line):
            # cells set ragged share a left edge only: the right one must agree to the point
            key = (round(line.box.x0 / EDGE_PT), round(line.box.x1))
            counts.setdefault(key, []).append(line)
    columns: list[tuple[float, float]] = []
    for group in sorted(counts.values(), key=len, reverse=True):
        left, right = group[0].box.x0, group[0].box.x1
        known = any(abs(left - c[0]) < 2 * EDGE_PT and abs(right - c[1]) < 2 * EDGE_PT for c in columns)
        texts = {line.text.flat for line in group}  # the same words again and again are cells
        if len(texts) >= 4 and not known and _runs_on(group):
            columns.append((left, right))
    return tuple(sorted(columns))


def _runs_on(group: Sequence[Line]) -> bool:
    """Whether full lines follow one another at usual leading, as in a paragraph and hardly in a cell."""
    return sum(0 < low.baseline - high.baseline < 1.7 * high.size for high, low in pairwise(group)) > 1
