"""Halves of words that tell what a hyphen at a line's end means."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def read_halves(what: str) -> frozenset[str]:
    """The halves of one kind in data/hyphens.toml: `kept_before`, `kept_after`, `mended_after`, `linking`,
    `suspended` or `endings`.
    """
    text = files("extractors.normalise").joinpath("data", "hyphens.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[what])
