"""Matching of two sides by what they state."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model.errors import UnreadableFile
from pipeline.diff.compare import compare, list_changes
from pipeline.diff.render import diff_to_csv, diff_to_html, diff_to_json, diff_to_markdown
from pipeline.diff.sides import read_side


@pytest.fixture(scope="session")
def diff_of(tmp_path_factory, record_of):
    """The diff of two lists of claims, written as JSON lines under fresh record ids."""
    folder = tmp_path_factory.mktemp("diff")

    def run(old, new, also=()):
        for name, claims in (("old", old), ("new", new)):
            rows = [record_of(claim) | {"record_id": f"{name}{i}"} for i, claim in enumerate(claims)]
            (folder / f"{name}.jsonl").write_text(
                "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8"
            )
        return compare(read_side(folder / "old.jsonl", also), read_side(folder / "new.jsonl", also))

    return run


def counts(diff):
    return diff.unchanged, diff.changed, diff.added, diff.removed


def test_the_same_records_in_another_order_are_unchanged(claim, diff_of):
    claims = [claim(0.5), claim(0.5, page=4), claim(1.7, material="Li3YBr6")]
    diff = diff_of(claims, claims[::-1])
    assert counts(diff) == (3, 0, 0, 0)
    assert diff.is_empty


def test_added_and_removed_records_are_told(claim, diff_of):
    diff = diff_of(
        [claim(0.5), claim(3.0, material="LiF", page=1)], [claim(0.5), claim(9.0, material="NaF", page=8)]
    )
    assert counts(diff) == (1, 0, 1, 1)
    page = diff_to_markdown(diff)
    assert "NaF 9 mS cm−1 at 25 °C" in page
    assert "LiF 3 mS cm−1 at 25 °C" in page


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"refs": ("8",)}, {"refs": ("7", "8")}),
        ({"page": 3}, {"page": ("2", "3")}),
        ({"temperature_k": 300.0, "temperature_text": "300 K"},
         {"temperature_k": ("298.15", "300"), "temperature_text": ("25 °C", "300 K")}),
        ({"qualifier": "~"}, {"qualifier": ("=", "~")}),
        ({"composition": "Li3YCl5"}, {"composition": ("Li3YCl6", "Li3YCl5")}),
        ({"material": "LiF"}, {"material": ("Li3YCl6", "LiF"), "composition": ("Li3YCl6", "LiF")}),
        ({"norm_low": 5e-7, "norm_high": 1}, {"norm_low": ("0.0005", "5e-07"), "norm_high": ("0.0005", "1")}),
        ({"this_work": True}, {"this_work": ("false", "true")}),
        ({"details": (("vs", "Li+/Li"),)}, {"details": ("", '{"vs": "Li+/Li"}')}),
    ],
    ids=str,
)  # fmt: skip
def test_a_changed_record_names_the_fields_from_and_to(claim, diff_of, change, fields):
    diff = diff_of(
        [claim(0.5), claim(7.0, material="NaF", page=6)],
        [claim(7.0, material="NaF", page=6), claim(0.5, **change)],
    )
    assert counts(diff) == (1, 1, 0, 0)
    (changed,) = list_changes(diff)
    assert {name: (was, now) for name, was, now in changed.fields} == fields


def test_changed_records_of_one_material_are_paired_with_fewest_differences(claim, diff_of):
    old = [claim(1.0, condition="as milled"), claim(2.0, condition="after sintering")]
    new = [claim(2.5, condition="after sintering"), claim(1.5, condition="as milled")]
    pairs = {(dict_of(c)["value_low"]) for c in list_changes(diff_of(old, new))}
    assert pairs == {("1", "1.5"), ("2", "2.5")}


def dict_of(change):
    return {name: (was, now) for name, was, now in change.fields}


def test_another_value_on_another_page_is_another_record(claim, diff_of):
    assert counts(diff_of([claim(1.0, page=2)], [claim(5.0, page=8)])) == (0, 0, 1, 1)


def test_boxes_and_confidence_are_compared_on_demand_only(claim, diff_of, record_of, tmp_path):
    for name, confidence in (("old", 0.9), ("new", 0.8)):
        row = record_of(claim(0.5)) | {"confidence": confidence, "bbox": [1, 2, 3, confidence]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    sides = [tmp_path / "old.jsonl", tmp_path / "new.jsonl"]
    assert compare(*map(read_side, sides)).is_empty
    diff = compare(*(read_side(side, ("confidence",)) for side in sides))
    assert dict_of(next(list_changes(diff))) == {"confidence": ("0.9", "0.8")}


@settings(max_examples=25, deadline=None)
@given(
    old=st.lists(
        st.tuples(st.sampled_from(["LiF", "NaF"]), st.sampled_from([1.0, 2.0]), st.integers(1, 2)), max_size=7
    ),
    new=st.lists(
        st.tuples(st.sampled_from(["LiF", "NaF"]), st.sampled_from([1.0, 2.0]), st.integers(1, 2)), max_size=7
    ),
    chance=st.randoms(),
)
def test_counts_add_up_and_do_not_depend_on_order(claim, diff_of, old, new, chance):
    sides = [[claim(value, material=name, page=page) for name, value, page in side] for side in (old, new)]
    diff = diff_of(*sides)
    assert diff.unchanged + diff.changed + diff.removed == len(old)
    assert diff.unchanged + diff.changed + diff.added == len(new)
    for side in sides:
        chance.shuffle(side)
    again = diff_of(*sides)
    assert counts(again) == counts(diff)
    assert sorted(map(str, list_changes(again))) == sorted(map(str, list_changes(diff)))
    back = diff_of(*reversed(sides))
    assert (back.added, back.removed) == (diff.removed, diff.added)


def test_gold_and_a_run_are_compared_where_gold_looked(claim, record_of, write_gold, tmp_path):
    write_gold(
        tmp_path / "documents" / "10.1_paper",
        [[claim(0.5), claim(0.5, page=4)], [claim(2.0, material="LiF")]],
    )
    rows = [
        record_of(claim(0.5)),
        record_of(claim(0.3, property="activation_energy")),
        record_of(claim(0.5), doi="10.1/unknown"),
    ]
    run = tmp_path / "run"
    run.mkdir()
    (run / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    diff = compare(read_side(tmp_path), read_side(run))
    assert counts(diff) == (1, 0, 0, 1)


def test_csv_and_parquet_hold_the_same_dataset_as_jsonl(claim, record_of, tmp_path):
    from pipeline.dataset import load_dataset
    from pipeline.rows import rows_to_csv

    rows = [record_of(claim(0.5)), record_of(claim(1.7, material="Li3YBr6", qualifier="~", refs=("3", "4")))]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "a.csv").write_text("".join(rows_to_csv(rows, rows[0])), encoding="utf-8")
    load_dataset(tmp_path / "a.jsonl").drop(columns=["details", "other_places"]).to_parquet(
        tmp_path / "a.parquet"
    )
    one = read_side(tmp_path / "a.jsonl")
    assert compare(one, read_side(tmp_path / "a.csv")).is_empty
    assert compare(one, read_side(tmp_path / "a.parquet")).is_empty


def test_empty_sides_are_fine(claim, diff_of):
    assert diff_of([], []).is_empty
    assert counts(diff_of([], [claim(0.5)])) == (0, 0, 1, 0)


def test_what_papers_print_cannot_break_a_page_or_a_spreadsheet(claim, diff_of):
    diff = diff_of([], [claim(0.5, material="=cmd|' /C calc'!A0<script>alert(1)</script>")])
    page = diff_to_html(diff)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\n=cmd" not in diff_to_csv(diff).replace(",=cmd", "\n=cmd")
    assert json.loads(diff_to_json(diff))["added"][0]["material"].startswith("=cmd")


def test_a_folder_without_records_is_one_clear_error(tmp_path):
    with pytest.raises(UnreadableFile, match="holds no records"):
        read_side(tmp_path)
    (tmp_path / "records.jsonl").write_text("{broken\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="cannot be read as records"):
        read_side(tmp_path)


def test_time_grows_with_the_records_and_not_with_their_square(claim, diff_of):
    """Ten thousand records a side, in documents of one material too: seconds of CPU, not minutes."""
    old = [
        claim(1 + i % 977, document="", page=1 + i % 19, material=f"Li{1 + i // 50}F") for i in range(10_000)
    ]
    new = [
        claim(1 + i % 977, document="", page=1 + i % 19, material=f"Li{1 + i // 50}F", refs=("9",))
        for i in range(10_000)
    ]
    began = time.process_time()
    diff = diff_of(old, new)
    assert counts(diff) == (0, 10_000, 0, 0)
    assert time.process_time() - began < 15
