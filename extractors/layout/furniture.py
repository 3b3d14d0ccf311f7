"""Running heads, page numbers, side lines, stamps and line numbers, by repetition and position."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout.floats import match_float
from extractors.model.geometry import Box, Frame, union_box
from extractors.model.layout import Line

# the outer strips of a page in which what repeats is furniture, as shares of its height and width
EDGE_SHARE = 0.13
SIDE_SHARE = 0.09
# what stands so near to the paper's edge is furniture even if it stands on one page only
BRINK_SHARE = 0.05
# the same for small print
SMALL_BRINK_SHARE = 0.062
# pages looked at on either side for repetitions; even and odd pages differ, so two at least
REACH = 6
# the same line may stand a little higher or lower on another page
DRIFT_PT = 9.0
# so many numbers one under another in the margin are line numbers
LEAST_LINE_NUMBERS = 8
# this share of them stands beside running text; a table's column of numbers stands beside cells
BESIDE_TEXT = 0.3
# lines with more characters are running text
LONG_LINE = 25
# so many bare numbers side by side, or in one margin, are cells of a table: a page bears one number
MANY_NUMBERS = 3

_LEADER = re.compile(r"([.·_\-–—])(?:\s?\1){7,}")
# a sentence at the brink that stands on no other page is a note
_SENTENCE = re.compile(r"\W*[A-Z\d](?:\S*\s+){7,}\S+[.]")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_BARE = re.compile(r"[\W\d_]+")
_PAGE_NUMBER = re.compile(r"\W*(?:[A-Z]?-?\d{1,6}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,5})?\W*")


@dataclass(frozen=True, slots=True)
class Trace:
    """A line at a page's edge, or a bare number, its digits masked, as it is compared with other pages."""

    text: str
    page: int
    x: float
    y: float
    width: float
    right: float = 0.0
    counted: bool = False
    """Whether it is a bare number that runs in the page's direction."""
    at_edge: bool = True


def find_traces(lines: Iterable[Line], frame_size: tuple[float, float], page: int) -> tuple[Trace, ...]:
    """The lines of the page's edges, in page coordinates."""
    traces = []
    for line in lines:
        box = Frame(line.angle, *frame_size).to_page(line.box)
        counted = not line.angle and line.text.flat.isdigit() and len(line.text.flat) < 5
        at_edge = _at_edge(box, frame_size) or line.angle != 0
        if counted or at_edge:
            text = _mask(line.text.flat)
            traces.append(Trace(text, page, box.x0, box.y_mid, frame_size[0], box.x1, counted, at_edge))
    return tuple(traces)


def find_furniture(
    lines: Sequence[Line],
    *,
    size: tuple[float, float],
    main: int,
    others: Sequence[Trace],
    type_size: float,
) -> frozenset[int]:
    """Which of the lines (by index) are furniture of their page.

    Peeled from the edges inwards: a line counts if it repeats on another page with its digits masked, or if
    it is a page number or stands at the brink of the paper; the first line that does not count ends it.
    """
    known: dict[str, list[Trace]] = {}
    for trace in (trace for trace in others if trace.at_edge):
        known.setdefault(trace.text, []).append(trace)
    boxes = [Frame(line.angle, *size).to_page(line.box) for line in lines]
    text = [
        box
        for line, box in zip(lines, boxes, strict=True)
        if line.angle == main and len(line.text.flat) > LONG_LINE
    ]
    inner = union_box(text) if text else Box(0, 0, *size)
    found = {i for i, line in enumerate(lines) if _beside(line, boxes[i], size, inner, main, known)}
    cells = [i for i in found if _BARE.fullmatch(lines[i].text.flat)]
    found -= set(cells) if len(cells) >= MANY_NUMBERS else set()
    found |= _line_numbers(lines, main, found, others)
    found |= {i for i, line in enumerate(lines) if _LEADER.fullmatch(line.text.flat)}
    for downwards in (True, False):
        found |= _peel(lines, boxes, size, main, known, type_size, found, downwards=downwards)
    return frozenset(found)


def _mask(text: str) -> str:
    return _NUMBER.sub("#", text.lower()).replace(" ", "")


def _at_edge(box: Box, size: tuple[float, float]) -> bool:
    width, height = size
    return (
        box.y_mid < EDGE_SHARE * height
        or box.y_mid > (1 - EDGE_SHARE) * height
        or box.x1 < SIDE_SHARE * width
        or box.x0 > (1 - SIDE_SHARE) * width
    )


def _repeats(line: Line, box: Box, size: tuple[float, float], known: dict[str, list[Trace]]) -> bool:
    """Whether the line stands on another page at the same height (anywhere at the edge on turned pages)."""
    if match_float(line.text.flat) is not None:
        return False
    text = _mask(line.text.flat)
    return any(
        abs(trace.y - box.y_mid) < DRIFT_PT or (abs(trace.width - size[0]) > 20 and len(text) > 8)
        for trace in known.get(text, ())
    )


def _beside(
    line: Line, box: Box, size: tuple[float, float], inner: Box, main: int, known: dict[str, list[Trace]]
) -> bool:
    """Side lines: text turned against the page, or beside all running text, that repeats or hugs the edge."""
    narrow = box.x1 < SIDE_SHARE * size[0] or box.x0 > (1 - SIDE_SHARE) * size[0]
    if line.angle != main:
        return _repeats(line, box, size, known) or narrow
    outside = box.x1 < inner.x0 or box.x0 > inner.x1 or len(line.text.flat) > 20
    return narrow and outside and _repeats(line, box, size, known)


def _peel(
    lines: Sequence[Line],
    boxes: Sequence[Box],
    size: tuple[float, float],
    main: int,
    known: dict[str, list[Trace]],
    type_size: float,
    already: set[int],
    *,
    downwards: bool,
) -> set[int]:
    """Furniture of the head (or foot) of the page, row by row from the edge."""
    height = size[1]
    zone = [
        i
        for i, box in enumerate(boxes)
        if i not in already
        and (box.y_mid < EDGE_SHARE * height if downwards else box.y_mid > (1 - EDGE_SHARE) * height)
    ]
    zone.sort(key=lambda i: boxes[i].y_mid, reverse=not downwards)
    found: set[int] = set()
    for row in _rows(zone, boxes):
        inner = [i for i in range(len(lines)) if i not in found and i not in already and i not in row]
        alone = _stands_alone(row, inner, boxes, type_size)
        # a line that stands in the text like others is text, even if another page has the same words there
        like_text = {i for i in row if not alone and abs(lines[i].size / type_size - 1) < 0.05}
        numbers = {i for i in row if _PAGE_NUMBER.fullmatch(lines[i].text.flat.strip())}
        bare = {i for i in row if _BARE.fullmatch(lines[i].text.flat)}
        if max(len(numbers), len(bare)) >= MANY_NUMBERS:
            break
        # with its digits masked, a number in a table repeats by chance
        like_text |= set() if alone else bare
        hits = {i for i in row if i not in like_text and _repeats(lines[i], boxes[i], size, known)}
        for i in row:
            share = SMALL_BRINK_SHARE if lines[i].size < 0.95 * type_size else BRINK_SHARE
            brink = min(boxes[i].y_mid, height - boxes[i].y_mid) < share * height
            brink &= lines[i].size < 1.3 * type_size and _SENTENCE.fullmatch(lines[i].text.flat) is None
            if alone and (i in numbers or brink) and (main == lines[i].angle or brink):
                hits.add(i)
        # a row is furniture as a whole once any of it repeats and the rest is short
        if hits and all(len(lines[i].text.flat) < 60 for i in row if i not in hits) and alone:
            hits = set(row)
        found |= hits
        if not hits:
            break
    return found


def _rows(zone: Sequence[int], boxes: Sequence[Box]) -> list[list[int]]:
    rows: list[list[int]] = []
    for i in zone:
        if rows and abs(boxes[rows[-1][0]].y_mid - boxes[i].y_mid) < 3:
            rows[-1].append(i)
        else:
            rows.append([i])
    return rows


def _stands_alone(row: Sequence[int], inner: Sequence[int], boxes: Sequence[Box], type_size: float) -> bool:
    """Whether white wider than a line parts the row from the text."""
    top, bottom = min(boxes[i].top for i in row), max(boxes[i].bottom for i in row)
    gaps = [max(boxes[i].top - bottom, top - boxes[i].bottom) for i in inner]
    return not gaps or min(gaps) > 0.55 * type_size


def _line_numbers(lines: Sequence[Line], main: int, found: set[int], others: Sequence[Trace]) -> set[int]:
    """Counting numbers one under another, where no running text stands above or below, but beside them.

    They stand in a margin, or between two columns as in patents.

    A few are enough at the edge at which neighbouring pages have them, as where a list or a figure ends the
    manuscript.
    """
    numbers = [
        i
        for i, line in enumerate(lines)
        if line.angle == main and i not in found and line.text.flat.isdigit() and len(line.text.flat) < 5
    ]
    text = [line for line in lines if line.angle == main and len(line.text.flat) > LONG_LINE]
    if not numbers or not text:
        return set()
    numbers.sort(key=lambda i: lines[i].baseline)
    spans = np.array([(line.box.x0, line.box.x1) for line in text])
    left, right = spans[:, 0].min(), spans[:, 1].max()
    outer = [i for i in numbers if lines[i].box.x1 < left + 1 or lines[i].box.x0 > right - 1]
    # numbers within the page count in fives: those that count one by one are of entries
    inner = [i for i in numbers if int(lines[i].text.flat) % 5 == 0 and not _in_spans(lines[i].box, spans)]
    margin = outer if len(outer) >= len(inner) else inner
    near = [i for i in margin if _continues(lines[i], others)]
    if len(margin) < LEAST_LINE_NUMBERS:
        return set(near)
    steps = [int(lines[b].text.flat) - int(lines[a].text.flat) for a, b in pairwise(margin)]
    step = max(set(steps), key=steps.count)
    heights = np.array([line.baseline for line in text])
    beside = sum(bool(np.abs(heights - lines[i].baseline).min() < lines[i].size) for i in margin)
    counts = step in (1, 2, 5, 10) and steps.count(step) >= 0.8 * len(steps)
    return set(margin) if counts and beside >= BESIDE_TEXT * len(margin) else set(near)


def _in_spans(box: Box, spans: NDArray[np.float64]) -> bool:
    """Whether a line of text crosses the upright strip of the box."""
    return bool(((spans[:, 0] < box.x1 - 1) & (spans[:, 1] > box.x0 + 1)).any())


def _continues(line: Line, others: Sequence[Trace]) -> bool:
    """Whether many bare numbers end at the same edge on one of the pages nearby."""
    there = Counter(
        trace.page
        for trace in others
        if trace.counted and (abs(trace.x - line.box.x0) < 2 or abs(trace.right - line.box.x1) < 2)
    )
    return max(there.values(), default=0) >= LEAST_LINE_NUMBERS
