"""Notes of a table and the marks that bind them to cells."""

import re
from collections.abc import Sequence

from extractors.model.document import TableNote
from extractors.model.layout import Line
from extractors.model.rich import BASE, SUP, RichText, join_rich
from extractors.model.strips import cut_strips
from extractors.tables.cells import join_lines
from extractors.tables.pieces import cut_runs

SYMBOLS = "*†‡§¶#"

EXPONENT = re.compile(r"[−–-]\d+(?=[a-z*†‡§¶#])")

LONGEST_MARK = 3
"""Characters of a raised mark ("a", "12", "***"); more are text."""

NEVER = 1e9
"""A gap, in type sizes, that no line has: notes are read line by line."""

OPENING = re.compile(r"(?P<mark>[*†‡§¶#]{1,3}|\(?[a-z]\)|\[[a-z*]\]|[a-z](?=\s?[A-Z(=σ]))\s?")
"""What opens a note on the line: a symbol, a letter in brackets, a lone letter before a capital."""

IN_BRACKETS = re.compile(r"(?<=\S)\s?(?:\[(?P<square>[a-z*])\]|(?P<round>[a-z])\))$")
"""A mark on the line behind a text: "σ [a]", "σ b)"."""


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


def lift_marks(text: RichText, known: frozenset[str]) -> tuple[RichText, tuple[str, ...]]:
    """The text without the note marks at its end, and the marks.

    Covers raised letters, "a,b", symbols raised or on the line. A raised piece that no note explains is part
    of the label and stays.
    """
    if not known or not text.flat:
        return text, ()
    end = len(text)
    while end > 0 and (text.scripts[end - 1] == SUP or text.flat[end - 1] in SYMBOLS):
        end -= 1
    marks = _split_marks(text.flat[end:])
    if after := EXPONENT.match(text.flat[end:]):
        # "10^−8b": the mark stands behind a raised exponent
        end += after.end()
        marks = _split_marks(text.flat[end:])
    if (bracketed := IN_BRACKETS.search(text.flat)) and (marks := _in_brackets(bracketed, known)):
        return text[: bracketed.start()], tuple(marks)
    if not marks or not known.issuperset(marks):
        end = len(text.flat.rstrip(SYMBOLS))
        marks = _split_marks(text.flat[end:])
    if not marks or not known.issuperset(marks) or end == 0:
        return _lift_inner(text, known)
    return text[: len(text.flat[:end].rstrip())], tuple(marks)


def _lift_inner(text: RichText, known: frozenset[str]) -> tuple[RichText, tuple[str, ...]]:
    """A raised mark after the first word of a head ("σ^a (S cm−1)") or before a unit."""
    for match in re.finditer(r"(?<=\S)([a-z*†‡§¶])(?=\s)", text.flat):
        at = match.start()
        if text.scripts[at] == SUP and text.scripts[at - 1] == BASE and match[1] in known:
            return join_rich([text[:at], text[at + 1 :]]), (match[1],)
    return text, ()


def _in_brackets(match: re.Match[str], known: frozenset[str]) -> list[str]:
    mark = match["square"] or match["round"]
    return [mark] if mark in known else []


def _split_marks(raised: str) -> list[str]:
    if raised and set(raised) <= set(SYMBOLS):
        return [raised]
    return [mark for mark in re.split(r"[\s,()\[\]]+", raised) if mark]
