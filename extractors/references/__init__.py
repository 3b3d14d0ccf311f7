"""Reference lists, citations and the paper's own bibliographic data."""

from extractors.references.listing import parse_references

__all__ = ["parse_references"]
