"""Names of samples that no formula stands beside: named in the text, or used as subjects."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from extractors.entities.formulas import find_formulas
from extractors.entities.labels import find_known_labels, find_namings, is_label, split_names
from extractors.model.document import Passage
from extractors.normalise.chars import fold_chars, holds_any
from extractors.normalise.elements import is_alkali, load_elements
from extractors.normalise.formula import read_component

_SAMPLE = (
    r"(?:samples?|electrolytes?|composites?|pellets?|membranes?|glass(?:es|-ceramics?)?|ceramics?|powders?|"
    r"compositions?|films?|specimens?|compounds?|solid solutions?|materials?|garnets?)"
)
_SAMPLES = re.compile(rf"\b{_SAMPLE}\b", re.IGNORECASE)
_TAGGED = (
    r"(?!EDS|EDX|XPS|XAS|NMR|SE|SSE)[A-Z]{2,5}[-–]"
    r"(?:Sc|Y|La|Ce|Pr|Nd|Sm|Eu|Gd|Tb|Dy|Ho|Er|Tm|Yb|Lu|Ti|Zr|Hf|Nb|Ta|Mo|W|Ga|In|Ge|Sb|Bi|Br|Cl)(?!\w)"
)
"""A code that ends in the element that was put in: `ABC-Sm`."""
_PHASE = r"[acot]-[A-Z]{3,5}(?:-[A-Z])?(?<!AFM)(?<!SEI)(?<!CEI)"
"""A prefix of the phase before capitals: `o-NBH`."""
_CODE = (
    r"(?:\d{1,2}[A-Z]{2,}[A-Za-z\d]*|[A-Z][A-Za-z\d.]{0,9}(?:[-–−][A-Za-z\d.]{1,8}){1,2}|[A-Z][A-Za-z]{0,6}\d[A-Za-z\d.]{0,6}"
    r"|(?:Li|Na|K)(?:[xyz]|[\d.]+)?[A-Z]{1,3}[-–](?:[xyz]|[\d.]+)[A-Z]{2,5}"
    rf"|{_TAGGED}|{_PHASE}"
    r"|(?:Li|Na|L|N)(?=[A-Z]*[a-z])(?:[A-Z][a-z]?){2,5}(?<!ICON))(?<!\.)"
)
_ASIDE = r"(?:,\swhich\s(?:[^.;]|\.(?=\d)){1,90}?,|\swith\s(?:[^.;,]|\.(?=\d)){1,40}?)?"
"""What may stand between a code and its verb: `, which holds 5 mol% of W,`, `with 0.2 F per formula unit`."""
_CODE_SHOWS = re.compile(
    rf"(?<![\w.–−-])(?P<code>{_CODE})(?![\w.(\[])\)?{_ASIDE}(?:\s(?:thin\s|thick\s|solid\s)?{_SAMPLE})?(?:\s(?:also|further|then))?\s(?:exhibit|show|display|deliver|possess|demonstrat|achiev|reach|attain|has\b|had\b|have\b"
    r"|reveal|present|yield|provid|offer|attain)\w*\s(?:(?!than|as\b)[\w/+-]+\s){0,14}?(?:conductivit|electrochemical\s(?:stability\s)?window|activation\senerg)"
)
_OF_CODE = re.compile(
    r"\b(?:(?:conductivit|activation\senerg)(?:y|ies)\s(?:of|for|in)|(?:transport|diffusion|migration|conduction|network)\s(?:of|in|through|within)|(?:measured|obtained|observed|found|achieved|reached|recorded|results?|determined|reported|estimated|given|attained)\s(?:for|in|by|with))"
    rf"\s(?:the\s)?(?P<code>{_CODE})(?![\w(\[–−-]|\.\d)"
)
_CODE_HOLDS = re.compile(
    rf"(?<![\w.–−-])(?P<code>{_CODE})\s\((?:σ\s?=\s?)?(?:~|up to )?[\d.]+\s?(?:[×·*]\s?10|[mµ]?S[\s·/]c?m)"
)
"""`LPSI-20Sn (0.35 mS cm−1)`."""
_BESIDE = re.compile(
    rf"\b{_SAMPLE}\s(?:(?:[^.;,()\d]{{1,50}}?\s)?(?:was|is)\s)?(?P<code>{_CODE})(?![\w(\[–−-]|\.\d)"
)
"""`the glass-ceramic LNS-2`; `the best sample in terms of conductivity was LAGP-B5`."""
_LETTERS = re.compile(
    r"\b(?P<code>(?=(?:[A-Z][a-z]?){3,6}\b)(?=\w*[a-z])[A-Z]\w+)(?<!ICON)\s"
    r"(?:GSEs?|SSEs?|SEs?|(?:glass|solid|sulfide|oxide|halide)[\s-]electrolytes?|glass(?:es|-ceramics?)?|GCs?)\b"
)
"""`LSiS GSEs`: element letters without amounts, before a word for an electrolyte."""
_ACRONYM_SHOWS = re.compile(
    r"(?<![\w./–−-])(?P<code>(?!P|ASS|SS|LI[BS]|SOFC|NASI|LISI|AIMD|EIS|GITT|PXRD|OIPC|HAADF|XANES)[A-Z]{4,7})"
    rf"(?:(?<!SE)(?<!PE)\))?(?:\s{_SAMPLE})?\s(?:exhibit|possess|show|display|deliver|demonstrat|achiev|reach|has\b|had\b|have\b)\w*"
    r"\s(?:(?!than|as|no\b)[\w/+-]+\s){0,8}?(?:ionic\s)?conductivit"
)
"""An abbreviation of the authors' own, as the subject of a conductivity."""
_SPACE_GROUP = re.compile(r"[PIFRABC][a-z]{0,3}[-–−]?[1-6]\w{0,6}(?:/\w+)?$")
_KIND = re.compile(r"[-–−](?:type|like|based|rich|poor|free|containing|derived|doped|coated)$")
"""`UCl3-type` names a structure, `Li-rich` a share: neither is a sample."""
_METHOD = re.compile(
    r"(?:HSE|PBE|DFT|GGA|CR|MP|ICSD|COVID|NMR|Figs?|Tables?|Refs?|Eqs?)[-–−]?\d*\w*$|[A-Z]\d{1,2}$"
)

_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){3})[A-Z]{2,7}s?(?:[-–−][A-Z]{1,6}|[-–−][a-z])?")
_NUMBERED = re.compile(
    r"(?P<stem>(?=.*[A-Z].*[A-Z])[A-Z][A-Za-z\d]*[-–−](?:[A-Z]\w*[-–−])?[A-Z]{0,3})\d{1,3}"
)
_NEAR = 80
"""Characters between the word for a sample and the verb that names it, at most."""
_CLASS = re.compile(r"^[ACGHILNQS]{0,3}(?:SE|PE)s?$|(?:SSB|IB|[SC]EI|ASI?CON|FC|IL|COF|MOF)s?$")
"""What an abbreviation of a class of materials or of a device ends in: GPE, SSE, SOFC."""


def find_sample_names(passages: Sequence[Passage]) -> Iterator[str]:
    """Names that the paper gives its samples, or uses as such, without a formula beside them.

    Covered: `samples ... are denoted as LLZO-1100 and LLZO-1150`, `N5Sm exhibited a conductivity`, `the
    conductivity of CPE-10`, `the glass-ceramic LNS-2`, and what differs from one of them in its number alone.
    Refused: space groups, methods, figures, electrodes, names without a digit or hyphen that no verb gives.
    """
    texts = [fold_chars(passage.text.flat) for passage in passages]
    names = {name for folded in texts for name in _find_used(folded)}
    yield from names
    yield from _find_series(texts, names)


def _find_used(folded: str) -> Iterator[str]:
    """Names that one passage gives to samples, or uses as such."""
    yield from _find_named(folded)
    speaks = holds_any(folded, ("conductivit", "electrochemical", "energ"))
    for pattern in (
        (_CODE_SHOWS, _OF_CODE, _CODE_HOLDS, _BESIDE) if speaks else (_OF_CODE, _CODE_HOLDS, _BESIDE)
    ):
        for match in pattern.finditer(folded):
            if is_label(match["code"]) and _is_code(match["code"]):
                yield match["code"]
    for match in _ACRONYM_SHOWS.finditer(folded) if speaks else ():
        if is_label(match["code"]) and next(find_known_labels(match["code"]), None) is None:
            yield match["code"]
    yield from _find_tagged(folded)
    yield from (match["code"] for match in _LETTERS.finditer(folded) if _spells_elements(match["code"]))


def _find_named(folded: str) -> Iterator[str]:
    """Names that a verb gives to samples: codes, and acronyms where the word for the sample is near."""
    for match in find_namings(folded):
        nouns = [noun.end() for noun in _SAMPLES.finditer(folded, max(0, match.start() - 160), match.start())]
        near = bool(nouns) and match.start() - nouns[-1] < _NEAR
        names = split_names(match["names"]) if nouns else []
        yield from (n for n in names if is_label(n) and (_is_code(n) or (near and _is_acronym(n))))


def _find_series(texts: Sequence[str], names: Collection[str]) -> Iterator[str]:
    """Names that differ from a sample's in the number at their end alone: `LAGP-B5` beside `LAGP-B10`."""
    stems = {match["stem"] for name in names if (match := _NUMBERED.fullmatch(name))}
    if not stems:
        return
    words = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))
    for folded in texts:
        for match in re.finditer(rf"(?<![\w.–−-])(?:{words})\d{{1,3}}(?![\w(\[–−-]|\.\d)", folded):
            if match[0] not in names and is_label(match[0]) and _is_code(match[0]):
                yield match[0]


def _find_tagged(folded: str) -> Iterator[str]:
    """Codes of one stem with different elements behind it: `HX-Sm and HX-La`."""
    found = {match[0] for match in re.finditer(rf"(?<![\w.–−-]){_TAGGED}", folded)}
    stems = Counter(re.split("[-–]", code)[0] for code in found)
    yield from sorted(code for code in found if stems[re.split("[-–]", code)[0]] > 1 and is_label(code))


def _spells_elements(code: str) -> bool:
    """Whether its pairs of letters are elements, so that no word or method is taken ("PhD", "NaN")."""
    pairs = re.findall(r"[A-Z][a-z]", code)
    return bool(pairs) and all(pair in load_elements() for pair in pairs)


def _is_code(name: str) -> bool:
    if _KIND.search(name) or any(m.value != "electrolyte" for m in find_known_labels(name)):
        return False
    if _SPACE_GROUP.match(name) or _METHOD.match(name) or _is_formula(name):
        return False
    if name.isalpha():
        return _spells_elements(name)
    if re.fullmatch(rf"{_TAGGED}|{_PHASE}|[A-Z]{{3,5}}[-–][BCFINOPS]", name):
        return True
    capitals = sum(char.isupper() for char in name)
    varied = re.search(r"[a-zA-Z][xyz](?=[A-Z])|[-–][xyz](?=[A-Z])", name) is not None
    return (capitals > 1 and (varied or any(char.isdigit() for char in name))) or (
        capitals > 0 and re.search(r"[-–−](?=.*\d)", name) is not None
    )


def _is_acronym(name: str) -> bool:
    """`VA-LATP`, `FRPC`: a name of capitals that a verb gives to a sample needs no digit."""
    plain = _ACRONYM.fullmatch(name) is not None and _CLASS.search(name) is None
    return plain and not _METHOD.match(name) and not _is_formula(name)


def _is_formula(name: str) -> bool:
    """Whether it is a formula, or the first part of one (`Li3Y` of `Li3Y(Br3Cl3)`)."""
    component = read_component(name)
    leads = component is not None and not name.isalpha() and is_alkali(component.symbols[0])
    return leads or next(find_formulas(name), None) is not None
