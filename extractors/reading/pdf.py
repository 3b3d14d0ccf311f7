"""PDFium, named only here: its functions bound for arrays, documents, pages, pictures, text objects as ink.

The per-character functions are bound a second time with plain integer arguments and mapped over ranges of
addresses (see chars.py), so that they fill numpy arrays without one Python object per character: reading,
layout and text have to be three times as fast as pdfplumber's text alone.
"""

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from ctypes import byref, c_float, c_int, c_uint, c_void_p
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
MAX_PIXELS = 60_000_000
"""Pictures larger than this are made smaller; raising it lets pages of absurd size eat memory."""
MAX_RUN_PIXELS = 4_000_000
"""Text objects that would need more at the scale asked for are not drawn."""

PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
TEXT = raw.FPDF_PAGEOBJ_TEXT
MOVE, CURVE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_BEZIERTO


def _bind(function: object, result: object, *arguments: object) -> Callable[..., Any]:
    prototype: Any = ctypes.PYFUNCTYPE
    found: Callable[..., Any] = prototype(result, *arguments)(ctypes.cast(function, c_void_p).value)  # type: ignore[arg-type]
    return found


char_unicode = _bind(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
# as a number, 0 for none: a page has thousands
char_object = _bind(raw.FPDFText_GetTextObject, ctypes.c_size_t, c_void_p, c_int)
char_is_unmapped = _bind(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
char_is_hyphen = _bind(raw.FPDFText_IsHyphen, c_int, c_void_p, c_int)
char_loose_box = _bind(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_tight_box = _bind(
    raw.FPDFText_GetCharBox, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p
)
char_origin = _bind(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _bind(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
run_font = _bind(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
run_font_size = _bind(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
run_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t)
font_flags = _bind(raw.FPDFFont_GetFlags, c_int, c_void_p)
font_weight = _bind(raw.FPDFFont_GetWeight, c_int, c_void_p)
font_slant = _bind(raw.FPDFFont_GetItalicAngle, c_int, c_void_p, c_void_p)
font_embedded = _bind(raw.FPDFFont_GetIsEmbedded, c_int, c_void_p)
object_type = _bind(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _bind(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
page_object = _bind(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_count = _bind(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _bind(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
path_count = _bind(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _bind(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
path_mode = _bind(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _bind(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_close = _bind(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
object_clip = _bind(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
clip_count = _bind(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
clip_segment_count = _bind(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
clip_segment = _bind(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
stroke_width = _bind(raw.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
fill_color = _bind(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)
stroke_color = _bind(raw.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *[c_void_p] * 4)


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
        """The document's information entries that hold text; those that are no valid text are left out."""
        found: dict[str, str] = {}
        for key in self._pdf.METADATA_KEYS:
            with suppress(UnicodeDecodeError):
                found[key] = self._pdf.get_metadata_value(key)
        return {key: value for key, value in found.items() if value}

    def page(self, number: int) -> "Page":
        """The 1-based page; raises ValueError where PDFium cannot load it."""
        try:
            return Page(self._pdf[number - 1], self._pdf)
        except pdfium.PdfiumError as error:
            raise ValueError(str(error)) from error

    def export_page(self, number: int) -> bytes:
        """The 1-based page as a sound file of its own, without password; raises ValueError as `page`."""
        alone, written = pdfium.PdfDocument.new(), io.BytesIO()
        try:
            alone.import_pages(self._pdf, [number - 1])
            alone.save(written)
        except pdfium.PdfiumError as error:
            raise ValueError(str(error)) from error
        finally:
            alone.close()
        return written.getvalue()

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
        remedy = "give its password (--password), or save it without one"
        raise UnreadableFile(what, file=file_name, remedy=remedy)
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
        self.to_seen = _page_to_seen(page)
        self.rotation: int = page.get_rotation()

    def close(self) -> None:
        if self._text is not None:
            self._text.close()
        self._page.close()

    @property
    def handle(self) -> int:
        """The page for the functions bound above."""
        return _address(self._page.raw)

    def object_count(self) -> int:
        """How many objects the page holds, forms counted as one."""
        return max(int(raw.FPDFPage_CountObjects(self._page)), 0)

    def text_handle(self) -> int:
        """The page's text for the functions bound above."""
        self._text = self._text or self._page.get_textpage()
        return _address(self._text.raw)

    def char_count(self) -> int:
        """How many characters PDFium lists, made-up ones included."""
        self._text = self._text or self._page.get_textpage()
        return max(int(self._text.count_chars()), 0)

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

    def render_region(self, box: Box, scale: float) -> NDArray[np.uint8]:
        """A part of the page as seen, as darkness (0..255), row 0 on top."""
        if min(box.width, box.height) * scale < 1:
            return np.zeros((0, 0), np.uint8)
        cut = (box.x0, self.height - box.bottom, self.width - box.x1, box.top)
        try:
            picture = self._page.render(scale=scale, crop=cut, grayscale=True).to_numpy()
        except ValueError:  # on pages of hardly any size the cut rounds to nothing
            return np.zeros((0, 0), np.uint8)
        dark: NDArray[np.uint8] = 255 - picture.reshape(picture.shape[0], -1)
        return dark

    def render_run(self, run: int, scale: float) -> tuple[NDArray[np.uint8], tuple[float, float]] | None:
        """One text object alone as ink (0..255) at `scale` pixels per unit of its space.

        Returns the ink, row 0 on top, and the object's left and top edge in its own space (that of the page,
        or of the form that holds it); None where nothing is painted.
        """
        return draw_object(self._pdf.raw, self._page.raw, run, scale)


def draw_object(
    document: object, page: object, handle: int, scale: float
) -> tuple[NDArray[np.uint8], tuple[float, float]] | None:
    """One text object as ink, and its left and top edge; None where nothing is painted."""
    left, bottom, right, top = (c_float() for _ in range(4))
    text_object = ctypes.cast(handle, raw.FPDF_PAGEOBJECT)
    if not raw.FPDFPageObj_GetBounds(text_object, left, bottom, right, top):
        return None
    width, height = right.value - left.value, top.value - bottom.value
    if not (width > 0 and height > 0 and width * height * scale * scale < MAX_RUN_PIXELS):
        return None
    bitmap = raw.FPDFTextObj_GetRenderedBitmap(document, page, text_object, scale)
    if not bitmap:
        return None
    try:
        return _bitmap_ink(bitmap), (left.value, top.value)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _bitmap_ink(bitmap: object) -> NDArray[np.uint8]:
    """The alpha channel: what is painted, whatever its colour."""
    height, stride = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetStride(bitmap)
    buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_uint8))
    pixels = np.ctypeslib.as_array(buffer, (height, stride)).reshape(height, stride // 4, 4)
    ink: NDArray[np.uint8] = pixels[:, : raw.FPDFBitmap_GetWidth(bitmap), 3].copy()
    return ink


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, c_void_p).value or 0  # type: ignore[arg-type]


def _page_to_seen(page: pdfium.PdfPage) -> Matrix:
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
    # spelled out: this is done for every drawn object
    xs = (a * x0 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f, b * x1 + d * y1 + f)
    return Box(min(xs), min(ys), max(xs), max(ys))


def matrix_of(handle: int) -> Matrix:
    found = (c_float * 6)()
    if not object_matrix(handle, ctypes.addressof(found)):
        return IDENTITY
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)


class StandardFonts:
    """Glyphs of the fonts that PDFium brings along (Times, Helvetica, Symbol), drawn one at a time."""

    SIZE_PT = 100.0

    def __init__(self) -> None:
        self._document = raw.FPDF_CreateNewDocument()
        self._page = raw.FPDFPage_New(self._document, 0, 1000, 1000)
        self._fonts: dict[str, object] = {}

    def __enter__(self) -> "StandardFonts":
        return self

    def __exit__(self, *_: object) -> None:
        for font in self._fonts.values():
            raw.FPDFFont_Close(font)
        raw.FPDF_ClosePage(self._page)
        raw.FPDF_CloseDocument(self._document)

    def draw(
        self, font: str, char: str, pixels_per_em: int, slant: float = 0.0
    ) -> tuple[NDArray[np.uint8], tuple[float, float, float, float]] | None:
        """The ink of a character, and its box about the origin in em; None where the font has none."""
        if font not in self._fonts:
            self._fonts[font] = raw.FPDFText_LoadStandardFont(self._document, font.encode())
        made = raw.FPDFPageObj_CreateTextObj(self._document, self._fonts[font], self.SIZE_PT)
        text = ctypes.create_string_buffer((char + "\0").encode("utf-16-le"))
        raw.FPDFText_SetText(made, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
        raw.FPDFPageObj_Transform(made, 1.0, 0.0, slant, 1.0, 0.0, 0.0)
        left, bottom, right, top = (c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(made, left, bottom, right, top)
        drawn = draw_object(self._document, self._page, _address(made), pixels_per_em / self.SIZE_PT)
        raw.FPDFPageObj_Destroy(made)
        if drawn is None:
            return None
        em = self.SIZE_PT
        return drawn[0], (left.value / em, bottom.value / em, right.value / em, top.value / em)
