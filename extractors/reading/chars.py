"""The characters of a page as arrays, and the text objects and fonts that they belong to."""

import ctypes
import math
from collections import deque
from collections.abc import Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extractors.reading import pdf
from extractors.reading.pdf import Matrix, Page

FORCE_BOLD_FLAG = 1 << 18
ITALIC_FLAG = 1 << 6
BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What PDFium says of a font: the whole name with any subset prefix, and its looks."""

    name: str
    bold: bool
    italic: bool
    embedded: bool


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """One text object: its font (index), its text matrix on the page, font size and render mode."""

    handle: int
    font: int
    matrix: Matrix
    font_size: float
    render_mode: int


@dataclass(frozen=True, eq=False, slots=True)
class Chars:
    """The characters of a page as PDFium lists them, in PDF page space (origin bottom left); length n.

    `runs` indexes the page's text objects. `loose` and `tight` are (n, 4) left, bottom, right, top; `origins`
    is (n, 2). `unmapped` marks codes for which the font names no character; `hyphens` marks the hyphens at
    line ends that PDFium turns into U+0002.
    """

    unicode: NDArray[np.uint32]
    runs: NDArray[np.int32]
    loose: NDArray[np.float32]
    tight: NDArray[np.float32]
    origins: NDArray[np.float64]
    unmapped: NDArray[np.bool_]
    hyphens: NDArray[np.bool_]

    def select(self, mask: NDArray[np.bool_]) -> "Chars":
        """The characters where the mask holds."""
        return Chars(
            self.unicode[mask],
            self.runs[mask],
            self.loose[mask],
            self.tight[mask],
            self.origins[mask],
            self.unmapped[mask],
            self.hyphens[mask],
        )


def read_chars(page: Page) -> tuple[Chars, tuple[Run, ...], tuple[FontFacts, ...]]:
    """All printed characters; those that PDFium makes up (spaces, line ends) are left out."""
    handle = page.text_handle()
    count = page.char_count()
    objects = np.fromiter(map(pdf.char_object, repeat(handle), range(count)), np.uint64, count)
    kept = np.flatnonzero(objects)
    index = kept.tolist()
    n = len(index)
    unicode = np.fromiter(map(pdf.char_unicode, repeat(handle), index), np.uint32, n)
    unmapped = np.fromiter(map(pdf.char_is_unmapped, repeat(handle), index), np.int32, n) == 1
    hyphens = np.zeros(n, np.bool_)
    for place in np.flatnonzero(unicode == 2).tolist():
        hyphens[place] = pdf.char_is_hyphen(handle, index[place]) == 1
    loose, tight, origins = _read_boxes(handle, index)
    runs, fonts, inverse = _read_runs(handle, objects[kept], index)
    return Chars(unicode, inverse, loose, tight, origins, unmapped, hyphens), runs, fonts


def drop_unplaced(chars: Chars, runs: tuple[Run, ...]) -> tuple[Chars, tuple[Run, ...]]:
    """Only what has a place and a size: damaged content gives matrices that overflow to no number at all."""
    placed = [all(map(math.isfinite, (*run.matrix, run.font_size))) for run in runs]
    kept = np.array(placed, np.bool_)[chars.runs]
    for geometry in (chars.loose, chars.tight, chars.origins):
        kept &= np.isfinite(geometry).all(axis=1)
    left = chars.select(kept)
    order = np.cumsum(placed, dtype=np.int32) - 1
    return replace(left, runs=order[left.runs]), tuple(
        run for run, is_placed in zip(runs, placed, strict=True) if is_placed
    )


def _read_boxes(
    handle: int, index: list[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float64]]:
    n = len(index)
    loose = np.zeros((n, 4), np.float32)
    _exhaust(map(pdf.char_loose_box, repeat(handle), index, _addresses(loose, 0)))
    tight, origins = np.zeros((n, 4)), np.zeros((n, 2))
    left, bottom, right, top = (_addresses(tight, at) for at in range(4))
    _exhaust(map(pdf.char_tight_box, repeat(handle), index, left, right, bottom, top))
    _exhaust(map(pdf.char_origin, repeat(handle), index, _addresses(origins, 0), _addresses(origins, 1)))
    # PDFium's rectangle holds left, top, right, bottom
    return loose[:, [0, 3, 2, 1]], tight.astype(np.float32), origins


def _addresses(rows: NDArray[np.float32] | NDArray[np.float64], column: int) -> range:
    """Where the entries of a column stand in memory."""
    start, step = rows.ctypes.data + column * rows.itemsize, rows.shape[1] * rows.itemsize
    return range(start, start + len(rows) * step, step)


def _exhaust(calls: Iterator[int]) -> None:
    deque(calls, maxlen=0)


def _read_runs(
    handle: int, objects: NDArray[np.uint64], index: list[int]
) -> tuple[tuple[Run, ...], tuple[FontFacts, ...], NDArray[np.int32]]:
    unique, first, inverse = np.unique(objects, return_index=True, return_inverse=True)
    # handles are addresses, and differ from run to run of the program: the order of the file does not
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    fonts: dict[int, int] = {}
    runs = []
    matrix, size = (c_float * 6)(), c_float()
    for run, at in zip(unique[order].tolist(), first[order].tolist(), strict=True):
        pdf.char_matrix(handle, index[at], ctypes.addressof(matrix))
        pdf.run_font_size(run, ctypes.addressof(size))
        font = fonts.setdefault(pdf.run_font(run) or 0, len(fonts))
        a, b, c, d, e, f = matrix
        runs.append(Run(run, font, (a, b, c, d, e, f), size.value, pdf.run_render_mode(run)))
    return tuple(runs), tuple(_font_facts(font) for font in fonts), rank[inverse].astype(np.int32)


def _font_facts(font: int) -> FontFacts:
    if not font:
        return FontFacts("", bold=False, italic=False, embedded=False)
    length = pdf.font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdf.font_name(font, ctypes.addressof(buffer), length)
    flags = max(pdf.font_flags(font), 0)
    slant = c_int(0)
    pdf.font_slant(font, ctypes.addressof(slant))
    return FontFacts(
        buffer.value.decode("utf-8", "replace"),
        bold=bool(flags & FORCE_BOLD_FLAG) or pdf.font_weight(font) >= BOLD_WEIGHT,
        italic=bool(flags & ITALIC_FLAG) or slant.value != 0,
        embedded=pdf.font_embedded(font) == 1,
    )
