"""The reading stage: PDF bytes to glyphs with font, size, box and baseline, repaired to true Unicode."""

from extractors.reading.reading import Reading, open_reading, render_page

__all__ = ["Reading", "open_reading", "render_page"]
