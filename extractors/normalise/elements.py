"""The elements of the field: symbols, usual charges, and runs of lanthanides."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.normalise.tables import read_rows

LANTHANIDES = ("La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu")
HALOGENS = ("F", "Cl", "Br", "I")
_DASH = re.compile(r"\s*[-−–]\s*")


@dataclass(frozen=True, slots=True)
class Element:
    """A line of data/elements.tsv; `low` and `high` are the usual charges."""

    symbol: str
    role: str
    low: float
    high: float


@cache
def load_elements() -> dict[str, Element]:
    return {
        row["symbol"]: Element(row["symbol"], row["role"], float(row["low"]), float(row["high"]))
        for row in read_rows("elements.tsv")
    }


@cache
def element_pattern() -> str:
    """A regular expression of one symbol, the longer symbols first: `Sc` is no sulfur."""
    return f"(?:{'|'.join(sorted(load_elements(), key=lambda symbol: (-len(symbol), symbol)))})"


def is_anion(symbol: str) -> bool:
    """Whether the element closes formulas: O, N, chalcogens, halogens, hydrogen (of hydrides)."""
    element = load_elements().get(symbol)
    return element is not None and element.role in ("anion", "halogen", "hydrogen")


def is_alkali(symbol: str) -> bool:
    element = load_elements().get(symbol)
    return element is not None and element.role == "alkali"


def is_metal(symbol: str) -> bool:
    element = load_elements().get(symbol)
    return element is not None and element.role in ("alkali", "metal")


def expand_elements(text: str) -> tuple[str, ...] | None:
    """`Y, Tb–Tm` -> Y, Tb, Dy, Ho, Er, Tm; None where one part is no element.

    Runs are read along the lanthanides (Pm left out, which no one weighs in) and along the halogens
    (`F–I`). Separators: comma, slash, "and", "or", "etc.".
    """
    found: list[str] = []
    for part in re.split(r"\s*(?:,|/|;|\band\b|\bor\b|\betc\b\.?|…|\.\.\.)\s*", text.strip()):
        if not part:
            continue
        expanded = _expand_run(part.strip(" ()"))
        if expanded is None:
            return None
        found += [symbol for symbol in expanded if symbol not in found]
    return tuple(found) or None


def _expand_run(part: str) -> tuple[str, ...] | None:
    ends = _DASH.split(part)
    if len(ends) == 1:
        return (part,) if part in load_elements() else None
    if len(ends) != 2:
        return None
    for series in (LANTHANIDES, HALOGENS):
        if ends[0] in series and ends[1] in series and series.index(ends[0]) < series.index(ends[1]):
            run = series[series.index(ends[0]) : series.index(ends[1]) + 1]
            return tuple(symbol for symbol in run if symbol != "Pm")
    return None
