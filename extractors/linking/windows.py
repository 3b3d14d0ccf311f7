"""Which potentials are an electrochemical window, or one end of it: what a material withstands."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.model.science import Mention, MentionKind, Sentence
from extractors.normalise.tables import read_rows

REACH_BEFORE, REACH_BEHIND = 90, 25
"""Characters between a word for a window and its potential; more takes voltages of cells beside it."""
CELL_REACH = 80
HEDGE_REACH = 40
HEDGES = re.compile(
    r"(?:[\s~∼≈>≥<≤]|\b(?:about|around|approximately|ca\.?|only|even|roughly))*$", re.IGNORECASE
)
IN_MILLIVOLTS = re.compile(r"\bmV\b")
"""A shift or a rate: limits are given in volts."""
OWN_NUMBER = re.compile(r"\s*(?:of|is|was|at|=)?\s*[~∼≈]?\s*\d")
DIGIT = re.compile(r"\d")


@cache
def _pattern(says: str, side: str) -> re.Pattern[str]:
    rows = read_rows("windows.tsv", "extractors.linking")
    cues = "|".join(f"(?:{row['cue']})" for row in rows if (row["says"], row["side"]) == (says, side))
    return re.compile(f"(?:{cues})$" if side == "before" else cues, re.IGNORECASE)


def is_window(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a potential is what a material withstands, and not one of a cell.

    `stable up to 5 V`, `oxidised above 3 V`, `a window of 0.6–4.2 V`; refused: `cycled between 3 and 4.3 V`,
    `a stable 3 V battery`, `a plateau at 3 V`.
    """
    if IN_MILLIVOLTS.search(flat, mention.start, mention.stop):
        return False
    before = flat[sentence.start : _first_digit(flat, mention)]
    before = before[: len(before) - len(HEDGES.search(before[-HEDGE_REACH:])[0])]  # type: ignore[index]
    if _is_of_cell(flat, sentence, mention, before):
        return False
    return (
        _is_named(flat, sentence, mention)
        or _pattern("limit", "sentence").search(before) is not None
        or _pattern("limit", "before").search(before) is not None
    )


def _first_digit(flat: str, mention: Mention) -> int:
    match = DIGIT.search(flat, mention.start, mention.stop)
    return match.start() if match else mention.start


def _is_of_cell(flat: str, sentence: Sentence, mention: Mention, before: str) -> bool:
    return (
        _pattern("cell", "sentence").search(before) is not None
        or _pattern("cell", "before").search(before[-CELL_REACH:]) is not None
        or _pattern("cell", "behind").match(flat, mention.stop, sentence.stop) is not None
    )


def _is_named(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a word for a window stands by a potential; one behind it may have a number of its own."""
    words: Sequence[Mention] = [
        m for m in sentence.mentions if m.kind is MentionKind.PROPERTY and m.value == "electrochemical_window"
    ]
    return any(
        0 <= mention.start - m.stop <= REACH_BEFORE
        or (0 <= m.start - mention.stop <= REACH_BEHIND and not OWN_NUMBER.match(flat, m.stop))
        for m in words
    )
