"""The subject of a clause: what a value is said of where no pattern ties it to a name."""

import re
from collections.abc import Sequence

from extractors.linking.cues import Role, acting_pattern, referring_pattern
from extractors.linking.ions import BY_CATION, speaks_by_ion
from extractors.linking.lists import Link, value_runs
from extractors.linking.material import Material, list_runs
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import Qualifier


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
        if len({m.text for m in view.materials if m.role > Role.CONTEXT}) == 1:
            # of one compound a clause may tell several values: calculated (a), measured (b)
            taken = []
        inside = [m for m in view.materials if start <= m.start and m.stop <= stop and m not in taken]
        chosen = choose_subjects(view, value, inside) or _compared(view, value, inside)
        paired = [m for m in inside if any(k.rule == "respectively" and k.material is m for k in links)]
        if len(paired) > 1 and PLURAL.search(view.between(paired[-1].stop, value.start)):
            # "A and B reach a and b, respectively, with activation energies of c"
            chosen = paired
        found += [Link(value, m, "clause") for m in chosen]
    return found


def _compared(view: View, value: Value, inside: Sequence[Material]) -> list[Material]:
    """`... three times that of A fired in air (1 mS cm−1)`: the compared material, where the clause has no
    other and another clause comes before.
    """
    start, _ = view.clause_of(value.start)
    named = [m for m in inside if m.role is Role.CONTEXT and m.stop <= value.start]
    named = [m for m in named if not TURNS_BACK.search(view.between(m.stop, value.start))]
    alone = all(m.role is not Role.SUBJECT and m.role is not Role.WEAK for m in inside)
    return named[-1:] if start > view.start and alone else []


PLURAL = re.compile(
    r"\b(?:conductivities|energies|barriers|windows|values)(?: \w+)? "
    r"(?:of|are|were|around|near|about)\s*[~∼≈]?\s*$",
    re.IGNORECASE,
)
TURNS_BACK = re.compile(
    r"\band (?:\w+ly )?(?:then )?[a-z]+(?:s|ed)\b|\bwith an?\b|"
    r",\s+(?:thus |thereby |finally |even )?(?:reach|lead|result|giv|yield|achiev|attain|amount|deliver|"
    r"exhibit|"
    r"show|approach|decreas|increas)ing\b"
)
""""Is higher than that of A and reaches a", "..., reaching a": the sentence goes on about its own subject."""


def choose_subjects(view: View, value: Value, materials: Sequence[Material]) -> list[Material]:
    """The plainest list of materials that can be the subject of a value; none where two are as plain."""
    runs = [run for run in list_runs(view.text.flat, materials) if run[0].role > Role.CONTEXT]
    best = max((run[0].role for run in runs), default=Role.OTHER)
    runs = [run for run in runs if run[0].role == best]
    runs = [run for run in runs if not _other_by_ion(view, run, value)]
    if len(runs) == 1:
        return _spoken_of(view, value, runs[0])
    before = [run for run in runs if run[-1].stop <= value.start]
    acting = [run for run in before if _acts_on(view, run[-1], value)]
    return _spoken_of(view, value, acting[-1]) if acting else []


def _other_by_ion(view: View, run: Sequence[Material], value: Value) -> bool:
    """`A ..., the bromide shows a`, `the tin compound shows a and B b`: an ion names another.

    `The oxide shows a, and A b`: an anion may well speak of the name behind it.
    """
    if run[-1].stop <= value.start:
        return speaks_by_ion(view.between(run[-1].stop, value.start))
    start, _ = view.clause_of(value.start)
    return BY_CATION.search(view.between(start, value.start)) is not None


def _acts_on(view: View, material: Material, value: Value) -> bool:
    """Whether a verb of having stands between a material and a value, and no other material does."""
    others = [m for m in view.materials if m.role >= max(material.role, Role.WEAK)]
    nearer = any(material.stop <= m.start < value.start for m in others)
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
    if referring_pattern("other").search(view.between(start, value.start)):
        # "while the undoped sample shows a"
        return []
    earlier = [m for m in view.materials if m.stop <= start]
    return [Link(value, m, "sentence") for m in choose_subjects(view, value, earlier)]
