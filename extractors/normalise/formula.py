"""Parses the letters of a formula: elements, placeholders, brackets, amounts; no chemistry beyond symbols."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractors.normalise.amounts import AMOUNT, ONE, SIGN, Amount, number_amount, read_amount
from extractors.normalise.elements import is_alkali, is_anion, load_elements

PLACEHOLDERS = ("Ln", "RE", "Me", "TM", "Ch", "M", "X", "A", "R", "Q", "Z", "E", "G", "L", "T", "J")
"""Letters that stand for an element of a list: Li3MCl6; real elements win unless a list names them (A =
...).
"""

VACANCY = "□"
_AMOUNT = re.compile(AMOUNT)
_BRACKETED = re.compile(rf"[(\[](?P<amount>{AMOUNT})[)\]](?:/(?P<over>[1-9])(?![\d.]))?")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_SYMBOL = re.compile(r"[A-Z][a-z]?|□")


@dataclass(frozen=True, slots=True)
class Component:
    """A compound of a mixture: its coefficient and (symbol, amount) in printed order.

    A symbol is an element, a placeholder ("M"), or elements joined by a slash ("Li/Na": one of them) or by
    commas ("Ge,Sn": both, in a ratio that is not printed).
    """

    coefficient: Amount
    parts: tuple[tuple[str, Amount], ...]
    text: str

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(symbol for symbol, _ in self.parts))

    @property
    def variables(self) -> frozenset[str]:
        return self.coefficient.variables.union(*(amount.variables for _, amount in self.parts))


@lru_cache(maxsize=4096)
def read_component(text: str) -> Component | None:
    """`0.5Li2ZrCl6`, `0.62[Na0.75Sm1.75Cl6]`, `(1−x)Li2S`, `Li3Y(Br3Cl3)`; None where a letter is left
    over.
    """
    coefficient, at = _read_coefficient(text)
    parts, at = _read_group(text, at, "")
    if at != len(text) or not parts:
        return None
    return Component(coefficient, tuple(parts), text)


def _read_coefficient(text: str) -> tuple[Amount, int]:
    bracketed = re.match(rf"\(({AMOUNT})\)", text)
    match = bracketed or re.match(r"(\d+(?:\.\d+)?(?:/\d+)?[xyznabm]?|[xyznabm])(?=[A-Z(\[{])", text)
    amount = read_amount(match[1]) if match else None
    return (amount, match.end()) if match and amount else (ONE, 0)


def _read_group(text: str, at: int, closing: str) -> tuple[list[tuple[str, Amount]], int]:
    """Parts up to the closing bracket (or the end); stops where nothing fits, which the caller sees."""
    parts: list[tuple[str, Amount]] = []
    while at < len(text) and (not closing or text[at] != closing):
        if text[at] in _OPENING:
            inner, after = _read_bracket(text, at)
        else:
            inner, after = _read_symbol(text, at, "/," if closing else "/")
        if after == at:
            break
        amount, at = _read_subscript(text, after)
        parts += [(symbol, inner_amount * amount) for symbol, inner_amount in inner]
        if closing and text[at : at + 1] == "," and at > after:
            # "(Ge0.25,Sn0.75)": the comma parts what has its own amount
            at += 1
    return parts, at


def _read_bracket(text: str, at: int) -> tuple[list[tuple[str, Amount]], int]:
    closing = _OPENING[text[at]]
    inner, stop = _read_group(text, at + 1, closing)
    if stop < len(text) and text[stop] == closing and inner:
        return inner, stop + 1
    return [], at


def _read_symbol(text: str, at: int, joints: str) -> tuple[list[tuple[str, Amount]], int]:
    symbol = _match_symbol(text, at)
    if not symbol:
        return [], at
    at += len(symbol)
    while at < len(text) and text[at] in joints and (other := _match_symbol(text, at + 1)):
        if not _may_replace(split_choice(symbol)[0], other, at - len(symbol) == 0):
            break
        symbol += text[at] + other
        at += 1 + len(other)
    return ([] if symbol == VACANCY else [(symbol, ONE)]) or [(VACANCY, ONE)], at


def split_choice(symbol: str) -> list[str]:
    """The elements of a joined symbol: `Li/Na`, `Ge,Sn`; one for a plain symbol."""
    return re.split("[/,]", symbol)


def _may_replace(symbol: str, other: str, leads: bool) -> bool:
    """Elements of one kind; at the head of a formula only alkali metals: `Ta/MgSc2Se4` is a stack."""
    return is_alkali(symbol) and is_alkali(other) if leads else is_anion(symbol) == is_anion(other)


def _match_symbol(text: str, at: int) -> str:
    match = _SYMBOL.match(text, at)
    if not match:
        return ""
    elements = load_elements()
    for symbol in (match[0], match[0][0]):
        if symbol in elements or symbol in PLACEHOLDERS or symbol == VACANCY:
            return symbol
    return "RE" if text.startswith("RE", at) else ""


def _read_subscript(text: str, at: int) -> tuple[Amount, int]:
    """The longest amount that leaves no sign hanging; `(1−x)` and `(2−x)/3` after a symbol are too."""
    bracketed = _BRACKETED.match(text, at)
    if bracketed and (amount := read_amount(bracketed["amount"])):
        over = Fraction(bracketed["over"] or 1)
        return amount * number_amount(1 / over), bracketed.end()
    match = _AMOUNT.match(text, at)
    if not match:
        return ONE, at
    printed = match[0]
    while printed:
        if amount := read_amount(printed):
            return amount, at + len(printed)
        printed = re.sub(rf"\s?{SIGN}\s?[^+\-−–±]*$", "", printed) if re.search(SIGN, printed) else ""
    return ONE, at


def is_complete(component: Component) -> bool:
    """Whether it could stand alone: something positive first (H in acids), an anion (or its letter) later."""
    symbols = [symbol for symbol in component.symbols if symbol != VACANCY]
    if len(symbols) < 2 or not any(_closes(symbol) for symbol in symbols[1:]):
        return False
    acid = symbols[0] == "H" and len(symbols) > 2
    # SeO2 and TeO2 form glasses
    return acid or not _closes(symbols[0]) or (symbols[0] in ("Se", "Te") and symbols[1] == "O")


def _closes(symbol: str) -> bool:
    return symbol in ("X", "Ch", "Q") or is_anion(split_choice(symbol)[0])
