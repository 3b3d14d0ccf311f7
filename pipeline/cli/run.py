"""`ionlit run`: the Prefect flow over files and folders, with progress, a dataset and a score."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.model.errors import UnreadableFile
from pipeline.cli.dois import Mailto, ResolveDois, choose_service, look_up_run
from pipeline.cli.reading import Extractors, Ocr, Password

if TYPE_CHECKING:
    from pipeline.jobs import Job
    from pipeline.run import Listener, ReadAll, Report
    from pipeline.workers import Limits


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Papers, folders of papers, patterns, or addresses such as s3://bucket/papers.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="Where results go, and are looked for.")
    ] = "outputs/run",
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Papers read at once; if not given, one per core.", show_default=False),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Read on the Dask cluster of this scheduler, such as tcp://host:8786.",
            show_default=False,
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Gold to score against; if not given, the set that the papers lie in, else ./gold.",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="What one paper may take.")
    ] = 300,
    memory_limit: Annotated[float, typer.Option(min=0.5, metavar="GIB", help="What one paper may take.")] = 4,
    ocr: Ocr = True,
    extractors: Extractors = "rules,cde",
    password: Password = "",
    resolve_dois: ResolveDois = False,
    mailto: Mailto = "",
) -> None:
    """Read papers into a dataset: in parallel, each once, with a manifest, and a score where gold exists.

    A paper that was read before, with the same version and settings, is not read again.

    \b
    Examples:
      ionlit run papers/ --out outputs/mine
      ionlit run 'papers/**/*.pdf' review.pdf --out outputs/mine --workers 4
      ionlit run gold/samples --out outputs/demo
      ionlit run review.pdf --resolve-dois --mailto name@example.org
    """
    from extractors.settings import Settings
    from pipeline.cli.progress import Watch
    from pipeline.remote import bring_papers, is_address, open_out
    from pipeline.run import carry_out, plan_run
    from pipeline.second import parse_extractors, tell_absence
    from pipeline.workers import Limits

    service = choose_service(mailto) if resolve_dois else None
    named = parse_extractors(extractors)
    if absence := tell_absence(named):
        typer.echo(absence, err=True)
    settings = Settings(ocr=ocr, password=password, extractors=named)
    found, called = bring_papers(paths)
    with open_out(out) as folder:
        plan = plan_run(found, folder, settings, called)
        with Watch(len(plan.papers), len(plan.stored)) as watch:
            reader = _reader(workers, Limits(time_limit, memory_limit), scheduler, retried=plan.retried)
            report = carry_out(plan, reader, watch.note)
        watch.summarise(report)
        if service:
            look_up_run(folder, service)
        _score(report, gold, [path for path in found if path not in called])
    if is_address(out):
        typer.echo(f"Kept at {out}")
    if report.failed:
        nothing_read = len(report.failed) == len(report.outcomes)
        raise typer.Exit(2 if nothing_read else 1)


def _reader(workers: int | None, limits: "Limits", scheduler: str | None, *, retried: bool) -> "ReadAll":
    """Reading by Prefect and worker processes or a cluster, begun only when there is something to read.

    Papers that failed before are tried again without Prefect, which takes longer to start than they to fail.
    """
    from pipeline.run import read_in_threads
    from pipeline.workers import open_workers, usable_cores

    def read_here(jobs: "Sequence[Job]", listen: "Listener") -> None:
        count = min(workers or usable_cores(), len(jobs))
        with open_workers(count, limits) as pool:
            if retried and "PREFECT_API_URL" not in os.environ:
                read_in_threads(pool.read, count)(jobs, listen)
                return
            from pipeline.flows import PrefectReading

            PrefectReading(pool.read, count)(jobs, listen)

    def read_there(jobs: "Sequence[Job]", listen: "Listener") -> None:
        from pipeline.cluster import open_cluster
        from pipeline.flows import PrefectReading

        with open_cluster(scheduler or "", limits) as cluster:
            PrefectReading(cluster.read, min(workers or cluster.slots, len(jobs)))(jobs, listen)

    return read_there if scheduler else read_here


def _score(report: "Report", gold: Path | None, paths: list[Path]) -> None:
    """Score the run where there is gold, keep the whole score in its folder, and print the first table."""
    folder = gold or find_gold(paths)
    if folder is None:
        return
    from pipeline.cli.delivery import open_console
    from pipeline.scored import ERRORS, score_run
    from pipeline.sheets import print_sheets

    print_sheets([score_run(report.out, folder)], open_console(sys.stdout))
    typer.echo(f"Scored against {folder}; {report.out / ERRORS} lists every error.")


def find_gold(paths: list[Path]) -> Path | None:
    """The gold set that the papers belong to, whole where they lie on one of its shelves; else what lies in
    their folder, else that of the working directory, None where there is none."""
    from pipeline.gold.load import DOCUMENT, SHELVES, find_documents

    sets = (
        folder
        for path in paths
        for folder in (path, *path.parents)
        if any((folder / shelf).is_dir() for shelf in SHELVES)
    )
    for folder in (*sets, *(path for path in paths if path.is_dir()), Path("gold")):
        with suppress(UnreadableFile):
            if all((document / DOCUMENT).is_file() for document in find_documents(folder)):
                return folder
    return None
