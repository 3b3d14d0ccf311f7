"""What linking makes of a second reader's pairs: agreement, its own links, mere candidates."""

import pytest

from extractors.entities import find_cell_mentions, find_mentions
from extractors.linking import link_tables, link_text
from extractors.model.document import Cell, Passage, Table
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.pair import CellPair, Pair
from extractors.model.rich import plain_rich

BOX = Box(0, 0, 1, 1)


def link(text, *pairs, extractors=("rules", "cde")):
    """Statements and findings of a sentence; pairs as (material, value, number in S/cm)."""
    passages = [Passage(BlockKind.PARAGRAPH, plain_rich(text), 1, BOX)]

    def find(part):
        return text.index(part), text.index(part) + len(part)

    given = [Pair("ionic_conductivity", find(m), find(v), number, number) for m, v, number in pairs]
    return link_text(passages, find_mentions(passages), {}, [given], extractors)


AGREED = "Li3YCl6 has an ionic conductivity of 0.5 mS cm−1."


@pytest.mark.parametrize(
    ("pair", "extractors"),
    [
        pytest.param(("Li3YCl6", "0.5", 5e-4), ("rules", "cde"), id="same places, same number"),
        pytest.param(("Li3YCl6", "0.5", 5e-3), ("rules",), id="another number: no agreement"),
        pytest.param(("conductivity", "0.5", 5e-4), ("rules",), id="another material: no agreement"),
        pytest.param(("Li3YCl6", "ionic", 5e-4), ("rules",), id="another place of the value: no agreement"),
    ],
)
def test_agreement_is_of_places_and_numbers(pair, extractors):
    (statement,) = link(AGREED, pair).statements
    assert statement.extractors == extractors
    assert not statement.findings


# no pattern of ours chooses between the two
OPEN = (
    "The figure has the ionic conductivity (0.5 mS cm−1) of Li3YCl6, as well as phases (Li3ErCl6) that form."
)


@pytest.mark.parametrize(
    ("text", "material", "stated"),
    [
        pytest.param(OPEN, "Li3YCl6", True, id="a plain subject"),
        pytest.param(
            "The ionic conductivity reaches 0.5 mS cm−1 compared to 0.01 mS cm−1 for pristine Li3YCl6.",
            "Li3YCl6",
            False,
            id="what is compared with",
        ),
        pytest.param(
            "The ionic conductivity reaches 0.5 mS cm−1, due to the interfaces with LiCl particles.",
            "LiCl",
            False,
            id="particles",
        ),
    ],
)
def test_what_it_alone_finds_is_checked(text, material, stated):
    reading = link(text, (material, "0.5", 5e-4))
    own = [s for s in reading.statements if s.extractors == ("cde",)]
    codes = {f.code for f in reading.findings} | {code for s in own for code, _ in s.findings}
    assert (bool(own), "cde.only" in codes) == (stated, True)


def test_alone_it_links_without_the_rules():
    (statement,) = link(AGREED, ("Li3YCl6", "0.5", 5e-4), extractors=("cde",)).statements
    assert statement.extractors == ("cde",)
    assert not link(AGREED, extractors=("cde",)).statements


def test_a_requirement_stays_one():
    reading = link("The conductivity of Li3YCl6 should exceed 0.5 mS cm−1.", ("Li3YCl6", "0.5", 5e-4))
    assert not reading.statements


def make_table(*rows):
    def cells(texts, number):
        return tuple(Cell(plain_rich(text), number, column) for column, text in enumerate(texts))

    body = tuple(cells(texts, number) for number, texts in enumerate(rows[1:]))
    return Table("1", plain_rich(""), (cells(rows[0], 0),), body, rows[0], ("",) * len(body), (), (1,), BOX)


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        pytest.param(
            make_table(("Material", "σ (mS cm−1)"), ("Li3YCl6", "0.5"), ("Li3InCl6", "1.5")),
            (1, 1),
            id="upright",
        ),
        pytest.param(
            make_table(("Property", "Li3YCl6", "Li3InCl6"), ("σ (mS cm−1)", "0.5", "1.5")),
            (0, 2),
            id="turned",
        ),
    ],
)
def test_cells_agree_also_in_a_turned_table(table, cell):
    pair = CellPair("ionic_conductivity", *cell, 1.5e-3, 1.5e-3)
    statements, findings = link_tables([table], {}, find_cell_mentions, [[pair]], ("rules", "cde"))
    assert {s.material: s.extractors for s in statements} == {
        "Li3YCl6": ("rules",),
        "Li3InCl6": ("rules", "cde"),
    }
    assert not findings


def test_a_cell_that_only_it_understands_is_a_candidate():
    table = make_table(("Material", "Remark"), ("Li3YCl6", "0.5"))
    pair = CellPair("ionic_conductivity", 0, 1, 5e-4, 5e-4)
    statements, findings = link_tables([table], {}, find_cell_mentions, [[pair]], ("rules", "cde"))
    assert not statements
    assert [finding.code for finding in findings] == ["cde.only"]
