"""Cue tables as compiled patterns: which part a material plays, where a clause turns to another material."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from extractors.normalise.tables import read_rows

PACKAGE = "extractors.linking"


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


@cache
def role_cues() -> tuple[RoleCue, ...]:
    return tuple(
        RoleCue(_compile_role(row["cue"], row["side"]), row["side"] == "before", Role[row["role"].upper()])
        for row in read_rows("roles.tsv", PACKAGE)
    )


MODIFIERS = (
    r"(?:\s+(?!(?:of|for|in|at|on|by|with|from|to|and|or|as|than|that|which|while|but|when|where|is|are|was|were|"
    r"has|have|had|shows?|showed|exhibit\w*|reach\w*|conduct(?:s|ed)?|gives?|gave)\b)[A-Za-z][\w″′-]*,?){0,4}"
)
"""Words that may stand before a name in its noun phrase: "than the recently reported, ball-milled A"."""


def _compile_role(cue: str, side: str) -> re.Pattern[str]:
    spaced = cue.replace(" ", r"\s+").replace("~", MODIFIERS)
    pattern = rf"\b(?:{spaced})\s*\(?$" if side == "before" else rf"^(?:{spaced})\b"
    return re.compile(pattern, re.IGNORECASE)


@cache
def comparison_pattern(works: str = "") -> re.Pattern[str]:
    """Words that open another clause; `works` is "other" for those that turn to another work, "agree" for
    those that set the value beside what others found, which cut no clause.
    """
    wanted = {works} if works else {"same", "other"}
    return _any_of(row["cue"] for row in read_rows("comparisons.tsv", PACKAGE) if row["works"] in wanted)


@cache
def acting_pattern() -> re.Pattern[str]:
    """Verbs of having, whole words."""
    cues = "|".join(row["cue"] for row in read_rows("acting.tsv", PACKAGE))
    return re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)


@cache
def referring_pattern(strength: str) -> re.Pattern[str]:
    """Words that refer back ("anaphor"), or to the paper's subject ("generic")."""
    rows = read_rows("referring.tsv", PACKAGE)
    return _any_of(row["cue"] for row in rows if row["strength"] == strength)


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    spaced = (cue.replace(" ", r"\s+") for cue in cues)
    return re.compile("|".join(f"(?:{cue})" for cue in spaced), re.IGNORECASE)


RELATIVE = re.compile(
    r"^,?\s*(?:whose\b|which\s+(?:has|shows|exhibits|conducts|reaches|gives)\b)", re.IGNORECASE
)


def find_role(before: str, after: str) -> Role:
    """The role that the words around a material give it; SUBJECT where none of the cues stands there."""
    if RELATIVE.search(after):
        # "converts into B, whose conductivity is ...": the relative clause makes B its subject
        return Role.SUBJECT
    roles = [
        cue.role for cue in role_cues() if cue.pattern.search(before if cue.before else after) is not None
    ]
    return min(roles, default=Role.SUBJECT)
