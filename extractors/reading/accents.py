"""Accents that files print as glyphs of their own, composed with the letter that they stand over."""

import unicodedata
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extractors.model.glyphs import Glyphs

COMBINING = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˋ": "\u0300",
    "ˊ": "\u0301",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "°": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
ACCENTS = np.array([ord(char) for char in COMBINING], np.uint32)
DOTLESS = {"ı": "i", "ȷ": "j"}
NARROWEST_PT = 0.01
"""Combining marks often have no width."""
OVERLAP = 0.6
"""Share of the narrower glyph that accent and letter have in common; raising it loses slanted accents."""
SIZE_RATIO = 1.6
"""Accent and letter are of one size within this factor; citations and units beside them are smaller."""
BASELINE_EM = 0.45
"""How far the accent's baseline may lie from the letter's: capitals carry raised accents."""
BARS = ("-", "−", "–", "‐")
LEAST_RISE_EM, MOST_RISE_EM = 0.35, 0.85
"""How much higher than the letters beside it a hyphen stands that is laid over one of them."""
LAID_EM, LAID_OVERLAP = 0.2, 0.4
"""How far the bar's ink may be from the digit's, and the share of the bar that stands over the digit."""


def lay_bars(glyphs: Glyphs) -> Glyphs:
    """Overbars that files make of hyphens: raised right over a digit, in its own size (`R--3c` is R3̄c).

    Refused: signs of raised figures, which stand beside them and in smaller type, and numerators, which stand
    higher.
    """
    raised = find_raised_bars(glyphs)
    if not len(raised):
        return glyphs
    text = glyphs.text.copy()
    digits = np.flatnonzero([char.isdigit() for char in glyphs.text.tolist()])
    laid: dict[int, int] = {}
    for bar in raised.tolist():
        digit = find_digit_below(glyphs, bar, digits)
        if digit is not None:
            text[bar] = "\u0304"
            laid[bar] = digit
    first = dict.fromkeys(laid.values())
    kept = {next(bar for bar, digit in laid.items() if digit == own): own for own in first}
    return reorder(replace(glyphs, text=text), set(laid) - set(kept), kept)


def find_raised_bars(glyphs: Glyphs) -> NDArray[np.intp]:
    """Upright hyphens and dashes that stand higher than a neighbour of their size by a letter's height."""
    bars = np.flatnonzero(np.isin(glyphs.text, BARS) & (glyphs.angles == 0))
    raised = np.zeros(len(bars), np.bool_)
    for step in (-2, -1, 1, 2):
        other = np.clip(bars + step, 0, len(glyphs) - 1)
        size = glyphs.sizes[bars]
        rise = glyphs.origins[other, 1] - glyphs.origins[bars, 1]
        within = (rise > LEAST_RISE_EM * size) & (rise < MOST_RISE_EM * size)
        raised |= (glyphs.sizes[other] == size) & within
    return bars[raised]


def find_digit_below(glyphs: Glyphs, bar: int, digits: NDArray[np.intp]) -> int | None:
    """The digit of the bar's size that the bar lies on."""
    if glyphs.ink is None:
        return None
    size = glyphs.sizes[bar]
    floor = glyphs.origins[bar, 1] - glyphs.ink[bar, 0] * size
    ceiling = glyphs.origins[digits, 1] - glyphs.ink[digits, 1] * size
    boxes = glyphs.boxes[digits]
    x0, _, x1, _ = glyphs.boxes[bar]
    common = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
    lies = (glyphs.sizes[digits] == size) & (common > LAID_OVERLAP * (x1 - x0))
    lies &= np.abs(ceiling - floor) < LAID_EM * size
    below = digits[lies]
    return int(below[0]) if len(below) else None


def compose_accents(glyphs: Glyphs) -> Glyphs:
    """Join accents to their letters, `¨a` to ä; where Unicode has no such letter the mark follows its base.

    Refused: accents beside letters (a prime, a degree sign, a tilde before a number), which do not overlap.
    """
    codes = glyphs.text.view(np.uint32)
    # a macron alone is a rare thing to print; a bar that repair found high above the baseline is not
    accents = np.flatnonzero(np.isin(codes, ACCENTS) | ((codes >= 0x300) & (codes < 0x370)))
    if len(accents) == 0:
        return glyphs
    text = glyphs.text.copy()
    dropped: set[int] = set()
    moved: dict[int, int] = {}
    letters = np.array([char.isalnum() for char in glyphs.text.tolist()])
    for accent in accents.tolist():
        base = find_base(glyphs, accent, letters)
        if base is None:
            if text[accent] == "¯":  # a bar above nothing: the minus of raised figures
                text[accent] = "−"
            continue
        char = str(text[accent])
        mark = COMBINING.get(char, char)
        letter = str(text[base])
        whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + mark)
        if len(whole) == 1:
            text[base] = whole
            dropped.add(accent)
        else:
            text[accent] = mark
            moved[accent] = base
    return reorder(replace(glyphs, text=text), dropped, moved)


def find_base(glyphs: Glyphs, accent: int, letters: NDArray[np.bool_]) -> int | None:
    """The letter or digit that the accent stands over: the most overlapped, then the nearest in the file.

    Some files set all accents of a line behind it, so the whole page is searched.
    """
    angle, size = glyphs.angles[accent], glyphs.sizes[accent]
    upright = angle in (90, 270)
    low, high, across = (1, 3, 0) if upright else (0, 2, 1)
    away = np.abs(glyphs.origins[:, across] - glyphs.origins[accent, across])
    near = letters & (glyphs.angles == angle) & (away <= BASELINE_EM * size)
    near &= (glyphs.sizes <= size * SIZE_RATIO) & (glyphs.sizes * SIZE_RATIO >= size)
    near[accent] = False
    places = np.flatnonzero(near)
    starts, stops = glyphs.boxes[places, low], glyphs.boxes[places, high]
    start, stop = glyphs.boxes[accent, low], glyphs.boxes[accent, high]
    common = np.minimum(stops, stop) - np.maximum(starts, start)
    narrow = np.maximum(np.minimum(stops - starts, stop - start), NARROWEST_PT)
    middle = (start + stop) / 2
    share = np.where(
        (starts <= middle) & (middle <= stops), np.maximum(common / narrow, stop - start <= 0), 0.0
    )
    good = np.flatnonzero(share > OVERLAP)
    if len(good) == 0:
        return None
    return int(min(places[good].tolist(), key=lambda at: abs(at - accent)))


def reorder(glyphs: Glyphs, dropped: set[int], moved: dict[int, int]) -> Glyphs:
    """Without the dropped glyphs, and with the moved ones straight after the glyph they are moved to."""
    if not dropped and not moved:
        return glyphs
    places = np.arange(len(glyphs), dtype=np.float64)
    for accent, base in moved.items():
        places[accent] = base + 0.5
    places[list(dropped)] = np.inf
    order = np.argsort(places, kind="stable")[: len(glyphs) - len(dropped)]
    return Glyphs(
        glyphs.text[order],
        glyphs.given[order],
        glyphs.boxes[order],
        glyphs.origins[order],
        glyphs.sizes[order],
        glyphs.angles[order],
        glyphs.fonts[order],
        glyphs.repaired[order],
        None if glyphs.ink is None else glyphs.ink[order],
    )
