"""`The former`, `the latter`, `the first`: words that stand for one of several materials named before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.linking.material import Material

NOUN = r"(?: (?:one|phases?|compounds?|materials?|electrolytes?|samples?|compositions?|conductors?|case))?"
GOES_ON = (
    r"(?=\s*[.,;:()]|\s+(?:ha[sd]|have|shows?|showed|is|was|are|were|gives?|gave|exhibit\w*|reach\w*|conduct\w*|"
    r"at|and|with|being|display\w*|attain\w*|yield\w*)\b|\s*$|\s*\d)"
)
POINTER = re.compile(
    rf"\b(?:the|these) (?P<word>former|latter)(?: two)?{NOUN}\b|"
    rf"\bthe (?P<place>first|second|third|last)(?: one| compound| material| phase)?\b{GOES_ON}",
    re.IGNORECASE,
)
PLACES = {"first": 0, "second": 1, "third": 2, "last": -1, "former": 0, "latter": -1}


def find_pointers(
    flat: str, start: int, stop: int, materials: Sequence[Material], named: Sequence[Material]
) -> Iterator[Material]:
    """Materials that such words of a sentence stand for, at the place of the words.

    `named`: the materials of the sentence before, in order. `The former` and `the latter` need exactly two
    materials to choose from; other words need as many as they count. Those before in the sentence go first;
    a word that nothing fits stands for nothing.
    """
    for match in POINTER.finditer(flat, start, stop):
        before = _distinct(m for m in materials if m.stop <= match.start())
        for choice in (before, _distinct(named)):
            meant = _choose(match, choice)
            if meant is not None:
                yield replace(meant, start=match.start(), stop=match.end())
                break


def _choose(match: re.Match[str], choice: Sequence[Material]) -> Material | None:
    if match["word"]:
        return choice[PLACES[match["word"].lower()]] if len(choice) == 2 else None
    place = PLACES[match["place"].lower()]
    return choice[place] if len(choice) > max(1, place) else None


def _distinct(materials: Iterator[Material] | Sequence[Material]) -> list[Material]:
    return list({m.text: m for m in materials}.values())
