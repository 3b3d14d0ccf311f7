"""Powers of ten in heads: every printing that scales the cells, and numbers that do not."""

import pytest

from extractors.normalise.heads import read_head_unit
from extractors.normalise.quantities import read_quantity


@pytest.mark.parametrize(
    "head",
    [
        "σ (10−4 S cm−1)",
        "σ (×10−4 S cm−1)",
        "σ [10^-4 S/cm]",
        "σ (E-4 S/cm)",
        "σ / 10−4 S cm−1",
        "σ / (10−4 S cm−1)",
        "σ/10−4 (S cm−1)",
        "σ / S cm−1 / 10−4",
        "σ (S cm−1 × 10−4)",
        "σ (S cm−1 ×104)",
        "σ (S cm−1) × 104",
        "σ (S cm−1) x 10–4",
        "σ (S cm−1)·10^-4",
        "σ (S cm−1) (×10−4)",
        "σ × 104 / S cm−1",
        "σ × 10−4 (S cm−1)",
        "σ·104 [S cm−1]",
        "σRT × 10⁴ (S cm⁻¹)",
        "104 σ (S cm−1)",
        "104σ/S cm−1",
        "10000 σ (S cm−1)",
        "Conductivity ×104 (S/cm)",
        "σ at 105 °C (10−4 S cm−1)",
        "σ (10−4 S cm−1) at 1073 K",
        "10−4 S cm−1",
        "σ (10−1 mS cm−1)",
        "σ (10−2 S m−1)",
    ],
)
def test_a_cell_is_in_ten_to_the_minus_four(head: str) -> None:
    value = read_quantity("2.5", unit=head)
    assert value is not None
    assert value.norm_low == pytest.approx(2.5e-4)


@pytest.mark.parametrize(
    "head",
    [
        "σ (S cm−1) / 105 °C",
        "σ at 105 °C (S cm−1)",
        "Conductivity at 1073 K (S cm−1)",
        "σ after 1000 h (S cm−1)",
        "σ (100 MPa) / S cm−1",
        "σ (S cm−1), 10 cycles",
        "σ of Li10GeP2S12 (S cm−1)",
        "log10 σ (S cm−1)",
    ],
)
def test_numbers_of_other_units_scale_nothing(head: str) -> None:
    read = read_head_unit(head)
    assert read.unit is not None
    assert read.factor == 1


@pytest.mark.parametrize(
    ("cell", "head"),
    [
        ("0.2", "σ × 103 (mS cm−1)"),
        ("0.2", "σ (103 mS cm−1)"),
        ("0.02", "σ × 10−1 (S m−1)"),
        ("3 × 10−4", "σ (10−4 S cm−1)"),
    ],
)
def test_a_factor_that_can_be_read_twice_withholds_the_value(cell: str, head: str) -> None:
    value = read_quantity(cell, unit=head)
    assert value is not None
    assert value.norm_low is value.norm_high is None
    assert "quantity.head_factor" in value.findings


def test_two_powers_in_one_head_give_no_unit() -> None:
    assert read_head_unit("σ × 104 (10−3 S cm−1)").unit is None


def test_powers_of_other_properties_are_taken_as_printed() -> None:
    assert read_head_unit("Ea (10−1 eV)").factor == pytest.approx(0.1)
    assert read_head_unit("D (10−8 cm2 s−1)").factor == pytest.approx(1e-8)
