"""The run: once with Prefect and workers as users have it, the rest without."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.settings import Settings
from pipeline.cli.app import run_command
from pipeline.cli.run import find_gold
from pipeline.dataset import load_dataset
from pipeline.reading import read_paper
from pipeline.run import Report, carry_out, plan_run, read_one_by_one
from pipeline.scored import score_run
from pipeline.store import FAILED


def run_plainly(*paths: Path, out: Path, settings: Settings = Settings()) -> tuple[Report, list[str]]:  # noqa: B008
    """Run without Prefect; also the names of the papers that were really read."""
    read: list[str] = []
    plan = plan_run(paths, out, settings)
    report = carry_out(
        plan, read_one_by_one(read_paper), lambda outcome: read.append(Path(outcome.file).name)
    )
    return report, read


@pytest.fixture(scope="module")
def first(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over the sample papers."""
    out = tmp_path_factory.mktemp("run")
    run_plainly(samples, out=out)
    return out


@pytest.fixture
def out(first: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to go on with."""
    shutil.copytree(first, tmp_path / "out")
    return tmp_path / "out"


def test_the_flow_reads_the_samples_once_scores_them_and_reads_nothing_again(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    arguments = ["run", str(samples), "--out", str(tmp_path / "out"), "--workers", "2"]
    assert run_command(arguments) == 0
    told = capsys.readouterr()
    assert "2 of 2 documents read" in told.out
    assert "F1" in told.out
    assert told.err == ""
    results = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "documents").iterdir()}
    assert len(results) == 2
    records = (tmp_path / "out" / "records.jsonl").read_bytes()
    assert run_command(arguments) == 0
    assert "2 of 2 documents unchanged" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "documents").iterdir()} == results
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == records


def test_the_dataset_is_the_union_of_the_results(first: Path):
    manifest = json.loads((first / "manifest.json").read_text())
    frame = load_dataset(first)
    assert (
        len(frame) == manifest["counts"]["records"] == sum(row["records"] for row in manifest["inputs"]) > 0
    )
    assert set(frame["document_id"]) <= {row["document_id"] for row in manifest["inputs"]}
    references = (first / "references.jsonl").read_text().splitlines()
    assert len(references) == manifest["counts"]["references"] > 0
    assert len(load_dataset(first / "records.csv")) == len(frame)


def test_the_manifest_names_inputs_by_hash_versions_and_settings(first: Path):
    manifest = json.loads((first / "manifest.json").read_text())
    assert all(len(row["sha256"]) == 64 and row["files"] for row in manifest["inputs"])
    assert {"python", "ionlit", "schema", "rules", "pypdfium2"} <= set(manifest["versions"])
    assert manifest["settings"] == {"ocr": True, "password": False, "extractors": ["rules", "cde"]}


def test_a_second_run_reads_nothing(samples: Path, out: Path):
    report, read = run_plainly(samples, out=out)
    assert read == []
    assert report.unchanged == 2


def test_other_settings_are_another_result(samples: Path, out: Path):
    _, read = run_plainly(samples / "research-paper", out=out, settings=Settings(ocr=False))
    assert read == ["paper.pdf"]


def test_a_damaged_result_is_read_anew(samples: Path, out: Path):
    victim = min((out / "documents").iterdir())
    victim.write_text("{")
    report, read = run_plainly(samples, out=out)
    assert len(read) == 1
    assert report.failed == ()


def test_the_same_paper_under_two_names_is_read_once_and_both_names_are_kept(
    samples: Path, out: Path, tmp_path: Path
):
    paper = samples / "research-paper" / "paper.pdf"
    shutil.copy(paper, tmp_path / "copy.pdf")
    report, read = run_plainly(paper, tmp_path / "copy.pdf", out=out)
    assert read == []
    assert len(report.outcomes) == 1
    (row,) = json.loads((out / "manifest.json").read_text())["inputs"]
    assert [Path(name).name for name in row["files"]] == ["paper.pdf", "copy.pdf"]


def test_a_paper_that_fails_is_reported_and_the_others_go_on(samples: Path, out: Path, tmp_path: Path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.pdf").write_text("no PDF")
    (tmp_path / "papers" / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    report, read = run_plainly(tmp_path / "papers", samples, out=out)
    assert read == ["a.pdf"]
    assert {Path(outcome.file).name: bool(outcome.reason) for outcome in report.failed} == {
        "a.pdf": True,
        "b.pdf": True,
    }
    assert len(report.outcomes) == 4
    assert [row["status"] for row in json.loads((out / "manifest.json").read_text())["inputs"]].count(
        FAILED
    ) == 2


def test_papers_that_failed_are_tried_again_without_prefect(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a.pdf").write_text("no PDF")
    run_plainly(tmp_path / "a.pdf", out=out)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setitem(sys.modules, "pipeline.flows", None)
    assert run_command(["run", str(tmp_path / "a.pdf"), "-o", str(out)]) == 2
    assert "1 failed" in capsys.readouterr().out


def test_a_failed_paper_is_tried_again(out: Path, tmp_path: Path):
    (tmp_path / "a.pdf").write_text("no PDF")
    assert run_plainly(tmp_path / "a.pdf", out=out)[1] == ["a.pdf"]
    assert run_plainly(tmp_path / "a.pdf", out=out)[1] == ["a.pdf"]


def test_some_failed_is_exit_code_one(
    samples: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone.pdf")
    assert run_command(["run", str(samples), str(tmp_path / "a.pdf"), "--out", str(out)]) == 1
    assert "1 failed" in capsys.readouterr().out


def test_what_did_not_change_is_not_scored_again(out: Path, samples: Path, tmp_path: Path):
    gold = tmp_path / "gold"
    shutil.copytree(samples, gold)
    first = score_run(out, gold)
    made = (out / "score.json").stat().st_mtime_ns
    assert score_run(out, gold) == first
    assert (out / "score.json").stat().st_mtime_ns == made
    facts = gold / "research-paper" / "records.csv"
    facts.write_text("".join(facts.read_text().splitlines(keepends=True)[:4]))
    assert score_run(out, gold) != first
    (out / "score.md").unlink()
    score_run(out, gold)
    assert (out / "score.md").is_file()


@pytest.mark.parametrize("paths", [["samples"], ["samples/one/paper.pdf"], ["papers", "samples"], ["papers"]])
def test_papers_of_a_gold_set_are_scored_against_all_of_it(
    paths: list[str], tmp_path: Path, write_gold: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
):
    write_gold(tmp_path / "gold" / "samples" / "one", [])
    write_gold(tmp_path / "gold" / "documents" / "two", [])
    (tmp_path / "gold" / "papers").mkdir()
    (tmp_path / "documents" / "mine").mkdir(parents=True)
    (tmp_path / "documents" / "mine" / "records.csv").write_text("not gold")
    monkeypatch.chdir(tmp_path)
    assert find_gold([Path("gold", path) for path in paths]) == Path("gold")
    assert find_gold([tmp_path / "documents"]) == Path("gold")


def test_papers_beside_their_own_gold_are_scored_against_it(tmp_path: Path, write_gold: Callable[..., Path]):
    write_gold(tmp_path / "mine" / "one", [])
    assert find_gold([tmp_path / "mine"]) == tmp_path / "mine"
