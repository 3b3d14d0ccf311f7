"""The Prefect flow: one task per paper around reading; the only module that names prefect.

Processes or a cluster read, and live for the whole run; tasks wait for them, and do not hold them up: Prefect
takes seconds to start. (Its own process runner costs 150 ms a task, and cannot end a paper that hangs.)
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any


def _find_home() -> str:
    """A folder for Prefect's database that outlives the run, so that its tables are made only once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (cache / "ionlit" / "prefect").mkdir(parents=True, exist_ok=True)
    except OSError:
        return tempfile.mkdtemp(prefix="ionlit-")
    return str(cache / "ionlit" / "prefect")


# Prefect reads these when it is imported
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # the run tells failures itself, in one sentence
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
if not (Path.home() / ".prefect").exists():  # who uses Prefect already keeps settings and history there
    os.environ.setdefault("PREFECT_HOME", _find_home())

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from extractors.model.errors import IonlitError
from extractors.settings import Settings
from pipeline.inputs import find_files
from pipeline.jobs import Job
from pipeline.run import Listener, carry_out, plan_run
from pipeline.store import FAILED, Outcome
from pipeline.workers import Limits, open_workers, tie_to_me, usable_cores

ROWS_OF_ARTIFACT = 1000
"""Papers listed in Prefect's database; the manifest has all of them."""


class PrefectReading:
    """Reads papers as tasks of one Prefect flow, `workers` at a time; it is a `pipeline.run.ReadAll`.

    `read` is that of a `WorkerPool` or a `Cluster`.
    """

    def __init__(self, read: Callable[[Job], Outcome], workers: int) -> None:
        self._read = read
        self._workers = workers

    def __call__(self, jobs: Sequence[Job], listen: Listener) -> None:
        """Read all jobs; reading begins at once, while Prefect's server is still starting.

        Raises OSError where results cannot be stored, IonlitError where Prefect does not start.
        """
        stopped: list[BaseException] = []
        told: list[Outcome] = []

        def read(job: Job) -> Outcome | None:
            """The outcome, None where reading was stopped."""
            if stopped:
                return None
            try:
                outcome = self._read(job)
            except (OSError, IonlitError) as error:
                stopped.append(error)
            if stopped:
                return None
            told.append(outcome)
            listen(outcome)
            return outcome

        threads = ThreadPoolExecutor(self._workers, thread_name_prefix="reading")
        readings = [threads.submit(read, job) for job in jobs]
        try:
            _tell_prefect(jobs, readings, self._workers, told)
        except BaseException as error:
            stopped.append(error)
            raise
        finally:  # what still reads ends with its worker
            threads.shutdown(wait=False, cancel_futures=True)
        if stopped:
            raise stopped[0]


def _tell_prefect(
    jobs: Sequence[Job], readings: Sequence["Future[Outcome | None]"], workers: int, told: Sequence[Outcome]
) -> None:
    """A flow with a task for each reading, which waits for it and takes on how it ended.

    Raises IonlitError where Prefect does not start.
    """

    # Prefect writes a flow's parameters down: the closure keeps jobs out of its database
    @task(task_run_name="{file}", cache_policy=NO_CACHE, persist_result=False)
    def read_paper(file: str, number: int) -> object:  # noqa: ARG001 (the run is named for the file)
        outcome = readings[number].result()
        if outcome is None:
            return Failed(message="not read: results cannot be stored")
        return _state_of(outcome)

    runner: Any = ThreadPoolTaskRunner(max_workers=workers)  # Prefect's own types do not agree here

    @flow(name="read papers", task_runner=runner, persist_result=False)
    def read_papers(papers: int) -> object:
        with tie_to_me(_server_pids()):
            futures = [read_paper.submit(job.name, number) for number, job in enumerate(jobs)]
            wait(futures)
        create_table_artifact(_list_outcomes(told), key="papers", description="How each paper ended")
        failed = sum(future.state.is_failed() for future in futures)
        return Completed(message=f"{papers - failed} of {papers} papers read")

    try:
        read_papers(len(jobs), return_state=True)
    except RuntimeError as error:
        raise IonlitError("Prefect's local server did not start", remedy=f"try again ({error})") from error


@flow(name="read folder", persist_result=False)
def read_folder(folder: str, out: str, workers: int = 0) -> dict[str, int]:
    """What `ionlit serve` runs again and again: read what is new in a folder into a dataset."""
    if not any(find_files(Path(folder))):
        return {"documents": 0}
    count = workers or usable_cores()
    plan = plan_run([Path(folder)], Path(out), Settings())
    with open_workers(min(count, max(1, len(plan.jobs))), Limits()) as pool:
        report = carry_out(plan, PrefectReading(pool.read, count), lambda _: None)
    return {"documents": len(report.outcomes), "unchanged": report.unchanged, "failed": len(report.failed)}


def serve_folder(folder: Path, out: Path, workers: int, every_seconds: float) -> None:
    """Register the deployment "watch" of `read folder` and carry its runs out, until interrupted."""
    read_folder.serve(
        name="watch",
        interval=every_seconds,
        parameters={"folder": str(folder.absolute()), "out": str(out.absolute()), "workers": workers},
        description="Reads new papers of a folder into an ionlit dataset",
        print_starting_message=False,
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _list_outcomes(told: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The papers of a run for Prefect's own pages, failed ones first."""
    ordered = sorted(told, key=lambda outcome: (outcome.status != FAILED, outcome.file))[:ROWS_OF_ARTIFACT]
    names = ("file", "status", "reason", "pages", "records", "references", "seconds")
    return [{name: getattr(outcome, name) for name in names} for outcome in ordered]


def _server_pids() -> list[int]:
    """The temporary servers that Prefect started for this process; it has no public name for them."""
    from prefect.server.api.server import SubprocessASGIServer  # slow, and imported by then

    servers = SubprocessASGIServer._instances.values()  # noqa: SLF001
    return [server.server_process.pid for server in servers if server.server_process is not None]


def _state_of(outcome: Outcome) -> object:
    if outcome.status == FAILED:
        return Failed(message=outcome.reason)
    return Completed(message=f"{outcome.status}: {outcome.records} records, {outcome.references} references")


def server_address() -> str:
    """The address of the Prefect server that the user named, "" where there is none."""
    return PREFECT_API_URL.value() or ""
