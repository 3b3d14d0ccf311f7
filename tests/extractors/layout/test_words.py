"""Words, lines and scripts come from where glyphs stand, not from the file's blanks."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extractors.layout.frames import shift_drawn_scripts
from extractors.layout.words import find_segments
from extractors.model.glyphs import Glyphs, PageGlyphs

CASES = Path(__file__).resolve().parents[2] / "cases" / "layout_scripts.tsv"


def script_cases():
    rows = csv.reader(CASES.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row and not row[0].startswith("# ")]


def without_blanks(page: PageGlyphs) -> PageGlyphs:
    glyphs = page.glyphs
    keep = glyphs.text != " "
    arrays = (
        glyphs.text,
        glyphs.given,
        glyphs.boxes,
        glyphs.origins,
        glyphs.sizes,
        glyphs.angles,
        glyphs.fonts,
    )
    return replace(page, glyphs=Glyphs(*(array[keep] for array in arrays), glyphs.repaired[keep]))


@pytest.mark.parametrize(("source", "marked", "reason"), script_cases())
def test_scripts_are_read_relative_to_their_line(typeset, source, marked, reason):
    (page,) = typeset(f'#set text(font: "Libertinus Serif", size: 10pt)\n{source}')
    assert " ".join(line.text.marked for line in find_segments(page, 0)) == marked


@pytest.mark.parametrize("size", [5, 8, 11, 24])
def test_words_do_not_need_the_blanks_of_the_file(typeset, size):
    (page,) = typeset(
        f'#set par(justify: true)\n#set text(font: "New Computer Modern", size: {size}pt)\n'
        "The quick brown fox, of all foxes, jumps over AV To Wa (very) lazy dogs; it is in fact so."
    )
    assert (page.glyphs.text == " ").any()
    texts = [line.text.flat for line in find_segments(without_blanks(page), 0)]
    assert " ".join(texts) == (
        "The quick brown fox, of all foxes, jumps over AV To Wa (very) lazy dogs; it is in fact so."
    )


def test_a_wide_gap_ends_a_segment_and_a_word_space_does_not(typeset):
    (page,) = typeset("#table(columns: 3, stroke: none, column-gutter: 2em)[Na3PS4][0.2 mS][25 °C]")
    assert [line.text.flat for line in find_segments(page, 0)] == ["Na3PS4", "0.2 mS", "25 °C"]


def test_words_know_their_place_in_the_line(typeset):
    (page,) = typeset("Two words and #super[one] more")
    (line,) = find_segments(page, 0)
    assert [line.text.flat[word.start : word.stop] for word in line.words] == line.text.flat.split()
    assert all(a.box.x1 < b.box.x0 for a, b in zip(line.words, line.words[1:], strict=False))


@pytest.mark.parametrize("angle", [90, 270])
def test_turned_text_reads_from_left_to_right_in_its_frame(typeset, angle):
    (page,) = typeset(f"#rotate({-angle}deg, reflow: true)[Turned words Li#sub[3]]")
    (line,) = find_segments(page, angle)
    assert line.text.marked == "Turned words Li_{3}"
    assert line.box.width > 3 * line.box.height


def test_figures_that_the_font_draws_as_scripts_are_shifted():
    text = np.array(list("P6l3−2"), "<U1")
    # a capital, a figure below the line, a letter, an old-style figure, a raised minus, a raised figure
    low = [0.0, -0.13, 0.0, -0.22, 0.52, 0.32]
    high = [0.65, 0.27, 0.70, 0.43, 0.57, 0.72]
    ink = np.array([low, high], np.float32).T
    lines, sizes = np.full(6, 100, np.float32), np.full(6, 10, np.float32)
    moved, scaled = shift_drawn_scripts(text, ink, lines, sizes)
    assert (np.sign(moved - lines) == [0, 1, 0, 0, -1, -1]).all()
    assert (scaled < sizes).tolist() == [False, True, False, False, True, True]


def test_what_could_not_be_read_is_shown_as_such_and_doubtful(typeset):
    (page,) = typeset("10x3 S")
    glyphs = page.glyphs
    damaged = replace(page, glyphs=replace(glyphs, text=np.where(glyphs.text == "x", "\x01", glyphs.text)))
    (line,) = find_segments(damaged, 0)
    assert line.text.flat == "10\ufffd3 S"
    assert line.text.doubtful.tolist() == [False, False, True, False, False, False]
