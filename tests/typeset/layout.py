"""Papers of our own in sixteen layouts, each with what is printed, known from the source.

A layout is a typst source in layouts/ that gets its words from layouts.toml and sentences.txt: what a reading
should find is known exactly, and before anything was read. Numbers and names are invented.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tests.typeset.paper import PRINTED_ON, ROOT

LAYOUTS = Path(__file__).resolve().parent / "layouts"
#: Times-, Helvetica-, Computer-Modern- and old-style-like faces; another face moves lines.
FACES = ("Liberation Serif", "Liberation Sans", "New Computer Modern", "Libertinus Serif")
#: Sentences that a layout begins further on in the list than the layout before it.
STRIDE = 13

_PIECE = re.compile(r"_\{(?P<sub>[^}]*)\}|\^\{(?P<sup>[^}]*)\}| ?\[\[(?P<cite>\[?[^\]]*\]?)\]\]")
_RUN_IN = re.compile(r"(\d+(?:\.\d+)+)\. (.*)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number as printed (without a stop) and its level; those of level 3 are run in."""

    number: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What a layout prints: texts with scripts and citations marked, in reading order.

    `furniture` and `notes` are what no paragraph may hold.
    """

    title: str
    authors: tuple[str, ...]
    abstract: str
    headings: tuple[Heading, ...]
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    notes: tuple[str, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its row of layouts.toml, and its place in it."""

    row: dict[str, Any]
    at: int

    @property
    def name(self) -> str:
        return str(self.row["name"])


def list_layouts(split: str = "") -> list[Layout]:
    """The layouts of a split, or all of them, in the order of layouts.toml."""
    rows = tomllib.loads((LAYOUTS / "layouts.toml").read_text("utf-8"))["layout"]
    return [Layout(row, at) for at, row in enumerate(rows) if split in ("", row["split"])]


def find_missing_faces() -> list[str]:
    """Faces that this machine lacks."""
    return sorted(set(FACES) - set(_fonts().families()))


def typeset_layout(layout: Layout) -> tuple[bytes, Printed]:
    """The PDF of a layout and what it prints; raises TypstError where its source is wrong."""
    paper, printed = _write_paper(layout)
    source = LAYOUTS / f"{layout.name}.typ"
    pages = typst.compile(
        source,
        root=ROOT,
        font_paths=_fonts(),
        timestamp=PRINTED_ON,
        pdf_tags=False,
        sys_inputs={"paper": json.dumps(paper)},
    )
    return (pages if isinstance(pages, bytes) else b""), printed


def flatten(marked: str) -> str:
    """The text without marks of scripts and citations."""
    return _PIECE.sub(lambda found: found["sub"] or found["sup"] or "", marked)


def _write_paper(layout: Layout) -> tuple[dict[str, Any], Printed]:
    """What the typst source is given, and the same as it should be read."""
    row = layout.row
    words = _Sentences(layout.at * STRIDE, str(row["cites"]))
    abstract = words.draw(row["abstract"], cites="none")
    sections, headings, paragraphs = [], [], []
    numbers = _number_headings(row)
    for at, ((level, title, count, length), number) in enumerate(zip(row["outline"], numbers, strict=True)):
        body = [words.draw(length) for _ in range(count)]
        foot = row.get("footnotes", {}).get(str(at), "")
        items = [words.draw(1) for _ in range(3)] if at in row.get("lists", ()) else []
        if title:
            numbered = _RUN_IN.match(title)
            own, text = (numbered[1], numbered[2]) if numbered else (number.rstrip("."), flatten(title))
            headings.append(Heading(own, text, level))
        paragraphs += [*([body[0] + foot] if foot else body[:1]), *body[1:], *items]
        sections.append(
            {
                "level": level,
                "title": title,
                "number": number,
                "paragraphs": [_split_words(text) for text in body],
                "items": [_split_words(text) for text in items],
                "equation": at in row.get("equations", ()),
            }
        )
    paper = {
        "title": row["title"],
        "authors": row["authors"],
        "abstract": _split_words(abstract),
        "sections": sections,
        "captions": row["captions"],
        "notes": row["notes"],
        "raised": row["cites"] == "raised",
        "references": _write_references(),
    }
    printed = Printed(
        row["title"],
        tuple(row["authors"]),
        abstract,
        tuple(headings),
        tuple(paragraphs),
        tuple(row["captions"]),
        tuple(row["notes"]),
        tuple(row["furniture"]),
    )
    return paper, printed


class _Sentences:
    """Sentences drawn one after the other, round and round, in one manner of citing."""

    def __init__(self, start: int, cites: str) -> None:
        lines = (LAYOUTS / "sentences.txt").read_text("utf-8").splitlines()
        self._all = [line for line in lines if not line.startswith("#")]
        self._next = start
        self._cites = cites

    def draw(self, count: int, cites: str = "") -> str:
        chosen = [self._all[(self._next + step) % len(self._all)] for step in range(count)]
        self._next += count
        return " ".join(_cite(sentence, cites or self._cites) for sentence in chosen)


def _cite(sentence: str, manner: str) -> str:
    """Marks where a journal of this manner prints them: behind the full stop, before it, or nowhere."""
    if manner == "raised":
        return re.sub(r" (\[\[[^\]]*\]\])([.,;])", r"\2\1", sentence)
    if manner == "bracket":
        return re.sub(r" (\[\[)([^\]]*)(\]\])", r"\1[\2]\3", sentence)
    return re.sub(r" \[\[[^\]]*\]\]", "", sentence)


def _split_words(marked: str) -> list[list[list[str]]]:
    """Words of pieces: ["b", text], ["d", subscript], ["u", superscript] or ["c", citation]."""
    words: list[list[list[str]]] = []
    for word in marked.split(" "):
        pieces: list[list[str]] = []
        end = 0
        for found in _PIECE.finditer(word):
            pieces += [["b", word[end : found.start()]]] if found.start() > end else []
            kind = {"sub": "d", "sup": "u", "cite": "c"}[str(found.lastgroup)]
            pieces.append([kind, str(found[str(found.lastgroup)])])
            end = found.end()
        words.append(pieces + ([["b", word[end:]]] if end < len(word) else []))
    return words


def _number_headings(row: dict[str, Any]) -> list[str]:
    """Numbers as printed: `2.1.`, `2.1`, `II.` and `B.`, `3.2.1`, or none."""
    style = row["numbers"]
    first = second = 0
    numbers = []
    for level, title, _, _ in row["outline"]:
        unnumbered = not style or not title or level == 3 or title.lower().startswith(("acknowl", "declar"))
        if unnumbered:
            numbers.append("")
        elif level == 1:
            first, second = first + 1, 0
            numbers.append({"I.": f"{_roman(first)}.", "3.": f"3.{first}"}.get(style, f"{first}{style[1:]}"))
        else:
            second += 1
            whole = f"{first}.{second}{style[1:]}"
            numbers.append({"I.": f"{chr(64 + second)}.", "3.": f"3.{first}.{second}"}.get(style, whole))
    return numbers


def _roman(number: int) -> str:
    return ("", "I", "II", "III", "IV", "V", "VI")[number]


def _write_references() -> list[str]:
    """A short list without numbers: the sources print them in their manner."""
    names = ("A. Brandt, C. Moreau", "D. Eriksen", "F. Gallo, H. Ishii, J. Kwon", "L. Martin, N. Osei")
    return [
        f"{names[at % 4]}, J. Invent. Chem. {20 + at} ({2001 + at}) {118 + 37 * at}–{124 + 37 * at}."
        for at in range(17)
    ]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True)
