"""Structures that running text states: `monoclinic A with the P21/n space group`, `spinel-type A and B`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.linking.cues import Role
from extractors.linking.material import LIST_JOINT, Material, list_runs
from extractors.linking.structures import PACKING, SYSTEM, read_structure
from extractors.linking.view import View
from extractors.model.science import Mention, MentionKind

BEFORE = re.compile(
    r"(?:[-–](?:type|structured|like))?\s*(?:\(|,)?\s*(?:(?:[\w–-]+\s+){0,2}"
    r"(?:phases?|structures?|structured|frameworks?|solid solutions?|halides?|chlorides?|bromides?|"
    r"electrolytes?|compounds?|oxides?|sulfides?|polymorphs?|forms?|conductors?|materials?))?"
    r"\s*(?:of|in|,|:|\()?\s*(?:the )?",
    re.IGNORECASE,
)
TAKES_PART = re.compile(
    r"\b(?:transform|transition|chang|convert|turn|evol)\w*\b[^.;,]*"
    r"\b(?:from|to|into)\s+(?:the |an? )?(?:\w+[-–])?$",
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
ALSO = re.compile(
    r"\s*,?\s*(?:and|or|as well as)\s+(?:[\w-]+\s+){0,3}(?:such as|like|including)\s*", re.IGNORECASE
)
""""A, B, and clay-like systems such as C and D": the list of examples goes on."""
PACKED = re.compile(
    r"[-\s]*(?:close[- ])?(?:pack(?:ing|ed)|(?:anion|halide|oxygen|sulfur) (?:sub-?)?lattice|stacking)\b",
    re.IGNORECASE,
)
PACKINGS = {"ccp", "hcp", "bcc", "fcc"}
NAMED_CLASSES = {"argyrodite", "garnet", "perovskite", "antiperovskite", "spinel", "NASICON", "LISICON"}
"""Classes of materials that are named after their structure type."""
MADE_BY = re.compile(
    r"\b(?:are|is|was|were|be|been)\s+(?:\w+\s+){0,2}(?:produced|obtained|synthesi[sz]ed|prepared|formed|made|"
    r"derived)\b",
    re.IGNORECASE,
)
"""A product that a transformation gave: only what it led to is the product's."""
DRIVER = re.compile(r"\b(?:replace|substitut|dop|incorporat)\w*\b", re.IGNORECASE)
ALTERED = re.compile(
    r"\b(?:replac|substitut|dop(?:e|ing)|introduc|incorporat|add(?:ing|ition)|insert)\w*\b[^.;]*\b(?:in|into|of|to)\s+"
    r"(?:the )?$",
    re.IGNORECASE,
)
"""`the replacement of Yb with Hf in A`: what forms is no longer A, nor is its composition said."""
MEMBERS = re.compile(
    r"\b(?:includ\w+|such as|like|e\.g\.,?|for example|represented by|found in|reported for|known for|of)"
    r"\s*(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A structure that a sentence gives to a material; `at` is where its first word stands."""

    material: Material
    words: str
    details: tuple[tuple[str, str], ...]
    at: Mention


def find_structures(view: View, subjects: Sequence[Material] = ()) -> Iterator[Said]:
    """Every structure that the sentence gives to a composition.

    Covered: the word right before a material or list, a verb of having between a material and the word, a
    list of examples behind it, a change from one to another; `subjects`, of which the sentences before speak,
    for "it transforms into ..." and "this induces a transformation from ... to ...". Refused: packings alone,
    "isostructural with". Of a change that makes a product, only the end is the product's; what a replacement
    in A leads to has no composition.
    """
    runs = list_runs(view.text.flat, [m for m in view.materials if m.role >= Role.WEAK])
    found = _give_structures(view, runs)
    if not found and subjects and not any(m.role > Role.CONTEXT for m in view.materials):
        found = _take_up(view, subjects)
    for material, mentions in found.items():
        if material.composition is None:
            continue
        for group in _part_systems(mentions):
            if _is_left_behind(view, material, group[0]):
                continue
            words = "; ".join(dict.fromkeys(view.between(m.start, m.stop) for m in group))
            details = tuple(read_structure(words)) or (("structure_type", _name_type(group[0])),)
            packing = tuple(("packing", word) for word in _find_packing(view, group))
            yield Said(_open_altered(view, material, group[0]), words, details + packing, group[0])


def _structure_words(view: View) -> list[Mention]:
    """Mentions of structures; words of packing and "hexagonal" of a packing are none."""
    said = [
        m
        for m in view.mentions
        if (m.kind is MentionKind.STRUCTURE and m.value.lower() not in PACKING)
        or (m.kind is MentionKind.MATERIAL_CLASS and m.value in NAMED_CLASSES)
    ]
    return [m for m in said if not _is_packing(view, m)]


def _give_structures(view: View, runs: Sequence[list[Material]]) -> dict[Material, list[Mention]]:
    found: dict[Material, list[Mention]] = {}
    later: tuple[Mention, list[Material]] | None = None
    for mention in reversed(_structure_words(view)):
        run = _run_of(view, mention, runs)
        if not run and later is not None and LIST_JOINT.fullmatch(view.between(mention.stop, later[0].start)):
            # "the orthorhombic and trigonal structures of A"
            run = later[1]
        later = (mention, run)
        for material in run:
            found.setdefault(material, []).insert(0, mention)
    return {material: found[material] for material in view.materials if material in found}


def _name_type(mention: Mention) -> str:
    """`Argyrodites`: argyrodite, of a class that is named after its type; else the word as printed."""
    return mention.value if mention.kind is MentionKind.MATERIAL_CLASS else mention.text


def _is_packing(view: View, mention: Mention) -> bool:
    """`a hexagonal packing of anions`: how the anions are stacked, not the crystal system."""
    packed = PACKED.match(view.between(mention.stop, view.stop))
    return SYSTEM.fullmatch(mention.value) is not None and packed is not None


def _find_packing(view: View, group: Sequence[Mention]) -> Iterator[str]:
    """`hcp-trigonal` before a structure; `on a hexagonal packing of anions` behind it, in its clause."""
    _, stop = view.clause_of(group[-1].start)
    for mention in view.of_kind(MentionKind.STRUCTURE):
        joined = view.between(mention.stop, group[0].start)
        if mention.value.lower() in PACKINGS and mention.stop < group[0].start and joined in {"-", "–", " "}:
            yield mention.text
        elif group[-1].stop <= mention.start < stop and _is_packing(view, mention):
            yield mention.text
            return


def _take_up(view: View, subjects: Sequence[Material]) -> dict[Material, list[Mention]]:
    """What a change leads a material of the sentences before to; series alone where a replacement drives it.

    "The substitution induces a transformation from X to Y": of one composition no one knows whether it is the
    parent or the product. A sentence that gives x anew ("when x exceeds 0.2") leaves the old bounds aside.
    """
    taken = [m for m in _structure_words(view) if _is_taken_up(view, m)]
    if not taken:
        return {}
    driven = DRIVER.search(view.between(view.start, taken[0].start)) is not None
    anew = any(True for _ in view.of_kind(MentionKind.VARIABLE))
    kept = [m for m in subjects if m.composition is not None and (m.is_open or not driven)]
    return {(_without_bounds(m) if anew else m): taken for m in kept}


def _without_bounds(material: Material) -> Material:
    composition = material.composition
    if composition is None or not material.is_open:
        return material
    stem = re.sub(r"\s*\([^()]*[=<>≤≥][^()]*\)$", "", composition.material)
    return replace(material, composition=replace(composition, material=stem))


def _is_taken_up(view: View, mention: Mention) -> bool:
    """`it transforms into the monoclinic phase`, `this induces a transformation from trigonal to ...`."""
    before = view.between(view.start, mention.start)
    return SYSTEM.search(mention.value) is not None and TAKES_PART.search(before) is not None


def _is_left_behind(view: View, material: Material, mention: Mention) -> bool:
    """`A is obtained by a substitution that induces a transformation from X to Y`: X is not A's."""
    before = view.between(material.stop, mention.start)
    left = re.search(r"\bfrom\s+(?:the |an? )?(?:\w+-)?$", before, re.IGNORECASE)
    return left is not None and MADE_BY.search(before) is not None and TRANSFORMED.search(before) is not None


def _open_altered(view: View, material: Material, mention: Mention) -> Material:
    """The material without a composition where a replacement in it led to the structure."""
    between = view.between(material.stop, mention.start)
    led = re.search(r"\b(?:in)?to\s+(?:the |an? )?(?:\w+-)?$", between, re.IGNORECASE)
    altered = ALTERED.search(view.between(view.start, material.start))
    if not (led and altered and TRANSFORMED.search(between)) or material.composition is None:
        return material
    return replace(material, composition=replace(material.composition, formula="", elements=()))


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
    if mention.kind is MentionKind.MATERIAL_CLASS:
        return []
    behind = [r for r in runs if r[-1].stop <= mention.start]
    if behind and BEHIND.search(view.between(behind[-1][-1].stop, mention.start)):
        return behind[-1]
    if behind and _is_transformed(view, mention):
        return behind[-1]
    ahead = [r for r in runs if r[0].start >= mention.stop]
    if ahead and MEMBERS.search(view.between(mention.stop, ahead[0][0].start)):
        return _examples(view, ahead)
    return []


def _examples(view: View, runs: Sequence[list[Material]]) -> list[Material]:
    """The list behind "include", with those that "and clay-like systems such as" goes on with."""
    out = list(runs[0])
    for run in runs[1:]:
        if not ALSO.fullmatch(view.between(out[-1].stop, run[0].start)):
            break
        out += run
    return out


def _is_transformed(view: View, mention: Mention) -> bool:
    """`changes from the cubic to the trigonal phase`: both structures are those of the subject before."""
    before = view.between(view.start, mention.start)
    return FROM_TO.search(before) is not None and TRANSFORMED.search(before) is not None
