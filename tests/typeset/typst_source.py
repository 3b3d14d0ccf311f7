"""Typst source of a page of the bank: two columns of filler text around the table(s)."""

import re
from random import Random

from tests.typeset.spec import Entry, Part, Spec, width
from tests.typeset.words import paragraph

ROMAN = ("I", "II", "III", "IV")


def source(spec: Spec) -> str:
    """The whole document."""
    rng = Random(spec.seed + 7)  # noqa: S311 (filler text)
    return PREAMBLE.replace("FONT", spec.font) + _placed(spec, rng)


PREAMBLE = """
#set page(width: 595pt, height: 842pt, margin: (x: 48pt, y: 56pt), columns: 2, numbering: "1")
#set columns(gutter: 18pt)
#set text(font: "FONT", size: 9pt, hyphenate: true)
// raised and lowered text is smaller text off the baseline, as publishers set it, not glyphs of its own
#set super(typographic: false)
#set sub(typographic: false)
#set par(justify: true, first-line-indent: 1em, leading: 0.55em, spacing: 0.55em)
"""


def _text(rng: Random, paragraphs: int) -> str:
    return "\n\n".join(paragraph(rng) for _ in range(paragraphs)) + "\n\n"


def _placed(spec: Spec, rng: Random) -> str:
    tables = [_float(spec, part) for part in spec.parts]
    before, after = _text(rng, 3), _text(rng, 9)
    if spec.place in ("column", "stacked"):
        gap = "#v(14pt)\n"
        return before + gap + (gap + _text(rng, 1) + gap).join(tables) + gap + after
    if spec.place == "full":
        return _across("top + center", f"#block(width: 100%)[{tables[0]}]") + before + after
    if spec.place == "beside":
        grid = f"#grid(columns: (1fr, 1fr), gutter: 18pt, [{tables[0]}], [{tables[1]}])"
        return _across("top", grid) + before + after
    if spec.place in ("turned90", "turned270"):
        angle = "-90deg" if spec.place == "turned90" else "90deg"
        inner = f"#block(width: 640pt)[#align(left)[{tables[0]}]]"
        turned = f"#align(center + horizon)[#rotate({angle}, reflow: true)[{inner}]]"
        return before + f"#page(columns: 1)[{turned}]\n" + after
    return before + _text(rng, 4) + _over_pages(spec, rng) + after


def _across(where: str, content: str) -> str:
    """A float over both columns."""
    return f'#place({where}, scope: "parent", float: true, clearance: 16pt)[{content}]\n'


def _over_pages(spec: Spec, rng: Random) -> str:
    part = spec.parts[0]
    half = len(part.rows) // 2
    first = Part(part.caption, part.heads, part.rows[:half], part.align, (), part.number)
    heads = part.heads if spec.place == "pages" else ()
    caption = "(continued)" if spec.place == "pages" else ""
    second = Part(caption, heads, part.rows[half:], part.align, part.notes, part.number)
    tables = [_float(spec, first), _float(spec, second, captioned=spec.place == "pages")]
    low = _across("bottom", f"#block(width: 100%)[{tables[0]}]")
    high = _across("top", f"#block(width: 100%)[{tables[1]}]")
    return low + _text(rng, 3) + "#pagebreak()\n" + high


def _float(spec: Spec, part: Part, *, captioned: bool = True) -> str:
    table = (
        f"#block(breakable: false)[#set text(size: {spec.size}pt, hyphenate: false)\n"
        "#set par(justify: false, first-line-indent: 0pt, leading: 0.5em)\n"
    )
    grid = _table(spec, part)
    notes = "".join(f"#par[#super[{escape(mark)}] {escape(text)}]\n" for mark, text in part.notes)
    notes = f"#v(-2pt)\n#text(size: {spec.size - 1}pt)[{notes}]" if notes else ""
    caption = _caption(spec, part) if captioned and spec.caption != "none" else ""
    inner = (
        f"{grid}\n#v(2pt)\n{caption}{notes}"
        if spec.caption == "below"
        else f"{caption}#v(1pt)\n{grid}\n{notes}"
    )
    return table + inner + "]\n"


def _caption(spec: Spec, part: Part) -> str:
    if spec.caption == "roman":
        return f"#align(center)[TABLE {ROMAN[int(part.number) - 1]} \\ {escape(part.caption).upper()}]\n"
    label = ("*Table {}*  ", "*Table {}.* ", "Table {}: ", "*Table {}* | ")[spec.seed % 4].format(part.number)
    return f"#par[{label}{escape(part.caption)}]\n"


def _table(spec: Spec, part: Part) -> str:
    columns = ", ".join(spec.widths) if spec.widths else ", ".join(["auto"] * width(part))
    align = ", ".join({"l": "left", "c": "center", "r": "right", "p": "center"}[a] for a in part.align)

    valign = spec.valign
    options = [
        f"columns: ({columns},)",
        f"align: (x, y) => ({align},).at(x) + {valign}",
        f"inset: (x: {spec.gutter_em / 2}em, y: {spec.row_em / 2}em)",
        f"stroke: {'0.5pt' if spec.style == 'boxed' else 'none'}",
    ]
    if spec.style == "striped":
        options.append('fill: (x, y) => if calc.even(y) { rgb("#e6ecf2") }')
    if spec.head_fill:
        options.append(f'fill: (x, y) => if y < {len(part.heads)} {{ rgb("#d5dbe4") }}')
    lines = _lines(spec, part)
    return f"#table({', '.join(options)},\n{lines})"


def _lines(spec: Spec, part: Part) -> str:
    out: list[str] = []
    ruled = spec.style in ("three", "rows", "columns")
    if ruled:
        out.append("table.hline(stroke: 0.8pt),")
    if spec.style == "columns":
        out.append("table.vline(x: 1, stroke: 0.5pt),")
    for level, heads in enumerate(part.heads):
        out.append(
            " ".join(
                _entry(spec, part, entry, j, head=True)
                for j, entry in enumerate(heads)
                if entry is not None or not _covered(part.heads, level, j)
            )
        )
        if ruled and spec.span_rules and level + 1 < len(part.heads):
            for j, entry in enumerate(heads):
                if entry is not None and entry.across > 1:
                    out.append(f"table.hline(start: {j}, end: {j + entry.across}, stroke: 0.4pt),")
    if part.heads and ruled:
        out.append("table.hline(stroke: 0.5pt),")
    out += _body_lines(spec, part)
    if ruled:
        out.append("table.hline(stroke: 0.8pt),")
    return "\n".join(out)


def _body_lines(spec: Spec, part: Part) -> list[str]:
    out: list[str] = []
    kept = [row for row in part.rows if not isinstance(row, str)]
    at = 0
    for n, row in enumerate(part.rows):
        if isinstance(row, str) and not row:
            out.append("table.hline(stroke: 0.4pt),")
            continue
        if isinstance(row, str):
            out.append(f"table.cell(colspan: {width(part)}, align: left)[_{escape(row)}_],")
            continue
        out.append(
            " ".join(
                _entry(spec, part, entry, j)
                for j, entry in enumerate(row)
                if entry is not None or not _covered(kept, at, j)
            )
        )
        at += 1
        if spec.style == "rows" and n + 1 < len(part.rows):
            out.append("table.hline(stroke: 0.3pt),")
    return out


def _covered(rows: object, i: int, j: int) -> bool:
    """Whether a merged cell above or to the left covers the place."""
    assert isinstance(rows, list | tuple)
    for di in range(i + 1):
        for dj in range(j + 1):
            entry = rows[i - di][j - dj]
            if entry is not None and (di or dj) and entry.down > di and entry.across > dj:
                return True
    return False


def _entry(spec: Spec, part: Part, entry: Entry | None, column: int, *, head: bool = False) -> str:
    if entry is None:
        return "[],"
    text = escape(entry.text) + (f"#super[{escape(entry.mark)}];" if entry.mark else "")
    if head and spec.seed % 2:
        text = f"*{text}*" if text else ""
    if not head and part.align[column] == "p" and "." in entry.text:
        whole, rest = text.split(".", 1)
        left, right = ("2em", "2.6em") if "Mono" in spec.font else ("1.7em", "2em")
        text = f"#box(width: {left}, align(right)[{whole}])#box(width: {right}, align(left)[.{rest}])"
    if not head and column in spec.overflow and entry.text.count("_{0.16}") == 3:
        text = f"#box(width: 4em)[#box(width: 30em)[{text}]]"
    options = [f"colspan: {entry.across}"] if entry.across > 1 else []
    if entry.across > 1:
        options.append("align: center")
    if entry.down > 1:
        options += [
            f"rowspan: {entry.down}",
            f"align: {'center' if entry.across > 1 else 'left'} + {'horizon' if head else spec.side}",
        ]
    return f"table.cell({', '.join(options)})[{text}]," if options else f"[{text}],"


def escape(marked: str) -> str:
    """Marked text as typst markup."""
    marked = marked.replace(" \\\\ ", "\n")
    text = re.sub(r"([#$*@<>\\`~\[\]])", r"\\\1", marked).replace("\n", " \\ ")
    text = re.sub(r"_\{([^}]*)\}", r"#sub[\1];", text)
    return re.sub(r"\^\{([^}]*)\}", r"#super[\1];", text)
