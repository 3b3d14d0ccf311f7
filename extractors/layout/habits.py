"""What is usual in a document: its type size, line spacing and whether body text is bold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.model.glyphs import BOLD, ITALIC
from extractors.model.layout import Line
from extractors.model.rich import BASE

# the running text holds at least this share of the letters of the size that is printed most: the small print
# of a short paper with many references may outnumber it
RUNNING_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Habits:
    """`type_size` of most of the running text in points, its `font`, and `leading`, its line spacing."""

    type_size: float
    leading: float
    font: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one page says about habits: letters per size and font, and how often each line step occurs."""

    sizes: Counter[tuple[float, str]]
    steps: Counter[float]


def tally_lines(lines: Iterable[Line]) -> Tally:
    """Weigh the sizes of lines long enough to be running text by their length."""
    sizes: Counter[tuple[float, str]] = Counter()
    steps: Counter[float] = Counter()
    last: Line | None = None
    for line in lines:
        length = len(line.text.flat)
        if length < 25:
            continue
        sizes[round(line.size * 4) / 4, line.font] += length
        if last is not None and abs(last.box.x0 - line.box.x0) < 2:
            steps[round((line.baseline - last.baseline) * 2) / 2] += 1
        last = line
    return Tally(sizes, steps)


def learn_habits(tallies: Iterable[Tally]) -> Habits:
    """The habits that most of the running text of some pages follows."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    steps: Counter[float] = Counter()
    for tally in tallies:
        fonts.update(tally.sizes)
        steps.update(tally.steps)
    for (size, _), count in fonts.items():
        sizes[size] += count
    if not sizes:
        return Habits(10.0, 12.0)
    most = sizes.most_common(1)[0][1]
    usual = max(size for size, count in sizes.items() if count >= RUNNING_SHARE * most)
    fair = [(count, step) for step, count in steps.items() if usual < step < 2.6 * usual]
    font = max((count, name) for (size, name), count in fonts.items() if size == usual)[1]
    return Habits(usual, max(fair)[1] if fair else 1.2 * usual, font)


def share_of_style(lines: Iterable[Line], bit: int) -> float:
    """Share of the characters on the line that are bold or italic."""
    styled = letters = 0
    for line in lines:
        base = line.text.scripts == BASE
        letters += int(base.sum())
        styled += int((base & (line.text.styles & bit > 0)).sum())
    return styled / letters if letters else 0.0


def is_bold(lines: Iterable[Line]) -> bool:
    return share_of_style(lines, BOLD) > 0.8


def is_italic(lines: Iterable[Line]) -> bool:
    return share_of_style(lines, ITALIC) > 0.8
