"""Headings: numbered, by their type, or by the white around them."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extractors.layout.groups import ENTRY, LONG_WORD, NUMBERED_HEAD, Group, Progress, Verdict
from extractors.layout.habits import Habits, is_bold, is_italic
from extractors.model.layout import BlockKind
from extractors.model.rich import BASE

# type larger than the body's by this share
LARGER = 1.08
LONGEST_HEADING = 220
# a centred line with so many steps of white above it is a heading
CENTRED_ABOVE = 1.2
# what ends with a full stop and has more words is a sentence, not a heading
MOST_WORDS_STOPPED = 12

_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])(?P<stop>[.)]?)\s+(?P<rest>\S.*)", re.DOTALL
)
_ROMAN = re.compile(r"[IVX]{1,5}\.\s+[A-Z]")


@cache
def section_names(what: str) -> frozenset[str]:
    """Headings that decide what follows them: `references` or `abstract`."""
    data = tomllib.loads(files("extractors.layout").joinpath("data/sections.toml").read_text("utf-8"))
    return frozenset(data[what])


def plain_heading(text: str) -> str:
    """In small letters, without number and punctuation."""
    return re.sub(r"^[\d.\s■▪●◆]+|[^a-z ]", "", text.lower()).strip()


def find_heading(group: Group, habits: Habits, progress: Progress) -> Verdict | None:
    """A heading with its number and level; None for other text.

    Covers numbers (`3.1.`, `IV.`, `B.`) with larger, bold or italic type or capitals, and unnumbered headings
    by their type or by the white around them. Refuses sentences and equations.
    """
    text = group.text.strip()
    if len(text) > LONGEST_HEADING or len(group.lines) > 5 or _has_no_letters(text):
        return None
    letters = sum(char.isalpha() for char in text)
    numbered = _NUMBERED.match(text)
    large = group.size > LARGER * habits.type_size
    bold = is_bold(group.lines)
    capitals = text.upper() == text and letters > 4 and text.lower() != text
    if (
        numbered
        and numbered["rest"][0].isalpha()
        and (numbered["rest"][0].isupper() or "." in numbered["number"])
    ):
        short = len(text) < 120 and not text.endswith((".", ",", ";"))
        plain = short and len(text) < 80 and len(group.lines) == 1 and NUMBERED_HEAD.match(text) is not None
        plain |= short and _ROMAN.match(text) is not None and _stands_apart(group, progress)
        if large or bold or capitals or plain or (short and _stands_out(group, habits)):
            number = numbered["number"]
            return Verdict(BlockKind.HEADING, number, number.count(".") + 1)
    if text[0] in "©(*†‡" or re.search(r"\b(?:19|20)\d\d\b.*[:,]|[:,].*\b(?:19|20)\d\d\b", text):
        return None
    raised = sum(int((line.text.scripts != BASE).sum()) for line in group.lines)
    if (
        "=" in text
        or raised > 0.25 * len(text)
        or sum(len(word) for word in LONG_WORD.findall(text)) < 0.5 * letters
    ):
        return None
    sentence = not bold and text.endswith(".") and len(text.split()) > MOST_WORDS_STOPPED
    names_list = bold and plain_heading(text) in section_names("references")
    small = group.size < 0.93 * habits.type_size and not (capitals or names_list)
    if text.endswith((",", ";")) or sentence or small:
        return None
    if large or (capitals and len(text) < 100 and not ENTRY.match(text)):
        return Verdict(BlockKind.HEADING, "", 1)
    if (bold and not text.endswith(".")) or (bold and len(text) < 80):
        return Verdict(BlockKind.HEADING, "", 2)
    if (
        plain_heading(text) in section_names("references")
        or (_stands_out(group, habits) and not text.endswith((".", ":")))
        or _stands_apart(group, progress)
    ):
        return Verdict(BlockKind.HEADING, "", 3)
    return None


def _has_no_letters(text: str) -> bool:
    """Whether a small letter begins the text, or it has fewer than three letters."""
    return text[0].islower() or sum(char.isalpha() for char in text) < 3


def is_too_early(group: Group, heading: Verdict, progress: Progress) -> bool:
    """Whether large or bold type among names and dates of the first page is no heading yet."""
    early = group.lines[0].page == 1 and not progress.body_begun and not progress.abstract_done
    plain_words = len(group.text.split()) < 7 and not re.search(r"[\d,:&]", group.text)
    if heading.level < 3 and group.leads and plain_words and progress.author_size:
        return False
    named = section_names("abstract") | section_names("references")
    return early and not heading.number and plain_heading(group.text) not in named


def _stands_out(group: Group, habits: Habits) -> bool:
    """Italic, or in another font than the text, in one or two short lines."""
    if len(group.lines) > 2 or len(group.text) > 110 or not LONG_WORD.search(group.text):
        return False
    foreign = all(line.font != habits.font for line in group.lines)
    return is_italic(group.lines) or (foreign and group.size > 0.93 * habits.type_size)


def _stands_apart(group: Group, progress: Progress) -> bool:
    """A short line set like the text, with white above it and text right below it, or centred between."""
    text = group.text.strip()
    line = group.lines[0]
    centred = abs(line.box.x_mid - group.column.x_mid) < 0.6 * line.size
    if len(group.lines) > 1 or not text[0].isupper() or not text[-1].isalpha():
        return False
    if line.box.x0 > group.column.x0 + 2 and not centred:
        return False
    if centred and (group.above == 0 or group.above > CENTRED_ABOVE) and group.below > 0:
        return line.box.width < 0.7 * group.column.width
    parted = group.above > 1.4 or (progress.after_heading and group.above > 0)
    return parted and 0 < group.below < 1.35 and line.box.width < 0.7 * group.column.width


def pass_heading(group: Group, progress: Progress) -> Progress:
    """What may follow a heading."""
    text = plain_heading(group.text)
    if text in section_names("references"):
        return replace(progress, in_references=True, body_begun=True)
    if text in section_names("abstract"):
        return replace(progress, abstract_begun=True)
    return replace(progress, body_begun=True, abstract_done=True)
