"""Words that rows of patterns need: they save time and may never lose a match."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.normalise.tables import is_possible, read_rows

ROWS = [
    pytest.param(row, id=f"{table}-{number}")
    for table in ("labels.tsv", "patterns.tsv")
    for number, row in enumerate(read_rows(table, "extractors.entities"))
    if row["needs"]
]

FOLDED = st.characters(exclude_categories=["Cc", "Cs", "Z"], include_characters=" ")
"""What a text holds once its characters are folded: no space but the blank."""


@pytest.mark.parametrize("row", ROWS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_a_word_that_it_needs(
    row: dict[str, str], data: st.DataObject
) -> None:
    pattern = re.compile(row["pattern"])
    text = data.draw(st.from_regex(pattern, alphabet=FOLDED))

    # what looks ahead or behind may need what stands beside the match
    assert is_possible(row, text.lower()) or pattern.search(text) is None
