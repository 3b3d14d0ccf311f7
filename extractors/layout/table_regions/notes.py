"""Lines below a table that explain it."""

import re
from collections.abc import Sequence

from extractors.layout.table_regions.body import Body
from extractors.layout.table_regions.captions import (
    caption_pattern,
    is_figure_caption,
    opens_note,
    table_words,
)
from extractors.layout.table_regions.view import View
from extractors.model.layout import Line
from extractors.model.rich import SUP
from extractors.model.strips import Strip, cut_strips

NOTE_GAP = 1.8
"""Gap between the table and its first note, in type sizes; raising it takes text that follows a table."""

LINE_GAP = 0.9
"""Gap between lines of notes, in type sizes."""

MARK = re.compile(r"(?:[*†‡§¶#]+|\(?[a-h]\)|[a-h](?=\s?[A-Z(=]))\s?\S")


def starts_with_mark(line: Line) -> bool:
    """Whether the line opens with a note's mark: raised, a symbol, "a)" or a lone letter before a capital."""
    raised = line.text.scripts[0] == SUP and (line.text.flat[0].isalnum() or line.text.flat[0] in "*†‡§¶#")
    return bool(raised) or MARK.match(line.text.flat) is not None


def find_notes(view: View, body: Body) -> tuple[Line, ...]:
    """Lines of notes under the body: they open with a mark or a word for notes, or are set smaller than text.

    Refuses running text, captions, and lines that stand apart.
    """
    left, right = body.box.x0 - 6, body.box.x1 + 6
    lines = view.lines_within(left, right, body.box.bottom - 1, view.height)
    lines = [line for line in lines if line.box.width < 1.1 * body.box.width]
    taken: list[Strip] = []
    at = body.box.bottom
    for strip in cut_strips(lines):
        gap = (strip.top - at) / strip.size
        if gap > (LINE_GAP if taken else NOTE_GAP) or not _is_note(view, strip, taken):
            break
        taken.append(strip)
        at = strip.bottom
    return tuple(line for strip in taken for line in strip.lines)


def _is_note(view: View, strip: Strip, above: Sequence[Strip]) -> bool:
    first = strip.lines[0]
    if caption_pattern().match(first.text.flat) or is_figure_caption(first):
        return False
    if above:
        return abs(strip.size - above[-1].size) < 0.6
    if strip.is_raised(first) or starts_with_mark(first) or opens_note(first, table_words()["notes"]):
        return True
    return len(first.words) > 2 and strip.size < text_size(view) - 0.4 and not view.is_prose(first)


def text_size(view: View) -> float:
    """The size of most lines of running text; 0 where there is none, so that nothing counts as smaller."""
    sizes = sorted(line.size for line in view.lines if view.is_prose(line))
    return sizes[len(sizes) // 2] if sizes else 0.0
