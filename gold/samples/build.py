"""Rebuild the sample papers from their typst sources; the same source gives the same bytes."""

from datetime import UTC, datetime
from pathlib import Path

import typst

SAMPLES = Path(__file__).resolve().parent
#: Printed in the PDF's metadata instead of the clock, so that an unchanged source gives an unchanged file.
PRINTED_ON = datetime(2026, 11, 23, tzinfo=UTC)


def typeset(source: Path) -> bytes:
    """Typeset one paper with the fonts that typst embeds; raises typst.TypstError where the source is wrong."""
    fonts = typst.Fonts(include_system_fonts=False)
    pdf = typst.compile(source, root=SAMPLES, font_paths=fonts, timestamp=PRINTED_ON, pdf_tags=False)
    assert isinstance(pdf, bytes)
    return pdf


def build(folder: Path = SAMPLES) -> list[Path]:
    """Write paper.pdf beside every paper.typ below the folder and return the written paths."""
    written = []
    for source in sorted(folder.glob("*/paper.typ")):
        target = source.with_suffix(".pdf")
        target.write_bytes(typeset(source))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in build():
        print(path.relative_to(SAMPLES))
