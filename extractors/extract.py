"""From the bytes of one PDF to its records: the only module that knows all stages."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.layout import lay_out
from extractors.model.document import Cell, Document, Passage, Reference, Table
from extractors.model.errors import WrongUsage
from extractors.model.finding import Finding
from extractors.model.glyphs import PageGlyphs
from extractors.model.layout import BlockKind, PageLayout
from extractors.model.record import Record
from extractors.reading import open_reading
from extractors.references import (
    find_citations,
    know_references,
    parse_references,
    read_bibliography,
)
from extractors.settings import Settings
from extractors.tables import build_tables
from extractors.text import compose_passages, lift_from_cell, tell_style

if TYPE_CHECKING:
    from extractors.entities.cde import SecondReader


@dataclass(frozen=True, eq=False, slots=True)
class Extraction:
    """All that was read from one PDF: the document, its records, doubts, and seconds spent per stage."""

    document: Document
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    seconds: dict[str, float] = field(default_factory=dict)


def extract_document(
    data: bytes,
    *,
    file_name: str = "",
    settings: Settings | None = None,
    second: "SecondReader | None" = None,
    document: Document | None = None,
) -> Extraction:
    """Read one PDF wholly and give its records.

    `document` is what `read_document` gave for the same bytes and settings, where it is known already.

    `second` is the running second reader, which is asked where the settings name "cde"; its process starts
    while the paper is read, and works in the background. Without one, or where it is off, the records are
    those of the rules.

    Raises UnreadableFile where the bytes are no PDF that can be opened; everything doubtful in the content
    becomes a finding.
    """
    # with spaCy, pint and pymatgen these take a second to import; text, tables and references do without
    from extractors.assemble import assemble_records, describe_work
    from extractors.assemble.records import doubt_scans, find_contradictions
    from extractors.entities import find_cell_mentions, find_definitions, find_mentions
    from extractors.linking import define_samples, link_tables, link_text

    clock = Clock()
    document = document or read_document(data, file_name=file_name, settings=settings, clock=clock)
    readers = (settings or Settings()).extractors
    second = second if "cde" in readers else None
    lost = second.lost if second else 0
    asked_tables = second.ask_tables(document.tables) if second else None
    with clock.stage("entities"):
        samples = define_samples(document.tables)
        sentences = find_mentions(document.passages, labels=samples)
        named = find_definitions(document.passages, sentences)
        labels = {**samples, **{d.label: d.composition for d in named}}
    asked_text = second.ask_text(document.passages, sentences) if second else None
    with clock.stage("second reader"):
        pairs = asked_text.result() if asked_text else ()
        cells = asked_tables.result() if asked_tables else ()
        unanswered = tuple(report_lost(second.lost - lost)) if second else ()
    with clock.stage("linking"):
        text = link_text(document.passages, sentences, labels, pairs, readers)
        tables, table_findings = link_tables(document.tables, labels, find_cell_mentions, cells, readers)
    with clock.stage("assemble"):
        statements = (*text.statements, *tables)
        records = assemble_records(document, statements, describe_work(document.passages))
        records = doubt_scans(records, document.findings)
        contradictions = find_contradictions(records)
    findings = (*document.findings, *text.findings, *table_findings, *unanswered, *contradictions)
    return Extraction(document, records, findings, clock.seconds)


def report_lost(count: int) -> Iterator[Finding]:
    """Sentences and tables without an answer of the second reader: their records are those of the rules."""
    if count:
        yield Finding("cde.lost", f"the second reader gave no answer for {count} sentences or tables")


def read_document(
    data: bytes, *, file_name: str = "", settings: Settings | None = None, clock: "Clock | None" = None
) -> Document:
    """Passages, tables and references of one PDF, without any science; raises as `extract_document`."""
    settings = settings or Settings()
    clock = clock or Clock()
    with open_reading(data, file_name=file_name, password=settings.password, ocr=settings.ocr) as reading:
        with clock.stage("layout"):
            pages = tuple(lay_out(reading.pages()))
        findings = tuple(finding for page in pages for finding in page.findings)
        metadata, page_count = reading.metadata, reading.page_count
    with clock.stage("text"):
        passages = tuple(compose_passages(pages))
    with clock.stage("tables"):
        tables = build_tables(pages)
    with clock.stage("references"):
        references = parse_references(pages)
        bibliography = read_bibliography(passages, metadata)
        passages, unknown = cite_known(passages, references)
        tables = cite_cells(tables, passages, references)
    return Document(
        document_id=identify_document(data),
        file_name=file_name,
        page_count=page_count,
        bibliography=bibliography,
        passages=passages,
        tables=tables,
        references=references,
        findings=(*findings, *unknown, *(f for table in tables for f in table.findings)),
    )


def cite_known(
    passages: Sequence[Passage], references: Sequence[Reference]
) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """The passages with the marks that the reference list knows, also those told in words ("ref. 17")."""
    known = know_references(references)
    cited: list[Passage] = []
    findings: list[Finding] = []
    for passage in passages:
        if passage.kind in {BlockKind.REFERENCE, BlockKind.FURNITURE}:
            cited.append(passage)
            continue
        checked, doubts = find_citations(passage.text, known)
        cited.append(replace(passage, text=replace(passage.text, citations=checked)))
        findings += doubts
    return tuple(cited), tuple(findings)


def cite_cells(
    tables: Sequence[Table], passages: Sequence[Passage], references: Sequence[Reference]
) -> tuple[Table, ...]:
    """The tables with the citation marks of their cells lifted out, those that the reference list knows."""
    style, known = tell_style(passages), know_references(references)

    def cite(cell: Cell) -> Cell:
        text = lift_from_cell(cell.text, style)
        cited, _ = find_citations(text, known)
        return replace(cell, text=replace(text, citations=cited))

    return tuple(
        replace(table, rows=tuple(tuple(cite(cell) for cell in row) for row in table.rows))
        for table in tables
    )


@dataclass(frozen=True, eq=False, slots=True)
class Inspection:
    """One page with all that was found on it, for a picture: glyphs, blocks, tables in page coordinates."""

    page: PageGlyphs
    layout: PageLayout
    tables: tuple[Table, ...]
    extraction: Extraction


def inspect_page(
    data: bytes, number: int, *, file_name: str = "", settings: Settings | None = None
) -> Inspection:
    """Everything that the stages saw on the 1-based page; raises WrongUsage where the file has no such
    page.
    """
    settings = settings or Settings()
    kept: list[PageGlyphs] = []
    with open_reading(data, file_name=file_name, password=settings.password, ocr=settings.ocr) as reading:
        if not 1 <= number <= reading.page_count:
            raise WrongUsage(
                f"has {reading.page_count} pages and no page {number}",
                file=file_name,
                remedy="name a page that it has",
            )
        pages = tuple(lay_out(_keep_page(reading.pages(), number, kept)))
    extraction = extract_document(data, file_name=file_name, settings=settings)
    tables = tuple(table for table in extraction.document.tables if number in table.pages)
    return Inspection(kept[0], pages[number - 1], tables, extraction)


def _keep_page(pages: Iterable[PageGlyphs], number: int, kept: list[PageGlyphs]) -> Iterator[PageGlyphs]:
    for page in pages:
        if page.number == number:
            kept.append(page)
        yield page


def identify_document(data: bytes) -> str:
    """The first 16 hex digits of the file's sha256: the same paper under two names is one document."""
    return hashlib.sha256(data).hexdigest()[:16]


class Clock:
    """Seconds spent per stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
