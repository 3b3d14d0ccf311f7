"""Tables of papers as files, one each: CSV of the grid, or Markdown with caption and notes."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.model.errors import WrongUsage
from pipeline.inputs import printable
from pipeline.markdown import rows_to_markdown
from pipeline.rows import disarm
from pipeline.serialise import Json
from pipeline.store import replace_file
from pipeline.views import fill_grid

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
"""A printed number is what a spreadsheet makes of it, with its sign too."""

SUFFIXES = {"csv": ".csv", "markdown": ".md"}


def grid_to_csv(row: Json) -> str:
    """One table as CSV: head paths, then its rows; sub-headings of rows in a first column `group`.

    What a spreadsheet would run stands behind a `'`; caption and notes are left to JSON and Markdown.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(text) for text in cells] for cells in fill_grid(row))
    return out.getvalue()


def _cell(text: str) -> str:
    return text if NUMBER.fullmatch(text) else disarm(text)


def write_tables(rows: Sequence[Json], layout: str, folder: Path) -> list[Path]:
    """Write each table (`csv` or `markdown`) to a file of the folder, named for its paper and number.

    Files of the same names are replaced, others left alone. Raises WrongUsage where the folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        name = printable(str(folder))
        raise WrongUsage(
            "is a file, but tables go one by one into a folder", file=name, remedy="name another"
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for row, stem in zip(rows, name_tables(rows), strict=True):
        path = folder / f"{stem}{SUFFIXES[layout]}"
        replace_file(path, [grid_to_csv(row) if layout == "csv" else rows_to_markdown([row], "tables")])
        written.append(path)
    return written


def name_tables(rows: Sequence[Json]) -> Iterator[str]:
    """`paper-table-2` for Table 2 of paper.pdf, `paper-table-p7` for one without number on page 7.

    A name that is taken (two papers of one name, parts (a) and (b) of a table) gets `-2`, `-3` ...
    """
    taken: dict[str, int] = {}
    for row in rows:
        label = re.sub(r"[^\w.-]+", "-", row["number"]).strip("-.") or f"p{row['pages'][0]}"
        name = f"{Path(row['file_name']).stem or row['document_id']}-table-{label}"
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        count = taken[name.casefold()]
        yield name if count == 1 else f"{name}-{count}"
