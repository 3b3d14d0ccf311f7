"""Reading order: columns found by the white between them, full-width parts in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Box, union_box
from extractors.model.layout import Line, TableRegion

# the page is looked at in cells of this size
CELL_PT = 2.0
# half the white between two lines
LEADING_CELLS = 2
# white narrower than this between two segments is not a gutter
GUTTER_PT = 7.0
# a gutter runs beside at least so many points of text on both sides
LEAST_RUN_PT = 24.0
# both columns share at least this much of the height somewhere: two lines
LEAST_SHARED_PT = 14.0
# where so many lines end at one edge and none crosses it, one line beyond it is the other column
SURE_LINES = 8
SURE_RUN_PT = 8.0
# narrower columns than this are labels or equation numbers
LEAST_WIDTH_PT = 55.0
# numbers and bullets of lists are no wider
LABEL_EM = 3.0
# columns of text are taller
TALL_COLUMN_PT = 150.0
# a short line that goes with full-width ones: no narrower, and no further from them in its height
LEAST_ABREAST_PT = 20.0
ABREAST_EM = 2.5
# gutters end so much before the text behind them
EDGE_PT = 4.0
# lines are lower than this, pictures and tables higher
TALL_PT = 30.0
# gutters tried per part of the page
TRIES = 4


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """What is put in order: segments that stay together, a whole table, or a figure's place (an empty body).

    `box` stands in the upright frame.
    """

    box: Box
    body: tuple[Line, ...] | TableRegion


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """Pieces of one column of one stretch of the page, from top to bottom."""

    box: Box
    pieces: tuple[Piece, ...]


def order_columns(pieces: Sequence[Piece], known: Sequence[float] = ()) -> Iterator[Column]:
    """The columns in reading order.

    A stretch between two full-width parts is read column by column; a part that crosses the gutter, with what
    stands beside it, is read as one stretch and looked at again for columns of its own. Where no white shows
    a gutter, those `known` from elsewhere are tried: a last page may have one line in its second column.
    """
    pieces = sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0))
    if not pieces:
        return
    boxes = np.array([_core(piece) for piece in pieces], np.float32)
    for x in _gutters(boxes):
        stretches = _cut_at(boxes, x)
        if stretches is None:
            continue
        for stretch in stretches:
            yield from order_columns([pieces[i] for i in stretch], known)
        return
    for x in known:
        stretches = _cut_at(boxes, x, known=True)
        if stretches is not None and len(stretches) > 1:
            for stretch in stretches:
                yield from order_columns([pieces[i] for i in stretch], known)
            return
    yield Column(union_box(piece.box for piece in pieces), tuple(pieces))


def _core(piece: Piece) -> Box:
    """The box without the leading: ascenders of loose boxes reach into the line above."""
    box = piece.box
    if isinstance(piece.body, TableRegion) or not piece.body:
        return box
    line = piece.body[-1]
    return Box(box.x0, line.baseline - 0.7 * line.size, box.x1, line.baseline + 0.15 * line.size)


def find_page_gutters(columns: Sequence[Column]) -> tuple[float, ...]:
    """Left edges of tall columns that stand right of other tall ones: where the page's gutters end."""
    tall = [column.box for column in columns if column.box.height > TALL_COLUMN_PT]
    return tuple(
        sorted(
            {
                round(box.x0 - EDGE_PT, 1)
                for box in tall
                if any(
                    other.x1 < box.x0 and other.top < box.bottom and box.top < other.bottom for other in tall
                )
            }
        )
    )


def lines_to_pieces(lines: Sequence[Line]) -> list[Piece]:
    """One piece per segment, but list numbers and bullets together with the text behind them."""
    ordered = sorted(lines, key=lambda line: (round(line.baseline), line.box.x0))
    pieces: list[Piece] = []
    held: Line | None = None
    for at, line in enumerate(ordered):
        following = ordered[at + 1] if at + 1 < len(ordered) else None
        own = (line,) if held is None else (held, line)
        held = None
        if (
            len(own) == 1
            and following is not None
            and _labels(line, following, ordered[at - 1] if at else None)
        ):
            held = line
            continue
        pieces.append(Piece(union_box(part.box for part in own), own))
    return pieces


def _labels(line: Line, following: Line, last: Line | None) -> bool:
    """Whether a narrow segment stands closer to the text behind it than to the text before it."""
    gap = following.box.x0 - line.box.x1
    if (
        abs(line.baseline - following.baseline) > 1.5
        or line.box.width > LABEL_EM * line.size
        or following.box.width < LEAST_WIDTH_PT
    ):
        return False
    beside = last is not None and abs(last.baseline - line.baseline) < 1.5
    before = line.box.x0 - last.box.x1 if beside and last is not None else float("inf")
    return 0 < gap < 2 * line.size and gap < before


def _gutters(boxes: NDArray[np.float32]) -> Iterator[float]:
    """Places of upright white, best first: where text stands on both sides for most of the height."""
    left, top = boxes[:, 0].min(), boxes[:, 1].min()
    columns = int((boxes[:, 2].max() - left) / CELL_PT) + 2
    rows = int((boxes[:, 3].max() - top) / CELL_PT) + 2
    if len(boxes) < 4 or columns * CELL_PT < 2 * LEAST_WIDTH_PT or rows > 5000 or columns > 5000:
        return
    ink = np.zeros((rows, columns), np.bool_)
    half = GUTTER_PT / 2 - 1
    cells = np.column_stack(
        [
            (boxes[:, 0] - left - half) / CELL_PT,
            (boxes[:, 1] - top) / CELL_PT,
            (boxes[:, 2] - left + half) / CELL_PT + 1,
            (boxes[:, 3] - top) / CELL_PT + 1,
        ]
    )
    for x0, y0, x1, y1 in cells.clip(0).astype(int).tolist():
        ink[y0:y1, x0:x1] = True
    # lines of neighbouring columns need not stand at one height, so text reaches over the space to the next
    text = ink.copy()
    for shift in range(1, LEADING_CELLS + 1):
        text[shift:] |= ink[:-shift]
        text[:-shift] |= ink[shift:]
    before = np.maximum.accumulate(text, axis=1)
    after = np.maximum.accumulate(text[:, ::-1], axis=1)[:, ::-1]
    # not `~ink`: where lines end ragged, their ends would seem to stand beside those of their neighbours
    score = (~text & before & after).sum(axis=0) * CELL_PT
    for _ in range(TRIES):
        best = int(score.argmax())
        if score[best] < SURE_RUN_PT:
            return
        end = best
        while end + 1 < columns and score[end + 1] >= 0.98 * score[best]:
            end += 1
        x = float(left + ((best + end) // 2 + 0.5) * CELL_PT)
        if score[best] >= LEAST_RUN_PT or _is_edge(boxes, x):
            yield x
        score[max(0, best - 8) : end + 9] = 0


def _cut_at(boxes: NDArray[np.float32], x: float, *, known: bool = False) -> list[list[int]] | None:
    """Stretches in reading order as indices; None where the white at x is no gutter.

    A `known` gutter is one wherever something begins right behind it, beside something else.
    """
    crossing = (boxes[:, 0] < x - 1) & (boxes[:, 2] > x + 1)
    left = ~crossing & (boxes[:, 2] <= x + 1)
    stretches: list[list[int]] = []
    columns = 0
    bands = list(_bands(boxes, crossing))
    heights = [0.0 if across else _shared_height(boxes, members, left) for across, members in bands]
    # one line beside another may be a stretched line; once a gutter is sure, one line is enough
    if known:
        heights = [0.0 if across else _begin_behind(boxes, m, left, x) for across, m in bands]
    elif max(heights, default=0.0) < LEAST_SHARED_PT and not _is_edge(boxes, x):
        return None
    for (across, members), height in zip(bands, heights, strict=True):
        sides = [members[left[members]], members[~left[members]]]
        if across or height <= 4:
            stretches.append(members.tolist())
        else:
            columns += 1
            leading = _trailing_lines(boxes, sides, stretches)
            if len(leading):
                stretches[-1] += leading.tolist()
                sides[0] = sides[0][~np.isin(sides[0], leading)]
            stretches += [side.tolist() for side in sides]
    if not columns:
        return None
    return _merge_single(stretches, boxes, left, crossing)


def _begin_behind(
    boxes: NDArray[np.float32], members: NDArray[np.intp], left: NDArray[np.bool_], x: float
) -> float:
    """The height that both sides share if all that stands right of x begins there; else 0."""
    sides = members[left[members]], members[~left[members]]
    if not len(sides[0]) or not len(sides[1]) or (boxes[sides[1], 0] - x).min() > 2 * EDGE_PT:
        return 0.0
    spans = [(boxes[side, 1].min(), boxes[side, 3].max()) for side in sides]
    return float(min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0]))


def _is_edge(boxes: NDArray[np.float32], x: float) -> bool:
    """Whether the lines left of x are set to one right edge and nothing crosses x."""
    before = boxes[boxes[:, 0] < x, 2]
    if len(before) < SURE_LINES:
        return False
    # hyphens may hang over the edge a little
    at_edge = np.abs(before - np.median(before)) < CELL_PT
    return bool((before <= x + 1).all() and at_edge.sum() >= max(SURE_LINES, len(before) / 2))


def _bands(
    boxes: NDArray[np.float32], crossing: NDArray[np.bool_]
) -> Iterator[tuple[bool, NDArray[np.intp]]]:
    """Stretches from top to bottom, told whether something crosses; what stands beside it belongs to it."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    beside = crossing.copy()
    for at in np.flatnonzero(crossing).tolist():
        beside |= (middle > boxes[at, 1] - 1) & (middle < boxes[at, 3] + 1)
    # pictures reach past several of them
    for at in np.flatnonzero(~beside & (boxes[:, 3] - boxes[:, 1] > TALL_PT)).tolist():
        across = middle[crossing]
        over = (across > boxes[at, 1]) & (across < middle[at])
        under = (across > middle[at]) & (across < boxes[at, 3])
        beside[at] = over.any() and under.any()
    order = np.lexsort((boxes[:, 0], middle))
    changes = np.flatnonzero(np.diff(beside[order].astype(np.int8))) + 1
    for part in np.split(order, changes):
        yield bool(beside[part[0]]), part


def _shared_height(boxes: NDArray[np.float32], members: NDArray[np.intp], left: NDArray[np.bool_]) -> float:
    """How much of the height both sides share, if both are wide enough for text; else 0."""
    spans = []
    for side in (members[left[members]], members[~left[members]]):
        if not len(side):
            return 0.0
        widths = boxes[side, 2] - boxes[side, 0]
        if np.sort(widths)[-max(1, len(widths) // 3)] < LEAST_WIDTH_PT:
            return 0.0
        spans.append((boxes[side, 1].min(), boxes[side, 3].max()))
    return float(min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0]))


def _trailing_lines(
    boxes: NDArray[np.float32], sides: list[NDArray[np.intp]], stretches: list[list[int]]
) -> NDArray[np.intp]:
    """Short last lines of the full-width part above, which stand higher than the other column begins."""
    if not stretches:
        return np.zeros(0, np.intp)
    low = [i for i in stretches[-1] if boxes[i, 3] - boxes[i, 1] < TALL_PT] or stretches[-1]
    lowest = low[int(boxes[low, 3].argmax())]
    bottom, height = boxes[lowest, 3], float(boxes[lowest, 3] - boxes[lowest, 1])
    top = boxes[sides[1], 1].min()
    taken = []
    for at in sides[0][np.argsort(boxes[sides[0], 1])].tolist():
        near = boxes[at, 1] - bottom < 0.8 * height
        if near and boxes[at, 3] < top + 1 and abs(boxes[at, 3] - boxes[at, 1] - height) < 0.12 * height:
            taken.append(at)
            bottom = boxes[at, 3]
        else:
            break
    return np.array(taken, np.intp)


def _part_abreast(
    boxes: NDArray[np.float32], stretch: list[int], left: NDArray[np.bool_], across: NDArray[np.intp]
) -> Iterator[tuple[list[int], bool]]:
    """A stretch left of the gutter, parted behind what goes with full-width lines, which is told.

    An abstract beside a column of notes may end (or be headed) by a short line: it begins where the lines of
    the abstract begin, and has a note on its left.
    """
    floor = -1.0
    own = np.array(stretch)
    if len(across) and left[own].all():
        part = boxes[own]
        height = np.maximum(part[:, 3] - part[:, 1], 4.0)
        under = np.abs(part[:, None, 1] - boxes[None, across, 3])
        over = np.abs(part[:, None, 3] - boxes[None, across, 1])
        near = np.minimum(under, over) < ABREAST_EM * height[:, None]
        near &= np.abs(part[:, None, 0] - boxes[None, across, 0]) < 2
        wide = part[:, 2] - part[:, 0] > LEAST_ABREAST_PT
        for at in np.flatnonzero(near.any(axis=1) & wide).tolist():
            level = np.abs(part[:, 3] - part[at, 3]) < height[at]
            if (level & (part[:, 2] + GUTTER_PT < part[at, 0])).any():
                floor = max(floor, float(part[at, 3]) + 1)
    upper = [i for i in stretch if boxes[i, 1] < floor]
    if upper:
        yield upper, True
    if len(upper) < len(stretch):
        yield [i for i in stretch if boxes[i, 1] >= floor], False


def _merge_single(
    stretches: list[list[int]],
    boxes: NDArray[np.float32],
    left: NDArray[np.bool_],
    crossing: NDArray[np.bool_],
) -> list[list[int]]:
    """Full-width stretches and the one-sided ones that follow them closely become one."""
    merged: list[list[int]] = []
    across = np.flatnonzero(crossing & (boxes[:, 3] - boxes[:, 1] < TALL_PT))
    parts = [part for stretch in stretches for part in _part_abreast(boxes, stretch, left, across)]
    for stretch, abreast in parts:
        whole = abreast or bool(crossing[stretch].any())
        if merged and not whole and left[stretch].all() and crossing[merged[-1]].any():
            gap = boxes[stretch, 1].min() - boxes[merged[-1], 3].max()
            if len(stretch) <= 2 and gap < 8:
                merged[-1] = merged[-1] + stretch
                continue
        if merged and whole and crossing[merged[-1]].any():
            merged[-1] = merged[-1] + stretch
            continue
        merged.append(stretch)
    return merged
