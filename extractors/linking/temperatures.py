"""The temperature that is said for a value."""

import re
from collections.abc import Sequence

from extractors.linking.cues import Role
from extractors.linking.lists import Link, gap_between, value_runs
from extractors.linking.nearby import BOUNDING_WINDOW, MADE_AT, ROOM_KELVIN, find_nearby, points_back
from extractors.linking.said import Value
from extractors.linking.view import View
from extractors.model.science import Dimension, Mention, MentionKind, Qualifier
from extractors.model.statement import Temperature

DIRECTLY = re.compile(r"[\s,(]*(?:measured |obtained |reached )?(?:at|@|,)?\s*(?:about |around |~|∼)?")
BOUNDING = re.compile(
    r"\b(?:above|below|beyond|over|up to|until)\s+(?:about |around |~)?$|"
    r"\b(?:transition\w*|melt\w*|decompos\w*|stable|loses?|lost|convert\w*|transform\w*|"
    r"crystalli[sz]\w*|undergo\w*|dehydrat\w*)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
CHANGES_BEHIND = re.compile(
    r"\s+(?:decompos|melts?|melted|transform|crystalli[sz]|destroy|convert)", re.IGNORECASE
)
OF_CONDUCTIVITY = re.compile(
    r"\bconductivit\w+(?: values?)?(?:\s+(?:of|for|in)\s+[^,;]{1,60}?)?\s+"
    r"(?:measured |found )?(?:at|near)\s*$",
    re.IGNORECASE,
)
""""The conductivity of A at 25 °C rises from a to b": holds for all values of the sentence."""
BROUGHT = re.compile(
    r"(?:^\W*|\b(?:when|if|once|upon|on|by|and) (?:it (?:is|was) )?)"
    r"(?:heat|cool|warm)(?:ed|ing)(?: down| up)? (?:from [^,]{1,12} )?to "
    r"(?:about |~)?$",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(r"\s*(?:[\w-]+\s+){0,2}(?:conductivit|value|σ)")
SYMBOL = re.compile(
    r"σ\s*\w{0,6}?[\s_,(]*(?P<index>(?P<room>RT|r\.?t\.?)|(?P<number>\d{2,4}(?:\.\d+)?)\s*(?P<unit>K|°\s*C))\)?"
    r"\s*[=≈~∼:]?\s*[=≈~∼]?\s*(?:about |ca\.? )?$"
)
BARE_INDEX = re.compile(r"σ_?(?P<index>2[05]|30|29[358]|30[03])\s*(?:[=≈~∼]|of|is|was)\s*[≈~∼]?\s*$")
""""σ25 = 2 mS cm−1", "σ298 = ...": an index below 100 counts in °C."""
SYMBOL_WINDOW = 24
HIGHEST_CELSIUS = 100
ZERO_CELSIUS = 273.15
LEADING = re.compile(
    r"(?:[^:;]*[:;])?\s*(?:\w+,?\s+)?(?:already |even |only )?(?:at|@|near|around)\s+(?:about )?",
    re.IGNORECASE,
)
SAME_AGAIN = re.compile(r",?\s*\(?(?:i\.e\.,?|ca\.|that is,?|of)?\s*(?:about |~|∼)?")
MADE_FOR = re.compile(r"\s*for\s+(?:about |another )?[\d.]+\s?(?:h|hours?|min|minutes|d|days?)\b")
""""After 275 °C for 12 h": how a sample was made."""
FOR_ALL = re.compile(
    r"\b(?:all|both|each)(?: (?:of (?:these|them|which)|values?|data|measurements?))?\s+"
    r"(?:(?:were |was )?(?:measured |determined |given |taken ))?at\s*$",
    re.IGNORECASE,
)
""""A has 1 mS cm−1, B 2 mS cm−1, all of these at 25 °C"."""
BOUNDS = (Qualifier.LESS, Qualifier.MORE, Qualifier.AT_MOST)


def find_temperature(view: View, link: Link) -> Temperature | None:
    """The temperature said for a value: right behind it, else before it in its clause, else before all
    clauses.

    `10−6 S cm−1 at 500 K`, `room-temperature ionic conductivities of a and b`, `At 25 °C, A shows ...`. In
    lists of
    one length ("a and b at 25 and 60 °C") each value takes its own. Refused: temperatures of a transition or
    stability ("above 300 °C", "from 730 to 825 °C"), of another clause, and ranges of simulation runs.
    """
    if link.value.property != "ionic_conductivity":
        return _of_another_property(view, link)
    return _of_index(view, link) or _of_sentence(view, link) or find_nearby(view, link)


def _of_another_property(view: View, link: Link) -> Temperature | None:
    """What stands right behind an energy or a potential: an activation energy is the slope over many
    temperatures, and one in its sentence is that of a conductivity.
    """
    if any(value.property == "ionic_conductivity" for value in view.values):
        return None
    said = [m for m in view.of_kind(MentionKind.TEMPERATURE) if m.start >= link.value.stop][:1]
    direct = [m for m in said if DIRECTLY.fullmatch(_without_name(view, link, link.value.stop, m.start))]
    direct = [m for m in direct if m.quantity is None or m.quantity.qualifier is not Qualifier.RANGE]
    return _temperature(direct[0]) if direct else None


def _of_index(view: View, link: Link) -> Temperature | None:
    """The temperature that stands as an index of the symbol: `σRT = ...`, `σ(300 K) = ...`, `σ25 = ...`."""
    before = view.between(max(view.start, link.value.start - SYMBOL_WINDOW), link.value.start)
    symbol, bare = SYMBOL.search(before), BARE_INDEX.search(before)
    if symbol:
        return _of_symbol(symbol)
    if bare is None:
        return None
    number = float(bare["index"])
    return Temperature(number if number > HIGHEST_CELSIUS else number + ZERO_CELSIUS, bare["index"])


def _of_sentence(view: View, link: Link) -> Temperature | None:
    """What the sentence says of a conductivity: behind it, in its clause, in front of all clauses."""
    said = [m for m in view.of_kind(MentionKind.TEMPERATURE) if _is_measuring(view, m)]
    said = _without_doubles(view, said)
    from_on = [m for m in view.of_kind(MentionKind.TEMPERATURE) if _begins_at(view, link, m)]
    if from_on:
        return _temperature(from_on[0])
    said = [m for m in said if m.quantity is None or m.quantity.qualifier not in BOUNDS]
    plain = _paired(view, link, said) or _behind(view, link, said)
    if plain is not None:
        return _temperature(plain)
    start, stop = view.clause_of(link.value.start)
    inside = [m for m in said if start <= m.start < stop and not _is_taken(view, m, link)]
    nearest = _of_noun(view, inside, link) or min(inside, key=lambda m: gap_between(m, link), default=None)
    if nearest is not None:
        return _temperature(nearest)
    leading = [m for m in said if _leads(view, m) and m.start < link.value.start]
    if _is_compared(view, link):
        # "its room-temperature conductivity is a, higher than that of B (b)": at which b was measured is open
        leading = [m for m in leading if not ADJECTIVE.match(view.between(m.stop, view.stop))]
    leading = leading or _same_temperature(view, said, link) or _brought_to(view, link)
    leading = leading or [m for m in said if FOR_ALL.search(view.between(view.start, m.start))]
    return _temperature(leading[-1]) if leading else None


def _behind(view: View, link: Link, said: Sequence[Mention]) -> Mention | None:
    """The temperature right behind a value."""
    following = [m for m in said if m.start >= link.value.stop][:1]
    direct = [m for m in following if DIRECTLY.fullmatch(view.between(link.value.stop, m.start))]
    return direct[0] if direct else None


FOR_NAME = re.compile(r"\s*(?:for|in|of) (?:the )?(?:[a-z]+ )?$")


def _without_name(view: View, link: Link, start: int, stop: int) -> str:
    """What stands between, without `for A`."""
    material = link.material
    if material is None or not start <= material.start < material.stop <= stop:
        return view.between(start, stop)
    named = FOR_NAME.fullmatch(view.between(start, material.start)) is not None
    return view.between(material.stop if named else start, stop)


def _of_noun(view: View, said: Sequence[Mention], link: Link) -> Mention | None:
    """`The highest room-temperature conductivity of a is obtained at 500 °C`: the adjective tells how it was
    measured, the other temperature how the sample was made.
    """
    same = [value.start for value in view.values if value.property == link.value.property]
    before = [
        m
        for m in said
        if m.stop <= link.value.start
        and ADJECTIVE.match(view.between(m.stop, link.value.start))
        and not any(m.stop <= start < link.value.start for start in same)
    ]
    return before[-1] if before else None


def _of_symbol(match: re.Match[str]) -> Temperature:
    """`RT`, `300 K` or `25 °C` of an index."""
    if match["room"]:
        return Temperature(ROOM_KELVIN, match["room"])
    number = float(match["number"])
    return Temperature(number if match["unit"] == "K" else number + ZERO_CELSIUS, match["index"])


def _without_doubles(view: View, said: Sequence[Mention]) -> list[Mention]:
    """`room temperature (300 K)`, `room temperature of 27 °C` is one temperature: the number."""
    return [
        mention
        for at, mention in enumerate(said)
        if at + 1 == len(said)
        or mention.value != "room temperature"
        or SAME_AGAIN.fullmatch(view.between(mention.stop, said[at + 1].start)) is None
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
    words = points_back(view, link)
    return [m for m in said if m.stop <= words.start] if words is not None else []


MADE_BEHIND = re.compile(r"\s+(?:anneal|sinter|melt|heat|calcin|it\b)", re.IGNORECASE)


def _begins_at(view: View, link: Link, mention: Mention) -> bool:
    """`conducts at 1 S cm−1 above 147 °C`: right behind a value, the temperature from which it has it."""
    more = mention.quantity is not None and mention.quantity.qualifier in (Qualifier.MORE, Qualifier.AT_LEAST)
    behind = mention.start >= link.value.stop
    made = MADE_BEHIND.match(view.between(mention.stop, view.stop))
    return more and behind and made is None and not view.between(link.value.stop, mention.start).strip()


def _is_measuring(view: View, mention: Mention) -> bool:
    """Whether a value can be measured at it: one temperature, not the bound of a phase's stability."""
    if mention.value == "process":
        return False
    if mention.quantity is not None and mention.quantity.qualifier is Qualifier.RANGE:
        return False
    said = max((v.stop for v in view.values if v.stop <= mention.start), default=view.start)
    before = view.between(max(said, mention.start - BOUNDING_WINDOW), mention.start)
    if FOR_ALL.search(before):
        return True
    behind = view.between(mention.stop, view.stop)
    made = mention.value != "room temperature" and (
        MADE_AT.search(before) is not None or MADE_FOR.match(behind) is not None
    )
    return not made and BOUNDING.search(before) is None and CHANGES_BEHIND.match(behind) is None


def _is_taken(view: View, mention: Mention, link: Link) -> bool:
    """Whether a temperature stands right behind another value, or behind the value with another in between.

    Values of one list share what stands behind it; one in a bracket of its own does not count.
    """
    own = next((run for run in value_runs(view, view.values, named=True) if link.value in run), [])
    for value in view.values:
        # an activation energy has no temperature, so one behind it is the conductivity's
        if value in own or value.property != link.value.property or _is_bracketed(view, link, value, mention):
            continue
        if _is_coordinated(view, link.value, value, mention):
            continue
        if value.stop <= mention.start and DIRECTLY.fullmatch(view.between(value.stop, mention.start)):
            return True
        if link.value.stop <= value.start < mention.start:
            return True
    return False


ANOTHER_STATE = re.compile(
    r"[;:→]|\b(?:is|are|was|were|has|had|have|being|conducts?|gives?|shows?|exhibits?|increas\w*|decreas\w*|ris\w+|"
    r"rose|reach\w*|attain\w*|improv\w*|drop\w*|fall\w*|fell|chang\w*|exceed\w*|amount\w*|up|down|to|from|even|only|"
    r"after|before|when|upon|if|while|whereas|but|than|that|which|whose|compared|against|by|without)\b",
    re.IGNORECASE,
)


POINTS = re.compile(r"\b(?:former|latter|x|y)\b")


def _is_coordinated(view: View, one: Value, other: Value, mention: Mention) -> bool:
    """`a in total and a bulk conductivity of b at 25 °C`: without a verb, a change or a name between them,
    two values share the only temperature, which stands right behind the second.
    """
    said = [m for m in view.of_kind(MentionKind.TEMPERATURE) if m.value != "process"]
    between = view.between(one.stop, other.start)
    direct = DIRECTLY.fullmatch(view.between(other.stop, mention.start)) is not None
    named = any(one.stop <= m.start < other.start for m in view.materials) or POINTS.search(between)
    return (
        len(said) == 1 and one.stop <= other.start and direct and not (named or ANOTHER_STATE.search(between))
    )


def _is_bracketed(view: View, link: Link, value: Value, mention: Mention) -> bool:
    opened = "(" in view.between(link.value.stop, value.start)
    return opened and ")" in view.between(value.stop, mention.start)


def _is_compared(view: View, link: Link) -> bool:
    """Whether a value is that of a material which the sentence only compares with."""
    return link.material is not None and link.material in view.materials and link.material.role < Role.WEAK


def _leads(view: View, mention: Mention) -> bool:
    """`At 25 °C, ...` at the start of a sentence, or `room-temperature` as an adjective, holds for all."""
    before = view.between(view.start, mention.start)
    behind = view.between(mention.stop, view.stop)
    if OF_CONDUCTIVITY.search(before) and all(mention.stop <= value.start for value in view.values):
        return True
    return not before.strip() or LEADING.fullmatch(before) is not None or ADJECTIVE.match(behind) is not None


def _paired(view: View, link: Link, said: Sequence[Mention]) -> Mention | None:
    """One value and one temperature each, in lists of one length."""
    values = [value for value in view.values if value.property == link.value.property]
    if len(said) < 2 or len(said) != len(values):
        return None
    before = said[-1].stop <= values[0].start
    behind = said[0].start >= values[-1].stop
    by_turns = all(value.start < mention.start for value, mention in zip(values, said, strict=True)) or all(
        mention.start < value.start for value, mention in zip(values, said, strict=True)
    )
    return said[values.index(link.value)] if before or behind or by_turns else None


def _temperature(mention: Mention) -> Temperature:
    quantity = mention.quantity
    kelvin = (
        quantity.norm_low if quantity is not None and quantity.dimension is Dimension.TEMPERATURE else None
    )
    return Temperature(kelvin, mention.text)
