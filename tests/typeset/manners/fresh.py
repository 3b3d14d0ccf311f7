"""Manners written after the rules were, all kept for evaluation."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.typeset.manners.journals import mark_cells, run_notes
from tests.typeset.manners.manner import (
    LIBERTINUS,
    MODERN,
    SANS,
    SERIF,
    across,
    block,
    grid,
    heads,
    inside,
    manner,
    part_of,
    prose,
    rows,
    rule,
    sheet,
    titled,
)
from tests.typeset.spec import Entry, Part
from tests.typeset.specs import plain, sub_headings
from tests.typeset.typst_source import escape
from tests.typeset.words import cell, sentence

Made = tuple[str, Sequence[Part]]


@manner("label-and-italic-title", evaluate=True)
def italic_title(rng: Random) -> Made:
    """Label, title in italics below it, three rules, a general note opened by "Note."."""
    part = part_of(
        rng, "lsen", rng.randint(5, 8), ("Sample", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)"), "lccc"
    )
    said = sentence(rng, 9)
    lines = [rule(0.7), *heads(part), rule(0.5), *rows(part), rule(0.7)]
    table = grid(part, lines, columns="1fr, 1fr, 1fr, 1fr")
    body = f"*Table 1*\n\n_{escape(part.caption)}_\n\n{table}_Note._ {escape(said)}"
    return sheet(SERIF, 12, columns=1, leading=1.1) + inside(rng, block(body, size=11), after=1), [part]


@manner("slashes-in-heads", evaluate=True)
def slashes(rng: Random) -> Made:
    """Quantities in italics over their units behind a slash, thin space rows, two columns of text."""
    names = ("Compound", "σ / mS cm^{−1}", "E_{a} / eV", "T / K")
    part = part_of(rng, "fnet", rng.randint(6, 9), names, "lrrr")
    lines = [rule(1), *heads(part), rule(0.5), *rows(part), rule(1)]
    table = grid(part, lines, columns="1.6fr, 1fr, 1fr, 0.8fr", options="inset: (x: 0.5em, y: 0.22em)")
    return sheet(SANS, 9) + inside(rng, block(titled(part, table, label="*Tab. 1.* TEXT."), size=8)), [part]


@manner("dashed-rules", evaluate=True)
def dashed_rules(rng: Random) -> Made:
    """Dashed rules between groups under italic sub-headings, solid ones around."""
    part = sub_headings(plain(rng, "fsen", rng.randint(6, 9)), rng)
    printed = []
    dashes = 'table.hline(stroke: (thickness: 0.4pt, dash: "dashed")),'
    for i, line in enumerate(rows(part)):
        printed += [dashes, line] if i and line.startswith("table.cell(colspan") else [line]
    lines = [rule(0.8), *heads(part), rule(0.8), *printed, rule(0.8)]
    table = grid(part, lines, columns="1.6fr, 1.2fr, 1fr, 1fr")
    return sheet(LIBERTINUS, 9) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("tinted-columns", evaluate=True)
def tinted_columns(rng: Random) -> Made:
    """Every other column on a pale ground, a rule below the head, full width."""
    part = part_of(
        rng,
        "fsenr",
        rng.randint(6, 9),
        ("Compound", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)", "Ref."),
        "lcccc",
    )
    fill = 'fill: (x, y) => if calc.odd(x) { rgb("#eaf1f8") }'
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, options=fill, columns="1.6fr, 1fr, 1fr, 1fr, 0.6fr")
    return sheet(SANS, 8.5) + across(rng, block(titled(part, table), size=7.5)), [part]


@manner("columns-numbered", evaluate=True)
def columns_numbered(rng: Random) -> Made:
    """Units below the quantities in square brackets, all in one head between rules."""
    names = ("Sample", "σ \\\\ [S cm^{−1}]", "E_{a} \\\\ [eV]", "T \\\\ [°C]")
    part = part_of(rng, "lset", rng.randint(6, 9), names, "lccc")
    lines = [rule(0.4), *heads(part), rule(0.4), *rows(part, between=rule(0.1, "gray")), rule(0.4)]
    table = grid(part, lines, columns="1fr, 1fr, 1fr, 1fr")
    label = "*Table 1.* TEXT."
    return sheet(SANS, 8.5) + inside(rng, block(titled(part, table, label=label), size=7)), [part]


@manner("heads-turned", evaluate=True)
def heads_turned(rng: Random) -> Made:
    """Narrow columns of numbers under heads that are turned by 90 degrees."""
    names = ("Sample", "Density (%)", "Barrier (eV)", "Grain (nm)", "Source")
    part = part_of(rng, "lnenr", rng.randint(6, 9), names, "lcccc")
    turned = " ".join(
        f"[{escape(n)}],"
        if i == 0
        else f"table.cell(align: center + bottom)[#rotate(-90deg, reflow: true)[{n}]],"
        for i, n in enumerate(names)
    )
    lines = [rule(0.8), turned, rule(0.5), *rows(part), rule(0.8)]
    return sheet(SERIF, 9) + inside(rng, block(titled(part, grid(part, lines)), size=8)), [part]


@manner("continued-on-next-page", evaluate=True)
def continued_on_next(rng: Random) -> Made:
    """Says below the first part that the table goes on, and over the second that it does."""
    part = plain(rng, "lfse", 40)

    def piece(rows_: tuple[tuple[Entry | None, ...] | str, ...], caption: str, after: str) -> str:
        own = replace(part, rows=rows_)
        lines = [rule(0.8), *heads(own), rule(0.5), *rows(own), rule(0.8)]
        table = grid(own, lines, columns="1fr, 1.6fr, 1.2fr, 1fr")
        return block(f"{caption}\n\n{table}{after}", size=10)

    first = piece(
        part.rows[:22], f"Table 1: {escape(part.caption)}.", "#align(right)[Continued on next page]"
    )
    second = piece(part.rows[22:], "Table 1 – continued from previous page", "")
    made = sheet(MODERN, 11, columns=1) + prose(rng, 2) + first + "#pagebreak()\n" + second + prose(rng, 3)
    return made, [part]


@manner("title-then-legend", evaluate=True)
def title_then_legend(rng: Random) -> Made:
    """ "Supplementary Table 1", a bold title, then a legend of two sentences before the table."""
    part = plain(rng, "fsen", rng.randint(6, 9))
    legend = f"{sentence(rng, 12)} {sentence(rng, 10)}"
    lines = [rule(0.5), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.5)]
    table = grid(part, lines, columns="1.6fr, 1fr, 1fr, 1fr")
    body = f"*Supplementary Table 1 | {escape(part.caption)}.* {legend}\n\n{table}"
    return sheet(SANS, 10, columns=1) + inside(rng, block(body, size=9), after=2), [part]


@manner("ranges-and-bounds", evaluate=True)
def ranges_and_bounds(rng: Random) -> Made:
    """Values as ranges, bounds and "about", dashes for none, in three rules."""

    def value() -> str:
        forms = (
            "10^{−5}–10^{−4}",
            "<0.3",
            "~1.2",
            "> 10^{−6}",
            "0.22–0.31",
            "≈0.4",
            "–",
            "2 × 10^{−4}",
            "n.d.",
        )
        return rng.choice(forms)

    body = tuple(
        (Entry(cell(rng, "f")), Entry(value()), Entry(value()), Entry(cell(rng, "m"))) for _ in range(7)
    )
    names = ("Compound", "σ (S cm^{−1})", "E_{a} (eV)", "Route")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "lccl")
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1.5fr, 1.2fr, 1fr, 1.2fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("yes-and-no", evaluate=True)
def yes_and_no(rng: Random) -> Made:
    """Cells of one letter or sign under heads of one word, a drawn grid without outer sides."""
    names = ("Material", "Air", "Water", "Heat", "Li")
    body = tuple(
        (Entry(cell(rng, "f")), *(Entry(rng.choice("+−o")) for _ in range(4)))
        for _ in range(rng.randint(5, 8))
    )
    part = Part(sentence(rng, 6)[:-1], (tuple(map(Entry, names)),), body, "lcccc")
    uprights = " ".join(f"table.vline(x: {x}, stroke: 0.3pt)," for x in range(1, 5))
    lines = [uprights, rule(0.8), *heads(part), rule(0.5), *rows(part, between=rule(0.2)), rule(0.8)]
    return sheet(SERIF, 9) + inside(rng, block(titled(part, grid(part, lines)), size=8)), [part]


@manner("rows-of-words-spaced", evaluate=True)
def rows_of_words(rng: Random) -> Made:
    """Remarks over two lines in the last column, rows told by wider space, no rules between."""
    body = tuple(
        (Entry(cell(rng, "f")), Entry(cell(rng, "s")), Entry(f"{cell(rng, 'd')} and {cell(rng, 'm')}"))
        for _ in range(rng.randint(4, 6))
    )
    part = Part(
        sentence(rng, 7)[:-1], (tuple(map(Entry, ("Compound", "σ (S cm^{−1})", "Remarks"))),), body, "lll"
    )
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1.4fr, 1fr, 1.8fr", options="inset: (x: 0.5em, y: 0.5em)")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8, leading=0.45)), [part]


@manner("asterisks-and-refs", evaluate=True)
def asterisks_and_refs(rng: Random) -> Made:
    """Marks *, ** and *** behind values, references in square brackets in the last column."""
    part = mark_cells(plain(rng, "fse", rng.randint(6, 9)), rng, ["*", "**"])
    body = tuple(
        (*row, Entry(f"[{cell(rng, 'r')},{cell(rng, 'r')}]")) for row in part.rows if not isinstance(row, str)
    )
    part = replace(part, rows=body, heads=((*part.heads[0], Entry("Reference")),), align="lccc")
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.4), *rows(part), rule(0.8)]
    notes = f"#text(size: 8pt)[{run_notes(part, 'MARK TEXT')}]"
    table = grid(part, lines, columns="1.6fr, 1.2fr, 1fr, 1fr")
    return sheet(SERIF, 11, columns=1) + inside(rng, block(titled(part, table + notes), size=9.5), after=2), [
        part
    ]


@manner("samples-across", evaluate=True)
def samples_across(rng: Random) -> Made:
    """Quantities down the side with units in a column of their own, samples across, full width."""
    labels = (("Conductivity", "mS cm^{−1}"), ("Barrier", "eV"), ("Density", "%"), ("Thickness", "μm"))
    body = tuple((Entry(a), Entry(b), *(Entry(cell(rng, "n")) for _ in range(4))) for a, b in labels)
    names = ("Property", "Unit", "S1", "S2", "S3", "S4")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "llcccc")
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.4), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1.5fr, 1fr, 1fr, 1fr, 1fr, 1fr")
    return sheet(SANS, 8.5) + across(rng, block(titled(part, table), size=7.5), where="bottom"), [part]


@manner("crystal-data", evaluate=True)
def crystal_data(rng: Random) -> Made:
    """Crystal data of two compounds: words and numbers below one another, no rule between."""
    body = (
        (Entry("Empirical formula"), Entry(cell(rng, "f")), Entry(cell(rng, "f"))),
        (
            Entry("Formula weight"),
            Entry(f"{rng.uniform(200, 900):.2f}"),
            Entry(f"{rng.uniform(200, 900):.2f}"),
        ),
        (Entry("Temperature (K)"), Entry("298(2)"), Entry("150(2)")),
        (Entry("Crystal system"), Entry("monoclinic"), Entry("cubic")),
        (Entry("Space group"), Entry(cell(rng, "g")), Entry(cell(rng, "g"))),
        (Entry("a (Å)"), Entry(f"{rng.uniform(5, 13):.4f}(3)"), Entry(f"{rng.uniform(5, 13):.4f}(3)")),
        (Entry("Z"), Entry("4"), Entry("8")),
    )
    part = Part(sentence(rng, 7)[:-1], ((Entry("Compound"), Entry("1"), Entry("2")),), body, "lll")
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.4), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1.2fr, 1fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8)), [part]
