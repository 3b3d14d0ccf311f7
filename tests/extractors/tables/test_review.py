"""The tables of the corpus: those of the review cell by cell, the others by shape."""

import json
from pathlib import Path

import pytest

from extractors.model.document import Table
from tests.extractors.tables.conftest import read_pdf

SHAPES = {
    "adaptive-kmc-rsc": {"1": (5, 2), "2": (10, 5)},
    "energy-materials-npj-2019": {},
    "fast-ion-conduction-philtrans": {},
    "garnet-lattice-gas-rsos": {"1": (6, 3)},
    "hornsveld-rsc-advances": {"1": (5, 5), "2": (4, 7), "3": (2, 6)},
    "mgse-natcommun-2017": {},
    "nasicon-batteries-mdpi": {"1": (5, 5), "2": (5, 6), "3": (5, 6), "4": (4, 2)},
    "nasicon-natcommun-2022": {"1": (7, 4)},
}


SAMPLES = {
    "halide-review": {"1": (9, 4), "2": (6, 7), "3": (9, 7)},
    "research-paper": {"1": (7, 5), "2": (4, 4), "3": (8, 5)},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_of_the_samples_keep_their_captions(samples: Path, name: str) -> None:
    tables = read_pdf((samples / name / "paper.pdf").read_bytes())
    assert {table.number: (len(table.rows), table.width) for table in tables} == SAMPLES[name]


@pytest.fixture(scope="session")
def review(corpus: Path) -> dict[str, Table]:
    return {table.number: table for table in read_pdf((corpus / "review.pdf").read_bytes())}


def test_cells_of_the_review_are_exact(review: dict[str, Table], corpus: Path) -> None:
    right = total = 0
    for true in json.loads((corpus / "review-truth.json").read_text())["tables"]:
        table = review[str(true["num"])]
        assert (len(table.rows), table.width) == (len(true["rows"]), len(true["header"]))
        assert list(table.paths) == true["header"]
        assert table.caption.flat == true["caption"]["text"]
        for row, cells in zip(true["rows_filled"], table.rows, strict=True):
            right += sum(text == cell.text.flat for text, cell in zip(row, cells, strict=True))
            total += len(row)
    assert right >= 0.98 * total


@pytest.mark.parametrize("name", SHAPES)
def test_tables_of_other_papers_are_found_in_shape(corpus: Path, name: str) -> None:
    tables = read_pdf((corpus / f"{name}.pdf").read_bytes())
    assert {table.number: (len(table.rows), table.width) for table in tables} == SHAPES[name]
