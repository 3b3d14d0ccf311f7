"""The banks of sentences and of paragraphs, and the list of rows of the first that are known to fail."""

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parents[2] / "cases"
KEY_LENGTH = 60
"""Characters of a text that name its row in sentences_open.tsv: enough to tell all rows apart."""


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph, the records that a reader takes from it as `print_record` prints them, and why."""

    text: str
    expected: tuple[str, ...]
    reason: str
    split: str

    @property
    def key(self) -> str:
        return self.text[:KEY_LENGTH].strip()


def read_bank(split: str | None = None) -> tuple[Case, ...]:
    """Rows of a split, or all of them."""
    cases = tuple(_to_case(*row) for row in _read_rows("sentences.tsv"))
    return tuple(case for case in cases if split in (None, case.split))


def read_paragraphs(split: str | None = None) -> tuple[Case, ...]:
    """Rows of tests/cases/paragraphs.tsv: wording that rules are measured on, and not all held to."""
    cases = tuple(_to_case(*row) for row in _read_rows("paragraphs.tsv"))
    return tuple(case for case in cases if split in (None, case.split))


def read_open() -> dict[str, str]:
    """Key of each row that is known to fail, and a note on what is missing."""
    return dict(_read_rows("sentences_open.tsv"))


def _to_case(text: str, expected: str, reason: str, split: str) -> Case:
    records = () if expected == "-" else tuple(sorted(expected.split(" | ")))
    return Case(text, records, reason, split)


def _read_rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
