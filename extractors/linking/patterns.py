"""Printed patterns that tie a value to a material by what stands between them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.linking.cues import Role
from extractors.linking.lists import Link, value_runs
from extractors.linking.material import Material, is_binary, list_runs
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import MentionKind

TEMPERATURE = (
    r"(?:(?:at|@) (?:about |around |~)?(?:room temperature|RT|ambient temperature|ambient conditions|"
    r"[−–-]?\d+(?:\.\d+)?\s*(?:°\s*C|K)(?: \([^()]{2,12}\))?)|\(\s*[−–-]?\d+(?:\.\d+)?\s*(?:°\s*C|K)\))"
)
WORDS = (
    r"(?!(?:with|by|from|for|in|of|on|at|to|and|or|which|that|after|before|when|than|is|was|are|were|"
    r"using)\b)"
)
"""No preposition, conjunction or verb may stand between "for" and the name that it leads to."""
BEHIND = re.compile(
    rf"[\s,]*(?:{TEMPERATURE},?\s*)?"
    r"(?:\(\s*)?(?:(?:has|have|had) been |was |were |is |are )?(?:\w+ly )?"
    r"(?:obtained|reported|found|measured|achieved|observed|reached|recorded|claimed|realized|determined|"
    r"given|quoted|seen|predicted|calculated|computed|estimated|attained|demonstrated)?\s*"
    rf"(?:{TEMPERATURE}\s*)?"
    r"(?P<joint>for|in|with|by|from|of|in the case of|using)\s+"
    rf"(?:(?:pellets?|samples?|ceramics?|films?|phases?|powders?|crystals?|compositions?|grains?) of )?"
    rf"(?:{WORDS}[\w″′%.-]+\s+){{0,4}}"
    rf"(?:{WORDS}[\w-]+,\s+)?",
    re.IGNORECASE,
)
LOOSE_JOINTS = ("in", "with", "by", "from", "using")
"""Prepositions that also lead to what a sample was made or measured with."""
OPENING = re.compile(
    r"[(\[]\s*(?:[^()]{0,40}?(?:=|≈|~|∼|≥|≤|:|of|is|,|;|\band)\s*|(?:σ|Ea?|E_a)[\w+.,−-]{0,8}\s*|"
    r"(?:up to|about|around|ca\.?|over|usually|typically|only|mostly|with|at|>|<|~|∼|≈)\s*)?$"
)


INNER = re.compile(r"\s*[,;:=]\s*[^()]{0,30}")
IN_BRACKET = re.compile(r"\s*\(\s*(?:for |in |of )?(?:the |pristine |pure |undoped |bare )?", re.IGNORECASE)
NAMED = re.compile(
    r"\s*(?:(?:systems?|ceramics?|glass(?:es)?|glass-ceramics?|pellets?|phases?|electrolytes?|samples?|films?|"
    r"crystals?|conductors?|compounds?|powders?)\s*)?",
    re.IGNORECASE,
)
""""The A glass (1 mS cm−1)": a noun may stand between name and bracket."""


MIXED = re.compile(r"\b(?:composites?|mixtures?|blends?|combinations?) of (?:[\w-]+ ){0,3}$", re.IGNORECASE)


def _pair_brackets(view: View, values: Sequence[Value]) -> list[Link]:
    """`For A and B (a and b)`: a list of values alone in the bracket right behind a list of as many names."""
    links: list[Link] = []
    for run in value_runs(view, values):
        opening = OPENING.search(view.between(view.start, run[0].start)) if len(run) > 1 else None
        if opening is None or not view.between(run[-1].stop, view.stop).lstrip().startswith(
            (")", "]", ",", ";")
        ):
            continue
        named = _before_bracket(view, view.start + opening.start())
        lists = list_runs(view.text.flat, view.materials)
        names = next((names for names in lists if named is not None and names[-1] is named), [])
        mixed = bool(names) and MIXED.search(view.between(view.start, names[0].start)) is not None
        if len(names) == len(run) and not mixed:
            links += [Link(v, m, "parenthesis") for v, m in zip(run, names, strict=True)]
    return links


OPPOSED = re.compile(r"\s*,?\s*(?:vs\.?|versus|against|compared (?:to|with)|instead of|rather than)\s*")
""""a vs. b": the values of two things that are set against each other."""
COMPARES = re.compile(r"\b(?:than|compared (?:to|with)|against|vs\.?|versus|over|exceeds?|outperforms?)\b")


def _pair_opposed(view: View, values: Sequence[Value]) -> tuple[list[Link], set[int]]:
    """`A conducts better than B (a vs. b)`: two values opposed in the bracket behind two names.

    Also gives the places of those that pair off with no two names: neither is safely the last one's.
    """
    links: list[Link] = []
    refused: set[int] = set()
    for first, second in pairwise(values):
        opening = OPENING.search(view.between(view.start, first.start))
        opposed = OPPOSED.fullmatch(view.between(first.stop, second.start))
        if opening is None or not opposed or first.property != second.property:
            continue
        at = view.start + opening.start()
        named = _before_bracket(view, at)
        last = [Link(second, named, "parenthesis")] if named is not None else _of_class(view, second, at)
        before = [m for m in view.materials if m.stop <= (named.start if named is not None else at)]
        if last and before and COMPARES.search(view.between(before[-1].stop, at)):
            links += [Link(first, before[-1], "parenthesis"), *last]
        else:
            refused |= {first.start, second.start}
    return links, refused


def link_parentheses(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`Li3ScCl6 (1.25 mS cm−1)`, `Li3ScCl6 (σ = 1.25 mS cm−1 at 25 °C)` and `1.25 mS cm−1 (Li3ScCl6)`."""
    opposed, refused = _pair_opposed(view, values)
    links = _pair_brackets(view, values) + opposed
    paired = refused | {link.value.start for link in links}
    for value in (value for value in values if value.start not in paired):
        opening = OPENING.search(view.between(view.start, value.start))
        at = view.start + opening.start() if opening else value.start
        inner = [m for m in view.materials if at <= m.start and m.stop <= value.start]
        named = _before_bracket(view, at) if opening else None
        if not opening:
            links += [Link(value, material, "parenthesis") for material in _in_bracket(view, value)]
        if opening and inner and INNER.fullmatch(view.between(inner[-1].stop, value.start)):
            # "77Li2S-23P2S5 (Li3PS4, 0.5 mS cm−1)", "(A, 1 mS cm−1; B, 2 mS cm−1)": the name inside is nearer
            named = inner[-1]
        if named is not None:
            links.append(Link(value, named, "parenthesis"))
        elif opening and not inner:
            links += _of_class(view, value, at)
    return links


LEADS_TO = re.compile(
    r"\b(?:than|for|to) (?:(?!of\b)[\w-]+ ){0,4}(?:of (?:the )?(?:[\w-]+ ){0,2})?$", re.IGNORECASE
)


def _of_class(view: View, value: Value, opening: int) -> list[Link]:
    """`Than those of close-packed halides (0.3 eV)`: the class, in the plural, that ends before a bracket,
    where it is compared with or a preposition leads to it.
    """
    classes = [m for m in view.of_kind(MentionKind.MATERIAL_CLASS) if m.stop <= opening]
    if not classes or not NAMED.fullmatch(view.between(classes[-1].stop, opening)):
        return []
    if not LEADS_TO.search(view.between(view.start, classes[-1].start)):
        return []
    name = view.between(classes[-1].start, opening).strip()
    return [Link(value, None, "parenthesis", klass=name)] if name.endswith("s") else []


ADJACENT = re.compile(
    r"\s*(?:\)\s*[=≈~∼]|[:=≈~∼–—-]|in the range(?: of| from)?|of|with|at|is|was|about|around|ca\.?|"
    r"approximately|some|only|nearly|roughly|shows|has)?\s*",
    re.IGNORECASE,
)


def link_adjacent(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A 1 mS cm−1, B 2 mS cm−1`, `A: 1 mS cm−1`: the material right before a value, nothing said between."""
    links: list[Link] = []
    for value in values:
        before = [m for m in view.materials if m.stop <= value.start]
        if not before or before[-1].role is Role.OTHER or _shares(view, before, values):
            continue
        if ADJACENT.fullmatch(view.between(before[-1].stop, value.start)):
            links.append(Link(value, before[-1], "adjacent"))
    return links


def _shares(view: View, before: Sequence[Material], values: Sequence[Value]) -> bool:
    """Whether the last material ends a list and the one value may be that of the whole list."""
    return len(values) == 1 and len(list_runs(view.text.flat, before)[-1]) > 1


def _before_bracket(view: View, opening: int) -> Material | None:
    """The material that ends right before a bracket."""
    before = [m for m in view.materials if m.stop <= opening]
    ending = [m for m in before if NAMED.fullmatch(view.between(m.stop, opening))]
    return ending[-1] if ending else None


def _in_bracket(view: View, value: Value) -> list[Material]:
    """The material or list of materials that stands alone in the bracket right behind a value."""
    for run in list_runs(view.text.flat, [m for m in view.materials if m.start >= value.stop]):
        gap = view.between(value.stop, run[0].start)
        closing = view.between(run[-1].stop, view.stop).lstrip()
        if IN_BRACKET.fullmatch(gap) and closing.startswith((")", ",", ";")):
            return run
    return []


def link_respectively(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A and B ... a and b, respectively`, in both orders; as many materials as values, else nothing."""
    links: list[Link] = []
    for word in view.of_kind(MentionKind.RESPECTIVELY):
        for run in value_runs(view, values):
            if len(run) < 2:
                continue
            fitting = [m for m in list_runs(view.text.flat, view.materials) if len(m) == len(run)]
            partner = _nearest_run(fitting, run, word.start) or _scattered(view, run)
            if partner:
                links += [Link(v, m, "respectively") for v, m in zip(run, partner, strict=True)]
    return links


ANNOUNCES = 16
""""Of, respectively, A and B": the names may begin this far behind the start of the word."""


def _scattered(view: View, run: Sequence[Value]) -> list[Material]:
    """`σ for A and σ for B are a and b, respectively`: as many plain subjects before the values, no list
    among them, and no list of temperatures that the values could go with.
    """
    before = [m for m in view.materials if m.role is Role.SUBJECT and m.stop <= run[0].start]
    temperatures = [m for m in view.of_kind(MentionKind.TEMPERATURE) if m.stop <= run[0].start]
    fits = len(before) == len(run) == len({m.text for m in before}) and len(temperatures) != len(run)
    return before if fits and all(len(found) == 1 for found in list_runs(view.text.flat, before)) else []


def _nearest_run(
    runs: Sequence[list[Material]], values: Sequence[Value], position: int
) -> list[Material] | None:
    """The material list that goes with a value list: the nearest before, else the nearest behind."""
    before = [run for run in runs if run[-1].stop <= values[0].start]
    if before:
        return before[-1]
    behind = [run for run in runs if values[-1].stop <= run[0].start and run[0].start <= position + ANNOUNCES]
    return behind[0] if behind else None


def link_lists(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`A and B show a and b`, `a and b were found for A and B`: one list of subjects and one list of as many
    values of a property, and no other of either; several properties may each have their list.
    """
    materials = [
        run
        for run in list_runs(view.text.flat, view.materials)
        if len(run) > 1 and run[0].role is Role.SUBJECT
    ]
    if len(materials) != 1:
        return []
    links: list[Link] = []
    for name in dict.fromkeys(value.property for value in values):
        runs = [run for run in value_runs(view, [v for v in values if v.property == name]) if len(run) > 1]
        if len(runs) != 1 or len(runs[0]) != len(materials[0]):
            continue
        before = materials[0][-1].stop <= runs[0][0].start
        if before or BEHIND.fullmatch(view.between(runs[0][-1].stop, materials[0][0].start)):
            links += [Link(v, m, "list") for v, m in zip(runs[0], materials[0], strict=True)]
    return links


def link_behind(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`1.4 mS cm−1 for A`: the material right behind a value, joined to it by a preposition."""
    links: list[Link] = []
    for value in values:
        following = [m for m in view.materials if m.start >= value.stop]
        match = BEHIND.fullmatch(view.between(value.stop, following[0].start)) if following else None
        if match is None or _is_share(view, following[0], match[0]):
            continue
        if match["joint"].lower() in LOOSE_JOINTS and _is_means(following[0]):
            continue
        run = next(r for r in list_runs(view.text.flat, following) if r[0] == following[0])
        links += [Link(value, material, "behind") for material in run]
    return links


def _is_share(view: View, material: Material, gap: str) -> bool:
    """Whether a value is said of something that holds a material: `for MgO stabilized crystals`, `for 20 mol%
    A/B`.
    """
    mixed = "%" in gap and view.between(material.stop, material.stop + 1) in {"/", "-", "–", "·"}
    return material.role is Role.OTHER and (is_binary(material) or mixed)


def _is_means(material: Material) -> bool:
    """Whether a material behind `with` or `using` is rather what a sample was made with."""
    return material.role < Role.SUBJECT or is_binary(material)


def link_of(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`the conductivity of A is 1 mS cm−1`: the property's own material, in the clause of the value."""
    links: list[Link] = []
    for value in values:
        start, _ = view.clause_of(value.start)
        words = [m for m in view.of_kind(MentionKind.PROPERTY) if start <= m.start and m.stop <= value.start]
        for run in list_runs(view.text.flat, view.materials):
            told = run[0].role > Role.OTHER
            if words and told and run[-1].stop <= value.start and run[0].start >= words[-1].stop:
                gap = view.between(words[-1].stop, run[0].start)
                if re.fullmatch(r"\s*(?:values? )?(?:of|for|in)\s+(?:\w+[- ]){0,2}", gap):
                    links += [Link(value, material, "of") for material in run]
                    break
    return links


PLURAL = re.compile(r"\b(?:are|were|have|both)\b", re.IGNORECASE)
RELATIVE = re.compile(r"\)?,?\s*(?:whose|for which|in which|of which|where)\b", re.IGNORECASE)


def link_relative(view: View, values: Sequence[Value], _links: Sequence[Link]) -> list[Link]:
    """`B, for which 1 mS cm−1 was reported`, `A and B, whose conductivities are a`: what stands right before
    the relative clause, no other name between it and the value.
    """
    links: list[Link] = []
    for value in values:
        before = [m for m in view.materials if m.stop <= value.start]
        if before and RELATIVE.match(view.between(before[-1].stop, value.start)):
            run = next(r for r in list_runs(view.text.flat, before) if before[-1] in r)
            plural = PLURAL.search(view.between(run[-1].stop, value.start)) is not None
            group = run if plural else run[-1:]
            links += [Link(value, material, "relative") for material in group]
    return links
