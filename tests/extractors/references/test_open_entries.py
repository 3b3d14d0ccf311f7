"""Entries in forms that no rule was written on: patents, programs, preprints, other publishers."""

import csv
from pathlib import Path

from extractors.references.entry import parse_entry
from extractors.references.works import split_works
from tests.extractors.references.test_entry import FIELDS, show
from tests.extractors.references.typeset_lists import to_print

CASES = Path(__file__).resolve().parents[2] / "cases" / "references_open.tsv"


def share_of_right_entries(use: str) -> float:
    """Share of the entries of which every field is right."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    cases = [row for row in rows if row["use"] == use]
    right = 0
    for case in cases:
        text = to_print(case["entry"])
        _, start, stop = split_works(text)[0]
        right += show(parse_entry(text[start:stop].strip())) == {name: case[name] or "" for name in FIELDS}
    return right / len(cases)


def test_forms_that_rules_were_written_for():
    assert share_of_right_entries("develop") >= 0.95


def test_forms_that_no_rule_was_written_for():
    assert share_of_right_entries("evaluate") >= 0.75
