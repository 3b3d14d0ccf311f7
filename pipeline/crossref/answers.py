"""Answers of Crossref kept on disk, so that no question is asked twice."""

import json
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

Json = dict[str, Any]

DAY_S = 86_400
TABLE = "CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, items TEXT, asked REAL)"


def find_cache() -> Path:
    """The file in the user's cache folder."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "ionlit" / "crossref.sqlite"


class Answers:
    """What the service offered for each question, not what we made of it: better rules need no new questions.

    A file that cannot be opened, is damaged or locked costs its memory only; nothing is raised.
    """

    def __init__(self, path: Path, address: str) -> None:
        self._address = address
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _open(path)
        except (OSError, sqlite3.Error):
            self._database = _open(":memory:")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def find(self, question: Mapping[str, str]) -> tuple[list[Json], float] | None:
        """The works offered, and how many days ago; None where it was never answered."""
        with suppress(sqlite3.Error, ValueError):
            row = self._database.execute(
                "SELECT items, asked FROM answers WHERE question = ?", (self._key(question),)
            ).fetchone()
            if row:
                return json.loads(row[0]), (time.time() - row[1]) / DAY_S
        return None

    def keep(self, question: Mapping[str, str], items: list[Json]) -> None:
        """Keep an answer, also an empty one."""
        with suppress(sqlite3.Error), self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)",
                (self._key(question), json.dumps(items), time.time()),
            )

    def _key(self, question: Mapping[str, str]) -> str:
        return json.dumps([self._address, sorted(question.items())]).casefold()


def _open(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=5)
    try:
        database.execute(TABLE)
    except sqlite3.Error:
        database.close()
        raise
    return database
