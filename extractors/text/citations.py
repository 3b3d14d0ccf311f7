"""Citation marks, lifted out of the text and kept with their place."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from extractors.model.document import Passage
from extractors.model.geometry import Box, union_box
from extractors.model.rich import SUB, SUP, CitationMark, RichText
from extractors.normalise.marks import expand_marks

_NUMBERS = r"\d{1,4}[a-z]?(?:\s*[,;–−‐-]\s*(?:\d{1,4}[a-z]?|[a-z]\b))*"
_RAISED = re.compile(rf"\s*{_NUMBERS}\s*,?\s*")
# a charge with a citation behind it: `2+` + `25,26`, `+` + ` 31`
_CHARGE = re.compile(r"\d?\+[,\s]?(?=\d)")
_LEAD = r"(?:(?:see|e\.\s?g\.|cf\.|also|for example|[Rr]efs?\.?|[Rr]eferences?)[,\s]\s*)*"
_THEREIN = r"(?:,?\s(?:and\s)?(?:the\s)?[Rr]ef(?:erence)?s?\.?\s(?:cited\s)?therein)?"
_PART = r"(?:,\s(?:Figs?\.|Figures?|Tables?|Eqs?\.|Secs?\.|Sections?|[Cc]h(?:ap)?\.|pp?\.)\s?[\w–-]{1,7})?"
_ANDED = rf"{_NUMBERS}(?:,?\s(?:and|&)\s{_NUMBERS})?"
_BRACKET = re.compile(rf"\s?\[\s*{_LEAD}(?P<numbers>{_ANDED}){_PART}{_THEREIN}\s*\]")
# IEEE prints a run as `[12]–[15]`
_TO_BRACKET = re.compile(r"\s?[–−‐-]\s?\[\s*(?P<last>\d{1,4})\s*\]")
_DIRECTION = re.compile(r"[0-3]{3}")
_DIRECTED_BEFORE = re.compile(r"(?:along|directions?|axis|axes|zone|⟨|∥)(?:\s\w{1,9})?\s?$")
_DIRECTED_BEHIND = re.compile(r"\s?-?(?:zone|directions?|axis|axes|planes?|projection|orient)")
_ALSO = re.compile(r"\s?(?:,|and|or|/|,\sand)\s?$")
_NAME = r"[A-Z][\w’'´`-]+(?:\s(?:and|&)\s[A-Z][\w’'´`-]+|\set\sal\.?)?"
_AUTHOR_YEAR = re.compile(rf"(?P<name>{_NAME}),?\s*\(?(?P<year>(?:19|20)\d\d[a-z]?)(?=[);,])")


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """How a document prints its citations; `superscript` and `bracket` may both be seen in doubt."""

    superscript: bool = True
    bracket: bool = True
    author_year: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark as it stands in the unlifted text; what lies between start and stop leaves it."""

    start: int
    stop: int
    printed: str
    keys: tuple[str, ...]
    kept: bool = False


def lift_citations(text: RichText, style: CitationStyle) -> RichText:
    """The text without its numbered citation marks, which are recorded with their position.

    Covers raised numerals and runs (`34`, `1,2`, `3–6`, `17a`), bracketed numbers (`[1,3–5]`), author–year
    marks, which stay in the text and are recorded at their end. Refused: exponents, charges, isotopes, powers
    of units and of quantities. A raised numeral in a document that cites in brackets marks a footnote: it is
    lifted with no keys.
    """
    marks = sorted(
        [*_raised_marks(text, style), *_bracket_marks(text, style), *_author_marks(text, style)],
        key=lambda mark: mark.start,
    )
    if not marks:
        return text
    keep = np.ones(len(text.flat), np.bool_)
    for mark in marks:
        if not mark.kept:
            keep[mark.start : mark.stop] = False
    moved = np.concatenate([[0], np.cumsum(keep)]).tolist()
    lifted = tuple(_record(text, mark, moved[mark.stop]) for mark in marks)
    flat = "".join(np.array(list(text.flat))[keep].tolist())
    return RichText(
        flat,
        text.scripts[keep],
        text.styles[keep],
        text.boxes[keep],
        text.pages[keep],
        text.doubtful[keep],
        text.citations + lifted,
    )


def count_marks(text: RichText) -> tuple[int, int]:
    """How many raised and how many bracketed marks a text seems to hold."""
    style = CitationStyle()
    return sum(1 for _ in _raised_marks(text, style)), sum(1 for _ in _bracket_marks(text, style))


def tell_style(passages: Iterable[Passage]) -> CitationStyle:
    """How the passages of a document print the marks that were lifted out of them, for its tables."""
    printed = [mark.printed for passage in passages for mark in passage.text.citations]
    raised = sum(mark[:1].isdigit() for mark in printed)
    bracketed = sum(mark.startswith("[") for mark in printed)
    return CitationStyle(superscript=raised >= bracketed, bracket=bracketed > 0, author_year=False)


def lift_from_cell(text: RichText, style: CitationStyle) -> RichText:
    """The text of a table's cell without its marks; a cell that holds nothing but a mark keeps it as text."""
    lifted = lift_citations(text, style)
    return lifted if lifted.flat.strip() else text


def _record(text: RichText, mark: _Mark, position: int) -> CitationMark:
    start = mark.start
    while start < mark.stop - 1 and text.flat[start] == " ":
        start += 1
    box = union_box(Box(*row) for row in text.boxes[start : mark.stop].tolist())
    return CitationMark(position, mark.printed, mark.keys, int(text.pages[start]), box)


def _raised_marks(text: RichText, style: CitationStyle) -> Iterator[_Mark]:
    if not style.superscript and not style.bracket:
        return
    for start, stop in _raised_runs(text):
        charge = _CHARGE.match(text.flat[start:stop])
        start += charge.end() if charge is not None else 0
        printed = text.flat[start:stop]
        if _RAISED.fullmatch(printed) and not _is_power(text, start, stop):
            numbers = printed.strip().rstrip(",").strip()
            yield _Mark(start, stop, numbers, expand_marks(numbers) if style.superscript else ())


def _raised_runs(text: RichText) -> Iterator[tuple[int, int]]:
    """Spans of superscripts; a comma or dash on the line between two raised numerals belongs to them."""
    raised = np.concatenate([[False], text.scripts == SUP, [False]])
    edges = np.flatnonzero(raised[1:] != raised[:-1])
    spans: list[tuple[int, int]] = []
    for start, stop in edges.reshape(-1, 2).tolist():
        between = text.flat[spans[-1][1] : start] if spans else ""
        if (
            spans
            and between in (",", "–", "-")
            and text.flat[start].isdigit()
            and text.flat[spans[-1][1] - 1].isdigit()
        ):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    yield from spans


def _is_power(text: RichText, start: int, stop: int) -> bool:
    """Whether raised numerals are an exponent, a mass number or the power of a unit."""
    printed = text.flat[start:stop].strip()
    before, after = text.flat[:start], text.flat[stop : stop + 2]
    if not before or before[-1] == " ":
        # a numeral that touches only what follows counts nucleons or marks a footnote
        return bool(after) and after[0].isalpha()
    if not printed.isdigit():
        return False
    small = int(printed) < 10
    if printed.startswith("0"):
        return True
    token = before.rsplit(" ", 1)[-1]
    number = re.search(r"[\d.]+$", before)
    if number is not None and text.scripts[start - 1] == 0:
        return number[0] == "10" or (small and number[0].isdigit())
    symbol = re.search(r"[^\W\d_]+$", token)
    if symbol is None:
        closed = token.endswith((")", "]", "|", "⟩"))
        return closed and small and re.search(r"[^\W\d_]{3}", before[before.rfind("(") :]) is None
    alone = symbol[0] == token.lstrip("([/·=−–-")
    if not small or text.scripts[start - 1] != 0:
        return False
    quantity = symbol[0].lstrip("Δδ∆") if len(symbol[0]) > 1 else symbol[0]
    return symbol[0] in _symbols("units") or (alone and quantity in _symbols("quantities"))


@cache
def _symbols(what: str) -> frozenset[str]:
    data = tomllib.loads(files("extractors.text").joinpath("data/units.toml").read_text("utf-8"))
    return frozenset(data[what])


def _bracket_marks(text: RichText, style: CitationStyle) -> Iterator[_Mark]:
    if not style.bracket:
        return
    direction_stop = stop = -1
    for found in _BRACKET.finditer(text.flat):
        if found.start() < stop:
            continue  # the end of a run
        # raised as a whole ("cells.^[2]"), as Wiley prints; a number alone, raised or lowered, is none
        script = int(text.scripts[found.start("numbers")])
        shifted = script != int(text.scripts[found.end() - 1]) or script == SUB
        if _is_direction(text.flat, found, direction_stop):
            direction_stop = found.end()
            continue
        if shifted or found["numbers"].startswith("0"):
            continue
        run = _TO_BRACKET.match(text.flat, found.end())
        stop = run.end() if run else found.end()
        if re.match(r"[^\W_]", text.flat[stop:]):
            continue
        numbers = f"{found['numbers']}–{run['last']}" if run else found["numbers"]
        yield _Mark(found.start(), stop, text.flat[found.start() : stop].strip(), expand_marks(numbers))


def _is_direction(flat: str, found: re.Match[str], before: int) -> bool:
    """Whether three digits in brackets name a direction of a lattice, as words or another beside it tell."""
    if _DIRECTION.fullmatch(found["numbers"]) is None:
        return False
    return (
        _DIRECTED_BEFORE.search(flat[: found.start()]) is not None
        or _DIRECTED_BEHIND.match(flat, found.end()) is not None
        or (before >= 0 and _ALSO.fullmatch(flat[before : found.start()]) is not None)
    )


def _author_marks(text: RichText, style: CitationStyle) -> Iterator[_Mark]:
    if not style.author_year:
        return
    for found in _AUTHOR_YEAR.finditer(text.flat):
        family = re.match(r"[^\W\d_]+", found["name"])
        stop = found.end() + (text.flat[found.end() : found.end() + 1] == ")")
        if family is not None:
            yield _Mark(found.start(), stop, found[0], (family[0].lower() + found["year"],), kept=True)
