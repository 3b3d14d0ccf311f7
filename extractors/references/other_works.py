"""Books, chapters, theses and patents: entries that no journal published."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.normalise.tables import read_rows
from extractors.references.printed import Print, trim

THESIS = re.compile(
    r"\[?\b(?:Ph\.?\s?D\.?|Dr\.|[Dd]octoral|[Mm]aster(?:['’]?s)?|M\.?Sc\.?|[Dd]iploma|[Hh]abilitation)\s?(?:[Tt]hesis|[Dd]iss(?:ertation\b|\.)|[Aa]rbeit)|\[?\b(?:[Tt]hesis|[Dd]issertation)\b(?=[,;.\s(\]])"
)
PATENT = re.compile(
    r"\b(?:(?:European|Japanese|Chinese|Korean|German|International|World|United States)\s[Pp]atent\s)?"
    r"(?:U\.?\s?S\.?A?|WO|EP|JP|DE|CN|KR|PCT|World|European)\s?(?:[Pp]at(?:ent|\.)?,?\s?)?"
    r"(?:[Aa]ppl(?:ication|\.)?,?\s?)?(?:[Nn]o\.?\s?)?[A-Z]{0,2}\s?\d[\d,/ -]{4,14}\s?[AB]?\d?\b|\bPatent\b"
)
CHAPTER = re.compile(r"(?:^|[,.;”\"]\s?)[Ii]n:?\s(?=[A-Z“])")
CHAPTER_AT_ONCE = re.compile(r"[\s,.;]*[Ii]n:?\s(?=[A-Z“])")
EDITED = re.compile(r"\((?:[Ee]ds?|[Hh]rsg)\.?:?\s?[^()]{0,80}\)|\b[Ee]d(?:s|itors?)?\.|\b[Ee]dited by\b")
EDITION = re.compile(r",?\s?\(?\b\d{1,2}(?:st|nd|rd|th)\s[Ee]d(?:ition|n)?\b\.?\)?")
RUN = r"(\d{1,5})(?:\s?[-–—−]\s?(\d{1,5}))?"
PAGES = re.compile(
    rf"(?<=[\w,]\s)(\d{{1,5}})\s?[-–—−]\s?(\d{{1,5}})(?=\s?\()|\bpp?\.?\s{RUN}|\b(?:pages?|S\.)\s{RUN}"
)
VOLUME = re.compile(r"\b[Vv]ol(?:\.|ume)\s?(\d{1,3}|[IVXLC]{1,6})\b")
YEAR = re.compile(r"(?<![\w.–-])(1[6789]\d\d|20\d\d)(?![\w–])")
MARKED = {"M": "book", "D": "thesis", "P": "patent"}
SHORTEST_TITLE = 4
PLACE = re.compile(r"(?<=;\s)[^;:.]{3,80}:\s[^;:]{3,60},\s(?:1[89]|20)\d\d\.?$")
"""`Publisher: Place, Year` at the end, as ACS and MDPI print it, for publishers that the table does not
have.
"""


@dataclass(frozen=True, slots=True)
class OtherWork:
    """A work that is no article: `container` is the book of a chapter."""

    kind: str
    title: str
    container: str
    year: int | None
    volume: str
    first_page: str
    last_page: str


@cache
def publishers() -> re.Pattern[str]:
    """Publishers of data/publishers.tsv as one pattern of words."""
    names = sorted(
        (row["name"] for row in read_rows("publishers.tsv", "extractors.references")), key=len, reverse=True
    )
    return re.compile(
        r"\b(?:"
        + "|".join(re.escape(name) for name in names)
        + r"|University of [A-Z]\w+ Press|[A-Z]\w+ Press(?=[,;: ]))\b"
    )


def read_other_work(
    text: Print, start: int, *, is_article: bool, mark: str = "", marked_at: int = 0
) -> OtherWork | None:
    """A book, chapter, thesis or patent whose authors end at `start`; None where nothing says that it is one.

    `is_article`: it reads well as an article, so that a publisher's name in its title does not count. `mark`
    is one of GB/T 7714: "M", "D", "P" say that it is a book, thesis or patent, "J" that it is none of them.
    """
    flat = text.flat
    if mark in MARKED:
        return _compose(text, start, MARKED[mark], marked_at)
    if mark == "J":
        return None
    if match := THESIS.search(flat, start):
        return _compose(text, start, "thesis", match.start())
    if not is_article and (match := PATENT.search(flat, start)):
        return _compose(text, start, "patent", match.start())
    publisher = publishers().search(flat, start) or PLACE.search(flat, start)
    if is_article or publisher is None:
        return None
    chapter = CHAPTER_AT_ONCE.match(flat, start) or CHAPTER.search(flat, start, publisher.start())
    if chapter:
        return _read_chapter(text, start, chapter, publisher.start())
    return _compose(text, start, "book", publisher.start())


def read_title(text: Print, start: int) -> str:
    """The title of a work whose authors end at `start`: its longest italic run, or what stands before the
    publisher.
    """
    title = _italic_run(text, start, len(text)) or _title_before(text.flat, start, len(text))
    return re.sub(r"[,.]?\s\(?(?:1[89]|20)\d\d\)?$", "", title)


def _compose(text: Print, start: int, kind: str, stop: int) -> OtherWork:
    title = _italic_run(text, start, stop) if kind == "book" else ""
    title = title or _title_before(text.flat, start, stop)
    return _with_numbers(text, kind, title if len(title) > SHORTEST_TITLE else "", "", start)


def _with_numbers(text: Print, kind: str, title: str, container: str, start: int) -> OtherWork:
    pages = PAGES.search(text.flat, start)
    volume = VOLUME.search(text.flat, start)
    years = YEAR.findall(text.flat, start)
    return OtherWork(
        kind,
        title,
        container,
        int(years[-1]) if years else None,
        volume[1] if volume else "",
        (pages[1] or pages[3] or pages[5] or "") if pages else "",
        (pages[2] or pages[4] or pages[6] or "") if pages else "",
    )


def _read_chapter(text: Print, start: int, chapter: re.Match[str], publisher: int) -> OtherWork:
    title = _tidy(text.flat[start : chapter.start()])
    book = _italic_run(text, chapter.end(), publisher) or _title_before(text.flat, chapter.end(), publisher)
    return _with_numbers(text, "chapter", title, book, chapter.end())


def _italic_run(text: Print, start: int, stop: int) -> str:
    """The longest italic stretch between two offsets, over spaces and punctuation."""
    best, at = "", start
    while at < stop:
        end = at
        while end < stop and (text.italic[end] or (end > at and not text.flat[end].isalnum())):
            end += 1
        if end - at > len(best):
            best = text.flat[at:end]
        at = max(end, at) + 1
    return _tidy(best) if len(best) > 5 else ""


def _title_before(flat: str, start: int, stop: int) -> str:
    """The title of a work: up to the first full stop or semicolon, or else comma, before what `stop`
    names.
    """
    part = flat[start:stop]
    part = YEAR_FIRST.sub("", part).lstrip(" .,;:")
    if edition := EDITION.search(part) or EDITED.search(part):
        part = part[: edition.start()]
    part = re.sub(
        r",?\s(?:[Vv]ol\.\s\d+,?\s)?\d{1,5}\s?[-–—]\s?\d{1,5}\s?\(?$|,\s[Vv]ol\.\s\S+\s?\(?$", "", part
    )
    for separator in (r"[.,]?[”\"]\s", r"[.;]\s(?=[A-Z])", r",\s(?=[A-Z])"):
        pieces = re.split(separator, part, maxsplit=1)
        if len(pieces) > 1 and len(pieces[0]) > 8:
            return _tidy(pieces[0])
    return _tidy(part)


YEAR_FIRST = re.compile(r"^[\s,.;]*\(?(?:1[89]|20)\d\d[a-z]?\)?[\s.,:;]*")


def _tidy(title: str) -> str:
    title = EDITION.sub("", YEAR_FIRST.sub("", title))
    return trim(title).strip(' .,;:“”"([)')
