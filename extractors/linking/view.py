"""A sentence as linking looks at it: values, materials with their parts, clauses, citations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.linking.cues import Role, comparison_pattern, find_role
from extractors.linking.described import find_codes, find_described
from extractors.linking.hosts import find_hosts
from extractors.linking.material import Material, is_binary, list_runs
from extractors.linking.pointers import find_by_ion, find_pointers
from extractors.linking.said import Value, find_values
from extractors.model.rich import CitationMark, RichText
from extractors.model.science import Composition, Dimension, Mention, MentionKind, Sentence

BEFORE_WINDOW = 60
AFTER_WINDOW = 40


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
    return View(
        text=text,
        start=sentence.start,
        stop=sentence.stop,
        mentions=sentence.mentions,
        values=tuple(find_values(text, sentence, spoken)),
        materials=name_materials(text, sentence, labels, named),
        clauses=_clauses(text.flat, sentence),
        citations=_marks_of(text, sentence),
    )


def name_materials(
    text: RichText,
    sentence: Sentence,
    labels: Mapping[str, Composition],
    named: Sequence[Material] = (),
) -> tuple[Material, ...]:
    """The materials of a sentence with their roles, in order; see `view_sentence`."""
    folded = _fold_labels(text.flat, _materials(text.flat, sentence, labels))
    pointed = [
        *find_pointers(text.flat, sentence.start, sentence.stop, folded, named),
        *find_by_ion(text.flat, sentence.start, sentence.stop, folded, named),
    ]
    codes = find_codes(text.flat, sentence.start, sentence.stop, sentence.mentions)
    hosts = find_hosts(text.flat, sentence.start, folded, labels)
    everything = sorted([*folded, *pointed, *codes, *hosts], key=lambda material: material.start)
    materials = _with_roles(text.flat, sentence, everything)
    materials = tuple(_as_parts(text.flat, sentence, materials))
    if not any(material.role is Role.SUBJECT for material in materials):
        described = find_described(text.flat, sentence.start, sentence.stop, sentence.mentions)
        told = [m for m in materials if m.role > Role.OTHER]
        found = [m for m in described if not any(_overlap(m, other) for other in told)]
        everything = [m for m in everything if not any(_overlap(m, other) for other in found)] + found
        everything.sort(key=lambda material: material.start)
        parts = {m.start for m in materials if m.role is Role.WEAK}
        again = _with_roles(text.flat, sentence, everything)
        materials = tuple(replace(m, role=min(m.role, Role.WEAK)) if m.start in parts else m for m in again)
    return materials


COMPOSED = re.compile(r"\s+(?:consist\w+|compos\w+|made|compris\w+|contain\w+|based|with|of|incorporat\w+)\b")


def _as_parts(flat: str, sentence: Sentence, materials: Sequence[Material]) -> Iterator[Material]:
    """Materials behind `a composite electrolyte consisting of` are weak: the mixture is made of them."""
    mixed = []
    if any(material.role is Role.SUBJECT for material in materials):
        described = find_described(flat, sentence.start, sentence.stop)
        mixed = [m for m in described if COMPOSED.match(flat, m.stop)]
    for material in materials:
        part = any(m.stop <= material.start for m in mixed) and material.role is Role.SUBJECT
        yield replace(material, role=Role.WEAK) if part else material


def _overlap(one: Material, other: Material) -> bool:
    return one.start < other.stop and other.start < one.stop


def _marks_of(text: RichText, sentence: Sentence) -> tuple[CitationMark, ...]:
    """A mark stands behind what it supports, so one at the very start belongs to the sentence before."""
    return tuple(
        m
        for m in text.citations
        if sentence.start < m.position
        and (m.position <= sentence.stop or not text.flat[sentence.stop : m.position].strip())
    )


BASED = re.compile(
    r"[-–]based(?: (?:solid|polymer|gel|composite|glass|ceramic))* (?:electrolyte|membrane|glass|polymer)\b"
)


def _with_based(flat: str, sentence: Sentence, label: Material) -> Material:
    """`PEO-based solid electrolyte` is a name of its own."""
    match = BASED.match(flat, label.stop, sentence.stop)
    return replace(label, stop=match.end(), text=flat[label.start : match.end()]) if match else label


BEST_ROLES = {
    "electrode": Role.WEAK,
    "additive": Role.OTHER,
    "solvent": Role.OTHER,
    "salt": Role.OTHER,
    "gas": Role.OTHER,
}
"""What materials of a use can be at best: an electrode has ions to conduct where nothing plainer is named."""


def _materials(flat: str, sentence: Sentence, labels: Mapping[str, Composition]) -> list[Material]:
    found = []
    for mention in sentence.mentions:
        if mention.kind is MentionKind.COMPOSITION and mention.composition is not None:
            found.append(Material(mention.start, mention.stop, mention.text, mention.composition))
            found[-1] = replace(found[-1], best_role=BEST_ROLES.get(mention.value, Role.SUBJECT))
        elif mention.kind is MentionKind.LABEL:
            composition = mention.composition or labels.get(mention.text)
            found.append(Material(mention.start, mention.stop, mention.text, composition, is_label=True))
            if composition is None:
                found[-1] = _with_based(flat, sentence, found[-1])
                found[-1] = replace(found[-1], best_role=BEST_ROLES.get(mention.value, Role.SUBJECT))
    return found


def _fold_labels(flat: str, materials: list[Material]) -> list[Material]:
    """`LiAlCl2.5O0.75 (LACO)` names one material twice: the longer name stays, over both spans."""
    folded: list[Material] = []
    for material in materials:
        last = folded[-1] if folded else None
        if (
            last is not None
            and _is_alias(flat, last, material)
            and (
                last.composition is None
                or material.composition is None
                or _same(last, material)
                or NAMING.search(flat[last.stop : material.start])
            )
        ):
            start = last.start
            while len(folded) > 1 and SUM.fullmatch(flat[folded[-2].stop : start]):
                # "Li2S + P2S5 (LPS)": the label names the whole
                folded.pop()
                start, last = folded[-1].start, replace(material, composition=None)
                material = last
            keep = last if last.composition is not None else material
            folded[-1] = replace(keep, start=start, stop=material.stop + 1)
        else:
            folded.append(material)
    return folded


NAMING = re.compile(r"\b(?:named|called|known as|denoted|written)\b")
""""A (also named B in the literature)": one material, however B counts its atoms."""
CLOSES = re.compile(r"(?: in the literature| in what follows| hereafter| here| below)?[)\],;]")
SUM = re.compile(r"\s\+\s")
ALIAS = re.compile(
    r"[(\[]\s*(?:also |here |hereafter |which is )?(?:named|called|denoted(?: as| by)?|abbreviated(?: as)?|"
    r"label(?:l)?ed(?: as)?|hereafter|i\.e\.,?|=)?"
)


def _is_alias(flat: str, last: Material, material: Material) -> bool:
    """Whether a name stands in a bracket right behind another."""
    gap = flat[last.stop : material.start].strip()
    if not gap and material.text.startswith(("(", "[")) and material.text.endswith((")", "]")):
        return True
    return ALIAS.fullmatch(gap) is not None and CLOSES.match(flat, material.stop) is not None


def _same(one: Material, other: Material) -> bool:
    """Whether two names print one composition ("Li3InCl6 (3LiCl-InCl3)")."""
    if one.composition is None or other.composition is None:
        return False
    if one.composition.material == other.composition.material:
        return True
    amounts = dict(one.composition.elements)
    return bool(amounts) and amounts == dict(other.composition.elements)


INSERTED = re.compile(
    r",\s+(?:which (?:is|was) )?(?:obtained|prepared|synthesi[sz]ed|made|derived|formed|produced|fabricated|"
    r"achieved|realized|generated|designed)\s+(?:by|from|via|through|using|upon|after)\b[^;()]{0,140}?,\s"
)
""""A, obtained by replacing ions in B by C, exhibits a": B only tells how A was made."""
MODIFIED = re.compile(r"-(?:modified|coated|grafted|functionali[sz]ed)\s+$")
""""A-modified SiO2": a filler, not what conducts."""


def _with_roles(flat: str, sentence: Sentence, materials: list[Material]) -> tuple[Material, ...]:
    """Roles by the words around the list that a material stands in: a cue before `A, B, C` holds for all."""
    out: list[Material] = []
    for run in list_runs(flat, materials):
        before = flat[max(sentence.start, run[0].start - BEFORE_WINDOW) : run[0].start]
        after = flat[run[-1].stop : min(sentence.stop, run[-1].stop + AFTER_WINDOW)]
        role = find_role(before, after)
        if MODIFIED.search(before) and all(is_binary(material) for material in run):
            role = Role.OTHER
        out += [replace(material, role=min(role, material.best_role)) for material in run]
    inserted = [match.span() for match in INSERTED.finditer(flat, sentence.start, sentence.stop)]
    out = [
        replace(m, role=min(m.role, Role.WEAK)) if any(at < m.start < to for at, to in inserted) else m
        for m in out
    ]
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


COLLECTED = (Dimension.CONDUCTIVITY, Dimension.ENERGY, Dimension.POTENTIAL)


def has_quantity(sentence: Sentence) -> bool:
    """Whether a sentence may give a value: most have none, and need no clauses."""
    return any(m.quantity is not None and m.quantity.dimension in COLLECTED for m in sentence.mentions)


CONCEDES = re.compile(r"\W*(?:While|Whereas|Although|Though|Even though)\b")
MAIN_REACH = 40


def _main_clause(flat: str, sentence: Sentence) -> Iterator[int]:
    """`While A has a, B has b`: the comma behind the first value and before the next name opens a clause."""
    if not CONCEDES.match(flat, sentence.start, sentence.stop):
        return
    kinds = (MentionKind.COMPOSITION, MentionKind.LABEL)
    values = [m for m in sentence.mentions if m.quantity is not None and m.quantity.dimension in COLLECTED]
    for name in (m for m in sentence.mentions if m.kind in kinds):
        comma = flat.rfind(", ", max(sentence.start, name.start - MAIN_REACH), name.start)
        if comma > 0 and any(m.stop <= comma for m in values) and any(m.start > name.stop for m in values):
            yield comma
            return


def _clauses(flat: str, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    if not has_quantity(sentence) and not any(m.kind is MentionKind.STRUCTURE for m in sentence.mentions):
        return ((sentence.start, sentence.stop),)
    said = flat[sentence.start : sentence.stop]
    cuts = {sentence.start + at for at in comparison_pattern().find_starts(said)}
    cuts |= set(_main_clause(flat, sentence))
    return tuple(pairwise([sentence.start, *sorted(cuts - {sentence.start}), sentence.stop]))
