"""The bank of paragraphs in the manner of many authors: well formed, and no power of ten is read wrong."""

import re
from collections import Counter
from math import log10

import pytest

from tests.extractors.linking.bank import Case, read_paragraphs
from tests.extractors.linking.reading import read_records
from tests.extractors.linking.test_sentences import CANONICAL

CONDUCTIVITY = re.compile(r".+? (?:[=~<>]|[<>]=|range) (?P<numbers>[\d.e+-]+) S/cm")
MISQUOTED = "By the same token, S m−1"
"""This row quotes a value that reviews cite with a wrong unit: the wrong power is printed."""


def test_the_bank_is_large_and_a_third_is_kept_for_evaluation() -> None:
    splits = Counter(case.split for case in read_paragraphs())
    assert splits.keys() == {"develop", "evaluate"}
    assert splits["evaluate"] >= 0.33 * splits.total()
    assert max(Counter(case.key for case in read_paragraphs()).values()) == 1


def test_expected_records_are_written_in_one_notation() -> None:
    wrong = [text for case in read_paragraphs() for text in case.expected if not CANONICAL.fullmatch(text)]
    assert not wrong


def read_numbers(text: str) -> list[float]:
    match = CONDUCTIVITY.match(text)
    return [float(number) for number in match["numbers"].split("..")] if match else []


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c.key) for c in read_paragraphs() if not c.text.startswith(MISQUOTED)]
)
def test_no_conductivity_has_digits_of_the_print_and_another_power_of_ten(case: Case) -> None:
    stated = [log10(number) for text in case.expected for number in read_numbers(text)]
    for record in read_records(case.text):
        for number in (record.norm_low, record.norm_high):
            if record.norm_unit != "S/cm" or not number or any(abs(log10(number) - p) < 1e-4 for p in stated):
                continue
            off = [log10(number) - power for power in stated]
            shifted = [power for power in off if abs(power - round(power)) < 1e-4]
            assert not shifted, (record.value_text, shifted)
