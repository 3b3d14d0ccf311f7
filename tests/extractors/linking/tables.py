"""The bank of tables, tests/cases/tables.toml: printed tables and the records that a reader takes from
them."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.assemble import assemble_records, describe_work
from extractors.entities import find_cell_mentions, find_definitions, find_mentions
from extractors.linking import define_samples, link_tables
from extractors.model.document import Bibliography, Cell, Document, Passage, Table, TableNote
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import plain_rich
from tests.extractors.linking.reading import lift_marks, print_record

BANK = Path(__file__).parents[2] / "cases" / "tables.toml"
NOTE = re.compile(r"\{([^}]+)\}\s*$")
NUMBER = re.compile(r"(?:(?<= )|(?<=\.\.)|(?<=@))-?\d+(?:\.\d+)?(?:e-?\d+)?(?= |\.\.|$)")
PAGE_BOX = Box(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A table, the records that a reader takes from it as `print_record` prints them, and why."""

    name: str
    reason: str
    split: str
    text: tuple[str, ...]
    table: Table
    expected: tuple[str, ...]
    findings: frozenset[str]


def read_bank(split: str | None = None) -> tuple[Case, ...]:
    """Cases of a split, or all of them."""
    printed = tomllib.loads(BANK.read_text(encoding="utf-8"))["table"]
    return tuple(_to_case(item) for item in printed if split in (None, item["split"]))


def read_table(case: Case) -> tuple[tuple[str, ...], frozenset[str]]:
    """Records, printed and sorted, and codes of findings of a case through the real entities and linking."""
    passages = tuple(
        Passage(BlockKind.PARAGRAPH, lift_marks(text), 1, PAGE_BOX, section="1") for text in case.text
    )
    samples = define_samples([case.table])
    named = find_definitions(passages, find_mentions(passages, labels=samples))
    labels = {**samples, **{d.label: d.composition for d in named}}
    statements, findings = link_tables([case.table], labels, find_cell_mentions)
    document = Document("0" * 16, "paper.pdf", 1, Bibliography(), passages, (case.table,), ())
    records = assemble_records(document, statements, describe_work(passages))
    codes = frozenset(finding.code for finding in findings)
    return tuple(sorted(map(print_record, records))), codes


def _to_case(item: dict[str, Any]) -> Case:
    return Case(
        item["name"],
        item["reason"],
        item["split"],
        tuple(item.get("text", ())),
        build_table(item),
        tuple(sorted(_canonical(line) for line in item["expected"].strip().splitlines())),
        frozenset(item.get("findings", ())),
    )


def _canonical(line: str) -> str:
    """Numbers as `print_record` prints them: 1.1e-4 is 0.00011."""
    record, bracket, words = line.partition(" (")
    return NUMBER.sub(lambda match: f"{float(match[0]):.6g}", record) + bracket + words


def build_table(item: dict[str, Any]) -> Table:
    """The table that a case of the bank prints."""
    head = [_to_cells(line, level) for level, line in enumerate(item["head"])]
    rows: list[tuple[Cell, ...]] = []
    groups: list[str] = []
    group = ""
    for line in item["rows"]:
        if line.startswith("# "):
            group = line[2:]
            continue
        rows.append(_to_cells(line, len(rows)))
        groups.append(group)
    return Table(
        number="1",
        caption=plain_rich(item["caption"], box=PAGE_BOX),
        header=tuple(head),
        rows=tuple(rows),
        paths=tuple(_join_path([row[column] for row in head]) for column in range(len(head[0]))),
        groups=tuple(groups),
        notes=tuple(_to_notes(item.get("notes", ()))),
        pages=(1,),
        box=PAGE_BOX,
        section="1",
    )


def _to_cells(line: str, row: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, printed in enumerate(line.split("|")):
        words = printed.strip()
        if words == "«":
            left = cells[-1]
            cells.append(Cell(left.text, row, column, carried=True, notes=left.notes))
            continue
        mark = NOTE.search(words)
        plain = words[: mark.start()].strip() if mark else words
        text = lift_marks(plain)
        cells.append(Cell(text, row, column, notes=tuple(mark[1].split(",")) if mark else ()))
    return tuple(cells)


def _join_path(levels: Sequence[Cell]) -> str:
    return " / ".join(dict.fromkeys(cell.text.flat for cell in levels if cell.text.flat))


def _to_notes(lines: Sequence[str]) -> Iterator[TableNote]:
    for line in lines:
        mark, _, words = line.partition(" ")
        yield TableNote("" if mark == "-" else mark, plain_rich(words, box=PAGE_BOX))
