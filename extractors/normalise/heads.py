"""What a table head says of its cells: property words, a factor, a unit, a logarithm."""

import re
from dataclasses import dataclass

from extractors.model.science import Dimension
from extractors.normalise.chars import flatten_scripts, fold_chars
from extractors.normalise.units import Unit, normalise_unit, unit_pattern

_POWER = re.compile(r"(?:[×x*]\s*)?10\s*\^?[{(]?\s?(?P<sign>[-−–+])?\s?(?P<digits>\d{1,2})[)}]?\s*(?![\d.])")
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


def read_head_unit(text: str) -> HeadUnit:
    """`Conductivity (mS cm−1)`, `σ / 10−4 S cm−1`, `σ × 10^3 (S cm−1)`, `log(σ / S cm−1)`, `−log σ`, `Ea/eV`.

    For conductivities both `× 10^4` on the symbol and `10−4` on the unit mean that cells are in 10−4: the
    other sense would give impossible numbers. A head that says so in the other sense gets
    `quantity.head_factor`. A bare unit ("mS cm−1", "10−4 S/cm") is a head without words.
    """
    folded = flatten_scripts(fold_chars(text)).strip()
    log = _LOG.search(folded)
    unit, start, stop = _find_unit(folded)
    outside = (folded[:start] + " " + folded[stop:]) if unit else folded
    power = _find_power(folded, start) if unit else None
    factor, findings, printed_power = _read_factor(power, unit, start)
    words = _POWER.sub(" ", outside) if power else outside
    words = _LOG.sub(" ", words) if log else words
    return HeadUnit(
        words=re.sub(r"\s+", " ", re.sub(r"[\[\](){}/|×,*]+\s*|[\[({/,]\s*$", " ", words)).strip(" ,/"),
        unit=unit,
        factor=factor,
        log=("ln" if log["kind"].lower() in ("ln", "loge") else "log10") if log else "",
        log_sign=-1 if log and log["minus"] else 1,
        printed=" ".join(part for part in (printed_power, unit.printed if unit else "") if part),
        findings=findings,
    )


def _find_unit(folded: str) -> tuple[Unit | None, int, int]:
    """The last unit of a head that stands alone, in a bracket, after a slash or a comma."""
    best: tuple[Unit | None, int, int] = (None, 0, 0)
    whole = normalise_unit(folded)
    if whole:
        return whole, 0, len(folded)
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


def _find_power(folded: str, unit_start: int) -> re.Match[str] | None:
    found = [match for match in _POWER.finditer(folded) if match.end() <= unit_start]
    return found[-1] if found else None


def _read_factor(
    power: re.Match[str] | None, unit: Unit | None, unit_start: int
) -> tuple[float, tuple[str, ...], str]:
    if power is None or unit is None:
        return 1.0, (), ""
    digits = int(power["digits"])
    exponent = -digits if power["sign"] and power["sign"] in "-−–" else digits
    on_unit = not re.search(r"[)\]/(\[]", power.string[power.end() : unit_start])
    literal = exponent if on_unit else -exponent
    meant = -digits if unit.dimension == Dimension.CONDUCTIVITY else literal
    findings = () if meant == literal else ("quantity.head_factor",)
    return 10.0**meant, findings, f"10{meant}"
