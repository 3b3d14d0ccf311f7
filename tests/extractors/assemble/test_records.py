"""Records from statements: one fact once, stable names, doubts that lower confidence."""

from dataclasses import replace

from extractors.assemble.records import doubt_scans, is_same_fact, merge_places
from extractors.model.finding import Finding
from tests.extractors.linking.reading import read_records

SENTENCE = "Li3YCl6 shows an ionic conductivity of 0.4 mS cm−1 at 25 °C.[[7]]"


def test_the_same_fact_in_two_paragraphs_is_one_record_with_two_places() -> None:
    (record,) = read_records(SENTENCE, "As said, " + SENTENCE)
    assert len(record.other_places) == 1


def test_the_same_value_from_another_work_is_another_fact() -> None:
    records = read_records(SENTENCE, SENTENCE.replace("[[7]]", "[[8]]"))
    assert [record.refs for record in records] == [("7",), ("8",)]


def test_a_record_has_the_same_name_in_every_run() -> None:
    first, again = read_records(SENTENCE), read_records(SENTENCE)
    assert [record.record_id for record in first] == [record.record_id for record in again]


def test_records_of_scanned_pages_carry_the_doubt_and_half_the_confidence() -> None:
    (record,) = read_records(SENTENCE)
    scan = Finding("reading.read_by_ocr", "the page was read by tesseract", record.place.page)
    (doubted,) = doubt_scans([record], [scan])
    assert doubted.confidence < record.confidence
    assert scan in doubted.findings


def test_other_pages_and_other_doubts_leave_records_as_they_are() -> None:
    (record,) = read_records(SENTENCE)
    elsewhere = Finding("reading.read_by_ocr", "the page was read by tesseract", record.place.page + 1)
    other = Finding("reading.doubtful_glyph", "a glyph in doubt", record.place.page)
    assert doubt_scans([record], [elsewhere, other]) == (record,)


def test_a_family_whose_value_stands_in_a_table_under_one_x_is_that_member() -> None:
    (family,) = read_records("Li3-xY1-xZrxCl6 shows an ionic conductivity of 0.9 mS cm−1.")
    place = replace(family.place, where="table 1 row 2 col 2")
    member = replace(family, composition="Li2.6Y0.6Zr0.4Cl6", place=place)
    assert family.composition is None
    assert is_same_fact(family, member)
    assert merge_places(family, member).composition == "Li2.6Y0.6Zr0.4Cl6"


def test_a_treatment_told_in_other_words_is_the_same_one() -> None:
    (record,) = read_records(SENTENCE)
    annealed, after, milled = (
        replace(record, condition=words)
        for words in ("annealed pellet", "after annealing at 550 °C", "ball milling")
    )
    assert is_same_fact(annealed, after)
    assert not is_same_fact(annealed, milled)
