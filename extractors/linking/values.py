"""What a linked value says in the end: changes split in two, series substituted, qualifiers fitted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.linking.bounds import UP_TO, as_value, fit_qualifier
from extractors.linking.lists import Link
from extractors.linking.said import VERSUS, Value
from extractors.linking.view import View
from extractors.model.science import Composition, MentionKind, Qualifier, Quantity
from extractors.normalise.composition import read_composition, substitute

CHANGED_FROM = re.compile(r"\bfrom\s*(?:about |around |~|∼|ca\.? )?$", re.IGNORECASE)
EQUALS = re.compile(r"^\s*([A-Za-zδ])\s*[=~∼≈]\s*(\d.*)$")
SET_TO = (
    r"(?:\s+(?:(?:is |was |being |has been )?(?:increased|raised|lowered|reduced|set|equal|fixed|chosen)\s+"
    r"(?:to|at|as)|around|about|near|of)\s+|\s*[~∼≈]\s*)"
    r"(?P<number>\d+(?:\.\d+)?)(?![\w]|\.\d|\s*(?:[–−×·°%Ω-]|m?S\b|m?eV|V\b|K\b))"
)
""""When x is increased to 0.25", "at x around 0.06"."""
BOUND_BEFORE = re.compile(r"\b(?:up to|until|beyond|above|below)\s+$", re.IGNORECASE)
""""Incorporated up to x = 0.25": how far a series goes, not what was measured."""
NO_AMOUNT_BEHIND = re.compile(r"\s*(?:[–−-]\s*\d|%)")
""""x = 0.3–0.7" gives no one value; "x = 20%" no number of atoms."""
SHARE = r"(?<![\d.])(?P<share>\d+(?:\.\d+)?)\s?mol\.?\s?%\s(?:of )?"
IN_PERCENT = re.compile(r"(?<![\d.A-Za-z])\d{2,3}(?!\d)|mol")
"""Coefficients of a mixture that sum to a hundred."""
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")
LIST_ONLY = re.compile(
    rf"\s*{NUMBER.pattern}(?:(?:\s*,\s*(?:(?:and|or|&)\s*)?|\s*(?:and|or|&)\s*|\s+){NUMBER.pattern})*\s*"
)
""""0.1, 0.2, and 0.3"; each number can be read in one way only, or a long list takes for ever."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One statement's worth of a linked value."""

    material: str
    composition: Composition | None
    quantity: Quantity
    condition: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()


def settle_value(view: View, link: Link) -> Iterator[Settled]:
    """What a linked value states, the series in x closed where the clause gives x."""
    composition = link.material.composition if link.material is not None else None
    chosen, findings = _substitute(view, link, composition)
    value = link.value
    quantity = replace(value.quantity, text=view.between(value.start, value.stop))
    details = tuple(_details(view, value))
    quantity = fit_qualifier(view, link, quantity)
    fixed = bool(chosen.formula) if chosen is not None else link.material is not None
    if UP_TO.search(quantity.text) and quantity.qualifier is Qualifier.AT_MOST and fixed and not link.grouped:
        # "reaches up to 2 mS cm−1" of one composition is the value itself; only a family has a best member
        quantity = as_value(quantity)
    condition = _side_of_change(view, link)
    for member in split_alkali(chosen) if chosen is not None else (None,):
        yield Settled(_name(link, member), member, quantity, condition, findings, details)


LIMITS = (
    (
        "oxidation",
        re.compile(
            r"\b(?:oxidati\w+|oxidi[sz]ation|anodic|high[- ]voltage|voltage stability)\b", re.IGNORECASE
        ),
    ),
    ("reduction", re.compile(r"\b(?:reducti\w+|cathodic)\b", re.IGNORECASE)),
)


def _details(view: View, value: Value) -> Iterator[tuple[str, str]]:
    """The electrode of a potential, and which end of the window a single limit is."""
    if value.property != "electrochemical_window":
        return
    electrode = value.against or _shared_electrode(view, value)
    if electrode:
        yield "vs", electrode
    if value.quantity.qualifier is not Qualifier.RANGE:
        before = view.between(view.start, value.start)
        said = [name for name, pattern in LIMITS if pattern.search(before)]
        if len(said) == 1:
            yield "limit", said[0]


def _shared_electrode(view: View, value: Value) -> str:
    """`a for A and b for B against Li+/Li`: the only electrode of a sentence, behind its last potential."""
    named = list(VERSUS.finditer(view.between(value.stop, view.stop)))
    own = [other for other in view.values if other.against and other is not value]
    return named[0][1] if len(named) == 1 and len({other.against for other in own}) <= 1 else ""


def _name(link: Link, composition: Composition | None) -> str:
    """The material as printed: a label keeps its own name also where the paper defines it."""
    if link.material is None:
        return ""
    if composition is None or link.material.is_label:
        return link.material.text
    return composition.material


ALKALI_PAIR = re.compile(r"^(Li|Na|K)/(Li|Na|K)(.+)$")


def split_alkali(composition: Composition) -> tuple[Composition, ...]:
    """`Li/NaTaOCl4` names two materials, `LiTaOCl4` and `NaTaOCl4`; any other composition is itself."""
    pair = ALKALI_PAIR.match(composition.printed)
    if pair is None:
        return (composition,)
    readings = [read_composition(metal + pair[3]) for metal in (pair[1], pair[2])]
    return tuple(found[0] for found in readings if found) or (composition,)


def _substitute(
    view: View, link: Link, composition: Composition | None
) -> tuple[Composition | None, tuple[tuple[str, str], ...]]:
    """The composition with `x = 0.2` put in.

    `x = 0, 0.2 and 0.4` with as many values gives each its own, in order; so do as many single `x = ...`. Of
    fewer, the only one of the value's clause counts; where two would fit, the series stays open, with a
    finding.
    """
    if composition is None or not composition.open_variables:
        return composition, ()
    values = [value for value in view.values if value.property == link.value.property]
    given: dict[str, str] = {}
    for name in composition.open_variables:
        printed = _printed_values(view, name)
        in_front = len(printed) == len(values) and printed[0][0] < values[0].start
        beside = "" if in_front else _printed_beside(view, link.value, name)
        if beside:
            given[name] = beside
            continue
        if len(printed) == len(values):
            given[name] = printed[values.index(link.value)][1]
            continue
        start, stop = view.clause_of(link.value.start)
        inside = list(dict.fromkeys(number for at, number in printed if start <= at < stop))
        share = "" if printed else _printed_share(view, link, composition, name)
        if len(inside) == 1 or share:
            given[name] = share or inside[0]
        elif inside:
            return composition, (("linking.several_x", f"{name} = {', '.join(inside)}"),)
    readings = substitute(composition.printed, given) if given else ()
    return (readings[0] if readings else composition), ()


def _printed_beside(view: View, value: Value, name: str) -> str:
    """x right behind a value: `a at 25 °C for x = 0.5`, `a (x = 0.5)`; "" where none or several are.

    Refused: x of the clause behind (`a, x = 0.5 has b`, `a at x = 0.5: b`), and x in per cent.
    """
    behind = re.compile(
        rf"\s*(?:at\s+[\d.]+\s?(?:°C|K)\s*)?(?:\(\s*|(?:for|at|with|when|where|in)\s+(?:the\s+\w+\s+)?)"
        rf"{re.escape(name)}\s*[=≈~]\s*(?P<number>{NUMBER.pattern}|[A-Z][a-z]?)(?![\w/%]|\.\d)"
        r"(?=\s*(?:[);]|\.(?!\d)|$|,\s+(?!\d)|(?:and|while|whereas|but)\s+(?!\d|to\b)))"
    )
    match = behind.match(view.between(value.stop, view.stop))
    return match["number"] if match else ""


def _printed_values(view: View, name: str) -> list[tuple[int, str]]:
    """Place and number of every value that the sentence gives a variable, lists taken apart."""
    found: list[tuple[int, str]] = []
    for mention in view.of_kind(MentionKind.VARIABLE):
        match = EQUALS.match(mention.text)
        refused = NO_AMOUNT_BEHIND.match(view.between(mention.stop, view.stop))
        if match and not refused and name in (match[1], match[1].lower()) and LIST_ONLY.fullmatch(match[2]):
            found += [(mention.start, number) for number in NUMBER.findall(match[2])]
    said = re.finditer(rf"(?<![\w+−–-]){re.escape(name)}{SET_TO}", view.between(view.start, view.stop))
    beside = [(view.start + match.start(), match["number"]) for match in said]
    told = {at for at, _ in found}
    found += [place for place in beside if place[0] not in told]
    return sorted(
        (p for p in found if not BOUND_BEFORE.search(view.between(view.start, p[0]))), key=lambda p: p[0]
    )


def _printed_share(view: View, link: Link, composition: Composition, name: str) -> str:
    """x of `(75−1.5x)Li2S·25P2S5·xLi3N` where the clause says `with 20 mol% of Li3N`; "" where it says none.

    Where the coefficients sum to one (`(1−x)A·xB`), x is the fraction.
    """
    part = re.search(rf"(?<![\d.A-Za-z]){re.escape(name)}(?P<part>[A-Z][A-Za-z0-9]*)", composition.printed)
    if part is None:
        return ""
    said = re.compile(rf"{SHARE}{re.escape(part['part'])}(?![A-Za-z0-9])")
    found = {match["share"] for match in said.finditer(view.between(*view.clause_of(link.value.start)))}
    if len(found) != 1:
        return ""
    share = found.pop()
    return share if IN_PERCENT.search(composition.printed) else f"{float(share) / 100:g}"


def _side_of_change(view: View, link: Link) -> str:
    """`before` and `after` for the two values of "decreased from a to b"; "" for any other value."""
    values = [value for value in view.values if value.property == link.value.property]
    at = values.index(link.value)
    for first, second, side in ((at, at + 1, "before"), (at - 1, at, "after")):
        if first >= 0 and second < len(values):
            before = view.between(view.start, values[first].start)
            joint = view.between(values[first].stop, values[second].start).strip()
            if joint == "to" and CHANGED_FROM.search(before):
                return side
    return ""
