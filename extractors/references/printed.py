"""The text of a list entry with its italic and bold, ready for rules: one space, whole letters, no soft
hyphens.
"""

import re
import unicodedata
from dataclasses import dataclass

from extractors.model.glyphs import BOLD, ITALIC
from extractors.model.rich import RichText, plain_rich

LOOSE_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "˚": "\u030a",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˜": "\u0303",
    "ˆ": "\u0302",
}
"""Accents that TeX fonts print as a glyph of their own before (cedilla: after) the letter, and how Unicode
joins them.
"""


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed: `italic` and `bold` hold one 0 or 1 per character of `flat`."""

    flat: str
    italic: bytes
    bold: bytes

    def __len__(self) -> int:
        return len(self.flat)

    def __getitem__(self, span: slice) -> "Print":
        return Print(self.flat[span], self.italic[span], self.bold[span])

    def strip(self) -> "Print":
        start = len(self.flat) - len(self.flat.lstrip())
        return self[start : len(self.flat.rstrip())]

    def italic_share(self, start: int, stop: int) -> float:
        """Share of the letters and digits between two offsets that are italic, 0 where there are none."""
        return self._share(self.italic, start, stop)

    def bold_share(self, start: int, stop: int) -> float:
        return self._share(self.bold, start, stop)

    def _share(self, marks: bytes, start: int, stop: int) -> float:
        counted = [marks[i] for i in range(start, stop) if self.flat[i].isalnum()]
        return sum(counted) / len(counted) if counted else 0.0

    def without(self, start: int, stop: int) -> "Print":
        return Print(
            self.flat[:start] + self.flat[stop:],
            self.italic[:start] + self.italic[stop:],
            self.bold[:start] + self.bold[stop:],
        )


def print_rich(text: RichText) -> Print:
    """The entry's text: runs of white space are one space, loose accents stand on their letters."""
    chars: list[str] = []
    styles: list[int] = []
    for char, style in zip(text.flat, text.styles.tolist(), strict=True):
        if char == "\u00ad" or (unicodedata.category(char) == "Cc" and not char.isspace()):
            continue
        if char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                styles.append(style)
            continue
        if chars and chars[-1] in LOOSE_ACCENTS and char.isalpha():
            joined = unicodedata.normalize("NFC", char + LOOSE_ACCENTS[chars[-1]])
            if len(joined) == 1:
                chars[-1], styles[-1] = joined, style
                continue
        if chars and unicodedata.combining(char):
            joined = unicodedata.normalize("NFC", chars[-1] + char)
            if len(joined) == 1:
                chars[-1] = joined
                continue
        chars.append(char)
        styles.append(style)
    flat = "".join(chars)
    return Print(
        flat,
        bytes(1 if style & ITALIC else 0 for style in styles),
        bytes(1 if style & BOLD else 0 for style in styles),
    )


def print_plain(flat: str) -> Print:
    """An entry without styles."""
    return print_rich(plain_rich(flat))


EDGE = re.compile(r"^[\s,;:.]+|[\s,;:]+$")


def trim(text: str) -> str:
    """The text without separators at its ends; a last full stop stays (it may belong to an abbreviation)."""
    return EDGE.sub("", text)
