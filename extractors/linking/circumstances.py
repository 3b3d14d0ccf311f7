"""What is said around a linked value: temperature, kind, origin, condition, references."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.linking.cues import comparison_pattern
from extractors.linking.lists import Link, value_runs
from extractors.linking.material import Material
from extractors.linking.view import Value, View
from extractors.model.rich import CitationMark
from extractors.model.science import Dimension, Mention, MentionKind, Qualifier
from extractors.model.statement import Temperature

LEADS_TO = re.compile(
    r"\s*(?:of|is|are|was|were|between|which (?:range|vary|lie)s?(?: from| between)?|ranging from|from|:)?\s*"
)
VALUE_NOUN = re.compile(
    r"\b(?:values?|data|results?|reports?|stud(?:y|ies)|works?|conductivit(?:y|ies)|energ(?:y|ies))\s*$",
    re.IGNORECASE,
)
DIRECTLY = re.compile(r"[\s,(]*(?:measured |obtained |reached )?(?:at|@|,)?\s*(?:about |around |~|∼)?")
BOUNDING = re.compile(
    r"\b(?:above|below|beyond|over|up to|until)\s+(?:about |around |~)?$|"
    r"\b(?:transition\w*|melt\w*|decompos\w*|stable|loses?|lost|convert\w*|transform\w*|"
    r"crystalli[sz]\w*|treat(?:ed|ment\w*|ing)|process(?:ed|ing)|formed|formation|synthesi[sz]\w*|grown|"
    r"sinter\w*|anneal\w*|calcin\w*|fired|firing|quench\w*|press(?:ed|ing)|dried|drying|undergo\w*|dehydrat\w*)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
BROUGHT = re.compile(
    r"(?:^\W*|\b(?:when|if|once|upon|on|by|and) (?:it (?:is|was) )?)"
    r"(?:heat|cool|warm)(?:ed|ing)(?: down| up)? (?:from [^,]{1,12} )?to "
    r"(?:about |~)?$",
    re.IGNORECASE,
)
BOUNDING_WINDOW = 40
KIND_BEHIND = re.compile(
    r"\s*(?:\(\s*(?:for |in |of )?(?:the )?|,?\s*(?:for|in|of) (?:the )?|"
    r"(?:was|were|is) (?:\w+ )?(?:for |in |of )?(?:the )?)?"
)
CHANGED_TO = re.compile(r"\bfrom\b[^;]*\bto\s*(?:about |around |~|∼)?$", re.IGNORECASE)
ADJECTIVE = re.compile(r"\s*(?:[\w-]+\s+){0,2}(?:conductivit|value|σ)")
LEADING = re.compile(
    r"\s*(?:\w+,?\s+)?(?:already |even |only )?(?:at|@|near|around)\s+(?:about )?", re.IGNORECASE
)
JOINED = re.compile(r"\s*(?:and|as well as|with|&|/|,)\s*", re.IGNORECASE)
WORK = re.compile(
    r"\s+(?:\w+\s+)?(?:methods?|stud(?:y|ies)|works?|techniques?|investigations?|approach(?:es)?|analys[ei]s|"
    r"data|evidence|tools?|results?)\b",
    re.IGNORECASE,
)
OWN_WORK = re.compile(r"\b(?:this work|this study|our own|our|here)\b(?! group)", re.IGNORECASE)
MADE = re.compile(
    r"\b(?:synthesi[sz]ed|prepared|fabricated|obtained experimentally|"
    r"experimentally (?:\w+ )?(?:synthesi[sz]ed|verified|confirmed|realized|measured|validated)|measured)\b",
    re.IGNORECASE,
)


def find_temperature(view: View, link: Link) -> Temperature | None:
    """The temperature said for a value: right behind it, else before it in its clause, else before all
    clauses.

    `10−6 S cm−1 at 500 K`, `room-temperature ionic conductivities of a and b`, `At 25 °C, A shows ...`. In
    lists of
    one length ("a and b at 25 and 60 °C") each value takes its own. Refused: temperatures of a transition or
    stability ("above 300 °C", "from 730 to 825 °C"), of another clause, and ranges of simulation runs.
    """
    if link.value.property in {"activation_energy", "migration_barrier"}:
        # an activation energy is the slope over many temperatures; one in its sentence is another value's
        return None
    said = [m for m in view.of_kind(MentionKind.TEMPERATURE) if _is_measuring(view, m)]
    said = _without_doubles(view, said)
    paired = _paired(view, link, said)
    if paired is not None:
        return _temperature(paired)
    following = [m for m in said if m.start >= link.value.stop]
    if following and DIRECTLY.fullmatch(view.between(link.value.stop, following[0].start)):
        return _temperature(following[0])
    start, stop = view.clause_of(link.value.start)
    inside = [m for m in said if start <= m.start < stop and not _is_taken(view, m, link)]
    nearest = min(inside, key=lambda m: _gap(m, link), default=None)
    if nearest is not None:
        return _temperature(nearest)
    leading = [m for m in said if _leads(view, m) and m.start < link.value.start]
    leading = leading or _same_temperature(view, said, link) or _brought_to(view, link)
    return _temperature(leading[-1]) if leading else None


def _without_doubles(view: View, said: Sequence[Mention]) -> list[Mention]:
    """`room temperature (300 K)` is one temperature: the number."""
    return [
        mention
        for at, mention in enumerate(said)
        if at + 1 == len(said)
        or mention.value != "room temperature"
        or view.between(mention.stop, said[at + 1].start).strip() not in {"(", "(i.e.", "(ca."}
    ]


def _brought_to(view: View, link: Link) -> list[Mention]:
    """`Heated to 80 °C, A attains a`: where the clause names no other temperature, a sample is measured where
    it was brought to. Sintering, annealing and the like are left behind before a measurement.
    """
    start, _ = view.clause_of(link.value.start)
    opening = min((v.start for v in view.values if v.start >= start), default=link.value.start)
    return [
        m
        for m in view.of_kind(MentionKind.CONDITION, MentionKind.TEMPERATURE)
        if m.quantity is not None
        and m.quantity.dimension is Dimension.TEMPERATURE
        and m.quantity.qualifier is not Qualifier.RANGE
        and start <= m.start < opening
        and BROUGHT.search(view.between(start, m.start))
        and view.between(m.stop, m.stop + 1) == ","
    ]


def _same_temperature(view: View, said: Sequence[Mention], link: Link) -> list[Mention]:
    """`at the same temperature`: the one that the sentence named before these words."""
    words = [m for m in view.of_kind(MentionKind.REFERRING) if m.value == "this temperature"]
    before = [word for word in words if word.start < link.value.start]
    return [m for m in said if m.stop <= before[-1].start] if before else []


def _is_measuring(view: View, mention: Mention) -> bool:
    """Whether a value can be measured at it: one temperature, not the bound of a phase's stability."""
    if mention.value == "process":
        return False
    if mention.quantity is not None and mention.quantity.qualifier is Qualifier.RANGE:
        return False
    said = max((v.stop for v in view.values if v.stop <= mention.start), default=view.start)
    before = view.between(max(said, mention.start - BOUNDING_WINDOW), mention.start)
    return BOUNDING.search(before) is None


def _is_taken(view: View, mention: Mention, link: Link) -> bool:
    """Whether a temperature stands right behind another value, or behind the value with another in between.

    Values of one list share what stands behind it; one in a bracket of its own does not count.
    """
    own = next((run for run in value_runs(view, view.values) if link.value in run), [])
    for value in view.values:
        if value in own or _is_bracketed(view, link, value, mention):
            continue
        if value.stop <= mention.start and DIRECTLY.fullmatch(view.between(value.stop, mention.start)):
            return True
        if link.value.stop <= value.start < mention.start:
            return True
    return False


def _is_bracketed(view: View, link: Link, value: Value, mention: Mention) -> bool:
    opened = "(" in view.between(link.value.stop, value.start)
    return opened and ")" in view.between(value.stop, mention.start)


def _leads(view: View, mention: Mention) -> bool:
    """`At 25 °C, ...` at the start of a sentence, or `room-temperature` as an adjective, holds for all."""
    before = view.between(view.start, mention.start)
    behind = view.between(mention.stop, view.stop)
    return not before.strip() or LEADING.fullmatch(before) is not None or ADJECTIVE.match(behind) is not None


def _paired(view: View, link: Link, said: Sequence[Mention]) -> Mention | None:
    """One value and one temperature each, in lists of one length."""
    values = [value for value in view.values if value.property == link.value.property]
    if len(said) < 2 or len(said) != len(values):
        return None
    return said[values.index(link.value)]


def _gap(mention: Mention, link: Link) -> int:
    return max(mention.start - link.value.stop, link.value.start - mention.stop)


def _temperature(mention: Mention) -> Temperature:
    quantity = mention.quantity
    kelvin = (
        quantity.norm_low if quantity is not None and quantity.dimension is Dimension.TEMPERATURE else None
    )
    return Temperature(kelvin, mention.text)


def find_kind(view: View, link: Link) -> str:
    """`bulk`, `grain_boundary` or `total` where the words before a value say so, or right behind it.

    "The bulk conductivity is a and the activation energy b": a word before another property than the value's
    own says nothing of it. "Bulk and total conductivities are a and b": each value takes its own word.
    """
    start, stop = view.clause_of(link.value.start)
    values = [value for value in view.values if value.property == link.value.property]
    every = [m for m in view.of_kind(MentionKind.KIND) if m.value != "none"]
    if len(values) > 1 and len(every) == len(values) and len({m.value for m in every}) > 1:
        return every[values.index(link.value)].value
    said = [m for m in every if start <= m.start < stop and _tells_kind(view, m, link, values)]
    nearest = min(said, key=lambda m: _gap(m, link), default=None)
    return nearest.value if nearest is not None else ""


def _tells_kind(view: View, mention: Mention, link: Link, values: Sequence[Value]) -> bool:
    """Whether nothing but values of its own list and its own property stands between word and value."""
    if mention.start >= link.value.stop:
        return KIND_BEHIND.fullmatch(view.between(link.value.stop, mention.start)) is not None
    properties = view.of_kind(MentionKind.PROPERTY)
    if sum(mention.start < p.stop and p.start < link.value.start for p in properties) > 1:
        return False
    inner = [value for value in values if mention.stop <= value.start < link.value.start]
    run = next((run for run in value_runs(view, values) if link.value in run), [])
    changed = CHANGED_TO.search(view.between(mention.stop, link.value.start)) is not None
    return changed or all(value in run for value in inner)


def find_origin(view: View, link: Link) -> str:
    """`computed` where the sentence says calculated, predicted, simulated ... of this value, else `measured`.

    A sentence that says both is decided by the last word before the value; one behind it counts where none
    stands
    before and no other value follows. "Calculated and measured energies (a and b)": each takes its own. A
    word inside a bracket says nothing of what stands behind the bracket.
    """
    said = _without_pairs(view, list(view.of_kind(MentionKind.ORIGIN)))
    values = [value for value in view.values if value.property == link.value.property]
    listed = len(values) > 1 and len(said) == len(values) and len({m.value for m in said}) > 1
    if listed and said[-1].stop <= values[0].start:
        return said[values.index(link.value)].value
    if said and all(m.value == "computed" for m in said) and _was_made(view, said[-1].stop, link.value.start):
        return "measured"
    before = [m for m in said if m.stop <= link.value.start and not _in_closed_bracket(view, m, link)]
    if before:
        return before[-1].value
    behind = [m for m in said if m.start >= link.value.stop]
    agreed = behind and comparison_pattern("agree").search(view.between(link.value.stop, behind[0].start))
    if behind and not agreed and not any(value.start > behind[0].start for value in view.values):
        start, stop = view.clause_of(link.value.start)
        return behind[0].value if start <= behind[0].start < stop else "measured"
    return "measured"


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


def find_condition(view: View, link: Link) -> str:
    """Treatment, humidity, phase prefix: the short words of the clause, joined by `; `."""
    start, stop = view.clause_of(link.value.start)
    words = [m.value or m.text for m in view.of_kind(MentionKind.CONDITION) if start <= m.start < stop]
    composition = link.material.composition if link.material is not None else None
    return "; ".join(dict.fromkeys([*(composition.conditions if composition else ()), *words]))


def find_refs(view: View, link: Link, inherited: Sequence[str]) -> tuple[str, ...]:
    """The citation marks that stand with a value: behind it before the next value, else with its material,
    else at the sentence's end; else those of the sentence that introduced the material.

    A mark behind another material of a list belongs to that one.
    """
    values = [value for value in view.values if value.start > link.value.start]
    limit = min((value.start for value in values), default=view.stop)
    others = [m.start for m in view.materials if m.start >= link.value.stop and m is not link.material]
    limit = min([limit, *others])
    behind = [mark for mark in view.citations if link.value.stop <= mark.position <= limit]
    named = _with_material(view, link)
    final = [mark for mark in view.citations if mark.position >= view.stop - 1]
    if _is_compared_later(view, link):
        final = []
    final = [mark for mark in final if not _is_of_others(view, link, mark)]
    for marks in (_before_value(view, link), behind[:1], named, final):
        if marks:
            return _keys(marks)
    own = OWN_WORK.search(view.between(view.start, link.value.start)) is not None
    if view.citations and not link.inherited and not own and not _is_compared_later(view, link):
        last = [mark for mark in view.citations[-1:] if not _is_of_others(view, link, mark)]
        last = [mark for mark in last if not _closes_clause(view, link, mark)]
        return _keys(last)
    return () if own else tuple(inherited)


def _before_value(view: View, link: Link) -> list[CitationMark]:
    """`the values[[63,64]] of 0.8–1.0 eV`: a mark that only a few words without a comma part from its
    value.
    """
    marks = [mark for mark in view.citations if mark.position <= link.value.start]
    if not marks or not LEADS_TO.fullmatch(view.between(marks[-1].position, link.value.start)):
        return []
    before = view.between(view.start, marks[-1].position)
    return marks[-1:] if VALUE_NOUN.search(before) else []


def _is_of_others(view: View, link: Link, mark: CitationMark) -> bool:
    """Whether a mark stands behind `in agreement with earlier reports`: it is not the value's own source."""
    between = view.between(link.value.stop, mark.position)
    return comparison_pattern("agree").search(between) is not None


def _closes_clause(view: View, link: Link, mark: CitationMark) -> bool:
    """Whether a mark belongs to a value of a clause before."""
    start, _ = view.clause_of(link.value.start)
    return mark.position <= start and any(value.stop <= mark.position for value in view.values)


def _is_compared_later(view: View, link: Link) -> bool:
    """Whether a later clause has a value of its own: the mark at the sentence's end is that one's."""
    _, stop = view.clause_of(link.value.start)
    later = [v for v in view.values if v.start >= stop and v.property == link.value.property]
    if not later:
        return False
    opening = view.between(view.clause_of(later[0].start)[0], later[0].start)
    return comparison_pattern("other").match(opening) is not None


def _with_material(view: View, link: Link) -> list[CitationMark]:
    if link.material is None:
        return []
    return [mark for mark in view.citations if link.material.stop <= mark.position <= link.material.stop + 2]


def _keys(marks: Sequence[CitationMark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for mark in marks for key in mark.keys))


def refs_of_material(view: View, material: Material) -> tuple[str, ...]:
    """The marks right behind a material, else those at the end of its sentence."""
    own = [mark for mark in view.citations if material.stop <= mark.position <= material.stop + 2]
    final = [mark for mark in view.citations if mark.position >= view.stop - 1]
    return _keys(own or final)
