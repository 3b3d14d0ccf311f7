"""From paths to papers."""

from pathlib import Path

import pytest

from extractors.model.errors import UnreadableFile
from pipeline.inputs import find_papers, printable, read_bytes


def names(paths: list[Path]) -> list[tuple[str, ...]]:
    return [tuple(Path(name).name for name in paper.names) for paper in find_papers(paths)[0]]


def test_a_folder_gives_the_pdf_files_below_it_by_name(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    for name in ("b.pdf", "a.PDF", "sub/c.pdf", "notes.txt"):
        (tmp_path / name).write_text(name)
    assert names([tmp_path]) == [("a.PDF",), ("b.pdf",), ("c.pdf",)]


def test_the_same_paper_under_two_names_is_one(tmp_path: Path):
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_text("the same")
    (tmp_path / "three.pdf").symlink_to(tmp_path / "one.pdf")
    assert names([tmp_path]) == [("one.pdf", "three.pdf", "two.pdf")]


def test_a_file_named_twice_is_read_once(tmp_path: Path):
    (tmp_path / "a.pdf").write_text("a")
    assert names([tmp_path, tmp_path / "a.pdf"]) == [("a.pdf",)]


def test_a_pattern_that_the_shell_left_is_matched(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.pdf").write_text("a")
    assert names([tmp_path / "**" / "*.pdf"]) == [("a.pdf",)]


def test_a_folder_without_papers_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="holds no PDF"):
        find_papers([tmp_path])


def test_a_missing_path_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="does not exist"):
        find_papers([tmp_path / "none.pdf"])


def test_a_link_to_nowhere_costs_itself_only(tmp_path: Path):
    (tmp_path / "a.pdf").write_text("a")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    papers, unread = find_papers([tmp_path])
    assert len(papers) == 1
    assert [Path(lost.name).name for lost in unread] == ["b.pdf"]
    assert "No such file" in unread[0].reason


def test_names_are_printed_on_one_line_whatever_bytes_they_hold():
    assert printable("a\nb\udcff.pdf") == "a\\nb\\udcff.pdf"
    assert printable("Müller–σ.pdf") == "Müller–σ.pdf"


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_bytes(tmp_path)
