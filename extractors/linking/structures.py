"""Structures: which composition has which crystal system, space group and structure type."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from extractors.linking.heads import Head, cell_text
from extractors.linking.performance import unstated
from extractors.linking.rows import Row, refs_of, says_this_work
from extractors.linking.values import split_alkali
from extractors.model.document import Cell
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
PACKING = {
    "ccp",
    "hcp",
    "bcc",
    "fcc",
    "crystalline",
    "isostructural",
    "layered",
    "glass",
    "glassy",
    "viscoelastic glass",
    "clay-like",
    "zeolite-like",
    "glass-ceramic",
    "ccp anion sublattice",
    "hcp anion sublattice",
}
"""Words of packing or texture: no structure of a named composition by themselves."""
AMORPHOUS = re.compile(r"\b(amorphous)\b", re.IGNORECASE)
TYPE = re.compile(r"([A-Za-z0-9()\-−–]+)[-−– ](?:type|structured|structure\b)")


def is_structure_table(heads: Sequence[Head]) -> bool:
    """A column of structures or space groups, and a column of materials."""
    roles = {head.role for head in heads}
    return "structure" in roles and "material" in roles


def state_structures(row: Row, read_cell: Callable[[RichText], Sequence[Mention]]) -> Iterator[Statement]:
    """One statement for each material that the row names."""
    column, cell = _naming_cell(row, read_cell)
    if cell is None:
        return
    details = tuple(_details(row, cell, read_cell))
    for _, material in row.cells_of("material"):
        page, box = material.text.places(0, len(material.text))[0]
        named = [m.composition for m in read_cell(material.text) if m.kind is MentionKind.COMPOSITION]
        for composition in chain.from_iterable(split_alkali(c) for c in named if c is not None):
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


def _naming_cell(row: Row, read_cell: Callable[[RichText], Sequence[Mention]]) -> tuple[int, Cell | None]:
    """The cell that names the structure; where its column holds a dash, a cell of no other role that does.

    "Amorphous | — | — | LiAlCl2.5O0.75": what has no lattice is told by its group, in the first column.
    """
    named = row.cells_of("structure", "structure_type") or row.cells_of("structure", "space_group")
    if not named:
        named = [
            (column, cell)
            for column, cell in row.cells_of("")
            if any(m.kind is MentionKind.STRUCTURE for m in read_cell(cell.text))
        ]
    return named[0] if named else (0, None)


def _details(
    row: Row, naming: Cell, read_cell: Callable[[RichText], Sequence[Mention]]
) -> Iterator[tuple[str, str]]:
    cells = [cell for _, cell in row.cells_of("structure")]
    words = " ".join(cell.text.flat for cell in (cells or [naming]))
    said = dict(read_structure(words))
    yield from said.items()
    if "structure_type" not in said:
        yield from (("structure_type", name) for name in _named_type(naming, read_cell))
    yield from (("packing", cell.text.flat.strip()) for _, cell in row.cells_of("structure", "packing"))


def _named_type(cell: Cell, read_cell: Callable[[RichText], Sequence[Mention]]) -> list[str]:
    """`Cubic spinel (Fd3̄m)`: the type beside the crystal system."""
    words = [m.value for m in read_cell(cell.text) if m.kind is MentionKind.STRUCTURE]
    types = (SYSTEM.sub("", word).strip() for word in words if not SPACE_GROUP.fullmatch(word))
    return [name for name in types if name and name not in PACKING][:1]


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
