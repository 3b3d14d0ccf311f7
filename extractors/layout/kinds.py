"""What a group of lines is: title, heading, caption, paragraph and so on."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from extractors.layout.equations import ends_with_number, is_numbered
from extractors.layout.floats import FloatLabel, match_float
from extractors.layout.habits import Habits, is_bold, is_italic
from extractors.model.geometry import Box, union_box
from extractors.model.glyphs import BOLD
from extractors.model.layout import BlockKind, Line
from extractors.model.rich import BASE, SUP

# type larger or smaller than the body's by these shares
LARGER, SMALLER = 1.08, 0.95
LONGEST_HEADING = 220

_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])(?P<stop>[.)]?)\s+(?P<rest>\S.*)", re.DOTALL
)
_ENTRY = re.compile(r"[\[(]?(\d{1,3})[\])]?\.?\s*\S")
_WORD = re.compile(r"[a-zA-Z]{4,}")
_MATH = frozenset("=∑∫∏√∂∇≤≥≈∝→±−×+∆〈〉⟨⟩|/")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of lines with its place: the column it stands in, the page's size, all upright."""

    lines: tuple[Line, ...]
    column: Box
    page_height: float
    last: bool
    """Whether nothing but small print follows in its column."""
    above: float = 0.0
    """White above it: the step from the group before, in steps of the text; 0 at a column's top."""
    below: float = 0.0
    leads: bool = False
    """Whether several lines of text follow closely."""
    opens_list: bool = False
    """Whether a run of numbered entries with years begins here."""

    @property
    def text(self) -> str:
        return " ".join(line.text.flat for line in self.lines)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text.flat)).size

    @property
    def box(self) -> Box:
        return union_box(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the document has been read, which decides what small or bold text means."""

    title_size: float = 0.0
    """Type size of the title, 0 where the first page shows none."""
    titled: bool = False
    body_begun: bool = False
    abstract_begun: bool = False
    abstract_done: bool = False
    in_references: bool = False
    author_size: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kind, number and level of a group."""

    kind: BlockKind
    number: str = ""
    level: int = 0


def judge(group: Group, habits: Habits, progress: Progress) -> tuple[Verdict, Progress]:
    """The kind of a group of running text, and the progress after it."""
    label = match_float(group.text)
    if label is not None and _is_caption(group, label, habits):
        return Verdict(BlockKind.CAPTION, label.number), progress
    if progress.titled and not progress.in_references and _is_equation(group, habits):
        return Verdict(BlockKind.EQUATION), progress
    heading = _heading(group, habits) if progress.titled or group.lines[0].page > 1 else None
    if heading is not None and _is_too_early(group, heading, progress):
        heading = None
    if group.opens_list and not progress.in_references:
        progress = replace(progress, in_references=True)
    if progress.in_references:
        return _within_references(group, habits, progress, heading)
    if _is_byline(group, progress):
        return Verdict(BlockKind.AUTHORS), replace(progress, author_size=group.size)
    if heading is not None and (progress.titled or heading.number):
        return heading, _after_heading(group, progress)
    if not progress.body_begun and group.lines[0].page == 1:
        return _front_matter(group, habits, progress)
    if _is_footnote(group, habits, progress):
        return Verdict(BlockKind.FOOTNOTE), progress
    if _has_no_words(group):
        return Verdict(BlockKind.FIGURE_TEXT), progress
    return Verdict(BlockKind.PARAGRAPH), replace(progress, body_begun=True)


@cache
def _names(what: str) -> frozenset[str]:
    data = tomllib.loads(files("extractors.layout").joinpath("data/sections.toml").read_text("utf-8"))
    return frozenset(data[what])


def _plain(text: str) -> str:
    return re.sub(r"^[\d.\s■▪●◆]+|[^a-z ]", "", text.lower()).strip()


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
    words = sum(len(word) for word in _WORD.findall(text))
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


def _heading(group: Group, habits: Habits) -> Verdict | None:
    text = group.text.strip()
    letters = sum(char.isalpha() for char in text)
    if len(text) > LONGEST_HEADING or letters < 3 or len(group.lines) > 5 or text[0].islower():
        return None
    numbered = _NUMBERED.match(text)
    large = group.size > LARGER * habits.type_size
    bold = is_bold(group.lines)
    capitals = text.upper() == text and letters > 4 and text.lower() != text
    if (
        numbered
        and numbered["rest"][0].isalpha()
        and (numbered["rest"][0].isupper() or "." in numbered["number"])
    ):
        short = len(text) < 120 and not text.endswith((".", ",", ";"))
        if large or bold or capitals or (short and _stands_out(group, habits)):
            number = numbered["number"]
            return Verdict(BlockKind.HEADING, number, number.count(".") + 1)
    raised = sum(int((line.text.scripts != BASE).sum()) for line in group.lines)
    if (
        "=" in text
        or raised > 0.25 * len(text)
        or sum(len(word) for word in _WORD.findall(text)) < 0.5 * letters
    ):
        return None
    if text.endswith((",", ";")) or (group.size < 0.93 * habits.type_size and not capitals):
        return None
    if large or (capitals and len(text) < 100 and not _ENTRY.match(text)):
        return Verdict(BlockKind.HEADING, "", 1)
    if (bold and not text.endswith(".")) or (bold and len(text) < 80):
        return Verdict(BlockKind.HEADING, "", 2)
    if (
        _plain(text) in _names("references")
        or (_stands_out(group, habits) and not text.endswith((".", ":")))
        or _stands_apart(group)
    ):
        return Verdict(BlockKind.HEADING, "", 3)
    return None


def _stands_apart(group: Group) -> bool:
    """A short line set like the text, with white above it and text right below it."""
    text = group.text.strip()
    line = group.lines[0]
    if (
        len(group.lines) > 1
        or not text[0].isupper()
        or not text[-1].isalpha()
        or line.box.x0 > group.column.x0 + 2
    ):
        return False
    return group.above > 1.4 and 0 < group.below < 1.35 and line.box.width < 0.7 * group.column.width


def _is_too_early(group: Group, heading: Verdict, progress: Progress) -> bool:
    """Whether large or bold type among names and dates of the first page is no heading yet."""
    early = group.lines[0].page == 1 and not progress.body_begun and not progress.abstract_done
    plain_words = len(group.text.split()) < 7 and not re.search(r"[\d,:&]", group.text)
    if heading.level < 3 and group.leads and plain_words and progress.author_size:
        return False
    return (
        early and not heading.number and _plain(group.text) not in _names("abstract") | _names("references")
    )


def _stands_out(group: Group, habits: Habits) -> bool:
    """Italic, or in another font than the text, in one or two short lines."""
    if len(group.lines) > 2 or len(group.text) > 110 or not _WORD.search(group.text):
        return False
    foreign = all(line.font != habits.font for line in group.lines)
    return is_italic(group.lines) or (foreign and group.size > 0.93 * habits.type_size)


def _after_heading(group: Group, progress: Progress) -> Progress:
    text = _plain(group.text)
    if text in _names("references"):
        return replace(progress, in_references=True, body_begun=True)
    if text in _names("abstract"):
        return replace(progress, abstract_begun=True)
    return replace(progress, body_begun=True, abstract_done=True)


def _within_references(
    group: Group, habits: Habits, progress: Progress, heading: Verdict | None
) -> tuple[Verdict, Progress]:
    """Entries, until a heading that is not an entry itself."""
    text = group.text.strip()
    if heading is not None and not _ENTRY.match(text) and not re.search(r"\b(?:19|20)\d\d\b", text):
        again = _plain(text) in _names("references")
        return heading, replace(progress, in_references=again)
    return Verdict(BlockKind.REFERENCE), progress


def _front_matter(group: Group, habits: Habits, progress: Progress) -> tuple[Verdict, Progress]:
    """Title, authors, abstract and notes of the first page, in the order in which they are printed."""
    text = group.text.strip()
    small = group.size < SMALLER * habits.type_size
    if not progress.titled:
        if abs(group.size / progress.title_size - 1) < 0.04 and len(_WORD.findall(text)) > 1:
            return Verdict(BlockKind.TITLE), replace(progress, titled=True)
        return Verdict(BlockKind.FURNITURE), progress
    if abs(group.size / progress.title_size - 1) < 0.04:
        return Verdict(BlockKind.TITLE), progress
    opening = _plain(text[:14])
    named = any(opening.startswith(name) for name in _names("abstract"))
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
    """Size of the title on a first page: the largest type that sets several words; 0 for none."""
    words: dict[float, int] = {}
    for line in lines:
        if line.size > 1.12 * habits.type_size and line.box.y_mid < 0.66 * page_height:
            size = next((other for other in words if abs(other / line.size - 1) < 0.03), line.size)
            words[size] = words.get(size, 0) + len(_WORD.findall(line.text.flat))
    return max((size for size, count in words.items() if count >= 3), default=max(words, default=0.0))


def _is_body(group: Group, habits: Habits) -> bool:
    """Whether it looks like the running text and is followed by more of it in its column."""
    same = abs(group.size / habits.type_size - 1) < 0.03 and group.lines[-1].font == habits.font
    return same and 0 < group.below < 1.4 and group.leads


def _is_prose(text: str) -> bool:
    """Most words begin with small letters, as in sentences and not as in addresses."""
    words = _WORD.findall(text)
    return sum(word[0].islower() for word in words) > 0.65 * len(words)


def find_reference_run(groups: Sequence[Group]) -> Group | None:
    """The first of at least four groups that are numbered on from one and name years: a list of references.

    For papers whose list bears no heading (those of the American Physical Society begin it below a rule).
    """
    run: list[Group] = []
    for group in groups:
        found = _ENTRY.match(group.text)
        dated = re.search(r"\b(?:19|20)\d\d[a-z]?\b", group.text) is not None
        if found is not None and int(found[1]) == len(run) + 1 and dated:
            run.append(group)
        elif found is not None and int(found[1]) == 1 and dated:
            run = [group]
        elif len(run) < 4:
            run = []
    return run[0] if len(run) > 3 else None


def _is_byline(group: Group, progress: Progress) -> bool:
    """Names between the title and the abstract, whatever their size."""
    early = progress.titled and not progress.body_begun and not progress.abstract_begun
    same = not progress.author_size or abs(group.size / progress.author_size - 1) < 0.03
    return early and same and group.lines[0].page == 1 and _names_people(group)


def _names_people(group: Group) -> bool:
    """Capitalised words parted by commas or `and`, most of them no common words."""
    words = re.findall(r"[^\W\d_]+", group.text)
    if re.search(r"\b(?:19|20)\d\d\b", group.text):
        return False
    if not 2 <= len(words) <= 120 or group.text.rstrip().endswith("."):
        return False
    capital = sum(word[0].isupper() for word in words if word not in ("and", "de", "van", "von", "der"))
    return capital > 0.7 * sum(len(word) > 1 or word.isupper() for word in words)


def _has_no_words(group: Group) -> bool:
    """Loose letters and numbers: labels of a figure, or parts of an equation."""
    words = re.findall(r"[^\W\d_]{3,}", group.text)
    lone = len(words) == 1 and len(group.text) < 12 and not 0 < group.above < 1.3
    return len(group.text) < 40 and len(group.lines) == 1 and (not words or lone)


def _is_footnote(group: Group, habits: Habits, progress: Progress) -> bool:
    """Small print at the foot of a column that begins with a mark, or stands on the first page."""
    if group.size > SMALLER * habits.type_size:
        return False
    first = group.lines[0].text
    marked = first.scripts[0] == SUP or first.flat[0] in "*†‡§¶#∥‖" or first.flat[:2] == "a "
    return group.last and (marked or group.lines[0].page == 1)
