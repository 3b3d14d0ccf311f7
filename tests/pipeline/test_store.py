"""A result is there whole or not at all."""

import json
import os
from pathlib import Path

import pytest

from pipeline.store import COMPLETE, Outcome, Store, replace_file, sweep_parts

OUTCOME = Outcome(
    "k1", "ab" * 32, "paper.pdf", COMPLETE, 1.5, 3, 2, 1, findings=({"code": "a", "note": "b"},)
)


def test_what_was_written_is_found_with_its_records_and_references(tmp_path: Path):
    store = Store(tmp_path)
    store.write(OUTCOME, [{"n": 1}, {"n": 2}], [{"r": "\ud835"}])
    assert store.find("k1") == OUTCOME
    assert [json.loads(line) for line in store.records(OUTCOME)] == [{"n": 1}, {"n": 2}]
    assert [json.loads(line) for line in store.references(OUTCOME)] == [{"r": "\ud835"}]


def test_nothing_is_found_under_another_key(tmp_path: Path):
    Store(tmp_path).write(OUTCOME, [], [])
    assert Store(tmp_path).find("k2") is None


@pytest.mark.parametrize("damage", ["", "{", '{"key": "k1"}\n', '{"unknown": 1}\n', "[]\n", "\x00"])
def test_a_damaged_result_counts_as_absent(tmp_path: Path, damage: str):
    Store(tmp_path).path("k1").write_text(damage)
    assert Store(tmp_path).find("k1") is None


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    target = tmp_path / "records.jsonl"
    target.write_text("old\n")

    def lines():
        yield "new\n"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        replace_file(target, lines())
    assert target.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [target]


def test_parts_of_killed_processes_are_swept_and_those_of_living_ones_stay(tmp_path: Path):
    dead, living = tmp_path / ".a.jsonl.4194999.part", tmp_path / f".b.jsonl.{os.getpid()}.part"
    dead.touch()
    living.touch()
    sweep_parts(tmp_path)
    assert list(tmp_path.iterdir()) == [living]
