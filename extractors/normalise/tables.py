"""Reads the data files that hold the words of the field."""

from functools import cache
from importlib.resources import files

from extractors.normalise.chars import holds_any


@cache
def read_rows(name: str, package: str = "extractors.normalise") -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated file of `data/`: lines with `#` are for people, the first other line names
    the columns, missing cells at the end are empty."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    names = lines[0].split("\t")
    rows = [line.split("\t") for line in lines[1:]]
    return tuple(dict(zip(names, row + [""] * (len(names) - len(row)), strict=False)) for row in rows)


def is_possible(row: dict[str, str], small: str) -> bool:
    """Whether a text in small letters holds one of the words that a row's pattern needs (column `needs`)."""
    return not row["needs"] or holds_any(small, _cut_words(row["needs"]))


@cache
def _cut_words(needs: str) -> tuple[str, ...]:
    return tuple(needs.split("|"))
