"""What a run hands to a worker."""

from dataclasses import dataclass
from pathlib import Path

from extractors.settings import Settings
from pipeline.store import FAILED, Outcome


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to read, and where its result goes."""

    key: str
    path: Path
    name: str
    sha256: str
    store: Path
    settings: Settings


def fail(job: Job, reason: str, seconds: float = 0.0) -> Outcome:
    """The outcome of a paper that could not be read."""
    return Outcome(job.key, job.sha256, job.name, FAILED, seconds=round(seconds, 3), reason=reason)
