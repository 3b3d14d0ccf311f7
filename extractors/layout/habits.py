"""What is usual in a document: its type size, line spacing and whether body text is bold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.model.glyphs import BOLD, ITALIC
from extractors.model.layout import Line
from extractors.model.rich import BASE


@dataclass(frozen=True, slots=True)
class Habits:
    """`type_size` is that of most of the running text in points, `font` its font, `leading` its line spacing."""

    type_size: float
    leading: float
    font: str = ""


def learn_habits(lines: Iterable[Line]) -> Habits:
    """Weigh the sizes of lines long enough to be running text by their length."""
    sizes: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    last: Line | None = None
    for line in lines:
        length = len(line.text.flat)
        if length < 25:
            continue
        sizes[round(line.size * 4) / 4] += length
        fonts[round(line.size * 4) / 4, line.font] += length
        if last is not None and last.page == line.page and abs(last.box.x0 - line.box.x0) < 2:
            steps[round((line.baseline - last.baseline) * 2) / 2] += 1
        last = line
    if not sizes:
        return Habits(10.0, 12.0)
    size = sizes.most_common(1)[0][0]
    fair = [(count, step) for step, count in steps.items() if size < step < 2.6 * size]
    font = max((count, name) for (of, name), count in fonts.items() if of == size)[1]
    return Habits(size, max(fair)[1] if fair else 1.2 * size, font)


def share_of_style(lines: Iterable[Line], bit: int) -> float:
    """Share of the letters and digits on the line that are bold or italic."""
    styled = letters = 0
    for line in lines:
        base = (line.text.scripts == BASE).tolist()
        for char, style, plain in zip(line.text.flat, line.text.styles.tolist(), base, strict=True):
            if plain and char.isalnum():
                letters += 1
                styled += bool(style & bit)
    return styled / letters if letters else 0.0


def is_bold(lines: Iterable[Line]) -> bool:
    return share_of_style(lines, BOLD) > 0.8


def is_italic(lines: Iterable[Line]) -> bool:
    return share_of_style(lines, ITALIC) > 0.8
