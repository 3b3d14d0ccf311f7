"""Which blocks of a document are its list of references."""

import re
from collections.abc import Sequence

from extractors.model.layout import Block, BlockKind, PageLayout
from extractors.references.labels import FORMS, find_labels, read_label

BESIDE_TEXT = (BlockKind.FURNITURE, BlockKind.TABLE, BlockKind.TABLE_NOTE, BlockKind.CAPTION)
SHORTEST_LIST = 4
"""Entries that a list without a heading must have; fewer may be a list of steps or footnotes."""
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
LONGEST_TAIL = 4
"""Lines of a block that may still belong to the list's last entry."""

AFTER_LIST = re.compile(
    r"\s*(?:©|Acknowledge?ments?\b|Author (?:contributions|information)\b"
    r"|Additional information\b|Publisher['’]s note\b"
    r"|Competing (?:interests|financial)\b|Conflicts? of interest\b|Open Access This\b"
    r"|How to cite this\b|Reprints and permission"
    r"|Correspondence and requests\b|Supplementary (?:information|materials?)\b"
    r"|Figure captions\b|Received:? )"
)
"""Words that open what stands behind a list of references."""


def find_list_blocks(pages: Sequence[PageLayout]) -> frozenset[int]:
    """Identities of the blocks of the list: those of the kind reference, and those behind them that go on
    numbering.

    A short italic end of an entry ("Mater. 30 1803075") looks like a heading and seems to end the list; the
    next number behind it tells that it does not.
    """
    blocks = [block for page in pages for block in page.blocks if block.kind not in BESIDE_TEXT]
    marked = [i for i, block in enumerate(blocks) if block.kind is BlockKind.REFERENCE]
    if not marked:
        return frozenset(map(id, _find_unheaded(blocks)))
    listed = [blocks[i] for i in marked]
    return frozenset(map(id, (*listed, *_find_rest(listed, blocks[marked[-1] + 1 :]))))


def _find_rest(listed: Sequence[Block], following: Sequence[Block]) -> list[Block]:
    lines = [line for block in listed for line in block.lines if line.text.flat.strip()]
    labels = find_labels([line.text for line in lines], [False] * len(lines))
    if not labels:
        return []
    number, form, size = labels[-1].number, labels[-1].form, lines[labels[-1].line].size
    rest: list[Block] = []
    pending: list[Block] = []
    for block in following:
        pending.append(block)
        for line in block.lines:
            label = read_label(line.text, form)
            if label and label.number == number + 1 and abs(line.size - size) < 0.1 * size:
                number += 1
                rest, pending = rest + pending, []
    return [*rest, *_find_tail(pending, size)] if rest else []


def _find_unheaded(blocks: Sequence[Block]) -> list[Block]:
    """A numbered list without a heading, as letters print it: the last run of numbers from 1 whose entries
    have years.
    """
    for i in range(len(blocks) - 1, -1, -1):
        first = blocks[i].lines[0].text
        if not any((label := read_label(first, form)) and label.number == 1 for form in (*FORMS, "raised")):
            continue
        listed = [blocks[i], *_find_rest(blocks[i : i + 1], blocks[i + 1 :])]
        lines = [line.text for block in listed for line in block.lines]
        labels = find_labels(lines, [False] * len(lines))
        years = sum(len(YEAR.findall(line.flat)) for line in lines)
        if len(labels) >= SHORTEST_LIST and years > 0.6 * len(labels):
            return listed
    return []


def _find_tail(blocks: Sequence[Block], size: float) -> list[Block]:
    """Blocks that still belong to the last entry: short, in its size, and no heading of what follows."""
    tail: list[Block] = []
    for block in blocks:
        text = block.lines[0].text.flat
        heading = block.kind is BlockKind.HEADING and not any(char.isdigit() for char in text)
        other = abs(block.lines[0].size - size) > 0.05 * size or len(block.lines) > LONGEST_TAIL
        if heading or other or AFTER_LIST.match(text):
            break
        tail.append(block)
    return tail
