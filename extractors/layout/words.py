"""Printed lines with words and scripts, cut at wide gaps: segments, of which columns and tables are made."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout.frames import Floats, UprightGlyphs, select_direction
from extractors.layout.runs import ACCENTS, SAME_BASELINE_EM, Runs, glyphs_to_runs
from extractors.model.geometry import Box
from extractors.model.glyphs import PageGlyphs, Rule
from extractors.model.layout import Line, Word
from extractors.model.rich import BASE, SUB, SUP, RichText

# a gap wider than this is a blank; thin spaces of TeX are 0.167 em, kerns and script spaces stay below 0.1 em
SPACE_EM = 0.115
# where the file itself has a blank, less of a gap is enough (tightly justified lines)
FILE_SPACE_EM = 0.03
# a wider gap ends the segment: columns and cells stand further apart, words of justified lines seldom
CUT_EM = 0.95
# baselines of recognised text waver
OCR_BASELINE_EM = 0.3

_ROW = 1.0e5
_ACCENTS = dict(
    zip("\u00af\u02c9\u0305\u203e\u00b4\u0060\u00a8\u02c6\u02dc\u02c7\u00b8\u02da\u02d9\u02d8",
        "\u0304\u0304\u0304\u0304\u0301\u0300\u0308\u0302\u0303\u030c\u0327\u030a\u0307\u0306", strict=True)
)  # fmt: skip
_SMALL_DIGITS = {
    **{char: (digit, SUP) for char, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+−=()n", strict=True)},
    **{char: (digit, SUB) for char, digit in zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+−=()", strict=True)},
}


def find_segments(page: PageGlyphs, angle: int) -> tuple[Line, ...]:
    """The segments of one direction, from top to bottom and left to right in its upright frame.

    Words come from the gaps between glyphs; scripts from size and baseline; a subscript stands before the
    superscript printed above it. Spacing accents over a letter become combining marks behind it, superscript
    digits of Unicode plain digits with their script.
    """
    if not (page.glyphs.angles == angle).any():
        return ()
    glyphs = select_direction(page, angle)
    if not len(glyphs):
        return ()
    runs = glyphs_to_runs(glyphs)
    rows = _number_rows(runs, OCR_BASELINE_EM if page.origin == "ocr" else SAME_BASELINE_EM)
    order = _order_glyphs(runs, rows)
    row = rows[runs.of_glyph[order]]
    gap, em = _measure_gaps(glyphs.boxes[order], row, runs.home[runs.of_glyph[order]])
    cut = gap > CUT_EM * em
    cut |= _cut_at_rules(page.rules, glyphs, order, cut)
    space = _find_spaces(gap, em, glyphs.spaced[order], cut, np.char.isalpha(glyphs.text[order]))
    names = [font.name for font in page.fonts]
    space[1:] &= ~np.isin(order[:-1], runs.initials)
    return _make_lines(page.number, glyphs, runs, order, cut, space, names)


def _number_rows(runs: Runs, tolerance_em: float) -> NDArray[np.intp]:
    """The row of each run: runs whose baselines follow one another closely."""
    by_height = np.argsort(runs.line, kind="stable")
    line, home = runs.line[by_height], runs.home[by_height]
    starts = np.zeros(len(line), np.bool_)
    starts[1:] = np.diff(line) > tolerance_em * np.minimum(home[1:], home[:-1])
    rows = np.empty(len(line), np.intp)
    rows[by_height] = np.cumsum(starts)
    return rows


def _order_glyphs(runs: Runs, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Glyph indices row by row from left to right, a subscript before the superscript over it."""
    order = np.lexsort((runs.x0, rows))
    stacked = np.flatnonzero((runs.scripts[order][:-1] == SUP) & (runs.scripts[order][1:] == SUB))
    for at in stacked.tolist():
        upper, lower = order[at], order[at + 1]
        if rows[upper] == rows[lower] and runs.x0[lower] < (runs.x0[upper] + runs.x1[upper]) / 2:
            order[at], order[at + 1] = lower, upper
    rank = np.empty(len(order), np.intp)
    rank[order] = np.arange(len(order))
    sequence = np.argsort(rank[runs.of_glyph], kind="stable")
    if not runs.seats:
        return sequence
    place = np.empty(len(sequence), np.float64)
    place[sequence] = np.arange(len(sequence))
    for accent, letter in runs.seats.items():
        place[accent] = place[letter] + 0.5
    return np.argsort(place, kind="stable")


def _measure_gaps(boxes: Floats, row: NDArray[np.intp], home: Floats) -> tuple[Floats, Floats]:
    """The blank before each glyph (endless at a row's first) and the em that it is measured in."""
    left = boxes[:, 0].astype(np.float64) + row * _ROW
    right = np.maximum.accumulate(boxes[:, 2].astype(np.float64) + row * _ROW)
    gap = np.full(len(boxes), np.inf, np.float32)
    gap[1:] = np.where(row[1:] == row[:-1], left[1:] - right[:-1], np.inf)
    em = home.copy()
    em[1:] = np.minimum(home[1:], home[:-1])
    return gap, em


def _cut_at_rules(
    rules: tuple[Rule, ...], glyphs: UprightGlyphs, order: NDArray[np.intp], cut: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where an upright rule stands between two glyphs of a row."""
    ruled = np.zeros(len(order), np.bool_)
    boxes, y = glyphs.boxes[order], glyphs.baselines[order]
    for rule in rules:
        box = glyphs.frame.to_upright(rule.box)
        if box.width > box.height or box.height < 6:
            continue
        inside = (y[1:] > box.top) & (y[1:] < box.bottom + 2) & ~cut[1:]
        at_rule = inside & (boxes[:-1, 2] <= box.x1 + 1) & (boxes[1:, 0] >= box.x0 - 1)
        # the edge of a shaded ground runs through words; a rule of a table never does
        if (boxes[1:, 0] - boxes[:-1, 2])[at_rule].min(initial=np.inf) > 0.1 * glyphs.sizes[0]:
            ruled[1:] |= at_rule
    return ruled


def _find_spaces(
    gap: Floats,
    em: Floats,
    spaced: NDArray[np.bool_],
    cut: NDArray[np.bool_],
    letters: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Before which glyphs a word begins; in letterspaced lines the usual gap is not a blank."""
    starts = np.flatnonzero(cut)
    relative = np.where(cut, 0, gap / em)
    wide = np.add.reduceat((relative > 0.07).astype(np.float32), starts)
    count = np.diff(np.append(starts, len(gap)))
    tracking = np.zeros(len(starts), np.float32)
    for at in np.flatnonzero((wide > 0.55 * count) & (count > 3)).tolist():
        if letters[starts[at] : starts[at] + count[at]].mean() < 0.8:
            continue
        tracking[at] = np.median(relative[starts[at] + 1 : starts[at] + count[at]])
    limit = np.where(spaced, FILE_SPACE_EM, SPACE_EM) + np.repeat(tracking, count)
    return (relative > limit) & ~cut


def _make_lines(
    number: int,
    glyphs: UprightGlyphs,
    runs: Runs,
    order: NDArray[np.intp],
    cut: NDArray[np.bool_],
    space: NDArray[np.bool_],
    names: Sequence[str],
) -> tuple[Line, ...]:
    """Lines from ordered glyphs; `source` counts glyphs with each blank repeating its left neighbour."""
    source = np.repeat(np.arange(len(order)), 1 + space)
    blank = np.zeros(len(source), np.bool_)
    blank[np.flatnonzero(space) + np.arange(int(space.sum()))] = True
    source[blank] -= 1
    index = order[source]
    scripts = np.where(blank, BASE, runs.scripts[runs.of_glyph[index]]).astype(np.uint8)
    text = np.where(blank, " ", glyphs.text[index])
    _blanks_inside_scripts(scripts, blank)
    _read_small_digits(text, scripts)
    keep = _combine_accents(text, scripts, glyphs.boxes[index])
    if not keep.all():
        index, source, blank, text, scripts = (
            index[keep],
            source[keep],
            blank[keep],
            text[keep],
            scripts[keep],
        )
    boxes, seen = glyphs.boxes[index], glyphs.seen[index]
    # the end of one segment is the start of the next
    first = np.flatnonzero(cut[source] & ~blank)
    bounds = np.append(first, len(source)).tolist()
    styles, doubtful = glyphs.styles[index], glyphs.doubtful[index]
    pages = np.full(len(source), number, np.int32)
    line_y, home = runs.line[runs.of_glyph[index]], runs.home[runs.of_glyph[index]]
    edges = np.column_stack(
        [
            np.minimum.reduceat(boxes[:, 0], first),
            np.minimum.reduceat(boxes[:, 1], first),
            np.maximum.reduceat(boxes[:, 2], first),
            np.maximum.reduceat(boxes[:, 3], first),
        ]
    ).tolist()
    words = _find_words(blank, first, boxes)
    lines = []
    for at, (start, stop) in enumerate(pairwise(bounds)):
        part = slice(start, stop)
        rich = RichText(
            "".join(text[part].tolist()), scripts[part], styles[part], seen[part], pages[part], doubtful[part]
        )
        size, baseline = _usual(home[part], line_y[part])
        font = names[int(glyphs.fonts[index[start + (stop - start) // 3]])]
        box = Box(*edges[at])
        lines.append(Line(number, glyphs.frame.angle, box, baseline, size, rich, words[at], font))
    return tuple(lines)


def _blanks_inside_scripts(scripts: NDArray[np.uint8], blank: NDArray[np.bool_]) -> None:
    """A blank between two superscripts (or two subscripts) is one as well."""
    at = np.flatnonzero(blank)
    at = at[(at > 0) & (at < len(scripts) - 1)]
    inside = at[scripts[at - 1] == scripts[at + 1]]
    scripts[inside] = scripts[inside - 1]


def _read_small_digits(text: NDArray[np.str_], scripts: NDArray[np.uint8]) -> None:
    codes = np.frombuffer(text.tobytes(), np.uint32)
    small = (codes == 0xB2) | (codes == 0xB3) | (codes == 0xB9) | ((codes >= 0x2070) & (codes < 0x2090))
    for at in np.flatnonzero(small).tolist():
        if text[at] in _SMALL_DIGITS:
            text[at], scripts[at] = _SMALL_DIGITS[text[at]]


def _combine_accents(text: NDArray[np.str_], scripts: NDArray[np.uint8], boxes: Floats) -> NDArray[np.bool_]:
    """Compose accents with the letters that they stand over (in place); False where an accent went into one.

    A letter that Unicode has with its accent becomes that (`Å`), another keeps the mark behind it (`3̄`).
    """
    keep = np.ones(len(text), np.bool_)
    for at in np.flatnonzero(np.isin(text, ACCENTS)).tolist():
        middle = (boxes[at, 0] + boxes[at, 2]) / 2
        for letter in (at - 1, at + 1, at - 2, at + 2):
            if not 0 <= letter < len(text) or not text[letter].isalnum():
                continue
            if boxes[letter, 0] - 0.5 <= middle <= boxes[letter, 2] + 0.5:
                keep[at] = _put_accent(text, scripts, at, letter)
                break
    return keep


def _put_accent(text: NDArray[np.str_], scripts: NDArray[np.uint8], at: int, letter: int) -> bool:
    """Join the accent at `at` with its letter; whether the accent stays a character of its own."""
    mark = _ACCENTS.get(text[at], str(text[at]))
    composed = unicodedata.normalize("NFC", str(text[letter]) + mark)
    if len(composed) == 1:
        text[letter] = composed
        return False
    scripts[at] = scripts[letter]
    if letter > at:
        text[at : letter + 1] = [*text[at + 1 : letter + 1], mark]
    else:
        text[letter + 1 : at + 1] = [mark, *text[letter + 1 : at]]
    return True


def _usual(home: Floats, line: Floats) -> tuple[float, float]:
    """Size and baseline of most of the characters that stand on the line."""
    sizes = home.tolist()
    if sizes[0] == sizes[-1] == sizes[len(sizes) // 2]:
        return sizes[0], float(line[len(sizes) // 2])
    values, counts = np.unique(home, return_counts=True)
    size = float(values[counts.argmax()])
    return size, float(line[home == values[counts.argmax()]][0])


def _find_words(blank: NDArray[np.bool_], first: NDArray[np.intp], boxes: Floats) -> list[tuple[Word, ...]]:
    """The words of each segment, counted from its start."""
    begins = np.zeros(len(blank), np.bool_)
    begins[first] = True
    begins[1:] |= blank[:-1]
    starts = np.flatnonzero(begins)
    # blanks carry the box of the letter before them, so they do not widen a word
    edges = np.column_stack(
        [np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)]
    )
    stops = np.append(starts[1:], len(blank))
    stops = stops - blank[stops - 1]
    home = np.searchsorted(first, starts, side="right") - 1
    offsets = first[home]
    words = tuple(
        map(Word, (starts - offsets).tolist(), (stops - offsets).tolist(), map(Box._make, edges.tolist()))
    )
    bounds = [*np.searchsorted(starts, first).tolist(), len(words)]
    return [words[start:stop] for start, stop in pairwise(bounds)]
