"""Labels that run up or down beside the rows they stand for, or over their column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model.geometry import Box, Frame, union_box
from extractors.model.layout import Line, TableRegion, Word
from extractors.model.strips import Strip
from extractors.tables.cells import join_lines
from extractors.tables.header import Head
from extractors.tables.merged import Merge
from extractors.tables.pieces import Gap, Run, reach
from extractors.tables.rows import Row
from extractors.tables.sides import Floating

NEXT_LINE = 1.6
"""Distance of turned lines, in type sizes, up to which they are lines of one label."""

MIDDLE = 0.25
"""How far the middle of letters stands above their baseline, in type sizes."""


@dataclass(frozen=True, eq=False, slots=True)
class Turned:
    """A turned label as a run: its text reads on, its box stands where it is printed in the table."""

    run: Run

    @property
    def middle(self) -> float:
        return self.run.box.y_mid


def read_turned(region: TableRegion, frame: Frame) -> tuple[Turned, ...]:
    """The turned labels of a region, lines of one label joined, from top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(region.turned, key=lambda line: (line.angle, line.baseline)):
        home = next((group for group in groups if _goes_on(group[-1], line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    labels = [_make_label(group, region, frame) for group in groups]
    return tuple(sorted(labels, key=lambda label: label.middle))


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line stands below another one in their own direction, over a part of its length."""
    shared = min(above.box.x1, line.box.x1) - max(above.box.x0, line.box.x0)
    return (
        line.angle == above.angle
        and 0 < line.baseline - above.baseline < NEXT_LINE * line.size
        and shared > 0.5 * min(above.box.width, line.box.width)
    )


def _make_label(lines: Sequence[Line], region: TableRegion, frame: Frame) -> Turned:
    text = join_lines([line.text for line in lines])
    boxes = [replace(frame, angle=line.angle).to_page(line.box) for line in lines]
    box = frame.to_upright(union_box(boxes))
    size = lines[0].size
    baseline = box.y_mid + MIDDLE * size
    words = (Word(0, len(text), box),)
    line = Line(region.page, region.angle, box, baseline, size, text, words, lines[0].font)
    return Turned(Run(line, words, baseline))


def beside_rows(
    runs: Sequence[Sequence[Run]], strips: Sequence[Strip], labels: Sequence[Turned]
) -> list[list[Run]]:
    """The runs of each strip with the labels that stand at its height, from left to right."""
    wider: list[list[Run]] = []
    for row, strip in zip(runs, strips, strict=True):
        y = strip.baseline - MIDDLE * strip.size
        own = [label.run for label in labels if label.run.box.top <= y <= label.run.box.bottom]
        wider.append(sorted([*row, *own], key=lambda run: run.box.x0))
    return wider


def place_beside(
    rows: Sequence[Row],
    merges: Sequence[Merge],
    labels: Sequence[Turned],
    rules: Sequence[Box],
    gaps: Sequence[Gap],
) -> tuple[list[Merge], list[Floating]]:
    """Merged cells that hold the labels, where rules tell their rows, and the labels that float beside rows.

    A label stands for the rows of the merged cell around it, or for all rows between two full rules if it is
    the only one there.
    """
    placed = list(merges)
    floating: list[Floating] = []
    for label in labels:
        column = reach(label.run.box, gaps, label.run.size)[0]
        merge = _merge_around(rows, merges, label, column)
        if merge is None and rules and (merge := _band_around(rows, labels, label, rules, column)):
            placed.append(merge)
        if merge is None or column in rows[merge.first].cells:
            floating.append(Floating(label.run, column, label.run.baseline))
        else:
            rows[merge.first].cells[column] = [label.run]
            rows[merge.first].spans[column] = column
    return placed, floating


def _merge_around(rows: Sequence[Row], merges: Sequence[Merge], label: Turned, column: int) -> Merge | None:
    for merge in merges:
        below = rows[merge.last + 1].top if merge.last + 1 < len(rows) else float("inf")
        if merge.column == column and rows[merge.first].top - label.run.size < label.middle < below:
            return merge
    return None


def _band_around(
    rows: Sequence[Row], labels: Sequence[Turned], label: Turned, rules: Sequence[Box], column: int
) -> Merge | None:
    """All rows between the rules around a label, if no other label stands there."""
    top = max((rule.y_mid for rule in rules if rule.y_mid < label.middle), default=0.0)
    bottom = min((rule.y_mid for rule in rules if rule.y_mid > label.middle), default=float("inf"))
    inside = [i for i, row in enumerate(rows) if top < row.baseline < bottom]
    alone = sum(top < other.middle < bottom for other in labels) == 1
    return Merge(column, inside[0], inside[-1]) if alone and inside and len(inside) < len(rows) else None


def place_over(labels: Sequence[Turned], gaps: Sequence[Gap]) -> list[Head]:
    """Turned labels of the head, each over its column."""
    columns = [reach(label.run.box, gaps, label.run.size)[0] for label in labels]
    return [Head((label.run,), column, column, 0) for label, column in zip(labels, columns, strict=True)]
