"""A paper opened for reading: its pages one at a time, as glyphs repaired to true Unicode."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType

import numpy as np
from PIL.Image import Image

from extractors.model.errors import WrongUsage
from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.glyphs import Glyphs, Link, PageGlyphs, Repair
from extractors.reading.accents import compose_accents, lay_bars
from extractors.reading.chars import Chars, drop_unplaced, read_chars
from extractors.reading.drawn import clip, find_bars, find_fills, find_rules
from extractors.reading.em import em_boxes
from extractors.reading.glyphs import build_glyphs, find_shown, to_font
from extractors.reading.names import clean_name
from extractors.reading.ocr import OCR_FONT, PIXELS_PER_POINT, find_tesseract, read_picture
from extractors.reading.overbars import write_overbars
from extractors.reading.paths import read_drawn
from extractors.reading.pdf import Document, Page, transform_box
from extractors.reading.plumber import FontDictionaries
from extractors.reading.repair import Repairer, Truth
from extractors.reading.rings import find_degrees, write_degrees
from extractors.reading.scans import is_ocr_layer, is_poor, is_unreadable

MAX_SIDE_PT = 14_400.0
"""PDF's own limit for a page's side (200 inches); larger pages are not looked at."""


class Reading:
    """One open PDF. `repairs` and `findings` grow while pages are read; `close` it or use it in `with`."""

    def __init__(self, document: Document, file_name: str, *, ocr: bool) -> None:
        self._document = document
        self._file_name = file_name
        self._ocr = ocr
        self._findings: list[Finding] = []
        self._repairer = Repairer(FontDictionaries(document.export_page).glyph_name)
        self.page_count = document.page_count
        self.metadata = document.metadata()

    def __enter__(self) -> "Reading":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._document.close()

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The decisions taken so far."""
        return self._repairer.repairs()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The doubts met so far."""
        return tuple(self._findings)

    def pages(self, numbers: Iterable[int] | None = None) -> Iterator[PageGlyphs]:
        """The pages with these 1-based numbers (all by default), each loaded only when asked for."""
        for number in range(1, self.page_count + 1) if numbers is None else numbers:
            if not 1 <= number <= self.page_count:
                raise WrongUsage(
                    f"there is no such page, the last is {self.page_count}", file=self._file_name, page=number
                )
            page = self._read_page(number)
            self._findings.extend(page.findings)
            yield page

    def _read_page(self, number: int) -> PageGlyphs:
        try:
            page = self._document.page(number)
        except ValueError:
            return empty_page(number, "reading.broken_page", "the page is damaged and cannot be loaded")
        try:
            if not (0 < page.width <= MAX_SIDE_PT and 0 < page.height <= MAX_SIDE_PT):
                note = f"a page of {page.width:.0f} by {page.height:.0f} points is not read"
                return empty_page(number, "reading.absurd_size", note)
            found = read_page(page, number, self._repairer)
            return read_by_ocr(page, found) if self._ocr and needs_ocr(found) else found
        finally:
            page.close()


def read_page(page: Page, number: int, repairer: Repairer) -> PageGlyphs:
    """The glyphs, rules, fills, images and links of one loaded page, from its text layer."""
    drawn = read_drawn(page)
    listed, runs, facts = read_chars(page)
    chars, runs = drop_unplaced(listed, runs)
    unplaced = len(listed.unicode) - len(chars.unicode), drawn.unplaced
    chars = chars.select(find_shown(chars, runs, drawn.clips, page))
    inks = em_boxes(chars, runs)
    truth = repairer.read_page(number, page, chars, runs, facts, inks)
    glyphs = compose_accents(lay_bars(build_glyphs(chars, runs, truth, page.to_seen, inks)))
    degrees = find_degrees(glyphs)
    for place in degrees.tolist():
        font = facts[glyphs.fonts[place]].name
        repairer.count(
            font, str(glyphs.text[place]), "°", "a ring behind a figure or before C, F or K", 0.95, 1
        )
    glyphs = write_degrees(glyphs, degrees) if len(degrees) else glyphs
    glyphs, bars = write_overbars(glyphs, find_bars(drawn.paths))
    whole = Box(0.0, 0.0, page.width, page.height)
    overbars = {clip(bar, whole) for bar in bars}
    images = tuple(box for image in drawn.images if (box := clip(image, whole)) is not None)
    layer = is_ocr_layer(chars, runs, images, whole, drawn.text_under_image)
    origin = "none" if len(glyphs) == 0 else "ocr" if layer else "text_layer"
    return PageGlyphs(
        number,
        page.width,
        page.height,
        glyphs,
        tuple(to_font(each) for each in facts),
        tuple(rule for rule in find_rules(drawn.paths, whole) if rule.box not in overbars),
        find_fills(drawn.paths, whole),
        images,
        tuple(Link(box, uri) for box, uri in page.links()),
        origin,
        (
            *tell_unplaced(number, *unplaced),
            *tell_text(number, glyphs, origin, bool(images or drawn.paths)),
            *tell_doubts(number, page, chars, truth),
        ),
    )


def tell_unplaced(number: int, chars: int, drawn: int) -> Iterator[Finding]:
    """Whether something was left out because the page puts it at no place."""
    if chars or drawn:
        note = f"{chars} glyphs and {drawn} drawings that the damaged page puts nowhere were left out"
        yield Finding("reading.unplaced", note, number)


def tell_text(number: int, glyphs: Glyphs, origin: str, painted: bool) -> Iterator[Finding]:
    """Whether the page lacks text, or has text that is worth little."""
    if origin == "none" and painted:
        yield Finding("reading.no_text", "the page has pictures or drawings, but no text layer", number)
    if origin == "ocr" and is_poor(glyphs):
        yield Finding(
            "reading.poor_ocr", "the text was laid under a scan by OCR, and many words are broken", number
        )
    if is_unreadable(glyphs):
        yield Finding("reading.poor_text", "most glyphs have no known character", number)


def tell_doubts(number: int, page: Page, chars: Chars, truth: Truth) -> Iterator[Finding]:
    """One finding for each code of the page that could not be told, with the place of the first glyph."""
    for (code, evidence), places in truth.doubts.items():
        x0, bottom, x1, top = map(float, chars.loose[places[0]])
        font = clean_name(code.font) or "a font without a name"
        note = f"{len(places)} x code U+{code.code:04X} of {font} cannot be told for sure: {evidence}"
        box = transform_box((x0, bottom, x1, top), page.to_seen)
        yield Finding("reading.doubtful_glyph", note, number, box)


def needs_ocr(page: PageGlyphs) -> bool:
    """Whether a page shows text that its text layer lacks or garbles."""
    codes = {"reading.no_text", "reading.poor_ocr", "reading.poor_text"}
    return any(finding.code in codes for finding in page.findings)


def read_by_ocr(page: Page, found: PageGlyphs) -> PageGlyphs:
    """The page read through tesseract; as found, with a finding that says so, where that cannot be done."""
    program = find_tesseract()
    glyphs = read_picture(page.render(PIXELS_PER_POINT), program) if program else None
    if glyphs is None or len(glyphs) == 0:
        why = "tesseract found no text" if program else "tesseract is not installed"
        finding = Finding("reading.no_ocr", f"the page was not read by OCR: {why}", found.number)
        return replace(found, findings=(*found.findings, finding))
    finding = Finding("reading.read_by_ocr", "the page was read by tesseract", found.number)
    return replace(found, glyphs=glyphs, fonts=(OCR_FONT,), origin="ocr", findings=(*found.findings, finding))


def no_glyphs() -> Glyphs:
    """Arrays of length zero."""
    return Glyphs(
        np.zeros(0, "<U1"),
        np.zeros(0, np.uint32),
        np.zeros((0, 4), np.float32),
        np.zeros((0, 2), np.float32),
        np.zeros(0, np.float32),
        np.zeros(0, np.int16),
        np.zeros(0, np.int16),
        np.zeros(0, np.uint8),
    )


def empty_page(number: int, code: str, note: str) -> PageGlyphs:
    """A page of which nothing can be read, with the finding that says so."""
    return PageGlyphs(
        number, 0.0, 0.0, no_glyphs(), (), origin="none", findings=(Finding(code, note, number),)
    )


def open_reading(data: bytes, *, file_name: str = "", password: str = "", ocr: bool = True) -> Reading:
    """Open a PDF for reading; nothing but its structure is read yet.

    Raises UnreadableFile for what is empty, no PDF, encrypted without the password, damaged beyond opening,
    or without pages. With `ocr`, pages without text go through tesseract where it is installed.
    """
    return Reading(Document(data, file_name, password), file_name, ocr=ocr)


def render_page(data: bytes, number: int, scale: float = 2.0, *, password: str = "") -> Image:
    """The 1-based page as PDFium draws it, `scale` pixels per point."""
    document = Document(data, password=password)
    try:
        page = document.page(number)
        try:
            return page.render(scale)
        finally:
            page.close()
    finally:
        document.close()
