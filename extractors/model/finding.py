"""Doubts that a person should look at."""

from dataclasses import dataclass

from extractors.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt: a short stable code (`reading.lost_minus`), a note for people, and where it stands."""

    code: str
    note: str
    page: int | None = None
    box: Box | None = None
