"""Records of a plain sentence through the real entities, linking and assembling; for banks and single
cases.
"""

import re
from collections.abc import Sequence

from extractors.assemble import assemble_records, describe_work
from extractors.entities import find_definitions, find_mentions
from extractors.linking import link_text
from extractors.model.document import Bibliography, Document, Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.record import Record
from extractors.model.rich import CitationMark, RichText, plain_rich
from extractors.model.statement import Statement
from extractors.normalise.marks import expand_marks

ATOMS = re.compile(r"[A-Z][a-z]?[\d.]*(?:[+-][\dδx-z.]+)?")
NUMBERS = re.compile(r"(?<= )[\d.e+-]+(?:\.\.[\d.e+-]+)?(?= (?:S/cm|eV|V))")
MARK = re.compile(r"\[\[([^\]]+)\]\]")


def lift_marks(marked: str) -> RichText:
    """`... S cm−1.[[34]]` as the text stage gives it: flat text, and a citation mark at its place."""
    marks, flat = [], ""
    for index, piece in enumerate(MARK.split(marked)):
        if index % 2:
            keys = expand_marks(piece)
            marks.append(CitationMark(len(flat), piece, keys, 1, Box(0, 0, 1, 1)))
        else:
            flat += piece
    plain = plain_rich(flat)
    return RichText(
        plain.flat, plain.scripts, plain.styles, plain.boxes, plain.pages, plain.doubtful, tuple(marks)
    )


def to_passages(*paragraphs: str, title: str = "") -> tuple[Passage, ...]:
    """Paragraphs of running text as passages, behind the title where there is one; sections count them."""
    kinds = ([BlockKind.TITLE] if title else []) + [BlockKind.PARAGRAPH] * len(paragraphs)
    texts = [*filter(None, [title]), *paragraphs]
    return tuple(
        Passage(kind, lift_marks(text), 1, Box(0, 0, 1, 1), section=str(number))
        for number, (kind, text) in enumerate(zip(kinds, texts, strict=True), start=0 if title else 1)
    )


def read_statements(passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """Statements of values (not of structures), each at its place, before equal ones are merged."""
    sentences = find_mentions(passages)
    labels = {d.label: d.composition for d in find_definitions(passages, sentences)}
    statements = link_text(passages, sentences, labels).statements
    return tuple(statement for statement in statements if statement.property != "structure")


def read_records(*paragraphs: str) -> tuple[Record, ...]:
    """Records of values (not of structures) of paragraphs of running text, in order."""
    passages = to_passages(*paragraphs)
    document = Document("0" * 16, "paper.pdf", 1, Bibliography(), passages, (), ())
    return assemble_records(document, read_statements(passages), describe_work(passages))


def print_record(record: Record) -> str:
    """`Li3YCl6 = 0.00051 S/cm @298.15 (computed; bulk; refs 34)`: what a bank of cases expects, canonical."""
    number = {
        "range": f"range {_print(record.norm_low)}..{_print(record.norm_high)}",
        "<": f"< {_print(record.norm_high)}",
        "<=": f"<= {_print(record.norm_high)}",
        ">": f"> {_print(record.norm_low)}",
        ">=": f">= {_print(record.norm_low)}",
    }.get(record.qualifier, f"{record.qualifier} {_print(record.norm_low)}")
    name = "class" if record.is_class else record.composition or record.material
    temperature = f" @{record.temperature_k:g}" if record.temperature_k is not None else ""
    extra = [
        "computed" if record.origin == "computed" else "",
        record.kind or "",
        f"refs {','.join(record.refs)}" if record.refs else "",
    ]
    words = "; ".join(filter(None, extra))
    return f"{name} {number} {record.norm_unit}{temperature}" + (f" ({words})" if words else "")


def fold_notation(record: str) -> str:
    """A printed record that is the same for other orders of elements, and for numbers that another factor
    between units rounds to another last digit.
    """
    name, _, said = record.partition(" ")
    name = re.sub(r"(\d+)/(\d+)", lambda share: f"{int(share[1]) / int(share[2]):.6g}", name)
    if re.fullmatch(rf"(?:{ATOMS.pattern}){{2,}}", name):
        name = "".join(sorted(ATOMS.findall(name)))
    return f"{name} {NUMBERS.sub(_round, said)}" if said else record


def _round(numbers: re.Match[str]) -> str:
    return "..".join(f"{float(number):.4g}" for number in numbers[0].split(".."))


def _print(number: float | None) -> str:
    return "none" if number is None else f"{number:.6g}"
