"""Cells of batteries in tables: one statement per row with a cathode and what the cell did."""

import re
from collections.abc import Iterator, Sequence

from extractors.linking.asides import read_temperature_words
from extractors.linking.heads import Head, cell_text
from extractors.linking.rows import Row, refs_of, row_temperature, says_this_work, with_unit
from extractors.linking.samples import Sample
from extractors.model.record import Place
from extractors.model.science import Dimension, Qualifier, Quantity
from extractors.model.statement import Statement
from extractors.normalise.quantities import find_quantities, read_quantity

KEPT = re.compile(
    r"\b(?:retention|retain\w*|sustain\w*|maintain\w*|remain\w*|preserv\w*|kept|keep\w*)\b", re.IGNORECASE
)
CYCLES = re.compile(
    r"\b(?:after|over|for|within|of|at)?\s*((?:(?:more|less) than |at least |[>~≈]\s?)?"
    r"(?:\d{1,3}(?:[, ]\d{3})+|\d+))\s*(?:cycles?|times|(?:st|nd|rd|th)(?: cycle)?)\b"
)
OTHER_SHARE = re.compile(
    r"\b(?:co[u]?lombic|efficien\w+|CE|ICE|utili[sz]ation|of (?:the )?theoretical)\b", re.IGNORECASE
)
CHARGED = re.compile(
    r"\b(?:charged? (?:up )?to|cut-?off (?:voltage )?(?:of|at)?)\s*(\d+(?:\.\d+)?\s*V)", re.IGNORECASE
)
WINDOW = re.compile(r"\d+(?:\.\d+)?\s*(?:V\s*)?(?:[–−-]|to)\s*\d+(?:\.\d+)?\s*V")


def is_performance_table(heads: Sequence[Head]) -> bool:
    """A cathode, and a column that tells how the cell cycled."""
    return any(head.name == "cathode" for head in heads) and any(head.role == "performance" for head in heads)


def state_performance(row: Row, sample: Sample) -> Iterator[Statement]:
    """The row as one statement: its value is the capacity retention in percent, details hold the rest."""
    told = row.cells_of("performance")
    if not told:
        return
    column, cell = told[0]
    text = cell.text.flat.strip()
    page, box = cell.text.places(0, len(cell.text))[0]
    yield Statement(
        property="cell_performance",
        material=sample.material,
        composition=sample.composition,
        quantity=find_retention(text, row.heads[column].path) or unstated(text),
        temperature=read_temperature_words(row.heads[column].path)
        or row_temperature(row)
        or read_temperature_words(text),
        kind="",
        origin="measured",
        condition=row.group,
        refs=refs_of(row, cell),
        this_work=says_this_work(row),
        is_class=False,
        place=Place(page, box, row.table.section, row.where(column), cell_text(row.cells)),
        rule="performance row",
        details=tuple(_details(row, text)),
    )


def find_retention(text: str, head: str = "") -> Quantity | None:
    """The percentage that stands with a word of keeping: `retained 90% capacity`, `a retention of 83.5%`.

    Under a head that says so, or beside a number of cycles, it needs no word: `88.5`, `80% after 60 cycles`.
    Coulombic efficiencies and shares of a capacity that was reached are none.
    """
    titled = KEPT.search(head) is not None
    shares = [q for _, _, q in find_quantities(text) if q.dimension is Dimension.FRACTION]
    if KEPT.search(text) or titled or (len(shares) == 1 and CYCLES.search(text)):
        if shares and not (OTHER_SHARE.search(text) and not KEPT.search(text)):
            return shares[-1]
        return read_quantity(text, unit=head, dimension=Dimension.FRACTION) if titled else None
    return None


def unstated(text: str) -> Quantity:
    """A value that print tells in words only."""
    return Quantity(Dimension.OTHER, Qualifier.EQUAL, None, None, "", text, None, None, "")


def _details(row: Row, text: str) -> Iterator[tuple[str, str]]:
    for head, cell in row.filled():
        if head.role == "detail":
            yield head.name, cell.text.flat.strip()
        elif head.role == "temperature":
            value = read_quantity(cell.text.flat.strip(), unit=head.path)
            yield "cycling_temperature", with_unit(value) if value else cell.text.flat.strip()
    rate = next((q.text for _, _, q in find_quantities(text) if q.dimension is Dimension.C_RATE), "")
    cycles = CYCLES.search(text)
    voltage = WINDOW.search(text) or CHARGED.search(text)
    said = {
        "c_rate": rate,
        "cycles": cycles[1] if cycles else "",
        "voltage": (voltage[1] if voltage.re is CHARGED else voltage[0]) if voltage else "",
    }
    yield from ((name, value) for name, value in said.items() if value)
