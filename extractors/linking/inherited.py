"""Values of a sentence without a name: what the sentences before, the series, the title or a class tell."""

import re
from collections.abc import Sequence

from extractors.linking.cues import Role, referring_pattern
from extractors.linking.lists import Link
from extractors.linking.material import Material
from extractors.linking.view import Value, View
from extractors.model.science import MentionKind


def link_series(
    view: View, value: Value, subjects: Sequence[Material], series: Material | None
) -> list[Link]:
    """`For x = 0.2 the conductivity is ...` without a name: the series spoken of, else the paper's only
    one.
    """
    if any(m.role > Role.CONTEXT for m in view.materials):
        return []
    if not any(re.match(r"\s*[a-zδ]\s*=", m.text) for m in view.of_kind(MentionKind.VARIABLE)):
        return []
    spoken = [m for m in subjects if m.composition is not None and m.composition.open_variables]
    chosen = spoken[0] if len(spoken) == 1 else series
    return [Link(value, chosen, "series", inherited=True)] if chosen is not None else []


def link_referring(
    view: View,
    value: Value,
    subjects: Sequence[Material],
    topic: Material | None,
    klass: str = "",
) -> list[Link]:
    """What a clause without a name of its own speaks of.

    `this phase`, `its conductivity`: the subjects of the sentences before, else their class of materials;
    `the ionic conductivity` in a paper whose title names one composition: that one. A clause that says
    nothing of the kind goes on about the subjects before. Refused: a clause about a relative of them that it
    gives no formula (`the bromide analogue`, `the undoped sample`).
    """
    start, stop = view.clause_of(value.start)
    if any(m.role > Role.CONTEXT and m.start < stop for m in view.materials):
        return []
    said = view.between(view.start, view.stop)
    if referring_pattern("other").search(view.between(start, stop)):
        return []
    anaphor = referring_pattern("anaphor").search(said) is not None
    if anaphor and subjects:
        return [Link(value, m, "referring", inherited=True) for m in subjects]
    if anaphor and klass:
        return [Link(value, None, "class", klass=klass, inherited=True)]
    if topic is not None and referring_pattern("generic").search(said):
        return [Link(value, topic, "topic", inherited=True)]
    rule = "referring" if referring_pattern("generic").search(said) else "carried"
    return [Link(value, m, rule, inherited=True) for m in subjects]


def link_class(view: View, value: Value) -> list[Link]:
    """A class of materials (`sulfide electrolytes`) in the clause and no material in the sentence."""
    start, stop = view.clause_of(value.start)
    if any(m.role > Role.CONTEXT for m in view.materials):
        return []
    classes = [m for m in view.of_kind(MentionKind.MATERIAL_CLASS) if start <= m.start < stop]
    before = [m for m in classes if m.stop <= value.start] or classes
    return [Link(value, None, "class", klass=before[-1].text)] if before else []
