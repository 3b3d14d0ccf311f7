"""Which of the works that Crossref offers is the one that an entry cites: that one, or none."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from extractors.model.document import Reference
from extractors.references.journals import find_journal, journal_key

TYPES = frozenset(("journal-article", "proceedings-article"))
"""Crossref gives figures, supporting files, reviews and issues DOIs too."""

DOI = re.compile(r"10\.\d{4,9}/[!-~]{1,200}")
TAG = re.compile(r"<[^<>]{0,200}>")
DASH = re.compile(r"\s?[-‐‑‒–—,]")
DATES = ("issued", "published-print", "published-online")

TITLE_LIKENESS = 0.9
"""Raising it refuses titles with slips of the pen; lowering it takes other parts of a series for the work."""

TELLING_CHARS, TELLING_WORDS = 30, 5
"""Least length of a title that can stand for a page; lower values take other works of an author and year."""

RESTARTING_PAGE = "1"
"""Journals with article numbers count each article's pages from 1: many share volume and first page."""


@dataclass(frozen=True, slots=True)
class Work:
    """A work as Crossref describes it, folded for comparison."""

    doi: str
    title: str
    first_author: tuple[str, ...]
    """Forms of the first author's name; empty where none is known."""
    journals: frozenset[str]
    years: frozenset[int]
    volume: str
    pages: frozenset[str]
    """First page and article number."""


def read_works(items: Iterable[Mapping[str, Any]]) -> list[Work]:
    """The articles among Crossref's items that can be told apart: others, and broken ones, are left out."""
    works = (_read_work(item) for item in items if _text(item.get("type")) in TYPES)
    return [work for work in works if work.doi and work.years]


def can_be_matched(entry: Reference) -> bool:
    """Whether an entry lacks a DOI and prints what a match needs (see `agrees`)."""
    if entry.kind != "article" or entry.doi or not entry.year:
        return False
    volume, page = _fold_number(entry.volume), _fold_number(entry.first_page)
    authors = entry.parsed_authors
    if volume and page:
        return bool(entry.journal or (authors and entry.title))
    return bool(entry.journal and authors and (page or _is_telling(entry.title)))


def choose_doi(entry: Reference, works: Iterable[Work]) -> str:
    """The DOI of the only work that agrees with an entry; "" where there is none, or more than one."""
    dois = {work.doi for work in works if agrees(entry, work)}
    return dois.pop() if len(dois) == 1 else ""


def agrees(entry: Reference, work: Work) -> bool:
    """Whether year, volume and first page (or article number) agree, and journal, or author and title, too.

    A first author of another name refutes it: two notes can stand on one page. Where the first page is 1, the
    title must agree as well. Entries that print no volume ("Chem. Commun., 2012, 3456") need the journal, the
    first author, and the title if they have one; those that print no page need journal, first author, and a
    long title that is the same to the letter.
    """
    volume, page = _fold_number(entry.volume), _fold_number(entry.first_page)
    printed = (not volume or volume == work.volume) and (not page or page in work.pages)
    author = _same_author(entry, work)
    if entry.year not in work.years or not printed or author is False:
        return False
    title = _same_title(entry.title, work.title)
    journal = bool(_journal_keys([entry.journal]) & work.journals)
    if page == RESTARTING_PAGE and not title:
        return False
    if volume and page:
        return journal or (author is True and title)
    if page:
        return journal and author is True and (title or not entry.title)
    alike = fold(entry.title).replace(" ", "") == work.title.replace(" ", "")
    return journal and author is True and alike and _is_telling(entry.title)


def _is_telling(title: str) -> bool:
    """Whether a title is long enough to be that of one work only: no "Editorial", no "Solid electrolytes"."""
    folded = fold(title)
    return len(folded) >= TELLING_CHARS and len(folded.split()) >= TELLING_WORDS


def fold(text: str) -> str:
    """Letters and digits only, without accents and tags, in lower case, words parted by one blank."""
    plain = unicodedata.normalize("NFKD", TAG.sub("", html.unescape(text)))
    letters = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(re.findall(r"[^\W_]+", letters))


def _read_work(item: Mapping[str, Any]) -> Work:
    doi = _text(item.get("DOI")).lower()
    pages = {_first_page(_text(item.get("page"))), _fold_number(_text(item.get("article-number")))}
    journals = [*_texts(item.get("container-title")), *_texts(item.get("short-container-title"))]
    return Work(
        doi=doi if DOI.fullmatch(doi) else "",
        title=fold(next(iter(_texts(item.get("title"))), "")),
        first_author=_read_first_author(item.get("author")),
        journals=_journal_keys(journals),
        years=frozenset(year for name in DATES if (year := _read_year(item.get(name)))),
        volume=_fold_number(_text(item.get("volume"))),
        pages=frozenset(pages - {""}),
    )


def _read_first_author(authors: object) -> tuple[str, ...]:
    """Family and given name, since many Asian names are deposited the other way round."""
    first = authors[0] if isinstance(authors, list) and authors else None
    if not isinstance(first, dict):
        return ()
    return tuple(name for key in ("family", "given", "name") if (name := fold(_text(first.get(key)))))


def _read_year(date: object) -> int | None:
    try:
        year = date["date-parts"][0][0]  # type: ignore[index]
    except (TypeError, KeyError, IndexError):
        return None
    return year if isinstance(year, int) else None


def _same_author(entry: Reference, work: Work) -> bool | None:
    """Whether the first author's family name is the same; None where one side does not tell."""
    family = fold(entry.parsed_authors[0][1]) if entry.parsed_authors else ""
    if not family or not work.first_author:
        return None
    # particles ("van der") are family name here and given name there
    return any(
        f" {name}".endswith(f" {family}") or f" {family}".endswith(f" {name}") for name in work.first_author
    )


def _same_title(printed: str, known: str) -> bool:
    own = fold(printed)
    return bool(own and known) and SequenceMatcher(None, own, known, autojunk=False).ratio() >= TITLE_LIKENESS


def _journal_keys(titles: Iterable[str]) -> frozenset[str]:
    """One key for all known forms of a title, else that of the form itself."""
    forms = [html.unescape(title) for title in titles if title]
    return frozenset(journal_key(known.name if (known := find_journal(form)) else form) for form in forms)


def _first_page(printed: str) -> str:
    return _fold_number(DASH.split(printed.strip(), maxsplit=1)[0])


def _fold_number(printed: str) -> str:
    """A volume, page or article number in lower case, without leading zeros and the e of electronic ones.

    >>> _fold_number("045301"), _fold_number("A2387"), _fold_number("e1902345"), _fold_number("n/a")
    ('45301', 'a2387', '1902345', '')
    """
    folded = printed.strip().casefold()
    if not any(char.isdigit() for char in folded):
        return ""
    electronic = re.fullmatch(r"e(\d{5,})", folded)
    return electronic[1] if electronic else folded.lstrip("0")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
