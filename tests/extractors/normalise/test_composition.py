"""What the bank does not show: variables, prefixes, ranking, and that nothing raises."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise.amounts import print_number, read_amount
from extractors.normalise.composition import read_composition, substitute
from extractors.normalise.elements import expand_elements, load_elements
from extractors.normalise.variables import read_variables


def test_mixture_is_nominal_and_prefix_becomes_a_condition():
    best = read_composition("BM-SmCl3–0.5LiCl")[0]
    assert best.formula == "Li0.5SmCl3.5"
    assert best.nominal
    assert best.conditions == ("ball-milled",)
    assert best.material == "BM-SmCl3-0.5LiCl"


def test_a_dash_before_a_variable_gives_both_readings():
    readings = read_composition("SmCl3-xLiCl")
    assert readings[0].nominal
    assert readings[0].open_variables == ("x",)


def test_substituted_variables_are_told():
    best = substitute("Li3−xM1−xZrxCl6", {"x": "0.2", "M": "Y"})[0]
    assert best.formula == "Li2.8Y0.8Zr0.2Cl6"
    assert dict(best.variables) == {"x": "0.2", "M": "Y"}


def test_substitution_works_on_a_composition_and_ignores_strangers():
    family = read_composition("Li3−xEr1−xZrxCl6")[0]
    assert substitute(family, {"x": "0.6", "y": "1"})[0].formula == "Li2.4Er0.4Zr0.6Cl6"


def test_scanned_letters_are_doubted_and_not_mended():
    doubt, guess = read_composition("Na3(Scl.5Zro.s)Sio.5P2.5012")
    assert doubt.formula == ""
    assert "composition.ocr" in doubt.findings
    assert guess.formula == "Na3Sc1.5Zr0.5Si0.5P2.5O12"
    assert guess.sureness < doubt.sureness


def test_charge_is_a_finding_and_no_correction():
    best = read_composition("Li4YCl6")[0]
    assert best.formula == "Li4YCl6"
    assert "composition.charge" in best.findings


@pytest.mark.parametrize("text", ["Li3YCl6", "Na2O2-TaCl5", "LiClO4", "Li7La3Zr2O12", "LiTaOCl4", "NaBH4"])
def test_neutral_compounds_raise_no_doubt(text):
    assert read_composition(text)[0].findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Y, Tb–Tm", ("Y", "Tb", "Dy", "Ho", "Er", "Tm")),
        ("La–Sm", ("La", "Ce", "Pr", "Nd", "Sm")),
        ("Nb or Ta", ("Nb", "Ta")),
        ("Cl, Br and I", ("Cl", "Br", "I")),
        ("metal", None),
    ],
)
def test_lists_of_elements(text, expected):
    assert expand_elements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M = Y, Er; x = 0–0.6", {"M": ("Y", "Er"), "x": ()}),
        ("x = 0, 0.2, 0.8, 1", {"x": ("0", "0.2", "0.8", "1")}),
        ("0 ≤ x ≤ 0.6", {"x": ()}),
        ("x = y = 0.5", {"x": ("0.5",), "y": ("0.5",)}),
        ("M = Nb, Ta and x = 0.5", {"M": ("Nb", "Ta"), "x": ("0.5",)}),
        ("x > 0.2", {"x": ()}),
    ],
)
def test_variables_of_a_bracket(text, expected):
    assert {variable.name: variable.values for variable in read_variables(text)} == expected


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [("3−x", "0.2", "2.8"), ("1+x/2", "0.5", "1.25"), ("0.666−x", "0.222", "0.444"), ("2x/3", "1", "2/3")],
)
def test_arithmetic_of_amounts_is_exact(text, x, expected):
    amount = read_amount(text)
    assert print_number(amount.substitute({"x": Fraction(x)}).value) == expected


def test_elements_agree_with_pymatgen():
    from pymatgen.core.periodic_table import Element

    for symbol, element in load_elements().items():
        assert Element.is_valid_symbol(symbol)
        assert element.low <= element.high


_ELEMENTS = st.sampled_from(["Li", "Na", "Y", "Zr", "Ta", "O", "Cl", "S", "P"])
_AMOUNTS = st.decimals(min_value="0.01", max_value="20", places=2)


@given(st.lists(st.tuples(_ELEMENTS, _AMOUNTS), min_size=2, max_size=6, unique_by=lambda pair: pair[0]))
@settings(max_examples=200, deadline=None)
def test_a_formula_keeps_its_amounts(pairs):
    readings = read_composition("".join(f"{symbol}{amount}" for symbol, amount in pairs))
    if readings:  # one element in capitals only (P2S5 without metals) may be refused as a word
        assert dict(readings[0].elements) == pytest.approx({s: float(a) for s, a in pairs})


@given(st.text(alphabet="LiNaYZrClOx0123456789.-−–()[]/·:= MTab+%", max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_string_raises(text):
    for reading in read_composition(text):
        assert reading.printed is not None
