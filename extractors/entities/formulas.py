"""Finds printed formulas in flat text by the elements in them, and reads each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractors.entities.labels import MOLAR
from extractors.model.science import Composition, Mention, MentionKind
from extractors.normalise.amounts import ONE
from extractors.normalise.checks import balances_plainly
from extractors.normalise.composition import leave_open, read_composition, to_material
from extractors.normalise.elements import is_metal
from extractors.normalise.formula import is_complete, read_component
from extractors.normalise.mixtures import split_slash
from extractors.normalise.printed import is_named
from extractors.normalise.tables import read_rows

PACKAGE = "extractors.entities"
_CHUNK = re.compile(
    r"(?<![\w.)\]])"
    r"(?:(?!(?:In|As)\s)[A-Z][a-z]?(?:,\s?[A-Z][a-z]?)*[-– ]"
    r"(?i:(?:co-)?(?:doped|substituted|stabili[sz]ed)) (?=[A-Z]))?"
    r"(?:[([{]*(?:[αβγδεηκθλσ][′″'\"]*|(?:[actomhrg]|nc|mc|gc|am|nano)(?=[-−–][A-Z]))[-−–])?[\[({\d.]*[A-Zx(\[](?:\((?:[A-Z][a-z]?[\d.xyz+−–/-]+,\s)+[A-Z][a-z]?[\d.xyz+−–/-]*\)|[^\s,;=<>≤≥~%×°?!‘’“”|]|(?<=:)\s(?=[\d.]+[A-Z(])|,(?=(?:[A-Z][a-z]?[\dxyz.+−–-]*,)*[A-Z][a-z]?[\dxyz.+−–-]*[)\]]))*"
    r"(?:\s?[+−–-]\s?\d?\.?\d*[xyzδ](?![a-z])[^\s,;=<>≤≥~%×°?!]*)*"
)
_GIVEN = re.compile(
    r",?\s?(?P<open>[\[(])\s?(?:(?:[-−–]?\d[\d.]*\s?[≤<]\s?)?(?:[xyzδn]|M\d?|X|A|B|Ln|RE|R|Me|TM|Ch)\s?(?:=|≤|<|>|≥|~|≈)[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[\])]"
    r"|,?\s(?:where\s|with\s)?(?:M|X|A|Ln|RE|R)\s?=\s?[A-Z][a-z]?(?![\w-])(?:(?:,|,?\s(?:and|or)|\s?[-–−/])\s?[A-Z][a-z]?(?![\w]))*"
    r"|(?:,|\s?\((?=mol|wt|at))?\s?\(?(?:mol|wt|at)\.?\s?%\)?"
)
_SUFFIX = re.compile(r"[-−–](?P<word>[a-z][a-z]+\w*)$")
_SEPARATED = re.compile(r"[A-Z][a-z]?(?:[-−–/][A-Z][a-z]?)+$")
_TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
_DOPED = re.compile(
    r"(?<![\w-])(?P<word>(?P<dopant>(?!(?:In|As)\s)[A-Za-z][A-Za-z\d]*(?:,\s[A-Z][a-z]?)*[-– ])?"
    r"(?i:(?:co-?)?(?:doped|substituted|stabili[sz]ed)|hydrated))[- ]$"
)
_NAMES_DOPANT = re.compile(
    r"(?!(?:un|non|co|as|self|highly|high|low|p|n|the|well)[-–])\w[\w, ]*[-–]", re.IGNORECASE
)
_SHARE_OF_DOPANT = re.compile(r"(?<![\d.–-])\d{1,2}(?:\.\d+)?\s?(?:(?:mol|at|wt)\.?\s?)?%[ -]$")
"""`6.25% Si-doped`: how much of the dopant is part of the name."""
_DOPES = re.compile(
    r"\s(?:(?:co-?)?(?:doped|substituted)|stabili[sz]ed|coated|modified|reinforced|filled)\s"
    r"(?!(?:with|by|in|at|and|or|but|on|onto|using|to|is|was|were|are|as|from|via|through|for|into|samples?)\b)"
)
"""`MgO stabilized crystals`: what doped them is not what is spoken of."""
_WEIGHED = re.compile(r"\s?=\s?\d+(?:\.\d+)?\s?(?:mol|wt|at)\b")
"""`(Sc2O3 + Y2O3 = 8 mol%)`: how much was taken, not what is spoken of."""
_EXCHANGED = re.compile(
    r"\s(?:is|was|are|were)\s(?:\w+ly\s)?(?:replaced|substituted|exchanged)\s(?:by|with|for)\b"
)
_EXCHANGED_FOR = re.compile(r"\b(?:replac|substitut|exchang)\w+\s(?:by|with|for)\s$")
_FILLER = re.compile(r"\s[A-Z][A-Za-z\d]*(?:\s(?:nano)?(?:particles|fillers?|powders?))?(?![\w-])")
_DOPED_AFTER = re.compile(r"\s(?P<word>(?:co-?)?(?:doped|substituted|stabili[sz]ed))\s(?:with|by)\b")
_MODIFIER = re.compile(
    r"(?:co)?(?:doped|substituted|stabili[sz]ed|coated|modified|added|free|rich|poor|deficient|containing)"
)
"""Words that, joined to a formula, make it tell of another material: "Y2O3-stabilized ZrO2"."""
_PLAIN_PAIR = re.compile(r"[A-Z][\w()]*(?:[-–−·][A-Z][\w()]*)+")
_SYSTEM = re.compile(
    r"\s(?:(?:pseudo-?)?(?:binary|ternary|quaternary)\s)?(?:systems?|solid[\s-]solutions?|glass|series|join|phase\s(?:diagram|field))"
)
_SHARE = r"(?P<share>\d{1,2}(?:\.\d+)?)\s?mol\.?\s?%"
_SHARE_BEFORE = re.compile(rf"(?<![\d.]){_SHARE}\s$")
_SHARE_BETWEEN = re.compile(rf"(?P<host>[A-Z]\w*(?:\(\w+\)\w*)*)[-–]{_SHARE}\s(?P<guest>[A-Z]\w*)")
_DEFECT_APART = re.compile(r"\s[dδ](?![\w.–-])")
_REST = re.compile(r"\s(?P<rest>(?:[A-Z][a-z]?(?:\d[\d.]*(?<!\.))?){2,})(?![\w])")
_RAISED_DIGITS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹,–⁻]*")
_MARK = re.compile(r"(?<=[A-Za-z\d)\]])(?:\[\d{1,3}(?:[,–-]\d{1,3})*\]|\(\d{1,3}\))(?=[.,;:]*$)")
"""A citation that was not lifted out: `Li6PS5Cl[12]`."""
_TRAILING = ".,;:'’*†‡"


def find_formulas(text: str) -> Iterator[Mention]:
    """Mentions of compositions in folded text, spans in it, in order.

    Refused: ions, bare elements, words and abbreviations, element systems ("Li-Ta-O-Cl"), structure types
    ("UCl3-type"), gases and solvents. `value` is "electrode" for formulas of data/electrodes.tsv, "binary"
    for compounds of two elements (mostly precursors), "based" for "...-based".
    """
    at = 0
    while match := _CHUNK.search(text, at):
        at = max(match.end(), match.start() + 1)
        if len(match[0]) < 3 or not _TWO_CAPITALS.search(match[0]):
            continue
        for start, stop in _split(match[0]):
            mention = _read(text, match.start() + start, match.start() + stop)
            if mention:
                yield mention
                at = max(at, mention.stop)


def _split(chunk: str) -> tuple[tuple[int, int], ...]:
    whole = "/" not in chunk and "|" not in chunk
    return ((0, len(chunk)),) if whole or is_named(chunk.rstrip(_TRAILING)) else split_slash(chunk)


def _read(text: str, start: int, stop: int) -> Mention | None:
    start, stop = trim_span(text, start, stop)
    # digits raised behind a formula are a citation ("Cl5.33" and reference 103); charges end in a sign
    raised = _RAISED_DIGITS.search(text, start, stop)
    if raised and raised.end() == stop:
        start, stop = trim_span(text, start, raised.start())
    value = ""
    suffix = _SUFFIX.search(text, start, stop)
    if suffix and suffix.end() == stop:
        modifies = _MODIFIER.fullmatch(suffix["word"]) is not None
        if modifies and is_named(text[start : suffix.start()]):
            filler = _FILLER.match(text, stop)
            return _name_whole(text, start, filler.end() if filler else suffix.start())
        if modifies or suffix["word"] in ("type", "like", "structured", "framework"):
            return None
        stop = suffix.start()
        value = "based" if suffix["word"] == "based" else ""
    body = text[start:stop]
    if len(body) < 3 or not _is_candidate(body):
        return None
    whole = read_component(body)
    if whole is not None and whole.coefficient != ONE:
        return None  # one side of a reaction, or the rest of a longer name
    stop = _reach_over_gap(text, start, stop)
    apart = _DEFECT_APART.match(text, stop) if re.search(r"O\d\d?$", body) else None
    if apart:
        # "BaCe0.9Y0.1O3 d": the minus of O3−δ was lost on the way from the page
        stop = apart.end()
    return _read_span(text, start, stop, value)


def _read_span(text: str, start: int, stop: int, value: str) -> Mention | None:
    """The mention of a formula that stands at a span, with what a bracket behind it says, and its dopant."""
    body = text[start:stop]
    given = _GIVEN.match(text, stop)
    if shared := _read_share(text, start, stop):
        start, stop, readings = shared
    elif given and (readings := read_composition(text[start : given.end()])):
        # "(mol%, 0.5 mS cm−1)": the rest of the bracket is said of the material
        closed = text.count("(", start, given.end()) == text.count(")", start, given.end())
        stop = given.end() if closed else stop
    else:
        readings = read_composition(body)
    if not readings or not _is_material(readings[0], body):
        return None
    start, readings = _open_doped(text, start, stop, readings)
    readings = _open_system(text, stop, readings)
    role = value or _rate_role(body, readings[0])
    dissolved = MOLAR.search(text, max(0, start - 8), start)
    if dissolved or _DOPES.match(text, stop) or _WEIGHED.match(text, stop):
        return None
    if role == "binary" and _is_joined(text, start, stop):
        return None
    return Mention(
        MentionKind.COMPOSITION,
        start,
        stop,
        text[start:stop],
        role,
        readings,
        findings=readings[0].findings,
    )


def _is_joined(text: str, start: int, stop: int) -> bool:
    """Whether it is mixed or reacts with another (`Li2S + P2S5`), or one of them takes the other's place."""
    if text.startswith(" + ", stop) or text.endswith(" + ", max(0, start - 3), start):
        return True
    exchanged = _EXCHANGED.match(text, stop) or _EXCHANGED_FOR.search(text, max(0, start - 24), start)
    return exchanged is not None


def _name_whole(text: str, start: int, stop: int) -> Mention:
    """`(PEO)8LiClO4-modified SiO2`: a polymer with its salt and a filler is one name."""
    printed = text[start:stop]
    reading = Composition(printed, to_material(printed), "", sureness=0.8)
    return Mention(MentionKind.COMPOSITION, start, stop, printed, "", (reading,))


def _reach_over_gap(text: str, start: int, stop: int) -> int:
    """A long formula broken at a line's end: a piece without an anion, and the rest after one blank."""
    rest = _REST.match(text, stop)
    component = read_component(text[start:stop])
    if not rest or component is None or is_complete(component) or len(component.symbols) < 2:
        return stop
    whole = read_component(text[start:stop] + rest["rest"])
    symbols = [symbol for symbol, _ in whole.parts] if whole else []
    return rest.end() if whole and is_complete(whole) and len(set(symbols)) == len(symbols) else stop


def _read_share(text: str, start: int, stop: int) -> tuple[int, int, tuple[Composition, ...]] | None:
    """`8 mol% Y2O3–ZrO2`, `ZrO2–8 mol% Y2O3`: the share of one of two compounds, the other is the rest."""
    between = _SHARE_BETWEEN.match(text, start)
    if between:
        share = Decimal(between["share"])
        readings = read_composition(f"{100 - share}{between['host']}-{share}{between['guest']}")
        return (start, between.end(), _name(readings, between[0])) if readings else None
    before = _SHARE_BEFORE.search(text, max(0, start - 16), start)
    pair = re.fullmatch(r"(?P<guest>[A-Z]\w*)[-–](?P<host>[A-Z]\w*)", text[start:stop]) if before else None
    if before is None or pair is None:
        return None
    share = Decimal(before["share"])
    readings = read_composition(f"{share}{pair['guest']}-{100 - share}{pair['host']}")
    return (before.start(), stop, _name(readings, text[before.start() : stop])) if readings else None


def _name(readings: tuple[Composition, ...], printed: str) -> tuple[Composition, ...]:
    return tuple(replace(reading, printed=printed, material=to_material(printed)) for reading in readings)


def _open_doped(
    text: str, start: int, stop: int, readings: tuple[Composition, ...]
) -> tuple[int, tuple[Composition, ...]]:
    """`strontium-doped LaCoO3`, `CeO2 doped with Gd`: what is spoken of is not the composition printed.

    A dopant that is joined by a hyphen belongs to the name, which then starts with it; so do the bare words
    "doped" and "hydrated".
    """
    before = _DOPED.search(text, max(0, start - 40), start)
    doped = before or _DOPED_AFTER.match(text, stop)
    if "dopant" in readings[0].open_variables:
        share = _SHARE_OF_DOPANT.search(text, max(0, start - 16), start)
        return (share.start(), _name(readings, text[share.start() : stop])) if share else (start, readings)
    if not doped or not readings[0].formula or _holds_dopant(readings[0]):
        return start, readings
    opened = leave_open(readings[0], "dopant")
    opened = replace(opened, conditions=(*opened.conditions, doped["word"]))
    start = _reach_dopant(before, start)
    share = _SHARE_OF_DOPANT.search(text, max(0, start - 16), start) if before else None
    start = share.start() if share else start
    opened = replace(opened, printed=text[start:stop], material=to_material(text[start:stop]))
    return start, (opened, *readings)


def _holds_dopant(reading: Composition) -> bool:
    """`the stabilised Bi1.6Er0.4O3`: fractions of two metals show that the dopant is in the formula."""
    shared = [symbol for symbol, amount in reading.elements if is_metal(symbol) and amount % 1]
    return len(shared) > 1


def _reach_dopant(before: re.Match[str] | None, start: int) -> int:
    dopant = before["dopant"] or "" if before else ""
    if before is None or (dopant.endswith(("-", "–")) and not _NAMES_DOPANT.fullmatch(dopant)):
        return start
    return before.start("word") + (len(dopant) if dopant.endswith(" ") else 0)


def _open_system(text: str, stop: int, readings: tuple[Composition, ...]) -> tuple[Composition, ...]:
    """`Li4SiO4–Li3PO4 solid solutions`: end members without amounts name a system, and no sum of one each."""
    plain = readings[0].nominal and readings[0].formula and _PLAIN_PAIR.fullmatch(readings[0].printed)
    if not plain or not _SYSTEM.match(text, stop):
        return readings
    return (leave_open(readings[0], "ratio"), *readings)


def trim_span(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span without punctuation at its ends and without brackets that are not closed in it."""
    if mark := _MARK.search(text, start, stop):
        stop = mark.start()
    changed = True
    while changed and start < stop:
        changed = False
        if text[stop - 1] in _TRAILING or (text[stop - 1] in "-−–/+" and not text[stop - 2].isalnum()):
            stop -= 1
            changed = True
        for opening, closing in ("()", "[]", "{}"):
            inner = text[start:stop]
            if inner.startswith(opening) and inner.endswith(closing) and _encloses(inner):
                start, stop, changed = start + 1, stop - 1, True
                continue
            if inner.count(closing) > inner.count(opening) and inner.endswith(closing):
                stop -= 1
                changed = True
            elif inner.count(opening) > inner.count(closing):
                if inner.startswith(opening):
                    start += 1
                else:
                    stop = start + inner.rfind(opening)
                changed = True
    return start, stop


def _encloses(text: str) -> bool:
    """Whether the bracket at the start is closed by the last one: not in `(Li2S)3(P2S5)`."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return at == len(text) - 1
    return False


def _is_candidate(body: str) -> bool:
    """Whether it is no system of elements ("Li-Ta-O-Cl", "Li–M–X")."""
    return is_named(body) or not _SEPARATED.fullmatch(body)


def _is_material(reading: Composition, body: str) -> bool:
    if body in _skipped() or reading.formula in _skipped():
        return False
    if "composition.amount" in reading.findings:
        return False  # the number of a grant or a sample
    if reading.members and all(_is_polyhedron(member) for member in reading.members):
        return False
    symbols = {symbol for symbol, _ in reading.elements}
    if symbols and not _holds_cation(symbols):
        return False
    if _is_polyhedron(reading.formula):
        return False
    if "D" in symbols and not any(is_metal(symbol) for symbol in symbols):
        return False  # "ID18", "CD36"
    if "SiMe" in body or ({"C", "H"} <= symbols and "B" not in symbols):
        return False
    light = symbols <= {"C", "H", "N", "O", "S", "P", "F", "Cl"} and not symbols >= {"P", "S"}
    if reading.formula and light and "NH4" not in body:
        return False  # organic, a gas or a solvent
    if any(char.isdigit() for char in body) or reading.members or not reading.formula:
        return bool(reading.formula) or _is_open_material(reading, body)
    # "LiSiS", "LiPSO": letters alone are a formula only where the charges are the elements' own
    return len(reading.elements) in (2, 3) and balances_plainly(dict(reading.elements))


def _holds_cation(symbols: set[str]) -> bool:
    """Whether there is a metal, hydrogen of an acid, or a plain pair (P2S5): not in PS3O, B12H12, BH4.

    One element alone is a code, whose zero is no amount (`KW0`).
    """
    if len(symbols) > 1 and any(is_metal(symbol) for symbol in symbols):
        return True
    return len(symbols) > 2 if "H" in symbols else len(symbols) == 2


def _is_polyhedron(formula: str) -> bool:
    """SiO4, TaCl6: two elements whose charges do not add up."""
    readings = read_composition(formula) if formula else ()
    return bool(readings) and len(readings[0].elements) == 2 and "composition.charge" in readings[0].findings


def _is_open_material(reading: Composition, body: str) -> bool:
    """An open family is believed with a true subscript, a variable in lower case, or members."""
    component = read_component(body)
    if component is not None and not is_complete(component) and not reading.conditions:
        return False  # a piece without an anion
    if reading.members or "composition.ocr" in reading.findings or is_named(body) or reading.conditions:
        return True
    lower = any(len(name) == 1 and name.islower() for name in reading.open_variables)
    return lower or any(char.isdigit() for char in body)


def _rate_role(body: str, reading: Composition) -> str:
    if _electrodes().fullmatch(body):
        return "electrode"
    return "binary" if len(reading.elements) == 2 and not reading.nominal else ""


@cache
def _skipped() -> frozenset[str]:
    return frozenset(row["formula"] for row in read_rows("skipped.tsv", PACKAGE))


@cache
def _electrodes() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_rows("electrodes.tsv", PACKAGE)))
