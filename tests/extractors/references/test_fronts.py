"""First pages in the manner of twelve publishers, from the PDF to what a paper says of itself."""

import pytest

from benchmarks.references import same
from extractors.extract import read_document
from tests.extractors.references.fronts import FRONTS, Front, to_typst

typst = pytest.importorskip("typst")


@pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)
def test_a_paper_tells_its_title_authors_journal_year_and_doi(front: Front, tmp_path):
    source = tmp_path / "front.typ"
    source.write_text(to_typst(front), encoding="utf-8")
    own = read_document(typst.compile(str(source))).bibliography
    assert same(own.title) == same(front.title)
    assert own.authors == front.people
    assert (own.journal, own.doi) == (front.journal, front.doi)
    assert front.year is None or own.year == front.year
