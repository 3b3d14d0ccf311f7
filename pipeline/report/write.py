"""Write a report: read the papers again for places and pictures, draw, and write the files."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from extractors.extract import read_document
from extractors.model.errors import IonlitError
from extractors.settings import Settings
from pipeline.inputs import printable, read_bytes
from pipeline.report.against import Against, Judgement, judge_source
from pipeline.report.crops import draw_scenes
from pipeline.report.pages import Seen, anchor_of, page_name, write_index, write_paper
from pipeline.report.plots import Plot, draw_plots
from pipeline.report.points import Point, list_points
from pipeline.report.source import Paper, Source, read_source
from pipeline.report.spots import locate_record
from pipeline.store import replace_file

INDEX, PLOTS = "index.html", "plots"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the page to open, pages of papers, plots, their bytes, papers without a PDF, and
    faults in looking at the others."""

    index: Path
    pages: tuple[Path, ...]
    plots: tuple[Path, ...]
    bytes: int
    without_pdf: tuple[str, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a report is made with: gold to compare with, folders of PDFs, a password, processes."""

    gold: Path | None = None
    papers: tuple[Path, ...] = ()
    password: str = ""
    workers: int = 1


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The work on the page of one paper, done in a process of its own."""

    paper: Paper
    target: Path
    link: str | None
    judgement: Judgement | None
    password: str


def write_report(
    path: Path,
    out: Path,
    wish: Wish | None = None,
    listen: Callable[[int, int], None] = lambda _done, _of: None,
) -> Written:
    """Write index.html, a page per paper, and plots into `out`; `listen` hears of each page that is ready.

    Raises UnreadableFile and WrongUsage for what is no dataset or gold, OSError where nothing can be written.
    """
    wish = wish or Wish()
    source = read_source(path, wish.papers)
    against = judge_source(source, wish.gold) if wish.gold else None
    out.mkdir(parents=True, exist_ok=True)
    links = {paper.document_id: _link_to(paper.file, out) for paper in source.papers if paper.file}
    judged = against.papers if against else {}
    sheets = [
        _Sheet(
            paper,
            out / page_name(paper),
            links.get(paper.document_id),
            judged.get(paper.document_id),
            wish.password,
        )
        for paper in source.papers
    ]
    faults: list[str] = []
    for sheet, fault in zip(sheets, _write_sheets(sheets, wish.workers), strict=True):
        faults.append(f"{sheet.paper.heading}: {fault}" if fault else "")
        listen(len(faults), len(sheets))
    plots = _draw_plots(source, against)
    replace_file(out / INDEX, [write_index(source, against, plots, links)])
    pages = tuple(sheet.target for sheet in sheets)
    return Written(
        out / INDEX,
        pages,
        tuple(_write_plots(plots, out / PLOTS)),
        sum(page.stat().st_size for page in (out / INDEX, *pages)),
        tuple(paper.heading for paper in source.papers if paper.records and not paper.file),
        tuple(filter(None, faults)),
    )


def see_paper(paper: Paper, password: str = "") -> Seen:
    """Read the paper again: where each record is printed, and pictures of these places.

    The paper may have gone, be damaged, or want a password: then nothing is seen of it.
    """
    if paper.file is None or not paper.records:
        return Seen()
    try:
        data = read_bytes(paper.file)
        document = read_document(data, settings=Settings(password=password))
        spots = {str(record.get("record_id")): locate_record(record, document) for record in paper.records}
        return Seen(spots, draw_scenes(data, spots.values(), password))
    except IonlitError as error:
        return Seen(fault=f"The PDF {error.what}")
    except Exception as error:  # noqa: BLE001 (a fault of ours in one paper must not cost the others theirs)
        return Seen(fault=f"ionlit failed on the PDF ({type(error).__name__}: {error})")


def _write_sheets(sheets: Sequence[_Sheet], workers: int) -> Iterator[str]:
    if workers < 2 or len(sheets) < 2:  # a process costs more than a page
        yield from map(_write_sheet, sheets)
        return
    with ProcessPoolExecutor(min(workers, len(sheets)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_write_sheet, sheets, chunksize=4 if len(sheets) > 4 * workers else 1)


def _write_sheet(sheet: _Sheet) -> str:
    """Write a paper's page; gives why it has no pictures, where that is a fault."""
    seen = see_paper(sheet.paper, sheet.password)
    links = {sheet.paper.document_id: sheet.link} if sheet.link else {}
    replace_file(sheet.target, [write_paper(sheet.paper, seen, sheet.judgement, links)])
    return seen.fault


def _draw_plots(source: Source, against: Against | None) -> list[Plot]:
    conductivities = list_points(source.papers, "ionic_conductivity", "S/cm")
    barriers = list_points(source.papers, "activation_energy", "eV")
    pages = {paper.document_id: page_name(paper) for paper in source.papers}

    def link(point: Point) -> str:
        return f"{pages[point.document_id]}#{anchor_of({'record_id': point.record_id})}"

    return draw_plots(conductivities, barriers, against.score if against else None, link)


def _write_plots(plots: Sequence[Plot], folder: Path) -> Iterator[Path]:
    for plot in plots:
        replace_file(folder / f"{plot.name}.svg", [plot.svg])
        (folder / f"{plot.name}.png").write_bytes(plot.png)
        yield from (folder / f"{plot.name}.svg", folder / f"{plot.name}.png")


def _link_to(file: Path, out: Path) -> str:
    """The way from the report to the paper, so that both can be moved together."""
    return quote(printable(os.path.relpath(file.resolve(), out.resolve())).replace(os.sep, "/"))
