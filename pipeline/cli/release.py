"""`ionlit release`: a frozen version of a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.export import Format

TABLES = (Format.CSV, Format.JSONL, Format.PARQUET, Format.SQLITE, Format.DUCKDB)


def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="Its name, such as 1.0 or 2026-11.", show_default=False)
    ],
    dataset: Annotated[
        Path | None,
        typer.Argument(
            metavar="DATASET",
            help="A run folder or a records file; if not given, the newest run in ./outputs.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder that holds all releases.")
    ] = Path("releases"),
    layouts: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            help="Only these and jsonl; if not given, all.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Freeze a dataset in all formats, with what changed since the release before; never overwrites one.

    parquet and duckdb need the extra `export`; without it, name the other formats.

    \b
    Examples:
      ionlit release 1.0
      ionlit release 2026-12 outputs/mine -o releases --format csv --format sqlite
      ionlit diff releases/1.0 releases/2026-12
    """
    from pipeline.release import write_release
    from pipeline.scoring.predictions import newest_run

    folder = write_release(version, dataset or newest_run(Path("outputs")), output, layouts or TABLES)
    typer.echo(f"{folder}: frozen; {folder / 'CHANGES.md'} tells what changed")
