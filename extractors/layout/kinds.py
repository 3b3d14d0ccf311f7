"""What a group of lines is: title, heading, caption, paragraph and so on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout.asides import is_aside, tells_dates
from extractors.layout.equations import ends_with_number, is_numbered
from extractors.layout.floats import FloatLabel, match_float
from extractors.layout.front import is_byline, judge_front
from extractors.layout.groups import ENTRY, LONG_WORD, SMALLER, Group, Progress, Verdict
from extractors.layout.habits import Habits
from extractors.layout.headings import find_heading, is_too_early, pass_heading, plain_heading, section_names
from extractors.model.glyphs import BOLD
from extractors.model.layout import BlockKind
from extractors.model.rich import SUP

# so many bold letters at the start of a paragraph lead it in
LED_IN = 6
# headings stand at least so many line steps below the text before them
PARTED = 1.15

_MATH = frozenset("=∑∫∏√∂∇≤≥≈∝→±−×+∆〈〉⟨⟩|/")


def judge(group: Group, habits: Habits, progress: Progress) -> tuple[Verdict, Progress]:
    """The kind of a group of running text, and the progress after it."""
    verdict, progress = _judge(group, habits, progress)
    small = verdict.kind is BlockKind.PARAGRAPH and group.size < SMALLER * habits.type_size
    after_heading = verdict.kind is BlockKind.HEADING
    return verdict, replace(progress, after_heading=after_heading, small_print=small)


def _judge(group: Group, habits: Habits, progress: Progress) -> tuple[Verdict, Progress]:
    label = match_float(group.text)
    if label is not None and _is_caption(group, label, habits):
        return Verdict(BlockKind.CAPTION, label.number), progress
    if progress.titled and not progress.in_references and _is_equation(group, habits):
        return Verdict(BlockKind.EQUATION), progress
    heading = _heading_in_place(group, habits, progress)
    front = group.lines[0].page == 1
    if group.opens_list or progress.in_references:
        return _within_references(group, replace(progress, in_references=True), heading)
    if is_byline(group, progress):
        return Verdict(BlockKind.AUTHORS), replace(progress, author_size=group.size)
    if heading is not None and not (front and plain_heading(group.text) in section_names("front")):
        return heading, pass_heading(group, progress)
    if progress.titled and ((front and tells_dates(group.text)) or is_aside(group.text, front=front)):
        return Verdict(BlockKind.FOOTNOTE), progress
    if not progress.body_begun and group.lines[0].page == 1:
        return judge_front(group, habits, progress)
    if _is_footnote(group, habits, progress):
        return Verdict(BlockKind.FOOTNOTE), progress
    if _has_no_words(group):
        return Verdict(BlockKind.FIGURE_TEXT), progress
    return Verdict(BlockKind.PARAGRAPH), replace(progress, body_begun=True)


def _is_caption(group: Group, label: FloatLabel, habits: Habits) -> bool:
    """A label that is closed, bold or in smaller type, or that stands alone."""
    first = group.lines[0]
    bold = bool((first.text.styles[:3] & BOLD).all()) and not bool(
        (first.text.styles[-3:] & BOLD).all() and len(group.lines) > 3
    )
    alone = label.stop >= len(group.text.strip()) - 1
    rest = group.text[label.stop :].lstrip()
    return (
        bold or label.closed or alone or (group.size < SMALLER * habits.type_size and not rest[:1].islower())
    )


def _is_equation(group: Group, habits: Habits) -> bool:
    """Few words, signs of mathematics or an equation number at the end of a line set apart."""
    text = group.text
    words = sum(len(word) for word in LONG_WORD.findall(text))
    numbered = any(map(ends_with_number, group.lines))
    if numbered and len(group.lines) < 4 and any(map(is_numbered, group.lines)):
        return True
    if len(text) > 300 or words > 0.45 * len(text):
        return False
    first = group.lines[0]
    apart = first.box.x0 > group.column.x0 + 1.2 * habits.type_size
    signs = sum(char in _MATH for char in text)
    return (numbered and (apart or signs > 0)) or (
        signs > 0 and apart and words < 0.3 * len(text) and len(text) < 120
    )


def _heading_in_place(group: Group, habits: Habits, progress: Progress) -> Verdict | None:
    """A heading, unless the title is still to come or names and dates stand around it."""
    if not progress.titled and group.lines[0].page == 1:
        return None
    heading = find_heading(group, habits, progress)
    return None if heading is None or is_too_early(group, heading, progress) else heading


def _within_references(group: Group, progress: Progress, heading: Verdict | None) -> tuple[Verdict, Progress]:
    """Entries, until a heading that is no entry or, in a numbered list, a bold word that leads a text in."""
    text = group.text.strip()
    numbered = ENTRY.match(text) is not None
    if heading is not None and not numbered and not _ends_entry(group, heading):
        again = plain_heading(text) in section_names("references")
        return heading, replace(progress, in_references=again, numbered_list=False)
    if text.startswith("©"):
        return Verdict(BlockKind.FOOTNOTE), progress
    led_in = bool((group.lines[0].text.styles[:LED_IN] & BOLD).all()) and text[:LED_IN].isalpha()
    if progress.numbered_list and not numbered and led_in:
        return Verdict(BlockKind.PARAGRAPH), replace(progress, in_references=False)
    return Verdict(BlockKind.REFERENCE), replace(progress, numbered_list=progress.numbered_list or numbered)


def _ends_entry(group: Group, heading: Verdict) -> bool:
    """Whether what looks like a heading is the end of an entry: a year, or an italic journal and its page."""
    if re.search(r"\b(?:19|20)\d\d\b", group.text):
        return True
    return heading.level == 3 and (any(map(str.isdigit, group.text)) or 0 < group.above < PARTED)


def find_reference_run(groups: Sequence[Group]) -> Group | None:
    """The first of at least four groups that are numbered on from one and name years: a list of references.

    For papers whose list bears no heading (those of the American Physical Society begin it below a rule).
    """
    run: list[Group] = []
    for group in groups:
        found = ENTRY.match(group.text)
        dated = re.search(r"\b(?:19|20)\d\d[a-z]?\b", group.text) is not None
        if found is not None and int(found[1]) == len(run) + 1 and dated:
            run.append(group)
        elif found is not None and int(found[1]) == 1 and dated:
            run = [group]
        elif len(run) < 4:
            run = []
    return run[0] if len(run) > 3 else None


def _has_no_words(group: Group) -> bool:
    """Loose letters and numbers: labels of a figure, or parts of an equation."""
    words = re.findall(r"[^\W\d_]{3,}", group.text)
    lone = len(words) == 1 and len(group.text) < 12 and not 0 < group.above < 1.3
    return len(group.text) < 40 and len(group.lines) == 1 and (not words or lone)


def _is_footnote(group: Group, habits: Habits, progress: Progress) -> bool:
    """Small print at the foot of a column that begins with a mark, or stands on the first page.

    Small print below a heading is its text, as methods are printed, and so is what follows that.
    """
    if group.size > SMALLER * habits.type_size:
        return False
    first = group.lines[0].text
    marked = bool(first.scripts[0] == SUP) or first.flat[0] in "*†‡§¶#∥‖" or first.flat[:2] == "a "
    text = progress.after_heading or progress.small_print
    return group.last and (marked or (group.lines[0].page == 1 and not text))
