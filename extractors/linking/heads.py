"""What each column of a table holds, told from its head and its cells; and transposed tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.linking.cues import PACKAGE
from extractors.model.document import Cell, Table
from extractors.model.rich import RichText
from extractors.normalise.composition import read_composition
from extractors.normalise.tables import read_rows

MATERIAL_SHARE = 0.5
"""Share of a column's filled cells that must be compositions for it to be the materials' without a word in
its head; lower takes columns of precursors for materials."""


@dataclass(frozen=True, slots=True)
class Head:
    """The role of a column ("material", "property", "temperature", ...), what it names, and its printed
    path.
    """

    role: str
    name: str
    path: str


@cache
def _head_cues() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["role"], row["name"], re.compile(row["pattern"], re.IGNORECASE))
        for row in read_rows("heads.tsv", PACKAGE)
    )


def read_head(path: str) -> Head:
    """The role that a column's head path tells ("" where no cue matches)."""
    for role, name, pattern in _head_cues():
        if pattern.search(path):
            return Head(role, name, path)
    return Head("", "", path)


def read_heads(table: Table) -> tuple[Head, ...]:
    """The role of every column; the column of materials is found by its cells where no head names it."""
    heads = [read_head(path) for path in table.paths]
    if not any(head.role == "material" for head in heads):
        shares = [(_composition_share(table, column), -column) for column in range(len(heads))]
        share, column = max(
            (s for s, head in zip(shares, heads, strict=True) if head.role == ""), default=(0.0, 0)
        )
        if share >= MATERIAL_SHARE:
            heads[-column] = replace(heads[-column], role="material")
        elif heads and heads[0].role == "" and any(head.role == "property" for head in heads):
            # the first column names the samples where nothing else does (labels of the paper's own)
            heads[0] = replace(heads[0], role="material")
    return tuple(heads)


def _composition_share(table: Table, column: int) -> float:
    cells = [row[column].text.flat for row in table.rows if row[column].text.flat.strip()]
    if not cells:
        return 0.0
    return sum(bool(read_composition(cell)) for cell in cells) / len(cells)


def is_transposed(table: Table) -> bool:
    """Whether properties stand down the side and materials along the top."""
    if table.width < 2 or not table.rows:
        return False
    side = [read_head(row[0].text.flat).role for row in table.rows]
    top = [read_head(path).role for path in table.paths[1:]]
    return side.count("property") > 0 and top.count("property") == 0 and "material" not in top


def transpose(table: Table) -> Table:
    """The same table with its first column as head and its heads as first column."""
    paths = (table.paths[0], *(row[0].text.flat for row in table.rows))
    heads = table.header[-1] if table.header else ()
    rows = tuple(
        (_head_cell(heads, column, table), *(row[column] for row in table.rows))
        for column in range(1, table.width)
    )
    return replace(table, paths=paths, rows=rows, groups=("",) * len(rows))


def _head_cell(heads: Sequence[Cell], column: int, table: Table) -> Cell:
    if column < len(heads):
        return heads[column]
    return Cell(table.caption[0:0], 0, column)


def cell_text(cells: Sequence[Cell]) -> str:
    """The cells of a row as one line for people."""
    return " | ".join(cell.text.flat.strip() for cell in cells)


def is_empty(text: RichText) -> bool:
    """An empty cell, or one that holds only a dash."""
    return text.flat.strip() in {"", "-", "–", "—", "−", "n/a", "N/A", "n.a.", "…", "..."}
