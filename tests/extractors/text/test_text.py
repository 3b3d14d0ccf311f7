"""Lines joined, citations lifted, paragraphs whole; every character knows its place."""

import csv
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.text import compare_text
from extractors.layout import lay_out
from extractors.model.layout import BlockKind
from extractors.model.rich import BASE, SUB, SUP, RichText, plain_rich
from extractors.reading import open_reading
from extractors.text import compose_passages
from extractors.text.citations import CitationStyle, lift_citations
from extractors.text.joints import join_lines
from extractors.text.vocabulary import count_words

CASES = Path(__file__).resolve().parents[2] / "cases"
STYLES = {
    "superscript": CitationStyle(bracket=False, author_year=False),
    "bracket": CitationStyle(superscript=False, author_year=False),
    "author_year": CitationStyle(superscript=False, bracket=False),
}


PIECE = re.compile(r"_\{([^}]*)\}|\^\{([^}]*)\}|([^_^]+)")


def rich(marked: str) -> RichText:
    """Text from a string with scripts as `_{}` and `^{}`, every character in the same place."""
    flat, scripts = "", []
    for sub, sup, base in PIECE.findall(marked):
        flat += sub or sup or base
        scripts += [SUB if sub else SUP if sup else BASE] * len(sub or sup or base)
    return replace(plain_rich(flat), scripts=np.array(scripts, np.uint8))


def cases(name: str) -> list[list[str]]:
    rows = csv.reader((CASES / name).read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row and not row[0].startswith("# ")]


@pytest.mark.parametrize(("left", "right", "known", "joined", "reason"), cases("text_joints.tsv"))
def test_lines_are_joined_as_words_and_formulas_ask(left, right, known, joined, reason):
    assert join_lines([rich(left), rich(right)], count_words([known])).marked == joined


@pytest.mark.parametrize(("printed", "lifted", "style", "reason"), cases("text_citations.tsv"))
def test_citations_are_lifted_and_exponents_are_not(printed, lifted, style, reason):
    assert lift_citations(rich(printed), STYLES[style]).marked == lifted


def test_a_lifted_mark_keeps_its_number_and_its_place():
    lifted = lift_citations(rich("shown.^{3–5} Later"), STYLES["superscript"])
    assert lifted.flat == "shown. Later"
    (mark,) = lifted.citations
    assert (mark.position, mark.printed, mark.keys) == (6, "3–5", ("3", "4", "5"))


def composed(pages):
    return list(compose_passages(lay_out(iter(pages))))


PAPER = """#set page(paper: "a4", margin: 2cm, columns: 2)
#set par(justify: true, first-line-indent: 1em, spacing: 0.6em, leading: 0.55em)
#set text(font: "Libertinus Serif", size: 9pt)
"""
LONG = (
    "This paragraph goes on for so long that it does not fit the column and has to be continued in the next, "
    "where nothing tells of it but that its first line is not set in and that the sentence had not come to "
    "its end. "
)


def test_paragraphs_are_whole_over_columns_pages_and_floats(typeset):
    paragraphs = [" ".join([f"Start {n}."] + [LONG.strip()] * (3 + n % 4)) for n in range(24)]
    figure = (
        "#figure(rect(width: 100%, height: 3cm))\n#par(first-line-indent: 0pt)[#text(8pt)[*Fig. 1* A box "
        "that stands "
        "between the paragraphs.]]\n\n"
    )
    source = PAPER + "\n\n".join(paragraphs[:7]) + "\n\n" + figure + "\n\n".join(paragraphs[7:])
    pages = typeset(source)
    assert len(pages) > 1
    found = [p.text.flat for p in composed(pages) if p.kind is BlockKind.PARAGRAPH]
    assert found == paragraphs


def test_a_figure_within_a_paragraph_follows_it(typeset):
    figure = "#place(top, float: true)[#rect(width: 100%, height: 3cm) #text(8pt)[*Fig. 1* A box.]]"
    source = PAPER + figure + "\n\n".join([LONG * 6] * 6)
    kinds = [p.kind for p in composed(typeset(source)) if p.kind is not BlockKind.FURNITURE]
    assert kinds.count(BlockKind.CAPTION) == 1
    assert kinds.count(BlockKind.PARAGRAPH) == 6


def test_passages_know_their_section(typeset):
    source = PAPER + f"*1. First things*\n\n{LONG}\n\n#v(1em)\n*1.1. Second things*\n\n{LONG}\n\n"
    passages = composed(typeset(source))
    assert [p.section for p in passages if p.kind is BlockKind.PARAGRAPH] == ["1", "1.1"]


FILES = (
    "review", "hornsveld-rsc-advances", "adaptive-kmc-rsc", "nasicon-natcommun-2022", "mgse-natcommun-2017",
    "garnet-lattice-gas-rsos", "nasicon-batteries-mdpi", "fast-ion-conduction-philtrans",
    "energy-materials-npj-2019",
)  # fmt: skip


@pytest.fixture(scope="session")
def read_pages(corpus):
    kept = {}

    def read(name):
        if name not in kept:
            data = (corpus / f"{name}.pdf").read_bytes()
            kept[name] = list(open_reading(data, file_name=name).pages())
        return kept[name]

    return read


@pytest.mark.parametrize("name", FILES)
def test_every_character_of_a_passage_lies_on_a_glyph_that_prints_it(read_pages, name):
    pages = {page.number: page.glyphs for page in read_pages(name)}
    missed = total = 0
    for passage in composed(read_pages(name)):
        text = passage.text
        for number in np.unique(text.pages).tolist():
            own = text.pages == number
            chars = np.array(list(text.flat))[own]
            boxes = text.boxes[own]
            printed = {
                (c, *b)
                for c, b in zip(pages[number].text.tolist(), pages[number].boxes.tolist(), strict=True)
            }
            plain = [
                (c, *b)
                for c, b in zip(chars.tolist(), boxes.tolist(), strict=True)
                if c.isascii() and c.isalnum()
            ]
            total += len(plain)
            missed += sum(each not in printed for each in plain)
    assert total > 5000
    # superscript digits and mathematical letters of Unicode are read as plain ones
    assert missed < 0.002 * total


@pytest.mark.parametrize("name", FILES)
def test_passages_hold_no_furniture_and_come_in_order(read_pages, name):
    passages = composed(read_pages(name))
    paragraphs = [p for p in passages if p.kind is BlockKind.PARAGRAPH and len(p.text.flat) > 300]
    assert len(paragraphs) > 10
    assert all(a.page <= b.page for a, b in pairwise(paragraphs))
    assert not any("Downloaded " in p.text.flat for p in paragraphs)


def test_the_review_reads_as_its_truth(read_pages, corpus):
    truth = json.loads((corpus / "review-truth.json").read_text("utf-8"))
    figures = compare_text(read_pages("review"), truth, 0)
    assert figures["paragraphs exact, flat"] >= 0.97
    assert figures["paragraphs exact, marked"] >= 0.95
    assert figures["paragraphs in order"] == 1
    assert figures["furniture in paragraphs"] == 0
    assert figures["headings of 20"] == 20
    assert figures["captions of 13, marked"] == 13
    assert figures["citation marks found"] >= 0.98
    assert figures["citation marks right"] >= 0.98


def test_reading_again_gives_the_same_text(typeset):
    pages = typeset(PAPER + LONG * 30)
    twice = [[(p.kind, p.text.marked) for p in composed([replace(page) for page in pages])] for _ in range(2)]
    assert twice[0] == twice[1]
