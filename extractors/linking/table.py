"""Statements of tables: which column is the material, which the property, which the condition, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.linking.asides import (
    NOTHING,
    Aside,
    aside_of_notes,
    general_notes,
    marks_of_head,
    read_aside,
    read_kind_of_all,
    read_origin,
)
from extractors.linking.heads import (
    PROPERTY_DIMENSIONS,
    UNIT_HEAD,
    Head,
    cell_text,
    read_heads,
    read_topic,
)
from extractors.linking.performance import is_performance_table, state_performance
from extractors.linking.rows import Row, refs_of, row_temperature, says_this_work
from extractors.linking.samples import (
    CellReader,
    Names,
    Sample,
    find_sample,
    read_names,
    read_printed,
)
from extractors.linking.second import ONLY, is_same_number
from extractors.linking.shapes import shape_table
from extractors.linking.structures import is_structure_table, state_structures
from extractors.model.document import Cell, Table
from extractors.model.finding import Finding
from extractors.model.pair import CellPair
from extractors.model.record import Place
from extractors.model.rich import BASE, SUP, RichText
from extractors.model.science import Composition, MentionKind, Qualifier, Quantity
from extractors.model.statement import Statement, Temperature
from extractors.normalise.quantities import read_quantity

TWO_VALUES = re.compile(r"\s*[/;,]\s*(?=[<>~≈]?\s*\d)")
MADE_AT = re.compile(
    r"\b(?:sintered|annealed|calcined|fired|prepared|synthesi[sz]ed|pressed|processed|treated) (?:\w+ ){0,3}"
    r"(?:at|under) (?:the )?(?:\w+ )?(?:different|various|several|varying) (?:\w+ )?temperatures?",
    re.IGNORECASE,
)
"""Captions after which a column of temperatures tells the making and not the measurement."""
BOUNDS = re.compile(r"(?<=[\d.])\s+[(\[]\s*\d[\d.]*\s*(?:,|[–−-]|to)\s*\d[\d.]*\s*[)\]]\s*$")
""""14 [7.8, 24]": the bounds of an error behind a value."""
NOT_TEN = re.compile(r"(?<![\d.])(?!10$)\d[\d.]*$")
BRACKETED = re.compile(r"\(([^()]*[A-Za-z°][^()]*)\)\s*$")
VERSUS = re.compile(r"\b(?:vs\.?|versus|against)\s*([A-Z][a-z]?\d?\+?\s?/\s?[A-Z][a-z]?(?:\d?\+)?|SHE|NHE)")
AT = re.compile(
    r"^(?P<value>.*\d.*?)\s*(?:\bat\b|@|[,;/])\s*(?P<words>[^,;/]*(?:°\s*C|℃|\dK|\d K|RT|room temp).*)$"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for all rows of a table: names, and what caption and general notes say."""

    names: Names
    said: Aside


def link_tables(
    tables: Sequence[Table],
    labels: Mapping[str, Composition],
    read_cell: CellReader,
    cells: Sequence[Sequence[CellPair]] = (),
    extractors: tuple[str, ...] = ("rules",),
) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
    """Statements of all tables; `read_cell` gives the mentions of a cell, head or caption.

    `cells` holds what a second reader found in each table; without "rules" among the `extractors`, only what
    it confirms is stated.
    """
    statements: list[Statement] = []
    findings: list[Finding] = []
    for at, printed in enumerate(tables):
        shaped = shape_table(printed)
        table = shaped.table
        heads = read_heads(table, read_topic(f"{table.caption.flat} {general_notes(table)}"))
        second = shaped.move(cells[at]) if cells else ()
        for item in _read_table(table, heads, labels, read_cell, second):
            if isinstance(item, Statement):
                found_by = tuple(name for name in item.extractors if name in extractors)
                statements += [replace(item, extractors=found_by)] if found_by else []
            else:
                findings.append(item)
    return tuple(statements), tuple(findings)


def _read_table(
    table: Table,
    heads: tuple[Head, ...],
    labels: Mapping[str, Composition],
    read_cell: CellReader,
    second: Sequence[CellPair],
) -> Iterator[Statement | Finding]:
    yield from _only_second(table, heads, second)
    performs, structured = is_performance_table(heads), is_structure_table(heads)
    if not performs and not structured and not any(head.role == "property" for head in heads):
        return
    whole = Whole(read_names(table, labels, read_cell), _said_of_all(table, read_cell))
    for number, cells in enumerate(table.rows, start=1):
        row = Row(table, heads, cells, number, table.groups[number - 1] if table.groups else "")
        if UNIT_HEAD.fullmatch(cells[0].text.flat):
            continue
        sample = find_sample(row, whole.names, read_cell)
        for column, cell in row.cells_of("property"):
            here = [pair for pair in second if (pair.row, pair.column) == (number - 1, column)]
            of = read_printed(heads[column].material, labels) if heads[column].material else sample
            yield from _read_cell(row, column, cell, of, whole, here)
        if performs and sample is not None:
            yield from state_performance(row, sample)
        if structured:
            yield from state_structures(row, read_cell)


def _only_second(table: Table, heads: Sequence[Head], second: Sequence[CellPair]) -> Iterator[Finding]:
    """Values that the second reader sees in columns whose heads tell us of no property: no records."""
    for pair in second:
        if heads[pair.column].role != "property":
            text = table.rows[pair.row][pair.column].text
            page, box = text.places(0, len(text))[0]
            name = pair.property.replace("_", " ")
            yield Finding(ONLY[0], f"{text.flat.strip()} as {name}: {ONLY[1]}, no record", page, box)


def _said_of_all(table: Table, read_cell: CellReader) -> Aside:
    """The one temperature of measurement, kind and origin that caption and general notes give."""
    temperatures = [
        mention
        for text in (table.caption, *(note.text for note in table.notes if not note.mark))
        for mention in read_cell(text)
        if mention.kind is MentionKind.TEMPERATURE and mention.value != "process"
    ]
    single = [m for m in temperatures if m.quantity is None or m.quantity.qualifier is not Qualifier.RANGE]
    words = f"{table.caption.flat} {general_notes(table)}"
    return Aside(
        temperature=Temperature(single[0].quantity.norm_low if single[0].quantity else None, single[0].text)
        if len(single) == 1
        else None,
        kind=read_kind_of_all(words),
        origin=read_origin(words),
    )


def _read_cell(
    row: Row, column: int, cell: Cell, sample: Sample | None, whole: Whole, second: Sequence[CellPair]
) -> Iterator[Statement | Finding]:
    head = row.heads[column]
    page, box = cell.text.places(0, len(cell.text))[0]
    for text, words in _split_values(cell.text.flat.strip()):
        quantity = read_quantity(text, unit=head.path)
        code = _find_doubt(head, cell, quantity, sample)
        if quantity is None or sample is None or code:
            yield Finding(code, f"{head.path}: {text}", page, box)
            continue
        said = _said_of_value(row, column, cell, words, whole)
        yield Statement(
            property=head.name,
            material=sample.material,
            composition=sample.composition,
            quantity=quantity,
            temperature=None if _is_energy(head) else said.temperature,
            kind=said.kind,
            origin=said.origin or "measured",
            condition="; ".join(filter(None, dict.fromkeys([said.rest, sample.condition, row.group]))),
            refs=said.refs,
            this_work=said.this_work,
            is_class=False,
            place=Place(page, box, row.table.section, row.where(column), cell_text(row.cells)),
            rule="table row",
            details=tuple(_details(head, row)),
            findings=tuple((code, text) for code in quantity.findings),
            extractors=("rules", "cde")
            if any(is_same_number(quantity, pair) for pair in second)
            else ("rules",),
        )


def _find_doubt(head: Head, cell: Cell, quantity: Quantity | None, sample: Sample | None) -> str:
    """Why a cell gives no record: the code of the finding, "" where it gives one."""
    if quantity is None or quantity.dimension is not PROPERTY_DIMENSIONS[head.name]:
        return "linking.unread_cell"
    if cell.text.doubtful.any():
        return "linking.doubtful_glyph"
    if _holds_mark(cell.text):
        return "linking.raised_digit"
    if quantity.norm_low is None and quantity.norm_high is None:
        return next(iter(quantity.findings), "linking.unread_cell")
    return "" if sample is not None else "linking.no_material"


def _holds_mark(text: RichText) -> bool:
    """Whether a raised digit stands behind a number other than ten: a mark, and no digit of the number."""
    raised = [
        at
        for at in range(1, len(text))
        if text.scripts[at] == SUP and text.flat[at].isdigit() and text.scripts[at - 1] == BASE
    ]
    return any(NOT_TEN.search(text.flat[:at]) for at in raised)


def _is_energy(head: Head) -> bool:
    """An energy is the slope over many temperatures: it has none of its own."""
    return head.name in {"activation_energy", "migration_barrier"}


def _said_of_value(row: Row, column: int, cell: Cell, words: str, whole: Whole) -> Aside:
    """What cell, notes, head, row, group and caption say of a value: the nearest wins."""
    table = row.table
    near = (
        read_aside(words).over(aside_of_notes(table, cell.notes))
        if words
        else aside_of_notes(table, cell.notes)
    )
    head = replace(read_aside(row.heads[column].path), rest="")
    head = head.over(aside_of_notes(table, marks_of_head(table, column)))
    named = aside_of_notes(table, (mark for _, c in row.cells_of("material") for mark in c.notes))
    method = [read_origin(c.text.flat) for h, c in row.filled() if h.role in {"", "other"} and not h.guessed]
    own = Aside(
        temperature=None if MADE_AT.search(table.caption.flat) else row_temperature(row),
        origin=next(filter(None, method), ""),
        refs=refs_of(row, cell),
        this_work=says_this_work(row),
    )
    group = replace(read_aside(row.group), rest="") if row.group else NOTHING
    said = near.over(head).over(own).over(named).over(group)
    all_rows = whole.said
    if row.heads[column].name != "ionic_conductivity":
        # caption and notes speak of conductivities: an energy has neither temperature nor their kind
        all_rows = Aside(origin=all_rows.origin)
    return said.over(all_rows)


def _details(head: Head, row: Row) -> Iterator[tuple[str, str]]:
    """The electrode that a column of potentials is measured against, from head or caption."""
    if head.name == "electrochemical_window":
        match = VERSUS.search(head.path) or VERSUS.search(row.table.caption.flat)
        if match:
            yield "vs", re.sub(r"\s", "", match[1])


def _split_values(text: str) -> list[tuple[str, str]]:
    """`0.33 (LT)/0.27 (HT)`, `1.2 at 30 °C`: each value with the words that stand with it."""
    parts = TWO_VALUES.split(text) if BRACKETED.search(text) else [text]
    return [_cut_words(part.strip()) for part in parts]


def _cut_words(part: str) -> tuple[str, str]:
    bounds = BOUNDS.search(part)
    if bounds:
        part = part[: bounds.start()].strip()
    note = BRACKETED.search(part)
    if note:
        return part[: note.start()].strip(), note[1].strip()
    said = AT.match(part)
    return (said["value"].strip(), said["words"].strip()) if said else (part, "")
