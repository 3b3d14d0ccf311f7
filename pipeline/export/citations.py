"""From the reference numbers of a record to the papers that its value comes from."""

from collections.abc import Iterable, Mapping

from extractors.model.document import Bibliography, Document, Reference
from extractors.references import to_bibtex, to_csl_json
from pipeline.serialise import Json, reference_from_dict

Entry = tuple[str | None, str]
Entries = Mapping[tuple[str, str], Entry]

BETWEEN = "; "


def index_references(references: Iterable[Json]) -> dict[tuple[str, str], Entry]:
    """DOI and citation of each entry, by document and key; a key that stands twice in a list names none."""
    found: dict[tuple[str, str], Entry] = {}
    repeated: set[tuple[str, str]] = set()
    for row in references:
        key = (str(row.get("document_id")), str(row.get("key") or row.get("number")))
        if key in found:
            repeated.add(key)
        found[key] = (find_doi(row), cite(row))
    return {key: entry for key, entry in found.items() if key not in repeated}


def cite_sources(record: Json, entries: Entries) -> Json:
    """`cited_doi` and `citation` of a record: null where it cites nothing, or what no list holds."""
    document = str(record.get("document_id"))
    cited = [entry for ref in record.get("refs") or () if (entry := entries.get((document, str(ref))))]
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


def references_to_bibtex(documents: Iterable[Json], references: Iterable[Json]) -> str:
    """All papers and the entries of their lists as BibTeX."""
    return "\n".join(
        to_bibtex(entries, document) for document, entries in _by_document(documents, references)
    )


def references_to_csl(documents: Iterable[Json], references: Iterable[Json]) -> list[Json]:
    """All papers and the entries of their lists as CSL-JSON items."""
    return [
        item
        for document, entries in _by_document(documents, references)
        for item in to_csl_json(entries, document)
    ]


def _by_document(
    documents: Iterable[Json], references: Iterable[Json]
) -> Iterable[tuple[Document, list[Reference]]]:
    lists: dict[str, list[Reference]] = {}
    for row in references:
        lists.setdefault(str(row.get("document_id")), []).append(
            reference_from_dict(row | {"doi": find_doi(row)})
        )
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
        yield Document(name, "", 0, own, (), (), ()), lists.get(name, [])
