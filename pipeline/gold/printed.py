"""Numbers and temperatures as gold prints them, read apart from the extractor."""

import re
import unicodedata

ROOM_TEMPERATURE_K = 298.15
CELSIUS_ZERO_K = 273.15

_FOLD = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {
    ord("×"): "x",
    ord("·"): "x",
    ord("⋅"): "x",
    ord("\u00a0"): " ",
}
_SCALED = re.compile(
    r"(?:(?P<mantissa>\d+(?:\.\d+)?)(?: ?\([^)]*\))? ?[x*] ?)?10 ?\^?(?P<exponent>-? ?\d{1,2})(?![\d.])"
)
_POWER_E = re.compile(r"\d+(?:\.\d+)?[eE]-?\d+")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_KELVIN = re.compile(r"(?P<number>-?\d+(?:\.\d+)?) ?(?P<unit>K|°C|◦C|ºC|° C|oC|℃)(?![A-Za-z])")
_RANGE = re.compile(r"\d ?(?:K|°C)? ?(?:-|to|and|,) ?-?\d")
_ROOM = re.compile(r"\b(room|ambient|RT)\b", re.IGNORECASE)


def fold(text: str) -> str:
    """Fold dashes, multiplication signs and superscript digits onto ASCII."""
    return unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD).replace(",", "")


def readings_of(text: str) -> set[float]:
    """Give every number that a printed value can mean.

    Read: "0.51 × 10−3", "10−2", "0.32 to 1.3 × 10−3" (the exponent belongs to both), "84.86%", "1.2e-3".
    """
    folded = fold(text)
    found = {float(number[0]) for number in _POWER_E.finditer(folded)}
    plain = {float(number[0]) for number in _PLAIN.finditer(folded)}
    plain |= {abs(number) for number in plain}
    for scaled in _SCALED.finditer(folded):
        power = 10.0 ** int(scaled["exponent"].replace(" ", ""))
        found.add(float(scaled["mantissa"] or 1) * power)
        found |= {number * power for number in plain}
    return found | plain


def kelvin_of(text: str) -> float | None:
    """Give the kelvin of a printed temperature, or None where it does not print exactly one.

    Read: "25 °C", "500 K", "−20 °C", "room temperature", "RT". A printed number wins over "room".
    """
    numbers = [
        float(match["number"]) + (0.0 if match["unit"] == "K" else CELSIUS_ZERO_K)
        for match in _KELVIN.finditer(text.translate(_FOLD))
    ]
    if numbers or _RANGE.search(text.translate(_FOLD)):
        return numbers[0] if len(numbers) == 1 and not _RANGE.search(text.translate(_FOLD)) else None
    return ROOM_TEMPERATURE_K if _ROOM.search(text) else None
