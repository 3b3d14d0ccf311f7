"""The front of a paper: title, authors, abstract, and the notes around them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout.groups import LONG_WORD, SMALLER, Group, Progress, Verdict
from extractors.layout.habits import Habits
from extractors.layout.headings import plain_heading, section_names
from extractors.model.layout import BlockKind, Line


def judge_front(group: Group, habits: Habits, progress: Progress) -> tuple[Verdict, Progress]:
    """Title, authors, abstract and notes of the first page, in the order in which they are printed."""
    text = group.text.strip()
    small = group.size < SMALLER * habits.type_size
    if not progress.titled:
        if _has_title_size(group, progress) and len(LONG_WORD.findall(text)) > 1:
            return Verdict(BlockKind.TITLE), replace(progress, titled=True)
        if not small and len(text) > 150 and _is_prose(text) and group.lines[-1].font == habits.font:
            # a file without a title (pages cut from a paper, a supplement): nothing that it says is lost
            return Verdict(BlockKind.PARAGRAPH), replace(progress, titled=True, body_begun=True)
        return Verdict(BlockKind.FURNITURE), progress
    if _has_title_size(group, progress):
        return Verdict(BlockKind.TITLE), progress
    opening = plain_heading(text[:14])
    named = any(opening.startswith(name) for name in section_names("abstract"))
    if named or (progress.abstract_begun and not progress.abstract_done):
        return Verdict(BlockKind.ABSTRACT), replace(
            progress, abstract_begun=True, abstract_done=len(text) > 200
        )
    if len(text) > 350 and not progress.abstract_done and _is_prose(text) and not _is_body(group, habits):
        return Verdict(BlockKind.ABSTRACT), replace(progress, abstract_begun=True, abstract_done=True)
    if (
        (progress.abstract_done or _is_body(group, habits))
        and not small
        and len(text) > 150
        and _is_prose(text)
    ):
        return Verdict(BlockKind.PARAGRAPH), replace(progress, body_begun=True)
    return Verdict(BlockKind.FOOTNOTE), progress


def find_title_size(lines: Sequence[Line], habits: Habits, page_height: float) -> float:
    """Size of the title on a first page: the largest type that sets several words; 0 for none.

    One large word is a heading or a logo: what begins with it is a part of a paper, and has no front.
    """
    words: dict[float, int] = {}
    for line in lines:
        if line.size > 1.12 * habits.type_size and line.box.y_mid < 0.66 * page_height:
            size = next((other for other in words if abs(other / line.size - 1) < 0.03), line.size)
            words[size] = words.get(size, 0) + len(LONG_WORD.findall(line.text.flat))
    return max(
        (size for size, count in words.items() if count >= 3),
        default=max((size for size, count in words.items() if count == 2), default=0.0),
    )


def _has_title_size(group: Group, progress: Progress) -> bool:
    return abs(group.size - progress.title_size) < 0.04 * progress.title_size


def _is_body(group: Group, habits: Habits) -> bool:
    """Whether it looks like the running text and is followed by more of it in its column."""
    same_size = abs(group.size / habits.type_size - 1) < 0.03
    return same_size and group.lines[-1].font == habits.font and 0 < group.below < 1.4 and group.leads


def _is_prose(text: str) -> bool:
    """Most words begin with small letters, as in sentences and not as in addresses."""
    words = LONG_WORD.findall(text)
    return bool(sum(word[0].islower() for word in words) > 0.65 * len(words))


def _names_people(group: Group) -> bool:
    """Capitalised words parted by commas or `and`, most of them no common words."""
    words = re.findall(r"[^\W\d_]+", group.text)
    if re.search(r"\b(?:19|20)\d\d\b", group.text):
        return False
    if not 2 <= len(words) <= 120 or group.text.rstrip().endswith("."):
        return False
    capital = sum(word[0].isupper() for word in words if word not in ("and", "de", "van", "von", "der"))
    return bool(capital > 0.7 * sum(len(word) > 1 or word.isupper() for word in words))


def is_byline(group: Group, progress: Progress) -> bool:
    """Names between the title and the abstract, whatever their size."""
    early = progress.titled and not progress.body_begun and not progress.abstract_begun
    same = not progress.author_size or abs(group.size / progress.author_size - 1) < 0.03
    title = _has_title_size(group, progress)
    return early and same and not title and group.lines[0].page == 1 and _names_people(group)
