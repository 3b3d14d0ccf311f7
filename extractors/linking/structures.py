"""Structures: which composition has which crystal system, space group and structure type."""

import re
from collections.abc import Callable, Iterator, Sequence

from extractors.linking.heads import Head, cell_text
from extractors.linking.performance import unstated
from extractors.linking.rows import Row, refs_of, says_this_work
from extractors.model.record import Place
from extractors.model.rich import RichText
from extractors.model.science import Mention, MentionKind
from extractors.model.statement import Statement

SYSTEM = re.compile(
    r"\b(triclinic|monoclinic|orthorhombic|tetragonal|trigonal|rhombohedral|hexagonal|cubic)\b",
    re.IGNORECASE,
)
SPACE_GROUP = re.compile(
    r"(?<![A-Za-z0-9])([PIFCARB](?:[-−–]?[1-6]\u0304?|[1-6]\u0304|[abcdmn]\u0304?|_|\s?/\s?[abcdmn1-6]){1,7})(?![A-Za-z0-9])"
)
AMORPHOUS = re.compile(r"\b(amorphous)\b", re.IGNORECASE)
TYPE = re.compile(r"([A-Za-z0-9()\-−–]+)[-−– ](?:type|structured|structure\b)")


def is_structure_table(heads: Sequence[Head]) -> bool:
    """A column of structures or space groups, and a column of materials."""
    roles = {head.role for head in heads}
    return "structure" in roles and "material" in roles


def state_structures(row: Row, read_cell: Callable[[RichText], Sequence[Mention]]) -> Iterator[Statement]:
    """One statement for each material that the row names."""
    named = row.cells_of("structure", "structure_type") or row.cells_of("structure", "space_group")
    if not named:
        return
    column, cell = named[0]
    details = tuple(_details(row))
    for _, material in row.cells_of("material"):
        page, box = material.text.places(0, len(material.text))[0]
        for mention in read_cell(material.text):
            composition = mention.composition
            if mention.kind is not MentionKind.COMPOSITION or composition is None:
                continue
            yield Statement(
                property="structure",
                material=composition.material,
                composition=composition,
                quantity=unstated(cell.text.flat.strip()),
                temperature=None,
                kind="",
                origin="measured",
                condition="; ".join(composition.conditions),
                refs=refs_of(row, material),
                this_work=says_this_work(row),
                is_class=False,
                place=Place(page, box, row.table.section, row.where(column), cell_text(row.cells)),
                rule="structure row",
                details=details,
            )


def _details(row: Row) -> Iterator[tuple[str, str]]:
    words = " ".join(cell.text.flat for _, cell in row.cells_of("structure") if cell.text.flat)
    yield from read_structure(words)
    yield from (("packing", cell.text.flat.strip()) for _, cell in row.cells_of("structure", "packing"))


def read_structure(words: str) -> Iterator[tuple[str, str]]:
    """`Trigonal (P3̄m1)`, `UCl3-type`: crystal system, space group in ASCII, structure type as far as
    printed.
    """
    system = SYSTEM.search(words)
    if system:
        yield "crystal_system", system[1].lower()
    groups = [ascii_space_group(match[1]) for match in SPACE_GROUP.finditer(words)]
    if groups:
        yield "space_group", ", ".join(dict.fromkeys(groups))
    kind = TYPE.search(words) or AMORPHOUS.search(words)
    if kind:
        yield "structure_type", kind[1]


def ascii_space_group(printed: str) -> str:
    """`P3̄m1` -> `P-3m1`: the overline becomes a minus before its digit, spaces and underscores go."""
    flat = re.sub(r"([0-9a-z])\u0304", r"-\1", printed)
    return re.sub(r"[\s_]", "", re.sub(r"[−–]", "-", flat))
