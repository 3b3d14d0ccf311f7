"""Statements of running text: sentence by sentence, with the memory of what a paragraph speaks of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.linking.circumstances import find_kind, find_origin
from extractors.linking.conditions import find_condition
from extractors.linking.context import Context
from extractors.linking.evidence import rate_link
from extractors.linking.link import link_values
from extractors.linking.lists import Link
from extractors.linking.material import Material
from extractors.linking.memory import Memory, find_setting, goes_on, keep_alive, remember, tells_for_all
from extractors.linking.performance import unstated
from extractors.linking.said import Value
from extractors.linking.second import ONLY, adopt_links, agrees
from extractors.linking.sources import find_refs, refs_of_material
from extractors.linking.structure_text import find_structures
from extractors.linking.temperatures import find_temperature
from extractors.linking.unnamed import ELSEWHERE, find_only
from extractors.linking.values import settle_value, split_alkali
from extractors.linking.view import View, has_quantity, name_materials, view_sentence
from extractors.model.document import Passage
from extractors.model.finding import Finding
from extractors.model.layout import BlockKind
from extractors.model.pair import Pair
from extractors.model.record import Place
from extractors.model.science import Composition, Dimension, Mention, MentionKind, Sentence
from extractors.model.statement import Statement, Temperature

READ_KINDS = {BlockKind.ABSTRACT, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.TITLE, BlockKind.FOOTNOTE}


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
    topics: tuple[Material | None, Material | None],
    pairs: Sequence[Pair],
    extractors: tuple[str, ...],
) -> Iterator[Statement | Finding]:
    memory = Memory(temperature=_set_for_all(passage, sentences, labels))
    only = None
    if any(has_quantity(sentence) for sentence in sentences):
        only = find_only(name_materials(passage.text, sentence, labels) for sentence in sentences)
    for sentence in sentences:
        view = view_sentence(passage.text, sentence, labels, memory.energy, memory.named)
        links: list[Link] = []
        if view.values:
            left = list(view.values)
            if "rules" in extractors:
                context = Context(
                    memory.subjects,
                    memory.klass,
                    *topics,
                    only,
                    memory.family,
                    memory.named,
                    memory.earlier,
                    memory.valued,
                )
                links, left = link_values(view, context)
                links = [replace(link, sureness=rate_link(view, link, links, context)) for link in links]
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
            yield from _state_structures(passage, view, memory)
        memory = keep_alive(memory, remember(view, memory), links)


def _set_for_all(
    passage: Passage, sentences: Sequence[Sentence], labels: Mapping[str, Composition]
) -> Temperature | None:
    """The temperature that a sentence behind the values gives for all of them."""
    told = [s for s in sentences[1:] if tells_for_all(s.text) and not has_quantity(s)]
    settings = [find_setting(view_sentence(passage.text, sentence, labels)) for sentence in told]
    return settings[0] if len(settings) == 1 else None


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
            origin=find_origin(view, link, memory.origin),
            condition="; ".join(filter(None, [find_condition(view, link), settled.condition])),
            refs=find_refs(view, link, memory.refs if goes_on(view, link, memory) else ()),
            this_work=False,
            is_class=material is None,
            place=_place(passage, view, link.value.start, link.value.stop),
            rule=link.rule,
            details=settled.details,
            findings=(*settled.findings, *doubts),
            extractors=found_by,
            sureness=link.sureness,
        )


def _state_structures(passage: Passage, view: View, memory: Memory) -> Iterator[Statement]:
    for said in find_structures(view, memory.subjects):
        material = said.material
        for composition in split_alkali(material.composition) if material.composition else ():
            inherited = material.start < view.start
            at = said.at if inherited else material
            yield Statement(
                property="structure",
                material=composition.material,
                composition=composition,
                quantity=unstated(said.words),
                temperature=None,
                kind="",
                origin="measured",
                condition="; ".join(composition.conditions),
                refs=memory.refs if inherited else refs_of_material(view, material),
                this_work=False,
                is_class=False,
                place=_place(passage, view, at.start, at.stop),
                rule="structure text",
                details=said.details,
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
