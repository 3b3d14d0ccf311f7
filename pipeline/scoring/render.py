"""A score as sheets for people, rows for programs, JSON, CSV and Markdown."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pipeline.gold.compare import Mode
from pipeline.scoring.blame import CLASSES
from pipeline.scoring.score import CLASS_SUFFIX, Score
from pipeline.scoring.tally import Interval, Tally
from pipeline.sheets import Cell, Sheet

Row = dict[str, Any]

COLUMNS = (
    "section", "mode", "scope", "name", "gold", "given", "tp", "fp", "fn", "repeats",
    "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high",
    "f1", "f1_low", "f1_high", "right", "of", "share",
)  # fmt: skip
"""Columns of the flat rows: tallies fill the first part, fields and stages the last three."""

MOST_NAMED = 3
"""Documents listed by name in a note; more of them hide what else it says."""

RATIO_COLUMNS = ("right", "spurious", "missed", "repeats", "precision", "recall", "F1", "F1 95 %")


def score_to_rows(score: Score) -> list[Row]:
    """Flatten all numbers of a score: one row per tally, field and stage, with COLUMNS as keys."""
    fields = [
        {"section": "field", "mode": "soft", "scope": f.group, "name": f.field}
        | {"right": f.right, "of": f.matched, "share": f.accuracy}
        for f in score.fields
    ]
    stages = [
        {
            "section": "stage",
            "scope": s.stage,
            "name": s.measure,
            "right": s.right,
            "of": s.of,
            "share": s.share,
        }
        for s in score.stages
    ]
    rows = [*map(_tally_to_row, score.tallies), *fields, *stages]
    return [{column: row.get(column) for column in COLUMNS} for row in rows]


def score_to_json(score: Score) -> str:
    """Write a whole score, with errors and verdicts, as one JSON object."""
    whole = asdict(score) | {"tallies": [_tally_to_row(tally) for tally in score.tallies]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def score_to_csv(score: Score) -> str:
    """Write the flat rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(score_to_rows(score))
    return out.getvalue()


def score_to_sheets(score: Score, *, held_out: bool = False) -> list[Sheet]:
    """Lay a score out for people: numbers first, then the list of errors.

    `held_out`: also list the errors of documents that are held out from writing rules, which are counted
    otherwise.
    """
    return [
        _summary_sheet(score),
        *(_scope_sheet(score, *scope) for scope in SCOPES if any(t.scope == scope[0] for t in score.tallies)),
        _fields_sheet(score),
        Sheet(
            "Stages, each on its own gold",
            ("stage", "measure", "right", "of", "share"),
            tuple((s.stage, s.measure, s.right, s.of, s.share) for s in score.stages),
        ),
        _classes_sheet(score),
        *_lists(score, () if held_out else score.held_out),
    ]


SCOPES = (
    ("property", "By property (formula-aware)"),
    ("class", "Class statements, apart (formula-aware)"),
    ("place", "By place (formula-aware)"),
    ("document", "By document (formula-aware)"),
    ("split", "By split (formula-aware)"),
    ("reader", "By reader (formula-aware): the records that each found"),
)


def _summary_sheet(score: Score) -> Sheet:
    rows = tuple(
        (f"{mode.value}, {'micro' if scope == 'all' else 'macro'}", *_ratios(score.tally(mode, scope)))
        for mode in Mode
        for scope in ("all", "macro")
    )
    notes = [
        f"{len(score.wrong_exponents)} wrong exponents",
        f"{sum(control.given > 0 for control in score.controls)} of {len(score.controls)} controls broken",
    ]
    notes += [_name_unread(score.unread)] if score.unread else []
    notes += [f"{len(score.strangers)} documents without gold"] if score.strangers else []
    notes += (
        [f"{score.uncurated} records of properties that gold did not look for"] if score.uncurated else []
    )
    return Sheet("Records against gold", ("match", *RATIO_COLUMNS), rows, "; ".join(notes))


def _name_unread(unread: Sequence[str]) -> str:
    """Which gold documents the run did not look at, or only how many: they are not scored."""
    if len(unread) <= MOST_NAMED:
        return f"not read: {', '.join(unread)}"
    return f"{len(unread)} documents of the gold not read, and not scored"


def _scope_sheet(score: Score, scope: str, title: str) -> Sheet:
    found = [tally for tally in score.tallies if tally.scope == scope and tally.mode == Mode.FORMULA]
    return Sheet(title, (scope, *RATIO_COLUMNS), tuple((tally.name, *_ratios(tally)) for tally in found))


def _fields_sheet(score: Score) -> Sheet:
    groups = tuple(dict.fromkeys(f.group for f in score.fields if not f.group.endswith(CLASS_SUFFIX)))
    names = dict.fromkeys(field.field for field in score.fields)
    shares = {(field.field, field.group): field.accuracy for field in score.fields}
    matched = {field.group: field.matched for field in score.fields}
    heads = tuple(f"{group}, {matched[group]}" for group in groups)
    rows = tuple((name, *(shares.get((name, group)) for group in groups)) for name in names)
    return Sheet("Share of right fields on records that found their fact (soft)", ("field", *heads), rows)


def _classes_sheet(score: Score) -> Sheet:
    counted = Counter(error.kind for error in score.errors)
    rows = tuple((kind, counted[kind]) for kind in CLASSES)
    return Sheet("Errors by class", ("class", "errors"), rows, "gold/README.md tells how a class is decided")


def _lists(score: Score, hidden: Sequence[str]) -> list[Sheet]:
    errors = tuple(
        (e.kind, e.document, f"{e.page} {e.where}", e.group, e.gold, e.given, e.note)
        for e in sorted(score.errors, key=lambda e: (CLASSES.index(e.kind), e.document, e.page))
        if e.document not in hidden
    )
    kept = len(score.errors) - len(errors)
    note = f"{kept} more in held-out documents, listed with --held-out" if kept else ""
    powers = tuple(
        (w.document, w.page, w.material, w.gold, w.given, w.power)
        for w in score.wrong_exponents
        if w.document not in hidden
    )
    controls = tuple(
        (c.document, c.property, c.given) for c in score.controls if c.given and c.document not in hidden
    )
    sheets = [
        Sheet("Errors", ("class", "document", "place", "property", "gold", "given", "note"), errors, note),
        Sheet("Wrong exponents", ("document", "page", "material", "gold", "given", "off by 10^"), powers),
        Sheet("Negative controls that were broken", ("document", "property", "given"), controls),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def _ratios(tally: Tally) -> tuple[Cell, ...]:
    counts = tally.counts
    low_high = "" if tally.f1_interval is None else "{:.3f}–{:.3f}".format(*tally.f1_interval)
    return (
        counts.tp, counts.fp, counts.fn, counts.repeats, tally.precision, tally.recall, tally.f1, low_high,
    )  # fmt: skip


def _tally_to_row(tally: Tally) -> Row:
    counts = tally.counts
    return {
        "section": "tally",
        "mode": str(tally.mode),
        "scope": tally.scope,
        "name": tally.name,
        "gold": counts.tp + counts.fn,
        "given": counts.tp + counts.fp,
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "repeats": counts.repeats,
        "precision": tally.precision,
        **_interval_to_row("precision", tally.precision_interval),
        "recall": tally.recall,
        **_interval_to_row("recall", tally.recall_interval),
        "f1": tally.f1,
        **_interval_to_row("f1", tally.f1_interval),
    }


def _interval_to_row(name: str, interval: Interval | None) -> Row:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}
