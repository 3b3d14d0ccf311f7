"""Bars that are drawn over digits, and bars that only stand there."""

import pytest
import typst

from extractors.layout import lay_out
from extractors.reading import open_reading


def read(source: str) -> str:
    pdf = typst.compile(("#set page(width: 200pt, height: 200pt)\n#set text(size: 9pt)\n" + source).encode())
    assert isinstance(pdf, bytes)
    with open_reading(pdf, ocr=False) as reading:
        blocks = [block for page in lay_out(reading.pages()) for block in page.blocks]
    return " ".join(line.text.flat for block in blocks for line in block.lines)


@pytest.mark.parametrize("angle", ["0deg", "-90deg", "90deg", "180deg"])
def test_a_bar_over_a_digit_of_a_space_group_is_a_macron(angle: str) -> None:
    cell = "Trigonal cells of the group #emph[P]#overline[3]#emph[m]1 and cubic #emph[I]#overline[4]3#emph[d]"
    found = read(f"#rotate({angle}, reflow: true)[#block(width: 150pt)[{cell}]]")
    assert "P3\u0304m1" in found
    assert "I4\u03043d" in found


@pytest.mark.parametrize(
    "source",
    [
        "A share $a 1/2 b$ of them",
        "A length $a sqrt(3) b$ of the cell",
        "#table(columns: 1, stroke: none, inset: (x: 0pt, y: 1.2pt), table.hline(), [3], table.hline())",
        "#overline[measured] values of a series",
    ],
)
def test_bars_of_fractions_roots_and_tables_are_none(source: str) -> None:
    assert "\u0304" not in read(source)
