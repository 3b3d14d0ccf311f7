"""What a page prints, as the PDF gives it and as it truly reads: the output of the reading stage."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.model.finding import Finding
from extractors.model.geometry import Box

BOLD = 1
ITALIC = 2


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the file names it, without the subset prefix; `flags` holds BOLD and ITALIC."""

    name: str
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """One decision about a font's code: what it gave, what it truly is, why, and how sure (0..1)."""

    font: str
    given: str
    true: str
    evidence: str
    sureness: float
    count: int


@dataclass(frozen=True, eq=False, slots=True)
class Glyphs:
    """The glyphs of a page in the order of the content stream; arrays of one length n.

    `text` holds one true Unicode character per glyph (after repair; a ligature becomes several glyphs that
    share its width). Spaces of the file are kept; layout does not rely on them. `given` is the code point
    that
    the file's text layer gave. `boxes` is (n, 4) float32 x0, top, x1, bottom: the *loose* box (advance
    width, font ascent
    and descent) on the page as seen. `origins` is (n, 2): x and y of the glyph's origin, so y is the
    baseline. `angles` in degrees
    counter-clockwise, one of 0, 90, 180, 270 or -1 for any other. `repaired`: 0 as given, 1 repaired, 2
    doubtful (no number may be built on it).
    """

    text: NDArray[np.str_]
    given: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    origins: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.int16]
    fonts: NDArray[np.int16]
    repaired: NDArray[np.uint8]
    ink: NDArray[np.float32] | None = None
    """(n, 2) bottom and top of what is painted, in em above the baseline, NaN where unknown: scripts that a
    font draws as glyphs of full size show only here."""

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line or thin filled bar, as its box on the page; horizontal where wider than high."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: where it stands and the address it names (nothing is ever fetched)."""

    box: Box
    uri: str


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """One page: its size as seen, its glyphs, and what is drawn beside text.

    `origin` tells where the text came from: `text_layer`, `ocr` (tesseract, or an OCR layer under a scan),
    or `none`.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    fonts: tuple[Font, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    links: tuple[Link, ...] = ()
    origin: str = "text_layer"
    findings: tuple[Finding, ...] = field(default=())
