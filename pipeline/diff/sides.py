"""Read one side of a diff: a run folder, a dataset or release, or a gold folder, as a frame of texts.

Every cell is text, so that "equal" has one meaning: numbers to nine digits, objects and lists as JSON with
sorted names, nulls empty.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from extractors.model.errors import UnreadableFile
from pipeline.gold.load import DOCUMENT, SHELVES, GoldDocument, GoldFact, load_gold
from pipeline.rows import find_file, read_rows
from pipeline.scoring.predictions import Owners

COMPARED = (
    "material", "composition", "qualifier", "value_low", "value_high", "unit", "value_text",
    "norm_low", "norm_high", "norm_unit", "temperature_k", "temperature_text", "kind", "origin", "condition",
    "this_work", "refs", "page", "section", "where", "class", "details",
)  # fmt: skip
"""Fields that tell what is stated and where. Boxes, quotes, confidence, findings and extractors change
with every version of a layout rule without changing the fact; they are compared on demand."""

ON_DEMAND = ("variables", "bbox", "quote", "extractors", "confidence", "findings")

CHUNK = 50
"""Rows turned into columns at a time. Parsed rows that outlive a few hundred others make the garbage
collector look at everything again and again: a larger chunk doubles the time of reading."""

LEADING = ("document", "property")


@dataclass(frozen=True, slots=True)
class Side:
    """One side: where it comes from, its records as texts, and the gold documents if it is gold."""

    source: str
    records: pd.DataFrame
    gold: tuple[GoldDocument, ...] = ()


def read_side(source: Path, also: Iterable[str] = ()) -> Side:
    """Read a folder or file with the fields that are compared; raises UnreadableFile."""
    fields = (*COMPARED, *also)
    if is_gold(source):
        gold = load_gold(source)
        return Side(str(source), _gold_to_frame(gold, fields), gold)
    path = find_file(source)
    rows = _read_lines(path) if path.suffix == ".jsonl" else read_rows(path)
    return Side(str(source), _rows_to_frame(rows, fields))


def is_gold(source: Path) -> bool:
    """Whether a folder holds gold documents or is one."""
    return (
        any((source / name).exists() for name in (*SHELVES, DOCUMENT))
        and not (source / "manifest.json").exists()
    )


def align(old: Side, new: Side) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give both sides' records under the same document names.

    Where one side is gold, the other is cut down to the documents and properties that gold looked at.
    """
    return _under_gold(old, new.gold), _under_gold(new, old.gold)


def _under_gold(side: Side, gold: tuple[GoldDocument, ...]) -> pd.DataFrame:
    records = side.records
    if not gold or side.gold:
        return records
    owners = Owners(gold)
    pairs = records[["document_id", "doi"]].drop_duplicates()
    names = {
        (row.document_id, row.doi): owners.find({"document_id": row.document_id, "doi": row.doi})
        for row in pairs.itertuples(index=False)
    }
    owned = [names[pair] or "" for pair in zip(records["document_id"], records["doi"], strict=True)]
    records = records.assign(document=owned, where=records["where"].str.replace(r" col \d+$", "", regex=True))
    curated = {(document.name, name) for document in gold for name in document.states}
    kept = [pair in curated for pair in zip(records["document"], records["property"], strict=True)]
    return records[kept].reset_index(drop=True)


def _read_lines(path: Path) -> Iterable[Mapping[str, Any]]:
    try:
        with path.open("rb") as handle:
            yield from (orjson.loads(line) for line in handle if line.strip())
    except (OSError, orjson.JSONDecodeError) as error:
        raise UnreadableFile("cannot be read as records", file=str(path), remedy="write it anew") from error


def _rows_to_frame(rows: Iterable[Mapping[str, Any]], fields: tuple[str, ...]) -> pd.DataFrame:
    """Turn rows into columns chunk by chunk: texts in lists are light, and rows of objects are soon gone."""
    names = ("document_id", "doi", "property", *fields)
    columns: dict[str, list[str]] = {name: [] for name in names}
    known = {name: _Texts() for name in names}
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        for name, cells in zip(names, zip(*_pick(chunk, names), strict=True), strict=True):
            columns[name] += _to_texts(cells, known[name])
    frame = pd.DataFrame({name: pd.Series(texts, dtype=object) for name, texts in columns.items()})
    document = frame["doi"].str.lower().where(frame["doi"] != "", frame["document_id"])
    return frame.assign(document=document)


class _Texts(dict[Any, str]):
    """Remembers the text of each value: a column of many records has few different ones."""

    def __missing__(self, value: object) -> str:
        self[value] = text = _text(value)
        return text


def _pick(rows: Iterable[Mapping[str, Any]], names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    try:
        return list(map(itemgetter(*names), rows))
    except KeyError:  # a dataset of another version may lack fields
        return [tuple(row.get(name) for name in names) for row in rows]


def _to_texts(cells: tuple[Any, ...], known: _Texts) -> list[str]:
    try:
        return [known[cell] for cell in cells]
    except TypeError:  # lists and objects have no hash
        return [_text(cell) for cell in cells]


def _gold_to_frame(gold: tuple[GoldDocument, ...], fields: tuple[str, ...]) -> pd.DataFrame:
    rows = [_fact_to_row(document, fact) for document in gold for fact in document.facts]
    frame = _rows_to_frame(rows, fields)
    return frame.assign(document=[row["document"] for row in rows])


def _fact_to_row(document: GoldDocument, fact: GoldFact) -> dict[str, Any]:
    """A fact stands once, at its first place, as a merged record does."""
    row = asdict(fact.first)
    spot = fact.first.spots[0]
    return row | {
        "document": document.name,
        "doi": document.doi,
        "class": fact.first.is_class,
        "details": dict(fact.first.details),
        "page": spot.page,
        "where": spot.where,
    }


def _text(value: object) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.9g}"
    if isinstance(value, list | tuple):
        return ";".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
