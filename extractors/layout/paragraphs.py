"""Lines of a column, put together from segments, and the groups that they form."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.asides import is_aside
from extractors.layout.equations import is_numbered
from extractors.layout.floats import match_float
from extractors.layout.groups import NUMBERED_HEAD
from extractors.layout.habits import Habits, is_bold
from extractors.model.geometry import union_box
from extractors.model.glyphs import BOLD
from extractors.model.layout import Line, Word
from extractors.model.rich import join_rich, space_after

_BRACKETED = re.compile(r"[\[(]\d{1,3}[\])]")
_ENTRY = re.compile(r"[\[(]?\d{1,3}[\])]?[.)]?\s+\S")
_NUMBERED_ENTRY = re.compile(r"[\[(](\d{1,3})[\])]\s*\S|(\d{1,3})[.)]?\s+\S")
_SUBHEADING = re.compile(r"(?:[A-Z]|\d+(?:\.\d+)+)[.)]?\s+[A-Z][a-z]")
BULLETS = tuple("•‣◦▪▸►●○")

# type sizes that differ by more are two kinds of text
SIZE_SHARE = 0.055
# a step that exceeds the usual one by this share parts two groups
WIDER_STEP = 1.28
# a line that goes on in small letters within a sentence may stand so much lower
GOES_ON_STEP = 1.6
LONG_LINE = 30
# so many bold letters begin a heading that is run in
BOLD_LEAD = 6
# a first line is set in by at least so much, in em; scripts and quotation marks hang less
INDENT_EM = 0.6
# a last line ends at least so far before the right edge, in em
SHORT_EM = 1.5


def merge_segments(segments: Sequence[Line]) -> tuple[Line, ...]:
    """Printed lines of a column: segments on one baseline become one line."""
    lines: list[list[Line]] = []
    for segment in sorted(segments, key=lambda line: (line.baseline, line.box.x0)):
        if lines and _same_row(lines[-1], segment):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return tuple(_join(sorted(row, key=lambda line: line.box.x0)) for row in lines)


def _same_row(row: Sequence[Line], segment: Line) -> bool:
    last = row[-1]
    if abs(last.baseline - segment.baseline) > 0.25 * min(last.size, segment.size):
        return False
    return all(min(o.box.x1, segment.box.x1) - max(o.box.x0, segment.box.x0) < 2 for o in row)


def _join(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    texts = [space_after(line.text) for line in row[:-1]] + [row[-1].text]
    words: list[Word] = []
    offset = 0
    for line, text in zip(row, texts, strict=True):
        words += [Word(word.start + offset, word.stop + offset, word.box) for word in line.words]
        offset += len(text.flat)
    longest = max(row, key=lambda line: len(line.text.flat))
    box = union_box(line.box for line in row)
    return Line(
        row[0].page,
        row[0].angle,
        box,
        longest.baseline,
        longest.size,
        join_rich(texts),
        tuple(words),
        longest.font,
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float
    step: float
    justified: bool
    hanging: float | None
    """Where continued lines begin, if first lines hang out."""
    entries: frozenset[int]
    """Lines (by index) that begin with the next number of a run."""


def group_lines(lines: Sequence[Line], habits: Habits) -> tuple[tuple[Line, ...], ...]:
    """Paragraphs, headings, captions and the like of one column, from top to bottom.

    A group ends where the size or the weight changes, the step widens, a line is set in (or hangs out, where
    first lines do), the line before ends short after a full stop, or a caption's label begins.
    """
    groups: list[list[Line]] = []
    for part in _part_by_look(lines, habits):
        edges = _measure(part, habits)
        for at, line in enumerate(part):
            if at and at not in edges.entries and not _begins(groups[-1], line, edges):
                groups[-1].append(line)
            else:
                groups.append([line])
    return tuple(tuple(group) for group in groups)


def _part_by_look(lines: Sequence[Line], habits: Habits) -> list[list[Line]]:
    """Runs of lines of one size and weight with the usual step."""
    parts: list[list[Line]] = []
    bold = [is_bold([line]) for line in lines]
    for at, line in enumerate(lines):
        if parts and _looks_alike(parts[-1], line, habits) and bold[at] == bold[at - 1]:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _looks_alike(part: Sequence[Line], line: Line, habits: Habits) -> bool:
    last = part[-1]
    if abs(last.size / line.size - 1) > SIZE_SHARE:
        return False
    step = line.baseline - last.baseline
    steps = [b.baseline - a.baseline for a, b in pairwise(part)]
    usual = sorted(steps)[len(steps) // 2] if steps else habits.leading * line.size / habits.type_size
    ceiling = max(WIDER_STEP * usual, usual + 0.22 * line.size)
    long = min(len(last.text.flat), len(line.text.flat)) > LONG_LINE
    if long and line.text.flat[:1].islower() and last.text.flat[-1:].isalnum() and not is_bold([last]):
        # scripts push lines apart; a sentence that goes on is one paragraph all the same
        ceiling = max(ceiling, GOES_ON_STEP * usual)
    return 0.4 * usual < step < max(ceiling, 0 if steps else 1.5 * line.size)


def _measure(part: Sequence[Line], habits: Habits) -> _Edges:
    size = part[0].size
    left = min(line.box.x0 for line in part)
    right = max(line.box.x1 for line in part)
    reaching = sum(line.box.x1 > right - 0.4 * size for line in part)
    starts = Counter(round(line.box.x0) for line in part)
    inner = Counter({x: n for x, n in starts.items() if x - left > INDENT_EM * size})
    hanging = None
    if inner and len(part) > 1:
        x = inner.most_common(1)[0][0]
        near = sum(n for other, n in inner.items() if abs(other - x) <= 1)
        if near > 0.3 * len(part) and x - left < 6 * size and _hangs(part, x - 0.3 * size, right):
            hanging = float(x)
    step = habits.leading * size / habits.type_size
    return _Edges(left, right, step, reaching > 0.5 * len(part), hanging, _number_run(part))


def _number_run(part: Sequence[Line]) -> frozenset[int]:
    """Lines that begin with numbers that count on, as entries of lists do; at least three."""
    runs: list[list[tuple[int, int]]] = []
    for at, line in enumerate(part):
        found = _NUMBERED_ENTRY.match(line.text.flat)
        if found is None:
            continue
        number = int(found[1] or found[2])
        home = next((run for run in runs if run[-1][1] == number - 1), None)
        if home is None:
            runs.append([(at, number)])
        else:
            home.append((at, number))
    best = max(runs, key=len, default=[])
    return frozenset(at for at, _ in best) if len(best) > 2 else frozenset()


def _hangs(part: Sequence[Line], x: float, right: float) -> bool:
    """Whether first lines stand left of x: by their numbers, or by what follows short lines."""
    outer = [line for line in part if line.box.x0 < x]
    if len(part) == 2:
        return _BRACKETED.match(part[0].text.flat) is not None and part[0].box.x0 < x
    if len(outer) > 1 and sum(_ENTRY.match(line.text.flat) is not None for line in outer) > 0.7 * len(outer):
        return True
    short = [b for a, b in pairwise(part) if a.box.x1 < right - SHORT_EM * a.size]
    votes = sum(1 if line.box.x0 < x else -1 for line in short)
    return votes > 0 or (votes == 0 and len(part) - len(outer) > 0.6 * len(part))


def _begins(group: Sequence[Line], line: Line, edges: _Edges) -> bool:
    """Whether a new group begins with `line`."""
    last, size = group[-1], line.size
    if _is_item(group[0]) or _is_item(line):
        return _is_item(line) or line.box.x0 < group[0].box.x0 + 0.3 * size
    if edges.hanging is not None:
        return line.box.x0 < edges.hanging - 0.3 * size
    label = match_float(line.text.flat)
    if label is not None and bool((line.text.styles[: label.stop - 1] & BOLD).all()):
        return True
    if _stands_beside_initial(group[0], line) or _goes_on_in_caption(group, line):
        return False
    entry = edges.entries and _NUMBERED_ENTRY.match(group[0].text.flat) is not None
    if entry and line.box.x0 > group[0].box.x0 + INDENT_EM * size:
        return False
    if _is_marked_off(group, line, edges):
        return True
    short = last.box.x1 < edges.right - SHORT_EM * size
    indent = line.box.x0 - edges.left
    if indent > INDENT_EM * size:
        # two lines set in alike are one group only if the first of them is full
        return last.box.x0 - edges.left < INDENT_EM * size or short
    ended = last.text.flat.rstrip().endswith((".", "?", "!", ":"))
    return edges.justified and short and (ended or last.box.x1 < edges.right - 8 * size) and _opens(line)


def _is_marked_off(group: Sequence[Line], line: Line, edges: _Edges) -> bool:
    """Whether a number, a label or bold words part the line from the one before, wherever it begins."""
    last, size = group[-1], line.size
    if is_numbered(last) or (is_numbered(line) and line.box.x0 > edges.left + size):
        return True
    if _is_subheading(line, edges) and (_ends_sentence(last) or _is_subheading(last, edges)):
        return True
    apart = len(group) == 1 and last.box.x1 < edges.right - 4 * size
    if apart and _is_subheading(last, edges) and _opens(line):
        return True
    if line.page == 1 and is_aside(line.text.flat, front=True):
        return True
    return _leads_in_bold(line) and _ends_sentence(last)


def _is_item(line: Line) -> bool:
    """Whether a bullet and a blank begin the line."""
    return line.text.flat[:1] in BULLETS and line.text.flat[1:2] == " "


def _is_subheading(line: Line, edges: _Edges) -> bool:
    """Whether a number of two levels and a capitalised word begin a short line, or a letter and bold type."""
    text = line.text.flat
    if _SUBHEADING.match(text) and is_bold([line]):
        return True
    full = line.box.x1 > edges.right - SHORT_EM * line.size
    return NUMBERED_HEAD.match(text) is not None and not full and not _ends_sentence(line)


def _leads_in_bold(line: Line) -> bool:
    """Whether bold words begin the line, as headings do that are run into their paragraph."""
    bold = (line.text.styles & BOLD) > 0
    words = line.text.flat[:BOLD_LEAD].replace(" ", "").isalpha()
    return words and bool(bold[:BOLD_LEAD].all()) and not bool(bold[-3:].any())


def _ends_sentence(line: Line) -> bool:
    return line.text.flat.rstrip("”’)] ").endswith((".", "?", "!"))


def _stands_beside_initial(first: Line, line: Line) -> bool:
    """Whether the large letter that begins a group reaches down beside the line."""
    tall = first.box.bottom - first.baseline > 0.7 * first.size
    return tall and line.baseline < first.box.bottom + 0.3 * line.size and line.box.x0 > first.box.x0


def _goes_on_in_caption(group: Sequence[Line], line: Line) -> bool:
    """Whether a caption's next line is set in, or centred below, as captions are."""
    last = group[-1]
    if match_float(group[0].text.flat) is None:
        return False
    centred = abs(last.box.x_mid - line.box.x_mid) < 0.6 * line.size
    return centred or (line.box.x0 > group[0].box.x0 + INDENT_EM * line.size and not _ends_sentence(last))


def _opens(line: Line) -> bool:
    first = line.text.flat[:1]
    return first.isupper() or first.isdigit() or first in "“‘([•–*†‡§"
