"""Author lists: where they end and who is in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.references.journals import abbreviation_words, is_journal
from extractors.references.printed import Print

UPPER = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
LOWER = "".join(chr(code) for code in range(0x61, 0x250) if chr(code).islower())
DASH = "\\-–‐‑"
PARTICLE = (
    r"(?:(?:[Vv][ao]n|[Vv]ande[nr]|[Dd]e[lrns]?|[Dd][aiou]s?|[Dd]os|[Ll][aeo]|[Tt]e[nr]?|[Zz]u[rm]?|[Ee]l|[Aa]l|[Bb]in|[Ii]bn|'t|’t|Mac|Mc|St\.|[Aa]f|[Dd]ella)"
    r"\s(?:(?:de[nrl]?|der|la|las|los|het|'t)\s)?)"
)
WORD = (
    rf"(?:[dlDLO]['’])?[{UPPER}][{UPPER}{LOWER}'’´]{{1,24}}"
    rf"(?:[{DASH}][{UPPER}{LOWER}][{UPPER}{LOWER}'’]{{1,24}}){{0,2}}"
)
FAMILY = (
    rf"(?:{PARTICLE}{{0,2}}{WORD}(?:\s{WORD}){{0,2}}|(?:de|van|von|di|du|el|al)[{UPPER}][{LOWER}]{{2,24}})"
)
SUFFIX = r"(?:,?\s(?:Jr|Sr)\.?|\s(?:II|III|IV))"
INITIAL = rf"[{UPPER}][{LOWER}]{{0,2}}\."
INITIALS = rf"{INITIAL}(?:\s?[{DASH}]?\s?{INITIAL}|[{DASH}][{LOWER}]\.){{0,4}}"
TIGHT = rf"[{UPPER}](?:[{DASH}\s]?[{UPPER}](?![{LOWER}’'])){{0,3}}"
GIVEN = rf"[{UPPER}][{LOWER}]{{1,14}}(?:[{DASH}][{UPPER}{LOWER}][{LOWER}]{{1,14}})?"
FULL = rf"{GIVEN}(?:\s(?:{INITIAL}|{GIVEN})){{0,2}}"

ORDERS = {
    "given_first": re.compile(rf"(?P<given>{INITIALS})\s?(?P<family>{FAMILY}{SUFFIX}?)"),
    "family_first": re.compile(
        rf"(?P<family>{FAMILY}{SUFFIX}?),\s?(?P<given>{INITIALS})(?P<suffix>{SUFFIX})?"
    ),
    "tight": re.compile(
        rf"(?P<family>{FAMILY})\s(?P<given>{TIGHT})(?![{UPPER}{LOWER}\d])(?P<suffix>{SUFFIX})?"
    ),
    "full_first": re.compile(rf"(?P<given>{FULL})\s(?P<family>{PARTICLE}?{WORD})"),
    "family_full": re.compile(rf"(?P<family>{FAMILY}),\s(?P<given>{FULL})(?=[;,.]|\s(?:and|&|\())"),
}
"""How a name can be printed: `J. B. Goodenough`, `Goodenough, J. B.`, `Goodenough JB` or `Goodenough J B`,
`John B. Goodenough`, `Goodenough, John B.`
"""
PLAIN_INITIALS = re.compile(
    rf"(?P<given>[{UPPER}]\.(?:\s?[{DASH}]?\s?[{UPPER}]\.){{0,4}})\s?(?P<family>{FAMILY}{SUFFIX}?)"
)
"""`given_first` with initials of one letter: "Y. Mo. Origin of" is no Y. Mo. Origin."""
PLAIN_FULL = re.compile(
    rf"(?P<given>{GIVEN}(?:\s(?:[{UPPER}]\.|{GIVEN})){{0,2}}?)\s(?P<family>{PARTICLE}?{WORD})(?=\.\s|[,;]|\s(?:and|&)\s)"
)
"""`full_first` likewise: "Ada Fay. Slow ions" is no Ada Fay. Slow."""
SHORTER = {ORDERS["given_first"]: PLAIN_INITIALS, ORDERS["full_first"]: PLAIN_FULL}
TURNED = {"turned": ("family_first", "given_first"), "turned_full": ("family_full", "full_first")}
"""Orders in which only the first name is turned round: `Goodenough, J. B., H. Y.-P. Hong, and J. A. Roe`."""

GIVEN_FIRST = (ORDERS["given_first"], PLAIN_INITIALS, ORDERS["full_first"], PLAIN_FULL)
LAST = re.compile(r"(?:\.?\s?[,;]\s?|\s)(?:and|&|und|et)\s(?!al\b)")
NEXT = re.compile(r"\.?\s?[,;]\s?")
ET_AL = re.compile(r"\s?[,;]?\s?(?:and\s|&\s)?(?:et\.?\sal\b\.?|and\s(?:co-workers|others)|\.\.\.|…)\s?")
EDITORS = re.compile(r"[,;]?\s?(?:\((?:[Ee]ds?|[Hh]rsg)\.?\)|[Ee]d(?:itor)?s?\.)")
LIMIT = 400
"""Names read of one list; no paper of the field has more, and a hostile entry stops here."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names read from the start of an entry: as printed, (given, family), and the offset after the last
    one.
    """

    printed: tuple[str, ...]
    parsed: tuple[tuple[str, str], ...]
    stop: int
    order: str = ""
    closed: bool = False
    """The list said itself that it ends: "and", "&", "et al."."""
    shortened: bool = False
    """Initials were left to the journal, which then must follow at once."""


def read_names(text: Print) -> tuple[Names, ...]:
    """The ways to read the entry's start as a list of names, most names first; one empty reading if there is
    none.

    Covers the five orders of `ORDERS`, separated by commas or semicolons, with "and", "&", "et al.", editors
    in brackets. A name that is a journal ("J. Power Sources") or turns italic where the names before were not
    is none. Where initials could be the begin of a journal ("Sun, X. J. Power Sources"), both readings are
    given.
    """
    readings = [names for order in ORDERS if (names := _read_list(text, ORDERS[order], order)).printed]
    readings += _read_turned(text)
    readings.sort(key=lambda names: (len(names.printed), names.stop), reverse=True)
    kept = [names for names in readings[:2] if len(names.printed) * 3 > len(readings[0].printed)]
    shorter = [short for names in kept for short in (*_give_back(text, names), *_give_journal(text, names))]
    return (*kept, *shorter) or (Names((), (), 0),)


def _read_turned(text: Print) -> Iterator[Names]:
    """Lists whose first name alone is turned round; they have two names at least."""
    for order, (first, others) in TURNED.items():
        names = _read_list(text, ORDERS[first], order, ORDERS[others])
        if len(names.printed) > 1:
            yield names


def _read_list(
    text: Print, pattern: re.Pattern[str], order: str, others_as: re.Pattern[str] | None = None
) -> Names:
    """Names of one pattern; with `others_as`, all but the first of that one."""
    flat = text.flat
    printed: list[str] = []
    parsed: list[tuple[str, str]] = []
    at = stop = 0
    closed = False
    while len(printed) < LIMIT and (match := _match_name(text, pattern, at, stop, closed)):
        printed.append(match[0])
        parsed.append((match["given"], match["family"] + (match.groupdict().get("suffix") or "")))
        stop = match.end()
        pattern = others_as or pattern
        if others := ET_AL.match(flat, stop):
            return Names(tuple(printed), tuple(parsed), others.end(), order, closed=True)
        if closed:
            break
        separator = LAST.match(flat, stop) or NEXT.match(flat, stop)
        if separator is None:
            break
        closed = LAST.match(flat, stop) is not None
        at = separator.end()
    if closed and at > stop:
        closed = False  # what followed the "and" was no name
    if editors := EDITORS.match(flat, stop):
        stop = editors.end()
    return Names(tuple(printed), tuple(parsed), stop, order, closed)


def _match_name(
    text: Print, pattern: re.Pattern[str], at: int, before: int, closed: bool
) -> re.Match[str] | None:
    match = pattern.match(text.flat, at)
    if match and _is_name(text, match, before, closed):
        return match
    if match is None or pattern not in SHORTER:
        return None
    shorter = SHORTER[pattern].match(text.flat, at)
    return shorter if shorter and _is_name(text, shorter, before, closed) else None


def _is_name(text: Print, match: re.Match[str], before: int, closed: bool) -> bool:
    after = text.flat[match.end() : match.end() + 1]
    if match.re in GIVEN_FIRST[:2] and after not in ("", ",", ";", " ", ":", "(", "."):
        return False
    if match.re in GIVEN_FIRST and after == ".":
        return _ends_names(text.flat, match, closed)
    if match.re in GIVEN_FIRST and after == " " and not _may_follow(text.flat, match.end()):
        return False
    if before and text.italic_share(match.start(), match.end()) > 0.8 and text.italic_share(0, before) < 0.2:
        return False
    if match.re is ORDERS["tight"] and after == "." and GOES_ON.match(text.flat, match.end()):
        return False  # "John B. Goodenough, ...": a middle initial
    return not is_journal(match[0])


def _ends_names(flat: str, match: re.Match[str], closed: bool) -> bool:
    """Whether a full stop behind a name ends the list of names: title or year follows ("J. Roe. On ions").

    Behind "J. Mater." an abbreviation goes on, with another full stop or a number.
    """
    if closed:
        return NO_ABBREVIATION.match(flat, match.end()) is not None
    if TITLE_OR_YEAR.match(flat, match.end()) is None:
        return False
    bare = match.re in GIVEN_FIRST[2:] and "." not in match["given"]
    return not bare and match["family"].split()[-1] not in abbreviation_words()


TITLE_OR_YEAR = re.compile(rf"\.\s(?:[“\"‘'(\[]|(?:1[89]|20)\d\d|[{UPPER}α-ω\d][^\s.]*[\s:,])|\.$")
NO_ABBREVIATION = re.compile(r"\.\s(?:\S+-\S*|[^\s.]+)[\s:,]|\.\s(?:1[89]|20)\d\d|\.\s?[“\"‘'(\[]|\.$")
GOES_ON = re.compile(rf"\.\s{WORD}(?:,|\sand\b|;)\s[{UPPER}]")


# behind "and" stands another name: "Guin M. Chemical and physical" names nobody called Chemical
FOLLOWS = re.compile(
    rf"\s(?:(?:and|&|et|und)\s(?:{PARTICLE}|[{UPPER}]|al\b|others\b|co-workers\b)|\(|\[|[“\"‘]|(?:1[89]|20)\d\d)"
)


def _may_follow(flat: str, at: int) -> bool:
    return FOLLOWS.match(flat, at) is not None


def _give_back(text: Print, names: Names) -> Iterator[Names]:
    """The readings in which the last initials begin the journal: "Sun, X. J. Power Sources", "Sun, X. Adv.
    Sci.".
    """
    if names.order not in ("family_first", "tight") or not names.parsed:
        return
    given, family = names.parsed[-1]
    if not text.flat[: names.stop].endswith(given):
        return
    for match in LATER_INITIAL.finditer(given):
        cut = len(given) - match.start()
        yield Names(
            (*names.printed[:-1], names.printed[-1][:-cut].rstrip()),
            (*names.parsed[:-1], (given[: match.start()].rstrip(), family)),
            names.stop - cut,
            names.order,
            names.closed,
            shortened=True,
        )


def _give_journal(text: Print, names: Names) -> Iterator[Names]:
    """The reading in which the last name, with a year behind it, is a journal: "J. Roe, J. Things 2015"."""
    may_be = names.order in ("given_first", "full_first") and len(names.printed) > 1 and not names.closed
    if may_be and YEAR_FOLLOWS.match(text.flat, names.stop):
        stop = text.flat.rfind(names.printed[-1], 0, names.stop)
        yield Names(names.printed[:-1], names.parsed[:-1], stop, names.order, shortened=True)


YEAR_FOLLOWS = re.compile(r",?\s(?:1[89]|20)\d\d\b")
LATER_INITIAL = re.compile(rf"(?<=\.\s){INITIAL}")
