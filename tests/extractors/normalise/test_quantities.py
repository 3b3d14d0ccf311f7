"""Spans, lost signs, heads and units beyond what the bank shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model.science import Dimension, Qualifier
from extractors.normalise.chars import fold_chars, raise_scripts
from extractors.normalise.heads import read_head_unit
from extractors.normalise.quantities import find_quantities, read_quantity
from extractors.normalise.units import normalise_unit

LOST = "quantity.lost_minus"


def test_span_and_text_hold_what_was_printed():
    text = "conductivities over 10−2 S cm−1."
    ((start, stop, quantity),) = find_quantities(text)
    assert text[start:stop] == quantity.text == "over 10−2 S cm−1"
    assert quantity.unit == "S cm-1"
    assert quantity.qualifier is Qualifier.MORE


@pytest.mark.parametrize(
    "text",
    [
        "103 S cm1",
        "1.2 × 103 S cm−1",
        "1.2 × 10 3 S cm−1",
        "1.2 × 10 S cm−1",
        "10 3 S cm−1",
        "3.5 6 1026 S cm21",
        "1.2 × 10\x013 S cm\x011",
        "0.5 mS cm",
        "104 S cm−1",
    ],
)
def test_a_lost_minus_never_becomes_a_number(text):
    for _, _, quantity in find_quantities(text):
        assert quantity.norm_low is quantity.norm_high is None
        assert LOST in quantity.findings


@pytest.mark.parametrize(
    "text", ["3.5 $ 10−6 S cm−1", "3.5 6 10−6 S cm−1", "3.5 10−6 S cm−1", "a × 10−4 S cm−1"]
)
def test_a_power_without_its_factor_is_a_doubt(text):
    ((_, _, quantity),) = [
        item for item in find_quantities(text) if item[2].dimension is Dimension.CONDUCTIVITY
    ]
    assert quantity.norm_low is None
    assert "quantity.lost_product" in quantity.findings


@pytest.mark.parametrize(
    "text",
    [
        "in 2018, 1.2 mS cm−1",
        "with x = 0.2 and 1.2 mS cm−1",
        "Fig. 3 and 1.2 mS cm−1",
        "the 1980s, 1.2 mS cm−1",
    ],
)
def test_numbers_that_are_no_values_take_no_unit(text):
    assert [quantity.norm_low for _, _, quantity in find_quantities(text)] == [pytest.approx(1.2e-3)]


_MINUS = ("", "\x01", " ", "?", "2", "z", "=", "~", "$", "\ufffd", "·", "K", "−", "-", "–")
_TIMES = ("×", "", "6", "F", " 6 ", " $ ", " F ", " x ", "·", "Â", " ", ",", "?")


@pytest.mark.parametrize("times", _TIMES)
@pytest.mark.parametrize("minus", _MINUS)
def test_no_damaged_print_gives_a_wrong_exponent(minus, times):
    """Whatever stands for minus and product sign, a value is given rightly or not at all."""
    for unit in ("S/cm", "S cm−1", f"S cm{minus}1"):
        for mantissa, exponent in (("1.2", 3), ("3.5", 4), ("", 6)):
            text = f"of {mantissa}{times if mantissa else ''}10{minus}{exponent} {unit} at"
            for _, _, quantity in find_quantities(text):
                for value in (quantity.norm_low, quantity.norm_high):
                    if value is not None and quantity.dimension is Dimension.CONDUCTIVITY:
                        assert 1 / 3 < value / float(f"{mantissa or 1}e-{exponent}") < 3, text


def test_raised_digits_tell_a_power_from_a_range():
    ((_, _, power),) = find_quantities("10⁻¹² mS cm⁻¹")
    assert power.norm_low == pytest.approx(1e-15)


def test_superscripts_of_rich_text_are_raised_in_place():
    from dataclasses import replace

    import numpy as np

    from extractors.model.rich import SUP, plain_rich

    plain = plain_rich("10−3 S")
    raised = raise_scripts(replace(plain, scripts=np.array([0, 0, SUP, SUP, 0, 0], np.uint8)))
    assert raised == "10⁻³ S"


@pytest.mark.parametrize(
    ("head", "words", "factor", "log", "dimension"),
    [
        ("Conductivity (mS cm−1)", "Conductivity", 1, "", Dimension.CONDUCTIVITY),
        ("σ / 10−4 S cm−1", "σ", 1e-4, "", Dimension.CONDUCTIVITY),
        ("σ × 10^3 / S cm−1", "σ", 1e-3, "", Dimension.CONDUCTIVITY),
        ("log(σ / S cm−1)", "σ", 1, "log10", Dimension.CONDUCTIVITY),
        ("σT (S K cm−1)", "σT", 1, "", Dimension.CONDUCTIVITY_TIMES_TEMPERATURE),
        ("Ea (eV)", "Ea", 1, "", Dimension.ENERGY),
        ("Cycling pressure/MPa", "Cycling pressure", 1, "", Dimension.PRESSURE),
        ("mS cm−1", "", 1, "", Dimension.CONDUCTIVITY),
    ],
)
def test_heads(head, words, factor, log, dimension):
    read = read_head_unit(head)
    assert (read.words, read.log, read.unit.dimension) == (words, log, dimension)
    assert read.factor == pytest.approx(factor)


def test_a_head_without_a_unit_keeps_its_words():
    read = read_head_unit("Material")
    assert read.unit is None
    assert read.words == "Material"


def test_expected_dimension_must_be_met():
    assert read_quantity("25", unit="T (°C)", dimension=Dimension.CONDUCTIVITY) is None
    assert read_quantity("RT", dimension=Dimension.TEMPERATURE).norm_low == pytest.approx(298.15)


def test_units_keep_their_printed_form():
    unit = normalise_unit("mS·cm−1")
    assert unit.printed == "mS cm-1"
    assert unit.factor == pytest.approx(1e-3)


@pytest.mark.parametrize("text", ["foo", "", "et al.", "Li3YCl6", "sample", "S cm3 of"])
def test_words_are_no_units(text):
    assert normalise_unit(text) is None


@given(st.floats(min_value=0.1, max_value=99, allow_nan=False), st.integers(min_value=2, max_value=12))
@settings(max_examples=200, deadline=None)
def test_powers_of_ten_come_back_exactly(mantissa, exponent):
    printed = f"{mantissa:.2f}"
    ((_, _, quantity),) = find_quantities(f"{printed} × 10−{exponent} S cm−1")
    assert quantity.norm_low == pytest.approx(float(f"{printed}e-{exponent}"))


FACTORS = ("3.2", "0.51", "12", "3.2(4)", "(3.2 ± 0.4)", "3.2 ± 0.4")
PRODUCTS = (" × ", "×", " x ", "x", "·", " · ", "*", "∙", "•", ".", " .", " ", "  ", "")
POWERS = ("10−4", "10-4", "10–4", "10 −4", "10 – 4", "10^-4", "10^{−4}", "10⁻⁴", "10(−4)", "10 ^ -4", "10 4")
UNITS = ("S cm−1", "S/cm", "S·cm−1", "Scm−1", "S cm −1", "S cm - 1", "Ω−1 cm−1", "(Ω cm)−1", "S cm1", "S cm")


@given(*(st.sampled_from(pieces) for pieces in (FACTORS, PRODUCTS, POWERS, UNITS)))
@settings(max_examples=400, deadline=None)
def test_a_value_is_read_rightly_or_not_at_all(factor, product, power, unit):
    value = float(factor.strip("(").split("(")[0].split(" ")[0])
    for _, _, quantity in find_quantities(f"a conductivity of {factor}{product}{power} {unit} was"):
        for norm in (quantity.norm_low, quantity.norm_high):
            assert norm is None or quantity.norm_unit != "S/cm" or norm == pytest.approx(value * 1e-4)


LOWER = (
    ("3.2 × 10−5", 3.2e-5),
    ("3.2", 3.2e-4),
    ("10−5", 1e-5),
    ("10^-5", 1e-5),
    ("3.2 × 10−5 S cm−1", 3.2e-5),
)
UPPER = (("4.1 × 10−4", 4.1e-4), ("10−4", 1e-4), ("10-4", 1e-4), ("10^-4", 1e-4))
GAPS = ("–", "-", "−", " – ", " to ", "~", " and ", " or ", ", ", " up to ", "…")
OPENINGS = ("from ", "between ", "values of ", "increased from ", "")


@given(*(st.sampled_from(pieces) for pieces in (OPENINGS, LOWER, GAPS, UPPER)))
@settings(max_examples=300, deadline=None)
def test_both_ends_of_a_range_are_right_or_missing(opening, lower, gap, upper):
    ends = (lower[1], upper[1])
    for _, _, quantity in find_quantities(f"{opening}{lower[0]}{gap}{upper[0]} S cm−1."):
        for norm in (quantity.norm_low, quantity.norm_high):
            assert norm is None or any(norm == pytest.approx(end) for end in ends)


@given(st.text(alphabet="0123456789.,×·−–- 10SmcVeK°C/()±~<>=", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_string_raises_and_spans_are_true(text):
    for start, stop, quantity in find_quantities(text):
        assert 0 <= start < stop <= len(text)
        assert fold_chars(text[start:stop]).strip() == fold_chars(quantity.text).strip()


@given(st.text(max_size=30), st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_cells_and_heads_never_raise(cell, head):
    read_quantity(cell, unit=head)
