"""Takes a printed material apart: the formula itself, and what stands around it."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.normalise.prefixes import split_prefix
from extractors.normalise.tables import read_rows
from extractors.normalise.variables import Variable, read_variables

_PERCENT = re.compile(r"\s*\(?(?:in\s+)?(?P<kind>mol|wt|at|mole|weight)\.?\s*[-.]?\s*%\)?", re.IGNORECASE)
_GIVEN = re.compile(
    r"\s*[\[(](?P<inside>[^()\[\]]*(?:=|≤|<|>|~|≈)[^()\[\]]*)[\])]?\s*$"
    r"|,?\s+(?:where\s+|with\s+)?(?=(?:[xyzMXAR]|Ln|RE)\s*=)(?P<after>.*)$"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """The formula's letters, what a bracket behind says of its variables, mol% or wt%, and its prefixes."""

    formula: str
    variables: tuple[Variable, ...]
    percent: str
    conditions: tuple[str, ...]


def take_apart(text: str) -> Printed:
    """`BM-75Li2S–25P2S5 (mol%)`, `Li3−xErxCl6 (x = 0.2)`; `text` is folded, scripts on the line."""
    body, variables = _lift_variables(text)
    body, percent = _lift_percent(body)
    conditions, body = split_prefix(body)
    return Printed(_strip_brackets(body), variables, percent, conditions)


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_rows("names.tsv")))


def is_named(text: str) -> bool:
    """Whether the whole string is a name that only looks like a formula (`Na-β-Al2O3`)."""
    return _names().fullmatch(text) is not None


def _lift_variables(text: str) -> tuple[str, tuple[Variable, ...]]:
    match = _GIVEN.search(text)
    if not match:
        return text, ()
    variables = read_variables(match["inside"] or match["after"])
    return (text[: match.start()].strip(), variables) if variables else (text, ())


def _lift_percent(text: str) -> tuple[str, str]:
    match = _PERCENT.search(text)
    if not match:
        return text, ""
    kind = "wt" if match["kind"].lower().startswith("w") else "mol"
    return (text[: match.start()] + text[match.end() :]).strip(), kind


def _strip_brackets(text: str) -> str:
    if len(text) > 2 and text[0] in "([{" and text[-1] == {"(": ")", "[": "]", "{": "}"}[text[0]]:
        inner = text[1:-1]
        if not re.search(r"[()\[\]{}]", inner):
            return inner
    return text
