"""Lines of a cell as one text."""

import pytest

from extractors.model.document import Cell, TableNote
from extractors.model.rich import SUP, RichText, plain_rich
from extractors.tables.cells import join_lines
from extractors.tables.marks import bind_orphans, lift_marks


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Charged to", "4.3 V"], "Charged to 4.3 V"),
        (["Li2.75Y0.16Er0.16", "Zr0.25Cl6"], "Li2.75Y0.16Er0.16Zr0.25Cl6"),
        (["Li3InCl6,", "Na3YCl6"], "Li3InCl6, Na3YCl6"),
        (["Li6PS5Cl", "NCM622"], "Li6PS5Cl NCM622"),
        (["Li1.3Al0.3Ti1.7(", "PO4)3"], "Li1.3Al0.3Ti1.7(PO4)3"),
        (["conduc-", "tivity"], "conductivity"),
        (["non-", "stoichiometric"], "non-stoichiometric"),
        (["Non-close-", "packed"], "Non-close-packed"),
        (["1.6Li2O–", "TaCl5"], "1.6Li2O–TaCl5"),
        (["0.62[NaSmCl6]-", "0.38[NaTaCl6]"], "0.62[NaSmCl6]-0.38[NaTaCl6]"),
        (["1.7 ×", "10−5"], "1.7 × 10−5"),
    ],
)
def test_lines_join_as_a_person_would_type_them(lines: list[str], text: str) -> None:
    assert join_lines([plain_rich(line) for line in lines]).flat == text


def _raised(base: str, raised: str) -> RichText:
    text = plain_rich(base + raised)
    text.scripts[len(base) :] = SUP
    return text


@pytest.mark.parametrize(
    ("base", "raised", "known", "flat", "marks"),
    [
        ("1.24", "a", "ab", "1.24", ("a",)),
        ("1.24", "a,b", "ab", "1.24", ("a", "b")),
        ("1.2 × 10", "−8b", "b", "1.2 × 10−8", ("b",)),
        ("0.31", "*", "*", "0.31", ("*",)),
        ("PLAOC", "0.3b", "a", "PLAOC0.3b", ()),  # no such note: part of the label
        ("PLAOC", "0.3b", "b", "PLAOC0.3b", ()),  # nor is it the note b alone
        ("Li3YCl6", "34", "a", "Li3YCl634", ()),
        ("10", "−3", "a", "10−3", ()),
    ],
)
def test_marks_are_lifted_where_a_note_explains_them(
    base: str, raised: str, known: str, flat: str, marks: tuple[str, ...]
) -> None:
    text, lifted = lift_marks(_raised(base, raised), frozenset(known))
    assert (text.flat, lifted) == (flat, marks)


def test_a_symbol_on_the_line_is_a_mark_too() -> None:
    text, lifted = lift_marks(plain_rich("0.33*"), frozenset("*"))
    assert (text.flat, lifted) == ("0.33", ("*",))
    assert TableNote("*", text).mark == "*"


def _cells(*texts: RichText) -> list[list[Cell]]:
    return [[Cell(text, row, 0)] for row, text in enumerate(texts)]


def test_a_digit_behind_an_exponent_is_the_mark_that_no_other_cell_carries() -> None:
    rows = _cells(_raised("8.5 × 10", "−32"), _raised("7.0 × 10", "−5"))
    bind_orphans(rows, (), frozenset("2"))
    assert [(row[0].text.flat, row[0].notes) for row in rows] == [("8.5 × 10−3", ("2",)), ("7.0 × 10−5", ())]


def test_a_digit_that_two_exponents_may_carry_is_doubtful() -> None:
    rows = _cells(_raised("8.5 × 10", "−12"), _raised("7.0 × 10", "−32"))
    bind_orphans(rows, (), frozenset("2"))
    assert [row[0].text.flat for row in rows] == ["8.5 × 10−12", "7.0 × 10−32"]
    assert all(row[0].text.doubtful[-1] for row in rows)
