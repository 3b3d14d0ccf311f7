"""First pages in the manner of publishers, with what they say of the paper: typst sources and truth.

The names, journals and numbers are invented. Half of the fronts are for scoring only.
"""

# ruff: noqa: E501 (lines of typst sources)
from dataclasses import dataclass

from tests.extractors.references.typeset_lists import SENTENCE

TITLE = (
    "Fast sodium ions in a layered chloride of yttrium: what the stacking of the layers does to their paths"
)
PEOPLE = ("Ada B. Lind", "Boris Falk", "Carla Moser-Roth", "Dieter van der Poel", "Wei Zhang")


@dataclass(frozen=True, slots=True)
class Front:
    """A first page: `source` with TITLE and TEXT where these go; what it prints of journal, year and DOI."""

    name: str
    use: str
    source: str
    journal: str = ""
    year: int | None = None
    doi: str = ""
    people: tuple[str, ...] = PEOPLE
    title: str = TITLE


HEAD = """#set text(font: "Libertinus Serif", size: 9.5pt)
#set par(justify: true, leading: 0.55em, spacing: 0.8em)
#set super(typographic: false)
"""
BODY = "\n#columns(2, gutter: 6mm)[\n= 1. Introduction\nTEXT TEXT TEXT TEXT\n\nTEXT TEXT TEXT\n]\n"
HEADED = '#show heading: it => block(above: 1em, below: .6em, text(11pt, weight: "bold", it.body))\n'


def page(margin: str = "20mm", header: str = "", footer: str = "") -> str:
    parts = [f"margin: {margin}"]
    parts += [f"header: text(8pt)[{header}]"] if header else []
    parts += [f"footer: text(8pt)[{footer}]"] if footer else []
    return f'#set page("a4", {", ".join(parts)})\n' + HEAD + HEADED


FRONTS = (
    Front(
        "elsevier",
        "develop",
        page(footer="https:\\/\\/doi.org/10.9999/j.ionc.2024.101234 \\ Received 2 March 2024; Accepted 1 May 2024")
        + """#align(center)[Journal of Layered Ionics 57 (2024) 101234]
#line(length: 100%)
#align(center)[Contents lists available at SourceDirect \\ #text(15pt)[Journal of Layered Ionics] \\
journal homepage: www.layered.example/ionics]
#line(length: 100%)
#text(16pt)[TITLE]

#text(12pt)[Ada B. Lind#super[a,\\*], Boris Falk#super[a], Carla Moser-Roth#super[b], Dieter van der Poel#super[a,b], Wei Zhang#super[c]]

#text(7pt)[_#super[a]Institute of Cages, University of Lund, 22100 Lund, Sweden_ \\
_#super[b]Department of Ceramics, Technical University of Graz, Austria_ \\ _#super[c]Academy of Ions, Beijing, China_]
#line(length: 100%)
#grid(columns: (1fr, 2.4fr), column-gutter: 8mm,
 [#text(8pt)[A R T I C L E  I N F O #line(length: 100%) _Keywords:_ \\ Solid Electrolyte \\ Sodium Ion \\ Layered Chloride \\ Stacking Fault \\ Rietveld Refinement]],
 [#text(8pt)[A B S T R A C T #line(length: 100%) TEXT TEXT]])
#line(length: 100%)
""" + BODY,
        "Journal of Layered Ionics", 2024, "10.9999/j.ionc.2024.101234",
    ),
    Front(
        "elsevier_old",
        "evaluate",
        page()
        + """#align(center)[Layered Solids 57 (2004) 123–131]
#line(length: 100%)
#align(center)[#text(16pt)[TITLE]

#text(12pt)[Ada B. Lind#super[a], Boris Falk#super[a], Carla Moser-Roth#super[b,\\*], Dieter van der Poel#super[a,b], Wei Zhang#super[c]]

#text(8pt)[_#super[a]Institute of Cages, University of Lund, 22100 Lund, Sweden_ \\
_#super[b]Department of Ceramics, Technical University of Graz, Austria_ \\ Received 12 January 2004; accepted 2 March 2004]]
#line(length: 100%)
*Abstract*

TEXT TEXT

_Keywords:_ Sodium Ion Conductor; Layered Chloride; Impedance Spectroscopy
#line(length: 100%)
""" + BODY,
        "Layered Solids", 2004,
    ),
    Front(
        "acs",
        "develop",
        page(header="#h(1fr) Article", footer="#h(1fr) https:\\/\\/doi.org/10.9999/acsinv.4c01234 \\ #h(1fr) _Chem. Invent. Mater._ 2024, 36, 4411−4420")
        + """#text(18pt, weight: "bold")[TITLE]

#text(11pt)[Ada B. Lind,#super[∥] Boris Falk,#super[∥] Carla Moser-Roth, Dieter van der Poel, and Wei Zhang#super[\\*]]

#grid(columns: (1fr, 1fr, 1fr), [Cite This: _Chem. Invent. Mater._ 2024, 36, 4411−4420], [Read Online], [])
ACCESS | Metrics & More | Article Recommendations
#block(fill: rgb("#fdf3d8"), inset: 6pt)[*ABSTRACT:* TEXT TEXT]
""" + BODY,
        "Chem. Invent. Mater.", 2024, "10.9999/acsinv.4c01234",
    ),
    Front(
        "wiley",
        "evaluate",
        page(footer="_Adv. Invent. Mater._ *2023*, _13_, 2301234 #h(1fr) 2301234 (1 of 9) #h(1fr) © 2023 Invented Publishers")
        + """#grid(columns: (1fr, 1fr), [*RESEARCH ARTICLE*], align(right)[www.advinvent.example])
#v(8mm)
#text(20pt, weight: "bold")[TITLE]

#text(11pt)[_Ada B. Lind, Boris Falk,\\* Carla Moser-Roth, Dieter van der Poel, and Wei Zhang\\*_]

#text(9.5pt, weight: "bold")[TEXT TEXT]
""" + BODY,
        "Adv. Invent. Mater.", 2023,
    ),
    Front(
        "aps",
        "develop",
        page(header="PHYSICAL REVIEW Q *109*, 054101 (2024)")
        + """#align(center)[#text(13pt, weight: "bold")[TITLE]

Ada B. Lind,#super[1] Boris Falk,#super[1,2] Carla Moser-Roth,#super[2] Dieter van der Poel,#super[1] and Wei Zhang#super[3,\\*]

#text(8pt)[_#super[1]Institute of Cages, University of Lund, 22100 Lund, Sweden_ \\
_#super[2]Department of Ceramics, Technical University of Graz, Austria_ \\ (Received 3 January 2024; accepted 8 February 2024; published 14 February 2024)]

#block(width: 85%)[#align(left)[TEXT TEXT]]

#align(left)[DOI: 10.9999/PhysRevQ.109.054101]]
""" + BODY,
        "PHYSICAL REVIEW Q", 2024, "10.9999/physrevq.109.054101",
    ),
    Front(
        "springer",
        "evaluate",
        page(header="Ionics of Layers (2022) 28:1551–1562 \\ https:\\/\\/doi.org/10.9999/s11581-022-04567-8")
        + """*ORIGINAL PAPER*

#text(16pt, weight: "bold")[TITLE]

*Ada B. Lind#super[1] · Boris Falk#super[1] · Carla Moser-Roth#super[2] · Dieter van der Poel#super[1] · Wei Zhang#super[3]*

#text(8pt)[Received: 4 October 2021 / Revised: 3 January 2022 / Accepted: 9 January 2022 \\
© The Author(s), under exclusive licence to Invented Nature 2022]

*Abstract*

TEXT TEXT

*Keywords* Sodium Ion Conductor · Layered Chloride · Stacking Fault
""" + BODY,
        "Ionics of Layers", 2022, "10.9999/s11581-022-04567-8",
    ),
    Front(
        "mdpi",
        "develop",
        page(header="_Cages_ *2023*, _9_, 412. https:\\/\\/doi.org/10.9999/cages9080412 #h(1fr) https:\\/\\/www.inventedpress.example/journal/cages")
        + """_Article_

#text(17pt, weight: "bold")[TITLE]

*Ada B. Lind #super[1], Boris Falk #super[1,2], Carla Moser-Roth #super[2], Dieter van der Poel #super[1] and Wei Zhang #super[3,\\*]*

#grid(columns: (1fr, 2.8fr), column-gutter: 5mm,
 text(7pt)[*Citation:* Lind, A.B.; Falk, B.; Moser-Roth, C.; van der Poel, D.; Zhang, W. TITLE. _Cages_ *2023*, _9_, 412. https:\\/\\/doi.org/10.9999/cages9080412

 Academic Editor: Ewa Roe

 Received: 4 July 2023 \\ Accepted: 30 July 2023],
 [#text(8pt)[#super[1] Institute of Cages, University of Lund, 22100 Lund, Sweden \\ #super[2] Department of Ceramics, Technical University of Graz, 8010 Graz, Austria]

 *Abstract:* TEXT TEXT

 *Keywords:* sodium ion conductor; layered chloride; stacking fault

 = 1. Introduction
 TEXT TEXT TEXT TEXT TEXT

 TEXT TEXT TEXT])
""",
        "Cages", 2023, "10.9999/cages9080412",
    ),
    Front(
        "iop",
        "evaluate",
        page(header="J. Phys.: Layered Matter *36* (2024) 115701 #h(1fr) https:\\/\\/doi.org/10.9999/1361-648X/ad0123")
        + """#text(17pt, weight: "bold")[TITLE]

*Ada B. Lind#super[1], Boris Falk#super[1,2], Carla Moser-Roth#super[2], Dieter van der Poel#super[1] and Wei Zhang#super[3,\\*]*

#text(8pt)[#super[1] Institute of Cages, University of Lund, 22100 Lund, Sweden \\ #super[2] Department of Ceramics, Technical University of Graz, 8010 Graz, Austria

E-mail: w.zhang\\@ions.example

Received 4 October 2023, revised 3 December 2023 \\ Accepted for publication 9 December 2023 \\ Published 2 January 2024]

*Abstract* \\ TEXT TEXT

Keywords: sodium ion conductor, layered chloride, stacking fault
""" + BODY,
        "J. Phys.: Layered Matter", 2024, "10.9999/1361-648x/ad0123",
    ),
    Front(
        "preprint",
        "develop",
        page("30mm")
        + """#align(center)[#text(17pt)[TITLE]

#text(12pt)[Ada B. Lind#super[1], Boris Falk#super[1], Carla Moser-Roth#super[2], Dieter van der Poel#super[1], and Wei Zhang#super[3]]

#super[1]Institute of Cages, University of Lund \\ #super[2]Department of Ceramics, Technical University of Graz \\ #super[3]Academy of Ions, Beijing

March 4, 2024

*Abstract*]
TEXT TEXT

= 1 Introduction
TEXT TEXT TEXT TEXT TEXT

TEXT TEXT TEXT TEXT
""",
        "", None,
    ),
    Front(
        "preprint_lines",
        "evaluate",
        page("30mm")
        + """#set par.line(numbering: "1")
#set par(leading: 1.3em)
#text(14pt, weight: "bold")[TITLE]

Ada B. Lind#super[1], Boris Falk#super[1], Carla Moser-Roth#super[2], Dieter van der Poel#super[1], Wei Zhang#super[3\\*]

#super[1] Institute of Cages, University of Lund, Sweden \\ #super[2] Department of Ceramics, Technical University of Graz, Austria \\
\\*Corresponding author: w.zhang\\@ions.example

*Abstract*

TEXT TEXT

= 1 Introduction
TEXT TEXT TEXT TEXT TEXT
""",
        "", None,
    ),
    Front(
        "rsc",
        "develop",
        page(header="Layered Chemistry A #h(1fr) PAPER", footer="This journal is © The Invented Society 2024 #h(1fr) _Layer. Chem. A_, 2024, *12*, 5551–5560 | 5551")
        + """#grid(columns: (1fr, 3fr), column-gutter: 6mm,
 text(7.5pt)[Cite this: _Layer. Chem. A_, 2024, 12, 5551

 Received 4th October 2023 \\ Accepted 9th January 2024 \\ DOI: 10.9999/d3ta01234k \\ rsc.example/layers],
 [#text(16pt, weight: "bold")[TITLE]

 #text(10pt)[Ada B. Lind,#super[a] Boris Falk,#super[ab] Carla Moser-Roth,#super[b] Dieter van der Poel#super[a] and Wei Zhang#super[\\*c]]

 TEXT TEXT])
""" + BODY,
        "Layer. Chem. A", 2024, "10.9999/d3ta01234k",
    ),
    Front(
        "nature",
        "evaluate",
        page(header="*Article* #h(1fr) https:\\/\\/doi.org/10.9999/s41467-024-45678-9", footer="Nature Inventions | (2024) 15:1234 #h(1fr) 1")
        + """#text(20pt, weight: "bold")[TITLE]

#grid(columns: (1fr, 3fr), column-gutter: 6mm,
 text(8pt)[Received: 12 May 2023 \\ Accepted: 20 January 2024 \\ Published online: 8 February 2024],
 [*Ada B. Lind#super[1,4], Boris Falk#super[1,4], Carla Moser-Roth#super[2], Dieter van der Poel#super[1] & Wei Zhang#super[3]*

 TEXT TEXT])
""" + BODY,
        "Nature Inventions", 2024, "10.9999/s41467-024-45678-9",
    ),
)  # fmt: skip


def to_typst(front: Front) -> str:
    return front.source.replace("TITLE", front.title).replace("TEXT", SENTENCE)
