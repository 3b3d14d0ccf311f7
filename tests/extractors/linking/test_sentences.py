"""The bank of sentences of our own writing: which value belongs to which material, and what is said of it.

A row of `tests/cases/sentences.tsv` is one paragraph; `expected` lists the records, separated by ` | `, in
any order, as `print_record` prints them; `-` where nothing may come out. Rows of the split `evaluate` are not
used to write rules; benchmarks/linking.py scores them. Rows of `develop` that are not right yet are listed in
`tests/cases/sentences_open.tsv` and must fail: one that comes right is taken off the list.
"""

import re
from collections import Counter

import pytest

from tests.extractors.linking.bank import Case, read_bank, read_open
from tests.extractors.linking.reading import print_record, read_records

WORD = r"(?:computed|bulk|total|grain_boundary|refs [\w,]+)"
CANONICAL = re.compile(
    rf"""(?P<name>\S.*?)[ ]
    (?:(?:[=~<>]|<=|>=)[ ](?P<number>[\d.e+-]+)|range[ ](?P<low>[\d.e+-]+?)\.\.(?P<high>[\d.e+-]+))[ ]
    (?:S/cm(?:[ ]@[\d.]+)?|eV|V)
    (?:[ ]\((?:{WORD.replace(" ", "[ ]")};?[ ]?)+\))?""",
    re.VERBOSE,
)


def to_parameters() -> list[object]:
    """Each row of develop; those on the list of open rows are expected to fail."""
    known = read_open()
    return [
        pytest.param(
            case,
            id=case.key,
            marks=[pytest.mark.xfail(strict=True, reason=known[case.key])] if case.key in known else [],
        )
        for case in read_bank("develop")
    ]


@pytest.mark.parametrize("case", to_parameters())
def test_a_sentence_gives_the_records_that_a_reader_sees(case: Case) -> None:
    found = sorted(print_record(record) for record in read_records(case.text))
    assert found == list(case.expected), case.reason


def test_the_bank_is_large_and_a_third_is_kept_for_evaluation() -> None:
    splits = Counter(case.split for case in read_bank())
    assert splits.keys() == {"develop", "evaluate"}
    assert splits.total() >= 250
    assert splits["evaluate"] >= splits.total() / 3


def test_no_paragraph_stands_twice_and_keys_tell_rows_apart() -> None:
    assert max(Counter(case.key for case in read_bank()).values()) == 1


def test_each_row_gives_a_reason() -> None:
    assert all(case.reason.strip() for case in read_bank())


@pytest.mark.parametrize("expected", sorted({record for case in read_bank() for record in case.expected}))
def test_expected_records_are_written_as_records_are_printed(expected: str) -> None:
    match = CANONICAL.fullmatch(expected)
    assert match
    for number in filter(None, match.group("number", "low", "high")):
        assert f"{float(number):.6g}" == number


def test_rows_on_the_open_list_are_rows_of_develop() -> None:
    assert set(read_open()) <= {case.key for case in read_bank("develop")}
