"""The Prefect flow: one task per paper around `WorkerPool.read`; the only module that names prefect.

The pool keeps its processes for the whole run; tasks are threads that wait for them. (Prefect's own process
runner costs 150 ms a task, and cannot end a paper that hangs.)
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Prefect reads these when it is imported
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault(
    "PREFECT_LOGGING_LEVEL", "CRITICAL"
)  # failures are reported by the run, in one sentence
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
if not (Path.home() / ".prefect").exists():  # who uses Prefect already keeps settings and history there
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("PREFECT_HOME", str(cache / "ionlit" / "prefect"))

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.model.errors import IonlitError
from pipeline.reading import Job
from pipeline.run import Listener
from pipeline.store import FAILED, Outcome
from pipeline.workers import WorkerPool, tie_to_me


class PrefectReading:
    """Reads papers as tasks of one Prefect flow, `workers` at a time; it is a `pipeline.run.ReadAll`."""

    def __init__(self, pool: WorkerPool, workers: int) -> None:
        self._pool = pool
        self._workers = workers

    def __call__(self, jobs: Sequence[Job], listen: Listener) -> None:
        """Read all jobs.

        Raises OSError where results cannot be stored, IonlitError where Prefect does not start.
        """
        stopped: list[OSError] = []

        # Prefect writes a flow's parameters down: the closure keeps jobs and pool out of its database
        @task(task_run_name="{file}", cache_policy=NO_CACHE, persist_result=False)
        def read_paper(file: str, number: int) -> object:  # noqa: ARG001 (the run is named for the file)
            if stopped:
                return Failed(message="not begun: results cannot be stored")
            try:
                outcome = self._pool.read(jobs[number])
            except OSError as error:
                stopped.append(error)
                return Failed(message=str(error))
            listen(outcome)
            return _state_of(outcome)

        runner: Any = ThreadPoolTaskRunner(max_workers=self._workers)  # Prefect's own types do not agree here

        @flow(name="read papers", task_runner=runner, persist_result=False)
        def read_papers(papers: int) -> object:
            with tie_to_me(_server_pids()):
                futures = [read_paper.submit(job.name, number) for number, job in enumerate(jobs)]
                wait(futures)
            failed = sum(future.state.is_failed() for future in futures)
            return Completed(message=f"{papers - failed} of {papers} papers read")

        try:
            read_papers(len(jobs), return_state=True)
        except RuntimeError as error:
            raise IonlitError(
                "Prefect's local server did not start", remedy=f"try again ({error})"
            ) from error
        if stopped:
            raise stopped[0]


def _server_pids() -> list[int]:
    """The temporary servers that Prefect started for this process; it has no public name for them."""
    from prefect.server.api.server import SubprocessASGIServer  # slow, and imported by then

    servers = SubprocessASGIServer._instances.values()  # noqa: SLF001
    return [server.server_process.pid for server in servers if server.server_process is not None]


def _state_of(outcome: Outcome) -> object:
    if outcome.status == FAILED:
        return Failed(message=outcome.reason)
    return Completed(message=f"{outcome.status}: {outcome.records} records, {outcome.references} references")
