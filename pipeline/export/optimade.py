"""Compositions under the names and rules of OPTIMADE (specification 1.2, entry `structures`)."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from pipeline.serialise import Json

LARGEST_DENOMINATOR = 10_000
"""Printed amounts have at most four decimals, or are fractions such as 2/3: floats go back to these."""

LETTERS = 26


def name_composition(elements: Mapping[str, float] | None) -> Json:
    """`chemical_formula_reduced`, `chemical_formula_anonymous`, `nelements`, `elements_ratios`; all null
    where the composition is open.

    >>> name_composition({"Li": 3.0, "Y": 1.0, "Cl": 6.0})["chemical_formula_reduced"]
    'Cl6Li3Y'
    >>> name_composition({"Li": 2.73, "Ho": 1.09, "Cl": 6.0})["chemical_formula_anonymous"]
    'A600B273C109'
    """
    return dict(_name(tuple(sorted((elements or {}).items()))))


@lru_cache(maxsize=4096)
def _name(elements: tuple[tuple[str, float], ...]) -> Json:
    """Datasets hold the same compositions over and over."""
    amounts = {name: _to_fraction(amount) for name, amount in elements}
    amounts = {name: amount for name, amount in amounts.items() if amount > 0}
    if not amounts:
        return dict.fromkeys(
            ("chemical_formula_reduced", "chemical_formula_anonymous", "nelements", "elements_ratios")
        )
    counts = _to_counts(amounts)
    total = sum(counts.values())
    ordered = sorted(counts.values(), reverse=True)
    return {
        "chemical_formula_reduced": _print(counts),
        "chemical_formula_anonymous": _print({_letter(i): count for i, count in enumerate(ordered)}),
        "nelements": len(counts),
        "elements_ratios": [count / total for count in counts.values()],
    }


def _to_fraction(amount: float) -> Fraction:
    return Fraction(amount).limit_denominator(LARGEST_DENOMINATOR)


def _to_counts(amounts: Mapping[str, Fraction]) -> dict[str, int]:
    """The smallest whole numbers in the same proportions."""
    shared = lcm(*(amount.denominator for amount in amounts.values()))
    counts = {name: int(amount * shared) for name, amount in amounts.items()}
    common = gcd(*counts.values())
    return {name: count // common for name, count in counts.items()}


def _print(counts: Mapping[str, int]) -> str:
    return "".join(f"{name}{count if count > 1 else ''}" for name, count in counts.items())


def _letter(index: int) -> str:
    """A, B, ... Z, Aa, Ba, ... Za, Ab, Bb ..."""
    turn, place = divmod(index, LETTERS)
    return chr(ord("A") + place) + (chr(ord("a") + turn - 1) if turn else "")
