"""Tables without a caption: ruled ones whose cells can be nothing else."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.table_regions.body import Body, lay_way, shares_edges, walk_ruled
from extractors.layout.table_regions.view import EDGE_PT, View
from extractors.model.geometry import Box
from extractors.model.strips import Strip

FEWEST_ROWS = 3
"""Strips cut into cells that a table without a caption must have."""

WORDS_IN_CELL = 4.0
"""Mean of words in a segment above which ruled text is a box of prose (an article-info box), not a table."""


def find_bare_bodies(view: View) -> Iterator[Body]:
    """Bodies between two or more rules of the same edges, regular enough to be tables on their own."""
    done = 0.0
    for i, rule in enumerate(view.level_rules):
        if rule.y_mid < done or not _has_partner(rule, view.level_rules[i + 1 :]):
            continue
        body = walk_ruled(view, lay_way(view, (rule.x0, rule.x1), rule.top - 0.5, down=True))
        if body and len(body.rules) > 1 and _is_table(body.strips):
            done = body.box.bottom
            yield body


def _has_partner(rule: Box, others: Sequence[Box]) -> bool:
    return rule.width > 60 and any(
        abs(other.x0 - rule.x0) < EDGE_PT and abs(other.x1 - rule.x1) < EDGE_PT for other in others
    )


def _is_table(strips: Sequence[Strip]) -> bool:
    cut = [strip for strip in strips if len(strip.lines) > 1]
    lines = [line for strip in strips for line in strip.lines]
    words = sum(len(line.words) for line in lines) / len(lines)
    regular = len(cut) >= max(FEWEST_ROWS, 0.6 * len(strips))
    return regular and words <= WORDS_IN_CELL and shares_edges(cut) and _is_flush(cut) and _is_spaced(strips)


def _is_flush(strips: Sequence[Strip]) -> bool:
    """Whether most strips begin at one edge: labels in a drawing do not."""
    starts = sorted(strip.box.x0 for strip in strips)
    middle = starts[len(starts) // 2]
    return sum(abs(x - middle) < EDGE_PT for x in starts) >= 0.6 * len(strips)


def _is_spaced(strips: Sequence[Strip]) -> bool:
    """Whether strips keep the distance of printed lines; labels in a drawing crowd and scatter."""
    pairs = list(pairwise(strips))
    crowded = sum(low.baseline - high.baseline < 0.9 * high.size for high, low in pairs)
    return crowded <= 0.2 * len(pairs)
