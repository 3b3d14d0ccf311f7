"""The second reader of this process: started when it is first wanted, kept for all papers, ended at exit."""

import atexit
import os
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.model.errors import WrongUsage
from extractors.settings import EXTRACTORS, Settings

if TYPE_CHECKING:  # the stages take two seconds to import
    from extractors.entities.cde import SecondReader


def parse_extractors(text: str) -> tuple[str, ...]:
    """`rules,cde` as names in their usual order; raises WrongUsage for an unknown name, or none."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    if not names or not names <= set(EXTRACTORS):
        raise WrongUsage(
            f"--extractors {text!r} names what is no extractor",
            remedy=f"give {' or '.join(EXTRACTORS)}, or both",
        )
    return tuple(name for name in EXTRACTORS if name in names)


def keep_second_reader(settings: Settings) -> "SecondReader | None":
    """The reader of this process, already starting; None where the settings do not name it."""
    return _start() if "cde" in settings.extractors else None


def tell_absence(extractors: tuple[str, ...]) -> str:
    """What to tell the user once where the second reader is wanted and not installed; "" else."""
    if "cde" not in extractors or find_spec("chemdataextractor") is not None:
        return ""
    return (
        "ionlit: the second reader is off, since chemdataextractor2 is not installed: records are those of "
        "the rules alone (make install brings it; --extractors rules asks for none)"
    )


@cache
def _start() -> "SecondReader":
    from extractors.entities.cde import SecondReader

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
