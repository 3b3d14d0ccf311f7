"""What a printed material is made of: ranked readings with amounts of elements."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import product

from pymatgen.core.composition import Composition as Matter

from extractors.model.science import Composition
from extractors.normalise.amounts import ONE, number_amount, print_number, read_amount
from extractors.normalise.chars import flatten_scripts, fold_chars
from extractors.normalise.checks import find_amount_doubt, find_charge_doubt, mend_misread
from extractors.normalise.elements import HALOGENS, expand_elements, is_alkali, load_elements
from extractors.normalise.formula import VACANCY, Component, split_choice
from extractors.normalise.mixtures import MOLECULES, Mixture, read_mixtures, split_slash
from extractors.normalise.printed import Printed, is_named, take_apart
from extractors.normalise.variables import Variable

_TRAILING = re.compile(r"^((?:[^()]|\([^()]*\))*),\s+((?:[A-Z][a-z]?|[a-z])\s*=.+)$")
_DOPED = re.compile(
    r"^(?P<dopants>[A-Z][a-z]?(?:\d*[+−]|\d[+−])?(?:\s*(?:,|/|and)\s*[A-Z][a-z]?)*)"
    r"[-– ](?i:(?:co-?)?(?:doped|substituted|stabili[sz]ed))[- ]+(?P<host>.+)$"
)
_ION = re.compile(
    r"(?:[A-Z][a-z]?|[\])])\d*[+−]$|[\])]\d*[+−](?!\s?[\d./]*[xyzwuvabnmδ])|^[A-Z][a-z]?\d?[+−](?!\d|[xyzwuvabnmδ])|[⁺⁻]$"
)
_PIECE = re.compile(r"\d[\d.]*|(?:[A-Z][a-z]?[\d.]*)+")
_DEFECT = re.compile(r"(?<=O)(?P<amount>\d\d?)(?:\s?[-−–]?\s?d|[-−–][αλ]|\sδ)(?![A-Za-z\d])")
_COLONS = re.compile(r"[\d.]+[A-Z][\w()]*(?:\s?:\s?[\d.]+[A-Z][\w()]*)+(?:\s?\(?mol\.?\s?%\)?)?")
"""Shares parted by colons: `40Li2O: 32.5B2O3: 20SiO2: 7.5Li2SO4`."""
_SITE = re.compile(r"\((?:[A-Z][a-z]?[\d.xyzδ+−–/-]*,\s?)+[A-Z][a-z]?[\d.xyzδ+−–/-]*\)")
"""Elements of one site with blanks behind their commas: `(Zr2−x, Nbx)`."""
_SHARE = re.compile(r"(?<=[a-z□])\((\d+/\d+)\)(?=\s?[-−–+±]\s?[\d./]*[xyzδ])")
_MAX_REPEATS = 3
"""An element printed more often in one compound is a row of formulas without blanks between them; but
hydrogen may stand at each atom of a chain.
"""
SURENESS_OF_SYSTEM = 1.0
"""Above that of the sum, which is the second reading of a system without amounts."""
MISSING_SHARE = 15
"""How far shares in per cent may be from 100 (`30Li2S·26B2S3·33LiI`); no formula unit holds so many parts."""
_MAX_MEMBERS = 64
"""Families with more members than this are left open: a list that long is a misreading."""


@lru_cache(maxsize=8192)
def read_composition(text: str) -> tuple[Composition, ...]:
    """The readings of a printed material, best first; () where it is none.

    Covered: decimals, fractions, brackets, hydrates, prefixes of phase and process, variables with
    arithmetic and what a trailing bracket says of them, slashes between elements, mixtures with
    coefficients (summed), mol% and wt%, dopants. Refused: ions, bare elements, words, labels.
    Doubts are codes in `findings`; nothing is corrected.
    """
    folded = fold_chars(text).strip(" .;:,")
    if _ION.search(folded):
        return ()
    body = _unify(flatten_scripts(folded))
    if is_named(body):
        return (Composition(text, to_material(text), "", sureness=0.8),)
    doped = _DOPED.match(body)
    if doped:
        return _read_doped(body, doped)
    printed = take_apart(body)
    readings = _read_all(body, printed) or _read_all(
        body, replace(printed, formula=_close_gaps(printed.formula))
    )
    if readings:
        return _rank(readings)
    return _read_several(body, printed.formula) or _read_misread(body, printed.formula)


def _unify(text: str) -> str:
    """One way of writing for amounts: `O3-d`, `O3 d` and `O4−α` for O3−δ, `La(2/3)−x` for La2/3−x."""
    if _COLONS.fullmatch(text):
        text = re.sub(r"\s?:\s?", "-", text)
    text = _SITE.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    return _SHARE.sub(r"\1", _DEFECT.sub(r"\g<amount>−δ", text))


def substitute(material: Composition | str, variables: Mapping[str, str]) -> tuple[Composition, ...]:
    """The material with values put in for its variables (`{"x": "0.2", "M": "Y"}`); ranked like readings.

    Values that are no number and no element leave the variable open. Variables that the material does not
    have are ignored.
    """
    text = material if isinstance(material, str) else material.printed
    printed = take_apart(_unify(flatten_scripts(fold_chars(text)).strip(" .;:,")))
    merged = {variable.name: variable for variable in printed.variables}
    merged |= {name: Variable(name, (value,), value) for name, value in variables.items()}
    return _rank(_read_all(text, replace(printed, variables=tuple(merged.values()))))


def _read_all(text: str, printed: Printed) -> list[Composition]:
    mixtures = read_mixtures(printed.formula)
    readings = [(mixture, _read_mixture(text, mixture, printed)) for mixture in mixtures]
    found = [(mixture, reading) for mixture, reading in readings if reading]
    systems = [leave_open(reading, "ratio") for mixture, reading in found if _is_system(mixture)]
    return [*systems, *(reading for _, reading in found)]


def leave_open(reading: Composition, what: str) -> Composition:
    """The reading without its formula, `what` being what print does not fix ("ratio", "dopant")."""
    return replace(
        reading,
        formula="",
        elements=(),
        members=(),
        open_variables=(what,),
        findings=(),
        sureness=SURENESS_OF_SYSTEM,
    )


def _is_system(mixture: Mixture) -> bool:
    """`Li2S–P2S5`, `Li2O–B2O3–SiO2`: oxides or sulfides side by side without amounts name a system.

    So do an oxide beside a halide of an alkali metal and another, in which it is dispersed
    (`ZrO2–Li2ZrCl6`), and salts with a former of glasses (`AgI–AgBr–GeSe2`).
    """
    plain = all(component.coefficient == ONE for component in mixture.components)
    pairs = [part.symbols for part in mixture.components if len(part.symbols) == 2 and not part.variables]
    chalcogenides = sum(symbols[1] in ("O", "S", "Se", "N") for symbols in pairs)
    dispersed = any(_is_oxide(part) for part in mixture.components) and any(
        len(part.symbols) > 2 and is_alkali(part.symbols[0]) and part.symbols[-1] in HALOGENS
        for part in mixture.components
    )
    return (
        plain
        and mixture.separator in ("-", "·")
        and (chalcogenides > 1 or dispersed or (chalcogenides == 1 and len(mixture.components) > 2))
    )


def _is_oxide(component: Component) -> bool:
    """Whether it is an oxide that may stay as it is beside a salt: of no alkali metal."""
    return component.symbols[1:] == ("O",) and not is_alkali(component.symbols[0])


def to_material(printed: str) -> str:
    """Flat ASCII dashes as in records; Greek prefixes are kept; `A, M = Y` is written `A (M = Y)`."""
    flat = flatten_scripts(fold_chars(printed)).strip()
    bracketed = _TRAILING.sub(r"\1 (\2)", flat)
    return re.sub(r"[−–]", "-", re.sub(r"\s+", " ", bracketed))


def _close_gaps(formula: str) -> str:
    """`Li2.73 Ho1.09Cl6`: blanks of typesetting taken out where all pieces are letters of one formula."""
    pieces = formula.split()
    if len(pieces) < 2 or not all(_PIECE.fullmatch(piece) for piece in pieces):
        return ""
    symbols = re.findall(r"[A-Z][a-z]?", formula)
    return "".join(pieces) if len(set(symbols)) == len(symbols) else ""


def _rank(readings: Sequence[Composition]) -> tuple[Composition, ...]:
    unique = {(r.formula, r.open_variables, r.nominal): r for r in reversed(readings)}
    return tuple(sorted(unique.values(), key=lambda reading: -reading.sureness))


def _read_mixture(text: str, mixture: Mixture, printed: Printed) -> Composition | None:
    """A composition out of components, variables put in; None where it holds no real element."""
    variables = printed.variables
    singles = {v.name: _as_share(mixture, v.name, v.values[0]) for v in variables if len(v.values) == 1}
    components = tuple(_put_in(component, singles) for component in mixture.components)
    if not _is_plausible(components):
        return None
    scaled = _scale(components, printed.percent)
    open_names = _open_names(scaled)
    used = tuple((v.name, v.values[0]) for v in variables if v.name in singles and _uses(mixture, v.name))
    base = Composition(
        printed=text,
        material=to_material(text),
        formula="",
        variables=used,
        open_variables=open_names,
        members=_read_members(scaled, variables, mixture.separator),
        conditions=printed.conditions,
        nominal=len(components) > 1 and not _is_hydrate(components),
        findings=("composition.weight_percent",) if printed.percent == "wt" else (),
        sureness=_rate(components, mixture.separator),
    )
    if open_names:
        return base
    return _close(base, scaled, mixture.separator)


def _as_share(mixture: Mixture, name: str, value: str) -> str:
    """`x = 6` of `(1−x)A–xB` is per cent: a share above one leaves a negative rest."""
    number, rest = read_amount(flatten_scripts(fold_chars(value))), read_amount(f"1-{name}")
    if number is None or number.value is None or not 1 < number.value < 100:
        return value
    shared = any(component.coefficient == rest for component in mixture.components)
    return f"{float(number.value / 100):g}" if shared else value


def _is_plausible(components: Sequence[Component]) -> bool:
    """Two elements or more, and not a word in capitals that happens to spell elements (NASICON, CO)."""
    symbols = list(dict.fromkeys(s for component in components for s in component.symbols if s != VACANCY))
    real = [symbol for symbol in symbols if all(part in load_elements() for part in split_choice(symbol))]
    if not real or len(symbols) < 2:
        return False
    for component in components:
        counts = Counter(symbol for symbol, _ in component.parts if symbol != "H")
        if any(count > _MAX_REPEATS for count in counts.values()):
            return False
        capitals = all(len(symbol) == 1 for symbol in component.symbols)
        weighed = len(components) > 1 and component.coefficient != ONE and len(component.parts) == 2
        if capitals and not weighed and any(symbol not in load_elements() for symbol in component.symbols):
            return False
        if _begins_as_word(component):
            return False
    if max(len(symbol) for symbol in symbols) > 1:
        return True
    amounts = [amount for component in components for _, amount in component.parts]
    return symbols[0] == "K" or any(amount != ONE for amount in amounts)


def _begins_as_word(component: Component) -> bool:
    """Three capitals without amounts, one of them a placeholder: a sample's name (`NAYZSiP0.1`)."""
    head = component.parts[:3]
    return (
        len(component.parts) > 3
        and all(len(symbol) == 1 and amount == ONE for symbol, amount in head)
        and any(symbol not in load_elements() for symbol, _ in head)
    )


def _close(base: Composition, components: Sequence[Component], separator: str) -> Composition:
    totals = _sum(components)
    ordered = (
        _order(totals, _find_oxo(components))
        if len(components) > 1 and not _is_hydrate(components)
        else list(totals)
    )
    elements = {symbol: float(totals[symbol]) for symbol in ordered if totals[symbol]}
    findings = base.findings + find_amount_doubt(elements.values())
    if findings == base.findings:
        findings += find_charge_doubt([_to_matter(component).get_el_amt_dict() for component in components])
    if separator == ":":
        findings += ("composition.dopant",)
    return replace(
        base,
        formula="".join(
            symbol + ("" if totals[symbol] == 1 else print_number(totals[symbol])) for symbol in elements
        ),
        elements=tuple((symbol, round(amount, 6)) for symbol, amount in elements.items()),
        findings=findings,
        sureness=base.sureness - (0.1 if "composition.charge" in findings else 0),
    )


def _sum(components: Sequence[Component]) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = {}
    for component in components:
        for symbol, amount in component.parts:
            if symbol != VACANCY:
                value = (amount * component.coefficient).value or Fraction(0)
                totals[symbol] = totals.get(symbol, Fraction(0)) + value
    return totals


def _find_oxo(components: Sequence[Component]) -> frozenset[str]:
    """S, Se, Te, N that stand before O in a compound: sulfates and nitrates, where they are no anions."""
    return frozenset(
        symbol
        for component in components
        for symbol in component.symbols
        if symbol in ("N", "S", "Se", "Te") and "O" in component.symbols
    )


def _order(totals: Mapping[str, Fraction], oxo: frozenset[str]) -> list[str]:
    """Summed formulas: alkali metals, other cations, then O and its like, then halogens; each as printed
    first.

    Halogens keep their printed order, so 2NaF-ZrCl4 is Na2ZrF2Cl4 and 2LiCl-GaF3 is Li2GaCl2F3.
    """

    def place(symbol: str) -> int:
        role = load_elements()[symbol].role
        if is_alkali(symbol):
            return 0
        if symbol in oxo:
            return 1
        hydride = role == "hydrogen" and any(other in totals for other in ("B", "C", "N"))
        return {"metal": 1, "other": 1, "hydrogen": 1 if hydride else 3, "anion": 2, "halogen": 4}[role]

    return sorted(totals, key=place)


def _scale(components: Sequence[Component], percent: str) -> tuple[Component, ...]:
    """Coefficients that add up to 100 are percent: of moles, or of weight where print says so."""
    values = [component.coefficient.value for component in components]
    if len(components) < 2 or any(value is None for value in values):
        return tuple(components)
    numbers = [value for value in values if value is not None]
    if not percent and not _are_shares(numbers):
        return tuple(components)
    if percent == "wt":
        closed = all(not _open_names([replace(component, coefficient=ONE)]) for component in components)
        if not closed:
            return tuple(components)
        moles = [number / _weigh(component) for number, component in zip(numbers, components, strict=True)]
        numbers = [round(mole / sum(moles), 4) for mole in moles]
    else:
        numbers = [number / 100 for number in numbers]
    return tuple(replace(c, coefficient=number_amount(n)) for c, n in zip(components, numbers, strict=True))


def _are_shares(numbers: Sequence[Fraction]) -> bool:
    """Per cent without the sign: they add up to 100, or nearly so where authors count what was added."""
    total = sum(numbers, Fraction(0))
    whole = all(number.denominator == 1 for number in numbers)
    return total == 100 or (whole and abs(total - 100) <= MISSING_SHARE)


def _weigh(component: Component) -> Fraction:
    return Fraction(float(_to_matter(replace(component, coefficient=ONE)).weight))


def _to_matter(component: Component) -> Matter:
    """The component as amounts of elements, its coefficient included; closed ones only."""
    return Matter({symbol: float(value) for symbol, value in _sum([component]).items() if value})


def _put_in(component: Component, values: Mapping[str, str]) -> Component:
    numbers: dict[str, Fraction] = {}
    for name, value in values.items():
        amount = read_amount(flatten_scripts(fold_chars(value)))
        if amount is not None and amount.value is not None:
            numbers[name] = amount.value
    elements = {name: value for name, value in values.items() if value in load_elements()}
    return replace(
        component,
        coefficient=component.coefficient.substitute(numbers),
        parts=tuple(
            (elements.get(symbol, symbol), amount.substitute(numbers)) for symbol, amount in component.parts
        ),
    )


def _open_names(components: Sequence[Component]) -> tuple[str, ...]:
    names: list[str] = []
    for component in components:
        amounts = [component.coefficient, *(amount for _, amount in component.parts)]
        names += [
            symbol for symbol in component.symbols if symbol not in load_elements() and symbol != VACANCY
        ]
        names += [name for amount in amounts for name in sorted(amount.variables)]
    return tuple(dict.fromkeys(names))


def _uses(mixture: Mixture, name: str) -> bool:
    return any(name in component.symbols or name in component.variables for component in mixture.components)


def _read_members(
    components: Sequence[Component], variables: Sequence[Variable], separator: str
) -> tuple[str, ...]:
    """Formulas of a family whose every placeholder has a closed list; () where a number is open."""
    lists = {v.name: v.values for v in variables if len(v.values) > 1}
    names = _open_names(components)
    lists |= {name: tuple(name.split("/")) for name in names if "/" in name}
    if not names or any(name not in lists for name in names):
        return ()
    choices = list(product(*(lists[name] for name in names)))
    if len(choices) > _MAX_MEMBERS:
        return ()
    empty = Composition("", "", "")
    put_in = [[_put_in(c, dict(zip(names, choice, strict=True))) for c in components] for choice in choices]
    if any(_open_names(member) for member in put_in):
        return ()  # "Li/SPE/LiCoO2" is a cell: what its slashes part are no elements
    return tuple(_close(empty, member, separator).formula for member in put_in)


def _is_hydrate(components: Sequence[Component]) -> bool:
    return len(components) == 2 and components[1].symbols in MOLECULES


def _rate(components: Sequence[Component], separator: str) -> float:
    if len(components) == 1:
        return 0.9 if any(component.variables for component in components) else 1.0
    return 0.7 if separator == "+" else 0.95


def _read_doped(text: str, doped: re.Match[str]) -> tuple[Composition, ...]:
    """`Ta-doped LLZO`: the host is not the composition, and how much went in is not said.

    Unless it is in the formula: `Ta-doped Li6.4La3Zr1.4Ta0.6O12`.
    """
    host = read_composition(doped["host"])
    dopants = expand_elements(re.sub(r"\d*[+−]", "", doped["dopants"]))
    if dopants is None:
        return ()
    condition = f"{', '.join(dopants)}-doped"
    if host and set(dopants) <= set(re.findall(r"[A-Z][a-z]?", doped["host"])):
        return tuple(replace(reading, conditions=(condition, *reading.conditions)) for reading in host)
    conditions = (condition, *(host[0].conditions if host else ()))
    material = to_material(text)
    return (Composition(text, material, "", conditions=conditions, open_variables=("dopant",), sureness=0.6),)


def _read_several(printed: str, body: str) -> tuple[Composition, ...]:
    """`Li3YCl6/Li3YBr6`: materials side by side are members of one mention, and no composition of it."""
    spans = split_slash(body)
    members = [read_composition(body[start:stop]) for start, stop in spans] if len(spans) > 1 else []
    if not members or not all(readings and readings[0].formula for readings in members):
        return ()
    formulas = tuple(readings[0].formula for readings in members)
    return (Composition(printed, to_material(printed), "", members=formulas, sureness=0.8),)


def _read_misread(printed: str, body: str) -> tuple[Composition, ...]:
    """A scan's letters for digits: the material stays open, the mended formula comes as a doubtful second."""
    mended = mend_misread(body)
    if mended == body or not re.match(r"[\[({]?[A-Z]", body):
        return ()
    readings = [r for r in read_composition(mended) if r.formula and len(r.elements) > 2]
    if not readings:
        return ()
    doubt = Composition(printed, to_material(printed), "", findings=("composition.ocr",), sureness=0.4)
    guess = replace(
        readings[0],
        printed=printed,
        material=to_material(printed),
        findings=("composition.ocr", *readings[0].findings),
        sureness=0.3,
    )
    return (doubt, guess)
