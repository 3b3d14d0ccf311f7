"""The plots of a report, as SVG for the page and files in SVG and PNG; Matplotlib is named only here."""

import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import quoteattr

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from pipeline.report.points import Point, list_series, pair_points, read_families
from pipeline.scoring.score import Score

INK, GRID = "#1a2028", "#c9d1da"
"""Drawn in the files; on the page they follow its light or dark colours."""

MARKERS = {"Li": "o", "Na": "s", "other": "D"}
MOST_MATERIALS = 60
"""Rows of the plot by material; more than a page holds cannot be read."""

MOST_SERIES = 12
LABEL_GAP = 0.045
"""Least distance of two names beside a plot, as a part of its height."""

STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ionlit",
    "font.size": 9,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 8,
}
LINK = re.compile(r'<a xlink:href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: the name of its files, title, what it shows, SVG for the page and for a file, PNG."""

    name: str
    title: str
    caption: str
    page_svg: str
    svg: str
    png: bytes


def draw_plots(
    conductivities: Sequence[Point],
    barriers: Sequence[Point],
    score: Score | None,
    link: Callable[[Point], str],
) -> list[Plot]:
    """All plots for which there is something to draw; `link` gives where a point leads to."""
    pairs = list(pair_points(conductivities, barriers))
    series = list_series(conductivities)
    dated = [point for point in conductivities if point.year and point.is_at_room]
    room = [point for point in conductivities if point.is_at_room]
    with rc_context(STYLE):  # type: ignore[arg-type]
        plots = [
            _draw_materials(room, link) if room else None,
            _draw_years(dated, link) if dated else None,
            _draw_barriers(pairs, link) if pairs else None,
            _draw_arrhenius(series, link) if series else None,
            _draw_places(score) if score else None,
        ]
    return [plot for plot in plots if plot]


def _draw_materials(points: Sequence[Point], link: Callable[[Point], str]) -> Plot:
    ranks = {family.name: rank for rank, family in enumerate(read_families())}
    best: dict[tuple[int, str], float] = {}
    for point in points:
        key = ranks[point.family], point.label
        best[key] = max(best.get(key, 0.0), point.middle)
    kept = sorted(
        sorted(best, key=lambda key: -best[key])[:MOST_MATERIALS], key=lambda key: (-key[0], best[key])
    )
    rows = {label: row for row, (_, label) in enumerate(kept)}
    figure, axes = _open(7.6, max(2.2, 1.2 + 0.17 * len(rows)))
    shown = [point for point in points if point.label in rows]
    _scatter(axes, shown, [(point.middle, rows[point.label]) for point in shown], link)
    for point in shown:
        _draw_extent(axes, point, rows[point.label])
    axes.set_yticks(range(len(rows)), [_shorten(label) for label in rows], fontsize=7.5)
    axes.set_ylim(-0.8, len(rows) - 0.2)
    axes.set_xscale("log")
    axes.set_xlabel("ionic conductivity at room temperature or where none is said (S/cm)")
    _explain(axes, shown, bounds=True)
    left = len(best) - len(kept)
    rest = f" The {left} materials with the lowest conductivities are left out." if left else ""
    return _finish(
        figure,
        "conductivity-by-material",
        "Conductivity by material",
        f"{len(shown)} conductivities of {len(rows)} materials. Bars are ranges, arrows bounds, "
        f"hollow marks computed values; colours tell families, shapes the mobile ion.{rest}",
        shown,
        link,
    )


def _draw_years(points: Sequence[Point], link: Callable[[Point], str]) -> Plot:
    figure, axes = _open(7.6, 3.8)
    _scatter(axes, points, [(float(point.year or 0), point.middle) for point in points], link)
    axes.set_yscale("log")
    axes.set_xlabel("year of the cited work")
    axes.set_ylabel("ionic conductivity (S/cm)")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _explain(axes, points)
    caption = (
        f"{len(points)} conductivities at room temperature, or where no temperature is said, by the year "
    )
    return _finish(
        figure,
        "conductivity-by-year",
        "Conductivity and year",
        caption + "of the work that is cited for them.",
        points,
        link,
    )


def _draw_barriers(pairs: Sequence[tuple[Point, Point]], link: Callable[[Point], str]) -> Plot:
    figure, axes = _open(7.6, 3.8)
    points = [point for point, _ in pairs]
    _scatter(axes, points, [(barrier.middle, point.middle) for point, barrier in pairs], link)
    axes.set_yscale("log")
    axes.set_xlabel("activation energy (eV)")
    axes.set_ylabel("ionic conductivity (S/cm)")
    _explain(axes, points)
    return _finish(
        figure,
        "activation-energy",
        "Activation energy and conductivity",
        f"{len(pairs)} pairs that one paper gives for one material.",
        points,
        link,
    )


def _draw_arrhenius(series: Sequence[tuple[Point, ...]], link: Callable[[Point], str]) -> Plot:
    figure, axes = _open(7.6, 4.4)
    longest = sorted(series, key=lambda some: (-len(some), some[0].label))[:MOST_SERIES]
    axes.set_yscale("log")
    for some in longest:
        places = [(1000 / (point.temperature_k or 1), point.middle) for point in some]
        axes.plot(*zip(*places, strict=True), color=_colour_of(some[0].family), linewidth=1, zorder=2)
        _scatter(axes, some, places, link)
    _label_ends(axes, longest)
    axes.margins(x=0.05)
    axes.set_xlabel("1000 / T (1/K)")
    axes.set_ylabel("ionic conductivity (S/cm)")
    shown = [point for some in longest for point in some]
    _explain(axes, shown, at=1.24)
    rest = f" The {MOST_SERIES} longest of {len(series)} series." if len(series) > MOST_SERIES else ""
    return _finish(
        figure,
        "arrhenius",
        "Arrhenius view",
        f"Materials for which one paper gives conductivities at two or more temperatures.{rest}",
        shown,
        link,
    )


def _draw_places(score: Score) -> Plot | None:
    tallies = [t for t in score.tallies if (t.mode, t.scope) == ("formula", "place")]
    known = [t for t in tallies if t.precision is not None and t.recall is not None]
    if not known:
        return None
    figure, axes = _open(7.6, 1.2 + 0.8 * len(known))
    for row, tally in enumerate(reversed(known)):
        for shift, ratio, interval, colour in (
            (0.18, tally.precision, tally.precision_interval, "#0072b2"),
            (-0.18, tally.recall, tally.recall_interval, "#e69f00"),
        ):
            axes.barh(row + shift, ratio or 0, height=0.32, color=colour)
            axes.plot(interval or (), [row + shift] * len(interval or ()), color=INK, linewidth=1.2)
            axes.annotate(
                f"{ratio:.2f}", (0.01, row + shift), va="center", color="white" if shift > 0 else "black"
            )
    axes.set_yticks(range(len(known)), [tally.name for tally in reversed(known)])
    axes.set_xlim(0, 1.02)
    axes.grid(visible=False, axis="y")
    handles = [Line2D([], [], marker="s", linestyle="", color=c) for c in ("#0072b2", "#e69f00")]
    axes.legend(handles, ["precision", "recall"], loc="center left", bbox_to_anchor=(1.0, 0.5))
    said = "; ".join(f"{t.name}: precision {t.precision:.2f}, recall {t.recall:.2f}" for t in known)
    return _finish(
        figure,
        "score-by-place",
        "Precision and recall by place",
        f"Against gold, formula-aware, with 95 % intervals. {said}.",
        (),
        lambda _: "",
    )


def _open(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def _scatter(
    axes: Axes, points: Sequence[Point], places: Sequence[tuple[float, float]], link: Callable[[Point], str]
) -> None:
    """One collection per look, so that a mark can carry the link to its record."""
    looks: dict[tuple[str, str, bool], list[int]] = {}
    for i, point in enumerate(points):
        looks.setdefault((point.family, point.carrier, point.is_computed), []).append(i)
    for (family, carrier, is_computed), chosen in looks.items():
        colour = _colour_of(family)
        marks = axes.scatter(
            [places[i][0] for i in chosen],
            [places[i][1] for i in chosen],
            s=26,
            marker=MARKERS[carrier],
            facecolors="none" if is_computed else colour,
            edgecolors=colour if is_computed else INK,
            linewidths=1.3 if is_computed else 0.5,
            zorder=3,
        )
        marks.set_urls([link(points[i]) for i in chosen])


def _draw_extent(axes: Axes, point: Point, row: float) -> None:
    """A bar for a range, an arrow for a bound."""
    colour = _colour_of(point.family)
    if point.low and point.high and point.low < point.high:
        axes.plot(
            [point.low, point.high], [row, row], color=colour, linewidth=2, zorder=2, solid_capstyle="butt"
        )
    elif not (point.low and point.high):
        end = point.middle * (2.5 if point.low else 1 / 2.5)
        axes.annotate(
            "",
            (end, row),
            (point.middle, row),
            arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.2},
        )


def _label_ends(axes: Axes, series: Iterable[tuple[Point, ...]]) -> None:
    """Names at the right edge, each at the height of its coldest point or as near as the others let it."""
    low, high = axes.get_ylim()
    ends = sorted(series, key=lambda some: some[0].middle)
    below = -1.0
    for some in ends:
        height = max(math.log(some[0].middle / low) / math.log(high / low), below + LABEL_GAP)
        below = height
        axes.annotate(
            _shorten(some[0].label, 28),
            (1000 / (some[0].temperature_k or 1), some[0].middle),
            xytext=(1.01, height),
            textcoords="axes fraction",
            fontsize=7,
            va="center",
            ha="left",
            arrowprops={"arrowstyle": "-", "color": GRID, "linewidth": 0.7, "relpos": (0, 0.5), "shrinkA": 0},
        )


def _explain(axes: Axes, points: Iterable[Point], *, bounds: bool = False, at: float = 1.0) -> None:
    """The legend: only families, ions and kinds of value that are drawn."""
    some = list(points)
    families = dict.fromkeys(f.name for f in read_families() if any(p.family == f.name for p in some))
    carriers = [name for name in MARKERS if any(point.carrier == name for point in some)]
    handles = [_key("o", _colour_of(name), name) for name in families]
    handles += [_key(MARKERS[name], GRID, f"{name} ion") for name in carriers]
    if any(point.is_computed for point in some):
        handles.append(
            Line2D([], [], marker="o", linestyle="", color=INK, fillstyle="none", label="computed")
        )
    if bounds and any(point.low != point.high and point.low and point.high for point in some):
        handles.append(Line2D([], [], linewidth=2, color=INK, label="range"))
    if bounds and any(not (point.low and point.high) for point in some):
        handles.append(
            Line2D([], [], marker="$\\rightarrow$", markersize=9, linestyle="", color=INK, label="bound")
        )
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(at, 1.0))


def _key(marker: str, colour: str, label: str) -> Line2D:
    look = {"markerfacecolor": colour, "markeredgecolor": INK, "markeredgewidth": 0.7}
    return Line2D([], [], marker=marker, linestyle="", label=label, **look)  # type: ignore[arg-type]


def _finish(
    figure: Figure, name: str, title: str, caption: str, points: Iterable[Point], link: Callable[[Point], str]
) -> Plot:
    svg, png = io.StringIO(), io.BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None, "Title": title}, transparent=True)
    figure.savefig(png, format="png", dpi=200, facecolor="white")
    text = svg.getvalue()
    said = {link(point): point.said for point in points}
    return Plot(name, title, caption, _svg_for_page(text, name, said), LINK.sub("<a", text), png.getvalue())


def _svg_for_page(text: str, name: str, said: dict[str, str]) -> str:
    """The drawing alone, coloured by the page, its marks with a name, ids apart from those of other plots."""
    drawing = text[text.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>|<title>.*?</title>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'(\bid="|url\(#|xlink:href="#(?!r-))', rf"\g<1>{name}-", drawing)
    drawing = LINK.sub(lambda found: _name_link(found[1], said), drawing).replace("xlink:href", "href")
    drawing = drawing.replace(INK, "currentColor").replace(GRID, "var(--line)")
    return re.sub(
        r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true">', drawing, count=1
    )


def _name_link(href: str, said: dict[str, str]) -> str:
    target = unescape(href)
    return f'<a tabindex="-1" href={quoteattr(target)} data-said={quoteattr(said.get(target, ""))}'


def _colour_of(family: str) -> str:
    colour = next(known.colour for known in read_families() if known.name == family)
    return INK if colour == "ink" else colour


def _shorten(text: str, most: int = 34) -> str:
    """A label that fits; `$` would start a formula of Matplotlib's own."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short.replace("$", r"\$")
