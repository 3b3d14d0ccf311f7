"""What a second reader says of the same sentence: whether it agrees with a link, and links of its own."""

from collections.abc import Sequence

from extractors.linking.cues import Role
from extractors.linking.lists import Link
from extractors.linking.material import Material
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.pair import CellPair, Pair, Span
from extractors.model.science import MentionKind, Quantity

SAME_NUMBER = 0.005
"""Relative difference of one printed number read twice; more takes neighbouring values of a list for one."""
RULE = "second reader"
ONLY = ("cde.only", "only the second reader ties these")


def agrees(link: Link, pairs: Sequence[Pair]) -> bool:
    """Whether the second reader ties the same value to the same material and reads the same number."""
    return any(link.material is not None and _names(pair, link.value, link.material) for pair in pairs)


def link_second(view: View, values: Sequence[Value], pairs: Sequence[Pair]) -> list[Link]:
    """Links of the second reader's own, for values where it names one of our materials and reads our number.

    A value that it ties to several materials stays without link: its lists pair by order, and one of both
    lists was then cut short.
    """
    links: list[Link] = []
    for value in values:
        named = [m for m in view.materials if any(_names(pair, value, m) for pair in pairs)]
        if len(named) == 1:
            links.append(Link(value, named[0], RULE))
    return links


def adopt_links(
    view: View, values: Sequence[Value], pairs: Sequence[Pair], *, alone: bool
) -> tuple[list[Link], list[Link]]:
    """Links of the second reader's own that may become records, and those that stay candidates.

    `alone`: all may, since there is no other reader.
    """
    links = link_second(view, values, pairs)
    adopted = [link for link in links if alone or is_sound(view, link)]
    return adopted, [link for link in links if link not in adopted]


def is_sound(view: View, link: Link) -> bool:
    """Whether a link that only the second reader made may become a record.

    It knows no comparisons ("1 compared to 2 for A"), particles or precursors: the material must be a plain
    subject with a composition of its own, no other value may stand between, and the clause must not compare.
    """
    material = link.material
    if material is None or any(_stands_between(value, link.value, material) for value in view.values):
        return False
    start, stop = view.clause_of(link.value.start)
    return (
        material.role is Role.SUBJECT
        and material.composition is not None
        and bool(material.composition.formula)
        and not any(start <= m.start < stop for m in view.of_kind(MentionKind.RELATIVE))
    )


def _stands_between(other: Value, value: Value, material: Material) -> bool:
    return value.stop <= other.start < material.start or material.stop <= other.start < value.start


def _names(pair: Pair, value: Value, material: Material) -> bool:
    return (
        _overlap(pair.value, (value.start, value.stop))
        and _overlap(pair.material, (material.start, material.stop))
        and is_same_number(value.quantity, pair)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_same_number(quantity: Quantity, pair: Pair | CellPair) -> bool:
    """Whether both readers read one number, in the canonical unit; a bound has only one side to compare."""
    sides = ((quantity.norm_low, pair.low), (quantity.norm_high, pair.high))
    read = [(ours, theirs) for ours, theirs in sides if ours is not None]
    return bool(read) and all(abs(ours - theirs) <= SAME_NUMBER * abs(ours) for ours, theirs in read)
