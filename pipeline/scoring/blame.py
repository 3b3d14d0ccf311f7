"""What went wrong: every error of a score in one class, decided by what gold and records show.

The classes, in the order in which they are tried (gold/README.md tells them to readers):

- a record that found its fact softly but differs beside it: `composition`, `value` (sides, qualifier,
  unit, details), `condition` (temperature, kind, origin, condition), `reference` (refs, this_work); one pair
  can err in several classes;
- a missed fact and a spurious record that explain each other:
  `linking` (the number is right, but stands with another material of the paper), `composition` (the number
  is right, the material is a misreading of the gold one), `reading` (the exponent lost its sign, or
  characters were lost), `value` (the material is right at the right place, the number is not);
- a missed fact alone: `table` (printed in tables only), `reading` (a reading.* finding on its page),
  else `recognition`;
- a spurious record alone: `spurious`.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from pipeline.gold.assign import assign
from pipeline.gold.claim import Claim, field_of, numbers_of
from pipeline.gold.compare import (
    near_value,
    same_composition,
    same_condition,
    same_details,
    same_material,
    same_place,
    same_temperature,
    same_value,
    text_key,
)
from pipeline.gold.formulas import read_formula, same_amounts
from pipeline.gold.load import GoldFact
from pipeline.gold.printed import fold
from pipeline.scoring.outcome import Match, Outcome

CLASSES = tuple(
    "table reading recognition composition value linking reference condition spurious".split()  # noqa: SIM905
)

MISREAD_LIKENESS = 0.6
"""Likeness of two material texts from which one counts as a misreading of the other; raising it turns
composition errors into linking errors."""

EXPONENT_TOLERANCE = 0.005
"""How near log10 of a ratio must be to an integer: one per cent of the mantissa."""

_EXPONENT = re.compile(r"10 ?\^?- ?(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its class, the gold row and the record (one may be empty), and what was said instead."""

    kind: str
    document: str
    group: str
    fact: str
    record_id: str
    page: int
    where: str
    gold: str
    given: str
    note: str


@dataclass(frozen=True, slots=True)
class WrongExponent:
    """A record with the right material and mantissa and a wrong power of ten; `power` is how far off."""

    document: str
    group: str
    fact: str
    record_id: str
    page: int
    material: str
    gold: str
    given: str
    power: int


def find_errors(outcome: Outcome) -> tuple[list[Error], list[WrongExponent]]:
    """Give every error of a softly judged document and property, and apart from them the wrong exponents."""
    errors = [error for match in outcome.matches for error in _errors_of_match(outcome, match)]
    rows = [_nearest(fact, outcome.spurious) for fact in outcome.missed]
    known = [row for fact in _facts(outcome) for row in fact.rows]
    explained = [[_explain(row, record, known) for record in outcome.spurious] for row in rows]
    worth = np.array([[weight for weight, _, _ in line] for line in explained]).reshape(
        len(rows), len(outcome.spurious)
    )
    wrong: list[WrongExponent] = []
    pairs = assign(worth > 0, worth)
    for i, j in pairs:
        _, kind, note = explained[i][j]
        errors.append(_error(kind, outcome, outcome.missed[i], rows[i], outcome.spurious[j], note))
        if kind not in ("linking", "composition"):
            wrong += _wrong_exponents(outcome, [outcome.missed[i]], outcome.spurious[j])
    missed, spurious = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, fact in enumerate(outcome.missed):
        if i not in missed:
            errors.append(_error(_class_of_missed(outcome, fact), outcome, fact, rows[i], None, "not found"))
    for j, record in enumerate(outcome.spurious):
        if j not in spurious:
            errors.append(_error("spurious", outcome, None, None, record, "no such statement in gold"))
            wrong += _wrong_exponents(outcome, _facts(outcome), record)
    return errors, wrong


def differences(match: Match) -> Iterator[tuple[str, str]]:
    """Give (class, field) for each field in which a record differs from the fact that it found."""
    row, record = match.row, match.record
    if not same_composition(row, record):
        yield "composition", "composition"
    checks = (
        ("value", "value", same_value(row, record)),
        ("value", "details", same_details(row, record)),
        ("value", "qualifier", row.qualifier == record.qualifier),
        ("value", "unit", row.norm_unit == record.norm_unit),
        ("condition", "temperature", same_temperature(row, record)),
        ("condition", "kind", row.kind == record.kind),
        ("condition", "origin", row.origin == record.origin),
        ("condition", "condition", same_condition(row, record)),
        ("reference", "references", same_references(match)),
        ("reference", "this_work", row.this_work == record.this_work),
    )
    yield from ((kind, field) for kind, field, right in checks if not right)


def same_references(match: Match) -> bool:
    """Whether the references are those of one place of the fact, or those of all its places together."""
    every = {ref for row in match.fact.rows for ref in row.refs}
    given = set(match.record.refs)
    return given == every or any(given == set(row.refs) for row in match.fact.rows)


def power_between(one: Claim, other: Claim) -> int:
    """Give the integer power of ten that lies between two values, 0 where they differ otherwise or not."""
    first, second = numbers_of(one), numbers_of(other)
    if not first or len(first) != len(second) or not all((*first, *second)):
        return 0
    powers = [math.log10(abs(b / a)) for a, b in zip(first, second, strict=True)]
    if any(abs(power - round(powers[0])) > EXPONENT_TOLERANCE for power in powers):
        return 0
    return round(powers[0])


def _errors_of_match(outcome: Outcome, match: Match) -> Iterator[Error]:
    notes: dict[str, list[str]] = {}
    for kind, field in differences(match):
        gold, given = field_of(match.row, field), field_of(match.record, field)
        notes.setdefault(kind, []).append(f"{field} {given or 'nothing'} for {gold or 'nothing'}")
    for kind, found in notes.items():
        yield _error(kind, outcome, match.fact, match.row, match.record, "; ".join(found))


def _explain(row: Claim, record: Claim, known: Sequence[Claim]) -> tuple[float, str, str]:
    """Weigh how well a spurious record explains a missed row: (weight, class, note), weight 0 for not at all.

    A number that is right outweighs a material that is right: swapped values are errors of linking.
    """
    at = 2.0 * same_place(row, record) + 1.0 * _shares_page(row, record)
    named = _same_name(row, record)
    if numbers_of(row) and near_value(row, record) and at:
        if not any(_same_name(other, record) for other in known) and _is_misread(row, record):
            return 8.0 + at, "composition", f"{row.material} read as {record.material}"
        return 8.0 + at, "linking", f"given to {record.material}"
    if named and (power := power_between(row, record)):
        lost = _lost_sign(row, power) or _is_garbled(record)
        return 6.0 + at, "reading" if lost else "value", f"wrong by 10^{power}"
    if named and same_place(row, record):
        return 2.0 + at, "reading" if _is_garbled(record) else "value", "another value"
    return 0.0, "", ""


def _class_of_missed(outcome: Outcome, fact: GoldFact) -> str:
    spots = [spot for row in fact.rows for spot in row.spots]
    if all(spot.medium == "table" for spot in spots):
        return "table"
    pages = {spot.page for spot in spots}
    for record in (*outcome.spurious, *(match.record for match in (*outcome.matches, *outcome.repeats))):
        doubted = any(code.startswith("reading.") for code in record.findings)
        if doubted and any(spot.page in pages for spot in record.spots):
            return "reading"
    return "recognition"


def _wrong_exponents(outcome: Outcome, facts: Iterable[GoldFact], record: Claim) -> list[WrongExponent]:
    page = record.spots[0].page if record.spots else 0
    for fact in facts:
        for row in fact.rows:
            if _same_name(row, record) and (power := power_between(row, record)):
                said = (row.material, row.value_text, record.value_text, power)
                return [WrongExponent(outcome.document, outcome.group, fact.fact, record.key, page, *said)]
    return []


def _error(
    kind: str, outcome: Outcome, fact: GoldFact | None, row: Claim | None, record: Claim | None, note: str
) -> Error:
    spots = (row or record or Claim("", "", "", "")).spots
    return Error(
        kind,
        outcome.document,
        outcome.group,
        fact.fact if fact else "",
        record.key if record else "",
        spots[0].page if spots else 0,
        spots[0].where if spots else "",
        describe(row) if row else "",
        describe(record) if record else "",
        note,
    )


def describe(claim: Claim) -> str:
    """Say a claim in a few words: material, qualifier, value, temperature."""
    mark = "" if claim.qualifier in ("=", "range") else claim.qualifier
    at = f" at {claim.temperature_text}" if claim.temperature_text else ""
    return f"{claim.material} {mark}{claim.value_text.removeprefix(mark)}{at}".strip()


def _nearest(fact: GoldFact, records: Sequence[Claim]) -> Claim:
    """The row of a missed fact that shares a place with a leftover record, else its first."""
    return next((row for row in fact.rows if any(same_place(row, record) for record in records)), fact.first)


def _facts(outcome: Outcome) -> tuple[GoldFact, ...]:
    return (*(match.fact for match in outcome.matches), *outcome.missed)


def _same_name(one: Claim, other: Claim) -> bool:
    fixed = one.composition and other.composition
    return same_material(one, other) or bool(fixed and same_amounts(one.composition, other.composition))


def _shares_page(one: Claim, other: Claim) -> bool:
    return bool({spot.page for spot in one.spots} & {spot.page for spot in other.spots})


def _is_misread(row: Claim, record: Claim) -> bool:
    """Same elements in other amounts, or texts that are mostly alike."""
    gold, given = read_formula(row.composition), read_formula(record.composition)
    if gold and given and {symbol for symbol, _ in gold} == {symbol for symbol, _ in given}:
        return True
    first, second = text_key(row.material), text_key(record.material)
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= MISREAD_LIKENESS


def _lost_sign(row: Claim, power: int) -> bool:
    """Whether the power is what a printed 10^-n turns into when it is read as 10^n."""
    return any(power == 2 * int(exponent) for exponent in _EXPONENT.findall(fold(row.value_text)))


def _is_garbled(record: Claim) -> bool:
    text = record.value_text + record.material
    return "(cid:" in text or any(
        unicodedata.category(char) in ("Cc", "Co") or char == "\ufffd" for char in text
    )
