"""The score of a run, kept with a digest of what it was made from, so that it is not made twice."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.gold.load import find_documents
from pipeline.inputs import hash_file
from pipeline.rows import RECORDS
from pipeline.run import MANIFEST, REFERENCES
from pipeline.sheets import Sheet, sheets_to_markdown
from pipeline.store import replace_file
from pipeline.versions import digest_rules, result_versions

SCORE, ERRORS, SUMMARY = "score.json", "score.md", "score.summary.json"
SPLITS = "splits.csv"
JUDGES = ("gold", "scoring", "rows.py")
"""What of the pipeline decides on a score."""


def score_run(out: Path, gold: Path) -> Sheet:
    """Score a run folder against gold, unless its score was made from just that before; tell the summary.

    The whole score is kept as `score.json`, its errors as `score.md`. Raises UnreadableFile, OSError.
    """
    made_from = digest_scored(out, gold)
    return _find_summary(out, made_from) or _score_anew(out, gold, made_from)


def digest_scored(out: Path, gold: Path) -> str:
    """A digest of a run's dataset, the gold, and the code that compares them."""
    digest = hashlib.sha256(digest_rules(JUDGES, "pipeline").encode())
    digest.update(json.dumps(result_versions(), sort_keys=True).encode())
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    digest.update(json.dumps(manifest["inputs"], sort_keys=True).encode())
    for file in (out / RECORDS, out / REFERENCES, *_gold_files(gold)):
        digest.update(f"{file.parent.name}/{file.name} {hash_file(file)}\n".encode())
    return digest.hexdigest()


def _gold_files(gold: Path) -> Iterator[Path]:
    yield from (splits for splits in [gold / SPLITS] if splits.is_file())
    for folder in find_documents(gold):
        yield from sorted(file for file in folder.iterdir() if file.is_file())


def _find_summary(out: Path, made_from: str) -> Sheet | None:
    """The summary of the score that lies there, if it was made from just that and as it was written."""
    try:
        kept = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
        if kept["made_from"] != made_from or kept["sizes"] != _measure(out):
            return None
        sheet = kept["sheet"]
        rows = tuple(tuple(row) for row in sheet["rows"])
        return Sheet(sheet["title"], tuple(sheet["header"]), rows, sheet["note"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _score_anew(out: Path, gold: Path, made_from: str) -> Sheet:
    from pipeline.scoring import score_dataset
    from pipeline.scoring.render import score_to_json, score_to_sheets

    result = score_dataset(out, gold)
    sheets = score_to_sheets(result)
    replace_file(out / SCORE, [score_to_json(result)])
    replace_file(out / ERRORS, [sheets_to_markdown(sheets)])
    kept = {"made_from": made_from, "sizes": _measure(out), "sheet": asdict(sheets[0])}
    replace_file(out / SUMMARY, [json.dumps(kept, ensure_ascii=False) + "\n"])
    return sheets[0]


def _measure(out: Path) -> dict[str, int]:
    return {name: (out / name).stat().st_size for name in (SCORE, ERRORS)}
