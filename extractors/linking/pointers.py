"""`The former`, `the latter`, `the first`, `the iodide`: words that stand for a material named before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.linking.ions import BY_ANION, BY_CATION, GOES_ON, SYMBOLS
from extractors.linking.material import Material
from extractors.model.science import Composition
from extractors.normalise.chars import holds_any
from extractors.normalise.composition import read_composition

NOUN = r"(?: (?:one|phases?|compounds?|materials?|electrolytes?|samples?|compositions?|conductors?|case))?"
POINTER = re.compile(
    rf"\b(?:the|these) (?P<word>former|latter)(?! (?:two|three|four)\b(?! orders?\b)){NOUN}\b|"
    rf"\bthe (?P<place>first|second|third|last)(?: one| compound| material| phase)?\b{GOES_ON}",
    re.IGNORECASE,
)
PLACES = {"first": 0, "second": 1, "third": 2, "last": -1, "former": 0, "latter": -1}


def find_by_ion(
    flat: str, start: int, stop: int, materials: Sequence[Material], named: Sequence[Material]
) -> Iterator[Material]:
    """`The iodide stays at a`, `the tin compound`: the one material, or member of a family, that an ion tells
    from the others.

    It must be told apart: of at least two, named in this sentence before the word, or in the one before.
    Refused where two hold the ion.
    """
    if not holds_any(flat[start:stop].lower(), SYMBOLS):
        return
    for match in (*BY_ANION.finditer(flat, start, stop), *BY_CATION.finditer(flat, start, stop)):
        symbol = SYMBOLS[match["ion"].lower()]
        for choice in ([m for m in materials if m.stop <= match.start()], named):
            known = {m.composition.formula: m for at in choice for m in _members(at) if m.composition}
            holding = [m for m in known.values() if m.composition and _holds(m.composition, symbol)]
            if len(holding) == 1 and len(known) > 1:
                yield replace(holding[0], start=match.start("ion"), stop=match.end("ion"))
            if holding:
                break


def _holds(composition: Composition, symbol: str) -> bool:
    """Whether a material is named by an ion: S of a sulfate makes no sulfide."""
    symbols = {element for element, _ in composition.elements}
    return symbol in symbols and not (symbol in ("S", "Se", "Te", "Cl", "Br", "I") and "O" in symbols)


def _members(material: Material) -> Iterator[Material]:
    """A material with one composition is its own member; a family has those that its lists give."""
    composition = material.composition
    if composition is not None and composition.formula:
        yield material
    for formula in composition.members if composition is not None else ():
        readings = read_composition(formula)
        if readings:
            yield replace(material, composition=readings[0], text=formula)


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
        # "in A, B and notably C. In the latter": the last of a list
        meant = len(choice) == 2 or (len(choice) > 2 and match["word"].lower() == "latter")
        return choice[PLACES[match["word"].lower()]] if meant else None
    place = PLACES[match["place"].lower()]
    return choice[place] if len(choice) > max(1, place) else None


def _distinct(materials: Iterator[Material] | Sequence[Material]) -> list[Material]:
    return list({m.text: m for m in materials}.values())
