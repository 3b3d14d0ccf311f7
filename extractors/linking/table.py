"""Statements of tables: which column is the material, which the property, which the condition, row by row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.linking.heads import Head, cell_text, is_transposed, read_heads, transpose
from extractors.linking.performance import is_performance_table, state_performance
from extractors.linking.rows import Row, Sample, Shared, refs_of, row_temperature, says_this_work
from extractors.linking.second import ONLY, is_same_number, turn_cells
from extractors.linking.structures import is_structure_table, state_structures
from extractors.model.document import Cell, Table
from extractors.model.finding import Finding
from extractors.model.pair import CellPair
from extractors.model.record import Place
from extractors.model.rich import RichText
from extractors.model.science import Composition, Mention, MentionKind
from extractors.model.statement import Statement, Temperature
from extractors.normalise.composition import read_composition, substitute
from extractors.normalise.quantities import read_quantity

CellReader = Callable[[RichText], Sequence[Mention]]
TWO_VALUES = re.compile(r"\s*[/;,]\s*(?=[<>~≈]?\s*\d)")
BRACKETED = re.compile(r"\(([^()]*[A-Za-z°][^()]*)\)\s*$")
EQUATION = re.compile(r"([a-zδ])\s*=\s*(\d+(?:[.,]\d+)?)")
BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
KINDS = (
    ("grain_boundary", re.compile(r"grain[- ]bound|(?:\b|σ\s*)g\.?b\.?(?![a-z])", re.IGNORECASE)),
    ("bulk", re.compile(r"(?:\b|σ\s*)(?:bulk|(?:intra-?)?grains?)(?![a-z])|σ_?b(?![a-z)])", re.IGNORECASE)),
    ("total", re.compile(r"(?:\b|σ\s*)tot(?:al)?(?![a-z])", re.IGNORECASE)),
)
VARIABLE_NAME = re.compile(r"^\s*([a-zδ])\b")


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
    for at, table in enumerate(tables):
        for item in _read_table(table, labels, read_cell, cells[at] if cells else ()):
            if isinstance(item, Statement):
                found_by = tuple(name for name in item.extractors if name in extractors)
                statements += [replace(item, extractors=found_by)] if found_by else []
            else:
                findings.append(item)
    return tuple(statements), tuple(findings)


def _read_table(
    table: Table, labels: Mapping[str, Composition], read_cell: CellReader, second: Sequence[CellPair]
) -> Iterator[Statement | Finding]:
    if is_transposed(table):
        table, second = transpose(table), turn_cells(second)
    heads = read_heads(table)
    yield from _only_second(table, heads, second)
    performs, structured = is_performance_table(heads), is_structure_table(heads)
    if not performs and not structured and not any(head.role == "property" for head in heads):
        return
    shared = _shared(table, read_cell)
    for number, cells in enumerate(table.rows, start=1):
        row = Row(table, heads, cells, number, table.groups[number - 1] if table.groups else "")
        sample = _find_sample(row, labels, shared)
        for column, cell in row.cells_of("property"):
            here = [pair for pair in second if (pair.row, pair.column) == (number - 1, column)]
            yield from _read_cell(row, column, cell, sample, shared, here)
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


def _shared(table: Table, read_cell: CellReader) -> Shared:
    mentions = read_cell(table.caption)
    families = [m.composition for m in mentions if m.kind is MentionKind.COMPOSITION and m.composition]
    temperatures = [m for m in mentions if m.kind is MentionKind.TEMPERATURE and m.value != "process"]
    origins = [m for m in mentions if m.kind is MentionKind.ORIGIN]
    return Shared(
        family=families[0] if len(families) == 1 else None,
        temperature=_temperature(temperatures[0]) if len(temperatures) == 1 else None,
        computed=bool(origins) and all(m.value == "computed" for m in origins),
    )


def _temperature(mention: Mention) -> Temperature:
    return Temperature(mention.quantity.norm_low if mention.quantity else None, mention.text)


def _find_sample(row: Row, labels: Mapping[str, Composition], shared: Shared) -> Sample | None:
    """The row's material: its own composition, a label that the paper defines, or the caption's family in x.

    A first column of numbers under a family in the caption ("Li1+xAlxTi2−x(PO4)3", cells 0.1, 0.2) holds x.
    """
    given = _given_variables(row)
    for _, cell in row.cells_of("material"):
        text = cell.text.flat.strip()
        equation = EQUATION.fullmatch(text)
        if equation:
            given[equation[1]] = equation[2].replace(",", ".")
        elif BARE_NUMBER.fullmatch(text) and shared.family is not None:
            names = shared.family.open_variables
            given |= {names[0]: text} if len(names) == 1 else {}
        else:
            return _read_sample(text, labels, given)
    if shared.family is not None and given:
        readings = substitute(shared.family.printed, given)
        return Sample(shared.family.material, readings[0]) if readings else None
    return None


def _read_sample(text: str, labels: Mapping[str, Composition], given: Mapping[str, str]) -> Sample:
    readings = read_composition(text)
    composition = readings[0] if readings else labels.get(text)
    if composition is not None and composition.open_variables and given:
        composition = next(iter(substitute(composition.printed, given)), composition)
    return Sample(composition.material if readings and composition else text, composition)


def _given_variables(row: Row) -> dict[str, str]:
    """The row's `x`, `y` ... from columns that hold them."""
    given: dict[str, str] = {}
    for column, cell in row.cells_of("variable"):
        name = VARIABLE_NAME.match(row.heads[column].path)
        if name:
            given[name[1]] = cell.text.flat.strip().replace(",", ".")
    return given


def _read_cell(
    row: Row, column: int, cell: Cell, sample: Sample | None, shared: Shared, second: Sequence[CellPair]
) -> Iterator[Statement | Finding]:
    head = row.heads[column]
    page, box = cell.text.places(0, len(cell.text))[0]
    for text, condition in _split_values(cell.text.flat.strip()):
        quantity = read_quantity(text, unit=head.path)
        if quantity is None:
            yield Finding("linking.unread_cell", f"{head.path}: {text}", page, box)
        elif cell.text.doubtful.any():
            yield Finding("linking.doubtful_glyph", f"{head.path}: {text}", page, box)
        elif sample is None:
            yield Finding("linking.no_material", f"{head.path}: {text}", page, box)
        else:
            yield Statement(
                property=head.name,
                material=sample.material,
                composition=sample.composition,
                quantity=quantity,
                temperature=None
                if head.name == "activation_energy"
                else row_temperature(row, column, shared),
                kind=_kind(head.path),
                origin="computed" if _is_computed(row, cell, column, shared) else "measured",
                condition="; ".join(filter(None, [condition, row.group])),
                refs=refs_of(row, cell),
                this_work=says_this_work(row),
                is_class=False,
                place=Place(page, box, row.table.section, row.where(column), cell_text(row.cells)),
                rule="table row",
                findings=tuple((code, text) for code in quantity.findings),
                extractors=("rules", "cde")
                if any(is_same_number(quantity, pair) for pair in second)
                else ("rules",),
            )


def _split_values(text: str) -> list[tuple[str, str]]:
    """`0.33 (LT)/0.27 (HT)`: the two values with their conditions; one value else."""
    parts = TWO_VALUES.split(text) if BRACKETED.search(text) else [text]
    out = []
    for part in parts:
        note = BRACKETED.search(part)
        out.append((part[: note.start()].strip(), note[1].strip()) if note else (part.strip(), ""))
    return out


def _kind(path: str) -> str:
    """`σgb`, `σ (grain)`, `bulk conductivity`: a subscript of σ stands right behind it in flat text."""
    for kind, pattern in KINDS:
        if pattern.search(path):
            return kind
    return ""


def _is_computed(row: Row, cell: Cell, column: int, shared: Shared) -> bool:
    """A head, a group, or a note bound to the cell that says calculated."""
    notes = " ".join(n.text.flat for n in row.table.notes if n.mark and n.mark in cell.notes)
    words = f"{row.heads[column].path} {row.group} {notes}"
    return shared.computed or re.search(r"\b(calc|comput|simulat|predict|AIMD|DFT|theor)", words) is not None
