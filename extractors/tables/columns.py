"""Columns of a table from the corridors that its rows leave empty."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.model.geometry import Box
from extractors.tables.pieces import Edges, Gap, Run

CORRIDOR = 0.45
"""Least width of a corridor in type sizes; raising it joins tight columns, lowering it
cuts cells at spaces."""

ALIGNED_ROWS = 0.8
"""Share of rows in which a word must begin at the edge of a tight column."""

SPACED_ROWS = 0.4
"""Share of rows in which the space before that edge must be wider than between words."""

TIGHT = 0.12
"""Least width of a tight corridor in type sizes."""

OVERRUN = 0.15
"""Share of rows whose text may run into a corridor that the other rows leave empty."""

FEW_ROWS = 4
"""Tables with fewer rows must leave their corridors wholly empty; from here on one row may run over."""

Part = tuple[int, float, float]
"""Rows whose text runs into a part of a corridor, and the part's left and right edge."""


def find_gaps(strips: Sequence[Sequence[Run]], size: float) -> list[Gap]:
    """Corridors between columns, from left to right.

    Only strips with at least half as many runs as the fullest one are asked (spanning heads and group
    headings lie across corridors). O(n log n) in the number of runs.
    """
    most = max((len(runs) for runs in strips), default=0)
    rich = [runs for runs in strips if len(runs) >= max(2, 0.5 * most)]
    if not rich:
        return []
    gaps = [*_label_corridor(strips, rich), *_corridors(rich)]
    wide = [gap for gap in gaps if gap.right - gap.left >= CORRIDOR * size]
    return sorted([*wide, *_tight_corridors(rich, wide, size)], key=lambda gap: gap.left)


def _tight_corridors(rich: Sequence[Sequence[Run]], wide: Sequence[Gap], size: float) -> list[Gap]:
    """Corridors no wider than a space in some rows, where words of nearly all rows begin at one edge.

    In a good part of the rows the space before that edge must be too wide for one between words.
    """
    begins: Counter[int] = Counter()
    apart: Counter[int] = Counter()
    for runs in rich:
        edges = {round(word.box.x0) for run in runs for word in run.words}
        begins.update(edges)
        apart.update({round(run.box.x0) for run in runs[1:]} & edges)
    found: list[Gap] = []
    for edge, count in sorted(begins.items()):
        rows = count + begins[edge + 1]
        if rows >= ALIGNED_ROWS * len(rich) and apart[edge] + apart[edge + 1] >= SPACED_ROWS * len(rich) > 1:
            left = max(_word_ends(rich, edge - 0.5), default=edge - size)
            near_wide = any(gap.left - 1 < edge < gap.right + 1 for gap in wide)
            if not near_wide and TIGHT * size < edge - 0.5 - left < CORRIDOR * size:
                found.append(Gap(left, edge - 0.5))
    return found


def _word_ends(rich: Sequence[Sequence[Run]], edge: float) -> list[float]:
    """Where the last word before an edge ends, in each row; a word that crosses it ends beyond."""
    return [
        max(word.box.x1 for run in runs for word in run.words if word.box.x0 < edge)
        for runs in rich
        if runs[0].box.x0 < edge
    ]


def _label_corridor(strips: Sequence[Sequence[Run]], rich: Sequence[Sequence[Run]]) -> list[Gap]:
    """The corridor right of labels that stand alone between the rows they belong to."""
    left = min(runs[0].box.x0 for runs in rich)
    alone = [runs[0].box.x1 for runs in strips if len(runs) == 1 and runs[0].box.x1 < left]
    return [Gap(max(alone), left)] if alone else []


def _corridors(strips: Sequence[Sequence[Run]]) -> list[Gap]:
    """Widest clear part of each place where most strips have a gap and hardly any has text."""
    allowed = max(1.0, OVERRUN * len(strips)) if len(strips) >= FEW_ROWS else 0
    events: list[tuple[float, int, int]] = []
    for runs in strips:
        for left, right in pairwise(runs):
            if right.box.x0 > left.box.x1:
                events += [(left.box.x1, 0, 1), (right.box.x0, 0, -1)]
        for run in runs:
            events += [(run.box.x0, 1, 0), (run.box.x1, -1, 0)]
    return _sweep(sorted(events), allowed)


def _sweep(events: Iterable[tuple[float, int, int]], allowed: float) -> list[Gap]:
    text = spaces = 0
    found: list[Gap] = []
    best: Part | None = None
    at = 0.0
    for x, more_text, more_space in events:
        open_ = text <= allowed and spaces > 0 and spaces >= 3 * text
        if open_ and x > at:
            best = _better(best, (text, at, x))
        elif not open_ and x > at and best:
            found.append(Gap(best[1], best[2]))
            best = None
        text, spaces, at = text + more_text, spaces + more_space, x
    if best:
        found.append(Gap(best[1], best[2]))
    return found


def _better(old: Part | None, new: Part) -> Part:
    """The clearer of two parts of one corridor; parts that touch and are equally clear grow together."""
    if old is None:
        return new
    if old[0] == new[0] and abs(old[2] - new[1]) < 0.01:
        return (old[0], old[1], new[2])
    if new[0] != old[0]:
        return min(old, new, key=lambda part: part[0])
    return max(old, new, key=lambda part: part[2] - part[1])


def ruled_gaps(upright: Sequence[Box], box: Box, height: float) -> list[Gap]:
    """Corridors drawn as upright rules: positions whose rules cover at least `height` in all."""
    places: list[list[Box]] = []
    for rule in sorted(upright, key=lambda rule: rule.x_mid):
        if places and rule.x_mid - places[-1][0].x_mid < 2:
            places[-1].append(rule)
        else:
            places.append([rule])
    gaps: list[Gap] = []
    for rules in places:
        x = rules[0].x_mid
        if sum(rule.height for rule in rules) >= height and box.x0 + 3 < x < box.x1 - 3:
            gaps.append(Gap(x - 0.5, x + 0.5, tuple((rule.top, rule.bottom) for rule in rules)))
    return gaps


def column_edges(strips: Sequence[Sequence[Run]], gaps: Sequence[Gap]) -> list[Edges]:
    """For each column the left and right edges at which at least a quarter of its runs stand."""
    lefts: list[Counter[int]] = [Counter() for _ in range(len(gaps) + 1)]
    rights: list[Counter[int]] = [Counter() for _ in range(len(gaps) + 1)]
    bounds = [gap.middle for gap in gaps]
    for run in (run for runs in strips for run in runs):
        box = run.box
        first = bisect(bounds, box.x0 + 1)
        if first == bisect(bounds, box.x1 - 1):
            lefts[first][round(box.x0)] += 1
            rights[first][round(box.x1)] += 1
    return [Edges(_frequent(left), _frequent(right)) for left, right in zip(lefts, rights, strict=True)]


def _frequent(counts: Counter[int]) -> frozenset[int]:
    least = 0.25 * counts.total()
    return frozenset(x for x in counts if sum(counts[x + step] for step in (-1, 0, 1)) >= least)
