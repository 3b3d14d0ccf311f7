"""Names of samples that no formula stands beside: named in the text, or used as subjects."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.formulas import find_formulas
from extractors.entities.labels import NAMED, is_label, split_names
from extractors.model.document import Passage
from extractors.normalise.chars import fold_chars
from extractors.normalise.elements import is_alkali, load_elements
from extractors.normalise.formula import read_component

_SAMPLE = (
    r"(?:samples?|electrolytes?|composites?|pellets?|membranes?|glass(?:es|-ceramics?)?|ceramics?|powders?|"
    r"compositions?|films?|specimens?|compounds?|solid solutions?|materials?|garnets?)"
)
_SAMPLES = re.compile(rf"\b{_SAMPLE}\b", re.IGNORECASE)
_CODE = (
    r"(?:\d{1,2}[A-Z]{2,}[A-Za-z\d]*|[A-Z][A-Za-z\d.]{0,9}(?:[-–−][A-Za-z\d.]{1,8}){1,2}|[A-Z][A-Za-z]{0,6}\d[A-Za-z\d.]{0,6}"
    r"|(?:Li|Na|L|N)(?=[A-Z]*[a-z])(?:[A-Z][a-z]?){2,5}(?<!ICON))(?<!\.)"
)
_CODE_SHOWS = re.compile(
    rf"(?<![\w.–−-])(?P<code>{_CODE})(?![\w.(\[])(?:\s{_SAMPLE})?\s(?:exhibit|show|display|deliver|possess|demonstrat|achiev|reach|attain|has\b|had\b|have\b"
    r"|reveal|present)\w*\s(?:(?!than|as\b)[\w/+-]+\s){0,14}?conductivit"
)
_OF_CODE = re.compile(
    r"\b(?:(?:conductivit|activation\senerg)(?:y|ies)\s(?:of|for|in)|(?:measured|obtained|observed|found|achieved|reached|recorded)\s(?:for|in|by|with))"
    rf"\s(?:the\s)?(?P<code>{_CODE})(?![\w(\[–−-]|\.\d)"
)
_CODE_HOLDS = re.compile(
    rf"(?<![\w.–−-])(?P<code>{_CODE})\s\((?:σ\s?=\s?)?(?:~|up to )?[\d.]+\s?(?:[×·*]\s?10|[mµ]?S[\s·/]c?m)"
)
"""`LPSI-20Sn (0.35 mS cm−1)`."""
_LETTERS = re.compile(
    r"\b(?P<code>(?=(?:[A-Z][a-z]?){3,6}\b)(?=\w*[a-z])[A-Z]\w+)(?<!ICON)\s"
    r"(?:GSEs?|SSEs?|SEs?|(?:glass|solid|sulfide|oxide|halide)[\s-]electrolytes?|glass(?:es|-ceramics?)?|GCs?)\b"
)
"""`LSiS GSEs`: element letters without amounts, before a word for an electrolyte."""
_SPACE_GROUP = re.compile(r"[PIFRABC][a-z]{0,3}[-–−]?[1-6]\w{0,6}(?:/\w+)?$")
_METHOD = re.compile(
    r"(?:HSE|PBE|DFT|GGA|CR|MP|ICSD|COVID|NMR|Figs?|Tables?|Refs?|Eqs?)[-–−]?\d*\w*$|[A-Z]\d{1,2}$"
)


def find_sample_names(passages: Sequence[Passage]) -> Iterator[str]:
    """Names that the paper gives its samples, or uses as such, without a formula beside them.

    Covered: `samples ... are denoted as LLZO-1100 and LLZO-1150`, `N5Sm exhibited a conductivity`, `the
    conductivity of CPE-10`. Refused: space groups, methods, figures, names without a digit or hyphen.
    """
    for passage in passages:
        folded = fold_chars(passage.text.flat)
        for match in NAMED.finditer(folded):
            if _SAMPLES.search(folded, max(0, match.start() - 160), match.start()):
                yield from (name for name in split_names(match["names"]) if is_label(name) and _is_code(name))
        for pattern in (_CODE_SHOWS, _OF_CODE, _CODE_HOLDS):
            for match in pattern.finditer(folded):
                if is_label(match["code"]) and _is_code(match["code"]):
                    yield match["code"]
        yield from (match["code"] for match in _LETTERS.finditer(folded) if _spells_elements(match["code"]))


def _spells_elements(code: str) -> bool:
    """Whether its pairs of letters are elements, so that no word or method is taken ("PhD", "NaN")."""
    pairs = re.findall(r"[A-Z][a-z]", code)
    return bool(pairs) and all(pair in load_elements() for pair in pairs)


def _is_code(name: str) -> bool:
    if _SPACE_GROUP.match(name) or _METHOD.match(name) or _is_formula(name):
        return False
    if name.isalpha():
        return _spells_elements(name)
    capitals = sum(char.isupper() for char in name)
    return (capitals > 1 and any(char.isdigit() for char in name)) or (
        capitals > 0 and re.search(r"[-–−](?=.*\d)", name) is not None
    )


def _is_formula(name: str) -> bool:
    """Whether it is a formula, or the first part of one (`Li3Y` of `Li3Y(Br3Cl3)`)."""
    component = read_component(name)
    leads = component is not None and not name.isalpha() and is_alkali(component.symbols[0])
    return leads or next(find_formulas(name), None) is not None
