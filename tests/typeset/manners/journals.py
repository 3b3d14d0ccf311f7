"""Tables as journals print them: colour bands, hairlines, double rules, notes run together."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

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
from tests.typeset.specs import plain, set_cell, sub_headings, temperatures, two_levels
from tests.typeset.typst_source import escape
from tests.typeset.words import METHODS, cell, sentence

Made = tuple[str, Sequence[Part]]


def mark_cells(part: Part, rng: Random, marks: Sequence[str]) -> Part:
    """Each mark on a cell of its own column, explained by a note."""
    notes = []
    kept = [i for i, row in enumerate(part.rows) if not isinstance(row, str)]
    for n, mark in enumerate(marks):
        i, j = rng.choice(kept), n % len(part.align)
        row = part.rows[i]
        assert not isinstance(row, str)
        entry = row[j]
        assert entry is not None
        part = set_cell(part, i, j, replace(entry, mark=mark))
        notes.append((mark, sentence(rng, rng.randint(4, 7))))
    return replace(part, notes=tuple(notes))


def mark_heads(part: Part, rng: Random, marks: Sequence[str]) -> Part:
    """The marks on the last heads, explained by notes."""
    names = list(part.heads[0])
    notes = []
    for n, mark in enumerate(marks):
        j = len(names) - 1 - n
        names[j] = replace(names[j] or Entry(""), mark=mark)
        notes.append((mark, sentence(rng, rng.randint(4, 7))))
    return replace(part, heads=(tuple(names), *part.heads[1:]), notes=tuple(notes))


def run_notes(part: Part, form: str) -> str:
    """The notes one behind the other on one line; `form` holds MARK and TEXT."""
    shown = [form.replace("MARK", escape(m)).replace("TEXT", escape(t)) for m, t in part.notes]
    return " ".join(shown) + "\n"


def own_notes(part: Part, form: str) -> str:
    """Each note on a line of its own."""
    return "".join(
        f"#par[{form.replace('MARK', escape(m)).replace('TEXT', escape(t))}]\n" for m, t in part.notes
    )


@manner("colour-band")
def colour_band(rng: Random) -> Made:
    """A coloured band holds the caption and another the head; notes run together in small print."""
    part = mark_cells(plain(rng, "fsetr", rng.randint(6, 9)), rng, "ab")
    caption = f'#rect(width: 100%, fill: rgb("#fdf3d8"), inset: 4pt)[*Table 1. {escape(part.caption)}*]'
    lines = [rule(0.8), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.8)]
    notes = f"#text(size: 6.5pt)[{run_notes(part, '#super[MARK];TEXT')}]"
    body = f"{caption}\n#v(2pt)\n{grid(part, lines, columns='1.6fr, 1.4fr, 1fr, 1fr, 0.6fr')}{notes}"
    return sheet(SERIF, 9.5) + inside(rng, block(body, size=7.5, font=SANS)), [part]


@manner("grey-head-hairlines")
def grey_head_hairlines(rng: Random) -> Made:
    """A grey head row, hairlines between rows, marks in square brackets."""
    part = mark_heads(plain(rng, "lfse", rng.randint(5, 8)), rng, ["[a]", "[b]"])
    fill = "fill: (x, y) => if y == 0 { luma(220) }"
    lines = [rule(), *heads(part), rule(), *rows(part, between=rule(0.25, "gray")), rule()]
    notes = f"#text(size: 7pt)[{run_notes(part, 'MARK TEXT')}]"
    part_read = replace(part, notes=tuple((mark.strip("[]"), text) for mark, text in part.notes))
    names = tuple(replace(e, mark=e.mark.strip("[]")) if e else None for e in part.heads[0])
    body = titled(part, grid(part, lines, options=fill)) + notes
    made = sheet(SANS, 8.5) + inside(rng, block(body, size=7.5))
    return made, [replace(part_read, heads=(names,))]


@manner("label-on-own-line")
def label_on_own_line(rng: Random) -> Made:
    """The label stands on a line above the caption; notes in small print, one a line."""
    part = mark_cells(plain(rng, "fgsr", rng.randint(6, 9)), rng, "ab")
    lines = [rule(0.6), *heads(part), rule(0.4), *rows(part), rule(0.6)]
    notes = f"#pad(left: 1em)[#text(size: 6.5pt)[{own_notes(part, '#super[MARK] TEXT')}]]"
    body = f"*Table 1* \\ {escape(part.caption)}.\n{grid(part, lines, columns='1fr, 1fr, 1fr, 0.5fr')}{notes}"
    return sheet(SERIF, 9) + inside(rng, block(body, size=7.5)), [part]


@manner("centred-thin-rules")
def centred_thin_rules(rng: Random) -> Made:
    """One column of text set in from the left, everything centred, notes numbered."""
    part = mark_cells(plain(rng, "fmse", rng.randint(6, 9)), rng, "12")
    part = replace(part, align="cccc")
    lines = [rule(0.75), *heads(part, "*TEXT*"), rule(0.5), *rows(part), rule(0.75)]
    notes = f"#text(size: 7.5pt)[{run_notes(part, '#super[MARK] TEXT')}]"
    body = titled(part, "#v(2pt)\n" + grid(part, lines, columns="1fr, 1fr, 1fr, 1fr")) + notes
    page = "width: 595pt, height: 842pt, margin: (left: 160pt, right: 36pt, y: 60pt)"
    return sheet(SERIF, 10, columns=1, page=page) + inside(rng, block(body, size=9), after=3), [part]


@manner("double-rules-points")
def double_rules_points(rng: Random) -> Made:
    """Double rules above and below, columns spread wide, uncertainties in brackets, points below points."""
    body_rows = tuple(
        (
            Entry(cell(rng, "f")),
            *(Entry(f"{rng.uniform(0.5, 99):.{rng.randint(2, 4)}f}({rng.randint(1, 9)})") for _ in range(3)),
        )
        for _ in range(rng.randint(6, 9))
    )
    names = ("Compound", "a (Å)", "B_{iso} (Å^{2})", "R_{wp} (%)")
    part = Part(sentence(rng, 12), (tuple(map(Entry, names)),), body_rows, "lccc")
    lines = [rule(0.4), rule(0.4)]
    lines = ["table.hline(stroke: 0.4pt),", *heads(part), rule(0.4), *_pointed(part), rule(0.4)]
    table = grid(part, lines, columns="1.3fr, 1fr, 1fr, 1fr", options="inset: (x: 0pt, y: 0.28em)")
    double = "#line(length: 100%, stroke: 0.4pt)#v(-7pt)\n"
    body = f"TABLE I. {escape(part.caption)}\n\n#v(3pt)\n{double}#v(-1.5pt)\n{table}#v(-6pt)\n{double}"
    return sheet(MODERN, 9) + inside(rng, block(body, size=8)), [replace(part, number="I")]


def _pointed(part: Part) -> list[str]:
    """Rows whose numbers stand with their points below one another."""
    out = []
    for row in part.rows:
        assert not isinstance(row, str)
        first, *values = [entry.text if entry else "" for entry in row]
        cells = [f"[{escape(first)}],"]
        for value in values:
            whole, rest = value.split(".", 1)
            right = f"#box(width: 1.2em, align(right)[{whole}])"
            cells.append(f"[{right}#box(width: 3.4em, align(left)[.{rest}])],")
        out.append(" ".join(cells))
    return out


@manner("grey-rules-full-width")
def grey_rules_full_width(rng: Random) -> Made:
    """Grey rules over the full width, a hairline under each row, the caption behind a bar."""
    part = plain(rng, "lfsetn", rng.randint(6, 10))
    grey = "luma(150)"
    lines = [
        rule(1, grey),
        *heads(part, "*TEXT*"),
        rule(0.5, grey),
        *rows(part, between=rule(0.3, "luma(200)")),
        rule(1, grey),
    ]
    columns = ", ".join(["1fr"] * 6)
    body = f"*Table 1 | {escape(part.caption)}*\n{grid(part, lines, columns=columns)}"
    return sheet(SERIF, 9) + across(rng, block(body, size=7, font=SANS)), [part]


@manner("label-small-caption-run-on")
def label_small_caption(rng: Random) -> Made:
    """Two thick rules, a thin one, caption set small beside its bold label; two head levels."""
    part = temperatures(plain(rng, "fsss", rng.randint(6, 9)), rng)
    lines = [rule(1.2), *heads(part, rules="0.4pt"), rule(0.4), *rows(part), rule(1.2)]
    body = titled(part, grid(part, lines))
    return sheet(SERIF, 10, columns=1) + inside(rng, block(body, size=9), after=3), [part]


@manner("dark-band-white-letters")
def dark_band(rng: Random) -> Made:
    """White letters on a dark band, every other row tinted, the label in capitals before a bar."""
    part = plain(rng, "fmse", rng.randint(6, 9))
    fill = 'fill: (x, y) => if y == 0 { rgb("#1f5f8b") } else if calc.even(y) { rgb("#e8f1f7") }'
    lines = [*heads(part, "#text(fill: white)[*TEXT*]"), *rows(part)]
    body = titled(
        part,
        grid(part, lines, options=fill, columns="1.5fr, 1.2fr, 1fr, 1fr"),
        label="TABLE 1 | TEXT.",
    )
    return sheet(SERIF, 9) + inside(rng, block(body, size=7.5, font=SANS)), [part]


@manner("all-lines-caption-below")
def all_lines(rng: Random) -> Made:
    """A drawn grid with bold heads, its title below."""
    part = mark_cells(plain(rng, "lfsr", rng.randint(5, 8)), rng, ["†", "‡"])
    table = grid(part, [*heads(part, "*TEXT*"), *rows(part)], options="stroke: 0.4pt")
    notes = run_notes(part, "#super[MARK];TEXT")
    body = (
        f"#align(center)[{table}]\n#text(size: 7pt)[{notes}]\n\n#v(4pt)\n*Table 1.* {escape(part.caption)}."
    )
    return sheet(SERIF, 10) + inside(rng, block(body, size=8)), [part]


@manner("tinted-whole")
def tinted_whole(rng: Random) -> Made:
    """The whole table on a pale ground, heads in italics, caption on the ground too."""
    part = plain(rng, "fgse", rng.randint(6, 9))
    lines = [*heads(part, "_TEXT_"), rule(0.5), *rows(part)]
    inner = titled(part, grid(part, lines, columns="1.4fr, 1fr, 1fr, 1fr"))
    body = f'#rect(width: 100%, fill: rgb("#eef3ea"), inset: 6pt)[{inner}]'
    return sheet(LIBERTINUS, 9.5) + inside(rng, block(body, size=8)), [part]


@manner("groups-in-italics-centred")
def groups_centred(rng: Random) -> Made:
    """Sub-headings in italics centred over all columns, thin rules around them."""
    part = sub_headings(plain(rng, "fmse", rng.randint(7, 10)), rng)
    lines = [rule(0.6), *heads(part, "*TEXT*"), rule(0.6)]
    lines += rows(part, group="#align(center)[_TEXT_]")
    lines.append(rule(0.6))
    body = titled(part, grid(part, lines, columns="1.4fr, 1.2fr, 1fr, 1fr"))
    return sheet(SANS, 8.5) + inside(rng, block(body, size=7.5)), [part]


@manner("indented-rows")
def indented_rows(rng: Random) -> Made:
    """A compound on a line of its own, its samples set in below."""
    body_rows: list[tuple[Entry | None, ...] | str] = []
    for _ in range(3):
        name = cell(rng, "f")
        while name in body_rows:
            name = cell(rng, "f")
        body_rows.append(name)
        for treatment in rng.sample(("as milled", "annealed", "hot pressed", "cold pressed"), 2):
            samples = tuple(Entry(cell(rng, k)) for k in "sen")
            body_rows.append((Entry(treatment), *samples))
    names = ("Sample", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), tuple(body_rows), "lccc")
    set_in = [
        line.replace("[", "[#h(1em)", 1) if line.startswith("[") else line
        for line in rows(part, group="TEXT")
    ]
    lines = [rule(0.8), *heads(part), rule(0.5), *set_in, rule(0.8)]
    body = f"*Table 1*#h(1em) {escape(part.caption)}\n{grid(part, lines, columns='1.3fr, 1fr, 1fr, 1fr')}"
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("marks-behind-brackets")
def marks_behind_brackets(rng: Random) -> Made:
    """Heads carry a) and b), notes open so, each on its line."""
    part = mark_heads(plain(rng, "fsen", rng.randint(5, 8)), rng, ["a)", "b)"])
    lines = [rule(0.6), *heads(part), rule(0.4), *rows(part), rule(0.6)]
    notes = f"#text(size: 7pt)[{own_notes(part, '#super[MARK] TEXT')}]"
    body = titled(part, grid(part, lines, columns="1.4fr, 1fr, 1fr, 1fr")) + notes
    names = tuple(replace(e, mark=e.mark.strip(")")) if e else None for e in part.heads[0])
    notes_read = tuple((mark.strip(")"), text) for mark, text in part.notes)
    made = sheet(SANS, 8.5) + inside(rng, block(body, size=7.5))
    return made, [replace(part, heads=(names,), notes=notes_read)]


@manner("note-word")
def note_word(rng: Random) -> Made:
    """A general note opened by a word, then those of marks, behind one another."""
    part = mark_cells(plain(rng, "fgse", rng.randint(5, 8)), rng, "*†")
    general = sentence(rng, 8)
    lines = [rule(0.8), *heads(part), rule(0.4), *rows(part), rule(0.8)]
    notes = f"#text(size: 7pt)[_Note:_ {general} {run_notes(part, '#super[MARK];TEXT')}]"
    body = titled(
        part, grid(part, lines, columns="1.4fr, 1fr, 1fr, 1fr") + notes, label="*Table 1*#h(0.8em)*TEXT*"
    )
    return sheet(SANS, 8.5) + inside(rng, block(body, size=7.5)), [part]


@manner("notes-in-last-row")
def notes_in_last_row(rng: Random) -> Made:
    """Notes stand in a row over all columns, above the last rule."""
    part = mark_cells(plain(rng, "fsetr", rng.randint(6, 9)), rng, "ab")
    notes = " ".join(f"#super[{m}]{escape(t)}" for m, t in part.notes)
    lines = [rule(0.6), *heads(part, "*TEXT*"), rule(0.4), *rows(part), rule(0.4)]
    lines += [f"table.cell(colspan: 5, align: left)[#text(size: 7pt)[{notes}]],", rule(0.6)]
    body = titled(part, grid(part, lines, columns="1.6fr, 1.4fr, 1fr, 1fr, 0.6fr"))
    return sheet(SERIF, 9) + across(rng, block(body, size=8)), [part]


@manner("two-levels-hairlines")
def two_levels_hairlines(rng: Random) -> Made:
    """Spanning heads told only by being centred, a hairline below each row, full width."""
    part = two_levels(plain(rng, "fsenr", rng.randint(6, 8)), rng)
    part = replace(part, align="lcccc")
    lines = [rule(0.8), *heads(part, "*TEXT*", rules="0.3pt"), rule(0.5)]
    lines += [*rows(part, between=rule(0.2, "luma(170)")), rule(0.8)]
    columns = ", ".join(["1fr"] * 5)
    body = titled(part, grid(part, lines, columns=columns))
    return sheet(SERIF, 9) + across(rng, block(body, size=8), where="bottom"), [part]


@manner("wrapped-route-hairlines")
def wrapped_route(rng: Random) -> Made:
    """A column of words that wraps, hairlines between rows, cells set to the middle."""
    body_rows = tuple(
        (
            Entry(cell(rng, "f")),
            Entry(rng.choice(METHODS) + ", then " + rng.choice(("annealed at 550 °C", "pressed at 400 MPa"))),
            Entry(cell(rng, "s")),
            Entry(cell(rng, "e")),
        )
        for _ in range(rng.randint(5, 7))
    )
    names = ("Compound", "Route", "σ (S cm^{−1})", "E_{a} (eV)")
    part = Part(sentence(rng, 7)[:-1], (tuple(map(Entry, names)),), body_rows, "llcc")
    lines = [rule(0.6), *heads(part), rule(0.6), *rows(part, between=rule(0.25, "gray")), rule(0.6)]
    options = "inset: (x: 0.4em, y: 0.4em)"
    columns = "1.5fr, 1.2fr, 1.1fr, 0.8fr"
    body = f"*Table 1* {escape(part.caption)}\n{grid(part, lines, columns=columns, options=options)}"
    return sheet(SERIF, 9) + inside(
        rng, block(body.replace("align: (left, left", "align: (left + horizon, left"), size=7.5)
    ), [part]
