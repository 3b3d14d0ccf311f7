"""Whether a page's text is printed, laid under a scan by OCR, unreadable, or not there at all."""

import re

import numpy as np

from extractors.model.geometry import Box
from extractors.model.glyphs import Glyphs
from extractors.reading.chars import Chars, Run
from extractors.reading.repair import INVISIBLE_MODES
from extractors.reading.verdicts import REPLACEMENT

SCAN_COVERS = 0.6
"""Share of the page that an image covers from which it is a scan; more takes cropped scans for figures."""
HIDDEN_SHARE = 0.8
"""Share of the characters that are hidden from which the text is an OCR layer."""
POOR_SHARE = 0.12
"""Share of broken words from which OCR text is poor; raising it lets more garbage through as text."""
UNREADABLE_SHARE = 0.3
"""Share of glyphs without a known character from which the text layer is worthless."""
FEW_WORDS = 8
WORD_GAP_EM = 0.15
"""Gap between two glyphs from which they belong to two words."""

BROKEN_WORD = re.compile(
    r"""
      [^\W\d_]\d+[^\W\d_]{2}          # digits inside a word: w0rds (not Na3Zr, two letters follow)
    | [a-z][A-Z][a-z]*[A-Z]?[a-z]$    # capitals inside a small word: elEctro
    | [^\w\s][^\w\s.,;:)\]'"’”–—-]+\w # several marks in a row before a letter
    | [|~^\\<>_*#@]\w | \w[|^\\_#@]   # marks that no word holds
    | ^[^\w\s]{2,}$
    """,
    re.VERBOSE,
)


def is_ocr_layer(
    chars: Chars, runs: tuple[Run, ...], images: tuple[Box, ...], page: Box, under: bool
) -> bool:
    """Whether the text is hidden under (or, invisible, over) an image that covers the page.

    `under` says that text objects were painted before such an image.
    """
    if len(chars.unicode) == 0 or covered_share(images, page) < SCAN_COVERS:
        return False
    hidden = np.array([run.render_mode in INVISIBLE_MODES for run in runs])[chars.runs]
    return bool(under or hidden.mean() >= HIDDEN_SHARE)


def covered_share(images: tuple[Box, ...], page: Box) -> float:
    """Share of the page under its images; scans cut into stripes are added up."""
    area = sum(box.width * box.height for box in images)
    return min(area / (page.width * page.height), 1.0)


def is_unreadable(glyphs: Glyphs) -> bool:
    """Whether too many glyphs have no known character."""
    return len(glyphs) > 0 and float((glyphs.text == REPLACEMENT).mean()) > UNREADABLE_SHARE


def is_poor(glyphs: Glyphs) -> bool:
    """Whether too many words of OCR text are broken."""
    words = [word for word in split_words(glyphs) if len(word) > 1]
    broken = sum(BROKEN_WORD.search(word) is not None for word in words)
    return len(words) >= FEW_WORDS and broken / len(words) > POOR_SHARE


def split_words(glyphs: Glyphs) -> list[str]:
    """Words in the order of the file, cut at spaces and at gaps."""
    if len(glyphs) == 0:
        return []
    gap = glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]
    new_line = np.abs(np.diff(glyphs.origins[:, 1])) > glyphs.sizes[1:] / 2
    cuts = np.flatnonzero((np.abs(gap) > WORD_GAP_EM * glyphs.sizes[1:]) | new_line) + 1
    pieces = np.split(glyphs.text, cuts)
    return [word for piece in pieces for word in "".join(piece).split()]
