"""A sentence as linking looks at it: values, materials with their parts, clauses, citations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.linking.cues import Role, comparison_pattern, find_role
from extractors.linking.energies import find_energy_property
from extractors.linking.material import Material, is_binary, list_runs
from extractors.linking.pointers import find_pointers
from extractors.model.rich import CitationMark, RichText
from extractors.model.science import Composition, Dimension, Mention, MentionKind, Quantity, Sentence

BEFORE_WINDOW = 60
AFTER_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity of a property that we collect; offsets in the passage."""

    start: int
    stop: int
    quantity: Quantity
    property: str
    against: str = ""
    """The electrode that a potential is given against ("Li+/Li")."""


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """One sentence: everything that linking needs, offsets in the passage."""

    text: RichText
    start: int
    stop: int
    mentions: tuple[Mention, ...]
    values: tuple[Value, ...]
    materials: tuple[Material, ...]
    clauses: tuple[tuple[int, int], ...]
    citations: tuple[CitationMark, ...]

    def of_kind(self, *kinds: MentionKind) -> Iterator[Mention]:
        return (mention for mention in self.mentions if mention.kind in kinds)

    def between(self, start: int, stop: int) -> str:
        return self.text.flat[start:stop]

    def clause_of(self, position: int) -> tuple[int, int]:
        """The clause that holds a position."""
        return next((c for c in self.clauses if c[0] <= position < c[1]), (self.start, self.stop))


def view_sentence(
    text: RichText,
    sentence: Sentence,
    labels: Mapping[str, Composition],
    spoken: str = "",
    named: Sequence[Material] = (),
) -> View:
    """The view of a sentence of a passage; labels that the paper defines stand for their composition.

    `spoken`: the energy that the sentence before speaks of, for energies that no word of this one names.
    `named`: the materials of that sentence, for words that point back at one of them.
    """
    folded = _fold_labels(text.flat, _materials(sentence, labels))
    pointed = find_pointers(text.flat, sentence.start, sentence.stop, folded, named)
    everything = sorted([*folded, *pointed], key=lambda material: material.start)
    materials = _with_roles(text.flat, sentence, everything)
    return View(
        text=text,
        start=sentence.start,
        stop=sentence.stop,
        mentions=sentence.mentions,
        values=tuple(_values(text, sentence, spoken)),
        materials=materials,
        clauses=_clauses(text.flat, sentence),
        citations=_marks_of(text, sentence),
    )


def _marks_of(text: RichText, sentence: Sentence) -> tuple[CitationMark, ...]:
    """A mark stands behind what it supports, so one at the very start belongs to the sentence before."""
    return tuple(m for m in text.citations if sentence.start < m.position <= sentence.stop)


def _materials(sentence: Sentence, labels: Mapping[str, Composition]) -> list[Material]:
    found = []
    for mention in sentence.mentions:
        if mention.kind is MentionKind.COMPOSITION and mention.composition is not None:
            found.append(Material(mention.start, mention.stop, mention.text, mention.composition))
        elif mention.kind is MentionKind.LABEL:
            composition = mention.composition or labels.get(mention.text)
            found.append(Material(mention.start, mention.stop, mention.text, composition, is_label=True))
    return found


def _fold_labels(flat: str, materials: list[Material]) -> list[Material]:
    """`LiAlCl2.5O0.75 (LACO)` names one material twice: the longer name stays, over both spans."""
    folded: list[Material] = []
    for material in materials:
        last = folded[-1] if folded else None
        if (
            last is not None
            and flat[last.stop : material.start].strip()
            in {"(", "[", "(denoted", "(denoted as", "(hereafter"}
            and flat[material.stop : material.stop + 1] in {")", "]", ",", ";"}
            and (last.composition is None or material.composition is None or _same(last, material))
        ):
            keep = last if last.composition is not None else material
            folded[-1] = replace(keep, start=last.start, stop=material.stop + 1)
        else:
            folded.append(material)
    return folded


def _same(one: Material, other: Material) -> bool:
    """Whether two names print one composition ("Li3InCl6 (3LiCl-InCl3)")."""
    if one.composition is None or other.composition is None:
        return False
    if one.composition.material == other.composition.material:
        return True
    amounts = dict(one.composition.elements)
    return bool(amounts) and amounts == dict(other.composition.elements)


def _with_roles(flat: str, sentence: Sentence, materials: list[Material]) -> tuple[Material, ...]:
    """Roles by the words around the list that a material stands in: a cue before `A, B, C` holds for all."""
    out: list[Material] = []
    for run in list_runs(flat, materials):
        before = flat[max(sentence.start, run[0].start - BEFORE_WINDOW) : run[0].start]
        after = flat[run[-1].stop : min(sentence.stop, run[-1].stop + AFTER_WINDOW)]
        role = find_role(before, after)
        out += [replace(material, role=role) for material in run]
    return tuple(_prefer_compounds(flat, out))


def _prefer_compounds(flat: str, materials: Sequence[Material]) -> Iterator[Material]:
    """Binary compounds (Na2S, LiCl, ZrO2) are weak subjects beside a richer one: most are what it is made of.

    In one list with it they are its equals.
    """
    richer = [m for m in materials if m.role is Role.SUBJECT and not is_binary(m)]
    for run in list_runs(flat, materials):
        alone = all(is_binary(material) for material in run)
        for material in run:
            weak = alone and richer and material.role is Role.SUBJECT
            yield replace(material, role=Role.WEAK) if weak else material


def _clauses(flat: str, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    cuts = {match.start() for match in comparison_pattern().finditer(flat, sentence.start, sentence.stop)}
    return tuple(pairwise([sentence.start, *sorted(cuts - {sentence.start}), sentence.stop]))


def _values(text: RichText, sentence: Sentence, spoken: str) -> Iterator[Value]:
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
        if _is_wished(flat, sentence, mention):
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
    r"\bσ\s?_?(?:e|el|eon|electronic)\s?[=≈~]\s*$",
    re.IGNORECASE,
)
""""Negligible electronic transport (10−9 S cm−1)", "the electronic contribution, 10−9 S cm−1"."""
FOREIGN_WINDOW = 60
CYCLED = re.compile(r"\b(?:cycled|cycling|charged?|discharged?|cut-?off|scanned|swept)\b", re.IGNORECASE)
VERSUS = re.compile(
    r"\s*\(?(?:vs\.?|versus|against)\s*(?:the )?"
    r"([A-Z][a-z]?\d?\+?\s?/\s?[A-Z][a-z]?(?:\d?\+)?|(?:Li|Na|K|Mg)\b|SHE|NHE)"
)


LOOSE_WISHES = ("desired", "target")
WISH_REACH = 60
"""Characters before a value within which "desirable" speaks of it; it may as well praise a material."""
MUST_REACH = 150
"""The same for "should" and "required". More takes values for wishes that are none."""
GOES_ON = re.compile(r"\b(?:and|but|does|do|not)\b")
""""A reaches 1 mS cm−1 and does not require sintering": the clause turns to something else."""
WISH_BEHIND = 15
"""Characters behind a value within which "is required" still speaks of it."""


def _is_wished(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a value is what somebody wants ("should exceed", "the target of"), not what a material has.

    The words speak of the next value only, and of none behind a name.
    "Should conduct at" of a computation is a prediction.
    """
    computed = any(m.kind is MentionKind.ORIGIN and m.value == "computed" for m in sentence.mentions)
    for wish in sentence.mentions:
        if wish.kind is not MentionKind.REQUIREMENT or (computed and wish.value == "should"):
            continue
        between = [
            m
            for m in sentence.mentions
            if m.kind is MentionKind.QUANTITY and m is not mention and wish.stop <= m.start < mention.start
        ]
        named = any(
            m.kind is MentionKind.COMPOSITION and wish.stop <= m.start < mention.start
            for m in sentence.mentions
        )
        to_do = flat.startswith(" to ", wish.stop)
        to_do = to_do or "hope" in wish.text
        reach = WISH_REACH if wish.value in LOOSE_WISHES and not to_do else MUST_REACH
        if 0 <= mention.start - wish.stop < reach and not between and (to_do or not named):
            return True
        gap = flat[mention.stop : wish.start]
        if wish.start >= mention.stop and len(gap) < WISH_BEHIND and not GOES_ON.search(gap):
            return True
    return False


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
    nearest = _nearest_property(mention, properties)
    if quantity.dimension is Dimension.CONDUCTIVITY:
        foreign = nearest is not None and nearest.value in {"electronic_conductivity", "thermal_conductivity"}
        before = flat[max(sentence.start, mention.start - FOREIGN_WINDOW) : mention.start]
        return "" if foreign or FOREIGN.search(before) else "ionic_conductivity"
    if quantity.dimension is Dimension.ENERGY:
        return find_energy_property(flat, sentence, mention, spoken)
    if nearest is None:
        return ""
    if quantity.dimension is Dimension.POTENTIAL and nearest.value == "electrochemical_window":
        # "cycled between 2.8 and 4.3 V" tells how a cell was run, not what an electrolyte withstands
        return "" if CYCLED.search(flat, sentence.start, mention.start) else "electrochemical_window"
    return ""


def _nearest_property(mention: Mention, properties: list[Mention]) -> Mention | None:
    """The property word closest to a value; one before it wins over one behind it, unless far closer."""

    def distance(word: Mention) -> int:
        if word.stop <= mention.start:
            return mention.start - word.stop
        return 2 * (word.start - mention.stop) + 10

    return min(properties, key=distance, default=None)
