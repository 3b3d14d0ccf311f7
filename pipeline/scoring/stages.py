"""Each stage on its own gold, so that one miss is not counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.gold.claim import Claim, numbers_of
from pipeline.gold.compare import near_value, same_composition, same_material, text_key
from pipeline.gold.load import GoldDocument, GoldFact, GoldReference
from pipeline.scoring.blame import same_references
from pipeline.scoring.outcome import Outcome

REFERENCE_FIELDS = (
    "authors", "title", "journal", "year", "volume", "issue", "first_page", "last_page", "doi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageScore:
    """One measure of one stage: how many of how many are right."""

    stage: str
    measure: str
    right: int
    of: int

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


def measure_recognition(
    outcomes: Iterable[Outcome], records: Mapping[str, Sequence[Claim]]
) -> list[StageScore]:
    """Measure values, materials, linking and references of values, each given that the one before worked.

    values: facts whose number stands in any record on one of their pages. materials: facts whose material or
    composition stands in any record of the document. linking: facts found, of those with value and material
    both there. references: matched records with the right references.
    """
    values = materials = both = linked = facts = matched = cited = 0
    for outcome in outcomes:
        given = records.get(outcome.document, ())
        matched += len(outcome.matches)
        cited += sum(map(same_references, outcome.matches))
        found = {match.fact.fact for match in outcome.matches}
        for fact in (*(match.fact for match in outcome.matches), *outcome.missed):
            if not numbers_of(fact.first):
                continue
            has_value = any(_has_value(row, record) for row in fact.rows for record in given)
            has_material = _has_material(fact, given)
            facts, values, materials = facts + 1, values + has_value, materials + has_material
            both += has_value and has_material
            linked += has_value and has_material and fact.fact in found
    return [
        StageScore("recognition", "values", values, facts),
        StageScore("recognition", "materials", materials, facts),
        StageScore("linking", "value to material, both recognised", linked, both),
        StageScore("linking", "value to references, value found", cited, matched),
    ]


def measure_references(
    documents: Iterable[GoldDocument], given: Mapping[str, Sequence[Mapping[str, str]]]
) -> list[StageScore]:
    """Measure reference lists: entries found by number, each printed field, whole entries, invented fields.

    Authors must all be there, compared by folded names. Only documents with gold and given references count.
    """
    entries = [
        (entry, rows.get(entry.number))
        for document in documents
        if document.references and document.name in given
        for rows in [{row.get("number", ""): row for row in given[document.name]}]
        for entry in document.references
    ]
    if not entries:
        return []
    fields = [
        StageScore(
            "references",
            name,
            sum(
                _same_field(name, dict(entry.fields).get(name, ""), row)
                for entry, row in entries
                if dict(entry.fields).get(name)
            ),
            sum(1 for entry, _ in entries if dict(entry.fields).get(name)),
        )
        for name in REFERENCE_FIELDS
    ]
    found = StageScore(
        "references", "entries found", sum(row is not None for _, row in entries), len(entries)
    )
    whole = StageScore("references", "whole entries", sum(_is_whole(*pair) for pair in entries), len(entries))
    return [found, *(field for field in fields if field.of), whole]


def _is_whole(entry: GoldReference, row: Mapping[str, str] | None) -> bool:
    """Every printed field right and none invented."""
    if row is None:
        return False
    fields = dict(entry.fields)
    return all(_same_field(name, fields.get(name, ""), row) for name in REFERENCE_FIELDS)


def _same_field(name: str, gold: str, row: Mapping[str, str] | None) -> bool:
    if row is None:
        return False
    given = row.get(name) or ""
    if name == "authors":
        return [_fold(author) for author in gold.split(";")] == [_fold(author) for author in given.split(";")]
    return _fold(gold) == _fold(given)


def _fold(text: str) -> str:
    return text_key(text).casefold().strip(".,;")


def _has_value(row: Claim, record: Claim) -> bool:
    pages = {spot.page for spot in row.spots}
    return near_value(row, record) and any(spot.page in pages for spot in record.spots)


def _has_material(fact: GoldFact, records: Sequence[Claim]) -> bool:
    return any(
        same_material(row, record) or same_composition(row, record) for row in fact.rows for record in records
    )
