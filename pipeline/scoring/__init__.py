"""Scoring of extracted records against gold."""

from pipeline.scoring.changes import find_changes
from pipeline.scoring.render import score_to_rows
from pipeline.scoring.score import Score, score_dataset

__all__ = ["Score", "find_changes", "score_dataset", "score_to_rows"]
