"""Labels that run up or down beside the rows they stand for, or over their column."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.model.geometry import Frame, union_box
from extractors.model.layout import Line, TableRegion, Word
from extractors.model.strips import Strip
from extractors.tables.cells import join_lines
from extractors.tables.header import Head
from extractors.tables.pieces import Gap, Run, reach

NEXT_LINE = 1.6
"""Distance of turned lines, in type sizes, up to which they are lines of one label."""

MIDDLE = 0.25
"""How far the middle of letters stands above their baseline, in type sizes."""


def read_turned(region: TableRegion, frame: Frame) -> tuple[Run, ...]:
    """The turned labels of a region, lines of one label joined, from top to bottom.

    As runs: the text reads on, the box stands where the label is printed, the baseline in its middle.
    """
    groups: list[list[Line]] = []
    for line in sorted(region.turned, key=lambda line: (line.angle, line.baseline)):
        home = next((group for group in groups if _goes_on(group[-1], line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    labels = [_make_label(group, region, frame) for group in groups]
    return tuple(sorted(labels, key=lambda label: label.baseline))


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line stands below another one in their own direction, over a part of its length."""
    shared = min(above.box.x1, line.box.x1) - max(above.box.x0, line.box.x0)
    return (
        line.angle == above.angle
        and 0 < line.baseline - above.baseline < NEXT_LINE * line.size
        and shared > 0.5 * min(above.box.width, line.box.width)
    )


def _make_label(lines: Sequence[Line], region: TableRegion, frame: Frame) -> Run:
    text = join_lines([line.text for line in lines])
    boxes = [replace(frame, angle=line.angle).to_page(line.box) for line in lines]
    box = frame.to_upright(union_box(boxes))
    size = lines[0].size
    baseline = box.y_mid + MIDDLE * size
    words = (Word(0, len(text), box),)
    line = Line(region.page, region.angle, box, baseline, size, text, words, lines[0].font)
    return Run(line, words, baseline)


def beside_rows(
    runs: Sequence[Sequence[Run]], strips: Sequence[Strip], labels: Sequence[Run]
) -> list[list[Run]]:
    """The runs of each strip with the labels that stand at its height, from left to right."""
    wider: list[list[Run]] = []
    for row, strip in zip(runs, strips, strict=True):
        y = strip.baseline - MIDDLE * strip.size
        own = [label for label in labels if label.box.top <= y <= label.box.bottom]
        wider.append(sorted([*row, *own], key=lambda run: run.box.x0))
    return wider


def place_over(labels: Sequence[Run], gaps: Sequence[Gap]) -> list[Head]:
    """Turned labels of the head, each over its column."""
    columns = [reach(label.box, gaps, label.size)[0] for label in labels]
    return [Head((label,), column, column, 0) for label, column in zip(labels, columns, strict=True)]
