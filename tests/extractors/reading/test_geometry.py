"""Boxes, baselines, sizes and angles on the page as it is seen."""

import io

import numpy as np
import pikepdf
import pytest
import typst

from extractors.model.glyphs import BOLD, ITALIC, PageGlyphs
from extractors.reading import open_reading, render_page
from extractors.reading.chars import Chars, Run
from extractors.reading.glyphs import add_bearings, place_chars

SOURCE = """
#set page(width: 300pt, height: 200pt, margin: 20pt)
#set text(font: "Libertinus Serif", size: 10pt)
#place(top + left, dx: 30pt, dy: 40pt)[Lithium]
#place(top + left, dx: 100pt, dy: 40pt)[*bold* _slanted_]
#place(top + left, dx: 30pt, dy: 100pt)[#rotate(-90deg, reflow: true)[side]]
#place(top + left, dx: 20pt, dy: 80pt)[#line(length: 120pt, stroke: 0.5pt)]
#place(top + left, dx: 150pt, dy: 100pt)[#rect(width: 60pt, height: 20pt, fill: luma(200), stroke: none)]
#place(top + left, dx: 30pt, dy: 120pt)[#text(size: 20pt)[fi#link("https://example.org/")[link]]]
"""


def typeset(**changes: object) -> bytes:
    with pikepdf.open(io.BytesIO(typst.compile(SOURCE.encode()))) as pdf:
        for key, value in changes.items():
            pdf.pages[0][f"/{key}"] = value
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def read_page(pdf: bytes) -> PageGlyphs:
    with open_reading(pdf) as reading:
        return next(reading.pages())


def find(page: PageGlyphs, word: str) -> np.ndarray:
    """The places of the word's glyphs."""
    start = "".join(page.glyphs.text).index(word)
    return np.arange(start, start + len(word))


def test_boxes_stand_from_the_top_left_and_baselines_within_them() -> None:
    page = read_page(typeset())
    at = find(page, "Lithium")
    assert page.width == pytest.approx(300)
    assert page.glyphs.boxes[at[0], 0] == pytest.approx(50, abs=0.5)
    assert (np.diff(page.glyphs.boxes[at, 0]) > 0).all()
    assert (
        (page.glyphs.boxes[at, 1] < page.glyphs.origins[at, 1])
        & (page.glyphs.origins[at, 1] < page.glyphs.boxes[at, 3])
    ).all()
    assert page.glyphs.sizes[at] == pytest.approx(10, abs=0.01)
    assert 60 < page.glyphs.origins[at[0], 1] < 72


@pytest.mark.parametrize(("turn", "angle"), [(90, 270), (180, 180), (270, 90)])
def test_a_turned_page_gives_boxes_as_it_is_seen(turn: int, angle: int) -> None:
    upright, turned = read_page(typeset()), read_page(typeset(Rotate=turn))
    x0, top, x1, bottom = upright.glyphs.boxes[find(upright, "Lithium")[0]]
    wanted = {
        90: (200 - bottom, x0, 200 - top, x1),
        180: (300 - x1, 200 - bottom, 300 - x0, 200 - top),
        270: (top, 300 - x1, bottom, 300 - x0),
    }[turn]
    at = find(turned, "Lithium")[0]
    assert turned.glyphs.boxes[at] == pytest.approx(wanted, abs=0.1)
    assert turned.glyphs.angles[at] == angle


def test_the_crop_box_moves_the_origin_and_hides_what_lies_outside() -> None:
    whole, cropped = read_page(typeset()), read_page(typeset(CropBox=pikepdf.Array([40, 110, 300, 200])))
    shift = whole.glyphs.boxes[find(whole, "Lithium")] - cropped.glyphs.boxes[find(cropped, "Lithium")]
    assert shift[:, [0, 2]] == pytest.approx(40, abs=0.1)
    assert "side" not in "".join(cropped.glyphs.text)


def test_text_that_reads_upwards_has_angle_90() -> None:
    page = read_page(typeset())
    at = find(page, "side")
    assert set(page.glyphs.angles[at]) == {90}
    assert (np.diff(page.glyphs.boxes[at, 1]) < 0).all()


def test_bold_and_italic_come_from_the_font() -> None:
    page = read_page(typeset())
    flags = [
        page.fonts[page.glyphs.fonts[find(page, word)[0]]].flags for word in ("Lithium", "bold", "slanted")
    ]
    assert flags == [0, BOLD, ITALIC]
    assert "+" not in page.fonts[0].name


def test_rules_fills_and_links_are_found() -> None:
    page = read_page(typeset())
    rule = next(rule for rule in page.rules if rule.horizontal)
    assert (rule.box.x0, rule.box.x1) == pytest.approx((40, 160), abs=0.5)
    assert rule.box.y_mid == pytest.approx(100, abs=0.5)
    assert page.fills[0] == pytest.approx((170, 120, 230, 140), abs=0.5)
    assert [link.uri for link in page.links] == ["https://example.org/"]


def test_the_pieces_of_a_ligature_share_its_width() -> None:
    page = read_page(typeset())
    first, second = find(page, "fi")
    boxes = page.glyphs.boxes
    assert boxes[first, 2] == pytest.approx(boxes[second, 0], abs=0.6)
    assert boxes[first, 0] < boxes[second, 0] < boxes[second, 2]


def test_a_rendered_page_shows_ink_where_its_glyphs_are() -> None:
    pdf = typeset()
    page = read_page(pdf)
    picture = np.asarray(render_page(pdf, 1, 4.0).convert("L"))
    assert picture.shape == (800, 1200)
    x0, top, x1, bottom = (page.glyphs.boxes[find(page, "Lithium")[0]] * 4).astype(int)
    assert picture[top:bottom, x0:x1].min() < 60


def test_hyphens_take_their_advance_where_pdfium_gives_their_ink() -> None:
    origins = np.array([[10, 50], [10, 50], [10, 50], [10, 50]], np.float32)
    inked = np.array([[11, 44, 13, 46], [4, 47, 6, 49], [7, 54, 9, 56], [14, 51, 16, 53]], np.float32)
    wide = add_bearings(inked, origins, np.array([0, 90, 180, 270], np.int16))
    assert wide.tolist() == [[10, 44, 14, 46], [4, 46, 6, 50], [6, 54, 10, 56], [14, 50, 16, 54]]


def test_a_ligature_whose_ink_pdfium_parts_keeps_its_pieces_side_by_side() -> None:
    ink = np.array([[11, 50, 14, 58], [14, 50, 17, 58]], np.float32)
    run = Run(1, 0, (1, 0, 0, 1, 0, 0), 10, 0)
    none = np.zeros(2, np.bool_)
    chars = Chars(
        np.array([102, 102], np.uint32),
        np.zeros(2, np.int32),
        ink,
        ink,
        np.full((2, 2), [10.0, 50.0]),
        none,
        none,
    )
    boxes = place_chars(chars, (run,), (1, 0, 0, 1, 0, 0)).boxes
    assert boxes[0, 0] == 10
    assert boxes[1].tolist() == ink[1].tolist()
