"""Tables under one caption that are told (a), (b) and have heads of their own."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.table_regions.body import Body, wrap_body
from extractors.model.layout import Line
from extractors.model.strips import Strip

PANEL = re.compile(r"\(?[b-h][).]\s")

HEAD_STRIPS = 4
"""Strips that the head of a panel may have between its two rules."""

WORDS_IN_TITLE = 14
"""More words in a line are text, not the title of a panel."""

Panel = tuple[tuple[Line, ...], Body]


def split_panels(body: Body) -> Iterator[Panel]:
    """The tables of a body, each with the line that titles it (none for the first).

    A lone line "(b) ..." parts two tables where a rule stands below it and another ends a head below that
    rule; else it is a sub-heading of rows.
    """
    cuts = [i for i in range(1, len(body.strips) - 2) if _opens_panel(body, i)]
    for first, stop in pairwise([0, *cuts, len(body.strips)]):
        title = first > 0
        strips = body.strips[first + title : stop]
        low = strips[0].top if first else body.box.top
        high = body.strips[stop].top if stop < len(body.strips) else body.box.bottom
        # the rule over a panel's head stands between its title and the head
        low = body.strips[first].baseline if title else low - 1
        rules = [rule for rule in body.rules if low < rule.y_mid < high + 1]
        yield (body.strips[first].lines if title else ()), wrap_body(strips, rules)


def _opens_panel(body: Body, i: int) -> bool:
    strip = body.strips[i]
    if len(strip.lines) > 1 or not _is_title(strip.lines[0]):
        return False
    ends = [_strips_above(body.strips, rule.y_mid) for rule in body.rules]
    return i + 1 in ends and any(i + 1 < end <= i + 1 + HEAD_STRIPS for end in ends)


def _is_title(line: Line) -> bool:
    return PANEL.match(line.text.flat) is not None and len(line.words) <= WORDS_IN_TITLE


def _strips_above(strips: Sequence[Strip], y: float) -> int:
    return sum(strip.baseline < y + 0.5 for strip in strips)
