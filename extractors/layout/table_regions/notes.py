"""Lines below a table that explain it."""

import re
from collections.abc import Sequence

from extractors.layout.table_regions.body import Body, wrap_body
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

FEWEST_WORDS = 3
"""Words of a line that may be a note within the table's rules."""

WIDER = 1.1
"""How much wider than the table a first line of notes may be that no mark opens."""

LINE_GAP = 0.9
"""Gap between lines of notes, in type sizes."""

MARK = re.compile(r"(?:[*†‡§¶#]+|\(?[a-h]\)|\[[a-h*]\]|[a-h](?=\s?[A-Z(=]))\s?\S")


def starts_with_mark(line: Line) -> bool:
    """Whether the line opens with a note's mark: raised, a symbol, "a)" or a lone letter before a capital."""
    raised = line.text.scripts[0] == SUP and (line.text.flat[0].isalnum() or line.text.flat[0] in "*†‡§¶#")
    return bool(raised) or MARK.match(line.text.flat) is not None


def split_notes(body: Body) -> tuple[Body, tuple[Line, ...]]:
    """The body without notes that stand in its last rows over all columns, and these notes.

    They open with a raised mark, a symbol or a word for notes, and are lines of words; a rule or smaller type
    sets them apart from the rows.
    """
    for i in range(2, len(body.strips)):
        strip, above = body.strips[i], body.strips[i - 1]
        set_apart = strip.size < above.size - 0.4 or any(
            above.baseline < rule.y_mid < strip.baseline for rule in body.rules
        )
        if set_apart and all(map(_is_worded, body.strips[i:])) and _opens(strip):
            rules = [rule for rule in body.rules if rule.y_mid < strip.baseline]
            lines = tuple(line for low in body.strips[i:] for line in low.lines)
            return wrap_body(body.strips[:i], rules), lines
    return body, ()


def _is_worded(strip: Strip) -> bool:
    """Whether a strip is one line of words; a raised mark may stand before it by itself."""
    words = [line for line in strip.lines if not strip.is_raised(line)]
    return len(words) == 1 and len(words[0].words) >= FEWEST_WORDS


def _opens(strip: Strip) -> bool:
    first = strip.lines[0]
    return strip.is_raised(first) or starts_with_mark(first) or opens_note(first, table_words()["notes"])


def find_notes(view: View, body: Body) -> tuple[Line, ...]:
    """Lines of notes under the body: they open with a mark or a word for notes, or are set smaller than text.

    Refuses running text, captions, and lines that stand apart.
    """
    lines = [line for line in view.lines if line.baseline > body.box.bottom - 1 and _is_below(line, body)]
    taken: list[Strip] = []
    at = body.box.bottom
    for strip in cut_strips(lines):
        gap = (strip.top - at) / strip.size
        if gap > (LINE_GAP if taken else NOTE_GAP) or not _is_note(view, strip, taken):
            break
        if not taken and strip.box.width > WIDER * body.box.width and not _opens(strip):
            break
        taken.append(strip)
        at = strip.bottom
    return tuple(line for strip in taken for line in strip.lines)


def _is_below(line: Line, body: Body) -> bool:
    """Whether a line stands under the body; notes of a narrow table run over the width of the text."""
    shared = min(line.box.x1, body.box.x1) - max(line.box.x0, body.box.x0)
    return shared > 0.5 * min(line.box.width, body.box.width)


def _is_note(view: View, strip: Strip, above: Sequence[Strip]) -> bool:
    first = strip.lines[0]
    if caption_pattern().match(first.text.flat) or is_figure_caption(first):
        return False
    if above:
        return abs(strip.size - above[-1].size) < 0.6
    if _opens(strip):
        return True
    return len(first.words) > 2 and strip.size < text_size(view) - 0.4 and not view.is_prose(first)


def text_size(view: View) -> float:
    """The size of most lines of running text; 0 where there is none, so that nothing counts as smaller."""
    sizes = sorted(line.size for line in view.lines if view.is_prose(line))
    return sizes[len(sizes) // 2] if sizes else 0.0
