"""What the sentences before speak of: subjects, names, marks, the temperature of measuring."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.linking.circumstances import EXPERIMENT, SIMULATED
from extractors.linking.cues import Role, comparison_pattern
from extractors.linking.energies import spoken_energy
from extractors.linking.lists import Link
from extractors.linking.material import Material, list_runs
from extractors.linking.view import View
from extractors.model.rich import CitationMark
from extractors.model.science import MentionKind, Qualifier
from extractors.model.statement import Temperature

MEMORY_SENTENCES = 2
"""How many sentences back a material is remembered; more links more values and more of them wrongly."""
OPENING_CHARS = 60
BRACKET_BEHIND = re.compile(r"\s*(?:\([^()]{1,40}\))?[\s,.]?")
TAKES_UP = re.compile(
    r"\s*(?:(?:Moreover|Furthermore|Additionally|In addition|Also|Similarly|As a result|Consequently|"
    r"Therefore),? )?"
    r"(?:The (?:resulting|resultant|obtained|synthesi[sz]ed|prepared|as-\w+|final|optimi[sz]ed|former|"
    r"latter|same|corresponding|new|so-obtained)|They|It|This|These|Those|"
    r"Such|Its|Their|"
    r"The (?:authors?|calculations?|simulations?|results?|study|work)|"
    r"Among (?:them|these)|Specifically|In particular|Notably|Particularly|Here|Thus)\b",
    re.IGNORECASE,
)
LOOSE_RULES = ("carried", "only")
"""Rules by which a sentence names and points at nothing: it may well speak of another work."""
REPORTERS = re.compile(r"\bet al\b|\b(?:group|team|co-?workers|colleagues)\b|\breported\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:measure(?:d|ments?)|recorded|performed|carried out|tested|acquired|collected|conducted|determined|"
    r"refer|given|quoted|reported|taken|apply|hold|valid)\b",
    re.IGNORECASE,
)
MEASURING = re.compile(
    r"\b(?:conductivit\w+|impedance|measurements?|spectra|EIS|Nyquist|values?|data|experiments?|"
    r"electrochemical)\b",
    re.IGNORECASE,
)
IMPEDANCE_AT = re.compile(r"\b(?:impedance|spectr\w+|measurements?)\s+(?:\w+\s+){0,3}at\b", re.IGNORECASE)
CALCULATIONS = re.compile(
    r"\b(?:(?:is|are|was|were) (?:\w+ )?(?:calculated|computed|simulated|predicted)|"
    r"(?:theoretical|computational|first-?principles) (?:study|work|investigation)|atomistic comput\w+|"
    r"using\b[^.;]{0,80}\b(?:molecular dynamics|density functional|DFT|first-principles|ab initio|"
    r"Monte Carlo|NEB)|"
    r"(?:our|the|these|such) (?:\w+ )?(?:calculations?|simulations?|results)|we (?:\w+ )?(?:calculat|"
    r"comput|predict|simulat)\w*|"
    r"(?:calculations|simulations|DFT|AIMD|dynamics) (?:\w+ )?(?:show|reveal|predict|indicate|suggest|"
    r"yield|give)\w*)\b",
    re.IGNORECASE,
)
FOR_ALL = re.compile(
    r"^\W*(?:all|both|every|these|the (?:conductivity )?(?:measurements|values|data))\b[^.;]{0,60}\b"
    r"(?:measure|record|collect|determin|take|taken|done|made|given|refer|carried out|perform)\w*\b"
    r"[^.;]{0,30}\bat\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:synthesi[sz]ed|prepared|made|obtained|grown|fabricated|deposited|milled)\b", re.IGNORECASE
)
RECIPE = re.compile(
    r"\b(?:according to|following|as (?:described|reported)|described|procedures?|methods?|routes?|"
    r"protocols?|literature|elsewhere|recipes?)\b[^.;]*\.?$",
    re.IGNORECASE,
)
RECIPE_REACH = 60
OWN = re.compile(
    r"\b(?:our (?:sample|pellet|own|Li|Na|material|compound|measure)\w*|"
    r"in (?:this|the present) (?:work|study))\b"
)
"""A sentence about the paper's own sample: what comes behind goes on about it, and not about others' work."""
CHANGES = re.compile(
    r"\b(?:transition\w*|transform\w*|decompos\w*|melt\w*|crystalli[sz]\w*|undergo\w*|stable|cycled|cells?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the sentences before speak of: the subjects, all names, the citation keys, and the age of it."""

    subjects: tuple[Material, ...] = ()
    names: frozenset[str] = frozenset()
    named: tuple[Material, ...] = ()
    """All materials of the sentence before, in order."""
    valued: tuple[Material, ...] = ()
    """The materials that the last sentences gave values, in order."""
    earlier: tuple[Material, ...] = ()
    """The subjects that the ones spoken of now took the place of."""
    refs: tuple[str, ...] = ()
    age: int = 0
    refs_age: int = 0
    family: Material | None = None
    """The last series in x that the paragraph named."""
    introduces: bool = False
    """Whether the sentence before named the authors of a work and its mark, but no material yet."""
    origin: str = "measured"
    """Whether the sentence before speaks of calculations."""
    temperature: Temperature | None = None
    """At which the paragraph says that all was measured."""
    klass: str = ""
    """The class of materials that the sentences before speak of, where they name no material."""
    energy: str = ""
    """The energy that the sentence before spoke of."""


def remember(view: View, memory: Memory) -> Memory:
    """The memory after a sentence: its own subjects and marks, else the old ones until they are too far
    back.
    """
    others = (
        comparison_pattern("agree").search(view.between(view.start, view.stop)) if view.citations else None
    )
    marks = [mark for mark in view.citations if others is None or mark.position < others.start() + view.start]
    marks = [mark for mark in marks if not (_is_of_compared(view, mark) or _is_of_recipe(view, mark))]
    keys = tuple(dict.fromkeys(key for mark in marks for key in mark.keys))
    refs, refs_age = (keys, 0) if keys else (memory.refs, memory.refs_age + 1)
    if not keys and OWN.search(view.between(view.start, view.stop)):
        refs = ()
    subjects = [m for m in view.materials if m.role is Role.SUBJECT] or [
        m for m in view.materials if m.role is Role.WEAK
    ]
    runs = list_runs(view.text.flat, subjects)
    names = frozenset(m.text for m in subjects)
    classes = [m.text for m in view.of_kind(MentionKind.MATERIAL_CLASS)]
    families = [m for m in view.materials if m.composition is not None and m.composition.open_variables]
    said = view.between(view.start, view.stop)
    named = tuple(m for m in view.materials if m.role > Role.OTHER)
    pointing = bool(named) and all(view.between(m.start, m.stop) != m.text for m in named)
    kept = replace(
        memory,
        # "The former has a. The latter has b.": what both point at stays named
        named=memory.named if pointing and len(memory.named) > 1 else named,
        refs=() if refs_age > MEMORY_SENTENCES else refs,
        refs_age=refs_age,
        introduces=bool(keys) and not runs and REPORTERS.search(said) is not None,
        temperature=find_setting(view) or memory.temperature,
        klass=classes[0] if classes else memory.klass,
        family=next(iter(reversed(families)), memory.family),
        origin=find_stance(view, memory.origin),
        energy=spoken_energy(said),
    )
    if runs and (len(names) == 1 or names == {m.text for m in runs[0]}):
        return replace(kept, subjects=tuple(runs[0]), earlier=memory.subjects, names=names, age=0, klass="")
    if runs:
        # several subjects: what comes next may mean any of them
        return replace(kept, subjects=(), names=names, age=0, klass="")
    if memory.age >= MEMORY_SENTENCES:
        return replace(kept, subjects=(), names=frozenset(), age=0, klass="")
    return replace(kept, age=memory.age + 1)


def _is_of_compared(view: View, mark: CitationMark) -> bool:
    """Whether a mark stands right behind a material, or its bracket, that the sentence only compares with."""
    gaps = [view.between(m.stop, mark.position) for m in view.materials if m.role < Role.WEAK]
    return any(BRACKET_BEHIND.fullmatch(gap) for gap in gaps)


def _is_of_recipe(view: View, mark: CitationMark) -> bool:
    """Whether a mark tells how something was made: `synthesized according to the literature[[22]]`."""
    before = view.between(max(view.start, mark.position - RECIPE_REACH), mark.position)
    return (
        MADE.search(view.between(view.start, mark.position)) is not None and RECIPE.search(before) is not None
    )


def find_stance(view: View, before: str) -> str:
    """`computed` after a sentence that reports calculations, until one tells of experiments or cites."""
    told = list(view.of_kind(MentionKind.ORIGIN))
    said = {m.value for m in told}
    words = view.between(view.start, view.stop)
    if said == {"computed"}:
        plain = all(m.text == "calculated" for m in told) and not SIMULATED.search(words)
        if plain and "conductivit" in words:
            # conductivities are calculated from resistances, too
            return before
        # "theoretical capacity" tells of no calculation, and of no experiment
        return "computed" if CALCULATIONS.search(words) else before
    # whether it tells of experiments matters only behind calculations
    tried = before == "measured" or said or view.citations or EXPERIMENT.search(words)
    return "measured" if tried else before


def tells_for_all(said: str) -> bool:
    """Whether a sentence may set the temperature of all values around it: `All data were taken at 25 °C`."""
    return FOR_ALL.search(said) is not None


def find_setting(view: View) -> Temperature | None:
    """`All spectra were recorded at 25 °C.`: the one temperature of a sentence of measuring without a
    value.
    """
    said = [
        m for m in view.of_kind(MentionKind.TEMPERATURE) if m.value != "process" and m.quantity is not None
    ]
    if view.values or len(said) != 1 or said[0].quantity is None:
        return None
    words = view.between(view.start, view.stop)
    if said[0].quantity.qualifier is Qualifier.RANGE or not (
        MEASURED.search(words) or IMPEDANCE_AT.search(words)
    ):
        return None
    if not MEASURING.search(words) or CHANGES.search(words):
        return None
    return Temperature(said[0].quantity.norm_low, said[0].text)


def keep_alive(before: Memory, after: Memory, links: Sequence[Link]) -> Memory:
    """The memory after a sentence whose values went back to its subjects: they are spoken of again."""
    given = {link.material.identity: link.material for link in links if link.material is not None}
    if len(given) == 1 and not any(link.inherited for link in links):
        # "A has a. B has b.": both have been given a value
        given = {m.identity: m for m in before.valued} | given
    after = replace(after, valued=tuple(given.values()) if given else before.valued)
    taken_up = any(link.rule == "referring" and link.material in before.subjects for link in links)
    return replace(after, age=0) if taken_up and after.subjects == before.subjects else after


def goes_on(view: View, link: Link, memory: Memory) -> bool:
    """Whether a sentence goes on about the work that the ones before introduced: it refers back, or names the
    same material again right behind.
    """
    if link.inherited and link.rule not in LOOSE_RULES:
        return True
    if link.material is None:
        return False
    opening = view.between(view.start, min(view.stop, view.start + OPENING_CHARS))
    named_before = memory.refs_age == 0 and link.material.text in memory.names
    introduced = memory.introduces and memory.refs_age == 0
    return named_before or introduced or TAKES_UP.match(opening) is not None
