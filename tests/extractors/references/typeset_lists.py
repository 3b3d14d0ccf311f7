"""Reference lists in the styles of publishers, set from one table of works, for tests and benchmarks.

An entry is a string with `*italic*` and `^bold^` marks; `to_print` and `to_typst` turn it into what the
parser reads and into what Typst sets. `expected` says which fields the style prints, and how.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractors.references.printed import Print

WORKS = Path(__file__).resolve().parents[2] / "cases" / "references_works.tsv"
NAMES_BEFORE_ET_AL = 5


@dataclass(frozen=True, slots=True)
class Work:
    use: str
    kind: str
    authors: tuple[tuple[str, str], ...]
    title: str
    journal: str
    name: str
    year: str
    volume: str
    issue: str
    first: str
    last: str
    doi: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a publisher prints a list: entry text, label, columns, and what of a work it shows."""

    name: str
    use: str
    write: Callable[[Work], str]
    authors: Callable[[Work], tuple[str, ...]]
    label: str
    columns: int
    titles: bool = True
    journal: Callable[[Work], str] = lambda work: work.journal
    """The journal as this style prints it."""


def read_works(use: str = "") -> tuple[Work, ...]:
    lines = [line for line in WORKS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    works = []
    for row in rows:
        people = tuple(tuple(person.split("|")) for person in row["authors"].split(";"))
        works.append(Work(**{**{k: v or "" for k, v in row.items()}, "authors": people}))
    return tuple(work for work in works if not use or work.use == use)


def pages(work: Work, dash: str = "–") -> str:
    return f"{work.first}{dash}{work.last}" if work.last else work.first


def given_first(work: Work) -> tuple[str, ...]:
    return tuple(f"{given} {family}" for given, family in work.authors)


def family_first(work: Work) -> tuple[str, ...]:
    return tuple(f"{family}, {given}" for given, family in work.authors)


def closed_up(work: Work) -> tuple[str, ...]:
    return tuple(f"{family}, {given.replace('. ', '.')}" for given, family in work.authors)


def tight(work: Work) -> tuple[str, ...]:
    return tuple(f"{family} {re.sub(r'[. ]', '', given)}" for given, family in work.authors)


def shortened(people: Callable[[Work], tuple[str, ...]]) -> Callable[[Work], tuple[str, ...]]:
    """Only the first author where there are more than five."""
    return lambda work: people(work)[:1] if len(work.authors) > NAMES_BEFORE_ET_AL else people(work)


def listed(people: tuple[str, ...], last: str, between: str = ", ") -> str:
    if len(people) == 1:
        return people[0]
    return between.join(people[:-1]) + last + people[-1]


def other(work: Work, authors: str, *, year: str = "") -> str:
    """Books, theses and preprints, alike in most styles but for authors and year."""
    head = f"{authors}{year}"
    tail = "" if year else f", {work.year}"
    if work.kind == "book":
        return f"{head} *{work.title}*, {work.journal}, {work.name}{tail}."
    if work.kind == "thesis":
        return f"{head} {work.title}, Ph.D. thesis, {work.journal}, {work.name}{tail}."
    return f"{head} {work.title}, arXiv:{work.doi}{tail}."


def rsc(work: Work) -> str:
    authors = listed(given_first(work), " and ") + ","
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} *{work.journal}*, {work.year}, ^{work.volume}^, {pages(work)}."


def acs(work: Work) -> str:
    authors = listed(family_first(work), "; ", "; ")
    if work.kind != "article":
        return other(work, authors)
    issue = f" ({work.issue})" if work.issue else ""
    link = f" DOI: {work.doi}." if work.doi else ""
    source = f"*{work.journal}* ^{work.year}^, *{work.volume}*{issue}, {pages(work, '−')}."
    return f"{authors} {work.title}. {source}{link}"


def acs_short(work: Work) -> str:
    authors = listed(family_first(work), "; ", "; ")
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} *{work.journal}* ^{work.year}^, *{work.volume}*, {pages(work, '−')}."


def nature(work: Work) -> str:
    people = shortened(family_first)(work)
    authors = listed(people, " & ") if len(people) == len(work.authors) else f"{people[0]} et al."
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} {work.title}. *{work.journal}* ^{work.volume}^, {pages(work)} ({work.year})."


def science(work: Work) -> str:
    authors = listed(given_first(work), ", ") + ","
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} {work.title}. *{work.journal}* ^{work.volume}^, {pages(work)} ({work.year})."


def elsevier(work: Work) -> str:
    authors = listed(given_first(work), ", ") + ","
    if work.kind != "article":
        return other(work, authors)
    link = f" https://doi.org/{work.doi}." if work.doi else ""
    return f"{authors} {work.title}, {work.journal} {work.volume} ({work.year}) {pages(work)}.{link}"


def harvard(work: Work) -> str:
    authors = listed(closed_up(work), ", ") + f", {work.year}."
    if work.kind != "article":
        return other(work, authors, year=" ").replace("  ", " ")
    issue = f" ({work.issue})" if work.issue else ""
    link = f" https://doi.org/{work.doi}." if work.doi else ""
    return f"{authors} {work.title}. {work.journal} {work.volume}{issue}, {pages(work)}.{link}"


def springer(work: Work) -> str:
    authors = listed(tight(work), ", ") + f" ({work.year})"
    if work.kind != "article":
        return other(work, authors, year=" ").replace("  ", " ")
    issue = f"({work.issue})" if work.issue else ""
    link = f". https://doi.org/{work.doi}" if work.doi else ""
    return f"{authors} {work.title}. {work.journal.replace('.', '')} {work.volume}{issue}:{pages(work)}{link}"


def wiley(work: Work) -> str:
    authors = listed(given_first(work), ", ") + ","
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} *{work.journal}* ^{work.year}^, *{work.volume}*, {pages(work)}."


def aps(work: Work) -> str:
    authors = listed(given_first(work), " and " if len(work.authors) == 2 else ", and ") + ","
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} {work.title}, {work.journal} ^{work.volume}^, {work.first} ({work.year})."


def mdpi(work: Work) -> str:
    authors = listed(closed_up(work), "; ", "; ")
    if not authors.endswith("."):
        authors += "."
    if work.kind != "article":
        return other(work, authors)
    return (
        f"{authors} {work.title}. *{work.journal}* ^{work.year}^, *{work.volume}*, {pages(work)}. [CrossRef]"
    )


def iop(work: Work) -> str:
    people = shortened(
        lambda w: tuple(
            f"{family} {given.replace('. ', ' ').rstrip('.').replace('.', '')}" for given, family in w.authors
        )
    )
    return _iop(work, people(work))


def _iop(work: Work, people: tuple[str, ...]) -> str:
    people = shortened(tight)(work)
    authors = listed(people, " and ") if len(people) == len(work.authors) else f"{people[0]} *et al*"
    if work.kind != "article":
        return other(work, f"{authors} {work.year}", year=" ").replace("  ", " ")
    run = (
        f"{work.first}–{work.last[-2:]}"
        if work.last
        and len(work.last) == len(work.first) > 2
        and work.last.isdigit()
        and work.last[:-2] == work.first[:-2]
        else pages(work)
    )
    return f"{authors} {work.year} {work.title} *{work.journal}* ^{work.volume}^ {run}"


def royal_society(work: Work) -> str:
    people = shortened(tight)(work)
    authors = listed(people, ", ") + "." if len(people) == len(work.authors) else f"{people[0]} *et al.*"
    if work.kind != "article":
        return other(work, f"{authors} {work.year}", year=" ").replace("  ", " ")
    link = f" (doi:{work.doi})" if work.doi else ""
    return f"{authors} {work.year} {work.title}. *{work.journal}* ^{work.volume}^, {pages(work)}.{link}"


def ecs(work: Work) -> str:
    authors = listed(given_first(work), " and " if len(work.authors) == 2 else ", and ") + ","
    if work.kind != "article":
        return other(work, authors)
    return f"{authors} *{work.journal}*, ^{work.volume}^, {work.first} ({work.year})."


def no_stops(work: Work) -> str:
    return work.journal.replace(".", "")


STYLES = (
    Style("rsc", "develop", rsc, given_first, "{} ", 2, titles=False),
    Style("acs", "develop", acs, family_first, "({}) ", 2),
    Style("acs_short", "evaluate", acs_short, family_first, "({}) ", 2, titles=False),
    Style("nature", "develop", nature, shortened(family_first), "{}. ", 2),
    Style("science", "evaluate", science, given_first, "{}. ", 1),
    Style("elsevier", "develop", elsevier, given_first, "[{}] ", 2),
    Style("harvard", "evaluate", harvard, closed_up, "", 2),
    Style("springer", "evaluate", springer, tight, "{}. ", 1, journal=no_stops),
    Style("wiley", "develop", wiley, given_first, "[{}] ", 2, titles=False),
    Style("aps", "evaluate", aps, given_first, "[{}] ", 2),
    Style("mdpi", "develop", mdpi, closed_up, "{}. ", 1),
    Style("iop", "evaluate", iop, shortened(tight), "[{}] ", 1),
    Style("royal_society", "develop", royal_society, shortened(tight), "{}. ", 3),
    Style("ecs", "evaluate", ecs, given_first, "{}. ", 2, titles=False),
)


def expected(style: Style, work: Work) -> dict[str, str]:
    """The fields of the work that make a whole entry, as the style prints them."""
    people = style.authors(work)
    article = work.kind == "article"
    return {
        "authors": ";".join(people),
        "journal": style.journal(work) if article else "",
        "year": work.year,
        "volume": work.volume,
        "first_page": work.first,
        "title": work.title if style.titles or not article else "",
        "kind": work.kind,
    }


MARKS = re.compile(r"([*^])")


def to_print(entry: str) -> Print:
    """The entry as the parser reads it, its marks turned into italic and bold."""
    flat, italic, bold = "", bytearray(), bytearray()
    on = {"*": 0, "^": 0}
    for piece in MARKS.split(entry):
        if piece in on:
            on[piece] = 1 - on[piece]
            continue
        flat += piece
        italic += bytes([on["*"]] * len(piece))
        bold += bytes([on["^"]] * len(piece))
    return Print(flat, bytes(italic), bytes(bold))


SENTENCE = (
    "Ions move through a solid from site to site, and the paths between the sites decide how fast they go. "
    "We look at the lattice as a set of cages with windows of different width. "
)
HEAD = """#set page("a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 10pt, hyphenate: true, lang: "en")
#set par(leading: 0.5em, spacing: 0.8em, justify: true)
#text(size: 17pt, weight: "bold")[On the motion of ions through cages of a lattice]

Ada Lind, Boris Falk and Carla Moser

#text(weight: "bold")[Abstract] %s
"""


def to_typst(style: Style, works: tuple[Work, ...]) -> str:
    """A short paper with the works as its list of references, in the columns of the style."""
    entries = [
        _set_entry(style.label.format(i).strip(), escape_marked(style.write(work)))
        for i, work in enumerate(works, 1)
    ]
    section = '#text(size: 12pt, weight: "bold")[%s]\n\n%s\n\n'
    body = section % ("1 Introduction", SENTENCE * 6) + section % (
        "2 Discussion",
        SENTENCE * 8 + "\n\n" + SENTENCE * 7,
    )
    listed = '#text(size: 12pt, weight: "bold")[References]\n\n#set text(size: 8pt)\n'
    listed += "#set par(leading: 0.45em, spacing: 0.55em)\n"
    columns = f"#columns({style.columns}, gutter: 5mm)[\n{body}{listed}" + "\n\n".join(entries) + "\n]\n"
    return HEAD % (SENTENCE * 3) + columns


def _set_entry(label: str, text: str) -> str:
    """Numbers stand in a column of their own; lists without numbers hang."""
    if not label:
        return f"#par(hanging-indent: 1.2em)[{text}]"
    return f"#grid(columns: (2em, 1fr), column-gutter: 2pt, [{escape_marked(label)}], [{text}])"


def escape_marked(text: str) -> str:
    out = []
    opened = {"*": False, "^": False}
    for piece in MARKS.split(text):
        if piece in opened:
            out.append("];" if opened[piece] else {"*": "#emph[", "^": "#strong["}[piece])
            opened[piece] = not opened[piece]
        else:
            out.append(re.sub(r"([\\#$_@<>\[\]`~/-])", r"\\\1", piece))
    return "".join(out)
