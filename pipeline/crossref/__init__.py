"""DOIs that a reference list does not print, looked up at Crossref: only on request, only where sure."""

from pipeline.crossref.client import Service
from pipeline.crossref.resolve import Lookup, resolve_dois, resolve_run

__all__ = ["Lookup", "Service", "resolve_dois", "resolve_run"]
