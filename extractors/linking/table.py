"""Statements of tables: which column is the material, which the property, which the condition, row by row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.normalise.quantity import read_quantity
from extractors.normalise.units import HeadUnit, read_head_unit

from extractors.linking.heads import Head, cell_text, is_empty, is_transposed, read_heads, transpose
from extractors.model.document import Cell, Table
from extractors.model.finding import Finding
from extractors.model.record import Place
from extractors.model.rich import RichText
from extractors.model.science import Composition, Mention, MentionKind, Quantity
from extractors.model.statement import Statement, Temperature
from extractors.normalise.composition import read_composition, substitute

CellReader = Callable[[RichText], Sequence[Mention]]
TWO_VALUES = re.compile(r"\s*[/;,]\s*(?=[<>~≈]?\s*\d)")
BRACKETED = re.compile(r"\(([^()]*[A-Za-z°][^()]*)\)\s*$")
THIS_WORK = re.compile(r"\b(this|present|our)\s+(work|study|paper)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One body row with all that its cells and heads tell of each other; `number` counts from 1."""

    table: Table
    heads: tuple[Head, ...]
    cells: tuple[Cell, ...]
    number: int
    group: str

    def cells_of(self, role: str, name: str = "") -> list[tuple[int, Cell]]:
        """Column and cell of a role, filled ones only."""
        return [
            (column, cell)
            for column, (head, cell) in enumerate(zip(self.heads, self.cells, strict=True))
            if head.role == role and (not name or head.name == name) and not is_empty(cell.text)
        ]


def link_tables(
    tables: Sequence[Table], labels: Mapping[str, Composition], read_cell: CellReader
) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
    """Statements of all tables; `read_cell` gives the mentions of a cell, head or caption."""
    statements: list[Statement] = []
    findings: list[Finding] = []
    for table in tables:
        for item in _read_table(table, labels, read_cell):
            if isinstance(item, Statement):
                statements.append(item)
            else:
                findings.append(item)
    return tuple(statements), tuple(findings)


def _read_table(
    table: Table, labels: Mapping[str, Composition], read_cell: CellReader
) -> Iterator[Statement | Finding]:
    if is_transposed(table):
        table = transpose(table)
    heads = read_heads(table)
    if not any(head.role == "property" for head in heads):
        return
    shared = _shared(table, read_cell)
    units = {c: read_head_unit(head.path) for c, head in enumerate(heads) if head.role == "property"}
    for number, cells in enumerate(table.rows, start=1):
        group = table.groups[number - 1] if table.groups else ""
        row = Row(table, heads, cells, number, group)
        materials = _materials(row, labels, shared)
        for column, cell in row.cells_of("property"):
            yield from _read_cell(row, column, cell, units[column], materials, shared)


@dataclass(frozen=True, slots=True)
class Shared:
    """What caption and notes say for all rows."""

    family: Composition | None
    temperature: Temperature | None
    computed: bool


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


@dataclass(frozen=True, slots=True)
class Sample:
    """What a row is about: as printed, and its composition where one is fixed."""

    material: str
    composition: Composition | None


def _materials(row: Row, labels: Mapping[str, Composition], shared: Shared) -> list[Sample]:
    """The row's material: its own composition, a label that the paper defines, or the caption's family in
    x.
    """
    given = {
        head.path.split("/")[-1].strip().split()[-1]: cell.text.flat.strip().replace(",", ".")
        for head, (_, cell) in (
            (row.heads[column], (column, cell)) for column, cell in row.cells_of("variable")
        )
    }
    named = [cell for _, cell in row.cells_of("material")]
    for cell in named:
        text = cell.text.flat.strip()
        equation = re.fullmatch(r"([a-z])\s*=\s*(\d+(?:\.\d+)?)", text)
        if equation:
            given[equation[1]] = equation[2]
            continue
        readings = read_composition(text)
        composition = readings[0] if readings else labels.get(text)
        if composition is not None and composition.open_variables and given:
            composition = next(iter(substitute(composition.printed, given)), composition)
        return [Sample(composition.material if composition else text, composition)]
    if shared.family is not None and given:
        substituted = substitute(shared.family.printed, given)
        if substituted:
            return [Sample(shared.family.material, substituted[0])]
    return []


def _read_cell(
    row: Row,
    column: int,
    cell: Cell,
    unit: HeadUnit,
    materials: Sequence[Sample],
    shared: Shared,
) -> Iterator[Statement | Finding]:
    page, box = cell.text.places(0, len(cell.text))[0]
    for text, condition in _split_values(cell.text.flat.strip()):
        quantity = read_quantity(text, head=unit)
        if quantity is None:
            yield Finding("linking.unread_cell", f"{row.heads[column].path}: {text}", page, box)
            continue
        if not materials:
            yield Finding("linking.no_material", f"row {row.number}: {text}", page, box)
        for sample in materials:
            where = f"table {row.table.number} row {row.number} col {column + 1}"
            yield Statement(
                property=row.heads[column].name,
                material=sample.material,
                composition=sample.composition,
                quantity=quantity,
                temperature=_row_temperature(row, column, shared),
                kind=_kind(row.heads[column].path),
                origin="computed" if _is_computed(row, cell, column, shared) else "measured",
                condition="; ".join(filter(None, [condition, row.group])),
                refs=_refs(row, cell),
                this_work=_says_this_work(row),
                is_class=False,
                place=Place(page, box, row.table.section, where, cell_text(row.cells)),
                rule="table row",
                findings=tuple((code, text) for code in quantity.findings),
            )


def _split_values(text: str) -> list[tuple[str, str]]:
    """`0.33 (LT)/0.27 (HT)` -> the two values with their conditions; one value else."""
    parts = TWO_VALUES.split(text) if BRACKETED.search(text) else [text]
    out = []
    for part in parts:
        note = BRACKETED.search(part)
        out.append((part[: note.start()].strip(), note[1].strip()) if note else (part.strip(), ""))
    return out


def _kind(path: str) -> str:
    if re.search(r"grain[- ]bound|\bgb\b", path, re.IGNORECASE):
        return "grain_boundary"
    if re.search(r"\bbulk\b|\b(intra-?)?grains?\b|σ\s*b(ulk)?\b", path, re.IGNORECASE):
        return "bulk"
    return "total" if re.search(r"\btot(al)?\b|σ\s*t(ot)?\b", path, re.IGNORECASE) else ""


def _row_temperature(row: Row, column: int, shared: Shared) -> Temperature | None:
    """Head path first ("σ (S cm−1) / 60 °C"), then the row's own temperature cell, then the caption."""
    said = read_temperature_words(row.heads[column].path)
    if said is not None:
        return said
    for other, cell in row.cells_of("temperature"):
        value = read_quantity(cell.text.flat.strip(), head=read_head_unit(row.heads[other].path))
        if value is not None and value.norm_unit == "K":
            return Temperature(value.norm_low, _with_unit(value))
    return shared.temperature


def _with_unit(value: Quantity) -> str:
    return value.text if value.unit in value.text else f"{value.text} {value.unit}"


def _is_computed(row: Row, cell: Cell, column: int, shared: Shared) -> bool:
    """A head, a group, or a note bound to the cell that says calculated."""
    notes = " ".join(n.text.flat for n in row.table.notes if n.mark and n.mark in cell.notes)
    words = f"{row.heads[column].path} {row.group} {notes}"
    return shared.computed or re.search(r"\b(calc|comput|simulat|predict|AIMD|DFT|theor)", words) is not None


def _says_this_work(row: Row) -> bool:
    return any(THIS_WORK.search(cell.text.flat) for _, cell in row.cells_of("reference"))


def _refs(row: Row, cell: Cell) -> tuple[str, ...]:
    """Keys of the Ref. column; else citation marks in the value's cell or the row's material cell."""
    for _, given in row.cells_of("reference"):
        keys = [key for mark in given.text.citations for key in mark.keys]
        return tuple(keys or read_reference_keys(given.text.flat))
    own = [cell, *(c for _, c in row.cells_of("material"))]
    return tuple(dict.fromkeys(key for c in own for mark in c.text.citations for key in mark.keys))


def read_reference_keys(text: str) -> tuple[str, ...]:
    """`39`, `[39]`, `17, 21–23`, `ref. 5a`: the numbers, runs expanded."""
    keys: list[str] = []
    for match in re.finditer(r"(\d+)([a-z]?)(?:\s*[–-]\s*(\d+))?", text):
        first, letter, last = match.groups()
        if last and int(first) < int(last) <= int(first) + 50:
            keys += [str(n) for n in range(int(first), int(last) + 1)]
        else:
            keys.append(first + letter)
    return tuple(keys)


def read_temperature_words(path: str) -> Temperature | None:
    """A temperature in a head: `σ (S cm−1) / RT`, `σ300 °C`, `Conductivity at 25 °C`."""
    match = re.search(r"([−-]?\d+(?:\.\d+)?)\s*(°\s*C|K)\b", path)
    if match:
        number = float(match[1].replace("−", "-"))
        kelvin = number if match[2] == "K" else round(number + 273.15, 2)
        return Temperature(kelvin, match[0])
    room = re.search(r"\b(RT|r\.t\.|room[- ]temperature|ambient temperature)\b", path, re.IGNORECASE)
    return Temperature(298.15, room[0]) if room else None
