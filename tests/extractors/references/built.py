"""Pages built from lines of text, for lists that no file of ours has."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.model.document import Reference
from extractors.model.geometry import Box, union_box
from extractors.model.glyphs import Link
from extractors.model.layout import Block, BlockKind, Line, PageLayout
from extractors.model.rich import BASE, SUB, SUP, RichText, plain_rich
from extractors.references import parse_references

HEIGHT = 10.0
STEP = 12.0


def build_line(text: str, x0: float, top: float, page: int = 1, *, raised: int = 0) -> Line:
    box = Box(x0, top, x0 + 4.0 * len(text), top + HEIGHT)
    rich = plain_rich(text, page=page, box=box)
    if raised:
        scripts = rich.scripts.copy()
        scripts[:raised] = SUP
        rich = RichText(
            rich.flat, scripts, rich.styles, rich.boxes, rich.pages, np.zeros(len(text), np.bool_)
        )
    fields = {
        "page": page,
        "angle": 0,
        "box": box,
        "baseline": top + 8,
        "size": 8.0,
        "text": rich,
        "words": (),
    }
    return Line(**fields)


def build_page(
    lines: Sequence[Line], number: int = 1, links: tuple[Link, ...] = (), *, loose: Sequence[Line] = ()
) -> PageLayout:
    """A page whose `lines` are a list of references; `loose` ones were taken for furniture."""
    blocks = [Block(BlockKind.REFERENCE, number, union_box(line.box for line in lines), tuple(lines))]
    blocks += [Block(BlockKind.FURNITURE, number, line.box, (line,)) for line in loose]
    return PageLayout(number, 600, 800, tuple(blocks), links=links)


def read_list(texts: Sequence[str | tuple[str, float]]) -> tuple[Reference, ...]:
    """References of one column of lines; a line is its text, or text and left edge."""
    pairs = [text if isinstance(text, tuple) else (text, 50.0) for text in texts]
    return parse_references(
        [build_page([build_line(text, x, 50 + STEP * i) for i, (text, x) in enumerate(pairs)])]
    )


def mark_up(marked: str) -> RichText:
    """Text from a string with scripts as `_{}` and `^{}`."""
    pieces = re.findall(r"([_^])\{([^}]*)\}|([^_^])", marked)
    flat = "".join(inner or char for _, inner, char in pieces)
    codes = [{"_": SUB, "^": SUP}.get(sign, BASE) for sign, inner, char in pieces for _ in inner or char]
    plain = plain_rich(flat)
    return replace(plain, scripts=np.array(codes, np.uint8))
