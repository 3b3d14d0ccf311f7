"""Which records are scored against which gold document, from whatever file they come."""

import hashlib
import json

import pytest

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.dataset import load_dataset
from pipeline.rows import rows_to_csv
from pipeline.scoring.baseline import write_baseline
from pipeline.scoring.changes import changes_to_sheets, find_changes
from pipeline.scoring.predictions import newest_run
from pipeline.scoring.render import score_to_csv, score_to_json, score_to_rows, score_to_sheets
from pipeline.scoring.score import score_dataset
from pipeline.sheets import sheets_to_markdown


def write_run(folder, rows, inputs=None, references=()):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    if inputs is not None:
        (folder / "manifest.json").write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    if references:
        lines = "".join(json.dumps(row) + "\n" for row in references)
        (folder / "references.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path, claim, write_gold):
    folder = tmp_path / "gold"
    write_gold(folder / "documents" / "10.1_paper", [[claim(0.5)], [claim(1.7, material="Li3YBr6")]])
    write_gold(folder / "documents" / "10.1_other", [[claim(9.0, material="LiF")]], doi="10.1/other")
    return folder


def recall(score):
    return score.tally("formula").recall


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "folder"])
def test_every_kind_of_file_gives_the_same_score(kind, gold, tmp_path, claim, record_of):
    rows = [record_of(claim(0.5)), record_of(claim(1.7, material="Li3YBr6", spots=claim(page=2).spots * 2))]
    run = write_run(tmp_path / "run", rows)
    if kind == "csv":
        (run / "a.csv").write_text("".join(rows_to_csv(rows, rows[0])), encoding="utf-8")
    if kind == "parquet":
        load_dataset(run).drop(columns=["details", "other_places"]).to_parquet(run / "a.parquet")
    source = {"jsonl": run / "records.jsonl", "folder": run}.get(kind, run / f"a.{kind}")
    score = score_dataset(source, gold)
    assert score.tally("strict").counts.tp == 2
    assert score.errors[0].kind == "recognition"
    assert len(score.errors) == 1
    assert recall(score) == 2 / 3


def test_documents_that_the_run_did_not_read_are_named_and_not_scored(gold, tmp_path, claim, record_of):
    run = write_run(
        tmp_path / "run", [record_of(claim(0.5))], inputs=[{"doi": "10.1/PAPER", "file": "x.pdf"}]
    )
    score = score_dataset(run, gold)
    assert recall(score) == 1 / 2
    assert score.unread == ("10.1_other",)


def test_a_document_that_was_read_without_finding_anything_is_scored(gold, tmp_path):
    run = write_run(tmp_path / "run", [], inputs=[{"doi": "10.1/paper"}, {"doi": "10.1/other"}])
    assert recall(score_dataset(run, gold)) == 0.0


def test_a_paper_is_known_by_its_bytes_where_it_lies_beside_its_gold(tmp_path, claim, write_gold, record_of):
    folder = write_gold(tmp_path / "samples" / "one", [[claim(0.5)]], doi="")
    (folder / "paper.pdf").write_bytes(b"%PDF one")
    head = hashlib.sha256(b"%PDF one").hexdigest()[:16]
    rows = [record_of(claim(0.5), doi="") | {"document_id": head}]
    entry = {"document_id": head, "number": 7, "authors": ["A. Author", "B. Author"], "journal": "J. Tests"}
    entry |= {
        "volume": "1",
        "year": 2020,
        "first_page": "2",
        "last_page": "3",
        "doi": "10.1000/SEVEN",
        "title": None,
    }
    score = score_dataset(write_run(tmp_path / "run", rows, references=[entry]), tmp_path)
    assert recall(score) == 1.0
    stages = {s.measure: (s.right, s.of) for s in score.stages if s.stage == "references"}
    assert stages["whole entries"] == stages["entries found"] == stages["authors"] == stages["doi"] == (1, 1)
    other = score_dataset(write_run(tmp_path / "else", [rows[0] | {"document_id": "0" * 16}]), tmp_path)
    assert other.strangers == ("0" * 16,)
    assert recall(other) == 0.0


def test_a_wrong_field_of_a_reference_breaks_the_entry_and_only_that_field(
    tmp_path, claim, write_gold, record_of
):
    write_gold(tmp_path / "documents" / "10.1_paper", [[claim(0.5)]])
    entry = {"document_id": "abc", "number": 7, "authors": ["A. Author"], "journal": "J. Tests", "year": 2020}
    rows = [record_of(claim(0.5)) | {"document_id": "abc"}]
    score = score_dataset(write_run(tmp_path / "run", rows, references=[entry]), tmp_path)
    stages = {s.measure: (s.right, s.of) for s in score.stages if s.stage == "references"}
    assert stages["authors"] == stages["first_page"] == stages["whole entries"] == (0, 1)
    assert stages["journal"] == stages["year"] == (1, 1)


def test_records_of_one_extractor_can_be_scored_alone(gold, tmp_path, claim, record_of):
    rows = [
        record_of(claim(0.5)) | {"extractors": ["rules", "cde"]},
        record_of(claim(1.7, material="Li3YBr6")) | {"extractors": ["rules"]},
    ]
    run = write_run(tmp_path / "run", rows, inputs=[{"doi": "10.1/paper"}])
    assert recall(score_dataset(run, gold)) == 1.0
    assert recall(score_dataset(run, gold, lambda record: "cde" in record.extractors)) == 0.5


def test_gains_and_losses_are_told_fact_by_fact(gold, tmp_path, claim, record_of):
    before = [claim(0.5), claim(4.0, material="NaF")]
    after = [claim(1.7, material="Li3YBr6", qualifier="~"), claim(5.0, material="KF")]
    runs = [
        write_run(tmp_path / name, map(record_of, rows), inputs=[{"doi": "10.1/paper"}])
        for name, rows in (("before", before), ("after", after))
    ]
    scores = [score_dataset(run, gold) for run in runs]
    changes = find_changes(*scores)
    assert [(was.level, now.level, now.gold) for was, now in changes.won] == [
        ("missed", "soft", "Li3YBr6 1.7 mS cm−1 at 25 °C")
    ]
    assert [(was.level, now.level) for was, now in changes.lost] == [("strict", "missed")]
    assert [verdict.given for verdict in changes.come] == ["KF 5 mS cm−1 at 25 °C"]
    assert [verdict.given for verdict in changes.gone] == ["NaF 4 mS cm−1 at 25 °C"]
    assert find_changes(scores[0], scores[0]) == type(changes)((), (), (), ())
    assert "Lost (1)" in sheets_to_markdown(changes_to_sheets(changes))


def test_a_baseline_scores_as_the_run_did_and_holds_no_sentence(gold, tmp_path, claim, record_of):
    rows = [
        record_of(claim(0.5, findings=()))
        | {"quote": "A sentence.", "findings": [{"code": "a.b", "note": "words"}]},
        record_of(claim(3.0), doi="10.1/unknown"),
    ]
    run = write_run(tmp_path / "run", rows, inputs=[{"doi": "10.1/paper"}])
    score = score_dataset(run, gold)
    write_baseline(score, run, gold, tmp_path / "baseline")
    again = score_dataset(tmp_path / "baseline", gold)
    assert score_to_rows(again) == score_to_rows(score)
    assert find_changes(again, score).lost == ()
    text = (tmp_path / "baseline" / "records.jsonl").read_text(encoding="utf-8")
    assert "sentence" not in text
    assert "words" not in text
    assert "unknown" not in text
    assert (
        json.loads((tmp_path / "baseline" / "score.json").read_text(encoding="utf-8"))[0]["mode"] == "strict"
    )


def test_a_score_is_written_in_every_form(gold, tmp_path, claim, record_of):
    score = score_dataset(write_run(tmp_path / "run", [record_of(claim(0.5)), record_of(claim(50.0))]), gold)
    whole = json.loads(score_to_json(score))
    assert whole["tallies"][0]["f1"] == score.tally("strict").f1
    assert whole["wrong_exponents"][0]["power"] == 2
    lines = score_to_csv(score).splitlines()
    assert len(lines) == len(score_to_rows(score)) + 1
    markdown = sheets_to_markdown(score_to_sheets(score))
    for title in (
        "Records against gold",
        "By property",
        "By place",
        "By document",
        "Errors by class",
        "Wrong exponents",
    ):
        assert f"## {title}" in markdown


def test_the_newest_run_is_found_and_the_baseline_is_none(tmp_path):
    with pytest.raises(WrongUsage, match="holds no run"):
        newest_run(tmp_path)
    write_run(tmp_path / "baseline", [])
    with pytest.raises(WrongUsage):
        newest_run(tmp_path)
    write_run(tmp_path / "mine", [])
    assert newest_run(tmp_path) == tmp_path / "mine"


def test_what_cannot_be_read_is_one_clear_error(gold, tmp_path):
    with pytest.raises(UnreadableFile, match="holds no records"):
        score_dataset(tmp_path / "nowhere", gold)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WrongUsage, match=r"none of \.jsonl"):
        score_dataset(tmp_path / "a.txt", gold)
    with pytest.raises(UnreadableFile, match="holds no gold"):
        score_dataset(write_run(tmp_path / "run", []), tmp_path / "run")
