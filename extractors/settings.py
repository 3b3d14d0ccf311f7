"""What shapes a result besides the paper: versions of the stages, and what a user may choose.

Apart from `extract`, so that asking for them does not import the stages, which takes two seconds.
"""

from dataclasses import dataclass

STAGE_VERSIONS = {
    "reading": "1",
    "layout": "1",
    "text": "1",
    "tables": "1",
    "references": "1",
    "entities": "1",
    "linking": "1",
    "assemble": "1",
}
"""Raised by hand when a stage can give another result for the same input; results are stored under them."""

EXTRACTORS = ("rules", "cde")
"""Our own rules, and ChemDataExtractor as a second reader."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose; part of the key of stored results."""

    ocr: bool = True
    """Read pages without text through tesseract where it is installed."""
    password: str = ""
    extractors: tuple[str, ...] = EXTRACTORS
    """Who links values to materials; "cde" needs a second reader that runs."""
