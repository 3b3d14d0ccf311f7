"""Splits a reference list into entries."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.rich import RichText
from extractors.references.extent import AFTER_LIST
from extractors.references.joining import join_lines
from extractors.references.labels import Label, find_keys, find_labels
from extractors.references.lines import INDENT_PT, ListLine, find_outdented, usual_gap
from extractors.references.names import ORDERS
from extractors.references.printed import print_plain

FAR_GAP = 2.5
"""White above a line, in line heights beyond the usual, after which the list's last entry has ended."""
STRANGE_GAP = 0.6
"""The same for a line whose left edge is not one of the list's."""
EDGE_PT = 8.0
"""Left edges that lie closer than this are one."""
ENTRY_GAP = 0.3
"""White above an entry, in line heights beyond the usual, that tells it from the one above."""


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """One entry: its number (None in lists without numbers), the list it stands in, and its text without the
    number.
    """

    number: int | None
    chapter: int
    text: RichText
    key: str = ""
    """The key of letters that it is printed with ("KHY+11")."""


def split_entries(lines: Sequence[ListLine], words: Counter[str]) -> tuple[Entry, ...]:
    """The entries of a list; `words` are the document's words, which tell where a hyphen belongs to the word.

    Numbered lists are split at the chain of numbers; others at hanging indents, at white between entries, or
    where a line begins with a name after a line that ends an entry. Keys of letters in brackets go before
    these. Lines before the first number are no entry.
    """
    labels = find_labels([line.text for line in lines], find_outdented(lines))
    if labels:
        return _split_numbered(lines, labels, words)
    keys = find_keys([line.text for line in lines])
    if keys:
        return _split_keyed(lines, keys, words)
    starts = _find_starts(lines)
    bounds = [*starts, len(lines)]
    parts = [lines[start:stop] for start, stop in itertools.pairwise(bounds)]
    return tuple(
        Entry(None, 1, join_lines([line.text for line in _cut_far(part, lines)], words))
        for part in parts
        if part
    )


def _split_numbered(
    lines: Sequence[ListLine], labels: Sequence[Label], words: Counter[str]
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    chapter = 1
    for i, label in enumerate(labels):
        stop = labels[i + 1].line if i + 1 < len(labels) else len(lines)
        own = list(lines[label.line : stop])
        if i + 1 == len(labels) or labels[i + 1].number == 1:
            own = list(_cut_far(own, lines))
        if i and label.number <= labels[i - 1].number:
            chapter += 1
        texts = [own[0].text[label.stop :], *(line.text for line in own[1:])]
        entries.append(
            Entry(label.number, chapter, join_lines([text for text in texts if text.flat.strip()], words))
        )
    return tuple(entries)


def _split_keyed(
    lines: Sequence[ListLine], keys: Sequence[tuple[int, str, int]], words: Counter[str]
) -> tuple[Entry, ...]:
    """The entries of a list with keys; one with blanks is what the text prints anyway: author and year."""
    entries: list[Entry] = []
    stops = [*(line for line, _, _ in keys[1:]), len(lines)]
    for (at, key, begin), stop in zip(keys, stops, strict=True):
        own = _cut_far(lines[at:stop], lines)
        texts = [own[0].text[begin:], *(line.text for line in own[1:])]
        text = join_lines([text for text in texts if text.flat.strip()], words)
        entries.append(Entry(None, 1, text, key if key.isprintable() and " " not in key else ""))
    return tuple(entries)


def _cut_far(own: Sequence[ListLine], lines: Sequence[ListLine]) -> Sequence[ListLine]:
    """The entry's lines up to white that is wider than any between entries, or up to white and a left edge
    that the list has nowhere else: what follows is not of the list.
    """
    usual = usual_gap(lines)
    edges = Counter(round(line.indent / EDGE_PT) for line in lines)
    hangs = sum(find_outdented(lines)) > 0.1 * len(lines)
    for i, line in enumerate(own):
        edge = edges[round(line.indent / EDGE_PT)] < 0.1 * len(lines) or (
            hangs and line.indent < own[0].indent + INDENT_PT
        )
        strange = line.gap > usual + STRANGE_GAP and edge
        if i and (line.gap > usual + FAR_GAP or strange or AFTER_LIST.match(line.text.flat)):
            return own[:i]
    return own


ENDS_ENTRY = re.compile(r"(?:[.)\]]|\d|10\.\d{4,9}/\S+|https?://\S+)\s*$")
FIRST_NAMES = ("family_first", "tight", "family_full", "given_first", "full_first")
"""Orders in which an entry of a list without numbers can begin, those that other words look like last."""
ORDER_SHARE = 0.5
"""Share of the lines behind a line that may end an entry which must begin with names of one order, for that
order to be the list's own."""


def _find_named(lines: Sequence[ListLine]) -> list[bool]:
    """Which lines begin with a name as the list's entries do: a list prints its first names in one order.

    "Int. Ed. 47" and "Z. Phys. 75" would be names in other lists.
    """
    starts = [print_plain(line.text.flat[:60]).flat for line in lines]
    fits = {order: [bool(ORDERS[order].match(start)) for start in starts] for order in FIRST_NAMES}
    fits["family_first"] = [any(one) for one in zip(fits["family_first"], fits["family_full"], strict=True)]
    after = [i for i in range(len(lines)) if not i or ENDS_ENTRY.search(lines[i - 1].text.flat)]
    count = {order: sum(fits[order][i] for i in after) for order in FIRST_NAMES}
    own = max(FIRST_NAMES, key=lambda order: count[order])
    if count[own] > ORDER_SHARE * len(after):
        return fits[own]
    return [any(fits[order][i] for order in FIRST_NAMES[:4]) for i in range(len(lines))]


def _find_starts(lines: Sequence[ListLine]) -> list[int]:
    if not lines:
        return []
    named = _find_named(lines)
    hanging = _hanging_starts(lines, named)
    if hanging:
        return hanging
    follows = [i for i in range(1, len(lines)) if named[i] and ENDS_ENTRY.search(lines[i - 1].text.flat)]
    usual = usual_gap(lines)
    gaps = [0, *(i for i in range(1, len(lines)) if lines[i].gap > usual + ENTRY_GAP)]
    if len(gaps) > 2 and sum(named[i] for i in gaps) > 0.6 * len(gaps):
        # white at a column's head tells nothing
        heads = [i for i in follows if lines[i].column != lines[i - 1].column]
        return sorted({*gaps, *heads})
    return [0, *follows]


def _hanging_starts(lines: Sequence[ListLine], named: Sequence[bool]) -> list[int]:
    """Entries of a hanging list (or of one whose entries begin indented): one of two left edges begins with
    names.
    """
    left = [i for i, line in enumerate(lines) if line.indent < INDENT_PT]
    right = [i for i, line in enumerate(lines) if line.indent >= INDENT_PT]
    if len(left) < 0.1 * len(lines) or len(right) < 0.1 * len(lines):
        return []
    shares = [sum(named[i] for i in side) / len(side) for side in (left, right)]
    side = left if shares[0] >= shares[1] else right
    if max(shares) < 0.6:
        return []
    return side if side[0] == 0 else [0, *side]
