"""Printed lines across a page: segments that share a baseline, whatever column or cell they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extractors.model.geometry import Box, union_box
from extractors.model.layout import Line

SAME_BASELINE = 0.3
"""Share of the type size by which baselines of one strip may differ; raising it joins a label that is
centred between two rows to one of them."""


@dataclass(frozen=True, eq=False)
class Strip:
    """Segments on one baseline, from left to right, in the upright frame."""

    lines: tuple[Line, ...]

    @cached_property
    def box(self) -> Box:
        return union_box(line.box for line in self.lines)

    @cached_property
    def baseline(self) -> float:
        return min(line.baseline for line in self.lines)

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


def cut_strips(lines: Iterable[Line]) -> list[Strip]:
    """The lines grouped by baseline, from top to bottom; each line is in exactly one strip."""
    strips: list[Strip] = []
    members: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.box.x0)):
        if members and line.baseline - members[0].baseline > SAME_BASELINE * min(line.size, members[0].size):
            strips.append(_strip(members))
            members = []
        members.append(line)
    if members:
        strips.append(_strip(members))
    return strips


def _strip(lines: list[Line]) -> Strip:
    return Strip(tuple(sorted(lines, key=lambda line: line.box.x0)))
