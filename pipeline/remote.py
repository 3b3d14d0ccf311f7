"""Papers and run folders at addresses (s3://, sftp://, memory:// ...); the only module that names fsspec.

Both have a copy on this machine, in which all work is done: papers are fetched before they are read, and
again where they changed; a run folder is fetched before a run and sent back after it, however it ended. A
killed run goes on from the copy here. At the address files have their names only once they are whole.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractors.model.errors import IonlitError, UnreadableFile, WrongUsage
from pipeline.halfway import FOLDER
from pipeline.inputs import printable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:::[a-z0-9+.-]+)*://", re.IGNORECASE)

PATTERN = re.compile(r"[*?\[]")

KNOWN = "fetched.json"
"""In the folder of fetched papers: the state in which each was fetched."""

RESULTS = "documents"
"""Files of this folder never change: they are named for all that they depend on."""


def is_address(place: str) -> bool:
    """Whether a place is an address, and no path."""
    return ADDRESS.match(place) is not None


def bring_papers(places: Sequence[str]) -> tuple[tuple[Path, ...], dict[Path, str]]:
    """The places as paths here, and the addresses that fetched files have.

    Raises UnreadableFile for an address without PDF files, WrongUsage where it needs a package,
    IonlitError where it cannot be reached.
    """
    paths: list[Path] = []
    names: dict[Path, str] = {}
    for place in places:
        if is_address(place):
            fetched = _fetch(place)
            names |= fetched
            paths += fetched
        else:
            paths.append(Path(place))
    return tuple(paths), names


@contextmanager
def open_out(place: str) -> Iterator[Path]:
    """The folder of a run: the path itself, or the copy of an address, which is sent back at the end.

    Raises as `bring_papers`.
    """
    if not is_address(place):
        yield Path(place)
        return
    folder = _find_home("runs", place)
    with _reaching(place):
        files, root = _open(place)
        there = _list(files, root)
        for name in there:
            if not (folder / name).is_file() or not name.startswith(f"{RESULTS}/"):
                _get(files, f"{root}/{name}", folder / name)
    try:
        yield folder
    finally:
        with _reaching(place):
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                kept = name in there and name.startswith(f"{RESULTS}/")
                if path.is_file() and not kept and path.suffix != ".part" and name.split("/")[0] != FOLDER:
                    _put(files, path, f"{root}/{name}")


def _fetch(address: str) -> dict[Path, str]:
    """The PDF files at an address, by their copies here."""
    folder = _find_home("papers", address)
    with _reaching(address):
        files, root = _open(address)
        found = _find_papers(files, root)
        known = _read_known(folder / KNOWN)
        copies: dict[Path, str] = {}
        for name in found:
            copy, state = folder / _name_copy(name), files.ukey(name)
            if known.get(name) != state or not copy.is_file():
                _get(files, name, copy)
                known[name] = state
            copies[copy] = files.unstrip_protocol(name)
    (folder / KNOWN).write_text(json.dumps(known), encoding="utf-8")
    if not copies:
        raise UnreadableFile(
            "holds no PDF file", file=printable(address), remedy="check the address and its rights"
        )
    return copies


def _find_papers(files: "AbstractFileSystem", root: str) -> list[str]:
    if PATTERN.search(root):
        return sorted(name for name in files.glob(root) if files.isfile(name))
    if files.isfile(root):
        return [root]
    return sorted(name for name in files.find(root) if name.lower().endswith(".pdf"))


def _name_copy(name: str) -> str:
    """A name that any disk takes, whatever the address has in its own (`..`, line ends, 1,000 letters)."""
    stem = re.sub(r"[^\w.-]", "_", PurePosixPath(name).name)[-80:]
    return f"{hashlib.sha256(name.encode()).hexdigest()[:12]}-{stem}"


def _list(files: "AbstractFileSystem", root: str) -> list[str]:
    """Names below a folder that may not be there yet; none that leads out of it."""
    found = (name[len(root) :].lstrip("/") for name in files.find(root))
    return [name for name in found if name and ".." not in PurePosixPath(name).parts]


def _get(files: "AbstractFileSystem", name: str, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    part = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        files.get_file(name, str(part))
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def _put(files: "AbstractFileSystem", path: Path, name: str) -> None:
    files.makedirs(name.rpartition("/")[0], exist_ok=True)
    part = f"{name}.{os.getpid()}.part"
    files.put_file(str(path), part)
    if files.exists(name):
        files.rm_file(name)
    files.mv(part, name)


def _open(address: str) -> "tuple[AbstractFileSystem, str]":
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(address)
    except ImportError as error:
        needs = f"needs a package ({error})"
        raise WrongUsage(
            needs, file=printable(address), remedy="install it beside ionlit with pip"
        ) from error
    except ValueError as error:
        raise WrongUsage(
            f"is at no kind of place that fsspec knows ({error})",
            file=printable(address),
            remedy="give a path, s3://, gs://, sftp:// ...",
        ) from error
    return files, str(root).rstrip("/")


@contextmanager
def _reaching(address: str) -> Iterator[None]:
    """What each kind of storage raises in its own way is one error here."""
    try:
        yield
    except IonlitError:
        raise
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise IonlitError(
            f"cannot be reached ({said})",
            file=printable(address),
            remedy="check the address, the network and your rights",
        ) from error


def _read_known(path: Path) -> dict[str, str]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _find_home(kind: str, address: str) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "ionlit" / kind / hashlib.sha256(address.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder
