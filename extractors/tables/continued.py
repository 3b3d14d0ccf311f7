"""Tables that go on over pages, as one table."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.model.document import Cell, Table
from extractors.model.layout import PageLayout, TableRegion

PAGE_END = 0.72
"""Share of the page's height below which a table must reach to be continued without a caption."""

PAGE_TOP = 0.28
"""Share of the page's height above which such a continuation must begin."""

Part = tuple[Table, TableRegion, PageLayout]


def join_continued(parts: Sequence[Part]) -> tuple[Table, ...]:
    """The tables, parts of one table joined; linear in the number of rows.

    A part goes on with the table before it where its caption bears the same number, or where it has no
    caption, begins on top of the next page and has as many columns as the table that ends at the foot.
    """
    chains: list[list[Part]] = []
    for part in parts:
        if chains and _goes_on(chains[-1][-1], chains[-1][0], part):
            chains[-1].append(part)
        else:
            chains.append([part])
    return tuple(_join(chain) for chain in chains)


def _goes_on(last: Part, first: Part, part: Part) -> bool:
    if part[1].page - last[1].page > 1 or part[1].page == last[1].page or part[0].width != first[0].width:
        return False
    if part[1].number or part[1].caption:
        return part[1].number == first[1].number and bool(part[1].number)
    height = _height(last)
    return last[1].box.bottom > PAGE_END * height and part[1].box.top < PAGE_TOP * _height(part)


def _height(part: Part) -> float:
    page = part[2]
    return page.width if part[1].angle in (90, 270) else page.height


def _join(chain: Sequence[Part]) -> Table:
    first = chain[0][0]
    if len(chain) == 1:
        return first
    rows: list[tuple[Cell, ...]] = []
    groups: list[str] = []
    for table, _, _ in chain:
        if rows and is_sub_heading(rows[-1]):
            groups.pop()
            trailing = rows.pop()[0].text.flat
        else:
            trailing = ""
        own = list(table.rows) if _same_head(first, table) else [*table.header, *table.rows]
        under = (
            list(table.groups)
            if _same_head(first, table)
            else ["" for _ in table.header] + list(table.groups)
        )
        carried = trailing or (groups[-1] if groups else "")
        rows += [tuple(replace(cell, row=len(rows) + i) for cell in row) for i, row in enumerate(own)]
        groups += [group or carried for group in under]
    return replace(
        first,
        rows=tuple(rows),
        groups=tuple(groups),
        notes=tuple(dict.fromkeys(note for table, _, _ in chain for note in table.notes)),
        pages=tuple(dict.fromkeys(region.page for _, region, _ in chain)),
        findings=tuple(finding for table, _, _ in chain for finding in table.findings),
    )


def is_sub_heading(row: Sequence[Cell]) -> bool:
    """Whether the last row of a part fills its first cell only: it heads the rows of the next part."""
    return bool(row[0].text.flat) and not any(cell.text.flat for cell in row[1:])


def _same_head(first: Table, table: Table) -> bool:
    """Whether the head of a part repeats that of the table (or is missing)."""
    if not any(table.paths):
        return True
    same = sum(a == b for a, b in zip(first.paths, table.paths, strict=True))
    return same >= 0.6 * table.width
