"""Boxes in points, origin at the top left of the page as it is seen (after /Rotate)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: x0 < x1 from left to right, top < bottom downwards, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def grow(self, by_pt: float) -> "Box":
        return Box(self.x0 - by_pt, self.top - by_pt, self.x1 + by_pt, self.bottom + by_pt)


def union_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError for none."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def unite(one: Box, other: Box) -> Box:
    """The smallest box around two, as `union_box` gives it, for the many characters of a text."""
    return Box(
        min(other.x0, one.x0),
        min(other.top, one.top),
        max(other.x1, one.x1),
        max(other.bottom, one.bottom),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned so that text running at `angle` reads from left to right.

    `angle` is the direction of the text on the page, counter-clockwise: 0 for usual text, 90 for text that
    reads from bottom to top, 180 upside down, 270 from top to bottom. `width` and `height` are those of the
    page as seen.
    """

    angle: int
    width: float
    height: float

    def to_upright(self, box: Box) -> Box:
        """The page box as it stands in the turned frame, where the text is horizontal."""
        x0, top, x1, bottom = box
        if self.angle == 90:
            return Box(self.height - bottom, x0, self.height - top, x1)
        if self.angle == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.angle == 270:
            return Box(top, self.width - x1, bottom, self.width - x0)
        return box

    def to_page(self, box: Box) -> Box:
        """The box of the turned frame as it stands on the page; the inverse of `to_upright`."""
        x0, top, x1, bottom = box
        if self.angle == 90:
            return Box(top, self.height - x1, bottom, self.height - x0)
        if self.angle == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.angle == 270:
            return Box(self.width - bottom, x0, self.width - top, x1)
        return box
