"""Groups of lines, what has been read before them, and what they are found to be."""

import re
from dataclasses import dataclass

from extractors.model.geometry import Box, union_box
from extractors.model.layout import BlockKind, Line

# type smaller than the body's by this share is small print
SMALLER = 0.95
# the first word of a list entry is its number
ENTRY = re.compile(r"[\[(]?(\d{1,3})[\])]?\.?\s*\S")
# a number of two levels and a word make a heading also of type that is not set off
NUMBERED_HEAD = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s+[A-Z][A-Za-z-]{3}")
LONG_WORD = re.compile(r"[a-zA-Z]{4,}")


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
    numbered_list: bool = False
    """Whether the entries of the list of references bear numbers."""
    author_size: float = 0.0
    after_heading: bool = False
    gutters: tuple[float, ...] = ()
    """Where the columns of the last page that had some begin."""
    small_print: bool = False
    """Whether the paragraph before was set in small print."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kind, number and level of a group."""

    kind: BlockKind
    number: str = ""
    level: int = 0
