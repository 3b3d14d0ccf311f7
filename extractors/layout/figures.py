"""Text inside figures: axis labels, ticks and legends over the caption or within an image."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.layout.floats import match_float
from extractors.layout.habits import Habits, share_of_style
from extractors.layout.plots import belongs_to_plot
from extractors.model.geometry import Box, union_box
from extractors.model.glyphs import BOLD
from extractors.model.layout import Line

# lines at least this long are running text unless they stand on an image
TEXT_LENGTH = 28
# pages with more pieces than this (maps, drawings) are not looked at pair by pair
MOST_LINES = 1500
# an image larger than this share of the page is a scan or a background
BACKGROUND_SHARE = 0.6


# smaller pictures are logos and signs of licences beside words
LEAST_PICTURE_PT = 40.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Which lines (by index) belong to figures, and the boxes that figures take up among the text."""

    text: frozenset[int]
    boxes: tuple[Box, ...]


def find_figures(
    lines: Sequence[Line],
    images: Sequence[Box],
    plots: Sequence[Box],
    habits: Habits,
    size: tuple[float, float],
) -> Figures:
    """The text and the places of figures; all boxes in one upright frame.

    Text: lines within an image or at a drawn plot, and lines between a figure's caption and the running text
    above it that are not running text themselves.
    """
    if not lines:
        return Figures(frozenset(), ())
    boxes = np.array([line.box for line in lines], np.float32)
    images, plots = (
        [box for box in pictures if box.width * box.height < BACKGROUND_SHARE * size[0] * size[1]]
        for pictures in (images, plots)
    )
    running = _running_text(lines, boxes, habits)
    plots = [plot for plot in plots if not _holds(plot, boxes[running])]
    parts = [
        {i for i, line in enumerate(lines) if _within(line.box, image) and not running[i]} for image in images
    ]
    parts += [_at_plot(plot, lines, running, habits) for plot in plots]
    parts += [_above(caption, lines, boxes, running, images, habits) for caption in _captions(lines, habits)]
    places = [*images, *plots, *(union_box(lines[i].box for i in part) for part in parts if part)]
    clear = tuple(
        box
        for box in places
        if min(box.width, box.height) > LEAST_PICTURE_PT and not _holds(box, boxes[running])
    )
    return Figures(frozenset().union(*parts), clear)


def _holds(place: Box, running: NDArray[np.float32]) -> bool:
    """Whether a line of running text stands in the place."""
    x, y = (running[:, 0] + running[:, 2]) / 2, (running[:, 1] + running[:, 3]) / 2
    inside = (x > place.x0) & (x < place.x1) & (y > place.top) & (y < place.bottom)
    return bool(inside.any())


def _at_plot(plot: Box, lines: Sequence[Line], running: NDArray[np.bool_], habits: Habits) -> set[int]:
    """Ticks, labels and legends of a drawn plot: short, in type no larger than the text's."""
    below = [
        line.box.top
        for i, line in enumerate(lines)
        if (running[i] or match_float(line.text.flat) is not None)
        and line.box.y_mid > plot.bottom
        and line.box.x0 < plot.x1
        and line.box.x1 > plot.x0
    ]
    floor = min(below, default=float("inf"))
    return {
        i
        for i, line in enumerate(lines)
        if not running[i]
        and line.size < 1.03 * habits.type_size
        and match_float(line.text.flat) is None
        and belongs_to_plot(line.box, plot, floor)
    }


def _captions(lines: Sequence[Line], habits: Habits) -> list[int]:
    found = []
    for i, line in enumerate(lines):
        label = match_float(line.text.flat)
        if label is None or label.kind != "figure":
            continue
        small = line.size < 0.96 * habits.type_size
        bold = bool((line.text.styles[:3] & BOLD).all())
        if small or bold or label.closed:
            found.append(i)
    return found


def _within(box: Box, image: Box) -> bool:
    return image.x0 - 3 < box.x_mid < image.x1 + 3 and image.top - 3 < box.y_mid < image.bottom + 3


def _running_text(lines: Sequence[Line], boxes: NDArray[np.float32], habits: Habits) -> NDArray[np.bool_]:
    """Long lines, and lines that follow one of them closely in the same size and at the same edge."""
    sizes = np.array([line.size for line in lines])
    baselines = np.array([line.baseline for line in lines])
    lengths = np.array([len(line.text.flat) for line in lines])
    body = np.abs(sizes / habits.type_size - 1) < 0.06
    running = (lengths >= TEXT_LENGTH) & (body | (lengths > 1.6 * TEXT_LENGTH))
    if len(lines) > MOST_LINES:
        return np.asarray(running)
    step = np.abs(baselines[:, None] - baselines[None, :])
    near = (step < 1.45 * sizes[:, None]) & (np.abs(sizes[:, None] / sizes[None, :] - 1) < 0.03)
    near &= np.abs(boxes[:, None, 0] - boxes[None, :, 0]) < 2.2 * sizes[:, None]
    # the pieces of a stretched line stand side by side
    beside = (step < 1) & (np.abs(boxes[:, None, 0] - boxes[None, :, 2]) < 2 * sizes[:, None])
    for _ in range(3):
        running |= (near & running[None, :]).any(axis=1)
        running |= ((beside | beside.T) & running[None, :]).any(axis=1) & body
    for _ in range(2):
        running |= _lead_text(lines, boxes, sizes, baselines, running, habits)
    return running


def _lead_text(
    lines: Sequence[Line],
    boxes: NDArray[np.float32],
    sizes: NDArray[np.float64],
    baselines: NDArray[np.float64],
    running: NDArray[np.bool_],
    habits: Habits,
) -> NDArray[np.bool_]:
    """Headings: bold or in a font of their own, with running text below at the same edge."""
    leading = np.zeros(len(lines), np.bool_)
    for i in np.flatnonzero(~running & (sizes > 0.93 * habits.type_size)).tolist():
        line = lines[i]
        if len(line.text.flat) < 6 or not line.text.flat[0].isalnum():
            continue
        below = running & (baselines > baselines[i]) & (baselines < baselines[i] + 2.8 * sizes[i])
        at_edge = below & (np.abs(boxes[:, 0] - boxes[i, 0]) < 2 * sizes[i])
        looks = line.font != habits.font or share_of_style([line], BOLD) > 0.8
        leading[i] = bool(at_edge.any()) and looks
    return leading


def _above(
    caption: int,
    lines: Sequence[Line],
    boxes: NDArray[np.float32],
    running: NDArray[np.bool_],
    images: Sequence[Box],
    habits: Habits,
) -> set[int]:
    """Lines over the caption up to the nearest running text of the same columns."""
    x0, top, x1, _ = lines[caption].box
    size, baseline = lines[caption].size, lines[caption].baseline
    if size < 0.96 * habits.type_size:
        # a caption in small type may be set in two columns below one figure
        level = [
            line.box
            for line in lines
            if abs(line.baseline - baseline) < 1.5 and abs(line.size / size - 1) < 0.03
        ]
        x0, x1 = min(box.x0 for box in level), max(box.x1 for box in level)
    found: set[int] = set()
    for _ in range(8):
        overlap = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
        higher = (boxes[:, 3] < top + 0.5 * habits.type_size) & (overlap > 0)
        ceiling = boxes[higher & running, 3].max(initial=-1.0)
        inside = higher & ~running & (boxes[:, 1] > ceiling - 0.4 * habits.type_size)
        inside[caption] = False
        found = set(np.flatnonzero(inside).tolist())
        reach = [lines[i].box for i in found]
        reach += [
            image for image in images if ceiling - 2 < image.y_mid < top and image.x0 < x1 and x0 < image.x1
        ]
        wider = (min([x0, *(box.x0 for box in reach)]), max([x1, *(box.x1 for box in reach)]))
        if wider == (x0, x1):
            break
        x0, x1 = wider
    return found
