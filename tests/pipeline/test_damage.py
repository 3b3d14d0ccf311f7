"""PDFs damaged at random: each ends with a result or a reason, none ends a worker or needs a bug report."""

from pathlib import Path

from extractors.settings import Settings
from pipeline.run import carry_out, plan_run, read_one_by_one
from pipeline.store import FAILED
from pipeline.workers import Limits, open_workers
from tests.pipeline.damage import damage_papers

COUNT = 12
"""500 are read by `python -m benchmarks.damage`."""


def test_damaged_papers_end_with_a_result_or_a_reason(samples: Path, tmp_path: Path):
    whole = [(samples / name / "paper.pdf").read_bytes() for name in ("research-paper", "halide-review")]
    (tmp_path / "papers").mkdir()
    for number, (what, data) in enumerate(damage_papers(whole, COUNT, seed=11)):
        (tmp_path / "papers" / f"{number:02}-{what}.pdf").write_bytes(data)
    plan = plan_run([tmp_path / "papers"], tmp_path / "out", Settings(extractors=("rules",)))
    with open_workers(1, Limits(seconds=60)) as pool:
        report = carry_out(plan, read_one_by_one(pool.read), lambda _: None)
    reasons = [outcome.reason for outcome in report.outcomes]
    assert len(reasons) == COUNT
    assert not [reason for reason in reasons if "ionlit failed" in reason or "worker" in reason]
    assert all(outcome.reason for outcome in report.failed)
    assert {outcome.status for outcome in report.outcomes} > {FAILED}
