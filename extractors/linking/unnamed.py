"""Materials that a sentence does not name by formula: the only compound of its paragraph, or another one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.linking.cues import Role
from extractors.linking.described import METHOD
from extractors.linking.ions import speaks_by_ion
from extractors.linking.lists import Link
from extractors.linking.material import Material, is_binary
from extractors.linking.said import Value
from extractors.linking.view import View

ELSEWHERE = -1000
"""Offset of a material that another passage or sentence names: no mark of this one stands beside it."""
CODE = re.compile(
    r"(?<![\w-])(?P<name>[A-Z]{1,5}[-–−]?\d+(?:\.\d+)?[A-Z]?|[A-Z]{2,}\w*[-–−]\d+(?:\.\d+)?[A-Za-z]\w*|[A-Z]{2,}[a-z]?(?:[-–−][A-Z\d]+)*)(?![\w+-])"
    r"(?=\s+(?:(?:samples?|pellets?|glass(?:es)?|ceramics?|films?|phases?|electrolytes?|membranes?)\b|"
    r"(?:also |then |only |still )?(?:shows?|showed|ha[sd]|have|exhibit\w*|reach\w*|attain\w*|display\w*|"
    r"conducts?|gives?|gave|deliver\w*|possess\w*|is|was)\b))"
)
"""A code of capitals and digits as the subject of a verb, or before a noun of samples."""
UNKNOWN_BEHIND = re.compile(
    r"\s*(?:(?:has|was|is) (?:been )?\w+ )?(?:for|in|of|with)\s+(?:an?|another|other|some|many|most)\s+"
    r"(?:[\w-]+\s+){0,3}(?:ceramics?|samples?|phases?|compounds?|glass(?:es)?|films?|materials?|electrolytes?|"
    r"conductors?|crystals?|pellets?|polymers?)\b",
    re.IGNORECASE,
)
FOR = re.compile(r"\bfor\b")
FOR_WORDS = re.compile(
    r"\s*(?:\(\s*)?for (?:the |an? )?(?P<name>[\w-]+(?: (?!and\b|to\b)[\w-]+){0,3})"
    r"(?=\s*(?:[,;.()]|and\b|to\b|$))"
)
SAME_SAMPLE = re.compile(
    r"\b(?:bulk|total|grain\w*|ions?|conduction|migration|hopping|diffusion|transport|direction|planes?|axis|"
    r"paths?|both|each|all|\d+)\b|\b(?:Li|Na|K|Ag|Mg|F|H)\b",
)


def names_another(view: View, value: Value, *, by_ion: bool = True) -> bool:
    """Whether the clause speaks of a material that it gives no formula: by its ion (`the bromide`), by a name
    that nothing defines (`HB-2 shows`), or with an indefinite article behind the value (`for a zinc-doped
    ceramic`).
    """
    start, stop = view.clause_of(value.start)
    known = [(m.start, m.stop) for m in view.mentions] + [(m.start, m.stop) for m in view.materials]
    names = [
        match
        for match in CODE.finditer(view.text.flat, start, value.start)
        if not any(at < match.end("name") and match.start("name") < to for at, to in known)
        and not METHOD.fullmatch(match["name"])
    ]
    if names or UNKNOWN_BEHIND.match(view.between(value.stop, stop)):
        return True
    return by_ion and speaks_by_ion(view.between(start, value.start))


def is_of_another(view: View, value: Value, links: Sequence[Link]) -> bool:
    """`a for the zirconias and b for A`: beside a value that `for` ties to a name, one with `for` and words
    that name nothing known is not the name's.
    """
    match = FOR_WORDS.match(view.between(value.stop, view.stop))
    if match is None or SAME_SAMPLE.search(match["name"]):
        return False
    stop = value.stop + match.end()
    if any(value.stop <= m.start < stop for m in view.materials):
        return False
    return any(
        link.rule == "behind"
        and link.material is not None
        and link.value.property == value.property
        and FOR.search(view.between(link.value.stop, link.material.start))
        for link in links
    )


def find_only(sentences: Iterable[Sequence[Material]]) -> Material | None:
    """The one compound of a paragraph, binary ones left aside: a value that no rule ties can only be its own.

    None where the paragraph names several, or a label that no formula defines.
    """
    named = {
        material.composition.formula or material.composition.material
        if material.composition
        else "": material
        for materials in sentences
        for material in materials
        if material.role > Role.CONTEXT and not is_binary(material)
    }
    if len(named) != 1 or "" in named:
        return None
    only = next(iter(named.values()))
    return replace(only, start=ELSEWHERE, stop=ELSEWHERE)
