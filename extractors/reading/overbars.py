"""Bars drawn over digits as rules, as in the space group P-3m1: the digit with a combining macron."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Box
from extractors.model.glyphs import Glyphs

MACRON = "\u0304"
LONGEST_PT = 14.0
"""Longer bars stand over several signs."""
THICKEST_EM = 0.12
EDGE_EM = 0.14
"""How far the ends of bar and digit may be apart; raising it takes rules of tables for overbars."""
HIGHEST_EM = 0.28
"""White between the digit's ink and the bar; raising it takes the bars of fractions above for overbars."""
NUMERATOR_EM = 0.3
"""How far above the bar of a fraction its numerator stands; lines of text stand further apart."""
TOUCH_EM = 0.25
"""The widest gap to the letter beside the digit."""
MOST_PAIRS = 2_000_000
"""Pages with more pairs of digits and short strokes are drawings."""

_ACROSS = {0: 1, 90: 0, 180: 1, 270: 0}
_UP = {0: -1.0, 90: -1.0, 180: 1.0, 270: 1.0}


def write_overbars(glyphs: Glyphs, bars: Sequence[Box]) -> tuple[Glyphs, frozenset[Box]]:
    """Glyphs with a combining macron behind each digit that a bar of its width covers; the bars so used.

    Refused: bars of fractions (something stands above), of roots, over digits that stand alone (cells below
    the rule of a table).
    """
    bars = [bar for bar in bars if max(bar.width, bar.height) <= LONGEST_PT]
    if not bars or glyphs.ink is None:
        return glyphs, frozenset()
    digits = np.flatnonzero(np.char.isdigit(glyphs.text))
    found = {
        digit: bars[bar]
        for angle in (0, 90, 180, 270)
        for digit, bar in _match(glyphs, glyphs.ink, digits[glyphs.angles[digits] == angle], bars, angle)
    }
    if not found:
        return glyphs, frozenset()
    order = np.sort(np.concatenate((np.arange(len(glyphs)), np.array(list(found), np.int64))))
    marks = np.diff(order, prepend=-1) == 0
    arrays = {field.name: getattr(glyphs, field.name)[order] for field in fields(glyphs)}
    arrays["text"][marks], arrays["given"][marks] = MACRON, ord(MACRON)
    return replace(glyphs, **arrays), frozenset(found.values())


def _match(
    glyphs: Glyphs, ink: NDArray[np.float32], digits: NDArray[np.intp], bars: Sequence[Box], angle: int
) -> Iterator[tuple[int, int]]:
    """Digits of one direction with the bar (by index) that stands right above each of them."""
    if not len(digits) or len(digits) * len(bars) > MOST_PAIRS:
        return
    across, up = _ACROSS[angle], _UP[angle]
    low, high = (0, 2) if across else (1, 3)
    edges = np.array(bars, np.float32)
    level = (edges[:, across] + edges[:, across + 2]) / 2
    size = glyphs.sizes[digits, None]
    fits = np.abs(glyphs.boxes[digits, low, None] - edges[:, low]) < EDGE_EM * size
    fits &= np.abs(glyphs.boxes[digits, high, None] - edges[:, high]) < EDGE_EM * size
    fits &= edges[:, across + 2] - edges[:, across] < THICKEST_EM * size
    height = up * (level - glyphs.origins[digits, across, None]) / size
    gap = height - ink[digits, 1, None]
    for i, bar in np.argwhere(fits & (gap > 0) & (gap < HIGHEST_EM)).tolist():
        if _is_in_line(glyphs, int(digits[i]), float(height[i, bar]), angle):
            yield int(digits[i]), bar


def _is_in_line(glyphs: Glyphs, digit: int, height: float, angle: int) -> bool:
    """Whether a letter touches the digit, with nothing right above the bar and no root before it."""
    across, up = _ACROSS[angle], _UP[angle]
    low, high = (0, 2) if across else (1, 3)
    size = glyphs.sizes[digit]
    boxes, same = glyphs.boxes, glyphs.angles == angle
    gap = np.maximum(boxes[:, low] - boxes[digit, high], boxes[digit, low] - boxes[:, high]) / size
    raised = up * (glyphs.origins[:, across] - glyphs.origins[digit, across]) / size
    above = same & (gap < 0) & (raised > height - THICKEST_EM) & (raised < height + NUMERATOR_EM)
    beside = same & (gap < TOUCH_EM) & (np.abs(raised) < 0.05)
    rooted = (glyphs.text == "√") & (gap < TOUCH_EM) & (np.abs(raised) < 1)
    return bool((beside & np.char.isalpha(glyphs.text)).any() and not above.any() and not rooted.any())
