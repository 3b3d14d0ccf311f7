"""The life of the child process: started early, asked in the background, restarted when it hangs or dies."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from extractors.entities.cde.questions import Question, ask_sentences, ask_tables, read_cells, read_pairs
from extractors.model.document import Passage, Table
from extractors.model.pair import CellPair, Pair
from extractors.model.science import Sentence

CHILD = Path(__file__).with_name("child.py")
START_SECONDS = 60.0
"""What the child may take to import ChemDataExtractor: a second, more on a busy machine or a cold disk, or
where it reads a model of compound names.
"""
ANSWER_SECONDS = 10.0
"""What one sentence or table may take; more waits longer for grammars that run away."""
LOOK_SECONDS = 0.25
"""How often the wait for an answer looks whether the child still lives; lower values cost time of ours."""
MOST_RESTARTS = 5
"""After so many the second reader is off for good: each costs its start, and something is wrong."""

Found = TypeVar("Found", Pair, CellPair)
Answer = Mapping[str, Any]
END: Answer = {"end": True}


def is_installed() -> bool:
    """Whether ChemDataExtractor is there; nothing of it is imported."""
    return find_spec("chemdataextractor") is not None


class SecondReader:
    """ChemDataExtractor in a process of its own; make one per run and worker, and close it.

    `folder` is the only place that the process may write to. Without the package, or when the process cannot
    be kept alive, every reading is empty and `is_off` is true; in the second case all that is asked counts as
    `lost`. Nothing raises.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts = 0
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._listener = threading.Thread(daemon=True)
        self._ready = False
        self._installed = is_installed()
        self.is_off = not self._installed
        self.lost = 0
        self.is_neural = False
        """Whether the process uses the user's own model of compound names; known from its first answer on."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="second-reader")
        if not self.is_off:
            self._start()

    def __enter__(self) -> "SecondReader":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask_tables(self, tables: Sequence[Table]) -> "Future[tuple[tuple[CellPair, ...], ...]]":
        """Put all tables, in the background; the result has the pairs of each."""
        questions = list(ask_tables(tables)) if self._installed else []
        return self._submit(questions, len(tables), read_cells)

    def ask_text(
        self, passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]
    ) -> "Future[tuple[tuple[Pair, ...], ...]]":
        """Put the candidate sentences, behind what was asked before; the result has pairs of each passage."""
        questions = list(ask_sentences(passages, sentences)) if self._installed else []
        return self._submit(questions, len(passages), read_pairs)

    def close(self) -> None:
        """End the process; it ends by itself, too, when ours is gone."""
        self._thread.shutdown(cancel_futures=True)
        self._end()

    def _submit(
        self,
        questions: Sequence[Question],
        count: int,
        read: "Callable[[Question, Sequence[Answer]], Iterable[Found]]",
    ) -> "Future[tuple[tuple[Found, ...], ...]]":
        try:
            return self._thread.submit(lambda: self._gather(questions, count, read))
        except RuntimeError:  # no memory for the stack of a thread
            self.is_off = True
            self.lost += len(questions)
            nothing: Future[tuple[tuple[Found, ...], ...]] = Future()
            nothing.set_result(((),) * count)
            return nothing

    def _gather(
        self,
        questions: Iterable[Question],
        count: int,
        read: "Callable[[Question, Sequence[Answer]], Iterable[Found]]",
    ) -> "tuple[tuple[Found, ...], ...]":
        found: list[list[Found]] = [[] for _ in range(count)]
        for question in questions:
            answer = self._ask(question.body)
            if answer is None or "error" in answer:
                self.lost += 1
            else:
                found[question.at] += read(question, answer["found"])
        return tuple(map(tuple, found))

    def _ask(self, body: Mapping[str, Any]) -> Answer | None:
        """The answer; None where there is none in time, and then the process is a new one."""
        if self.is_off or self._process is None or self._process.stdin is None:
            return None
        try:
            self._process.stdin.write(json.dumps(body, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
            answer = self._hear()
        except (queue.Empty, OSError, MemoryError):
            answer = END
        if answer is END:
            self._end()
            self._start()
            return None
        return answer

    def _hear(self) -> Answer:
        """The next line of the child; before its first answer it says that its grammars are built."""
        if not self._ready:
            said = self._wait(START_SECONDS)
            if said is END:
                return END
            self._ready = True
            self.is_neural = bool(said.get("neural"))
        return self._wait(ANSWER_SECONDS)

    def _wait(self, seconds: float) -> Answer:
        """The next line; END where the process is gone, even if the thread that listens died before it could
        say so. Raises queue.Empty.
        """
        end = time.monotonic() + seconds
        while True:
            gone = self._process is None or self._process.poll() is not None or not self._listener.is_alive()
            try:
                # what a process wrote before it ended is still to be heard
                return self._answers.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if gone:
                    return END
                if time.monotonic() > end:
                    raise

    def _start(self) -> None:
        self._starts += 1
        if self._starts > MOST_RESTARTS:
            self.is_off = True
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._process = self._spawn()
            self._answers = queue.SimpleQueue()
            self._ready = False
            self._listener = threading.Thread(
                target=_listen, args=(self._process, self._answers), daemon=True
            )
            self._listener.start()
        except (OSError, MemoryError, RuntimeError):  # the last: no memory for the stack of a thread
            self.is_off = True
            self._end()

    def _spawn(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 (our own file)
            [sys.executable, str(CHILD), str(self._folder.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            encoding="utf-8",
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()


def _listen(process: "subprocess.Popen[str]", answers: "queue.SimpleQueue[Answer]") -> None:
    """Pass the child's lines on, and then that it has ended."""
    with contextlib.suppress(OSError, ValueError, MemoryError):
        for line in process.stdout or ():
            answers.put(json.loads(line))
    answers.put(END)
