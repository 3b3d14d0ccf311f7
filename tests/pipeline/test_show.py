"""`ionlit show` draws what the stages saw, and says what is wrong in one sentence."""

from pathlib import Path

from PIL import Image

from extractors.extract import inspect_page
from pipeline.cli.app import run_command
from pipeline.picture import REPAIRED_COLOUR, VALUE_COLOUR, find_marks


def test_the_picture_has_the_size_of_the_page_and_names_its_values(samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.png"
    assert run_command(["show", str(samples / "halide-review" / "paper.pdf"), "-o", str(target)]) == 0
    with Image.open(target) as picture:
        assert picture.size[0] > 1000


def test_values_of_the_page_are_marked_with_their_material(samples: Path) -> None:
    data = (samples / "halide-review" / "paper.pdf").read_bytes()
    marks = [mark for mark in find_marks(inspect_page(data, 1)) if mark.colour == VALUE_COLOUR]
    assert any(mark.word == "Li3YBr6" for mark in marks)
    assert all(mark.box.width > 2 for mark in marks)


def test_a_clean_file_shows_no_repaired_glyph(samples: Path) -> None:
    data = (samples / "halide-review" / "paper.pdf").read_bytes()
    assert not any(mark.colour == REPAIRED_COLOUR for mark in find_marks(inspect_page(data, 1)))


def test_a_page_that_the_paper_does_not_have_is_named(samples: Path, capsys: object) -> None:
    paper = samples / "halide-review" / "paper.pdf"
    assert run_command(["show", str(paper), "--page", "99"]) == 2
    assert "no page 99" in capsys.readouterr().err  # type: ignore[attr-defined]
