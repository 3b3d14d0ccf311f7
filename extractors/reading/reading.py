"""A paper opened for reading: its pages one at a time, as glyphs repaired to true Unicode."""

from collections.abc import Iterable, Iterator
from types import TracebackType

import numpy as np
from PIL.Image import Image

from extractors.model.errors import WrongUsage
from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.glyphs import Glyphs, Link, PageGlyphs, Repair
from extractors.reading.accents import compose_accents
from extractors.reading.chars import read_chars
from extractors.reading.drawn import clip, find_fills, find_rules
from extractors.reading.glyphs import build_glyphs, find_shown, to_font
from extractors.reading.paths import read_drawn
from extractors.reading.pdf import Document, Page
from extractors.reading.plumber import FontDictionaries
from extractors.reading.repair import Repairer

MAX_SIDE_PT = 14_400.0
"""PDF's own limit for a page's side (200 inches); larger pages are not looked at."""


class Reading:
    """One open PDF. `repairs` and `findings` grow while pages are read; `close` it or use it in `with`."""

    def __init__(
        self, document: Document, dictionaries: FontDictionaries, file_name: str, *, ocr: bool
    ) -> None:
        self._document = document
        self._dictionaries = dictionaries
        self._file_name = file_name
        self._ocr = ocr
        self._findings: list[Finding] = []
        self._repairer = Repairer(dictionaries.glyph_name)
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
        self._dictionaries.close()

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
            return read_page(page, number, self._repairer)
        finally:
            page.close()


def read_page(page: Page, number: int, repairer: Repairer) -> PageGlyphs:
    """The glyphs, rules, fills, images and links of one loaded page."""
    drawn = read_drawn(page)
    chars, runs, facts = read_chars(page)
    chars = chars.select(find_shown(chars, runs, drawn.clips, page))
    truth = repairer.read_page(number, page, chars, runs, facts)
    glyphs = compose_accents(build_glyphs(chars, runs, truth, page.to_seen))
    whole = Box(0.0, 0.0, page.width, page.height)
    images = tuple(box for image in drawn.images if (box := clip(image, whole)) is not None)
    links = tuple(Link(box, uri) for box, uri in page.links())
    fonts = tuple(to_font(each) for each in facts)
    rules, fills = find_rules(drawn.paths, whole), find_fills(drawn.paths, whole)
    return PageGlyphs(number, page.width, page.height, glyphs, fonts, rules, fills, images, links)


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
    document = Document(data, file_name, password)
    return Reading(document, FontDictionaries(data, password), file_name, ocr=ocr)


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
