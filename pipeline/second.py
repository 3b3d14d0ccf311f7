"""The second reader of this process: started when it is first wanted, kept for all papers, ended at exit."""

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path

from extractors.entities.cde import SecondReader, is_installed
from extractors.extract import EXTRACTORS, Settings
from extractors.model.errors import WrongUsage


def parse_extractors(text: str) -> tuple[str, ...]:
    """`rules,cde` as names in their usual order; raises WrongUsage for an unknown name, or none."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    if not names or not names <= set(EXTRACTORS):
        raise WrongUsage(
            f"--extractors {text!r} names what is no extractor",
            remedy=f"give {' or '.join(EXTRACTORS)}, or both",
        )
    return tuple(name for name in EXTRACTORS if name in names)


def keep_second_reader(settings: Settings) -> SecondReader | None:
    """The reader of this process, already starting; None where the settings do not name it."""
    return _start() if "cde" in settings.extractors else None


def tell_absence(extractors: tuple[str, ...]) -> str:
    """What to tell the user once where the second reader is wanted and not installed; "" else."""
    if "cde" not in extractors or is_installed():
        return ""
    return (
        "ionlit: the second reader is off, since chemdataextractor2 is not installed: records are those of "
        "the rules alone (make install brings it; --extractors rules asks for none)"
    )


@cache
def _start() -> SecondReader:
    reader = SecondReader(find_folder())
    atexit.register(reader.close)
    return reader


def find_folder() -> Path:
    """Where ChemDataExtractor keeps log and settings; a temporary folder where the cache is closed."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ionlit" / "cde"
    try:
        cache_home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ionlit-"))
    return cache_home if os.access(cache_home, os.W_OK) else Path(tempfile.mkdtemp(prefix="ionlit-"))
