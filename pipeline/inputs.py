"""Which papers a run reads: files, folders and patterns to papers known by their content."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.model.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Paper:
    """One content: the file it is read from, the sha256 of its bytes, and every name it was given under."""

    path: Path
    sha256: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not even be opened for hashing, and why."""

    name: str
    reason: str


def find_papers(
    paths: Sequence[Path], called: Mapping[Path, str] | None = None
) -> tuple[tuple[Paper, ...], tuple[Unread, ...]]:
    """Papers below the paths, the same content once, in the order in which they were found.

    `called` has names for files that the user knows by another one.

    Raises UnreadableFile where a path does not exist, or where no PDF is found at all.
    """
    by_hash: dict[str, Paper] = {}
    unread: list[Unread] = []
    for file in dict.fromkeys(file for path in paths for file in find_files(path)):
        name = printable((called or {}).get(file, str(file)))
        try:
            sha256 = hash_file(file)
        except OSError as error:
            unread.append(Unread(name, f"cannot be opened ({error.strerror})"))
            continue
        known = by_hash.get(sha256)
        names = (*known.names, name) if known else (name,)
        by_hash[sha256] = Paper(known.path if known else file, sha256, names)
    if not by_hash and not unread:
        raise UnreadableFile(
            "holds no PDF file",
            file=", ".join(printable(str(path)) for path in paths),
            remedy="give a folder with .pdf files",
        )
    return tuple(by_hash.values()), tuple(unread)


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, the PDF files below a folder by name, or what a pattern (`papers/**/*.pdf`) names."""
    if path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and not file.is_dir()
        )
    elif path.exists() or path.is_symlink():
        yield path
    else:
        yield from _match_pattern(path)


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal; raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableFile, with the reason in words, where they cannot be had."""
    name = printable(str(path))
    if path.is_dir():
        raise UnreadableFile("is a folder, not a file", file=name, remedy="ionlit run reads folders")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("does not exist", file=name, remedy="check the name") from error
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened ({error.strerror})", file=name, remedy="check its permissions"
        ) from error


def printable(name: str) -> str:
    """A file name that can be written as UTF-8 on one line: stray bytes and control characters as escapes."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _match_pattern(path: Path) -> Iterator[Path]:
    """Shells that do not expand patterns hand them over as they are."""
    head, tail = Path(path.anchor), path.parts[1:] if path.anchor else path.parts
    matches = sorted(match for match in head.glob(str(Path(*tail))) if match.is_file()) if tail else []
    if not matches:
        raise UnreadableFile("does not exist", file=printable(str(path)), remedy="check the name")
    yield from matches
