"""Which material a value of a sentence belongs to: printed patterns, plainest first.

Each rule takes the values that are still free. A rule links only where one reading remains; a value that no
rule takes becomes a finding, never a guess. Rules, by the printed form that they cover:

- parenthesis: `A (1 mS cm−1)`, `1 mS cm−1 (A)`
- respectively: `A and B ... a and b, respectively`; also one material with several temperatures or x values
- adjacent: `A 1 mS cm−1, B 2 mS cm−1`
- list: `A and B show a and b` (as many values as materials, both in lists)
- behind: `1 mS cm−1 for A`, `... in the case of A`
- of: `the conductivity of A is 1 mS cm−1`
- clause: the only subject (or the only list of subjects: group values) of the value's own clause
- sentence: the same, over the clauses before
- series: `for x = 0.2 the conductivity is ...`, no name in the sentence
- referring: `this phase`, `its conductivity`: the subject of a sentence before in the same paragraph
- class: a class of materials and no composition
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.linking.cues import Role, acting_pattern, referring_pattern
from extractors.linking.view import LIST_JOINT, Material, Value, View, list_runs
from extractors.model.science import MentionKind, Qualifier

BEHIND = re.compile(
    r"[\s,]*(?:at (?:room temperature|RT|ambient temperature|[−-]?\d+(?:\.\d+)?\s*(?:°\s*C|K))\s*)?"
    r"(?:\(\s*)?(?:was |were |is |are )?(?:\w+ly )?"
    r"(?:obtained |reported |found |measured |achieved |observed |reached )?"
    r"(?:for|in|with|by|from|of|in the case of|using)\s+"
    r"(?:the |a |an |pure |pristine |undoped |bare |doped |\w+[- ]\w*ed )*"
)
OPENING = re.compile(
    r"\(\s*(?:[^()]{0,40}?(?:=|≈|~|∼|:|of|is)\s*|(?:up to|about|around|ca\.?|over|>|<|~|∼|≈)\s*)?$"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A value and the material that it is said of (None: a class of materials); the pattern that tells so."""

    value: Value
    material: Material | None
    rule: str
    inherited: bool = False
    klass: str = ""
    grouped: bool = False
    """Whether the value is said of several materials at once."""


Rule = Callable[[View, Sequence[Value], Sequence[Link]], list[Link]]


def link_values(
    view: View,
    subjects: Sequence[Material],
    topic: Material | None = None,
    series: Material | None = None,
) -> tuple[list[Link], list[Value]]:
    """Links of a sentence, and the values that remain without one.

    `subjects`: the materials that the sentences before in the paragraph speak of, for words that refer back.
    `topic`: the one composition that the paper's title names. `series`: its one family in x.
    """
    links: list[Link] = []
    blocked: frozenset[int] = frozenset()
    for rule in RULES:
        links += rule(view, _free(view, links, blocked), links)
        if rule is link_respectively:
            blocked = find_unequal(view, _free(view, links))
    for value in _free(view, links, blocked):
        links += (
            link_class(view, value)
            or link_sentence(view, value)
            or link_series(view, value, subjects, series)
            or link_referring(view, value, subjects, topic)
        )
    shared = [value.start for value in view.values if sum(link.value == value for link in links) > 1]
    links = [replace(link, grouped=link.value.start in shared) for link in links]
    return links, _free(view, links)


def _free(view: View, links: Sequence[Link], blocked: frozenset[int] = frozenset()) -> list[Value]:
    taken = {link.value.start for link in links} | blocked
    return [value for value in view.values if value.start not in taken]


def find_unequal(view: View, values: Sequence[Value]) -> frozenset[int]:
    """Values of a list before `respectively` that nothing of the sentence pairs off with: no pairing is safe.

    One material may have as many temperatures, kinds, origins or values of x as there are values.
    """
    if not any(True for _ in view.of_kind(MentionKind.RESPECTIVELY)):
        return frozenset()
    counts = {
        len(list(view.of_kind(kind)))
        for kind in (MentionKind.TEMPERATURE, MentionKind.KIND, MentionKind.ORIGIN)
    }
    counts |= {mention.text.count(",") + 2 for mention in view.of_kind(MentionKind.VARIABLE)}
    counts |= {len(list(view.of_kind(MentionKind.VARIABLE)))}
    counts.add(len([m for m in view.of_kind(MentionKind.CONDITION) if m.quantity is not None]))
    several = [run for run in value_runs(view, values) if len(run) > 1 and len(run) not in counts]
    return frozenset(value.start for run in several for value in run)


def link_parentheses(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`Li3ScCl6 (1.25 mS cm−1)`, `Li3ScCl6 (σ = 1.25 mS cm−1 at 25 °C)` and `1.25 mS cm−1 (Li3ScCl6)`."""
    links: list[Link] = []
    for value in values:
        opening = OPENING.search(view.between(view.start, value.start))
        named = _before_bracket(view, view.start + opening.start()) if opening else _in_bracket(view, value)
        if named is not None:
            links.append(Link(value, named, "parenthesis"))
    return links


ADJACENT = re.compile(
    r"\s*(?:[:=≈~∼–—-]|in the range(?: of| from)?|of|with|at|is|was|about|around|ca\.?|approximately|"
    r"shows|has)?"
    r"\s*",
    re.IGNORECASE,
)


def link_adjacent(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A 1 mS cm−1, B 2 mS cm−1`, `A: 1 mS cm−1`: the material right before a value, nothing said between."""
    links: list[Link] = []
    for value in values:
        before = [m for m in view.materials if m.stop <= value.start]
        if before and ADJACENT.fullmatch(view.between(before[-1].stop, value.start)):
            links.append(Link(value, before[-1], "adjacent"))
    return links


def _before_bracket(view: View, opening: int) -> Material | None:
    """The material that ends right before a bracket."""
    ending = [m for m in view.materials if m.stop <= opening and not view.between(m.stop, opening).strip()]
    return ending[-1] if ending else None


def _in_bracket(view: View, value: Value) -> Material | None:
    """The material that stands alone in the bracket right behind a value."""
    behind = view.between(value.stop, view.stop).lstrip()
    named = [m for m in view.materials if behind.startswith("(") and _opens(view, value, m)]
    return named[0] if named else None


def _opens(view: View, value: Value, material: Material) -> bool:
    """Whether a material alone stands in the bracket right behind a value."""
    gap = view.between(value.stop, material.start)
    closing = view.between(material.stop, view.stop).lstrip()
    return bool(re.fullmatch(r"\s*\(\s*(?:for |in )?", gap)) and closing.startswith((")", ",", ";"))


def value_runs(view: View, values: Sequence[Value]) -> list[list[Value]]:
    """Values of one property grouped to printed lists, as `list_runs` does with materials."""
    runs: list[list[Value]] = []
    for value in values:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.property == value.property
            and LIST_JOINT.fullmatch(view.between(last.stop, value.start))
        ):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def link_respectively(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A and B ... a and b, respectively`, in both orders; as many materials as values, else nothing."""
    links: list[Link] = []
    for word in view.of_kind(MentionKind.RESPECTIVELY):
        for run in value_runs(view, values):
            if len(run) < 2:
                continue
            fitting = [m for m in list_runs(view.text.flat, view.materials) if len(m) == len(run)]
            partner = _nearest_run(fitting, run, word.start)
            if partner:
                links += [Link(v, m, "respectively") for v, m in zip(run, partner, strict=True)]
    return links


def _nearest_run(
    runs: Sequence[list[Material]], values: Sequence[Value], position: int
) -> list[Material] | None:
    """The material list that goes with a value list: the nearest before, else the nearest behind."""
    before = [run for run in runs if run[-1].stop <= values[0].start]
    if before:
        return before[-1]
    behind = [run for run in runs if values[-1].stop <= run[0].start and run[0].start <= position]
    return behind[0] if behind else None


def link_lists(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A and B show a and b`: one list of subjects before one list of as many values, and no other of
    either.
    """
    runs = [run for run in value_runs(view, values) if len(run) > 1]
    materials = [
        run
        for run in list_runs(view.text.flat, view.materials)
        if len(run) > 1 and run[0].role is Role.SUBJECT
    ]
    if len(runs) != 1 or len(materials) != 1 or len(runs[0]) != len(materials[0]):
        return []
    if materials[0][-1].stop > runs[0][0].start:
        return []
    return [Link(v, m, "list") for v, m in zip(runs[0], materials[0], strict=True)]


def link_behind(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`1.4 mS cm−1 for A`: the material right behind a value, joined to it by a preposition."""
    links: list[Link] = []
    for value in values:
        following = [m for m in view.materials if m.start >= value.stop]
        if following and BEHIND.fullmatch(view.between(value.stop, following[0].start)):
            run = next(r for r in list_runs(view.text.flat, following) if r[0] == following[0])
            links += [Link(value, material, "behind") for material in run]
    return links


def link_of(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`the conductivity of A is 1 mS cm−1`: the property's own material, in the clause of the value."""
    links: list[Link] = []
    for value in values:
        start, _ = view.clause_of(value.start)
        words = [m for m in view.of_kind(MentionKind.PROPERTY) if start <= m.start and m.stop <= value.start]
        for run in list_runs(view.text.flat, view.materials):
            if words and run[-1].stop <= value.start and run[0].start >= words[-1].stop:
                gap = view.between(words[-1].stop, run[0].start)
                if re.fullmatch(r"\s*(?:values? )?(?:of|for|in)\s+(?:\w+[- ]){0,2}", gap):
                    links += [Link(value, material, "of") for material in run]
                    break
    return links


def link_clause(view: View, values: Sequence[Value], links: Sequence[Link]) -> list[Link]:
    """The only subject, or only list of subjects, of the value's clause; of several, the one that acts."""
    found: list[Link] = []
    for value in values:
        start, stop = view.clause_of(value.start)
        taken = [
            link.material
            for link in links
            if link.value.property == value.property
            and link.rule in {"parenthesis", "respectively", "behind"}
        ]
        inside = [m for m in view.materials if start <= m.start and m.stop <= stop and m not in taken]
        found += [Link(value, m, "clause") for m in choose_subjects(view, value, inside)]
    return found


def choose_subjects(view: View, value: Value, materials: Sequence[Material]) -> list[Material]:
    """The plainest list of materials that can be the subject of a value; none where two are as plain."""
    runs = [run for run in list_runs(view.text.flat, materials) if run[0].role > Role.CONTEXT]
    best = max((run[0].role for run in runs), default=Role.OTHER)
    runs = [run for run in runs if run[0].role == best]
    if len(runs) == 1:
        return _spoken_of(view, value, runs[0])
    before = [run for run in runs if run[-1].stop <= value.start]
    acting = [run for run in before if _acts_on(view, run[-1], value)]
    return _spoken_of(view, value, acting[-1]) if acting else []


def _acts_on(view: View, material: Material, value: Value) -> bool:
    """Whether a verb of having stands between a material and a value, and no other material does."""
    nearer = any(material.stop <= m.start < value.start for m in view.materials if m.role > Role.CONTEXT)
    return not nearer and acting_pattern().search(view.between(material.stop, value.start)) is not None


def _spoken_of(view: View, value: Value, run: list[Material]) -> list[Material]:
    """All members of a list for one value that holds for the group; a single number of a pair is doubtful."""
    group = len(run) == 1 or value.quantity.qualifier is not Qualifier.EQUAL or _says_both(view)
    return run if group else run[-1:] if len(value_runs(view, view.values)) > 1 else run


def _says_both(view: View) -> bool:
    return re.search(r"\b(?:both|all|each)\b", view.between(view.start, view.stop), re.IGNORECASE) is not None


def link_sentence(view: View, value: Value) -> list[Link]:
    """The subject of the clauses before, where the value's own clause names none."""
    start, stop = view.clause_of(value.start)
    if any(start <= m.start < stop and m.role > Role.CONTEXT for m in view.materials):
        return []
    earlier = [m for m in view.materials if m.stop <= start]
    return [Link(value, m, "sentence") for m in choose_subjects(view, value, earlier)]


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
    view: View, value: Value, subjects: Sequence[Material], topic: Material | None
) -> list[Link]:
    """`this phase`, `its conductivity`: what the sentences before speak of; `the ionic conductivity` in a
    paper
    whose title names one composition: that one, where the paragraph names no other.
    """
    if any(m.role > Role.CONTEXT for m in view.materials):
        return []
    said = view.between(view.start, view.stop)
    if referring_pattern("anaphor").search(said) and subjects:
        return [Link(value, m, "referring", inherited=True) for m in subjects]
    if not referring_pattern("generic").search(said):
        return []
    if topic is not None:
        return [Link(value, topic, "topic", inherited=True)]
    return [Link(value, m, "referring", inherited=True) for m in subjects]


def link_class(view: View, value: Value) -> list[Link]:
    """A class of materials (`sulfide electrolytes`) in the clause and no material in the sentence."""
    start, stop = view.clause_of(value.start)
    if any(m.role > Role.CONTEXT for m in view.materials):
        return []
    classes = [m for m in view.of_kind(MentionKind.MATERIAL_CLASS) if start <= m.start < stop]
    before = [m for m in classes if m.stop <= value.start] or classes
    return [Link(value, None, "class", klass=before[-1].text)] if before else []


RULES: tuple[Rule, ...] = (
    link_respectively,
    link_parentheses,
    link_lists,
    link_behind,
    link_adjacent,
    link_of,
    link_clause,
)
"""Plainest first; each sees only the values that those before it left."""
