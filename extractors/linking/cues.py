"""Cue tables as compiled patterns: which part a material plays, where a clause turns to another material."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files


class Role(IntEnum):
    """How good a subject a material is: the higher, the plainer."""

    OTHER = 0
    CONTEXT = 1
    WEAK = 2
    SUBJECT = 3


@dataclass(frozen=True, slots=True)
class RoleCue:
    """A pattern that stands right before or right after a material, and the role that it gives."""

    pattern: re.Pattern[str]
    before: bool
    role: Role


def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated file of this package's data folder, comments left out."""
    text = files("extractors.linking").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    return tuple(dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:])


@cache
def role_cues() -> tuple[RoleCue, ...]:
    return tuple(
        RoleCue(_compile_role(row["cue"], row["side"]), row["side"] == "before", Role[row["role"].upper()])
        for row in read_rows("roles.tsv")
    )


def _compile_role(cue: str, side: str) -> re.Pattern[str]:
    spaced = cue.replace(" ", r"\s+")
    pattern = rf"\b(?:{spaced})\s*\(?$" if side == "before" else rf"^(?:{spaced})\b"
    return re.compile(pattern, re.IGNORECASE)


@cache
def comparison_pattern() -> re.Pattern[str]:
    return _any_of("comparisons.tsv")


@cache
def referring_pattern() -> re.Pattern[str]:
    return _any_of("referring.tsv")


def _any_of(name: str) -> re.Pattern[str]:
    cues = (row["cue"].replace(" ", r"\s+") for row in read_rows(name))
    return re.compile("|".join(f"(?:{cue})" for cue in cues), re.IGNORECASE)


def find_role(before: str, after: str) -> Role:
    """The role that the words around a material give it; SUBJECT where none of the cues stands there."""
    roles = [
        cue.role for cue in role_cues() if cue.pattern.search(before if cue.before else after) is not None
    ]
    return min(roles, default=Role.SUBJECT)
