"""From passages to sentences with all their mentions: the entry of this stage."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.entities.conditions import find_temperatures
from extractors.entities.definitions import find_definitions
from extractors.entities.formulas import find_formulas
from extractors.entities.label_mixtures import find_label_mixtures
from extractors.entities.labels import find_acronyms, find_defined_labels, find_known_labels
from extractors.entities.nlp import Cue, find_cues
from extractors.entities.properties import find_patterns
from extractors.entities.samples import find_sample_names
from extractors.model.document import Passage
from extractors.model.layout import BlockKind
from extractors.model.rich import RichText
from extractors.model.science import Composition, Dimension, Mention, MentionKind, Quantity, Sentence
from extractors.normalise.chars import fold_chars, raise_scripts
from extractors.normalise.quantities import find_quantities, withhold

_SILENT = (
    BlockKind.REFERENCE,
    BlockKind.FURNITURE,
    BlockKind.AUTHORS,
    BlockKind.EQUATION,
    BlockKind.FIGURE_TEXT,
)
_MATERIALS = (MentionKind.COMPOSITION, MentionKind.LABEL)


def find_mentions(
    passages: Sequence[Passage], *, labels: Iterable[str] = ()
) -> tuple[tuple[Sentence, ...], ...]:
    """For each passage its sentences, with mentions in order of their start; offsets count in the passage.

    `labels` are names of samples known from elsewhere (tables); labels that the passages define are found
    and marked in all of them. References, furniture, author lines and equations have no sentences.
    """
    first = tuple(() if passage.kind in _SILENT else _read_passage(passage.text) for passage in passages)
    defined = {definition.label: definition.composition for definition in find_definitions(passages, first)}
    said = [passage for passage in passages if passage.kind not in _SILENT]
    used = {name for name in find_sample_names(said) if re.sub(r"^[a-z]-", "", name) not in defined}
    names = {*defined, *labels, *find_acronyms(said), *used}
    if names:
        first = tuple(
            _add_labels(passage.text, sentences, tuple(sorted(names)), defined)
            for passage, sentences in zip(passages, first, strict=True)
        )
    return first


def find_cell_mentions(text: RichText) -> tuple[Mention, ...]:
    """The mentions of a table's cell or head, in order; cells have no sentences."""
    _, mentions = _find_all(text)
    return mentions


def _read_passage(text: RichText) -> tuple[Sentence, ...]:
    spans, mentions = _find_all(text)
    return tuple(_build_sentences(text.flat, spans, mentions))


def _build_sentences(
    flat: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[Sentence]:
    """Mentions go to the sentence that they start in; a sentence is never cut inside a mention."""
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        inside = merged and any(m.start < start < m.stop for m in mentions if m.kind in _MATERIALS)
        if inside:
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    for start, stop in merged:
        own = tuple(mention for mention in mentions if start <= mention.start < stop)
        yield Sentence(start, stop, flat[start:stop], own)


def _find_all(text: RichText) -> tuple[tuple[tuple[int, int], ...], tuple[Mention, ...]]:
    raised = fold_chars(raise_scripts(text))
    folded = fold_chars(text.flat)
    spans, cues = find_cues(folded)
    quantities = tuple(_doubt(text, *item) for item in find_quantities(raised))
    found = [
        *(_doubt_formula(text, mention) for mention in find_formulas(raised)),
        *find_known_labels(folded),
        *find_patterns(folded),
        *find_temperatures(folded, quantities),
        *(
            Mention(
                MentionKind.QUANTITY,
                start,
                stop,
                folded[start:stop],
                str(quantity.dimension),
                quantity=quantity,
                findings=quantity.findings,
            )
            for start, stop, quantity in quantities
            if quantity.dimension != Dimension.TEMPERATURE
        ),
        *(_cue_to_mention(folded, cue) for cue in cues),
    ]
    return spans, _resolve(text.flat, found)


def _doubt(text: RichText, start: int, stop: int, quantity: Quantity) -> tuple[int, int, Quantity]:
    """No number is built on glyphs that could not be read for sure."""
    if not text.doubtful[start:stop].any():
        return start, stop, quantity
    return start, stop, withhold(quantity, "quantity.doubtful_glyph")


def _doubt_formula(text: RichText, mention: Mention) -> Mention:
    if not text.doubtful[mention.start : mention.stop].any():
        return mention
    return replace(mention, findings=(*mention.findings, "composition.doubtful_glyph"))


def _cue_to_mention(folded: str, cue: Cue) -> Mention:
    return Mention(cue.kind, cue.start, cue.stop, folded[cue.start : cue.stop], cue.value)


def _resolve(flat: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Longest first within a kind; no word of a formula or value is a cue or a label of its own."""
    ordered = sorted(mentions, key=lambda m: (m.kind, m.start, -(m.stop - m.start)))
    kept: list[Mention] = []
    for _, group in groupby(ordered, key=lambda m: m.kind):
        stop = -1
        for mention in group:
            if mention.start >= stop:
                kept.append(mention)
                stop = mention.stop
    kept = _drop_parts(kept)
    taken = bytearray(len(flat) + 1)
    for mention in kept:
        if mention.kind == MentionKind.COMPOSITION:
            taken[mention.start : mention.stop] = b"\1" * (mention.stop - mention.start)
    labels = [m for m in kept if m.kind == MentionKind.LABEL]
    free = [
        m
        for m in kept
        if m.kind == MentionKind.COMPOSITION or not (taken[m.start] or _is_named_so(m, labels))
    ]
    return tuple(_print_as(flat, mention) for mention in sorted(free, key=lambda m: (m.start, m.stop)))


def _print_as(flat: str, mention: Mention) -> Mention:
    """The mention with the text that it has in the passage, where folding its characters changed it."""
    printed = flat[mention.start : mention.stop]
    return mention if mention.text == printed else replace(mention, text=printed)


def _drop_parts(mentions: Sequence[Mention]) -> list[Mention]:
    """Without the formulas that are a part of a longer name: `Na β″-Al2O3`, `LLZO-Li3BO3`."""
    names = [m for m in mentions if m.kind == MentionKind.LABEL and m.value == "electrolyte"]

    def is_part(mention: Mention) -> bool:
        length = mention.stop - mention.start
        return mention.kind == MentionKind.COMPOSITION and any(
            n.start <= mention.start and mention.stop <= n.stop and n.stop - n.start > length for n in names
        )

    return [mention for mention in mentions if not is_part(mention)] if names else list(mentions)


def _is_named_so(mention: Mention, labels: Sequence[Mention]) -> bool:
    """Whether a word for a class is part of a name: "PEO-based polymer electrolyte"."""
    return mention.kind == MentionKind.MATERIAL_CLASS and any(
        label.start < mention.start < label.stop for label in labels
    )


def _add_labels(
    text: RichText, sentences: Sequence[Sentence], labels: Sequence[str], defined: Mapping[str, Composition]
) -> tuple[Sentence, ...]:
    folded = fold_chars(text.flat)
    mixtures = list(find_label_mixtures(folded, defined))
    alone = find_defined_labels(folded, labels)
    found = [*mixtures, *(m for m in alone if not any(_overlap(m, mixture) for mixture in mixtures))]
    if not found:
        return tuple(sentences)
    return tuple(_put_labels(text.flat, sentence, found) for sentence in sentences)


def _holds(label: Mention, part: Mention) -> bool:
    """Whether a name is more than a formula that was read in it: a mixture of labels, or a code of the paper
    whose letters spell elements that make no compound (`KW5`).
    """
    inside = label.start <= part.start and part.stop <= label.stop
    coded = part.composition is not None and "composition.charge" in part.composition.findings
    return inside and (label.kind is MentionKind.COMPOSITION or coded)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.stop and other.start < one.stop


def _put_labels(flat: str, sentence: Sentence, found: Sequence[Mention]) -> Sentence:
    compositions = [m for m in sentence.mentions if m.kind == MentionKind.COMPOSITION]
    new = [
        replace(label, text=flat[label.start : label.stop])
        for label in found
        if sentence.start <= label.start < sentence.stop
        and not any(_overlap(m, label) and not _holds(label, m) for m in compositions)
    ]
    old = [
        m
        for m in sentence.mentions
        if m.kind not in (*_MATERIALS, MentionKind.MATERIAL_CLASS) or not any(_overlap(m, own) for own in new)
    ]
    return replace(sentence, mentions=tuple(sorted([*old, *new], key=lambda m: (m.start, m.stop))))
