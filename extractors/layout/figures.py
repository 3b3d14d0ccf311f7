"""Text inside figures: axis labels, ticks and legends over the caption or within an image."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.layout.floats import match_float
from extractors.layout.habits import Habits, share_of_style
from extractors.model.geometry import Box
from extractors.model.glyphs import BOLD
from extractors.model.layout import Line

# lines at least this long are running text unless they stand on an image
TEXT_LENGTH = 28
# an image larger than this share of the page is a scan or a background
BACKGROUND_SHARE = 0.6


def find_figure_text(
    lines: Sequence[Line], images: Sequence[Box], habits: Habits, size: tuple[float, float]
) -> frozenset[int]:
    """Which lines (by index) belong to figures; all boxes in one upright frame.

    Lines within an image, and lines between a figure's caption and the running text above it that are not
    running text themselves.
    """
    if not lines:
        return frozenset()
    boxes = np.array([line.box for line in lines], np.float32)
    images = [image for image in images if image.width * image.height < BACKGROUND_SHARE * size[0] * size[1]]
    running = _running_text(lines, boxes, habits)
    found = {i for i, line in enumerate(lines) for image in images if _within(line.box, image) and not running[i]}
    for caption in _captions(lines, habits):
        found |= _above(caption, lines, boxes, running, images, habits)
    return frozenset(found)


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
    step = np.abs(baselines[:, None] - baselines[None, :])
    near = (step < 1.45 * sizes[:, None]) & (np.abs(sizes[:, None] / sizes[None, :] - 1) < 0.03)
    near &= np.abs(boxes[:, None, 0] - boxes[None, :, 0]) < 2.2 * sizes[:, None]
    # the pieces of a stretched line stand side by side
    beside = (step < 1) & (np.abs(boxes[:, None, 0] - boxes[None, :, 2]) < 2 * sizes[:, None])
    for _ in range(3):
        running |= ((near | beside | beside.T) & running[None, :]).any(axis=1) & body
    bold = [i for i in np.flatnonzero(~running & (sizes > 0.93 * habits.type_size)).tolist()]
    for i in bold:
        # headings stand alone, so length does not tell them from labels
        if lengths[i] > 6 and share_of_style([lines[i]], BOLD) > 0.8 and lines[i].text.flat[0].isalnum():
            running[i] = True
    return running


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
    found: set[int] = set()
    for _ in range(3):
        overlap = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
        higher = (boxes[:, 3] < top + 0.5 * habits.type_size) & (overlap > 0)
        ceiling = boxes[higher & running, 3].max(initial=-1.0)
        inside = higher & ~running & (boxes[:, 1] > ceiling - 0.4 * habits.type_size)
        inside[caption] = False
        found = set(np.flatnonzero(inside).tolist())
        reach = [lines[i].box for i in found]
        reach += [image for image in images if ceiling - 2 < image.y_mid < top and image.x0 < x1 and x0 < image.x1]
        wider = (min([x0, *(box.x0 for box in reach)]), max([x1, *(box.x1 for box in reach)]))
        if wider == (x0, x1):
            break
        x0, x1 = wider
    return found
