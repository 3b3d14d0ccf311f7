"""What the user sees: output, one sentence for what went wrong, exit codes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from pipeline.cli.app import COMMANDS, run_command
from pipeline.cli.delivery import deliver
from pipeline.rows import RECORD_FIELDS

STAGES = ("records", "text", "tables", "references")


@pytest.fixture
def paper(samples: Path) -> Path:
    return samples / "research-paper" / "paper.pdf"


@pytest.fixture
def encrypted(paper: Path, tmp_path: Path) -> Path:
    with pikepdf.open(paper) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="secret"))
    return tmp_path / "locked.pdf"


def run_process(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr; nothing stands on stdout then."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("ionlit: ")
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("stage", STAGES)
def test_json_lines_are_the_default(stage: str, paper: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(paper), "--stage", stage]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(row["document_id"] for row in rows)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("layout", ["csv", "table", "markdown"])
def test_every_stage_has_every_format(
    stage: str, layout: str, paper: Path, capsys: pytest.CaptureFixture[str]
):
    assert run_command(["extract", str(paper), "--stage", stage, "--format", layout]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) > 2
    assert "\x1b" not in out
    assert [line for line in err.splitlines() if "findings to look at" not in line] == []


def test_csv_has_the_columns_of_the_contract(paper: Path, tmp_path: Path):
    target = tmp_path / "records.csv"
    assert run_command(["extract", str(paper), "-o", str(target)]) == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == RECORD_FIELDS


@pytest.mark.parametrize("command", ["extract", "run"])
def test_a_missing_file(command: str, capsys: pytest.CaptureFixture[str]):
    assert run_command([command, "none.pdf"]) == 2
    assert complaint(capsys) == "ionlit: none.pdf: does not exist; check the name\n"


def test_a_text_file_called_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "text.pdf").write_text("Ionic conductivity of nothing at all. " * 100)
    assert run_command(["extract", str(tmp_path / "text.pdf")]) == 2
    assert "text.pdf: " in complaint(capsys)


def test_an_encrypted_paper_names_the_remedy(encrypted: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(encrypted)]) == 2
    assert "password" in complaint(capsys)
    assert run_command(["extract", str(encrypted), "--stage", "text", "--password", "secret"]) == 0


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "holds no PDF file" in complaint(capsys)


def test_a_folder_where_a_file_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(tmp_path)]) == 2
    assert "is a folder" in complaint(capsys)


def test_one_bad_file_among_good_ones(paper: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", "none.pdf", str(paper)]) == 1
    out, err = capsys.readouterr()
    assert out
    assert err.splitlines()[0] == "ionlit: none.pdf: does not exist; check the name"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extract"], "Missing argument"),
        (["extract", "a.pdf", "--stage", "atoms"], "atoms"),
        (["extract", "a.pdf", "--no-such-option"], "no-such-option"),
        (["read", "a.pdf"], "read"),
        (["run", "a.pdf", "--workers", "0"], "--workers"),
    ],
)
def test_wrong_usage(args: list[str], said: str, capsys: pytest.CaptureFixture[str]):
    assert run_command(args) == 2
    assert said in complaint(capsys)


def test_output_into_a_folder_that_is_none(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "file").touch()
    assert run_command(["extract", str(paper), "-o", str(tmp_path / "file" / "below.csv")]) == 2
    complaint(capsys)


@pytest.mark.parametrize("command", ["run", "extract", "score", "diff"])
def test_every_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]):
    assert run_command([command, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_help_names_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]):
    assert run_command([]) == 0
    out = capsys.readouterr().out
    assert all(f"  {command} " in out for command in COMMANDS)
    assert "Exit codes" in out


def test_extract_starts_neither_prefect_nor_pandas(paper: Path):
    program = (
        "import sys; from pipeline.cli.app import run_command\n"
        f"code = run_command(['extract', {str(paper)!r}, '--format', 'table'])\n"
        "assert code == 0; print(sorted({'prefect', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_is_no_error(paper: Path):
    program = "from pipeline.cli import main; main()"
    command = f"{sys.executable} -c '{program}' extract {paper} --stage text | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""


def test_the_version(capsys: pytest.CaptureFixture[str]):
    assert run_command(["--version"]) == 0
    assert capsys.readouterr().out.startswith("ionlit ")


def test_a_real_process_gives_the_exit_code_and_no_traceback(tmp_path: Path):
    done = run_process("extract", tmp_path / "none.pdf")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("ionlit: ")
    assert "Traceback" not in done.stderr


def test_a_name_that_says_no_format_is_told(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(paper), "-o", str(tmp_path / "y.xml")]) == 2
    assert ".jsonl, .csv" in complaint(capsys)
    assert list(tmp_path.iterdir()) == []


def test_findings_of_the_paper_are_counted_on_stderr(paper: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(paper), "--extractors", "rules"]) == 0
    assert "findings to look at: linking.no_material (" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(OSError, match="nowhere") as told:
        deliver("x", Path("/proc/nowhere.csv"))
    assert told.value.filename == "/proc/nowhere.csv"


def test_a_report_needs_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "records.jsonl").touch()
    (tmp_path / "a").touch()
    assert run_command(["report", str(tmp_path / "records.jsonl"), "-o", str(tmp_path / "a")]) == 2
    assert "is a file; name a folder" in complaint(capsys)


def test_a_score_without_gold_asks_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert run_command(["score"]) == 2
    assert "--gold" in complaint(capsys)


def test_an_encrypted_paper_names_the_option(encrypted: Path, capsys: pytest.CaptureFixture[str]):
    assert run_command(["extract", str(encrypted)]) == 2
    assert "--password" in complaint(capsys)
