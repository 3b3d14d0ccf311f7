"""Records from statements: one fact once, stable names, doubts that lower confidence."""

from extractors.assemble.records import doubt_scans
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
