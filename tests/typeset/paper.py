"""Short papers of our own in the typography of ten publishers, with gold written beside each.

They are kept as typst sources and typeset when they are wanted, to see what a run makes of papers that no
rule was written on. All their numbers and cited works are invented.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from pipeline.gold.load import read_splits

ROOT = Path(__file__).resolve().parents[2]
PAPERS = Path(__file__).resolve().parent / "papers"
#: Printed in the PDF's metadata instead of the clock, so that an unchanged source gives an unchanged file.
PRINTED_ON = datetime(2026, 11, 23, tzinfo=UTC)
#: Typst ships with the first two, the DejaVu faces come with most systems. Another face moves lines.
FACES = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans", "DejaVu Serif")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of ours: its folder holds paper.typ and its gold."""

    name: str
    split: str

    @property
    def folder(self) -> Path:
        return PAPERS / self.name


def list_papers(split: str = "") -> list[Paper]:
    """The papers of a split, or all of them, in the order of splits.csv."""
    return [Paper(name, label) for name, label in read_splits(PAPERS).items() if split in ("", label)]


def find_missing_faces() -> list[str]:
    """Faces that this machine lacks, without which the pages are not those that the gold speaks of."""
    return sorted(set(FACES) - set(_fonts().families()))


def typeset_paper(paper: Paper) -> bytes:
    """Typeset one paper; raises TypstError where its source is wrong."""
    source = paper.folder / "paper.typ"
    pages = typst.compile(source, root=ROOT, font_paths=_fonts(), timestamp=PRINTED_ON, pdf_tags=False)
    return pages if isinstance(pages, bytes) else b""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True)
