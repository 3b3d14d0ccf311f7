"""Text: blocks of pages to passages with scripts, citations and the place of each character."""

from extractors.text.citations import lift_from_cell, tell_style
from extractors.text.passages import compose_passages

__all__ = ["compose_passages", "lift_from_cell", "tell_style"]
