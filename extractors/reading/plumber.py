"""pdfplumber, named only here: the font dictionaries of a page, asked for suspicious fonts alone.

It is imported with the first question: most papers ask none, and its import takes longer than a page. It gets
the page alone, as PDFium writes it anew: in damaged files it would look for pages and objects for minutes,
and might count other pages than PDFium.
"""

import io
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from extractors.reading.names import clean_name

# pdfminer warns of every flaw of damaged files, of which PDFium has made the best already
logging.getLogger("pdfminer").setLevel(logging.ERROR)

MAX_DEPTH = 4
"""Forms nested deeper are not searched for fonts."""


class FontDictionaries:
    """Glyph names by code, as the encodings of a file's fonts give them.

    `export_page` gives a PDF of one page; it is asked with the first question about that page.
    """

    def __init__(self, export_page: Callable[[int], bytes]) -> None:
        self._export_page = export_page
        self._names: dict[int, dict[str, dict[int, str]]] = {}

    def glyph_name(self, page: int, font: str, code: int) -> str:
        """What the encoding of the font (name without subset prefix) calls this code's glyph, or ""."""
        if page not in self._names:
            self._names[page] = self._read_page(page)
        return self._names[page].get(font, {}).get(code, "")

    def _read_page(self, page: int) -> dict[str, dict[int, str]]:
        import pdfplumber

        names: dict[str, dict[int, str]] = {}
        try:
            with pdfplumber.open(io.BytesIO(self._export_page(page))) as pdf:
                resources = pdf.pages[0].page_obj.resources
                for font in _fonts(_resolve(resources), 0):
                    known = names.setdefault(clean_name(_text(font.get("BaseFont"))), {})
                    for code, glyph in _differences(font).items():
                        # two subsets of one font may give one code to two glyphs
                        known[code] = glyph if known.get(code, glyph) == glyph else ""
        except Exception:  # noqa: BLE001 - a second opinion: what pdfplumber cannot parse, it has none about
            return names
        return names


def _resolve(entry: object) -> Any:  # noqa: ANN401 - whatever the file holds
    """What a reference to another object of the file stands for."""
    from pdfplumber.utils.pdfinternals import resolve

    return resolve(entry)


def _fonts(resources: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if not isinstance(resources, Mapping) or depth > MAX_DEPTH:
        return
    fonts = _resolve(resources.get("Font"))
    for font in map(_resolve, fonts.values() if isinstance(fonts, Mapping) else ()):
        if isinstance(font, Mapping):
            yield font
    forms = _resolve(resources.get("XObject"))
    for form in map(_resolve, forms.values() if isinstance(forms, Mapping) else ()):
        inner = getattr(form, "attrs", {}).get("Resources")
        yield from _fonts(_resolve(inner), depth + 1)


def _differences(font: Mapping[str, Any]) -> dict[int, str]:
    """Codes and glyph names of a simple font's /Differences."""
    encoding = _resolve(font.get("Encoding"))
    entries = _resolve(encoding.get("Differences")) if isinstance(encoding, Mapping) else None
    names: dict[int, str] = {}
    code = 0
    for entry in entries or ():
        if isinstance(entry, int):
            code = entry
        else:
            names[code] = _text(entry)
            code += 1
    return names


def _text(name: object) -> str:
    found = getattr(name, "name", name)
    return found.decode("latin-1") if isinstance(found, bytes) else str(found or "")
