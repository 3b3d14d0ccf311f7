"""What can be wrong in one row of records.csv beyond the types of its cells."""

import re
from collections.abc import Iterator, Mapping

from pipeline.gold.claim import TABLE_PLACE
from pipeline.gold.compare import text_key
from pipeline.gold.formulas import read_formula
from pipeline.gold.printed import kelvin_of, readings_of
from pipeline.gold.units import is_close, read_units

NORM_UNITS: Mapping[str, frozenset[str]] = {
    "ionic_conductivity": frozenset({"S/cm"}),
    "activation_energy": frozenset({"eV"}),
    "migration_barrier": frozenset({"eV"}),
    "electrochemical_window": frozenset({"V"}),
    "structure": frozenset({""}),
    "cell_performance": frozenset({"%", ""}),
}
SIDES: Mapping[str, tuple[bool, bool]] = {
    "=": (True, True), "~": (True, True), "range": (True, True),
    "<": (False, True), "<=": (False, True), ">": (True, False), ">=": (True, False),
}  # fmt: skip
"""Which sides (low, high) a qualifier fills."""

KELVIN_TOLERANCE = 0.01
"""Rounding of temperature_k; raising it lets 273 pass for 273.15."""

_PLACES = frozenset({"text", "abstract", "caption"})
_UNFLAT = re.compile(r"[₀-₉⁰¹²³⁴-⁹‐‑‒–—−]")
_ODD_AMOUNT = re.compile(r"(?<![\d.])(?:0\d|1(?![\d.])|\d+\.\d*0(?!\d))")


def faults_of_row(
    row: Mapping[str, str], pages: int | None, entries: set[str] | None
) -> Iterator[tuple[str, str]]:
    """Give (field, what is wrong) for one row; pages and reference numbers are checked where known."""
    yield from _faults_of_names(row)
    yield from _faults_of_value(row)
    yield from _faults_of_temperature(row)
    yield from _faults_of_place(row, pages)
    for ref in filter(None, row["refs"].split(";")):
        if entries is not None and ref not in entries:
            yield "refs", f"{ref} is not in references.csv"


def _faults_of_names(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if odd := _UNFLAT.search(row["material"] + row["composition"]):
        yield "material", f"{odd[0]!r} is not flat ASCII: '-' for dashes, digits on the line"
    if row["composition"] and read_formula(row["composition"]) is None:
        yield "composition", f"{row['composition']!r} is no formula of elements with amounts"
    elif odd := _ODD_AMOUNT.search(row["composition"]):
        yield "composition", f"the amount {odd[0]!r} is written with a needless 0 or 1"
    if row["class"] == "true" and row["composition"]:
        yield "class", "a class statement names no composition"


def _faults_of_value(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    printed, norm = _sides(row, "value"), _sides(row, "norm")
    if printed is None or norm is None:
        return  # the schema has told
    if row["norm_unit"] not in NORM_UNITS.get(row["property"], {row["norm_unit"]}):
        yield "norm_unit", f"{row['norm_unit']!r} is no unit of {row['property']}"
    if not any(side is not None for side in printed):
        if any(side is not None for side in norm) or row["unit"]:
            yield "value_low", "is empty, but a unit or a normalised value is given"
        return
    wanted = SIDES.get(row["qualifier"])
    if wanted is not None and tuple(side is not None for side in printed) != wanted:
        yield "qualifier", f"{row['qualifier']!r} fills {_name_sides(wanted)} of value_low and value_high"
    if _misordered(row["qualifier"], printed):
        yield "value_high", f"{row['value_low']} and {row['value_high']} do not fit {row['qualifier']!r}"
    yield from _faults_of_norm(row, printed, norm)


def _faults_of_norm(
    row: Mapping[str, str], printed: tuple[float | None, ...], norm: tuple[float | None, ...]
) -> Iterator[tuple[str, str]]:
    readings = readings_of(row["value_text"])
    unit = read_units().get(row["unit"]) or read_units().get(text_key(row["unit"]))
    if unit is None:
        yield "unit", f"{row['unit']!r} is not in the table of units"
    elif unit.norm_unit != row["norm_unit"]:
        yield "norm_unit", f"{row['unit']} becomes {unit.norm_unit}, not {row['norm_unit'] or 'nothing'}"
    for side, value, given in zip(("low", "high"), printed, norm, strict=True):
        if value is not None and not any(is_close(value, reading) for reading in readings):
            yield f"value_{side}", f"{value:g} does not follow from the printed {row['value_text']!r}"
        if unit is None or unit.norm_unit != row["norm_unit"]:
            continue
        expected = None if value is None else unit.normalise(value)
        if not is_close(expected, given):
            wanted = f"{_number(expected)} expected"
            yield f"norm_{side}", f"{_number(given)} does not follow from {value} {row['unit']}: {wanted}"


def _faults_of_temperature(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    text, kelvin = row["temperature_text"], row["temperature_k"]
    expected = kelvin_of(text) if text else None
    try:
        given = float(kelvin) if kelvin else None
    except ValueError:
        return  # the schema has told
    if (given is None) != (expected is None) or (
        given is not None and expected is not None and abs(given - expected) > KELVIN_TOLERANCE
    ):
        yield "temperature_k", f"{_number(given)} does not follow from {text!r}: {_number(expected)} expected"


def _faults_of_place(row: Mapping[str, str], pages: int | None) -> Iterator[tuple[str, str]]:
    if pages is not None and row["page"].isdigit() and not 1 <= int(row["page"]) <= pages:
        yield "page", f"{row['page']} is not among the document's {pages} pages"
    table = TABLE_PLACE.match(row["where"])
    if row["where"] not in _PLACES and not (table and table["row"] and int(table["row"]) > 0):
        yield "where", f"{row['where']!r} is none of text, abstract, caption, table N row N"


def _sides(row: Mapping[str, str], name: str) -> tuple[float | None, float | None] | None:
    try:
        low, high = (float(row[side]) if row[side] else None for side in (f"{name}_low", f"{name}_high"))
    except ValueError:
        return None
    return low, high


def _misordered(qualifier: str, sides: tuple[float | None, ...]) -> bool:
    low, high = sides
    if low is None or high is None:
        return False
    return low >= high if qualifier == "range" else qualifier in ("=", "~") and low != high


def _name_sides(wanted: tuple[bool, bool]) -> str:
    return {(True, True): "both", (False, True): "only the high", (True, False): "only the low"}[wanted]


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:g}"
