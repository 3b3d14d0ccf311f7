"""Rows of a table from its strips: which strip begins a row, and which goes on with wrapped cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model.strips import Strip
from extractors.tables.pieces import Piece, Run, main_style
from extractors.tables.values import DASHES, dangles, is_deviation, is_value

LEAP = 1.08
"""How much wider than the least one a distance between strips must be to part rows, where distances come in
two kinds; raising it joins rows set only a little apart."""

LEAP_PT = 0.5
"""The same in points, so that rounding in the file makes no rows."""

RULED_ROWS = 1.5
"""Strips that begin rows, per band between rules, up to which each band is taken for one row."""

CROWDED = 0.85
"""Distance of baselines, in type sizes, below which two strips cannot be lines of different rows."""

STACKED_BANDS = 0.3
"""Share of bands with values stacked in one column from which bands hold several rows each."""

OUTDENT = 0.4
"""Type sizes by which a line must begin left of the one above it to be no wrapped line of it."""

FULL_STRIPS = 0.8
"""Share of strips that must fill all columns where none is taken for a wrapped line."""

FEW_WORDS = 2.5
"""Mean of words per cell up to which that is believed."""

VALUED_BANDS = 0.8
"""Share of bands with a value from which bands that stack none are one row each."""

Cells = dict[int, Piece]


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """A body row: the runs of each cell by first column, the last column of merged cells, where it stands.

    `baseline` is that of its first line, `last` that of its last.
    """

    cells: dict[int, list[Run]]
    spans: dict[int, int]
    top: float
    bottom: float
    baseline: float
    last: float


def find_starts(
    strips: Sequence[Strip],
    pieces: Sequence[Sequence[Piece]],
    bands: Sequence[int],
    width: int,
    *,
    celled: bool = False,
) -> list[int]:
    """Indices of the strips that begin a row; `bands` are indices of strips that follow a full rule or
    stripe, `celled` says that rules or stripes are drawn around rows.

    Evidence, strongest first: bands that hold about one row each; distances of two kinds; which columns go on
    below a cell that had no room for the next word.
    """
    if not strips:
        return []
    units = _join_crowded(strips, frozenset(bands))
    joined = [[piece for i in range(a, b) for piece in pieces[i]] for a, b in units]
    edges = sorted({0, *(n for n, (a, b) in enumerate(units) if any(a <= band < b for band in bands))})
    starts = _unit_starts(strips, units, joined, edges, width)
    if len(edges) >= 3 and len(starts) != len(edges):
        held = _cut(joined, edges)
        stacked = sum(map(_stacks_values, held))
        one_each = not stacked and sum(map(_holds_value, held)) >= VALUED_BANDS * len(edges)
        few = celled or len(starts) <= RULED_ROWS * len(edges)
        if one_each or (few and stacked <= STACKED_BANDS * len(edges)):
            starts = sorted({*edges, *_below_sub_headings(joined, edges)})
    return [units[n][0] for n in starts]


def _join_crowded(strips: Sequence[Strip], bands: frozenset[int]) -> list[tuple[int, int]]:
    """Strips (from, to) too close for lines of different rows: cells centred beside cells of two lines."""
    units: list[tuple[int, int]] = []
    for i, strip in enumerate(strips):
        if i and i not in bands and strip.baseline - strips[i - 1].baseline < CROWDED * strip.size:
            units[-1] = (units[-1][0], i + 1)
        else:
            units.append((i, i + 1))
    return units


def _unit_starts(
    strips: Sequence[Strip],
    units: Sequence[tuple[int, int]],
    pieces: Sequence[Sequence[Piece]],
    edges: Sequence[int],
    width: int,
) -> list[int]:
    rights = _right_edges(pieces, width)
    terse = _is_terse(pieces, width)
    steps = [strips[low[0]].baseline - strips[high[1] - 1].baseline for high, low in pairwise(units)]
    leaps = _leaps(steps, pieces, width)
    starts = [0]
    current = _cells(pieces[0])
    for i in range(1, len(units)):
        below = _cells(pieces[i])
        wraps = _goes_on(current, below, rights, width, leap=bool(leaps), terse=terse)
        if i in edges or i in leaps or not wraps:
            starts.append(i)
            current = below
        else:
            current = current | below
    return starts


def _is_terse(pieces: Sequence[Sequence[Piece]], width: int) -> bool:
    """Whether nearly all strips fill all columns with a few words: a wrapped cell would leave blanks."""
    full = sum(len(row) == width for row in pieces)
    words = [len(piece.run.words) for row in pieces for piece in row]
    return full >= FULL_STRIPS * len(pieces) and sum(words) <= FEW_WORDS * len(words)


def _cut(pieces: Sequence[Sequence[Piece]], edges: Sequence[int]) -> list[Sequence[Sequence[Piece]]]:
    return [pieces[a:b] for a, b in zip(edges, [*edges[1:], len(pieces)], strict=True)]


def _below_sub_headings(pieces: Sequence[Sequence[Piece]], edges: Sequence[int]) -> list[int]:
    """Strips below a lone text in another style that opens a band: a sub-heading with no rule below it."""
    found: list[int] = []
    for i in edges:
        if i + 1 < len(pieces) and i + 1 not in edges and len(pieces[i]) == 1 < len(pieces[i + 1]):
            heading, row = pieces[i][0], pieces[i + 1][0]
            if heading.first == row.first == 0 and not _alike(heading, row):
                found.append(i + 1)
    return found


def _stacks_values(band: Sequence[Sequence[Piece]]) -> bool:
    """Whether a column holds values on two lines of the band, so that it must hold several rows."""
    columns = [piece.first for row in band for piece in row if is_value(piece.run.flat)]
    return len(columns) > len(set(columns))


def _holds_value(band: Sequence[Sequence[Piece]]) -> bool:
    return any(is_value(piece.run.flat) for row in band for piece in row if piece.first > 0)


def _cells(pieces: Sequence[Piece]) -> Cells:
    return {piece.first: piece for piece in pieces}


def _right_edges(pieces: Sequence[Sequence[Piece]], width: int) -> list[float]:
    rights = [0.0] * width
    for piece in (piece for row in pieces for piece in row):
        if piece.first == piece.last:
            rights[piece.last] = max(rights[piece.last], piece.run.box.x1)
    return rights


def _leaps(steps: Sequence[float], pieces: Sequence[Sequence[Piece]], width: int) -> set[int]:
    """Strips that follow a distance of the wider kind; none where all distances are alike.

    Groups of rows are set apart too: narrow distances must lead to strips that leave columns empty.
    """
    if len(steps) < 2:
        return set()
    least = sorted(steps)[len(steps) // 10]
    wide = {i + 1 for i, step in enumerate(steps) if step > max(LEAP * least, least + LEAP_PT)}
    narrow = [i + 1 for i, step in enumerate(steps) if i + 1 not in wide]
    filled = sum(_looks_whole(pieces[i], width) for i in narrow)
    return wide if wide and filled <= 0.2 * len(narrow) else set()


def _looks_whole(pieces: Sequence[Piece], width: int) -> bool:
    values = sum(is_value(piece.run.flat) for piece in pieces)
    return len(pieces) == width and (width > 2 or values > 0)


def _goes_on(
    current: Cells, below: Cells, rights: Sequence[float], width: int, *, leap: bool, terse: bool
) -> bool:
    """Whether each cell of the strip continues the cell above it."""
    if all(column in current and _deviates(current[column], piece) for column, piece in below.items()):
        return True
    if any(column in current and _halves_power(current[column], piece) for column, piece in below.items()):
        return True
    if any(column in current and dangles(current[column].run.flat) for column in below):
        return all(column in current or column == 0 for column in below)
    if len(below) == width and (width > 2 or terse) and not leap:
        return False
    if len(below) == 1 and not all(
        column in current and _alike(current[column], below[column]) for column in below
    ):
        return False
    return all(
        column in current and _continues(current[column], piece, rights[piece.last], leap)
        for column, piece in below.items()
    )


def _deviates(above: Piece, below: Piece) -> bool:
    """Whether a cell's line is the deviation of the value above it."""
    value = is_value(above.run.flat) and not is_deviation(above.run.flat)
    return value and is_deviation(below.run.flat)


def _halves_power(above: Piece, below: Piece) -> bool:
    """Whether a number is cut before its power of ten: "8.2 ×" above "10−8"."""
    return above.run.flat.endswith(("×", "·", "∙")) and below.run.flat.startswith("10")


def _continues(above: Piece, below: Piece, right: float, leap: bool) -> bool:
    if (is_value(above.run.flat) and is_value(below.run.flat)) or above.run.flat in DASHES:
        return False
    if below.first == 0 and (not _alike(above, below) or _stands_out(above, below)):
        return False
    if leap:
        return True
    room = max(right, below.run.box.x1) - above.run.box.x1
    space = 0.2 * above.run.size
    first = below.run.words[0].box.width
    return room < first + space or above.run.flat.endswith(("-", "‐", "/", "–"))


def _alike(above: Piece, below: Piece) -> bool:
    """Whether two lines are set in one style: sub-headings are often bold or italic."""
    return main_style(above.run) == main_style(below.run)


def _stands_out(above: Piece, below: Piece) -> bool:
    """Whether a line begins left of the one above it and is not centred below it, or that one is a label."""
    left = above.run.box.x0 - below.run.box.x0 > OUTDENT * below.run.size
    centred = abs(above.run.box.x_mid - below.run.box.x_mid) < OUTDENT * below.run.size
    return (left and not centred) or above.run.flat.endswith(":")
