"""What became of each gold fact and each record of one document and property."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.gold.assign import assign
from pipeline.gold.claim import Claim
from pipeline.gold.compare import SAYS, Mode, resemblance, same_place
from pipeline.gold.load import GoldFact


@dataclass(frozen=True, slots=True)
class Match:
    """A record that found a fact; `row` is the place of the fact that it resembles most."""

    fact: GoldFact
    row: Claim
    record: Claim


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one document, property and mode.

    `matches` are true positives, `missed` false negatives, `spurious` false positives. `repeats` say a fact
    again at one of its gold places: neither right nor wrong.
    """

    document: str
    group: str
    mode: Mode
    matches: tuple[Match, ...]
    missed: tuple[GoldFact, ...]
    repeats: tuple[Match, ...]
    spurious: tuple[Claim, ...]


def judge(
    document: str, group: str, mode: Mode, facts: Sequence[GoldFact], records: Sequence[Claim]
) -> Outcome:
    """Assign records to facts one to one so that most facts are found, then sort what is left over."""
    facts = sorted(facts, key=lambda fact: sorted(map(content_of, fact.rows)))
    records = sorted(records, key=content_of)
    says = SAYS[mode]
    accepted = np.array(
        [[any(says(row, record) for row in fact.rows) for record in records] for fact in facts], dtype=bool
    ).reshape(len(facts), len(records))
    worth = np.array(
        [
            [_best_row(fact, record)[0] if accepted[i, j] else 0.0 for j, record in enumerate(records)]
            for i, fact in enumerate(facts)
        ],
        dtype=float,
    ).reshape(len(facts), len(records))
    pairs = assign(accepted, worth)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    repeats = _find_repeats(facts, records, accepted, used)
    return Outcome(
        document,
        group,
        mode,
        matches=tuple(Match(facts[i], _best_row(facts[i], records[j])[1], records[j]) for i, j in pairs),
        missed=tuple(fact for i, fact in enumerate(facts) if i not in found),
        repeats=tuple(repeats.values()),
        spurious=tuple(record for j, record in enumerate(records) if j not in used and j not in repeats),
    )


def content_of(claim: Claim) -> str:
    """Give what is said as a key to sort by, so that ties do not depend on the order of lines or on ids."""
    return repr(replace(claim, key=""))


def _best_row(fact: GoldFact, record: Claim) -> tuple[float, Claim]:
    worth = [(resemblance(row, record), row) for row in fact.rows]
    return max(worth, key=lambda pair: pair[0])


def _find_repeats(
    facts: Sequence[GoldFact], records: Sequence[Claim], accepted: NDArray[np.bool_], used: set[int]
) -> dict[int, Match]:
    """A record left over repeats a fact if it says it and stands at a place where gold has it too."""
    repeats = {}
    for j, record in enumerate(records):
        if j in used:
            continue
        for i, fact in enumerate(facts):
            at = next((row for row in fact.rows if same_place(row, record)), None) if accepted[i, j] else None
            if at is not None:
                repeats[j] = Match(fact, at, record)
                break
    return repeats
