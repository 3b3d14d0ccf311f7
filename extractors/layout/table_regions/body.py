"""How far a table reaches from its caption: by rules where they are drawn, else by the alignment of words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractors.layout.table_regions.captions import caption_pattern, is_figure_caption
from extractors.layout.table_regions.view import EDGE_PT, View
from extractors.model.geometry import Box
from extractors.model.strips import Strip, cut_strips

ROW_GAP = 2.6
"""Gap between strips, in type sizes, that ends a table without a lower rule; raising it runs into text."""

RULED_GAP = 6.0
"""The same between two rules of a table, where an empty space is part of it."""

HEAD_DEPTH = 8.0
"""Type sizes that a head may reach above the first rule."""

FULL_RULE = 0.9
"""Share of the table's width that a rule must cover to count as one of its full rules."""


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """Where a table's body stands in the upright frame, its strips from top to bottom, its full rules."""

    box: Box
    strips: tuple[Strip, ...]
    rules: tuple[Box, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Way:
    """The strips and rules that a walk meets, in order of distance from `start`; `down` is its direction."""

    start: float
    down: bool
    left: float
    right: float
    strips: tuple[Strip, ...]
    rules: tuple[Box, ...]

    def distance(self, y: float) -> float:
        return y - self.start if self.down else self.start - y

    def near_side(self, strip: Strip) -> float:
        return self.distance(strip.top if self.down else strip.bottom)

    def far_side(self, strip: Strip) -> float:
        return self.distance(strip.bottom if self.down else strip.top)


def lay_way(view: View, band: tuple[float, float], start: float, *, down: bool) -> Way:
    """All that stands between the edges of a band, beyond `start`, in walking order."""
    left, right = band
    top, bottom = (start, view.height) if down else (0.0, start)
    strips = cut_strips(view.lines_within(left, right, top, bottom))
    rules = [
        rule
        for rule in view.level_rules
        if top - 1 < rule.y_mid < bottom + 1 and min(rule.x1, right) - max(rule.x0, left) > 0.5 * rule.width
    ]
    order = 1 if down else -1
    return Way(start, down, left, right, tuple(strips[::order]), tuple(rules[::order]))


def is_full(rule: Box, left: float, right: float) -> bool:
    """Whether the rule runs from edge to edge of the band and not much beyond."""
    covered = min(rule.x1, right) - max(rule.x0, left)
    return covered > FULL_RULE * (right - left) and rule.width < (right - left) / FULL_RULE


def walk_ruled(view: View, way: Way) -> Body | None:
    """The body between the first full rule and the last one that tabular strips lead to.

    Where only the head is ruled (or a lone rule opens the table), the walk goes on over aligned strips.
    """
    full = [rule for rule in way.rules if is_full(rule, way.left, way.right)]
    if not full:
        return None
    inside = _head_above(view, way, full[0])
    used = [full[0]]
    for rule in full[1:]:
        between = _between(way, used[-1], rule)
        if not _leads_on(view, way, between, used[-1], rule):
            break
        inside += between
        used.append(rule)
    tabular = sum(len(strip.lines) > 1 for strip in inside)
    if len(used) < 3 and way.down:
        rest = _open_end(view, way, inside, used[-1])
        inside += rest
        tabular += sum(len(strip.lines) > 1 for strip in rest)
    if tabular < 1 or not inside:
        return None
    return wrap_body(inside, used)


def _head_above(view: View, way: Way, rule: Box) -> list[Strip]:
    """Strips of a head that no rule parts from its caption, above the first rule."""
    above = [strip for strip in way.strips if way.down and _middle(strip) < rule.y_mid]
    deep = above and rule.y_mid - above[0].top > HEAD_DEPTH * above[0].size
    return [] if deep or any(ends_table(view, strip) for strip in above) else above


def _between(way: Way, near: Box, far: Box) -> list[Strip]:
    low, high = way.distance(near.y_mid), way.distance(far.y_mid)
    return [strip for strip in way.strips if low < way.distance(_middle(strip)) <= high]


def _middle(strip: Strip) -> float:
    return strip.baseline - 0.25 * strip.size


def _leads_on(view: View, way: Way, strips: Sequence[Strip], near: Box, far: Box) -> bool:
    """Whether what stands between two full rules belongs to a table."""
    if not strips:  # double rules, or the coloured bar that closes a float
        return abs(way.distance(far.y_mid) - way.distance(near.y_mid)) < 30
    at = way.distance(near.y_mid)
    for strip in strips:
        if way.near_side(strip) - at > RULED_GAP * strip.size or ends_table(view, strip):
            return False
        at = way.far_side(strip)
    return way.distance(far.y_mid) - at < RULED_GAP * strips[-1].size


def ends_table(view: View, strip: Strip) -> bool:
    """Whether the strip is running text or opens a caption."""
    return any(
        view.is_prose(line) or is_figure_caption(line) or caption_pattern().match(line.text.flat)
        for line in strip.lines
    )


def _open_end(view: View, way: Way, above: Sequence[Strip], rule: Box) -> list[Strip]:
    """Strips below the last rule that go on with the columns above, where no rule closes the table."""
    start = way.distance(rule.y_mid)
    beyond = [strip for strip in way.strips if way.distance(_middle(strip)) > start]
    taken = list(take_rows(view, way, beyond, start))
    if not above:
        return taken if sum(len(s.lines) > 1 for s in taken) >= 2 else []
    edges = {round(line.box.x0) for strip in above for line in strip.lines}
    edges |= {round(line.box.x1) for strip in above for line in strip.lines}
    fits = [
        line
        for strip in taken[:3]
        for line in strip.lines
        if any(abs(line.box.x0 - e) < EDGE_PT or abs(line.box.x1 - e) < EDGE_PT for e in edges)
    ]
    enough = taken and len(taken[0].lines) > 1 and len(fits) >= 0.5 * sum(len(s.lines) for s in taken[:3])
    return taken if enough else []


def take_rows(view: View, way: Way, strips: Sequence[Strip], start: float) -> Iterator[Strip]:
    """Strips up to running text, a caption, a rule of another float or a wide gap."""
    at = start
    pitches: list[float] = []
    for strip in strips:
        gap = way.near_side(strip) - at
        limit = ROW_GAP if not pitches else max(1.4, 1.6 * min(pitches))
        if gap > limit * strip.size or ends_table(view, strip):
            return
        if at != start:
            pitches.append(max(gap, 0.1) / strip.size)
        yield strip
        at = way.far_side(strip)


def walk_unruled(view: View, way: Way) -> Body | None:
    """The body that shows by alignment alone: three or more strips cut into cells, near the caption."""
    taken = list(take_rows(view, way, way.strips, 0.0))
    while taken and len(taken[-1].lines) == 1 and len(taken[-1].lines[0].words) > 6:
        taken.pop()
    cells = [strip for strip in taken if len(strip.lines) > 1]
    if len(cells) < 3 or not shares_edges(cells):
        return None
    return wrap_body(taken, [])


def shares_edges(strips: Sequence[Strip]) -> bool:
    """Whether cells beyond the first stand below one another, by their left, right or middle."""
    for edge in (attrgetter("x0"), attrgetter("x1"), attrgetter("x_mid")):
        counts: Counter[int] = Counter()
        for strip in strips:
            counts.update({round(edge(line.box) / EDGE_PT) for line in strip.lines[1:]})
        if max(counts[k] + counts[k + 1] for k in list(counts)) >= max(3, 0.5 * len(strips)):
            return True
    return False


def wrap_body(strips: Sequence[Strip], rules: Sequence[Box]) -> Body:
    """The body around strips and full rules."""
    tops = [strip.box.top for strip in strips] + [rule.top for rule in rules]
    bottoms = [strip.box.bottom for strip in strips] + [rule.bottom for rule in rules]
    lefts = [strip.box.x0 for strip in strips] + [rule.x0 for rule in rules]
    rights = [strip.box.x1 for strip in strips] + [rule.x1 for rule in rules]
    ordered = sorted(strips, key=lambda strip: strip.baseline)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    return Body(box, tuple(ordered), tuple(sorted(rules, key=lambda rule: rule.y_mid)))
