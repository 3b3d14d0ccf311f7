"""Glyphs that run in one direction, as arrays in the frame in which they read from left to right."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Frame
from extractors.model.glyphs import BOLD, ITALIC, Glyphs, PageGlyphs

DIRECTIONS = (0, 90, 180, 270)

# a glyph that is drawn again at (nearly) its own place is a feigned bold, not a second letter
OVERPRINT_EM = 0.12

# blanks of the file that are narrower are no blanks
SPACE_WIDTH_EM = 0.1

# figures are 0.6 to 0.75 em high, drawn scripts at most so much
DRAWN_SCRIPT_EM = 0.56

# letters that stand on the line, and letters that hang below it
DRAWN_LETTERS = tuple("0123456789abcdefhiklmnorstuvwxzABCDEFGHIKLMNOPRSTUVWXYZ")
HANGING_LETTERS = tuple("gpqyj")

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
    text, styles = _plain_letters(glyphs.text.astype("<U1"))
    codes = text.view(np.uint32)
    blank = (
        (codes == 0x20)
        | (codes == 0x09)
        | (codes == 0x0A)
        | (codes == 0x0D)
        | (codes == 0xA0)
        | ((codes >= 0x2000) & (codes <= 0x200B))
        | (codes == 0xFEFF)
    )
    blank |= (codes == 0x202F) | (codes == 0x205F) | (codes == 0x3000) | (codes == 0)
    # the second half of a pair of surrogates goes, the first was joined with it
    blank |= (codes >= 0xDC00) & (codes < 0xE000)
    unread = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    spaced = np.zeros(len(codes), np.bool_)
    spaced[1:] = blank[:-1]
    keep = np.flatnonzero(~blank & (glyphs.angles == angle) & (glyphs.sizes > 0))
    keep = keep[~_find_overprints(codes[keep], glyphs.boxes[keep], glyphs.sizes[keep])]
    flags = np.array([font.flags for font in page.fonts] or [0], np.uint8)
    seen = glyphs.boxes[keep]
    boxes = _without_overhang(glyphs, blank)[keep] if angle == 0 else seen
    points = np.column_stack([glyphs.origins[keep], glyphs.origins[keep]])
    baselines, sizes = turn_boxes(points, frame)[:, 1], glyphs.sizes[keep]
    if glyphs.ink is not None:
        baselines, sizes = shift_drawn_scripts(text[keep], glyphs.ink[keep], baselines, sizes)
    return UprightGlyphs(
        frame,
        np.where(unread[keep], UNREAD, text[keep]),
        turn_boxes(boxes, frame),
        seen,
        baselines,
        sizes,
        flags[glyphs.fonts[keep]] | styles[keep],
        (glyphs.repaired[keep] == 2) | unread[keep],
        spaced[keep],
        glyphs.fonts[keep],
    )


def _without_overhang(glyphs: Glyphs, blank: NDArray[np.bool_]) -> Floats:
    """Boxes that end where a blank of the file begins, and begin at their origin behind one.

    Slanted letters (`of films`) reach over the blank between them, which would seem to be none.
    """
    boxes = glyphs.boxes
    x, y, least = glyphs.origins[:, 0], glyphs.origins[:, 1], SPACE_WIDTH_EM * glyphs.sizes
    at = np.flatnonzero(blank[1:-1] & ~blank[:-2] & ~blank[2:]) + 1
    before, after = at - 1, at + 1
    real = (y[before] == y[at]) & (y[at] == y[after]) & (x[at] > x[before] + least[at])
    real &= x[after] > x[at] + least[at]
    real &= (boxes[before, 2] > x[at]) | (boxes[after, 0] < x[after])
    at, before, after = at[real], before[real], after[real]
    if not len(at):
        return boxes
    boxes = boxes.copy()
    boxes[before, 2] = np.minimum(boxes[before, 2], x[at])
    boxes[after, 0] = np.maximum(boxes[after, 0], np.minimum(x[after], boxes[after, 2]))
    return boxes


def _plain_letters(text: NDArray[np.str_]) -> tuple[NDArray[np.str_], NDArray[np.uint8]]:
    """Letters of the mathematical alphabets (also pairs of surrogates) as plain ones, with their styles."""
    codes = text.view(np.uint32).copy()
    styles = np.zeros(len(codes), np.uint8)
    high = np.flatnonzero(
        (codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00) & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000)
    )
    codes[high] = 0x10000 + ((codes[high] - 0xD800) << 10) + (codes[high + 1] - 0xDC00)
    codes[(codes >= 0xD800) & (codes < 0xDC00)] = ord(UNREAD)
    for at in np.flatnonzero((codes >= 0x1D400) & (codes < 0x1D800)).tolist():
        letter = chr(codes[at])
        name = unicodedata.name(letter, "")
        codes[at] = ord(unicodedata.normalize("NFKC", letter)[0])
        styles[at] = BOLD * ("BOLD" in name) | ITALIC * ("ITALIC" in name)
    return codes.view("<U1"), styles


def shift_drawn_scripts(
    text: NDArray[np.str_], ink: Floats, baselines: Floats, sizes: Floats
) -> tuple[Floats, Floats]:
    """Baselines and sizes as if scripts that the font draws small and shifted were set so.

    Covers figures, signs and letters of OpenType's `subs`, `sinf` and `sups`; figures of text style (that
    hang below the line at full height) are left alone.
    """
    low, high = ink[:, 0], ink[:, 1]
    height, middle = high - low, (high + low) / 2
    short = (height < DRAWN_SCRIPT_EM) & np.isin(text, DRAWN_LETTERS)
    hanging = (height < DRAWN_SCRIPT_EM) & np.isin(text, HANGING_LETTERS)
    sign = np.isin(text, list("+−-–="))
    raised = (short & (low > 0.2)) | (hanging & (high > 0.6)) | (sign & (middle > 0.44) & (height < 0.45))
    lowered = (short & (low < -0.07)) | (hanging & (high < 0.3)) | (sign & (middle < 0.1) & (middle > -0.3))
    shift = np.where(raised, -0.35, np.where(lowered, 0.15, 0)) * sizes
    scale = np.where(raised | lowered, 0.65, 1.0)
    return (baselines + shift).astype(np.float32), (sizes * scale).astype(np.float32)


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
