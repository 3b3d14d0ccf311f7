"""How far two independent passes over the same papers agree, before adjudication."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.gold.assign import assign
from pipeline.gold.claim import Claim, field_of, group_of
from pipeline.gold.compare import FIELDS, resemblance, says_softly
from pipeline.gold.load import GoldDocument, GoldFact, GoldReference, load_gold
from pipeline.sheets import Sheet


@dataclass(frozen=True, slots=True)
class DocumentAgreement:
    """Two passes over one document: how many rows, facts and references each found, and what both found."""

    document: str
    rows: tuple[int, int]
    facts: tuple[int, int]
    both: tuple[tuple[GoldFact, GoldFact], ...]
    only_first: tuple[GoldFact, ...]
    only_second: tuple[GoldFact, ...]
    references: tuple[int, int]
    references_both: tuple[tuple[GoldReference, GoldReference], ...]


def compare_passes(first: Path, second: Path) -> tuple[DocumentAgreement, ...]:
    """Compare the documents that both passes hold; raises UnreadableFile where one holds none."""
    others = {document.name: document for document in load_gold(second)}
    return tuple(
        _compare_document(document, others[document.name])
        for document in load_gold(first)
        if document.name in others
    )


def agreement_to_sheets(agreements: Sequence[DocumentAgreement]) -> list[Sheet]:
    """Lay the agreement out for people: facts per document, fields, references, and every difference."""
    return [
        _facts_sheet(agreements),
        _fields_sheet(agreements),
        _references_sheet(agreements),
        _differences_sheet(agreements),
    ]


def _compare_document(one: GoldDocument, other: GoldDocument) -> DocumentAgreement:
    pairs = [
        pair
        for group in sorted({group_of(fact.first) for fact in one.facts})
        for pair in _pair(one, other, group)
    ]
    found = {mine.fact for mine, _ in pairs}, {theirs.fact for _, theirs in pairs}
    entries = {entry.number: entry for entry in other.references}
    return DocumentAgreement(
        one.name,
        (_count_rows(one), _count_rows(other)),
        (len(one.facts), len(other.facts)),
        tuple(pairs),
        tuple(fact for fact in one.facts if fact.fact not in found[0]),
        tuple(fact for fact in other.facts if fact.fact not in found[1]),
        (len(one.references), len(other.references)),
        tuple((entry, entries[entry.number]) for entry in one.references if entry.number in entries),
    )


def _pair(one: GoldDocument, other: GoldDocument, group: str) -> list[tuple[GoldFact, GoldFact]]:
    """Two facts are the same if they agree softly at any of their places."""
    mine = [fact for fact in one.facts if group_of(fact.first) == group]
    theirs = [fact for fact in other.facts if group_of(fact.first) == group]
    shape = (len(mine), len(theirs))
    accepted = [[any(says_softly(a, b) for a in m.rows for b in t.rows) for t in theirs] for m in mine]
    worth = [[resemblance(gather_places(m), gather_places(t)) for t in theirs] for m in mine]
    found = assign(np.array(accepted, dtype=bool).reshape(shape), np.array(worth).reshape(shape))
    return [(mine[i], theirs[j]) for i, j in found]


def gather_places(fact: GoldFact) -> Claim:
    """Give a fact as one claim that stands at all its places with all its references."""
    spots = tuple(spot for row in fact.rows for spot in row.spots)
    refs = tuple(sorted({ref for row in fact.rows for ref in row.refs}))
    return replace(fact.first, spots=spots, refs=refs)


def _count_rows(document: GoldDocument) -> int:
    return sum(len(fact.rows) for fact in document.facts)


def _facts_sheet(agreements: Sequence[DocumentAgreement]) -> Sheet:
    rows = [(a.document, *a.rows, *a.facts, len(a.both), _share(len(a.both), a.facts)) for a in agreements]
    facts = (sum(a.facts[0] for a in agreements), sum(a.facts[1] for a in agreements))
    both = sum(len(a.both) for a in agreements)
    places = (sum(a.rows[0] for a in agreements), sum(a.rows[1] for a in agreements))
    header = (
        "document",
        "rows, first",
        "rows, second",
        "facts, first",
        "facts, second",
        "in both",
        "agreement",
    )
    note = "agreement = 2 x both / (first + second); same fact: material or composition, numbers within 1 %"
    return Sheet("Facts found", header, (*rows, ("all", *places, *facts, both, _share(both, facts))), note)


def _fields_sheet(agreements: Sequence[DocumentAgreement]) -> Sheet:
    pairs = [tuple(map(gather_places, pair)) for agreement in agreements for pair in agreement.both]
    names = (*FIELDS, "references")
    rows = tuple((name, sum(_agrees(name, *pair) for pair in pairs), len(pairs)) for name in names)
    shares = tuple((name, right, of, right / of if of else None) for name, right, of in rows)
    return Sheet("Fields of facts found by both", ("field", "equal", "of", "share"), shares)


def _references_sheet(agreements: Sequence[DocumentAgreement]) -> Sheet:
    rows = tuple(
        (
            a.document,
            *a.references,
            len(a.references_both),
            sum(x.fields == y.fields for x, y in a.references_both),
        )
        for a in agreements
        if any(a.references)
    )
    header = ("document", "entries, first", "entries, second", "in both", "equal in every field")
    return Sheet("Reference lists", header, rows)


def _differences_sheet(agreements: Sequence[DocumentAgreement]) -> Sheet:
    rows: list[tuple[str, ...]] = []
    for agreement in agreements:
        rows += [
            (agreement.document, fact.first.key, "", "only in first", _say(fact), "")
            for fact in agreement.only_first
        ]
        rows += [
            (agreement.document, "", fact.first.key, "only in second", "", _say(fact))
            for fact in agreement.only_second
        ]
        for pair in agreement.both:
            one, other = map(gather_places, pair)
            names = [name for name in (*FIELDS, "references") if not _agrees(name, one, other)]
            rows += [
                (agreement.document, one.key, other.key, name, field_of(one, name), field_of(other, name))
                for name in names
            ]
    header = ("document", "first", "second", "difference", "first says", "second says")
    return Sheet("Differences to adjudicate", header, tuple(rows))


def _agrees(name: str, one: Claim, other: Claim) -> bool:
    return one.refs == other.refs if name == "references" else FIELDS[name](one, other)


def _say(fact: GoldFact) -> str:
    first = fact.first
    said = f"{first.material} {first.qualifier} {first.value_text}"
    return f"{group_of(first)}: {said}, {field_of(first, 'place')}"


def _share(both: int, facts: tuple[int, int]) -> float | None:
    return 2 * both / sum(facts) if sum(facts) else None
