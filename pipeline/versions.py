"""What a stored result depends on besides the paper: stages, rules, libraries, settings."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from extractors.model.record import SCHEMA_VERSION
from extractors.settings import STAGE_VERSIONS, Settings

LIBRARIES = ("pypdfium2", "pdfplumber", "spacy", "pint", "pymatgen", "pymatgen-core", "chemdataextractor2")
"""Packages whose release may change what is read."""

STORE_VERSION = "2"
"""Raised by hand when result files hold something else than before."""

RULES = (".py", ".toml", ".tsv")


@cache
def result_versions() -> dict[str, str]:
    """Versions of everything that shapes a result; `rules` is a digest of the extractors' own code and data,
    so that a changed rule is never answered from the store, whether or not its stage's number was raised."""
    return {
        "ionlit": _version("ionlit"),
        "schema": SCHEMA_VERSION,
        "store": STORE_VERSION,
        **{f"stage {name}": number for name, number in STAGE_VERSIONS.items()},
        **library_versions(),
        "rules": digest_rules(),
    }


def library_versions() -> dict[str, str]:
    """Releases of the packages that read."""
    return {name: _version(name) for name in LIBRARIES}


def result_key(sha256: str, settings: Settings) -> str:
    """The name of a stored result: the paper's hash, then one for versions and settings."""
    told = json.dumps([result_versions(), asdict(settings)], sort_keys=True)
    return f"{sha256[:32]}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"


def digest_rules(modules: Sequence[str] = (), package: str = "extractors") -> str:
    """A digest of the code and data of a package, or of some of its folders and files."""
    home = Path(str(files(package)))
    digest = hashlib.sha256()
    for file in sorted(path for path in home.rglob("*") if path.suffix in RULES):
        name = file.relative_to(home)
        if not modules or name.parts[0] in modules:
            digest.update(f"{name.as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
