"""Lists typeset in the manner of publishers, and the real papers, from the PDF to whole entries."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.layout import lay_out
from extractors.model.document import Reference
from extractors.reading import open_reading
from extractors.references import parse_references
from tests.extractors.references import unseen_lists
from tests.extractors.references.typeset_lists import STYLES, Style, Work, expected, read_works, to_typst
from tests.extractors.references.unseen_lists import MANNERS, Manner

typst = pytest.importorskip("typst")


def read_pdf(data: bytes) -> tuple[Reference, ...]:
    with open_reading(data) as reading:
        return parse_references(tuple(lay_out(reading.pages())))


def shown(reference: Reference) -> tuple[str, ...]:
    return (
        ";".join(reference.authors),
        reference.journal,
        str(reference.year),
        reference.volume,
        reference.first_page,
    )


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_whole_entries_of_a_typeset_list(style: Style, tmp_path: Path):
    works = read_works()
    source = tmp_path / "list.typ"
    source.write_text(to_typst(style, works), encoding="utf-8")
    references = read_pdf(typst.compile(str(source)))
    assert share_of_whole_entries(references, style, works) >= 0.90


def share_of_whole_entries(references: tuple[Reference, ...], style: Style, works: tuple[Work, ...]) -> float:
    assert len(references) == len(works)
    wanted = [
        tuple(expected(style, work)[name] for name in ("authors", "journal", "year", "volume", "first_page"))
        for work in works
    ]
    right = sum(shown(reference) == want for reference, want in zip(references, wanted, strict=True))
    return right / len(works)


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)
def test_whole_entries_of_lists_in_unusual_manners(manner: Manner, tmp_path: Path):
    works = unseen_lists.order_works(manner, read_works())
    source = tmp_path / "list.typ"
    source.write_text(unseen_lists.to_typst(manner, works), encoding="utf-8")
    references = read_pdf(typst.compile(str(source), font_paths=typst.Fonts(include_system_fonts=True)))
    assert share_of_whole_entries(references, manner.style, works) >= 0.90


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("count", [4, 8])
@pytest.mark.parametrize("leading_em", [0.6, 1.2, 1.6])
def test_numbers_of_lines_are_no_part_of_short_lists(
    leading_em: float, count: int, side: str, tmp_path: Path
):
    manner = next(manner for manner in MANNERS if manner.name == "manuscript_hang")
    manner = replace(manner, height="200mm", leading_em=leading_em, gap_em=leading_em)
    works = unseen_lists.order_works(manner, read_works()[:count])
    counted = f'numbering: "1", number-margin: {side}'
    text = unseen_lists.to_typst(manner, works).replace('par.line(numbering: "1"', f"par.line({counted}")
    source = tmp_path / "list.typ"
    source.write_text(text, encoding="utf-8")
    assert share_of_whole_entries(read_pdf(typst.compile(str(source))), manner.style, works) == 1.0


def test_the_review_has_all_its_entries(corpus: Path):
    truth = json.loads((corpus / "review-truth.json").read_text(encoding="utf-8"))["references"]
    references = read_pdf((corpus / "review.pdf").read_bytes())
    assert [reference.number for reference in references] == [entry["num"] for entry in truth]
    right = sum(
        (list(r.authors), r.journal, r.year, r.volume, r.first_page)
        == (t["authors"], t["journal"], t["year"], t["volume"] or "", t["first_page"])
        for r, t in zip(references, truth, strict=True)
    )
    assert right / len(truth) >= 0.98
