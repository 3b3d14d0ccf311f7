"""Temperatures of measuring and of making, told apart by the words around them."""

import re
from collections.abc import Iterable, Iterator

from extractors.model.science import Dimension, Mention, MentionKind, Quantity
from extractors.normalise.quantities import read_quantity
from extractors.normalise.temperature import ROOM, room_temperature

_MAKING = re.compile(
    r"(?:sinter|anneal|calcin|heat(?:ed|ing|[-\s]treat)|melt|synthesi[sz]|prepar|dr(?:ied|ying)|quench|fir(?:ed|ing)\b|hot[-\s]press|press(?:ed|ing)"
    r"|decompos|crystalli[sz]|glass\s+transition|\bT[gmcx]\b|react(?:ed|ion)|deposit|grown|evaporat|solidif|eutectic|liquidus|cooled|kept|held|aged|stable\s+up"
    r"|transition\s+temperature|transforms?|phase\s+transition|milled|dehydrat|vacuum|exotherm|endotherm|thermal\s+stability|stor(?:ed|age))",
    re.IGNORECASE,
)
_MEASURING = re.compile(
    r"(?:conductivit|measured|\bEa\b|activation|S\s?cm|S/cm|σ|cycl|capacity|retention|charg|operat|tested)",
    re.IGNORECASE,
)
_INDEX = re.compile(r"σ_?(?:[a-z]{1,5},\s?)?(?P<index>\d{2,4}\s?(?:°C|K)|RT)(?![A-Za-z])")
"""`σ25°C`, `σRT`, `σ298 K`: the temperature as an index of the symbol."""
_BARE_CELSIUS = re.compile(
    r"\bconductivit\w+ (?:(?!and\b|but\b|\w+s\b)[a-z]+ ){0,2}at (?P<number>\d{2,3})\s?C\b(?![-\s]?rates?)",
    re.IGNORECASE,
)
"""`the conductivity at 25C`: without its ring the unit could be that of a rate, but not here."""
_BEFORE = 60
_AFTER = 24


def find_temperatures(folded: str, quantities: Iterable[tuple[int, int, Quantity]]) -> Iterator[Mention]:
    """TEMPERATURE mentions for temperatures of a statement, CONDITION mentions for those of making.

    The nearest word before decides ("sintered at 550 °C" is making, "conductivity at 550 °C" is not); a word
    of making right after ("550 °C annealing") counts too. CONDITION mentions have the value
    "process temperature" and keep the quantity.
    """
    known = [item for item in quantities if item[2].dimension == Dimension.TEMPERATURE]
    for start, stop, quantity in known:
        text = folded[start:stop]
        if _is_of_making(folded, start, stop):
            yield Mention(MentionKind.CONDITION, start, stop, text, "process temperature", quantity=quantity)
        else:
            yield Mention(
                MentionKind.TEMPERATURE,
                start,
                stop,
                text,
                text,
                quantity=quantity,
                findings=quantity.findings,
            )
    for match in _INDEX.finditer(folded):
        index = read_quantity(match["index"], dimension=Dimension.TEMPERATURE)
        if index:
            text = match["index"]
            yield Mention(MentionKind.TEMPERATURE, *match.span("index"), text, text, quantity=index)
    for match in _BARE_CELSIUS.finditer(folded):
        degrees = read_quantity(f"{match['number']} °C", dimension=Dimension.TEMPERATURE)
        if degrees and not any(start <= match.start("number") < stop for start, stop, _ in known):
            text = folded[match.start("number") : match.end()]
            yield Mention(
                MentionKind.TEMPERATURE, match.start("number"), match.end(), text, text, quantity=degrees
            )
    for match in ROOM.finditer(folded):
        yield Mention(
            MentionKind.TEMPERATURE,
            match.start(),
            match.end(),
            match[0],
            "room temperature",
            quantity=room_temperature(match[0]),
        )


def _is_of_making(folded: str, start: int, stop: int) -> bool:
    before = re.split(r"[.;]\s", folded[max(0, start - _BEFORE) : start])[-1]
    after = re.split(r"[.;,]", folded[stop : stop + _AFTER])[0]
    making = [match.start() for match in _MAKING.finditer(before)]
    measuring = [match.start() for match in _MEASURING.finditer(before)]
    if making and making[-1] > max(measuring, default=-1):
        return True
    return (
        not measuring
        and re.match(
            r"\s*(?:for\s+\d|\w+\s+)?(?:sinter|anneal|calcin|heat|melt|dr(?:ied|ying)|quench)", after
        )
        is not None
    )
