"""Accuracy on papers of our own in the typography of ten publishers, with gold written before any run.

    python -m benchmarks.papers [--show] [--keep FOLDER]

Typesets the papers of tests/typeset/papers, extracts each and scores it against the gold beside its source.
Prints precision and recall for each paper, strictly and softly, and the wrong exponents. `--show` prints what
misses in `develop`; papers of `evaluate` are counted and never shown, so that rules stay written on `develop`
alone. `--keep` leaves the PDFs and records in a folder.
"""

import argparse
import tempfile
from pathlib import Path

from extractors.extract import extract_document
from pipeline.scoring.score import Score, score_dataset
from pipeline.scoring.tally import Counts, precision_of, recall_of
from pipeline.serialise import dump_line, record_to_dict, references_to_dicts
from tests.typeset.paper import Paper, find_missing_faces, list_papers, typeset_paper

PROPERTIES = ("ionic_conductivity", "activation_energy")
MODES = ("strict", "soft")

Scored = list[tuple[Paper, Score]]


def score_paper(paper: Paper, folder: Path) -> Score:
    """Typeset, read and score one paper; its PDF and records stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    data = typeset_paper(paper)
    (folder / f"{paper.name}.pdf").write_bytes(data)
    extraction = extract_document(data, file_name=f"{paper.name}.pdf")
    owner = {"document": paper.name}  # gold knows neither hash nor DOI of what is typeset anew
    tables = {
        "records.jsonl": [record_to_dict(record) for record in extraction.records],
        "references.jsonl": references_to_dicts(extraction.document),
    }
    for name, rows in tables.items():
        (folder / name).write_text("".join(dump_line(row | owner) for row in rows), encoding="utf-8")
    return score_dataset(folder / "records.jsonl", paper.folder)


def print_figures(label: str, scores: list[Score]) -> None:
    """One line a property, then wrong exponents and the stages that the score measures."""
    for name in PROPERTIES:
        shares = "  ".join(f"{mode} {_print_counts(_sum_counts(scores, mode, name))}" for mode in MODES)
        print(f"{label:22} {name:19} {shares}")
    wrong = sum(len(score.wrong_exponents) for score in scores)
    stages: dict[str, tuple[int, int]] = {}
    for stage in (stage for score in scores for stage in score.stages):
        right, of = stages.get(f"{stage.stage} {stage.measure}", (0, 0))
        stages[f"{stage.stage} {stage.measure}"] = (right + stage.right, of + stage.of)
    print(f"{label:22} wrong exponents {wrong}; ", end="")
    print(", ".join(f"{name} {right}/{of}" for name, (right, of) in stages.items()))


def print_misses(paper: Paper, score: Score) -> None:
    """Facts that were not found strictly, records that nothing explains, and the class of each error."""
    print(f"\n{paper.name}")
    for verdict in score.verdicts:
        if verdict.level != "strict":
            print(f"  - {verdict.level:7} {verdict.fact} {verdict.gold} | {verdict.given}")
    for verdict in score.spurious:
        print(f"  + {verdict.given}")
    for error in score.errors:
        print(f"  ! {error.kind:11} {error.fact} p. {error.page} {error.where}: {error.note}")


def _sum_counts(scores: list[Score], mode: str, name: str) -> Counts:
    tallies = [tally for score in scores for tally in score.tallies]
    return sum(
        (
            tally.counts
            for tally in tallies
            if (tally.mode, tally.scope, tally.name) == (mode, "property", name)
        ),
        start=Counts(),
    )


def _print_counts(counts: Counts) -> str:
    found, stated = counts.tp + counts.fp, counts.tp + counts.fn
    precision, recall = precision_of(counts), recall_of(counts)
    return (
        f"P {counts.tp:3}/{found:<3} {'' if precision is None else f'{precision:.3f}':5} "
        f"R {counts.tp:3}/{stated:<3} {'' if recall is None else f'{recall:.3f}':5}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--show", action="store_true", help="print what misses in the papers of develop")
    parser.add_argument("--keep", type=Path, help="leave PDFs and records here")
    arguments = parser.parse_args()
    if missing := find_missing_faces():
        print(f"fonts missing, so lines and pages are others than gold says: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        scored: Scored = [(paper, score_paper(paper, folder / paper.name)) for paper in list_papers()]
    for paper, score in scored:
        print_figures(paper.name, [score])
    for split in dict.fromkeys(paper.split for paper, _ in scored):
        print_figures(f"all of {split}", [score for paper, score in scored if paper.split == split])
    for paper, score in scored:
        if arguments.show and paper.split == "develop":
            print_misses(paper, score)


if __name__ == "__main__":
    main()
