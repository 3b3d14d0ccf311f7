"""Where the head of a table ends and its body begins."""

from collections.abc import Sequence

from extractors.model.geometry import Box
from extractors.model.glyphs import BOLD
from extractors.model.rich import SUP
from extractors.model.strips import Strip
from extractors.tables.pieces import Run, cut_runs, main_style
from extractors.tables.values import is_value

SPANNING_ONLY = 0.7
"""Share of the columns below which the heads above a full rule all span columns."""

LABELLED = 0.8
"""Share of strips that open with a label and a colon in a table of parameters."""

DEEPEST = 6
"""Strips that a head may have where no rule ends it."""


def head_by_rules(strips: Sequence[Strip], full: Sequence[Box], fills: Sequence[Box]) -> int:
    """Number of strips above the first full rule inside, or in the fill that opens the table; 0 if none."""
    if not strips:
        return 0
    ends = [sum(strip.baseline < rule.y_mid + 0.5 for strip in strips) for rule in full]
    ends = sorted({end for end in ends if 0 < end < len(strips)})
    if ends:
        return _below_spans(strips, ends)
    first = [fill for fill in fills if fill.top < strips[0].baseline < fill.bottom]
    within = max((sum(s.baseline < fill.bottom for s in strips) for fill in first), default=0)
    return within if within < len(strips) else 0


def _below_spans(strips: Sequence[Strip], ends: Sequence[int]) -> int:
    """The first end, or the second where only spanning heads stand above the first one."""
    if len(ends) < 2 or ends[1] - ends[0] > DEEPEST // 2:
        return ends[0]
    runs = [len(cut_runs(strip)) for strip in strips]
    most = max(runs)
    low = [cut_runs(strip) for strip in strips[ends[0] : ends[1]]]
    spanning = max(runs[: ends[0]]) < SPANNING_ONLY * most
    named = max(map(len, low)) >= 0.8 * most and not any(is_value(run.flat) for row in low for run in row)
    return ends[1] if spanning and named else ends[0]


def skip_units(rows: Sequence[Sequence[Run]], head: int) -> int:
    """The end of the head moved below rows that hold nothing but units in brackets."""
    while 0 < head < len(rows) - 1 and all(
        run.flat[0] in "([" and run.flat[-1] in ")]" for run in rows[head]
    ):
        head += 1
    return head


def head_by_content(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], width: int) -> int:
    """Number of strips above the first one with values in a column of values.

    Where no column holds values: the bold strips on top, else one strip. 0 for a table without a head, whose
    first row holds values like the others. `columns` gives the column of each run.
    """
    values = [0] * width
    filled = [0] * width
    for runs, places in zip(rows, columns, strict=True):
        for run, column in zip(runs, places, strict=True):
            filled[column] += 1
            values[column] += is_value(run.flat)
    numeric = {c for c in range(1, width) if values[c] >= 0.6 * filled[c] and values[c] > 1}
    worded = {c for c in numeric if _has_words(rows, columns, c)}
    for i, (runs, places) in enumerate(zip(rows[:DEEPEST], columns, strict=False)):
        # "25 °C" heads a column of numbers without units
        if any(
            c in numeric and is_value(run.flat) and (c in worded or not _names_unit(run))
            for run, c in zip(runs, places, strict=True)
        ):
            return i - _opens_groups(rows, columns, i)
    bold = 0
    while bold < min(len(rows) - 1, DEEPEST) and all(_is_bold(run) for run in rows[bold]):
        bold += 1
    return bold or (1 if len(rows) > 1 else 0)


def _has_words(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], column: int) -> bool:
    """Whether values of a column have letters beyond its first strip with one."""
    values = [
        run
        for runs, places in zip(rows, columns, strict=True)
        for run, c in zip(runs, places, strict=True)
        if c == column and is_value(run.flat)
    ]
    return any(map(_names_unit, values[1:]))


def _names_unit(run: Run) -> bool:
    """Whether a value has letters on the line; raised ones are marks."""
    text = run.text
    return any(char.isalpha() and script != SUP for char, script in zip(text.flat, text.scripts, strict=True))


def _opens_groups(rows: Sequence[Sequence[Run]], columns: Sequence[Sequence[int]], i: int) -> int:
    """1 if the strip above the first row is a sub-heading of rows, else 0.

    It stands alone below the head of the first column, in other type or with more of its kind further down.
    """
    heads = [runs[0] for runs, places in zip(rows[: i - 1], columns, strict=False) if places[0] == 0]
    if i < 2 or len(rows[i - 1]) != 1 or columns[i - 1][0] > 0 or not heads:
        return 0
    own, above = rows[i - 1][0], heads[-1]
    later = any(len(runs) == 1 and runs[0].box.x0 < own.box.x1 for runs in rows[i + 1 : -1])
    return int(later or main_style(own) != main_style(above))


def labels_all(rows: Sequence[Sequence[Run]]) -> bool:
    """Whether every strip opens with a label that ends with a colon: such a table has no head."""
    labelled = [bool(runs) and runs[0].flat.endswith(":") and len(runs) > 1 for runs in rows]
    return len(rows) > 1 and labelled[0] and sum(labelled) >= LABELLED * len(rows)


def _is_bold(run: Run) -> bool:
    styles = run.text.styles
    return bool((styles & BOLD).mean() > 0.6) if len(styles) else False
