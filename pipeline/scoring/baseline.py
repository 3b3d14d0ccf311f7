"""The tracked baseline: what the extractor found when it was last declared good."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.gold.load import load_gold
from pipeline.rows import RECORDS, find_file, read_rows
from pipeline.scoring.predictions import Owners
from pipeline.scoring.render import score_to_rows
from pipeline.scoring.score import Score
from pipeline.serialise import dump_line
from pipeline.store import replace_file

KEPT = (
    "record_id", "document_id", "doi", "property", "material", "composition", "variables", "qualifier",
    "value_low", "value_high", "unit", "value_text", "norm_low", "norm_high", "norm_unit", "temperature_k",
    "temperature_text", "kind", "origin", "condition", "this_work", "refs", "page", "section", "where",
    "extractors", "class", "confidence", "details",
)  # fmt: skip
"""Facts and places only: a baseline is published, so it holds no sentence of a paper."""


def write_baseline(score: Score, records: Path, gold: Path, folder: Path) -> None:
    """Write the records that have gold, the documents that were read, and the score's numbers to a folder."""
    owners = Owners(load_gold(gold))
    rows = [row for row in read_rows(find_file(records)) if owners.find(row)]
    rows.sort(key=lambda row: (owners.find(row) or "", row["page"], row["where"], str(row["record_id"])))
    read = [tally.name for tally in score.tallies if tally.scope == "document" and tally.mode == "strict"]
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / RECORDS, (dump_line(_keep_facts(row)) for row in rows))
    inputs = [{"document": name} for name in sorted(read)]
    replace_file(folder / "manifest.json", [json.dumps({"inputs": inputs}, indent=1) + "\n"])
    numbers = [
        {name: value for name, value in row.items() if value is not None} for row in score_to_rows(score)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in numbers)
    replace_file(folder / "score.json", [f"[\n{lines}\n]\n"])


def _keep_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    places = [{"page": place["page"], "where": place["where"]} for place in row.get("other_places") or ()]
    findings = [{"code": finding["code"]} for finding in row.get("findings") or ()]
    return {name: row.get(name) for name in KEPT} | {"findings": findings, "other_places": places}
