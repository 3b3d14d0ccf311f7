"""One result file per paper, complete or absent: written to a temporary name, then renamed.

A result file is JSON Lines: first the outcome, then its records, then its references. Its name is the key
of `pipeline.versions.result_key`, so that runs share results, and two runs at once write the same thing.
"""

import itertools
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.serialise import dump_line

COMPLETE, PARTIAL, FAILED = "complete", "partial", "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one paper ended: complete, partial (parts of it could not be read), or failed."""

    key: str
    sha256: str
    file: str
    status: str
    seconds: float = 0.0
    pages: int = 0
    records: int = 0
    references: int = 0
    title: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: int | None = None
    reason: str = ""
    findings: tuple[dict[str, Any], ...] = ()
    stage_seconds: dict[str, float] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        return self.sha256[:16]


class Store:
    """The results below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        return self.folder / f"{key}.jsonl"

    def find(self, key: str) -> Outcome | None:
        """The outcome stored under the key, None where there is none or where the file was damaged since."""
        try:
            with self.path(key).open(encoding="utf-8") as lines:
                return _parse_outcome(next(lines, ""))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def records(self, outcome: Outcome) -> Iterator[str]:
        """The lines of the outcome's records, as stored."""
        yield from self._lines(outcome, 1, 1 + outcome.records)

    def references(self, outcome: Outcome) -> Iterator[str]:
        """The lines of the outcome's references, as stored."""
        yield from self._lines(outcome, 1 + outcome.records, 1 + outcome.records + outcome.references)

    def write(
        self, outcome: Outcome, records: Iterable[dict[str, Any]], references: Iterable[dict[str, Any]]
    ) -> None:
        """Keep a result; a reader sees the whole file or none. Raises OSError where it cannot be written."""
        rows = itertools.chain([asdict(outcome)], records, references)
        replace_file(self.path(outcome.key), (dump_line(row) for row in rows))

    def _lines(self, outcome: Outcome, start: int, stop: int) -> Iterator[str]:
        with self.path(outcome.key).open(encoding="utf-8") as lines:
            yield from itertools.islice(lines, start, stop)


def replace_file(path: Path, lines: Iterable[str]) -> None:
    """Write a file so that whoever reads it, or a crash, finds the old one or the new one, never a part.

    Raises OSError; nothing is left behind then. Halves of surrogate pairs, which broken fonts give, are
    written as the escapes that JSON has for them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as handle:
            handle.writelines(lines)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        if error.filename == str(temporary):  # the user knows the file by its own name
            error.filename = str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def sweep_parts(folder: Path) -> None:
    """Remove the unfinished files of processes that were killed; those of living processes stay."""
    for part in folder.glob(".*.part"):
        pid = part.name.split(".")[-2]
        if pid.isdigit() and not _is_alive(int(pid)):
            part.unlink(missing_ok=True)


def _parse_outcome(line: str) -> Outcome:
    row = json.loads(line)
    return Outcome(**{**row, "findings": tuple(row["findings"]), "authors": tuple(row["authors"])})


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
