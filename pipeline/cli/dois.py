"""Looking up DOIs in `ionlit run` and `ionlit extract`: settings, progress, one sentence where it failed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.crossref import Lookup, Service
    from pipeline.crossref.resolve import Listener
    from pipeline.serialise import Json

ADDRESS_VARIABLE = "IONLIT_CROSSREF"

ResolveDois = Annotated[
    bool,
    typer.Option(
        "--resolve-dois",
        help="Look up DOIs that reference lists do not print, at Crossref: sends bibliographic data there.",
    ),
]
Mailto = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        envvar="IONLIT_MAILTO",
        help="Your mail address for --resolve-dois: Crossref asks for it, and answers faster.",
        show_default=False,
    ),
]


def choose_service(mailto: str) -> "Service":
    """The service that the environment names, else Crossref; raises WrongUsage for what is no address."""
    from pipeline.crossref import Service
    from pipeline.crossref.client import ADDRESS

    return Service(os.environ.get(ADDRESS_VARIABLE) or ADDRESS, mailto)


def look_up_rows(rows: "list[Json]", service: "Service") -> "list[Json]":
    """The rows of reference lists with `resolved_doi`."""
    from pipeline.crossref import resolve_dois
    from pipeline.crossref.answers import find_cache

    with _show_progress() as listen:
        resolved, lookup = resolve_dois(rows, service, find_cache(), listen)
    _tell(lookup, service)
    return resolved


def look_up_run(folder: Path, service: "Service") -> None:
    """Look up what the reference lists of a run lack."""
    from pipeline.crossref import resolve_run
    from pipeline.crossref.answers import find_cache

    with _show_progress() as listen:
        lookup = resolve_run(folder, service, find_cache(), listen)
    _tell(lookup, service)


def _tell(lookup: "Lookup", service: "Service") -> None:
    if lookup.unanswered:
        typer.echo(
            f"ionlit: {service.address} {lookup.reason}: the DOIs of {lookup.unanswered} references were not "
            "looked up; all else is complete, and the next run with --resolve-dois asks for these only",
            err=True,
        )
    if lookup.wanted > lookup.unanswered:
        typer.echo(f"DOIs looked up: {lookup.found} found for {lookup.wanted} references without.", err=True)


@contextmanager
def _show_progress() -> "Iterator[Listener]":
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console

    with Console(stderr=True).status("looking up DOIs") as status:
        yield lambda done, of: status.update(f"looking up DOIs: {done} of {of}")
