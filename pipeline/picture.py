"""Pictures of pages with what was found on them drawn in; the only module that draws on images."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractors.extract import Inspection
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind

BLOCK_COLOURS = {
    BlockKind.FURNITURE: "#9a9a9a",
    BlockKind.CAPTION: "#b35900",
    BlockKind.TABLE: "#007a5e",
    BlockKind.TABLE_NOTE: "#007a5e",
    BlockKind.HEADING: "#7a2ca0",
    BlockKind.TITLE: "#7a2ca0",
    BlockKind.REFERENCE: "#5a6b00",
    BlockKind.FIGURE_TEXT: "#9a9a9a",
}
TEXT_COLOUR = "#0060b0"
LINE_COLOUR = "#c8d8ea"
CELL_COLOUR = "#00a884"
REPAIRED_COLOUR = "#e0008a"
DOUBTFUL_COLOUR = "#ff0000"
VALUE_COLOUR = "#d05000"


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on the page, its colour, and a short word at its corner."""

    box: Box
    colour: str
    word: str = ""
    width: int = 1


def draw_page(image: Image.Image, found: Inspection, scale: float) -> Image.Image:
    """The page's picture with lines, blocks in reading order, cells, repaired glyphs and values drawn in."""
    canvas = image.convert("RGB")
    brush = ImageDraw.Draw(canvas)
    for mark in find_marks(found):
        x0, top, x1, bottom = (edge * scale for edge in mark.box)
        brush.rectangle((x0, top, max(x1, x0), max(bottom, top)), outline=mark.colour, width=mark.width)
        if mark.word:
            brush.text((x0 + 1, max(top - 11, 0)), mark.word, fill=mark.colour)
    return canvas


def find_marks(found: Inspection) -> Iterator[Mark]:
    """What to draw, from the faint to the important."""
    yield from _mark_lines(found)
    yield from _mark_blocks(found)
    yield from _mark_cells(found)
    yield from _mark_glyphs(found)
    yield from _mark_values(found)


def _mark_lines(found: Inspection) -> Iterator[Mark]:
    for block in found.layout.blocks:
        for line in block.lines:
            for _, box in line.text.places(0, len(line.text)):
                yield Mark(box, LINE_COLOUR)


def _mark_blocks(found: Inspection) -> Iterator[Mark]:
    for order, block in enumerate(found.layout.blocks, start=1):
        number = f" {block.number}" if block.number else ""
        colour = BLOCK_COLOURS.get(block.kind, TEXT_COLOUR)
        yield Mark(block.box, colour, f"{order} {block.kind.value}{number}", 2)


def _mark_cells(found: Inspection) -> Iterator[Mark]:
    number = found.page.number
    for table in found.tables:
        for row in (*table.header, *table.rows):
            for cell in row:
                boxes = [box for page, box in cell.text.places(0, len(cell.text)) if page == number]
                if boxes and not cell.carried:
                    yield Mark(_around(boxes), CELL_COLOUR)


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def _mark_glyphs(found: Inspection) -> Iterator[Mark]:
    glyphs = found.page.glyphs
    for state, box in zip(glyphs.repaired.tolist(), glyphs.boxes.tolist(), strict=True):
        if state:
            yield Mark(Box(*box), REPAIRED_COLOUR if state == 1 else DOUBTFUL_COLOUR, width=2)


def _mark_values(found: Inspection) -> Iterator[Mark]:
    for record in found.extraction.records:
        for place in (record.place, *record.other_places):
            if place.page == found.page.number:
                # the rows of a table stand too close for words between them
                word = "" if place.where.startswith("table") else record.material
                yield Mark(place.box, VALUE_COLOUR, word, 2)
