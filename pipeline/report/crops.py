"""Pictures of the places where records are printed: small, one for all records of a sentence or table."""

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.model.errors import IonlitError
from extractors.model.geometry import Box, Frame, union_box
from extractors.reading import render_page
from pipeline.report.spots import VALUE, Spot

PIXELS_PER_POINT = 1.8
"""Raising it makes pictures sharper, and reports larger by its square."""

GREYS = 4
"""Shades kept: print is black and white, and four of them make a picture a fifth as large."""

MOST_WIDTH_PT, MOST_HEIGHT_PT = 840.0, 460.0
"""Of a picture as it is read, after turning: wide enough for a table that fills a turned page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page, upright: base64 of a PNG, size in pixels, and the marks' boxes in its percent."""

    png: str
    width: int
    height: int
    frame: Frame
    region: Box

    def place(self, box: Box) -> tuple[float, ...]:
        """A box of the page as left, top, width, height in percent of the picture."""
        x0, top, x1, bottom = self.frame.to_upright(box)
        across, down = 100 / self.region.width, 100 / self.region.height
        left, upper = (x0 - self.region.x0) * across, (top - self.region.top) * down
        return tuple(round(side, 2) for side in (left, upper, (x1 - x0) * across, (bottom - top) * down))


def draw_scenes(data: bytes, spots: Iterable[Spot], password: str = "") -> dict[str, Picture]:
    """One picture per scene, around the regions of all its records; pages that cannot be drawn give none."""
    scenes: dict[str, list[Spot]] = {}
    for spot in spots:
        scenes.setdefault(spot.scene, []).append(spot)
    pages: dict[int, dict[str, list[Spot]]] = {}
    for scene, some in scenes.items():
        pages.setdefault(some[0].page, {})[scene] = some
    pictures: dict[str, Picture] = {}
    for number, found in pages.items():
        pictures |= _draw_page(data, number, found, password)
    return pictures


def _draw_page(data: bytes, number: int, scenes: dict[str, list[Spot]], password: str) -> dict[str, Picture]:
    try:
        page = render_page(data, number, PIXELS_PER_POINT, password=password).convert("L")
    except IonlitError:
        return {}
    drawn: dict[str, Picture] = {}
    for scene, spots in scenes.items():
        region = _clip(union_box(spot.region for spot in spots), spots, page.size)
        angle = spots[0].angle
        left, top, right, bottom = (round(side * PIXELS_PER_POINT) for side in region)
        turned = page.crop((left, top, right, bottom)).rotate(-angle, expand=True)
        out = io.BytesIO()
        turned.quantize(GREYS).save(out, format="PNG", optimize=True)
        frame = Frame(angle, page.size[0] / PIXELS_PER_POINT, page.size[1] / PIXELS_PER_POINT)
        png = base64.b64encode(out.getvalue()).decode()
        drawn[scene] = Picture(png, *turned.size, frame, frame.to_upright(region))
    return drawn


def _clip(region: Box, spots: Sequence[Spot], size: tuple[int, int]) -> Box:
    """The region within the page and the largest picture, the first record's value inside."""
    value = next(box for kind, box in spots[0].marks if kind == VALUE)
    most = (MOST_WIDTH_PT, MOST_HEIGHT_PT)
    across, down = reversed(most) if spots[0].angle in (90, 270) else most
    x0, x1 = _shorten(region.x0, region.x1, value.x_mid, across, size[0] / PIXELS_PER_POINT)
    top, bottom = _shorten(region.top, region.bottom, value.y_mid, down, size[1] / PIXELS_PER_POINT)
    return Box(x0, top, x1, bottom)


def _shorten(low: float, high: float, middle: float, most: float, page: float) -> tuple[float, float]:
    if high - low > most:
        low = min(max(middle - most / 2, low), high - most)
        high = low + most
    low, high = max(low, 0.0), min(high, page)
    return (low, high) if high - low >= 1 else (0.0, page)
