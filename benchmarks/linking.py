"""Accuracy of linking on the banks of sentences, paragraphs and tables, per split: records and whole cases.

    python -m benchmarks.linking [--show] [--bank NAME]

A record is right when all that is said of it is right: material, qualifier, value, temperature, origin, kind
and references. A case is right when its records are all there and no other. `--show` prints what misses in
`develop`; rows of `evaluate` are counted and never printed, so that rules stay written on `develop` alone.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.extractors.linking.bank import Case, read_bank, read_paragraphs
from tests.extractors.linking.reading import fold_notation, print_record, read_records
from tests.extractors.linking.tables import read_bank as read_tables
from tests.extractors.linking.tables import read_table
from tests.extractors.linking.typeset_tables import read_pages


@dataclass(frozen=True, slots=True)
class Outcome:
    """A paragraph or table with the records that were expected and those that came out."""

    title: str
    reason: str
    expected: Counter[str]
    found: Counter[str]

    @property
    def is_right(self) -> bool:
        return self.found == self.expected


def run_sentences(split: str) -> list[Outcome]:
    """Each row of a split of sentences.tsv through entities, linking and assembling."""
    return run_cases(read_bank(split))


def run_paragraphs(split: str) -> list[Outcome]:
    """The same for paragraphs.tsv: wording that rules were not made for."""
    return run_cases(read_paragraphs(split))


def run_cases(cases: Sequence[Case]) -> list[Outcome]:
    return [
        Outcome(
            case.text,
            case.reason,
            Counter(map(fold_notation, case.expected)),
            Counter(fold_notation(print_record(record)) for record in read_records(case.text)),
        )
        for case in cases
    ]


def run_tables(split: str) -> list[Outcome]:
    """Each table of a split, with the paragraphs that define its labels."""
    return [
        Outcome(case.name, case.reason, Counter(case.expected), Counter(read_table(case)[0]))
        for case in read_tables(split)
    ]


def run_pages(split: str) -> list[Outcome]:
    """The same tables typeset on pages, so that finding and reading them count too."""
    return [
        Outcome(f"{case.name}, on a page", case.reason, Counter(case.expected), Counter(found))
        for case, found in read_pages(split)
    ]


BANKS = {"sentences": run_sentences, "paragraphs": run_paragraphs, "tables": run_tables, "pages": run_pages}


def print_score(name: str, outcomes: list[Outcome]) -> None:
    """Precision, recall and F1 of records, and whole rows right."""
    right = sum((outcome.found & outcome.expected).total() for outcome in outcomes)
    found = sum(outcome.found.total() for outcome in outcomes)
    expected = sum(outcome.expected.total() for outcome in outcomes)
    rows = sum(outcome.is_right for outcome in outcomes)
    print(
        f"{name:19} records: precision {right}/{found} = {_share(right, found):.3f}  "
        f"recall {right}/{expected} = {_share(right, expected):.3f}  "
        f"F1 {_share(2 * right, found + expected):.3f}  "
        f"cases {rows}/{len(outcomes)} = {_share(rows, len(outcomes)):.3f}"
    )


def print_misses(outcomes: list[Outcome]) -> None:
    """Cases that are not right: the paragraph or table, what is missing (-), what is too much (+)."""
    for outcome in outcomes:
        if outcome.is_right:
            continue
        print(f"\n{outcome.title}\n  ({outcome.reason})")
        for record in (outcome.expected - outcome.found).elements():
            print(f"  - {record}")
        for record in (outcome.found - outcome.expected).elements():
            print(f"  + {record}")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--show", action="store_true", help="print the cases of develop that fail")
    parser.add_argument("--bank", choices=BANKS, help="this bank only")
    arguments = parser.parse_args()
    for bank, run in BANKS.items():
        if arguments.bank not in (None, bank):
            continue
        for split in ("develop", "evaluate"):
            outcomes = run(split)
            print_score(f"{bank} {split}", outcomes)
            if arguments.show and split == "develop":
                print_misses(outcomes)


if __name__ == "__main__":
    main()
