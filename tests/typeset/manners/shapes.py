"""Tables of unusual shape: without caption or rules, sub-tables, cells of two lines, specifications."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.typeset.manners.journals import mark_heads, run_notes
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
    rows,
    rule,
    sheet,
    titled,
)
from tests.typeset.spec import Entry, Part
from tests.typeset.specs import plain
from tests.typeset.typst_source import escape
from tests.typeset.words import cell, sentence

Made = tuple[str, Sequence[Part]]


def _values(rng: Random, kinds: str, count: int, names: Sequence[str], align: str) -> Part:
    body = tuple(tuple(Entry(cell(rng, kind)) for kind in kinds) for _ in range(count))
    return Part(sentence(rng, rng.randint(5, 9))[:-1], (tuple(map(Entry, names)),), body, align)


@manner("bare-numbers")
def bare_numbers(rng: Random) -> Made:
    """Neither caption nor rules: a head in bold over columns of numbers."""
    names = ("Sample", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = _values(rng, "lsen", rng.randint(5, 8), names, "lccc")
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], columns="1fr, 1.2fr, 1fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(table, size=8)), [replace(part, caption="")]


@manner("bare-numbers-plain-head")
def bare_numbers_plain(rng: Random) -> Made:
    """Neither caption nor rules nor bold, in one column of text."""
    names = ("x", "a (Å)", "V (Å^{3})", "σ (mS cm^{−1})", "E_{a} (eV)")
    body = tuple(
        (Entry(f"0.{i}"), *(Entry(cell(rng, kind)) for kind in "nnne")) for i in range(rng.randint(5, 8))
    )
    part = Part("", (tuple(map(Entry, names)),), body, "lcccc")
    table = grid(part, [*heads(part), *rows(part)], columns=", ".join(["1fr"] * 5))
    return sheet(MODERN, 11, columns=1) + inside(rng, block(table, size=10), after=3), [part]


@manner("stripes-without-caption")
def stripes_without_caption(rng: Random) -> Made:
    """Only fills: a dark head, every other row tinted."""
    names = ("Compound", "Space group", "σ (S cm^{−1})", "E_{a} (eV)")
    part = _values(rng, "fgse", rng.randint(6, 9), names, "llcc")
    fill = "fill: (x, y) => if y == 0 { luma(190) } else if calc.even(y) { luma(235) }"
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], options=fill, columns="1.4fr, 1fr, 1fr, 1fr")
    return sheet(SANS, 8.5) + inside(rng, block(table, size=7.5)), [replace(part, caption="")]


@manner("sub-tables")
def sub_tables(rng: Random) -> Made:
    """Two tables under one caption, told (a) and (b), with heads of their own."""
    first = _values(rng, "fsen", 4, ("Compound", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)"), "lccc")
    second = _values(rng, "lgnr", 4, ("Sample", "Space group", "Size (nm)", "Ref."), "lccc")

    def sub(part: Part, title: str) -> str:
        lines = [rule(0.6), *heads(part), rule(0.4), *rows(part), rule(0.6)]
        return f"{title}\n\n{grid(part, lines, columns='1.4fr, 1fr, 1fr, 1fr')}"

    below = f"{sub(first, '(a) Transport')}\n#v(5pt)\n{sub(second, '(b) Structure')}"
    body = f"*Table 1.* {escape(first.caption)}.\n\n#v(3pt)\n{below}"
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [first, replace(second, caption="")]


@manner("panels-with-one-head")
def panels(rng: Random) -> Made:
    """(a) and (b) as rows over all columns under one head."""
    part = plain(rng, "fsen", 6)
    body = (f"(a) {sentence(rng, 3)[:-1]}", *part.rows[:3], f"(b) {sentence(rng, 3)[:-1]}", *part.rows[3:])
    part = replace(part, rows=body, align="lccc")
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part, group="*TEXT*"), rule(0.8)]
    made = f"*Table 1* {escape(part.caption)}\n{grid(part, lines, columns='1.4fr, 1fr, 1fr, 1fr')}"
    return sheet(LIBERTINUS, 9) + inside(rng, block(made, size=8)), [part]


@manner("units-on-second-line")
def units_second_line(rng: Random) -> Made:
    """Quantities over their units, which bear no brackets."""
    names = ("Compound", "σ \\\\ S cm^{−1}", "E_{a} \\\\ eV", "T \\\\ °C", "Density \\\\ %")
    part = _values(rng, "fsetn", rng.randint(5, 8), names, "lcccc")
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    body = titled(part, grid(part, lines, columns="1.6fr, 1.3fr, 1fr, 1fr, 1fr"))
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("narrow-beside-text")
def narrow_beside_text(rng: Random) -> Made:
    """A table narrower than its column, centred, with the other column's text beside it."""
    part = _values(rng, "le", rng.randint(4, 7), ("Sample", "E_{a} (eV)"), "lc")
    lines = [rule(0.6), *heads(part), rule(0.4), *rows(part), rule(0.6)]
    body = f"#align(center)[*Table 1.* {escape(part.caption)}.\n{grid(part, lines)}]"
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("value-over-uncertainty")
def value_over_uncertainty(rng: Random) -> Made:
    """Cells of two lines: a value, its uncertainty in brackets below."""

    def pair() -> Entry:
        return Entry(f"{rng.uniform(0.1, 9):.2f} \\\\ ({rng.uniform(0.01, 0.2):.2f})")

    body = tuple((Entry(cell(rng, "l")), pair(), pair(), pair()) for _ in range(rng.randint(4, 7)))
    names = ("Sample", "σ (mS cm^{−1})", "E_{a} (eV)", "n_{c}")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "lccc")
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    options = "inset: (x: 0.6em, y: 0.45em)"
    made = titled(part, grid(part, lines, options=options, columns="1fr, 1fr, 1fr, 1fr"))
    return sheet(SERIF, 9) + inside(rng, block(made, size=8)), [part]


LONG = (
    ("Li_{6.55}Ga_{0.15}La_{2.95}Rb_{0.05}", "Zr_{1.75}Ta_{0.25}O_{12}"),
    ("Na_{3.4}Zr_{1.9}Zn_{0.1}Si_{2.2}P_{0.8}", "O_{12}"),
    ("Li_{9.54}Si_{1.74}P_{1.44}", "S_{11.7}Cl_{0.3}"),
    ("Li_{2.2}In_{0.2}Sc_{0.2}Zr_{0.2}Hf_{0.2}Ta_{0.2}", "Cl_{6}"),
    ("(Li_{0.33}La_{0.56})_{1.005}Ti_{0.99}", "Al_{0.01}O_{3}"),
    ("Na_{2.25}Y_{0.25}Zr_{0.5}Hf_{0.25}", "Cl_{5.5}Br_{0.5}"),
)


@manner("formula-wraps")
def formula_wraps(rng: Random) -> Made:
    """Long formulas that break in their cell without a hyphen."""
    body: list[tuple[Entry, ...]] = []
    for upper, lower in rng.sample(LONG, 4):
        body.append((Entry(upper + lower), *(Entry(cell(rng, k)) for k in "sen")))
        body.append(tuple(Entry(cell(rng, k)) for k in "fsen"))
    names = ("Compound", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "lccc")
    printed = rows(part)
    for upper, lower in LONG:
        whole, cut = escape(upper + lower), f"{escape(upper)} \\ {escape(lower)}"
        printed = [line.replace(whole, cut) for line in printed]
    lines = [rule(0.8), *heads(part), rule(0.4), *printed, rule(0.8)]
    options = "inset: (x: 0.4em, y: 0.4em)"
    made = titled(part, grid(part, lines, options=options, columns="1.7fr, 1.1fr, 0.9fr, 1fr"))
    return sheet(SERIF, 9) + inside(rng, block(made, size=8)), [part]


@manner("scripts-everywhere")
def scripts_everywhere(rng: Random) -> Made:
    """Raised and lowered text in heads, first cells and values, marks too."""
    names = ("Phase", "σ_{25 °C} (S cm^{−1})", "10^{3} D_{Li} (nm^{2} s^{−1})", "E_{a}^{bulk} (eV)")
    groups = ("P6_{3}/m", "I4_{1}32", "Fd3m", "P2_{1}2_{1}2_{1}", "Cmc2_{1}", "R3c")
    body = tuple(
        (
            Entry(f"{cell(rng, 'f')} ({rng.choice(groups)})"),
            Entry(cell(rng, "s")),
            Entry(f"{rng.uniform(1, 9):.1f}"),
            Entry(f"0.{rng.randint(18, 60)}"),
        )
        for _ in range(rng.randint(5, 8))
    )
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "lccc")
    part = mark_heads(part, rng, ["a", "b"])
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    notes = f"#text(size: 7pt)[{run_notes(part, '#super[MARK] TEXT')}]"
    made = f"*Table 1* {escape(part.caption)}\n{grid(part, lines)}{notes}"
    return sheet(LIBERTINUS, 9) + across(rng, block(made, size=8.5)), [part]


@manner("specification")
def specification(rng: Random) -> Made:
    """Rows of a label with a colon and its value, no head, hairlines."""
    labels = (
        "Formula:",
        "Space group:",
        "Cell length:",
        "Radiation:",
        "Density:",
        "Temperature:",
        "Reflections:",
    )
    values = (
        cell(rng, "f"),
        cell(rng, "g"),
        f"{rng.uniform(5, 13):.3f} Å",
        "Mo Kα",
        f"{rng.uniform(2, 6):.2f} g cm^{{−3}}",
        f"{rng.choice((100, 150, 298))} K",
        str(rng.randint(1200, 9000)),
    )
    part = Part(
        sentence(rng, 6)[:-1],
        (),
        tuple((Entry(a), Entry(b)) for a, b in zip(labels, values, strict=True)),
        "ll",
    )
    lines = [rule(0.6), *rows(part), rule(0.6)]
    made = titled(part, grid(part, lines, columns="1fr, 1fr"))
    return sheet(SERIF, 9) + inside(rng, block(made, size=8)), [part]


@manner("folded")
def folded(rng: Random) -> Made:
    """A long narrow table folded: the same heads twice, an upright rule between the halves."""
    names = ("x", "σ (mS cm^{−1})", "x", "σ (mS cm^{−1})")
    body = tuple(
        (Entry(f"0.0{i}"), Entry(cell(rng, "n")), Entry(f"0.{i + 5}0"), Entry(cell(rng, "n")))
        for i in range(1, 6)
    )
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "cccc")
    lines = ["table.vline(x: 2, stroke: 0.4pt),", rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    made = f"*Table 1* {escape(part.caption)}\n{grid(part, lines, columns='1fr, 1fr, 1fr, 1fr')}"
    return sheet(SERIF, 9) + inside(rng, block(made, size=8)), [part]


@manner("merged-at-both-ends")
def merged_at_both_ends(rng: Random) -> Made:
    """The first and the last column stand for two rows each, told apart by hairlines."""
    body: list[tuple[Entry | None, ...]] = []
    for _ in range(4):
        body.append(
            (Entry(cell(rng, "f"), down=2), Entry("bulk"), *_pair(rng), Entry(cell(rng, "r"), down=2))
        )
        body.append((None, Entry("total"), *_pair(rng), None))
    names = ("Compound", "Part", "σ (S cm^{−1})", "E_{a} (eV)", "Ref.")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "llccl")
    lines = [rule(0.8), *heads(part), rule(0.5)]
    for i, line in enumerate(rows(part)):
        lines += [rule(0.2, "luma(120)"), line] if i and i % 2 == 0 else [line]
    lines.append(rule(0.8))
    made = titled(part, grid(part, lines, columns="1.5fr, 0.8fr, 1.2fr, 1fr, 0.6fr"))
    return sheet(SERIF, 9) + across(rng, block(made, size=8)), [part]


def _pair(rng: Random) -> tuple[Entry, Entry]:
    return Entry(cell(rng, "s")), Entry(cell(rng, "e"))


@manner("dot-leaders")
def dot_leaders(rng: Random) -> Made:
    """Leaders of points from each label to its values."""
    names = ("Parameter", "Bulk", "Film")
    labels = (
        "Conductivity (mS cm^{−1})",
        "Density (g cm^{−3})",
        "Barrier (eV)",
        "Thickness (mm)",
        "Charge (C)",
    )
    body = tuple((Entry(label), Entry(cell(rng, "n")), Entry(cell(rng, "n"))) for label in labels)
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "lcc")
    printed = [line.replace("],", " #box(width: 1fr, repeat[.])],", 1) for line in rows(part)]
    lines = [rule(0.6), *heads(part), rule(0.4), *printed, rule(0.6)]
    made = f"Table 1. {escape(part.caption)}.\n{grid(part, lines, columns='2fr, 1fr, 1fr')}"
    return sheet(SERIF, 9) + inside(rng, block(made, size=8)), [part]
