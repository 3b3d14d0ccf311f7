"""The head of a table: where it ends, and which head stands over which columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model.geometry import Box
from extractors.model.glyphs import BOLD
from extractors.model.rich import SUP
from extractors.model.strips import Strip
from extractors.tables.pieces import EDGE_PT, WIDER_SPACE, Gap, Run, cut_runs, main_style, reach
from extractors.tables.values import is_value

SPANNING_ONLY = 0.7
"""Share of the columns below which the heads above a full rule all span columns."""

OFF_CENTRE = 0.06
"""How far from the middle of its heads, in their width, a head without a rule may stand over them."""

LABELLED = 0.8
"""Share of strips that open with a label and a colon in a table of parameters."""

DEEPEST = 6
"""Strips that a head may have where no rule ends it."""


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


def head_by_rules(strips: Sequence[Strip], full: Sequence[Box], fills: Sequence[Box]) -> int:
    """Number of strips above the first full rule inside, or in the fill that opens the table; 0 if none."""
    if not strips:
        return 0
    ends = [sum(strip.baseline < rule.y_mid + 0.5 for strip in strips) for rule in full]
    ends = sorted({end for end in ends if 0 < end < len(strips)})
    if ends:
        return _below_spans(strips, ends)
    first = [fill for fill in fills if fill.top < strips[0].baseline < fill.bottom]
    within = max((sum(s.baseline < fill.bottom for s in strips) for fill in first), default=0)
    return within if within < len(strips) else 0


def _below_spans(strips: Sequence[Strip], ends: Sequence[int]) -> int:
    """The first end, or the second where only spanning heads stand above the first one."""
    if len(ends) < 2 or ends[1] - ends[0] > DEEPEST // 2:
        return ends[0]
    runs = [len(cut_runs(strip)) for strip in strips]
    most = max(runs)
    low = [cut_runs(strip) for strip in strips[ends[0] : ends[1]]]
    spanning = max(runs[: ends[0]]) < SPANNING_ONLY * most
    named = max(map(len, low)) >= 0.8 * most and not any(is_value(run.flat) for row in low for run in row)
    return ends[1] if spanning and named else ends[0]


def skip_units(rows: Sequence[Sequence[Run]], head: int) -> int:
    """The end of the head moved below rows that hold nothing but units in brackets."""
    while 0 < head < len(rows) - 1 and all(
        run.flat[0] in "([" and run.flat[-1] in ")]" for run in rows[head]
    ):
        head += 1
    return head


def head_by_content(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], width: int) -> int:
    """Number of strips above the first one with values in a column of values.

    Where no column holds values: the bold strips on top, else one strip. 0 for a table without a head, whose
    first row holds values like the others. `columns` gives the column of each run.
    """
    values = [0] * width
    filled = [0] * width
    for runs, places in zip(rows, columns, strict=True):
        for run, column in zip(runs, places, strict=True):
            filled[column] += 1
            values[column] += is_value(run.flat)
    numeric = {c for c in range(1, width) if values[c] >= 0.6 * filled[c] and values[c] > 1}
    worded = {c for c in numeric if _has_words(rows, columns, c)}
    for i, (runs, places) in enumerate(zip(rows[:DEEPEST], columns, strict=False)):
        # "25 °C" heads a column of numbers without units
        if any(
            c in numeric and is_value(run.flat) and (c in worded or not _names_unit(run))
            for run, c in zip(runs, places, strict=True)
        ):
            return i - _opens_groups(rows, columns, i)
    bold = 0
    while bold < min(len(rows) - 1, DEEPEST) and all(_is_bold(run) for run in rows[bold]):
        bold += 1
    return bold or (1 if len(rows) > 1 else 0)


def _has_words(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], column: int) -> bool:
    """Whether values of a column have letters beyond its first strip with one."""
    values = [
        run
        for runs, places in zip(rows, columns, strict=True)
        for run, c in zip(runs, places, strict=True)
        if c == column and is_value(run.flat)
    ]
    return any(map(_names_unit, values[1:]))


def _names_unit(run: Run) -> bool:
    """Whether a value has letters on the line; raised ones are marks."""
    text = run.text
    return any(char.isalpha() and script != SUP for char, script in zip(text.flat, text.scripts, strict=True))


def _opens_groups(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], i: int) -> int:
    """1 if the strip above the first row is a sub-heading of rows, else 0.

    It stands alone below the head of the first column, in other type or with more of its kind further down.
    """
    heads = [runs[0] for runs, places in zip(rows[: i - 1], columns, strict=False) if places[0] == 0]
    if i < 2 or len(rows[i - 1]) != 1 or columns[i - 1][0] > 0 or not heads:
        return 0
    own, above = rows[i - 1][0], heads[-1]
    later = any(len(runs) == 1 and runs[0].box.x0 < own.box.x1 for runs in rows[i + 1 : -1])
    return int(later or main_style(own) != main_style(above))


def labels_all(rows: Sequence[Sequence[Run]]) -> bool:
    """Whether every strip opens with a label that ends with a colon: such a table has no head."""
    labelled = [bool(runs) and runs[0].flat.endswith(":") and len(runs) > 1 for runs in rows]
    return len(rows) > 1 and labelled[0] and sum(labelled) >= LABELLED * len(rows)


def _is_bold(run: Run) -> bool:
    styles = run.text.styles
    return bool((styles & BOLD).mean() > 0.6) if len(styles) else False


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
