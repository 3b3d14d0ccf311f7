"""The painted paths and images of a page, also those inside forms, on the page as seen."""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from ctypes import c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import pairwise, repeat

from extractors.model.geometry import Box
from extractors.reading import pdf
from extractors.reading.pdf import Matrix, Page, matrix_of, multiply, transform_box

MAX_FORM_DEPTH = 12
"""Forms nested deeper are not searched for drawings; files with forms that contain themselves exist."""
MAX_DRAWN = 30_000
"""Drawn objects looked at per page; raising it costs time on pages that hold maps or scatter plots."""
MAX_SEGMENTS = 60
"""Paths with more segments are curves of figures, not rules of tables; raising it costs time."""
MOST_OF_PAGE = 0.6
"""Share of the page from which an image hides the text painted before it."""
MIN_SIDE_PT = 4.0
"""Paths smaller than this in both directions are tick marks and symbols, never rules."""

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Path:
    """A painted path: its stroked straight pieces (x0, y0, x1, y1) and its filled rectangles."""

    strokes: tuple[tuple[float, float, float, float], ...]
    rectangles: tuple[Box, ...]
    stroke_width: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The painted paths and images of a page, and the boxes that text objects are clipped to, by handle."""

    paths: tuple[Path, ...]
    images: tuple[Box, ...]
    clips: dict[int, Box]
    text_under_image: bool
    """Whether text was painted before an image that covers most of the page."""
    unplaced: int
    """Paths and images that damaged content puts at no place at all."""


def read_drawn(page: Page) -> Drawn:
    """All painted paths that may be rules or fills, and all images, but no curves and nothing clipped away.

    Pictures of other PDFs are often the whole page with all of its text, clipped to the part that shows.
    """
    paths: list[Path] = []
    images: list[Box] = []
    clips: dict[int, Box] = {}
    texts = under = unplaced = 0
    whole = Box(0.0, 0.0, page.width, page.height)
    handles = map(pdf.page_object, repeat(page.handle), range(min(page.object_count(), MAX_DRAWN)))
    for kind, handle, matrix, shown in _walk_objects(handles, page.to_seen, whole, 0):
        if kind == pdf.TEXT:
            texts += 1
            if shown != whole:
                clips[handle] = shown
            continue
        box = _intersect(_object_box(handle, matrix), shown)
        if not all(map(math.isfinite, box)):
            unplaced += 1
        elif kind == pdf.IMAGE:
            images.append(box)
            if box.width * box.height > MOST_OF_PAGE * whole.width * whole.height:
                under = texts
        elif max(box.width, box.height) >= MIN_SIDE_PT and (path := _read_path(handle, matrix)):
            paths.append(path)
    return Drawn(tuple(paths), tuple(images), clips, under > texts / 2, unplaced)


def _walk_objects(
    handles: Iterable[int], matrix: Matrix, shown: Box, depth: int
) -> Iterator[tuple[int, int, Matrix, Box]]:
    """Kind, handle, matrix to the page as seen, and the box that the object is clipped to."""
    for handle in handles:
        kind = pdf.object_type(handle)
        if kind in (pdf.PATH, pdf.IMAGE, pdf.TEXT):
            yield kind, handle, matrix, _clip_of(handle, matrix, shown)
        elif kind == pdf.FORM and depth < MAX_FORM_DEPTH:
            count = min(max(pdf.form_count(handle), 0), MAX_DRAWN)
            inner = map(pdf.form_object, repeat(handle, count), range(count))
            clip = _clip_of(handle, matrix, shown)
            yield from _walk_objects(inner, multiply(matrix_of(handle), matrix), clip, depth + 1)


def _clip_of(handle: int, matrix: Matrix, shown: Box) -> Box:
    """The box around the object's clip path within what its form shows."""
    clip = pdf.object_clip(handle)
    count = pdf.clip_count(clip) if clip else 0
    if count <= 0:
        return shown
    place = (c_float * 2)()
    start = ctypes.addressof(place)
    for path in range(count):
        xs, ys = [], []
        for index in range(min(pdf.clip_segment_count(clip, path), MAX_SEGMENTS)):
            pdf.segment_point(pdf.clip_segment(clip, path, index), start, start + 4)
            xs.append(place[0])
            ys.append(place[1])
        if xs:
            shown = _intersect(transform_box((min(xs), min(ys), max(xs), max(ys)), matrix), shown)
    return shown


def _intersect(first: Box, second: Box) -> Box:
    """The common part; a box without area where there is none."""
    x0, top = max(first.x0, second.x0), max(first.top, second.top)
    return Box(x0, top, max(min(first.x1, second.x1), x0), max(min(first.bottom, second.bottom), top))


def _object_box(handle: int, matrix: Matrix) -> Box:
    bounds = (c_float * 4)()
    start = ctypes.addressof(bounds)
    if not pdf.object_bounds(handle, start, start + 4, start + 8, start + 12):
        return Box(0.0, 0.0, 0.0, 0.0)
    return transform_box((bounds[0], bounds[1], bounds[2], bounds[3]), matrix)


def _read_path(handle: int, matrix: Matrix) -> Path | None:
    count = pdf.path_count(handle)
    mode = (c_int * 2)()
    start = ctypes.addressof(mode)
    if not 0 < count <= MAX_SEGMENTS or not pdf.path_mode(handle, start, start + 4):
        return None
    filled = mode[0] != 0 and _is_visible(pdf.fill_color, handle)
    stroked = mode[1] != 0 and _is_visible(pdf.stroke_color, handle)
    if not filled and not stroked:
        return None
    subpaths = _read_subpaths(handle, count, multiply(matrix_of(handle), matrix))
    strokes = tuple(piece for points in subpaths for piece in _pieces(points)) if stroked else ()
    rectangles = tuple(found for points in subpaths if (found := _rectangle(points))) if filled else ()
    if not strokes and not rectangles:
        return None
    width = c_float(1.0)
    pdf.stroke_width(handle, ctypes.addressof(width))
    a, b, c, d, _, _ = matrix
    thickness = width.value * float(abs(a * d - b * c)) ** 0.5
    return Path(strokes, rectangles, thickness if math.isfinite(thickness) else 1.0)


def _is_visible(color: Callable[..., int], handle: int) -> bool:
    """Whether the colour leaves a mark on white paper."""
    found = (c_uint * 4)()
    start = ctypes.addressof(found)
    if not color(handle, start, start + 4, start + 8, start + 12):
        return True
    red, green, blue, alpha = found
    return alpha > 0 and min(red, green, blue) < 250


def _read_subpaths(handle: int, count: int, matrix: Matrix) -> list[Points]:
    """Straight subpaths as points; a subpath that holds a curve, or a point without a place, is left out."""
    a, b, c, d, e, f = matrix
    subpaths: list[Points] = []
    points: Points = []
    curved = False
    place = (c_float * 2)()
    start = ctypes.addressof(place)
    for segment in map(pdf.path_segment, repeat(handle), range(count)):
        kind = pdf.segment_type(segment)
        if kind == pdf.MOVE:
            if len(points) > 1 and not curved:
                subpaths.append(points)
            points, curved = [], False
        curved = curved or kind == pdf.CURVE
        pdf.segment_point(segment, start, start + 4)
        x, y = place
        points.append((a * x + c * y + e, b * x + d * y + f))
        if pdf.segment_close(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        subpaths.append(points)
    return [points for points in subpaths if math.isfinite(sum(map(sum, points)))]


def _pieces(points: Points) -> Iterator[tuple[float, float, float, float]]:
    for (x0, y0), (x1, y1) in pairwise(points):
        yield x0, y0, x1, y1


def _rectangle(points: Points) -> Box | None:
    """The box that a filled subpath is, or nothing where it is another shape."""
    xs = sorted({round(x, 2) for x, _ in points})
    ys = sorted({round(y, 2) for _, y in points})
    if not (4 <= len(points) <= 6 and len(xs) == 2 and len(ys) == 2):
        return None
    return Box(xs[0], ys[0], xs[1], ys[1])
