"""What a glyph looks like: its ink on a grid, its place about the baseline, and how alike two of them are."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

GRID = 28
"""Cells along each side of the picture that is compared; more tell finer shapes apart, and cost time."""
MARGIN = 0.14
"""White border around the ink, as a share of its side; without one a bar would be a picture without edges."""
BLUR = 0.035
"""Standard deviation of the blur as a share of the ink's side; raising it forgives more of a font's style."""
ASPECT_TOLERANCE = 0.5
"""Natural logarithm of the ratio of two aspects at which likeness falls to 1/e."""
HEIGHT_TOLERANCE_EM = 0.32
"""Difference in the height of two middles above the baseline at which likeness falls to 1/e."""
SIZE_TOLERANCE = 0.9
"""Natural logarithm of the ratio of two sizes at which likeness falls to 1/e."""
THINNEST_EM = 0.06
"""Thinner strokes count as this thick: a bar's proportions hang on its stroke, which differs by font."""
SCRIPTS = ((0.62, 0.33), (0.62, -0.16))
"""Scale and height of the small figures and signs that some fonts hold for super- and subscripts."""
SCRIPT_SHARE = 0.97
LEAST_FIT = 0.4
"""Known shapes whose box fits less are not compared; raising it saves time and loses odd proportions."""
BAR_ASPECT, BAR_FILLED = 2.8, 0.75
"""A flat bar is at least this much wider than high, and filled to this share (its edges are blurred)."""
BAR_LIKENESS = 0.97
TALL_EM = 1.1
"""Taller glyphs are brackets and signs of large formulas: compared as if of usual height."""
TALL_ASPECT_TOLERANCE = 1.2


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A glyph's ink as a unit vector of GRID * GRID cells, and its box about the origin in em.

    `box` is x0, bottom, x1, top with y upwards from the baseline.
    """

    picture: NDArray[np.float32]
    box: tuple[float, float, float, float]
    filled: float
    """Share of the ink's rectangle that is ink: near 1 for bars."""

    @property
    def is_bar(self) -> bool:
        """Whether it is one flat bar, wherever it stands and however short it is."""
        x0, bottom, x1, top = self.box
        return x1 - x0 >= BAR_ASPECT * (top - bottom) and self.filled >= BAR_FILLED


def draw_shape(ink: NDArray[np.float32], box: tuple[float, float, float, float]) -> Shape | None:
    """The shape of a glyph's ink (0..1, row 0 on top), or nothing where there is none."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
    if len(rows) == 0 or len(columns) == 0:
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    picture = _sampling(cut.shape[0]) @ cut @ _sampling(cut.shape[1]).T
    flat = (picture - picture.mean()).ravel()
    length = float(np.linalg.norm(flat))
    return Shape((flat / length).astype(np.float32), box, float(cut.mean())) if length > 0 else None


@lru_cache(maxsize=512)
def _sampling(count: int) -> NDArray[np.float32]:
    """Weights that blur `count` cells and sample them on the grid with its margin."""
    wanted = np.linspace(-MARGIN, 1 + MARGIN, GRID)[:, None]
    given = ((np.arange(count) + 0.5) / count)[None, :]
    blur = float(np.hypot(BLUR, 0.3 / count))
    weights = np.exp(-(((wanted - given) / blur) ** 2) / 2)
    sampling: NDArray[np.float32] = (weights / (count * blur * np.sqrt(2 * np.pi))).astype(np.float32)
    return sampling


@dataclass(frozen=True, eq=False, slots=True)
class References:
    """Known shapes: one character each (several shapes may share one), pictures (m, cells), boxes (m, 4)."""

    chars: tuple[str, ...]
    pictures: NDArray[np.float32]
    boxes: NDArray[np.float32]


def gather_references(shapes: list[tuple[str, Shape]]) -> References:
    """Stack known shapes for comparison."""
    return References(
        tuple(char for char, _ in shapes),
        np.array([shape.picture for _, shape in shapes], np.float32),
        np.array([shape.box for _, shape in shapes], np.float32),
    )


def compare(shape: Shape, references: References) -> dict[str, float]:
    """How alike the shape is to each known character, 0..1, the best shape of each counting."""
    fit = fit_boxes(shape.box, references.boxes)
    for scale, raised_em in SCRIPTS:
        as_base = tuple((edge - up) / scale for edge, up in zip(shape.box, (0, raised_em) * 2, strict=True))
        fit = np.maximum(fit, SCRIPT_SHARE * fit_boxes(as_base, references.boxes))
    chosen = np.flatnonzero(fit > LEAST_FIT)
    # not `@`: the threads of a linear algebra library cost more than so small a product
    alike = np.einsum("ij,j->i", references.pictures[chosen], shape.picture) * fit[chosen]
    best: dict[str, float] = {"−": BAR_LIKENESS} if shape.is_bar else {}
    for at, value in zip(chosen.tolist(), alike.tolist(), strict=True):
        if value > best.get(references.chars[at], 0.0):
            best[references.chars[at]] = value
    return best


def fit_boxes(box: tuple[float, ...], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """How well one box fits each of others in proportions, size and height, 0..1."""
    width, height, middle = _measures(np.array([box], np.float32))
    widths, heights, middles = _measures(boxes)
    aspect = np.log(widths / heights) - np.log(width / height)
    if height[0] > TALL_EM:
        tall: NDArray[np.float32] = np.exp(-((aspect / TALL_ASPECT_TOLERANCE) ** 2))
        return tall * (heights > 0.6)
    size = np.log(np.maximum(widths, heights)) - np.log(np.maximum(width, height))
    apart = (
        (aspect / ASPECT_TOLERANCE) ** 2
        + (size / SIZE_TOLERANCE) ** 2
        + ((middles - middle) / HEIGHT_TOLERANCE_EM) ** 2
    )
    fit: NDArray[np.float32] = np.exp(-apart)
    return fit


def _measures(
    boxes: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    width = np.maximum(boxes[:, 2] - boxes[:, 0], np.float32(THINNEST_EM))
    height = np.maximum(boxes[:, 3] - boxes[:, 1], np.float32(THINNEST_EM))
    return width, height, (boxes[:, 1] + boxes[:, 3]) / np.float32(2)
