"""One entry of a list as fields: authors, title, journal, numbers, addresses, kind."""

import re
from dataclasses import dataclass
from itertools import product

from extractors.references.identifiers import Addresses, take_addresses
from extractors.references.journals import abbreviation_words, is_journal
from extractors.references.names import Names, read_names
from extractors.references.other_works import read_other_work, read_title
from extractors.references.printed import Print, trim
from extractors.references.source import Imprint, find_boundaries, find_imprints, score_journal, score_title

LONGEST = 4000
"""Characters of an entry that are read; what is longer is no entry but text that was taken for one."""
ENOUGH = 3.5
"""Least score of a reading as an article. Raising it turns odd journals into notes without fields."""

NAME_WORTH = 0.5
"""What each author that a reading finds speaks for it, up to six."""

YEAR_AFTER_NAMES = re.compile(
    r"\s?[,.;]?\s?(?:\((?P<bracketed>(?:1[89]|20)\d\d)[a-z]?\)|(?P<plain>(?:1[89]|20)\d\d)[a-z]?(?=[.,:]|\s\S|$|[A-Z]))\s?[,.:]?\s?"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of one entry; empty or None where print says nothing."""

    kind: str
    names: Names
    title: str
    journal: str
    year: int | None
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    url: str = ""
    score: float = 0.0
    book: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """Authors and a year behind them: what stands before title or journal."""

    names: Names
    year: int | None
    stop: int


def parse_entry(text: Print, links: tuple[str, ...] = ()) -> Fields:
    """The best reading of an entry without its label.

    All orders of authors, all patterns of a source's numbers and all places where the journal may begin are
    tried; the sum of what speaks for each decides. Where no reading as an article is good enough, book,
    chapter, thesis, patent, preprint and web forms are tried, then it is a note.
    """
    addresses = take_addresses(text[:LONGEST].strip(), links)
    heads = tuple(_read_head(addresses.rest, names) for names in read_names(addresses.rest))
    article = _best_article(addresses, heads)
    other = read_other_work(
        addresses.rest,
        heads[0].stop,
        is_article=article is not None and article.score > 2 * ENOUGH,
        mark=addresses.mark,
        marked_at=addresses.marked_at,
    )
    if article is not None and article.score >= ENOUGH and other is None:
        return article
    if other is not None:
        return Fields(
            kind=other.kind,
            names=heads[0].names,
            title=other.title,
            journal="",
            year=heads[0].year or other.year,
            volume=other.volume,
            first_page=other.first_page,
            last_page=other.last_page,
            doi=addresses.doi,
            url=_url(addresses),
            book=other.container,
        )
    return _read_rest(addresses, heads[0])


def _read_head(text: Print, names: Names) -> _Head:
    if names.printed and (match := YEAR_AFTER_NAMES.match(text.flat, names.stop)):
        return _Head(names, int(match["bracketed"] or match["plain"]), match.end())
    return _Head(names, None, names.stop)


def _best_article(addresses: Addresses, heads: tuple[_Head, ...]) -> Fields | None:
    text = addresses.rest
    has_italics = any(text.italic)
    dated = any(head.year for head in heads)
    best: tuple[float, _Head, Imprint, int] | None = None
    for imprint, head in product(find_imprints(text, year_given=dated), heads):
        start = head.stop if head.stop < imprint.start else head.names.stop
        if start >= imprint.start or (imprint.year is None and head.year is None):
            continue
        stop = imprint.start
        first = _skip(text, start)
        for cut in find_boundaries(text, first, stop, spaced=imprint.spaced):
            if head.names.shortened and cut > first:
                continue
            score = (
                imprint.score
                + score_journal(text, cut, stop, has_italics)
                + score_title(text, start, cut)
                + NAME_WORTH * min(len(head.names.printed), 6)
            )
            if best is None or score > best[0]:
                best = (score, head, imprint, cut)
    return _compose_article(addresses, *best) if best else None


def _skip(text: Print, start: int) -> int:
    """The offset of the first letter at or after `start`: separators between authors and journal are
    neither's.
    """
    while start < len(text) and text.flat[start] in " ,;:.":
        start += 1
    return start


def _compose_article(addresses: Addresses, score: float, head: _Head, imprint: Imprint, cut: int) -> Fields:
    text = addresses.rest.flat
    year_first = imprint.year is not None and head.stop >= imprint.start
    start = head.names.stop if year_first else head.stop
    return Fields(
        "preprint" if addresses.arxiv and not imprint.volume else "article",
        head.names,
        tidy_title(text[start:cut]),
        tidy_journal(text[cut : imprint.start]),
        head.year or imprint.year,
        imprint.volume,
        imprint.issue,
        imprint.first_page,
        imprint.last_page,
        addresses.doi,
        _url(addresses),
        score,
    )


def _url(addresses: Addresses) -> str:
    return addresses.url or (f"https://arxiv.org/abs/{addresses.arxiv}" if addresses.arxiv else "")


QUOTES = '“”"„‟'


def tidy_title(printed: str) -> str:
    """The title without quotes around it and without the separator that ends it."""
    title = trim(printed).strip()
    while title and title[0] in QUOTES and not (title[0] == "“" and "”" in title[1:-2].rstrip(",.")):
        title = title[1:]
    title = title.rstrip(" .,;:")
    if title and title[-1] in QUOTES and not any(quote in title[:-1] for quote in QUOTES):
        title = title[:-1]
    return title.rstrip(" .,;:")


def tidy_journal(printed: str) -> str:
    """The journal as printed, without what only leads over to its numbers ("in", "vol.", a comma)."""
    journal = re.sub(r"(?:,?\s?[Vv]ol(?:\.|ume)?|\s[Bb]d\.|\sno\.)\s?$", "", printed.strip(" ,;:"))
    journal = re.sub(r"^[Ii]n:?\s", "", journal).strip(" ,;:([")
    if journal.endswith(".") and "." not in journal[:-1] and _ends_sentence(journal[:-1].split()):
        return journal[:-1]
    return journal


def _ends_sentence(words: list[str]) -> bool:
    """Whether a full stop behind these words is no abbreviation's: "J Chem Phys", "Ionics"."""
    bare = any(word in abbreviation_words() for word in words[:-1])
    one = len(words) == 1 and words[0] not in abbreviation_words()  # ISO 4 shortens no title of one word
    return (
        bare or one or (bool(words) and words[-1] not in abbreviation_words() and is_journal(" ".join(words)))
    )


UNPUBLISHED = re.compile(
    r"\b(?:unpublished(?: (?:results?|works?|data))?|in preparation|(?:private|personal) communication)\b"
)
LAST_YEAR = re.compile(r"(?<![\w.–-])(1[89]\d\d|20\d\d)(?![\w–-])")


def _read_rest(addresses: Addresses, head: _Head) -> Fields:
    """Preprints, web pages and notes: what is left when no source is printed."""
    text = addresses.rest.flat
    years = LAST_YEAR.findall(text) or LAST_YEAR.findall(addresses.remarks)
    year = head.year or (int(years[-1]) if years and (head.names.printed or addresses.url) else None)
    if text.startswith(("See ", "see ")):
        return Fields("note", Names((), (), 0), "", "", None, doi=addresses.doi, url=_url(addresses))
    if UNPUBLISHED.search(text, head.stop):
        return Fields("note", head.names, "", "", year, doi=addresses.doi, url=_url(addresses))
    kind = (
        "preprint"
        if addresses.arxiv or re.search(r"\b(?:ar[Xx]iv|ChemRxiv|bioRxiv|Preprint|preprint)\b", text)
        else "web"
        if addresses.url
        else "note"
    )
    if kind == "web":
        return _read_page(addresses, head, year)
    if kind == "note" and addresses.doi and head.names.printed:
        kind = "article"
    if kind == "note" and head.names.printed and head.stop < len(text) and year:
        return _read_book(addresses, head, year)
    if kind == "note" and not head.names.printed:
        return Fields("note", Names((), (), 0), "", "", None, doi=addresses.doi, url=_url(addresses))
    title = re.sub(
        r"[,.;]?\s?\(?(?:Preprint\sat\s*|arXiv(?:\s?\[?[Pp]reprint)?|ChemRxiv|\[?[Pp]reprint)?\]?[\s,.;]*(?:\(?(?:1[89]|20)\d\d\)?)?[\s,.;]*$",
        "",
        text[head.stop :],
    )
    title, journal = _split_known_journal(tidy_title(title))
    return Fields(kind, head.names, title, journal, year, doi=addresses.doi, url=_url(addresses))


def _read_book(addresses: Addresses, head: _Head, year: int) -> Fields:
    """Authors, a title and a year without any source: a book or report of a publisher that no table has."""
    title, journal = _split_known_journal(read_title(addresses.rest, head.stop))
    kind = "book" if title else "article"
    return Fields(kind, head.names, title, journal, year, doi=addresses.doi, url=_url(addresses))


def _read_page(addresses: Addresses, head: _Head, year: int | None) -> Fields:
    """A page of the web; one name in full letters is who keeps it, not who wrote it."""
    keeper = head.names.order == "full_first" and len(head.names.printed) == 1
    names = Names((), (), 0) if keeper else head.names
    title = tidy_title(addresses.rest.flat[names.stop if keeper else head.stop :])
    return Fields("web", names, title, "", year, doi=addresses.doi, url=_url(addresses))


def _split_known_journal(title: str) -> tuple[str, str]:
    """A journal or repository without numbers behind the title: "... study. Zenodo"."""
    if is_journal(title):
        return "", f"{title}." if title.split()[-1] in abbreviation_words() else title
    cut = max(title.rfind(". "), title.rfind("’. "), title.rfind(", "))
    if cut > 0 and is_journal(title[cut + 2 :]):
        return tidy_title(title[: cut + 1]), title[cut + 2 :]
    return title, ""
