"""Where a record's value, material and citation are printed: runs of the sentence, boxes on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.model.document import Cell, Document, Passage, Table
from extractors.model.geometry import Box, union_box
from extractors.model.rich import CitationMark, RichText
from pipeline.serialise import Json

VALUE, MATERIAL, CITATION, OTHER = "value", "material", "citation", "other"
DASHES = str.maketrans(dict.fromkeys("−–‐‑—", "-"))
CELL = re.compile(r"table (?P<number>S?\d+) row (?P<row>\d+) col (?P<column>\d+)")
REACH_PT = 100.0
"""How far above or below the value a line of its sentence, or a mark, may stand to be in the same picture."""

ACROSS_PT = 70.0
"""The same to the side; a sentence that goes on in the next column stays out."""

MOST_HEIGHT_PT = 420.0
"""A table taller than this is shown around its row only."""

Run = tuple[str, int, str]
"""Text, script (0 base, 1 sub, 2 sup), and what it is: value, material, citation, other (citation), or ''."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A record on its page: the region to show, its turn in degrees, marks (what, box), the sentence in runs.

    Records of one `scene` share a picture.
    """

    page: int
    region: Box
    angle: int
    marks: tuple[tuple[str, Box], ...]
    runs: tuple[Run, ...]
    scene: str


def locate_record(record: Json, document: Document) -> Spot:
    """Find a record in the document that it was read from; what is not found is not marked."""
    at = CELL.match(str(record.get("where") or ""))
    page = int(record.get("page") or 1)
    if at:
        for table in document.tables:
            if table.number == at["number"] and page in table.pages and len(table.rows) >= int(at["row"]):
                return _locate_in_table(record, table, int(at["row"]) - 1, int(at["column"]) - 1)
    found = _find_sentence(record, document.passages)
    return _locate_in_text(record, *found) if found else _locate_box(record)


def mark_plainly(record: Json) -> tuple[Run, ...]:
    """The printed sentence with value and material found by their letters alone, for want of the PDF."""
    quote = str(record.get("quote") or "")
    value = _find_all(quote, str(record.get("value_text") or ""))
    spans = [(VALUE, value[0])] if value else []
    material = _find_name(record, quote, 0, value[0][0] if value else len(quote))
    spans += [(MATERIAL, material)] if material else []
    kinds = [next((kind for kind, (a, b) in spans if a <= i < b), "") for i in range(len(quote))]
    return tuple(_join_runs((char, 0, kind) for char, kind in zip(quote, kinds, strict=True)))


def _locate_box(record: Json) -> Spot:
    box, page = _box_of(record), int(record.get("page") or 1)
    region = Box(box.x0 - 160, box.top - 40, box.x1 + 160, box.bottom + 40)
    return Spot(page, region, 0, ((VALUE, box),), mark_plainly(record), f"box {box}")


def _locate_in_text(record: Json, text: RichText, start: int, stop: int) -> Spot:
    page, box = int(record["page"]), _box_of(record)
    value = _find_value(record, text, start, stop)
    material = _find_name(record, text.flat, start, value[0] if value else stop, stop)
    citations = _find_citations(record, text, start, stop)
    spans = [(kind, span) for kind, span in ((MATERIAL, material), (VALUE, value)) if span]
    marks = [(kind, spot) for kind, span in spans for at, spot in text.places(*span) if at == page]
    marks += [(CITATION, mark.box) for mark in citations if mark.page == page]
    lines = [spot for at, spot in text.places(start, stop) if at == page]
    region = _grow(box, lines, [spot for _, spot in marks])
    kept = [(kind, spot) for kind, spot in marks if region.overlaps(spot)]
    if not any(kind == VALUE for kind, _ in kept):
        kept.append((VALUE, box))
    runs = _runs_of(text, start, stop, spans, citations)
    return Spot(
        page, _pad(region, 12, 14), 0, tuple(kept), runs, f"text {page} {record['quote']} {lines[:1]}"
    )


def _locate_in_table(record: Json, table: Table, row: int, column: int) -> Spot:
    page, box = int(record["page"]), _box_of(record)
    cells = table.rows[row]
    boxes = [spot for line in (*table.header, *table.rows) for cell in line for spot in _boxes_of(cell, page)]
    whole = union_box([*boxes, box])
    material = _material_cell(record, cells)
    refs = [cell for cell in cells if _cites(cell, record)]
    marks = [(VALUE, box)]
    marks += [(MATERIAL, spot) for spot in (_boxes_of(material, page) if material else ())]
    marks += [(CITATION, spot) for cell in refs for spot in _boxes_of(cell, page)]
    is_tall = (whole.width if table.angle in (90, 270) else whole.height) > MOST_HEIGHT_PT
    region = union_box([spot for _, spot in marks]) if is_tall else whole
    scene = f"table {table.number} {page}" + (f" row {row}" if is_tall else "")
    runs = tuple(_row_runs(cells, column, material, refs))
    return Spot(page, _pad(region, 8, 40 if is_tall else 8), table.angle, tuple(marks), runs, scene)


def _row_runs(
    cells: Sequence[Cell], column: int, material: Cell | None, refs: Sequence[Cell]
) -> Iterator[Run]:
    for number, cell in enumerate(cells):
        kind = MATERIAL if cell is material else CITATION if cell in refs else ""
        kind = VALUE if number == column else kind
        if number:
            yield " | ", 0, ""
        yield from _join_runs(
            (char, script, kind)
            for char, script in zip(cell.text.flat, cell.text.scripts.tolist(), strict=True)
        )


def _material_cell(record: Json, cells: Sequence[Cell]) -> Cell | None:
    names = [_fold(str(record.get(name) or "")) for name in ("material", "composition")]
    folded = [(_fold(cell.text.flat).replace(" ", ""), cell) for cell in cells]
    for name in filter(None, names):
        for text, cell in folded:
            if text and name.replace(" ", "") in text:
                return cell
    return None


def _cites(cell: Cell, record: Json) -> bool:
    keys = {str(ref) for ref in record.get("refs") or ()}
    return bool(keys) and set(re.findall(r"\w+", cell.text.flat)) == keys


def _boxes_of(cell: Cell, page: int) -> list[Box]:
    return [spot for at, spot in cell.text.places(0, len(cell.text)) if at == page]


def _find_sentence(record: Json, passages: Iterable[Passage]) -> tuple[RichText, int, int] | None:
    """The passage that prints the record's sentence where the record stands, and the sentence's span."""
    quote, page, box = str(record.get("quote") or ""), int(record.get("page") or 1), _box_of(record)
    for passage in passages:
        for start, stop in _find_all(passage.text.flat, quote):
            if any(at == page and spot.overlaps(box) for at, spot in passage.text.places(start, stop)):
                return passage.text, start, stop
    return None


def _find_value(record: Json, text: RichText, start: int, stop: int) -> tuple[int, int] | None:
    """Where the value is printed in its sentence: at the record's box, or, where that is the box of the
    material (crystal systems), at the first mention."""
    page, box, printed = int(record["page"]), _box_of(record), str(record.get("value_text") or "")
    sentence = text.flat[start:stop]
    found = _find_all(sentence, printed) or _find_all(sentence.lower(), printed.split("; ")[0].lower())
    for a, b in found:
        if any(at == page and spot.overlaps(box) for at, spot in text.places(start + a, start + b)):
            return start + a, start + b
    if found:
        return start + found[0][0], start + found[0][1]
    inside = [
        i
        for i in range(start, stop)
        if text.pages[i] == page and box.contains(*_middle(text.boxes[i].tolist()))
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _find_name(record: Json, flat: str, start: int, before: int, stop: int = -1) -> tuple[int, int] | None:
    """The material's name: the last one before the value in its sentence, the first behind it, or the last in
    the sentences before."""
    folded = _fold(flat)
    for name in (record.get("material"), record.get("composition")):
        found = [
            (a, b)
            for a, b in _find_all(folded, _fold(str(name or "")))
            if not (folded[a - 1 : a].isalnum() or folded[b : b + 1].isalnum())
        ]
        ahead = [span for span in found if start <= span[0] and span[1] <= before]
        behind = [span for span in found if before <= span[0] < (stop if stop >= 0 else len(flat))]
        earlier = [span for span in found if span[1] <= start]
        if chosen := ahead[-1:] or behind[:1] or earlier[-1:]:
            return chosen[0]
    return None


def _find_citations(record: Json, text: RichText, start: int, stop: int) -> list[CitationMark]:
    """The marks of the record's references: those of its sentence, else the nearest ones before."""
    keys = {str(ref) for ref in record.get("refs") or ()}
    found = [mark for mark in text.citations if keys & set(mark.keys)]
    here = [mark for mark in found if start < mark.position <= stop + 1]
    return here or [mark for mark in found if mark.position <= start][-1:]


def _runs_of(
    text: RichText,
    start: int,
    stop: int,
    spans: Sequence[tuple[str, tuple[int, int]]],
    citations: Sequence[CitationMark],
) -> tuple[Run, ...]:
    pieces: list[Run] = []
    marks = sorted(text.citations, key=lambda mark: mark.position)
    for i in range(start, stop + 1):
        pieces += [
            (mark.printed, 2, CITATION if mark in citations else OTHER)
            for mark in marks
            if mark.position == i > start
        ]
        if i < stop:
            kind = next((kind for kind, (a, b) in spans if a <= i < b), "")
            pieces.append((text.flat[i], int(text.scripts[i]), kind))
    return tuple(_join_runs(pieces))


def _join_runs(pieces: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for text, script, kind in pieces:
        if held and (held[1], held[2]) == (script, kind):
            held = (held[0] + text, script, kind)
            continue
        if held:
            yield held
        held = (text, script, kind)
    if held:
        yield held


def _find_all(text: str, part: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = text.find(part) if part else -1
    while start >= 0:
        found.append((start, start + len(part)))
        start = text.find(part, start + len(part))
    return found


def _fold(text: str) -> str:
    """Dashes alike; the length stays, so that spans in the folded text are spans in the printed one."""
    return text.translate(DASHES)


def _box_of(record: Json) -> Box:
    sides = record.get("bbox") or (0, 0, 0, 0)
    return Box(*(float(side) for side in sides))


def _middle(box: Sequence[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _grow(box: Box, lines: Iterable[Box], marks: Iterable[Box]) -> Box:
    """The value's box with the lines of its sentence that stand near it, and the marks in their column."""
    reach = _pad(box, ACROSS_PT, REACH_PT)
    column = union_box([box, *(line for line in lines if line.overlaps(reach))])
    reach = Box(column.x0 - ACROSS_PT / 2, reach.top, column.x1 + ACROSS_PT / 2, reach.bottom)
    return union_box([column, *(mark for mark in marks if mark.overlaps(reach))])


def _pad(box: Box, across: float, down: float) -> Box:
    return Box(box.x0 - across, box.top - down, box.x1 + across, box.bottom + down)
