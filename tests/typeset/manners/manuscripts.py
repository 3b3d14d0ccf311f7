"""Tables of theses, preprints and manuscripts, on turned pages and over page ends."""

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
    prose,
    rows,
    rule,
    sheet,
    titled,
)
from tests.typeset.spec import Entry, Part
from tests.typeset.specs import numeric, plain, side_heads, temperatures, two_levels
from tests.typeset.typst_source import escape
from tests.typeset.words import cell, sentence

Made = tuple[str, Sequence[Part]]

LINE = "table.hline(stroke: 0.4pt),"


@manner("vertical-lines")
def vertical_lines(rng: Random) -> Made:
    """Upright rules between all columns, a double one below the head, rows without rules."""
    part = plain(rng, "lfse", rng.randint(6, 9))
    part = replace(part, align="lccc")
    uprights = " ".join(f"table.vline(x: {x}, stroke: 0.4pt)," for x in range(5))
    lines = [uprights, LINE, *heads(part), LINE, *rows(part), LINE]
    body = f"#align(center)[{grid(part, lines)}Table 1: {escape(part.caption)}.]"
    page = "width: 595pt, height: 842pt, margin: 90pt"
    return sheet(MODERN, 11, columns=1, page=page) + inside(rng, block(body, size=10), after=2), [part]


@manner("vertical-lines-levels")
def vertical_lines_levels(rng: Random) -> Made:
    """Upright rules, two head levels, rules in the head only."""
    part = temperatures(plain(rng, "fsss", rng.randint(5, 8)), rng)
    uprights = " ".join(f"table.vline(x: {x}, stroke: 0.4pt)," for x in range(5))
    lines = [uprights, LINE, *heads(part, rules="0.4pt"), LINE, *rows(part), LINE]
    body = f"Table 1: {escape(part.caption)}.\n\n#align(center)[{grid(part, lines)}]"
    return sheet(MODERN, 11, columns=1) + inside(rng, block(body, size=10), after=2), [part]


@manner("manuscript-line-numbers")
def line_numbers(rng: Random) -> Made:
    """A manuscript of double spacing with numbers beside its lines; a drawn grid."""
    part = plain(rng, "fsen", rng.randint(5, 7))
    table = grid(
        part,
        [*heads(part, "*TEXT*"), *rows(part)],
        options="stroke: 0.5pt, inset: (x: 0.5em, y: 0.6em)",
        columns="1.5fr, 1fr, 1fr, 1fr",
    )
    numbered = "#set par.line(numbering: n => text(size: 8pt)[#n])\n"
    page = "width: 612pt, height: 792pt, margin: 72pt"
    body = f"*Table 1.* {escape(part.caption)}.\n{table}"
    text = prose(rng, 2) + "#v(10pt)\n" + block(body, size=11, leading=0.6) + "#v(10pt)\n" + prose(rng, 1)
    return sheet(SERIF, 12, columns=1, page=page, leading=1.3) + numbered + text, [part]


@manner("manuscript-three-rules-wide")
def manuscript_three_rules(rng: Random) -> Made:
    """Double spacing also within the table, three rules, no bold."""
    part = mark_cells(plain(rng, "lfse", rng.randint(5, 7)), rng, "ab")
    lines = [rule(0.5), *heads(part), rule(0.5), *rows(part), rule(0.5)]
    table = grid(part, lines, options="inset: (x: 0.4em, y: 0.75em)", columns="1fr, 1.6fr, 1.2fr, 1fr")
    page = "width: 612pt, height: 792pt, margin: 72pt"
    notes = own_notes(part, "#super[MARK]TEXT")
    body = f"Table 1. {escape(part.caption)}.\n\n{table}{notes}"
    text = prose(rng, 2) + "#v(10pt)\n" + block(body, size=12, leading=0.9) + "#v(14pt)\n" + prose(rng, 1)
    return sheet(SERIF, 12, columns=1, page=page, leading=1.3) + text, [part]


def _turned(part: Part, body: str, angle: str, rng: Random, font: str) -> str:
    inner = f"#block(width: 620pt)[{block(body, size=9)}]"
    turned = f"#align(center + horizon)[#rotate({angle}, reflow: true)[{inner}]]"
    return sheet(font, 10) + f"#page(columns: 1)[{turned}]\n" + prose(rng, 9)


@manner("landscape-by-rotate", turn=90)
def landscape_by_rotate(rng: Random) -> Made:
    """A page with /Rotate 90 whose table so stands upright; the text pages stand on their side."""
    part = numeric(plain(rng, "lnn", rng.randint(7, 10)), rng)
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    body = titled(part, grid(part, lines))
    return _turned(part, body, "-90deg", rng, SERIF), [part]


@manner("turned-with-notes")
def turned_with_notes(rng: Random) -> Made:
    """Caption, table and notes turned, two head levels, notes run together."""
    part = mark_cells(two_levels(plain(rng, "fsenr", rng.randint(7, 10)), rng), rng, "ab")
    lines = [rule(0.8), *heads(part, rules="0.4pt"), rule(0.5), *rows(part), rule(0.8)]
    notes = f"#text(size: 8pt)[{run_notes(part, '#super[MARK] TEXT')}]"
    body = f"*Table 1* {escape(part.caption)}\n{grid(part, lines)}{notes}"
    return _turned(part, body, "-90deg", rng, LIBERTINUS), [part]


@manner("over-pages-continued")
def over_pages(rng: Random) -> Made:
    """A table that goes on over the page under "Table 1. (Continued)", its head repeated."""
    part = plain(rng, "fmser", 12)
    frame = "1.6fr, 1.3fr, 1.2fr, 1fr, 0.6fr"

    def piece(rows_: tuple[tuple[Entry | None, ...] | str, ...], caption: str) -> str:
        own = replace(part, rows=rows_)
        lines = [rule(0.6), *heads(own, "*TEXT*"), rule(0.4), *rows(own), rule(0.6)]
        return block(f"{caption}\n{grid(own, lines, columns=frame)}", size=8)

    first = across(rng, piece(part.rows[:6], f"*Table 1.* {escape(part.caption)}."), "bottom", 4)
    second = across(rng, piece(part.rows[6:], "*Table 1.* (Continued)"), "top", 8)
    return sheet(SERIF, 9) + first + "#pagebreak()\n" + second, [part]


@manner("long-table-page-ends")
def long_table(rng: Random) -> Made:
    """A long table that breaks at two page ends, its head repeated, no second caption."""
    part = plain(rng, "lfse", 70)
    head = f"table.header({' '.join(heads(part, '*TEXT*'))} {rule(0.4)}),"
    lines = [rule(0.6), head, *rows(part), rule(0.6)]
    body = (
        "#[#set text(size: 9pt)\n#set par(justify: false, first-line-indent: 0pt, spacing: 0.6em)\n"
        f"*Table 1.* {escape(part.caption)}.\n\n"
        f"{grid(part, lines, columns='1fr, 1.6fr, 1.2fr, 1fr')}]\n"
    )
    return sheet(SERIF, 11, columns=1) + prose(rng, 4) + body + prose(rng, 3), [part]


@manner("turned-side-heads")
def turned_side_heads(rng: Random) -> Made:
    """The first column's labels are turned by 90 degrees beside the rows they stand for."""
    part = side_heads(plain(rng, "fgse", 9), rng)
    body_rows = list(part.rows)
    i = 0
    while i < len(body_rows):
        row = body_rows[i]
        assert not isinstance(row, str)
        i += row[0].down if row[0] else 1
    lines = [rule(0.8), *heads(part), rule(0.5)]
    for row in rows(part):
        first, rest = row.split("],", 1) if row.startswith("table.cell(rowspan") else ("", row)
        if first:
            options, text = first.split(")[", 1)
            options = options.replace("align: left", "align: center")
            row = f"{options})[#rotate(-90deg, reflow: true)[{text}]],{rest}"
        lines.append(row)
    lines.append(rule(0.8))
    body = f"*Table 1* {escape(part.caption)}\n{grid(part, lines, options='inset: (x: 0.6em, y: 0.5em)')}"
    return sheet(SERIF, 9) + inside(rng, block(body, size=8)), [part]


@manner("turned-side-heads-boxed")
def turned_side_heads_boxed(rng: Random) -> Made:
    """The same in a drawn grid over the full width, read from bottom to top."""
    part = side_heads(plain(rng, "fmset", 8), rng)
    lines = [*heads(part, "*TEXT*")]
    for row in rows(part):
        first, rest = row.split("],", 1) if row.startswith("table.cell(rowspan") else ("", row)
        if first:
            options, text = first.split(")[", 1)
            options = options.replace("align: left", "align: center")
            row = f"{options})[#rotate(-90deg, reflow: true)[*{text}*]],{rest}"
        lines.append(row)
    table = grid(part, lines, options="stroke: 0.4pt, inset: (x: 0.6em, y: 0.5em)")
    body = f"Table 1. {escape(part.caption)}.\n{table}"
    return sheet(SANS, 8.5) + across(rng, block(body, size=7.5)), [part]


@manner("thesis-long-caption-below")
def thesis_caption_below(rng: Random) -> Made:
    """One column, wide leading, a caption of several lines below a table of three rules."""
    part = replace(
        plain(rng, "fgse", rng.randint(5, 8)), caption=" ".join(sentence(rng, 15) for _ in range(2))
    )
    lines = [rule(0.8), *heads(part), rule(0.5), *rows(part), rule(0.8)]
    body = f"#align(center)[{grid(part, lines)}]\n#par(justify: true)[*Table 1:* {escape(part.caption)}]"
    page = "width: 595pt, height: 842pt, margin: 80pt"
    return sheet(LIBERTINUS, 11, columns=1, page=page, leading=0.9) + inside(
        rng, block(body, size=10), after=2
    ), [part]


@manner("columns-told-by-space")
def columns_by_space(rng: Random) -> Made:
    """A caption, then a head and numbers without any rule, in a preprint of one column."""
    names = ("Sample", "T (K)", "D (cm^{2} s^{−1})", "σ (mS cm^{−1})")
    body_rows = tuple(
        (
            Entry(cell(rng, "l")),
            Entry(str(rng.choice((300, 350, 400, 500)))),
            Entry(f"{rng.uniform(1, 9):.2f} × 10^{{−{rng.randint(7, 9)}}}"),
            Entry(cell(rng, "n")),
        )
        for _ in range(rng.randint(5, 9))
    )
    part = Part(sentence(rng, 9)[:-1], (tuple(map(Entry, names)),), body_rows, "lccc")
    table = grid(part, [*heads(part), *rows(part)], columns="1fr, 1fr, 1fr, 1fr")
    body = f"Table 1: {escape(part.caption)}.\n\n#v(4pt)\n{table}"
    page = "width: 612pt, height: 792pt, margin: 72pt"
    return sheet(MODERN, 10, columns=1, page=page) + inside(rng, block(body, size=10), after=3), [part]
