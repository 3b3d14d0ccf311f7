"""Groups of characters that fonts draw alike."""

from functools import cache
from importlib.resources import files


@cache
def lookalikes(char: str) -> frozenset[str]:
    """The characters that look like this one, itself included."""
    return _groups().get(char, frozenset()) | {char}


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = files("extractors.reading").joinpath("data/lookalikes.tsv").read_text("utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    groups: dict[str, frozenset[str]] = {}
    for row in rows:
        for char in row:
            groups[char] = groups.get(char, frozenset()) | frozenset(row)
    return groups
