"""The marks that bind notes to cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extractors.model.document import Cell
from extractors.model.rich import SUP, RichText, join_rich
from extractors.tables.notes import SYMBOLS

EXPONENT = re.compile(r"[−–-]\d+(?=[a-z*†‡§¶#])")

IN_BRACKETS = re.compile(r"(?<=\S)\s?(?:\[(?P<square>[a-z*])\]|(?P<round>[a-z])\))$")
"""A mark on the line behind a text: "σ [a]", "σ b)"."""


INNER = re.compile(r"(?<=\S)\s?[(\[]?(?P<mark>[a-z*†‡§¶])[)\]]?(?=\s)")
"""What may be a mark within a text, if it is raised."""

RAISED_DIGITS = re.compile(r"(?<=10)[−–-]\d\d+$")
"""An exponent whose last digit may be a mark."""


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
    """A raised mark after the first word of a head ("σ^a (S cm−1)", "E a) [eV]") or before a unit."""
    for match in INNER.finditer(text.flat):
        at = match.start()
        raised = (text.scripts[at : match.end()] == SUP) | np.array([char == " " for char in match[0]])
        if raised.all() and text.scripts[at - 1] != SUP and match["mark"] in known:
            return join_rich([text[:at], text[match.end() :]]), (match["mark"],)
    return text, ()


def _in_brackets(match: re.Match[str], known: frozenset[str]) -> list[str]:
    mark = match["square"] or match["round"]
    return [mark] if mark in known else []


def _split_marks(raised: str) -> list[str]:
    if raised and set(raised) <= set(SYMBOLS):
        return [raised]
    return [mark for mark in re.split(r"[\s,()\[\]]+", raised) if mark]


def bind_orphans(rows: list[list[Cell]], heads: Sequence[Sequence[Cell]], known: frozenset[str]) -> None:
    """Bind marks that are digits where they stand behind an exponent ("10^−32": 10^−3 and note 2).

    A mark that no cell or head carries belongs to the only cell whose exponent ends with it. Where several
    do, their last digit is doubtful, so that no number is built on it.
    """
    borne = {mark for row in (*heads, *rows) for cell in row for mark in cell.notes}
    for mark in sorted(mark for mark in known - borne if len(mark) == 1 and mark.isdecimal()):
        places = list(_ending(rows, mark))
        for i, j in places:
            cell = rows[i][j]
            if len(places) == 1:
                rows[i][j] = replace(cell, text=cell.text[: len(cell.text) - 1], notes=(*cell.notes, mark))
            else:
                doubtful = cell.text.doubtful.copy()
                doubtful[-1] = True
                rows[i][j] = replace(cell, text=replace(cell.text, doubtful=doubtful))


def _ending(rows: Sequence[Sequence[Cell]], digit: str) -> Iterator[tuple[int, int]]:
    """Row and column of cells that end with a raised exponent of two digits or more, the last one given."""
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            match = RAISED_DIGITS.search(cell.text.flat)
            if match and match[0].endswith(digit) and all(cell.text.scripts[match.start() :] == SUP):
                yield i, j
