"""Temperatures in words and numbers, to kelvin."""

import re

from extractors.model.science import Dimension, Qualifier, Quantity

ROOM_K = 298.15
"""What "room temperature" counts as (25 °C), by the contract of records."""

ROOM = re.compile(
    r"\b(?:room|ambient)[-\s]?temp(?:eratures?\b|\.(?=\W|$)|\b)|\bRT\b(?![-–][A-Z])|\br\.\s?t\."
    r"|\bambient conditions\b|\b(?:at|under) ambient\b",
    re.IGNORECASE,
)


def room_temperature(text: str) -> Quantity:
    """The quantity of "room temperature", its words kept as text."""
    return Quantity(Dimension.TEMPERATURE, Qualifier.EQUAL, ROOM_K, ROOM_K, "K", text, ROOM_K, ROOM_K, "K")
