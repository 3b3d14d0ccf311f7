"""The bank of tables of our own writing: which records a reader takes from a printed table.

Cases of `evaluate` are counted by benchmarks/linking.py and not used to write rules. Cases of `develop` that
are not right yet stand in OPEN and must fail.
"""

import re
from collections import Counter
from math import floor, log10

import pytest

from extractors.linking.asides import read_aside, read_kind, read_temperature_words
from extractors.linking.heads import read_head, read_topic
from extractors.model.science import Dimension
from tests.extractors.linking.tables import Case, read_bank, read_table
from tests.extractors.linking.typeset_tables import read_pages

OPEN = {
    "literature survey with temperatures": "the prefix of β″-alumina is not taken off its formula",
}


def to_parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=OPEN[case.name])] if case.name in OPEN else [],
        )
        for case in read_bank("develop")
    ]


@pytest.mark.parametrize("case", to_parameters())
def test_a_table_gives_the_records_that_a_reader_sees(case: Case) -> None:
    found, codes = read_table(case)
    assert found == case.expected, case.reason
    assert case.findings <= codes


def test_the_bank_has_a_reason_for_each_case_and_keeps_two_fifths_for_evaluation() -> None:
    cases = read_bank()
    assert all(case.reason.strip() for case in cases)
    assert len({case.name for case in cases}) == len(cases)
    assert sum(case.split == "evaluate" for case in cases) >= 0.4 * len(cases)
    assert all(len(row) == case.table.width for case in cases for row in case.table.rows)
    assert set(OPEN) <= {case.name for case in cases if case.split == "develop"}


def test_tables_on_pages_give_what_their_cells_give_and_no_other_power_of_ten() -> None:
    right = expected = 0
    for case, found in read_pages("develop"):
        expected += len(case.expected)
        right += (Counter(found) & Counter(case.expected)).total()
        for record in set(found) - set(case.expected):
            assert not set(exponents(record)) - set(exponents(" ".join(case.expected))), case.name
    assert right >= 0.95 * expected


def exponents(printed: str) -> list[int]:
    """The powers of ten of the conductivities in printed records."""
    return [
        floor(log10(float(number))) for number in re.findall(r"(\S+) S/cm", printed) if ".." not in number
    ]


@pytest.mark.parametrize(
    ("words", "kelvin"),
    [
        ("σ (S cm−1) / 25 °C", 298.15),
        ("σ300K (S cm−1)", 300.0),
        ("measured at −20 °C", 253.15),
        ("σRT (mS cm−1)", 298.15),
        ("pellets sintered at 1100 °C, measured at 30 °C", 303.15),
        ("sintered at 1100 °C", None),
        ("annealed for 5 h at 500 °C", None),
        ("25–100 °C", None),
        ("Ea (kJ mol−1 K−1)", None),
    ],
)
def test_temperatures_of_making_and_ranges_are_none_of_measurement(words: str, kelvin: float | None) -> None:
    said = read_temperature_words(words)
    assert (said.kelvin if said else None) == kelvin


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("σgb (S cm−1)", "grain_boundary"),
        ("grain boundary", "grain_boundary"),
        ("σ (grain interior)", "bulk"),
        ("σtotal (bulk + gb)", "total"),
        ("bulk and total", ""),
        ("grain size (µm)", ""),
    ],
)
def test_a_kind_is_told_where_one_alone_is_named(words: str, kind: str) -> None:
    assert read_kind(words) == kind


def test_words_beside_a_value_say_temperature_source_or_origin_else_they_are_a_condition() -> None:
    assert read_aside("from ref. 12").refs == ("12",)
    assert read_aside("Taken from refs. [3,5–7]").refs == ("3", "5", "6", "7")
    assert read_aside("calculated").origin == "computed"
    assert read_aside("calcined powder").rest == "calcined powder"
    assert read_aside("This work").this_work


@pytest.mark.parametrize(
    ("path", "role", "name"),
    [
        ("log σ0", "other", "prefactor"),
        ("σT (S K cm−1)", "other", "prefactor"),
        ("Electronic conductivity (S cm−1)", "other", "electronic_conductivity"),
        ("Preparation", "other", "preparation"),
        ("Conductive additive", "detail", "carbon_additive"),
        ("Activation energy of conduction (eV)", "property", "activation_energy"),
        ("Migration barrier (eV)", "property", "migration_barrier"),
        ("Dopant M", "variable", ""),
    ],
)
def test_a_head_tells_the_role_of_its_column(path: str, role: str, name: str) -> None:
    head = read_head(path)
    assert (head.role, head.name) == (role, name)


def test_a_caption_names_the_property_and_the_unit_of_bare_cells() -> None:
    topic = read_topic("Ionic conductivity (σ, in 10−4 S cm−1) of the glasses")
    assert topic.name == "ionic_conductivity"
    assert topic.units == ((Dimension.CONDUCTIVITY, "10−4 S cm−1"),)
