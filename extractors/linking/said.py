"""Values of a sentence: quantities of the properties that we collect, without what is only wished for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.linking.energies import find_energy_property
from extractors.linking.windows import is_window
from extractors.linking.wishes import is_no_statement, is_wished
from extractors.model.rich import RichText
from extractors.model.science import Dimension, Mention, MentionKind, Quantity, Sentence


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity of a property that we collect; offsets in the passage."""

    start: int
    stop: int
    quantity: Quantity
    property: str
    against: str = ""
    """The electrode that a potential is given against ("Li+/Li")."""


def find_values(text: RichText, sentence: Sentence, spoken: str) -> Iterator[Value]:
    """Values of collected properties; one with a doubtful glyph is none: no number is built on a guess."""
    flat = text.flat
    properties = [m for m in sentence.mentions if m.kind is MentionKind.PROPERTY]
    for mention in sentence.mentions:
        quantity = mention.quantity
        if mention.kind is not MentionKind.QUANTITY or quantity is None:
            continue
        if text.doubtful[mention.start : mention.stop].any() or UNIT_IN_FRONT.search(
            flat, max(sentence.start, mention.start - 12), mention.start
        ):
            continue
        if is_wished(flat, sentence, mention) or is_no_statement(flat, sentence, mention):
            continue
        name = _property_of(flat, sentence, mention, quantity, properties, spoken)
        if name:
            against = find_electrode(flat, mention) if quantity.dimension is Dimension.POTENTIAL else None
            stop = max(mention.stop, against.end()) if against else mention.stop
            yield Value(mention.start, stop, quantity, name, against[1] if against else "")


UNIT_IN_FRONT = re.compile(r"\(\s*(?:in|in units of)\s+$", re.IGNORECASE)
""""Conductivities (in 10−4 S cm−1) of ...": a unit for numbers that follow, no value."""
FOREIGN = re.compile(
    r"\b(?:electronic|thermal|hole|electron)\b(?![^.;]*\b(?:ionic|ion|total)\b)[^.;\d]{0,25}$|"
    r"\bσ\s?_?(?:e|el|eon|electronic)\s?[=≈~]\s*$|"
    r"\belectronic (?:contributions?|parts?|shares?|components?|transport|leakage)\b[^.;\d]{0,60}$",
    re.IGNORECASE,
)
""""Negligible electronic transport (10−9 S cm−1)", "the electronic contribution, 10−9 S cm−1"."""
ELECTRONIC_SUBJECT = re.compile(
    r"\W*(?:\w+ ){0,3}electronic conductivit\w+(?: (?!(?:is|was|are|were|and|while|whereas|but)\b)\S+)* "
    r"(?:is|was|are|were)(?: only| about| as low as)?\s*$",
    re.IGNORECASE,
)
""""The electronic conductivity of A at its highest ionic conductivity of a is b": b is that of electrons."""
ELECTRODE = re.compile(
    r"\b(?:active materials?|cathodes?|anodes?|electrode materials?|sulfur|selenium|polysul\w+|polysel\w+|"
    r"carbons?)\b",
    re.IGNORECASE,
)
""""The poor electrical conductivity of sulfur" is that of its electrons."""
FOREIGN_WINDOW = 80
VERSUS = re.compile(
    r"\s*\(?(?:vs\.?|versus|against)\s*(?:the )?"
    r"([A-Z][a-z]?\d?\+?\s?/\s?[A-Z][a-z]?(?:\d?\+)?|(?:Li|Na|K|Mg)\b|SHE|NHE)"
)


def find_electrode(flat: str, mention: Mention) -> re.Match[str] | None:
    """`5 V vs. Li+/Li`: the words may stand behind a potential or already, in part, belong to its mention."""
    inside = VERSUS.search(flat, mention.start)
    return inside if inside is not None and inside.start() <= mention.stop else None


def _property_of(
    flat: str,
    sentence: Sentence,
    mention: Mention,
    quantity: Quantity,
    properties: list[Mention],
    spoken: str,
) -> str:
    """The property that a value belongs to; "" where it is none that we collect.

    A conductivity unit is enough for an ionic conductivity unless the nearest word says electronic or
    thermal.
    A potential needs its word in the sentence: voltages abound. Energies have rules of their own.
    """
    if quantity.norm_low is None and quantity.norm_high is None:
        return ""
    if quantity.dimension is Dimension.CONDUCTIVITY:
        foreign = _is_foreign(flat, sentence, mention, _nearest_property(mention, properties))
        return "" if foreign else "ionic_conductivity"
    if quantity.dimension is Dimension.ENERGY:
        return find_energy_property(flat, sentence, mention, spoken)
    if quantity.dimension is Dimension.POTENTIAL and is_window(flat, sentence, mention):
        return "electrochemical_window"
    return ""


def _is_foreign(flat: str, sentence: Sentence, mention: Mention, nearest: Mention | None) -> bool:
    """Whether a conductivity is that of electrons or heat, by its nearest word or those right before it."""
    if nearest is not None and nearest.value in {"electronic_conductivity", "thermal_conductivity"}:
        return True
    electrical = nearest is not None and nearest.text.lower().startswith("electrical")
    if electrical and ELECTRODE.search(flat, sentence.start, sentence.stop):
        return True
    before = flat[max(sentence.start, mention.start - FOREIGN_WINDOW) : mention.start]
    return FOREIGN.search(before) is not None or (
        ELECTRONIC_SUBJECT.match(flat, sentence.start, mention.start) is not None
    )


def _nearest_property(mention: Mention, properties: list[Mention]) -> Mention | None:
    """The property word closest to a value; one before it wins over one behind it, unless far closer."""

    def distance(word: Mention) -> int:
        if word.stop <= mention.start:
            return mention.start - word.stop
        return 2 * (word.start - mention.stop) + 10

    return min(properties, key=distance, default=None)
