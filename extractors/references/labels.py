"""Numbers of entries: `[12]`, `(12)`, `12.`, `12)`, `12` and raised ones, and which of them are a list's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.rich import SUP, RichText

FORMS = {
    "bracket": re.compile(r"\[\s?(\d{1,4})\s?\]\s*"),
    "paren": re.compile(r"\(\s?(\d{1,4})\s?\)\s*"),
    "dot": re.compile(r"(\d{1,4})\s?\.(?!\d)\s*"),
    "close": re.compile(r"(\d{1,4})\)\s*"),
    "bare": re.compile(r"(\d{1,4})(?:\s+(?=[^\W\d_]|[(“\"'‘])|\s*$|(?=[A-Z]))"),
}
KEY = re.compile(r"\[\s?(?P<key>[^\W\d_][^\[\]]{1,38}?(?:19|20)?\d\d[a-z]?\)?)\s?\]\s*")
"""A key of letters and a year in brackets: `[KHY+11]`, `[Smith19a]`, `[Roe et al., 2019]`."""
RAISED = re.compile(r"\s*(\d{1,4})\s*")
LARGEST_GAP = 6
"""Numbers that may be missing between two entries (labels that could not be read)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number at a line's start: its value, and where the entry's text begins after it."""

    line: int
    number: int
    stop: int
    outdented: bool
    form: str


def find_labels(lines: Sequence[RichText], outdented: Sequence[bool]) -> tuple[Label, ...]:
    """The labels of a numbered list, in order; none where the list is not numbered.

    The form is the one whose numbers rise by one over the longest chain. A year, volume or page that a line
    happens to begin with does not fit the chain and is left. A chain may begin again at 1 (lists per
    chapter).
    """
    best: tuple[float, tuple[Label, ...]] = (0.0, ())
    for form in (*FORMS, "raised"):
        found = [label for i, line in enumerate(lines) if (label := read_label(line, form, i, outdented[i]))]
        score, chain = _longest_chain(found)
        if score > best[0]:
            best = (score, chain)
    chain = best[1]
    if not chain or not _is_list(chain, len(lines)):
        return ()
    return chain


def _is_list(chain: tuple[Label, ...], lines: int) -> bool:
    starts_early = chain[0].line <= max(2, lines // 10)
    return starts_early and (len(chain) > 2 or (chain[0].number == 1 and lines <= 6 * len(chain) + 4))


def read_label(line: RichText, form: str, index: int = 0, outdented: bool = False) -> Label | None:
    """The label of the form with which a line begins, if it begins with one."""
    if form == "raised":
        match = RAISED.match(line.flat)
        if not match or not all(line.scripts[match.start(1) : match.end(1)] == SUP):
            return None
        after = line.scripts[match.end(1) : match.end(1) + 1]
        if len(after) and after[0] == SUP and not line.flat[match.end(1)].isspace():
            return None
    else:
        match = FORMS[form].match(line.flat)
    if not match:
        return None
    return Label(index, int(match[1]), match.end(), outdented, form)


def find_keys(lines: Sequence[RichText]) -> tuple[tuple[int, str, int], ...]:
    """Line, key and where the text begins, of a list whose entries begin with keys of letters in brackets.

    None where the list does not begin with one, has fewer than three, or repeats them.
    """
    found = [
        (i, match["key"], match.end()) for i, line in enumerate(lines) if (match := KEY.match(line.flat))
    ]
    different = len({key for _, key, _ in found})
    return tuple(found) if len(found) > 2 and found[0][0] <= 1 and different == len(found) else ()


def _longest_chain(labels: list[Label]) -> tuple[float, tuple[Label, ...]]:
    """The chain of labels with the best score: one per step, less for gaps, more for standing out of the
    text.
    """
    scores: list[float] = []
    before: list[int] = []
    last_with: dict[int, int] = {}
    top = -1
    for i, label in enumerate(labels):
        own = 1.0 + (0.4 if label.outdented else 0.0)
        score, previous = own - 0.5 * min(abs(label.number - 1), 6), -1
        for gap in range(1, LARGEST_GAP + 1):
            j = last_with.get(label.number - gap, -1)
            if j >= 0 and scores[j] + own - 0.7 * (gap - 1) > score:
                score, previous = scores[j] + own - 0.7 * (gap - 1), j
        if label.number == 1 and top >= 0 and scores[top] > 6 and scores[top] - 1.5 + own > score:
            score, previous = scores[top] - 1.5 + own, top
        scores.append(score)
        before.append(previous)
        known = last_with.get(label.number, -1)
        if known < 0 or scores[known] <= score:
            last_with[label.number] = i
        if top < 0 or score > scores[top]:
            top = i
    if top < 0:
        return 0.0, ()
    chain: list[Label] = []
    at = top
    while at >= 0:
        chain.append(labels[at])
        at = before[at]
    return scores[top], tuple(reversed(chain))
