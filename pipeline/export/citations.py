"""From the reference numbers of a record to the papers that its value comes from."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractors.model.document import Bibliography, Document, Reference
from extractors.references import to_bibtex, to_csl_json
from pipeline.serialise import Json, reference_from_dict

Entry = tuple[str | None, str]

BETWEEN = "; "


class Entries:
    """The reference lists of a dataset by document, on the disk: they are longer than its records."""

    def __init__(self, references: Iterable[Json]) -> None:
        # SQLite's own temporary file, gone with the connection
        self._disk = sqlite3.connect("")
        self._disk.execute("CREATE TABLE entries (document TEXT, entry TEXT)")
        self._disk.executemany(
            "INSERT INTO entries VALUES (?, ?)",
            ((str(row.get("document_id")), json.dumps(row)) for row in references),
        )
        self._disk.execute("CREATE INDEX documents ON entries (document)")
        self.cited_in = lru_cache(maxsize=64)(self._cited_in)

    def rows_of(self, document: str) -> Iterator[Json]:
        """The entries of a document in their order."""
        told = "SELECT entry FROM entries WHERE document = ? ORDER BY rowid"
        for (entry,) in self._disk.execute(told, (document,)):
            yield json.loads(entry)

    def _cited_in(self, document: str) -> dict[str, Entry]:
        """DOI and citation of each entry of a document; a key that stands twice in its list names none."""
        found: dict[str, Entry] = {}
        repeated: set[str] = set()
        for row in self.rows_of(document):
            key = str(row.get("key") or row.get("number"))
            if key in found:
                repeated.add(key)
            found[key] = (find_doi(row), cite(row))
        return {key: entry for key, entry in found.items() if key not in repeated}


def cite_sources(record: Json, entries: Entries) -> Json:
    """`cited_doi` and `citation` of a record: null where it cites nothing, or what no list holds."""
    refs = record.get("refs") or ()
    known = entries.cited_in(str(record.get("document_id"))) if refs else {}
    cited = [entry for ref in refs if (entry := known.get(str(ref)))]
    return {
        "cited_doi": BETWEEN.join(doi for doi, _ in cited if doi) or None,
        "citation": BETWEEN.join(citation for _, citation in cited) or None,
    }


def find_doi(row: Json) -> str | None:
    """The DOI of an entry: as printed or linked, else as looked up."""
    return row.get("doi") or row.get("resolved_doi")


def cite(row: Json) -> str:
    """An entry in one line: `A. Author et al., J. Journal 2020, 12, 345`; as printed where no field is known.

    >>> cite({"authors": ["A. Author", "B. Author"], "journal": "J. Ions", "year": 2020, "volume": "12"})
    'A. Author and B. Author, J. Ions 2020, 12'
    """
    authors = row.get("authors") or []
    names = f"{authors[0]} et al." if len(authors) > 2 else " and ".join(authors)
    source = " ".join(str(part) for part in (row.get("journal") or row.get("book"), row.get("year")) if part)
    parts = [names, source, row.get("volume"), row.get("first_page")]
    if not (names and source):
        return " ".join(str(row.get("text") or "").split())
    return ", ".join(str(part) for part in parts if part)


def references_to_bibtex(documents: Iterable[Json], entries: Entries) -> Iterator[str]:
    """All papers and the entries of their lists as BibTeX, piece by piece."""
    for number, (document, listed) in enumerate(_by_document(documents, entries)):
        yield ("\n" if number else "") + to_bibtex(listed, document)


def references_to_csl(documents: Iterable[Json], entries: Entries) -> Iterator[str]:
    """All papers and the entries of their lists as an array of CSL-JSON items, piece by piece."""
    before = "[\n "
    for document, listed in _by_document(documents, entries):
        for item in to_csl_json(listed, document):
            yield before + json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n ")
            before = ",\n "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _by_document(documents: Iterable[Json], entries: Entries) -> Iterator[tuple[Document, list[Reference]]]:
    for row in documents:
        if row.get("status") == "failed":
            continue  # a paper that could not be read has nothing to cite
        name = str(row.get("document_id"))
        own = Bibliography(
            title=row.get("title") or "",
            authors=tuple(row.get("authors") or ()),
            journal=row.get("journal") or "",
            year=row.get("year"),
            doi=row.get("doi") or "",
        )
        listed = [reference_from_dict(entry | {"doi": find_doi(entry)}) for entry in entries.rows_of(name)]
        yield Document(name, "", 0, own, (), (), ()), listed
