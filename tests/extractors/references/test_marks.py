"""Marks of citations, from print over lifting and words to the keys of the list."""

import csv
from pathlib import Path

import pytest

from extractors.references import find_citations, know_references
from extractors.text.citations import CitationStyle, lift_citations
from tests.extractors.references.built import mark_up, read_list

CASES = Path(__file__).resolve().parents[2] / "cases" / "marks.tsv"
STYLES = {
    "superscript": CitationStyle(superscript=True, bracket=False, author_year=False),
    "bracket": CitationStyle(superscript=False, bracket=True, author_year=False),
    "author": CitationStyle(superscript=False, bracket=False, author_year=True),
    "keyed": CitationStyle(superscript=False, bracket=False, author_year=True),
}
NUMBERED = read_list([f"{i} A. Lind and B. Falk, Nature, 19{i % 90 + 10}, {i}, 233." for i in range(1, 121)])
DATED = read_list(
    [
        "Güdel, H., Roe, D., 2018. Fast ions. Nature 3, 1–2.",
        "Lind, A., Falk, B., Moser, C., 2019. Slow ions. Nature 2, 1–2.",
        "Müller-Buschbaum, P., Roe, D., Poe, E., 2014. Some ions. Nature 4, 1–2.",
        "O’Brien, E., 2013. No ions. Nature 4, 1–2.",
        "Poe, E., 2017a. First ions. Nature 4, 1–2.",
        "Poe, E., 2017b. Second ions. Nature 5, 1–2.",
        "van der Maas, D., 2015. Other ions. Nature 6, 1–2.",
        "van der Maas, D., de Jong, J., 2016. Last ions. Nature 7, 1–2.",
    ]
)
KEYED = read_list(
    [
        "[GR18] H. Güdel and D. Roe. Fast ions. Nature, 3:1–2, 2018.",
        "[LFM19] A. Lind, B. Falk, and C. Moser. Slow ions. Nature, 2:1–2, 2019.",
        "[Poe17a] E. Poe. First ions. Nature, 4:1–2, 2017.",
        "[Poe17b] E. Poe. Second ions. Nature, 5:1–2, 2017.",
    ]
)
LISTS = {"superscript": NUMBERED, "bracket": NUMBERED, "author": DATED, "keyed": KEYED}
EVALUATED = 0.9
"""Least share of the cases that no rule was written for."""


def read_cases(use: str) -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["use"] == use]


def read_keys(case: dict[str, str]) -> list[str]:
    """Keys in order; letters of works under one number, which the list of the test does not have, dropped."""
    text = lift_citations(mark_up(case["printed"]), STYLES[case["style"]])
    known = know_references(LISTS[case["style"]])
    kept, _ = find_citations(text, known)
    return [key for mark in kept for key in mark.keys]


@pytest.mark.parametrize("case", read_cases("develop"), ids=lambda case: f"{case['style']}: {case['reason']}")
def test_marks_name_their_entries(case: dict[str, str]):
    assert read_keys(case) == drop_repeats(case["keys"].split())


def drop_repeats(keys: list[str]) -> list[str]:
    return [key for i, key in enumerate(keys) if not i or keys[i - 1] != key]


def test_marks_that_no_rule_was_written_for():
    cases = read_cases("evaluate")
    right = sum(read_keys(case) == drop_repeats(case["keys"].split()) for case in cases)
    assert right / len(cases) >= EVALUATED, f"{right} of {len(cases)}"


def test_half_of_the_cases_are_kept_for_scoring():
    develop, evaluate = len(read_cases("develop")), len(read_cases("evaluate"))
    assert abs(develop - evaluate) < 0.3 * (develop + evaluate)
