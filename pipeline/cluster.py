"""Reading on the machines of a Dask cluster; the only module that names dask.

Every worker needs ionlit installed, and papers and output under the same paths (a shared file system). Each
of its threads has a process of its own for papers, under the same limits as a local one. If a worker is lost,
another reads its papers: results are named by content, so that a paper ends in one result however often
it was begun.
"""

import contextlib
import logging
import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractors.model.errors import IonlitError, WrongUsage
from pipeline.jobs import Job, fail
from pipeline.store import Outcome
from pipeline.workers import Limits, WorkerPool

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_CONNECT = 10

NEEDS_EXTRA = "install the extra `cluster`: python -m pip install 'ionlit[cluster]'"

AHEAD = 2
"""Papers handed to the cluster per thread of it; more keep it busy where papers are short."""

_pools: dict[tuple[Limits, int], WorkerPool] = {}
_making = threading.Lock()


class Cluster:
    """A Dask cluster that reads papers; `read` may be called from several threads."""

    def __init__(self, client: "Client", limits: Limits) -> None:
        self._client = client
        self._limits = limits

    @property
    def slots(self) -> int:
        """Papers that are worth handing over at once."""
        threads: dict[str, int] = self._client.nthreads()  # type: ignore[no-untyped-call]
        return max(1, AHEAD * sum(threads.values()))

    def read(self, job: Job) -> Outcome:
        """Read one paper on any worker, waiting for one; never raises for what a paper does to it.

        Raises OSError where the result cannot be stored, IonlitError where the scheduler is gone.
        """
        from distributed import CancelledError, KilledWorker

        future = self._client.submit(read_on_worker, job, self._limits, pure=False)
        try:
            outcome: Outcome = future.result()
        except KilledWorker:
            return fail(
                job, "ended one worker of the cluster after the other; try it alone with ionlit extract"
            )
        except CancelledError as error:
            raise IonlitError("the Dask scheduler is gone", remedy="start it and run again") from error
        return outcome


@contextmanager
def open_cluster(address: str, limits: Limits) -> Iterator[Cluster]:
    """The cluster of a scheduler (`tcp://host:8786`), left alone at the end: it may serve others.

    Raises WrongUsage where dask is missing, IonlitError where no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise WrongUsage("--scheduler needs dask", remedy=NEEDS_EXTRA) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # the run tells failures itself
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise IonlitError(
            "no Dask scheduler answers", file=address, remedy="start it with dask scheduler"
        ) from error
    with client:
        if not client.nthreads():  # type: ignore[no-untyped-call]
            raise IonlitError(
                "the Dask scheduler has no workers", file=address, remedy=f"start some: dask worker {address}"
            )
        yield Cluster(client, limits)


def read_on_worker(job: Job, limits: Limits) -> Outcome:
    """What a worker of the cluster does with a paper: hand it to a process of its own.

    Raises OSError where the result cannot be stored.
    """
    from distributed import get_worker

    return _pool_of(limits, get_worker().state.nthreads).read(job)


def _pool_of(limits: Limits, threads: int) -> WorkerPool:
    with _making:
        if (limits, threads) not in _pools:
            with contextlib.suppress(AssertionError):  # dask's worker may not have children otherwise
                multiprocessing.current_process().daemon = False
            _pools[limits, threads] = WorkerPool(threads, limits)
        return _pools[limits, threads]
