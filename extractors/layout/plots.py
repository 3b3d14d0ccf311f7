"""Drawn figures: the frames of plots, shaded pictures, and the ticks and labels that stand at them."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.model.geometry import Box

# smaller frames are boxes around letters, cells and symbols
LEAST_SIDE_PT = 36.0
# edges of one frame meet within so much
MEET_PT = 2.5
# pages with more upright strokes than this (maps, drawings) are not searched for frames
MOST_STROKES = 300
# ticks and labels of an axis stand within so much left or right of the frame, and below it
BESIDE_PT, BELOW_PT = 34.0, 28.0


def find_plots(rules: Iterable[Box], fills: Iterable[Box]) -> tuple[Box, ...]:
    """Closed frames of four rules and filled rectangles that are large enough for a picture."""
    rules = tuple(rules)
    level = [box for box in rules if box.width >= LEAST_SIDE_PT and box.width > box.height]
    upright = sorted(box for box in rules if box.height >= LEAST_SIDE_PT and box.height > box.width)
    shaded = [box for box in fills if min(box.width, box.height) >= LEAST_SIDE_PT]
    if len(upright) > MOST_STROKES:
        return tuple(shaded)
    frames = [frame for left in upright for frame in _close_frames(left, upright, level)]
    return tuple(dict.fromkeys([*frames, *shaded]))


def _close_frames(left: Box, upright: Sequence[Box], level: Sequence[Box]) -> Iterator[Box]:
    """Frames whose left edge is the given stroke."""
    for right in upright:
        if right.x0 - left.x0 < LEAST_SIDE_PT or not _same(left.top, right.top, left.bottom, right.bottom):
            continue
        edges = {
            side
            for side, y in (("top", left.top), ("bottom", left.bottom))
            for box in level
            if abs(box.y_mid - y) < MEET_PT and _same(box.x0, left.x0, box.x1, right.x1)
        }
        if len(edges) == 2:
            yield Box(left.x0, left.top, right.x1, left.bottom)


def _same(a: float, b: float, c: float, d: float) -> bool:
    return abs(a - b) < MEET_PT and abs(c - d) < MEET_PT


def belongs_to_plot(box: Box, plot: Box, floor: float) -> bool:
    """Whether a short text at the box stands in the plot, or is a tick or a label of an axis.

    `floor` is the top of the first caption or line of text below the plot.
    """
    if plot.contains(box.x_mid, box.y_mid):
        return True
    level = plot.top - 4 < box.y_mid < plot.bottom + 4
    beside = plot.x0 - BESIDE_PT < box.x0 and box.x1 < plot.x0 + 2
    beside |= plot.x1 - 2 < box.x0 and box.x1 < plot.x1 + BESIDE_PT
    under = plot.bottom - 2 < box.y_mid < min(plot.bottom + BELOW_PT, floor)
    under &= plot.x0 - BESIDE_PT < box.x0 and box.x1 < plot.x1 + BESIDE_PT
    return (level and beside) or under
