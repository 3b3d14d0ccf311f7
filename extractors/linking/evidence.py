"""How sure a link of a sentence is: what speaks for and against it, weighed by how often that was right.

The weights (data/evidence.tsv) are those of a logistic regression over links of curated paragraphs;
benchmarks/evidence.py fits them and prints how well they hold on papers that they were not fitted on.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp

from extractors.linking.context import Context
from extractors.linking.cues import Role, referring_pattern
from extractors.linking.lists import Link
from extractors.linking.material import Material, is_binary, list_runs
from extractors.linking.view import View
from extractors.model.science import MentionKind
from extractors.normalise.tables import read_rows

DISTANCES = (2, 6, 14, 30, 60, 110)
"""Characters between a value and a name that bound seven classes of distance."""
WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
SAYING = frozenset(
    {
        "than", "compared", "while", "whereas", "but", "of", "for", "with", "respectively", "and", "or",
        "in", "to", "from", "by", "as", "like", "unlike", "similar", "that", "those", "which", "whose",
        "where", "versus", "between", "at", "on", "upon", "after", "before", "its", "this", "these",
        "both", "each", "other", "also", "even", "only", "is", "are", "was", "were", "has", "have", "had",
        "(", ")", ",", ";", ":", "=",
    }
)  # fmt: skip
"""Words between a value and a name that tell how they stand to each other, whatever the paper is about."""


def rate_link(view: View, link: Link, links: Sequence[Link], context: Context) -> float:
    """The share of links with this evidence that are right: 0 to 1."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) for name in dict.fromkeys(find_evidence(view, link, links, context)))
    return 1 / (1 + exp(-total))


@cache
def load_weights() -> dict[str, float]:
    return {row["evidence"]: float(row["weight"]) for row in read_rows("evidence.tsv", "extractors.linking")}


def find_evidence(view: View, link: Link, links: Sequence[Link], context: Context) -> Iterator[str]:
    """Names of all that is true of a link; `links` are those of its sentence, `context` what is spoken of."""
    yield "any"
    yield f"rule {link.rule}"
    yield f"rule {link.rule}, {link.value.property}"
    named = min(sum(m.role is Role.SUBJECT for m in view.materials), 3)
    yield f"rule {link.rule}, {named} names"
    yield f"{min(len(view.values), 3)} values, {'inherited' if link.inherited else 'named'}"
    if link.material is not None:
        yield f"material {_rate_material(link.material)}"
    if link.material is not None and not link.inherited:
        yield from _of_place(view, link, link.material)
        yield from _of_order(view, link, link.material)
        others = [o for o in links if o.material is link.material and o.value is not link.value]
        same = [o for o in others if o.value.property == link.value.property]
        if same:
            yield f"also taken by {same[0].rule}"
    else:
        yield from _of_context(view, link, context)


def _rate_material(material: Material) -> str:
    if material.composition is None:
        return "name"
    if material.composition.open_variables:
        return "open"
    return "binary" if is_binary(material) else "closed"


def _of_place(view: View, link: Link, material: Material) -> Iterator[str]:
    """Where the name stands to the value, and what is said between them."""
    value = link.value
    before = material.stop <= value.start
    side = "before" if before else "behind"
    between = (material.stop, value.start) if before else (value.stop, material.start)
    names = min(sum(between[0] <= m.start < between[1] for m in view.materials), 2)
    values = min(sum(between[0] <= v.start < between[1] for v in view.values), 2)
    yield f"{side}, distance {sum(between[1] - between[0] > limit for limit in DISTANCES)}"
    yield f"{side}, {names} names and {values} values between"
    yield f"{side}, role {material.role.name.lower()}"
    run = next((run for run in list_runs(view.text.flat, view.materials) if material in run), [material])
    yield f"list of {min(len(run), 3)}, {'last' if run[-1] is material else 'not last'}"
    start, stop = view.clause_of(value.start)
    subjects = sum(start <= m.start < stop and m.role is Role.SUBJECT for m in view.materials)
    inside = "in" if start <= material.start < stop else "not in"
    yield f"{side}, {inside} the clause of {min(subjects, 3)}"
    text = view.between(*between)
    for word in dict.fromkeys(word.lower() for word in WORD.findall(text)):
        if word in SAYING:
            yield f"{side}, between: {word}"
    opened = text.count("(") - text.count(")")
    yield f"{side}, {'a bracket opens' if opened > 0 else 'a bracket closes' if opened < 0 else 'no bracket'}"


def _of_order(view: View, link: Link, material: Material) -> Iterator[str]:
    """Names (M) and values (V) in the order of print, around the value (v): `MvMV`."""
    names = [m for m in view.materials if m.role > Role.OTHER or m is material]
    values = [v for v in view.values if v.property == link.value.property]
    kinds = [(m.start, "M", m is material) for m in names] + [(v.start, "V", v is link.value) for v in values]
    kinds.sort(key=lambda item: item[0])
    at = next(i for i, (_, kind, own) in enumerate(kinds) if own and kind == "V")
    mine = next(i for i, (_, kind, own) in enumerate(kinds) if own and kind == "M")
    row = "".join(kind for _, kind, _ in kinds)
    yield f"order {('^' + row[:at])[-2:]}v{(row[at + 1 :] + '$')[:2]}, name at {max(-3, min(3, mine - at))}"
    if len(names) == len(values) > 1:
        paired = row[:at].count("V") == row[:mine].count("M")
        yield f"as many names as values, {row[0]} first, {'paired' if paired else 'not paired'}"


def _of_context(view: View, link: Link, context: Context) -> Iterator[str]:
    """What refers back in a sentence that does not name what it speaks of."""
    start, _ = view.clause_of(link.value.start)
    said = view.between(start, link.value.start)
    for strength in ("anaphor", "generic", "other"):
        if referring_pattern(strength).search(said) is not None:
            yield f"rule {link.rule}, {strength}"
    yield f"inherited, {'first' if start == view.start else 'later'} clause"
    yield f"inherited, {min(len(context.subjects), 2)} subjects"
    yield f"inherited, {min(sum(m.role > Role.CONTEXT for m in view.materials), 2)} names in the sentence"
    yield f"inherited, {min(sum(True for _ in view.of_kind(MentionKind.MATERIAL_CLASS)), 2)} classes"
