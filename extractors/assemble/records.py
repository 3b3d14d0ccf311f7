"""Records from statements: equal facts become one record with several places, contradictions become
findings.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extractors.assemble.profile import Profile, find_origin, is_own_result
from extractors.model.document import Document
from extractors.model.finding import Finding
from extractors.model.record import Record
from extractors.model.statement import Statement
from extractors.normalise.tables import read_rows

SAME_VALUE = 1e-9
"""Relative difference under which two normalised values are the same print; larger merges rounded values."""
DOUBT = 0.8
"""Each finding on a record multiplies its confidence by this."""


def assemble_records(
    document: Document, statements: Iterable[Statement], profile: Profile
) -> tuple[Record, ...]:
    """One record per fact, in reading order of its first place."""
    records: list[Record] = []
    alike: dict[tuple[str, str, str], list[int]] = {}
    for statement in statements:
        record = _to_record(document, statement, profile)
        others = alike.setdefault((record.property, record.qualifier, record.origin), [])
        same = next((i for i in others if is_same_fact(records[i], record)), None)
        if same is None:
            others.append(len(records))
            records.append(record)
        else:
            records[same] = merge_places(records[same], record)
    return tuple(records)


def _to_record(document: Document, statement: Statement, profile: Profile) -> Record:
    composition, quantity = statement.composition, statement.quantity
    temperature = statement.temperature
    codes = [*statement.findings, *((code, "") for code in (composition.findings if composition else ()))]
    findings = tuple(
        Finding(code, note, statement.place.page, statement.place.box) for code, note in dict.fromkeys(codes)
    )
    return Record(
        record_id=identify(document.document_id, statement),
        document_id=document.document_id,
        doi=document.bibliography.doi,
        property=statement.property,
        material=statement.material,
        composition=(composition.formula or None) if composition else None,
        elements=composition.elements if composition else (),
        variables=composition.variables if composition else (),
        qualifier=quantity.qualifier.value,
        value_low=quantity.low,
        value_high=quantity.high,
        unit=quantity.unit,
        value_text=quantity.text,
        norm_low=quantity.norm_low,
        norm_high=quantity.norm_high,
        norm_unit=quantity.norm_unit,
        temperature_k=temperature.kelvin if temperature else None,
        temperature_text=temperature.text if temperature else "",
        kind=statement.kind or None,
        origin=find_origin(statement, profile),
        condition=statement.condition,
        this_work=is_own_result(statement, profile),
        refs=statement.refs,
        place=statement.place,
        extractors=statement.extractors,
        is_class=statement.is_class,
        confidence=round(_base_confidence(statement) * DOUBT ** len(findings), 3),
        details=statement.details,
        findings=findings,
    )


OCR_CODES = ("reading.read_by_ocr", "reading.poor_ocr", "reading.poor_text")
OCR_DOUBT = 0.5
"""A record of a page that was recognised from a picture keeps this share of its confidence."""


def doubt_scans(records: Iterable[Record], findings: Iterable[Finding]) -> tuple[Record, ...]:
    """The records, those of scanned pages with the page's finding and half their confidence."""
    doubts = {finding.page: finding for finding in findings if finding.code in OCR_CODES}
    return tuple(
        replace(
            record,
            confidence=round(record.confidence * OCR_DOUBT, 3),
            findings=(*record.findings, doubts[record.place.page]),
        )
        if record.place.page in doubts
        else record
        for record in records
    )


def identify(document_id: str, statement: Statement) -> str:
    """A name for a fact that is the same in every run: document, property, material, value, place."""
    place = statement.place
    parts = (
        document_id,
        statement.property,
        statement.composition.formula if statement.composition else "",
        statement.material,
        statement.quantity.text,
        str(statement.quantity.norm_low),
        str(statement.quantity.norm_high),
        str(place.page),
        place.where,
        ",".join(f"{edge:.0f}" for edge in place.box),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@cache
def _confidences() -> dict[str, tuple[float, float]]:
    return {
        row["rule"]: (float(row["confidence"]), float(row["agreed"] or row["confidence"]))
        for row in read_rows("confidence.tsv", "extractors.assemble")
    }


def _base_confidence(statement: Statement) -> float:
    """What its evidence is worth; else what the pattern is that linked it, alone or with a second reader."""
    if statement.sureness is not None:
        return statement.sureness
    alone, agreed = _confidences()[statement.rule]
    return agreed if len(statement.extractors) > 1 else alone


def is_same_fact(one: Record, other: Record) -> bool:
    """Whether two records state one fact: what both say agrees, and neither names another source.

    Two cells of one table are never one fact; two sentences are only where a fixed composition ties them.
    """
    in_table = one.place.where.startswith("table") and other.place.where.startswith("table")
    named = one.composition == other.composition if one.composition else one.material == other.material
    return (
        not in_table
        and named
        and (one.property, one.is_class, one.qualifier, one.origin, one.details)
        == (other.property, other.is_class, other.qualifier, other.origin, other.details)
        and (one.norm_unit != "" or one.value_text == other.value_text)
        and _same_number(one.norm_low, other.norm_low)
        and _same_number(one.norm_high, other.norm_high)
        and _agree(one.temperature_k, other.temperature_k)
        and _agree(one.kind, other.kind)
        and _same_treatment(one.condition, other.condition)
        and (not one.refs or not other.refs or bool(set(one.refs) & set(other.refs)))
    )


def _same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME_VALUE * max(abs(one), abs(other))


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other


STEM = 4
"""Letters that tell treatments apart: "annealed" is "after annealing"; fewer takes "milled" for "mixed"."""


def _same_treatment(one: str, other: str) -> bool:
    """Whether conditions in different words may be one: they share the stem of a word, or one is empty."""
    stems = [{word[:STEM] for word in re.findall(r"[a-z]{4,}", words.lower())} for words in (one, other)]
    return _agree(one, other) or bool(stems[0] & stems[1])


def merge_places(first: Record, again: Record) -> Record:
    """The first record with the other's place added and what only the other says filled in.

    A family in x whose value stands in a table under one x is that member.
    """
    closed = first if first.composition else again
    return replace(
        first,
        composition=closed.composition,
        elements=closed.elements,
        variables=closed.variables,
        other_places=(*first.other_places, again.place),
        temperature_k=first.temperature_k if first.temperature_k is not None else again.temperature_k,
        temperature_text=first.temperature_text or again.temperature_text,
        kind=first.kind or again.kind,
        condition=first.condition or again.condition,
        refs=tuple(dict.fromkeys([*first.refs, *again.refs])),
        this_work=first.this_work or again.this_work,
        extractors=tuple(sorted({*first.extractors, *again.extractors}, reverse=True)),
        confidence=max(first.confidence, again.confidence),
        findings=tuple(dict.fromkeys([*first.findings, *again.findings])),
    )


def find_contradictions(records: Sequence[Record]) -> tuple[Finding, ...]:
    """Two records of one composition, property, source and condition with values more than tenfold apart."""
    findings: list[Finding] = []
    seen: dict[tuple[object, ...], Record] = {}
    for record in records:
        if record.composition is None or not record.refs or record.norm_low is None:
            continue
        key = (
            record.property,
            record.composition,
            record.refs,
            record.temperature_k,
            record.kind,
            record.condition,
            record.origin,
        )
        first = seen.setdefault(key, record)
        if first.norm_low and not 0.1 <= record.norm_low / first.norm_low <= 10:
            note = f"{record.value_text} here, {first.value_text} on page {first.place.page}"
            findings.append(Finding("assemble.contradiction", note, record.place.page, record.place.box))
    return tuple(findings)
