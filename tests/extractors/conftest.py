"""Small PDFs typeset for one difficulty each."""

from collections.abc import Callable
from functools import cache

import pytest
import typst

from extractors.model.glyphs import PageGlyphs
from extractors.reading import open_reading

HEAD = "#set sub(typographic: false)\n#set super(typographic: false)\n"


@cache
def set_pages(source: str) -> tuple[PageGlyphs, ...]:
    data = typst.compile((HEAD + source).encode())
    return tuple(open_reading(data, file_name="typeset.pdf").pages())


@pytest.fixture(scope="session")
def typeset() -> Callable[[str], tuple[PageGlyphs, ...]]:
    """Sets Typst source and reads the PDF; the same source is set once a session."""
    return set_pages
