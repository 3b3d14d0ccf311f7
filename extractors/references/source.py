"""Where a work was published: volume, year and pages by the printed pattern, and the journal before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.references.journals import SMALL_WORDS, abbreviation_words, find_journal
from extractors.references.printed import Print

DASHES = "\\-–—−‐‑"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)[a-z]?"
VOLUME = (
    rf"(?P<volume>(?:[A-Z]{{1,3}}[{DASHES}]?)?\d{{1,4}}(?:[{DASHES}/]\d{{1,4}})?[A-Z]?"
    rf"|[IVXLC]{{1,7}}|[A-Z]{{2}}\d{{4}}[{DASHES}]\d{{2}})"
)
ISSUE = (
    rf"(?P<issue>(?:S|Suppl\.?\s?)?\d{{1,4}}(?:[{DASHES}/]\d{{1,4}})?"
    rf"(?:\s?Part\s?\d|\s?Suppl\.?\s?\d{{0,2}})?|[A-Z]\d{{1,3}}|Suppl\.?)"
)
IN_BRACKETS = rf"\s?\(\s?(?:[Nn]o\.\s?)?{ISSUE}\s?\)"
IN_ANY = rf"(?:\s?\((?:\s?[Nn]o\.)?|,?\s?(?:[Nn]os?\.|[Ii]ssues?|[Nn]umber|[Ii]ss\.))\s?{ISSUE}\s?\)?"
NUMBER = r"[A-Za-z]{0,6}-?\d{1,9}(?:[A-Za-z]{1,2}\d{1,6})?[A-Za-z]?(?:\(R\))?"
SPACED = r"\d{1,3}\s\d{3}"
PAGE_WORD = (
    r"(?:(?:[Pp]p?\.|[Pp]ages?|[Ss]\.|(?:[Aa]rt(?:icle|\.)?|[Pp]aper)(?:\s?(?:[Nn]o\.?|[Nn]umber|ID))?"
    r"|ID|[Nn]o\.|\#)\s?)?"
)
PAGES = rf"{PAGE_WORD}(?P<first>{NUMBER})(?:\s?[{DASHES}]{{1,2}}\s?(?P<last>{NUMBER}))?"
PAGES_SPACED = rf"{PAGE_WORD}(?P<first>{SPACED})(?:\s?[{DASHES}]{{1,2}}\s?(?P<last>{SPACED}))?"
VOLUME_WORD = r"(?:(?:[Vv]ol(?:ume|\.)?|[Bb]d\.)\s?)?"
BEFORE = r"(?<![\w.–-])"
AFTER = rf"(?![\w]|[{DASHES}]\d|/\d)"
MONTH = r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s(?:\d{1,2},?\s)?)?"

PATTERNS: dict[str, tuple[str, float]] = {
    "year_volume_pages": (
        rf"{YEAR}\s?[,;.]\s?{MONTH}{VOLUME_WORD}{VOLUME}(?:{IN_BRACKETS})?\s?[,;:]\s?{PAGES}",
        5.0,
    ),
    "year_volume_spaced": (
        rf"{YEAR}\s?[,;.]\s?{VOLUME_WORD}{VOLUME}(?:{IN_BRACKETS})?\s?[,:]\s?{PAGES_SPACED}",
        5.1,
    ),
    "year_volume_words": (rf"{YEAR}\s?[,;.]\s?{VOLUME_WORD}{VOLUME}{IN_ANY}\s?[,:]\s?{PAGES}", 5.2),
    "year_pages": (rf"{YEAR}\s?[,;]\s?{PAGES}", 2.6),
    "volume_pages_year": (rf"{VOLUME_WORD}{VOLUME}(?:{IN_ANY})?\s?[,:]\s?{PAGES},?\s?\({MONTH}{YEAR}\)", 5.0),
    "volume_spaced_year": (
        rf"{VOLUME_WORD}{VOLUME}(?:{IN_BRACKETS})?\s?[,:]\s?{PAGES_SPACED},?\s?\({YEAR}\)",
        5.1,
    ),
    "bracketed_year_pages": (rf"\({YEAR}\)\s?[,:]?\s?{PAGES}", 2.6),
    "volume_space_pages_year": (rf"{VOLUME}\s{PAGES}\s?\({YEAR}\)", 3.5),
    "volume_year": (rf"{VOLUME_WORD}{VOLUME}\s?\({YEAR}\)", 2.0),
    "page_year": (rf"(?P<first>\d{{5,9}}|[a-z]{{1,5}}\d{{4,9}})\s?\({YEAR}\)", 2.5),
    "volume_year_pages": (rf"{VOLUME_WORD}{VOLUME}(?:{IN_ANY})?,?\s?\({YEAR}\)\s?[,:]?\s?{PAGES}", 5.0),
    "volume_comma_year": (rf"{VOLUME_WORD}{VOLUME}(?:{IN_ANY})?,\s?{YEAR},\s?{PAGES}", 4.0),
    "volume_pages_plain_year": (
        rf"{VOLUME_WORD}{VOLUME}(?:{IN_ANY})?\s?[,:]\s?{PAGES}\s?[,;.]?\s{MONTH}{YEAR}",
        4.2,
    ),
    "volume_pages": (rf"{VOLUME_WORD}{VOLUME}(?:{IN_ANY})?\s?[,:]\s?{PAGES}", 3.0),
    "volume_spaced": (rf"{VOLUME_WORD}{VOLUME}(?:{IN_BRACKETS})?\s?[,:]\s?{PAGES_SPACED}", 3.1),
    "volume_space_pages": (rf"{VOLUME}\s{PAGES}", 2.2),
    "pages_alone": (rf"(?<=,\s){PAGES}", 1.0),
}
"""Printed orders of year, volume, issue and pages, each with its worth: the more that it fixes, the more it
is worth. The last four leave the year to stand elsewhere (after the authors).
"""

COMPILED = {name: re.compile(BEFORE + pattern + AFTER) for name, (pattern, _) in PATTERNS.items()}


@dataclass(frozen=True, slots=True)
class Imprint:
    """Numbers of a source as printed, where they stand in the entry, and how well they fit the print."""

    start: int
    stop: int
    year: int | None
    volume: str
    issue: str
    first_page: str
    last_page: str
    score: float
    spaced: bool = False
    """Nothing but spaces stands between the parts, so that punctuation cannot tell where the journal
    begins.
    """


def find_imprints(text: Print, *, year_given: bool, most: int = 4) -> tuple[Imprint, ...]:
    """The best readings of the numbers of a source, best first.

    `year_given`: a year stands after the authors, so that the source may have none. Bold (volume or year) and
    standing at the end of the entry speak for a reading.
    """
    found: list[Imprint] = []
    for name, pattern in COMPILED.items():
        worth = PATTERNS[name][1]
        for match in pattern.finditer(text.flat):
            groups = match.groupdict()
            if groups.get("year") is None and not year_given:
                continue
            score = worth + _score_fit(text, match, year_given)
            found.append(_read_imprint(match, groups, score, spaced=name == "volume_space_pages"))
    found.sort(key=lambda imprint: imprint.score, reverse=True)
    return tuple(found[:most])


def _score_fit(text: Print, match: re.Match[str], year_given: bool) -> float:
    score = -0.03 * min(len(text.flat) - match.end(), 100)
    groups = match.groupdict()
    if year_given and groups.get("year"):
        score -= 1.0
    if year_given and not groups.get("year"):
        score += 2.0
    for name in ("volume", "year"):
        if groups.get(name) and text.bold_share(*match.span(name)) > 0.5:
            score += 1.5
    if groups.get("first") and text.bold_share(*match.span("first")) > 0.5:
        score -= 2.0
    if groups.get("volume") and re.fullmatch(r"(?:19|20)\d\d", match["volume"]):
        score -= 2.5
    if text.italic_share(match.start(), match.start() + 1) > 0 and not groups.get("year"):
        score -= 0.2
    return score


def _read_imprint(
    match: re.Match[str], groups: dict[str, str | None], score: float, *, spaced: bool
) -> Imprint:
    year = groups.get("year")
    return Imprint(
        match.start(),
        match.end(),
        int(year) if year else None,
        groups.get("volume") or "",
        (groups.get("issue") or "").strip(),
        _close_up(groups.get("first") or ""),
        _close_up(groups.get("last") or ""),
        score,
        spaced,
    )


def _close_up(page: str) -> str:
    """`18 618` is 18618: some journals set pages with a thousands space."""
    return re.sub(r"\s", "", page)


BOUNDARY = re.compile(r"(?:[.,?!:;…]|[.?!,]?[”\"’'»])\s+|(?<=[a-z)])\.(?=[A-Z][a-z])")
JOURNALS_LONGEST = 14


def find_boundaries(text: Print, start: int, stop: int, *, spaced: bool = False) -> Iterator[int]:
    """Offsets at which the journal may begin: after punctuation, where italics begin, and the region's start.

    `spaced`: also at any word from which on the text is a known journal.
    """
    cuts = {start}
    cuts.update(match.end() for match in BOUNDARY.finditer(text.flat, start, stop))
    cuts.update(i for i in range(start + 1, stop) if text.italic[i] and not text.italic[i - 1])
    if spaced:
        words = [match.start() for match in re.finditer(r"(?<=\s)\S", text.flat[start:stop])][
            -JOURNALS_LONGEST:
        ]
        cuts.update(start + word for word in words if find_journal(text.flat[start + word : stop]))
    near = sorted(cut for cut in cuts if cut < stop)[-JOURNALS_LONGEST:]
    yield from near
    if start not in near:
        yield start


def score_journal(text: Print, start: int, stop: int, has_italics: bool) -> float:
    """How much the text between two offsets looks like a journal's title."""
    printed = text.flat[start:stop].strip(" ,;")
    words = printed.replace(":", " ").split()
    if not words:
        return -3.0
    score = 0.0
    if find_journal(printed):
        score += 4.0 + 0.3 * len(words)
    first = words[0][0]
    score += 0.5 if first.isupper() or words[0] in ("npj", "eScience", "iScience", "physica") else -3.0
    for word in words:
        letters = word.strip(".,()&")
        if letters and letters[0].islower() and letters not in SMALL_WORDS:
            score -= 1.0
        elif word.endswith(".") and len(word) > 1:
            score += 0.4 if letters in abbreviation_words() else 0.2
    score -= 0.6 * max(0, len(words) - 9)
    if any(char.isdigit() for char in printed):
        score -= 1.5
    if len(words) == 1 and not find_journal(printed):
        score -= 1.0
    if has_italics:
        score += 4.0 * text.italic_share(start, stop) - 1.5
        if start and text.italic_share(max(0, start - 3), start) > 0.5:
            score -= 2.5
    return score


LONE_WORD = re.compile(r"(?:^|[.,?!”]\s)(?![IVX]+\b)[A-Z][a-z]{1,8}\.?$")


def score_title(text: Print, start: int, stop: int) -> float:
    """How much the text between authors and journal looks like a title, 0 where there is none."""
    title = text.flat[start:stop].strip(" ,;")
    words = title.split()
    if not words:
        return 0.0
    score = 0.6 if len(words) > 2 else -1.5
    last = re.search(r"(\w+)\.(?:\s?[A-Z]:?)?$", title)
    if last and last[1] in abbreviation_words() and last[1][0].isupper():
        score -= 5.0  # the cut goes through an abbreviated journal
    elif LONE_WORD.search(title):
        score -= 6.0  # so it does where a single word with a stop stands before it
    if any(word[0].islower() and len(word) > 3 for word in words):
        score += 0.8
    if re.match(r"[\"“‘'(\[]?[A-Z0-9Α-ω]", title):
        score += 0.3
    if text.italic_share(start, stop) > 0.6:
        score -= 1.5
    return score
