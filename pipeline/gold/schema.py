"""Frictionless Table Schemas, read and applied cell by cell.

The `frictionless` package validates the same files and the whole data package, but it brings forty packages
along; the part of the standard that gold uses (types, enum, required, unique, pattern, minimum, maximum) is
small enough to stand here.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a Table Schema."""

    name: str
    type: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


def read_schema(path: Path) -> tuple[Column, ...]:
    """Read the columns of a Table Schema in order; raises UnreadableFile where it is none."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            "is not a Table Schema", file=str(path), remedy="take it from the project's gold/schema folder"
        ) from error
    return tuple(_column(field) for field in fields)


def _column(field: Mapping[str, Any]) -> Column:
    limits = field.get("constraints", {})
    return Column(
        name=field["name"],
        type=field["type"],
        required=bool(limits.get("required")),
        unique=bool(limits.get("unique")),
        enum=tuple(str(choice) for choice in limits.get("enum", ())),
        pattern=limits.get("pattern", ""),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
    )


def fault_of_cell(column: Column, text: str) -> str:
    """Tell what is wrong with a cell's text in one clause, or "" where it fits its column."""
    if not text:
        return "is empty, but must be filled" if column.required else ""
    try:
        value = READERS[column.type](text)
    except ValueError:
        return f"{text!r} is not of type {column.type}"
    if column.enum and text not in column.enum:
        return f"{text!r} is none of {', '.join(column.enum)}"
    if column.pattern and not re.fullmatch(column.pattern, text):
        return f"{text!r} is not written as {column.pattern}"
    if column.minimum is not None and isinstance(value, int | float) and value < column.minimum:
        return f"{text} is below {column.minimum:g}"
    if column.maximum is not None and isinstance(value, int | float) and value > column.maximum:
        return f"{text} is above {column.maximum:g}"
    return ""


def read_boolean(text: str) -> bool:
    """Read "true" or "false"; anything else raises ValueError."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def read_object(text: str) -> dict[str, Any]:
    """Read a JSON object; anything else raises ValueError."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)  # noqa: TRY004 (one error for every misfit cell)
    return value


def read_number(text: str) -> float:
    """Read a finite number as JSON writes it; anything else raises ValueError."""
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        raise ValueError(text)
    return float(text)


READERS: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "number": read_number,
    "integer": int,
    "boolean": read_boolean,
    "object": read_object,
}
