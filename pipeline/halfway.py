"""Papers as far as passages, tables and references, kept beside the results.

So a changed rule of entities, linking or assemble begins there, with a third of a paper's time left, for
half a megabyte a paper. Each file is named for the paper's content, and begins with the key of all else
that it depends on. One that is damaged, or of another version, counts as absent.
"""

import hashlib
import io
import json
import os
import pickle
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.model.document import Document
from extractors.settings import STAGE_VERSIONS, Settings
from pipeline.versions import digest_rules, library_versions

FOLDER = "halfway"

STAGES = ("reading", "layout", "text", "tables", "references")

MODULES = (*STAGES, "model", "normalise", "extract.py", "settings.py")
"""What a kept document depends on: the stages up to there, and what these import."""

LEVEL = 1
"""Of compression: more takes longer than it saves."""

OWN = "extractors.model."
ARRAYS = ("ndarray", "dtype", "_reconstruct", "_frombuffer")

ABSENT = (
    OSError,
    ValueError,
    TypeError,
    EOFError,
    AttributeError,
    ImportError,
    zlib.error,
    pickle.PickleError,
)
"""What reading a file raises that is missing, damaged, or of classes that have changed since."""


class _OwnValues(pickle.Unpickler):
    """Classes of our model and numpy's arrays: a file that names anything else was not written by us."""

    def find_class(self, module: str, name: str) -> object:
        arrays = module.partition(".")[0] == "numpy" and name in ARRAYS
        if arrays or (module.startswith(OWN) and "." not in name):
            found = super().find_class(module, name)
            if arrays or isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a document")


class Halfway:
    """The kept documents below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, sha256: str, settings: Settings, file_name: str) -> Document | None:
        """The document of a paper as it was read with these rules and settings, None where it is not kept."""
        try:
            key, _, packed = self._path(sha256).read_bytes().partition(b"\n")
            if key.decode() != _key(settings):
                return None
            found = _OwnValues(io.BytesIO(zlib.decompress(packed))).load()
        except ABSENT:
            return None
        return replace(found, file_name=file_name) if isinstance(found, Document) else None

    def keep(self, sha256: str, settings: Settings, document: Document) -> None:
        """Keep a document; raises OSError where it cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(sha256)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(f"{_key(settings)}\n".encode() + zlib.compress(pickle.dumps(document, 5), LEVEL))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256[:32]}.bin"


@cache
def _key(settings: Settings) -> str:
    told = [
        {name: STAGE_VERSIONS[name] for name in STAGES},
        library_versions(),
        digest_rules(MODULES),
        settings.ocr,
        settings.password,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
