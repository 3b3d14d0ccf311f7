"""From laid out pages to references."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.model.document import Reference
from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.glyphs import Link
from extractors.model.layout import PageLayout
from extractors.references.entry import Fields, parse_entry
from extractors.references.joining import count_words
from extractors.references.lines import gather_lines
from extractors.references.printed import print_rich
from extractors.references.split import Entry, split_entries
from extractors.references.works import split_works


def parse_references(pages: Iterable[PageLayout]) -> tuple[Reference, ...]:
    """The entries of the reference list, from the blocks of the kind reference, in order.

    Numbers, hanging indents and white split the list; italic, bold and punctuation tell the fields; link
    annotations over an entry give a DOI that is not printed. An entry of which nothing could be read is a
    note, with a finding where it has a year. Several works under one number have letters in their keys
    ("17a").
    """
    pages = tuple(pages)
    lines = gather_lines(pages)
    if not lines:
        return ()
    entries = split_entries(lines, count_words(pages))
    links = {page.number: page.links for page in pages}
    references = [reference for entry in entries for reference in _read_entry(entry, links)]
    return tuple(_with_keys(_with_gaps(references)))


def _read_entry(entry: Entry, links: dict[int, tuple[Link, ...]]) -> Iterator[Reference]:
    text = print_rich(entry.text)
    if not text.flat.strip():
        return
    places = entry.text.places(0, len(entry.text))
    uris = tuple(dict.fromkeys(_links_over(places, links)))
    works = split_works(text)
    for letter, start, stop in works:
        part = text[start:stop].strip()
        fields = parse_entry(part, uris if len(works) == 1 else ())
        yield _compose(entry, letter, fields, text.flat if len(works) == 1 else part.flat, places[0])


def _links_over(places: Sequence[tuple[int, Box]], links: dict[int, tuple[Link, ...]]) -> Iterator[str]:
    for page, box in places:
        for link in links.get(page, ()):
            if box.contains(link.box.x_mid, link.box.y_mid):
                yield link.uri


def _compose(entry: Entry, letter: str, fields: Fields, text: str, place: tuple[int, Box]) -> Reference:
    findings: tuple[Finding, ...] = ()
    if fields.kind == "note" and re.search(r"\b(?:19|20)\d\d\b", text):
        findings = (Finding("references.unread", f"no fields could be read from {text[:80]!r}", *place),)
    label = str(entry.number) if entry.number is not None else entry.key
    key = f"{label}{letter}" if label else ""
    return Reference(
        key=f"{entry.chapter}:{key}" if key and entry.chapter > 1 else key,
        number=entry.number,
        authors=fields.names.printed,
        parsed_authors=fields.names.parsed,
        title=fields.title,
        journal=fields.journal,
        year=fields.year,
        volume=fields.volume,
        issue=fields.issue,
        first_page=fields.first_page,
        last_page=fields.last_page,
        doi=fields.doi,
        url=fields.url,
        kind=fields.kind,
        text=text.strip(),
        page=place[0],
        box=place[1],
        findings=findings,
        book=fields.book,
    )


def _with_gaps(references: Sequence[Reference]) -> Iterator[Reference]:
    """Numbers that the list passes over are a finding of the entry behind them: it may have swallowed
    nothing, or one.
    """
    last: int | None = None
    for reference in references:
        number = reference.number
        if number is not None and last is not None and number > last + 1:
            missing = f"{last + 1}" if number == last + 2 else f"{last + 1} to {number - 1}"
            note = Finding(
                "references.missing_number", f"no entry {missing} was found", reference.page, reference.box
            )
            reference = replace(reference, findings=(*reference.findings, note))
        last = number if number is not None else last
        yield reference


def _with_keys(references: Iterable[Reference]) -> Iterator[Reference]:
    """Keys of lists without numbers: first author and year, a letter where print has one or two would be
    alike.
    """
    listed = list(references)
    keys = [reference.key or author_year_key(reference) for reference in listed]
    several = Counter(keys)
    given: Counter[str] = Counter()
    for reference, key in zip(listed, keys, strict=True):
        if reference.number is None and several[key] > 1:
            given[key] += 1
            key += chr(ord("a") + min(given[key] - 1, 25))
        yield replace(reference, key=key)


def author_year_key(reference: Reference) -> str:
    """`smith2019`, or `smith2019a` where the year is printed with a letter."""
    family = reference.parsed_authors[0][1] if reference.parsed_authors else reference.text[:12]
    letter = re.search(rf"\b{reference.year}([a-z])\b", reference.text) if reference.year else None
    return f"{plain_word(family)}{reference.year or ''}{letter[1] if letter else ''}"


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """Lower case letters and digits only, accents dropped: `Güdel` is `gudel`."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("ß", "ss")
    )
    return "".join(char for char in plain if char.isalnum())
