"""What a cell's text tells by itself: a value, a dash, a line cut in the middle."""

import re

NUMBER = re.compile(r"[~<>≤≥≈±+\-−–(]?\s?\d[^^]*")

FEW_LETTERS = 0.34
"""Share of letters up to which a text that begins with a digit is a value ("8.9 × 10−3", "25 °C")."""

DASHES = frozenset({"-", "–", "—", "−", "‒", "…", "...", "n/a", "n.a.", "N/A", "NA", "n.d.", "nd"})

DANGLING = ("×", "±", "·", "=", "(", "[", ",", "/", "+", "∙", "~", "≈")
"""What a cell's line may end with only if the cell goes on below."""


def is_value(text: str) -> bool:
    """Whether a cell is a number or a dash: such a cell is complete on one line."""
    if text in DASHES:
        return True
    if text.endswith(DANGLING):
        return False
    letters = sum(char.isalpha() for char in text)
    return NUMBER.fullmatch(text) is not None and letters <= FEW_LETTERS * len(text)


ION = re.compile(r"(?:[A-Z][a-z]?\d?){1,2}[⁺⁻+−–-]")
"""`H+`, `O2−`: the sign of a charge joins nothing."""


def dangles(text: str) -> bool:
    """Whether a line is cut in the middle: it ends with an operator or a hyphen behind a letter."""
    if ION.fullmatch(text):
        return False
    return text.endswith(DANGLING) or (len(text) > 1 and text[-1] in "-‐" and text[-2].islower())


DEVIATION = re.compile(r"[±∓]\s?\d[\d.,]*\s?%?|\(\s?[±∓]?\s?\d[\d.,]*\s?%?\s?\)")


def is_deviation(text: str) -> bool:
    """Whether the text is what is printed below a value: "± 0.2", "(0.04)"."""
    return DEVIATION.fullmatch(text) is not None
