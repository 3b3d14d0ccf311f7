"""Side heads: labels in the first column that stand for several rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.strips import Strip
from extractors.tables.pieces import Piece, Run

HALF_WAY = 1.35
"""Distance of the rows around a label that stands between them, in usual distances of rows, up to which the
label is centred on merged rows and no row itself."""


@dataclass(frozen=True, eq=False, slots=True)
class Floating:
    """A label printed between two rows, centred on the rows that it stands for."""

    run: Run
    column: int
    baseline: float


def lift_floating(
    strips: Sequence[Strip], pieces: Sequence[Sequence[Piece]]
) -> tuple[list[Strip], list[Sequence[Piece]], list[Floating]]:
    """The strips without those that hold only a label half way between two rows, and these labels."""
    steps = sorted(
        strips[i + 1].baseline - strips[i].baseline
        for i in range(len(strips) - 1)
        if len(pieces[i]) > 1 and len(pieces[i + 1]) > 1
    )
    kept: list[int] = []
    floating: list[Floating] = []
    for i, row in enumerate(pieces):
        if steps and _is_half_way(strips, pieces, i, steps[len(steps) // 2]):
            floating.append(Floating(row[0].run, row[0].first, strips[i].baseline))
        else:
            kept.append(i)
    return [strips[i] for i in kept], [pieces[i] for i in kept], floating


def _is_half_way(strips: Sequence[Strip], pieces: Sequence[Sequence[Piece]], i: int, step: float) -> bool:
    if not 0 < i < len(strips) - 1 or len(pieces[i]) != 1:
        return False
    column = pieces[i][0].first
    if column > 0:
        return False
    around = (pieces[i - 1], pieces[i + 1])
    free = all(len(row) > 1 and all(piece.first != column for piece in row) for row in around)
    return free and strips[i + 1].baseline - strips[i - 1].baseline < HALF_WAY * step


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
