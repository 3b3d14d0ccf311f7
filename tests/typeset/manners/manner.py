"""What a manner is, and the pieces of typst that manners are made of."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import pikepdf
import typst

from tests.typeset.spec import Entry, Part, width
from tests.typeset.typst_source import _covered, escape
from tests.typeset.words import cell, paragraph, sentence

SERIF = '("Liberation Serif", "Libertinus Serif")'
SANS = '("Liberation Sans", "Libertinus Serif")'
MODERN = '"New Computer Modern"'
LIBERTINUS = '"Libertinus Serif"'


@dataclass(frozen=True)
class Manner:
    """A typeset document and the tables that a person reads in it; `turn` is its /Rotate."""

    name: str
    source: str
    parts: tuple[Part, ...]
    turn: int
    evaluate: bool
    """Whether the manner, with all its variants, is kept for scoring and never looked into."""


Make = Callable[[Random], tuple[str, Sequence[Part]]]

MANNERS: dict[str, tuple[Make, int, bool]] = {}


def manner(
    name: str, *, turn: int = 0, develop: bool = False, evaluate: bool = False
) -> Callable[[Make], Make]:
    """Register a manner: a function from a source of randomness to typst source and expected tables.

    Its name decides whether it is kept for evaluation; those written to `develop` rules never are, those
    written to `evaluate` finished ones always.
    """
    kept = evaluate or (not develop and hashlib.sha256(name.encode()).digest()[20] % 2 == 1)

    def register(make: Make) -> Make:
        MANNERS[name] = (make, turn, kept)
        return make

    return register


def build_manners(variants: Sequence[int] = (0, 1)) -> list[Manner]:
    """All manners, each with as many variants of contents."""
    made: list[Manner] = []
    for name, (make, turn, kept) in MANNERS.items():
        for variant in variants:
            rng = Random(f"{name}-{variant}")  # noqa: S311 (contents of test tables)
            source, parts = make(rng)
            made.append(Manner(f"{name}-{variant}", source, tuple(parts), turn, kept))
    return made


def typeset_manner(made: Manner) -> bytes:
    """The document as PDF."""
    pdf = typst.compile(made.source.encode())
    assert isinstance(pdf, bytes)
    if not made.turn:
        return pdf
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.rotate(made.turn, relative=False)
        document.save(out)
    return out.getvalue()


def sheet(font: str, size: float = 9.0, *, columns: int = 2, page: str = "", leading: float = 0.55) -> str:
    """The preamble of a document."""
    page = page or "width: 595pt, height: 842pt, margin: (x: 48pt, y: 56pt)"
    return (
        f'#set page({page}, columns: {columns}, numbering: "1")\n#set columns(gutter: 18pt)\n'
        f"#set text(font: {font}, size: {size}pt)\n"
        "#set super(typographic: false)\n#set sub(typographic: false)\n"
        f"#set par(justify: true, first-line-indent: 1em, leading: {leading}em, spacing: {leading}em)\n"
    )


def prose(rng: Random, paragraphs: int = 3) -> str:
    return "\n\n".join(paragraph(rng) for _ in range(paragraphs)) + "\n\n"


def block(content: str, *, size: float = 8.0, font: str = "", leading: float = 0.5) -> str:
    """A table with caption and notes: ragged, in its own size."""
    face = f"font: {font}, " if font else ""
    return (
        f"#block(width: 100%, breakable: false)[#set text({face}size: {size}pt, hyphenate: false)\n"
        f"#set par(justify: false, first-line-indent: 0pt, leading: {leading}em, spacing: {leading}em)\n"
        f"{content}]\n"
    )


def titled(part: Part, table: str, *, label: str = "*Table 1.* TEXT.") -> str:
    """The caption above its table."""
    return f"{label.replace('TEXT', escape(part.caption))}\n{table}"


def inside(rng: Random, float_: str, *, before: int = 3, after: int = 8) -> str:
    """The float in a column, text before and after it."""
    return f"{prose(rng, before)}#v(12pt)\n{float_}#v(12pt)\n{prose(rng, after)}"


def across(rng: Random, float_: str, where: str = "top", text: int = 9) -> str:
    """The float over both columns."""
    return f'#place({where}, scope: "parent", float: true, clearance: 16pt)[{float_}]\n{prose(rng, text)}'


def heads(part: Part, dress: str = "TEXT", *, rules: str = "") -> list[str]:
    """The rows of the head; `dress` is markup around each text, `rules` a stroke below spanning heads."""
    out: list[str] = []
    for level, row in enumerate(part.heads):
        out.append(
            " ".join(
                entry_source(entry, dress, head=True)
                for j, entry in enumerate(row)
                if entry is not None or not _covered(part.heads, level, j)
            )
        )
        if rules and level + 1 < len(part.heads):
            out += [
                f"table.hline(start: {j}, end: {j + entry.across}, stroke: {rules}),"
                for j, entry in enumerate(row)
                if entry is not None and entry.across > 1
            ]
    return out


def rows(
    part: Part, *, group: str = "_TEXT_", between: str = "", dress: str = "TEXT", side: str = "horizon"
) -> list[str]:
    """The body; `group` is the markup of sub-headings, `between` what stands between rows."""
    out: list[str] = []
    kept = [row for row in part.rows if not isinstance(row, str)]
    at = 0
    for n, row in enumerate(part.rows):
        if isinstance(row, str):
            text = group.replace("TEXT", escape(row))
            out.append(f"table.cell(colspan: {width(part)})[{text}],")
        else:
            out.append(
                " ".join(
                    entry_source(entry, dress, side=side)
                    for j, entry in enumerate(row)
                    if entry is not None or not _covered(kept, at, j)
                )
            )
            at += 1
        if between and n + 1 < len(part.rows):
            out.append(between)
    return out


def entry_source(
    entry: Entry | None, dress: str = "TEXT", *, head: bool = False, side: str = "horizon"
) -> str:
    if entry is None:
        return "[],"
    text = dress.replace("TEXT", escape(entry.text)) if entry.text else ""
    text += f"#super[{escape(entry.mark)}];" if entry.mark else ""
    options = [f"colspan: {entry.across}", "align: center"] if entry.across > 1 else []
    if entry.down > 1:
        place = "horizon" if head else side
        options = [o for o in options if not o.startswith("align")]
        options += [f"rowspan: {entry.down}", f"align: {'center' if entry.across > 1 else 'left'} + {place}"]
    return f"table.cell({', '.join(options)})[{text}]," if options else f"[{text}],"


def grid(part: Part, lines: Sequence[str], *, options: str = "", columns: str = "") -> str:
    """A typst table; alignment from the part, no strokes but those of `lines` and `options`."""
    columns = columns or ", ".join(["auto"] * width(part))
    align = ", ".join({"l": "left", "c": "center", "r": "right"}[a] for a in part.align)
    stroke = "" if "stroke:" in options else "stroke: none, "
    inset = "" if "inset:" in options else "inset: (x: 0.6em, y: 0.32em), "
    options = f"{options}, " if options else ""
    body = "\n".join(lines)
    return f"#table(columns: ({columns},), align: ({align},), {stroke}{inset}{options}\n{body})\n"


def rule(weight: float = 0.5, colour: str = "black") -> str:
    return f"table.hline(stroke: {weight}pt + {colour}),"


def part_of(rng: Random, kinds: str, count: int, names: Sequence[str], align: str) -> Part:
    """A part of a table with so many rows of random cells, a kind for each column."""
    body = tuple(tuple(Entry(cell(rng, kind)) for kind in kinds) for _ in range(count))
    return Part(sentence(rng, rng.randint(5, 9))[:-1], (tuple(map(Entry, names)),), body, align)
