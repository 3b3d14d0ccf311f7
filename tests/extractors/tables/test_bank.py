"""Typeset tables with known cells: what a person reads is what is read."""

import pytest

from tests.extractors.tables.conftest import Read
from tests.typeset.spec import expected_groups, expected_marks, expected_paths, expected_rows
from tests.typeset.specs import build_bank

NAMES = [spec.name for spec in build_bank() if not spec.evaluate]


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_each_table_of_the_page_is_found_and_nothing_else(bank: Read, name: str) -> None:
    spec, tables = bank[name]
    assert len(tables) == len(spec.parts)


@pytest.mark.parametrize("name", NAMES)
def test_cells_stand_in_their_row_and_column(bank: Read, name: str) -> None:
    spec, tables = bank[name]
    for part, table in zip(spec.parts, tables, strict=True):
        rows = [[_plain(cell.text.flat) for cell in row] for row in table.rows]
        assert rows == expected_rows(part)


@pytest.mark.parametrize("name", NAMES)
def test_head_levels_join_to_paths(bank: Read, name: str) -> None:
    spec, tables = bank[name]
    for part, table in zip(spec.parts, tables, strict=True):
        assert [_plain(path) for path in table.paths] == expected_paths(part)


@pytest.mark.parametrize("name", [name for name in NAMES if "groups" in name or "headings" in name])
def test_sub_headings_group_the_rows_below(bank: Read, name: str) -> None:
    spec, tables = bank[name]
    for part, table in zip(spec.parts, tables, strict=True):
        assert list(table.groups) == expected_groups(part)


@pytest.mark.parametrize("name", [name for name in NAMES if "notes" in name])
def test_notes_bind_to_the_cells_that_carry_their_mark(bank: Read, name: str) -> None:
    spec, tables = bank[name]
    for part, table in zip(spec.parts, tables, strict=True):
        bound = {(c.row, c.column): "".join(c.notes) for row in table.rows for c in row if c.notes}
        assert bound == expected_marks(part)
        assert {note.mark: note.text.flat for note in table.notes} == dict(part.notes)


@pytest.mark.parametrize("name", NAMES)
def test_grids_are_full(bank: Read, name: str) -> None:
    for table in bank[name][1]:
        assert all(len(row) == table.width for row in (*table.header, *table.rows))
        assert len(table.groups) == len(table.rows)
