"""The text of a cell from its printed lines."""

import re
from collections.abc import Sequence

from extractors.model.rich import RichText, join_rich, plain_rich, space_after
from extractors.normalise.elements import element_pattern

HYPHENS = "-‐\u00ad\u0002"

ELEMENT = element_pattern()

FORMULA_END = re.compile(
    rf"(?:^|[\s(\[])(?:[\d.]*[(\[]?{ELEMENT}[\d.]*(?:[)\]][\d.]*)?){{2,}}$|[(\[]{ELEMENT}[\d.]*$"
)

CATIONS_ONLY = re.compile(
    rf"(?:^|\s)[\d.]*(?:[(\[]?(?![FNOPSI](?![a-z])|Cl|Br|Se|Te){ELEMENT}[\d.]*(?:[)\]][\d.]*)?){{2,}}$"
)
"""A formula without any anion is not yet complete."""

ANION_START = re.compile(r"(?:F|Cl|Br|I|O|S|Se|N|OH|PO|SiO|CO)\d[\d.]*\S*(?:\s|$)")

FORMULA_START = re.compile(rf"[(\[]?(?:{ELEMENT}[\d.]*){{1,}}")


def join_lines(lines: Sequence[RichText]) -> RichText:
    """The lines of a cell as one text, as a person would type it.

    A hyphen at a line's end is taken away before a small letter, a formula broken over a line end is joined
    without a space ("Li2.75Y0.16" / "Zr0.25Cl6"); other lines are joined with one space.
    """
    whole = plain_rich("")
    for line in lines:
        part = _trim(line)
        if not whole.flat:
            whole = part
        elif part.flat:
            whole = _join(whole, part)
    return whole


def _join(above: RichText, below: RichText) -> RichText:
    if above.flat[-1] in HYPHENS and len(above) > 1 and above.flat[-2].isalpha():
        if below.flat[0].islower() and not _keeps_hyphen(above.flat):
            return join_rich([above[: len(above) - 1], below])
        return join_rich([above, below])
    if above.flat[-1] in "([":
        return join_rich([above, below])
    if above.flat[-1] in "-‐–−/·" and not above.flat[-2:-1].isspace() and len(above) > 1:
        return join_rich([above, below])
    if breaks_formula(above.flat, below.flat):
        return join_rich([above, below])
    return join_rich([space_after(above), below])


def _keeps_hyphen(text: str) -> bool:
    """Whether the word before the line end is a compound already or a prefix that is set with a hyphen."""
    word = text[:-1].rsplit(" ", 1)[-1]
    return (
        "-" in word
        or word.casefold() in {"non", "self", "x", "quasi", "all", "co", "ex", "semi", "well"}
        or len(word) == 1
    )


def breaks_formula(above: str, below: str) -> bool:
    """Whether a formula goes on over the line end: brackets stay open, or its anions come below."""
    last = above.rsplit(" ", 1)[-1]
    first = below.split(" ", 1)[0]
    if not FORMULA_START.match(first) and first[:1] not in ")]":
        return False
    if last.count("(") + last.count("[") > last.count(")") + last.count("]") and FORMULA_END.search(last):
        return True
    if CATIONS_ONLY.search(last):
        return True
    return FORMULA_END.search(last) is not None and ANION_START.match(below) is not None


def _trim(text: RichText) -> RichText:
    start = len(text.flat) - len(text.flat.lstrip())
    return text[start : len(text.flat.rstrip())]
