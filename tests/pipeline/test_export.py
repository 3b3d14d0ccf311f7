"""Exports: every format holds the same dataset, described by what lies beside it."""

import csv
import hashlib
import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import pytest

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.cli.app import run_command
from pipeline.columns import columns_of, dictionary_to_markdown
from pipeline.dataset import load_dataset
from pipeline.diff import compare, read_side
from pipeline.export import FORMATS, read_tables, write_file, write_folder
from pipeline.export.citations import Entries, cite, cite_sources
from pipeline.export.optimade import name_composition
from pipeline.release import write_release
from pipeline.rows import RECORD_FIELDS
from pipeline.serialise import dump_line, record_to_dict
from tests.pipeline.test_serialise import make_record

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "00ff00ff00ff00ff"


def make_row(**changes: object) -> dict[str, object]:
    printed = record_to_dict(make_record(document_id=DOCUMENT))
    return printed | {"composition": "Li2.73Ho1.09Cl6", "refs": [7, "8a"]} | changes


def write_run(folder: Path, rows: list[dict[str, object]]) -> Path:
    """A run folder by hand: two references, one document."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = {"document_id": DOCUMENT, "authors": ["A. Author"], "parsed_authors": [["A.", "Author"]]}
    entries = [
        entry
        | {
            "number": 7,
            "key": "7",
            "journal": "J. Ions",
            "year": 2020,
            "doi": "10.1/seven",
            "kind": "article",
        },
        entry | {"number": "8a", "key": "8a", "text": "A. Author,  in\nprint", "kind": "note"},
    ]
    paper = {
        "document_id": DOCUMENT,
        "file": "/home/me/a.pdf",
        "status": "complete",
        "title": "T",
        "doi": "10.1/own",
    }
    manifest = {"inputs": [paper | {"sha256": DOCUMENT * 4}], "versions": {"ionlit": "0"}}
    (folder / "records.jsonl").write_text("".join(map(dump_line, rows)), encoding="utf-8")
    (folder / "references.jsonl").write_text("".join(map(dump_line, entries)), encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    rows = [
        make_row(
            record_id="one", elements={"Li": 2.73, "Ho": 1.09, "Cl": 6.0}, quote="=cmd()", temperature_k=None
        ),
        make_row(record_id="two", elements=None, composition=None, refs=[], this_work=True, value_low=-1.0),
    ]
    return write_run(tmp_path / "run", rows)


@pytest.mark.parametrize("layout", ["csv", "jsonl", "parquet", "sqlite", "duckdb"])
def test_every_format_loads_to_the_same_records(layout: str, run: Path, tmp_path: Path):
    write_folder(read_tables(run), [layout], tmp_path / "out")
    expected = read_tables(run)
    assert tuple(read_tables(tmp_path / "out").records) == tuple(
        {name: None if value == "" and layout == "csv" else value for name, value in row.items()}
        for row in expected.records
    )
    assert list(read_tables(tmp_path / "out").documents) == list(expected.documents)
    assert [row["key"] for row in read_tables(tmp_path / "out").references] == ["7", "8a"]
    assert [row["number"] for row in read_tables(tmp_path / "out").references] == [7, "8a"]


@pytest.mark.parametrize("layout", ["csv", "jsonl", "parquet"])
def test_an_export_equals_its_run_for_diff(layout: str, run: Path, tmp_path: Path):
    write_folder(read_tables(run), [layout], tmp_path / "out")
    assert compare(read_side(run), read_side(tmp_path / "out")).is_empty


def test_columns_keep_the_contract_and_add_to_it(run: Path, tmp_path: Path):
    write_folder(read_tables(run), ["csv"], tmp_path / "out")
    with (tmp_path / "out" / "records.csv").open(encoding="utf-8", newline="") as handle:
        header, first, *_ = csv.reader(handle)
    assert tuple(header[: len(RECORD_FIELDS)]) == RECORD_FIELDS
    assert tuple(header) == tuple(column.name for column in columns_of("records"))
    assert first[header.index("quote")] == "'=cmd()"
    assert first[header.index("citation")] == "A. Author, J. Ions 2020; A. Author, in print"


def test_databases_hold_all_tables(run: Path, tmp_path: Path):
    tables = read_tables(run)
    lite = sqlite3.connect(write_file(tables, "sqlite", tmp_path / "d.sqlite"))
    cited = 'select count(*), max(cited_doi) from records join "references" using (document_id) where key = 7'
    assert lite.execute(cited).fetchone() == (2, "10.1/seven")
    assert lite.execute("select json_extract(elements, '$.Ho') from records").fetchall() == [(1.09,), (None,)]
    lite.close()
    with duckdb.connect(str(write_file(tables, "duckdb", tmp_path / "d.duckdb")), read_only=True) as duck:
        found = duck.execute(
            "select refs, elements ->> 'Ho', elements_ratios[1], this_work from records"
        ).fetchall()
        assert found[0][:2] == (["7", "8a"], "1.09")
        assert found[0][2] == pytest.approx(6 / 9.82)
        assert [row[3] for row in found] == [row["this_work"] for row in tables.records]
        assert duck.execute("select title, file from documents").fetchall() == [("T", "a.pdf")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.duckdb", "d.sqlite", "run"]


def test_the_package_and_the_manifest_describe_every_file(run: Path, tmp_path: Path):
    out = tmp_path / "out"
    write_folder(read_tables(run), FORMATS, out)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    assert described == {path.name for path in out.iterdir()} - {
        "datapackage.json",
        "manifest.json",
        "DICTIONARY.md",
    }
    assert described == {file["path"] for file in manifest["files"]}
    for file in manifest["files"]:
        data = (out / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    rows = {file["path"]: file["rows"] for file in manifest["files"]}
    assert (rows["records.csv"], rows["references.parquet"], rows["documents.jsonl"]) == (2, 2, 1)
    fields = {
        r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"] if "schema" in r
    }
    assert fields["records"] == [column.name for column in columns_of("records")]
    assert len({resource["name"] for resource in package["resources"]}) == len(package["resources"])


def test_the_documentation_is_the_data_dictionary():
    told = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    assert told == dictionary_to_markdown(), "make docs writes it anew from pipeline/data/columns.tsv"


@pytest.mark.parametrize(
    ("elements", "reduced", "anonymous"),
    [
        ({"Li": 6, "Y": 2, "Cl": 12}, "Cl6Li3Y", "A6B3C"),
        ({"Li": 2.73, "Ho": 1.09, "Cl": 6.0}, "Cl600Ho109Li273", "A600B273C109"),
        ({"Li": 2, "Sc": 2 / 3, "Cl": 4}, "Cl6Li3Sc", "A6B3C"),
        ({"Li": 2, "Sc": 0.6667, "Cl": 4}, "Cl40000Li20000Sc6667", "A40000B20000C6667"),
        ({"Li": 1.0}, "Li", "A"),
        ({"C": 1, "Li": 0.0}, "C", "A"),
    ],
)
def test_formulas_follow_optimade(elements: dict[str, float], reduced: str, anonymous: str):
    named = name_composition(elements)
    assert (named["chemical_formula_reduced"], named["chemical_formula_anonymous"]) == (reduced, anonymous)
    assert sum(named["elements_ratios"]) == pytest.approx(1)
    assert len(named["elements_ratios"]) == named["nelements"]


def test_more_than_26_elements_have_letters():
    named = name_composition({f"X{i:02d}": 1 for i in range(28)})
    assert named["chemical_formula_anonymous"].endswith("YZAaBa")


def test_an_open_composition_has_no_names():
    assert set(name_composition(None).values()) == set(name_composition({}).values()) == {None}


def test_a_value_is_cited_only_from_its_own_documents_list():
    entries = Entries([{"document_id": "a", "key": "1", "doi": "10.1/x", "text": "X"}])
    assert cite_sources({"document_id": "a", "refs": [1]}, entries) == {
        "cited_doi": "10.1/x",
        "citation": "X",
    }
    nothing = {"cited_doi": None, "citation": None}
    assert cite_sources({"document_id": "b", "refs": [1]}, entries) == nothing
    assert cite_sources({"document_id": "a", "refs": [2]}, entries) == nothing


def test_a_key_that_stands_twice_names_no_paper():
    entries = Entries([{"document_id": "a", "key": "1", "text": text} for text in "XY"])
    assert entries.cited_in("a") == {}


def test_a_citation_says_who_where_and_when():
    row = {
        "authors": ["A. A", "B. B", "C. C"],
        "journal": "J. Ions",
        "year": 2020,
        "volume": "1",
        "first_page": "e2",
    }
    assert cite(row) == "A. A et al., J. Ions 2020, 1, e2"


@pytest.mark.parametrize(("library", "layout"), [("pyarrow", "parquet"), ("duckdb", "duckdb")])
def test_a_missing_library_names_the_extra(
    library: str, layout: str, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(WrongUsage, match=r"ionlit\[export\]"):
        write_file(read_tables(run), layout, tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_the_command_writes_folders_files_and_streams(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run_command(["export", str(run)]) == 0
    assert (run / "export" / "csv" / "datapackage.json").is_file()
    assert run_command(["export", str(run), "-o", str(tmp_path / "one.parquet")]) == 0
    assert len(load_dataset(tmp_path / "one.parquet")) == 2
    capsys.readouterr()
    assert run_command(["export", str(run), "--format", "bibtex"]) == 0
    assert "@article{00ff00ff-7," in capsys.readouterr().out
    assert run_command(["export", str(run), "--format", "csl-json"]) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)] == [
        "00ff00ff",
        "00ff00ff-7",
        "00ff00ff-8a",
    ]
    assert run_command(["export", str(tmp_path / "none")]) == 2


def test_a_records_file_alone_is_a_dataset(run: Path, tmp_path: Path):
    (tmp_path / "records.jsonl").write_bytes((run / "records.jsonl").read_bytes())
    tables = read_tables(tmp_path / "records.jsonl")
    assert [(row["document_id"], row["records"]) for row in tables.documents] == [(DOCUMENT, 2)]
    with pytest.raises(UnreadableFile):
        read_tables(tmp_path / "nowhere")


def test_a_release_is_frozen_and_tells_what_changed(run: Path, tmp_path: Path):
    releases = tmp_path / "releases"
    first = write_release("1.0", run, releases, ["csv"])
    assert "first release" in (first / "CHANGES.md").read_text(encoding="utf-8")
    frozen = {path: path.read_bytes() for path in first.iterdir()}
    with pytest.raises(WrongUsage, match="releases never change"):
        write_release("1.0", run, releases, ["csv"])
    later = write_run(tmp_path / "later", [make_row(record_id="one", norm_low=2e-3, norm_high=2e-3)])
    second = write_release("1.1", later, releases, ["csv", "parquet"])
    assert {path: path.read_bytes() for path in first.iterdir()} == frozen
    changes = json.loads((second / "CHANGES.json").read_text(encoding="utf-8"))
    assert (changes["old"], changes["new"]) == ("1.0", "1.1")
    assert changes["changed"] or changes["removed"]
    assert str(tmp_path) not in (second / "CHANGES.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in releases.iterdir()) == ["1.0", "1.1"]


@pytest.mark.parametrize("version", ["", "../x", ".hidden", "a/b", "1 0"])
def test_a_version_names_one_folder(version: str, run: Path, tmp_path: Path):
    with pytest.raises(WrongUsage, match="is no version"):
        write_release(version, run, tmp_path / "releases", ["csv"])
