"""Captions that announce a table, told from sentences that begin with the word."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.layout.table_regions.view import View
from extractors.model.glyphs import BOLD
from extractors.model.layout import Line

DATA = Path(__file__).parents[1] / "data" / "table_words.toml"

NUMBER = r"(?:[A-Z]{0,2}[.\-]?\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVXL]{1,6}|[A-Z](?=[.:|]))"

LEADING = 1.45
"""Distance of baselines, in type sizes, up to which the line above is taken for the same paragraph."""


@dataclass(frozen=True, eq=False, slots=True)
class Caption:
    """The line that opens a caption: its label's number, and whether it says "continued"."""

    line: Line
    number: str
    continued: bool


@cache
def table_words() -> dict[str, tuple[str, ...]]:
    """The words of data/table_words.toml."""
    with DATA.open("rb") as file:
        return {key: tuple(words) for key, words in tomllib.load(file).items()}


@cache
def caption_pattern() -> re.Pattern[str]:
    words = table_words()
    labels = "|".join(re.escape(label) for label in words["labels"])
    openers = "|".join(re.escape(opener) for opener in words["openers"])
    # "Table1" and "Table 1" are both printed; "Table 1)" and "Table 1," are said within sentences
    return re.compile(
        rf"(?:(?:{openers})\s+)?(?:{labels})\s?(?P<number>{NUMBER})(?P<mark>\s?[.:|–—]|\s?\(|)(?=\s|$|[A-Z|])\s*(?P<rest>.*)"
    )


@cache
def figure_pattern() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in table_words()["figures"])
    return re.compile(rf"(?:{labels})\s?\d+")


def is_figure_caption(line: Line) -> bool:
    """Whether the line opens the caption of another float."""
    return figure_pattern().match(line.text.flat) is not None


def find_captions(view: View) -> list[Caption]:
    """Lines that open a table's caption, from top to bottom.

    Covers "Table 2 Types ...", "TABLE II", "Tab. 1.", "Table 1 | ...", "Table S2:", "Table 3 (continued)".
    Refuses sentences: "Table 3 and ..." in the middle of a paragraph, "Table 7, ...".
    """
    found = [_caption(view, line) for line in view.lines if line.text.flat[:1] in _initials()]
    return [caption for caption in found if caption is not None]


@cache
def _initials() -> frozenset[str]:
    words = table_words()
    return frozenset(word[0] for word in words["labels"] + words["openers"])


def _caption(view: View, line: Line) -> Caption | None:
    match = caption_pattern().match(line.text.flat)
    if match is None:
        return None
    rest = match["rest"].strip()
    bold = bool(line.text.styles[match.start("number")] & BOLD)
    if not bold and not match["mark"] and rest[:1].islower() and not _says_continued(rest):
        return None
    if not bold and not _set_apart(view, line):
        return None
    return Caption(line, match["number"].rstrip("."), _says_continued(rest))


def _says_continued(rest: str) -> bool:
    word = rest.strip(" ().:,–—-").casefold()
    return any(word.startswith(name) and len(word) < len(name) + 12 for name in table_words()["continued"])


def _set_apart(view: View, line: Line) -> bool:
    """Whether no line of the same size stands at usual leading above: a sentence goes on there."""
    for other in view.lines:
        gap = line.baseline - other.baseline
        if not 0.5 * line.size < gap < LEADING * line.size or abs(other.size - line.size) > 0.3:
            continue
        shared = min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0)
        if shared > 0.5 * min(other.box.width, line.box.width) and not view.rule_between(other, line):
            return False
    return True


def opens_note(line: Line, words: Sequence[str]) -> bool:
    """Whether the line begins with a word that opens notes."""
    first = line.text.flat.split(" ", 1)[0].casefold()
    return first in words
