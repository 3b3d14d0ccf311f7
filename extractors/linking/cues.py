"""Cue tables as compiled patterns: which part a material plays, where a clause turns to another material."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from extractors.normalise.chars import lower_chars
from extractors.normalise.tables import read_rows

PACKAGE = "extractors.linking"


class Role(IntEnum):
    """How good a subject a material is: the higher, the plainer."""

    OTHER = 0
    CONTEXT = 1
    WEAK = 2
    SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words of one meaning, in one expression over small letters."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(lower_chars(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(lower_chars(text))

    def find_starts(self, text: str) -> Iterator[int]:
        return (match.start() for match in self.pattern.finditer(lower_chars(text)))


@cache
def role_patterns() -> tuple[tuple[re.Pattern[str], bool, Role], ...]:
    """For each role, worst first, what gives it right before a material (True) or right after one: the cues
    of a side in one expression, since every name of every sentence is looked at.
    """
    cues: dict[tuple[Role, bool], list[str]] = {}
    for row in read_rows("roles.tsv", PACKAGE):
        key = (Role[row["role"].upper()], row["side"] == "before")
        cues.setdefault(key, []).append(row["cue"].replace(" ", r"\s+").replace("~", MODIFIERS))
    return tuple(
        (_compile_role("|".join(f"(?:{cue})" for cue in some), before=before), before, role)
        for (role, before), some in sorted(cues.items())
    )


MODIFIER = (
    r"(?!(?:of|for|in|at|on|by|with|from|to|and|or|as|than|that|which|while|but|when|where|is|are|was|were|"
    r"has|have|had|shows?|showed|exhibit\w*|reach\w*|conduct(?:s|ed)?|gives?|gave)\b)[A-Za-z][\w″′-]*"
)
MODIFIERS = rf"(?:(?:\s+{MODIFIER},?){{0,3}}\s+{MODIFIER})?"
"""Words that may stand before a name in its noun phrase: "than the recently reported, ball-milled A"."""


def _compile_role(cues: str, *, before: bool) -> re.Pattern[str]:
    pattern = rf"\b(?:{cues})\s*\(?$" if before else rf"^(?:{cues})\b"
    return re.compile(pattern)


@cache
def comparison_pattern(works: str = "") -> Cues:
    """Words that open another clause; `works` is "other" for those that turn to another work, "agree" for
    those that set the value beside what others found, which cut no clause.
    """
    wanted = {works} if works else {"same", "other"}
    return _any_of(row["cue"] for row in read_rows("comparisons.tsv", PACKAGE) if row["works"] in wanted)


@cache
def acting_pattern() -> Cues:
    """Verbs of having, whole words."""
    cues = "|".join(row["cue"] for row in read_rows("acting.tsv", PACKAGE))
    return Cues(re.compile(rf"\b(?:{cues})\b"))


@cache
def referring_pattern(strength: str) -> Cues:
    """Words that refer back ("anaphor"), or to the paper's subject ("generic")."""
    rows = read_rows("referring.tsv", PACKAGE)
    return _any_of(row["cue"] for row in rows if row["strength"] == strength)


def _any_of(cues: Iterable[str]) -> Cues:
    """Cues that open with the same blank or comma share it, so that it is read once and not for each."""
    opened: dict[str, list[str]] = {}
    for cue in cues:
        opening = next(opening for opening in (",? ", " ", r"\b", "") if cue.startswith(opening))
        opened.setdefault(opening, []).append(cue.removeprefix(opening))
    either = "|".join(f"{opening}(?:{'|'.join(rest)})" for opening, rest in opened.items())
    return Cues(re.compile(either.replace(" ", r"\s+")))


RELATIVE = re.compile(
    r"^,?\s*(?:whose\b|which\s+(?:has|shows|exhibits|conducts|reaches|gives)\b)", re.IGNORECASE
)


def find_role(before: str, after: str) -> Role:
    """The role that the words around a material give it; SUBJECT where none of the cues stands there."""
    if RELATIVE.search(after):
        # "converts into B, whose conductivity is ...": the relative clause makes B its subject
        return Role.SUBJECT
    before, after = lower_chars(before), lower_chars(after)
    found = (
        role
        for pattern, stands_before, role in role_patterns()
        if pattern.search(before if stands_before else after) is not None
    )
    return next(found, Role.SUBJECT)
