"""Reference lists, citations, the paper's own bibliographic data, and references for other programs."""

from extractors.references.citations import check_marks, find_citations, find_text_citations, know_references
from extractors.references.listing import parse_references
from extractors.references.own import read_bibliography
from extractors.references.rendering import to_bibtex, to_csl_json

__all__ = [
    "check_marks",
    "find_citations",
    "find_text_citations",
    "know_references",
    "parse_references",
    "read_bibliography",
    "to_bibtex",
    "to_csl_json",
]
