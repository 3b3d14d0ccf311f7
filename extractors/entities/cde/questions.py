"""What the second reader is asked: candidate sentences and tables as tokens, and its answers as places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.model.document import Passage, Table
from extractors.model.pair import CellPair, Pair, Span
from extractors.model.rich import RichText
from extractors.model.science import Dimension, Mention, MentionKind, Sentence
from extractors.normalise.chars import flatten_scripts, fold_chars, raise_scripts
from extractors.normalise.composition import read_composition
from extractors.normalise.heads import read_head_unit

ASKED = {
    Dimension.CONDUCTIVITY: "ionic_conductivity",
    Dimension.ENERGY: "activation_energy",
    Dimension.POTENTIAL: "electrochemical_window",
}
"""Dimensions that make a sentence a candidate, and the models that it is put to."""
MATERIALS = (MentionKind.COMPOSITION, MentionKind.LABEL)
MOST_CHARS = 900
"""Longer sentences are not asked: the grammars' time grows with the square, and such are lists or misread."""
MOST_CELLS = 600
"""Larger tables are not asked, for the same reason."""
TOKEN = re.compile(
    r"(?:(?P<mantissa>\d+(?:\.\d+)?)\s?[×x·*]\s?)?(?<![\d.])10\s?(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>°?[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:-[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+)*[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]?)"
    r"|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    r"|\S"
)
SKIPPED = frozenset("·•'\"‘’“”")
UNIT_SIGN = re.compile(r"(?<=\d )m?(e|k?J|kcal|S|Ω|V)")
SIGNS = {"e": ASKED[Dimension.ENERGY], "k": ASKED[Dimension.ENERGY], "J": ASKED[Dimension.ENERGY]}
SIGNS |= {
    "S": ASKED[Dimension.CONDUCTIVITY],
    "Ω": ASKED[Dimension.CONDUCTIVITY],
    "V": ASKED[Dimension.POTENTIAL],
}
"""The model of a unit by its first letter behind the prefix."""
PLAIN = str.maketrans({"≤": "<", "≥": ">", "≈": "~", "≃": "~", "∼": "~"})
FLAT_POWER = re.compile(r"(?<=[A-Za-zΩ)])[−–-][123](?!\d)|(?:(?<=[×·] 10)|(?<=[×·]10))[−–]\d{1,2}(?!\d)")
"""`S cm−1` and `× 10−3` whose scripts were lost, as in the paths of heads."""
RAISED = str.maketrans("0123456789−–-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
PRINTED = re.compile(r"\d+(?:\.\d+)?(?:×10−?\d+)?")


@dataclass(slots=True)
class Words:
    """Tokens for the second reader, each number and material told apart from all others, with its place."""

    texts: list[str] = field(default_factory=list)
    places: dict[str, Any] = field(default_factory=dict)

    def add_material(self, place: object) -> None:
        name = f"CEM{sum(text.startswith('CEM') for text in self.places)}"
        self.texts.append(name)
        self.places[name] = place

    def add_number(self, text: str, place: object) -> None:
        """A number that was there before gets zeros behind its last decimal: the same value, another word."""
        mantissa, times, power = text.partition("×")
        while mantissa + times + power in self.places:
            mantissa += "0" if "." in mantissa else ".0"
        self.texts.append(mantissa + times + power)
        self.places[self.texts[-1]] = place

    def add_text(self, folded: str, start: int, stop: int, place: object = None) -> None:
        """Tokens of a stretch of folded text with raised digits; numbers stand at `place`, else their own."""
        for match in TOKEN.finditer(folded, start, stop):
            where = match.span() if place is None else place
            if match["power"]:
                self.add_number(f"{match['mantissa'] or '1'}×10{_flat(match['power'])}", where)
            elif match["number"]:
                self.add_number(match[0], where)
            elif match[0] not in SKIPPED:
                self.texts.append(_flat(match[0]))

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def _flat(token: str) -> str:
    return flatten_scripts(token).translate(PLAIN)


@dataclass(frozen=True, slots=True)
class Question:
    """One line to the child process, and the places of its words; `at` is the index of passage or table."""

    at: int
    body: Mapping[str, Any]
    places: Mapping[str, Any]


def ask_sentences(passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]) -> Iterator[Question]:
    """A question for each sentence that holds a value of a collected property and a material."""
    for at, (passage, said) in enumerate(zip(passages, sentences, strict=True)):
        wanted = [sentence for sentence in said if _is_candidate(sentence)]
        if wanted:
            folded = _raise(passage.text)
            yield from (ask_sentence(at, folded, sentence) for sentence in wanted)


def _is_candidate(sentence: Sentence) -> bool:
    named = any(mention.kind in MATERIALS for mention in sentence.mentions)
    return named and len(sentence.text) <= MOST_CHARS and bool(_names(sentence.mentions))


def _names(mentions: Sequence[Mention]) -> list[str]:
    """The models that a sentence is put to: those of the values in it that could be read for sure."""
    read = [m.quantity for m in mentions if m.quantity is not None and not m.quantity.findings]
    return sorted({ASKED[quantity.dimension] for quantity in read if quantity.dimension in ASKED})


def ask_sentence(at: int, folded: str, sentence: Sentence) -> Question:
    words = Words()
    position = sentence.start
    for mention in sentence.mentions:
        if mention.kind in MATERIALS and mention.start >= position:
            words.add_text(folded, position, mention.start)
            words.add_material((mention.start, mention.stop))
            position = mention.stop
    words.add_text(folded, position, sentence.stop)
    printed = {name: folded[slice(*place)] for name, place in words.places.items() if name.startswith("CEM")}
    names = _names(sentence.mentions)
    body = {"kind": "sentence", "text": words.text, "names": names, "printed": printed}
    return Question(at, body, words.places)


def read_pairs(question: Question, found: Sequence[Mapping[str, Any]]) -> Iterator[Pair]:
    """The answer to a sentence as spans of its passage."""
    for item in found:
        value = [
            question.places[text] for text in PRINTED.findall(item["raw_value"]) if text in question.places
        ]
        for name in item["materials"]:
            if value and name in question.places:
                yield Pair(item["name"], question.places[name], _hull(value), item["low"], item["high"])


def _hull(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(stop for _, stop in spans)


def ask_tables(tables: Sequence[Table]) -> Iterator[Question]:
    """A question for each table of bearable size with a unit and a cell that reads as a material."""
    for at, table in enumerate(tables):
        if table.rows and table.width > 1 and table.width * len(table.rows) <= MOST_CELLS:
            units = _find_units(table)
            if not units:
                continue
            question = ask_table(at, table, units)
            if any(word.startswith("CEM") for word in question.places):
                yield question


def _find_units(table: Table) -> set[Dimension]:
    """Dimensions of collected properties whose units stand in a head, at the top or down the side."""
    heads = [*table.paths, *(cells[0].text.flat for cells in table.rows)]
    units = [read_head_unit(head).unit for head in heads]
    return {unit.dimension for unit in units if unit is not None and unit.dimension in ASKED}


def ask_table(at: int, table: Table, units: set[Dimension]) -> Question:
    """The table as lists, one row of heads first; numbers and materials know their row and column.

    It is put to the models of the units in its heads, and of those that cells print beside their values.
    """
    places: dict[str, Any] = {}
    rows = [[_cell_text(plain, places, None) for plain in table.paths]]
    for number, cells in enumerate(table.rows):
        rows.append([_cell_text(cell.text, places, (number, column)) for column, cell in enumerate(cells)])
    in_cells = {unit for row in rows[1:] for cell in row for unit in UNIT_SIGN.findall(cell)}
    names = {ASKED[unit] for unit in units} | {SIGNS[sign[0]] for sign in in_cells}
    return Question(at, {"kind": "table", "rows": rows, "names": sorted(names)}, places)


def _cell_text(text: RichText | str, places: dict[str, Any], place: Span | None) -> str:
    words = Words(places=places)
    folded = _raise(text)
    if place is not None and read_composition(folded.strip()):
        words.add_material(place)
    elif place is not None:
        words.add_text(folded, 0, len(folded), place)
    else:
        words.texts += [_flat(match[0]) for match in TOKEN.finditer(folded) if match[0] not in SKIPPED]
    return words.text


def _raise(text: RichText | str) -> str:
    """Folded text with raised powers, one character for one."""
    folded = fold_chars(text if isinstance(text, str) else raise_scripts(text))
    return FLAT_POWER.sub(lambda match: match[0].translate(RAISED), folded)


def read_cells(question: Question, found: Sequence[Mapping[str, Any]]) -> Iterator[CellPair]:
    """The answer to a table as cells: those of a value in the row of its material."""
    for item in found:
        cells = [
            question.places[text] for text in PRINTED.findall(item["raw_value"]) if text in question.places
        ]
        rows = {question.places[name][0] for name in item["materials"] if name in question.places}
        if cells and rows == {cells[0][0]}:
            row, column = cells[0]
            yield CellPair(item["name"], row, column, item["low"], item["high"])
