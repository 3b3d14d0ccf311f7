"""Papers of our own in many layouts read as their sources print: journals, manuscripts, theses, patents."""

import pytest

from benchmarks.layouts import Right, compare_layout
from extractors.layout import lay_out
from extractors.reading import open_reading
from extractors.text import compose_passages
from tests.typeset.layout import Layout, find_missing_faces, list_layouts, typeset_layout

#: What is not told: a title hardly larger than its text, and that the text of a box is counted apart.
NOT_TOLD = {
    "specification": {"title", "no other headings"},
    "boxed": {"no others", "no other headings"},
}
#: Paragraphs, headings and captions that the layouts kept for evaluation should give at least, of all.
EVALUATED = {"paragraphs": 0.95, "headings": 0.9, "captions": 0.95, "in order": 0.99}


def read_layout(layout: Layout) -> tuple[Right, tuple[str, ...]]:
    data, printed = typeset_layout(layout)
    with open_reading(data, ocr=False) as reading:
        compared = compare_layout(printed, list(compose_passages(lay_out(reading.pages()))))
    return compared.right, compared.misses


@pytest.fixture(autouse=True)
def faces() -> None:
    if missing := find_missing_faces():
        pytest.skip(f"not on this machine: {', '.join(missing)}")


@pytest.mark.parametrize("layout", list_layouts("develop"), ids=lambda layout: layout.name)
def test_a_layout_reads_as_it_is_printed(layout: Layout) -> None:
    right, misses = read_layout(layout)
    wrong = {what for what, (hit, of) in right.items() if hit < of}
    assert wrong == NOT_TOLD.get(layout.name, set()), misses


def test_layouts_that_no_rule_was_written_on_are_read_as_well() -> None:
    whole: dict[str, tuple[int, int]] = {}
    for layout in list_layouts("evaluate"):
        for what, (hit, of) in read_layout(layout)[0].items():
            before = whole.get(what, (0, 0))
            whole[what] = before[0] + hit, before[1] + of
    shares = {what: whole[what][0] / whole[what][1] for what in EVALUATED}
    assert all(shares[what] >= least for what, least in EVALUATED.items()), shares
