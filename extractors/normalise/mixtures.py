"""Cuts a printed material into the compounds it is mixed of: `1.6Li2O–TaCl5`, `Li3InCl6·xH2O`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractors.normalise.amounts import ONE, number_amount, read_amount
from extractors.normalise.elements import is_alkali
from extractors.normalise.formula import Component, is_complete, read_component
from extractors.normalise.prefixes import split_prefix

_DASHES = "-−–"
_DOTS = "·"
MOLECULES = (("H", "O"), ("D", "O"), ("N", "H"), ("N", "H", "B"))
"""Water, ammonia and ammonia borane stand whole behind a dot: hydrates and ammines."""
_NESTED = re.compile(
    r"(?P<coefficient>\([^()]*\)|[\d.]+|[xyz])?[(\[](?P<inside>(?:[^()\[\]]|\([^()]*\))+)[)\]]"
)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Compounds in printed order; `separator` is "" for one, "-", "·" (hydrates too), ":" (a dopant), "+"."""

    components: tuple[Component, ...]
    separator: str = ""


@lru_cache(maxsize=4096)
def read_mixtures(text: str) -> tuple[Mixture, ...]:
    """Every reading, the likelier first.

    A dash is a separator where what stands before it could be a compound of its own and what follows begins
    with a cation; it is a minus in a subscript otherwise (`Li3−xM1−xZrxCl6`, `PS5−xClx`).
    """
    readings: list[Mixture] = []
    for separator, cuts in (("-", _DASHES), ("·", _DOTS), (":", ":"), ("+", "+")):
        parts = _cut(text, cuts)
        if parts and (separator != ":" or len(parts) == 2):
            readings.append(Mixture(parts, separator))
    whole = read_component(text)
    if whole:
        readings.append(Mixture((whole,)))
    return tuple(readings)


def _cut(text: str, separators: str) -> tuple[Component, ...]:
    """The components if the text falls into two or more at its outer separators, else ()."""
    for at in _outer(text, separators):
        left, right = text[:at].strip(), text[at + 1 :].strip()
        first = _read_part(left, separators, at > 0)
        if first is None:
            continue
        rest = _cut(right, separators)
        if not rest:
            last = _read_part(right, separators, False)
            rest = (last,) if last else ()
        if rest:
            return (first, *rest)
    return ()


def _read_part(text: str, separators: str, is_first: bool) -> Component | None:
    component = read_component(text) or _read_nested(text)
    if component is None:
        return None
    if separators == _DOTS and not is_first and component.symbols in MOLECULES:
        return component
    if separators == ":" and not is_first:
        return component if len(component.symbols) <= 2 else None
    return component if is_complete(component) else None


def _read_nested(text: str) -> Component | None:
    """`x(0.75Li2S–0.25P2S5)`: a mixture in a bracket is one component of the outer one."""
    match = _NESTED.fullmatch(text)
    inner = _cut(match["inside"], _DASHES) or _cut(match["inside"], _DOTS) if match else ()
    coefficient = read_amount(match["coefficient"]) if match and match["coefficient"] else ONE
    if not inner or coefficient is None:
        return None
    hundred = sum((part.coefficient.value or Fraction(0)) for part in inner) == 100
    share = number_amount(Fraction(1, 100)) if hundred else ONE
    parts = tuple(
        (symbol, amount * part.coefficient * share) for part in inner for symbol, amount in part.parts
    )
    return Component(coefficient, parts, text)


def _outer(text: str, separators: str) -> Iterator[int]:
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0 and char in separators:
            yield at


def _offers_choice(left: str, right: str) -> bool:
    """`Li/NaTaCl6`, `Li3Y/ErCl6`: the slash parts two elements for one place, not two materials."""
    component, following = read_component(left), re.match(r"[A-Z][a-z]?", right)
    if component is None:
        return not read_mixtures(split_prefix(left)[1])
    if following is None:
        return False
    first, last = component.symbols[0], component.symbols[-1]
    if len(component.symbols) == 1 and left == first:
        return is_alkali(first) and any(
            is_alkali(part) and part != first for part in (following[0], right[:1])
        )
    return not is_complete(component) and left.endswith(last)


def split_slash(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the materials that a slash (or a bar) parts: `Li3YCl6/Li3YBr6`; one span where it parts none.

    `Sc2/3`, `O2−x/2` and `Li/NaTaCl6` are left whole.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[/|]", text):
        at = match.start()
        if text[at + 1 : at + 2].isdigit() and re.search(r"[\dxyzδ)]$", text[:at]):
            # a fraction: `Sc2/3`, `O2−x/2`
            continue
        if match[0] == "/" and _offers_choice(text[start:at], text[at + 1 :]):
            continue
        spans.append((start, at))
        start = at + 1
    spans.append((start, len(text)))
    return tuple(spans)
