"""More manners: marks as numbers, spread pairs, leaders, cells without rules told by their shape."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.typeset.manners.journals import mark_cells, own_notes, run_notes
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


@manner("numbered-notes", develop=True)
def numbered_notes(rng: Random) -> Made:
    """Notes bear numbers, set behind one another with semicolons between."""
    part = mark_cells(plain(rng, "lfse", rng.randint(5, 8)), rng, "12")
    part = mark_heads_too(part, rng)
    lines = [rule(0.75), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.75)]
    notes = "; ".join(f"#super[{m}] {escape(t[:-1])}" for m, t in part.notes)
    table = grid(part, lines, columns="1fr, 1.6fr, 1fr, 1fr")
    body = titled(part, f"{table}#text(size: 7.5pt)[{notes}.]\n")
    page = "width: 595pt, height: 842pt, margin: (left: 170pt, right: 36pt, y: 60pt)"
    read = tuple((m, t[:-1]) for m, t in part.notes[:-1]) + part.notes[-1:]
    made = sheet(SERIF, 10, columns=1, page=page) + inside(rng, block(body, size=9), after=2)
    return made, [replace(part, notes=read)]


def mark_heads_too(part: Part, rng: Random) -> Part:
    """One more mark, on the last head."""
    names = list(part.heads[0])
    last = names[-1]
    assert last is not None
    names[-1] = replace(last, mark="3")
    return replace(part, heads=(tuple(names),), notes=(*part.notes, ("3", sentence(rng, 6))))


@manner("square-marks-in-cells", develop=True)
def square_marks(rng: Random) -> Made:
    """Marks in raised square brackets behind cells; notes open so."""
    part = mark_cells(plain(rng, "fgse", rng.randint(5, 8)), rng, ["[a]", "[b]", "[c]"])
    lines = [rule(0.5), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.5)]
    notes = f"#text(size: 7pt)[{run_notes(part, 'MARK TEXT')}]"
    body = titled(part, grid(part, lines, columns="1.7fr, 1fr, 1fr, 0.8fr") + notes)
    made = sheet(SANS, 8.5) + inside(rng, block(body, size=7))
    kept = [
        row if isinstance(row, str) else tuple(replace(e, mark=e.mark.strip("[]")) if e else e for e in row)
        for row in part.rows
    ]
    plain_notes = tuple((m.strip("[]"), t) for m, t in part.notes)
    return made, [replace(part, rows=tuple(kept), notes=plain_notes)]


@manner("deviation-below-value", develop=True)
def deviation_below(rng: Random) -> Made:
    """A value, below it ± and its deviation, in a preprint with rules above and below."""

    def pair() -> Entry:
        return Entry(f"{rng.uniform(1, 90):.1f} \\\\ ± {rng.uniform(0.1, 2):.1f}")

    body = tuple((Entry(cell(rng, "f")), pair(), pair()) for _ in range(rng.randint(4, 6)))
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, ("Phase", "D (nm)", "V (Å^{3})"))),), body, "lcc")
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    table = grid(part, lines, options="inset: (x: 0.8em, y: 0.4em)", columns="1.4fr, 1fr, 1fr")
    return sheet(MODERN, 10, columns=1) + inside(rng, block(titled(part, table), size=10), after=2), [part]


@manner("brackets-below-tight", develop=True)
def brackets_below(rng: Random) -> Made:
    """Errors in brackets below their values; pairs no further apart than their lines."""

    def pair() -> Entry:
        return Entry(f"{rng.uniform(0.1, 9):.3f} \\\\ ({rng.uniform(0.001, 0.2):.3f})")

    body = tuple((Entry(cell(rng, "l")), *(pair() for _ in range(4))) for _ in range(rng.randint(4, 6)))
    names = ("Sample", "a", "b", "c", "V")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body, "lcccc")
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part, side="top"), rule(0.8)]
    table = grid(part, lines, options="inset: (x: 0.5em, y: 0.25em)", columns="1fr, 1fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 9) + across(rng, block(titled(part, table), size=8.5)), [part]


@manner("point-leaders", develop=True)
def point_leaders(rng: Random) -> Made:
    """A list of parameters: label, leaders, one value; no head."""
    labels = ("Cut-off (eV)", "Time step (fs)", "Cells", "Smearing (eV)", "Steps", "Charge (C)")
    part = Part(sentence(rng, 6)[:-1], (), tuple((Entry(x), Entry(cell(rng, "n"))) for x in labels), "lr")
    printed = [line.replace("],", " #box(width: 1fr, repeat[.#h(2pt)])],", 1) for line in rows(part)]
    table = grid(part, [rule(0.6), *printed, rule(0.6)], columns="3fr, 1fr")
    return sheet(SERIF, 9) + inside(rng, block(titled(part, table), size=8)), [part]


@manner("wide-rows-no-rules", develop=True)
def wide_rows(rng: Random) -> Made:
    """Neither caption nor rules, over the full width: labels, then numbers far apart."""
    names = ("Compound", "a (Å)", "V (Å^{3})", "σ (mS cm^{−1})", "E_{a} (eV)", "Ref.")
    part = part_of(rng, "fnnner", rng.randint(5, 9), names, "lcccccc"[:6])
    table = grid(part, [*heads(part), *rows(part)], columns="1.5fr, 1fr, 1fr, 1fr, 1fr, 1fr")
    return sheet(SERIF, 9) + across(rng, block(table, size=8)), [replace(part, caption="")]


@manner("numbers-in-thesis", develop=True)
def numbers_in_thesis(rng: Random) -> Made:
    """Neither caption nor rules in one wide column: x and four quantities, all centred."""
    names = ("x", "a (Å)", "ρ (g cm^{−3})", "σ (S cm^{−1})", "E_{a} (eV)")
    body = tuple((Entry(f"0.{i}0"), *(Entry(cell(rng, k)) for k in "nnse")) for i in range(rng.randint(4, 7)))
    part = Part("", (tuple(map(Entry, names)),), body, "ccccc")
    table = grid(part, [*heads(part), *rows(part)], columns=", ".join(["1fr"] * 5))
    return sheet(MODERN, 11, columns=1) + inside(rng, block(table, size=11), after=3), [part]


@manner("title-below-long", develop=True)
def title_below(rng: Random) -> Made:
    """A caption of three lines below three rules, in two columns."""
    part = replace(
        plain(rng, "lsen", rng.randint(5, 8)), caption=" ".join(sentence(rng, 13) for _ in range(2))
    )
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    table = grid(part, lines, columns="1fr, 1fr, 1fr, 1fr")
    body = f"{table}\n#par(justify: true)[Table 1: {escape(part.caption)}]"
    return sheet(LIBERTINUS, 9.5) + inside(rng, block(body, size=9)), [part]


@manner("longtable", develop=True)
def longtable(rng: Random) -> Made:
    """Sixty rows over two pages under upright rules; head and label repeated with "continued"."""
    part = plain(rng, "fsen", 60)
    frame = "1.6fr, 1.2fr, 1fr, 1fr"

    def piece(rows_: tuple[tuple[Entry | None, ...] | str, ...], caption: str) -> str:
        own = replace(part, rows=rows_)
        uprights = " ".join(f"table.vline(x: {x}, stroke: 0.4pt)," for x in range(5))
        lines = [uprights, rule(0.4), *heads(own), rule(0.4), *rows(own), rule(0.4)]
        return block(f"{caption}\n{grid(own, lines, columns=frame)}", size=10)

    first = piece(part.rows[:32], f"Table 1: {escape(part.caption)}.")
    second = piece(part.rows[32:], "Table 1: (continued)")
    made = sheet(MODERN, 11, columns=1) + prose(rng, 2) + first + "#pagebreak()\n" + second + prose(rng, 3)
    return made, [part]


@manner("rules-under-each-group", develop=True)
def rules_under_groups(rng: Random) -> Made:
    """The first column and the last stand for two or three rows each, rules between, text centred."""
    body: list[tuple[Entry | None, ...]] = []
    for _ in range(3):
        down = rng.randint(2, 3)
        body.append(
            (Entry(cell(rng, "f"), down=down), *_sample(rng), Entry(f"[{cell(rng, 'r')}]", down=down))
        )
        body += [(None, *_sample(rng), None) for _ in range(down - 1)]
    names = ("Compound", "Sample", "σ (S cm^{−1})", "E_{a} (eV)", "Ref.")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "llccc")
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.5)]
    for i, line in enumerate(rows(part)):
        lines += [rule(0.3), line] if i and body[i][0] is not None else [line]
    lines.append(rule(0.8))
    table = grid(part, lines, columns="1.5fr, 1fr, 1.2fr, 1fr, 0.6fr")
    return sheet(SERIF, 9) + across(rng, block(titled(part, table), size=8)), [part]


def _sample(rng: Random) -> tuple[Entry, Entry, Entry]:
    return Entry(cell(rng, "l")), Entry(cell(rng, "s")), Entry(cell(rng, "e"))


@manner("doubled-rules", develop=True)
def doubled_rules(rng: Random) -> Made:
    """Two rules close together above and below, columns spread over the width, caption in capitals."""
    part = temperatures(plain(rng, "fsss", rng.randint(5, 8)), rng)
    lines = [*heads(part, rules="0.4pt"), rule(0.4), *rows(part)]
    table = grid(part, lines, columns="1.4fr, 1fr, 1fr, 1fr", options="inset: (x: 0pt, y: 0.3em)")
    double = "#block(width: 100%, height: 2pt, stroke: (top: 0.4pt, bottom: 0.4pt), spacing: 2pt)[]\n"
    body = f"TABLE I. {escape(part.caption)}.\n{double}{table}{double}"
    return sheet(MODERN, 9) + inside(rng, block(body, size=8)), [replace(part, number="I")]


@manner("spaced-manuscript", develop=True)
def spaced_manuscript(rng: Random) -> Made:
    """Everything in double spacing, also within the table; rows further apart than lines of print."""
    part = mark_cells(plain(rng, "fsne", rng.randint(4, 6)), rng, "*†")
    lines = [rule(0.5), *heads(part), rule(0.5), *rows(part), rule(0.5)]
    table = grid(part, lines, options="inset: (x: 0.4em, y: 0.95em)", columns="1.6fr, 1.2fr, 1fr, 1fr")
    body = titled(part, table + own_notes(part, "#super[MARK]TEXT"), label="Table 1. TEXT.\\ ")
    page = "width: 612pt, height: 792pt, margin: 72pt"
    text = prose(rng, 1) + "#v(10pt)\n" + block(body, size=12, leading=1.1) + "#v(16pt)\n" + prose(rng, 1)
    return sheet(SERIF, 12, columns=1, page=page, leading=1.3) + text, [part]


@manner("lines-between-columns", develop=True)
def lines_between(rng: Random) -> Made:
    """Upright rules between columns, level ones above and below the head, caption centred below."""
    part = replace(plain(rng, "lgen", rng.randint(5, 8)), align="cccc")
    uprights = " ".join(f"table.vline(x: {x}, stroke: 0.4pt)," for x in (1, 2, 3))
    lines = [uprights, *heads(part, "*TEXT*"), rule(0.4), *rows(part)]
    body = f"#align(center)[{grid(part, lines)}Table 1. {escape(part.caption)}]"
    return sheet(MODERN, 10.5, columns=1) + inside(rng, block(body, size=10), after=2), [part]


@manner("heads-wrapped-small", develop=True)
def heads_wrapped_small(rng: Random) -> Made:
    """Heads of two or three lines at the foot of their cells, spread columns, small print."""
    names = (
        "Compound",
        "Conductivity \\\\ at 25 °C \\\\ (mS cm^{−1})",
        "Barrier \\\\ (eV)",
        "Relative \\\\ density (%)",
    )
    part = part_of(rng, "fnen", rng.randint(5, 8), names, "lccc")
    lines = [rule(1), *heads(part, "#align(bottom)[TEXT]"), rule(0.4), *rows(part), rule(1)]
    table = grid(part, lines, columns="1.4fr, 1fr, 1fr, 1fr")
    return sheet(SANS, 8) + inside(rng, block(titled(part, table), size=7)), [part]


@manner("samples-set-in", develop=True)
def samples_set_in(rng: Random) -> Made:
    """Groups in bold on a line of their own, their rows set in, no rules between."""
    body: list[tuple[Entry | None, ...] | str] = []
    for name in rng.sample(("Garnets", "Sulfides", "Halides", "Hydrides"), 3):
        body.append(name)
        body += [tuple(Entry(cell(rng, k)) for k in "fsen") for _ in range(2)]
    names = ("Compound", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "lccc")
    printed = [
        line.replace("[", "[#h(1em)", 1) if line.startswith("[") else line
        for line in rows(part, group="*TEXT*")
    ]
    lines = [rule(0.8), *heads(part), rule(0.5), *printed, rule(0.8)]
    table = grid(part, lines, columns="1.7fr, 1.1fr, 0.9fr, 1fr")
    return sheet(SANS, 8) + inside(rng, block(titled(part, table), size=7)), [part]


@manner("notes-before-title", develop=True)
def notes_before_title(rng: Random) -> Made:
    """Notes below three rules, and the title below the notes."""
    part = mark_cells(plain(rng, "fmse", rng.randint(5, 8)), rng, "ab")
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    notes = f"#text(size: 7pt)[{own_notes(part, '#super[MARK] TEXT')}]"
    table = grid(part, lines, columns="1.6fr, 1.2fr, 1fr, 1fr")
    body = f"{table}{notes}\n#v(5pt)\n*Table 1.* {escape(part.caption)}."
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("grid-with-daggers", develop=True)
def grid_with_daggers(rng: Random) -> Made:
    """A drawn grid in a preprint, daggers explained on one line below, title on top."""
    part = mark_cells(plain(rng, "lfsr", rng.randint(5, 8)), rng, ["†", "‡", "§"])
    table = grid(part, [*heads(part), *rows(part)], options="stroke: 0.5pt")
    notes = f"#text(size: 8.5pt)[{run_notes(part, '#super[MARK];TEXT')}]"
    body = f"#align(center)[Table 1: {escape(part.caption)}.\n{table}]\n{notes}"
    return sheet(MODERN, 11, columns=1) + inside(rng, block(body, size=10), after=2), [part]


@manner("grid-daggers-title-below", develop=True)
def grid_daggers_below(rng: Random) -> Made:
    """A drawn grid in a column, its notes on one line, its title below them."""
    part = mark_cells(plain(rng, "lsen", rng.randint(5, 8)), rng, ["*", "**"])
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], options="stroke: 0.4pt")
    notes = f"#text(size: 7pt)[{run_notes(part, '#super[MARK] TEXT')}]"
    body = f"{table}\n{notes}\n\n#v(3pt)\nTable 1. {escape(part.caption)}."
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("turned-letters", develop=True)
def turned_letters(rng: Random) -> Made:
    """A table that reads from top to bottom, notes run together below it."""
    part = mark_cells(temperatures(plain(rng, "fsss", rng.randint(7, 10)), rng), rng, "abc")
    lines = [rule(0.8), *heads(part, rules="0.4pt"), rule(0.5), *rows(part), rule(0.8)]
    notes = f"#text(size: 8pt)[{run_notes(part, '#super[MARK];TEXT')}]"
    body = titled(part, grid(part, lines, columns="2fr, 1fr, 1fr, 1fr") + notes)
    turned = f"#align(center)[#rotate(90deg, reflow: true)[#block(width: 600pt)[{block(body, size=9)}]]]"
    return sheet(SERIF, 10) + f"#page(columns: 1)[{turned}]\n" + prose(rng, 9), [part]


@manner("plain-numbers-as-marks", develop=True)
def plain_numbers(rng: Random) -> Made:
    """Raised numbers, each explained by a sentence; all columns centred, head in bold."""
    part = mark_cells(replace(plain(rng, "gsne", rng.randint(5, 8)), align="cccc"), rng, "123")
    lines = [rule(0.7), *heads(part, "*TEXT*"), rule(0.4), *rows(part), rule(0.7)]
    notes = f"#text(size: 7.5pt)[{run_notes(part, '#super[MARK] TEXT')}]"
    body = titled(part, grid(part, lines, columns="1fr, 1fr, 1fr, 1fr") + notes)
    return sheet(SERIF, 9.5, columns=1) + inside(rng, block(body, size=9), after=3), [part]


@manner("grey-head-brackets", develop=True)
def grey_head_brackets(rng: Random) -> Made:
    """A grey head whose cells carry [a] and [b]; no other rules; notes one a line."""
    part = plain(rng, "lsen", rng.randint(5, 8))
    names = [e or Entry("") for e in part.heads[0]]
    names[1], names[2] = replace(names[1], mark="[a]"), replace(names[2], mark="[b]")
    said = (("[a]", sentence(rng, 6)), ("[b]", sentence(rng, 5)))
    printed = replace(part, heads=(tuple(names),), notes=said)
    fill = "fill: (x, y) => if y == 0 { luma(215) }"
    lines = [*heads(printed, "*TEXT*"), *rows(part)]
    notes = f"#text(size: 7pt)[{own_notes(printed, 'MARK TEXT')}]"
    body = titled(part, grid(part, lines, options=fill, columns="1fr, 1fr, 1fr, 1fr") + notes)
    heads_read = tuple(replace(e, mark=e.mark.strip("[]")) for e in names)
    read = replace(part, heads=(heads_read,), notes=tuple((m.strip("[]"), t) for m, t in said))
    return sheet(SANS, 8.5) + inside(rng, block(body, size=7.5)), [read]


@manner("stripes-two-levels", develop=True)
def stripes_levels(rng: Random) -> Made:
    """Two head levels on a dark ground, stripes below, no rules, no caption."""
    part = replace(temperatures(plain(rng, "fsss", rng.randint(6, 8)), rng), caption="")
    fill = "fill: (x, y) => if y < 2 { luma(190) } else if calc.even(y) { luma(235) }"
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], options=fill, columns="1.5fr, 1fr, 1fr, 1fr")
    return sheet(SANS, 8.5) + inside(rng, block(table, size=7.5)), [part]


@manner("set-in-groups-sans", develop=True)
def set_in_groups(rng: Random) -> Made:
    """A title row per group in a tinted band over all columns, rows plain below."""
    body: list[tuple[Entry | None, ...] | str] = []
    for name in rng.sample(("Garnets", "Sulfides", "Halides", "Hydrides"), 3):
        body.append(name)
        body += [tuple(Entry(cell(rng, k)) for k in "lsen") for _ in range(2)]
    names = ("Sample", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body), "lccc")
    printed = [
        line.replace("table.cell(colspan: 4)", "table.cell(colspan: 4, fill: luma(225))")
        for line in rows(part, group="TEXT")
    ]
    table = grid(
        part,
        [rule(0.8), *heads(part, "*TEXT*"), rule(0.5), *printed, rule(0.8)],
        columns="1fr, 1fr, 1fr, 1fr",
    )
    return sheet(SANS, 8) + inside(rng, block(titled(part, table), size=7)), [part]


@manner("parameters-colons", develop=True)
def parameters(rng: Random) -> Made:
    """Labels with values and units, no head, hairlines between rows, one value of words."""
    labels = ("Instrument:", "Wavelength:", "Range of 2θ:", "Step:", "Software:", "R_{wp}:")
    values = ("powder diffractometer", "1.5406 Å", "10–80°", "0.02°", "least squares", f"{cell(rng, 'n')} %")
    part = Part(
        sentence(rng, 6)[:-1],
        (),
        tuple((Entry(a), Entry(b)) for a, b in zip(labels, values, strict=True)),
        "ll",
    )
    lines = [rule(0.6), *rows(part, between=rule(0.2, "gray")), rule(0.6)]
    return sheet(SANS, 8.5) + inside(rng, block(titled(part, grid(part, lines)), size=7.5)), [part]
