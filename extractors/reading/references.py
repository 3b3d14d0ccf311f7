"""Known shapes to judge glyphs by, made anew in each process: our strokes, and PDFium's standard fonts."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.reading.em import PIXELS_PER_EM
from extractors.reading.pdf import StandardFonts
from extractors.reading.shapes import References, Shape, draw_shape, gather_references

STROKE_PIXELS_PER_EM = 48
STROKE_WIDTHS_EM = (0.04, 0.066, 0.1)
"""Usual stroke widths of signs: mathematical fonts, text fonts, bold ones."""
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
MARKS = "!#$%&()*,./:;?@[]{}§¶†‡©ß¼½¾ðÐþÞ¤¦¬¢£¥¹³"
SYMBOLS = "αβγδεζηθικλμνξοπρστυφχψωϕϑϖΓΘΛΞΠΣΦΨ∂∇∈∅∗∫∑∏≡÷ℵ⇒⇔⇐∩∪⊂⊃∧∨√"
SYMBOL_NAMES = {"Δ": "∆", "Ω": "\u2126", "μ": "µ"}
"""What PDFium's symbol font calls some letters."""
ITALIC_SLANT = 0.21
"""Mathematical fonts set Greek in italics; PDFium's has it upright only."""
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ft", "fj", "tt", "Th")
TEXT_FONTS = ("Times-Roman", "Times-Italic", "Times-Bold", "Helvetica", "Helvetica-Bold")


@cache
def known_shapes() -> References:
    """All known shapes; about 0.1 s the first time."""
    return gather_references([*_stroke_shapes(), *_font_shapes()])


@cache
def known_boxes() -> dict[str, NDArray[np.float32]]:
    """The boxes (m, 4) in which each known character stands in the known fonts."""
    known = known_shapes()
    chars = np.array(known.chars)
    return {char: known.boxes[chars == char] for char in dict.fromkeys(known.chars)}


def _font_shapes() -> Iterator[tuple[str, Shape]]:
    with StandardFonts() as fonts:
        for font in TEXT_FONTS:
            for char in (*LATIN, *MARKS, *LIGATURES):
                yield from _font_shape(fonts, font, char, char)
        for char in (*SYMBOLS, *SYMBOL_NAMES):
            for slant in (0.0, ITALIC_SLANT):
                yield from _font_shape(fonts, "Symbol", char, SYMBOL_NAMES.get(char, char), slant)


def _font_shape(
    fonts: StandardFonts, font: str, char: str, name: str, slant: float = 0.0
) -> Iterator[tuple[str, Shape]]:
    drawn = fonts.draw(font, name, PIXELS_PER_EM, slant)
    if drawn is not None:
        ink, box = drawn
        shape = draw_shape(ink.astype(np.float32) / np.float32(255), box)
        if shape is not None:
            yield char, shape


def _stroke_shapes() -> Iterator[tuple[str, Shape]]:
    text = files("extractors.reading").joinpath("data/strokes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for char, strokes in rows[1:]:
        for shape in draw_strokes(strokes):
            yield char, shape


def draw_strokes(strokes: str) -> Iterator[Shape]:
    """The shapes of strokes written as in data/strokes.tsv, one for each of STROKE_WIDTHS_EM."""
    side = np.arange(-0.4, 1.2, 1 / STROKE_PIXELS_PER_EM)
    x, y = np.meshgrid(side, side[::-1])
    distances = [_distance(stroke, x, y) for stroke in strokes.split(";")]
    for width_em in STROKE_WIDTHS_EM:
        reaches = (0.0 if disc else width_em / 2 for disc, _ in distances)
        inks = [_soften(away, reach) for (_, away), reach in zip(distances, reaches, strict=True)]
        ink = np.maximum.reduce(inks)
        rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
        half = 0.5 / STROKE_PIXELS_PER_EM
        x0, x1 = side[columns[0]] - half, side[columns[-1]] + half
        bottom, top = side[::-1][rows[-1]] - half, side[::-1][rows[0]] + half
        shape = draw_shape(ink, (float(x0), float(bottom), float(x1), float(top)))
        if shape is not None:
            yield shape


def _distance(
    stroke: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[bool, NDArray[np.float64]]:
    """Whether it is a disc, and each cell's distance from the polyline, ring or disc."""
    if stroke.startswith(("o ", "d ")):
        at_x, at_y, radius = map(float, stroke[2:].split(","))
        away = np.hypot(x - at_x, y - at_y) - radius
        return stroke.startswith("d "), np.abs(away) if stroke.startswith("o ") else away
    points = [tuple(map(float, point.split(","))) for point in stroke.split()]
    away = np.full(x.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(points):
        across, up = x1 - x0, y1 - y0
        along = np.clip(((x - x0) * across + (y - y0) * up) / (across**2 + up**2), 0, 1)
        away = np.minimum(away, (x - x0 - along * across) ** 2 + (y - y0 - along * up) ** 2)
    return False, np.sqrt(away)


def _soften(away: NDArray[np.float64], reach: float) -> NDArray[np.float32]:
    """Full ink within `reach`, none beyond, one pixel's width in between."""
    return np.clip(0.5 + (reach - away) * STROKE_PIXELS_PER_EM, 0, 1).astype(np.float32)
