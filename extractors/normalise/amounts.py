"""Amounts of a formula, with variables in them: `3−x`, `1+x/2`, `0.666−x`, `2/3`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

NUMBER = r"(?:(?:0(?!\d)|[1-9]\d*)(?:\.\d+)?|\.\d+)"
VARIABLE = r"[xyzwuvabnmδ]"
TERM = rf"(?:{NUMBER}?(?:/{NUMBER})?{VARIABLE}(?:/{NUMBER})?|{NUMBER}(?:/{NUMBER})?)"
SIGN = r"[+\-−–±]"
AMOUNT = rf"{TERM}(?:\s?{SIGN}\s?{TERM})*"
_TERM = re.compile(
    rf"(?P<sign>{SIGN})?\s*(?:(?P<number>{NUMBER})?(?P<over1>/{NUMBER})?"
    rf"(?P<variable>{VARIABLE})(?P<over2>/{NUMBER})?|(?P<plain>{NUMBER})(?P<over3>/{NUMBER})?)"
)
_LARGEST_DENOMINATOR = 12
"""Fractions up to twelfths are printed as fractions (Sc2/3); finer ones as four decimals."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of products of variables: ((("x",), -1), ((), 3)) is 3−x."""

    terms: tuple[tuple[tuple[str, ...], Fraction], ...]

    def __add__(self, other: "Amount") -> "Amount":
        return _collect([*self.terms, *other.terms])

    def __mul__(self, other: "Amount") -> "Amount":
        return _collect([(tuple(sorted(a + b)), p * q) for a, p in self.terms for b, q in other.terms])

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(name for names, _ in self.terms for name in names)

    @property
    def value(self) -> Fraction | None:
        """The number, None while a variable is open."""
        return None if self.variables else sum((q for _, q in self.terms), Fraction(0))

    def substitute(self, values: Mapping[str, Fraction]) -> "Amount":
        terms: list[tuple[tuple[str, ...], Fraction]] = []
        for names, factor in self.terms:
            for name in names:
                factor *= values.get(name, Fraction(1))
            terms.append((tuple(name for name in names if name not in values), factor))
        return _collect(terms)


def _collect(terms: list[tuple[tuple[str, ...], Fraction]]) -> Amount:
    sums: dict[tuple[str, ...], Fraction] = {}
    for names, factor in terms:
        sums[names] = sums.get(names, Fraction(0)) + factor
    return Amount(tuple(sorted((names, factor) for names, factor in sums.items() if factor)))


ONE = Amount((((), Fraction(1)),))


def read_amount(text: str) -> Amount | None:
    """`4−2x`, `1+x/2`, `2/3`, `.5`, `x`; None for anything else.

    Refused: sums of plain numbers (`3−0.5` is a coefficient after a dash, not a subscript).
    """
    stripped = text.replace(" ", "").strip("()")
    terms: list[tuple[tuple[str, ...], Fraction]] = []
    at = 0
    while match := _TERM.match(stripped, at):
        if (at > 0) != (match["sign"] is not None):
            return None
        terms.append(_read_term(match))
        at = match.end()
    if at != len(stripped) or not terms:
        return None
    if len(terms) > 1 and not any(names for names, _ in terms):
        return None
    return _collect(terms)


def _read_term(match: re.Match[str]) -> tuple[tuple[str, ...], Fraction]:
    factor = Fraction(match["number"] or match["plain"] or "1")
    for over in ("over1", "over2", "over3"):
        if match[over] and Fraction(match[over][1:]):
            factor /= Fraction(match[over][1:])
    names = (match["variable"],) if match["variable"] else ()
    return names, -factor if match["sign"] and match["sign"] in "-−–" else factor


def number_amount(value: Fraction) -> Amount:
    return Amount((((), value),)) if value else Amount(())


def print_number(value: Fraction) -> str:
    """`3`, `0.845`, `2/3`; four decimals where neither a decimal nor a small fraction is exact."""
    if value.denominator == 1:
        return str(value.numerator)
    reduced = value.denominator
    for prime in (2, 5):
        while reduced % prime == 0:
            reduced //= prime
    if reduced == 1:
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    if value.denominator <= _LARGEST_DENOMINATOR:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
