"""Accents and rings that files print apart from their letters."""

import numpy as np
import pytest

from extractors.model.glyphs import Glyphs
from extractors.reading.accents import compose_accents
from extractors.reading.rings import find_degrees, write_degrees


def place(*glyphs: tuple[str, float, float], size: float = 10.0) -> Glyphs:
    """Glyphs of one line: character, left edge and width."""
    n = len(glyphs)
    left = np.array([x for _, x, _ in glyphs], np.float32)
    right = left + np.array([width for _, _, width in glyphs], np.float32)
    zero = np.zeros(n, np.float32)
    return Glyphs(
        np.array([char for char, _, _ in glyphs]),
        np.array([ord(char) for char, _, _ in glyphs], np.uint32),
        np.stack((left, zero, right, zero + 10), axis=1),
        np.stack((left, zero + 8), axis=1),
        zero + size,
        np.zeros(n, np.int16),
        np.zeros(n, np.int16),
        np.zeros(n, np.uint8),
    )


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        ([("¨", 0, 5), ("a", 0, 5)], "ä"),
        ([("a", 0, 5), ("¨", 0, 5)], "ä"),
        ([("A", 0, 7), (".", 7, 2), ("˚", 1, 5)], "Å."),
        ([("´", 0, 5), ("ı", 1, 3)], "í"),
        ([("c", 0, 5), ("¸", 0, 5)], "ç"),
        ([("P", 0, 6), ("¯", 6, 5), ("3", 6, 5), ("m", 11, 8)], "P3\u0304m"),
        ([("P", 0, 6), ("\u0304", 8.5, 0), ("3", 6, 5)], "P3\u0304"),
        ([("a", 0, 5), ("\u0308", 2.5, 0)], "ä"),
    ],
    ids=["before", "behind", "far behind", "dotless", "below", "overbar", "no width", "combining"],
)
def test_accents_join_the_letter_they_stand_over(glyphs: list[tuple[str, float, float]], text: str) -> None:
    assert "".join(compose_accents(place(*glyphs)).text) == text


@pytest.mark.parametrize(
    "glyphs",
    [
        [("~", 0, 5), ("3", 5, 5)],
        [("5", 0, 5), ("°", 5, 4), ("C", 9, 6)],
        [("x", 0, 5), ("´", 5, 3)],
    ],
    ids=["tilde before a number", "degree", "prime"],
)
def test_marks_beside_letters_stay(glyphs: list[tuple[str, float, float]]) -> None:
    assert "".join(compose_accents(place(*glyphs)).text) == "".join(char for char, _, _ in glyphs)


def test_a_bar_above_nothing_is_the_minus_of_raised_figures() -> None:
    assert "".join(compose_accents(place(("0", 0, 5), ("¯", 5, 3), ("6", 8, 3))).text) == "0−6"


@pytest.mark.parametrize(
    ("line", "text"),
    [("25 ◦C", "25 °C"), ("45∘", "45°"), ("25 ºC", "25 °C"), ("Nº 3", "Nº 3"), ("f ∘ g", "f ∘ g")],
)
def test_rings_are_degrees_behind_figures_and_before_scales(line: str, text: str) -> None:
    glyphs = place(*[(char, 5.0 * at, 5.0) for at, char in enumerate(line)])
    assert "".join(write_degrees(glyphs, find_degrees(glyphs)).text) == text
