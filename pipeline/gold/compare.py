"""When two statements say the same: field by field, and in the three modes that scores are given in."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache

from pipeline.gold.claim import Claim, numbers_of
from pipeline.gold.formulas import same_amounts
from pipeline.gold.units import is_close

SOFT_TOLERANCE = 0.01
"""Relative difference of values that a soft match allows; raising it lets wrong last digits pass."""

TEMPERATURE_TOLERANCE_K = 0.2
"""25 °C is 298.15 K, but papers also write 298 K for it; raising it merges neighbouring temperatures."""

CONDITION_SHARE = 0.5
"""Share of the gold condition's words that must be found: conditions are short free text."""

IDENTIFYING_DETAILS: Mapping[str, tuple[str, ...]] = {
    "structure": ("crystal_system", "space_group", "structure_type", "packing"),
    "cell_performance": ("cathode", "c_rate", "cycles"),
    "electrochemical_window": ("vs",),
}
"""Details that must agree for a strict match, by property."""

_BARRED = re.compile("(\\d)[\u0304\u0305]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {ord("·"): ".", ord("•"): ".", ord("⋅"): "."}


class Mode(StrEnum):
    """How strictly a predicted record must agree with gold."""

    STRICT = "strict"
    FORMULA = "formula"
    SOFT = "soft"


@lru_cache(maxsize=65536)
def text_key(text: str) -> str:
    """Fold what typesetting varies: compatibility forms, dashes, centred dots, spaces, and the bar over a
    digit of a space group (P3̄m1 is P-3m1); case is kept."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(_BARRED.sub(r"-\1", folded).split())


@lru_cache(maxsize=65536)
def words_of(text: str) -> frozenset[str]:
    """Give the folded words and numbers of a free text."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def same_material(one: Claim, other: Claim) -> bool:
    """Whether the materials are printed alike, spacing and dashes aside; for classes also case."""
    first, second = text_key(one.material), text_key(other.material)
    return first.casefold() == second.casefold() if one.is_class and other.is_class else first == second


def same_composition_text(one: Claim, other: Claim) -> bool:
    """Whether the flat formulas are written alike; where both leave it open, the materials decide."""
    if one.composition or other.composition:
        return one.composition == other.composition
    return same_material(one, other)


def same_composition(one: Claim, other: Claim) -> bool:
    """Whether elements and amounts agree; where both leave the composition open, the materials decide."""
    if one.composition and other.composition:
        return one.composition == other.composition or same_amounts(one.composition, other.composition)
    return not (one.composition or other.composition) and same_material(one, other)


def same_value(one: Claim, other: Claim) -> bool:
    """Whether both normalised sides agree within the rounding of conversions."""
    return is_close(one.norm_low, other.norm_low) and is_close(one.norm_high, other.norm_high)


def near_value(one: Claim, other: Claim) -> bool:
    """Whether the same numbers are given within one per cent, whichever side they stand on."""
    first, second = numbers_of(one), numbers_of(other)
    return len(first) == len(second) and all(
        is_close(a, b, SOFT_TOLERANCE) for a, b in zip(first, second, strict=True)
    )


def same_temperature(one: Claim, other: Claim) -> bool:
    """Whether both give the same temperature or both give none."""
    if one.temperature_k is None or other.temperature_k is None:
        return one.temperature_k is other.temperature_k
    return abs(one.temperature_k - other.temperature_k) <= TEMPERATURE_TOLERANCE_K


def same_condition(gold: Claim, other: Claim) -> bool:
    """Whether half of the gold condition's words are there; an empty condition asks for an empty one."""
    wanted, given = words_of(gold.condition), words_of(other.condition)
    if not wanted or not given:
        return not wanted and not given
    return len(wanted & given) >= CONDITION_SHARE * len(wanted)


def same_details(gold: Claim, other: Claim) -> bool:
    """Whether all identifying details that gold gives are given alike, under the same names.

    Where gold has neither details nor numbers, the printed words decide.
    """
    wanted, given = _identifying(gold), dict(other.details)
    if not wanted and not numbers_of(gold):
        return _within(gold.value_text, other.value_text)
    return all(_fold(text) == _fold(given.get(name, "")) for name, text in wanted)


def shares_detail(gold: Claim, other: Claim) -> bool:
    """Whether at least one identifying detail agrees, under whichever name; else as `same_details`."""
    wanted = {_fold(text) for _, text in _identifying(gold)}
    if not wanted:
        return _within(gold.value_text, other.value_text)
    return not wanted.isdisjoint(_fold(text) for _, text in _identifying(other))


def _identifying(claim: Claim) -> list[tuple[str, str]]:
    names = IDENTIFYING_DETAILS.get(claim.property, ())
    return [(name, text) for name, text in claim.details if name in names]


def _within(one: str, other: str) -> bool:
    """Whether the words of one text are all in the other ("amorphous", "amorphous compounds")."""
    first, second = words_of(one), words_of(other)
    return bool(first and second) and (first <= second or second <= first)


def same_words_of_class(gold: Claim, other: Claim) -> bool:
    """Whether two class statements share a word ("sulfide-based electrolytes", "sulfide electrolytes")."""
    return bool(words_of(gold.material) & words_of(other.material))


def says_strictly(gold: Claim, other: Claim) -> bool:
    """Composition as written (else material), value, qualifier, unit, temperature and details agree."""
    return same_composition_text(gold, other) and _says_the_rest(gold, other)


def says_in_formula(gold: Claim, other: Claim) -> bool:
    """As strict, but compositions are compared by elements and amounts."""
    return same_composition(gold, other) and _says_the_rest(gold, other)


def says_softly(gold: Claim, other: Claim) -> bool:
    """Material or composition, and the numbers within one per cent.

    Where a property has no numbers (structure, a cell without a retention) one identifying detail must agree.
    """
    named = same_material(gold, other) or bool(
        gold.composition and other.composition and same_amounts(gold.composition, other.composition)
    )
    if gold.is_class and other.is_class:
        named = named or same_words_of_class(gold, other)
    if not named or not near_value(gold, other):
        return False
    return bool(numbers_of(gold)) or shares_detail(gold, other)


def _says_the_rest(gold: Claim, other: Claim) -> bool:
    return (
        gold.qualifier == other.qualifier
        and gold.norm_unit == other.norm_unit
        and same_value(gold, other)
        and same_temperature(gold, other)
        and same_details(gold, other)
    )


def _fold(text: str) -> str:
    return text_key(text).casefold()


SAYS: Mapping[Mode, Callable[[Claim, Claim], bool]] = {
    Mode.STRICT: says_strictly,
    Mode.FORMULA: says_in_formula,
    Mode.SOFT: says_softly,
}


def same_place(one: Claim, other: Claim) -> bool:
    """Whether the statements share a place of print."""
    return any(mine.is_at(theirs) for mine in one.spots for theirs in other.spots)


FIELDS: Mapping[str, Callable[[Claim, Claim], bool]] = {
    "material": same_material,
    "composition": same_composition,
    "qualifier": lambda gold, record: gold.qualifier == record.qualifier,
    "value": same_value,
    "unit": lambda gold, record: text_key(gold.unit) == text_key(record.unit),
    "temperature": same_temperature,
    "kind": lambda gold, record: gold.kind == record.kind,
    "origin": lambda gold, record: gold.origin == record.origin,
    "condition": same_condition,
    "this_work": lambda gold, record: gold.this_work == record.this_work,
    "place": same_place,
    "details": same_details,
}
"""The fields that are told apart when two statements say the same; references need the whole fact."""


def resemblance(gold: Claim, other: Claim) -> float:
    """How alike two statements are, to choose among partners that are equally acceptable; 0 is not at all.

    The value and the material weigh most, then the place, then what qualifies the statement.
    """
    return (
        8.0 * near_value(gold, other)
        + 4.0 * same_value(gold, other)
        + 8.0 * same_material(gold, other)
        + 8.0 * same_composition(gold, other)
        + 4.0 * same_place(gold, other)
        + 2.0 * (gold.qualifier == other.qualifier)
        + 2.0 * same_temperature(gold, other)
        + 2.0 * same_details(gold, other)
        + 1.0 * (gold.kind == other.kind)
        + 1.0 * (gold.origin == other.origin)
        + 1.0 * same_condition(gold, other)
        + 1.0 * (gold.refs == other.refs)
        + 0.5 * (text_key(gold.value_text) == text_key(other.value_text))
    )
