"""Pages without text, pages with text laid under a scan, and pages read through tesseract."""

import io
import shutil
import stat
import sys
from pathlib import Path

import pikepdf
import pytest
import typst

from extractors.model.glyphs import PageGlyphs
from extractors.reading import open_reading, render_page

GOOD = "The ionic conductivity of the chloride was measured at room temperature in a cell under pressure"
POOR = "T|e io~ic cond_ctivi#y of th^ ch|oride w@s mea#ured at ro|m te^perature 1n @ ce|l und*r pre~sure"
TABLE = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1250\t625\t-1\t
4\t1\t1\t1\t1\t0\t100\t200\t400\t50\t-1\t
5\t1\t1\t1\t1\t1\t100\t205\t200\t45\t96.5\tLi3YCl6
5\t1\t1\t1\t1\t2\t320\t205\t180\t45\t41.0\t0.51
"""


def scan(text: str = "", mode: int = 3) -> bytes:
    """A page that is one picture, with this text in one line over it."""
    page = typst.compile(f"#set page(width: 300pt, height: 150pt)\n{GOOD}".encode())
    out = io.BytesIO()
    render_page(page, 1, 2.0).convert("L").save(out, "PDF", resolution=144)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].Resources.Font = pikepdf.Dictionary(F=font)
        content = f"\nBT {mode} Tr /F 6 Tf 10 100 Td ({text}) Tj ET".encode()
        pdf.pages[0].contents_add(content)
        done = io.BytesIO()
        pdf.save(done)
        return done.getvalue()


def read_page(pdf: bytes, *, ocr: bool = False) -> PageGlyphs:
    with open_reading(pdf, ocr=ocr) as reading:
        return next(reading.pages())


def codes(page: PageGlyphs) -> set[str]:
    assert all(finding.page == page.number for finding in page.findings)
    return {finding.code for finding in page.findings}


def test_a_picture_of_a_page_has_no_text_and_says_so() -> None:
    page = read_page(scan())
    assert (page.origin, len(page.glyphs), codes(page)) == ("none", 0, {"reading.no_text"})
    assert len(page.images) == 1


def test_invisible_text_over_a_scan_is_marked_as_ocr() -> None:
    page = read_page(scan(GOOD))
    assert (page.origin, codes(page)) == ("ocr", set())


def test_broken_words_under_a_scan_are_poor_ocr() -> None:
    page = read_page(scan(POOR))
    assert (page.origin, codes(page)) == ("ocr", {"reading.poor_ocr"})


def test_visible_text_over_a_picture_is_a_text_layer() -> None:
    assert read_page(scan(GOOD, mode=0)).origin == "text_layer"


def test_an_empty_page_is_no_finding() -> None:
    page = read_page(typst.compile(b"#set page(width: 100pt, height: 100pt)\n#h(1pt)"))
    assert (page.origin, codes(page)) == ("none", set())


def test_without_tesseract_the_page_says_that_it_was_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert codes(read_page(scan(), ocr=True)) == {"reading.no_text", "reading.no_ocr"}


def test_tesseracts_table_becomes_glyphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nsys.stdout.write({TABLE!r})\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path))
    page = read_page(scan(), ocr=True)
    assert (page.origin, codes(page)) == ("ocr", {"reading.no_text", "reading.read_by_ocr"})
    assert "".join(page.glyphs.text) == "Li3YCl60.51"
    assert page.glyphs.boxes[0, 0] == pytest.approx(24.0)
    assert page.glyphs.repaired.tolist() == [0] * 7 + [2] * 4


def test_a_program_that_fails_leaves_the_page_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!{sys.executable}\nraise SystemExit(1)\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert codes(read_page(scan(), ocr=True)) == {"reading.no_text", "reading.no_ocr"}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_tesseract_reads_a_scan() -> None:
    page = read_page(scan(), ocr=True)
    assert page.origin == "ocr"
    assert "conductivity" in "".join(page.glyphs.text)
