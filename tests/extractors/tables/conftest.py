"""The develop half of the bank, read once per session."""

import pytest

from extractors.layout.table_regions import find_table_regions
from extractors.layout.words import find_segments
from extractors.model.document import Table
from extractors.model.glyphs import PageGlyphs
from extractors.model.layout import PageLayout
from extractors.reading import open_reading
from extractors.tables import build_tables
from tests.typeset.bank import typeset
from tests.typeset.spec import Spec
from tests.typeset.specs import build_bank

Read = dict[str, tuple[Spec, tuple[Table, ...]]]


def read_pdf(pdf: bytes) -> tuple[Table, ...]:
    """Tables from the segments of each page: what other parts of layout decide is not asked."""
    with open_reading(pdf, ocr=False) as reading:
        return build_tables(map(lay_out_tables, reading.pages()))


def lay_out_tables(page: PageGlyphs) -> PageLayout:
    lines = [line for angle in (0, 90, 180, 270) for line in find_segments(page, angle)]
    return PageLayout(page.number, page.width, page.height, (), find_table_regions(page, lines))


@pytest.fixture(scope="session")
def bank() -> Read:
    """Specs by name with the tables that were read."""
    specs = [spec for spec in build_bank() if not spec.evaluate]
    return {spec.name: (spec, read_pdf(typeset(spec))) for spec in specs}
