"""Statements of running text: sentence by sentence, with the memory of what a paragraph speaks of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.linking.circumstances import (
    find_condition,
    find_kind,
    find_origin,
    find_refs,
    find_temperature,
    refs_of_material,
)
from extractors.linking.cues import Role
from extractors.linking.link import Link, link_values
from extractors.linking.performance import unstated
from extractors.linking.second import ONLY, adopt_links, agrees
from extractors.linking.structure_text import find_structures
from extractors.linking.values import settle_value, split_alkali
from extractors.linking.view import Material, Value, View, list_runs, view_sentence
from extractors.model.document import Passage
from extractors.model.finding import Finding
from extractors.model.layout import BlockKind
from extractors.model.pair import Pair
from extractors.model.record import Place
from extractors.model.science import Composition, Dimension, Mention, MentionKind, Qualifier, Sentence
from extractors.model.statement import Statement, Temperature

READ_KINDS = {BlockKind.ABSTRACT, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.TITLE, BlockKind.FOOTNOTE}
MEMORY_SENTENCES = 2
"""How many sentences back a material is remembered; more links more values and more of them wrongly."""


ELSEWHERE = -1000
"""Offset of a material that another passage names: no mark of this one stands beside it."""
OPENING_CHARS = 60
TAKES_UP = re.compile(
    r"\s*(?:(?:Moreover|Furthermore|Additionally|In addition|Also|Similarly|As a result|Consequently|"
    r"Therefore),? )?"
    r"(?:The (?:resulting|resultant|obtained|synthesi[sz]ed|prepared|as-\w+|final|optimi[sz]ed|former|"
    r"latter|same|corresponding|new|so-obtained)|They|It|This|These|Those|"
    r"Such|Its|Their|Among (?:them|these)|Specifically|In particular|Notably|Particularly|Here|Thus)\b",
    re.IGNORECASE,
)


AUTHORS = re.compile(r"\bet al\b|\b(?:group|team|co-?workers|colleagues)\b|\breported\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:measure(?:d|ments?)|recorded|performed|carried out|tested|acquired|collected|conducted)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the sentences before speak of: the subjects, all names, the citation keys, and the age of it."""

    subjects: tuple[Material, ...] = ()
    names: frozenset[str] = frozenset()
    refs: tuple[str, ...] = ()
    age: int = 0
    refs_age: int = 0
    introduces: bool = False
    """Whether the sentence before named the authors of a work and its mark, but no material yet."""
    temperature: Temperature | None = None
    """At which the paragraph says that all was measured."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Statements of the text, and doubts about values that no material could be told for."""

    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def link_text(
    passages: Sequence[Passage],
    sentences: Sequence[Sequence[Sentence]],
    labels: Mapping[str, Composition],
    pairs: Sequence[Sequence[Pair]] = (),
    extractors: tuple[str, ...] = ("rules",),
) -> Reading:
    """Statements of all passages; `sentences` holds those of each passage, in order.

    `pairs` holds what a second reader found in each passage; `extractors` says whose links are taken.
    """
    statements: list[Statement] = []
    findings: list[Finding] = []
    topic, series = find_topic(passages, sentences), find_series(sentences)
    for at, (passage, said) in enumerate(zip(passages, sentences, strict=True)):
        if passage.kind not in READ_KINDS:
            continue
        second = pairs[at] if pairs else ()
        for item in _read_passage(passage, said, labels, (topic, series), second, extractors):
            if isinstance(item, Statement):
                statements.append(item)
            else:
                findings.append(item)
    return Reading(tuple(statements), tuple(findings))


def find_topic(passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]) -> Material | None:
    """The one fixed composition that the title names; None where it names several or none."""
    named = {
        mention.composition.formula: mention
        for passage, said in zip(passages, sentences, strict=True)
        if passage.kind is BlockKind.TITLE
        for sentence in said
        for mention in sentence.mentions
        if mention.kind is MentionKind.COMPOSITION and mention.composition and mention.composition.formula
    }
    return _elsewhere(next(iter(named.values()))) if len(named) == 1 else None


def _elsewhere(mention: Mention) -> Material:
    return Material(ELSEWHERE, ELSEWHERE, mention.text, mention.composition)


def find_series(sentences: Sequence[Sequence[Sentence]]) -> Material | None:
    """The one family in x of a paper, for sentences that say `for x = 0.2` and name no material."""
    named = {
        mention.composition.material: mention
        for said in sentences
        for sentence in said
        for mention in sentence.mentions
        if mention.kind is MentionKind.COMPOSITION
        and mention.composition
        and any(name.islower() for name in mention.composition.open_variables)
    }
    stems = {re.split(r"\s*\(", material)[0] for material in named}
    return _elsewhere(next(iter(named.values()))) if len(stems) == 1 else None


def _read_passage(
    passage: Passage,
    sentences: Sequence[Sentence],
    labels: Mapping[str, Composition],
    subjects: tuple[Material | None, Material | None],
    pairs: Sequence[Pair],
    extractors: tuple[str, ...],
) -> Iterator[Statement | Finding]:
    memory = Memory()
    for sentence in sentences:
        view = view_sentence(passage.text, sentence, labels)
        if view.values:
            links: list[Link] = []
            left = list(view.values)
            if "rules" in extractors:
                links, left = link_values(view, memory.subjects, *subjects)
            for link in links:
                found_by = ("rules", "cde") if agrees(link, pairs) else ("rules",)
                yield from _state(passage, view, link, memory, found_by)
            alone = "rules" not in extractors
            adopted, doubted = adopt_links(view, left, pairs, alone=alone)
            for link in adopted:
                yield from _state(passage, view, link, memory, ("cde",), () if alone else (ONLY,))
            yield from (_candidate(passage, link) for link in doubted)
            told = {link.value.start for link in (*adopted, *doubted)}
            yield from (_unlinked(passage, value) for value in left if value.start not in told)
        yield from _unread(passage, view)
        if "rules" in extractors:
            yield from _state_structures(passage, view)
        memory = remember(view, memory)


def remember(view: View, memory: Memory) -> Memory:
    """The memory after a sentence: its own subjects and marks, else the old ones until they are too far
    back.
    """
    keys = tuple(dict.fromkeys(key for mark in view.citations for key in mark.keys))
    refs, refs_age = (keys, 0) if keys else (memory.refs, memory.refs_age + 1)
    subjects = [m for m in view.materials if m.role is Role.SUBJECT] or [
        m for m in view.materials if m.role is Role.WEAK
    ]
    runs = list_runs(view.text.flat, subjects)
    names = frozenset(m.text for m in subjects)
    said = view.between(view.start, view.stop)
    kept = replace(
        memory,
        refs=() if refs_age > MEMORY_SENTENCES else refs,
        refs_age=refs_age,
        introduces=bool(keys) and not runs and AUTHORS.search(said) is not None,
        temperature=find_setting(view) or memory.temperature,
    )
    if len(runs) == 1 or len(names) == 1:
        return replace(kept, subjects=tuple(runs[0]), names=names, age=0)
    if runs:
        # several subjects: what comes next may mean any of them
        return replace(kept, subjects=(), names=names, age=0)
    if memory.age >= MEMORY_SENTENCES:
        return replace(kept, subjects=(), names=frozenset(), age=0)
    return replace(kept, age=memory.age + 1)


def find_setting(view: View) -> Temperature | None:
    """`All spectra were recorded at 25 °C.`: the one temperature of a sentence of measuring without a
    value.
    """
    said = [
        m for m in view.of_kind(MentionKind.TEMPERATURE) if m.value != "process" and m.quantity is not None
    ]
    if view.values or len(said) != 1 or said[0].quantity is None:
        return None
    if said[0].quantity.qualifier is Qualifier.RANGE or not MEASURED.search(
        view.between(view.start, view.stop)
    ):
        return None
    return Temperature(said[0].quantity.norm_low, said[0].text)


def goes_on(view: View, link: Link, memory: Memory) -> bool:
    """Whether a sentence goes on about the work that the ones before introduced: it refers back, or names the
    same material again right behind.
    """
    if link.inherited:
        return True
    if link.material is None:
        return False
    opening = view.between(view.start, min(view.stop, view.start + OPENING_CHARS))
    named_before = memory.refs_age == 0 and link.material.text in memory.names
    introduced = memory.introduces and memory.refs_age == 0
    return named_before or introduced or TAKES_UP.match(opening) is not None


def _state(
    passage: Passage,
    view: View,
    link: Link,
    memory: Memory,
    found_by: tuple[str, ...],
    doubts: tuple[tuple[str, str], ...] = (),
) -> Iterator[Statement]:
    temperature = find_temperature(view, link)
    if temperature is None and link.value.property == "ionic_conductivity":
        temperature = memory.temperature
    for settled in settle_value(view, link):
        material = link.material
        composition = settled.composition
        yield Statement(
            property=link.value.property,
            material=settled.material or link.klass,
            composition=composition,
            quantity=settled.quantity,
            temperature=temperature,
            kind=find_kind(view, link),
            origin=find_origin(view, link),
            condition="; ".join(filter(None, [find_condition(view, link), settled.condition])),
            refs=find_refs(view, link, memory.refs if goes_on(view, link, memory) else ()),
            this_work=False,
            is_class=material is None,
            place=_place(passage, view, link.value.start, link.value.stop),
            rule=link.rule,
            details=settled.details,
            findings=(*settled.findings, *doubts),
            extractors=found_by,
        )


def _state_structures(passage: Passage, view: View) -> Iterator[Statement]:
    for material, words, details in find_structures(view):
        for composition in split_alkali(material.composition) if material.composition else ():
            yield Statement(
                property="structure",
                material=composition.material,
                composition=composition,
                quantity=unstated(words),
                temperature=None,
                kind="",
                origin="measured",
                condition="; ".join(composition.conditions),
                refs=refs_of_material(view, material),
                this_work=False,
                is_class=False,
                place=_place(passage, view, material.start, material.stop),
                rule="structure text",
                details=details,
            )


def _place(passage: Passage, view: View, start: int, stop: int) -> Place:
    page, box = passage.text.places(start, stop)[0]
    where = {BlockKind.ABSTRACT: "abstract", BlockKind.CAPTION: "caption"}.get(passage.kind, "text")
    return Place(page, box, passage.section, where, view.between(view.start, view.stop).strip())


def _unread(passage: Passage, view: View) -> Iterator[Finding]:
    """Conductivities whose number or glyphs are in doubt: no record, but a person should look."""
    for mention in view.of_kind(MentionKind.QUANTITY):
        quantity = mention.quantity
        if quantity is None or quantity.dimension is not Dimension.CONDUCTIVITY:
            continue
        page, box = passage.text.places(mention.start, mention.stop)[0]
        if passage.text.doubtful[mention.start : mention.stop].any():
            yield Finding("linking.doubtful_glyph", f"{mention.text!r} holds a glyph in doubt", page, box)
        elif quantity.norm_low is None and quantity.norm_high is None:
            yield Finding(
                next(iter(quantity.findings), "linking.unread_value"), repr(mention.text), page, box
            )


def _candidate(passage: Passage, link: Link) -> Finding:
    page, box = passage.text.places(link.value.start, link.value.stop)[0]
    named = link.material.text if link.material is not None else ""
    return Finding(ONLY[0], f"{link.value.quantity.text!r} of {named}: {ONLY[1]}, no record", page, box)


def _unlinked(passage: Passage, value: Value) -> Finding:
    page, box = passage.text.places(value.start, value.stop)[0]
    return Finding(
        "linking.no_material", f"no one material could be told for {value.quantity.text!r}", page, box
    )
