"""Layout: glyphs of a page to lines and blocks in reading order."""

from extractors.layout.pages import lay_out

__all__ = ["lay_out"]
