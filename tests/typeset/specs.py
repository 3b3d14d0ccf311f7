"""The bank: one difficulty each and mixtures, in several fonts and sizes, from seeds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from tests.typeset.spec import Entry, Part, Spec
from tests.typeset.words import HEADS, METHODS, cell, sentence

FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
SIZES = (7.0, 8.0, 9.0, 10.0)

SHAPES = ("fsetr", "lfse", "fgsr", "ltnse", "fsr", "lmnpt", "fmse")
"""Kinds of columns (see words.cell) of a plain table."""

Change = Callable[[Spec, Random], Spec]


def plain(rng: Random, kinds: str, rows: int, *, caption: str = "") -> Part:
    """A table with one head level and `rows` full rows."""
    align = "".join({"n": "r", "t": "c", "p": "c"}.get(kind, "l") for kind in kinds)
    body = tuple(tuple(Entry(cell(rng, kind)) for kind in kinds) for _ in range(rows))
    heads = (tuple(Entry(HEADS[kind]) for kind in kinds),)
    return Part(caption or sentence(rng, rng.randint(5, 9))[:-1], heads, body, align)


def set_cell(part: Part, i: int, j: int, entry: Entry | None) -> Part:
    rows = [list(row) if not isinstance(row, str) else row for row in part.rows]
    row = rows[i]
    assert not isinstance(row, str)
    row[j] = entry
    return replace(part, rows=tuple(row if isinstance(row, str) else tuple(row) for row in rows))


def on_part(change: Callable[[Part, Random], Part]) -> Change:
    return lambda spec, rng: replace(spec, parts=tuple(change(part, rng) for part in spec.parts))


def styled(**values: object) -> Change:
    return lambda spec, rng: replace(spec, **values)  # type: ignore[arg-type]


def dashes_and_empties(part: Part, rng: Random) -> Part:
    for i in range(len(part.rows)):
        for j in range(1, len(part.align)):
            if rng.random() < 0.22:
                part = set_cell(part, i, j, Entry(rng.choice(("–", "—", "", ""))))
    return part


def merged_across(part: Part, rng: Random) -> Part:
    i = rng.randrange(len(part.rows))
    part = set_cell(part, i, 1, Entry("not measured above the phase change", across=2))
    return set_cell(part, i, 2, None)


def side_heads(part: Part, rng: Random) -> Part:
    """The first column as labels that stand for two to four rows each."""
    i = 0
    names = ["Chlorides", "Sulfides", "Oxides", "Hydrides", "Garnets", "Phosphates"]
    rng.shuffle(names)
    while i < len(part.rows):
        down = min(rng.randint(2, 4), len(part.rows) - i)
        part = set_cell(part, i, 0, Entry(names.pop(), down=down))
        for below in range(i + 1, i + down):
            part = set_cell(part, below, 0, None)
        i += down
    return replace(part, heads=((Entry("Family"), *part.heads[0][1:]),))


def merged_down(part: Part, rng: Random) -> Part:
    """Cells of the second column that stand for two or three rows, in a drawn grid."""
    i = 1
    while i + 1 < len(part.rows):
        down = min(rng.randint(2, 3), len(part.rows) - i)
        part = set_cell(part, i, 1, Entry(cell(rng, "m"), down=down))
        for below in range(i + 1, i + down):
            part = set_cell(part, below, 1, None)
        i += down + rng.randint(0, 1)
    return part


def sub_headings(part: Part, rng: Random) -> Part:
    rows: list[tuple[Entry | None, ...] | str] = []
    names = ["Lithium halides", "Sodium compounds", "Mixed anions", "Glasses and ceramics"]
    for i, row in enumerate(part.rows):
        if i % 3 == 0 and names:
            rows.append(names.pop(0))
        rows.append(row)
    return replace(part, rows=tuple(rows))


def two_levels(part: Part, rng: Random) -> Part:
    """Columns 1-2 and the last two under spanning heads."""
    width = len(part.align)
    under = part.heads[0]
    top: list[Entry | None] = [Entry(under[0].text if under[0] else "", down=2)] + [None] * (width - 1)
    low: list[Entry | None] = [None, *under[1:]]
    top[1] = Entry("Structure and transport", across=2)
    if width >= 5:
        top[width - 2] = Entry("At high load", across=2)
    if width % 2 == 0 or width < 5:
        for j in range(3, width - 2 if width >= 5 else width):
            top[j], low[j] = Entry(under[j].text if under[j] else "", down=2), None
    for j in range(3, width - 2 if width >= 5 else width):
        if top[j] is None:
            top[j], low[j] = Entry(under[j].text if under[j] else "", down=2), None
    return replace(part, heads=(tuple(top), tuple(low)))


def temperatures(part: Part, rng: Random) -> Part:
    """One quantity over three temperatures."""
    rows = tuple(
        (Entry(cell(rng, "f")), *(Entry(cell(rng, "s")) for _ in range(3))) for _ in range(len(part.rows))
    )
    top = (Entry("Compound", down=2), Entry("σ (S cm^{−1})", across=3), None, None)
    low = (None, Entry("25 °C"), Entry("100 °C"), Entry("300 °C"))
    return replace(part, heads=(top, low), rows=rows, align="lccc")


def three_levels(part: Part, rng: Random) -> Part:
    rows = tuple(
        (Entry(cell(rng, "l")), *(Entry(cell(rng, k)) for k in "nene")) for _ in range(len(part.rows))
    )
    first = (Entry("Sample", down=3), Entry("Impedance results", across=4), None, None, None)
    second = (None, Entry("Bulk", across=2), None, Entry("Boundary", across=2), None)
    third = (None, Entry("R (Ω)"), Entry("E_{a} (eV)"), Entry("R (Ω)"), Entry("E_{a} (eV)"))
    return replace(part, heads=(first, second, third), rows=rows, align="lcccc")


def with_notes(marks: str) -> Callable[[Part, Random], Part]:
    def change(part: Part, rng: Random) -> Part:
        notes = []
        kept = [i for i, row in enumerate(part.rows) if not isinstance(row, str)]
        for mark in marks:
            i, j = rng.choice(kept), rng.randrange(len(part.align))
            row = part.rows[i]
            assert not isinstance(row, str)
            entry = row[j]
            if entry is None or entry.mark or not entry.text:
                i, j = kept[0], 0
                entry = Entry(cell(rng, "f"))
            part = set_cell(part, i, j, replace(entry, mark=mark))
            notes.append((mark, sentence(rng, rng.randint(4, 8))))
        return replace(part, notes=tuple(notes))

    return change


def no_head(part: Part, rng: Random) -> Part:
    names = [
        "Vacuum permittivity",
        "Cell length",
        "Attempt frequency",
        "Cut-off radius",
        "Time step",
        "Box volume",
    ]
    rows = tuple((Entry(name), Entry(cell(rng, rng.choice("sn")))) for name in names)
    return replace(part, heads=(), rows=rows, align="ll")


def transposed(part: Part, rng: Random) -> Part:
    names = ("Density (%)", "σ (S cm^{−1})", "E_{a} (eV)", "Size (nm)", "Ref.")
    rows = tuple(
        (Entry(name), *(Entry(cell(rng, kind)) for _ in range(3)))
        for name, kind in zip(names, "nsepr", strict=True)
    )
    return replace(
        part,
        heads=((Entry("Property"), *(Entry(cell(rng, "f")) for _ in range(3))),),
        rows=rows,
        align="lccc",
    )


def wrapped(part: Part, rng: Random) -> Part:
    """A remark column and a two-word column that wrap."""
    rows = tuple(
        (
            Entry(cell(rng, "f")),
            Entry(rng.choice(METHODS) + " and anneal"),
            Entry(cell(rng, "s")),
            Entry(cell(rng, "d")),
        )
        for _ in range(len(part.rows))
    )
    return replace(
        part,
        heads=(tuple(Entry(h) for h in ("Compound", "Route", "σ (S cm^{−1})", "Remarks")),),
        rows=rows,
        align="llll",
    )


def point_aligned(part: Part, rng: Random) -> Part:
    rows = tuple(
        (
            Entry(cell(rng, "f")),
            *(
                Entry(f"{rng.choice((0.5, 7, 43, 812)) * rng.uniform(0.5, 1.5):.{rng.randint(1, 3)}f}")
                for _ in range(3)
            ),
        )
        for _ in range(len(part.rows))
    )
    heads = (tuple(Entry(h) for h in ("Compound", "a (Å)", "V (Å^{3})", "R (Ω)")),)
    return replace(part, heads=heads, rows=rows, align="lppp")


def overflowing(part: Part, rng: Random) -> Part:
    rows = [tuple(Entry(cell(rng, k)) for k in "fset") for _ in range(len(part.rows))]
    at = rng.randrange(1, len(rows))
    rows[at] = (Entry("Li_{2.75}Y_{0.16}Er_{0.16}Yb_{0.16}Cl_{6}"), Entry(""), *rows[at][2:])
    heads = (tuple(Entry(HEADS[k]) for k in "fset"),)
    return replace(part, heads=heads, rows=tuple(rows), align="lllc")


def centred(part: Part, rng: Random) -> Part:
    return replace(part, align="c" * len(part.align))


def numeric(part: Part, rng: Random) -> Part:
    """Ten narrow columns of numbers."""
    kinds = "lnenenetnr"
    heads = (tuple(Entry(h) for h in ("No.", "a", "b", "c", "V", "Z", "R_{p}", "T", "χ^{2}", "Ref.")),)
    rows = tuple(tuple(Entry(cell(rng, kind)) for kind in kinds) for _ in range(len(part.rows)))
    return replace(part, heads=heads, rows=rows, align="lrrrrrrrrr")


def long_caption(part: Part, rng: Random) -> Part:
    return replace(part, caption=" ".join(sentence(rng, 14) for _ in range(3))[:-1])


def wrapped_heads(part: Part, rng: Random) -> Part:
    names = (
        "Halide electrolyte",
        "Ionic conductivity at 25 °C (mS cm^{−1})",
        "Activation energy from impedance (eV)",
        "Weight of the pellet (mg)",
    )
    rows = tuple(tuple(Entry(cell(rng, k)) for k in "fnen") for _ in range(len(part.rows)))
    return replace(part, heads=(tuple(map(Entry, names)),), rows=rows, align="lccc")


def units_row(part: Part, rng: Random) -> Part:
    """Names of quantities on one line and their units below; read as one head."""
    rows = tuple(tuple(Entry(cell(rng, k)) for k in "fsen") for _ in range(len(part.rows)))
    names = ("Compound", "σ \\ (S cm^{−1})", "E_{a} \\ (eV)", "Density \\ (%)")
    return replace(part, heads=(tuple(map(Entry, names)),), rows=rows, align="lccc")


def group_rules(part: Part, rng: Random) -> Part:
    rows: list[tuple[Entry | None, ...] | str] = []
    for i, row in enumerate(part.rows):
        rows += ["", row] if i and i % 3 == 0 else [row]
    return replace(part, rows=tuple(rows))


def two_values(part: Part, rng: Random) -> Part:
    for i in range(0, len(part.rows), 2):
        part = set_cell(
            part, i, len(part.align) - 1, Entry(f"0.{rng.randint(20, 40)} (LT)/0.{rng.randint(15, 30)} (HT)")
        )
    return part


def few_rows(part: Part, rng: Random) -> Part:
    return replace(part, rows=part.rows[:2])


def raised_citations(part: Part, rng: Random) -> Part:
    """Citations raised behind the formula; no note explains them, so they stay in the text."""
    for i in range(len(part.rows)):
        part = set_cell(part, i, 0, Entry(f"{cell(rng, 'f')}^{{{rng.randint(2, 140)}}}"))
    return part


def wrapped_first(part: Part, rng: Random) -> Part:
    names = (
        "Lithium yttrium chloride from ball milling",
        "Glass of tantalum oxychloride",
        "Sodium thiophosphate, cubic form",
        "Garnet with aluminium on lithium sites",
        "Spinel",
        "Perovskite of lanthanum and titanium oxide",
        "Antiperovskite film",
    )
    rows = tuple(
        (Entry(rng.choice(names)), *(Entry(cell(rng, k)) for k in "sen")) for _ in range(len(part.rows))
    )
    return replace(
        part,
        heads=(tuple(Entry(h) for h in ("Material", "σ (S cm^{−1})", "E_{a} (eV)", "Density (%)")),),
        rows=rows,
        align="lccc",
    )


TIGHT_ROWS = styled(row_em=0.5)
"""Rows as far apart as the lines of a cell, as LaTeX sets them: distance tells nothing."""

WRAP = {"widths": ("1.5fr", "0.9fr", "0.9fr", "1.5fr")}

DIFFICULTIES: dict[str, tuple[Change, ...]] = {
    "three-rules": (),
    "boxed": (styled(style="boxed"),),
    "striped": (styled(style="striped"),),
    "bare": (styled(style="bare"),),
    "row-rules": (styled(style="rows"),),
    "first-column-rule": (styled(style="columns"),),
    "wrapped": (on_part(wrapped), styled(**WRAP, place="full")),
    "wrapped-boxed-middle": (on_part(wrapped), styled(**WRAP, place="full", style="boxed", valign="horizon")),
    "wrapped-in-column": (on_part(wrapped), styled(widths=("2.1fr", "1.1fr", "1.2fr", "1.5fr"))),
    "wrapped-striped": (on_part(wrapped), styled(**WRAP, place="full", style="striped")),
    "overflow": (on_part(overflowing), styled(overflow=frozenset({0}))),
    "point-aligned": (on_part(point_aligned),),
    "empties": (on_part(dashes_and_empties),),
    "merged-across": (on_part(merged_across), styled(place="full")),
    "side-heads-top": (on_part(side_heads),),
    "side-heads-middle": (on_part(side_heads), styled(side="horizon")),
    "side-heads-boxed": (on_part(side_heads), styled(style="boxed", side="horizon")),
    "sub-headings": (on_part(sub_headings),),
    "two-levels": (on_part(two_levels), styled(place="full")),
    "two-levels-no-rule": (on_part(two_levels), styled(place="full", span_rules=False)),
    "two-levels-boxed": (on_part(two_levels), styled(place="full", style="boxed")),
    "temperatures": (on_part(temperatures),),
    "three-levels": (on_part(three_levels), styled(place="full")),
    "notes-letters": (on_part(with_notes("abc")),),
    "notes-symbols": (on_part(with_notes("*†")),),
    "beside": (styled(place="beside"),),
    "stacked": (styled(place="stacked"),),
    "pages": (styled(place="pages"),),
    "pages-bare": (styled(place="pages_bare"),),
    "turned-90": (styled(place="turned90"),),
    "turned-270": (styled(place="turned270"),),
    "full-width": (styled(place="full"),),
    "caption-below": (styled(caption="below"),),
    "caption-roman": (styled(caption="roman"),),
    "no-caption": (styled(caption="none"),),
    "no-head": (on_part(no_head),),
    "transposed": (on_part(transposed), styled(place="full")),
    "tight": (styled(gutter_em=0.7),),
    "tight-rows": (TIGHT_ROWS,),
    "tight-rows-wrapped": (on_part(wrapped), styled(**WRAP, place="full"), TIGHT_ROWS),
    "tight-rows-wrapped-first": (
        on_part(wrapped_first),
        styled(widths=("1.5fr", "1fr", "0.8fr", "0.8fr")),
        TIGHT_ROWS,
    ),
    "tight-rows-side-heads": (on_part(side_heads), styled(side="horizon"), TIGHT_ROWS),
    "tight-rows-bare": (styled(style="bare"), TIGHT_ROWS),
    "wrapped-first": (on_part(wrapped_first), styled(widths=("1.5fr", "1fr", "0.8fr", "0.8fr"))),
    "wrapped-middle": (on_part(wrapped), styled(**WRAP, place="full", valign="horizon")),
    "wrapped-heads": (on_part(wrapped_heads), styled(widths=("1.4fr", "1fr", "1fr", "0.8fr"))),
    "units-row": (on_part(units_row),),
    "numeric": (on_part(numeric), styled(place="full")),
    "numeric-tight": (on_part(numeric), styled(gutter_em=0.8, size=6.0), TIGHT_ROWS),
    "centred": (on_part(centred),),
    "centred-boxed": (on_part(centred), styled(style="boxed")),
    "long-caption": (on_part(long_caption),),
    "long-caption-bare": (on_part(long_caption), styled(style="bare")),
    "group-rules": (on_part(group_rules),),
    "two-values": (on_part(two_values), styled(place="full")),
    "few-rows": (on_part(few_rows),),
    "raised-citations": (on_part(raised_citations), styled(place="full")),
    "head-fill": (styled(style="bare", head_fill=True),),
    "head-fill-boxed": (styled(style="boxed", head_fill=True),),
    "two-levels-turned": (on_part(two_levels), styled(place="turned90")),
    "three-levels-boxed": (on_part(three_levels), styled(place="full", style="boxed")),
    "mixed-all": (
        on_part(temperatures),
        on_part(sub_headings),
        on_part(with_notes("ab")),
        styled(place="full"),
        TIGHT_ROWS,
    ),
    "mixed-notes-groups": (on_part(sub_headings), on_part(with_notes("ab")), styled(place="full")),
    "mixed-levels-empties": (
        on_part(temperatures),
        on_part(dashes_and_empties),
        on_part(with_notes("a")),
        styled(place="full"),
    ),
    "mixed-turned-wrapped": (
        on_part(wrapped),
        styled(widths=("1.2fr", "1fr", "0.8fr", "1.6fr"), place="turned90"),
    ),
    "mixed-bare-wrapped": (on_part(wrapped), styled(**WRAP, place="full", style="bare")),
    "mixed-pages-groups": (on_part(sub_headings), styled(place="pages")),
    "mixed-side-empties": (on_part(side_heads), on_part(dashes_and_empties), styled(place="full")),
    "merged-down-boxed": (on_part(merged_down), styled(style="boxed", side="horizon")),
    "merged-down-boxed-top": (on_part(merged_down), styled(style="boxed", place="full")),
}


def build_bank(variants: Sequence[int] = (0, 1)) -> list[Spec]:
    """All tables of the bank, two of each difficulty; half are kept for evaluation (Spec.evaluate)."""
    return [build_spec(difficulty, variant) for difficulty in DIFFICULTIES for variant in variants]


def build_spec(difficulty: str, variant: int) -> Spec:
    """One table: the same for the same name."""
    n = list(DIFFICULTIES).index(difficulty)
    seed = 1000 * n + variant
    rng = Random(seed)  # noqa: S311 (contents of test tables)
    kinds = SHAPES[(n + 3 * variant) % len(SHAPES)]
    parts = tuple(
        replace(plain(rng, kinds, rng.randint(6, 10)), number=str(k + 1)) for k in range(_parts(difficulty))
    )
    font = FONTS[(n + variant) % len(FONTS)]
    spec = Spec(f"{difficulty}-{variant}", parts, font=font, size=_size(n, variant, len(kinds)), seed=seed)
    for change in DIFFICULTIES[difficulty]:
        spec = change(spec, rng)
    return spec


def _parts(difficulty: str) -> int:
    return 2 if difficulty in ("beside", "stacked") else 1


def _size(n: int, variant: int, columns: int) -> float:
    """A size at which the columns fit into the text column: the mono font is wide."""
    size = SIZES[(n + 2 * variant) % len(SIZES)]
    if FONTS[(n + variant) % len(FONTS)] == "DejaVu Sans Mono":
        return min(size, 6.5)
    return min(size, 8.0 if columns > 4 else 9.0 if columns > 3 else 10.0)
