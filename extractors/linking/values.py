"""What a linked value says in the end: changes split in two, series substituted, qualifiers fitted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.linking.link import Link
from extractors.linking.view import View
from extractors.model.science import Composition, Dimension, MentionKind, Qualifier, Quantity
from extractors.normalise.composition import substitute

CHANGE = re.compile(
    r"\b(?:increas|decreas|improv|enhanc|rais|reduc|drop|fall|fell|declin|chang|ris|rose|boost|lower|degrad|go)\w*\b"
    r"[^.;]{0,60}\bfrom\s*$",
    re.IGNORECASE,
)
EQUALS = re.compile(r"^\s*([a-z])\s*=\s*(\d+(?:\.\d+)?(?:/\d+)?)\s*$")


@dataclass(frozen=True, slots=True)
class Settled:
    """One statement's worth of a linked value."""

    composition: Composition | None
    quantity: Quantity
    condition: str = ""
    findings: tuple[tuple[str, str], ...] = ()


def settle_value(view: View, link: Link) -> Iterator[Settled]:
    """The statements that a linked value makes: two for a change, one per value of x, one else."""
    composition = link.material.composition if link.material is not None else None
    chosen, findings = _substitute(view, link, composition)
    quantity = link.value.quantity
    findings += tuple((code, quantity.text) for code in quantity.findings)
    if quantity.qualifier is Qualifier.RANGE and CHANGE.search(view.between(view.start, link.value.start)):
        for end, condition in zip(_ends(quantity), ("before", "after"), strict=True):
            yield Settled(chosen, end, condition, findings)
        return
    fixed = chosen is not None and bool(chosen.formula)
    if quantity.qualifier is Qualifier.AT_MOST and fixed:
        # "reaches up to 2 mS cm−1" of one composition is the value itself; only a family has a best member
        quantity = replace(
            quantity, qualifier=Qualifier.EQUAL, low=quantity.high, norm_low=quantity.norm_high
        )
    yield Settled(chosen, quantity, "", findings)


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """`from a to b` of a change: the value before and the value behind, in the order of print."""

    def single(value: float | None, norm: float | None) -> Quantity:
        return replace(
            quantity, qualifier=Qualifier.EQUAL, low=value, high=value, norm_low=norm, norm_high=norm
        )

    return single(quantity.low, quantity.norm_low), single(quantity.high, quantity.norm_high)


def _substitute(
    view: View, link: Link, composition: Composition | None
) -> tuple[Composition | None, tuple[tuple[str, str], ...]]:
    """The composition with `x = 0.2` put in, where the value's clause gives one value for each open
    variable.
    """
    if (
        composition is None
        or not composition.open_variables
        or link.value.quantity.dimension is Dimension.OTHER
    ):
        return composition, ()
    start, stop = view.clause_of(link.value.start)
    given: dict[str, str] = {}
    for mention in view.of_kind(MentionKind.VARIABLE):
        match = EQUALS.match(mention.text)
        if match and start <= mention.start < stop:
            if match[1] in given:
                return composition, (("linking.several_x", mention.text),)
            given[match[1]] = match[2]
    wanted = {name: given[name] for name in composition.open_variables if name in given}
    readings = substitute(composition.printed, wanted) if wanted else ()
    return (readings[0] if readings else composition), ()
