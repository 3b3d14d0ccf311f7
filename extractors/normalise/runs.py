"""Numbers that share a unit and a power of ten: ranges, lists, single values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extractors.model.science import Dimension
from extractors.normalise.numbers import Scalar, find_scalars
from extractors.normalise.qualifiers import opens_range
from extractors.normalise.units import Unit, lost_unit_pattern, normalise_unit, unit_pattern

RANGE_GAP = re.compile(
    r"\s?(?:[-−–~…]|\.\.\.|(?:up\s)?to|down\sto|through)\s?"
    r"(?:~|about|around|roughly|approximately|nearly|almost|ca\.?|as high as|over|above)?\s?"
)
_AGAINST = r"(?:vs\.?|versus|against|instead\sof|rather\sthan|→)"
"""What sets one value against another: they share the unit, never the power (`0.012 vs 3 × 10−3 S cm−1`)."""
_LIST_GAP = re.compile(rf"\s?(?:,|;|,?\s?(?:and|or|&|{_AGAINST})|/|,\s?(?:~|about))\s?")
_AND_GAP = re.compile(r"\s?and\s?(?:~|about|roughly|approximately|nearly)?\s?")
POWER_DIMENSIONS = (
    Dimension.CONDUCTIVITY,
    Dimension.CONDUCTIVITY_TIMES_TEMPERATURE,
    Dimension.DIFFUSIVITY,
    Dimension.AREA_RESISTANCE,
    Dimension.RESISTANCE,
)
_PER = r"(?:\s?/\s?|\sper\s)(?:atom|f\.\s?u|formula|unit\s?cell|ion|cell|molecule)|\satom[-−–⁻]"
"""An energy of a structure ("45 meV/atom") is no energy of a jump."""
_LARGEST_EXPONENT = 18
LIKELY_EXPONENT = 9
"""Bare `10–12 mS` may be a range or a power; up to this exponent it can only be a power."""
LEAST_DEGREES = 100
"""A plain C behind a number from here on is a temperature without its degree sign."""
_NEVER_GLUED = ("A", "t", "d", "g", "m", "s", "L", "N", "W", "S")
"""Letters that, glued to a number, name a panel, a sample or an orbital (`4d`, `2A`, `1s`), not a unit."""
_YEAR = re.compile(r"(?:1[89]|20)\d0")
"""Decades: "the 1980s"."""
_YEARS = range(1900, 2100)
_NO_VALUE = re.compile(
    r"(?:\b[xyznδ]\s?[=≤≥<>]\s?|\b(?:Figs?|Tables?|Refs?|refs?|Eqs?|Section|Sample|sample|in)\.?\s?)$"
)
"""What stands before numbers that belong to no list of values: `x = 0.2 and 1.3 mS cm−1`."""
_CONJUNCTION = re.compile(rf"and|or|&|/|{_AGAINST}")
LEAST_MANTISSA = 0.1
"""A number below this is no factor of a power of ten that the next one has: `0.012 and 3 × 10−3 S cm−1`."""


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers that share a unit: their scalars, the unit, where it ends, and whether they are a range."""

    scalars: tuple[Scalar, ...]
    unit: Unit
    stop: int
    is_range: bool
    ends: tuple[int, ...]
    """Where each number ends, its own unit included where it has one."""


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?:\[(?P<least>\d+(?:\.\d+)?),\s?(?P<most>\d+(?:\.\d+)?)\]\s?)?(?P<unit>{lost_unit_pattern()}(?![A-Za-z])|{unit_pattern()})(?![A-Za-z\d]|·[A-Za-z]|[-−–][A-Za-z]{{2}}|(?<=[a-z]1)/\d|{_PER})"
    )


def find_runs(folded: str) -> Iterator[Run]:
    """Every unit that follows a number, with all the numbers before it that it belongs to."""
    scalars = list(find_scalars(folded))
    units = [_match_unit(folded, scalar) for scalar in scalars]
    used = -1
    for at, matched in enumerate(units):
        if matched is None or at <= used:
            continue
        first, is_range = _reach_back(folded, scalars, units, at, used)
        last = at
        stop = matched[1]
        if first == at and at + 1 < len(units) and _pairs_up(folded, scalars, units, at):
            last, is_range = at + 1, True
            stop = units[last][1]  # type: ignore[index]
        if is_range and first > used + 2 and _is_range_before(folded, scalars, units, first):
            pair = tuple(scalars[first - 2 : first])
            yield Run(pair, matched[0], pair[1].stop, True, tuple(scalar.stop for scalar in pair))
        used = last
        own = tuple(zip(scalars[first : last + 1], units[first : last + 1], strict=True))
        ends = tuple(unit[1] if unit else scalar.stop for scalar, unit in own)
        yield Run(tuple(scalar for scalar, _ in own), matched[0], stop, is_range, ends)


def _match_unit(folded: str, scalar: Scalar) -> tuple[Unit, int] | None:
    match = _unit_after().match(folded, scalar.stop)
    if not match:
        return None
    if match["least"] and not Decimal(match["least"]) <= scalar.value <= Decimal(match["most"]):
        return None  # no interval of confidence: `15.7 [4.7, 51.9] mS cm−1`
    unit = normalise_unit(match["unit"])
    if unit is None or (match["unit"] in _NEVER_GLUED and match.start("unit") == scalar.stop):
        return None
    if unit.dimension == Dimension.C_RATE and scalar.value >= LEAST_DEGREES and scalar.power is None:
        # "1000C": the degree sign was lost, no cell is charged so fast
        unit = normalise_unit("°C") or unit
    if match["unit"] == "s" and _YEAR.fullmatch(folded, scalar.start, scalar.stop):
        return None
    return unit, match.end()


def _reach_back(
    folded: str, scalars: Sequence[Scalar], units: Sequence[tuple[Unit, int] | None], at: int, used: int
) -> tuple[int, bool]:
    """The first scalar that shares the unit at `at`, and whether the two of them are a range."""
    first = at
    while first - 1 > used and units[first - 1] is None:
        gap = folded[scalars[first - 1].stop : scalars[first].start]
        if first == at and RANGE_GAP.fullmatch(gap):
            alone = _is_amount(folded, scalars[first - 1]) or _counts(folded, scalars[first - 1])
            return (at, False) if alone else (first - 1, True)
        if first == at and _AND_GAP.fullmatch(gap) and opens_range(folded, scalars[first - 1].start):
            return first - 1, True
        if not _LIST_GAP.fullmatch(gap):
            break
        first -= 1
    return (first if _is_list(folded, scalars[first : at + 1]) else at), False


def _is_amount(folded: str, scalar: Scalar) -> bool:
    """`0.38 eV at x = 0 to 0.29 eV`: the number is an amount of the formula, and opens no range of values."""
    return re.search(r"\b[xyznδ]\s?=\s?$", folded[max(0, scalar.start - 8) : scalar.start]) is not None


def _counts(folded: str, scalar: Scalar) -> bool:
    """`brought A in 2013 to 4 × 10−3 S cm−1`, `by a factor of 5 to 3 × 10−4`: no end of a range of values."""
    before = folded[max(0, scalar.start - 16) : scalar.start]
    if re.search(r"\b(?:factor of|after)\s(?:~|about\s)?$", before):
        return True
    plain = scalar.power is None and scalar.value in _YEARS and scalar.stop - scalar.start == len("2013")
    return plain and re.search(r"\b(?:in|since|of|by|from)\s$", before) is not None


def _is_range_before(
    folded: str, scalars: Sequence[Scalar], units: Sequence[tuple[Unit, int] | None], first: int
) -> bool:
    """`0.2–0.3 and 0.4–0.5 eV`: another range before this one, without a unit of its own."""
    low, high = scalars[first - 2], scalars[first - 1]
    if units[first - 1] or units[first - 2]:
        return False
    gap = folded[high.stop : scalars[first].start]
    ranged = RANGE_GAP.fullmatch(folded, low.stop, high.start)
    return bool(ranged and _LIST_GAP.fullmatch(gap) and _CONJUNCTION.search(gap))


def _is_list(folded: str, scalars: Sequence[Scalar]) -> bool:
    """Whether the numbers are values one beside the other, and no year, figure or amount x among them."""
    if _has_own_power(folded, scalars):
        return False
    if len(scalars) == 2 and not _CONJUNCTION.search(folded[scalars[0].stop : scalars[1].start]):
        return False
    if any(s.power is None and s.value in _YEARS and s.stop - s.start == 4 for s in scalars[:-1]):
        return False
    return _NO_VALUE.search(folded, max(0, scalars[0].start - 12), scalars[0].start) is None


def _has_own_power(folded: str, scalars: Sequence[Scalar]) -> bool:
    """Whether the power of the last number cannot be meant for a bare one before it: they are no list."""
    bare = [scalar for scalar in scalars[:-1] if scalar.power is None]
    if scalars[-1].power is None or not bare:
        return False
    opposed = re.search(_AGAINST, folded[scalars[0].stop : scalars[-1].start]) is not None
    return opposed or any(0 < scalar.value < LEAST_MANTISSA for scalar in bare)


def _pairs_up(
    folded: str, scalars: Sequence[Scalar], units: Sequence[tuple[Unit, int] | None], at: int
) -> bool:
    """`25 °C–100 °C`, `10−5 S cm−1 to 10−4 S cm−1`: a range whose both ends carry the same unit."""
    this, following = units[at], units[at + 1]
    if this is None or following is None or replace(this[0], source="") != replace(following[0], source=""):
        return False
    gap = folded[this[1] : scalars[at + 1].start]
    joined = RANGE_GAP.fullmatch(gap) or (_AND_GAP.fullmatch(gap) and opens_range(folded, scalars[at].start))
    return joined is not None and joined is not False


def share_powers(run: Run) -> tuple[Scalar, ...]:
    """Scalars with shared powers of ten put in, and bare `10–20` told apart from powers."""
    if is_soft_range(run):
        only = run.scalars[0]
        low = Scalar(only.start, only.start + 2, Decimal(10), None)
        high = Scalar(only.stop - len(str(-(only.power or 0))), only.stop, Decimal(-(only.power or 0)), None)
        return low, high
    last = run.scalars[-1]
    shared = []
    for scalar in run.scalars[:-1]:
        if scalar.power is None and last.power is not None and last.mantissa is not None:
            scalar = _share_power(scalar, last)
        shared.append(scalar)
    return (*shared, last)


def _share_power(scalar: Scalar, last: Scalar) -> Scalar:
    """`0.32 to 1.3 × 10−3`: the power belongs to both; where the first could stand alone it is a doubt."""
    stands_alone = scalar.value != 0 and abs(scalar.value) <= abs(last.value)
    findings = (*scalar.findings, "quantity.shared_exponent") if stands_alone else scalar.findings
    return replace(
        scalar,
        power=last.power,
        unsigned=last.unsigned,
        raised=last.raised,
        dash=last.dash,
        findings=findings,
    )


def is_soft_range(run: Run) -> bool:
    """A bare `10–20` before a unit that takes no powers (or an exponent no one would print)."""
    only = run.scalars[0]
    if len(run.scalars) != 1 or not only.soft or only.mantissa is not None or only.power is None:
        return False
    if run.unit.dimension in POWER_DIMENSIONS:
        return -only.power > _LARGEST_EXPONENT or (
            -only.power > LIKELY_EXPONENT and _dash_differs(only, run.unit)
        )
    return -only.power > 10


def _dash_differs(scalar: Scalar, unit: Unit) -> bool:
    return scalar.dash == "–" and "−" in unit.source
