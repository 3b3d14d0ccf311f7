"""The bank of sentences of our own writing: which value belongs to which material, and what is said of it.

A row of `tests/cases/sentences.tsv` is one paragraph; `expected` lists the records, separated by ` | `, in any
order, as `print_record` prints them; `-` where nothing may come out. Rows of the split `evaluate` are not used
to write rules; benchmarks/linking.py scores them.
"""

from pathlib import Path

import pytest

from tests.extractors.linking.reading import print_record, read_records

BANK = Path(__file__).parents[2] / "cases" / "sentences.tsv"


def read_bank(split: str) -> list[tuple[str, str, str]]:
    """Text, expected records and reason of each row of a split."""
    rows = [line.split("\t") for line in BANK.read_text(encoding="utf-8").splitlines()]
    body = [row for row in rows if row and not row[0].startswith("#")][1:]
    return [(text, expected, reason) for text, expected, reason, where in body if where == split]


@pytest.mark.parametrize(("text", "expected", "reason"), read_bank("develop"))
def test_a_sentence_gives_the_records_that_a_reader_sees(text: str, expected: str, reason: str) -> None:
    found = sorted(print_record(record) for record in read_records(text))
    assert found == ([] if expected == "-" else sorted(expected.split(" | "))), reason
