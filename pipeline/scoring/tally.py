"""Counts to precision, recall and F1, with bootstrap intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.gold.claim import Claim
from pipeline.scoring.outcome import Outcome

DRAWS = 2000
"""Bootstrap draws; more draws smooth the ends of the intervals and cost time."""

SEED = 20251123
"""Fixed, so that the same records give the same intervals."""

CONFIDENCE = 0.95

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives, and repeats, which are neither."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    repeats: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.tp + other.tp, self.fp + other.fp, self.fn + other.fn, self.repeats + other.repeats
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a score. `scope` is all, property, class, place, document, split or reader, `name` which.

    Ratios are None where nothing was to be found and nothing was given. Intervals are (low, high).
    """

    mode: str
    scope: str
    name: str
    counts: Counts
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None


def count(outcome: Outcome) -> Counts:
    """Count what became of the facts and records."""
    return Counts(len(outcome.matches), len(outcome.spurious), len(outcome.missed), len(outcome.repeats))


def count_place(outcome: Outcome, medium: str) -> Counts:
    """Count facts of one medium (text or table): found only where a record of that medium says them.

    A record at a medium where gold does not have its fact is wrong there, though right as a record.
    """
    found, misplaced = set(), 0
    for match in (*outcome.matches, *outcome.repeats):
        if not any(spot.medium == medium for spot in match.record.spots):
            continue
        if medium in _media(match.fact.rows):
            found.add(match.fact.fact)
        else:
            misplaced += 1
    facts = {match.fact.fact: match.fact for match in outcome.matches} | {f.fact: f for f in outcome.missed}
    wanted = sum(medium in _media(fact.rows) for fact in facts.values())
    spurious = sum(record.spots[0].medium == medium for record in outcome.spurious if record.spots)
    return Counts(len(found), spurious + misplaced, wanted - len(found))


def sum_counts(counts: Iterable[Counts]) -> Counts:
    """Add counts up; none give zeros."""
    return sum(counts, Counts())


def precision_of(counts: Counts) -> float | None:
    """Share of the given records that are right; 0 if none was given though facts were to be found."""
    return _ratio(counts.tp, counts.tp + counts.fp, counts)


def recall_of(counts: Counts) -> float | None:
    """Share of the facts that were found; None where there was nothing to find."""
    return counts.tp / (counts.tp + counts.fn) if counts.tp + counts.fn else None


def f1_of(counts: Counts) -> float | None:
    """Harmonic mean of precision and recall, from the counts."""
    return _ratio(2 * counts.tp, 2 * counts.tp + counts.fp + counts.fn, counts)


def tally_micro(mode: str, scope: str, name: str, counts: Counts) -> Tally:
    """Score counts as one pool, each fact weighing the same; intervals by drawing facts anew."""
    drawn = draw_counts(counts)
    return Tally(
        mode,
        scope,
        name,
        counts,
        precision_of(counts),
        recall_of(counts),
        f1_of(counts),
        _interval(drawn[0], drawn[0] + drawn[1]),
        _interval(drawn[0], drawn[0] + drawn[2]),
        _interval(2 * drawn[0], 2 * drawn[0] + drawn[1] + drawn[2]),
    )


def tally_macro(mode: str, scope: str, name: str, parts: Sequence[Counts]) -> Tally:
    """Score the mean over documents, each document weighing the same; silent documents are left out."""
    spoken = [part for part in parts if part.tp + part.fp + part.fn]
    return Tally(
        mode,
        scope,
        name,
        sum_counts(parts),
        _mean([precision_of(part) for part in spoken]),
        _mean([recall_of(part) for part in spoken]),
        _mean([f1_of(part) for part in spoken]),
    )


def draw_counts(counts: Counts) -> tuple[NDArray[np.int64], ...]:
    """Draw facts and spurious records with replacement: true positives, false positives, false negatives.

    Drawing n items that are each one of three outcomes is one draw of a multinomial distribution.
    """
    cells = np.array([counts.tp, counts.fp, counts.fn], dtype=np.int64)
    total = int(cells.sum())
    if total == 0:
        return tuple(np.zeros(DRAWS, dtype=np.int64) for _ in range(3))
    drawn = np.random.default_rng(SEED).multinomial(total, cells / total, size=DRAWS)
    return drawn[:, 0], drawn[:, 1], drawn[:, 2]


def _interval(over: NDArray[np.int64], under: NDArray[np.int64]) -> Interval | None:
    if not (over.any() or under.any()):
        return None
    ratios = np.divide(over, under, out=np.zeros(len(over)), where=under > 0)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail])
    return float(low), float(high)


def _ratio(over: int, under: int, counts: Counts) -> float | None:
    if under:
        return over / under
    return 0.0 if counts.tp + counts.fp + counts.fn else None


def _mean(ratios: Sequence[float | None]) -> float | None:
    known = [ratio for ratio in ratios if ratio is not None]
    return sum(known) / len(known) if known else None


def _media(rows: Iterable[Claim]) -> set[str]:
    return {spot.medium for row in rows for spot in row.spots}
