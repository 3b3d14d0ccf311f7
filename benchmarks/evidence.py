"""What the evidence of a link is worth: fits extractors/linking/data/evidence.tsv, prints how well it holds.

    python -m benchmarks.evidence [--papers DIR]... [--unseen DIR]... [--write]

Learns from the develop rows of the banks of sentences and paragraphs, and from papers that a reader curated
(kept outside the project: their text is not ours). A paper is a JSON object in a file of its own: `title`,
`paragraphs` (list of texts), `facts` (list of objects with `p`, the index of the paragraph, `material`,
`composition` or null, `class`, `low`, `high` in S/cm, eV or V). Each folder is one fold: rated with
weights fitted on all the others, and the table of reliability is printed for them together.

Rules are better on papers that they were written on. Folders of `--unseen` are papers that nobody looked at
to write a rule: they set the constant ("any"), so that ratings hold for new papers, and nothing else.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.sparse import csr_array

from extractors.linking import paragraph
from extractors.linking.evidence import find_evidence
from extractors.model.statement import Statement
from extractors.normalise.composition import read_composition
from tests.extractors.linking.bank import read_bank, read_paragraphs
from tests.extractors.linking.reading import read_statements, to_passages

WEIGHTS = Path("extractors/linking/data/evidence.tsv")
LEAST_SEEN = 8
"""Evidence seen less often has no weight."""
SHRINKAGE = 16.0
"""How strongly weights are held near zero; lower values fit the papers at hand and fail on others."""
ROUNDING = 0.011
CONSTANT = "any"
"""The evidence that every link has."""
NUMBER = r"\d+(?:\.\d+)?(?:e[+-]?\d+)?"
EXPECTED = re.compile(
    rf"(?P<name>.+?) (?:[=~]|[<>]=?|range) (?P<low>{NUMBER})(?:\.\.(?P<high>{NUMBER}))? (?:S/cm|eV|V)"
)
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a reader takes from a paragraph: a name or formula, and the numbers."""

    name: str
    formula: str
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The evidence of a link, and whether it was right."""

    evidence: tuple[str, ...]
    is_right: bool


def read_samples(
    paragraphs: Sequence[str], facts: Sequence[Sequence[Fact]], title: str = ""
) -> Iterator[Sample]:
    """Samples of all links of a paper; `facts` holds those of each paragraph."""
    seen: list[tuple[str, ...]] = []

    def record(*link_and_sentence: object) -> float:
        seen.append(tuple(dict.fromkeys(find_evidence(*link_and_sentence))))  # type: ignore[arg-type]
        return float(len(seen) - 1)

    rate, paragraph.rate_link = paragraph.rate_link, record
    try:
        statements = read_statements(to_passages(*paragraphs, title=title))
    finally:
        paragraph.rate_link = rate
    for statement in statements:
        if statement.sureness is not None and statement.place.section != "0":
            stated = facts[int(statement.place.section) - 1]
            yield Sample(seen[int(statement.sureness)], any(is_of(fact, statement) for fact in stated))


def is_of(fact: Fact, statement: Statement) -> bool:
    """Whether a statement is the fact: one composition or name, and a number in common."""
    quantity = statement.quantity
    found = [number for number in (quantity.norm_low, quantity.norm_high) if number is not None]
    if not any(abs(a - b) <= ROUNDING * max(abs(a), abs(b)) for a in found for b in fact.numbers):
        return False
    if statement.is_class or fact.name == "class":
        return statement.is_class and fact.name == "class"
    formula = statement.composition.formula if statement.composition else ""
    if formula and fact.formula:
        return read_shares(formula) == read_shares(fact.formula)
    one, other = fold_name(statement.material), fold_name(fact.name)
    return one == other or (not formula and min(len(one), len(other)) > 2 and (one in other or other in one))


@cache
def read_shares(formula: str) -> tuple[tuple[str, float], ...]:
    """Elements with their share of all atoms, so that multiples of one formula are one material."""
    readings = read_composition(formula)
    elements = dict(readings[0].elements) if readings else {}
    total = sum(elements.values()) or 1.0
    return tuple(sorted((symbol, round(amount / total, 3)) for symbol, amount in elements.items())) or (
        (formula, 0),
    )


def fold_name(name: str) -> str:
    return re.sub(r"[\s\-–−·.]|\(.*", "", name).lower()


def read_banks() -> Iterator[Sample]:
    for case in (*read_bank("develop"), *read_paragraphs("develop")):
        matches = [EXPECTED.match(text) for text in case.expected]
        facts = [
            Fact(
                match["name"],
                match["name"],
                tuple(float(match[side]) for side in ("low", "high") if match[side]),
            )
            for match in matches
            if match
        ]
        yield from read_samples([case.text], [facts])


def read_papers(folder: Path) -> Iterator[Sample]:
    for file in sorted(folder.glob("*.json")):
        paper = json.loads(file.read_text(encoding="utf-8"))
        facts: list[list[Fact]] = [[] for _ in paper["paragraphs"]]
        for fact in paper["facts"]:
            name = "class" if fact["class"] else fact["material"]
            numbers = tuple(number for number in (fact["low"], fact["high"]) if number is not None)
            facts[fact["p"]].append(Fact(name, fact["composition"] or "", numbers))
        yield from read_samples(paper["paragraphs"], facts, paper["title"])


def fit_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of a logistic regression with a quadratic penalty."""
    seen = Counter(name for sample in samples for name in sample.evidence)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    columns = {name: column for column, name in enumerate(names)}
    cells = [(row, columns[n]) for row, s in enumerate(samples) for n in s.evidence if n in columns]
    rows, cols = zip(*cells, strict=True)
    matrix = csr_array((np.ones(len(cells)), (rows, cols)), shape=(len(samples), len(names)))
    right = np.array([sample.is_right for sample in samples], float)

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = matrix @ weights
        loss = np.logaddexp(0, total).sum() - right @ total + SHRINKAGE / 2 * weights @ weights
        return loss, matrix.T @ (1 / (1 + np.exp(-total)) - right) + SHRINKAGE * weights

    fitted = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True)}


def set_constant(weights: dict[str, float], unseen: Sequence[Sample]) -> dict[str, float]:
    """The weights with the constant at which ratings of unseen links are right on average."""
    right = sum(sample.is_right for sample in unseen) / len(unseen)

    def excess(shift: float) -> float:
        moved = weights | {CONSTANT: weights[CONSTANT] + shift}
        return sum(rate(moved, sample) for sample in unseen) / len(unseen) - right

    return weights | {CONSTANT: round(weights[CONSTANT] + float(brentq(excess, -3, 3)), 2)}


def rate(weights: dict[str, float], sample: Sample) -> float:
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in sample.evidence))))


def print_reliability(rated: Sequence[tuple[float, bool]]) -> None:
    ratings, right = np.array([r for r, _ in rated]), np.array([float(y) for _, y in rated])
    print(f"{len(rated)} links, {right.mean():.3f} right, Brier score {((ratings - right) ** 2).mean():.4f}")
    print("rated          links  mean   right   | at least so sure: links  right")
    for low, high in pairwise(BINS):
        inside, above = (ratings >= low) & (ratings < high), ratings >= low
        if inside.any():
            print(
                f"{low:.1f} to {high:.1f}  {inside.sum():8}  {ratings[inside].mean():.3f}  "
                f"{right[inside].mean():.3f}   | {above.sum():24}  {right[above].mean():.3f}"
            )


def write_weights(weights: dict[str, float]) -> None:
    head = WEIGHTS.read_text(encoding="utf-8").split("\nevidence\tweight\n")[0]
    rows = [f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if weight]
    WEIGHTS.write_text("\n".join([head, "evidence\tweight", *rows, ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--papers", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--unseen", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    arguments = parser.parse_args()
    banks = list(read_banks())
    folders = {folder: list(read_papers(folder)) for folder in arguments.papers}
    rated = [
        (rate(weights, sample), sample.is_right)
        for folder in folders
        for weights in [
            fit_weights([*banks, *(s for other in folders if other != folder for s in folders[other])])
        ]
        for sample in folders[folder]
    ]
    if rated:
        print("papers, each folder rated with weights of the others")
        print_reliability(rated)
    weights = fit_weights([*banks, *(sample for samples in folders.values() for sample in samples)])
    unseen = [sample for folder in arguments.unseen for sample in read_papers(folder)]
    if unseen:
        weights = set_constant(weights, unseen)
        print("\nunseen papers, which set the constant alone")
        print_reliability([(rate(weights, sample), sample.is_right) for sample in unseen])
    if arguments.write:
        write_weights(weights)
        print(f"{sum(map(bool, weights.values()))} weights written")


if __name__ == "__main__":
    main()
