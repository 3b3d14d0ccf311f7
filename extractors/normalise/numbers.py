"""Numbers as print sets them: `0.51 × 10−3`, `2.5E-4`, `1.2(3) × 10⁻⁴`, `(1.2 ± 0.1) × 10−4`, `10−3`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.normalise.chars import flatten_scripts

_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!,?\d)|\d+(?:,\d+)?(?:\.\d+)?|\.\d+)"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UNKNOWN = r"\x00-\x08\x0e-\x1f\ufffd"
_GLUED_UNIT = r"[mµn]?S(?:[\s/·.]?c?m|$)|Ω"
"""A bare power may touch a unit of conductivity ("10-6S/cm"), and no other word."""


def _exponent(tag: str) -> str:
    """`−3`, `^-3`, `{−3}`, raised digits; or digits without any sign, which is doubtful."""
    return (
        rf"(?:(?P<hat{tag}>\s?\^\s?)?[{{(]?\s?(?P<sign{tag}>[-−–+⁻⁺{_UNKNOWN}])\s?(?P<digits{tag}>\d{{1,2}}|[{_RAISED}]{{1,2}})"
        rf"(?!\d|\.\d)[)}}]?|(?P<raised{tag}>[{_RAISED}]{{1,2}})|(?P<unsigned{tag}>\^?\{{?\d{{1,2}}\}}?)(?![\d.]))"
    )


SCALAR = re.compile(
    rf"""
    (?<![\w.,⁰-⁹])(?<![A-Za-z][-−])(?<!Ω[-−–])
    (?:
      10(?!\s?±){_exponent("1").replace("|(?P<unsigned1>", "|(?P<unsigned1>(?!)")}(?!(?!{_GLUED_UNIT})\w)
    |
      (?P<open>\(\s?)?
      (?P<minus>(?<![\d)\]%°])(?!(?<=[\d{_RAISED}]\s)[-−–+]\s)[-−–+]\s?(?=[\d.]))?
      (?P<number>{_PLAIN})
      (?:\((?P<digits>\d{{1,3}})\))?
      (?:\s?(?:±|\+/[-−–])\s?(?P<error>{_PLAIN})|\s?\(±\s?(?P<inner>{_PLAIN})\))?
      (?(open)\s?\))
      (?:
        (?:\s{{0,2}}[×·*]\s{{0,2}}|(?:\s{{0,2}}[xX]\s{{0,2}}|\s?\.)(?=10\s?[\^{{(]{{0,2}}\s?[-−–+⁻{_RAISED}{_UNKNOWN}]))
        10{_exponent("2")}
        | [eE](?P<e>[-−–+]?\d{{1,2}})(?!\d)
      )?
    )
    """,
    re.VERBOSE,
)
_BRACKETED = re.compile(r"\([^()]{1,60}\)\s?[×·*]\s?$")
_LOST_PRODUCT = re.compile(
    r"\d\)$|\d\)?(?:\s?[^\w\s,;()\[\]/\-−–~<>=≤≥:]\s?|\s[6FXxz]\s|\s?[^\W\d_a-zA-Z]\s?|\s{1,3}|[,.])$|[×]\s?$"
)
_MARGIN = re.compile(r"\s?±\s?")
PRODUCT = "quantity.lost_product"
UNSCALED = "quantity.lost_minus"
COMMA = "quantity.decimal_comma"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A printed number: mantissa (None for a bare power of ten), power of ten (None for none), span.

    `soft`: a bare `10-3` whose dash could also part a range from 10 to 3. `unsigned`: an exponent without any
    sign on the line (`× 103`). `raised`: print set the exponent as superscript, or with `^` or E.
    """

    start: int
    stop: int
    mantissa: Decimal | None
    power: int | None
    error: Decimal | None = None
    soft: bool = False
    unsigned: bool = False
    raised: bool = False
    dash: str = ""
    findings: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        return (Decimal(1) if self.mantissa is None else self.mantissa).scaleb(self.power or 0)


def find_scalars(folded: str) -> Iterator[Scalar]:
    """All numbers of a text whose characters are folded; those inside words and formulas are passed over.

    `(0.5–2) × 10−3` gives the numbers in the bracket with the power behind it. `3.1 × 10−4 ± 0.2 × 10−4` is
    one number and its error. A bare power that some other sign parts from a number ("3.5 $ 10−6": the product
    sign is lost) gets `quantity.lost_product`.
    """
    last: Scalar | None = None
    for scalar in _find_each(folded):
        if last and last.error is None and _MARGIN.fullmatch(folded, last.stop, scalar.start):
            last = replace(last, stop=scalar.stop, error=abs(scalar.value))
            continue
        if last:
            yield last
        last = scalar
    if last:
        yield last


def _find_each(folded: str) -> Iterator[Scalar]:
    waiting: list[Scalar] = []
    for match in SCALAR.finditer(folded):
        if match["number"] is not None:
            number = _read_number(match)
            # a bare number in brackets counts items or points to an equation
            if not match["open"] or number.power is not None or number.error is not None:
                waiting.append(number)
            continue
        power = _read_power(match)
        opened = _BRACKETED.search(folded, 0, power.start)
        inside = [s for s in waiting if opened and s.start > opened.start() and s.power is None]
        if opened and inside:
            waiting = [scalar for scalar in waiting if scalar not in inside]
            yield from waiting
            waiting = [_give_power(scalar, power) for scalar in inside]
            waiting[-1] = replace(waiting[-1], stop=power.stop)
        elif _LOST_PRODUCT.search(folded, max(0, power.start - 12), power.start):
            waiting.append(replace(power, findings=(*power.findings, PRODUCT)))
        else:
            waiting.append(power)
    yield from waiting


def _give_power(scalar: Scalar, power: Scalar) -> Scalar:
    error = None if scalar.error is None else scalar.error.scaleb(power.power or 0)
    return replace(
        scalar,
        power=power.power,
        error=error,
        raised=power.raised,
        dash=power.dash,
        findings=scalar.findings + power.findings,
    )


def _read_power(match: re.Match[str]) -> Scalar:
    dash = match["sign1"] or ""
    raised = bool(match["raised1"] or match["hat1"] or dash in "⁻⁺")
    return Scalar(
        match.start(),
        match.end(),
        None,
        _read_exponent(match, "1"),
        soft=not raised,
        raised=raised,
        dash=dash,
        findings=(UNSCALED,) if _is_unknown(dash) else (),
    )


def _read_number(match: re.Match[str]) -> Scalar:
    printed = match["number"]
    mantissa = Decimal(printed.replace(",", ""))
    places = len(printed.partition(".")[2])
    margin = match["error"] or match["inner"]
    error = Decimal(margin.replace(",", "")) if margin else None
    if match["digits"]:
        error = Decimal(match["digits"]).scaleb(-places)
    power = _read_exponent(match, "2")
    if match["e"]:
        power = int(re.sub("[−–]", "-", match["e"]))
    if match["minus"] and match["minus"][0] in "-−–":
        mantissa = -mantissa
    dash = match["sign2"] or ""
    findings = ((COMMA,) if _is_comma(printed) else ()) + ((UNSCALED,) if _is_unknown(dash) else ())
    return Scalar(
        match.start(),
        match.end(),
        mantissa,
        power,
        None if error is None else error.scaleb(power or 0),
        unsigned=(match["unsigned2"] is not None and "^" not in match["unsigned2"])
        or (match["e"] or "-")[0].isdigit(),
        raised=bool(match["raised2"] or match["e"]),
        dash=dash,
        findings=findings,
    )


def _read_exponent(match: re.Match[str], tag: str) -> int | None:
    digits = match["digits" + tag] or match["raised" + tag] or match["unsigned" + tag]
    if not digits:
        return None
    exponent = int(flatten_scripts(digits.strip("^{} ")))
    return -exponent if (match["sign" + tag] or "+") in "-−–⁻" else exponent


def _is_comma(printed: str) -> bool:
    """A comma that is not for sure a separator of thousands: `0,51`, `1,5`, `0,125`."""
    return "," in printed and not re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", printed)


def _is_unknown(dash: str) -> bool:
    return bool(dash) and dash not in "-−–+⁻⁺"
