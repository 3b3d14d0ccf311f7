"""Broken, locked and absurd files end in one clear error or in findings, never in a hang or a crash."""

import io

import numpy as np
import pikepdf
import pytest
import typst

from extractors.extract import read_document
from extractors.model.errors import UnreadableFile, WrongUsage
from extractors.reading import open_reading
from extractors.reading.chars import Chars, Run, drop_unplaced
from extractors.reading.pdf import Document
from extractors.reading.plumber import FontDictionaries

LINE = "#set page(width: 200pt, height: 100pt)\nLi#sub[3]YCl#sub[6] has 0.51 × 10#super[−3] S cm#super[−1]."


def typeset() -> bytes:
    return typst.compile(LINE.encode())


def save(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def read_all(pdf: bytes, **options: object) -> tuple[list[str], set[str]]:
    with open_reading(pdf, **options) as reading:
        texts = ["".join(page.glyphs.text) for page in reading.pages()]
        return texts, {finding.code for finding in reading.findings}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<html><body>403 Forbidden</body></html>", "not a PDF"),
        (b"\x00" * 5000, "not a PDF"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + b"garbage " * 500, "damaged"),
    ],
)
def test_what_is_no_pdf_raises_one_clear_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as caught:
        open_reading(data, file_name="paper.pdf")
    assert str(caught.value).startswith("paper.pdf: ")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_file_raises_or_reads(share: float) -> None:
    data = typeset()
    try:
        texts, _ = read_all(data[: int(len(data) * share)])
    except UnreadableFile:
        return
    assert all(isinstance(text, str) for text in texts)


def test_a_file_locked_with_a_password_asks_for_it() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        locked = save(pdf, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    with pytest.raises(UnreadableFile, match="asks for a password"):
        open_reading(locked)
    with pytest.raises(UnreadableFile, match="password is wrong"):
        open_reading(locked, password="guess")  # noqa: S106 - made here
    texts, _ = read_all(locked, password="secret")  # noqa: S106
    assert "10−3 S cm−1" in texts[0]


def test_a_file_locked_with_an_empty_password_opens() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        locked = save(
            pdf,
            encryption=pikepdf.Encryption(user="", owner="owner", allow=pikepdf.Permissions(extract=False)),
        )
    assert "10−3 S cm−1" in read_all(locked)[0][0]


def test_a_file_without_pages_raises() -> None:
    with pytest.raises(UnreadableFile):
        open_reading(save(pikepdf.new()))


def test_ten_thousand_pages_are_opened_at_once_and_read_one_by_one() -> None:
    pages = [f"{number} 0 obj<</Type/Page/Parent 2 0 R>>endobj" for number in range(3, 10_003)]
    kids = " ".join(f"{number} 0 R" for number in range(3, 10_003))
    tree = f"2 0 obj<</Type/Pages/Count 10000/MediaBox[0 0 200 200]/Kids[{kids}]>>endobj"
    catalog = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"
    document = "\n".join(["%PDF-1.7", catalog, tree, *pages, "trailer<</Root 1 0 R>>"])
    with open_reading(document.encode()) as reading:
        assert reading.page_count == 10_000
        assert [page.number for page in reading.pages((1, 10_000))] == [1, 10_000]


def test_a_title_that_is_no_text_is_left_out() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        pdf.docinfo["/Title"] = pikepdf.String(b"\xfe\xff\x00a\xd8\x00\x00b")
        pdf.docinfo["/Author"] = "N. N."
        data = save(pdf)
    with open_reading(data) as reading:
        assert reading.metadata["Author"] == "N. N."
        assert "Title" not in reading.metadata


def test_font_dictionaries_of_a_broken_file_say_nothing() -> None:
    dictionaries = FontDictionaries(lambda _: typeset()[:900])
    assert dictionaries.glyph_name(1, "AdvP4C4E74", 3) == ""


def build_named() -> pikepdf.Pdf:
    """A page whose font calls the glyph of code 3 C0."""
    pdf = pikepdf.new()
    encoding = pikepdf.Dictionary(Differences=pikepdf.Array([3, pikepdf.Name.C0]))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/ABCDEF+AdvP4C4E74"),
        Encoding=encoding,
    )
    page = pdf.add_blank_page(page_size=(200, 200))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    return pdf


def shift_objects(data: bytes) -> bytes:
    """The same file without its second line, so that no object stands where the file says."""
    first, second, rest = data.split(b"\n", 2)
    objects, _, position = rest.rpartition(b"startxref\n")
    moved = int(position.split()[0]) - len(second) - 1
    return b"%b\n%bstartxref\n%d\n%%%%EOF\n" % (first, objects, moved)


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (save(build_named()), ""),
        (shift_objects(save(build_named())), ""),
        (save(build_named(), encryption=pikepdf.Encryption(user="secret", owner="owner")), "secret"),
    ],
    ids=["sound", "objects elsewhere", "locked"],
)
def test_font_dictionaries_are_those_of_the_page_that_pdfium_sees(data: bytes, password: str) -> None:
    document = Document(data, password=password)
    assert FontDictionaries(document.export_page).glyph_name(1, "AdvP4C4E74", 3) == "C0"
    document.close()


def test_a_page_that_is_not_there_is_wrong_usage() -> None:
    with open_reading(typeset()) as reading, pytest.raises(WrongUsage, match="no such page"):
        list(reading.pages((2,)))


@pytest.mark.parametrize("size", [(1e9, 1e9), (1e7, 3), (20_000, 20_000)])
def test_a_page_of_absurd_size_is_a_finding_that_names_it(size: tuple[float, float]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, int(size[0]), int(size[1])])
    with open_reading(save(pdf)) as reading:
        page = next(reading.pages())
    assert page.origin == "none"
    assert [(finding.code, finding.page) for finding in page.findings] == [("reading.absurd_size", 1)]


def test_what_reading_says_of_a_page_stands_in_the_document_once() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        pdf.add_blank_page().MediaBox = pikepdf.Array([0, 0, 20_000, 20_000])
        document = read_document(save(pdf))
    assert [finding.code for finding in document.findings] == ["reading.absurd_size"]


def test_broken_fonts_and_fonts_without_names_do_not_stop_reading() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                del thing["/BaseFont"]
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing:
                del thing["/FontName"]
        nameless = save(pdf)
    texts, _ = read_all(nameless)
    assert "10−3" in texts[0].replace(" ", "")
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if key in thing:
                        thing[key].write(b"no font at all")
        broken = save(pdf)
    assert len(read_all(broken)[0]) == 1


def test_a_form_that_contains_itself_ends() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    form = pdf.make_stream(
        b"/F Do 10 10 100 1 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200]
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
    assert read_all(save(pdf))[0] == [""]


def test_a_page_tree_that_contains_itself_ends() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        pages = pdf.Root.Pages
        pages.Kids.append(pages)
        pages.Count = 3
        looped = save(pdf)
    try:
        read_all(looped)
    except UnreadableFile:
        return


def test_a_damaged_content_stream_leaves_the_other_pages_readable() -> None:
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        with pikepdf.open(io.BytesIO(typeset())) as other:
            pdf.pages.extend(other.pages)
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 ((( Tf << q Q Q Q Do")
        texts, _ = read_all(save(pdf))
    assert "10−3" in texts[1]


def test_what_overflowing_matrices_put_nowhere_is_left_out_and_told() -> None:
    huge = b"1" + b"0" * 30 + b".0"
    nowhere = b"q " + 2 * (b"%b %b -%b %b %b 0 cm " % ((huge,) * 5))
    with pikepdf.open(io.BytesIO(typeset())) as pdf:
        page = pdf.pages[0]
        font = next(iter(page.Resources.Font.keys())).encode()
        text, bar = b"BT " + font + b" 10 Tf <0001> Tj ET ", b"0 0 50 50 re f "
        page.contents_add(nowhere + text + bar + b"Q", prepend=True)
        damaged = save(pdf)
    with open_reading(damaged) as reading:
        read = next(reading.pages())
    assert "10−3 S cm−1" in "".join(read.glyphs.text)
    assert all(np.isfinite(box).all() for box in (read.glyphs.boxes, read.glyphs.origins, *read.fills))
    assert [finding.code for finding in read.findings] == ["reading.unplaced"]


def test_characters_without_a_place_are_dropped_with_their_text_object() -> None:
    sound, lost = Run(1, 0, (1, 0, 0, 1, 5, 5), 10, 0), Run(2, 0, (np.nan,) * 6, 10, 0)
    boxes = np.array([[0, 0, 1, 1], [5, 5, 9, 9], [5, 5, np.inf, 9], [6, 5, 9, 9]], np.float32)
    no = np.zeros(4, np.bool_)
    codes = np.arange(65, 69, dtype=np.uint32)
    listed = Chars(codes, np.array([0, 1, 1, 1], np.int32), boxes, boxes, np.ones((4, 2)), no, no)
    chars, runs = drop_unplaced(listed, (lost, sound))
    assert chars.unicode.tolist() == [66, 68]
    assert [runs[which] for which in chars.runs] == [sound, sound]
    assert runs == (sound,)
