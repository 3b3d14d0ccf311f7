"""`ionlit report`: what it writes from runs and from datasets, with and without papers and gold."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.app import run_command
from pipeline.report import write_report
from pipeline.report.source import read_source


def test_a_run_gives_an_overview_pages_and_plots(reported: Any) -> None:
    written = reported.written
    assert written.index.name == "index.html"
    assert len(written.pages) == 2
    assert {plot.suffix for plot in written.plots} == {".svg", ".png"}
    assert written.without_pdf == ()
    assert written.faults == ()
    assert written.bytes < 3_000_000
    text = written.index.read_text("utf-8")
    assert all(page.name in text for page in written.pages)


def test_the_command_writes_beside_the_run_and_says_where(
    run_on_samples: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    shutil.copytree(run_on_samples[0], run)
    assert run_command(["report", str(run), "--workers", "1"]) == 0
    assert (run / "report" / "index.html").is_file()
    assert str(run / "report" / "index.html") in capsys.readouterr().out


def test_papers_that_have_gone_are_named_and_have_no_pictures(
    run_on_samples: tuple[Path, Path], tmp_path: Path
) -> None:
    for name in ("records.jsonl", "references.jsonl"):
        shutil.copy(run_on_samples[0] / name, tmp_path / name)
    written = write_report(tmp_path, tmp_path / "report")
    assert len(written.without_pdf) == 2
    for page in written.pages:
        text = page.read_text("utf-8")
        assert "there are no pictures" in text
        assert "text/plain" not in text


def test_papers_are_found_by_content_where_they_lie_now(
    run_on_samples: tuple[Path, Path], tmp_path: Path
) -> None:
    run, papers = run_on_samples
    (tmp_path / "moved").mkdir()
    for number, paper in enumerate(papers.iterdir()):
        shutil.copy(paper, tmp_path / "moved" / f"{number}.pdf")
    shutil.copy(run / "records.csv", tmp_path / "records.csv")
    source = read_source(tmp_path / "records.csv", (tmp_path / "moved",))
    assert all(paper.file for paper in source.papers)


def test_another_file_under_the_name_of_the_paper_is_not_shown(
    run_on_samples: tuple[Path, Path], tmp_path: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(run_on_samples[0], run)
    manifest = (run / "manifest.json").read_text("utf-8")
    (run / "manifest.json").write_text(
        manifest.replace(str(run_on_samples[1]), str(tmp_path)), encoding="utf-8"
    )
    for name in ("halide-review", "research-paper"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.4 another")
    assert not any(paper.file for paper in read_source(run).papers)


def test_a_damaged_paper_does_not_cost_the_report(run_on_samples: tuple[Path, Path], tmp_path: Path) -> None:
    """A file with the right content that cannot be read again, here for want of being a PDF at all."""
    from pipeline.report.source import Paper
    from pipeline.report.write import see_paper

    (tmp_path / "paper.pdf").write_bytes(b"no PDF")
    paper = read_source(run_on_samples[0]).papers[0]
    broken = Paper(
        **{name: getattr(paper, name) for name in Paper.__slots__} | {"file": tmp_path / "paper.pdf"}
    )
    seen = see_paper(broken)
    assert seen.pictures == {}
    assert seen.fault.startswith("The PDF ")


def test_an_empty_dataset_gives_an_empty_report(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("", encoding="utf-8")
    written = write_report(tmp_path, tmp_path / "report")
    assert written.pages == ()
    assert "No record was found" in written.index.read_text("utf-8")


def test_what_is_no_dataset_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["report", str(tmp_path / "nothing")]) == 2
    assert "nothing" in capsys.readouterr().err


def test_gold_says_which_records_are_right(reported: Any) -> None:
    text = reported.page_of("halide-review").read_text("utf-8")
    assert text.count('class="verdict right"') > 50
    assert "Gold says" in text
