"""The case banks: every row of `develop` holds; `evaluate` stays above the accuracy that was reached."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("bench_normalise", ROOT / "benchmarks" / "normalise.py")
bench = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(bench)

LEAST = 0.97


def cases(name, split):
    rows = [row for row in bench.read_cases(name) if row["split"] == split]
    return [pytest.param(row, id=f"{row['text']}|{row.get('head') or row.get('given')}") for row in rows]


@pytest.mark.parametrize("row", cases("formulas.tsv", "develop"))
def test_formula_reads_as_curated(row):
    assert bench.is_formula_right(row), row["reason"]


@pytest.mark.parametrize("row", cases("quantities.tsv", "develop"))
def test_quantity_reads_as_curated(row):
    assert bench.is_quantity_right(row), row["reason"]


@pytest.mark.parametrize(
    ("name", "judge"),
    [("formulas.tsv", bench.is_formula_right), ("quantities.tsv", bench.is_quantity_right)],
)
def test_rows_that_no_rule_was_written_on_stay_right(name, judge):
    right, total = bench.score(name, judge)["evaluate"]
    assert right / total >= LEAST


@pytest.mark.parametrize(("name", "least"), [("formulas.tsv", 500), ("quantities.tsv", 400)])
def test_banks_are_large_and_a_third_is_kept_for_evaluation(name, least):
    rows = list(bench.read_cases(name))
    assert len(rows) >= least
    assert 0.25 < sum(row["split"] == "evaluate" for row in rows) / len(rows) < 0.42
    assert all(row["reason"] for row in rows)


def test_no_conductivity_of_the_bank_is_wrong_by_an_exponent():
    """Missing is better than wrong: what is given differs from the truth by less than a factor of 3."""
    for row in bench.read_cases("quantities.tsv"):
        if row["head"]:
            quantity = bench.read_quantity(row["text"], unit=row["head"])
            found = [quantity] if quantity else []
        else:
            found = [quantity for _, _, quantity in bench.find_quantities(row["text"])]
        expected = [part.split(" ") for part in row["expected"].split(" | ") if part]
        if len(found) != len(expected):
            continue
        for quantity, (_, low, high, *_) in zip(found, expected, strict=True):
            for got, wanted in ((quantity.norm_low, low), (quantity.norm_high, high)):
                if got and wanted != "-":
                    assert 1 / 3 < got / float(wanted) < 3, row["text"]
