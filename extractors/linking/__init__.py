"""Which value belongs to which material, condition and reference."""

from extractors.linking.paragraph import link_text
from extractors.linking.table import link_tables

__all__ = ["link_tables", "link_text"]
