"""What is furniture, and the numbers that only look like it."""

import typst

from extractors.layout import lay_out
from extractors.model.document import Table
from extractors.model.layout import BlockKind, PageLayout
from extractors.reading import open_reading
from extractors.tables import build_tables

SENTENCE = "The pellets were pressed and heated in sealed tubes before each of the runs was begun. "
PAGE = """#set page(width: 595pt, height: 842pt, margin: (x: 48pt, y: 56pt), numbering: "1",
  header: [Transport in salts #h(1fr) Volume 3])
#set text(size: 9pt)
"""


def lay_out_source(source: str) -> list[PageLayout]:
    pdf = typst.compile((PAGE + source).encode())
    assert isinstance(pdf, bytes)
    with open_reading(pdf, ocr=False) as reading:
        return list(lay_out(reading.pages()))


def turned_table(first: int, rows: int) -> str:
    """A table on a turned page that reaches into its edges, with references that count up on the right."""
    cells = "".join(
        f"[Sample {n}], [{n * 7 % 90 + 10}], [{n % 4 + 1}], [0.{n % 7 + 2}], [{n}],\n"
        for n in range(first, first + rows)
    )
    table = (
        "#table(columns: (2fr, 1fr, 1fr, 1fr, auto), stroke: none, inset: 3pt, table.hline(),\n"
        "[Sample], [Load (MPa)], [Runs], [Gap (mm)], [Ref.], table.hline(),\n" + cells + "table.hline())"
    )
    captioned = f"Table 1 Loads of the samples between runs\n\n{table}"
    turned = f"#rotate(-90deg, reflow: true)[#block(width: 690pt)[#align(left)[{captioned}]]]"
    return f"#page(margin: (x: 48pt, y: 70pt))[#align(center + horizon)[{turned}]]\n"


def furniture(pages: list[PageLayout]) -> list[str]:
    blocks = [block for page in pages for block in page.blocks if block.kind is BlockKind.FURNITURE]
    return [line.text.flat for block in blocks for line in block.lines]


def test_numbers_of_turned_tables_are_cells() -> None:
    pages = lay_out_source(SENTENCE * 40 + turned_table(11, 16) + turned_table(27, 16) + SENTENCE * 40)
    tables: tuple[Table, ...] = build_tables(iter(pages))
    found = [row[-1].text.flat for table in tables for row in table.rows]
    assert found == [str(n) for n in range(11, 43)]
    loads = [row[1].text.flat for table in tables for row in table.rows]
    assert loads == [str(n * 7 % 90 + 10) for n in range(11, 43)]


def test_heads_and_page_numbers_beside_turned_tables_are_furniture() -> None:
    pages = lay_out_source(SENTENCE * 40 + turned_table(11, 16) + turned_table(27, 16) + SENTENCE * 40)
    found = furniture(pages)
    assert [text for text in found if text.isdigit()] == ["1", "2", "3", "4"]
    assert sum("Transport in salts" in text for text in found) == 4


def test_a_note_at_the_brink_of_the_paper_is_text() -> None:
    note = "Fits to the data of all samples were made with weights as in the work before."
    foot = f"#place(bottom, dy: 50pt)[#text(7pt)[#super[5]{note}]]\n"
    (page,) = lay_out_source(foot + SENTENCE * 40)
    assert not any(note[:20] in text for text in furniture([page]))


def test_pages_cut_from_a_paper_keep_the_text_before_their_first_heading() -> None:
    pages = lay_out_source(
        SENTENCE * 12 + "\n\n#text(13pt)[*Methods and results of all the runs*]\n\n" + SENTENCE * 12
    )
    assert not any("pellets" in text for text in furniture(pages))
