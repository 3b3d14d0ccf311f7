"""Names and order of the contract, and the way back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.record import Place, Record
from pipeline.rows import RECORD_FIELDS
from pipeline.serialise import dump_line, record_from_dict, record_to_dict

PLACE = Place(3, Box(10.5, 20.25, 30, 40), "2.1", "table 2 row 5 col 3", "Li3YCl6 | 0.51")


def make_record(**changes: object) -> Record:
    fields: dict[str, object] = {
        "record_id": "r1",
        "document_id": "d1",
        "doi": "10.1000/1",
        "property": "ionic_conductivity",
        "material": "Li3-xYCl6",
        "composition": "Li2.8YCl6",
        "elements": (("Li", 2.8), ("Y", 1.0), ("Cl", 6.0)),
        "variables": (("x", "0.2"), ("M", "Y"), ("n", "3")),
        "qualifier": "=",
        "value_low": 0.51,
        "value_high": 0.51,
        "unit": "mS cm−1",
        "value_text": "0.51 mS cm−1",
        "norm_low": 0.00051,
        "norm_high": 0.00051,
        "norm_unit": "S/cm",
        "temperature_k": 298.15,
        "temperature_text": "room temperature",
        "kind": "bulk",
        "origin": "measured",
        "condition": "as milled",
        "this_work": False,
        "refs": ("34", "17a", "smith2019"),
        "place": PLACE,
        "other_places": (PLACE,),
        "extractors": ("rules", "cde"),
        "confidence": 0.9,
        "details": (("phase", "trigonal"),),
        "findings": (Finding("linking.far", "the material stands two sentences before", 3, Box(1, 2, 3, 4)),),
    }
    return Record(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_record_has_the_fields_of_the_contract_in_its_order():
    assert tuple(record_to_dict(make_record())) == RECORD_FIELDS


def test_a_record_survives_the_way_to_json_and_back():
    record = make_record()
    assert record_from_dict(json.loads(dump_line(record_to_dict(record)))) == record


def test_what_print_leaves_open_is_null():
    row = record_to_dict(
        make_record(
            composition=None, elements=(), temperature_k=None, temperature_text="", kind=None, value_low=None
        )
    )
    assert [
        row[name] for name in ("composition", "elements", "temperature_k", "temperature_text", "kind")
    ] == [None] * 5
    assert row["value_low"] is None
    assert row["value_high"] == 0.51


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0.2", 0.2),
        ("3", 3),
        ("-0.1", -0.1),
        ("Y", "Y"),
        ("0–0.6", "0–0.6"),
        ("1.2.3", "1.2.3"),
        ("²", "²"),
        ("", ""),
    ],
)
def test_variables_are_numbers_only_where_print_gives_one(printed: str, expected: object):
    assert record_to_dict(make_record(variables=(("x", printed),)))["variables"] == {"x": expected}


def test_reference_numbers_are_numbers_and_keys_stay_text():
    assert record_to_dict(make_record())["refs"] == [34, "17a", "smith2019"]


@given(st.text())
def test_any_text_stays_on_one_line_and_comes_back(text: str):
    line = dump_line({"quote": text})
    assert line.splitlines(keepends=True) == [line]
    assert json.loads(line) == {"quote": text}


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_line({"value_low": float("nan")})
