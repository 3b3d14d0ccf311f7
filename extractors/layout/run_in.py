"""Headings that are run into their paragraph: `2.1. Synthesis. LiCl was ...`, `Synthesis: LiCl was ...`."""

import re
from collections.abc import Sequence

from extractors.layout.groups import LONG_WORD
from extractors.layout.paragraphs import BULLETS
from extractors.model.geometry import union_box
from extractors.model.glyphs import BOLD, ITALIC
from extractors.model.layout import Line, Word
from extractors.model.rich import BASE

LONGEST_RUN_IN = 90
MOST_WORDS = 12

_STOPS = ".:—–|"
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-Z])")


def split_run_in(lines: Sequence[Line]) -> tuple[Line, tuple[Line, ...], str] | None:
    """The heading, the lines of its paragraph, and its number ("" for none); None where none is run in.

    Covers words in bold (or italics) at a paragraph's start that end in a full stop, colon or dash, and
    numbered words in bold without one; plain text with a capital or a figure goes on behind. Refused:
    bulleted items, symbols, whole lines.
    """
    first = lines[0]
    stop, style = _end_of_style(first)
    head, rest = first.text.flat[:stop].rstrip(), first.text.flat[stop:].lstrip()
    if not rest or head[:1] in BULLETS or not (head[:1].isupper() or head[:1].isdigit()):
        return None
    number = _NUMBER.match(head)
    closed = head[-1] in _STOPS or (number is not None and style == BOLD)
    if not closed or not LONG_WORD.search(head):
        return None
    if len(head) > LONGEST_RUN_IN or len(head.split()) > MOST_WORDS:
        return None
    if rest[0].islower() and rest[0].isascii():
        return None
    start = len(first.text.flat) - len(rest)
    heading, body = _cut(first, 0, len(head)), _cut(first, start, len(first.text.flat))
    return heading, (body, *lines[1:]), number[1] if number is not None else ""


def _end_of_style(line: Line) -> tuple[int, int]:
    """Where the bold (else italic) type with which the line begins ends, a stop behind it included."""
    on_line = line.text.scripts == BASE
    for style in (BOLD, ITALIC):
        styled = (line.text.styles & style) > 0
        plain = [
            at for at, char in enumerate(line.text.flat) if on_line[at] and not styled[at] and char != " "
        ]
        stop = plain[0] if plain else 0
        while stop and line.text.flat[stop : stop + 1] in tuple(_STOPS):
            stop += 1
        if stop:
            return stop, style
    return 0, 0


def _cut(line: Line, start: int, stop: int) -> Line:
    """The part of a line from one word to another."""
    words = [word for word in line.words if word.start < stop and word.stop > start]
    inner = tuple(
        Word(max(word.start, start) - start, min(word.stop, stop) - start, word.box) for word in words
    )
    box = union_box(word.box for word in words)
    part = line.text[start:stop]
    return Line(line.page, line.angle, box, line.baseline, line.size, part, inner, line.font)
