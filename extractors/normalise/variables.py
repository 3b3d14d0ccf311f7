"""What a paper says of the variables of a formula: `(M = Y, Er; x = 0–0.6)`, `x = 0, 0.2`, `0 ≤ x ≤ 0.6`."""

import re
from dataclasses import dataclass

from extractors.normalise.amounts import NUMBER
from extractors.normalise.chars import flatten_scripts, fold_chars
from extractors.normalise.elements import expand_elements
from extractors.normalise.formula import PLACEHOLDERS

_NAME = rf"(?:[xyzwuvabnmδ](?![a-z])|{'|'.join(PLACEHOLDERS)}|B(?=\s*=))"
_FRACTION = rf"{NUMBER}(?:/{NUMBER})?"
_EQUALS = re.compile(
    rf"(?<![A-Za-z])(?P<names>{_NAME}(?:\s*(?:=|,|and)\s*{_NAME})*)\s*[=~≈]\s*(?P<value>[^=;]*?)"
    rf"(?=$|;|\)|,?\s*(?:and\s+)?{_NAME}\s*(?:=|≤|<|~|≈))"
)
_BETWEEN = re.compile(
    rf"(?P<low>[-−–]?{_FRACTION})\s*(?P<op1>[≤<])\s*(?P<name>{_NAME})\s*(?P<op2>[≤<])\s*(?P<high>{_FRACTION})"
)
_BOUND = re.compile(rf"(?<![A-Za-z])(?P<name>{_NAME})\s*(?P<op>[≤<≥>~])\s*(?P<value>{_FRACTION})")
_RANGE = re.compile(rf"(?P<low>{_FRACTION})\s*(?:[-−–]|to|\.\.\.|…)\s*(?P<high>{_FRACTION})")
_LIST = re.compile(rf"{_FRACTION}(?:\s*(?:,|;|and|or|,\s*and|&)\s*{_FRACTION})*")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable and what is printed of it.

    `values`: the numbers (as printed) or elements of a closed list; empty for a range, whose words stand in
    `text` ("0–0.6", "0 ≤ x ≤ 0.6").
    """

    name: str
    values: tuple[str, ...]
    text: str


def read_variables(text: str) -> tuple[Variable, ...]:
    """The variables named in a bracket, a cell or a clause, in printed order."""
    folded = flatten_scripts(fold_chars(text))
    found: dict[str, Variable] = {}
    for match in _BETWEEN.finditer(folded):
        found.setdefault(match["name"], Variable(match["name"], (), match[0]))
    for match in _EQUALS.finditer(folded):
        for name in re.findall(_NAME, match["names"]):
            variable = _read_value(name, match["value"].strip(" ,"))
            if variable:
                found.setdefault(name, variable)
    for match in _BOUND.finditer(folded):
        found.setdefault(match["name"], Variable(match["name"], (), f"{match['op']} {match['value']}"))
    return tuple(found.values())


def _read_value(name: str, text: str) -> Variable | None:
    text = text.lstrip("~≈ ")
    if name in PLACEHOLDERS or name == "B":
        elements = expand_elements(text)
        return Variable(name, elements, text) if elements else None
    ranged = _RANGE.match(text)
    if ranged:
        return Variable(name, (), ranged[0])
    listed = _LIST.match(text)
    if listed:
        return Variable(name, tuple(re.findall(_FRACTION, listed[0])), listed[0].strip())
    return None
