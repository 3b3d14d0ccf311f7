"""Characters in the frame of their own font: boxes in em about the origin, and pictures turned upright."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.model.geometry import Box
from extractors.reading.chars import Chars, Run
from extractors.reading.pdf import Matrix, Page, matrix_of, multiply, transform_box
from extractors.reading.shapes import Shape, draw_shape

PIXELS_PER_EM = 64
"""Size at which glyphs are drawn for comparison; raising it costs time and shows finer detail."""
TALLEST_EM = 6.0
"""Ink boxes larger than this are not those of glyphs."""
SKEW = 0.01
"""How far a text matrix may be from a turn by quarters for its glyphs to be looked at."""


def em_boxes(chars: Chars, runs: tuple[Run, ...]) -> NDArray[np.float32]:
    """(n, 4) x0, bottom, x1, top of the ink in em about the origin; NaN for text at odd angles."""
    if not runs:
        return np.zeros((0, 4), np.float32)
    sizes = np.array([run.font_size for run in runs])
    a, b, c, d = np.array([run.matrix for run in runs]).T[:4] * sizes
    size = np.abs([a, b, c, d]).max(axis=0)
    level = np.maximum(np.abs(b), np.abs(c)) <= SKEW * size
    upright = np.maximum(np.abs(a), np.abs(d)) <= SKEW * size
    det = a * d - b * c
    det[~(level | upright) | (np.abs(det) < 1e-12)] = np.nan
    across, along, down, up = (np.array([d, -b, -c, a]) / det)[:, chars.runs]
    x = chars.tight[:, ::2] - chars.origins[:, :1]
    y = chars.tight[:, 1::2] - chars.origins[:, 1:]
    turned_x = x * across[:, None] + y * down[:, None]
    turned_y = x * along[:, None] + y * up[:, None]
    low = np.minimum(turned_x[:, 0], turned_x[:, 1]), np.minimum(turned_y[:, 0], turned_y[:, 1])
    high = np.maximum(turned_x[:, 0], turned_x[:, 1]), np.maximum(turned_y[:, 0], turned_y[:, 1])
    return np.stack((*low, *high), axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Lens:
    """Draws single glyphs of one page; each text object is drawn once."""

    page: Page
    drawn: dict[int, tuple[NDArray[np.uint8], tuple[float, float], float] | None] = field(
        default_factory=dict
    )

    def look(
        self, run: Run, tight: NDArray[np.float32], box: tuple[float, float, float, float]
    ) -> Shape | None:
        """The shape of the glyph with this ink box on the page, upright; None where nothing is painted."""
        if not np.isfinite(box).all():
            return None
        ink = self._cut_from_run(run, tight)
        if ink is None or ink.size == 0 or ink.max() == 0:
            ink = self._cut_from_page(run, tight)
        return draw_shape(ink.astype(np.float32) / np.float32(255), box) if ink.size else None

    def _cut_from_run(self, run: Run, tight: NDArray[np.float32]) -> NDArray[np.uint8] | None:
        own = matrix_of(run.handle)
        found = self._draw(run, own) if np.allclose(own, run.matrix, atol=0.01) else None
        if found is None:
            return None
        ink, (left, top), scale = found
        x0, y0, x1, y1 = map(float, tight)
        rows = slice(max(round((top - y1) * scale) - 1, 0), max(round((top - y0) * scale) + 1, 0))
        columns = slice(max(round((x0 - left) * scale) - 1, 0), max(round((x1 - left) * scale) + 1, 0))
        return _turn_upright(ink[rows, columns], own, run.font_size)

    def _cut_from_page(self, run: Run, tight: NDArray[np.float32]) -> NDArray[np.uint8]:
        """For objects inside forms, whose place in the form PDFium does not tell."""
        seen = transform_box(
            (float(tight[0]), float(tight[1]), float(tight[2]), float(tight[3])), self.page.to_seen
        )
        em = abs(run.font_size) * max(abs(run.matrix[2]), abs(run.matrix[3]))
        whole = Box(0.0, 0.0, self.page.width, self.page.height)
        if not (em > 0 and seen.overlaps(whole) and max(seen.width, seen.height) < TALLEST_EM * em):
            return np.zeros((0, 0), np.uint8)
        inside = Box(
            max(seen.x0, 0), max(seen.top, 0), min(seen.x1, whole.x1), min(seen.bottom, whole.bottom)
        )
        dark = self.page.render_region(inside, PIXELS_PER_EM / em)
        a, b, c, d, e, f = multiply(run.matrix, self.page.to_seen)
        return _turn_upright(dark, (a, -b, c, -d, e, -f), run.font_size)

    def _draw(self, run: Run, own: Matrix) -> tuple[NDArray[np.uint8], tuple[float, float], float] | None:
        if run.handle not in self.drawn:
            em = abs(run.font_size) * max(abs(own[2]), abs(own[3]))
            scale = PIXELS_PER_EM / em if em > 0 else 0.0
            picture = self.page.render_run(run.handle, scale) if scale > 0 else None
            self.drawn[run.handle] = (*picture, scale) if picture is not None else None
        return self.drawn[run.handle]


def _turn_upright(ink: NDArray[np.uint8], own: Matrix, font_size: float) -> NDArray[np.uint8]:
    a, b, c, d = (value * font_size for value in own[:4])
    turns = (0 if a > 0 else 2) if abs(a) > abs(b) else (-1 if b > 0 else 1)
    upright = np.rot90(ink, turns)
    return upright[::-1] if a * d - b * c < 0 else upright
