"""Values of a sentence without a name: what the sentences before, the series, the title or a class tell."""

import re
from collections.abc import Sequence

from extractors.linking.context import Context
from extractors.linking.cues import Role, referring_pattern
from extractors.linking.ions import BY_ION_BEHIND
from extractors.linking.lists import Link, value_runs
from extractors.linking.material import Material
from extractors.linking.said import Value
from extractors.linking.taken_up import (
    COUNTED,
    find_both,
    find_by_shape,
    find_counted,
    find_listed,
    speaks_of_mixture,
)
from extractors.linking.unnamed import names_another
from extractors.linking.view import View
from extractors.model.science import Mention, MentionKind, Qualifier

DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|those|such|both|(?:the|all) (?:two|three|four|five|present|obtained)) (?:\w+ )?$",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\bthe $", re.IGNORECASE)
GENERIC_CLASSES = ("solid electrolyte", "superionic conductor")
"""Classes by use: `the SEs` are those of the text, where `the halides` are halides in general."""
INDEFINITE = re.compile(r"^\W*(?:[\w-]+,? ){0,4}\b(?:an?|any|every|typical) (?:[\w-]+ )?$", re.IGNORECASE)
EQUATION = re.compile(r"\s*(?:[\d.]+\s*[≤<]\s*)?[a-zδ]\s*[=~≈∼≤<>≥]")
SHARE = re.compile(r"\d\s?mol\.?\s?%\s(?:of )?$")
SHARE_REACH = 14
ALL_SAMPLES = re.compile(
    r"\b(?:all|each|every)(?: of)?(?: the| these| our)? (?:[\w-]+ ){0,2}"
    r"(?:samples?|compositions?|members?|glasses|glass[-–]ceramics|pellets?|solid solutions|specimens)\b",
    re.IGNORECASE,
)
AMONG = re.compile(r"\b(?:among|of all|reported for)\b[^.;,]{0,40}$", re.IGNORECASE)
""""The highest among all glasses": the value is one member's, not the class's."""
MADE_HERE = re.compile(
    r"\bthe (?:resulting|resultant|obtained|synthesi[sz]ed|final|optimi[sz]ed|as-\w+|prepared) [\w-]+",
    re.IGNORECASE,
)
""""... of sulfides, and the obtained electrolyte shows a": one sample, not the class."""
HAD = re.compile(
    r"\b(?:is|are|was|were|ha[sd]|have|reach\w*|show\w*|exhibit\w*|attain\w*|display\w*)\s+(?:[a-z]+\s+){0,3}"
    r"[^\w\s]*\s*(?:[a-z]+\s+){0,3}\d",
    re.IGNORECASE,
)
PLURAL = re.compile(r".*(?:s|SEs)$")
PLURAL_NEXT = re.compile(r"\s+(?:[a-z]+[- ])?[a-z]+s\b(?!\s+(?:a|an|the)\b)")


def link_series(view: View, value: Value, context: Context) -> list[Link]:
    """`For x = 0.2 the conductivity is ...` without a name: the series spoken of, else the paper's only
    one. So do a share of one of its components (`the glass with 6 mol% B`) and `all samples`.
    """
    if any(m.role is Role.SUBJECT and not _is_component(view, m) for m in view.materials):
        return []
    spoken = [m for m in context.subjects if m.composition is not None and m.composition.open_variables]
    chosen = spoken[0] if len(spoken) == 1 else context.family or context.series
    told = any(EQUATION.match(m.text) for m in view.of_kind(MentionKind.VARIABLE))
    if chosen is None or not (told or _means_series(view, value, chosen)):
        return []
    return [Link(value, chosen, "series", inherited=True)]


def _is_component(view: View, material: Material) -> bool:
    """Whether a material is what a sample holds: `6 mol% B`, `the B content`."""
    before = view.between(max(view.start, material.start - SHARE_REACH), material.start)
    return SHARE.search(before) is not None


def _means_series(view: View, value: Value, family: Material) -> bool:
    """Whether the clause speaks of members of a series by their share or all together."""
    start, _ = view.clause_of(value.start)
    said = view.between(start, value.start)
    printed = family.composition.printed if family.composition is not None else ""
    held = [m for m in view.materials if _is_component(view, m) and m.text and m.text in printed]
    every = ALL_SAMPLES.search(said)
    return bool(held) or (every is not None and "," not in said[every.end() :])


def link_referring(view: View, value: Value, context: Context) -> list[Link]:
    """What a clause without a name of its own speaks of.

    `this phase`, `its conductivity`: the subjects of the sentences before, else their class of materials;
    `the ionic conductivity` in a paper whose title names one composition: that one. A clause that says
    nothing of the kind goes on about the subjects before, else about the only compound of the paragraph.
    Refused: a clause about a relative of them that it gives no formula (`the bromide analogue`, `the undoped
    sample`).
    """
    if _is_barred(view, value) or speaks_of_mixture(view, value, context):
        return []
    said = view.between(view.start, view.stop)
    if _pairs(view) and len(context.subjects) > 1:
        return _by_turns(view, value, context.subjects)
    counted = find_counted(said, context.named) or find_both(said, context)
    if counted:
        return _by_turns(view, value, counted) or _inherit(value, counted, "referring")
    shaped = find_by_shape(view, value, context)
    if shaped:
        return _inherit(value, shaped, "referring")
    listed = _by_turns(view, value, find_listed(view, value, context))
    if listed:
        return listed
    if referring_pattern("anaphor").search(said):
        if context.subjects:
            return _by_turns(view, value, context.subjects) or _inherit(value, context.subjects, "referring")
        if context.klass:
            return [Link(value, None, "class", klass=context.klass, inherited=True)]
    if value.quantity.qualifier in (Qualifier.MORE, Qualifier.AT_LEAST) and not _is_had(view, value):
        # "a conductivity of at least 1 mS cm−1" is mostly what one wants, not what the compound has
        return []
    return _go_on(view, value, context, generic=referring_pattern("generic").search(said) is not None)


def _pairs(view: View) -> bool:
    return any(True for _ in view.of_kind(MentionKind.RESPECTIVELY))


def _is_barred(view: View, value: Value) -> bool:
    """Whether the clause names its own material, or one that it gives no formula, or a member of a series."""
    start, stop = view.clause_of(value.start)
    return (
        any(m.role > Role.CONTEXT and m.start < stop for m in view.materials)
        or referring_pattern("other").search(view.between(start, stop)) is not None
        or names_another(view, value)
        or any(EQUATION.match(m.text) for m in view.of_kind(MentionKind.VARIABLE))
    )


def _go_on(view: View, value: Value, context: Context, *, generic: bool) -> list[Link]:
    """The subjects before, else the topic of the paper, else the only compound of the paragraph."""
    if len(context.subjects) > 1 and not generic:
        # of several materials, a word must say that it means them
        return []
    if context.subjects:
        return _inherit(value, context.subjects, "referring" if generic else "carried")
    if context.topic is not None and generic:
        return _inherit(value, [context.topic], "topic")
    if context.only is None or view.materials or any(_is_plural(view, m) for m in _classes(view)):
        return []
    return _inherit(value, [context.only], "only")


def _classes(view: View) -> list[Mention]:
    return list(view.of_kind(MentionKind.MATERIAL_CLASS))


def _by_turns(view: View, value: Value, subjects: Sequence[Material]) -> list[Link]:
    """`Their conductivities are a and b, respectively`: each subject of the sentence before has its own."""
    run = next(run for run in value_runs(view, view.values) if value in run)
    if len(run) < 2 or len(run) != len(subjects):
        return []
    return [Link(value, subjects[run.index(value)], "referring", inherited=True)]


def _is_had(view: View, value: Value) -> bool:
    """Whether a verb of having stands right before a bound: "the conductivities were over 1 mS cm−1"."""
    before = view.between(view.start, value.start) + value.quantity.text
    return HAD.search(before) is not None


def _inherit(value: Value, materials: Sequence[Material], rule: str) -> list[Link]:
    return [Link(value, material, rule, inherited=True) for material in materials]


def link_class(view: View, value: Value, context: Context) -> list[Link]:
    """A class of materials (`sulfide electrolytes`) in the clause and no material in the sentence.

    Refused: a class in the singular (`a promising solid electrolyte`), and `these halides` where the
    sentences before name some.
    """
    start, stop = view.clause_of(value.start)
    if any(m.role > Role.CONTEXT for m in view.materials):
        return []
    if len(next(run for run in value_runs(view, view.values) if value in run)) > 1 and _pairs(view):
        return []
    classes = [m for m in _classes(view) if _is_plural(view, m)]
    inside = [m for m in classes if start <= m.start < stop]
    earlier = [m for m in classes if m.stop <= start][:1]
    before = [m for m in inside if m.stop <= value.start] or inside or earlier
    if not before or (context.subjects and _points_back(view, before[-1], value)):
        return []
    said = view.between(view.start, view.stop)
    if COUNTED.search(said) or MADE_HERE.search(view.between(before[-1].stop, value.start)):
        return []
    if BY_ION_BEHIND.match(view.between(value.stop, view.stop)):
        return []
    if names_another(view, value, by_ion=False) or AMONG.search(view.between(view.start, before[-1].start)):
        return []
    return [Link(value, None, "class", klass=before[-1].text)]


def _is_plural(view: View, mention: Mention) -> bool:
    if PLURAL.match(mention.text) or PLURAL_NEXT.match(view.between(mention.stop, view.stop)):
        return True
    return INDEFINITE.match(view.between(view.start, mention.start)) is not None


def _points_back(view: View, mention: Mention, value: Value) -> bool:
    """Whether the class stands for what was named before (`these halides`, `the SEs`), or a word behind it
    does.
    """
    before = view.between(view.start, mention.start)
    if DEMONSTRATIVE.search(before) or (mention.value in GENERIC_CLASSES and DEFINITE.search(before)):
        return True
    back = referring_pattern("anaphor").search(view.between(mention.stop, value.start))
    # "sulfides are soft, but their conductivities": the class itself is what the word takes up
    return back is not None and not back[0].lower().startswith(("their", "they"))
