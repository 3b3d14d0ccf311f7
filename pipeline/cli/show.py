"""`ionlit show`: a picture of a page with what ionlit sees on it."""

from pathlib import Path
from typing import Annotated

import typer

PIXELS_PER_POINT = 2.0


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A paper, as PDF.", show_default=False)],
    page: Annotated[int, typer.Option(metavar="N", help="Which page, from 1.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The picture, else FILE-page-N.png."),
    ] = None,
    scale: Annotated[float, typer.Option(help="Pixels per point.", min=0.5, max=8)] = PIXELS_PER_POINT,
    password: Annotated[str, typer.Option(help="Opens an encrypted paper.", show_default=False)] = "",
) -> None:
    """Draw lines, blocks in reading order, table cells, repaired glyphs and values on a page (PNG).

    \b
    Examples:
      ionlit show paper.pdf --page 5
      ionlit show paper.pdf --page 5 -o page5.png --scale 3

    Colours: blue text blocks with their order, green tables and cells, brown captions, purple headings,
    grey running heads and figure text, pink repaired glyphs, red glyphs in doubt, orange values.
    """
    from extractors.extract import inspect_page
    from extractors.reading import render_page
    from extractors.settings import Settings
    from pipeline.inputs import printable, read_bytes
    from pipeline.picture import draw_page

    data = read_bytes(file)
    found = inspect_page(data, page, file_name=printable(str(file)), settings=Settings(password=password))
    picture = draw_page(render_page(data, page, scale, password=password), found, scale)
    target = output or Path(f"{file.stem}-page-{page}.png")
    picture.save(target, format="PNG")
    typer.echo(f"{target}: {len(found.layout.blocks)} blocks, {len(found.tables)} tables")
