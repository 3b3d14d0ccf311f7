"""Processes that live for the whole run and read one paper after the other, each paper under limits.

A pool of the standard library cannot end one worker without ending all; here a paper that hangs or eats
memory costs itself and its worker only, which is replaced.
"""

import contextlib
import logging
import multiprocessing
import os
import queue
import resource
import signal
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.forkserver import ensure_running

from pipeline.jobs import Job, fail
from pipeline.store import Outcome

GIB = 1 << 30

PRELOADED = ("pipeline.reading", "extractors.entities", "extractors.linking", "extractors.assemble")
"""Imported once for all workers: `extract` imports the science only when it is wanted."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may cost; raised limits let longer papers through, and hanging ones hang longer."""

    seconds: float = 300.0
    memory_gib: float = 4.0


class WorkerPool:
    """A fixed number of worker processes; `read` may be called from as many threads."""

    def __init__(self, count: int, limits: Limits) -> None:
        self._limits = limits
        self._closed = False
        # forking the process that holds Prefect's threads could deadlock: a server forks clean workers
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(PRELOADED))
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # a worker is one core's
            os.environ.setdefault(name, "1")
        with _deaf_to_interrupts():
            ensure_running()
        self._workers = [_Worker(self._context, limits) for _ in range(count)]
        self._idle: queue.Queue[_Worker] = queue.Queue()
        for worker in self._workers:
            self._idle.put(worker)

    def read(self, job: Job) -> Outcome:
        """Read one paper in an idle worker, waiting for one; never raises for what a paper does to it.

        Raises OSError where the result cannot be stored.
        """
        worker = self._idle.get()
        try:
            answer = worker.read(job)
        finally:
            if not worker.alive and not self._closed:
                worker.restart()
            self._idle.put(worker)
        if isinstance(answer, OSError):
            raise answer
        return answer

    @property
    def pids(self) -> tuple[int, ...]:
        """The worker processes that live now."""
        return tuple(worker.pid for worker in self._workers if worker.alive)

    def close(self) -> None:
        """End all workers, at once, and whoever waits for them."""
        self._closed = True
        for worker in self._workers:
            worker.kill()


@contextmanager
def open_workers(count: int, limits: Limits) -> Iterator[WorkerPool]:
    """A pool that is closed at the end."""
    pool = WorkerPool(count, limits)
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def tie_to_me(pids: Sequence[int]) -> Iterator[None]:
    """End these processes when this one is killed, which cannot end them itself then."""
    context = multiprocessing.get_context("forkserver")
    mine, theirs = context.Pipe()
    guard = context.Process(target=_guard, args=(theirs, pids), daemon=True)
    guard.start()
    theirs.close()
    try:
        yield
    finally:
        guard.kill()
        guard.join()
        mine.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started here does not hear Ctrl-C: its parent ends it, without a traceback each."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's business, as of a cluster's worker
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def usable_cores() -> int:
    """The cores that this process may use, which in containers are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    def __init__(self, context: "multiprocessing.context.ForkServerContext", limits: Limits) -> None:
        self._context = context
        self._limits = limits
        self.restart()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def restart(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=_work, args=(theirs, int(self._limits.memory_gib * GIB)), daemon=True
        )
        self._process.start()
        theirs.close()
        self.alive = True

    def read(self, job: Job) -> Outcome | OSError:
        start = time.perf_counter()
        try:
            self._pipe.send(job)
            if not self._pipe.poll(self._limits.seconds):
                self.kill()
                limit = f"{self._limits.seconds:g} s"
                return fail(
                    job, f"took longer than {limit}; raise --time-limit if it may", self._limits.seconds
                )
            answer: Outcome | OSError = self._pipe.recv()
        except (EOFError, ConnectionError):
            self.kill()
            reason = f"ended its worker ({self._describe_end()}); raise --memory-limit if the paper is large"
            return fail(job, reason, time.perf_counter() - start)
        return answer

    def kill(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _describe_end(self) -> str:
        code = self._process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit code {code}"


def _work(pipe: Connection, memory: int) -> None:
    """The life of a worker: one job after the other, until its parent is gone."""
    from pipeline.reading import read_paper  # two seconds, which only workers need

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends its workers
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    _limit_memory(memory)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            job = pipe.recv()
            try:
                pipe.send(read_paper(job))
            except OSError as error:
                pipe.send(error)


def _guard(pipe: Connection, pids: Sequence[int]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ConnectionError):
        try:
            pipe.recv()  # nothing is ever sent: it returns when the other end is gone
        except EOFError:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)


def _limit_memory(memory: int) -> None:
    """Let allocations fail beyond the limit, so that one paper cannot make the machine swap.

    RLIMIT_DATA counts what a process really asked for; address space, which threads and mapped files merely
    reserve, is left alone. macOS takes the call and does not enforce it.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
