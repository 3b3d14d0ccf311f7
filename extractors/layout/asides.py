"""Lines of the first pages that are no text: key words, dates of receipt, addresses of the file, rights."""

import re
import tomllib
from functools import cache
from importlib.resources import files

# longer ones are sentences that begin with such a word
LONGEST_DATES = 240

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _words(what: str) -> re.Pattern[str]:
    data = tomllib.loads(files("extractors.layout").joinpath("data/sections.toml").read_text("utf-8"))
    names = "|".join(re.escape(name).replace(r"\ ", r"[\s‐-]*") for name in data[what])
    return re.compile(rf"\W{{0,2}}(?:{names})(?!\w)", re.IGNORECASE)


def is_aside(text: str, *, front: bool) -> bool:
    """Whether the text opens with a label of front matter: `Keywords:`, `DOI:`, `PACS numbers:`, ©.

    Behind the first page only key words count: other labels may open a text or an entry there.
    """
    if not front and len(text) > LONGEST_DATES:
        return False
    return _words("asides" if front else "key_words").match(text) is not None


def tells_dates(text: str) -> bool:
    """Whether a short text says when a paper was received, accepted or published."""
    return (
        len(text) < LONGEST_DATES
        and _words("dates").match(text) is not None
        and _YEAR.search(text) is not None
    )
