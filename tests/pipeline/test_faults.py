"""Killed runs, runs at once, a full disk: nothing is lost, nothing is doubled, nothing is half."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cli.app import run_command
from pipeline.dataset import load_dataset

PAPERS = 5
KILLS = int(os.environ.get("IONLIT_KILLS", "3"))
"""How often a run is killed; 50 were tried, which takes minutes."""

PROGRAM = """
import sys
from pathlib import Path
from extractors.settings import Settings
from pipeline.reading import read_paper
from pipeline.run import carry_out, plan_run, read_one_by_one

if __name__ == "__main__":
    plan = plan_run([Path(sys.argv[1])], Path(sys.argv[2]), Settings(extractors=("rules",)))
    print("planned", flush=True)
    carry_out(plan, read_one_by_one(read_paper), lambda outcome: None)
"""


@pytest.fixture
def papers(samples: Path, tmp_path: Path) -> Path:
    """A folder of copies of a sample paper that differ in their last line."""
    folder = tmp_path / "papers"
    folder.mkdir()
    data = (samples / "research-paper" / "paper.pdf").read_bytes()
    for number in range(PAPERS):
        (folder / f"{number}.pdf").write_bytes(data + f"\n% {number}\n".encode())
    return folder


def start(papers: Path, out: Path) -> subprocess.Popen[str]:
    """Begin a run in a process of its own, and wait until it reads."""
    command = [sys.executable, "-c", PROGRAM, str(papers), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "planned\n"
    return process


def check(out: Path) -> None:
    """Every paper has one whole result, and its records are in the dataset once."""
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["counts"]["documents"] == PAPERS
    assert len({row["document_id"] for row in manifest["inputs"]}) == PAPERS
    assert len({path.name.split("-")[0] for path in (out / "documents").glob("*.jsonl")}) == PAPERS
    assert not [path for path in out.rglob("*") if path.suffix == ".part"]
    frame = load_dataset(out)
    counted = frame.groupby("document_id").size().to_dict()
    assert counted == {row["document_id"]: row["records"] for row in manifest["inputs"] if row["records"]}
    assert not frame["record_id"].duplicated().any()


def test_killing_a_run_at_any_moment_loses_nothing_and_doubles_nothing(papers: Path, tmp_path: Path):
    out = tmp_path / "out"
    moments = random.Random(2)  # noqa: S311
    done = 0
    for _ in range(KILLS):
        process = start(papers, out)
        time.sleep(moments.uniform(0, 0.6))
        process.kill()
        process.communicate()
        results = sum(path.suffix == ".jsonl" for path in (out / "documents").iterdir())
        assert results >= done
        done = results
    _, told = start(papers, out).communicate(timeout=120)
    assert told == ""
    check(out)


def test_two_runs_at_once_on_one_store_end_as_one(papers: Path, tmp_path: Path):
    both = [start(papers, tmp_path / "out") for _ in range(2)]
    assert [process.communicate(timeout=120)[1] for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]
    check(tmp_path / "out")


def test_a_run_that_cannot_write_any_more_leaves_nothing_half_and_goes_on_later(papers: Path, tmp_path: Path):
    out = tmp_path / "out"
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n{PROGRAM}"
    command = [sys.executable, "-c", limited, str(papers), str(out)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert os.strerror(errno.EFBIG) in told.stderr
    assert list((out / "documents").iterdir()) == []
    start(papers, out).communicate(timeout=120)
    check(out)


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(
    papers: Path, capsys: pytest.CaptureFixture[str]
):
    assert run_command(["run", str(papers), "--out", "/proc/nowhere"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "check the disk and the permissions" in err


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs the full device of Linux")
def test_a_full_disk_is_told_in_one_sentence(papers: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(papers / "0.pdf"), "--stage", "references", "-o", "/dev/full"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert Path("/dev/full").is_char_device()
