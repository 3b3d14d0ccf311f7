"""The tables stage: regions of pages to tables as a person reads them."""

from extractors.tables.build import build_tables

__all__ = ["build_tables"]
