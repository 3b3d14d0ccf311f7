"""Hand-made claims, gold documents and scores that the tests of gold, scoring and diff share."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pipeline.gold.claim import Claim, Spot
from pipeline.gold.load import GoldDocument, GoldFact
from pipeline.gold.schema import read_schema
from pipeline.scoring.predictions import Predictions
from pipeline.scoring.score import Score, score_predictions

GOLD = Path(__file__).resolve().parents[2] / "gold"
HEADER = tuple(column.name for column in read_schema(GOLD / "schema" / "records.json"))

PLAIN = Claim(
    key="r001",
    document="paper",
    property="ionic_conductivity",
    material="Li3YCl6",
    composition="Li3YCl6",
    qualifier="=",
    value_low=0.5,
    value_high=0.5,
    unit="mS cm-1",
    value_text="0.5 mS cm−1",
    norm_low=5e-4,
    norm_high=5e-4,
    norm_unit="S/cm",
    temperature_k=298.15,
    temperature_text="25 °C",
    origin="measured",
    refs=("7",),
    spots=(Spot(2, "text"),),
)


def make_claim(value: float | None = None, /, **changes: object) -> Claim:
    """A conductivity of Li3YCl6 in mS/cm, or whatever is changed of it."""
    if value is not None:
        printed = {"value_low": value, "value_high": value, "value_text": f"{value:g} mS cm−1"}
        changes = printed | {"norm_low": value / 1000, "norm_high": value / 1000} | changes
    if "page" in changes or "where" in changes:
        changes["spots"] = (Spot(changes.pop("page", 2), changes.pop("where", "text")),)
    if "material" in changes and "composition" not in changes:
        changes["composition"] = changes["material"]
    return replace(PLAIN, **changes)


def make_document(facts: Sequence[Sequence[Claim]], name: str = "paper", **states: int) -> GoldDocument:
    """A gold document whose facts are given as lists of rows."""
    found = tuple(
        GoldFact(
            f"f{i:03d}", tuple(replace(row, document=name, key=f"r{i}{j}") for j, row in enumerate(rows))
        )
        for i, rows in enumerate(facts, 1)
    )
    counted = {"ionic_conductivity": 0} | states
    for fact in found:
        counted[fact.first.property] = counted.get(fact.first.property, 0) + len(fact.rows)
    return GoldDocument(name, Path(name), f"10.1/{name}", (), (), 9, "develop", counted, found, ())


def make_score(
    facts: Sequence[Sequence[Claim]] | Sequence[GoldDocument], records: Sequence[Claim], **states: int
) -> Score:
    """Score records of one document, or of the documents that they name."""
    documents = [f for f in facts if isinstance(f, GoldDocument)] or [make_document(facts, **states)]
    given: dict[str, list[Claim]] = {}
    for number, record in enumerate(records):
        given.setdefault(record.document, []).append(replace(record, key=f"p{number}"))
    predictions = Predictions("test", {name: tuple(rows) for name, rows in given.items()}, {}, None, ())
    return score_predictions(predictions, documents)


def claim_to_record(claim: Claim, doi: str = "10.1/paper") -> dict[str, object]:
    """A record as the contract prints it."""
    row = asdict(claim)
    first, *others = claim.spots
    return {
        **{name: row[name] if row[name] != "" else None for name in row if name in HEADER},
        "record_id": claim.key,
        "document_id": "",
        "doi": doi,
        "refs": [int(ref) for ref in claim.refs],
        "page": first.page,
        "where": first.where,
        "class": claim.is_class,
        "details": dict(claim.details),
        "other_places": [{"page": spot.page, "where": spot.where} for spot in others],
    }


def claim_to_gold(claim: Claim, number: int, fact: int) -> dict[str, object]:
    """A row of records.csv."""
    row = asdict(claim)
    return {
        **{name: row.get(name) if row.get(name) is not None else "" for name in HEADER},
        "gold_id": f"r{number:03d}",
        "fact": f"f{fact:03d}",
        "this_work": str(claim.this_work).lower(),
        "class": str(claim.is_class).lower(),
        "refs": ";".join(claim.refs),
        "page": claim.spots[0].page,
        "where": claim.spots[0].where,
        "details": json.dumps(dict(claim.details)) if claim.details else "",
    }


def write_gold_folder(folder: Path, facts: Sequence[Sequence[Claim]], doi: str = "10.1/paper") -> Path:
    """Write a document folder with records.csv, references.csv and document.json."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(row, number) for number, fact in enumerate(facts, 1) for row in fact]
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(claim_to_gold(row, i, fact) for i, (row, fact) in enumerate(rows, 1))
    names = "number,authors,title,journal,year,volume,issue,first_page,last_page,doi,note"
    (folder / "references.csv").write_text(
        f"{names}\n7,A. Author;B. Author,,J. Tests,2020,1,,2,3,10.1000/seven,\n", encoding="utf-8"
    )
    states: dict[str, int] = {"ionic_conductivity": 0, "references": 1}
    for row, _ in rows:
        states[row.property] = states.get(row.property, 0) + 1
    about = {"document": folder.name, "doi": doi, "title": "A paper", "pages": 9, "states": states}
    (folder / "document.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    return make_claim


@pytest.fixture(scope="session")
def document() -> Callable[..., GoldDocument]:
    return make_document


@pytest.fixture(scope="session")
def score_of() -> Callable[..., Score]:
    return make_score


@pytest.fixture(scope="session")
def record_of() -> Callable[..., dict[str, object]]:
    return claim_to_record


@pytest.fixture(scope="session")
def write_gold() -> Callable[..., Path]:
    return write_gold_folder
