"""The sample papers, their sources and their gold agree with each other."""

import csv
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from pipeline.gold.check import check_gold

NAMES = ("halide-review", "research-paper")
#: White space and what has no width: the hyphen of a broken word in PDFium's codes, the break of a formula.
UNSEEN = re.compile("[\\s\u00ad\u200b\u0002\ufffe]")


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def read_pages(path: Path) -> list[str]:
    """The text of each page without any white space."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [UNSEEN.sub("", page.get_textpage().get_text_range()) for page in pdf]


def load_build(samples: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_samples", samples / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_paper_is_what_its_source_gives(samples: Path, name: str):
    pytest.importorskip("typst", reason="typst is needed to typeset the sample papers")
    folder = samples / name
    assert load_build(samples).typeset(folder / "paper.typ") == (folder / "paper.pdf").read_bytes()


def test_gold_has_no_faults(samples: Path):
    assert check_gold(samples) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_value_and_material_stands_on_the_page_that_gold_names(samples: Path, name: str):
    pages = read_pages(samples / name / "paper.pdf")
    missing = []
    for row in read_rows(samples / name / "records.csv"):
        page = pages[int(row["page"]) - 1]
        number = re.match(r"\D*?([\d.]+)", row["value_text"])
        if number and row["property"] != "structure" and number[1] not in page:
            missing.append((row["gold_id"], number[1]))
        formula = re.sub(r"\s|-", "", row["material"].split(" (")[0])
        # A sentence may begin on the page before: its value then stands on this one, its material on that.
        near = "".join(pages[max(int(row["page"]) - 2, 0) : int(row["page"])])
        if row["class"] == "false" and formula not in re.sub("[−–-]", "", near):
            missing.append((row["gold_id"], formula))
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_is_printed_and_cited(samples: Path, name: str):
    text = "".join(read_pages(samples / name / "paper.pdf"))
    references = read_rows(samples / name / "references.csv")
    rows = read_rows(samples / name / "records.csv")
    cited = {ref for row in rows for ref in row["refs"].split(";") if ref}
    assert [row["number"] for row in references] == [str(n + 1) for n in range(len(references))]
    assert cited <= {row["number"] for row in references}
    for row in references:
        last = row["authors"].split(";")[-1].replace(" ", "").replace("-", "")
        assert last in text.replace("-", ""), row["number"]


def test_the_invented_paper_says_so_on_every_page(samples: Path):
    pages = read_pages(samples / "research-paper" / "paper.pdf")
    assert all("Sampledocumentofionlit:thenumbersareinvented" in page for page in pages)
    assert json.loads((samples / "research-paper" / "document.json").read_text())["pages"] == len(pages)
