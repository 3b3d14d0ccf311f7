"""Accuracy of linking on the bank of sentences, per split: records and whole paragraphs.

    python -m benchmarks.linking [--show]

A record is right when all that is said of it is right: material, qualifier, value, temperature, origin, kind
and references. A row is right when its records are all there and no other. `--show` prints what misses in
`develop`; rows of `evaluate` are counted and never printed, so that rules stay written on `develop` alone.
"""

import argparse
from collections import Counter
from dataclasses import dataclass

from tests.extractors.linking.bank import Case, read_bank
from tests.extractors.linking.reading import print_record, read_records


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row with the records that came out."""

    case: Case
    found: Counter[str]

    @property
    def expected(self) -> Counter[str]:
        return Counter(self.case.expected)

    @property
    def is_right(self) -> bool:
        return self.found == self.expected


def run(split: str) -> list[Outcome]:
    """Each row of a split through entities, linking and assembling."""
    return [
        Outcome(case, Counter(print_record(record) for record in read_records(case.text)))
        for case in read_bank(split)
    ]


def print_score(split: str, outcomes: list[Outcome]) -> None:
    """Precision, recall and F1 of records, and whole rows right."""
    right = sum((outcome.found & outcome.expected).total() for outcome in outcomes)
    found = sum(outcome.found.total() for outcome in outcomes)
    expected = sum(outcome.expected.total() for outcome in outcomes)
    rows = sum(outcome.is_right for outcome in outcomes)
    print(
        f"{split:9} records: precision {right}/{found} = {_share(right, found):.3f}  "
        f"recall {right}/{expected} = {_share(right, expected):.3f}  "
        f"F1 {_share(2 * right, found + expected):.3f}  "
        f"rows {rows}/{len(outcomes)} = {_share(rows, len(outcomes)):.3f}"
    )


def print_misses(outcomes: list[Outcome]) -> None:
    """Rows that are not right: the paragraph, what is missing (-), what is too much (+)."""
    for outcome in outcomes:
        if outcome.is_right:
            continue
        print(f"\n{outcome.case.text}\n  ({outcome.case.reason})")
        for record in (outcome.expected - outcome.found).elements():
            print(f"  - {record}")
        for record in (outcome.found - outcome.expected).elements():
            print(f"  + {record}")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--show", action="store_true", help="print the rows of develop that fail")
    arguments = parser.parse_args()
    for split in ("develop", "evaluate"):
        outcomes = run(split)
        print_score(split, outcomes)
        if arguments.show and split == "develop":
            print_misses(outcomes)


if __name__ == "__main__":
    main()
