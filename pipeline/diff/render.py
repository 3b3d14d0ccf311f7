"""A diff as sheets for people, JSON, CSV, and one readable page."""

import html
import json
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.diff.compare import Diff, describe_row, list_changes, rows_at
from pipeline.rows import rows_to_csv
from pipeline.sheets import Sheet, sheets_to_markdown, show_cell

CSV_COLUMNS = ("change", "document", "property", "record", "field", "from", "to")

MOST_ON_PAGE = 2000
"""Rows of a section on the page; a browser grows slow with more, and CSV has them all."""

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; font-size: 14px; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d8dee6; vertical-align: top; }
th { background: #f2f5f8; position: sticky; top: 0; }
caption { caption-side: bottom; text-align: left; color: #5b6775; padding-top: .4rem; }
"""


def diff_to_sheets(diff: Diff, most: int | None = None) -> list[Sheet]:
    """Lay a diff out for people: counts, then what changed, came and went, at most `most` records each."""
    counts = (diff.unchanged, diff.changed, diff.added, diff.removed)
    sheets = [
        Sheet(
            "Difference",
            ("old", "new", "unchanged", "changed", "added", "removed"),
            ((diff.old_source, diff.new_source, *counts),),
        ),
        Sheet(
            f"Changed ({diff.changed})",
            ("document", "property", "record", "field", "from", "to"),
            tuple(_changed_rows(diff, most)),
            _left_out(diff.changed, most),
        ),
        _whole_sheet(f"Added ({diff.added})", diff.new, diff.added_rows, most),
        _whole_sheet(f"Removed ({diff.removed})", diff.old, diff.removed_rows, most),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def diff_to_json(diff: Diff) -> str:
    """Write a whole diff as one JSON object."""
    whole = {
        "old": diff.old_source,
        "new": diff.new_source,
        "unchanged": diff.unchanged,
        "changed": [
            {
                "document": change.document,
                "property": change.property,
                "record": change.record,
                "fields": [{"field": name, "from": was, "to": now} for name, was, now in change.fields],
            }
            for change in list_changes(diff)
        ],
        "added": _whole_records(diff.new, diff.added_rows),
        "removed": _whole_records(diff.old, diff.removed_rows),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def diff_to_csv(diff: Diff) -> str:
    """Write one row per added or removed record and per changed field, cells safe for spreadsheets."""
    rows = [
        *_whole_rows("added", diff.new, diff.added_rows),
        *_whole_rows("removed", diff.old, diff.removed_rows),
    ]
    rows += [("changed", *row) for row in _changed_rows(diff, None)]
    return "".join(rows_to_csv((dict(zip(CSV_COLUMNS, row, strict=True)) for row in rows), CSV_COLUMNS))


def diff_to_markdown(diff: Diff) -> str:
    """Write a diff as a Markdown page."""
    return f"# {_title(diff)}\n\n" + sheets_to_markdown(diff_to_sheets(diff, MOST_ON_PAGE))


def diff_to_html(diff: Diff) -> str:
    """Write a diff as one self-contained page; all text of records is escaped."""
    title = html.escape(_title(diff))
    body = "\n".join(_sheet_to_html(sheet) for sheet in diff_to_sheets(diff, MOST_ON_PAGE))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def _title(diff: Diff) -> str:
    return f"What changed from {diff.old_source} to {diff.new_source}"


def _changed_rows(diff: Diff, most: int | None) -> Iterator[tuple[str, ...]]:
    for change in islice(list_changes(diff), most):
        for name, was, now in change.fields:
            yield change.document, change.property, change.record, name, was, now


def _whole_sheet(title: str, side: pd.DataFrame, rows: NDArray[np.int64], most: int | None) -> Sheet:
    shown = tuple(row[1:4] for row in _whole_rows("", side, rows[:most]))
    return Sheet(title, ("document", "property", "record"), shown, _left_out(len(rows), most))


def _whole_rows(change: str, side: pd.DataFrame, rows: NDArray[np.int64]) -> Iterator[tuple[str, ...]]:
    for row in rows_at(side, rows):
        yield change, row["document"], row["property"], describe_row(row), "", "", ""


def _whole_records(side: pd.DataFrame, rows: NDArray[np.int64]) -> list[dict[str, str]]:
    return [{name: text for name, text in row.items() if name != "name"} for row in rows_at(side, rows)]


def _left_out(count: int, most: int | None) -> str:
    return (
        f"and {count - most} more records; --format csv lists all"
        if most is not None and count > most
        else ""
    )


def _sheet_to_html(sheet: Sheet) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in sheet.header)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(show_cell(cell))}</td>" for cell in row) + "</tr>"
        for row in sheet.rows
    )
    caption = f"<caption>{html.escape(sheet.note)}</caption>" if sheet.note else ""
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return f"<h2>{html.escape(sheet.title)}</h2>\n{table}"
