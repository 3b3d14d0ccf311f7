"""What words beside a value in a table say of it: a head, a note, a bracket, a heading of rows, a caption."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from extractors.model.document import Cell, Table
from extractors.model.rich import RichText
from extractors.model.statement import Temperature
from extractors.normalise.marks import expand_marks

THIS_WORK = re.compile(r"\b(this|present|our)\s+(work|study|paper)\b", re.IGNORECASE)
CITED = re.compile(r"\b[Rr]ef(?:erence)?s?\b\.?\s*(?P<marks>[\[(]?\d[\d,\s–−\[\]-]*)")
COMPUTED = re.compile(
    r"(?<![A-Za-z])(?:calc(?!i)\w*|comput\w+|simulat\w+|predict\w+|theor\w+|(?-i:AI?MD|MD|DFT|NEB|BVSE|BVEL|GGA)(?![A-Z])"
    r"|first[- ]principles|ab[- ]initio|molecular[- ]dynamics|nudged[- ]elastic)",
    re.IGNORECASE,
)
MEASURED = re.compile(
    r"(?<![A-Za-z])(?:exp(?:\.|t|\b|erim\w+)|measur\w+|(?-i:EIS|NMR|PFG)(?![A-Z])|impedance)", re.IGNORECASE
)
KINDS = (
    (
        "grain_boundary",
        re.compile(r"grain[- ]?bound|(?:\b|(?<=[σE]))g\.?b\.?(?![a-z])|(?<=Ea)gb\b", re.IGNORECASE),
    ),
    (
        "bulk",
        re.compile(
            r"(?:\b|(?<=[σ_]))(?:bulk|(?:intra-?)?grains?(?: interiors?)?)(?![a-z])(?! (?:size|growth))|"
            r"σ_?b(?![a-z)])",
            re.IGNORECASE,
        ),
    ),
    ("total", re.compile(r"(?:\b|(?<=[σ_]))tot(?:al)?(?![a-z])|σ_?t(?![a-z)])", re.IGNORECASE)),
)
SAID_OF_CONDUCTIVITY = re.compile(r"(?:[\w()-]+\s+){0,3}(?:conductivit|σ|impedance)", re.IGNORECASE)
MAKING = re.compile(
    r"\b(?:sinter|anneal|calcin|fir(?:ed|ing)|heat|treat|mill|dried|drying|prepar|synthe|press|densif|quench|"
    r"crystalli[sz]|melt|deposit|process|cur(?:ed|ing))\w*"
    r"(?:\s+(?:at|for|to|near|under|in|of|temperature|treatment|step|stage|air|vacuum|argon|and|[\d.]+\s*(?:h|min|hours?))\b)*"
    r"\s*[:=,(]?\s*$",
    re.IGNORECASE,
)
MAKING_WINDOW = 60
DEGREES = re.compile(r"(?<![\d.])(?P<number>[−–-]?\d+(?:\.\d+)?)\s*(?P<unit>°\s*C|℃|K)(?![A-Za-z−/-])")
SPAN = re.compile(r"\d\s*(?:°\s*C|℃|K)?\s*(?:[–−-]|to)\s*$")
INNER_MARK = re.compile(r"(?<=[\s)])\(?([a-z*†‡§])\)(?=\s|$)")
ROOM = re.compile(
    r"(?<![A-Za-z])(?:RT|r\.t\.|room[- ]temperature|ambient temperature)(?![a-z])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Aside:
    """What words say of a value; empty where they say nothing. `rest`: they say something else."""

    temperature: Temperature | None = None
    kind: str = ""
    origin: str = ""
    refs: tuple[str, ...] = ()
    this_work: bool = False
    rest: str = ""

    def over(self, other: Self) -> "Aside":
        """What stands nearer wins, field by field."""
        return Aside(
            self.temperature or other.temperature,
            self.kind or other.kind,
            self.origin or other.origin,
            self.refs or other.refs,
            self.this_work or other.this_work,
            "; ".join(filter(None, dict.fromkeys([self.rest, other.rest]))),
        )


NOTHING = Aside()


def read_aside(words: str) -> Aside:
    """`At 60 °C`, `from ref. 12`, `calculated`, `bulk values`: what short words beside a value say.

    Temperatures of making ("sintered at 1100 °C") and ranges are none of measurement.
    """
    cited = CITED.search(words)
    said = Aside(
        temperature=read_temperature_words(words),
        kind=read_kind(words),
        origin=read_origin(words),
        refs=expand_marks(cited["marks"]) if cited else (),
        this_work=THIS_WORK.search(words) is not None,
    )
    return said if said != NOTHING else Aside(rest=words.strip(" .;,"))


def read_temperature_words(words: str) -> Temperature | None:
    """A temperature of measurement: `σ (S cm−1) / RT`, `σ300 °C`, `Conductivity at 25 °C`."""
    for match in DEGREES.finditer(words):
        before = words[max(0, match.start() - MAKING_WINDOW) : match.start()]
        if (
            MAKING.search(before)
            or SPAN.search(before)
            or re.match(r"\s*(?:[–−-]|to)\s*\d", words[match.end() :])
        ):
            continue
        number = float(match["number"].replace("−", "-").replace("–", "-"))
        kelvin = number if match["unit"] == "K" else round(number + 273.15, 2)
        return Temperature(kelvin, match[0])
    room = ROOM.search(words)
    return Temperature(298.15, room[0]) if room else None


def read_kind(words: str) -> str:
    """`σgb`, `σ (grain)`, `bulk conductivity`, `total (bulk + gb)`; "" for none and where two are told."""
    said = [kind for kind, pattern in KINDS if pattern.search(words)]
    if "grain_boundary" in said and "bulk" in said and "bulk" not in words.lower():
        said.remove("bulk")
    if "total" in said and "+" in words:
        return "total"
    return said[0] if len(said) == 1 else ""


def read_kind_of_all(words: str) -> str:
    """The one kind that a caption or a general note gives to conductivities: `Total conductivity of`."""
    said = {
        kind
        for kind, pattern in KINDS
        for match in pattern.finditer(words)
        if SAID_OF_CONDUCTIVITY.match(words[match.start() :])
    }
    return said.pop() if len(said) == 1 else ""


def read_origin(words: str) -> str:
    """`computed` or `measured` where the words say one of them, "" where they say none or both."""
    computed, measured = COMPUTED.search(words), MEASURED.search(words)
    if bool(computed) == bool(measured):
        return ""
    return "computed" if computed else "measured"


def aside_of_notes(table: Table, marks: Iterable[str]) -> Aside:
    """What the notes with these marks say."""
    said = NOTHING
    for mark in marks:
        for note in table.notes:
            if note.mark == mark:
                said = said.over(_read_note(note.text))
    return said


def _read_note(text: RichText) -> Aside:
    keys = tuple(dict.fromkeys(key for mark in text.citations for key in mark.keys))
    said = read_aside(text.flat)
    return (
        Aside(refs=keys, rest="" if said.rest and len(said.rest) < 4 else said.rest).over(said)
        if keys
        else said
    )


def marks_of_head(table: Table, column: int) -> Iterator[str]:
    """Marks at the heads of a column, of all levels; also those left in the words (`σ a) (S cm−1)`)."""
    known = {note.mark for note in table.notes if note.mark}
    for level in table.header:
        if column < len(level):
            yield from level[column].notes
    yield from (mark for mark in INNER_MARK.findall(table.paths[column]) if mark in known)


def general_notes(table: Table) -> str:
    """The notes without a mark, which speak of the whole table."""
    return " ".join(note.text.flat for note in table.notes if not note.mark)


def citations_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Keys of the citation marks in cells, in order."""
    return tuple(dict.fromkeys(key for cell in cells for mark in cell.text.citations for key in mark.keys))
