"""Values with their units in running text and cells: single values, ranges, lists, bounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from math import exp

from extractors.model.science import Dimension, Qualifier, Quantity
from extractors.normalise.chars import flatten_scripts, fold_chars
from extractors.normalise.heads import HeadUnit, read_head_unit
from extractors.normalise.numbers import Scalar, find_scalars
from extractors.normalise.qualifiers import (
    ends_change,
    find_qualifier_after,
    find_qualifier_before,
    is_refused,
    tells_change,
)
from extractors.normalise.runs import (
    LIKELY_EXPONENT,
    POWER_DIMENSIONS,
    RANGE_GAP,
    Run,
    find_runs,
    is_soft_range,
    share_powers,
)
from extractors.normalise.temperature import ROOM, room_temperature
from extractors.normalise.units import Unit, load_limits

_AGAINST = re.compile(
    r"\s*[(\[]?\s*(?:vs\.?|versus|against)\s*(?:(?:Li|Na|K|Mg|Ag|Zn)(?:\d?[+−])?"
    r"(?:\s?/\s?(?:Li|Na|K|Mg|Ag|AgCl|Zn|Li[-–]In|In)(?:\d?[+−])?)?(?:[-–−]?In)?|SHE|NHE|RHE|SCE)\s*[)\]]?"
)
LOST = "quantity.lost_minus"
AMBIGUOUS = "quantity.ambiguous_power"
_CUT_POWER = re.compile(
    r"10(?:\s|[=~]|\s?[^\w\s,;()/\-−–~<>=≤≥:]{1,2}\s?)$|[^\s()\[~<>=≤≥/\d.]10\s?[-−–]\s?$"
    r"|10\s?[-−–⁻]\s?[\d⁰¹²³⁴-⁹]{1,2}\s$|[×·*x]\s?[lI|1]\s?[0Oo]\s?[-−–]\s?$"
)
"""`1.2 × 10 3 S`: an exponent that fell away from its ten, sign lost; `10−1 1 S`: one whose last digit did;
`× l0−3 S`: a ten that a scan took for letters.
"""
_SWALLOWED = re.compile(r"10[1-9]|102\d|\d*\.\d+10\d{1,2}")
_GLUED_TEN = re.compile(r"\d\.?\d*10$")
"""`3.510−4`: factor and ten run together, the product sign lost."""
_TRAILING_POWER = re.compile(r"\s?[(\[]?\s?[×*·]\s?10\s?[\^({]*\s?[-−–⁻⁰¹²³⁴-⁹]")
"""`2.5 S cm−1 × 10−3`: a power behind the unit may scale the number, or say how it was scaled."""
_LEADING_VALUE = re.compile(
    r"(?:σ\w{0,4}|conductivit(?:y|ies))\s?(?:=|of|is|was)\s?\d+(?:\.\d+)?\s?[(\[]\s?$"
)
"""`σ = 2.5 (10−3 S cm−1)`: the power belongs to the number before the bracket."""
_FURTHER_UNIT = re.compile(r"\s?·?\s?(?:M|mol|g|K|V|Pa|MPa|GPa|nm|mm)\s?[-−–⁻]\s?[1¹](?!\d)")
"""`0.5 S cm−1 M−1`: a molar conductivity or a slope is no conductivity."""
_TIMES = re.compile(r"\d\s?[×·*x]\s?$")


@cache
def _unit_slashed() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/])C/(?P<over>\d{1,3})(?![\d.])")


def find_quantities(text: str) -> tuple[tuple[int, int, Quantity], ...]:
    """(start, stop, quantity) for all values with a unit, in order; raised digits (`10⁻³`) are understood.

    Units and powers of ten at the end of a list or range are shared backwards. Values that cannot be trusted
    come without numbers and with a finding. Numbers without any unit are no quantities.
    """
    folded = fold_chars(text)
    found = [*_find_values(folded, text), *_find_rates(folded, text), *_find_logs(folded, text)]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[tuple[int, int, Quantity]] = []
    for item in found:
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return tuple(kept)


def read_quantity(
    text: str, *, unit: str | None = None, dimension: Dimension | None = None
) -> Quantity | None:
    """The value that a cell holds: `1.52`, `> 10−3 S cm−1`, `0.33 (LT)`, `1.2(3)`; None for words and blanks.

    `unit` is a unit or a whole head (`σ / 10−4 S cm−1`, `log σ (S cm−1)`); a unit printed in the cell wins.
    `dimension`, where given, must be met. Several values in one cell give None: cut them first.
    """
    folded = fold_chars(text).strip()
    found = find_quantities(folded)
    if found:
        quantity = found[0][2] if len(found) == 1 else None
    else:
        quantity = _read_bare(folded, read_head_unit(unit)) if unit else None
    if quantity is None and ROOM.fullmatch(folded) and dimension in (None, Dimension.TEMPERATURE):
        quantity = room_temperature(folded)
    if quantity is None or (dimension is not None and quantity.dimension != dimension):
        return None
    return replace(quantity, text=text.strip()) if not found else quantity


def _find_values(folded: str, text: str) -> Iterator[tuple[int, int, Quantity]]:
    for run in find_runs(folded):
        yield from _read_run(folded, text, run)


def _read_run(folded: str, text: str, run: Run) -> Iterator[tuple[int, int, Quantity]]:
    conducts = run.unit.dimension == Dimension.CONDUCTIVITY
    if is_refused(folded, run.scalars[0].start) or (conducts and _FURTHER_UNIT.match(folded, run.stop)):
        return
    trailing = _TRAILING_POWER.match(folded, run.stop) is not None
    if run.unit.dimension in POWER_DIMENSIONS and (trailing or _mixes_powers(run)):
        run = replace(run, unit=replace(run.unit, findings=(*run.unit.findings, AMBIGUOUS)))
    scalars = share_powers(run)
    stop = _reach_suffix(folded, run)
    if len(scalars) == 2 and (run.is_range or is_soft_range(run)):
        start = scalars[0].start
        if not tells_change(folded, start):
            yield start, stop, _build_range(folded, text, scalars, run.unit, start, stop)
            return
    for at, scalar in enumerate(scalars):
        last = at == len(scalars) - 1
        yield _build_single(folded, text, scalar, run.unit, stop if last else run.ends[at])


def _mixes_powers(run: Run) -> bool:
    """`3.2–10−4 S cm−1`: whole siemens beside a bare power are one number whose product sign was lost;
    `2 × 10−3 or 1.5 S cm−1`: behind a power they are a number that lost its own.
    """
    last = run.scalars[-1]
    plain = [scalar for scalar in run.scalars if scalar.power is None and scalar.value >= 1]
    if last.power is not None:
        return last.mantissa is None and last.power < 0 and bool(plain)
    return run.unit.factor >= 1 and last in plain and any((s.power or 0) < 0 for s in run.scalars)


def _reach_suffix(folded: str, run: Run) -> int:
    """A potential keeps what it is measured against: `4 V (vs. Li+/Li)`."""
    match = _AGAINST.match(folded, run.stop) if run.unit.dimension == Dimension.POTENTIAL else None
    if not match:
        return run.stop
    printed = match[0].rstrip()
    if printed[-1] in ")]" and not any(opening in printed for opening in "(["):
        printed = printed[:-1].rstrip()
    return run.stop + len(printed)


def _build_range(
    folded: str, text: str, scalars: Sequence[Scalar], unit: Unit, start: int, stop: int
) -> Quantity:
    low, high = sorted(scalars, key=lambda scalar: scalar.value)
    findings = _find_doubts(folded, scalars, unit)
    first, second = (folded[scalar.start : scalar.stop] for scalar in scalars)
    falls = scalars[0].value == 10 > scalars[1].value
    # "12.10−4": the point may be the product sign
    dotted = first.endswith(".10") and second.isdigit() and scalars[0].value > scalars[1].value
    glued = _GLUED_TEN.search(first) is not None and second.isdigit() and len(second) < 3
    if unit.dimension in POWER_DIMENSIONS and (falls or glued or dotted):
        # "10−3.5 S cm−1" is a power with a broken exponent, not a range that falls
        findings = (*findings, AMBIGUOUS)
    return _finish(Qualifier.RANGE, low.value, high.value, unit, text[start:stop], None, findings)


def _build_single(folded: str, text: str, scalar: Scalar, unit: Unit, stop: int) -> tuple[int, int, Quantity]:
    qualifier, start = find_qualifier_before(folded, scalar.start, unit.dimension)
    if qualifier is None:
        qualifier, stop = find_qualifier_after(folded, stop)
    if qualifier is Qualifier.AT_MOST and ends_change(folded, start):
        qualifier = None
    findings = _find_doubts(folded, [scalar], unit)
    bare = scalar.mantissa is None and unit.dimension in POWER_DIMENSIONS
    if qualifier is None:
        qualifier = Qualifier.ABOUT if bare else Qualifier.EQUAL
    value = scalar.value
    low = None if qualifier in (Qualifier.LESS, Qualifier.AT_MOST) else value
    high = None if qualifier in (Qualifier.MORE, Qualifier.AT_LEAST) else value
    return start, stop, _finish(qualifier, low, high, unit, text[start:stop].strip(), scalar.error, findings)


def _find_doubts(folded: str, scalars: Sequence[Scalar], unit: Unit) -> tuple[str, ...]:
    doubts = [finding for scalar in scalars for finding in scalar.findings]
    doubts += unit.findings
    if unit.dimension == Dimension.CONDUCTIVITY and any(_looks_cut(folded, scalar) for scalar in scalars):
        doubts.append(LOST)
    takes_powers = unit.dimension in (Dimension.CONDUCTIVITY, Dimension.DIFFUSIVITY)
    if takes_powers and any(scalar.unsigned for scalar in scalars):
        doubts.append(LOST)
    ambiguous = [s for s in scalars if s.soft and s.mantissa is None and s.power is not None]
    if unit.dimension in POWER_DIMENSIONS and any(
        -(s.power or 0) > LIKELY_EXPONENT and s.dash != "−" for s in ambiguous
    ):
        doubts.append(AMBIGUOUS)
    return tuple(dict.fromkeys(doubts))


def _looks_cut(folded: str, scalar: Scalar) -> bool:
    """Whether the number is the rest of a power of ten whose signs were lost on the way from the page.

    `1.2 × 10 3`, `1.2 × 10`, `10=3`, `F10−6`, `1023` for 10−3, `3.531024` for 3.5 × 10−4; or of a fraction
    (`1/500`).
    """
    before = folded[max(0, scalar.start - 8) : scalar.start]
    printed = folded[scalar.start : scalar.stop]
    named = folded[max(0, scalar.start - 48) : scalar.start]
    return (
        _CUT_POWER.search(before) is not None
        or (scalar.mantissa is None and _LEADING_VALUE.search(named) is not None)
        or (scalar.value == 10 and _TIMES.search(before) is not None)
        or (printed == "1" and re.match(r"/\d", folded[scalar.stop :]) is not None)
        or (scalar.power is None and re.search(r"(?<![\d.])1/$", before) is not None)
        or (scalar.power is None and _SWALLOWED.fullmatch(printed) is not None)
    )


def withhold(quantity: Quantity, finding: str) -> Quantity:
    """The quantity without its numbers, and with the finding that says why."""
    return replace(
        quantity,
        low=None,
        high=None,
        norm_low=None,
        norm_high=None,
        uncertainty=None,
        findings=(*quantity.findings, finding),
    )


def _finish(
    qualifier: Qualifier,
    low: Decimal | None,
    high: Decimal | None,
    unit: Unit,
    text: str,
    error: Decimal | None,
    findings: tuple[str, ...],
) -> Quantity:
    """The quantity; without numbers where a finding says that they cannot be trusted."""
    norm_low, norm_high = (_to_canonical(value, unit) for value in (low, high))
    if not findings:
        findings = _check_limits(unit, (norm_low, norm_high))
    if findings:
        low = high = error = None
        norm_low = norm_high = None
    return Quantity(
        unit.dimension,
        qualifier,
        None if low is None else float(low),
        None if high is None else float(high),
        unit.printed,
        text,
        norm_low,
        norm_high,
        unit.canonical,
        None if error is None else float(error),
        findings,
    )


def _to_canonical(value: Decimal | None, unit: Unit) -> float | None:
    if value is None:
        return None
    return float(f"{float(value) * unit.factor + unit.offset:.10g}")


def _check_limits(unit: Unit, values: Sequence[float | None]) -> tuple[str, ...]:
    limits = load_limits().get(unit.dimension)
    if limits is None or unit.canonical != limits.canonical:
        return ()
    for value in values:
        if value is not None and not limits.low <= value <= limits.high:
            # a conductivity of 1000 S/cm is 10−3 whose minus was lost on the way
            lost = unit.dimension == Dimension.CONDUCTIVITY and value > limits.high
            return (LOST,) if lost else ("quantity.out_of_range",)
    return ()


def _find_rates(folded: str, text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in _unit_slashed().finditer(folded):
        rate = 1 / int(match["over"]) if int(match["over"]) else None
        if rate:
            yield (
                match.start(),
                match.end(),
                Quantity(
                    Dimension.C_RATE,
                    Qualifier.EQUAL,
                    rate,
                    rate,
                    "C",
                    text[match.start() : match.end()],
                    rate,
                    rate,
                    "C",
                ),
            )


_LOGGED = re.compile(
    r"(?P<minus>[-−–]\s?)?\b(?P<kind>log(?:10)?|lg|ln)\s?[(\[]?\s?σ(?!\s?[·×*]?\s?T(?![a-z]))(?!\s?[0₀](?![.\d]))"
    r"(?P<unit>[^=≈~\d]{0,4}[^=≈~]{0,14}?)[)\]]?\s?(?:=|~|of|is|was|equals|:)\s?"
    r"(?P<value>[-−–]?\s?\d+(?:\.\d+)?)"
    r"(?!\.?\d)(?!\s?[×·*/+])(?!\s?[-−–]\s?[\d−–-])(?!\s(?:to|and)\s[-−–]?\d)",
)
"""A logarithm of σ alone: not of σT or of the prefactor σ0, and not the first term of an equation."""


def _find_logs(folded: str, text: str) -> Iterator[tuple[int, int, Quantity]]:
    """`log σ (S cm−1) = −3.2`: only where the unit is printed with the logarithm."""
    for match in _LOGGED.finditer(folded):
        head = read_head_unit(
            flatten_scripts(match[0][: match.start("value") - match.start()]).rstrip(" =~:")
        )
        if head.unit and head.log:
            quantity = _read_bare(match["value"], head)
            if quantity:
                qualifier, start = find_qualifier_before(folded, match.start(), quantity.dimension)
                if head.log_sign < 0:  # what bounds −log σ from below bounds σ from above
                    qualifier, start = None, match.start()
                bounded = _bound(quantity, qualifier or Qualifier.EQUAL)
                yield start, match.end(), replace(bounded, text=text[start : match.end()])


def _bound(quantity: Quantity, qualifier: Qualifier) -> Quantity:
    """The quantity under a qualifier: a bound keeps one side."""
    if qualifier in (Qualifier.LESS, Qualifier.AT_MOST):
        return replace(quantity, qualifier=qualifier, low=None, norm_low=None)
    if qualifier in (Qualifier.MORE, Qualifier.AT_LEAST):
        return replace(quantity, qualifier=qualifier, high=None, norm_high=None)
    return replace(quantity, qualifier=qualifier)


def _read_bare(folded: str, head: HeadUnit) -> Quantity | None:
    """A number without a unit of its own, read under a head."""
    scalars = list(find_scalars(folded))
    if head.unit is None or not scalars or not _is_only(folded, scalars):
        return None
    if head.log:
        return _read_log(folded, scalars, head)
    factor = Decimal(repr(head.factor))
    power = factor.adjusted()
    unit = replace(
        head.unit, printed=head.printed, factor=head.unit.factor * head.factor, findings=head.unit.findings
    )
    is_range = (
        len(scalars) == 2 and RANGE_GAP.fullmatch(folded[scalars[0].stop : scalars[1].start]) is not None
    )
    ends = tuple(scalar.stop for scalar in scalars)
    run = Run(tuple(scalars), unit, len(folded), is_range, ends)
    if len(scalars) > 1 and not is_range:
        return None
    if power and any(scalar.power is not None for scalar in scalars):
        # the power stands in the head and again in the cell: no one knows whether twice
        return _finish(Qualifier.EQUAL, None, None, unit, folded, None, ("quantity.head_factor",))
    found = list(_read_run(folded, folded, run))
    if len(found) != 1:
        return None
    quantity = found[0][2]
    return withhold(quantity, "quantity.head_factor") if _may_be_other(quantity, head) else quantity


def _may_be_other(quantity: Quantity, head: HeadUnit) -> bool:
    """Whether the other reading of a head's factor would be a possible conductivity too."""
    value = quantity.norm_high or quantity.norm_low or 0.0
    return head.other > 0 and value / head.factor * head.other <= load_limits()[Dimension.CONDUCTIVITY].high


def _is_only(folded: str, scalars: Sequence[Scalar]) -> bool:
    """Whether nothing but hedges, brackets and marks stands beside the numbers."""
    rest = folded[: scalars[0].start] + folded[scalars[-1].stop :]
    rest = re.sub(
        r"[<>≤≥~≈=*†‡§#()\s]|\b(?:up to|over|about|ca\.?|around|above|below|LT|HT|RT)\b",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    return len(rest) <= 1


def _read_log(folded: str, scalars: Sequence[Scalar], head: HeadUnit) -> Quantity | None:
    if len(scalars) != 1 or head.unit is None or scalars[0].power is not None:
        return None
    value = scalars[0].value
    exponent = float(value) * head.log_sign
    name = f"{'-' if head.log_sign < 0 else ''}{'log' if head.log == 'log10' else 'ln'}({head.unit.printed})"
    raised = 10.0**exponent if head.log == "log10" else exp(exponent)
    norm = float(f"{raised * head.unit.factor:.6g}")
    findings = head.unit.findings or _check_limits(head.unit, (norm,))
    trusted = not findings
    printed = float(value) if trusted else None
    return Quantity(
        head.unit.dimension,
        Qualifier.EQUAL,
        printed,
        printed,
        name,
        folded,
        norm if trusted else None,
        norm if trusted else None,
        head.unit.canonical,
        None,
        findings,
    )
