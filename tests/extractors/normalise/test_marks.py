"""Which numbers a printed citation mark names."""

import pytest

from extractors.normalise.marks import expand_marks


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("1,3–5", "1 3 4 5"),
        ("[12]", "12"),
        ("[1, 2]–[4]", "1 2 4"),
        ("2a,b", "2a 2b"),
        ("3a–c", "3a 3b 3c"),
        ("17, 21-23", "17 21 22 23"),
        ("9−11", "9 10 11"),
        ("12–3", "12 3"),
        ("1–999", "1 999"),
        ("4,4", "4"),
        ("", ""),
        ("34", "34"),
        ("17a", "17a"),
        ("ref. 5a", "5a"),
    ],
)
def test_marks_are_expanded(printed: str, keys: str):
    assert expand_marks(printed) == tuple(keys.split())
