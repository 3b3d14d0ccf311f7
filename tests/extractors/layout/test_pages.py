"""Blocks in reading order, with furniture, floats and headings told apart."""

from dataclasses import replace
from itertools import pairwise

import pytest

from extractors.layout import lay_out
from extractors.layout.furniture import REACH
from extractors.model.layout import BlockKind

WORDS = [
    "measured",
    "samples",
    "show",
    "conduction",
    "between",
    "cages",
    "while",
    "anions",
    "remain",
    "ordered",
    "because",
    "lattice",
    "strain",
    "relaxes",
    "slowly",
    "under",
    "load",
    "and",
    "further",
    "cycles",
    "change",
    "little",
    "of",
    "what",
    "was",
    "found",
    "before",
    "in",
    "such",
    "pellets",
]


def sentences(first: int, count: int) -> str:
    """Numbered sentences, so that any order can be seen."""
    return " ".join(
        f"Item {n} " + " ".join(WORDS[n % 9 : n % 9 + 14]) + "." for n in range(first, first + count)
    )


def items(blocks, kind=BlockKind.PARAGRAPH) -> list[int]:
    words = " ".join(line.text.flat for block in blocks if block.kind is kind for line in block.lines).split()
    return [int(b) for a, b in pairwise(words) if a == "Item" and b.isdigit()]


def laid(pages):
    return list(lay_out(iter(pages)))


PAPER = """#set page(paper: "a4", margin: 2cm, columns: {columns})
#set par(justify: true, first-line-indent: 1em, spacing: 0.6em, leading: 0.55em)
#set text(font: "Libertinus Serif", size: 9pt)
"""


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(typeset, columns):
    pages = typeset(PAPER.format(columns=columns) + "\n\n".join(sentences(n, 5) for n in range(0, 60, 5)))
    assert items(laid(pages)[0].blocks) == list(range(60))


def test_a_full_width_figure_with_its_caption_does_not_mix_the_columns(typeset):
    figure = (
        '#place(auto, scope: "parent", float: true)[#rect(width: 100%, height: 4cm)[100 200 #h(5cm) label]'
        "#align(left)[#text(8pt)[*Fig. 3* Spectra of all samples, measured in argon, and what was fitted to "
        "them in the "
        "same way as before; the lines are guides to the eye.]]]\n"
    )
    source = (
        PAPER.format(columns=2)
        + sentences(0, 10)
        + "\n\n"
        + figure
        + "\n\n".join(sentences(n, 5) for n in range(10, 40, 5))
    )
    blocks = laid(typeset(source))[0].blocks
    assert items(blocks) == list(range(40))
    (caption,) = [block for block in blocks if block.kind is BlockKind.CAPTION]
    assert caption.number == "3"
    assert "label" in " ".join(
        line.text.flat for block in blocks if block.kind is BlockKind.FIGURE_TEXT for line in block.lines
    )


FURNISHED = """#set page(paper: "a4", margin: 2.5cm,
  header: context [#text(8pt)[J. Author et al. #h(1fr) Journal of Tests 12 (2020) #counter(page).display()]],
  footer: context align(center)[#text(8pt)[#counter(page).display()]],
  background: place(left + horizon, dx: 4mm)[
    #rotate(-90deg, reflow: true)[#text(7pt)[Downloaded for tests only]]])
"""


def test_running_heads_page_numbers_and_side_lines_are_furniture(typeset):
    pages = typeset(FURNISHED + "\n\n".join(sentences(n, 6) for n in range(0, 180, 6)))
    layouts = laid(pages)
    assert len(layouts) > 2
    assert items([block for page in layouts for block in page.blocks]) == list(range(180))
    for page in layouts:
        kept = [line.text.flat for b in page.blocks if b.kind is not BlockKind.FURNITURE for line in b.lines]
        assert not any("Author" in text or "Downloaded" in text or text.isdigit() for text in kept)


def test_line_numbers_of_manuscripts_are_furniture(typeset):
    source = '#set page(paper: "a4", margin: 3cm)\n#set par(leading: 1.1em, spacing: 1.3em)\n'
    source += '#set par.line(numbering: "1")\n'
    (page, *_) = laid(typeset(source + "\n\n".join(sentences(n, 4) for n in range(0, 12, 4))))
    assert items(page.blocks) == list(range(12))
    text = " ".join(line.text.flat for b in page.blocks if b.kind is BlockKind.PARAGRAPH for line in b.lines)
    assert text == " ".join(sentences(n, 4) for n in range(0, 12, 4))


def test_one_page_alone_keeps_its_page_number_out_of_the_text(typeset):
    source = '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n' + sentences(0, 12)
    (page,) = laid(typeset(source))
    assert page.blocks[-1].kind is BlockKind.FURNITURE
    assert [line.text.flat for line in page.blocks[-1].lines] == ["1"]


@pytest.mark.parametrize(
    ("heading", "number", "level"),
    [
        ("*1. Introduction*", "1", 1),
        ("_2.1. Synthesis of the powders_", "2.1", 2),
        ("#text(13pt)[Results and discussion]", "", 1),
        ("*■ EXPERIMENTAL SECTION*", "", 1),
        ("#align(center)[*III. METHODS*]", "III", 1),
        ("*4 Structure of Li#sub[3]YCl#sub[6]*", "4", 1),
    ],
)
def test_headings_are_found_with_number_and_level(typeset, heading, number, level):
    title = (
        "#text(18pt)[*A paper on several things*]\n\n#text(11pt)[Jane Doe and Max Muster]\n\n*Abstract*\n\n"
    )
    body = (
        f"{sentences(0, 5)}\n\n#v(1em)\n#par(first-line-indent: 0pt)[{heading}]\n#v(0.3em)\n{sentences(5, 8)}"
    )
    (page,) = laid(typeset(PAPER.format(columns=1) + title + body))
    (found,) = [b for b in page.blocks if b.kind is BlockKind.HEADING and b.lines[0].text.flat != "Abstract"]
    assert (found.number, found.level) == (number, level)
    assert items(page.blocks, BlockKind.ABSTRACT) + items(page.blocks) == list(range(13))


def test_a_numbered_list_of_references_without_a_heading_is_known_by_its_run(typeset):
    entries = "\n\n".join(
        f"[{n}] A. Author and B. Writer, J. Tests *{n}*, 10{n} (200{n})." for n in range(1, 9)
    )
    source = (
        PAPER.format(columns=2)
        + sentences(0, 20)
        + "\n\n#set text(8pt)\n#set par(first-line-indent: 0pt)\n"
        + entries
    )
    (page,) = laid(typeset(source))
    references = [block for block in page.blocks if block.kind is BlockKind.REFERENCE]
    assert [block.lines[0].text.flat[:3] for block in references] == [f"[{n}]" for n in range(1, 9)]


def test_entries_that_hang_are_told_apart(typeset):
    entries = "\n\n".join(
        f"Author{n}, A. and Writer, B. (20{n:02d}) A title that is long enough to go on over the line's end, "
        f"as titles do, and which says what was done. Journal of Tests 1, {n}–{n + 9}."
        for n in range(1, 7)
    )
    source = (
        PAPER.format(columns=1)
        + f"{sentences(0, 30)}\n\n#v(1em)\n#par(first-line-indent: 0pt)[*References*]\n\n"
        f"#set par(first-line-indent: 0pt, hanging-indent: 1.5em)\n{entries}"
    )
    references = [b for page in laid(typeset(source)) for b in page.blocks if b.kind is BlockKind.REFERENCE]
    assert [block.lines[0].text.flat.split(",")[0] for block in references] == [
        f"Author{n}" for n in range(1, 7)
    ]


def numbered_list(count: int) -> str:
    entries = "\n\n".join(
        f"[{n}] A. Author and B. Writer 200{n} J. Tests *{n}* 10{n}" for n in range(1, count + 1)
    )
    return (
        f"#v(1em)\n#par(first-line-indent: 0pt)[*References*]\n\n#set par(first-line-indent: 0pt)\n{entries}"
    )


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("#text(8pt)[© 2024 by the authors. Licensed to be shared under open terms.]", BlockKind.FOOTNOTE),
        (
            "#v(1em)\n*Acknowledgements* We thank those who lent us their furnaces and their time.",
            BlockKind.PARAGRAPH,
        ),
        ("#v(1em)\n*Additional information*", BlockKind.HEADING),
        ("#v(1em)\n_Mater. 30 1803075_", BlockKind.REFERENCE),
    ],
)
def test_what_follows_the_references_is_told_apart(typeset, tail, kind):
    (page,) = laid(typeset(PAPER.format(columns=1) + sentences(0, 12) + numbered_list(6) + "\n\n" + tail))
    blocks = [block for block in page.blocks if block.kind is not BlockKind.FURNITURE]
    assert blocks[-1].kind is kind
    assert sum(block.kind is BlockKind.REFERENCE for block in blocks) == 6 + (kind is BlockKind.REFERENCE)


def test_small_print_that_outnumbers_the_text_makes_no_headings(typeset):
    short = (
        "*2 Results*\n\nThe values lie above those of the earlier work, as they did for all samples of it."
    )
    entries = numbered_list(9) + "\n\n" + sentences(20, 40)
    source = PAPER.format(columns=1) + f"{sentences(0, 30)}\n\n{short}\n\n#set text(7pt)\n{entries}"
    blocks = [block for page in laid(typeset(source)) for block in page.blocks]
    headings = [block.lines[0].text.flat for block in blocks if block.kind is BlockKind.HEADING]
    assert headings == ["2 Results", "References"]


def test_a_last_column_of_one_line_stays_apart(typeset):
    source = PAPER.format(columns=2) + sentences(0, 12) + "\n#colbreak()\nItem 12 ends the paper here."
    (page,) = laid(typeset(source))
    assert items(page.blocks) == list(range(13))


def test_a_displayed_equation_stands_apart_with_its_number(typeset):
    source = '#set math.equation(numbering: "(1)")\n' + PAPER.format(columns=1)
    source += f"{sentences(0, 6)}\n$ sigma = n q mu $\n{sentences(6, 6)}"
    (page,) = laid(typeset(source))
    (equation,) = [block for block in page.blocks if block.kind is BlockKind.EQUATION]
    assert equation.lines[0].text.flat.startswith("σ")
    assert equation.lines[0].text.flat.endswith("(1)")


def test_a_turned_page_is_read_in_its_own_frame(typeset):
    source = (
        "#set page(width: 15cm, height: 15cm, margin: 1cm)\n#rotate(-90deg, reflow: true)[#box(width: 12cm)["
    )
    (page,) = laid(typeset(source + sentences(0, 8) + "]]"))
    assert items(page.blocks) == list(range(8))
    assert {block.angle for block in page.blocks} == {90}


def test_the_look_ahead_is_bounded(typeset):
    (page,) = typeset('#set page(paper: "a4")\n' + sentences(0, 10))
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield replace(page, number=taken)

    layouts = lay_out(endless())
    for seen in range(1, 40):
        assert next(layouts).number == seen
        assert taken <= seen + REACH


def test_nothing_printed_is_lost(typeset):
    pages = typeset(
        FURNISHED + PAPER.format(columns=2) + "\n\n".join(sentences(n, 6) for n in range(0, 60, 6))
    )
    for page, layout in zip(pages, laid(pages), strict=True):
        printed = sorted(char for char in page.glyphs.text.tolist() if char != " ")
        found = [c for b in layout.blocks for line in b.lines for c in line.text.flat if c != " "]
        assert sorted(found) == printed
