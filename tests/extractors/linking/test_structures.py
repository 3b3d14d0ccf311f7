"""Structures that sentences and tables give to compositions."""

import pytest

from extractors.entities import find_cell_mentions, find_mentions
from extractors.linking import link_tables, link_text
from extractors.model.document import Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.statement import Statement
from tests.extractors.linking.reading import lift_marks
from tests.extractors.linking.tables import build_table


def read(text: str) -> list[Statement]:
    passages = (Passage(BlockKind.PARAGRAPH, lift_marks(text), 1, Box(0, 0, 1, 1), section="1"),)
    statements = link_text(passages, find_mentions(passages), {}).statements
    return [statement for statement in statements if statement.property == "structure"]


def summarise(statements: list[Statement]) -> set[tuple[str, str, str]]:
    """Composition (else material) with each detail."""
    return {
        ((s.composition.formula if s.composition else "") or s.material, name, value)
        for s in statements
        for name, value in s.details
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Monoclinic Na3InCl6 differs from Li3ErCl6, which crystallises in a trigonal cell.",
            {("Na3InCl6", "crystal_system", "monoclinic"), ("Li3ErCl6", "crystal_system", "trigonal")},
        ),
        (
            "Li3TbCl6 crystallises in a trigonal cell (P3̄m1) on a hexagonal packing of anions.",
            {
                ("Li3TbCl6", "crystal_system", "trigonal"),
                ("Li3TbCl6", "space_group", "P-3m1"),
                ("Li3TbCl6", "packing", "hexagonal"),
            },
        ),
        (
            "Argyrodites Li6PS5X (X = Cl, Br) are soft.",
            {("Li6PS5X (X = Cl, Br)", "structure_type", "argyrodite")},
        ),
        (
            "Known amorphous compounds include LiTaCl6, and clay-like systems such as 3LiCl-GaF3.",
            {("LiTaCl6", "structure_type", "amorphous"), ("Li3GaCl3F3", "structure_type", "amorphous")},
        ),
        (
            "Li2.2Zr1.1Cl5.4O0.6 is prepared by doping that causes a change from cubic to trigonal.",
            {("Li2.2Zr1.1Cl5.4O0.6", "crystal_system", "trigonal")},
        ),
        (
            "Li3ErBr6 was milled. On heating it transforms into the monoclinic phase.",
            {("Li3ErBr6", "crystal_system", "monoclinic")},
        ),
        (
            "Li3ErCl6 was milled. The substitution induces a transformation from trigonal to orthorhombic.",
            set(),
        ),
        ("A hexagonal packing of anions is known.", set()),
    ],
)
def test_a_structure_is_given_to_what_has_it(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert summarise(read(text)) == expected


def test_what_a_replacement_leads_to_has_no_composition_of_the_parent() -> None:
    first, second = read(
        "The replacement of Yb3+ by Zr4+ in Li3YbCl6 leads to a transition from the orthorhombic to the "
        "monoclinic phase."
    )
    assert dict(first.details) == {"crystal_system": "orthorhombic"}
    assert first.composition is not None
    assert first.composition.formula == "Li3YbCl6"
    assert dict(second.details) == {"crystal_system": "monoclinic"}
    assert second.composition is not None
    assert second.composition.formula == ""


def test_a_row_names_system_space_group_type_and_packing() -> None:
    table = build_table(
        {
            "caption": "Structures",
            "head": ["Framework | Crystal structure | Packing | Compounds"],
            "rows": [
                "Anionic | Cubic spinel (Fd3̄m) | ccp | Li2MgCl4, Li2CdCl4",
                "Amorphous | — | — | Li/NaTaCl6",
            ],
        }
    )
    statements = link_tables([table], {}, find_cell_mentions)[0]
    named = {s.composition.formula: dict(s.details) for s in statements if s.composition}
    spinel = {"crystal_system": "cubic", "space_group": "Fd-3m", "structure_type": "spinel", "packing": "ccp"}
    glass = {"structure_type": "amorphous"}
    assert named["Li2MgCl4"] == named["Li2CdCl4"] == spinel
    assert {k: v.lower() for k, v in named["LiTaCl6"].items()} == glass
    assert {k: v.lower() for k, v in named["NaTaCl6"].items()} == glass
