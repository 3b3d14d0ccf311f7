"""Tables as files: one each, named for paper and number, safe in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from pipeline.cli.app import run_command
from pipeline.grids import grid_to_csv, name_tables
from pipeline.markdown import rows_to_markdown
from pipeline.serialise import Json


@pytest.fixture
def paper(samples: Path) -> Path:
    return samples / "research-paper" / "paper.pdf"


def table(**changes: object) -> Json:
    row: Json = {
        "number": "2",
        "caption": "Samples",
        "pages": [3],
        "columns": ["Sample", "σ (S cm−1)"],
        "rows": [["A", "1.2 × 10−3"], ["B", "0.5"]],
        "groups": ["", ""],
        "marks": [{"row": 1, "column": 1, "marks": ["a"]}],
        "notes": ["a From ref. 4."],
        "file_name": "paper.pdf",
        "document_id": "0123456789abcdef",
    }
    return row | changes


@pytest.mark.parametrize("layout", ["csv", "markdown"])
def test_each_table_is_a_file_of_the_folder(layout: str, paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "tables"
    command = ["extract", str(paper), "--stage", "tables", "--format", layout, "-o", str(folder)]
    assert run_command(command) == 0
    suffix = {"csv": "csv", "markdown": "md"}[layout]
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"paper-table-{n}.{suffix}" for n in (1, 2, 3)]
    assert run_command(command) == 0
    assert len(list(folder.iterdir())) == 3  # written anew, not beside


def test_csv_holds_the_grid(paper: Path, tmp_path: Path) -> None:
    command = ["extract", str(paper), "--stage", "tables", "--format", "csv", "-o", str(tmp_path)]
    assert run_command(command) == 0
    with (tmp_path / "paper-table-2.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Sample", "σgrain (S cm−1)", "σgb (S cm−1)", "σtotal (S cm−1)"]
    assert [len(row) for row in rows] == [4] * 5


def test_several_tables_do_not_go_into_one_csv(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.csv"
    assert run_command(["extract", str(paper), str(paper), "--stage", "tables", "-o", str(target)]) == 2
    assert "name a folder after -o" in capsys.readouterr().err
    assert not target.exists()


def test_tables_are_not_written_over_a_file(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    command = ["extract", str(paper), "--stage", "tables", "--format", "csv", "-o", str(tmp_path / "file")]
    assert run_command(command) == 2
    assert "is a file" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+2", "'=1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("-0.33", "-0.33"),  # a number is no formula
        ("+2", "+2"),
        ("−4.1", "−4.1"),
    ],
)
def test_a_spreadsheet_runs_no_cell(cell: str, written: str) -> None:
    rows = list(csv.reader(grid_to_csv(table(rows=[["A", cell]], groups=[""])).splitlines()))
    assert rows[1] == ["A", written]


def test_sub_headings_are_a_column_of_their_own() -> None:
    assert grid_to_csv(table(groups=["Halides", "Oxides"])).splitlines() == [
        "group,Sample,σ (S cm−1)",
        "Halides,A,1.2 × 10−3",
        "Oxides,B,0.5",
    ]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ([{}], ["paper-table-2"]),
        ([{"number": ""}], ["paper-table-p3"]),
        ([{}, {}], ["paper-table-2", "paper-table-2-2"]),
        ([{"number": "S1/../x"}], ["paper-table-S1-..-x"]),
        ([{"file_name": "a/b.x.pdf", "number": "IV"}], ["b.x-table-IV"]),
    ],
)
def test_files_are_named_for_paper_and_number(changes: list[Json], names: list[str]) -> None:
    assert list(name_tables([table(**change) for change in changes])) == names


def test_markdown_shows_which_cell_a_note_is_about() -> None:
    page = rows_to_markdown([table(groups=["", "Oxides"])], "tables")
    assert "| Oxides | B | 0.5<sup>a</sup> |" in page
    assert "a From ref. 4." in page


def test_cells_are_no_paragraphs_of_the_text(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["extract", str(paper), "--stage", "text"]) == 0
    text = capsys.readouterr().out
    assert '"kind": "table"' not in text
    assert '"kind": "caption"' in text
