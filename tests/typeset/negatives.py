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
