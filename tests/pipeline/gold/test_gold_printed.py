"""Numbers, temperatures and units as gold prints them."""

import pytest

from pipeline.gold.printed import kelvin_of, readings_of
from pipeline.gold.units import is_close, read_units


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0.51 × 10−3 S cm−1", [0.51e-3]),
        ("10−2 S cm−1", [1e-2]),
        (">10−3 S cm−1", [1e-3]),
        ("0.32 to 1.3 × 10−3", [0.32e-3, 1.3e-3]),
        ("10−5–10−4", [1e-5, 1e-4]),
        ("84.86%", [84.86]),
        ("2.8–4.3 V", [2.8, 4.3]),
        ("−4.4 log", [-4.4]),
        ("1.2e-3", [1.2e-3]),
        ("3.5 (±0.2) × 10−6", [3.5e-6]),
        ("370 ± 90 meV", [370]),
    ],
)
def test_a_printed_value_has_its_readings(text, values):
    for value in values:
        assert any(is_close(value, reading) for reading in readings_of(text)), readings_of(text)


def test_a_value_has_no_reading_with_another_exponent():
    assert not any(is_close(0.51e-4, reading) for reading in readings_of("0.51 × 10−3 S cm−1"))
    assert not any(is_close(1e3, reading) for reading in readings_of("10−3 S cm−1"))


@pytest.mark.parametrize(
    ("text", "kelvin"),
    [
        ("25 °C", 298.15),
        ("−20 °C", 253.15),
        ("500 K", 500),
        ("room temperature", 298.15),
        ("room-temperature", 298.15),
        ("RT", 298.15),
        ("room temperature (30 °C)", 303.15),
        ("400–800 °C", None),
        ("300 K and 400 K", None),
        ("high temperature", None),
        ("", None),
    ],
)
def test_a_printed_temperature_has_one_kelvin_or_none(text, kelvin):
    assert kelvin_of(text) == (None if kelvin is None else pytest.approx(kelvin))


def test_units_become_canonical():
    units = read_units()
    assert units["mS cm-1"].normalise(0.5) == pytest.approx(5e-4)
    assert units["S m-1"].normalise(1) == pytest.approx(1e-2)
    assert units["kJ mol-1"].normalise(96.48533212) == pytest.approx(1, rel=1e-9)
    assert units["kcal mol-1"].normalise(23.06054783) == pytest.approx(1, rel=1e-9)
    assert units["log(S cm-1)"].normalise(-3) == pytest.approx(1e-3)
