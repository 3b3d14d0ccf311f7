"""Manners of supplements and of journals that draw few rules."""

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
from tests.typeset.specs import plain, temperatures
from tests.typeset.typst_source import escape
from tests.typeset.words import cell, sentence

Made = tuple[str, Sequence[Part]]


@manner("one-rule-below-head", develop=True)
def one_rule(rng: Random) -> Made:
    """A caption, a head, one rule below it, rows: nothing else is drawn."""
    part = plain(rng, "fgse", rng.randint(5, 8))
    table = grid(part, [*heads(part, "_TEXT_"), rule(0.5), *rows(part)], columns="1.5fr, 1fr, 1fr, 1fr")
    return sheet(LIBERTINUS, 9.5) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("rules-around-head", develop=True)
def rules_around_head(rng: Random) -> Made:
    """Rules above and below the head, none at the end; notes follow the last row."""
    part = mark_cells(plain(rng, "lsen", rng.randint(5, 8)), rng, "ab")
    lines = [rule(0.8), *heads(part), rule(0.8), *rows(part)]
    notes = f"#text(size: 7pt)[{run_notes(part, '#super[MARK]TEXT')}]"
    table = grid(part, lines, columns="1fr, 1.2fr, 1fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table + notes), size=8)), [part]


@manner("pale-ground", develop=True)
def pale_ground(rng: Random) -> Made:
    """Caption and table on one pale ground with a rule below the head."""
    part = plain(rng, "lfsn", rng.randint(5, 8))
    table = grid(part, [*heads(part, "*TEXT*"), rule(0.4), *rows(part)], columns="1fr, 1.6fr, 1fr, 1fr")
    ground = f'#rect(width: 100%, fill: rgb("#f3efe6"), inset: 5pt)[{titled(part, table)}]'
    return sheet(SANS, 8.5) + inside(rng, block(ground, size=7)), [part]


@manner("ground-under-body", develop=True)
def ground_under_body(rng: Random) -> Made:
    """The caption above a grey ground that holds head and rows, without rules."""
    part = plain(rng, "fmse", rng.randint(5, 8))
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], columns="1.5fr, 1.2fr, 1fr, 1fr")
    ground = f"#rect(width: 100%, fill: luma(235), inset: 4pt)[{table}]"
    return sheet(SERIF, 9) + inside(rng, block(titled(part, ground), size=7.5)), [part]


@manner("coordinates", develop=True)
def coordinates(rng: Random) -> Made:
    """Sites of atoms in a supplement: numbers with their errors in brackets, "Table S1"."""
    atoms = ("Li1", "Li2", "La", "Zr", "O", "Cl")
    body = tuple(
        (
            Entry(atom),
            Entry(f"{rng.choice((4, 8, 24, 96))}{rng.choice('abcgh')}"),
            *(
                Entry(rng.choice(("0", "1/4", f"0.{rng.randint(100, 999)}({rng.randint(1, 9)})")))
                for _ in range(3)
            ),
            Entry(f"0.{rng.randint(20, 90)}"),
        )
        for atom in atoms
    )
    names = ("Atom", "Site", "x", "y", "z", "Occ.")
    part = Part(sentence(rng, 8)[:-1], (tuple(map(Entry, names)),), body, "lccccc")
    lines = [rule(0.8), *heads(part, "_TEXT_"), rule(0.4), *rows(part), rule(0.8)]
    table = grid(part, lines, columns=", ".join(["1fr"] * 6))
    body_ = titled(part, table, label="*Table S1.* TEXT.")
    return sheet(SERIF, 11, columns=1) + inside(rng, block(body_, size=10), after=2), [
        replace(part, number="S1")
    ]


@manner("units-between-rules", develop=True)
def units_between_rules(rng: Random) -> Made:
    """Units in brackets in a row of their own between two rules."""
    names = ("Sample", "σ \\\\ (S cm^{−1})", "E_{a} \\\\ (eV)", "Density \\\\ (%)")
    part = part_of(rng, "lsen", rng.randint(5, 8), names, "lccc")
    pairs = [name.partition(" \\\\ ") for name in names]
    top = " ".join(f"[{escape(name)}]," for name, _, _ in pairs)
    low = " ".join(f"[{escape(unit)}]," for _, _, unit in pairs)
    lines = [rule(0.8), top, rule(0.3), low, rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1fr, 1.2fr, 1fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("lettered-rows", develop=True)
def lettered_rows(rng: Random) -> Made:
    """(a), (b) and (c) in bold over the rows of a full-width table without rules between."""
    part = plain(rng, "fmsen", 9)
    body: list[tuple[Entry | None, ...] | str] = []
    for n, letter in enumerate("abc"):
        body += [f"({letter}) {sentence(rng, 2)[:-1]}", *part.rows[3 * n : 3 * n + 3]]
    part = replace(part, rows=tuple(body))
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part, group="*TEXT*"), rule(0.8)]
    table = grid(part, lines, columns="1.5fr, 1.2fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 9) + across(rng, block(titled(part, table), size=8)), [part]


@manner("caption-in-first-row", develop=True)
def caption_in_first_row(rng: Random) -> Made:
    """The caption stands within the first row of the drawn grid, over all columns."""
    part = plain(rng, "lsen", rng.randint(5, 8))
    caption = f"table.cell(colspan: 4, align: left)[*Table 1.* {escape(part.caption)}.],"
    table = grid(
        part, [caption, *heads(part), *rows(part)], options="stroke: 0.4pt", columns="1fr, 1.2fr, 1fr, 1fr"
    )
    return sheet(SANS, 8.5) + inside(rng, block(table, size=7.5)), [part]


@manner("head-repeats", develop=True)
def head_spread(rng: Random) -> Made:
    """One quantity at three temperatures, then a second at the same ones; rules under both."""
    names = ("σ (S cm^{−1})", "E_{a} (eV)")
    top = (Entry("Compound", down=2), Entry(names[0], across=2), None, Entry(names[1], across=2), None)
    low = (None, Entry("cooling"), Entry("heating"), Entry("cooling"), Entry("heating"))
    body = tuple(tuple(Entry(cell(rng, k)) for k in "fssee") for _ in range(rng.randint(5, 8)))
    part = Part(sentence(rng, 7)[:-1], (top, low), body, "lcccc")
    lines = [rule(0.8), *heads(part, rules="0.3pt"), rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1.5fr, 1fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 9) + across(rng, block(titled(part, table), size=8)), [part]


@manner("wide-caption-narrow-table", develop=True)
def wide_caption(rng: Random) -> Made:
    """A caption over the whole text, a narrow table of three columns centred below."""
    part = replace(part_of(rng, "lse", rng.randint(4, 7), ("Sample", "σ (S cm^{−1})", "E_{a} (eV)"), "lcc"))
    part = replace(part, caption=" ".join(sentence(rng, 16) for _ in range(2))[:-1])
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    body = f"Table 1: {escape(part.caption)}.\n\n#align(center)[{grid(part, lines)}]"
    return sheet(MODERN, 11, columns=1) + inside(rng, block(body, size=10), after=2), [part]


@manner("bold-first-column", develop=True)
def bold_first_column(rng: Random) -> Made:
    """Properties down the side in bold, samples across, hairlines between rows."""
    labels = ("σ_{25 °C} (S cm^{−1})", "E_{a} (eV)", "Density (%)", "Lattice a (Å)")
    body = tuple(
        (Entry(label), *(Entry(cell(rng, kind)) for _ in range(3)))
        for label, kind in zip(labels, "senn", strict=True)
    )
    names = (Entry("Property"), *(Entry(cell(rng, "f")) for _ in range(3)))
    part = Part(sentence(rng, 7)[:-1], (names,), body, "lccc")
    printed = [line.replace("[", "[*", 1).replace("],", "*],", 1) for line in rows(part, between="")]
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.5)]
    for line in printed:
        lines += [line, rule(0.2)]
    table = grid(part, lines, columns="1.3fr, 1fr, 1fr, 1fr")
    return sheet(SANS, 8) + across(rng, block(titled(part, table), size=7)), [part]


@manner("temperatures-with-x", develop=True)
def temperatures_with_x(rng: Random) -> Made:
    """x down the side, temperatures across under one quantity, no rule under it."""
    part = temperatures(plain(rng, "fsss", 6), rng)
    body = tuple((Entry(f"0.{i}"), *row[1:]) for i, row in enumerate(part.rows) if not isinstance(row, str))
    top = (Entry("x", down=2), *part.heads[0][1:])
    part = replace(part, heads=(top, part.heads[1]), rows=body, align="cccc")
    lines = [rule(1), *heads(part), rule(0.4), *rows(part), rule(1)]
    table = grid(part, lines, columns="0.5fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("breaks-with-head", develop=True)
def breaks_with_head(rng: Random) -> Made:
    """A table of sixty rows that breaks where the page ends, five columns, its head repeated."""
    part = plain(rng, "fgser", 60)
    head = f"table.header({' '.join(heads(part))} {rule(0.5)}),"
    table = grid(part, [rule(1), head, *rows(part), rule(1)], columns="1.5fr, 1fr, 1fr, 1fr, 0.6fr")
    return sheet(MODERN, 11, columns=1) + prose(rng, 4) + _breakable(part, table) + prose(rng, 3), [part]


@manner("breaks-without-head", develop=True)
def breaks_without_head(rng: Random) -> Made:
    """The same where the head is not repeated and rules stand between the rows."""
    part = plain(rng, "lsen", 56)
    lines = [rule(0.6), *heads(part, "*TEXT*"), rule(0.6), *rows(part, between=rule(0.2)), rule(0.6)]
    table = grid(part, lines, columns="1fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 11, columns=1) + prose(rng, 4) + _breakable(part, table) + prose(rng, 3), [part]


def _breakable(part: Part, table: str) -> str:
    return (
        "#[#set text(size: 9.5pt)\n#set par(justify: false, first-line-indent: 0pt, spacing: 0.6em)\n"
        f"Table 1. {escape(part.caption)}.\n\n{table}]\n"
    )


@manner("indented-two-levels", develop=True)
def indented_two_levels(rng: Random) -> Made:
    """Compounds at the margin with their treatments set in, some compounds with values of their own."""
    body: list[tuple[Entry | None, ...] | str] = []
    for name in rng.sample(("Li_{3}YCl_{6}", "Li_{6}PS_{5}Cl", "Na_{3}PS_{4}", "Li_{3}OCl"), 3):
        body.append(name)
        body += [
            (Entry(how), *(Entry(cell(rng, k)) for k in "sen"))
            for how in rng.sample(("as milled", "annealed", "hot pressed"), 2)
        ]
    names = ("Material", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "lccc")
    printed = [
        line.replace("[", "[#h(0.8em)", 1) if line.startswith("[") else line
        for line in rows(part, group="TEXT")
    ]
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.5), *printed, rule(0.8)]
    table = grid(part, lines, columns="1.3fr, 1fr, 1fr, 1fr")
    return sheet(LIBERTINUS, 10, columns=1) + inside(rng, block(titled(part, table), size=9), after=3), [part]


@manner("colons-between-two-rules", develop=True)
def colons_two_rules(rng: Random) -> Made:
    """Labels with colons and their values, a rule above and one below, in a column."""
    labels = ("Chemical formula:", "Crystal system:", "Space group:", "a:", "Z:", "Temperature:")
    values = (cell(rng, "f"), "cubic", cell(rng, "g"), f"{cell(rng, 'n')} Å", "4", "298 K")
    pairs = tuple((Entry(a), Entry(b)) for a, b in zip(labels, values, strict=True))
    part = Part(sentence(rng, 6)[:-1], (), pairs, "ll")
    table = grid(part, [rule(1), *rows(part), rule(1)])
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8.5)), [part]
