"""Tables in the manners of publishers: what a person reads is what is read, and no line is lost."""

from collections import Counter
from itertools import chain

import pytest

from extractors.layout import lay_out
from extractors.model.document import Table
from extractors.model.layout import PageLayout
from extractors.reading import open_reading
from extractors.tables import build_tables
from tests.typeset.manners import Manner, build_manners, typeset_manner
from tests.typeset.spec import (
    expected_groups,
    expected_head_marks,
    expected_marks,
    expected_paths,
    expected_rows,
)

Read = tuple[Manner, tuple[PageLayout, ...], tuple[Table, ...]]

# in this one the typeset formulas run into the next cell and are printed over it
DEVELOP = {
    made.name: made for made in build_manners((0,)) if not made.evaluate and made.name != "colour-band-0"
}


@pytest.fixture(scope="session")
def manners() -> dict[str, Read]:
    """What was typeset and what was read, by name, each read when it is first asked for."""
    return {}


@pytest.fixture(params=DEVELOP)
def read(request: pytest.FixtureRequest, manners: dict[str, Read]) -> Read:
    name = request.param
    if name not in manners:
        made = DEVELOP[name]
        with open_reading(typeset_manner(made), ocr=False) as reading:
            pages = tuple(lay_out(reading.pages()))
        manners[name] = made, pages, build_tables(pages)
    return manners[name]


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_cells_and_heads_are_those_that_were_typeset(read: Read) -> None:
    made, _, tables = read
    assert len(tables) == len(made.parts)
    for part, table in zip(made.parts, tables, strict=True):
        assert [[_plain(cell.text.flat) for cell in row] for row in table.rows] == expected_rows(part)
        assert [_plain(path) for path in table.paths] == expected_paths(part)
        assert list(table.groups) == expected_groups(part)


def test_notes_are_bound_to_cells_and_heads(read: Read) -> None:
    made, _, tables = read
    for part, table in zip(made.parts, tables, strict=True):
        bound = {(c.row, c.column): "".join(c.notes) for row in table.rows for c in row if c.notes}
        assert bound == expected_marks(part)
        heads = {(c.column, mark) for row in table.header for c in row if not c.carried for mark in c.notes}
        assert heads == expected_head_marks(part)
        notes = {note.mark: _plain(note.text.flat) for note in table.notes if note.mark}
        assert notes == dict(part.notes)


def test_no_character_of_a_table_is_lost(read: Read) -> None:
    _, pages, tables = read
    if any(len(table.pages) > 1 for table in tables):
        pytest.skip("the head of a continued table is read once")
    printed = Counter(
        char
        for page in pages
        for region in page.tables
        for line in (*region.lines, *region.turned)
        for char in line.text.flat
    )
    kept: Counter[str] = Counter()
    for table in tables:
        for cell in chain(*table.header, *table.rows):
            if not cell.carried:
                kept.update(cell.text.flat + "".join(cell.notes))
        kept.update("".join(dict.fromkeys(table.groups)))
    assert {char: n for char, n in (printed - kept).items() if char.isalnum()} == {}
