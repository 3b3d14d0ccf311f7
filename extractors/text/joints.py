"""What stands between two printed lines: a blank, nothing, or a hyphen that goes."""

import re
from collections.abc import Sequence

from extractors.model.rich import BASE, SUB, SUP, RichText, join_rich, space_after
from extractors.normalise.elements import element_pattern
from extractors.normalise.hyphens import read_halves
from extractors.text.vocabulary import Vocabulary

_HYPHENS = "-‐\u00ad\u2011"
_LAST_WORD = re.compile(r"([^\W\d_]+)[-‐\u00ad\u2011]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ELEMENT = rf"(?:{element_pattern()}|RE|Ln|[ADMX](?![a-z]))"
"""Placeholders of series and deuterium beside the elements."""
_FORMULA = re.compile(
    rf"""[\[(]*
    (?:{_ELEMENT}
      [\d.,xyzδ+−–/()\[\]-]*)+""",
    re.VERBOSE,
)
_ANION = re.compile(r"(?:O|S|Se|Te|F|Cl|Br|I|N|H|C)(?![a-z])")


def join_lines(lines: Sequence[RichText], vocabulary: Vocabulary) -> RichText:
    """One text from printed lines.

    A hyphen goes where the word is one (judged by the document's own words, then by a list of halves); it
    stays in compounds, before capitals and digits, and after formulas. No blank after slashes, dashes and
    opening brackets, before scripts, nor within a formula that goes on over the line end.
    """
    parts: list[RichText] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None or not line.flat or not following.flat:
            parts.append(line)
        elif line.flat[-1] in _HYPHENS:
            parts.append(_end_hyphenated(line, following, vocabulary))
        elif _sticks(line, following):
            parts.append(line)
        else:
            parts.append(space_after(line))
    return join_rich(parts)


def _end_hyphenated(line: RichText, following: RichText, vocabulary: Vocabulary) -> RichText:
    before, after = _LAST_WORD.search(line.flat), _FIRST_WORD.match(following.flat)
    if line.flat.endswith((" -", " ‐")):
        return space_after(line)
    if after is not None and after[0] in read_halves("suspended"):
        return space_after(line)
    if line.flat[-1] == "\u00ad" or _divides_formula(line, following):
        return line[:-1]
    if before is None or after is None or line.scripts[-2] != BASE:
        return line
    first = re.split(r"[\s/–—(\[“‘\"']", line.flat[: before.end() - 1])[-1]
    return line[:-1] if _is_one_word(first, before[1], after[0], vocabulary) else line


def _divides_formula(line: RichText, following: RichText) -> bool:
    """Whether a hyphen divides one formula: only cations with subscripts stand before it, anions behind it.

    `Na_{2.5}Zr_{2}-` / `Si_{1.5}P_{1.5}O_{12}` is one; in `Li_{2}S-` / `P_{2}S_{5}` two compounds are meant.
    """
    start = max(line.flat.rfind(" "), line.flat.rfind("(")) + 1
    before, after = line.flat[start:-1], following.flat.split(" ", 1)[0].rstrip(".,;:)")
    if (
        not before
        or not after
        or line.scripts[-2] != SUB
        or not (following.scripts[: len(after)] == SUB).any()
    ):
        return False
    formulas = _FORMULA.fullmatch(before) is not None and _FORMULA.fullmatch(after) is not None
    return formulas and _ANION.search(before) is None and _ANION.search(after) is not None


def _is_one_word(token: str, before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether `before` and `after` are halves of one word; `token` is all that stands before the hyphen."""
    if not "a" <= after[0] <= "ÿ":
        return False
    low, high = before.lower(), after.lower()
    # no word has one letter thrice
    if low[-2:] == 2 * high[0] or high[:2] == 2 * low[-1]:
        return False
    together, linked = vocabulary.whole[low + high], vocabulary.linked[f"{low}-{high}"]
    if together != linked:
        return together > linked
    if (token != before and "-" not in token) or (len(before) > 1 and before.isupper()):
        return False
    if high in read_halves("endings"):
        return True
    doubled = low[-1] == high[0] and low[-1] not in "aeiou" and high[1:] in read_halves("endings")
    if doubled or (token == before and low in read_halves("prefixes")):
        return True
    whole_word = any(low in read_halves(kept) for kept in ("linking", "kept_before", "kept_after"))
    if "-" in token and (whole_word or (len(low) > 3 and vocabulary.known(low))):
        return False
    if low in read_halves("kept_after") or high in read_halves("kept_before") | read_halves("linking"):
        return False
    if low in read_halves("mended_after"):
        return not (low[-1] == high[0] and low[-1] in "aeiou")  # `pre-exponential`, but `preparation`
    symbol = re.fullmatch(_ELEMENT, before) is not None
    known = min(vocabulary.known(low) or symbol, vocabulary.known(high)) > 0
    return not (known and (symbol or len(low) > 2) and len(high) > 2)


def _sticks(line: RichText, following: RichText) -> bool:
    """Whether nothing stands between the two lines."""
    last, first = line.flat[-1], following.flat[0]
    lone = len(line.flat) > 1 and line.flat[-2] == " "
    if following.scripts[0] != BASE:
        return not _opens_with_mark(following)
    if last in "([{":
        return True
    if last in "/–—·":
        return not lone
    if first in ")]},;.–—/" and not following.flat.startswith(("...", "…")):
        return True
    return _formula_goes_on(line, following)


def _opens_with_mark(line: RichText) -> bool:
    """Whether what is raised at a line's begin belongs to what follows: `25Mg`, or the mark of a note."""
    after = next((i for i, script in enumerate(line.scripts.tolist()) if script == BASE), 0)
    return line.scripts[0] == SUP and (line.flat[0].isalpha() or line.flat[after : after + 1].isalpha())


def _formula_goes_on(line: RichText, following: RichText) -> bool:
    """Whether the last and the first word are halves of one formula: subscripts stand in both."""
    start = line.flat.rfind(" ") + 1
    before, after = line.flat[start:], following.flat.split(" ", 1)[0].rstrip(".,;:")
    if not before or not after or before[-1] in ",;:.":
        return False
    lowered_before = bool((line.scripts[start:] == SUB).any()) and line.scripts[-1] == SUB
    lowered_after = bool((following.scripts[: len(after)] == SUB).any())
    return (
        lowered_before
        and lowered_after
        and _FORMULA.fullmatch(before) is not None
        and _FORMULA.fullmatch(after) is not None
    )
