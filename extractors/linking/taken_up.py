"""Which materials of the sentences before words take up: `both samples`, `all three`, `the films`, a list."""

import re
from collections.abc import Sequence

from extractors.linking.context import Context
from extractors.linking.material import Material
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import MentionKind

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
NOUN = (
    r"(?:[\w-]+ ){0,2}?(?:SEs|SSEs|electrolytes|compounds|materials|phases|samples|conductors|hydrides|"
    r"halides|chlorides|sulfides|oxides|glasses|salts|ceramics|pellets|films|compositions)\b"
)
COUNTED = re.compile(
    rf"\b(?:all|these|the|those|the latter|the former) (?P<number>two|three|four|five) {NOUN}", re.IGNORECASE
)
SEVERAL = re.compile(r"\b(?:conductivities|energies|barriers|values)\b", re.IGNORECASE)
MIXED = re.compile(
    r"\b(?:the|this|these|those|such|all|its|their) (?:\d+\s?:\s?\d+ |[\w-]+ ){0,3}?"
    r"(?:(?:nano-?)?composites?|mixtures?|blends?|adducts?|eutectics?)\b",
    re.IGNORECASE,
)
""""The composites reached a": what a pure compound was mixed into is another material."""
BOTH = re.compile(rf"\b(?:both|the two|these two) {NOUN}", re.IGNORECASE)
SHAPE = re.compile(
    r"\b(?:the|these|this|those|our|such) (?:[\w-]+ ){0,2}?(?P<noun>films?|pellets?|glass(?:es)?|ceramics?|"
    r"membranes?|crystals?|layers?|powders?|fib(?:er|re)s?)\b",
    re.IGNORECASE,
)
SHAPE_STEM = 4
"""Letters that `fibres` and `fiber`, `glass` and `glasses` share."""
SINGLE = re.compile(r"[A-Za-z\d.()\[\]]+(?:[-+−][δdx])?")


def find_counted(said: str, named: Sequence[Material]) -> list[Material]:
    """`All three electrolytes`: the materials of the sentence before, where it names as many."""
    match = COUNTED.search(said)
    if match is None:
        return []
    fixed = [m for m in named if m.composition is not None and m.composition.formula]
    for choice in (named, fixed):
        distinct = list({m.identity: m for m in choice}.values())
        if len(distinct) == NUMBERS[match["number"].lower()]:
            return distinct
    return []


def find_both(said: str, context: Context) -> list[Material]:
    """`Both samples`: the subjects of the last sentences, where these are two."""
    spoken = {m.identity: m for m in (*context.earlier, *context.subjects)}
    return list(spoken.values()) if BOTH.search(said) and len(spoken) == 2 else []


def find_by_shape(view: View, value: Value, context: Context) -> list[Material]:
    """`A thin films were made from B. The films show a`: of several, the one that the word stood behind."""
    start, _ = view.clause_of(value.start)
    shape = SHAPE.search(view.between(start, value.start))
    if shape is None or len(context.subjects) == 1:
        return []
    behind = re.compile(rf"[-\s](?:[\w-]+\s){{0,2}}{shape['noun'][:SHAPE_STEM]}")
    found = {m.text: m for m in context.named if m.start >= 0 and behind.match(view.text.flat, m.stop)}
    return list(found.values()) if len(found) == 1 else []


def find_listed(view: View, value: Value, context: Context) -> list[Material]:
    """`The activation energies are a and b` behind sentences that gave as many materials a value each."""
    told = (MentionKind.TEMPERATURE, MentionKind.KIND, MentionKind.ORIGIN, MentionKind.VARIABLE)
    if view.materials or not SEVERAL.search(view.between(view.start, value.start)):
        return []
    if any(len({m.text for m in view.of_kind(kind)}) > 1 for kind in told):
        # two temperatures, kinds or methods have a value each
        return []
    return list(context.valued)


def speaks_of_mixture(view: View, value: Value, context: Context) -> bool:
    """Whether the clause speaks of a mixture where the sentences before name single compounds only."""
    start, _ = view.clause_of(value.start)
    if MIXED.search(view.between(start, value.start)) is None:
        return False
    formulas = [m.composition.printed for m in context.subjects if m.composition is not None]
    return len(formulas) == len(context.subjects) and all(SINGLE.fullmatch(f) for f in formulas)
