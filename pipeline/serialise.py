"""Values to JSON objects and back; the field names are the contract of docs/records.md."""

import json
from collections.abc import Mapping
from typing import Any

from extractors.model.document import Document, Passage, Reference, Table
from extractors.model.finding import Finding
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.record import Place, Record

Json = dict[str, Any]

REFERENCE_TEXTS = (
    "title", "journal", "volume", "issue", "first_page", "last_page", "doi", "url", "kind", "text", "book"
)  # fmt: skip

LINE_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""JSON lets these stand in texts, but many readers of lines break there."""


def record_to_dict(record: Record) -> Json:
    """One record as the contract prints it, fields in its order."""
    return {
        "schema_version": record.schema_version,
        "record_id": record.record_id,
        "document_id": record.document_id,
        "doi": record.doi,
        "property": record.property,
        "material": record.material,
        "composition": record.composition,
        "elements": dict(record.elements) or None,
        "variables": {name: _number_or_text(value) for name, value in record.variables},
        "qualifier": record.qualifier,
        "value_low": record.value_low,
        "value_high": record.value_high,
        "unit": record.unit,
        "value_text": record.value_text,
        "norm_low": record.norm_low,
        "norm_high": record.norm_high,
        "norm_unit": record.norm_unit,
        "temperature_k": record.temperature_k,
        "temperature_text": record.temperature_text or None,
        "kind": record.kind,
        "origin": record.origin,
        "condition": record.condition,
        "this_work": record.this_work,
        "refs": [_key_to_json(key) for key in record.refs],
        **_place_to_dict(record.place),
        "extractors": list(record.extractors),
        "class": record.is_class,
        "confidence": round(record.confidence, 4),
        "findings": [finding_to_dict(finding) for finding in record.findings],
        "details": dict(record.details),
        "other_places": [_place_to_dict(place) for place in record.other_places],
    }


def record_from_dict(row: Mapping[str, Any]) -> Record:
    """The record that `record_to_dict` printed; a missing field raises KeyError."""
    return Record(
        record_id=row["record_id"],
        document_id=row["document_id"],
        doi=row["doi"],
        property=row["property"],
        material=row["material"],
        composition=row["composition"],
        elements=tuple((row["elements"] or {}).items()),
        variables=tuple((name, _print_number(value)) for name, value in row["variables"].items()),
        qualifier=row["qualifier"],
        value_low=row["value_low"],
        value_high=row["value_high"],
        unit=row["unit"],
        value_text=row["value_text"],
        norm_low=row["norm_low"],
        norm_high=row["norm_high"],
        norm_unit=row["norm_unit"],
        temperature_k=row["temperature_k"],
        temperature_text=row["temperature_text"] or "",
        kind=row["kind"],
        origin=row["origin"],
        condition=row["condition"],
        this_work=row["this_work"],
        refs=tuple(str(key) for key in row["refs"]),
        place=_place_from_dict(row),
        other_places=tuple(_place_from_dict(place) for place in row.get("other_places", ())),
        extractors=tuple(row["extractors"]),
        is_class=row["class"],
        confidence=row["confidence"],
        details=tuple(row.get("details", {}).items()),
        findings=tuple(_finding_from_dict(finding) for finding in row["findings"]),
        schema_version=row["schema_version"],
    )


def passages_to_dicts(document: Document) -> list[Json]:
    """The stage `text`: passages in reading order; cells of tables are left to the stage `tables`."""
    return [_passage_to_dict(p) for p in document.passages if p.kind is not BlockKind.TABLE]


def tables_to_dicts(document: Document) -> list[Json]:
    """The stage `tables`: caption, head, body and notes of each table, carried-down cells filled.

    `marks` says which body cells (row and column from 0) carry which notes.
    """
    return [_table_to_dict(table) for table in document.tables]


def references_to_dicts(document: Document) -> list[Json]:
    """The stage `references`: the entries of the reference list, fields that are not printed null."""
    return [_reference_to_dict(reference) for reference in document.references]


def reference_from_dict(row: Mapping[str, Any]) -> Reference:
    """The reference that `references_to_dicts` printed, without its findings; fields that an older file lacks
    are empty."""
    texts = {name: row.get(name) or "" for name in REFERENCE_TEXTS}
    number, names = row.get("number"), row.get("parsed_authors")
    return Reference(
        key=str(row.get("key") or number or ""),
        number=number if isinstance(number, int) else None,
        authors=tuple(row.get("authors") or ()),
        parsed_authors=tuple((given, family) for given, family in names or ()),
        title=texts["title"],
        journal=texts["journal"],
        year=row.get("year"),
        volume=texts["volume"],
        issue=texts["issue"],
        first_page=texts["first_page"],
        last_page=texts["last_page"],
        doi=texts["doi"],
        url=texts["url"],
        kind=texts["kind"],
        text=texts["text"],
        page=row.get("page") or 0,
        box=Box(*(row.get("bbox") or (0, 0, 0, 0))),
        book=texts["book"],
    )


def finding_to_dict(finding: Finding) -> Json:
    """Code and note, with page and box where the finding stands somewhere."""
    row: Json = {"code": finding.code, "note": finding.note}
    if finding.page is not None:
        row["page"] = finding.page
    if finding.box is not None:
        row["bbox"] = box_to_list(finding.box)
    return row


def box_to_list(box: Box) -> list[float]:
    """[x0, top, x1, bottom] in points, to a hundredth."""
    return [round(float(side), 2) for side in box]


def dump_line(row: Mapping[str, Any]) -> str:
    """One JSON object on one line, letters as they are, numbers finite."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    return text.translate(LINE_BREAKS) + "\n"


def _passage_to_dict(passage: Passage) -> Json:
    return {
        "page": passage.page,
        "kind": passage.kind.value,
        "section": passage.section,
        "text": passage.text.flat,
        "marked": passage.text.marked,
        "bbox": box_to_list(passage.box),
        "number": passage.number or None,
    }


def _table_to_dict(table: Table) -> Json:
    return {
        "number": table.number,
        "caption": table.caption.flat,
        "pages": list(table.pages),
        "header": [[cell.text.flat for cell in row] for row in table.header],
        "rows": [[cell.text.flat for cell in row] for row in table.rows],
        "notes": [f"{note.mark} {note.text.flat}".strip() for note in table.notes],
        "bbox": box_to_list(table.box),
        "section": table.section,
        "columns": list(table.paths),
        "groups": list(table.groups),
        "marks": [
            {"row": row, "column": column, "marks": list(cell.notes)}
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell.notes
        ],
        "findings": [finding_to_dict(finding) for finding in table.findings],
    }


def _reference_to_dict(reference: Reference) -> Json:
    return {
        "number": reference.number if reference.number is not None else _key_to_json(reference.key),
        "authors": list(reference.authors),
        "title": reference.title or None,
        "journal": reference.journal or None,
        "year": reference.year,
        "volume": reference.volume or None,
        "issue": reference.issue or None,
        "first_page": reference.first_page or None,
        "last_page": reference.last_page or None,
        "doi": reference.doi or None,
        "text": reference.text,
        "page": reference.page,
        "bbox": box_to_list(reference.box),
        "key": reference.key,
        "url": reference.url or None,
        "kind": reference.kind,
        "findings": [finding_to_dict(finding) for finding in reference.findings],
        "book": reference.book or None,
        "parsed_authors": [list(names) for names in reference.parsed_authors],
        "resolved_doi": None,
    }


def _place_to_dict(place: Place) -> Json:
    return {
        "page": place.page,
        "bbox": box_to_list(place.box),
        "section": place.section,
        "where": place.where,
        "quote": place.quote,
    }


def _place_from_dict(row: Mapping[str, Any]) -> Place:
    return Place(row["page"], Box(*row["bbox"]), row["section"], row["where"], row["quote"])


def _finding_from_dict(row: Mapping[str, Any]) -> Finding:
    box = row.get("bbox")
    return Finding(row["code"], row["note"], row.get("page"), Box(*box) if box else None)


def _key_to_json(key: str) -> int | str:
    """Reference numbers are numbers; "17a" and author–year keys stay text."""
    return int(key) if key.isascii() and key.isdigit() else key


def _number_or_text(value: str) -> float | int | str:
    """A printed variable as a number where print gives one ("0.2"), else its text ("Y", "0–0.6")."""
    if not value.replace(".", "", 1).removeprefix("-").isdecimal() or not value.isascii():
        return value
    return int(value) if value.removeprefix("-").isdecimal() else float(value)


def _print_number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
