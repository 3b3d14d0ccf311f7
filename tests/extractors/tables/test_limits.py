"""Tables too large, too odd or damaged: no hang, no error, doubts as findings."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.model.geometry import Box
from tests.extractors.tables.synthetic import digits, make_line, make_page, read, ruled_page


def _seconds(pages: int) -> float:
    made = [
        ruled_page(50, 4, digits(n), number=n, caption="Table 1. Values" if n == 1 else "Table 1 (continued)")
        for n in range(1, pages + 1)
    ]
    began = time.process_time()
    (table,) = read(made)
    assert len(table.rows) == 50 * pages
    return time.process_time() - began


def test_five_thousand_rows_over_a_hundred_pages_take_time_in_proportion() -> None:
    few, many = _seconds(20), _seconds(100)
    assert many < 15 * few + 0.5


def test_two_hundred_columns_are_read() -> None:
    (table,) = read([ruled_page(20, 200, digits(1))])
    assert (len(table.rows), table.width) == (20, 200)


def test_cells_of_one_character_are_told_apart() -> None:
    (table,) = read([ruled_page(8, 5, lambda i, j: "xyzab"[(i + j) % 5])])
    assert [cell.text.flat for cell in table.rows[0]] == list("xyzab")


def test_overprinted_text_is_a_finding() -> None:
    lines = [make_line("Table 1. Values", 40, 60)]
    lines += [make_line(f"head{j}", 40 + 90 * j, 80) for j in range(3)]
    lines += [make_line(f"{i}.{j}5", 40 + 90 * j, 100 + 12 * i) for i in range(6) for j in range(3)]
    lines.append(make_line("printed over the cell", 130, 124))
    rules = [Box(40, y, 300, y + 0.5) for y in (66, 86, 170)]
    (table,) = read([make_page(lines, rules)])
    assert "tables.overprint" in [finding.code for finding in table.findings]


def test_a_table_cut_off_by_the_page_is_a_finding() -> None:
    (table,) = read([ruled_page(62, 3, digits(3))])
    assert len(table.rows) == 62
    assert "tables.cut_off" in [finding.code for finding in table.findings]


def test_one_column_without_corridors_is_a_finding() -> None:
    lines = [make_line("Table 1. Values", 40, 60)]
    lines += [make_line("a b", 40, 80), *(make_line("wordy words", 40, 100 + 12 * i) for i in range(5))]
    rules = [Box(40, y, 300, y + 0.5) for y in (66, 86, 170)]
    tables = read([make_page(lines, rules)])
    assert all(table.findings for table in tables)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.text("ab1.– ", min_size=1, max_size=9), st.integers(0, 500), st.integers(60, 200)),
        min_size=1,
        max_size=40,
    )
)
def test_any_scatter_of_words_gives_full_grids(scatter: list[tuple[str, int, int]]) -> None:
    lines = [make_line("Table 1. Values", 40, 50)]
    lines += [make_line(text.strip() or "x", x, y) for text, x, y in scatter]
    rules = [Box(40, y, 560, y + 0.5) for y in (56, 90, 205)]
    for table in read([make_page(lines, rules)]):
        assert all(len(row) == table.width for row in (*table.header, *table.rows))


@pytest.mark.parametrize(
    "text", ["Table 2 and show that small amounts matter", "Table 7, listed below", "table 3"]
)
def test_sentences_that_name_a_table_are_no_captions(text: str) -> None:
    lines = [make_line(text, 40, 60)]
    lines += [make_line(f"{i}.{j}", 40 + 90 * j, 80 + 12 * i) for i in range(6) for j in range(3)]
    assert read([make_page(lines)]) == ()
