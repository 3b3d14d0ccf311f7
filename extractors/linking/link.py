"""Which material a value of a sentence belongs to: printed patterns, plainest first.

Each rule takes the values that are still free. A rule links only where one reading remains; a value that no
rule takes becomes a finding, never a guess. Rules, by the printed form that they cover:

- parenthesis: `A (1 mS cm−1)`, `1 mS cm−1 (A)`
- respectively: `A and B ... a and b, respectively`; also one material with several temperatures or x values
- adjacent: `A 1 mS cm−1, B 2 mS cm−1`
- list: `A and B show a and b` (as many values as materials, both in lists)
- behind: `1 mS cm−1 for A`, `... in the case of A`
- relative: `A, whose conductivity is 1 mS cm−1`
- of: `the conductivity of A is 1 mS cm−1`
- clause: the only subject (or the only list of subjects: group values) of the value's own clause
- sentence: the same, over the clauses before
- series: `for x = 0.2 the conductivity is ...`, no name in the sentence
- referring: `this phase`, `its conductivity`: the subject of a sentence before in the same paragraph
- carried: no word refers back, but the sentence goes on about the only subject before
- only: the one compound of the paragraph, named anywhere in it
- class: a class of materials and no composition
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.linking.context import Context
from extractors.linking.cues import Role
from extractors.linking.inherited import link_class, link_referring, link_series
from extractors.linking.ions import speaks_by_ion
from extractors.linking.lists import Link, value_runs
from extractors.linking.patterns import (
    link_adjacent,
    link_behind,
    link_lists,
    link_of,
    link_parentheses,
    link_relative,
    link_respectively,
)
from extractors.linking.said import Value
from extractors.linking.subjects import link_clause, link_sentence
from extractors.linking.unnamed import is_of_another
from extractors.linking.values import NUMBER
from extractors.linking.view import View
from extractors.model.science import MentionKind

Rule = Callable[[View, Sequence[Value], Sequence[Link]], list[Link]]


def link_values(view: View, context: Context) -> tuple[list[Link], list[Value]]:
    """Links of a sentence, and the values that remain without one."""
    links: list[Link] = []
    blocked: frozenset[int] = frozenset()
    for rule in RULES:
        links += rule(view, _free(view, links, blocked), links)
        if rule is link_parentheses:
            spoken = len(context.subjects) if context.only is None else 0
            blocked = find_unequal(view, _free(view, links), spoken, one=context.only is not None)
        if rule is link_behind:
            blocked |= {
                value.start for value in _free(view, links, blocked) if is_of_another(view, value, links)
            }
    for value in _free(view, links, blocked):
        links += (
            link_class(view, value, context)
            or link_sentence(view, value)
            or link_series(view, value, context)
            or link_referring(view, value, context)
        )
    shared = [value.start for value in view.values if sum(link.value == value for link in links) > 1]
    links = [replace(link, grouped=link.value.start in shared) for link in links]
    return links, _free(view, links)


def _free(view: View, links: Sequence[Link], blocked: frozenset[int] = frozenset()) -> list[Value]:
    taken = {link.value.start for link in links} | blocked
    return [value for value in view.values if value.start not in taken]


def find_unequal(
    view: View, values: Sequence[Value], spoken: int = 0, *, one: bool = False
) -> frozenset[int]:
    """Values of a list before `respectively` that nothing of the sentence pairs off with: no pairing is safe.

    One material may have as many temperatures, kinds, origins or values of x as there are values. `spoken`:
    how many materials the sentence before speaks of: one without names may pair those ("both show a and b").
    `one`: whether the paragraph names one compound only, which may then have several values by itself.
    """
    if not any(True for _ in view.of_kind(MentionKind.RESPECTIVELY)):
        return frozenset()
    counts = {
        len(list(view.of_kind(kind)))
        for kind in (MentionKind.TEMPERATURE, MentionKind.KIND, MentionKind.ORIGIN)
    }
    counts |= {len(NUMBER.findall(mention.text)) for mention in view.of_kind(MentionKind.VARIABLE)}
    counts |= {len(list(view.of_kind(MentionKind.VARIABLE)))}
    counts.add(len([m for m in view.of_kind(MentionKind.CONDITION) if m.quantity is not None]))
    named = {m.text for m in view.materials if m.role > Role.CONTEXT}
    if len(named) == 1 and not any(True for _ in view.of_kind(MentionKind.VARIABLE)):
        # "the conductivities of glassy and annealed A are a and b, respectively"
        return frozenset()
    by_ion = speaks_by_ion(view.between(view.start, min((v.start for v in values), default=view.start)))
    if one and not view.materials and not by_ion:
        return frozenset()
    if not named:
        counts.add(spoken)
    several = [run for run in value_runs(view, values) if len(run) > 1 and len(run) not in counts]
    return frozenset(value.start for run in several for value in run)


RULES: tuple[Rule, ...] = (
    link_respectively,
    link_parentheses,
    link_lists,
    link_behind,
    link_adjacent,
    link_relative,
    link_of,
    link_clause,
)
"""Plainest first; each sees only the values that those before it left."""
