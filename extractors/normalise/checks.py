"""Doubts about a composition: charge, implausible amounts, letters that OCR misread."""

import re
from collections.abc import Iterable, Mapping
from itertools import product

from extractors.normalise.elements import is_alkali, load_elements

CHARGE_TOLERANCE = 0.08
"""Charges per formula unit that rounding of printed amounts may leave; raising it hides misprints."""

_BY_STRENGTH = ("F", "O", "N", "Cl", "Br", "I", "S", "Se", "Te")

_MISREAD = (
    (r"(?<=[A-Za-z])[lI](?=[.\d])", "1"),  # "Scl.5", "AlI.2" for a one before a point or digit
    (r"(?<=\d)[lI](?![a-z])", "1"),
    (r"(?<=[A-Za-z])o(?=\.)", "0"),  # "Zro.s": a zero read as o
    (r"(?<=[a-z\)])O(?=\.\d)", "0"),
    (r"(?<=\.)[sS](?![a-z])", "5"),  # ".s" for .5
    (r"(?<=\.)[oO](?=\d)", "0"),
    (r"(?<=\d\.\d)0(?=1?\d$)", "O"),  # "P2.5012" ends in O12
    (r"(?<=[A-Za-z\)])0(?=\d)", "O"),
)


def find_charge_doubt(compounds: Iterable[Mapping[str, float]]) -> tuple[str, ...]:
    """`composition.charge` where no choice of usual charges adds up to zero over all compounds."""
    low = high = 0.0
    for elements in compounds:
        if not all(symbol in load_elements() for symbol in elements):
            return ()
        least, most = _charge_limits(elements)
        low += least
        high += most
    return ("composition.charge",) if low > CHARGE_TOLERANCE or high < -CHARGE_TOLERANCE else ()


def _charge_limits(elements: Mapping[str, float]) -> tuple[float, float]:
    """Lowest and highest sum of usual charges; the strongest anion and all halogens are held at their own."""
    strongest = next((symbol for symbol in _BY_STRENGTH if symbol in elements), "")
    if _is_peroxide(elements) or _is_cage(elements):
        return 0.0, 0.0
    low = high = 0.0
    oxyacid = "O" in elements and all(
        is_alkali(s) or load_elements()[s].role in ("halogen", "anion") for s in elements
    )
    for symbol, amount in elements.items():
        element = load_elements()[symbol]
        if oxyacid and element.role == "halogen":
            high += 7 * amount  # perchlorates and their like
            low += element.low * amount
            continue
        low += element.low * amount
        high += (element.low if symbol == strongest else element.high) * amount
    return low, high


def balances_plainly(elements: Mapping[str, float]) -> bool:
    """Whether the charges add up to zero with each element at its lowest or highest usual charge."""
    choices = [(load_elements()[symbol].low, load_elements()[symbol].high) for symbol in elements]
    return any(
        abs(sum(charge * amount for charge, amount in zip(charges, elements.values(), strict=True))) < 1e-6
        for charges in product(*choices)
    )


def find_amount_doubt(amounts: Iterable[float]) -> tuple[str, ...]:
    """`composition.amount` where an amount is negative or beyond what formula units hold."""
    return ("composition.amount",) if any(amount < 0 or amount > 200 for amount in amounts) else ()


def _is_peroxide(elements: Mapping[str, float]) -> bool:
    others = [symbol for symbol in elements if symbol != "O"]
    return len(others) == 1 and is_alkali(others[0]) and elements.get("O") == elements[others[0]]


def _is_cage(elements: Mapping[str, float]) -> bool:
    """B12H12, CB11H12: bonds within the cage leave no charges for its atoms."""
    return (
        elements.get("B", 0) > 1 and 0.7 < (elements.get("H", 0) + elements.get("D", 0)) / elements["B"] < 2
    )


def mend_misread(text: str) -> str:
    """What a scan's `Na3(Scl.5Zro.s)` would be with digits for the letters that look like them."""
    for pattern, digit in _MISREAD:
        text = re.sub(pattern, digit, text)
    return text
