"""A run from papers to a dataset, whoever carries out the reading: plan, read, gather, write the manifest."""

import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from extractors.settings import Settings
from pipeline.columns import columns_of
from pipeline.halfway import FOLDER as HALFWAY
from pipeline.inputs import Paper, Unread, find_papers
from pipeline.jobs import Job
from pipeline.rows import RECORD_FIELDS, RECORDS, rows_to_csv
from pipeline.serialise import Json
from pipeline.store import FAILED, Outcome, Store, replace_file, sweep_parts
from pipeline.versions import result_key, result_versions

RESULTS = "documents"
MANIFEST = "manifest.json"
REFERENCES = "references.jsonl"
DATASET = (RECORDS, REFERENCES, "records.csv", "documents.csv")
DOCUMENT_FIELDS = tuple(column.name for column in columns_of("documents", added=False))

Listener = Callable[[Outcome], None]
ReadAll = Callable[[Sequence[Job], Listener], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do: papers with their keys, outcomes that the store has already, jobs left."""

    out: Path
    settings: Settings
    papers: tuple[tuple[str, Paper], ...]
    unread: tuple[Unread, ...]
    stored: tuple[Outcome, ...]
    jobs: tuple[Job, ...]
    retried: bool
    """Whether nothing is left but papers that failed in the run before, and are tried again."""
    started: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: an outcome per paper in the order of the input; `unchanged` came from the store."""

    out: Path
    outcomes: tuple[Outcome, ...]
    unchanged: int
    seconds: float

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == FAILED)

    @property
    def records(self) -> int:
        return sum(outcome.records for outcome in self.outcomes)


def plan_run(
    paths: Sequence[Path], out: Path, settings: Settings, called: Mapping[Path, str] | None = None
) -> Plan:
    """Find the papers and what is known of them; reads no PDF, only hashes. `called` as in `find_papers`.

    Raises UnreadableFile for paths without papers, OSError where the folder cannot be made.
    """
    started = datetime.now(UTC)
    found, unread = find_papers(paths, called)
    (out / RESULTS).mkdir(parents=True, exist_ok=True)
    for folder in (RESULTS, HALFWAY):
        sweep_parts(out / folder)
    store = Store(out / RESULTS)
    papers = tuple((result_key(paper.sha256, settings), paper) for paper in found)
    known = {key: outcome for key, _ in papers if (outcome := store.find(key))}
    jobs = tuple(
        Job(key, paper.path.absolute(), paper.names[0], paper.sha256, store.folder.absolute(), settings)
        for key, paper in papers
        if key not in known
    )
    retried = bool(jobs) and {job.sha256 for job in jobs} <= _find_failed(out)
    return Plan(out, settings, papers, unread, tuple(known.values()), jobs, retried, started)


def _find_failed(out: Path) -> set[str]:
    """The papers that failed in the run before."""
    try:
        inputs = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["inputs"]
        return {row["sha256"] for row in inputs if row["status"] == FAILED}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def carry_out(plan: Plan, read_all: ReadAll, listen: Listener) -> Report:
    """Read what is left to read, then write the dataset and the manifest.

    `read_all` calls its listener once per job. Raises OSError where results cannot be written; what was
    read until then stays in the store.
    """
    names = {key: paper.names[0] for key, paper in plan.papers}
    outcomes = {outcome.key: replace(outcome, file=names[outcome.key]) for outcome in plan.stored}

    def note(outcome: Outcome) -> None:
        outcomes[outcome.key] = outcome
        listen(outcome)

    if plan.jobs:
        read_all(plan.jobs, note)
    ordered = [outcomes.get(key) or _break_off(key, paper) for key, paper in plan.papers]
    ordered += [Outcome("", "", lost.name, FAILED, reason=lost.reason) for lost in plan.unread]
    seconds = (datetime.now(UTC) - plan.started).total_seconds()
    report = Report(plan.out, tuple(ordered), len(plan.stored), round(seconds, 3))
    if plan.jobs or not _is_written(plan, report):
        write_dataset(report)
    write_manifest(plan, report)
    return report


def write_dataset(report: Report) -> None:
    """Gather the stored results of the run's papers into records, references and a list of documents."""
    store = Store(report.out / RESULTS)
    read = [outcome for outcome in report.outcomes if outcome.status != FAILED]
    replace_file(report.out / RECORDS, (line for outcome in read for line in store.records(outcome)))
    replace_file(report.out / REFERENCES, (line for outcome in read for line in store.references(outcome)))
    rows = (json.loads(line) for outcome in read for line in store.records(outcome))
    replace_file(report.out / "records.csv", rows_to_csv(rows, RECORD_FIELDS))
    replace_file(
        report.out / "documents.csv", rows_to_csv(map(_outcome_to_row, report.outcomes), DOCUMENT_FIELDS)
    )


def _is_written(plan: Plan, report: Report) -> bool:
    """Whether the dataset of an earlier run holds just these outcomes, and lies there as it was written."""
    try:
        before = json.loads((plan.out / MANIFEST).read_text(encoding="utf-8"))
        written: dict[str, int] = before["dataset"]
        same = before["inputs"] == _list_inputs(plan, report) and before["versions"] == _versions()
        return same and before["settings"] == _settings(plan) and written == _measure(plan.out)
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _measure(out: Path) -> dict[str, int]:
    return {name: (out / name).stat().st_size for name in DATASET}


def _list_inputs(plan: Plan, report: Report) -> list[Json]:
    names = {paper.sha256: list(paper.names) for _, paper in plan.papers}
    return [
        {
            **_outcome_to_row(outcome),
            "sha256": outcome.sha256,
            "files": names.get(outcome.sha256, [outcome.file]),
        }
        for outcome in report.outcomes
    ]


def _versions() -> Json:
    return {"python": platform.python_version(), **result_versions()}


def _settings(plan: Plan) -> Json:
    return {
        "ocr": plan.settings.ocr,
        "password": bool(plan.settings.password),
        "extractors": list(plan.settings.extractors),
    }


def write_manifest(plan: Plan, report: Report) -> None:
    """Write what went in and what came out: inputs by hash, versions, settings, counts, times."""
    statuses = [outcome.status for outcome in report.outcomes]
    manifest: Json = {
        "started": plan.started.isoformat(timespec="seconds"),
        "seconds": report.seconds,
        "counts": {
            "documents": len(report.outcomes),
            "unchanged": report.unchanged,
            **{status: statuses.count(status) for status in sorted(set(statuses))},
            "records": report.records,
            "references": sum(outcome.references for outcome in report.outcomes),
        },
        "versions": _versions(),
        "settings": _settings(plan),
        "dataset": _measure(plan.out),
        "inputs": _list_inputs(plan, report),
    }
    replace_file(plan.out / MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"])


def read_one_by_one(read: Callable[[Job], Outcome]) -> ReadAll:
    """Reading without Prefect and workers, for tests and notebooks: pass `pipeline.reading.read_paper`."""

    def read_all(jobs: Iterable[Job], listen: Listener) -> None:
        for job in jobs:
            listen(read(job))

    return read_all


def read_in_threads(read: Callable[[Job], Outcome], count: int) -> ReadAll:
    """The same, `count` at a time: for a pool of workers, without Prefect's tasks."""

    def read_all(jobs: Sequence[Job], listen: Listener) -> None:
        with ThreadPoolExecutor(count) as threads:
            for outcome in threads.map(read, jobs):
                listen(outcome)

    return read_all


def _break_off(key: str, paper: Paper) -> Outcome:
    """The outcome of a paper that was not begun, because the run could not go on."""
    return Outcome(key, paper.sha256, paper.names[0], FAILED, reason="was not read: the run broke off")


def _outcome_to_row(outcome: Outcome) -> Json:
    return {
        "document_id": outcome.document_id,
        "file": outcome.file,
        "status": outcome.status,
        "reason": outcome.reason or None,
        "pages": outcome.pages,
        "records": outcome.records,
        "references": outcome.references,
        "findings": len(outcome.findings),
        "seconds": outcome.seconds,
        "title": outcome.title or None,
        "doi": outcome.doi or None,
        "authors": list(outcome.authors),
        "journal": outcome.journal or None,
        "year": outcome.year,
    }
