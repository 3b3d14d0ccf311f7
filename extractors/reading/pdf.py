"""PDFium, named only here: documents, pages, characters as arrays, drawn objects, links, pictures.

PDFium's per-character calls are bound a second time with plain integer arguments and mapped over ranges of
addresses, so that they fill numpy arrays without one Python object per character: reading, layout and text
have to be three times as fast as pdfplumber's text alone.
"""

import ctypes
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_int, c_uint, c_void_p
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL.Image import Image

from extractors.model.errors import UnreadableFile
from extractors.model.geometry import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FORCE_BOLD_FLAG = 1 << 18
ITALIC_FLAG = 1 << 6
MAX_PIXELS = 60_000_000
"""Pictures larger than this are made smaller; raising it lets pages of absurd size eat memory."""
MAX_FORM_DEPTH = 12
"""Forms nested deeper are not searched for drawings; files with forms that contain themselves exist."""
MAX_DRAWN = 30_000
"""Drawn objects looked at per page; raising it costs time on pages that hold maps or scatter plots."""
MAX_SEGMENTS = 200
"""Paths with more segments are curves of figures, not rules of tables."""

PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


_unicode = _bind(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_text_object = _bind(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_map_error = _bind(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
_is_hyphen = _bind(raw.FPDFText_IsHyphen, c_int, c_void_p, c_int)
_loose_box = _bind(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_tight_box = _bind(raw.FPDFText_GetCharBox, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
_origin = _bind(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
_char_matrix = _bind(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_object_font = _bind(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
_object_size = _bind(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t)
_font_flags = _bind(raw.FPDFFont_GetFlags, c_int, c_void_p)
_font_weight = _bind(raw.FPDFFont_GetWeight, c_int, c_void_p)
_font_slant = _bind(raw.FPDFFont_GetItalicAngle, c_int, c_void_p, c_void_p)
_font_embedded = _bind(raw.FPDFFont_GetIsEmbedded, c_int, c_void_p)
_object_type = _bind(raw.FPDFPageObj_GetType, c_int, c_void_p)
_object_bounds = _bind(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_object_matrix = _bind(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_page_object = _bind(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_form_count = _bind(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
_form_object = _bind(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
_path_count = _bind(raw.FPDFPath_CountSegments, c_int, c_void_p)
_path_segment = _bind(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
_path_mode = _bind(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_segment_point = _bind(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
_segment_type = _bind(raw.FPDFPathSegment_GetType, c_int, c_void_p)
_segment_close = _bind(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
_stroke_width = _bind(raw.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
_fill_color = _bind(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)
_stroke_color = _bind(raw.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *[c_void_p] * 4)


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

    `runs` indexes the page's text objects; `unmapped` marks codes for which the font names no character;
    `hyphens` marks the hyphens at line ends that PDFium turns into U+0002.
    """

    unicode: NDArray[np.uint32]
    runs: NDArray[np.int32]
    loose: NDArray[np.float32]
    tight: NDArray[np.float32]
    origins: NDArray[np.float64]
    unmapped: NDArray[np.bool_]
    hyphens: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Path:
    """A painted path on the page as seen: straight subpaths as points, or only its bounds."""

    box: Box
    strokes: tuple[tuple[float, float, float, float], ...]
    rectangles: tuple[Box, ...]
    stroke_width: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The painted paths and images of a page."""

    paths: tuple[Path, ...]
    images: tuple[Box, ...]


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second` (row vectors, as PDF writes them)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


class Document:
    """An open PDF; `close` it, or use it as a context manager."""

    def __init__(self, data: bytes, file_name: str = "", password: str = "") -> None:
        self._pdf = _open(data, file_name, password)
        self.page_count = len(self._pdf)
        if self.page_count == 0:
            self._pdf.close()
            raise UnreadableFile("the PDF has no pages", file=file_name)

    def metadata(self) -> dict[str, str]:
        return {key: value for key, value in self._pdf.get_metadata_dict().items() if value}

    def page(self, number: int) -> "Page":
        """The 1-based page; raises ValueError where PDFium cannot load it."""
        try:
            return Page(self._pdf[number - 1], self._pdf)
        except pdfium.PdfiumError as error:
            raise ValueError(str(error)) from error

    def close(self) -> None:
        self._pdf.close()


def _open(data: bytes, file_name: str, password: str) -> pdfium.PdfDocument:
    if not data:
        raise UnreadableFile("the file is empty", file=file_name)
    try:
        return pdfium.PdfDocument(data, password=password or None)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD:
        what = "the password is wrong" if password else "the PDF is encrypted and asks for a password"
        raise UnreadableFile(what, file=file_name, remedy="give its password, or save it without one")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile("this is not a PDF", file=file_name)
    if code == raw.FPDF_ERR_SECURITY:
        raise UnreadableFile("the PDF is encrypted in a way that PDFium does not know", file=file_name)
    raise UnreadableFile(
        "the PDF is damaged and cannot be opened", file=file_name, remedy="download it again"
    )


class Page:
    """One loaded page; `close` it before the next to keep memory flat."""

    def __init__(self, page: pdfium.PdfPage, pdf: pdfium.PdfDocument) -> None:
        self._page = page
        self._pdf = pdf
        self._text: pdfium.PdfTextPage | None = None
        self.width: float = page.get_width()
        self.height: float = page.get_height()
        self.to_seen = _page_to_seen(page, self.width, self.height)
        self.rotation: int = page.get_rotation()

    def close(self) -> None:
        if self._text is not None:
            self._text.close()
        self._page.close()

    def chars(self) -> tuple[Chars, tuple[Run, ...], tuple[FontFacts, ...]]:
        """All printed characters; those that PDFium makes up (spaces, line ends) are left out."""
        self._text = self._text or self._page.get_textpage()
        handle = ctypes.cast(self._text.raw, c_void_p).value or 0
        count = max(self._text.count_chars(), 0)
        return _read_chars(handle, count)

    def drawn(self) -> Drawn:
        """Painted paths and images, also those inside forms, on the page as seen."""
        paths: list[Path] = []
        images: list[Box] = []
        for kind, handle, matrix in self._objects():
            if kind == PATH:
                path = _read_path(handle, matrix)
                if path is not None:
                    paths.append(path)
            else:
                images.append(_object_box(handle, matrix))
        return Drawn(tuple(paths), tuple(images))

    def links(self) -> Iterator[tuple[Box, str]]:
        """Link annotations that name an address."""
        position, link = c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(self._page, byref(position), byref(link)):
            action = raw.FPDFLink_GetAction(link)
            length = raw.FPDFAction_GetURIPath(self._pdf, action, None, 0) if action else 0
            rect = raw.FS_RECTF()
            if length <= 1 or not raw.FPDFLink_GetAnnotRect(link, byref(rect)):
                continue
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(self._pdf, action, buffer, length)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            yield transform_box(box, self.to_seen), buffer.value.decode("utf-8", "replace")

    def render(self, scale: float) -> Image:
        """The page as a picture, `scale` pixels per point, never above MAX_PIXELS."""
        pixels = max(self.width * self.height, 1.0)
        scale = max(min(scale, (MAX_PIXELS / pixels) ** 0.5), 1e-3)
        picture: Image = self._page.render(scale=scale).to_pil()
        return picture

    def _objects(self) -> Iterator[tuple[int, int, Matrix]]:
        page = ctypes.cast(self._page.raw, c_void_p).value or 0
        count = min(raw.FPDFPage_CountObjects(self._page), MAX_DRAWN)
        handles = map(_page_object, repeat(page, count), range(count))
        yield from _walk_objects(handles, self.to_seen, 0)


def _walk_objects(handles: Iterator[int], matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    for handle in handles:
        kind = _object_type(handle)
        if kind in (PATH, IMAGE):
            yield kind, handle, matrix
        elif kind == FORM and depth < MAX_FORM_DEPTH:
            count = min(max(_form_count(handle), 0), MAX_DRAWN)
            inner = map(_form_object, repeat(handle, count), range(count))
            yield from _walk_objects(inner, multiply(_matrix_of(handle), matrix), depth + 1)


def _page_to_seen(page: pdfium.PdfPage, width: float, height: float) -> Matrix:
    """From PDF page space to points from the top left corner of the page as seen."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation() % 360
    if rotation == 90:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
    if rotation == 180:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
    if rotation == 270:
        return (0.0, -1.0, -1.0, 0.0, top, right)
    return (1.0, 0.0, 0.0, -1.0, -left, top)


def transform_box(box: tuple[float, float, float, float], matrix: Matrix) -> Box:
    """The upright box around a transformed rectangle."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _matrix_of(handle: int) -> Matrix:
    found = (c_float * 6)()
    if not _object_matrix(handle, ctypes.addressof(found)):
        return IDENTITY
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)


def _object_box(handle: int, matrix: Matrix) -> Box:
    bounds = (c_float * 4)()
    start = ctypes.addressof(bounds)
    if not _object_bounds(handle, start, start + 4, start + 8, start + 12):
        return Box(0.0, 0.0, 0.0, 0.0)
    return transform_box((bounds[0], bounds[1], bounds[2], bounds[3]), matrix)


def _read_path(handle: int, matrix: Matrix) -> Path | None:
    mode = (c_int * 2)()
    if not _path_mode(handle, ctypes.addressof(mode), ctypes.addressof(mode) + 4):
        return None
    filled = mode[0] != 0 and _is_visible(_fill_color, handle)
    stroked = mode[1] != 0 and _is_visible(_stroke_color, handle)
    if not filled and not stroked:
        return None
    box = _object_box(handle, matrix)
    count = _path_count(handle)
    if count > MAX_SEGMENTS:
        return None
    subpaths = _read_subpaths(handle, count, multiply(_matrix_of(handle), matrix))
    strokes = tuple(piece for points in subpaths for piece in _pieces(points)) if stroked else ()
    rectangles = tuple(found for points in subpaths if (found := _rectangle(points))) if filled else ()
    if not strokes and not rectangles:
        return None
    width = c_float(1.0)
    _stroke_width(handle, ctypes.addressof(width))
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    return Path(box, strokes, rectangles, width.value * scale)


def _is_visible(color: Callable[..., int], handle: int) -> bool:
    found = (c_uint * 4)()
    start = ctypes.addressof(found)
    if not color(handle, start, start + 4, start + 8, start + 12):
        return True
    red, green, blue, alpha = found
    return alpha > 0 and min(red, green, blue) < 250


Points = list[tuple[float, float]]


def _read_subpaths(handle: int, count: int, matrix: Matrix) -> list[Points]:
    """Straight subpaths as points; a subpath that holds a curve is left out."""
    a, b, c, d, e, f = matrix
    subpaths: list[Points] = []
    points: Points = []
    curved = False
    place = (c_float * 2)()
    start = ctypes.addressof(place)
    for index in range(count):
        segment = _path_segment(handle, index)
        kind = _segment_type(segment)
        _segment_point(segment, start, start + 4)
        x, y = place
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                subpaths.append(points)
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append((a * x + c * y + e, b * x + d * y + f))
        if _segment_close(segment):
            points.append(points[0])
    if points and not curved:
        subpaths.append(points)
    return subpaths


def _pieces(points: Points) -> Iterator[tuple[float, float, float, float]]:
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        yield x0, y0, x1, y1


def _rectangle(points: Points) -> Box | None:
    """The box that a filled subpath is, or nothing where it is another shape."""
    xs = sorted({round(x, 2) for x, _ in points})
    ys = sorted({round(y, 2) for _, y in points})
    if not (4 <= len(points) <= 6 and len(xs) == 2 and len(ys) == 2):
        return None
    return Box(xs[0], ys[0], xs[1], ys[1])


def _read_chars(handle: int, count: int) -> tuple[Chars, tuple[Run, ...], tuple[FontFacts, ...]]:
    span = range(count)
    objects = np.fromiter((h or 0 for h in map(_text_object, repeat(handle, count), span)), np.uint64, count)
    kept = np.flatnonzero(objects)
    index = kept.tolist()
    n = len(index)
    unicode = np.fromiter(map(_unicode, repeat(handle), index), np.uint32, n)
    unmapped = np.fromiter(map(_map_error, repeat(handle), index), np.int32, n) == 1
    hyphens = np.zeros(n, np.bool_)
    for place in np.flatnonzero(unicode == 2).tolist():
        hyphens[place] = _is_hyphen(handle, index[place]) == 1
    loose, tight, origins = _read_boxes(handle, index)
    runs, fonts, inverse = _read_runs(handle, objects[kept], index)
    chars = Chars(unicode, inverse, loose, tight, origins, unmapped, hyphens)
    return chars, runs, fonts


def _read_boxes(
    handle: int, index: list[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float64]]:
    """Loose boxes, tight boxes (both left, bottom, right, top) and origins, in page space."""
    n = len(index)
    loose = np.zeros((n, 4), np.float32)
    start = loose.ctypes.data
    _run(map(_loose_box, repeat(handle), index, range(start, start + 16 * n, 16)))
    loose = loose[:, [0, 3, 2, 1]]
    tight = np.zeros((n, 4), np.float64)
    start, step = tight.ctypes.data, 32
    left, right, bottom, top = (range(start + at, start + at + step * n, step) for at in (0, 16, 8, 24))
    _run(map(_tight_box, repeat(handle), index, left, right, bottom, top))
    origins = np.zeros((n, 2), np.float64)
    start = origins.ctypes.data
    _run(
        map(
            _origin,
            repeat(handle),
            index,
            range(start, start + 16 * n, 16),
            range(start + 8, start + 8 + 16 * n, 16),
        )
    )
    return loose, tight.astype(np.float32), origins


def _run(calls: Iterator[int]) -> None:
    for _ in calls:
        pass


def _read_runs(
    handle: int, objects: NDArray[np.uint64], index: list[int]
) -> tuple[tuple[Run, ...], tuple[FontFacts, ...], NDArray[np.int32]]:
    unique, first, inverse = np.unique(objects, return_index=True, return_inverse=True)
    fonts: dict[int, int] = {}
    runs = []
    matrix, size = (c_float * 6)(), c_float()
    for text_object, at in zip(unique.tolist(), first.tolist(), strict=True):
        _char_matrix(handle, index[at], ctypes.addressof(matrix))
        _object_size(text_object, ctypes.addressof(size))
        font = fonts.setdefault(_object_font(text_object) or 0, len(fonts))
        a, b, c, d, e, f = matrix
        runs.append(Run(text_object, font, (a, b, c, d, e, f), size.value, _render_mode(text_object)))
    return tuple(runs), tuple(_font_facts(font) for font in fonts), inverse.astype(np.int32)


def _font_facts(font: int) -> FontFacts:
    if not font:
        return FontFacts("", bold=False, italic=False, embedded=False)
    length = _font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    _font_name(font, ctypes.addressof(buffer), length)
    flags = max(_font_flags(font), 0)
    slant = c_int(0)
    _font_slant(font, ctypes.addressof(slant))
    return FontFacts(
        buffer.value.decode("utf-8", "replace"),
        bold=bool(flags & FORCE_BOLD_FLAG) or _font_weight(font) >= 600,
        italic=bool(flags & ITALIC_FLAG) or slant.value != 0,
        embedded=_font_embedded(font) == 1,
    )
