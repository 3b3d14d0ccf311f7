"""Lines, blocks and regions of pages: the output of the layout stage."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.glyphs import Link, Rule
from extractors.model.rich import RichText


class BlockKind(StrEnum):
    TITLE = "title"
    AUTHORS = "authors"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"
    TABLE_NOTE = "table_note"
    FIGURE_TEXT = "figure_text"
    EQUATION = "equation"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them: the span in its line and the upright box."""

    start: int
    stop: int
    box: Box


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One printed line of one column (or cell): words with a gap no wider than a wide space.

    `box` and `baseline` stand in the *upright* frame of the text (see model.geometry.Frame), so tables on
    turned pages
    can be read like others; `text.boxes` stand on the page as seen. `size` is the size of most of its base
    characters.
    """

    page: int
    angle: int
    box: Box
    baseline: float
    size: float
    text: RichText
    words: tuple[Word, ...]
    font: str = ""
    """Name of the font that sets most of the characters on the line."""


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Lines that belong together, in reading order. `box` stands on the page as seen."""

    kind: BlockKind
    page: int
    box: Box
    lines: tuple[Line, ...]
    angle: int = 0
    number: str = ""
    """Number of a heading ("3.1"), or of the float that a caption or table names ("2", "S1")."""
    level: int = 0
    """1, 2, 3 for headings."""


@dataclass(frozen=True, eq=False, slots=True)
class TableRegion:
    """Where a table stands on one page: its body (upright frame), lines and rules inside, its caption and
    note lines.

    `lines` are *segments*: pieces of a printed line cut at wide gaps, so one cell holds one or more of them.
    `turned` are labels inside that run up or down, each in the frame of its own angle.
    """

    page: int
    angle: int
    box: Box
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Box, ...]
    caption: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    number: str = ""
    continued: bool = False
    turned: tuple[Line, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class PageLayout:
    """One page: size as seen, blocks in reading order (furniture last), table regions, links."""

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    tables: tuple[TableRegion, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """All pages of a document."""

    pages: tuple[PageLayout, ...]

    def blocks(self) -> Iterator[Block]:
        for page in self.pages:
            yield from page.blocks
