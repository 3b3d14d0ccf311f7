"""Rebuild the sample papers from their typst sources; the same source gives the same bytes."""

from datetime import UTC, datetime
from pathlib import Path

import typst

SAMPLES = Path(__file__).resolve().parent
#: Printed in the PDF's metadata instead of the clock, so that an unchanged source gives an unchanged file.
PRINTED_ON = datetime(2026, 11, 23, tzinfo=UTC)


def typeset(source: Path) -> bytes:
    """Typeset one paper with the fonts that typst embeds; raises TypstError where the source is wrong."""
    fonts = typst.Fonts(include_system_fonts=False)
    pages = typst.compile(source, root=SAMPLES, font_paths=fonts, timestamp=PRINTED_ON, pdf_tags=False)
    return pages if isinstance(pages, bytes) else b""


def build() -> None:
    """Write paper.pdf beside every paper.typ."""
    for source in sorted(SAMPLES.glob("*/paper.typ")):
        source.with_suffix(".pdf").write_bytes(typeset(source))


if __name__ == "__main__":
    build()
