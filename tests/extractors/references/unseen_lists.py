"""Lists in manners that the fourteen styles do not have: manuscripts with numbered lines, lists told apart by
white or by nothing at all, keys of letters, several works under one number, running heads between.

Truth is the table of works; each manner says what of a work it prints. Half of the manners are for scoring
only: nobody looks at what they miss.
"""

import re
from dataclasses import dataclass

from tests.extractors.references.typeset_lists import (
    SENTENCE,
    Style,
    Work,
    acs,
    aps,
    closed_up,
    elsevier,
    escape_marked,
    family_first,
    given_first,
    harvard,
    listed,
    nature,
    no_stops,
    pages,
    rsc,
    shortened,
    springer,
    tight,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """A style and how its list is set.

    `leading_em`, `gap_em`: white between lines and between entries; `hang_em`: indent of all lines of an
    entry but the first (less than 0: of the first). `before`, `after`: sections between text and list, and
    behind the list.
    """

    style: Style
    columns: int = 1
    leading_em: float = 0.6
    gap_em: float = 0.6
    hang_em: float = 0.0
    numbered_lines: bool = False
    grid: bool = False
    heading: str = "References"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    head: str = ""
    size_pt: float = 9.0
    height: str = "297mm"
    font: str = "Libertinus Serif"
    justify: bool = True
    heading_form: str = "bold"

    @property
    def name(self) -> str:
        return self.style.name

    @property
    def use(self) -> str:
        return self.style.use


def apa_people(work: Work) -> tuple[str, ...]:
    return family_first(work)


def apa(work: Work) -> str:
    people = apa_people(work)
    authors = listed(people, ", & ")
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        link = f" https://doi.org/{work.doi}" if work.doi else ""
        source = f"*{work.name}*, *{work.volume}*{issue}, {pages(work)}."
        return f"{authors} ({work.year}). {work.title}. {source}{link}"
    if work.kind == "book":
        return f"{authors} ({work.year}). *{work.title}*. {work.journal}."
    if work.kind == "thesis":
        return f"{authors} ({work.year}). *{work.title}* [Doctoral dissertation, {work.journal}]."
    return f"{authors} ({work.year}). *{work.title}*. arXiv. https://arxiv.org/abs/{work.doi}"


def ieee(work: Work) -> str:
    people = given_first(work)
    authors = listed(people, " and " if len(people) == 2 else ", and ")
    if work.kind == "article":
        issue = f" no. {work.issue}," if work.issue else ""
        run = f"pp. {pages(work)}" if work.last else f"Art. no. {work.first}"
        link = f", doi: {work.doi}" if work.doi else ""
        source = f"*{work.journal}*, vol. {work.volume},{issue} {run}, {work.year}{link}."
        return f"{authors}, “{work.title},” {source}"
    if work.kind == "book":
        return f"{authors}, *{work.title}*. {work.name}: {work.journal}, {work.year}."
    if work.kind == "thesis":
        return f"{authors}, “{work.title},” Ph.D. dissertation, {work.journal}, {work.name}, {work.year}."
    return f"{authors}, “{work.title},” arXiv:{work.doi}, {work.year}."


def gbt_people(work: Work) -> tuple[str, ...]:
    people = tuple(f"{family} {re.sub(r'[.]', '', given)}" for given, family in work.authors)
    return people[:3]


def gbt(work: Work) -> str:
    authors = ", ".join(gbt_people(work)) + (", et al" if len(work.authors) > 3 else "")
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        return (
            f"{authors}. {work.title}[J]. {work.name}, {work.year}, {work.volume}{issue}: {pages(work, '-')}."
        )
    if work.kind == "book":
        return f"{authors}. {work.title}[M]. {work.name}: {work.journal}, {work.year}."
    if work.kind == "thesis":
        return f"{authors}. {work.title}[D]. {work.name}: {work.journal}, {work.year}."
    return f"{authors}. {work.title}[EB/OL]. arXiv:{work.doi}, {work.year}."


def vancouver(work: Work) -> str:
    authors = listed(tight(work), ", ") + "."
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        link = f" doi: {work.doi}" if work.doi else ""
        source = f"{no_stops(work)}. {work.year};{work.volume}{issue}:{pages(work, '-')}."
        return f"{authors} {work.title}. {source}{link}"
    if work.kind == "book":
        return f"{authors} {work.title}. {work.name}: {work.journal}; {work.year}."
    if work.kind == "thesis":
        return f"{authors} {work.title} [dissertation]. {work.name}: {work.journal}; {work.year}."
    return f"{authors} {work.title}. arXiv:{work.doi} [Preprint]. {work.year}."


def plain_bib_people(work: Work) -> tuple[str, ...]:
    return given_first(work)


def plain_bib(work: Work) -> str:
    """BibTeX's `plain` and `alpha`."""
    people = given_first(work)
    authors = listed(people, " and " if len(people) == 2 else ", and ") + "."
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        return f"{authors} {work.title}. *{work.name}*, {work.volume}{issue}:{pages(work)}, {work.year}."
    if work.kind == "book":
        return f"{authors} *{work.title}*. {work.journal}, {work.name}, {work.year}."
    if work.kind == "thesis":
        return f"{authors} *{work.title}*. PhD thesis, {work.journal}, {work.name}, {work.year}."
    return f"{authors} {work.title}. *arXiv preprint arXiv:{work.doi}*, {work.year}."


def chicago_people(work: Work) -> tuple[str, ...]:
    (given, family), *others = work.authors
    return (f"{family}, {given}", *(f"{g} {f}" for g, f in others))


def chicago(work: Work) -> str:
    """Author–date: the first author turned round, the others not."""
    people = chicago_people(work)
    authors = listed(people, ", and ")
    authors += "" if authors.endswith(".") else "."
    if work.kind == "article":
        issue = f" ({work.issue})" if work.issue else ""
        return f"{authors} {work.year}. “{work.title}.” *{work.name}* {work.volume}{issue}: {pages(work)}."
    if work.kind == "book":
        return f"{authors} {work.year}. *{work.title}*. {work.name}: {work.journal}."
    if work.kind == "thesis":
        return f"{authors} {work.year}. “{work.title}.” PhD diss., {work.journal}."
    return f"{authors} {work.year}. “{work.title}.” arXiv:{work.doi}."


def jpsj(work: Work) -> str:
    """Journal ^volume^, page (year), people without commas between initials."""
    authors = listed(given_first(work), ", and ") + ":"
    if work.kind == "article":
        return f"{authors} {work.journal} ^{work.volume}^ ({work.year}) {work.first}."
    if work.kind == "book":
        return f"{authors} *{work.title}* ({work.journal}, {work.name}, {work.year})."
    if work.kind == "thesis":
        return f"{authors} Dr. Thesis, {work.journal}, {work.name} ({work.year})."
    return f"{authors} arXiv:{work.doi} ({work.year})."


def aip(work: Work) -> str:
    authors = listed(given_first(work), " and " if len(work.authors) == 2 else ", and ") + ","
    if work.kind == "article":
        return f"{authors} “{work.title},” {work.journal} ^{work.volume}^, {pages(work)} ({work.year})."
    if work.kind == "book":
        return f"{authors} *{work.title}* ({work.journal}, {work.name}, {work.year})."
    if work.kind == "thesis":
        return f"{authors} “{work.title},” Ph.D. thesis (*{work.journal}*, {work.year})."
    return f"{authors} “{work.title},” arXiv:{work.doi} ({work.year})."


def pnas(work: Work) -> str:
    people = shortened(given_first)(work)
    authors = listed(people, ", ") + "," if len(people) == len(work.authors) else f"{people[0]} *et al.*,"
    if work.kind == "article":
        return f"{authors} {work.title}. *{work.journal}* ^{work.volume}^, {pages(work)} ({work.year})."
    if work.kind == "book":
        return f"{authors} *{work.title}* ({work.journal}, {work.name}, {work.year})."
    if work.kind == "thesis":
        return f"{authors} “{work.title},” thesis, {work.journal}, {work.name} ({work.year})."
    return f"{authors} {work.title}. arXiv [Preprint] ({work.year}). https://arxiv.org/abs/{work.doi}."


def frontiers_people(work: Work) -> tuple[str, ...]:
    return family_first(work)


def frontiers(work: Work) -> str:
    people = family_first(work)
    authors = listed(people, ", and ")
    if work.kind == "article":
        link = f" doi: {work.doi}" if work.doi else ""
        return f"{authors} ({work.year}). {work.title}. *{work.journal}* {work.volume}, {pages(work)}.{link}"
    if work.kind == "book":
        return f"{authors} ({work.year}). *{work.title}*. {work.name}: {work.journal}."
    if work.kind == "thesis":
        return f"{authors} ({work.year}). *{work.title}*. Dissertation. {work.name}: {work.journal}."
    return f"{authors} ({work.year}). {work.title}. *arXiv* [Preprint]. Available at: https://arxiv.org/abs/{work.doi}"


def style(name, use, write, authors, label, journal=None, *, titles=True):
    return Style(name, use, write, authors, label, 1, titles, journal or (lambda work: work.journal))


def full(work: Work) -> str:
    return work.name


APPENDIX = (
    "Acknowledgements",
    "We thank the workshop and all who cut, ground and pressed the pellets that these pages tell of.",
    "Appendix A. Details of the calculations",
    SENTENCE * 5,
)
BEHIND = (
    "Supporting information",
    "Further pictures of cages and windows are kept beside this paper and can be had from its authors.",
    "Figure captions",
    "Figure 1. The cage with its windows. The ions stand where the circles are, as was told in 2019.",
)

MANNERS = (
    Manner(
        style("manuscript_hang", "develop", harvard, closed_up, ""),
        leading_em=1.3,
        gap_em=1.3,
        hang_em=2,
        numbered_lines=True,
        size_pt=11,
    ),
    Manner(
        style("manuscript_flat", "evaluate", harvard, closed_up, ""),
        leading_em=1.3,
        gap_em=1.3,
        numbered_lines=True,
        size_pt=11,
    ),
    Manner(
        style("manuscript_space", "develop", apa, apa_people, "", full),
        leading_em=0.9,
        gap_em=1.8,
        numbered_lines=True,
        size_pt=11,
        justify=False,
    ),
    Manner(
        style("manuscript_space_frontiers", "evaluate", frontiers, frontiers_people, ""),
        leading_em=1.3,
        gap_em=2.2,
        numbered_lines=True,
        size_pt=12,
        justify=False,
        font="New Computer Modern",
    ),
    Manner(
        style("manuscript_numbered", "develop", elsevier, given_first, "[{}] "),
        leading_em=1.3,
        gap_em=1.3,
        numbered_lines=True,
        size_pt=11,
        grid=True,
    ),
    Manner(
        style("manuscript_numbered_dot", "evaluate", nature, shortened(family_first), "{}. "),
        leading_em=1.3,
        gap_em=1.3,
        numbered_lines=True,
        size_pt=12,
        before=APPENDIX,
    ),
    Manner(
        style("manuscript_tight", "develop", springer, tight, "", no_stops),
        leading_em=1.5,
        gap_em=1.5,
        numbered_lines=True,
        size_pt=10,
        before=APPENDIX,
        after=BEHIND,
    ),
    Manner(style("space_only", "develop", springer, tight, "", no_stops), gap_em=1.3, size_pt=10),
    Manner(style("space_only_columns", "evaluate", frontiers, frontiers_people, ""), columns=2, gap_em=1.1),
    Manner(style("nothing_columns", "develop", harvard, closed_up, ""), columns=2),
    Manner(style("nothing_apa", "evaluate", apa, apa_people, "", full)),
    Manner(style("columns_hang", "develop", apa, apa_people, "", full), columns=2, hang_em=1.2),
    Manner(style("columns_indent", "evaluate", springer, tight, "", no_stops), columns=2, hang_em=-1.2),
    Manner(
        style("notes", "develop", pnas, shortened(given_first), "{}. "),
        columns=2,
        heading="References and Notes",
    ),
    Manner(
        style("notes_raised", "evaluate", rsc, given_first, "^^{}^^ ", titles=False),
        columns=2,
        heading="Notes and references",
    ),
    Manner(style("after_appendix", "evaluate", aps, given_first, "[{}] "), columns=2, before=APPENDIX),
    Manner(
        style("before_captions", "develop", acs, family_first, "({}) "),
        after=BEHIND,
        leading_em=1.1,
        gap_em=1.1,
    ),
    Manner(
        style("ieee", "develop", ieee, given_first, "[{}] "),
        columns=2,
        heading="REFERENCES",
        heading_form="centred",
    ),
    Manner(style("aip", "evaluate", aip, given_first, "{}. "), columns=2, heading="REFERENCES"),
    Manner(
        style("alpha", "develop", plain_bib, given_first, "[key] ", full),
        leading_em=0.5,
        gap_em=0.9,
        font="New Computer Modern",
        size_pt=10,
        grid=True,
        heading_form="large",
    ),
    Manner(
        style("alpha_columns", "evaluate", plain_bib, given_first, "[key] ", full),
        columns=2,
        font="New Computer Modern",
        grid=True,
    ),
    Manner(
        style("plain_bib", "evaluate", plain_bib, given_first, "[{}] ", full),
        leading_em=0.5,
        gap_em=0.9,
        font="New Computer Modern",
        size_pt=10,
        grid=True,
        heading_form="large",
    ),
    Manner(style("gbt", "develop", gbt, gbt_people, "[{}] ", full), columns=2, heading="References:"),
    Manner(style("gbt_wide", "evaluate", gbt, gbt_people, "[{}] ", full), size_pt=10.5, grid=True),
    Manner(style("vancouver", "develop", vancouver, tight, "{}. ", no_stops), columns=2),
    Manner(style("vancouver_dated", "evaluate", vancouver, tight, "", no_stops), hang_em=1.5),
    Manner(style("chicago", "develop", chicago, chicago_people, "", full), hang_em=2, heading="Bibliography"),
    Manner(
        style("chicago_columns", "evaluate", chicago, chicago_people, "", full),
        columns=2,
        gap_em=1,
        heading="Literature cited",
    ),
    Manner(style("jpsj", "develop", jpsj, given_first, "{}) ", titles=False), columns=2),
    Manner(
        style("running_heads", "develop", harvard, closed_up, ""),
        columns=2,
        height="180mm",
        hang_em=1.2,
        head="A. Lind et al. / Journal of Cages 12 (2019) 101–112",
    ),
    Manner(
        style("running_heads_numbered", "evaluate", elsevier, given_first, "[{}] "),
        columns=2,
        height="160mm",
        grid=True,
        head="LIND, FALK, AND MOSER      PHYSICAL REVIEW Q 12, 2019 (2019)",
    ),
)


def order_works(manner: Manner, works: tuple[Work, ...]) -> tuple[Work, ...]:
    """The works as the manner's list orders them: author–year lists by name."""
    if manner.style.label in ("", "[key] "):
        return tuple(sorted(works, key=lambda w: (w.authors[0][1].casefold(), w.year)))
    return works


def key_of(work: Work) -> str:
    """Keys of letters as BibTeX's `alpha` makes them: `KHY+11`, `Hon76`."""
    families = [family.rsplit(" ", 1)[-1] for _, family in work.authors]
    if len(families) == 1:
        return families[0][:3] + work.year[2:]
    return "".join(f[0] for f in families[:3]) + ("+" if len(families) > 4 else "") + work.year[2:]


def to_typst(manner: Manner, works: tuple[Work, ...]) -> str:
    """A short paper with the list in this manner."""
    entries = [_set_entry(manner, i, work) for i, work in enumerate(order_works(manner, works), 1)]
    header = f"header: align(center)[#text(size: 8pt)[{escape_marked(manner.head)}]], " if manner.head else ""
    lines = '#set par.line(numbering: "1")\n' if manner.numbered_lines else ""
    section = '#text(size: 12pt, weight: "bold")[%s]\n\n%s\n\n'
    body = section % ("1 Introduction", SENTENCE * 6) + section % (
        "2 Discussion",
        SENTENCE * 8 + "\n\n" + SENTENCE * 7,
    )
    listed_ = _heading(manner) + (
        f"#set text(size: {manner.size_pt}pt)\n"
        f"#set par(leading: {manner.leading_em}em, spacing: {manner.gap_em}em)\n"
        f"#set grid(row-gutter: {manner.leading_em}em)\n"
    )
    columns = f"#columns({manner.columns}, gutter: 5mm)[\n" if manner.columns > 1 else ""
    tail = "\n]\n" if columns else "\n"
    return (
        f'#set page(width: 210mm, height: {manner.height}, margin: 22mm, {header}numbering: "1")\n'
        f'#set text(font: "{manner.font}", size: {10 if manner.columns > 1 else 11}pt, hyphenate: true)\n'
        f"#set par(leading: {max(0.55, manner.leading_em if manner.numbered_lines else 0.55)}em, "
        f"spacing: 0.9em, justify: {str(manner.justify).lower()})\n{lines}"
        '#text(size: 17pt, weight: "bold")[On the motion of ions through cages of a lattice]\n\n'
        'Ada Lind, Boris Falk and Carla Moser\n\n#text(weight: "bold")[Abstract] '
        + SENTENCE * 3
        + "\n\n"
        + columns
        + body
        + _sections(manner.before)
        + listed_
        + "\n\n".join(entries)
        + "\n\n"
        + _sections(manner.after)
        + tail
    )


def _heading(manner: Manner) -> str:
    heading = escape_marked(manner.heading)
    form = {
        "bold": '#text(size: 12pt, weight: "bold")[%s]\n\n',
        "large": '#text(size: 15pt, weight: "bold")[%s]\n\n',
        "centred": "#align(center)[#text(size: 10pt)[%s]]\n\n",
    }
    return form[manner.heading_form] % heading


def _sections(texts: tuple[str, ...]) -> str:
    return "".join(
        f'#text(size: 12pt, weight: "bold")[{escape_marked(text)}]\n\n' if not i % 2 else f"{text}\n\n"
        for i, text in enumerate(texts)
    )


def _set_entry(manner: Manner, number: int, work: Work) -> str:
    label = manner.style.label.replace("key", key_of(work)).format(number)
    text = escape_marked(manner.style.write(work))
    if "^^" in label:
        return f"#par[#super(typographic: false)[{label.strip('^ ')}]{text}]"
    if manner.grid:
        width = "4em" if "key" in manner.style.label else "2.2em"
        return (
            f"#grid(columns: ({width}, 1fr), column-gutter: 2pt, [{escape_marked(label.strip())}], [{text}])"
        )
    options = ""
    if manner.hang_em > 0:
        options = f"(hanging-indent: {manner.hang_em}em)"
    elif manner.hang_em < 0:
        options = f"(first-line-indent: (amount: {-manner.hang_em}em, all: true))"
    # typst would set "1." as a list of its own
    return f"#par{options}[{escape_marked(label).replace('.', chr(92) + '.')}{text}]"
