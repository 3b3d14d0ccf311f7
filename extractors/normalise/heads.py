"""What a table head says of its cells: property words, a factor, a unit, a logarithm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.science import Dimension
from extractors.normalise.chars import flatten_scripts, fold_chars
from extractors.normalise.units import Unit, normalise_unit, unit_pattern

_POWER = re.compile(
    r"(?:(?P<times>(?<![A-Za-z])[xX]|[×*·∙⋅•])\s?|(?<![A-Za-z\d.,]))"
    r"(?:10(?:\s?(?P<hat>\^)?\s?[{(]?\s?(?P<sign>[-−–+])\s?|\s?(?P<bare_hat>\^)\s?[{(]?\s?|(?<=0))"
    r"(?P<digits>[1-9]\d?)[)}]?"
    r"|1(?P<zeros>0{1,6})"
    r"|(?:1(?:\.0)?)?[eE](?P<e_sign>[-−–])(?P<e_digits>\d{1,2}))(?![\d.])"
)
_SYMBOL = re.compile(r"\s?[×*·∙⋅]?\s?(?:[σκΛ]|log|ln|conductiv|ionic)", re.IGNORECASE)
_CLOSING = re.compile(r"\s*(?:$|[)\]},;|(\[/])")
_ASIDE = re.compile(r"[\s(\[{/,]*")
_APART = re.compile(r"[)\]/(\[]")
_LOG = re.compile(r"(?P<minus>[-−–]\s?)?\b(?P<kind>log(?:10|e)?|lg|ln)(?=[\s(\[{σ_]|$)", re.IGNORECASE)
_BARE_LETTERS = {"A", "C", "K", "V", "S", "s", "h", "m", "g", "t", "d", "N", "W", "L", "min", "times"}


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A head, read: `words` without unit ("Conductivity", "σ"), how a cell's number becomes a value.

    `factor`: the cell times this is in `unit` ("σ / 10−4 S cm−1" -> 1e-4). `log`: "" or "log10" or "ln", and
    `log_sign` −1 for "−log σ". `printed`: factor and unit in ASCII. `findings`: doubts about the factor.
    """

    words: str
    unit: Unit | None
    factor: float = 1.0
    log: str = ""
    log_sign: int = 1
    printed: str = ""
    findings: tuple[str, ...] = ()
    other: float = 0.0
    """The factor of another reading of the head, 0 where there is none."""


FACTOR = "quantity.head_factor"
SMALL_UNIT = 1e-3
"""Units up to this many S/cm are prefixed ones; a factor on the symbol may have made them out of S."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The factor of a head; `other` as in `HeadUnit`."""

    factor: float = 1.0
    other: float = 0.0
    printed: str = ""


def read_head_unit(text: str) -> HeadUnit:
    """`Conductivity (mS cm−1)`, `σ / 10−4 S cm−1`, `σ × 10^3 (S cm−1)`, `log(σ / S cm−1)`, `−log σ`, `Ea/eV`.

    For conductivities both `× 10^4` on the symbol and `10−4` on the unit mean that cells are in 10−4: the
    other sense would give impossible numbers. Where it need not, `other` holds its factor, and the head gets
    `quantity.head_factor`: a head that says so in the other sense, a factor on the symbol of a small unit
    ("σ × 10^3 (mS cm−1)"). A head with two powers of ten has no unit. Refused: numbers of other units ("at
    1073 K", "105 °C"). A bare unit ("mS cm−1", "10−4 S/cm") is a head without words.
    """
    folded = flatten_scripts(fold_chars(text)).strip()
    log = _LOG.search(folded)
    candidates = list(_POWER.finditer(folded))
    unit, start, stop = _find_unit(_blank(folded, candidates) if candidates else folded)
    powers = [power for power in candidates if _is_factor(power, start)] if unit else []
    if len(powers) > 1:
        return HeadUnit(words=folded, unit=None, findings=(FACTOR,))
    scale = _read_scale(powers[0], unit, start, stop) if powers and unit else Scale()
    words = _blank(folded, powers)
    words = words[:start] + " " + words[stop:] if unit else words
    words = _LOG.sub(" ", words) if log else words
    return HeadUnit(
        words=re.sub(r"\s+", " ", re.sub(r"[\[\](){}/|×,*]+\s*|[\[({/,]\s*$", " ", words)).strip(" ,/"),
        unit=unit,
        factor=scale.factor,
        log=("ln" if log["kind"].lower() in ("ln", "loge") else "log10") if log else "",
        log_sign=-1 if log and log["minus"] else 1,
        printed=" ".join(part for part in (scale.printed, unit.printed if unit else "") if part),
        findings=(FACTOR,) if scale.other else (),
        other=scale.other,
    )


def _find_unit(folded: str) -> tuple[Unit | None, int, int]:
    """The last unit of a head that stands alone, in a bracket, after a slash or a comma."""
    best: tuple[Unit | None, int, int] = (None, 0, 0)
    whole = normalise_unit(folded)
    if whole:
        return whole, len(folded) - len(folded.lstrip()), len(folded.rstrip())
    for match in re.finditer(
        rf"(?P<lead>^|[(\[/,]|\bin\b|(?<=\d)|(?<=\s))\s?(?P<unit>{unit_pattern()})(?=\s*(?:$|[)\]}},;/|]|\(|vs\b|at\b|@))",
        folded,
    ):
        unit = normalise_unit(match["unit"])
        if unit is None or (match["lead"] == "" and match["unit"] in _BARE_LETTERS):
            continue
        if best[0] is None or unit.dimension != Dimension.TEMPERATURE:
            best = (unit, match.start("unit"), match.end("unit"))
    return best


def _blank(folded: str, matches: Sequence[re.Match[str]]) -> str:
    for match in matches:
        folded = folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]
    return folded


def _is_factor(power: re.Match[str], start: int) -> bool:
    """Whether a power of ten scales the head: it stands before or behind the unit or before the symbol.

    A number without sign, caret or times (`104`) does only right before the unit or opening the head.
    """
    folded = power.string
    plain = not (power["times"] or power["sign"] or power["bare_hat"] or power["e_sign"])
    before_unit = power.end() <= start and _ASIDE.fullmatch(folded, power.end(), start) is not None
    opens = not folded[: power.start()].strip(" ([") and _SYMBOL.match(folded, power.end()) is not None
    if plain:
        directly = power.end() <= start and not folded[power.end() : start].strip()
        return opens or (directly and len(power["zeros"] or "") != 1)
    ends = _CLOSING.match(folded, power.end()) is not None or power.end() == len(folded)
    return before_unit or opens or ends


def _read_scale(power: re.Match[str], unit: Unit, start: int, stop: int) -> Scale:
    """The factor of a cell, and that of the other reading where it is as possible."""
    digits = int(power["digits"] or power["e_digits"] or len(power["zeros"]))
    negative = (power["sign"] or power["e_sign"] or "+") in "-−–"
    exponent = -digits if negative else digits
    folded = power.string
    inner = (start + (folded[start] in "(["), stop - (folded[stop - 1] in ")]"))
    between = folded[power.end() : inner[0]] if power.end() <= start else folded[inner[1] : power.start()]
    divided = folded[: power.start()].rstrip().endswith("/")
    on_unit = divided or not _APART.search(between)
    literal = exponent if on_unit else -exponent
    if unit.dimension != Dimension.CONDUCTIVITY:
        return Scale(10.0**literal, 0.0, f"10{literal}")
    other = 0.0
    if literal > 0:
        other = 10.0**literal
    elif not on_unit and unit.factor <= SMALL_UNIT:
        other = 1.0
    return Scale(10.0**-digits, other, f"10{-digits}")
