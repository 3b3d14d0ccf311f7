"""Which property an energy of a sentence is: an activation energy, the barrier of a hop, or none of ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.model.science import Dimension, Mention, MentionKind, Sentence
from extractors.normalise.chars import holds_any
from extractors.normalise.tables import read_rows

COLLECTED = ("activation_energy", "migration_barrier")
BESIDE = re.compile(
    r"(?:[\s,;:/()=]|\b(?:and|with|plus|at|an?|the|of|for|as well as|"
    r"was|were|found|obtained|measured|reported|later|only|just|(?:together|along) with|Ea|E)\b)*",
    re.IGNORECASE,
)
"""What may stand between a conductivity and its activation energy: "1 mS cm−1 and 0.3 eV"."""
SYMBOL = re.compile(r"E\s?_?\{?[aA]|Δ\s?H")
PLAUSIBLE_EV = 2.0
"""Ions move over lower barriers than this; more takes band gaps and photon energies that no word names."""
BEHIND_COSTS = 2
BEHIND_STARTS = 10
"""A word behind a value counts as twice as far as one before it, and ten characters more."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word for an energy: where it stands and which property it names ("" for another energy)."""

    start: int
    stop: int
    property: str


@cache
def _patterns(reach: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [row for row in read_rows("energies.tsv", "extractors.linking") if row["reach"] == reach]
    return tuple((row["property"], re.compile(row["cue"], re.IGNORECASE)) for row in rows)


def find_energy_property(flat: str, sentence: Sentence, mention: Mention, spoken: str = "") -> str:
    """The property of an energy; "" where it is another energy than those collected.

    The nearest word for an energy names it. Where the sentence has none: what stands right beside a
    conductivity is its activation energy; "Arrhenius" and "barrier" tell; else the property that the sentence
    before spoke of (`spoken`).
    """
    named = _nearest(mention, _find_words(flat, sentence))
    if named is not None:
        return named.property
    if not _is_plausible(mention):
        return ""
    if stands_beside_conductivity(flat, sentence, mention):
        return "activation_energy"
    for name, pattern in _patterns("sentence"):
        if pattern.search(flat, sentence.start, sentence.stop):
            return name
    return spoken


def _is_plausible(mention: Mention) -> bool:
    """Whether an energy that no word names can be that of a moving ion; most photons and gaps cannot."""
    quantity = mention.quantity
    norms = (quantity.norm_low, quantity.norm_high) if quantity is not None else ()
    return all(norm is not None and 0 < norm <= PLAUSIBLE_EV for norm in norms)


def _find_words(flat: str, sentence: Sentence) -> list[Word]:
    """Words for energies; a longer one hides those inside it ("activation energy for crystallisation")."""
    found = [
        Word(match.start(), match.end(), name if name in COLLECTED else "")
        for name, pattern in _patterns("near")
        for match in pattern.finditer(flat, sentence.start, sentence.stop)
    ]
    found += [
        Word(m.start, m.stop, m.value if m.value in COLLECTED else "")
        for m in sentence.mentions
        if m.kind is MentionKind.PROPERTY and m.value in (*COLLECTED, "band_gap", "formation_energy")
    ]
    return [word for word in found if not any(_hides(other, word) for other in found)]


def _hides(other: Word, word: Word) -> bool:
    inside = other.start <= word.start and word.stop <= other.stop
    longer = other.stop - other.start > word.stop - word.start
    # "activation energy for reorientational jumps" fits both: it is that of another process
    return inside and (longer or bool(word.property and not other.property))


def _nearest(mention: Mention, words: Sequence[Word]) -> Word | None:
    def distance(word: Word) -> int:
        if word.stop <= mention.start:
            return mention.start - word.stop
        return BEHIND_COSTS * (word.start - mention.stop) + BEHIND_STARTS

    return min(words, key=distance, default=None)


def stands_beside_conductivity(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether only small words and a temperature part an energy from a conductivity."""
    places = [m for m in sentence.mentions if _is_of(m, Dimension.CONDUCTIVITY)]
    before = [m for m in places if m.stop <= mention.start][-1:]
    behind = [m for m in places if m.start >= mention.stop][:1]
    gaps = [(m.stop, mention.start) for m in before] + [(mention.stop, m.start) for m in behind]
    return any(BESIDE.fullmatch(_without_parts(flat, sentence, *gap)) for gap in gaps)


def _is_of(mention: Mention, dimension: Dimension) -> bool:
    quantity = mention.quantity
    return mention.kind is MentionKind.QUANTITY and quantity is not None and quantity.dimension is dimension


def _without_parts(flat: str, sentence: Sentence, start: int, stop: int) -> str:
    """What stands between, temperatures and further energies of one list left out."""
    text = flat[start:stop]
    for mention in sentence.mentions:
        inside = start <= mention.start and mention.stop <= stop
        if inside and (mention.kind is MentionKind.TEMPERATURE or _is_of(mention, Dimension.ENERGY)):
            text = text.replace(flat[mention.start : mention.stop], " ")
    return text


def spoken_energy(said: str) -> str:
    """The collected energy that a sentence speaks of last; "" where it speaks of none."""
    if not (holds_any(said.lower(), ("energ", "enthalp", "barrier")) or SYMBOL.search(said)):
        return ""
    found = [
        (match.end(), name)
        for name, pattern in _patterns("near")
        if name in COLLECTED
        for match in pattern.finditer(said)
    ]
    return max(found)[1] if found else ""
