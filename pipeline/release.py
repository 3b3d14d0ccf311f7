"""Frozen datasets: a folder per version that is written once, with what changed since the one before."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.model.errors import WrongUsage
from pipeline.diff import Diff, compare, read_side
from pipeline.diff.render import diff_to_json, diff_to_markdown
from pipeline.export import read_tables, write_folder
from pipeline.export.package import MANIFEST
from pipeline.inputs import printable
from pipeline.rows import RECORDS
from pipeline.store import replace_file

CHANGES = "CHANGES"

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
"""A version names a folder: `1.0`, `2026-11`, `v2-rc1`."""


def write_release(version: str, source: Path, releases: Path, layouts: Iterable[str]) -> Path:
    """Freeze a dataset as `releases`/`version` and give that folder; it appears whole or not at all.

    CHANGES.md and CHANGES.json compare it with the release before, if there is one.
    Raises WrongUsage where the version exists or is no name, or where a library of the extra `export` is
    missing; UnreadableFile for the source; OSError.
    """
    if not VERSION.fullmatch(version):
        raise WrongUsage(f"{printable(version)!r} is no version", remedy="give one such as 1.0 or 2026-11")
    target = releases / version
    if target.exists():
        raise WrongUsage(
            "exists, and releases never change", file=printable(str(target)), remedy="choose another version"
        )
    tables = read_tables(source)
    before = find_release_before(releases)
    releases.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{version}.", dir=releases) as staged:
        folder = Path(staged) / version
        write_folder(tables, dict.fromkeys(("jsonl", *layouts)), folder, version)
        _write_changes(before, folder, version)
        folder.rename(target)
    return target


def find_release_before(releases: Path) -> Path | None:
    """The release that was made last, None where there is none."""
    made = [(_read_created(path), path.parent) for path in releases.glob(f"[!.]*/{MANIFEST}")]
    return max(((created, folder) for created, folder in made if created), default=(None, None))[1]


def _write_changes(before: Path | None, folder: Path, version: str) -> None:
    if before is None:
        text, whole = f"# {version}\n\nThe first release.\n", '{"old": null}\n'
    else:
        diff = _compare(before, folder, version)
        text, whole = diff_to_markdown(diff), diff_to_json(diff)
    replace_file(folder / f"{CHANGES}.md", [text])
    replace_file(folder / f"{CHANGES}.json", [whole])


def _compare(before: Path, folder: Path, version: str) -> Diff:
    old, new = read_side(before / RECORDS), read_side(folder / RECORDS)
    return compare(replace(old, source=before.name), replace(new, source=version))


def _read_created(manifest: Path) -> str:
    """When a release was made, "" for a folder that is none."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(told.get("created", "")) if isinstance(told, dict) and told.get("version") else ""
