"""Printed units to canonical ones: `S cm−1`, `(Ω cm)−1`, `kJ mol−1`; pint judges dimensions."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import pint

from extractors.model.science import Dimension
from extractors.normalise.chars import flatten_scripts, fold_chars

_APART = (
    r"(?:(?<=cm|ol)|(?<=[\s·]m))\s[-−–]\s?[1-3](?!\s?\(?[a-zA-ZµΩ]{1,3}\s?[/·⁻−–-])"
    r"(?!\s(?:k?mol|[mµnkM]?[SVA]|[km]?eV|°C|K|h|[cm]?m|Hz|MPa)\b)"
)
"""`S cm −1`, `kJ mol − 1`: typesetters part the exponent from its unit; not `5 cm – 1 mm`."""
_EXPONENT = r"(?:(?:\^?\{?(?:[-−–⁻]\s?[1-4²³¹⁴]|\+?[1-4²³¹⁴])\}?|\s[−⁻][1-3¹²³]|" + _APART + r")(?!\d|\.\d))"
_UNRAISED = ("%", "C", "°C", "℃", "oC", "times", "cycle", "cycles", "days", "day", "hours", "hour")
"""Units that take no exponent but −1: "60 °C–2 h" is no square of degrees."""
_GLUED = r"(?![A-Za-zα-ωΑ-Ωµ])|(?=c?m[-−–⁻^])"
"""A symbol ends where no letter follows; `Scm−1` is set without a blank now and then."""
_JOIN = (
    r"(?:(?<=[Sm\d¹²³])(?=c?m[-−–⁻^])|(?<=[Ωm])[-‐](?=c?m\))|\s?[·*/]\s?|\sper\s|\.(?=c?m[-−–⁻^]|[A-Za-z]{1,3}[−⁻])"
    r"|\s(?!(?:A|C|N|L|t|d|J|times|cycles?|days?)(?![\w−–⁻-])))"
)
_OF_WHOM = re.compile(r"\s*\((?:vs\.?|versus)[^)]*\)|\s*(?:vs\.?|versus)\s.*$")
_UNSIGNED = re.compile(r"[A-Za-zΩ]\s?1(?![\d/.])$")
_MOLAR = ("kilojoule", "joule", "kilocalorie", "calorie")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit, understood: `printed` in ASCII ("S cm-1"), and how its numbers become canonical.

    norm = value * factor + offset. `findings` hold `quantity.lost_minus` where the exponent's sign is gone:
    no number may then be built.
    """

    printed: str
    dimension: Dimension
    canonical: str
    factor: float
    offset: float = 0.0
    findings: tuple[str, ...] = ()
    source: str = ""
    """As printed, dashes kept: which dash the unit has tells what the number's dash is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sane limits of a dimension, in its canonical unit."""

    canonical: str
    pint_unit: str
    low: float
    high: float


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("extractors.normalise").joinpath("data", "units.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def load_limits() -> dict[Dimension, Limits]:
    return {
        Dimension(name): Limits(
            str(row["canonical"]), str(row["pint"]), float(row["low"]), float(row["high"])
        )
        for name, row in _dimension_rows().items()
    }


def _dimension_rows() -> dict[str, dict[str, str]]:
    return _data()["dimensions"]  # type: ignore[return-value]


@cache
def _registry() -> "pint.UnitRegistry[float]":
    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    registry.define("c_rate = [c_rate]")
    return registry


@cache
def unit_pattern() -> str:
    """A regular expression (no groups that capture) for one printed unit, longest symbols first."""
    factor = rf"(?:{_symbols()})(?:{_GLUED})(?:{_EXPONENT})?"
    group = rf"\(\s?{factor}(?:{_JOIN}{factor})*\s?\)(?:{_EXPONENT})?"
    unraised = "|".join(re.escape(symbol) for symbol in _UNRAISED)
    one = rf"(?:{group}|(?:{unraised}|°\s?C)(?![A-Za-z])(?:[−⁻][1¹](?!\d))?|(?!{unraised}){factor})"
    single = one.replace(f"{group}|", "")
    # a bracket is a factor after a slash only: in "σ300 K (mS cm−1)" it holds the unit and K does not
    return rf"(?:1/)?{one}(?:{_JOIN}{single}|\s?/\s?{group}){{0,3}}"


def normalise_unit(text: str) -> Unit | None:
    """`mS·cm−1`, `S/cm`, `(Ω cm)−1`, `ohm−1 cm−1`, `kJ/mol`, `V vs. Li+/Li`; None for what is no unit here.

    A unit whose exponent lost its minus ("S cm1", "S cm21") comes back with `quantity.lost_minus`.
    """
    unit = _read_unit(_OF_WHOM.sub("", flatten_scripts(fold_chars(text))).strip(" ,;[]"))
    return unit and replace(unit, source=text)


@lru_cache(maxsize=4096)
def _read_unit(folded: str) -> Unit | None:
    if folded.startswith("(") and folded.endswith(")") and _closes_at_end(folded):
        folded = folded[1:-1].strip()
    if _is_lost(folded):
        return Unit(to_ascii(folded), Dimension.CONDUCTIVITY, "S/cm", 0.0, findings=("quantity.lost_minus",))
    factors = _read_factors(folded)
    if not factors:
        return None
    if _UNSIGNED.search(folded):
        judged = _judge(to_ascii(folded), tuple((name, -exponent) for name, exponent in factors[1:]))
        return replace(judged, printed=to_ascii(folded), factor=0.0, findings=("quantity.lost_minus",))
    special = _read_special(factors)
    if special:
        return Unit(to_ascii(folded), *special)
    return _judge(to_ascii(folded), factors)


def lost_unit_pattern() -> str:
    """Conductivity units whose minus is gone: `S cm1`, `S cm21`, `S cm` and the like."""
    first = r"(?:[mµun]?S|Ω\s?(?:21|1)|ohm\s?(?:21|1))"
    return first + r"[\s·.]?(?:K[\s·.]?)?c?m\s?(?:21|1|[\x00-\x08\ufffd?]\s?1)(?!\d)"


def to_ascii(text: str) -> str:
    """`S·cm−1` -> `S cm-1`: dashes to hyphens, dots to blanks, one blank at most."""
    return re.sub(r"\s+", " ", re.sub(r"[·*]", " ", re.sub(r"\s?[−–⁻]\s?|\s-\s?", "-", text))).strip()


def _closes_at_end(text: str) -> bool:
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _is_lost(text: str) -> bool:
    return re.fullmatch(lost_unit_pattern() + r"|[mµun]?S[\s·]c?m", text) is not None


def _read_factors(text: str) -> tuple[tuple[str, int], ...]:
    """(pint name, exponent) for each printed factor; () where a letter is left over."""
    return tuple(_split_factors(text)) if re.fullmatch(unit_pattern(), text) else ()


def _split_factors(text: str) -> Iterator[tuple[str, int]]:
    """A slash turns the next factor (or bracket) only: `W/m K` is W K m-1, as it is set."""
    sign = 1
    for match in _tokens().finditer(text):
        if match["over"]:
            sign = -1
        elif match["inside"]:
            power = sign * _power(match["power"])
            yield from ((name, exponent * power) for name, exponent in _split_factors(match["inside"]))
            sign = 1
        else:
            printed = re.sub(r"[\s.]", "", match["symbol"])
            yield _data()["symbols"][printed], sign * _power(match["exponent"])
            sign = 1


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<over>/|\sper\s)|\((?P<inside>[^()]*)\)(?P<power>{_EXPONENT})?"
        rf"|(?P<symbol>{_symbols()})(?:{_GLUED})(?P<exponent>{_EXPONENT})?"
    )


@cache
def _symbols() -> str:
    symbols = sorted(_data()["symbols"], key=len, reverse=True)
    # some typesetters part the prefix: "10 m S cm−1"; metre-siemens are no one's unit
    loose = r"(?:mol|wt|at|vol)\.?\s?%|deg(?:rees?|\.)?\s(?:C|Celsius)|[mµn]\sS(?=[\s/·])|°\s?C"
    return "|".join([loose, *(re.escape(symbol) for symbol in symbols)])


def _power(printed: str | None) -> int:
    if not printed:
        return 1
    cleaned = flatten_scripts(printed).translate(str.maketrans("²³¹⁴−–⁻", "2314---", "^{} +"))
    return int(cleaned)


def _read_special(factors: tuple[tuple[str, int], ...]) -> tuple[Dimension, str, float, float] | None:
    if factors == (("degree_Celsius", 1),):
        return Dimension.TEMPERATURE, "K", 1.0, 273.15
    if factors == (("metric_ton", 1),):
        return Dimension.OTHER, "t", 1.0, 0.0
    if factors in ((("metric_ton", 1), ("centimeter", -2)), (("kilogram", 1), ("centimeter", -2))):
        # pressing forces are printed as mass: kgf on a square centimetre
        return Dimension.PRESSURE, "MPa", 98.0665 if factors[0][0] == "metric_ton" else 0.0980665, 0.0
    return None


def _judge(printed: str, factors: tuple[tuple[str, int], ...]) -> Unit:
    registry = _registry()
    quantity = registry.Quantity(1.0, "dimensionless")
    for name, exponent in factors:
        # a rate ("°C min−1") counts degrees, not temperatures
        step = "delta_degree_Celsius" if name == "degree_Celsius" else name
        quantity = quantity * registry.Quantity(1.0, step) ** exponent
    if quantity.dimensionality == registry.Quantity(1.0, "kilojoule / mole").dimensionality and _has_molar(
        factors
    ):
        quantity = quantity / registry.Quantity(1.0, "avogadro_constant")
    for dimension, limits in load_limits().items():
        target = registry.Unit(limits.pint_unit)
        if quantity.dimensionality == target.dimensionality and _same_notion(dimension, factors):
            return Unit(printed, dimension, limits.canonical, float(quantity.to(target).magnitude))
    return Unit(printed, *_read_areal(quantity))


def _read_areal(quantity: "pint.Quantity[float]") -> tuple[Dimension, str, float]:
    """Areal capacity has a canonical unit of its own; the rest is OTHER in its base units."""
    areal = _registry().Unit("milliampere_hour / centimeter ** 2")
    if quantity.dimensionality == areal.dimensionality:
        return Dimension.CAPACITY, "mAh/cm2", float(quantity.to(areal).magnitude)
    base = quantity.to_base_units()
    return Dimension.OTHER, f"{base.units:~C}", float(base.magnitude)


def _has_molar(factors: tuple[tuple[str, int], ...]) -> bool:
    names = dict(factors)
    return names.get("mole") == -1 and any(name in _MOLAR for name in names)


def _same_notion(dimension: Dimension, factors: tuple[tuple[str, int], ...]) -> bool:
    """Dimensionless notions share a dimension for pint; the printed word tells them apart."""
    names = {name for name, _ in factors}
    if dimension == Dimension.FRACTION:
        return names <= {"percent", "ppm"}
    if dimension == Dimension.COUNT:
        return names == {"count"}
    if dimension == Dimension.TEMPERATURE:
        return names == {"kelvin"}
    return True
