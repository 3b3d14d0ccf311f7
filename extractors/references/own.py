"""Who wrote the document itself: title, authors, journal, year and DOI from its first page and the PDF's
metadata.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from extractors.model.document import Bibliography, Passage
from extractors.model.layout import BlockKind
from extractors.model.rich import SUP, RichText
from extractors.normalise.tables import read_rows
from extractors.references.entry import parse_entry
from extractors.references.identifiers import DOI, tidy_doi
from extractors.references.journals import find_journal, is_journal
from extractors.references.names import LOWER, PARTICLE, UPPER
from extractors.references.printed import print_plain

FRONT_PAGES = 2
"""Pages that can hold a paper's title: some files have a cover page of the publisher or library."""
SHORT = 400
"""Characters of a line of the first page that may name the journal; longer texts are the paper's own."""

NEAR_TITLE = 3
"""Passages behind the title that may begin with names; raising it takes names of acknowledgements."""
SHORTEST_NAME = 9
"""Characters of a text that may stand between parts of a list of authors (raised marks set as a line of their
own).
"""

FAMILY_OR_GIVEN = (
    rf"(?:[{UPPER}](?:[{LOWER}'’]+|\.)?(?:[-‐–][{UPPER}]?[{LOWER}]*\.?)*"
    rf"|[{UPPER}]{{2,}}|[{UPPER}][{LOWER}]+[{UPPER}][{LOWER}]+)"
)
PERSON = re.compile(
    rf"(?:{FAMILY_OR_GIVEN}\s){{1,4}}(?:{PARTICLE})?{FAMILY_OR_GIVEN}(?:\s(?:{PARTICLE})?{FAMILY_OR_GIVEN})?(?:,?\s(?:Jr|Sr)\.?|\sI{{2,3}})?"
)
NO_TITLE = re.compile(
    r"(?i)^(?:microsoft\s|untitled|.*\.(?:docx?|tex|indd|pdf|dvi|ps)$|\s*$|(?:research\s)?(?:paper|article|review|letter|communication|full\spaper)s?(?:\sarticle)?$|\d[\d\s.-]*$|doi:|pii:|.{0,9}$)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
PUBLISHED = re.compile(
    r"(?:©|\(c\)|[Cc]opyright|[Pp]ublished(?: online)?:?(?: on)?|[Aa]ccepted:?(?: on)?)"
    r"\s[^.;|]{0,30}?((?:19|20)\d\d)"
)
RUNNING = re.compile(
    r"(?P<journal>[A-Za-z][^|;\d()]{2,70}?)[\s,|:]*(?:\((?P<bracketed>(?:19|20)\d\d)\)|(?P<plain>(?:19|20)\d\d)(?!\d))"
)
BEFORE_VOLUME = re.compile(
    r"(?P<journal>[A-Z][^|;\d()]{2,70}?)[\s,|:]*(?:[Vv]ol(?:ume|\.)\s)?\d{1,4}[\s,:]\s?(?:\(?\d+\)?\s?)?\(?(?P<plain>(?:19|20)\d\d)\)?"
)
TITLE_WORD = rf"[{UPPER}][\w.:’'-]*"
UNKNOWN_JOURNAL = re.compile(
    rf"(?P<journal>{TITLE_WORD}(?:\s(?:{TITLE_WORD}|of|the|and|for|in|on|&)){{0,7}}),?[\s|]+"
    r"(?:(?P<first>(?:19|20)\d\d),\s\d{1,4},\s\w"
    r"|\d{1,4}\s\((?P<elsevier>(?:19|20)\d\d)\)\s[A-Za-z]?\d"
    r"|\d{1,4},\s\w{1,9}\s\((?P<last>(?:19|20)\d\d)\)"
    r"|\((?P<springer>(?:19|20)\d\d)\)\s\d{1,4}\s?:\s?\w)"
)
"""A journal that no table has is told by its numbers: `J. Ions 2024, 36, 4411`, `J. Ions 57 (2024) 12`,
`J. Ions 109, 05 (2024)`, `J. Ions (2024) 15:12`.
"""
MARKS_OF_NOTES = "☆★*†‡§¶#∗⁎✩"
CITE_THIS = re.compile(r"[Cc]ite\s(?:this(?:\sarticle)?(?:\sas)?|as):?\s*(?P<text>.+)")


def read_bibliography(passages: Sequence[Passage], metadata: Mapping[str, str]) -> Bibliography:
    """Title, authors, journal, year and DOI of the document; what neither its front nor its metadata says is
    empty.

    What is printed goes before what the metadata says, except where the print was read in part only (a title
    of which the metadata has more, a list of authors shorter than the metadata's).
    """
    front = [passage for passage in passages if passage.page <= FRONT_PAGES]
    said = {name.casefold(): value.strip() for name, value in metadata.items() if isinstance(value, str)}
    cited = _read_cited(front)
    journal, year = _read_journal(front, said)
    doi = _read_doi(front, said)
    return Bibliography(
        title=_read_title(front, said) or (cited.title if cited else ""),
        authors=_read_authors(front, said) or (cited.authors if cited else ()),
        journal=cited.journal if cited and cited.journal else journal,
        year=(cited.year if cited else None) or year or _read_year(front, said),
        doi=doi,
    )


def _read_cited(front: Iterable[Passage]) -> Bibliography | None:
    """What a "Cite this article:" line says, as an entry of somebody else's list would."""
    for passage in front:
        if (
            match := CITE_THIS.match(passage.text.flat[: 3 * SHORT])
        ) and passage.kind is not BlockKind.PARAGRAPH:
            fields = parse_entry(print_plain(match["text"]))
            if fields.kind == "article" and fields.year:
                return Bibliography(
                    fields.title, fields.names.printed, fields.journal, fields.year, fields.doi
                )
    return None


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _read_title(front: Sequence[Passage], said: Mapping[str, str]) -> str:
    printed = next(
        (p.text.flat.strip() for p in front if p.kind is BlockKind.TITLE and not NO_TITLE.match(p.text.flat)),
        "",
    ).rstrip(MARKS_OF_NOTES + " ")
    named = said.get("title", "")
    if NO_TITLE.match(named):
        return printed
    if not printed:
        return named
    short, long = sorted((_fold(printed), _fold(named)), key=len)
    if short in long and len(short) < 0.95 * len(long):
        return named if _fold(named) == long else printed
    return printed


def _read_authors(front: Sequence[Passage], said: Mapping[str, str]) -> tuple[str, ...]:
    named = _split_people(said.get("author", ""))
    marked = list(_byline_passages(front))
    printed = tuple(dict.fromkeys(name for passage in marked for name in find_people(passage.text)))
    if not printed:
        printed = _find_byline(front, named) or _find_leading(front)
    return printed if len(printed) >= len(named) else named


def _byline_passages(front: Sequence[Passage]) -> Iterator[Passage]:
    """Passages marked as authors, and those right behind them that are names too."""
    goes_on = False
    for passage in front:
        marked = passage.kind is BlockKind.AUTHORS
        if marked or (goes_on and passage.kind is not BlockKind.FURNITURE and _is_people(passage.text)):
            yield passage
        goes_on = marked or (goes_on and (_is_people(passage.text) or len(passage.text) < SHORTEST_NAME))


def _is_people(text: RichText) -> bool:
    people = find_people(text)
    return bool(people) and len(text) < 3 * SHORT and sum(map(len, people)) > 0.6 * len(text)


def _find_byline(front: Sequence[Passage], named: tuple[str, ...]) -> tuple[str, ...]:
    """The first short text of the front that is wholly names, where none was marked as such."""
    for passage in front:
        text = passage.text
        if (
            passage.kind in (BlockKind.FURNITURE, BlockKind.TITLE, BlockKind.REFERENCE, BlockKind.TABLE)
            or len(text) > 3 * SHORT
            or _no_person().search(text.flat)
        ):
            continue
        people = find_people(text)
        fits = not named or _fold(named[0].split()[-1]) in _fold(text.flat)
        if len(people) > (0 if named else 1) and fits and _is_people(text):
            return people
    return ()


def _find_leading(front: Sequence[Passage]) -> tuple[str, ...]:
    """Names with raised marks that lead in the text behind the title, set without white between."""
    at = next((i for i, passage in enumerate(front) if passage.kind is BlockKind.TITLE), -1)
    for passage in front[at + 1 : at + 1 + NEAR_TITLE] if at >= 0 else ():
        parts = _part_people(_lower_marks(passage.text))
        people = tuple(itertools.takewhile(_is_person, filter(None, parts)))
        if len(people) > 1 and bool((passage.text.scripts[: sum(map(len, people))] == SUP).any()):
            return tuple(dict.fromkeys(people))
    return ()


def find_people(text: RichText) -> tuple[str, ...]:
    """Names in a list of authors; raised marks of affiliations, stars and daggers are no part of them."""
    return _split_people(_lower_marks(text))


def _lower_marks(text: RichText) -> str:
    if not len(text):
        return ""
    return "".join(np.where(text.scripts == SUP, ",", np.array(list(text.flat), dtype="<U1")).tolist())


def _split_people(printed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(_is_person, _part_people(printed))))


@cache
def _no_person() -> re.Pattern[str]:
    begins = (row["begins"] for row in read_rows("no_people.tsv", "extractors.references"))
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, begins))})")


def _is_person(part: str) -> bool:
    return PERSON.fullmatch(part) is not None and _no_person().search(part) is None


def _part_people(printed: str) -> list[str]:
    parts = re.split(r"\s*(?:[,;*†‡§¶#|⁎∗∥‖·•]|\d|\band\b|&|\s[a-f]\b(?!\.))+\s*", printed)
    return [
        part.strip(" .:") if not part.strip().endswith(("Jr.", "Sr.")) else part.strip() for part in parts
    ]


def _read_doi(front: Sequence[Passage], said: Mapping[str, str]) -> str:
    """The DOI most often named on the first page and in the metadata, what stands in the metadata counting
    double.
    """
    found: Counter[str] = Counter()
    for value in said.values():
        found.update(dict.fromkeys(_dois(value), 2))
    for passage in front:
        if (
            passage.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.AUTHORS, BlockKind.HEADING)
            or len(passage.text) < SHORT
        ):
            weight = 2 if passage.page == 1 else 1
            found.update(dict.fromkeys(_dois(passage.text.flat), weight))
    return found.most_common(1)[0][0] if found else ""


def _dois(text: str) -> Iterator[str]:
    for match in DOI.finditer(text):
        before = text[: match.start("doi")].split()[-1:] or [""]
        if "/" in before[0] and "doi.org" not in before[0].casefold():
            continue  # the address of a download, with more behind the DOI
        yield tidy_doi(match["doi"]).casefold()


def _read_journal(front: Sequence[Passage], said: Mapping[str, str]) -> tuple[str, int | None]:
    """The journal and year of a running line ("RSC Adv., 2017, 7, 41359") or of the metadata's subject."""
    texts = [DOI.sub("", text) for text in _front_texts(front, said)]
    for text in texts:
        for pattern in (RUNNING, BEFORE_VOLUME):
            for match in pattern.finditer(text):
                journal = _strip_lead(match["journal"])
                if is_journal(journal):
                    groups = match.groupdict()
                    return journal, int(groups.get("bracketed") or groups["plain"])
    for text in texts:
        name = text.strip(" |,.:")
        if is_journal(name):
            return name, None
    for text in texts:
        if told := UNKNOWN_JOURNAL.search(text):
            year = told["first"] or told["elsevier"] or told["last"] or told["springer"]
            return _strip_lead(told["journal"]), int(year)
    subject = re.match(r"([A-Z][A-Za-z &:,.-]{3,60}?)[\s,]*(?:\(|,|\d|$)", said.get("subject", ""))
    if subject and (find_journal(subject[1]) or re.search(r"10\.\d{4}|\d{4}", said["subject"][: SHORT // 2])):
        return subject[1].strip(" ,"), None
    return "", None


def _front_texts(front: Sequence[Passage], said: Mapping[str, str]) -> list[str]:
    kinds = (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.HEADING, BlockKind.AUTHORS)
    texts = [p.text.flat for p in front if p.page == 1 and p.kind in kinds and len(p.text) < SHORT]
    return [*texts, said.get("subject", "")[:SHORT]]


def _strip_lead(journal: str) -> str:
    return re.sub(r"^(?:[Cc]ite this:?|[Cc]itation:?|[Pp]ublished in)\s", "", journal).strip(" ,.:|") + (
        "." if journal.rstrip(" ,:|").endswith(".") else ""
    )


def _read_year(front: Sequence[Passage], said: Mapping[str, str]) -> int | None:
    for text in _front_texts(front, said):
        if match := PUBLISHED.search(text):
            return int(match[1])
    created = YEAR.search(said.get("creationdate", "")[2:6])
    return int(created[1]) if created else None
