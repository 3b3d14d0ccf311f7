"""Labels of floats at the beginning of captions: `Fig. 1`, `Figure 1 |`, `TABLE II.`, `Scheme S2:`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FloatLabel:
    """What a caption names: `kind` figure or table, its number as printed, and where the label ends."""

    kind: str
    number: str
    stop: int
    closed: bool
    """Whether a full stop, colon or bar ends the label, as it never does within a sentence."""


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    data = tomllib.loads(files("extractors.layout").joinpath("data/floats.toml").read_text("utf-8"))
    kinds = {name: entry["kind"] for entry in data["float"] for name in entry["names"]}
    prefix = "|".join(re.escape(name) for name in data["prefixes"]["names"])
    names = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    pattern = re.compile(
        rf"""\s*(?:(?:{prefix})\s*)?
        (?P<name>{names})\s*\.?\s*
        (?P<number>[SA]?\.?\d+(?:\.\d+)*[a-z]?|[IVX]+)
        (?![\w/%−–-])
        (?P<close>\s*[.:|│∣])?
        """,
        re.VERBOSE | re.IGNORECASE,
    )
    return pattern, kinds


def match_float(text: str) -> FloatLabel | None:
    """The label with which the text begins; None for other text (`Figures 1 and 2` too)."""
    pattern, kinds = _pattern()
    found = pattern.match(text)
    if found is None or not found["name"][0].isupper():
        return None
    return FloatLabel(
        kinds[found["name"].lower()], found["number"].upper(), found.end(), bool(found["close"])
    )
