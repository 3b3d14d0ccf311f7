"""Accuracy of normalise on the case banks, per split, with peers on the same strings.

    python benchmarks/normalise.py [--errors develop]

Peers: pymatgen's own formula reader on formulas, quantulum3 (where installed) on quantities. Rows of the
split `evaluate` are counted and never printed, so that rules stay written on `develop` alone.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
sys.path.insert(0, str(CASES.parent.parent))

from extractors.model.science import Quantity  # noqa: E402
from extractors.normalise.composition import read_composition, substitute  # noqa: E402
from extractors.normalise.quantities import find_quantities, read_quantity  # noqa: E402

Row = dict[str, str]
TOLERANCE = 2e-3


def read_cases(name: str) -> Iterator[Row]:
    lines = [
        line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


def parse_amounts(formula: str) -> list[tuple[str, float]]:
    found = re.findall(r"([A-Z][a-z]?)((?:\d+(?:\.\d+)?(?:/\d+)?)?)", formula)
    return [(symbol, _to_float(amount)) for symbol, amount in found]


def _to_float(amount: str) -> float:
    if not amount:
        return 1.0
    top, _, bottom = amount.partition("/")
    return float(top) / float(bottom or 1)


def same_formula(got: str, expected: str) -> bool:
    """Same elements in the same order, amounts within rounding."""
    left, right = parse_amounts(got), parse_amounts(expected)
    return [s for s, _ in left] == [s for s, _ in right] and all(
        abs(a - b) <= TOLERANCE for (_, a), (_, b) in zip(left, right, strict=True)
    )


def is_formula_right(row: Row) -> bool:
    """Whether our first reading is what the row expects: formula, open names, members, findings."""
    given = dict(pair.split("=") for pair in row["given"].split(";") if pair)
    readings = substitute(row["text"], given) if given else read_composition(row["text"])
    if row["kind"] == "none":
        return not readings
    if not readings:
        return False
    best = readings[0]
    members = row["members"].split()
    return (
        bool(best.formula) == bool(row["formula"])
        and (not row["formula"] or same_formula(best.formula, row["formula"]))
        and (not row["open"] or set(best.open_variables) == set(row["open"].split()))
        and len(best.members) == len(members)
        and all(same_formula(a, b) for a, b in zip(best.members, members, strict=True))
        and set(row["findings"].split()) <= set(best.findings)
    )


def is_formula_right_by_pymatgen(row: Row) -> bool:
    from pymatgen.core import Composition

    if row["given"]:
        return False
    try:
        amounts = Composition(row["text"].replace("−", "-")).get_el_amt_dict()
    except (ValueError, KeyError, IndexError, TypeError):
        return row["kind"] == "none"
    if row["kind"] != "composition":
        return False
    expected = dict(parse_amounts(row["formula"]))
    return amounts.keys() == expected.keys() and all(
        abs(amounts[s] - a) <= TOLERANCE for s, a in expected.items()
    )


def is_quantity_right(row: Row) -> bool:
    if row["head"]:
        quantity = read_quantity(row["text"], unit=row["head"])
        found = [quantity] if quantity else []
    else:
        found = [quantity for _, _, quantity in find_quantities(row["text"])]
    return print_quantities(found) == row["expected"] or same_quantities(found, row["expected"])


def print_quantities(found: list[Quantity]) -> str:
    return " | ".join(
        f"{q.qualifier} {_print(q.norm_low)} {_print(q.norm_high)} {q.norm_unit or '-'}".strip()
        + ("".join(f" !{finding}" for finding in q.findings))
        for q in found
    )


def same_quantities(found: list[Quantity], expected: str) -> bool:
    wanted = [part for part in expected.split(" | ") if part]
    if len(found) != len(wanted):
        return False
    return all(_same(q, part) for q, part in zip(found, wanted, strict=True))


def _same(quantity: Quantity, expected: str) -> bool:
    words = expected.split(" ")
    findings = [word[1:] for word in words if word.startswith("!")]
    qualifier, low, high, *unit = [word for word in words if not word.startswith("!")]
    return (
        quantity.qualifier.value == qualifier
        and _near(quantity.norm_low, low)
        and _near(quantity.norm_high, high)
        and (quantity.norm_unit or "-") == " ".join(unit)
        and set(findings) <= set(quantity.findings)
        and bool(findings) == bool(quantity.findings)
    )


def _near(got: float | None, expected: str) -> bool:
    if expected == "-" or got is None:
        return expected == "-" and got is None
    return abs(got - float(expected)) <= 1e-4 * abs(float(expected)) + 1e-30


def _print(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def is_quantity_right_by_quantulum(row: Row) -> bool:
    """Lenient: as many values as expected, and each number right in one of the usual scales."""
    from quantulum3 import parser

    if row["head"]:
        return False
    try:
        found = [q for q in parser.parse(row["text"]) if q.unit.name != "dimensionless"]
    except Exception:  # noqa: BLE001 - a peer may fail in any way; that is its answer
        return False
    wanted = [part for part in row["expected"].split(" | ") if part]
    if len(found) != len(wanted):
        return False
    return all(_quantulum_same(q, part) for q, part in zip(found, wanted, strict=True))


def _quantulum_same(quantity: Any, expected: str) -> bool:
    words = [word for word in expected.split(" ") if not word.startswith("!")]
    value = next((float(word) for word in words[1:3] if word != "-"), None)
    if value is None:
        return False
    scales = {"S/cm": (1, 1e-3, 1e-6, 1e-2), "eV": (1, 1e-3, 0.0103643, 0.0433641), "MPa": (1, 1e3, 0.1)}
    candidates = [quantity.value * scale for scale in scales.get(words[3] if len(words) > 3 else "", (1,))]
    if words[-1] == "K":
        candidates.append(quantity.value + 273.15)
    return any(abs(candidate - value) <= 1e-4 * abs(value) for candidate in candidates)


def score(name: str, judge: Callable[[Row], bool]) -> dict[str, tuple[int, int]]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in read_cases(name):
        total[row["split"]] += 1
        right[row["split"]] += judge(row)
    return {split: (right[split], total[split]) for split in sorted(total)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print the rows of develop that fail")
    arguments = parser.parse_args()
    judges: list[tuple[str, str, Callable[[Row], bool]]] = [
        ("formulas.tsv", "ionlit", is_formula_right),
        ("formulas.tsv", "pymatgen", is_formula_right_by_pymatgen),
        ("quantities.tsv", "ionlit", is_quantity_right),
    ]
    try:
        import quantulum3  # noqa: F401

        judges.append(("quantities.tsv", "quantulum3", is_quantity_right_by_quantulum))
    except ImportError:
        pass
    for name, who, judge in judges:
        if not (CASES / name).is_file():
            continue
        for split, (right, total) in score(name, judge).items():
            print(f"{name:16} {who:11} {split:9} {right:4}/{total:<4} {right / total:.3f}")
    if arguments.errors:
        for name, judge in (("formulas.tsv", is_formula_right), ("quantities.tsv", is_quantity_right)):
            for row in read_cases(name) if (CASES / name).is_file() else ():
                if row["split"] == "develop" and not judge(row):
                    print(name, row)


if __name__ == "__main__":
    main()
