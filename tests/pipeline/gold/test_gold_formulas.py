"""The light formula grammar that gold is checked and compared with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gold.formulas import SYMBOLS, read_formula, same_amounts


@pytest.mark.parametrize(
    ("formula", "amounts"),
    [
        ("Li2.73Ho1.09Cl6", {"Li": 2.73, "Ho": 1.09, "Cl": 6}),
        ("Na1.3Ti1.7Al0.3(PO4)3", {"Na": 1.3, "Ti": 1.7, "Al": 0.3, "P": 3, "O": 12}),
        ("Li2Sc2/3Cl4", {"Li": 2, "Sc": 2 / 3, "Cl": 4}),
        ("Li3Y(Br3Cl3)", {"Li": 3, "Y": 1, "Br": 3, "Cl": 3}),
        ("NaTaOCl5", {"Na": 1, "Ta": 1, "O": 1, "Cl": 5}),
        ("CO", {"C": 1, "O": 1}),
        ("Co", {"Co": 1}),
    ],
)
def test_formulas_are_read(formula, amounts):
    assert dict(read_formula(formula) or ()) == pytest.approx(amounts)


@pytest.mark.parametrize(
    "formula",
    ["", "LLZO", "Li3-xYCl6", "Li3MCl6", "Li3 YCl6", "Li0Cl", "Li3Y(Br3", "Li3)Cl", "()", "2LiF", "Li1/0Cl"],
)
def test_what_is_no_formula_is_refused(formula):
    assert read_formula(formula) is None


def test_amounts_are_compared_and_not_letters():
    assert same_amounts("Li3YCl6", "Cl6 Y Li3")
    assert same_amounts("Li3Y(Br3Cl3)", "Li3YBr3Cl3")
    assert not same_amounts("Li3YCl6", "Li3YCl5.99")
    assert not same_amounts("LLZO", "LLZO")


@given(
    st.lists(st.sampled_from(sorted(SYMBOLS)), unique=True, min_size=1, max_size=6).flatmap(
        lambda symbols: st.tuples(
            st.just(symbols),
            st.lists(st.integers(1, 99), min_size=len(symbols), max_size=len(symbols)),
            st.randoms(),
        )
    )
)
def test_the_order_of_elements_does_not_matter(drawn):
    symbols, amounts, chance = drawn
    parts = [f"{symbol}{amount / 10:g}" for symbol, amount in zip(symbols, amounts, strict=True)]
    mixed = parts.copy()
    chance.shuffle(mixed)
    assert same_amounts("".join(parts), "".join(mixed))
