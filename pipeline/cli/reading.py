"""Options of more than one command that reads papers."""

from typing import Annotated

import typer

Ocr = Annotated[
    bool, typer.Option("--ocr/--no-ocr", help="Read scanned pages with tesseract, where it is installed.")
]
Extractors = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="Who reads: rules, cde (ChemDataExtractor), or both, whose agreement raises confidence.",
    ),
]
Password = Annotated[str, typer.Option(help="Opens encrypted papers.", show_default=False)]
