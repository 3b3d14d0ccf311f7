"""What gold says of a run, sorted to the papers and records of its report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.gold.load import GoldDocument, load_gold
from pipeline.report.source import Source
from pipeline.scoring.blame import Error
from pipeline.scoring.predictions import Owners, read_predictions
from pipeline.scoring.score import Score, score_predictions

RIGHT = ("strict", "formula")
SIDES = ("missed", "wrong", "spurious")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One paper against gold: a verdict per record_id, and errors by side (missed, wrong, spurious)."""

    name: str
    verdicts: Mapping[str, str]
    errors: Mapping[str, tuple[Error, ...]]


@dataclass(frozen=True, slots=True)
class Against:
    """A whole score, and the judgement of each paper that has gold, by document_id."""

    folder: Path
    score: Score
    papers: Mapping[str, Judgement] = field(default_factory=dict)


def judge_source(source: Source, gold: Path) -> Against | None:
    """Score the records of a report; None where none of its papers has gold. Raises UnreadableFile."""
    documents = load_gold(gold)
    owned = _find_owners(source, documents)
    if not owned:
        return None
    score = score_predictions(read_predictions(source.path, documents), documents)
    papers = {
        key: Judgement(name, _verdicts(score, name), _errors(score, name)) for key, name in owned.items()
    }
    return Against(gold, score, papers)


def _find_owners(source: Source, documents: Sequence[GoldDocument]) -> dict[str, str]:
    owners = Owners(documents)
    rows = {
        paper.document_id: {"document_id": paper.document_id, "doi": paper.doi, "file": paper.name}
        for paper in source.papers
    }
    return {key: owner for key, row in rows.items() if (owner := owners.find(row))}


def _verdicts(score: Score, name: str) -> dict[str, str]:
    """right, differs (the fact is right, a field beside it is not) or spurious; others were not judged."""
    found = {
        verdict.record_id: "right" if verdict.level in RIGHT else "differs"
        for verdict in score.verdicts
        if verdict.document == name and verdict.record_id
    }
    wrong = {error.record_id: "wrong" for error in _errors(score, name)["wrong"] if error.record_id}
    spurious = {verdict.record_id: "spurious" for verdict in score.spurious if verdict.document == name}
    return {**found, **spurious, **{key: said for key, said in wrong.items() if found.get(key) != "right"}}


def _errors(score: Score, name: str) -> dict[str, tuple[Error, ...]]:
    sides: dict[str, list[Error]] = {side: [] for side in SIDES}
    for error in score.errors:
        if error.document == name:
            side = "spurious" if not error.fact else "wrong" if error.record_id else "missed"
            sides[side].append(error)
    return {side: tuple(found) for side, found in sides.items()}
