"""A link of a value to a material, and the printed lists of values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.linking.material import LIST_JOINT, Material
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import Mention


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


IN_BRACKETS = re.compile(r"\s*\([^()]{1,25}\)\s*")
""""6 × 10−2 (378 K) and 2 × 10−1 S cm−1 (513 K)": what a bracket says does not part a list."""


def value_runs(view: View, values: Sequence[Value]) -> list[list[Value]]:
    """Values of one property grouped to printed lists, as `list_runs` does with materials."""
    runs: list[list[Value]] = []
    for value in values:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.property == value.property
            and LIST_JOINT.fullmatch(IN_BRACKETS.sub(" ", view.between(last.stop, value.start)))
        ):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def gap_between(mention: Mention, link: Link) -> int:
    """Characters between a word and the value of a link."""
    return max(mention.start - link.value.stop, link.value.start - mention.stop)
