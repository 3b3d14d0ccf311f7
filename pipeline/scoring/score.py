"""Score a dataset against gold: one frozen value that every output is written from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.gold.claim import Claim, group_of
from pipeline.gold.compare import Mode
from pipeline.gold.load import GoldDocument, GoldFact, load_gold
from pipeline.scoring.blame import Error, WrongExponent, describe, find_errors
from pipeline.scoring.fields import FieldAccuracy, measure_fields
from pipeline.scoring.outcome import Outcome, judge
from pipeline.scoring.predictions import Predictions, read_predictions
from pipeline.scoring.stages import StageScore, measure_recognition, measure_references
from pipeline.scoring.tally import Counts, Tally, count, count_place, sum_counts, tally_macro, tally_micro

MEDIA = ("text", "table")
CLASS_SUFFIX = " (class)"
HELD_OUT = "held-out"
"""The split of splits.csv that is never looked at to write a rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one fact: the strictest mode in which it was found ("missed" if none), and by what."""

    document: str
    group: str
    fact: str
    gold: str
    level: str
    record_id: str
    given: str


@dataclass(frozen=True, slots=True)
class Control:
    """A document that states nothing of a property: whatever a run gives there is wrong."""

    document: str
    property: str
    given: int


@dataclass(frozen=True, slots=True)
class Score:
    """A run against gold.

    `tallies` hold all modes, scopes (all, macro, property, class, place, document, split) and names.
    `unread` are gold documents that the run did not look at: they are not scored. `strangers` are documents
    without gold, `uncurated` counts records of properties that gold did not look for in their document.
    """

    source: str
    tallies: tuple[Tally, ...]
    fields: tuple[FieldAccuracy, ...]
    stages: tuple[StageScore, ...]
    errors: tuple[Error, ...]
    wrong_exponents: tuple[WrongExponent, ...]
    controls: tuple[Control, ...]
    verdicts: tuple[Verdict, ...]
    spurious: tuple[Verdict, ...]
    unread: tuple[str, ...]
    strangers: tuple[str, ...]
    uncurated: int
    held_out: tuple[str, ...] = ()
    """Documents that are kept from writing rules: their errors are counted, and listed on demand only."""

    def tally(self, mode: str, scope: str = "all", name: str = "") -> Tally:
        """Find one line; raises KeyError where there is none."""
        for tally in self.tallies:
            if (tally.mode, tally.scope, tally.name) == (mode, scope, name):
                return tally
        raise KeyError((mode, scope, name))


def score_dataset(records: Path, gold: Path, keep: Callable[[Claim], bool] | None = None) -> Score:
    """Score the records of a run folder or file against a gold folder.

    `keep` chooses among the records, for instance those of one extractor. Raises UnreadableFile.
    """
    documents = load_gold(gold)
    return score_predictions(read_predictions(records, documents), documents, keep)


def score_predictions(
    predictions: Predictions, documents: Sequence[GoldDocument], keep: Callable[[Claim], bool] | None = None
) -> Score:
    """Score records that are already sorted to their gold documents."""
    seen = [d for d in documents if predictions.read is None or d.name in predictions.read]
    given = {
        document.name: tuple(
            record
            for record in predictions.by_document.get(document.name, ())
            if keep is None or keep(record)
        )
        for document in seen
    }
    outcomes = {
        mode: [
            outcome for document in seen for outcome in _judge_document(document, given[document.name], mode)
        ]
        for mode in Mode
    }
    soft = outcomes[Mode.SOFT]
    found = [find_errors(outcome) for outcome in soft]
    return Score(
        source=predictions.source,
        tallies=(
            *(tally for mode in Mode for tally in _tallies(mode, outcomes[mode], seen)),
            *_tally_readers(seen, given),
        ),
        fields=tuple(_fields(soft)),
        stages=(*measure_recognition(_plain(soft), given), *measure_references(seen, predictions.references)),
        errors=tuple(error for errors, _ in found for error in errors),
        wrong_exponents=tuple(wrong for _, wrongs in found for wrong in wrongs),
        controls=tuple(_controls(seen, given)),
        verdicts=tuple(_verdicts(outcomes)),
        spurious=tuple(_spurious(soft)),
        unread=tuple(d.name for d in documents if d not in seen),
        strangers=predictions.strangers,
        uncurated=sum(
            record.property not in _curated(document) for document in seen for record in given[document.name]
        ),
        held_out=tuple(document.name for document in seen if document.split == HELD_OUT),
    )


def _judge_document(document: GoldDocument, records: Sequence[Claim], mode: Mode) -> list[Outcome]:
    curated = _curated(document)
    facts: dict[str, list[GoldFact]] = {}
    given: dict[str, list[Claim]] = {}
    for fact in document.facts:
        facts.setdefault(group_of(fact.first), []).append(fact)
    for record in records:
        if record.property in curated:
            given.setdefault(group_of(record), []).append(record)
    groups = sorted(set(facts) | set(given))
    return [judge(document.name, group, mode, facts.get(group, ()), given.get(group, ())) for group in groups]


def _curated(document: GoldDocument) -> set[str]:
    """Properties that the curators looked for; what a document has rows of was looked for, of course."""
    return set(document.states) | {fact.first.property for fact in document.facts}


def _plain(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Outcomes about materials; statements on classes of materials are scored apart."""
    return [outcome for outcome in outcomes if not outcome.group.endswith(CLASS_SUFFIX)]


def _tallies(mode: Mode, outcomes: Sequence[Outcome], documents: Sequence[GoldDocument]) -> list[Tally]:
    plain = _plain(outcomes)
    by_document = {d.name: [o for o in plain if o.document == d.name] for d in documents}
    per_document = {name: sum_counts(map(count, some)) for name, some in by_document.items()}
    splits: dict[str, list[Counts]] = {}
    for document in documents:
        splits.setdefault(document.split, []).append(per_document[document.name])
    by_group: dict[str, list[Counts]] = {}
    for outcome in outcomes:
        by_group.setdefault(outcome.group, []).append(count(outcome))
    places = {medium: [count_place(outcome, medium) for outcome in plain] for medium in MEDIA}
    everything = list(per_document.values())
    return [
        tally_micro(mode, "all", "", sum_counts(everything)),
        tally_macro(mode, "macro", "", everything),
        *(_tally_group(mode, group, counts) for group, counts in sorted(by_group.items())),
        *(tally_micro(mode, "place", medium, sum_counts(counts)) for medium, counts in places.items()),
        *(tally_micro(mode, "document", name, counts) for name, counts in per_document.items()),
        *(
            tally_micro(mode, "split", name, sum_counts(some))
            for name, some in sorted(splits.items())
            if name
        ),
    ]


READERS: Mapping[str, Callable[[frozenset[str]], bool]] = {
    "rules": lambda by: "rules" in by,
    "cde": lambda by: "cde" in by,
    "rules or cde": bool,
    "rules and cde": lambda by: {"rules", "cde"} <= by,
    "rules, not cde": lambda by: "rules" in by and "cde" not in by,
}
"""Whose records a line of the scope `reader` counts; the last two tell what agreement is worth."""


def _tally_readers(documents: Sequence[GoldDocument], given: Mapping[str, Sequence[Claim]]) -> list[Tally]:
    """A line for each reader where two of them read: what it would score with its own records alone."""
    if len({name for claims in given.values() for claim in claims for name in claim.extractors}) < 2:
        return []
    tallies = []
    for name, belongs in READERS.items():
        outcomes = [
            outcome
            for document in documents
            for outcome in _judge_document(
                document,
                [claim for claim in given[document.name] if belongs(frozenset(claim.extractors))],
                Mode.FORMULA,
            )
        ]
        tallies.append(tally_micro(Mode.FORMULA, "reader", name, sum_counts(map(count, _plain(outcomes)))))
    return tallies


def _tally_group(mode: Mode, group: str, counts: Sequence[Counts]) -> Tally:
    scope = "class" if group.endswith(CLASS_SUFFIX) else "property"
    return tally_micro(mode, scope, group.removesuffix(CLASS_SUFFIX), sum_counts(counts))


def _fields(outcomes: Sequence[Outcome]) -> list[FieldAccuracy]:
    groups = sorted({outcome.group for outcome in outcomes})
    return [
        field
        for group in groups
        for field in measure_fields(group, [m for o in outcomes if o.group == group for m in o.matches])
        if field.matched
    ]


def _controls(documents: Sequence[GoldDocument], given: Mapping[str, Sequence[Claim]]) -> list[Control]:
    return [
        Control(document.name, name, sum(record.property == name for record in given[document.name]))
        for document in documents
        for name, rows in sorted(document.states.items())
        if rows == 0 and name != "references"
    ]


def _verdicts(outcomes: Mapping[Mode, Sequence[Outcome]]) -> list[Verdict]:
    best: dict[tuple[str, str], Verdict] = {}
    for mode in (Mode.STRICT, Mode.FORMULA, Mode.SOFT):
        for outcome in outcomes[mode]:
            for match in outcome.matches:
                key = (outcome.document, match.fact.fact)
                found = Verdict(
                    outcome.document, outcome.group, match.fact.fact, describe(match.row), mode.value,
                    match.record.key, describe(match.record),
                )  # fmt: skip
                best.setdefault(key, found)
    for outcome in outcomes[Mode.SOFT]:
        for fact in outcome.missed:
            missed = Verdict(
                outcome.document, outcome.group, fact.fact, describe(fact.first), "missed", "", ""
            )
            best.setdefault((outcome.document, fact.fact), missed)
    return [best[key] for key in sorted(best)]


def _spurious(outcomes: Iterable[Outcome]) -> list[Verdict]:
    return [
        Verdict(outcome.document, outcome.group, "", "", "spurious", record.key, describe(record))
        for outcome in outcomes
        for record in outcome.spurious
    ]
