"""Entries of the case bank and of fourteen typeset styles are read as printed; nothing is slow."""

import csv
import time
from pathlib import Path

import pytest

from extractors.references.entry import Fields, parse_entry
from extractors.references.printed import Print, print_plain
from extractors.references.works import split_works
from tests.extractors.references.typeset_lists import STYLES, Style, expected, read_works, to_print

CASES = Path(__file__).resolve().parents[2] / "cases" / "references.tsv"
WHOLE = ("authors", "journal", "year", "volume", "first_page")
FIELDS = ("kind", *WHOLE, "title", "issue", "last_page", "doi", "url")


def read_cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def show(fields: Fields) -> dict[str, str]:
    shown = {name: str(getattr(fields, name)) for name in FIELDS if name != "authors"}
    return {**shown, "authors": ";".join(fields.names.printed)}


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["reason"])
def test_a_printed_form_is_read(case: dict[str, str]):
    text = to_print(case["entry"])
    _, start, stop = split_works(text)[0]
    got = show(parse_entry(text[start:stop].strip()))
    assert got == {name: case[name] or "" for name in FIELDS}


def share_of_whole_entries(style: Style, use: str, *, plain: bool = False) -> float:
    works = read_works(use)
    right = 0
    for work in works:
        text = to_print(style.write(work))
        got = show(parse_entry(print_plain(text.flat) if plain else text))
        want = expected(style, work)
        right += all(got[name] == want[name] for name in WHOLE)
    return right / len(works)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_whole_entries_of_works_that_no_rule_was_written_for(style: Style):
    assert share_of_whole_entries(style, "evaluate") >= 0.90


@pytest.mark.parametrize("style", [s for s in STYLES if s.use == "develop"], ids=lambda style: style.name)
def test_whole_entries_of_the_works_that_rules_were_written_for(style: Style):
    assert share_of_whole_entries(style, "develop") == 1.0


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_punctuation_is_enough_where_italics_are_lost(style: Style):
    assert share_of_whole_entries(style, "", plain=True) >= 0.90


HOSTILE = [
    "a",
    "A. ",
    "Ab, ",
    "A. Bc, ",
    "1",
    "1,",
    "1-",
    "2019, 1, ",
    "(",
    "10.1000/",
    "doi:",
    "http://",
    " ",
    "; ",
    "“",
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "J. Am. Chem. ", "et al. ", "van der ", "a) b) c) ", "Thesis ", "(eds "]
)
def test_no_text_of_100_kb_takes_long(piece: str):
    text = print_plain(piece * (100_000 // len(piece)))
    start = time.process_time()
    for _, first, stop in split_works(text):
        parse_entry(text[first:stop])
    assert time.process_time() - start < 2.0


def test_a_thousand_entries_take_less_than_two_seconds():
    texts: list[Print] = [to_print(style.write(work)) for style in STYLES for work in read_works()] * 2
    start = time.process_time()
    for text in texts[:1000]:
        parse_entry(text)
    assert time.process_time() - start < 2.0
