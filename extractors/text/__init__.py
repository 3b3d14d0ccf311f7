"""Text: blocks of pages to passages with scripts, citations and the place of each character."""

from extractors.text.passages import compose_passages

__all__ = ["compose_passages"]
