"""Side heads: labels in the first column that stand for several rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model.geometry import Box
from extractors.model.strips import Strip
from extractors.tables.merged import Merge
from extractors.tables.pieces import Piece, Run
from extractors.tables.rows import Row
from extractors.tables.values import is_value

HALF_WAY = 1.35
"""Distance of the rows around a label that stands between them, in usual distances of rows, up to which the
label is centred on merged rows and no row itself."""


@dataclass(frozen=True, eq=False, slots=True)
class Floating:
    """A label printed between or beside rows, centred on the rows that it stands for."""

    run: Run
    column: int
    baseline: float


def lift_floating(
    strips: Sequence[Strip], pieces: Sequence[Sequence[Piece]]
) -> tuple[list[Strip], list[Sequence[Piece]], list[Floating]]:
    """The strips without those that hold only labels half way between two rows, and these labels."""
    between = [_is_between(pieces, i) for i in range(len(pieces))]
    rows = [strips[i].baseline for i in range(len(strips)) if not between[i] and len(pieces[i]) > 1]
    steps = sorted(low - high for high, low in pairwise(rows))
    kept: list[int] = []
    floating: list[Floating] = []
    for i, row in enumerate(pieces):
        apart = strips[i + 1].baseline - strips[i - 1].baseline if between[i] else 0.0
        if between[i] and steps and apart < HALF_WAY * steps[len(steps) // 2]:
            floating += [Floating(piece.run, piece.first, strips[i].baseline) for piece in row]
        else:
            kept.append(i)
    return [strips[i] for i in kept], [pieces[i] for i in kept], floating


def _is_between(pieces: Sequence[Sequence[Piece]], i: int) -> bool:
    """Whether a strip opens with a label and fills columns that the strips around it leave empty.

    Where it holds more than a label, those around it must hold values below one another, so that they are
    two rows and not lines of one.
    """
    if not 0 < i < len(pieces) - 1 or not pieces[i] or pieces[i][0].first > 0:
        return False
    own = {piece.first for piece in pieces[i]}
    around = (pieces[i - 1], pieces[i + 1])
    if any(len(row) < 2 or not own.isdisjoint(piece.first for piece in row) for row in around):
        return False
    above, below = ({p.first for p in row if is_value(p.run.flat)} for row in around)
    return len(own) == 1 or not above.isdisjoint(below)


def place_beside(
    rows: Sequence[Row], merges: Sequence[Merge], labels: Sequence[Floating], rules: Sequence[Box]
) -> tuple[list[Merge], list[Floating]]:
    """Merged cells that hold the labels, where rules tell their rows, and the labels that float beside rows.

    A label stands for the rows of the merged cell around it, or for all rows between two full rules if it is
    the only one there.
    """
    placed = list(merges)
    floating: list[Floating] = []
    for label in labels:
        merge = _merge_around(rows, merges, label)
        if merge is None and rules and (merge := _band_around(rows, labels, label, rules)):
            placed.append(merge)
        if merge is None or label.column in rows[merge.first].cells:
            floating.append(label)
        else:
            rows[merge.first].cells[label.column] = [label.run]
            rows[merge.first].spans[label.column] = label.column
    return placed, floating


def _merge_around(rows: Sequence[Row], merges: Sequence[Merge], label: Floating) -> Merge | None:
    for merge in merges:
        below = rows[merge.last + 1].top if merge.last + 1 < len(rows) else float("inf")
        if merge.column == label.column and rows[merge.first].top < label.baseline < below:
            return merge
    return None


def _band_around(
    rows: Sequence[Row], labels: Sequence[Floating], label: Floating, rules: Sequence[Box]
) -> Merge | None:
    """All rows between the rules around a label, if no other label of its column stands there."""
    top = max((rule.y_mid for rule in rules if rule.y_mid < label.baseline), default=0.0)
    bottom = min((rule.y_mid for rule in rules if rule.y_mid > label.baseline), default=float("inf"))
    inside = [i for i, row in enumerate(rows) if top < row.baseline < bottom]
    others = [other for other in labels if other.column == label.column and top < other.baseline < bottom]
    free = not any(label.column in rows[i].cells for i in inside)
    if len(others) > 1 or not free or not 0 < len(inside) < len(rows):
        return None
    return Merge(label.column, inside[0], inside[-1])


def merge_bands(rows: Sequence[Row], rules: Sequence[Box], width: int) -> list[Merge]:
    """Merged cells of the first column where full rules part its labels, one between each two of them.

    Columns that are filled and blank in the same rows as the first one are merged with it.
    """
    ends = [sum(row.baseline < rule.y_mid for row in rows) for rule in rules]
    edges = sorted({0, *ends, len(rows)})
    bands = [range(a, b) for a, b in pairwise(edges)]
    labelled = [[i for i in band if 0 in rows[i].cells] for band in bands]
    if len(bands) < 2 or len(bands) == len(rows) or any(len(own) != 1 for own in labelled):
        return []
    filled = {own[0] for own in labelled}
    columns = [c for c in range(width) if {i for i, row in enumerate(rows) if c in row.cells} == filled]
    return [Merge(c, band[0], band[-1]) for c in columns for band in bands if len(band) > 1]


def spread_labels(filled: Sequence[bool], baselines: Sequence[float], labels: Sequence[float]) -> list[int]:
    """For each row the index of the label (by height) that stands for it, -1 for none.

    Labels stand at the first of their rows; only where the first row has none, or a label stands between
    rows, are they centred on them.
    """
    centred = bool(filled) and (not filled[0] or sum(filled) < len(labels))
    owners = [-1] * len(filled)
    start = 0
    for n, label in enumerate(labels):
        if centred:
            own = sum(y < label + 1 for y in baselines) - 1
            target = 2 * label - baselines[min(start, len(baselines) - 1)]
            stop = max(own, sum(y < target + 2 for y in baselines) - 1)
            if n + 1 < len(labels):
                stop = min(stop, sum(y < labels[n + 1] - 1 for y in baselines) - 1)
        else:
            start = sum(y < label - 1 for y in baselines)
            following = labels[n + 1] if n + 1 < len(labels) else float("inf")
            stop = sum(y < following - 1 for y in baselines) - 1
        for row in range(start, min(stop, len(filled) - 1) + 1):
            owners[row] = n
        start = stop + 1
    return owners
