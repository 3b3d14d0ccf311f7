"""Rows of tables of cells: retention, cycles, rate and voltages from words or from columns of their own."""

import pytest

from extractors.entities import find_cell_mentions
from extractors.linking import link_tables
from extractors.linking.performance import find_retention
from extractors.model.statement import Statement
from tests.extractors.linking.tables import build_table


def state(head: str, *rows: str) -> tuple[Statement, ...]:
    table = build_table({"caption": "Solid-state cells", "head": [head], "rows": list(rows)})
    return link_tables([table], {}, find_cell_mentions)[0]


def test_a_cell_is_read_from_columns_of_its_own() -> None:
    (cell,) = state(
        "Electrolyte | Cathode | Voltage window (V) | Rate | Cycles | Capacity retention (%) | T (°C)",
        "Li6PS5Cl | NCM811 | 2.0–3.6 | 0.5C | 200 | 88.5 | 30",
    )
    assert cell.property == "cell_performance"  # and its voltages are no window of the electrolyte
    assert cell.quantity.norm_low == 88.5
    assert cell.temperature is not None
    assert cell.temperature.kelvin == 303.15
    assert {"c_rate": "0.5C", "cycles": "200", "voltage": "2.0–3.6"}.items() <= dict(cell.details).items()


def test_a_cell_is_read_from_words() -> None:
    (cell,) = state(
        "Cathode | Electrolyte | Cycling performance",
        "NaCrO2 | Na3PS4 | Retained more than 80% capacity after 1,200 cycles at 0.5 C and 60 °C",
    )
    assert (cell.quantity.norm_low, cell.quantity.qualifier) == (80, ">")
    assert cell.temperature is not None
    assert dict(cell.details)["cycles"] == "1,200"


def test_cycles_keep_their_hedge_and_may_be_counted_by_an_ordinal() -> None:
    words, ordinal = state(
        "Cathode | Electrolyte | Cycling performance",
        "LCO | Li3InCl6 | cycled for more than 100 cycles with 81% retention",
        "LCO | Li3YCl6 | 91.5% (100th)",
    )
    assert dict(words.details)["cycles"] == "more than 100"
    assert dict(ordinal.details)["cycles"] == "100"


@pytest.mark.parametrize(
    ("text", "head", "value"),
    [
        ("retained 90.3% capacity after 1000 cycles", "Performance", 90.3),
        ("80% after 60 cycles", "Performance", 80),
        ("88.5", "Capacity retention (%)", 88.5),
        ("88.5", "Performance", None),
        ("initial coulombic efficiency of 89%", "Performance", None),
        ("99.9% efficiency over 100 cycles", "Performance", None),
    ],
)
def test_a_share_is_a_retention_where_words_head_or_cycles_say_so(
    text: str, head: str, value: float | None
) -> None:
    found = find_retention(text, head)
    assert (found.norm_low if found else None) == value
