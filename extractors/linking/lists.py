"""A link of a value to a material, and the printed lists of values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.linking.material import LIST_JOINT, Material
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Link:
    """A value and the material that it is said of (None: a class of materials); the pattern that tells so."""

    value: Value
    material: Material | None
    rule: str
    inherited: bool = False
    klass: str = ""
    grouped: bool = False
    """Whether the value is said of several materials at once."""
    sureness: float | None = None
    """How often links with the same evidence are right; None where that was not asked."""


AT = re.compile(r"^\s*(?:at|@)\s+(?:T\b\s*)?", re.IGNORECASE)
FOR = re.compile(r"\s*for (?:the )?")
IN_BRACKETS = re.compile(r"\s*\([^()]{1,25}\)\s*")
""""6 × 10−2 (378 K) and 2 × 10−1 S cm−1 (513 K)": what a bracket says does not part a list."""


def value_runs(view: View, values: Sequence[Value], *, named: bool = False) -> list[list[Value]]:
    """Values of one property grouped to printed lists, as `list_runs` does with materials.

    `named`: also where each has its material behind it ("a for A and b for B").
    """
    runs: list[list[Value]] = []
    for value in values:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.property == value.property
            and LIST_JOINT.fullmatch(_between(view, last.stop, value.start, named=named))
        ):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def _between(view: View, start: int, stop: int, *, named: bool) -> str:
    """What stands between two values, without brackets and temperatures ("a at 140 °C and b at 160 °C")."""
    text = view.between(start, stop)
    following = [m for m in view.materials if start <= m.start and m.stop <= stop] if named else []
    if len(following) == 1 and FOR.fullmatch(view.between(start, following[0].start)):
        text = view.between(following[0].stop, stop)
    for mention in view.of_kind(MentionKind.TEMPERATURE):
        if start <= mention.start and mention.stop <= stop:
            text = text.replace(view.between(mention.start, mention.stop), " ")
    return AT.sub(" ", IN_BRACKETS.sub(" ", text))


def gap_between(mention: Mention, link: Link) -> int:
    """Characters between a word and the value of a link."""
    return max(mention.start - link.value.stop, link.value.start - mention.stop)
