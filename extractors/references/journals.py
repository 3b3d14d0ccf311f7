"""Journals: one key for all printed forms of a title, its ISO 4 abbreviation and its full name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.normalise.tables import read_rows

PACKAGE = "extractors.references"
SMALL_WORDS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "der",
        "die",
        "das",
        "für",
        "fur",
        "de",
        "la",
        "le",
        "et",
        "des",
        "du",
        "und",
        "an",
        "a",
        "to",
    ]
)
NOT_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal: ISO 4 abbreviation and full name."""

    abbreviation: str
    name: str


def journal_key(printed: str) -> str:
    """Lower case words without full stops, commas and small words: `Angew. Chem., Int. Ed.` and
    `Angew Chem Int Ed` are one; `Phys. Rev.` and `Phys. Rev. A` are two."""
    words = NOT_LETTERS.sub(" ", printed.casefold()).split()
    # a small word at the end is none: it names a section
    return " ".join([word for word in words[:-1] if word not in SMALL_WORDS] + words[-1:])


@cache
def known_journals() -> dict[str, Journal]:
    """Keys of all printed forms in data/journals.tsv."""
    journals: dict[str, Journal] = {}
    for row in read_rows("journals.tsv", PACKAGE):
        journal = Journal(row["abbreviation"], row["name"])
        forms = [row["abbreviation"], row["name"], *row["also"].split(";")]
        for form in forms:
            if form.strip():
                journals.setdefault(journal_key(form), journal)
    return journals


@cache
def abbreviation_words() -> frozenset[str]:
    """Words that stand before a full stop in abbreviated titles ("Chem", "Soc"): a title of a work rarely
    ends so.
    """
    words: set[str] = set()
    for row in read_rows("journals.tsv", PACKAGE):
        for form in (row["abbreviation"], *row["also"].split(";")):
            words.update(re.findall(r"(\w+)\.", form))
    return frozenset(words)


@lru_cache(maxsize=4096)
def find_journal(printed: str) -> Journal | None:
    """The journal of a printed title, full or abbreviated; None where the table does not have it."""
    return known_journals().get(journal_key(printed))


def is_journal(printed: str) -> bool:
    return find_journal(printed) is not None
