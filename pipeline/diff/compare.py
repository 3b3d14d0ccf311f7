"""Match the records of two sides by what they state, and tell what changed.

Records are matched in rounds, each on what the one before left: all fields equal; the same fact (document,
property, material or composition, value, conditions); the same material in the same document, paired so that
fewest fields differ, if place or value is shared; the same printed value at the same place. Row order and
record_id play no part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.diff.sides import LEADING, Side, align

Codes = NDArray[np.int64]

IDENTITY = (
    "document", "property", "name", "class", "norm_low", "norm_high", "norm_unit", "temperature_k", "kind",
    "origin", "condition",
)  # fmt: skip
"""What makes a fact the same fact. `name` is the composition, or the material where print leaves it open."""

LARGEST_ASSIGNMENT = 300
"""Records of one material in one document up to which all pairings are weighed; beyond it they are paired in
the order of their texts. Raising it costs time with its third power."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed record: the document, what it states now, and (field, from, to) of what differs."""

    document: str
    property: str
    record: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Diff:
    """Two aligned sides, the matched rows, and for each match which of `fields` differ.

    `pairs` is (matches, 2): row in old, row in new. `differing` is (matches, fields).
    """

    old_source: str
    new_source: str
    fields: tuple[str, ...]
    old: pd.DataFrame
    new: pd.DataFrame
    pairs: Codes
    differing: NDArray[np.bool_]
    removed_rows: Codes
    added_rows: Codes

    @property
    def unchanged(self) -> int:
        return int((~self.differing.any(axis=1)).sum())

    @property
    def changed(self) -> int:
        return int(self.differing.any(axis=1).sum())

    @property
    def added(self) -> int:
        return len(self.added_rows)

    @property
    def removed(self) -> int:
        return len(self.removed_rows)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(old: Side, new: Side) -> Diff:
    """Match two sides and mark what differs."""
    before, after = (_name(frame) for frame in align(old, new))
    fields = tuple(name for name in after.columns if name not in (*LEADING, "document_id", "doi", "name"))
    codes = {name: _code(before[name], after[name]) for name in (*LEADING, "name", *fields)}
    pairs = _match(codes, fields, len(before))
    differing = np.column_stack([codes[name][pairs[:, 0]] != codes[name][pairs[:, 1]] for name in fields])
    left = np.ones(len(before) + len(after), dtype=bool)
    left[pairs.ravel()] = False
    free = np.flatnonzero(left)
    free = free[_order(codes, free)]
    return Diff(
        old.source,
        new.source,
        fields,
        before,
        after,
        np.column_stack([pairs[:, 0], pairs[:, 1] - len(before)]),
        differing,
        free[free < len(before)],
        free[free >= len(before)] - len(before),
    )


def list_changes(diff: Diff) -> Iterator[Change]:
    """Give the changed records with what was and what is."""
    rows = np.flatnonzero(diff.differing.any(axis=1))
    before, after = rows_at(diff.old, diff.pairs[rows, 0]), rows_at(diff.new, diff.pairs[rows, 1])
    for differs, was, now in zip(diff.differing[rows], before, after, strict=True):
        names = [diff.fields[column] for column in np.flatnonzero(differs)]
        fields = tuple((name, was[name], now[name]) for name in names)
        yield Change(now["document"], now["property"], describe_row(now), fields)


def rows_at(side: pd.DataFrame, rows: Codes) -> list[dict[str, str]]:
    """Give rows of a side as mappings."""
    return [{str(name): text for name, text in row.items()} for row in side.iloc[rows].to_dict("records")]


def describe_row(row: Mapping[str, str]) -> str:
    """Say a record in a few words: material, value, temperature, place."""
    mark = "" if row["qualifier"] in ("=", "range") else row["qualifier"]
    value = row["value_text"] if row["value_text"].startswith(mark) else f"{mark}{row['value_text']}"
    at = f" at {row['temperature_text']}" if row["temperature_text"] else ""
    return f"{row['material']} {value}{at} (p. {row['page']}, {row['where']})"


def _name(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(name=frame["composition"].where(frame["composition"] != "", frame["material"]))


def _code(old: "pd.Series[str]", new: "pd.Series[str]") -> Codes:
    """Number the texts of both sides alike, in the order of the alphabet."""
    texts = np.concatenate([old.to_numpy(dtype=object), new.to_numpy(dtype=object)])
    codes, _ = pd.factorize(texts, sort=True)
    return codes.astype(np.int64)


def _order(codes: Mapping[str, Codes], rows: Codes) -> Codes:
    """Order rows by content, so that neither side's order of rows can show."""
    return np.lexsort([code[rows] for code in reversed(list(codes.values()))])


def _join(codes: Sequence[Codes]) -> Codes:
    """Number the combinations of several codes, exactly and without collisions."""
    joined = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        joined, _ = pd.factorize(joined * (int(code.max(initial=0)) + 1) + code)
    return joined


def _match(codes: Mapping[str, Codes], fields: tuple[str, ...], size: int) -> Codes:
    """Pair rows of the old side (below `size`) with rows of the new one, round by round."""
    everything = _join([codes[name] for name in (*LEADING, *fields)])
    identity = _join([codes[name] for name in IDENTITY])
    material = _join([codes[name] for name in (*LEADING, "name", "class")])
    place = _join([codes[name] for name in (*LEADING, "page", "where", "value_text", "class")])
    table = np.column_stack([codes[name] for name in fields])
    shared = [_join([codes[n] for n in names]) for names in (("page", "where"), ("norm_low", "norm_high"))]
    left = _order(codes, np.arange(len(everything)))
    rounds = []
    for key in (everything, identity, material, place):
        weighed = key is not everything
        found = _pair_equal(key, left, size, table if weighed else None, shared if key is material else [])
        rounds.append(found)
        left = left[np.isin(left, found, invert=True)]
    return np.concatenate(rounds)


def _pair_equal(key: Codes, rows: Codes, size: int, table: Codes | None, shared: Sequence[Codes]) -> Codes:
    """Pair rows with equal keys. Groups with several candidates are weighed by the fields that differ where a
    table is given; a pair must agree in one of the `shared` codes if there are any."""
    old, new = rows[rows < size], rows[rows >= size]
    old, new = old[np.isin(key[old], key[new])], new[np.isin(key[new], key[old])]
    old, new = old[np.argsort(key[old], kind="stable")], new[np.argsort(key[new], kind="stable")]
    starts_old, counts_old = np.unique(key[old], return_index=True, return_counts=True)[1:]
    starts_new, counts_new = np.unique(key[new], return_index=True, return_counts=True)[1:]
    single = (counts_old == 1) & (counts_new == 1)
    found = [np.column_stack([old[starts_old[single]], new[starts_new[single]]])]
    for index in np.flatnonzero(~single):
        mine = old[starts_old[index] : starts_old[index] + counts_old[index]]
        theirs = new[starts_new[index] : starts_new[index] + counts_new[index]]
        found.append(_pair_group(mine, theirs, table))
    pairs = np.concatenate(found).astype(np.int64)
    if shared:
        agreeing = np.any([code[pairs[:, 0]] == code[pairs[:, 1]] for code in shared], axis=0)
        pairs = pairs[agreeing]
    return pairs


def _pair_group(old: Codes, new: Codes, table: Codes | None) -> Codes:
    if table is None or max(len(old), len(new)) > LARGEST_ASSIGNMENT:
        most = min(len(old), len(new))
        return np.column_stack([old[:most], new[:most]])
    cost = (table[old][:, None, :] != table[new][None, :, :]).sum(axis=2)
    mine, theirs = linear_sum_assignment(cost)
    return np.column_stack([old[mine], new[theirs]])
