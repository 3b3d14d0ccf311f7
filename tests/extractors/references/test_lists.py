"""Lists are split into entries, whatever their numbers look like."""

import pytest

from extractors.model.geometry import Box
from extractors.model.glyphs import Link
from extractors.model.layout import Block, BlockKind, PageLayout
from extractors.references import parse_references
from tests.extractors.references.built import STEP, build_line, build_page, read_list

ENTRIES = (
    "A. Lind, Solid State Ionics, 1990, 39, 233.",
    "B. Falk and C. Moser, J. Power Sources, 2015, 273, 1056.",
    "D. Roe, Nature, 2001, 414, 359.",
    "E. Poe, Science, 2011, 334, 928.",
)


@pytest.mark.parametrize("label", ["{} ", "{}. ", "[{}] ", "({}) ", "{}) ", "[{}]"])
def test_numbers_in_any_dress(label: str):
    found = read_list([label.format(i) + entry for i, entry in enumerate(ENTRIES, 1)])
    assert [reference.key for reference in found] == ["1", "2", "3", "4"]
    assert [reference.text for reference in found] == list(ENTRIES)


def test_raised_numbers():
    lines = [build_line(f"{i}{entry}", 50, 50 + STEP * i, raised=1) for i, entry in enumerate(ENTRIES, 1)]
    assert [r.number for r in parse_references([build_page(lines)])] == [1, 2, 3, 4]


def test_a_volume_or_year_that_begins_a_line_is_no_entry():
    found = read_list(
        [
            "1 A. Lind, Solid State Ionics, 1990,",
            "39, 233.",
            "2 B. Falk, Journal of Things,",
            "2015 3 A is no number of ours, 273, 1056.",
            "3 D. Roe, Nature, 2001, 414, 359.",
        ]
    )
    assert [r.number for r in found] == [1, 2, 3]
    assert (found[0].volume, found[0].first_page) == ("39", "233")


def test_numbers_in_a_column_of_their_own():
    lines = []
    for i, entry in enumerate(ENTRIES, 1):
        lines += [build_line(f"{i}.", 40, 50 + STEP * i), build_line(entry, 60, 50 + STEP * i)]
    assert [r.text for r in parse_references([build_page(lines)])] == list(ENTRIES)


def test_a_number_that_was_taken_for_a_page_number_comes_back():
    lines = [
        build_line(("" if i == 3 else f"{i} ") + entry, 60 if i == 3 else 50, 50 + STEP * i)
        for i, entry in enumerate(ENTRIES, 1)
    ]
    page = build_page(lines, loose=[build_line("3", 50, 50 + STEP * 3)])
    assert [r.number for r in parse_references([page])] == [1, 2, 3, 4]


def test_an_entry_goes_on_over_columns_and_pages():
    first = build_page([build_line("1 A. Lind, Solid State", 50, 700), build_line("Ionics, 1990,", 300, 50)])
    second = build_page(
        [build_line("39, 233.", 50, 50, 2), build_line("2 D. Roe, Nature, 2001, 414, 359.", 50, 62, 2)], 2
    )
    found = parse_references([first, second])
    assert [(r.journal, r.volume, r.page) for r in found] == [
        ("Solid State Ionics", "39", 1),
        ("Nature", "414", 2),
    ]


def test_several_works_under_one_number():
    found = read_list(
        [
            "1 (a) A. Lind, Solid State Ionics, 1990, 39, 233; (b) B. Falk, Nature,",
            "2001, 414, 359.",
            "2 D. Roe, Chem. Rev., 2016, 116, 140; E. Poe, Science, 2011, 334, 928.",
        ]
    )
    assert [(r.key, r.number, r.journal) for r in found] == [
        ("1a", 1, "Solid State Ionics"),
        ("1b", 1, "Nature"),
        ("2a", 2, "Chem. Rev."),
        ("2b", 2, "Science"),
    ]


def test_letters_with_one_bracket():
    found = read_list(
        [
            "[1] a) A. Lind, Nature 1990, 39, 233; b) B. Falk, Nature",
            "2001, 414, 359; c) C. Moser, Nature 2002, 1, 2.",
            "[2] D. Roe, Chem. Rev. 2016, 116, 140.",
            "[3] a) E. Poe, Nature 2003, 3, 4. b) F. Zahn, Nature 2004, 5, 6.",
        ]
    )
    assert [(r.key, r.volume) for r in found] == [
        ("1a", "39"),
        ("1b", "414"),
        ("1c", "1"),
        ("2", "116"),
        ("3a", "3"),
        ("3b", "5"),
    ]


def test_a_note_among_references_is_an_entry():
    found = read_list(
        [
            "1 A. Lind, Nature, 1990, 39, 233.",
            "2 The films were dried in vacuum.",
            "3 D. Roe, Nature, 2001, 414, 359.",
        ]
    )
    assert [(r.key, r.kind) for r in found] == [("1", "article"), ("2", "note"), ("3", "article")]


def test_lists_per_chapter_have_keys_of_their_own():
    entries = [f"{i} A. Lind, Nature, 19{80 + i}, {i}, 233." for i in range(1, 9)]
    found = read_list([*entries, *entries])
    assert [r.key for r in found] == [*"12345678", *(f"2:{i}" for i in range(1, 9))]


def test_a_number_that_is_missing_is_a_finding():
    found = read_list([f"{i} A. Lind, Nature, 1990, {i}, 233." for i in (1, 2, 4, 5)])
    assert [r.number for r in found if r.findings] == [4]


def test_author_year_list_with_hanging_indents():
    found = read_list(
        [
            ("Falk, B., Moser, C., 2015. Survey of transport in", 50),
            ("solids. J. Power Sources 273, 1056–1064.", 62),
            ("Güdel, H., 1990. Slow ions. Solid State Ionics 39,", 50),
            ("233–244.", 62),
            ("Güdel, H., 1990. Fast ions. Solid State Ionics 40, 1–4.", 50),
            ("Roe, D., 2001. Issues. Nature 414, 359–367.", 50),
        ]
    )
    assert [r.key for r in found] == ["falk2015", "gudel1990a", "gudel1990b", "roe2001"]
    assert found[1].volume == "39"


def test_author_year_list_without_indents():
    found = read_list(
        [
            "Falk, B., Moser, C., 2015. Survey of transport in",
            "solids. J. Power Sources 273, 1056–1064.",
            "Roe, D., 2001. Issues. Nature 414, 359–367.",
            "Zahn, E., 2002. More issues. Nature 415, 1–2.",
        ]
    )
    assert [r.key for r in found] == ["falk2015", "roe2001", "zahn2002"]


def test_words_are_mended_at_line_ends():
    found = read_list(
        [
            "1 A. Lind, B. Zeis-",
            "berg, Solid-state electro-",
            "lytes for electro-",
            "lytes, J. Power Sources 2 (2015) 10–",
            "64. https://doi.org/10.1016/j.jpow",
            "sour.2014.09.137",
        ]
    )
    assert found[0].authors == ("A. Lind", "B. Zeisberg")
    assert found[0].title == "Solid-state electrolytes for electrolytes"
    assert (found[0].last_page, found[0].doi) == ("64", "10.1016/j.jpowsour.2014.09.137")


def test_what_follows_the_list_is_not_in_it():
    found = read_list(
        [
            *(f"{i} A. Lind, Nature, 1990, {i}, 233." for i in (1, 2, 3)),
            "Publisher’s note Nobody stays neutral in 2020.",
        ]
    )
    assert found[-1].text == "A. Lind, Nature, 1990, 3, 233."


def test_a_link_over_an_entry_gives_its_doi():
    lines = [build_line(f"{i} {entry}", 50, 50 + STEP * i) for i, entry in enumerate(ENTRIES, 1)]
    over = Link(Box(120, 63, 160, 71), "https://doi.org/10.1016%2F0167-2738(90)90401-8")
    found = parse_references([build_page(lines, links=(over,))])
    assert [r.doi for r in found] == ["10.1016/0167-2738(90)90401-8", "", "", ""]


def test_a_list_without_a_heading_is_found():
    text = [build_line("We thank all who helped us to see the ions move.", 50, 50)]
    lines = [build_line(f"[{i}] {entry}", 50, 100 + STEP * i) for i, entry in enumerate(ENTRIES, 1)]
    blocks = [Block(BlockKind.PARAGRAPH, 1, line.box, (line,)) for line in (*text, *lines)]
    found = parse_references([PageLayout(1, 600, 800, tuple(blocks))])
    assert [r.text for r in found] == list(ENTRIES)


def test_numbered_steps_are_no_references():
    steps = [
        "1. Mix the salts.",
        "2. Mill them for 20 h.",
        "3. Press a pellet.",
        "4. Heat it at 500 K.",
        "5. Wait.",
    ]
    blocks = [
        Block(BlockKind.PARAGRAPH, 1, (line := build_line(step, 50, 50 + STEP * i)).box, (line,))
        for i, step in enumerate(steps)
    ]
    assert parse_references([PageLayout(1, 600, 800, tuple(blocks))]) == ()


def test_a_list_goes_on_behind_a_line_that_looks_like_a_heading():
    lines = [build_line(f"[{i}] {entry}", 50, 50 + 2 * STEP * i) for i, entry in enumerate(ENTRIES, 1)]
    odd = build_line("Mater. 30 1803075", 60, 50 + 5 * STEP)
    kinds = [
        BlockKind.REFERENCE,
        BlockKind.REFERENCE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    order = [*lines[:2], odd, *lines[2:]]
    blocks = [Block(kind, 1, line.box, (line,)) for kind, line in zip(kinds, order, strict=True)]
    found = parse_references([PageLayout(1, 600, 800, tuple(blocks))])
    assert [r.number for r in found] == [1, 2, 3, 4]
    assert found[1].text.endswith("Mater. 30 1803075")


def test_no_list_gives_no_references():
    assert parse_references([]) == ()
