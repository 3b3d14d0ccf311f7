"""References for other programs: BibTeX and CSL-JSON."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.model.document import Bibliography, Document, Reference
from extractors.references.journals import find_journal

BIBTEX_KINDS = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "patent": "misc",
    "preprint": "misc",
    "note": "misc",
    "web": "misc",
}
CSL_KINDS = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "patent": "patent",
    "preprint": "article",
    "note": "document",
    "web": "webpage",
}
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
PREFIX_LENGTH = 8
"""Digits of a document's id before the keys of its references, so that those of many documents can stand
together.
"""


def to_bibtex(references: Sequence[Reference], document: Document | None = None) -> str:
    """The references as BibTeX in UTF-8; with a document, its own entry comes first and its id stands before
    all keys.

    Authors as `Family, Given`, titles in braces (capitals of formulas stay), page runs with both ends whole.
    An entry that could not be read into fields keeps its printed text as a note.
    """
    entries = [_format_entry(key, kind, fields) for key, kind, fields in _bibtex_fields(references, document)]
    return "\n".join(entries)


def to_csl_json(references: Sequence[Reference], document: Document | None = None) -> list[dict[str, Any]]:
    """The references as CSL-JSON items, keys and the document's own entry as in `to_bibtex`; dump with
    `json`.
    """
    prefix = f"{document.document_id[:PREFIX_LENGTH]}-" if document else ""
    own = [_own_csl(document.bibliography, prefix.rstrip("-"))] if document else []
    return [*own, *(_to_csl(reference, f"{prefix}{reference.key}") for reference in references)]


def expand_last_page(first: str, last: str) -> str:
    """The whole last page of an abbreviated run: 363 and 86 give 386; A2387 and 92 give A2392."""
    if not last or not last.isdigit() or len(last) >= len(first):
        return last
    whole = first[: len(first) - len(last)] + last
    return whole if first[-len(last) :].isdigit() and whole >= first else last


def _bibtex_fields(
    references: Sequence[Reference], document: Document | None
) -> Iterator[tuple[str, str, dict[str, str]]]:
    prefix = f"{document.document_id[:PREFIX_LENGTH]}-" if document else ""
    if document:
        own = document.bibliography
        yield (
            prefix.rstrip("-"),
            "article",
            {
                "author": " and ".join(own.authors),
                "title": own.title,
                "journal": own.journal,
                "year": str(own.year or ""),
                "doi": own.doi,
            },
        )
    for reference in references:
        yield f"{prefix}{reference.key}", BIBTEX_KINDS.get(reference.kind, "misc"), _entry_fields(reference)


def _entry_fields(reference: Reference) -> dict[str, str]:
    last = expand_last_page(reference.first_page, reference.last_page)
    return {
        "author": " and ".join(
            f"{family}, {given}" if given else family for given, family in reference.parsed_authors
        ),
        "title": reference.title,
        "journal": reference.journal,
        "booktitle": reference.book,
        "year": str(reference.year or ""),
        "volume": reference.volume,
        "number": reference.issue,
        "pages": f"{reference.first_page}--{last}" if last else reference.first_page,
        "doi": reference.doi,
        "url": reference.url,
        "note": reference.text if reference.kind in ("note", "web", "patent", "thesis", "book") else "",
    }


def _format_entry(key: str, kind: str, fields: dict[str, str]) -> str:
    rows = [f"  {name} = {_brace(name, value)}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9:._-]', '', key)},", *rows, "}", ""])


def _brace(name: str, value: str) -> str:
    if name in ("doi", "url"):
        return "{" + re.sub(r"[{}\s]", "", value) + "}"
    escaped = "".join(ESCAPES.get(char, char) for char in value)
    return "{{" + escaped + "}}" if name in ("title", "booktitle") else "{" + escaped + "}"


def _to_csl(reference: Reference, key: str) -> dict[str, Any]:
    last = expand_last_page(reference.first_page, reference.last_page)
    journal = find_journal(reference.journal)
    item: dict[str, Any] = {
        "id": key,
        "type": CSL_KINDS.get(reference.kind, "document"),
        "author": [{"family": family, "given": given} for given, family in reference.parsed_authors],
        "title": reference.title,
        "container-title": journal.name if journal else reference.journal or reference.book,
        "container-title-short": journal.abbreviation if journal else "",
        "issued": {"date-parts": [[reference.year]]} if reference.year else "",
        "volume": reference.volume,
        "issue": reference.issue,
        "page": f"{reference.first_page}-{last}" if last else reference.first_page,
        "DOI": reference.doi,
        "URL": reference.url,
        "note": reference.text if reference.kind in ("note", "web", "patent", "thesis", "book") else "",
    }
    return {name: value for name, value in item.items() if value}


def _own_csl(own: Bibliography, key: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "article-journal",
        "author": [_split_person(person) for person in own.authors],
        "title": own.title,
        "container-title": own.journal,
        "issued": {"date-parts": [[own.year]]} if own.year else "",
        "DOI": own.doi,
    }
    return {name: value for name, value in item.items() if value}


def _split_person(person: str) -> dict[str, str]:
    given, _, family = person.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": person}
