"""Notes of a table, each with its mark."""

import re
from collections.abc import Sequence

from extractors.model.document import TableNote
from extractors.model.layout import Line
from extractors.model.rich import SUP, RichText
from extractors.model.strips import cut_strips
from extractors.tables.cells import join_lines
from extractors.tables.pieces import cut_runs

SYMBOLS = "*†‡§¶#"

LONGEST_MARK = 3
"""Characters of a raised mark ("a", "12", "***"); more are text."""

NEVER = 1e9
"""A gap, in type sizes, that no line has: notes are read line by line."""

OPENING = re.compile(r"(?P<mark>[*†‡§¶#]{1,3}|\(?[a-z]\)|\[[a-z*]\]|[a-z](?=\s?[A-Z(=σ]))\s?")
"""What opens a note on the line: a symbol, a letter in brackets, a lone letter before a capital."""


def read_notes(lines: Sequence[Line]) -> tuple[TableNote, ...]:
    """The notes below a table, each with its mark; "" for a general note.

    Several notes may stand on one line: a raised letter or symbol after a space opens the next.
    """
    runs = [cut_runs(strip, NEVER) for strip in cut_strips(lines)]
    text = join_lines([run.text for row in runs for run in row])
    if not text.flat:
        return ()
    openings = _openings(text)
    if not openings or openings[0][0] > 0:
        openings = [(0, 0, ""), *openings]
    ends = [start for start, _, _ in openings[1:]] + [len(text)]
    notes = [
        TableNote(mark, _stripped(text[after:end]))
        for (_, after, mark), end in zip(openings, ends, strict=True)
    ]
    return tuple(note for note in notes if note.text.flat)


def _openings(text: RichText) -> list[tuple[int, int, str]]:
    """Start, end of the mark and the mark itself of every note."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(text):
        begins = at == 0 or text.flat[at - 1] in " .;"
        opening = (_raised_at(text, at) or _plain_at(text, at)) if begins else None
        if opening:
            found.append((at, *opening))
        at = max(opening[0] if opening else 0, at + 1)
    return found


def _raised_at(text: RichText, at: int) -> tuple[int, str] | None:
    """End and mark of a raised opening: "^a", "^a)", "^[a]"; text must follow it."""
    start = at + (text.flat[at] in "([")
    stop = start
    while stop < len(text) and text.scripts[stop] == SUP and _may_mark(text.flat[stop]):
        stop += 1
    if not 0 < stop - start <= LONGEST_MARK:
        return None
    end = stop + (text.flat[stop : stop + 1] in (")", "]"))
    return (end, text.flat[start:stop]) if text.flat[end : end + 2].strip() else None


def _may_mark(char: str) -> bool:
    return char.isalnum() or char in SYMBOLS


def _plain_at(text: RichText, at: int) -> tuple[int, str] | None:
    """End and mark of an opening on the line: a symbol anywhere, a letter at the beginning or in brackets."""
    match = OPENING.match(text.flat, at)
    if match is None or not (at == 0 or text.flat[at] in SYMBOLS or text.flat[at] == "["):
        return None
    return match.end(), match["mark"].strip("()[]")


def _stripped(text: RichText) -> RichText:
    lead = len(text.flat) - len(text.flat.lstrip(" .;:"))
    return text[lead : len(text.flat.rstrip(" ;"))]
