"""Text that knows where each character stands and whether it is raised, lowered, italic or bold."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Box, unite

BASE, SUB, SUP = 0, 1, 2


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation lifted out of the text: it stood before character `position` of the flat text.

    `printed` is what was printed ("34", "[1,3–5]", "Smith et al., 2019"); `keys` the reference numbers with
    runs
    expanded (as strings: "1", "3", "2a"), or author–year keys.
    """

    position: int
    printed: str
    keys: tuple[str, ...]
    page: int
    box: Box


@dataclass(frozen=True, eq=False, slots=True)
class RichText:
    """A string with one entry per character of `flat` in each array.

    `scripts`: BASE, SUB or SUP. `styles`: bits BOLD, ITALIC of model.glyphs. `boxes`: (n, 4) float32 on the
    page as seen.
    `pages`: 1-based. `doubtful`: glyph could not be read for sure. Characters that were added (a space at a
    joint) carry the box of their
    left neighbour. `flat` holds sub- and superscripts on the line (`Li3YCl6`, `10−3 S cm−1`).
    """

    flat: str
    scripts: NDArray[np.uint8]
    styles: NDArray[np.uint8]
    boxes: NDArray[np.float32]
    pages: NDArray[np.int32]
    doubtful: NDArray[np.bool_]
    citations: tuple[CitationMark, ...] = ()

    def __len__(self) -> int:
        return len(self.flat)

    def __getitem__(self, span: slice) -> "RichText":
        """The part between two offsets, citations moved along; a step is refused."""
        start, stop, step = span.indices(len(self.flat))
        if step != 1:
            raise ValueError("rich text is sliced without a step")
        # a mark stands before its position: at the end of a slice it still belongs to what was said there
        kept = tuple(
            CitationMark(mark.position - start, mark.printed, mark.keys, mark.page, mark.box)
            for mark in self.citations
            if start < mark.position <= stop or (mark.position == start == 0)
        )
        return RichText(
            self.flat[start:stop],
            self.scripts[start:stop],
            self.styles[start:stop],
            self.boxes[start:stop],
            self.pages[start:stop],
            self.doubtful[start:stop],
            kept,
        )

    @property
    def marked(self) -> str:
        """Scripts as `_{..}` and `^{..}`, citations as `[[..]]`."""
        return mark_scripts(self)

    def places(self, start: int, stop: int) -> tuple[tuple[int, Box], ...]:
        """Page and box of the characters start..stop, one entry per page and printed line, in order."""
        places: list[tuple[int, Box]] = []
        before: Box | None = None
        for page, coordinates in zip(
            self.pages[start:stop].tolist(), self.boxes[start:stop].tolist(), strict=True
        ):
            box = Box(*coordinates)
            goes_on = before is not None and places[-1][0] == page
            if goes_on and before is not None and (_same_line(places[-1][1], box) or _turned_on(before, box)):
                places[-1] = (page, unite(places[-1][1], box))
            else:
                places.append((page, box))
            before = box
        return tuple(places)


def _same_line(line: Box, box: Box) -> bool:
    """Whether a character continues the line: it overlaps it in height."""
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    return overlap > 0.3 * min(line.height, box.height) or box.height == 0


def _turned_on(before: Box, box: Box) -> bool:
    """Whether a character follows the one before in text that runs up or down the page."""
    overlap = min(before.x1, box.x1) - max(before.x0, box.x0)
    gap = max(before.top, box.top) - min(before.bottom, box.bottom)
    return overlap > 0.5 * min(before.width, box.width) and gap < 0.5 * min(before.width, box.width)


def plain_rich(flat: str, *, page: int = 1, box: Box = Box(0, 0, 0, 0)) -> RichText:
    """Rich text without marks for a plain string, every character in the same box (for tests and single
    cells)."""
    n = len(flat)
    return RichText(
        flat,
        np.zeros(n, np.uint8),
        np.zeros(n, np.uint8),
        np.tile(np.array(box, np.float32), (n, 1)).reshape(n, 4),
        np.full(n, page, np.int32),
        np.zeros(n, np.bool_),
    )


def join_rich(parts: Iterable[RichText]) -> RichText:
    """The parts one after the other, nothing put between them."""
    pieces = list(parts)
    if not pieces:
        return plain_rich("")
    marks: list[CitationMark] = []
    offset = 0
    for piece in pieces:
        marks += [
            CitationMark(m.position + offset, m.printed, m.keys, m.page, m.box) for m in piece.citations
        ]
        offset += len(piece.flat)
    return RichText(
        "".join(piece.flat for piece in pieces),
        np.concatenate([piece.scripts for piece in pieces]),
        np.concatenate([piece.styles for piece in pieces]),
        np.concatenate([piece.boxes for piece in pieces]),
        np.concatenate([piece.pages for piece in pieces]),
        np.concatenate([piece.doubtful for piece in pieces]),
        tuple(marks),
    )


def space_after(text: RichText) -> RichText:
    """The text with one space behind it, which stands where the last character stands."""
    if not text.flat:
        return text
    space = RichText(
        " ",
        np.zeros(1, np.uint8),
        text.styles[-1:],
        text.boxes[-1:],
        text.pages[-1:],
        np.zeros(1, np.bool_),
    )
    return join_rich([text, space])


def mark_scripts(text: RichText) -> str:
    """`Li_{3}YCl_{6}`, `10^{−3}`, citations as `[[34]]` at their place."""
    out: list[str] = []
    script = BASE
    marks = sorted(text.citations, key=lambda mark: mark.position)
    at = 0
    codes = text.scripts.tolist()
    for i, char in enumerate(text.flat):
        while at < len(marks) and marks[at].position == i:
            if script != BASE:
                out.append("}")
                script = BASE
            out.append(f"[[{marks[at].printed}]]")
            at += 1
        if codes[i] != script:
            out.append(("}" if script != BASE else "") + {BASE: "", SUB: "_{", SUP: "^{"}[codes[i]])
            script = codes[i]
        out.append(char)
    out.append("}" if script != BASE else "")
    out += [f"[[{mark.printed}]]" for mark in marks[at:]]
    return "".join(out)
