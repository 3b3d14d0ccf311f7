"""The commands score, diff and gold as a user calls them: output, messages, exit codes."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli.app import run_command


@pytest.fixture
def place(tmp_path, claim, write_gold, record_of, monkeypatch):
    """A working folder with gold, a run in outputs/, and another run of which one record changed."""
    monkeypatch.chdir(tmp_path)
    write_gold(
        tmp_path / "gold" / "documents" / "10.1_paper", [[claim(0.5)], [claim(1.7, material="Li3YBr6")]]
    )
    for name, claims in (
        ("one", [claim(0.5)]),
        ("two", [claim(0.5, refs=("8",)), claim(3.0, material="LiF")]),
    ):
        folder = tmp_path / "outputs" / name
        folder.mkdir(parents=True)
        lines = "".join(json.dumps(record_of(claim)) + "\n" for claim in claims)
        (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--min-precision", "1"], 0),
        (["--min-recall", "0.5"], 0),
        (["--min-recall", "0.51"], 1),
        (["--records", "outputs/two", "--min-precision", "0.9"], 1),
        (["--mode", "strict", "--min-recall", "0.5"], 0),
        (["--gold", "nowhere"], 2),
        (["--records", "nowhere"], 2),
        (["--min-recall", "7"], 2),
    ],
    ids=str,
)
def test_thresholds_and_wrong_usage_give_exit_codes(place, capsys, options, code):
    source = [] if "--records" in options else ["--records", "outputs/one"]
    assert run_command(["score", *source, *options]) == code
    said = capsys.readouterr()
    assert bool(said.err) == bool(code)
    assert "Traceback" not in said.err


def test_the_score_names_the_missed_threshold(place, capsys):
    assert run_command(["score", "--records", "outputs/one", "--min-recall", "0.9"]) == 1
    assert "formula recall is 0.500, below the wanted 0.900" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("layout", "start"), [("json", "{"), ("csv", "section,mode,scope"), ("markdown", "## Records")]
)
def test_a_score_is_printed_or_written(place, capsys, layout, start):
    assert run_command(["score", "--records", "outputs/one", "--format", layout]) == 0
    assert capsys.readouterr().out.startswith(start)
    ending = {"markdown": "md"}.get(layout, layout)
    assert run_command(["score", "--records", "outputs/one", "-o", f"score.{ending}"]) == 0
    assert (place / f"score.{ending}").read_text(encoding="utf-8").startswith(start)


def test_a_baseline_is_kept_on_purpose_and_compared_with(place, capsys):
    assert run_command(["score", "--records", "outputs/one", "--keep-as", "outputs/baseline"]) == 0
    assert (
        run_command(
            ["score", "--records", "outputs/two", "--against", "outputs/baseline", "--format", "json"]
        )
        == 0
    )
    said = capsys.readouterr()
    assert "Spurious records that came (1)" in said.err
    assert "LiF 3 mS" in said.err


def test_a_diff_tells_what_changed(place, capsys):
    assert run_command(["diff", "outputs/one", "outputs/two"]) == 0
    assert run_command(["diff", "outputs/one", "outputs/two", "--fail-on-change"]) == 1
    assert run_command(["diff", "outputs/one", "outputs/one", "--fail-on-change"]) == 0
    capsys.readouterr()
    assert run_command(["diff", "outputs/one", "outputs/two", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "change,document,property,record,field,from,to"
    assert sum(line.startswith("changed,") and ",refs,7,8" in line for line in lines) == 1
    assert sum(line.startswith("added,") for line in lines) == 1


def test_a_diff_becomes_one_page(place, capsys):
    assert run_command(["diff", "gold", "outputs/two", "-o", "difference.html"]) == 0
    page = (place / "difference.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Li3YBr6" in page
    assert run_command(["diff", "gold", "outputs/two", "--also", "colour"]) == 2
    assert "choose among" in capsys.readouterr().err


def test_gold_is_checked_packed_and_passes_are_compared(place, capsys):
    gold = place / "gold"
    shutil.copytree(Path(__file__).resolve().parents[3] / "gold" / "schema", gold / "schema")
    (gold / "splits.csv").write_text("document,split\n10.1_paper,develop\n", encoding="utf-8")
    assert run_command(["gold", "check"]) == 1
    assert "datapackage.json: is missing" in capsys.readouterr().err
    assert run_command(["gold", "package"]) == 0
    assert run_command(["gold", "check"]) == 0
    assert "1 documents, 2 facts in 2 rows, 1 references: no faults" in capsys.readouterr().out
    assert run_command(["gold", "agreement", "gold", "gold"]) == 0
    assert "| all | 2 | 2 | 2 | 2 | 2 | 1.000 |" in capsys.readouterr().out


def test_errors_of_held_out_documents_are_counted_and_listed_on_demand(place, capsys):
    (place / "gold" / "splits.csv").write_text("document,split\n10.1_paper,held-out\n", encoding="utf-8")
    assert run_command(["score", "--records", "outputs/one", "--keep-as", "outputs/baseline"]) == 0
    capsys.readouterr()
    command = ["score", "--records", "outputs/two", "--against", "outputs/baseline", "--format", "markdown"]
    assert run_command(command) == 0
    said = capsys.readouterr()
    assert "LiF" not in said.out + said.err
    assert "in held-out documents, listed with --held-out" in said.err
    assert run_command([*command, "--held-out"]) == 0
    said = capsys.readouterr()
    assert "LiF" in said.out
    assert "LiF" in said.err
