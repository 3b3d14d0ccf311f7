"""Records are found again on their pages: value, material, citation, in the sentence and the picture."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from extractors.extract import read_document
from pipeline.report.crops import draw_scenes
from pipeline.report.source import read_source
from pipeline.report.spots import CITATION, MATERIAL, OTHER, VALUE, Spot, locate_record, mark_plainly
from pipeline.report.write import see_paper


@pytest.fixture(scope="module")
def located(run_on_samples: tuple[Path, Path]) -> list[tuple[dict[str, Any], Spot]]:
    """The records of the sample papers with their spots."""
    papers = read_source(run_on_samples[0]).papers
    assert all(paper.file for paper in papers)
    found = []
    for paper in papers:
        document = read_document(paper.file.read_bytes())
        found += [(record, locate_record(record, document)) for record in paper.records]
    assert len(found) > 100
    return found


def said(spot: Spot, kind: str) -> str:
    return "".join(text for text, _, what in spot.runs if what == kind)


def test_every_value_is_marked_where_the_record_says(located: list[tuple[dict[str, Any], Spot]]) -> None:
    for record, spot in located:
        boxes = [box for kind, box in spot.marks if kind == VALUE]
        x0, top, x1, bottom = record["bbox"]
        if record["property"] != "structure":  # its box is that of the material
            assert any(b.x0 < x1 and b.x1 > x0 and b.top < bottom and b.bottom > top for b in boxes)
        assert said(spot, VALUE)


def test_the_marked_sentence_is_the_quote(located: list[tuple[dict[str, Any], Spot]]) -> None:
    for record, spot in located:
        if not record["where"].startswith("table"):
            text = "".join(text for text, script, kind in spot.runs if kind not in (CITATION, OTHER))
            assert text == record["quote"]


def test_materials_and_citations_are_marked_for_most(located: list[tuple[dict[str, Any], Spot]]) -> None:
    named = [any(kind == MATERIAL for kind, _ in spot.marks) for _, spot in located]
    assert sum(named) > 0.7 * len(named)
    cited = [any(kind == CITATION for kind, _ in spot.marks) for record, spot in located if record["refs"]]
    assert sum(cited) > 0.7 * len(cited)  # the others stand in a sentence far before


def test_marks_lie_in_their_region(located: list[tuple[dict[str, Any], Spot]]) -> None:
    for _, spot in located:
        assert all(spot.region.overlaps(box) for _, box in spot.marks)


def test_records_of_a_sentence_share_a_small_picture(run_on_samples: tuple[Path, Path]) -> None:
    paper = max(read_source(run_on_samples[0]).papers, key=lambda paper: len(paper.records))
    seen = see_paper(paper)
    assert 0 < len(seen.pictures) < len(seen.spots)
    for picture in seen.pictures.values():
        image = Image.open(io.BytesIO(base64.b64decode(picture.png)))
        assert image.size == (picture.width, picture.height)
        assert len(picture.png) < 200_000


def test_a_picture_has_ink_under_its_value(located: list[tuple[dict[str, Any], Spot]], samples: Path) -> None:
    data = (samples / "halide-review" / "paper.pdf").read_bytes()
    document = read_document(data).document_id
    spots = [spot for record, spot in located if record["document_id"] == document][:12]
    pictures = draw_scenes(data, spots)
    for spot in spots:
        picture = pictures[spot.scene]
        image = Image.open(io.BytesIO(base64.b64decode(picture.png))).convert("L")
        box = next(box for kind, box in spot.marks if kind == VALUE)
        left, top, width, height = picture.place(box)
        edges = (left, top, left + width, top + height)
        across, down = image.size[0] / 100, image.size[1] / 100
        cut = image.crop(tuple(round(e * (down if i % 2 else across)) for i, e in enumerate(edges)))
        assert cut.getextrema()[0] < 100


def test_tables_on_turned_pages_are_shown_upright(corpus: Path) -> None:
    data = (corpus / "review.pdf").read_bytes()
    document = read_document(data)
    table = next(table for table in document.tables if table.angle)
    record = {
        "page": table.pages[0],
        "where": f"table {table.number} row 1 col 1",
        "material": "",
        "refs": [],
    }
    text = table.rows[0][0].text
    page, box = text.places(0, len(text))[0]
    spot = locate_record(record | {"page": page, "bbox": list(box), "quote": text.flat}, document)
    picture = draw_scenes(data, [spot])[spot.scene]
    assert picture.width > picture.height
    _, _, width, height = picture.place(box)
    assert width * picture.width > height * picture.height


def test_without_the_paper_letters_alone_are_marked() -> None:
    record = {
        "quote": "Of both, Li3YCl6 reaches 0.51 mS cm−1 and Li3YBr6 1.7 mS cm−1.",
        "material": "Li3YBr6",
        "value_text": "1.7 mS cm−1",
    }
    runs = mark_plainly(record)
    assert [text for text, _, kind in runs if kind == MATERIAL] == ["Li3YBr6"]
    assert [text for text, _, kind in runs if kind == VALUE] == ["1.7 mS cm−1"]
    assert "".join(text for text, _, _ in runs) == record["quote"]


def test_a_label_is_not_found_inside_a_longer_word() -> None:
    record = {"quote": "ScCSZ and CSZ with 3 S/cm", "material": "CSZ", "value_text": "3 S/cm"}
    assert next(text for text, _, _ in mark_plainly(record)) == "ScCSZ and "


def test_records_that_fit_no_document_are_still_shown(samples: Path) -> None:
    document = read_document((samples / "research-paper" / "paper.pdf").read_bytes())
    for where in ("text", "table 9 row 1 col 1", "table 1 row 999 col 1", "nowhere"):
        spot = locate_record(
            {"where": where, "page": 1, "bbox": [10, 10, 20, 20], "quote": "no such"}, document
        )
        assert json.dumps(spot.runs)
        assert spot.marks[0][0] == VALUE
