"""The citation marks that stand with a value."""

import re
from collections.abc import Sequence

from extractors.linking.circumstances import find_origin
from extractors.linking.cues import comparison_pattern
from extractors.linking.lists import Link
from extractors.linking.material import Material
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.rich import CitationMark

LEADS_TO = re.compile(
    r"\s*(?:of|is|are|was|were|between|which (?:range|vary|lie)s?(?: from| between)?|ranging from|from|:)?\s*"
)
VALUE_NOUN = re.compile(
    r"\b(?:values?|data|results?|reports?|stud(?:y|ies)|works?|conductivit(?:y|ies)|energ(?:y|ies))\s*$",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"[\s,(]*(?:(?:at|@)\s*(?:room temperature|RT|[−–-]?\d+(?:\.\d+)?\s*(?:°\s*C|K)))?[\s,)]*"
    r"(?:and|with|together with|as well as)?\s*(?:an?\s+)?(?:\w+\s+)?(?:activation energy|energy|Ea)?\s*"
    r"(?:of|[=≥≤><≈~∼\s]+)?\s*",
    re.IGNORECASE,
)
STRUCTURE = re.compile(r"\b(?:family|prototypes?|structure types?|ICSD[-\s#]*\d+)\W{0,2}$")
"""A mark behind these words is that of a structure."""
OWN_WORK = re.compile(
    r"\b(?:this work|this study|our own|our|ours|here|by us|present (?:study|work)|we)\b(?! group)",
    re.IGNORECASE,
)
OWN_BEHIND = re.compile(r"\s*(?:\w+ )?(?:by us\b|that we (?:find|found|measure|obtain|observe)|in this work)")
SPEAKS = (
    r"\s*,?\s*(?:who|whose|ha[sd]|have|reported?|found|obtained|showed|shown|measured|synthesi\w+|achieved|used|"
    r"demonstrated|developed|prepared|studied|investigated|calculated|predicted|computed|observed|published|gave)\b"
)
AUTHORS = re.compile(
    r"(?P<by>\b(?:by|of|from|to|with|in|than)\s+)?(?:[A-Z][\w'’-]+ )?(?:et al\.?|(?:and )?(?:his |her )?"
    r"(?:co-?workers?|colleagues))[\s,]*$"
)
TWO_AUTHORS = re.compile(
    r"(?P<by>\b(?:by|of|from|to|with|in|than)\s+)?[A-Z][a-zà-ÿ]{2,} and [A-Z][a-zà-ÿ]{2,}\s*$"
)
SAYS = re.compile(SPEAKS)
MEASURED = re.compile(r"\b(?:experiment\w*|measured|observed|literature|laboratory)\b", re.IGNORECASE)
AUTHOR_WINDOW = 60


def find_refs(view: View, link: Link, inherited: Sequence[str]) -> tuple[str, ...]:
    """The citation marks that stand with a value: behind it before the next value, else with its material,
    else at the sentence's end; else those of the sentence that introduced the material.

    A mark behind another material of a list belongs to that one.
    """
    values = _beyond(view, link)
    limit = min((value.start for value in values), default=view.stop)
    others = [m.start for m in view.materials if m.start >= link.value.stop and m is not link.material]
    limit = min([limit, *others])
    behind = [mark for mark in view.citations if link.value.stop <= mark.position <= limit]
    behind = [mark for mark in behind[:1] if not _is_of_others(view, link, mark)]
    named = _with_material(view, link)
    final = [mark for mark in view.citations if mark.position >= view.stop - 1]
    if _is_compared_later(view, link) or _is_measured_later(view, link):
        final = []
    final = [mark for mark in final if not _is_of_others(view, link, mark)]
    spoken = [] if _stands_close(view, behind) else _of_authors(view, link)
    behind = [mark for mark in behind if not _opens_another(view, mark)]
    for marks in (_before_value(view, link), spoken, behind[:1], named, final):
        if marks:
            return _keys(marks)
    own = OWN_WORK.search(view.between(view.start, link.value.start)) is not None
    own = own or OWN_BEHIND.match(view.between(link.value.stop, view.stop)) is not None
    if view.citations and not (
        link.inherited or own or _is_compared_later(view, link) or _is_measured_later(view, link)
    ):
        last = [mark for mark in view.citations[-1:] if not _is_of_others(view, link, mark)]
        last = [mark for mark in last if not _closes_clause(view, link, mark)]
        last = [mark for mark in last if not _in_bracket_of_another(view, link, mark)]
        last = [mark for mark in last if not STRUCTURE.search(view.between(view.start, mark.position))]
        return _keys(last)
    return () if own else tuple(inherited)


def _beyond(view: View, link: Link) -> list[Value]:
    """The values behind a value, without those listed with it ("1 mS cm−1 at 25 °C and 0.3 eV[[4]]")."""
    beyond = [value for value in view.values if value.start > link.value.start]
    stop = link.value.stop
    while beyond and LISTED.fullmatch(view.between(stop, beyond[0].start)):
        stop = beyond.pop(0).stop
    return beyond


def _before_value(view: View, link: Link) -> list[CitationMark]:
    """`the values[[63,64]] of 0.8–1.0 eV`: a mark that only a few words without a comma part from its
    value.
    """
    marks = [mark for mark in view.citations if mark.position <= link.value.start]
    if not marks or not LEADS_TO.fullmatch(view.between(marks[-1].position, link.value.start)):
        return []
    before = view.between(view.start, marks[-1].position)
    return marks[-1:] if VALUE_NOUN.search(before) else []


def _author_words(view: View, mark: CitationMark) -> re.Match[str] | None:
    """The names of authors that stand right before a mark."""
    before = view.between(max(view.start, mark.position - AUTHOR_WINDOW), mark.position)
    two = TWO_AUTHORS.search(before)
    if two and SAYS.match(view.between(mark.position, view.stop)):
        return two
    return AUTHORS.search(before)


def _opens_another(view: View, mark: CitationMark) -> bool:
    """`0.5 mS cm−1 for A, and Park et al. [[18]] found ...`: the mark is that of what they go on to say."""
    words = _author_words(view, mark)
    return words is not None and not words["by"] and bool(SAYS.match(view.between(mark.position, view.stop)))


def _of_authors(view: View, link: Link) -> list[CitationMark]:
    """`Kim et al. [[17]] obtained a for A`: the mark of the authors who report a value."""
    marks = []
    for mark in view.citations:
        words = _author_words(view, mark) if mark.position <= link.value.start else None
        told = any(value.stop <= mark.position for value in view.values)
        own = OWN_WORK.search(view.between(mark.position, link.value.start))
        if words is not None and not own and not (words["by"] and told):
            marks.append(mark)
    return marks[-1:]


def _stands_close(view: View, marks: Sequence[CitationMark]) -> bool:
    """Whether a mark stands behind a value with no authors of its own."""
    return bool(marks) and _author_words(view, marks[0]) is None


def _is_of_others(view: View, link: Link, mark: CitationMark) -> bool:
    """Whether a mark stands behind `in agreement with earlier reports`: it is not the value's own source."""
    between = view.between(link.value.stop, mark.position)
    return comparison_pattern("agree").search(between) is not None


def _in_bracket_of_another(view: View, link: Link, mark: CitationMark) -> bool:
    """`A has a and surpasses B (b [[4]])`: a mark in a bracket belongs to the value in the bracket."""
    opened = view.between(view.start, mark.position).rfind("(")
    if opened < 0 or ")" in view.between(view.start + opened, mark.position):
        return False
    inside = [value for value in view.values if view.start + opened < value.start <= mark.position]
    return bool(inside) and link.value not in inside


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


def _is_measured_later(view: View, link: Link) -> bool:
    """`computed to be a, the measured value being b [[4]]`: the mark at the sentence's end is that of b."""
    later = [v for v in view.values if v.start >= link.value.stop and v.property == link.value.property]
    if not later or find_origin(view, link) != "computed":
        return False
    return MEASURED.search(view.between(link.value.stop, later[-1].start)) is not None


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
