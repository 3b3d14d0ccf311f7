"""`--resolve-dois` at the command line: asked for, told, and harmless without a network."""

import json
from pathlib import Path

import pytest

from pipeline.cli.app import run_command
from pipeline.cli.dois import choose_service, look_up_run
from tests.pipeline.crossref.conftest import FakeCrossref, offer
from tests.pipeline.crossref.test_crossref_lookup import entry, write_run
from tests.pipeline.crossref.test_crossref_works import OFFERED


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def paper(samples: Path) -> Path:
    """A paper whose list prints no DOI."""
    return samples / "halide-review" / "paper.pdf"


def extract(paper: Path, *options: str) -> int:
    return run_command(["extract", str(paper), "--stage", "references", *options])


def test_nothing_is_asked_unless_wanted(
    paper: Path, crossref: FakeCrossref, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("IONLIT_CROSSREF", crossref.address)
    assert extract(paper) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any(not row["doi"] for row in rows)
    assert all(row["resolved_doi"] is None for row in rows)
    assert crossref.questions == []


def test_without_a_network_the_output_is_the_same_and_one_sentence_says_so(
    paper: Path, closed_address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("IONLIT_CROSSREF", closed_address)
    assert extract(paper) == 0
    before = capsys.readouterr().out
    assert extract(paper, "--resolve-dois") == 0
    out, err = capsys.readouterr()
    assert out == before
    assert err.count("\n") == 1
    assert "cannot be reached" in err


def test_a_run_without_a_network_says_so_once(
    closed_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("IONLIT_CROSSREF", closed_address)
    look_up_run(write_run(tmp_path / "run"), choose_service(""))
    assert capsys.readouterr().err.count("\n") == 1
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["counts"] == {"resolved_dois": 0, "dois_not_looked_up": 1}


def test_a_run_tells_what_was_found(
    crossref: FakeCrossref,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("IONLIT_CROSSREF", crossref.address)
    crossref.answers = [offer(OFFERED)]
    folder = write_run(tmp_path / "run")
    look_up_run(folder, choose_service("name@example.org"))
    assert capsys.readouterr().err == "DOIs looked up: 1 found for 1 references without.\n"
    rows = [json.loads(line) for line in (folder / "references.jsonl").read_text().splitlines()]
    assert rows == [entry() | {"resolved_doi": "10.9999/made.up"}]


@pytest.mark.parametrize(
    "options",
    [
        ["--stage", "records", "--resolve-dois"],
        ["--stage", "references", "--resolve-dois", "--mailto", "nobody"],
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(
    options: list[str], paper: Path, capsys: pytest.CaptureFixture[str]
):
    assert run_command(["extract", str(paper), *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1
