"""Which value belongs to which material, condition and reference."""

from extractors.linking.paragraph import link_text
from extractors.linking.samples import define_samples
from extractors.linking.table import link_tables

__all__ = ["define_samples", "link_tables", "link_text"]
