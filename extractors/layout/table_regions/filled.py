"""Tables without caption or rules that show by their stripes."""

from collections.abc import Iterator, Sequence

from extractors.layout.table_regions.body import Body, shares_edges, wrap_body
from extractors.layout.table_regions.view import EDGE_PT, View, is_number
from extractors.model.geometry import Box, union_box
from extractors.model.strips import Strip, cut_strips

FEWEST_STRIPES = 2
"""Stripes of the same edges, one above the other; a single one is a box."""

WIDEST_STRIPE = 60.0
"""Height in points beyond which a fill is a ground or a picture."""

APART = 2.0
"""White between two stripes, in their heights, that ends a table; raising it joins neighbouring boxes."""

MOST_FILLS = 400
"""A page with more fills than this holds drawings; they are not compared with one another."""

WORDS_IN_CELL = 4.0
"""Mean of words in a segment above which striped text is prose in boxes."""

CUT = 0.6
"""Share of strips that must be cut into cells."""


def find_filled_bodies(view: View) -> Iterator[Body]:
    """Bodies that stripes of the same edges cover, with the plain rows between them and one below.

    Refuses boxes of prose, grounds of figures, bars (of uneven edges), maps of coloured squares.
    """
    for stripes in _stack(_join_beside(_join_level(view.fills))):
        ground = union_box(stripes)
        height = max(stripe.height for stripe in stripes)
        inside = cut_strips(
            view.lines_within(ground.x0, ground.x1, ground.top, ground.bottom + APART * height)
        )
        strips = [strip for strip in inside if strip.bottom < ground.bottom + 1]
        below = [strip for strip in inside if strip.bottom >= ground.bottom + 1]
        if below and len(below[0].lines) > 1 and below[0].top - ground.bottom < height:
            strips.append(below[0])
        if len(strips) > 2 and _is_table(strips):
            yield wrap_body(strips, [])


def _join_level(fills: Sequence[Box]) -> list[Box]:
    """Fills of one height and level that touch, as one: some programs fill cell by cell."""
    joined: list[Box] = []
    for fill in sorted(fills, key=lambda fill: (round(fill.top), round(fill.bottom), fill.x0)):
        last = joined[-1] if joined else None
        level = last and abs(last.top - fill.top) < 1.5 and abs(last.bottom - fill.bottom) < 1.5
        if last and level and -EDGE_PT < fill.x0 - last.x1 < EDGE_PT:
            joined[-1] = union_box([last, fill])
        elif fill.height < WIDEST_STRIPE:
            joined.append(fill)
    return joined


def _join_beside(fills: Sequence[Box]) -> list[Box]:
    """Fills of unlike height side by side, as one: a head over two levels beside others of one."""
    if len(fills) > MOST_FILLS:
        return list(fills)
    joined: list[Box] = []
    for fill in sorted(fills):
        home = next((i for i, other in enumerate(joined) if _touch(other, fill)), None)
        if home is None:
            joined.append(fill)
        else:
            joined[home] = union_box([joined[home], fill])
    return joined


def _touch(left: Box, right: Box) -> bool:
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    return right.x0 - left.x1 < EDGE_PT and shared > 0.5 * min(left.height, right.height)


def _stack(stripes: Sequence[Box]) -> Iterator[list[Box]]:
    """Stripes of the same edges that follow one another downwards."""
    stacks: list[list[Box]] = []
    for stripe in sorted(stripes, key=lambda stripe: stripe.top):
        home = next((stack for stack in stacks if _goes_on(stack[-1], stripe)), None)
        if home is None:
            stacks.append([stripe])
        else:
            home.append(stripe)
    return (stack for stack in stacks if len(stack) >= FEWEST_STRIPES)


def _goes_on(above: Box, stripe: Box) -> bool:
    same = abs(above.x0 - stripe.x0) < EDGE_PT and abs(above.x1 - stripe.x1) < EDGE_PT
    return same and -1 < stripe.top - above.bottom < APART * max(above.height, stripe.height)


def _is_table(strips: Sequence[Strip]) -> bool:
    cut = [strip for strip in strips if len(strip.lines) > 1]
    lines = [line for strip in strips for line in strip.lines]
    words = sum(len(line.words) for line in lines) / len(lines)
    # numbers on coloured squares have neither a head nor labels before them
    labelled = sum(not is_number(strip.lines[0]) for strip in cut)
    named = labelled > 0.5 * len(cut) or not any(map(is_number, strips[0].lines))
    return len(cut) >= max(3, CUT * len(strips)) and words <= WORDS_IN_CELL and named and shares_edges(cut)
