"""What the papers of the corpus print, against lists made by eye from the rendered pages."""

import csv
from functools import cache
from pathlib import Path

import pytest

from extractors.model.glyphs import PageGlyphs, Repair
from extractors.reading import open_reading

CASES = Path(__file__).parents[2] / "cases" / "corpus_exponents.tsv"
CLEAN = ("review", "fast-ion-conduction-philtrans")


@cache
def read_paper(path: Path) -> tuple[tuple[PageGlyphs, ...], tuple[Repair, ...]]:
    with open_reading(path.read_bytes(), file_name=path.name) as reading:
        return tuple(reading.pages()), reading.repairs


def flat_text(page: PageGlyphs) -> str:
    """The glyphs of the page without spaces; an en dash that prints a raised minus is written as one."""
    return "".join(page.glyphs.text).replace(" ", "").replace("–", "−").replace("−", "−")


def load_cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "case", load_cases(), ids=lambda case: f"{case['file'][:8]}-{case['page']}-{case['printed']}"
)
def test_exponents_units_and_signs_read_as_printed(corpus: Path, case: dict[str, str]) -> None:
    pages, _ = read_paper(corpus / f"{case['file']}.pdf")
    text = flat_text(pages[int(case["page"]) - 1])
    assert text.count(case["printed"].replace("–", "−")) >= int(case["count"])


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_repaired_in_clean_papers(corpus: Path, name: str) -> None:
    pages, repairs = read_paper(corpus / f"{name}.pdf")
    assert repairs == ()
    assert not any(page.glyphs.repaired.any() for page in pages)


def test_no_letter_of_a_text_font_is_overruled(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.pdf")):
        pages, repairs = read_paper(path)
        printed = sum(len(page.glyphs) for page in pages)
        overruled = sum(
            repair.count for repair in repairs if repair.given.isalnum() and repair.given.isascii()
        )
        assert overruled < 0.003 * printed, path.name


def test_control_and_private_codes_never_remain(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.pdf")):
        for page in read_paper(path)[0]:
            codes = page.glyphs.text.view("uint32")
            assert not ((codes < 32) | ((codes >= 0x7F) & (codes < 0xA0))).any(), (path.name, page.number)
            assert not ((codes >= 0xE000) & (codes < 0xF900)).any(), (path.name, page.number)


def test_accents_stand_with_their_letters(corpus: Path) -> None:
    pages, _ = read_paper(corpus / "hornsveld-rsc-advances.pdf")
    assert flat_text(pages[9]).count("J.Hämäläinen") >= 1
    assert not any(mark in flat_text(page) for page in pages for mark in "¨´˚")


def test_what_a_figure_cuts_away_is_not_read(corpus: Path) -> None:
    pages, _ = read_paper(corpus / "nasicon-batteries-mdpi.pdf")
    assert not any(0x0700 <= ord(char) < 0x1D00 for page in pages for char in page.glyphs.text)
