"""Where tables are found, and what is told apart from them."""

import time

import pytest
import typst

from extractors.layout.table_regions import find_table_regions
from extractors.layout.words import find_segments
from extractors.model.layout import TableRegion
from extractors.reading import open_reading
from tests.typeset.negatives import negatives

NEGATIVES = negatives()


def find(source: str) -> list[TableRegion]:
    """Regions on all pages of a typst document."""
    pdf = typst.compile(source.encode())
    assert isinstance(pdf, bytes)
    found: list[TableRegion] = []
    with open_reading(pdf, ocr=False) as reading:
        for page in reading.pages():
            lines = [line for angle in (0, 90, 180, 270) for line in find_segments(page, angle)]
            found += find_table_regions(page, lines)
    return found


@pytest.mark.parametrize("name", NEGATIVES)
def test_what_only_looks_like_a_table_is_none(name: str) -> None:
    found = find(NEGATIVES[name])
    assert [[line.text.flat for line in region.lines[:6]] for region in found] == []


def test_pages_without_tables_cost_next_to_nothing() -> None:
    pdf = typst.compile(NEGATIVES["prose"].encode())
    assert isinstance(pdf, bytes)
    with open_reading(pdf, ocr=False) as reading:
        page = next(iter(reading.pages()))
        lines = find_segments(page, 0)
        began = time.process_time()
        for _ in range(20):
            find_table_regions(page, lines)
    assert (time.process_time() - began) / 20 < 0.01
