"""CSV that spreadsheets open safely, and the data frame."""

import sys
from pathlib import Path

import pytest

from extractors.model.errors import UnreadableFile
from pipeline.dataset import load_dataset
from pipeline.rows import RECORD_FIELDS, rows_to_csv
from pipeline.serialise import dump_line, record_to_dict
from tests.pipeline.test_serialise import make_record


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 mA", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_escaped(text: str):
    assert list(rows_to_csv([{"quote": text}], ["quote"]))[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["=", "<=", "~", "−1 mA", "Li3YCl6", "a=1"])
def test_harmless_texts_stay_as_they_are(text: str):
    assert list(rows_to_csv([{"quote": text}], ["quote"]))[1] == f"{text}\n"


def test_numbers_are_not_texts_so_that_negative_ones_stay_numbers():
    assert list(rows_to_csv([{"value_low": -1.5}], ["value_low"]))[1] == "-1.5\n"


def test_csv_and_json_lines_load_to_the_same_rows(tmp_path: Path):
    row = record_to_dict(make_record(material="=Li3", composition=None))
    (tmp_path / "records.jsonl").write_text(dump_line(row), encoding="utf-8")
    (tmp_path / "records.csv").write_text("".join(rows_to_csv([row], RECORD_FIELDS)), encoding="utf-8")
    from_csv, from_folder = load_dataset(tmp_path / "records.csv"), load_dataset(tmp_path)
    assert from_csv.columns.tolist() == from_folder.columns.tolist() == list(RECORD_FIELDS)
    for name in ("material", "elements", "refs", "value_low", "this_work", "findings", "bbox"):
        assert from_csv[name].tolist() == from_folder[name].tolist() == [row[name]]


def test_a_dataset_without_records_has_its_columns(tmp_path: Path):
    (tmp_path / "records.jsonl").write_text("", encoding="utf-8")
    assert load_dataset(tmp_path).columns.tolist() == list(RECORD_FIELDS)


def test_a_missing_dataset_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="holds no records"):
        load_dataset(tmp_path)


def test_a_damaged_dataset_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "records.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="cannot be read as records"):
        load_dataset(tmp_path)


def test_texts_that_look_like_numbers_stay_texts(tmp_path: Path):
    row = record_to_dict(make_record(document_id="1234e56789012345", material="=1"))
    row["section"] = "2.10"
    (tmp_path / "records.csv").write_text("".join(rows_to_csv([row], RECORD_FIELDS)), encoding="utf-8")
    frame = load_dataset(tmp_path)
    assert frame[["document_id", "section", "material"]].to_numpy().tolist() == [
        ["1234e56789012345", "2.10", "=1"]
    ]


def test_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "records.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFile, match=r"needs pyarrow.*ionlit\[export\]"):
        load_dataset(tmp_path)
