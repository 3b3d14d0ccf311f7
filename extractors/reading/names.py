"""What glyph names and private codes stand for in families of fonts (data/glyph_names.tsv)."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NamedGlyph:
    """One row: fonts whose name matches print `text` for this glyph name or code."""

    fonts: re.Pattern[str]
    by: str
    glyph: str
    text: str


def clean_name(name: str) -> str:
    """The font's name without its subset prefix (`ABCDEF+Times` is `Times`)."""
    prefix, plus, rest = name.partition("+")
    return rest if plus and len(prefix) == 6 and prefix.isupper() else name


def text_of_code(font: str, code: int) -> str:
    """What a private code stands for in this font, or ""."""
    return _look_up("code", f"{code:04X}", font)


def text_of_name(font: str, glyph: str) -> str:
    """What a glyph name stands for in this font, or ""."""
    return _look_up("name", glyph, font) if glyph else ""


def has_named_glyphs(font: str) -> bool:
    """Whether glyph names of this font mean anything; asking the file for them costs time."""
    return any(row.fonts.match(font) for (by, _), rows in _rows().items() if by == "name" for row in rows)


def _look_up(by: str, glyph: str, font: str) -> str:
    rows = _rows().get((by, glyph), ())
    return next((row.text for row in rows if row.fonts.match(font)), "")


@cache
def _rows() -> dict[tuple[str, str], list[NamedGlyph]]:
    text = files("extractors.reading").joinpath("data/glyph_names.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    rows: dict[tuple[str, str], list[NamedGlyph]] = {}
    for line in lines:
        fonts, by, glyph, printed, _source = line.split("\t")
        rows.setdefault((by, glyph), []).append(NamedGlyph(re.compile(fonts), by, glyph, printed))
    return rows
