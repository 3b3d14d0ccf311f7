"""A light reading of flat formulas that depends on nothing the extractor uses.

Gold is checked and compared with this grammar, so that a mistake of the extractor's own parser cannot hide
itself: element symbols with optional decimal amounts, and brackets with an optional amount behind them.
"""

import re
from functools import lru_cache

SYMBOLS = frozenset(
    (  # noqa: SIM905 (a table of symbols is read as a table)
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr "
        "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb "
        "Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf "
        "Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og D"
    ).split()
)
"""The 118 symbols of the periodic table and D for deuterium."""

AMOUNT_TOLERANCE = 1e-3
"""Largest difference of two equal amounts; raising it merges neighbouring compositions."""

_TOKEN = re.compile(r"(?P<symbol>[A-Z][a-z]?)|(?P<open>[(\[])|(?P<close>[)\]])")
_AMOUNT = re.compile(r"(?P<over>\d+(?:\.\d+)?)(?:/(?P<under>[1-9]\d*))?")


@lru_cache(maxsize=65536)
def read_formula(formula: str) -> tuple[tuple[str, float], ...] | None:
    """Read a flat formula into sorted (symbol, amount) pairs, or None where it is not one.

    Read: "Li2.73Ho1.09Cl6", "Na1.3Ti1.7Al0.3(PO4)3", "Li2Sc2/3Cl4". Refused: variables ("Li3-xCl6"),
    dashes, spaces, labels ("LLZO"), amounts of zero.
    """
    level: list[dict[str, float]] = [{}]
    position, last = 0, {}
    while position < len(formula):
        token = _TOKEN.match(formula, position)
        if token is None:
            return None
        position = token.end()
        if symbol := token["symbol"]:
            if symbol not in SYMBOLS:
                return None
            last = {symbol: 1.0}
        elif token["open"]:
            level.append({})
            continue
        elif token["close"] and len(level) > 1 and level[-1]:
            last = level.pop()
        else:
            return None
        amount = _AMOUNT.match(formula, position)
        times = float(amount["over"]) / float(amount["under"] or 1) if amount else 1.0
        position = amount.end() if amount else position
        if times == 0:
            return None
        for symbol, count in last.items():
            level[-1][symbol] = level[-1].get(symbol, 0.0) + count * times
    return tuple(sorted(level[0].items())) if len(level) == 1 and level[0] else None


def same_amounts(one: str, other: str) -> bool:
    """Whether two formulas have the same elements in the same amounts, whatever their order and spacing."""
    first, second = read_formula("".join(one.split())), read_formula("".join(other.split()))
    if first is None or second is None or len(first) != len(second):
        return False
    return all(
        a == b and abs(m - n) <= AMOUNT_TOLERANCE for (a, m), (b, n) in zip(first, second, strict=True)
    )
