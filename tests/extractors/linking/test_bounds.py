"""Quantities made to bounds and back; the words that do so stand in the bank of sentences."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.linking.bounds import as_value, bound_above, bound_below
from extractors.model.science import Dimension, Qualifier, Quantity

NUMBERS = st.floats(min_value=1e-12, max_value=10)


def quantity(number):
    return Quantity(
        Dimension.CONDUCTIVITY, Qualifier.EQUAL, number, number, "S cm-1", "", number, number, "S/cm"
    )


@given(NUMBERS)
def test_a_bound_fills_one_side_only(number):
    above = bound_above(quantity(number), Qualifier.LESS)
    below = bound_below(quantity(number), Qualifier.MORE)
    assert (above.low, above.norm_low, above.high, above.norm_high) == (None, None, number, number)
    assert (below.low, below.norm_low, below.high, below.norm_high) == (number, number, None, None)


@given(NUMBERS)
def test_a_bound_taken_back_is_the_number(number):
    assert as_value(bound_above(quantity(number), Qualifier.AT_MOST)) == quantity(number)
    assert as_value(bound_below(quantity(number), Qualifier.AT_LEAST)) == quantity(number)
