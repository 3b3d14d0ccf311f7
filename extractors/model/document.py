"""What a document says, in reading order: passages, tables, references."""

from dataclasses import dataclass

from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import RichText


@dataclass(frozen=True, eq=False, slots=True)
class Passage:
    """A paragraph, heading, caption ... whole, joined over lines, columns and pages.

    `section` is the number of the heading it stands under ("3.1"), or that heading's text where headings
    bear no number, or "abstract".
    `number` is that of the float for captions and notes ("2"), that of the heading for headings.
    `page` is the page on which it begins; `box` its first box there.
    """

    kind: BlockKind
    text: RichText
    page: int
    box: Box
    section: str = ""
    number: str = ""
    level: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """A table cell; `row` and `column` count from 0 within the head or the body, spans reach over merged
    cells.

    `carried`: the text was carried down (or across) from a merged or empty-by-habit cell. `notes`: marks
    such as "a", "*" that bind to
    table notes, lifted out of the text.
    """

    text: RichText
    row: int
    column: int
    row_span: int = 1
    carried: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class TableNote:
    """A note below a table: its mark ("a", "*", "" for a general note) and text."""

    mark: str
    text: RichText


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table as a person reads it.

    `header` and `rows` are full grids (every row has `width` cells; spanned positions repeat the cell's
    text with `carried` set).
    `paths` joins the header levels to one string per column ("σ (S cm−1) / RT").
    `groups`: for each body row the sub-heading it stands under, "" where none.
    """

    number: str
    caption: RichText
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    paths: tuple[str, ...]
    groups: tuple[str, ...]
    notes: tuple[TableNote, ...]
    pages: tuple[int, ...]
    box: Box
    section: str = ""
    angle: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        return len(self.paths)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list; empty string or None where print says nothing.

    `key` is what citation marks name: the number as a string ("17", "17a"), or "smith2019a" for author–year
    lists.
    `authors` as printed, one each ("C. Sun", "Sun, C."); `parsed_authors` (given, family).
    """

    key: str
    number: int | None
    authors: tuple[str, ...]
    parsed_authors: tuple[tuple[str, str], ...]
    title: str
    journal: str
    year: int | None
    volume: str
    issue: str
    first_page: str
    last_page: str
    doi: str
    url: str
    kind: str
    """article, book, chapter, thesis, patent, preprint, note, web."""
    text: str
    page: int
    box: Box
    findings: tuple[Finding, ...] = ()
    book: str = ""
    """Title of the book that a chapter stands in."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Who wrote the document itself: from its first page and the PDF's metadata."""

    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: int | None = None
    doi: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """All that was read from one PDF, before any science."""

    document_id: str
    file_name: str
    page_count: int
    bibliography: Bibliography
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...] = ()
