"""Where output goes: a file, or stdout with colour only on a terminal."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO, TypeVar

from rich.console import Console

from extractors.model.errors import WrongUsage
from pipeline.inputs import printable
from pipeline.store import replace_file

Chosen = TypeVar("Chosen")

WIDTH_OF_FILES = 160
"""Columns of a table that no terminal limits."""


def deliver(text: str, output: Path | None) -> None:
    """Write to the file, whole or not at all, or print; raises WrongUsage for a folder, OSError."""
    if output is None:
        sys.stdout.write(text)
        return
    if output.is_dir():
        raise WrongUsage("is a folder", file=printable(str(output)), remedy="name a file after -o")
    if output.exists() and not output.is_file():  # a device or a pipe is written to, never replaced
        output.write_text(text, encoding="utf-8", errors="backslashreplace")
    else:
        replace_file(output.resolve(), [text])


def choose_format(output: Path | None, suffixes: Mapping[str, Chosen], otherwise: Chosen) -> Chosen:
    """The format that the name of a file says, `otherwise` where there is no file, or no suffix.

    Raises WrongUsage for a suffix that says none.
    """
    suffix = output.suffix.lower() if output else ""
    if suffix and suffix not in suffixes and output and not output.exists():
        raise WrongUsage(
            f"its name says none of {', '.join(suffixes)}",
            file=printable(str(output)),
            remedy="name it so, or give --format",
        )
    return suffixes.get(suffix, otherwise)


def open_console(stream: TextIO) -> Console:
    """A console that colours on a terminal that wants it, and is wide where no terminal limits it."""
    if stream.isatty():
        return Console(file=stream, no_color="NO_COLOR" in os.environ, highlight=False)
    return Console(
        file=stream, width=WIDTH_OF_FILES, force_terminal=False, color_system=None, highlight=False
    )
