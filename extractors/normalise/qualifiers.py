"""Words that bound, hedge or move a number: `up to`, `over`, `~`, `increased from ... to`."""

import re
from functools import cache, lru_cache

from extractors.model.science import Dimension, Qualifier
from extractors.normalise.chars import lower_chars
from extractors.normalise.tables import read_rows

_WINDOW = 48
"""Characters before a number in which its words of comparison may stand."""
_CHANGE_WINDOW = 90
_ARTICLE = r"(?:\s+(?:a|an|the|even|only|just|values?\s+of|value\s+of|about))*"


@cache
def _phrases(side: str) -> tuple[tuple[str, Qualifier], ...]:
    """The phrases of a side and what they mean, longest first."""
    rows = [
        (row["phrase"], Qualifier(row["qualifier"]))
        for row in read_rows("qualifiers.tsv")
        if row["side"] == side and row["qualifier"] in list(Qualifier)
    ]
    return tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))


@cache
def _pattern(side: str) -> re.Pattern[str]:
    """All phrases of a side over small letters. A group each would tell which one it was, but there are a
    hundred, and without groups those that begin with another letter cost nothing.
    """
    phrases = [phrase for phrase, _ in _phrases(side)]
    words = "|".join(_end(phrase) for phrase in phrases if phrase[0].isalpha() or phrase[0] == "(")
    signs = "|".join(phrase for phrase in phrases if not (phrase[0].isalpha() or phrase[0] == "("))
    either = "|".join(filter(None, [rf"(?<!\w)(?:{words})" if words else "", signs]))
    if side == "before":
        return re.compile(rf"(?P<words>{either})(?P<tail>{_ARTICLE}\s*[(]?\s*)$")
    return re.compile(rf"\s*,?\s*(?P<words>{either})")


@lru_cache(maxsize=1024)
def _meaning(side: str, words: str) -> Qualifier:
    return next(meaning for phrase, meaning in _phrases(side) if re.fullmatch(_end(phrase), words))


def _end(phrase: str) -> str:
    return phrase + (r"\b" if phrase[-1].isalpha() else "")


def _bound(phrase: str) -> str:
    return (r"\b" if phrase[0].isalpha() else "") + _end(phrase)


@cache
def _role(role: str) -> re.Pattern[str]:
    phrases = [_bound(row["phrase"]) for row in read_rows("qualifiers.tsv") if row["qualifier"] == role]
    return re.compile("|".join(phrases), re.IGNORECASE)


@cache
def _exceptions(side: str) -> dict[str, frozenset[str]]:
    """Phrases by lower-case word that do not count for some dimensions."""
    rows = read_rows("qualifiers.tsv")
    return {
        row["phrase"]: frozenset(row["not_for"].split())
        for row in rows
        if row["side"] == side and row["not_for"]
    }


def find_qualifier_before(folded: str, start: int, dimension: Dimension) -> tuple[Qualifier | None, int]:
    """The qualifier whose words end where the number starts, and where they start."""
    head = max(0, start - _WINDOW)
    match = _pattern("before").search(lower_chars(folded[head:start]))
    if not match or dimension in _exceptions("before").get(match["words"], ()):
        return None, start
    return _meaning("before", match["words"]), head + match.start()


def find_qualifier_after(folded: str, stop: int) -> tuple[Qualifier | None, int]:
    """The qualifier whose words follow at once: "or higher"."""
    match = _pattern("after").match(lower_chars(folded[stop : stop + _WINDOW]))
    return (_meaning("after", match["words"]), stop + match.end()) if match else (None, stop)


def tells_change(folded: str, start: int) -> bool:
    """Whether "from a to b" at `start` tells a change: the nearest verb before "from" is one of change."""
    window = re.split(r"[.;]\s", folded[max(0, start - _CHANGE_WINDOW) : start])[-1]
    opened = re.search(r"\bfrom\s*(?:~|about|around|ca\.?|approximately)?\s*$", window)
    if not opened:
        return False
    before = window[: opened.start()]
    change = [match.start() for match in _role("change").finditer(before)]
    ranged = [match.start() for match in _role("spread").finditer(before)]
    return max(change, default=-1) > max(ranged, default=-1)


def ends_change(folded: str, start: int) -> bool:
    """Whether the "up to" at `start` ends a change ("rises from a up to b"), and bounds nothing."""
    opened = re.search(r"\bfrom\s(?:[^\s,;]+\s?){1,6}$", folded[max(0, start - _WINDOW) : start])
    return opened is not None and tells_change(folded, max(0, start - _WINDOW) + opened.start() + 5)


def opens_range(folded: str, start: int) -> bool:
    return re.search(r"\bbetween\s*$", folded[max(0, start - 20) : start]) is not None


def is_refused(folded: str, start: int) -> bool:
    """ "by a factor of 3", "± 0.01 eV": the number counts times or is a margin, it is no value."""
    before = folded[max(0, start - 24) : start]
    return re.search(rf"(?:{_role('refuse').pattern})\s*~?\s*$|±\s?$", before) is not None
