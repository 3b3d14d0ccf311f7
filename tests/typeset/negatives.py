"""Pages without a table that look a little like one: columns of text, equations, lists, labels, boxes."""

from random import Random

from tests.typeset.words import REMARKS, number, paragraph, sentence

PAGE = """
#set page(width: 595pt, height: 842pt, margin: (x: 48pt, y: 56pt), columns: 2, numbering: "1")
#set columns(gutter: 18pt)
#set text(font: "Libertinus Serif", size: 9pt)
#set par(justify: true, leading: 0.55em, spacing: 0.55em)
"""


def negatives() -> dict[str, str]:
    """Typst source by name; no page holds a table."""
    rng = Random(5)  # noqa: S311 (filler text)
    text = "\n\n".join(paragraph(rng) for _ in range(4)) + "\n\n"
    wide = '#place(top, scope: "parent", float: true, clearance: 14pt)'
    return {
        "prose": PAGE + text + text,
        "sentences-about-tables": PAGE + text + f"The values are those of\nTable 1. {paragraph(rng)}\n\n"
        + f"Table 2 shows that {paragraph(rng)}\n\nTable 3, however, and Table 4) say more. " + text,
        "equations": PAGE + text + "".join(_equation(n) for n in range(1, 9)) + text,
        "references": PAGE + _references(rng),
        "axis-ticks": PAGE + text + _plot(rng) + text,
        "framed-plot": PAGE + text + _plot(rng, framed=True) + text,
        "two-plots-and-caption": PAGE + wide + f"[#grid(columns: 2, [{_plot(rng)}], [{_plot(rng)}])\n"
        "*Fig. 1* Two plots of what Table 1 lists.]\n" + text,
        "article-info": PAGE + wide + "[" + _article_info(rng) + "]\n" + text,
        "authors": PAGE + wide + "[" + _authors() + "]\n" + text,
        "contents": PAGE + _contents(rng) + text,
        "numbered-list": PAGE + text + "".join(f"+ {sentence(rng, 14)}\n" for _ in range(6)) + text,
        "terms": PAGE + text + "".join(f"/ T{n}: {rng.choice(REMARKS)}\n" for n in range(7)) + text,
        "boxed-abstract": PAGE + wide + f"[#rect(width: 100%, fill: luma(235))[{paragraph(rng)}]]\n" + text,
        "panels-of-ticks": PAGE + wide + f"[{_panels(rng)}\n*Fig. 1* Three panels.]\n" + text,
        "numbers-on-a-map": PAGE + text + _heat_map(rng) + text,
        "bars-with-values": PAGE + text + _bars(rng) + text,
        "matrix": PAGE + text + _matrix(rng) + text,
        "equations-side-by-side": PAGE + text + "".join(_pair(n) for n in range(1, 6)) + text,
        "legend-with-numbers": PAGE + text + _legend(rng) + text,
        "highlights": PAGE + wide + f"[{_highlights(rng)}]\n" + text,
        "nomenclature": PAGE + text + _nomenclature(rng) + text,
        "numbers-in-prose": PAGE + _numbers_in_prose(rng),
        "line-numbers": PAGE.replace("columns: 2", "columns: 1")
        + "#set par.line(numbering: n => text(size: 7pt)[#n])\n" + text,
        "history-of-the-paper": PAGE + wide + f"[{_history()}]\n" + text,
        "references-in-two-columns": PAGE + "= References\n" + _short_references(rng),
        "reaction-scheme": PAGE + text + _scheme() + text,
        "striped-box": PAGE + text + _striped_box(rng) + text,
    }  # fmt: skip


def _equation(n: int) -> str:
    return f"$ sigma_{n} T = A_{n} exp(-E_a / (k_B T)) #h(3em) ({n}) $\n\n"


def _references(rng: Random) -> str:
    entries = (
        f"[{n}] A. Author, {sentence(rng, 6)} _J. Mat._ *{n}*, {rng.randint(1, 999)} (20{n % 20:02}).\n\n"
        for n in range(1, 60)
    )
    return "= References\n" + "".join(entry.replace("[", "\\[").replace("]", "\\]") for entry in entries)


def _plot(rng: Random, *, framed: bool = False) -> str:
    """A plot as drawing programs leave it: rules for axes, ticks, and labels beside them."""
    parts = [f"#place(dx: {20 + 40 * i}pt, dy: 122pt)[{10 * i}]" for i in range(5)]
    parts += [f"#place(dx: 0pt, dy: {110 - 25 * i}pt)[{number(rng, 1)}]" for i in range(5)]
    parts += [f"#place(dx: {60 + 30 * i}pt, dy: {20 + 14 * i}pt)[x = 0.{i}]" for i in range(4)]
    lines = [f"#place(dx: 16pt, dy: {118 - 25 * i}pt)[#line(length: 190pt, stroke: 0.4pt)]" for i in range(5)]
    lines += [
        f"#place(dx: {22 + 40 * i}pt, dy: 10pt)[#line(angle: 90deg, length: 108pt, stroke: 0.4pt)]"
        for i in range(5)
    ]
    shown = lines if framed else [lines[0], lines[5]]
    return f"#block(width: 220pt, height: 140pt)[#set text(size: 7pt)\n{''.join(parts + shown)}]\n\n"


def _article_info(rng: Random) -> str:
    left = "*ARTICLE INFO* \\ #line(length: 100%) _Keywords:_ \\ Solid electrolyte \\ Halide \\ Sodium"
    return (
        "#line(length: 100%)\n#grid(columns: (1fr, 2.4fr), gutter: 20pt, ["
        f"{left}], [*ABSTRACT* \\ #line(length: 100%) {paragraph(rng, 5)}])\n#line(length: 100%)"
    )


def _authors() -> str:
    names = ("A. First", "B. Second", "C. Third", "D. Fourth", "E. Fifth", "F. Sixth")
    cells = ", ".join(
        f"[{name} \\ Institute {n} \\ City {n} \\ a{n}\\@b.org]" for n, name in enumerate(names)
    )
    return f"#grid(columns: (1fr, 1fr, 1fr), row-gutter: 10pt, {cells})"


def _contents(rng: Random) -> str:
    lines = (f"{n}. {sentence(rng, 4)} #box(width: 1fr, repeat[.]) {3 * n}\n\n" for n in range(1, 20))
    return "= Contents\n" + "".join(lines)


def _panels(rng: Random) -> str:
    """Three plots side by side: ticks at the same heights, words above and below."""
    panels = []
    for name in ("Bulk", "Grain", "Total"):
        parts = [f"#place(dx: 0pt, dy: {10 + 11 * i}pt)[{5 - i}.0]" for i in range(6)]
        parts += [f"#place(dx: {20 + 30 * i}pt, dy: 80pt)[{2.4 + 0.2 * i:.1f}]" for i in range(4)]
        parts += [f"#place(dx: 60pt, dy: 0pt)[{name}]", "#place(dx: 40pt, dy: 90pt)[1000/T (1/K)]"]
        parts.append("#place(dx: 16pt, dy: 10pt)[#rect(width: 110pt, height: 66pt, stroke: 0.4pt)]")
        panels.append(f"[#block(width: 150pt, height: 105pt)[#set text(size: 7pt)\n{''.join(parts)}]]")
    return f"#grid(columns: 3, {', '.join(panels)})"


def _heat_map(rng: Random) -> str:
    """Coloured squares of one size with a number in each, words along two sides."""
    parts = []
    for i in range(6):
        parts.append(f"#place(dx: 0pt, dy: {4 + 18 * i}pt)[Cl{i}]")
        for j in range(6):
            colour = f"rgb({rng.randint(150, 255)}, 200, 220)"
            square = f"#rect(width: 28pt, height: 18pt, fill: {colour}, stroke: none)"
            parts.append(f"#place(dx: {24 + 28 * j}pt, dy: {18 * i}pt)[{square}]")
            parts.append(f"#place(dx: {30 + 28 * j}pt, dy: {5 + 18 * i}pt)[{number(rng, 1)}]")
    parts += [f"#place(dx: {32 + 28 * j}pt, dy: 112pt)[Li{j}]" for j in range(6)]
    return f"#block(width: 220pt, height: 125pt)[#set text(size: 6pt)\n{''.join(parts)}]\n\n"


def _bars(rng: Random) -> str:
    """Bars with their values above them."""
    parts = []
    for i in range(7):
        height = rng.randint(20, 90)
        bar = f"#rect(width: 16pt, height: {height}pt, fill: luma(140), stroke: none)"
        parts.append(f"#place(dx: {14 + 28 * i}pt, dy: {100 - height}pt)[{bar}]")
        parts.append(f"#place(dx: {14 + 28 * i}pt, dy: {90 - height}pt)[{height / 10}]")
        parts.append(f"#place(dx: {14 + 28 * i}pt, dy: 102pt)[S{i}]")
    return f"#block(width: 220pt, height: 120pt)[#set text(size: 7pt)\n{''.join(parts)}]\n\n"


def _matrix(rng: Random) -> str:
    rows = "; ".join(", ".join(number(rng, 2) for _ in range(4)) for _ in range(5))
    return f"$ D = mat({rows}) $\n\n"


def _pair(n: int) -> str:
    left, right = f"R_{n} = {n} / (sigma_{n} A)", f"C_{n} = epsilon_{n} A / d"
    return f"$ {left}, quad {right}, quad tau_{n} = R_{n} C_{n} #h(2em) ({n}) $\n\n"


def _legend(rng: Random) -> str:
    """Names of curves with their fitted values, as drawing programs print them in a plot."""
    parts = [
        f"#place(dx: 60pt, dy: {10 + 10 * i}pt)[x = 0.{i}#h(1.5em){number(rng, 2)} eV]" for i in range(5)
    ]
    axes = "#place(dx: 20pt, dy: 0pt)[#rect(width: 180pt, height: 110pt, stroke: 0.5pt)]"
    ticks = "".join(f"#place(dx: 2pt, dy: {100 - 25 * i}pt)[{-2 - i}.0]" for i in range(4))
    return f"#block(width: 220pt, height: 120pt)[#set text(size: 7pt)\n{axes}{ticks}{''.join(parts)}]\n\n"


def _highlights(rng: Random) -> str:
    points = "\n".join(f"- {sentence(rng, 9)}" for _ in range(4))
    return f"#line(length: 100%)\n*Highlights*\n{points}\n#line(length: 100%)"


def _nomenclature(rng: Random) -> str:
    """Symbols and what they mean, in a box without rules inside."""
    symbols = ("D", "E", "F", "R", "T", "Z", "k", "n")
    cells = "".join(f"[{symbol}], [{sentence(rng, 5)}]," for symbol in symbols)
    return f"#grid(columns: (2em, 1fr), row-gutter: 5pt, {cells})\n\n"


def _numbers_in_prose(rng: Random) -> str:
    """Paragraphs full of numbers, justified."""

    def say() -> str:
        values = ", ".join(f"{number(rng, 2)} mS/cm at {rng.randint(20, 90)} °C" for _ in range(6))
        return f"{sentence(rng, 6)} The values were {values} and {number(rng)}. {sentence(rng, 12)}"

    return "\n\n".join(" ".join(say() for _ in range(3)) for _ in range(8))


def _history() -> str:
    """Dates and identifiers of an article beside one another, between rules."""
    cells = "[Received: 3 May 2020], [Accepted: 9 June 2020], [Published: 1 July 2020],"
    cells += "[DOI: 10.1000/182], [ISSN 0000-0000], [Vol. 12, No. 4],"
    return f"#line(length: 100%)#grid(columns: (1fr, 1fr, 1fr), row-gutter: 6pt, {cells})#line(length: 100%)"


def _short_references(rng: Random) -> str:
    """Entries of one line: number, author, journal, year, volume, page."""
    return "".join(
        f"({n}) Author, A. _J. Mat._ *20{n % 20:02}*, _{rng.randint(1, 90)}_, {rng.randint(1, 999)}.\n\n"
        for n in range(1, 80)
    )


def _scheme() -> str:
    """Steps of a synthesis with arrows and temperatures over them."""
    steps = "[LiCl + YCl#sub[3]], [→ 500 rpm], [powder], [→ 550 °C], [ceramic],"
    options = "columns: 5, column-gutter: 8pt, row-gutter: 6pt"
    return f"#block[#set text(size: 7pt)\n#grid({options}, {steps * 3})]\n\n"


def _striped_box(rng: Random) -> str:
    """Paragraphs on grounds of two shades."""
    boxes = "".join(
        f"#rect(width: 100%, fill: luma({220 + 15 * (n % 2)}))[{sentence(rng, 14)}]" for n in range(4)
    )
    return f"#block(spacing: 0pt)[{boxes}]\n\n"
