"""The heads of a table: which head stands over which columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model.geometry import Box
from extractors.tables.pieces import EDGE_PT, WIDER_SPACE, Gap, Run, reach

OFF_CENTRE = 0.06
"""How far from the middle of its heads, in their width, a head without a rule may stand over them."""


@dataclass(frozen=True, eq=False, slots=True)
class Head:
    """One head: its lines from top to bottom and the columns it stands over."""

    runs: tuple[Run, ...]
    first: int
    last: int
    strip: int
    """Index of its first strip."""
    ruled: bool = False
    """Whether a rule stands below it, so that what follows is another level."""


def find_heads(
    strips: Sequence[Sequence[Run]],
    baselines: Sequence[float],
    gaps: Sequence[Gap],
    extents: Sequence[tuple[float, float]],
    partial: Sequence[Box],
) -> list[Head]:
    """Heads with the columns that they stand over.

    A head spans columns where a partial rule below it does, or where it is centred over several columns that
    have heads of their own below; other heads stand over one column, wrapped lines joined.
    """
    heads: list[Head] = []
    open_runs: list[tuple[Run, int]] = []
    for i, runs in enumerate(strips):
        below = [run for later in strips[i + 1 :] for run in later]
        rules = _rules_under(partial, strips, baselines, i)
        for run in runs:
            span = _span(run, runs, rules, below, extents)
            if span:
                heads.append(Head((run,), span[0], span[1], i, bool(rules)))
            else:
                open_runs += [(part, i) for part in _cut_at_gaps(run, gaps, extents)]
    blocks = _stack(open_runs)
    return _join_spans(heads) + _place(blocks, extents)


def _rules_under(
    partial: Sequence[Box], strips: Sequence[Sequence[Run]], baselines: Sequence[float], i: int
) -> list[Box]:
    """Rules below a strip with no other head between: a head centred beside two levels may stand lower."""
    found: list[Box] = []
    for rule in partial:
        between = [
            run
            for runs, baseline in zip(strips[i + 1 :], baselines[i + 1 :], strict=True)
            for run in runs
            if baseline < rule.y_mid and run.box.x0 < rule.x1 and rule.x0 < run.box.x1
        ]
        if baselines[i] < rule.y_mid and not between:
            found.append(rule)
    return found


def _span(
    run: Run,
    beside: Sequence[Run],
    rules: Sequence[Box],
    below: Sequence[Run],
    extents: Sequence[tuple[float, float]],
) -> tuple[int, int] | None:
    for rule in rules:
        if _over(rule, run.box.x_mid):
            # rules of neighbouring heads may touch: each column goes to the nearest head above the rule
            sharing = [other for other in beside if _over(rule, other.box.x_mid)]
            middles = {c: (left + right) / 2 for c, (left, right) in enumerate(extents)}
            inside = [
                c
                for c, x in middles.items()
                if _over(rule, x) and min(sharing, key=lambda other: abs(other.box.x_mid - x)) is run
            ]
            return (inside[0], inside[-1]) if len(inside) > 1 else None
    under = [other for other in below if other.box.x0 < run.box.x1 and run.box.x0 < other.box.x1]
    side = sorted(under, key=lambda other: other.box.x0)
    apart = [a for a, b in pairwise(side) if b.box.x0 > a.box.x1]
    if not apart:
        side = _alike_below(run, beside, below) or _around_below(run, beside, below)
        if len(side) < 2:
            return None
    left, right = side[0].box.x0, max(other.box.x1 for other in side)
    inside = [c for c, (x0, x1) in enumerate(extents) if x0 < right and left < x1]
    return (inside[0], inside[-1]) if len(inside) > 1 else None


def _alike_below(run: Run, beside: Sequence[Run], below: Sequence[Run]) -> list[Run]:
    """Heads that differ in their numbers only ("25 °C", "60 °C"), if the run stands alone over them.

    It stands in their middle, or at the left edge of the first one.
    """
    over = [o for o in below if o.box.x0 < run.box.x1 and run.box.x0 < o.box.x1]
    own = min(over, key=lambda o: o.baseline, default=None)
    if own is None or own.flat == _shape(own):
        return []
    level = [other for other in below if abs(other.baseline - own.baseline) < 0.5 * own.size]
    alike = sorted((o for o in level if _shape(o) == _shape(own)), key=lambda o: o.box.x0)
    left, right = alike[0].box.x0, alike[-1].box.x1
    alone = not any(o is not run and left < o.box.x_mid < right for o in beside)
    centred = abs((left + right) / 2 - run.box.x_mid) < OFF_CENTRE * (right - left)
    flush = abs(left - run.box.x0) < EDGE_PT and own is alike[0]
    return alike if alone and (centred or flush) else []


def _around_below(run: Run, beside: Sequence[Run], below: Sequence[Run]) -> list[Run]:
    """The two heads of the next strip between which the run stands, over neither of them."""
    nearest = min((other.baseline for other in below), default=0.0)
    level = [other for other in below if other.baseline - nearest < 0.5 * other.size]
    left = max((o for o in level if o.box.x1 <= run.box.x_mid), key=lambda o: o.box.x1, default=None)
    right = min((o for o in level if o.box.x0 >= run.box.x_mid), key=lambda o: o.box.x0, default=None)
    if left is None or right is None or any(o.box.x0 < run.box.x_mid < o.box.x1 for o in below):
        return []
    width = right.box.x1 - left.box.x0
    alone = not any(o is not run and left.box.x0 < o.box.x_mid < right.box.x1 for o in beside)
    centred = abs((left.box.x0 + right.box.x1) / 2 - run.box.x_mid) < OFF_CENTRE * width
    return [left, right] if alone and centred else []


def _shape(run: Run) -> str:
    return re.sub(r"\d+(?:[.,]\d+)?", "0", run.flat)


def _over(rule: Box, x: float) -> bool:
    return rule.x0 - EDGE_PT <= x <= rule.x1 + EDGE_PT


def _cut_at_gaps(run: Run, gaps: Sequence[Gap], extents: Sequence[tuple[float, float]]) -> list[Run]:
    """The run cut where a word begins within a corridor and both parts stand over their columns."""
    first, last = reach(run.box, gaps, run.size)
    if first == last:
        return [run]
    spaces = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(run.words))
    wide = max(0.28 * run.size, WIDER_SPACE * spaces[0]) if len(spaces) > 1 else 0.28 * run.size
    for i in range(1, len(run.words)):
        left, right = run.words[i - 1].box.x1, run.words[i].box.x0
        for c in range(first, last):
            if left <= gaps[c].right and right >= gaps[c].left and right - left > wide:
                return [run.split(i)[0], *_cut_at_gaps(run.split(i)[1], gaps, extents)]
    return [run]


def _stack(runs: Sequence[tuple[Run, int]]) -> list[list[tuple[Run, int]]]:
    """Runs that stand over one another, as blocks from left to right."""
    blocks: list[list[tuple[Run, int]]] = []
    for run, strip in sorted(runs, key=lambda item: item[0].box.x0):
        home = next((block for block in blocks if _meets(block, run)), None)
        if home is None:
            blocks.append([(run, strip)])
        else:
            home.append((run, strip))
    return [sorted(block, key=lambda item: (item[1], item[0].box.x0)) for block in blocks]


def _meets(block: Sequence[tuple[Run, int]], run: Run) -> bool:
    return any(
        min(other.box.x1, run.box.x1) - max(other.box.x0, run.box.x0)
        > 0.15 * min(other.box.width, run.box.width)
        for other, _ in block
    )


def _place(blocks: Sequence[list[tuple[Run, int]]], extents: Sequence[tuple[float, float]]) -> list[Head]:
    whole = len(blocks) == len(extents)
    homes: dict[int, list[tuple[Run, int]]] = {}
    for i, block in enumerate(blocks):
        homes.setdefault(i if whole else _nearest(block, extents), []).extend(block)
    return [
        Head(tuple(run for run, _ in block), column, column, min(strip for _, strip in block))
        for column, block in homes.items()
    ]


def _nearest(block: Sequence[tuple[Run, int]], extents: Sequence[tuple[float, float]]) -> int:
    left = min(run.box.x0 for run, _ in block)
    right = max(run.box.x1 for run, _ in block)

    def away(column: int) -> tuple[float, float]:
        x0, x1 = extents[column]
        apart = max(x0 - right, left - x1, 0)
        return apart, min(abs(x0 - left), abs(x1 - right), abs(x0 + x1 - left - right) / 2)

    return min(range(len(extents)), key=away)


def _join_spans(heads: Sequence[Head]) -> list[Head]:
    """Spanning heads over the same columns in following strips are lines of one head."""
    joined: list[Head] = []
    for head in heads:
        same = next((h for h in joined if (h.first, h.last) == (head.first, head.last)), None)
        if same is not None and not same.ruled and head.strip - same.strip == len(same.runs):
            joined[joined.index(same)] = Head((*same.runs, *head.runs), head.first, head.last, same.strip)
        else:
            joined.append(head)
    return joined
