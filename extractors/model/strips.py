"""Printed lines across a page: segments that share a baseline, whatever column or cell they stand in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.model.geometry import Box, union_box
from extractors.model.layout import Line

SAME_BASELINE = 0.3
"""Share of the type size by which baselines of one strip may differ; raising it joins a label that is
centred between two rows to one of them."""


RAISED = 0.78
"""Share of a neighbour's type size below which a segment of its own may be a raised mark."""

RAISED_REACH = 1.2
"""Gap, in the neighbour's type sizes, up to which such a mark stands beside it."""


@dataclass(frozen=True, eq=False)
class Strip:
    """Segments on one baseline, from left to right in the upright frame, with marks raised beside them."""

    lines: tuple[Line, ...]

    @cached_property
    def box(self) -> Box:
        return union_box(line.box for line in self.lines)

    @cached_property
    def baseline(self) -> float:
        return max(self.lines, key=lambda line: (line.size, -line.baseline)).baseline

    @cached_property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def top(self) -> float:
        """Where the letters begin: superscripts and the fonts' own ascents differ too much to compare."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.2 * self.size

    def is_raised(self, line: Line) -> bool:
        """Whether the segment is a mark raised beside larger text."""
        return line.size < RAISED * self.size and line.baseline < self.baseline - 0.1 * self.size


def cut_strips(lines: Iterable[Line]) -> list[Strip]:
    """The lines grouped by baseline, from top to bottom; each line is in exactly one strip."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    largest = max((line.size for line in ordered), default=0.0)
    base = {
        id(line): _base(line, i, ordered) if line.size < RAISED * largest else line.baseline
        for i, line in enumerate(ordered)
    }
    strips: list[Strip] = []
    members: list[Line] = []
    for line in sorted(ordered, key=lambda line: (base[id(line)], line.box.x0)):
        step = base[id(line)] - base[id(members[0])] if members else 0.0
        if members and step > SAME_BASELINE * min(line.size, members[0].size):
            strips.append(_strip(members))
            members = []
        members.append(line)
    if members:
        strips.append(_strip(members))
    return strips


def _base(line: Line, i: int, ordered: Sequence[Line]) -> float:
    """The baseline of the larger line that a short small segment stands raised beside, else its own."""
    if len(line.text) > 4:
        return line.baseline
    for other in ordered[i + 1 :]:
        drop = other.baseline - line.baseline
        if drop > 0.6 * max(other.size, line.size / RAISED) and drop > line.size:
            break
        apart = max(other.box.x0 - line.box.x1, line.box.x0 - other.box.x1)
        small = line.size < RAISED * other.size and 0.1 * other.size < drop < 0.6 * other.size
        if small and -0.5 < apart < RAISED_REACH * other.size:
            return other.baseline
    return line.baseline


def _strip(lines: list[Line]) -> Strip:
    return Strip(tuple(sorted(lines, key=lambda line: line.box.x0)))
