"""A paper that hangs, eats memory or kills its worker costs itself only."""

import hashlib
import multiprocessing
import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.settings import Settings
from pipeline.jobs import Job
from pipeline.store import FAILED, Store
from pipeline.workers import Limits, open_workers


@pytest.fixture
def job(samples: Path, tmp_path: Path) -> Job:
    paper = samples / "research-paper" / "paper.pdf"
    settings = Settings(extractors=("rules",))  # a second process per worker is not what is tested here
    return Job("k", paper, "paper.pdf", hashlib.sha256(paper.read_bytes()).hexdigest(), tmp_path, settings)


def test_a_paper_is_read_in_a_worker_and_its_result_stored(job: Job):
    with open_workers(1, Limits()) as pool:
        outcome = pool.read(job)
    assert outcome.status != FAILED
    assert Store(job.store).find("k") == outcome
    assert multiprocessing.active_children() == []


def test_a_paper_over_its_time_fails_and_leaves_nothing(job: Job):
    with open_workers(1, Limits(seconds=0.001)) as pool:
        outcome = pool.read(job)
    assert outcome.status == FAILED
    assert "took longer than 0.001 s" in outcome.reason
    assert Store(job.store).find("k") is None


@pytest.mark.parametrize("memory_gib", [0.001, 0.1])
@pytest.mark.parametrize("extractors", [("rules",), ("rules", "cde")])
def test_a_paper_over_its_memory_fails_with_a_reason(
    job: Job, extractors: tuple[str, ...], memory_gib: float
):
    settings = Settings(extractors=extractors)
    with open_workers(1, Limits(seconds=60, memory_gib=memory_gib)) as pool:
        outcome = pool.read(replace(job, settings=settings))
    assert outcome.status == FAILED
    assert "--memory-limit" in outcome.reason


def test_a_killed_worker_is_replaced(job: Job):
    with open_workers(1, Limits()) as pool:
        for child in multiprocessing.active_children():
            child.kill()
        lost, read = pool.read(job), pool.read(job)
    assert lost.status == FAILED
    assert "SIGKILL" in lost.reason
    assert read.status != FAILED


def test_a_full_store_is_no_fault_of_the_paper(job: Job):
    (job.store / "file").touch()
    stuck = Job(job.key, job.path, job.name, job.sha256, job.store / "file" / "below", job.settings)
    with open_workers(1, Limits()) as pool, pytest.raises(NotADirectoryError):
        pool.read(stuck)


def test_a_paper_that_changed_meanwhile_is_told(job: Job):
    with open_workers(1, Limits()) as pool:
        outcome = pool.read(Job(job.key, job.path, job.name, "0" * 64, job.store, job.settings))
    assert "was changed" in outcome.reason


def test_as_many_papers_are_read_at_once_as_there_are_workers(job: Job):
    outcomes = []
    with open_workers(2, Limits()) as pool:
        threads = [threading.Thread(target=lambda: outcomes.append(pool.read(job))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert [outcome.status for outcome in outcomes].count(FAILED) == 0
    assert len(outcomes) == 4


def test_a_worker_that_stands_still_is_ended_and_replaced(job: Job):
    with open_workers(1, Limits(seconds=3)) as pool:
        os.kill(pool.pids[0], signal.SIGSTOP)
        hung = pool.read(job)
    with open_workers(1, Limits()) as pool:
        read = pool.read(job)
    assert "took longer than 3 s" in hung.reason
    assert read.status != FAILED
