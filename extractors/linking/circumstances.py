"""What is said around a linked value: kind and origin."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.linking.cues import comparison_pattern
from extractors.linking.lists import Link, gap_between, value_runs
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import Mention, MentionKind

KIND_BEHIND = re.compile(
    r"\s*(?:\(\s*(?:for |in |of )?(?:the )?|,?\s*(?:for|in|of) (?:the )?|"
    r"(?:was|were|is) (?:\w+ )?(?:for |in |of )?(?:the )?)?"
)
CHANGED_TO = re.compile(r"\bfrom\b[^;]*\bto\s*(?:about |around |~|∼)?$", re.IGNORECASE)
EXPERIMENT = re.compile(
    r"\b(?:experiment\w*|measure\w*|synthesi[sz]\w*|prepared|impedance|pellets?|sinter\w*|samples?|NMR|EIS|"
    r"reported|et al)\b",
    re.IGNORECASE,
)
IS_SAID = re.compile(r"\b(?:is|was|are|were|be|been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
SIMULATED = re.compile(
    r"\b(?:DFT|AIMD|MD|NEB|BVSE|simulat\w*|dynamics|first-principles|ab initio|theor\w*|predict\w*|potential|"
    r"model\w*|Monte Carlo|comput\w*|calculations?)\b",
    re.IGNORECASE,
)
BY_FIT = re.compile(
    r"\s+(?:\w+\s+)?(?:from|by|using|with|according to|based on|through|via)\s+(?:the |an? |their |its )?"
    r"(?:\w+[- ]){0,3}"
    r"(?:slopes?|Arrhenius|fit\w*|Nyquist|impedance|resistances?|equations?|linear|plots?|EIS|Nernst|spectr\w+|"
    r"semicircles?|intercepts?|conductivit\w+|NMR|VT-\w+|SLR|relaxation|measurements?|experiments?|diffraction)\b",
    re.IGNORECASE,
)
AGREES = re.compile(
    r"\b(?:agree\w*|consisten\w+|accord\w*|line|compar\w+)\s+(?:\w+ )?with\s+(?:the |our |those )?$"
)
OF_OTHERS = re.compile(r"\s*(?:values?|data|results?|ones|reports?|findings?|observations?)\b", re.IGNORECASE)
OWN_NUMBER = re.compile(r"\s*(?:values?|data|results?|ones?)?\s*(?:of|is|was|[:=(])?\s*", re.IGNORECASE)
""""In agreement with the computed value of 0.2 S cm−1": the value compared with has the word itself."""
PLURAL_WORD = re.compile(r"\b(?:conductivities|energies|barriers|values)\b", re.IGNORECASE)
DENSITY = re.compile(r"\s+(?:\w+\s+)?(?:densit|capacit|limit|X-ray|diffract)", re.IGNORECASE)
""""94% of the theoretical density" tells nothing of a conductivity."""
BESIDE = re.compile(
    r"\s*\(?,?\s*(?:(?:given|found|obtained|reported|determined|seen|estimated|derived) )?"
    r"(?:from|by|in|of|via|according to)?\s*(?:the |our |an? )?(?:early |recent |first )?",
    re.IGNORECASE,
)
""""2.3 mS cm−1 from experiment", "2.3 mS cm−1 (calculated)"."""
BY = re.compile(r"\W*(?:\w+ )?(?:by|from|in|via|according to)\b", re.IGNORECASE)
JOINED = re.compile(r"\s*(?:and|as well as|with|&|/|,)\s*", re.IGNORECASE)
BY_METHOD = re.compile(
    r"\b(?:according to|as (?:given|found|obtained|computed|calculated) by|from|by|using|via|in)\s+"
    r"(?:the |our |\w+[- ]){0,3}$",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\s+(?:\w+\s+)?(?:methods?|stud(?:y|ies)|works?|techniques?|investigations?|approach(?:es)?|analys[ei]s|"
    r"data|evidence|tools?|results?)\b",
    re.IGNORECASE,
)
IMPEDANCE = re.compile(r"\b(?:impedance|Nyquist|EIS|equivalent circuit)\b")
""""The impedance was fitted, and a conductivity of 2 mS cm−1 was calculated"."""
COMPUTING = re.compile(
    r"\b(?:calculations?|simulations?|dynamics|AIMD|NEB|MD|DFT)\b[^.;]{0,60}\b(?:was|were|are|is) "
    r"(?:\w+ ){0,2}(?:performed|carried out|done|run|listed|shown|plotted|employed|used|conducted|started)\b|"
    r"\b(?:\d+-atom|simulation )\s?cells?\b",
    re.IGNORECASE,
)
COMPUTED_ENERGIES = re.compile(
    r"\b(?:calculated|computed|simulated|predicted|DFT|NEB) (?:\w+ ){0,2}"
    r"(?:barriers?|landscapes?|profiles?)\b|"
    r"\benergy (?:profiles?|landscapes?)\b|\bmean[- ]square(?:d)? displacements?\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"[.!?]\s+[A-Z]")
LOOK_BACK = 350
MADE = re.compile(
    r"\b(?:synthesi[sz]ed|prepared|fabricated|obtained experimentally|"
    r"experimentally (?:\w+ )?(?:synthesi[sz]ed|verified|confirmed|realized|measured|validated)|measured)\b",
    re.IGNORECASE,
)


SYMBOL = re.compile(r"σ\s?_?[{(]?(?P<kind>total|tot|bulk|gb)[)}]?\s*[=≈~∼]\s*$", re.IGNORECASE)
SYMBOL_KINDS = {"total": "total", "tot": "total", "bulk": "bulk", "gb": "grain_boundary"}
SYMBOL_WINDOW = 16
OF_SAMPLE = re.compile(r"\s+(?:[\w]+-doped )?")
CONDUCTS = re.compile(r"(?:['’]s)?\s+(?:\w+[- ])?(?:conductivit|activation|σ|value)")
THING = re.compile(
    r"\s+(?:(?:solid |ceramic )?electrolytes?|ceramics?|pellets?|glass(?:es)?|lattices?|"
    r"structures?|crystals?|materials?|samples?|powders?)\b",
    re.IGNORECASE,
)


def find_kind(view: View, link: Link) -> str:
    """`bulk`, `grain_boundary` or `total` where the words before a value say so, or right behind it.

    "The bulk conductivity is a and the activation energy b": a word before another property than the value's
    own says nothing of it. "Bulk and total conductivities are a and b": each value takes its own word.
    """
    symbol = SYMBOL.search(view.between(max(view.start, link.value.start - SYMBOL_WINDOW), link.value.start))
    if symbol:
        return SYMBOL_KINDS[symbol["kind"].lower()]
    start, stop = view.clause_of(link.value.start)
    values = [value for value in view.values if value.property == link.value.property]
    every = [m for m in view.of_kind(MentionKind.KIND) if m.value != "none" and not _is_of_thing(view, m)]
    if len(values) > 1 and len(every) == len(values) and len({m.value for m in every}) > 1:
        return every[values.index(link.value)].value
    said = [m for m in every if start <= m.start < stop and _tells_kind(view, m, link, values)]
    nearest = min(said, key=lambda m: gap_between(m, link), default=None)
    return nearest.value if nearest is not None else ""


def _is_of_thing(view: View, mention: Mention) -> bool:
    """`in the bulk lattice of A`, `bulk A`: the word tells where ions move, or that a sample is no film; not
    which part of a spectrum was read.
    """
    if mention.text.lower() != "bulk":
        return False
    if THING.match(view.between(mention.stop, view.stop)):
        return True
    named = [m for m in view.materials if OF_SAMPLE.fullmatch(view.between(mention.stop, m.start))]
    return any(not CONDUCTS.match(view.between(m.stop, view.stop)) for m in named if m.start >= mention.stop)


def _tells_kind(view: View, mention: Mention, link: Link, values: Sequence[Value]) -> bool:
    """Whether nothing but values of its own list and its own property stands between word and value."""
    if mention.start >= link.value.stop:
        following = [value for value in values if value.start >= mention.stop]
        if following and ")" not in view.between(link.value.stop, following[0].start):
            # "4 mS cm−1 (grain conductivity 7 mS cm−1)": the word belongs to the value in the bracket
            return False
        return KIND_BEHIND.fullmatch(_without_temperatures(view, link.value.stop, mention.start)) is not None
    properties = view.of_kind(MentionKind.PROPERTY)
    if sum(mention.start < p.stop and p.start < link.value.start for p in properties) > 1:
        return False
    inner = [value for value in values if mention.stop <= value.start < link.value.start]
    plural = PLURAL_WORD.search(view.between(view.start, link.value.start)) is not None
    others = [m for m in view.of_kind(MentionKind.KIND) if mention.stop <= m.start < link.value.start]
    if plural and not others:
        # "the conductivities of the bulk are a for A and b for B"
        return True
    run = next((run for run in value_runs(view, values) if link.value in run), [])
    changed = CHANGED_TO.search(view.between(mention.stop, link.value.start)) is not None
    return changed or all(value in run for value in inner)


def _without_temperatures(view: View, start: int, stop: int) -> str:
    """What stands between, without `at 900 °C`."""
    text = view.between(start, stop)
    for mention in view.of_kind(MentionKind.TEMPERATURE):
        if start <= mention.start and mention.stop <= stop:
            text = text.replace(view.between(mention.start, mention.stop), "")
    return re.sub(r"^\s*(?:at|@)\s+(?=for|in|of)", " ", text)


def find_origin(view: View, link: Link, before: str = "measured") -> str:
    """`computed` where the sentence says calculated, predicted, simulated ... of this value, else `measured`.

    A sentence that says both is decided by the last word before the value; one behind it counts where none
    stands
    before and no other value follows. "Calculated and measured energies (a and b)": each takes its own. A
    word inside a bracket says nothing of what stands behind the bracket. `before`: what the sentence before
    tells, for one that has no such word.
    """
    said = _without_pairs(view, [m for m in view.of_kind(MentionKind.ORIGIN) if _tells_origin(view, m, link)])
    if not said and not EXPERIMENT.search(view.between(view.start, view.stop)):
        return "computed" if _follows_computing(view, link) else before
    if any(m.value == "computed" for m in said):
        # "a calculated conductivity, extrapolated to 300 K"
        said = [m for m in said if m.value != "extrapolated"]
    values = [value for value in view.values if value.property == link.value.property]
    listed = len(values) > 1 and len(said) == len(values) and len({m.value for m in said}) > 1
    if listed and said[-1].stop <= values[0].start:
        return said[values.index(link.value)].value
    if said and all(m.value == "computed" for m in said) and _was_made(view, said[-1].stop, link.value.start):
        return "measured"
    earlier = [m for m in said if m.stop <= link.value.start and not _in_closed_bracket(view, m, link)]
    beside = [m for m in said if _is_beside(view, link, m)]
    if beside:
        return beside[0].value
    if earlier:
        return earlier[-1].value
    behind = [m for m in said if m.start >= link.value.stop]
    if behind and _is_predicate(view, link, behind[0]):
        return behind[0].value
    agreed = behind and comparison_pattern("agree").search(view.between(link.value.stop, behind[0].start))
    gap = view.between(link.value.stop, behind[0].start) if behind else ""
    if behind and BY_METHOD.search(gap) and _is_last(view, behind[0]):
        return behind[0].value
    if behind and not agreed and not any(value.start > behind[0].start for value in view.values):
        start, stop = view.clause_of(link.value.start)
        return behind[0].value if start <= behind[0].start < stop else "measured"
    return "measured"


def _follows_computing(view: View, link: Link) -> bool:
    """Whether the sentences right before report simulations, without a word of experiments or a mark since.

    `MD simulations were carried out ... The barrier is 0.3 eV`, `Calculated barriers of ... . A: 0.3 eV`.
    """
    before = view.between(max(0, view.start - LOOK_BACK), view.start)
    said = list(COMPUTING.finditer(before))
    if link.value.property != "ionic_conductivity":
        said += COMPUTED_ENERGIES.finditer(before)
    if not said:
        return False
    since = before[max(match.start() for match in said) :]
    if link.value.property == "ionic_conductivity" and ENDS.search(since.rstrip()[:-1]):
        # conductivities are measured in the sentence after next
        return False
    marked = any(view.start - len(since) <= mark.position <= view.start for mark in view.text.citations)
    return not marked and EXPERIMENT.search(since) is None


def _tells_origin(view: View, mention: Mention, link: Link) -> bool:
    """Whether a word of computing or measuring speaks of values: not of a density, an Arrhenius fit
    (`calculated from the slope`), or of what the values agree with.
    """
    behind = view.between(mention.stop, view.stop)
    if DENSITY.match(behind) or (mention.value == "computed" and BY_FIT.match(behind)):
        return False
    if mention.text.lower() == "calculated" and IS_SAID.search(view.between(view.start, mention.start)):
        # "an energy of 0.3 eV was calculated": from a plot, where nothing else tells of a simulation
        around = view.between(max(0, view.start - LOOK_BACK), view.stop)
        if IMPEDANCE.search(around) and not SIMULATED.search(around):
            return False
        return (
            len({m.value for m in view.of_kind(MentionKind.ORIGIN)}) > 1
            or SIMULATED.search(view.between(view.start, view.stop)) is not None
            or not any(v.property == "activation_energy" for v in view.values)
        )
    if mention.stop <= link.value.start and OWN_NUMBER.fullmatch(
        view.between(mention.stop, link.value.start)
    ):
        return True
    return not (AGREES.search(view.between(view.start, mention.start)) and OF_OTHERS.match(behind))


def _is_beside(view: View, link: Link, mention: Mention) -> bool:
    """`2.3 mS cm−1 from experiment`; not where the bracket opens another value (`(computed: 9 mS cm−1)`)."""
    after = view.between(mention.stop, view.stop).lstrip()
    if mention.start < link.value.stop or after.startswith((":", "=")):
        return False
    later = any(link.value.stop <= value.start for value in view.values)
    gap = view.between(link.value.stop, mention.start)
    return (
        bool(gap.strip())
        and BESIDE.fullmatch(gap) is not None
        and ("(" in gap or not later or BY.match(gap) is not None)
    )


def _is_predicate(view: View, link: Link, mention: Mention) -> bool:
    """`barriers of a for A and b for B were computed`: the verb behind a list tells of all before it."""
    gap = view.between(link.value.stop, mention.start)
    return IS_SAID.search(gap) is not None and not any(stop in gap for stop in ",;:")


def _is_last(view: View, mention: Mention) -> bool:
    """Whether a word of computing closes a sentence without another origin: "... according to DFT."."""
    said = {m.value for m in view.of_kind(MentionKind.ORIGIN)}
    return len(said) == 1 and all(value.stop <= mention.start for value in view.values)


def _without_pairs(view: View, said: Sequence[Mention]) -> list[Mention]:
    """Without `experimental and computational methods`, which tells of no single value."""
    paired = {
        place
        for one, other in pairwise(said)
        if one.value != other.value
        and JOINED.fullmatch(view.between(one.stop, other.start))
        and WORK.match(view.between(other.stop, view.stop))
        for place in (one.start, other.start)
    }
    return [mention for mention in said if mention.start not in paired]


def _in_closed_bracket(view: View, mention: Mention, link: Link) -> bool:
    between = view.between(mention.stop, link.value.start)
    return between.count(")") > between.count("(")


def _was_made(view: View, start: int, stop: int) -> bool:
    """Whether a sample was made between a word of computing and the value: "predicted and synthesized A"."""
    return start < stop and MADE.search(view.between(start, stop)) is not None
