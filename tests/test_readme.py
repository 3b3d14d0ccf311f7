"""The scores that the README states are those of the tracked baseline."""

import csv
import re
from collections import Counter
from pathlib import Path

from pipeline.scoring import score_dataset
from pipeline.scoring.score import Score

ROOT = Path(__file__).parent.parent
REVIEW = "10.1039_d5eb00064e"


def count(score: Score, documents: set[str], groups: set[str]) -> tuple[int, int, int]:
    """Right, spurious, missed, compositions compared by elements; a soft find is both wrong and missed."""
    levels = Counter(
        verdict.level
        for verdict in score.verdicts
        if verdict.document in documents and verdict.group in groups
    )
    extra = sum(found.document in documents and found.group in groups for found in score.spurious)
    return levels["strict"] + levels["formula"], extra + levels["soft"], levels["missed"] + levels["soft"]


def test_the_score_table_is_that_of_the_baseline() -> None:
    score = score_dataset(ROOT / "outputs" / "baseline" / "records.jsonl", ROOT / "gold")
    with (ROOT / "gold" / "splits.csv").open(encoding="utf-8", newline="") as rows:
        split = {row["document"]: row["split"] for row in csv.DictReader(rows)}
    both = {"ionic_conductivity", "activation_energy"}
    measured = [
        count(score, {REVIEW}, {"ionic_conductivity"}),
        count(score, {name for name, where in split.items() if where == "develop"}, both),
        count(score, {name for name, where in split.items() if where == "held-out"}, both),
    ]
    cells = r"\| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$"
    stated = re.findall(cells, (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [tuple(map(int, row[:3])) for row in stated] == measured
    for right, spurious, missed, precision, recall in stated:
        assert precision == f"{int(right) / (int(right) + int(spurious)):.2f}"
        assert recall == f"{int(right) / (int(right) + int(missed)):.2f}"
