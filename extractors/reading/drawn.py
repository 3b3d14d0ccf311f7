"""Rules and fills among the painted paths of a page: what tables are drawn with."""

from collections.abc import Iterable

from extractors.model.geometry import Box
from extractors.model.glyphs import Rule
from extractors.reading.paths import Path

RULE_THICKNESS_PT = 2.5
"""Bars up to this thick are rules, thicker ones fills; raising it takes thin coloured stripes for rules."""
RULE_LENGTH_PT = 4.0
"""Shorter strokes are tick marks and parts of drawings."""
SLANT_PT = 0.6
"""How far a stroke may lean from end to end and still be level or upright."""


def find_rules(paths: Iterable[Path], page: Box) -> tuple[Rule, ...]:
    """Level and upright strokes and thin filled bars, cut to the page; no bar twice."""
    boxes = dict.fromkeys(
        clipped
        for path in paths
        for box in _rule_boxes(path)
        if (clipped := clip(box, page)) is not None and max(clipped.width, clipped.height) >= RULE_LENGTH_PT
    )
    return tuple(Rule(box) for box in boxes)


def find_bars(paths: Iterable[Path]) -> tuple[Box, ...]:
    """Level and upright strokes and thin filled bars of any length: also those over single letters."""
    return tuple(dict.fromkeys(box for path in paths for box in _rule_boxes(path)))


def find_fills(paths: Iterable[Path], page: Box) -> tuple[Box, ...]:
    """Filled rectangles thicker than a rule, cut to the page; white ones do not count."""
    boxes = dict.fromkeys(
        clipped
        for path in paths
        for box in path.rectangles
        if min(box.width, box.height) > RULE_THICKNESS_PT and (clipped := clip(box, page)) is not None
    )
    return tuple(boxes)


def clip(box: Box, page: Box) -> Box | None:
    """The part of the box on the page, rounded to 1/100 pt, or nothing."""
    x0, top = max(box.x0, page.x0), max(box.top, page.top)
    x1, bottom = min(box.x1, page.x1), min(box.bottom, page.bottom)
    if x1 < x0 or bottom < top:
        return None
    return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def _rule_boxes(path: Path) -> Iterable[Box]:
    thickness = min(path.stroke_width, RULE_THICKNESS_PT) / 2
    for x0, y0, x1, y1 in path.strokes:
        if abs(y1 - y0) <= SLANT_PT < abs(x1 - x0):
            yield Box(min(x0, x1), min(y0, y1) - thickness, max(x0, x1), max(y0, y1) + thickness)
        elif abs(x1 - x0) <= SLANT_PT < abs(y1 - y0):
            yield Box(min(x0, x1) - thickness, min(y0, y1), max(x0, x1) + thickness, max(y0, y1))
    for box in path.rectangles:
        if min(box.width, box.height) <= RULE_THICKNESS_PT:
            yield box
