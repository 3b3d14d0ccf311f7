"""Citations in words, and marks that the list does not know."""

import pytest

from extractors.model.geometry import Box
from extractors.model.rich import CitationMark, plain_rich
from extractors.references import check_marks, find_text_citations, know_references
from tests.extractors.references.built import read_list

NUMBERED = read_list([f"{i} A. Lind and B. Falk, Nature, 19{80 + i}, {i}, 233." for i in range(1, 30)])
DATED = read_list(
    [
        "Lind, A., Falk, B., Moser, C., 2019. Slow ions. Nature 2, 1–2.",
        "Güdel, H., Roe, D., 2018. Fast ions. Nature 3, 1–2.",
        "Poe, E., 2017. First ions. Nature 4, 1–2.",
        "Poe, E., 2017. Second ions. Nature 5, 1–2.",
    ]
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("as in ref. 17 and elsewhere", ["17"]),
        ("see refs 3 and 4.", ["3", "4"]),
        ("Refs. [5,7–9]", ["5", "7", "8", "9"]),
        ("of reference 12, too", ["12"]),
        ("the reference 300 K value", []),
        ("with reference to 5 samples", []),
        ("ref. 99", []),
    ],
)
def test_numbers_in_words(text: str, keys: list[str]):
    assert [
        key for mark in find_text_citations(plain_rich(text), know_references(NUMBERED)) for key in mark.keys
    ] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("it is slow (Lind et al., 2019).", ["lind2019"]),
        ("Lind et al. (2019) say", ["lind2019"]),
        ("it is fast (Güdel and Roe, 2018; Lind et al. 2019)", ["gudel2018", "lind2019"]),
        ("(Güdel & Poe, 2018)", []),
        ("(Poe, 2017a,b)", ["poe2017a", "poe2017b"]),
        ("(Poe, 2017)", []),
        ("In March 2019 we", []),
    ],
)
def test_authors_and_years(text: str, keys: list[str]):
    assert [
        key for mark in find_text_citations(plain_rich(text), know_references(DATED)) for key in mark.keys
    ] == keys


def test_the_position_is_behind_the_words():
    (mark,) = find_text_citations(plain_rich("shown in ref. 17, later"), know_references(NUMBERED))
    assert (mark.position, mark.printed) == (len("shown in ref. 17"), "ref. 17")


def mark_of(*keys: str) -> CitationMark:
    return CitationMark(3, ",".join(keys), keys, 1, Box(0, 0, 1, 1))


def test_marks_that_the_list_does_not_have_are_no_citations():
    kept, findings = check_marks(
        [mark_of("3"), mark_of("3", "400"), mark_of("400")], know_references(NUMBERED)
    )
    assert [mark.keys for mark in kept] == [("3",), ("3",)]
    assert [finding.code for finding in findings] == ["references.unknown_mark"] * 2


def test_a_number_stands_for_all_its_works_and_a_name_for_its_key():
    lettered = read_list(
        [
            "1 (a) A. Lind, Nature, 1990, 39, 233; (b) B. Falk, Nature, 2001, 414, 359.",
            "2 C. Moser, Nature, 2002, 1, 2.",
        ]
    )
    kept, findings = check_marks([mark_of("1"), mark_of("1b")], know_references(lettered))
    assert [mark.keys for mark in kept] == [("1a", "1b"), ("1b",)]
    kept, findings = check_marks([mark_of("güdel2018")], know_references(DATED))
    assert [mark.keys for mark in kept] == [("gudel2018",)]
    assert not findings


def test_a_number_of_several_chapters_is_not_known():
    entries = [f"{i} A. Lind, Nature, 19{80 + i}, {i}, 233." for i in range(1, 9)]
    kept, findings = check_marks([mark_of("2")], know_references(read_list([*entries, *entries])))
    assert not kept
    assert len(findings) == 1


def test_without_a_list_marks_stay():
    assert check_marks([mark_of("2")], know_references(())) == ((mark_of("2"),), ())
