"""From PDFium's characters to glyphs on the page as seen: boxes, baselines, sizes, angles, ligatures."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Box
from extractors.model.glyphs import BOLD, ITALIC, Font, Glyphs
from extractors.reading.chars import Chars, FontFacts, Run
from extractors.reading.names import clean_name
from extractors.reading.pdf import Matrix, Page, multiply
from extractors.reading.repair import Truth

ANGLE_TOLERANCE_DEG = 3.0
"""Text leaning by up to this counts as upright; scans are a little askew. Raising it takes in slanted
labels.
"""
BOLD_WORDS = ("bold", "black", "heavy", "semibold", "demi")
ITALIC_WORDS = ("italic", "oblique", "slanted", "kursiv")
PRINTED_HYPHEN = ord("-")
LAST_CODE = 0x10FFFF
FIRST_ODD = 0xFE00
"""Variation selectors, marks of byte order, styled letters stand from here on."""


@dataclass(frozen=True, eq=False, slots=True)
class Placed:
    """Per character: run values spread out, and geometry on the page as seen."""

    boxes: NDArray[np.float32]
    origins: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.int16]
    fonts: NDArray[np.int16]


def to_font(facts: FontFacts) -> Font:
    """The font with BOLD and ITALIC from its descriptor or its name."""
    name = clean_name(facts.name)
    style = name.lower()
    bold = facts.bold or any(word in style for word in BOLD_WORDS)
    italic = facts.italic or any(word in style for word in ITALIC_WORDS)
    return Font(name, BOLD * bold | ITALIC * italic)


def place_chars(chars: Chars, runs: tuple[Run, ...], to_seen: Matrix) -> Placed:
    """Boxes, origins, sizes and angles of all characters on the page as seen."""
    seen = [multiply(run.matrix, to_seen) for run in runs]
    sizes = np.array([run_size(run) for run in runs], np.float32)
    angles = np.array([run_angle(matrix) for matrix in seen], np.int16)
    fonts = np.array([run.font for run in runs], np.int16)
    if not runs:
        nothing = np.zeros(0, np.int16)
        empty = np.zeros((0, 4), np.float32)
        return Placed(empty, empty[:, :2], nothing.astype(np.float32), nothing, nothing)
    which = chars.runs
    boxes, origins = transform_boxes(chars.loose, to_seen), transform_points(chars.origins, to_seen)
    inked = np.flatnonzero((chars.loose == chars.tight).all(axis=1) & ~_follow_in_ligature(chars))
    boxes[inked] = add_bearings(boxes[inked], origins[inked], angles[which[inked]])
    return Placed(boxes, origins, sizes[which], angles[which], fonts[which])


def _follow_in_ligature(chars: Chars) -> NDArray[np.bool_]:
    """Which characters are later pieces of a ligature: PDFium may part its ink, but gives all one origin."""
    follow = np.zeros(len(chars.runs), np.bool_)
    follow[1:] = (chars.runs[1:] == chars.runs[:-1]) & (chars.origins[1:] == chars.origins[:-1]).all(axis=1)
    return follow


def add_bearings(
    boxes: NDArray[np.float32], origins: NDArray[np.float32], angles: NDArray[np.int16]
) -> NDArray[np.float32]:
    """Boxes from origin to advance where PDFium gives that of the ink: as much white behind as before it.

    Seen for hyphens of some fonts, which would stand as if between blanks.
    """
    wide = boxes.copy()
    for angle, (near, far, axis) in {0: (0, 2, 0), 90: (3, 1, 1), 180: (2, 0, 0), 270: (1, 3, 1)}.items():
        ahead = 1 if near < far else -1
        at = np.flatnonzero((angles == angle) & ((boxes[:, near] - origins[:, axis]) * ahead > 0))
        wide[at, far] += boxes[at, near] - origins[at, axis]
        wide[at, near] = origins[at, axis]
    return wide


def run_size(run: Run) -> float:
    """The effective size in points: the font size times the height of the text matrix's unit square."""
    a, b, c, d, _, _ = run.matrix
    width = float(np.hypot(a, b))
    return abs(a * d - b * c) / width * abs(run.font_size) if width > 0 else 0.0


def run_angle(matrix: Matrix) -> int:
    """0, 90, 180 or 270 counter-clockwise as seen; -1 for any other direction."""
    a, b = matrix[0], -matrix[1]
    degrees = float(np.degrees(np.arctan2(b, a))) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) <= ANGLE_TOLERANCE_DEG else -1


def transform_points(points: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float32]:
    """(n, 2) points under a PDF matrix."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1).astype(np.float32)


def transform_boxes(boxes: NDArray[np.float32], matrix: Matrix) -> NDArray[np.float32]:
    """(n, 4) boxes under a PDF matrix that turns by quarters; x0 <= x1 and top <= bottom in the result."""
    lower = transform_points(boxes[:, :2].astype(np.float64), matrix)
    upper = transform_points(boxes[:, 2:].astype(np.float64), matrix)
    return np.concatenate((np.minimum(lower, upper), np.maximum(lower, upper)), axis=1)


def build_glyphs(
    chars: Chars, runs: tuple[Run, ...], truth: Truth, to_seen: Matrix, inks: NDArray[np.float32]
) -> Glyphs:
    """The glyphs that stand on the page, in the order of the file, as they truly read; `inks` in em."""
    placed = place_chars(chars, runs, to_seen)
    boxes = share_ligature_widths(chars, placed)
    codes = np.where(chars.hyphens, PRINTED_HYPHEN, chars.unicode).astype(np.uint32)
    join_surrogates(codes, boxes)
    write_plainly(codes)
    pieces = np.ones(len(codes), np.int64)
    for place, text in truth.text.items():
        pieces[place] = len(text)
        codes[place] = ord(text[0]) if text else 0
    pieces[(codes == 0) | (codes > LAST_CODE)] = 0
    kept = np.repeat(np.arange(len(codes)), pieces)
    true, boxes = codes[kept], boxes[kept]
    for start in np.flatnonzero((np.diff(kept, prepend=-1) > 0) & (pieces[kept] > 1)).tolist():
        whole = truth.text[int(kept[start])]
        true[start : start + len(whole)] = [ord(char) for char in whole]
        split_box(boxes, start, start + len(whole), int(placed.angles[kept[start]]))
    return Glyphs(
        true.view("<U1"),
        chars.unicode[kept],
        boxes,
        placed.origins[kept],
        placed.sizes[kept],
        placed.angles[kept],
        placed.fonts[kept],
        truth.states[kept],
        inks[kept][:, [1, 3]],
    )


def join_surrogates(codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> None:
    """One glyph for the two halves in which PDFium gives letters of mathematics (U+1D400 and above)."""
    if len(codes) < 2:
        return
    high = (codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00) & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000)
    first = np.flatnonzero(high)
    codes[first] = 0x10000 + ((codes[first] - 0xD800) << 10) + (codes[first + 1] - 0xDC00)
    codes[first + 1] = 0
    boxes[first, :2] = np.minimum(boxes[first, :2], boxes[first + 1, :2])
    boxes[first, 2:] = np.maximum(boxes[first, 2:], boxes[first + 1, 2:])


def write_plainly(codes: NDArray[np.uint32]) -> None:
    """Write wide, narrow and fixed spaces as spaces, styled mathematical letters as letters, nothing as 0."""
    odd = np.flatnonzero((codes == 0xA0) | ((codes >= 0x2000) & (codes < 0x2070)) | (codes >= FIRST_ODD))
    for place in odd.tolist():
        code = int(codes[place])
        char = chr(min(code, LAST_CODE))
        if char.isspace():
            codes[place] = ord(" ")
        elif unicodedata.category(char) == "Cf":
            codes[place] = 0
        elif 0x1D400 <= code < 0x1D800:
            codes[place] = ord(unicodedata.normalize("NFKC", char)[0])


def find_shown(chars: Chars, runs: tuple[Run, ...], clips: dict[int, Box], page: Page) -> NDArray[np.bool_]:
    """Which characters lie on the page and inside their clip: what was cut away was never seen."""
    boxes = transform_boxes(chars.loose, page.to_seen)
    whole = Box(0.0, 0.0, page.width, page.height)
    shown = np.array([clips.get(run.handle, whole) for run in runs], np.float32).reshape(-1, 4)[chars.runs]
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    inside: NDArray[np.bool_] = (
        (x >= shown[:, 0]) & (y >= shown[:, 1]) & (x <= shown[:, 2]) & (y <= shown[:, 3])
    )
    return inside


def share_ligature_widths(chars: Chars, placed: Placed) -> NDArray[np.float32]:
    """Boxes in which the pieces of one ligature (same run, origin and box) stand side by side."""
    boxes = placed.boxes.copy()
    if len(boxes) < 2:
        return boxes
    same = (
        _follow_in_ligature(chars)[1:] & (boxes[1:] == boxes[:-1]).all(axis=1) & (boxes[1:, 2] > boxes[1:, 0])
    )
    starts = np.flatnonzero(same & ~np.concatenate(([False], same[:-1])))
    for start in starts.tolist():
        stop = start + 1
        while stop < len(boxes) and same[stop - 1]:
            stop += 1
        split_box(boxes, start, stop, int(placed.angles[start]))
    return boxes


def split_box(boxes: NDArray[np.float32], start: int, stop: int, angle: int) -> None:
    """Cut one box into equal pieces along the direction of its text."""
    low, high = (1, 3) if angle in (90, 270) else (0, 2)
    edges = np.linspace(boxes[start, low], boxes[start, high], stop - start + 1)
    if angle in (90, 180):
        edges = edges[::-1]
    first, second = edges[:-1], edges[1:]
    boxes[start:stop, low] = np.minimum(first, second)
    boxes[start:stop, high] = np.maximum(first, second)
