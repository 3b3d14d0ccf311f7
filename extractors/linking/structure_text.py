"""Structures that running text states: `monoclinic A with the P21/n space group`, `spinel-type A and B`."""

import re
from collections.abc import Iterator, Sequence

from extractors.linking.cues import Role
from extractors.linking.structures import SYSTEM, read_structure
from extractors.linking.view import LIST_JOINT, Material, View, list_runs
from extractors.model.science import Mention, MentionKind

PACKING = {
    "ccp",
    "hcp",
    "bcc",
    "fcc",
    "crystalline",
    "isostructural",
    "layered",
    "glass",
    "glassy",
    "viscoelastic glass",
    "clay-like",
    "zeolite-like",
    "glass-ceramic",
    "ccp anion sublattice",
    "hcp anion sublattice",
}
"""Words of packing or texture: no structure of a named composition by themselves."""
BEFORE = re.compile(
    r"(?:[-–](?:type|structured|like))?\s*(?:\(|,)?\s*(?:(?:[\w–-]+\s+){0,2}"
    r"(?:phases?|structures?|structured|frameworks?|solid solutions?|halides?|chlorides?|bromides?|"
    r"electrolytes?|compounds?|oxides?|sulfides?|polymorphs?|forms?|conductors?|materials?))?"
    r"\s*(?:of|in|,|:|\()?\s*(?:the )?",
    re.IGNORECASE,
)
TRANSFORMED = re.compile(
    r"\b(?:transform|transition|chang|convert|turn|evol)\w*\b[^.;]*\bfrom\b", re.IGNORECASE
)
FROM_TO = re.compile(r"\b(?:from|to|into)\s+(?:the |an? )?(?:\w+-)?$", re.IGNORECASE)
BEHIND = re.compile(
    r"^\s*(?:,? ?(?:(?:all|both|each) of )?(?:which|that) )?(?:\w+ly )?"
    r"(?:crystalli[sz]\w+|adopt\w*|has|have|with|in|shows?|exhibits?|is|are|forms?|"
    r"possess\w*|belong\w* to|takes?|assumes?|\()\b[^.;]{0,30}$",
    re.IGNORECASE,
)
MEMBERS = re.compile(
    r"\b(?:includ\w+|such as|like|e\.g\.,?|for example|represented by|found in|reported for|known for|of)"
    r"\s*(?:the )?$",
    re.IGNORECASE,
)


def find_structures(view: View) -> Iterator[tuple[Material, str, tuple[tuple[str, str], ...]]]:
    """Material, printed words and details of each structure that the sentence gives to a composition.

    Covered: the word right before a material or list, a verb of having between a material and the word, and
    a list of
    of examples behind it, a change from one to another. Refused: packings alone, "isostructural with".
    """
    said = [m for m in view.of_kind(MentionKind.STRUCTURE) if m.value.lower() not in PACKING]
    runs = list_runs(view.text.flat, [m for m in view.materials if m.role >= Role.WEAK])
    found: dict[int, list[Mention]] = {}
    later: tuple[Mention, list[Material]] | None = None
    for mention in reversed(said):
        run = _run_of(view, mention, runs)
        if not run and later is not None and LIST_JOINT.fullmatch(view.between(mention.stop, later[0].start)):
            # "the orthorhombic and trigonal structures of A"
            run = later[1]
        later = (mention, run)
        for material in run:
            found.setdefault(material.start, []).insert(0, mention)
    for material in view.materials:
        if material.composition is None:
            continue
        for group in _part_systems(found.get(material.start, [])):
            words = "; ".join(dict.fromkeys(view.between(m.start, m.stop) for m in group))
            details = tuple(read_structure(words)) or (("structure_type", words),)
            yield material, words, details


def _part_systems(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """One group per crystal system: `from the trigonal to the monoclinic phase` are two structures."""
    group: list[Mention] = []
    for mention in mentions:
        systems = {m.value for m in (*group, mention) if SYSTEM.search(m.value)}
        if len(systems) > 1:
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _run_of(view: View, mention: Mention, runs: Sequence[list[Material]]) -> list[Material]:
    for run in runs:
        if mention.stop <= run[0].start and BEFORE.fullmatch(view.between(mention.stop, run[0].start)):
            return run
    behind = [r for r in runs if r[-1].stop <= mention.start]
    if behind and BEHIND.search(view.between(behind[-1][-1].stop, mention.start)):
        return behind[-1]
    if behind and _is_transformed(view, mention):
        return behind[-1]
    ahead = [r for r in runs if r[0].start >= mention.stop]
    if ahead and MEMBERS.search(view.between(mention.stop, ahead[0][0].start)):
        return ahead[0]
    return []


def _is_transformed(view: View, mention: Mention) -> bool:
    """`changes from the cubic to the trigonal phase`: both structures are those of the subject before."""
    before = view.between(view.start, mention.start)
    return FROM_TO.search(before) is not None and TRANSFORMED.search(before) is not None
