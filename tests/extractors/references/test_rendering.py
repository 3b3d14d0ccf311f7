"""BibTeX and CSL-JSON are read by the parsers that others use, with nothing lost."""

import json

import pytest

from extractors.model.document import Bibliography, Document
from extractors.references import to_bibtex, to_csl_json
from extractors.references.rendering import expand_last_page
from tests.extractors.references.built import read_list

REFERENCES = read_list(
    [
        "1 H.-U. Güdel and A. M. van der Maas, J. Power Sources, 2015, 273, 1056–64.",
        "2 B. Falk, Slow & fast ions in Li_3PS_4 at 50% {load}, Nature 414 (2001) 359. https://doi.org/10.1038/35104_644",
        "3 H. Mehrer, Diffusion in Solids, Springer, Berlin, 2007.",
        "4 The films were dried in vacuum.",
        "5 J. Rustad, Tetrahedral substitutions, arXiv:1605.08598, 2016.",
        "6 M. Guin, Sodium Ionic Conductors, Ph.D. Thesis, RWTH Aachen University, 2016.",
    ]
)
DOCUMENT = Document(
    "0123456789abcdef",
    "a.pdf",
    1,
    Bibliography("On ions", ("Ada Lind", "B. van der Falk"), "Nature", 2020, "10.1/x"),
    (),
    (),
    REFERENCES,
)


def test_bibtex_comes_back_from_a_parser():
    database = pytest.importorskip("pybtex.database")
    entries = database.parse_string(to_bibtex(REFERENCES), "bibtex").entries
    assert list(entries) == ["1", "2", "3", "4", "5", "6"]
    people = [(person.last_names, person.prelast_names) for person in entries["1"].persons["author"]]
    assert people == [(["Güdel"], []), (["Maas"], ["van", "der"])]
    assert entries["1"].fields["pages"] == "1056--1064"
    assert entries["2"].fields["title"] == r"{Slow \& fast ions in Li\_3PS\_4 at 50\% \{load\}}"
    assert entries["2"].fields["doi"] == "10.1038/35104_644"
    assert {entry.type for entry in entries.values()} == {"article", "book", "misc", "phdthesis"}
    assert entries["4"].fields["note"] == "The films were dried in vacuum."


def test_csl_is_set_by_a_citation_processor():
    citeproc = pytest.importorskip("citeproc")
    from citeproc.source.json import CiteProcJSON

    items = json.loads(json.dumps(to_csl_json(REFERENCES)))
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), citeproc.formatter.plain)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    text = " ".join(str(entry) for entry in bibliography.bibliography())
    assert "Journal of Power Sources" in text
    assert "Güdel" in text
    assert "1056–1064" in text or "1056-1064" in text


def test_csl_says_what_kind_a_work_is_and_leaves_out_what_is_not_known():
    items = to_csl_json(REFERENCES)
    assert [item["type"] for item in items] == [
        "article-journal",
        "article-journal",
        "book",
        "document",
        "article",
        "thesis",
    ]
    assert items[3] == {"id": "4", "type": "document", "note": "The films were dried in vacuum."}
    assert items[0]["issued"] == {"date-parts": [[2015]]}
    assert items[0]["container-title-short"] == "J. Power Sources"


def test_keys_of_documents_do_not_meet():
    assert [item["id"] for item in to_csl_json(REFERENCES, DOCUMENT)][:2] == ["01234567", "01234567-1"]
    assert to_bibtex(REFERENCES, DOCUMENT).startswith(
        "@article{01234567,\n  author = {Ada Lind and B. van der Falk},"
    )


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("363", "86", "386"),
        ("A2387", "92", "A2392"),
        ("98", "105", "105"),
        ("363", "386", "386"),
        ("98", "5", "5"),
        ("1", "", ""),
    ],
)
def test_last_pages_are_made_whole(first: str, last: str, whole: str):
    assert expand_last_page(first, last) == whole
