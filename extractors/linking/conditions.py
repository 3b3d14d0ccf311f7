"""Sample and treatment of a linked value, in few words of the print."""

import re
from collections.abc import Iterator, Sequence

from extractors.linking.cues import Role
from extractors.linking.lists import Link
from extractors.linking.material import list_runs
from extractors.linking.view import View
from extractors.model.science import Mention, MentionKind

ATTRIBUTE_WINDOW = 45
"""Characters before a name (or its list) within which "orthorhombic" tells its phase."""
ATTRIBUTED = re.compile(
    r"\s*(?:phases?|compounds?|systems?|structured?|halides?|chlorides?|materials?|samples?|series|one|type)?,?"
    r"(?:\s*(?:such as|like|of|including|e\.g\.,?|:|,)\s*)?(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
MADE_BY = re.compile(
    r"\b(?P<words>(?:sinter|anneal|fir|press|heat|calcin|mill|quench|dr|expos|stor|treat|cast|crystalli[sz]|deposit|"
    r"hot-press|cold-press|ball-mill|mold|mould)(?:ed|ied)\s+(?:at|to|in|under|for|with|by|from)\s+[^,;()]{1,30}?)"
    r"(?=\s+(?:ha[sd]|have|shows?|showed|is|was|were|exhibit\w*|reach\w*|gave|gives?|with|retain\w*|attain\w*|"
    r"conduct\w*)\b|[,;()]|\.?\s*$)",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"\b(?P<words>(?:after|upon|before|following|without) (?:an? |the )?"
    r"(?:(?!is\b|was\b|and\b|but\b)[\w%°-]+\s+){0,5}?"
    r"[\w-]*(?:ing|tion|ment|exposure|humidity|anneal|h|days?|months?|cycles?)"
    r"(?:\s+in (?:dry |humid |wet |ambient )?(?:air|nitrogen|argon|water|vacuum)(?: with [\d.]+\s?% \w+)?)?|"
    r"as[- ](?:ball[- ])?(?:milled|prepared|deposited|cast|pressed|synthesi[sz]ed|quenched|grown))\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?P<words>\d+(?:\.\d+)?(?:[–-]\d+(?:\.\d+)?)?\s?(?:mol|at|wt)\.?\s?%(?:\s[A-Z][a-z]?(?![A-Za-z\d]))?)"
)
FAMILIES = re.compile(
    r"(?:(?:double |anti-?)?perovskite|garnet|spinel|argyrodite|NASICON|fluorite|olivine|layered|LISICON)"
    r"(?:[- ]type)?",
    re.IGNORECASE,
)
"""Names of structure families: they tell what a compound is, not which of its phases."""
PHASE = re.compile(
    r"(?:cubic|tetragonal|orthorhombic|monoclinic|triclinic|trigonal|hexagonal|rhombohedral|amorphous|glassy|"
    r"crystalline)",
    re.IGNORECASE,
)
WORDLESS = ("process temperature", "humidity", "moisture")
"""Values of mentions that name a kind of condition; the print says more."""


def find_condition(view: View, link: Link) -> str:
    """Treatment, humidity, phase and sample: short words of the clause that stand with the value, by `; `.

    A word between two values belongs to the one before it, a word before all values to each of them.
    """
    composition = link.material.composition if link.material is not None else None
    words = [*(composition.conditions if composition else ()), *_phases(view, link)]
    start, stop = _reach(view, link)
    words += [_word(m) for m in view.of_kind(MentionKind.CONDITION) if start <= m.start < stop]
    for pattern in (MADE_BY, AFTERWARDS, SHARE):
        words += [match["words"].strip() for match in pattern.finditer(view.text.flat, start, stop)]
    return "; ".join(_longest(words))


def _word(mention: Mention) -> str:
    return mention.text if mention.value in WORDLESS else mention.value or mention.text


def _reach(view: View, link: Link) -> tuple[int, int]:
    """Where words stand that tell of a value: its clause, up to the next value of its property, and from the
    value before it.
    """
    start, stop = view.clause_of(link.value.start)
    same = [value for value in view.values if value.property == link.value.property]
    before = [value.stop for value in same if start <= value.start < link.value.start]
    behind = [value.start for value in same if link.value.start < value.start < stop]
    return max([start, *before]), min([stop, *behind])


def _phases(view: View, link: Link) -> Iterator[str]:
    """`orthorhombic A`, `the trigonal phases A, B and C`, `A glass`: words of structure at the name."""
    material = link.material
    if material is None or material.start < view.start:
        return
    run = next((run for run in list_runs(view.text.flat, view.materials) if material in run), [material])
    said = [m for m in view.of_kind(MentionKind.STRUCTURE) if not FAMILIES.fullmatch(m.text)]
    runs = list_runs(view.text.flat, [m for m in view.materials if m.role > Role.CONTEXT])
    phases = {m.text.lower() for m in said if PHASE.fullmatch(m.text)}
    if len(runs) == 1 and len(phases) == 1 and len(said) <= 2:
        yield phases.pop()
        return
    for mention in said:
        gap = view.between(mention.stop, run[0].start)
        before = mention.stop <= run[0].start and run[0].start - mention.stop <= ATTRIBUTE_WINDOW
        behind = 0 <= mention.start - material.stop <= 1
        if behind or (before and ATTRIBUTED.fullmatch(gap)):
            yield mention.text


def _longest(words: Sequence[str]) -> Iterator[str]:
    """Each wording once, without those that a longer one holds."""
    for at, word in enumerate(words):
        others = [*words[:at], *(w for w in words[at + 1 :] if w != word)]
        if not any(word.lower() in other.lower() for other in others):
            yield word
