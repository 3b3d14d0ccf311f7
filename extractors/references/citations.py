"""Citations in running text, and which of them the reference list knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.model.document import Reference
from extractors.model.finding import Finding
from extractors.model.geometry import Box, union_box
from extractors.model.rich import CitationMark, RichText
from extractors.normalise.marks import DASH, expand_marks
from extractors.references.listing import plain_word

ITEM = rf"\d{{1,4}}[a-z]?(?:\s?{DASH}\s?(?:\d{{1,4}}[a-z]?|[a-z]))?"
LISTED = rf"{ITEM}(?:\s?(?:,|;|&|\band\b|,\s?and\b)\s?(?:{ITEM}|[a-z]\b))*"
WORDED = re.compile(
    rf"\b(?:[Rr]efs?\.?|[Rr]eferences?)\s?[\[(]?(?P<numbers>{LISTED})(?![\w.]\d|\s?(?:%|°|[kmµnMG]?(?:m|g|mol|K|V|A|Pa|Hz|eV|S|M|L|s|h)\b))[\])]?"
)
KEYED = re.compile(r"\[(?P<keys>[^\W\d_][^\[\]]{2,120})\]")
FAMILY = r"(?:(?:van|von|de|der|den|di|la|le|Van|De)\s){0,3}[A-ZÀ-ÞŁŠŽØ][\w’'-]{1,30}"
YEARS = r"(?P<years>(?:1[89]|20)\d\d[a-z]?(?:,\s?[a-z]\b|,\s?(?:1[89]|20)\d\d[a-z]?){0,4})"
AUTHOR_YEAR = re.compile(
    rf"(?P<first>{FAMILY})(?:\s(?P<others>[Ee][Tt]\s[Aa][Ll]\.?|(?:and|&)\s(?:others|co-?workers))|\s(?:and|&)\s(?P<second>{FAMILY})|,\s{FAMILY},?\s(?:and|&)\s{FAMILY})?"
    rf"(?:['’]s)?,?\s?\(?{YEARS}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a list's entries can be called by; `repeated` are keys that several chapters' lists have."""

    keys: dict[str, tuple[str, ...]]
    authors: dict[tuple[str, int], tuple[Reference, ...]]
    repeated: frozenset[str]


def know_references(references: Sequence[Reference]) -> Known:
    """What the entries of a list can be called by, for all texts of its document."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    authors: defaultdict[tuple[str, int], list[Reference]] = defaultdict(list)
    for reference in references:
        names = {reference.key, str(reference.number) if reference.number is not None else reference.key}
        for name in names:
            keys[name].append(reference.key)
        if reference.year and reference.parsed_authors:
            authors[plain_word(reference.parsed_authors[0][1]), reference.year].append(reference)
    return Known(
        {name: tuple(found) for name, found in keys.items()},
        {who: tuple(r) for who, r in authors.items()},
        frozenset(key for key, names in keys.items() if sum(":" not in name for name in names) < len(names)),
    )


def find_text_citations(text: RichText, known: Known) -> tuple[CitationMark, ...]:
    """Citations that stand in the words of a text: `ref. 17`, `refs 3 and 4`, `[KHY+11]`, `(Smith et al.,
    2019)`, `Smith (2019)`.

    Only those that the list knows; an author and year that fit several entries without a letter to tell them
    apart are none. The words stay in the text, the mark's position is behind them. Marks that the text has
    already are left out.
    """
    taken = {mark.position for mark in text.citations}
    found = [*_find_worded(text, known), *_find_keyed(text, known), *_find_author_years(text, known)]
    return tuple(mark for mark in sorted(found, key=lambda mark: mark.position) if mark.position not in taken)


def find_citations(text: RichText, known: Known) -> tuple[tuple[CitationMark, ...], tuple[Finding, ...]]:
    """All citations of a text that the list knows, lifted ones and those in its words, and what is doubtful.

    Where the list has authors, names and years are read with it: it tells how many names a mark has, and
    where a family name begins.
    """
    lifted = text.citations
    if known.authors:
        lifted = tuple(mark for mark in lifted if not mark.keys or mark.keys[0][0].isdigit())
    found = find_text_citations(replace(text, citations=lifted), known)
    return check_marks(sorted((*lifted, *found), key=lambda mark: mark.position), known)


def _find_worded(text: RichText, known: Known) -> Iterator[CitationMark]:
    for match in WORDED.finditer(text.flat):
        keys = tuple(key for key in expand_marks(match["numbers"]) if key in known.keys)
        if keys:
            yield _mark(text, *match.span(), keys)


def _find_keyed(text: RichText, known: Known) -> Iterator[CitationMark]:
    for match in KEYED.finditer(text.flat):
        keys = tuple(
            key for part in re.split(r"\s?[,;]\s?", match["keys"]) for key in known.keys.get(part, ())
        )
        if keys:
            yield _mark(text, *match.span(), keys)


def _find_author_years(text: RichText, known: Known) -> Iterator[CitationMark]:
    for match in AUTHOR_YEAR.finditer(text.flat):
        keys = tuple(
            dict.fromkeys(
                key
                for year, letter in _read_years(match["years"])
                for key in _resolve(match, year, letter, known)
            )
        )
        if keys:
            stop = match.end() + (text.flat[match.end() : match.end() + 1] == ")")
            yield _mark(text, match.start(), stop, keys)


def _read_years(printed: str) -> Iterator[tuple[int, str]]:
    year = 0
    for part in re.finditer(r"(\d{4})([a-z]?)|\b([a-z])\b", printed):
        year = int(part[1]) if part[1] else year
        yield year, part[2] or part[3] or ""


def _resolve(match: re.Match[str], year: int, letter: str, known: Known) -> tuple[str, ...]:
    candidates = known.authors.get((plain_word(match["first"]), year), ())
    if match["second"]:
        second = plain_word(match["second"])
        candidates = tuple(
            r
            for r in candidates
            if len(r.parsed_authors) == 2 and plain_word(r.parsed_authors[1][1]) == second
        )
    elif match["others"]:
        candidates = tuple(r for r in candidates if len(r.parsed_authors) != 1 or "al" in r.text)
    if letter:
        candidates = tuple(r for r in candidates if r.key.endswith(f"{year}{letter}") or r.number is not None)
    return (candidates[0].key,) if len(candidates) == 1 else ()


def _mark(text: RichText, start: int, stop: int, keys: tuple[str, ...]) -> CitationMark:
    box = union_box(Box(*row) for row in text.boxes[start:stop].tolist())
    return CitationMark(stop, text.flat[start:stop], keys, int(text.pages[start]), box)


def check_marks(
    marks: Iterable[CitationMark], known: Known
) -> tuple[tuple[CitationMark, ...], tuple[Finding, ...]]:
    """The marks that the list knows, their keys as the list has them, and a finding for each that it does not
    know.

    A number that several chapters' lists have is not known. A mark none of whose keys is known is no
    citation; where only some are, the others go. Without a list nothing can be checked and all marks stay.
    """
    if not known.keys:
        return tuple(marks), ()
    kept: list[CitationMark] = []
    findings: list[Finding] = []
    for mark in marks:
        keys = tuple(dict.fromkeys(name for key in mark.keys for name in _known_as(key, known)))
        unknown = [key for key in mark.keys if not _known_as(key, known)]
        if unknown:
            note = f"{mark.printed!r} names {', '.join(unknown)}, which the reference list does not have once"
            findings.append(Finding("references.unknown_mark", note, mark.page, mark.box))
        if keys or not mark.keys:
            kept.append(replace(mark, keys=keys))
    return tuple(kept), tuple(findings)


def _known_as(key: str, known: Known) -> tuple[str, ...]:
    if key in known.keys and key not in known.repeated:
        return known.keys[key]
    number = re.fullmatch(r"(\d+)[a-z]", key)
    if number and number[1] in known.keys and number[1] not in known.repeated:
        return known.keys[number[1]]  # a part that the list does not tell from the others
    parts = re.fullmatch(r"(\D+)(\d{4})([a-z]?)", key)
    if parts is None:
        return ()
    candidates = known.authors.get((plain_word(parts[1]), int(parts[2])), ())
    return (candidates[0].key,) if len(candidates) == 1 else ()
