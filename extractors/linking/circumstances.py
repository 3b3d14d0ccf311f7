"""What is said around a linked value: temperature, kind, origin, condition, references."""

import re
from collections.abc import Sequence

from extractors.linking.link import Link
from extractors.linking.view import Material, View
from extractors.model.rich import CitationMark
from extractors.model.science import Dimension, Mention, MentionKind
from extractors.model.statement import Temperature

LEADS_TO = re.compile(
    r"\s*(?:of|is|are|was|were|between|which (?:range|vary|lie)s?(?: from| between)?|ranging from|from|:)?\s*"
)
VALUE_NOUN = re.compile(
    r"\b(?:values?|data|results?|reports?|stud(?:y|ies)|works?|conductivit(?:y|ies)|energ(?:y|ies))\s*$",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:synthesi[sz]ed|prepared|fabricated|obtained experimentally|"
    r"experimentally (?:\w+ )?(?:synthesi[sz]ed|verified|confirmed|realized|measured|validated)|measured)\b",
    re.IGNORECASE,
)


def find_temperature(view: View, link: Link) -> Temperature | None:
    """The temperature said for a value: right behind it, else of its clause, else the sentence's only one.

    `10−6 S cm−1 at 500 K`, `room-temperature ionic conductivities of a and b`, `At 25 °C, A shows ...`. In
    a list of
    values with as many temperatures ("a and b at 25 and
    60 °C") each value takes its own.
    """
    said = [m for m in view.of_kind(MentionKind.TEMPERATURE) if m.value != "process"]
    if not said or link.value.property in {"activation_energy", "migration_barrier"}:
        # an activation energy is the slope over many temperatures; one in its sentence is another value's
        return None
    paired = _paired(view, link, said)
    if paired is not None:
        return _temperature(paired)
    following = [m for m in said if m.start >= link.value.stop]
    if following and re.fullmatch(
        r"[\s,(]*(?:measured |obtained )?(?:at|@|,)?\s*", view.between(link.value.stop, following[0].start)
    ):
        return _temperature(following[0])
    start, stop = view.clause_of(link.value.start)
    inside = [m for m in said if start <= m.start < stop]
    nearest = min(inside, key=lambda m: _gap(m, link), default=None)
    if nearest is not None:
        return _temperature(nearest)
    return _temperature(said[0]) if len(said) == 1 else None


def _paired(view: View, link: Link, said: Sequence[Mention]) -> Mention | None:
    """One value and one temperature each, in lists of one length that follow each other."""
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
    """`bulk`, `grain_boundary` or `total` where the clause of the value says so; the nearest word wins.

    "The bulk conductivity is a and the activation energy b": a word before another property than the value's
    own says nothing of it.
    """
    start, stop = view.clause_of(link.value.start)
    properties = list(view.of_kind(MentionKind.PROPERTY))
    said = [
        m
        for m in view.of_kind(MentionKind.KIND)
        if m.value != "none"
        and start <= m.start < stop
        and sum(m.start < p.stop and p.start < link.value.start for p in properties) <= 1
    ]
    nearest = min(said, key=lambda m: _gap(m, link), default=None)
    return nearest.value if nearest is not None else ""


def find_origin(view: View, link: Link) -> str:
    """`computed` where the sentence says calculated, predicted, simulated ... of this value, else `measured`.

    A sentence that says both ("the computed value agrees with the measured 1 mS cm−1") is decided by the
    nearest
    word before the value.
    """
    said = list(view.of_kind(MentionKind.ORIGIN))
    if not said:
        return "measured"
    if all(m.value == "computed" for m in said) and _was_made(view, said[-1].stop, link.value.start):
        return "measured"
    start, stop = view.clause_of(link.value.start)
    inside = [m for m in said if start <= m.start < stop] or said
    before = [m for m in inside if m.stop <= link.value.start]
    return (before[-1] if before else inside[0]).value


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
    own = _with_material(view, link)
    final = [mark for mark in view.citations if mark.position >= view.stop - 1]
    if _is_compared_later(view, link):
        final = []
    for marks in (_before_value(view, link), behind[:1], own, final):
        if marks:
            return _keys(marks)
    if view.citations and not link.inherited and not _is_compared_later(view, link):
        return _keys(view.citations[-1:])
    return tuple(inherited)


def _before_value(view: View, link: Link) -> list[CitationMark]:
    """`the values[[63,64]] of 0.8–1.0 eV`: a mark that only a few words without a comma part from its
    value.
    """
    marks = [mark for mark in view.citations if mark.position <= link.value.start]
    if not marks or not LEADS_TO.fullmatch(view.between(marks[-1].position, link.value.start)):
        return []
    before = view.between(view.start, marks[-1].position)
    return marks[-1:] if VALUE_NOUN.search(before) else []


def _is_compared_later(view: View, link: Link) -> bool:
    """Whether a later clause has a value of its own: the mark at the sentence's end is that one's."""
    _, stop = view.clause_of(link.value.start)
    return any(value.start >= stop and value.property == link.value.property for value in view.values)


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
