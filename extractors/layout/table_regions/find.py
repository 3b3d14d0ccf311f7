"""The tables of one page, from captions first, then from rules that bear no caption."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.layout.table_regions.aligned import find_aligned_bodies
from extractors.layout.table_regions.bare import find_bare_bodies
from extractors.layout.table_regions.body import Body, lay_way, walk_ruled, walk_unruled
from extractors.layout.table_regions.captions import Caption, find_captions
from extractors.layout.table_regions.filled import find_filled_bodies
from extractors.layout.table_regions.notes import find_notes, split_notes
from extractors.layout.table_regions.panels import split_panels
from extractors.layout.table_regions.view import EDGE_PT, View, turn_page, without_lines
from extractors.model.geometry import Box, Frame
from extractors.model.glyphs import PageGlyphs, Rule
from extractors.model.layout import Line, TableRegion
from extractors.model.strips import Strip, cut_strips

FEWEST_LINES = 4
"""A direction of text with fewer segments holds no table."""

CAPTION_LINES = 14
"""Type sizes between the caption's first line and the table's first rule: about ten lines of caption."""

WIDER_RULE = 6.0
"""Type sizes within which a wider rule below a table's first one is asked too: the first one may only stand
over or under the heads of some columns."""

TURNED_REACH = 2.0
"""Type sizes beyond the edge of a table within which a turned label still belongs to it."""

ROWS_ASKED = 10.0
"""Type sizes below a rule within which rows may tell that what stands above it is their head."""

CAPTION_GAP = 1.1
"""Gap between lines of a caption, in type sizes; raising it takes a table's head for caption."""


def find_table_regions(page: PageGlyphs, segments: Sequence[Line]) -> tuple[TableRegion, ...]:
    """Tables on a page, turned ones too; `segments` are printed lines cut at wide gaps.

    Covers tables with a caption above or below, ruled, boxed, striped or bare, in a column or over the full
    width, panels (a) and (b) of one caption, and tables without a caption that are ruled (a continuation),
    striped, or have numbers in columns below a head. Refuses running text in columns, equations, reference
    lists, labels of figures, maps of numbers, boxes of title pages. Boxes are upright, in points.
    """
    found: list[TableRegion] = []
    for angle in (0, 90, 180, 270):
        lines = [line for line in segments if line.angle == angle and line.words]
        if len(lines) >= FEWEST_LINES:
            found += _find_in_view(turn_page(page, lines, angle))
    return tuple(_with_turned(region, segments, page) for region in found)


def _with_turned(region: TableRegion, segments: Sequence[Line], page: PageGlyphs) -> TableRegion:
    """The region with labels that run up or down in it, a quarter turned from its text."""
    frame = Frame(region.angle, page.width, page.height)
    reach = region.box.grow(TURNED_REACH * region.lines[0].size)
    turned = [line for line in segments if (line.angle - region.angle) % 180 == 90]
    own = []
    for line in turned:
        box = frame.to_upright(Frame(line.angle, page.width, page.height).to_page(line.box))
        if reach.contains(box.x_mid, box.y_mid) and region.box.top < box.y_mid < region.box.bottom:
            own.append(line)
    return replace(region, turned=tuple(own)) if own else region


def _find_in_view(view: View) -> Iterator[TableRegion]:
    used: set[int] = set()
    numbers: set[str] = set()
    for caption in find_captions(view):
        if caption.number in numbers and not caption.continued:
            continue
        left = without_lines(view, used)
        regions = _captioned(left, caption)
        if regions:
            yield from regions
            numbers.add(caption.number)
            used |= _claim(regions)
    for find_bodies in (find_bare_bodies, find_filled_bodies, find_aligned_bodies):
        left = without_lines(view, used)
        regions = [_region(left, body, (), None) for body in find_bodies(left)]
        yield from regions
        used |= _claim(regions)


def _claim(regions: Sequence[TableRegion]) -> set[int]:
    """The lines (by id) that tables have taken."""
    return {id(line) for r in regions for part in (r.lines, r.caption, r.notes) for line in part}


def _captioned(view: View, caption: Caption) -> list[TableRegion]:
    """The table of a caption, or its panels."""
    for down in (True, False):
        for lines, body in _bodies(view, caption, down):
            panels = [(title or lines, part) for title, part in split_panels(body)]
            own = {id(line) for title, _ in panels for line in title} | _line_ids(body)
            rest = without_lines(view, own)
            return [_region(rest, part, title, caption) for title, part in panels]
    return []


def _bodies(view: View, caption: Caption, down: bool) -> Iterator[tuple[tuple[Line, ...], Body]]:
    for rule in _rules_near(view, caption, down):
        lines = _caption_above(view, caption, rule) if down else _caption_lines(view, caption, rule)
        if lines:
            edge = max(line.baseline for line in lines) + 1 if down else _cap_top(caption.line)
            body = walk_ruled(view, lay_way(view, (rule.x0, rule.x1), edge, down=down))
            if body:
                yield lines, _widest(view, body, edge, down)
    for band in _bands(view, caption.line):
        lines = _caption_lines(view, caption, Box(*band[:1], 0, band[1], 0))
        edge = max(line.baseline for line in lines) + 1 if down else _cap_top(caption.line)
        body = walk_unruled(view, lay_way(view, band, edge, down=down))
        if body:
            yield lines, body


def _widest(view: View, body: Body, edge: float, down: bool) -> Body:
    """The body by a wider rule near the first one, where it holds all of the narrower one and more."""
    first = body.rules[0] if down else body.rules[-1]
    for rule in view.level_rules:
        around = rule.x0 < first.x0 + EDGE_PT and rule.x1 > first.x1 - EDGE_PT
        around &= rule.y_mid > edge - 1 if down else rule.y_mid < edge + 1
        if (
            around
            and rule.width > first.width + 2 * EDGE_PT
            and abs(rule.y_mid - first.y_mid) < WIDER_RULE * body.strips[0].size
        ):
            wider = walk_ruled(view, lay_way(view, (rule.x0, rule.x1), edge, down=down))
            if wider and _line_ids(wider) > _line_ids(body):
                return wider
    return body


def _line_ids(body: Body) -> set[int]:
    return {id(line) for strip in body.strips for line in strip.lines}


def _cap_top(line: Line) -> float:
    return line.baseline - 0.75 * line.size


def _rules_near(view: View, caption: Caption, down: bool) -> Iterator[Box]:
    """Rules that may be the table's first, nearest first."""
    line = caption.line
    reach = CAPTION_LINES * line.size
    for rule in view.level_rules if down else view.level_rules[::-1]:
        away = rule.y_mid - line.baseline if down else _cap_top(line) - rule.y_mid
        shared = min(rule.x1, line.box.x1) - max(rule.x0, line.box.x0)
        if (
            -1 < away < reach
            and shared > 0.4 * min(line.box.width, rule.width)
            and rule.width > 5 * line.size
        ):
            yield rule


def _caption_above(view: View, caption: Caption, rule: Box) -> tuple[Line, ...]:
    """The caption's lines down to the rule; none if something else stands between."""
    first = caption.line
    left, right = min(rule.x0, first.box.x0), max(rule.x1, first.box.x1)
    lines = view.lines_within(left, right, first.baseline - 0.3 * first.size, rule.y_mid + 0.5)
    at = first.baseline
    for strip in cut_strips(lines):
        if strip.top - at > CAPTION_GAP * first.size:
            return ()
        at = strip.bottom
    return _without_head(view, lines, rule) if lines and rule.y_mid - at < 4 * first.size else ()


def _without_head(view: View, lines: Sequence[Line], rule: Box) -> tuple[Line, ...]:
    """The caption's lines without strips above the rule that head the cells below it.

    Such strips are cut as the rows are, or stand in a fill that begins below the label; spanning heads above
    them are set in from the caption's edge.
    """
    strips = cut_strips(lines)
    size, left = strips[0].size, strips[0].box.x0
    fills = [f.top for f in view.fills if strips[0].baseline < f.top and f.x0 < left + size < f.x1]
    below = cut_strips(view.lines_within(rule.x0, rule.x1, rule.y_mid, rule.y_mid + ROWS_ASKED * size))
    kept = [s for s in strips if not any(top < s.baseline < rule.y_mid for top in fills)]
    popped = len(kept) < len(strips)
    while len(kept) > 1:
        set_in = popped and kept[-1].box.x0 > left + 2 * size
        stub = popped and len(kept) > 2 and len(kept[-1].lines[0].words) < 3 and _sets_in(kept[-2], left)
        if not (set_in or stub or _heads(kept[-1], below)):
            break
        kept.pop()
        popped = True
    return tuple(line for strip in kept for line in strip.lines)


def _sets_in(strip: Strip, left: float) -> bool:
    return strip.box.x0 > left + 2 * strip.size


def _heads(head: Strip, rows: Sequence[Strip]) -> bool:
    """Whether two or more segments of a strip stand over different ones of a row."""
    return len(head.lines) > 1 and any(_stand_under(head, row) > 1 for row in rows)


def _stand_under(head: Strip, row: Strip) -> int:
    """Number of the row's segments that stand below one of the head's."""
    return sum(
        any(cell.box.x0 < line.box.x1 and line.box.x0 < cell.box.x1 for line in head.lines)
        for cell in row.lines
    )


def _caption_lines(view: View, caption: Caption, band: Box) -> tuple[Line, ...]:
    """The caption's lines where no rule ends it: its strip and the uncut lines of its size that follow."""
    first = caption.line
    left, right = min(band.x0, first.box.x0), max(band.x1, first.box.x1)
    fills = [fill.top for fill in view.fills if fill.x0 < first.box.x1 and first.box.x0 < fill.x1]
    taken: list[Line] = []
    at = first.baseline
    below = view.lines_within(left, right, first.baseline - 0.3 * first.size, view.height)
    for strip in cut_strips([first, *(line for line in below if line is not first)]):
        own = any(line is first for line in strip.lines)
        if strip.baseline < first.baseline and not own:
            continue
        apart = strip.top - at > CAPTION_GAP * first.size or any(at < top < strip.baseline for top in fills)
        ruled = any(at < r.y_mid < strip.baseline and r.x0 < right and left < r.x1 for r in view.level_rules)
        other = len(strip.lines) > 1 or abs(strip.size - first.size) > 0.4
        if not own and (apart or ruled or other):
            break
        taken += strip.lines
        at = strip.bottom
    return tuple(taken)


def _bands(view: View, line: Line) -> Iterator[tuple[float, float]]:
    """Widths in which a table without rules may stand: the caption's text column, then all of the text."""
    around = [(left, right) for left, right in view.columns if left - EDGE_PT <= line.box.x_mid <= right]
    around = [c for c in around if line.box.x0 > c[0] - EDGE_PT and line.box.x1 < c[1] + EDGE_PT]
    yield from sorted(around, key=lambda column: column[1] - column[0])
    yield (min(other.box.x0 for other in view.lines), max(other.box.x1 for other in view.lines))


def _region(view: View, body: Body, caption: tuple[Line, ...], found: Caption | None) -> TableRegion:
    body, inner = split_notes(body)
    top, bottom = body.box.top - 1, body.box.bottom + 1
    within = [
        Rule(rule)
        for rule in view.level_rules + view.upright_rules
        if rule.y_mid > top and rule.y_mid < bottom and rule.x1 > body.box.x0 and rule.x0 < body.box.x1
    ]
    fills = [
        fill
        for fill in view.fills
        if top < fill.y_mid < bottom and fill.x1 > body.box.x0 and fill.x0 < body.box.x1
    ]
    return TableRegion(
        page=view.page,
        angle=view.frame.angle,
        box=body.box,
        lines=tuple(line for strip in body.strips for line in strip.lines),
        rules=tuple(within),
        fills=tuple(fills),
        caption=caption,
        notes=inner or find_notes(without_lines(view, {id(line) for line in caption}), body),
        number=found.number if found else "",
        continued=found.continued if found else False,
    )
