"""Folds the printings of one character onto one, length kept, so that offsets stay true."""

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from extractors.model.rich import SUP, RichText

_FOLDS = {
    ":": "\u2236\uff1a",
    "×": "×✕✖⨯╳",
    "·": "⋅∙•‧・⸱ꞏ･᛫",
    "~": "∼～˜≃≅≈≂",
    "−": "﹣－➖",
    "-": "‐‑\u00ad",
    "–": "—‒―",
    "µ": "\u03bc",
    "Ω": "\u2126",
    "°": "˚º◦∘○",
    "≤": "⩽≦",
    "≥": "⩾≧",
    "(": "（",
    ")": "）",
    "σ": "𝜎𝛔𝝈",
    "δ": "𝛿𝛅𝜹∂ẟ",
    "β": "ßꞵ𝛽𝛃𝜷",
    " ": "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r",
    "'": "’‘ʹ",
    "″": "‶",
    "/": "⁄∕",
}
_TABLE = {ord(char): target for target, chars in _FOLDS.items() for char in chars}
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_FLAT_SCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋ₓ", "0123456789+−0123456789+−x")
_SCRIPTED = re.compile("[⁰¹²³⁴-⁻₀-₋ₓ]")


@lru_cache(maxsize=2048)
def fold_chars(text: str) -> str:
    """One code per notion: dashes to `-` `−` `–`, products to `×` and `·`, hedges to `~`, every space to a
    blank; one character for one, so that spans in the result are spans in `text`."""
    return text.translate(_TABLE)


def lower_chars(text: str) -> str:
    """The text in small letters, one for one: expressions over it are several times as fast as those that
    ignore case.
    """
    small = text.lower()
    # "İ" becomes two characters
    return small if len(small) == len(text) else "".join(char.lower()[0] for char in text)


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands somewhere: asked before a slow expression that needs one of them."""
    return any(map(text.__contains__, words))


def flatten_scripts(text: str) -> str:
    """Unicode super- and subscripts on the line: `10⁻³` -> `10−3`, `Li₃` -> `Li3`; one for one."""
    return text.translate(_FLAT_SCRIPTS) if _SCRIPTED.search(text) else text


def raise_scripts(text: RichText) -> str:
    """The flat text with superscript digits and signs as Unicode superscripts, one for one.

    So a reader of strings still sees that "10−3" was 10 to the power of −3, and not a range.
    """
    raised = np.flatnonzero(text.scripts == SUP)
    if not len(raised):
        return text.flat
    chars = list(text.flat)
    for at in raised.tolist():
        chars[at] = chars[at].translate(_SUPERSCRIPTS)
    return "".join(chars)
