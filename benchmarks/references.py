"""How well reference lists are read: entries found, fields right, whole entries right, seconds.

`python -m benchmarks.references` reads the papers beside the checkout and compares with the hand-made gold of
references; `--errors` lists what is wrong. A whole entry is right when authors, journal, year, volume and
first page are all as printed.
"""

import argparse
import csv
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import typst

from extractors.layout import lay_out
from extractors.model.document import Reference
from extractors.reading import open_reading
from extractors.references import parse_references
from tests.extractors.references import unseen_lists
from tests.extractors.references.typeset_lists import STYLES, Style, Work, expected, read_works, to_typst

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
GOLD = ROOT / "gold"
PAPERS = {
    "10.1039_d5eb00064e": "review.pdf",
    "10.1039_c7ra07722j": "hornsveld-rsc-advances.pdf",
    "10.1038_s41467-022-32190-7": "nasicon-natcommun-2022.pdf",
    "10.1098_rsos.170824": "garnet-lattice-gas-rsos.pdf",
    "10.3390_batteries4030033": "nasicon-batteries-mdpi.pdf",
}
WHOLE = ("authors", "journal", "year", "volume", "first_page")
FIELDS = (*WHOLE, "title", "last_page", "issue", "doi")


@dataclass(slots=True)
class Score:
    """Counts of one list; `right[f]` of `said[f]` entries have field f as gold has it."""

    name: str
    entries: int = 0
    found: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


def same(text: str) -> str:
    """What two curators may type differently (spaces, dashes, quotes, primes) is alike."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[‐‑–—−]", "-", text)
    text = re.sub(r"[‘’`´]", "'", text)
    text = re.sub(r"[“”„]", '"', text)
    text = text.replace("◦", "°").replace("″", "′′")
    return re.sub(r"\s+", "", text)


def to_row(reference: Reference) -> dict[str, str]:
    return {
        "authors": ";".join(reference.authors),
        "title": reference.title,
        "journal": reference.journal,
        "year": str(reference.year or ""),
        "volume": reference.volume,
        "issue": reference.issue,
        "first_page": reference.first_page,
        "last_page": reference.last_page,
        "doi": reference.doi,
    }


def score_list(name: str, gold: list[dict[str, str]], references: tuple[Reference, ...]) -> Score:
    score = Score(name, entries=len(gold))
    found = {reference.key: to_row(reference) for reference in references}
    for row in gold:
        mine = found.get(row["number"])
        if mine is None:
            score.errors.append(f"{name} {row['number']}: no such entry")
            continue
        score.found += 1
        known = [key for key in FIELDS if key in row]
        wrong = [key for key in known if not _agrees(key, row[key], mine[key])]
        score.said.update(key for key in known if row[key] or (key != "doi" and mine[key]))
        score.right.update(
            key for key in known if key not in wrong and (row[key] or (key != "doi" and mine[key]))
        )
        score.whole += not set(wrong) & set(WHOLE)
        score.errors += [f"{name} {row['number']} {key}: {mine[key]!r} for {row[key]!r}" for key in wrong]
    return score


def _agrees(key: str, gold: str, mine: str) -> bool:
    if key == "doi":  # gold has the printed ones only, the file's links know more
        return not gold or gold.casefold() == mine.casefold()
    return same(gold) == same(mine)


def read_gold(folder: Path) -> list[dict[str, str]]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score_papers() -> Iterator[Score]:
    """The papers beside the checkout, and the samples that ship with the project."""
    for name, paper in PAPERS.items():
        folder = next(
            (path for path in (GOLD / name, GOLD / "passes" / "first" / name) if path.is_dir()), None
        )
        if folder is not None and (CORPUS / paper).is_file():
            yield score_pdf(paper, CORPUS / paper, read_gold(folder))
    for folder in sorted((GOLD / "samples").glob("*/")):
        if (folder / "references.csv").is_file():
            yield score_pdf(folder.name, folder / "paper.pdf", read_gold(folder))


def score_pdf(name: str, path: Path, gold: list[dict[str, str]]) -> Score:
    with open_reading(path.read_bytes(), file_name=path.name) as reading:
        pages = tuple(lay_out(reading.pages()))
    start = time.perf_counter()
    references = parse_references(pages)
    score = score_list(name, gold, references)
    score.seconds = time.perf_counter() - start
    return score


def score_styles(use: str) -> Iterator[Score]:
    """Lists typeset in each style, from the PDF; only works marked so in the table of works."""
    for style in STYLES:
        works = read_works()
        found = read_typeset(to_typst(style, works))
        chosen = [i for i, work in enumerate(works) if work.use == use]
        gold = [to_gold(style, works[i], i) for i in chosen]
        mine = tuple(replace(reference, key=str(i)) for i, reference in enumerate(found))
        score = score_list(f"{style.name} ({style.use})", gold, mine)
        yield score


def score_manners(use: str) -> Iterator[Score]:
    """Lists in manners that the styles do not have, all works, entries in the order of print."""
    for manner in unseen_lists.MANNERS:
        if manner.use == use:
            works = unseen_lists.order_works(manner, read_works())
            gold = [to_gold(manner.style, work, i) for i, work in enumerate(works)]
            found = read_typeset(unseen_lists.to_typst(manner, works))
            mine = tuple(replace(reference, key=str(i)) for i, reference in enumerate(found))
            yield score_list(manner.name, gold, mine)


def to_gold(style: Style, work: Work, number: int) -> dict[str, str]:
    return {"number": str(number), **expected(style, work)}


def read_typeset(text: str) -> tuple[Reference, ...]:
    with tempfile.TemporaryDirectory() as folder:
        source, pdf = Path(folder, "list.typ"), Path(folder, "list.pdf")
        source.write_text(text, encoding="utf-8")
        typst.compile(str(source), output=str(pdf), font_paths=typst.Fonts(include_system_fonts=True))
        with open_reading(pdf.read_bytes()) as reading:
            return parse_references(tuple(lay_out(reading.pages())))


def print_scores(scores: list[Score], *, errors: bool) -> None:
    write = sys.stdout.write
    write(
        f"{'list':34}{'entries':>8}{'found':>7}{'whole':>7}  "
        + "".join(f"{key:>11}" for key in FIELDS)
        + "\n"
    )
    for score in scores:
        shares = "".join(
            f"{score.right[key] / score.said[key]:11.3f}" if score.said[key] else f"{'-':>11}"
            for key in FIELDS
        )
        write(
            f"{score.name:34}{score.entries:8}{score.found:7}{score.whole / score.entries:7.3f}  {shares}\n"
        )
        if errors:
            write("".join(f"    {error}\n" for error in score.errors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--styles", choices=("develop", "evaluate"), help="typeset lists, works of this use")
    parser.add_argument("--manners", choices=("develop", "evaluate"), help="lists set in unusual manners")
    arguments = parser.parse_args()
    if arguments.styles:
        scores = score_styles(arguments.styles)
    elif arguments.manners:
        scores = score_manners(arguments.manners)
    else:
        scores = score_papers()
    print_scores(list(scores), errors=arguments.errors)


if __name__ == "__main__":
    main()
