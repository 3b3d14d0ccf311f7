"""Glyphs that run in one direction, as arrays in the frame in which they read from left to right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Frame
from extractors.model.glyphs import PageGlyphs

DIRECTIONS = (0, 90, 180, 270)

# a glyph that is drawn again at (nearly) its own place is a feigned bold, not a second letter
OVERPRINT_EM = 0.12

# what stands for a control character that reading could not repair
UNREAD = "\ufffd"

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False, slots=True)
class UprightGlyphs:
    """The visible glyphs of one direction, arrays of one length in stream order, upright coordinates.

    `boxes` is (n, 4) in the turned frame, `seen` the same boxes on the page as seen; `spaced` tells that the
    file put a blank before the glyph.
    """

    frame: Frame
    text: NDArray[np.str_]
    boxes: Floats
    seen: Floats
    baselines: Floats
    sizes: Floats
    styles: NDArray[np.uint8]
    doubtful: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    fonts: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.text)


def turn_boxes(boxes: Floats, frame: Frame) -> Floats:
    """Boxes of the page in the upright frame, as Frame.to_upright does for one."""
    x0, top, x1, bottom = boxes.T
    if frame.angle == 90:
        turned = (frame.height - bottom, x0, frame.height - top, x1)
    elif frame.angle == 180:
        turned = (frame.width - x1, frame.height - bottom, frame.width - x0, frame.height - top)
    elif frame.angle == 270:
        turned = (top, frame.width - x1, bottom, frame.width - x0)
    else:
        return boxes
    return np.column_stack(turned).astype(np.float32)


def select_direction(page: PageGlyphs, angle: int) -> UprightGlyphs:
    """The glyphs of the page that run at `angle`; blanks and overprints left out.

    A control character is a glyph whose code says nothing: it stays as U+FFFD and is doubtful.
    """
    glyphs, frame = page.glyphs, Frame(angle, page.width, page.height)
    codes = np.frombuffer(glyphs.text.astype("<U1").tobytes(), np.uint32)
    blank = (codes == 0x20) | (codes == 0x09) | (codes == 0x0A) | (codes == 0x0D) | (codes == 0xA0) | ((codes >= 0x2000) & (codes <= 0x200B)) | (codes == 0xFEFF)
    blank |= (codes == 0x202F) | (codes == 0x205F) | (codes == 0x3000) | (codes == 0)
    unread = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    spaced = np.zeros(len(codes), np.bool_)
    spaced[1:] = blank[:-1]
    keep = np.flatnonzero(~blank & (glyphs.angles == angle) & (glyphs.sizes > 0))
    keep = keep[~_find_overprints(codes[keep], glyphs.boxes[keep], glyphs.sizes[keep])]
    flags = np.array([font.flags for font in page.fonts] or [0], np.uint8)
    seen = glyphs.boxes[keep]
    points = np.column_stack([glyphs.origins[keep], glyphs.origins[keep]])
    return UprightGlyphs(
        frame,
        np.where(unread[keep], UNREAD, glyphs.text[keep]),
        turn_boxes(seen, frame),
        seen,
        turn_boxes(points, frame)[:, 1],
        glyphs.sizes[keep],
        flags[glyphs.fonts[keep]],
        (glyphs.repaired[keep] == 2) | unread[keep],
        spaced[keep],
        glyphs.fonts[keep],
    )


def _find_overprints(codes: NDArray[np.uint32], boxes: Floats, sizes: Floats) -> NDArray[np.bool_]:
    """Which glyphs repeat an earlier one at the same place."""
    doubled = np.zeros(len(codes), np.bool_)
    if len(codes) < 2:
        return doubled
    x, y = boxes[:, 0], boxes[:, 1]
    order = np.lexsort((x, np.round(y), codes))
    first, second = order[:-1], order[1:]
    reach = OVERPRINT_EM * sizes[second]
    same = (codes[first] == codes[second]) & (np.abs(x[second] - x[first]) < reach)
    same &= np.abs(y[second] - y[first]) < reach
    doubled[np.maximum(first, second)[same]] = True
    return doubled
