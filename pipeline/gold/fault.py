"""What is wrong at one place of the gold set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: file below the gold folder, line as an editor counts it (0 for the whole file), key of the
    row, field, and what is wrong."""

    file: str
    line: int
    key: str
    field: str
    what: str

    def __str__(self) -> str:
        row = f", line {self.line}" + (f" ({self.key})" if self.key else "") if self.line else ""
        return f"{self.file}{row}{f', {self.field}' if self.field else ''}: {self.what}"
