"""A run on a real Dask scheduler with two worker processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.model.errors import IonlitError
from extractors.settings import Settings
from pipeline.cli.app import run_command
from pipeline.cluster import Cluster, open_cluster
from pipeline.dataset import load_dataset
from pipeline.jobs import Job
from pipeline.run import Listener, carry_out, plan_run
from pipeline.store import Outcome
from pipeline.workers import Limits

PAPERS = 4
SECONDS_TO_START = 60


@contextmanager
def started(*arguments: object, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One of dask's programs, with whatever it starts, until the end of the block."""
    command = [sys.executable, "-m", "dask", *map(str, arguments)]
    log = (home / "log").open("ab")
    process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                os.killpg(process.pid, sign)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    continue
        log.close()


def wait_for(path: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not path.is_file() or not path.read_text():
        assert time.monotonic() < until, "dask's scheduler did not start"
        time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler and two workers: its address, and the worker to be killed; the other has a nanny."""
    file = tmp_path / "scheduler.json"
    only_here = ("--host", "127.0.0.1", "--no-dashboard")
    workers = ("worker", "--scheduler-file", file, "--nthreads", 1, "--local-directory", tmp_path, *only_here)
    scheduler = ("scheduler", "--port", 0, "--scheduler-file", file, *only_here)
    with started(*scheduler, home=tmp_path):
        wait_for(file)
        address = json.loads(file.read_text())["address"]
        with started(*workers, "--no-nanny", home=tmp_path) as victim, started(*workers, home=tmp_path):
            from distributed import Client

            with Client(address, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=SECONDS_TO_START)
            yield address, victim


@pytest.fixture
def papers(samples: Path, tmp_path: Path) -> Path:
    """Copies of a sample paper that differ in their last line, and one that is damaged."""
    folder = tmp_path / "papers"
    folder.mkdir()
    data = (samples / "research-paper" / "paper.pdf").read_bytes()
    for number in range(PAPERS):
        (folder / f"{number}.pdf").write_bytes(data + f"\n% {number}\n".encode())
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


def read_in_threads(there: Cluster, jobs: Sequence[Job], listen: Listener) -> None:
    """What Prefect's tasks do, without its server."""
    with ThreadPoolExecutor(there.slots) as threads:
        for reading in as_completed([threads.submit(there.read, job) for job in jobs]):
            listen(reading.result())


def test_every_paper_ends_in_one_result_though_a_worker_is_killed(
    cluster: tuple[str, subprocess.Popen[bytes]], papers: Path, tmp_path: Path
):
    address, victim = cluster
    told: list[Outcome] = []

    def listen(outcome: Outcome) -> None:
        told.append(outcome)
        if len(told) == 2:
            victim.kill()

    with open_cluster(address, Limits()) as there:
        assert there.slots == 4
        plan = plan_run([papers], tmp_path / "out", Settings(extractors=("rules",)))
        report = carry_out(plan, lambda jobs, listen: read_in_threads(there, jobs, listen), listen)
    assert victim.wait(10) == -signal.SIGKILL
    assert len(told) == len({outcome.key for outcome in told}) == PAPERS + 1
    assert [Path(outcome.file).name for outcome in report.failed] == ["damaged.pdf"]
    assert len(list((tmp_path / "out" / "documents").glob("*.jsonl"))) == PAPERS
    frame = load_dataset(tmp_path / "out")
    assert frame["document_id"].nunique() == PAPERS
    assert not frame["record_id"].duplicated().any()


def test_a_run_without_a_scheduler_that_answers_is_told_in_a_sentence(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipeline.cluster.SECONDS_TO_CONNECT", 1)
    arguments = ["run", str(papers), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    assert run_command(arguments) == 2
    assert "no Dask scheduler answers" in capsys.readouterr().err


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(IonlitError, match=r"ionlit\[cluster\]"), open_cluster("tcp://127.0.0.1:9", Limits()):
        pass
