"""`ionlit gold check`: a clean set is clean, and each kind of damage is named with file, line and field."""

import json
import shutil
from pathlib import Path

import pytest

from extractors.model.errors import UnreadableFile
from pipeline.gold.check import check_gold
from pipeline.gold.package import write_package

CASES = Path(__file__).resolve().parents[2] / "cases" / "gold_damage.tsv"
GOLD = Path(__file__).resolve().parents[3] / "gold"


def read_damage():
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    cases = [[cell.replace("\\n", "\n") for cell in line.split("\t")] for line in lines[1:]]
    return [pytest.param(*rest, id=reason) for reason, *rest in cases]


@pytest.fixture
def gold(tmp_path, claim, write_gold):
    """A clean gold set with two documents in a folder of its own."""
    shutil.copytree(GOLD / "schema", tmp_path / "schema")
    facts = [
        [claim(0.51, page=1, where="abstract"), claim(0.51, page=3, where="table 2 row 5")],
        [
            claim(
                value_low=0.32e-3, value_high=1.3e-3, unit="S cm-1", value_text="0.32 to 1.3 × 10−3 S cm−1",
                norm_low=3.2e-4, norm_high=1.3e-3, qualifier="range", material="Li3-xMCl6", composition="",
            ),
        ],
        [claim(value_low=None, value_high=1e-5, unit="S cm-1", value_text="<10−5 S cm−1", norm_low=None,
               norm_high=1e-5, qualifier="<", temperature_k=253.15, temperature_text="−20 °C")],
    ]  # fmt: skip
    write_gold(tmp_path / "documents" / "10.1_paper", facts)
    write_gold(tmp_path / "samples" / "control", [], doi="")
    (tmp_path / "splits.csv").write_text(
        "document,split\n10.1_paper,develop\ncontrol,held-out\n", encoding="utf-8"
    )
    write_package(tmp_path)
    return tmp_path


def edit(path, old, new, *, last=False):
    text = path.read_text(encoding="utf-8")
    assert old in text
    cut = text.rindex(old) if last else text.index(old)
    path.write_text(text[:cut] + new + text[cut + len(old) :], encoding="utf-8")


def test_a_clean_set_has_no_faults(gold):
    assert check_gold(gold) == ()


@pytest.mark.parametrize(("file", "old", "new", "fault"), read_damage())
def test_damage_is_named(gold, file, old, new, fault):
    path = gold / "documents" / "10.1_paper" / file
    edit(path, old, new)
    messages = [str(found) for found in check_gold(gold)]
    assert any(fault in message for message in messages), messages
    assert all(message.startswith("documents/10.1_paper/") for message in messages)


def test_missing_files_and_unlisted_documents_are_named(gold):
    (gold / "documents" / "10.1_paper" / "references.csv").unlink()
    edit(gold / "splits.csv", "control,held-out\n", "elsewhere,held\n")
    messages = "\n".join(map(str, check_gold(gold)))
    assert "documents/10.1_paper/references.csv: the file is missing" in messages
    assert "splits.csv, line 3 (), split" not in messages
    assert "splits.csv, line 3, split: 'held' is none of develop, held-out" in messages
    assert "splits.csv, document: control is in no split" in messages
    assert "splits.csv, line 3, document: 'elsewhere' is no gold document" in messages
    assert (
        "datapackage.json, resources: documents/10.1_paper/references.csv is listed but not there" in messages
    )


def test_a_folder_without_gold_or_schema_is_one_clear_error(tmp_path):
    with pytest.raises(UnreadableFile, match=r"schema/records\.json"):
        check_gold(tmp_path)
    shutil.copytree(GOLD / "schema", tmp_path / "schema")
    with pytest.raises(UnreadableFile, match="holds no gold documents"):
        check_gold(tmp_path)


def test_damage_that_makes_a_file_unreadable_is_a_fault_and_no_crash(gold):
    folder = gold / "documents" / "10.1_paper"
    (folder / "records.csv").write_bytes(b"\xff\xfe,\x00\n")
    (folder / "document.json").write_text("{", encoding="utf-8")
    messages = "\n".join(map(str, check_gold(gold)))
    assert "records.csv: cannot be read as CSV" in messages
    assert "document.json: is missing or no JSON" in messages


def test_the_schemas_are_what_the_package_names(gold):
    package = json.loads((gold / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["schema"] for resource in package["resources"]} == {
        "schema/records.json", "schema/references.json", "schema/splits.json",
    }  # fmt: skip
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) == 5
    assert all((gold / resource["path"]).is_file() for resource in package["resources"])


def test_the_gold_of_this_project_is_clean():
    if not (GOLD / "documents").is_dir():
        pytest.skip("gold/documents is not made yet")
    assert [str(fault) for fault in check_gold(GOLD)] == []
