"""`ionlit serve`: a folder that is read whenever papers are added."""

from pathlib import Path
from typing import Annotated

import typer

from extractors.model.errors import UnreadableFile, WrongUsage
from pipeline.inputs import printable


def serve(
    folder: Annotated[Path, typer.Argument(help="The folder to watch.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where results go.")] = Path(
        "outputs/watch"
    ),
    workers: Annotated[int, typer.Option(min=0, help="Papers read at once; 0 for one per core.")] = 0,
    every: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How often to look.")] = 60,
) -> None:
    """Register a deployment with a Prefect server, and read what is new in a folder, until interrupted.

    Runs, tasks and their tables are seen in Prefect's own pages, at the address of the server.

    \b
    Example:
      prefect server start
      PREFECT_API_URL=http://127.0.0.1:4200/api ionlit serve papers/ --out outputs/watch
    """
    if not folder.is_dir():
        raise UnreadableFile("is no folder", file=printable(str(folder)), remedy="give a folder to watch")
    from pipeline.flows import serve_folder, server_address

    if not server_address():
        raise WrongUsage(
            "no Prefect server is named",
            remedy="run `prefect server start`, then set PREFECT_API_URL to http://127.0.0.1:4200/api",
        )
    typer.echo(f"Watching {folder}; runs are shown at {server_address().removesuffix('/api')}", err=True)
    serve_folder(folder, out, workers, every)
