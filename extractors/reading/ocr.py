"""Pages read through tesseract, where that program is installed."""

import csv
import io
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
from PIL.Image import Image

from extractors.model.glyphs import Font, Glyphs
from extractors.reading.verdicts import AS_GIVEN, DOUBTFUL

PIXELS_PER_POINT = 300 / 72
"""Tesseract is made for 300 dots per inch."""
TIME_LIMIT_S = 120
"""A page that takes longer is given up; raising it lets one page hold up a whole run."""
SURE_PERCENT = 80.0
"""Words that tesseract is less sure of are doubtful: no number is built on them."""
WORD_LEVEL, LINE_LEVEL = "5", "4"
DESCENT = 0.22
"""Share of a line's height below its baseline."""
OCR_FONT = Font("tesseract")


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word in pixels, with the top and height of its line."""

    text: str
    left: float
    width: float
    top: float
    height: float
    sure_percent: float


def find_tesseract() -> str | None:
    """The path of the program, or None where it is not installed."""
    return shutil.which("tesseract")


def read_picture(picture: Image, program: str) -> Glyphs | None:
    """The glyphs that tesseract reads in the picture of a page (at PIXELS_PER_POINT), or None if it fails."""
    png = io.BytesIO()
    picture.save(png, "png")
    command = [program, "stdin", "stdout", "--psm", "1", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, with fixed arguments
            command, input=png.getvalue(), capture_output=True, timeout=TIME_LIMIT_S, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return place_words(parse_words(done.stdout.decode("utf-8", "replace")))


def parse_words(tsv: str) -> list[OcrWord]:
    """The words of tesseract's table; rows that are not words or hold no text are left out."""
    words = []
    top, height = 0.0, 0.0
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == LINE_LEVEL:
            top, height = float(row["top"]), float(row["height"])
        elif row["level"] == WORD_LEVEL and (text := (row["text"] or "").strip()):
            left, width = float(row["left"]), float(row["width"])
            words.append(OcrWord(text, left, width, top, height, float(row["conf"])))
    return words


def place_words(words: list[OcrWord]) -> Glyphs:
    """Glyphs in points: the characters of a word share its width, and stand on the baseline of its line."""
    counts = [len(word.text) for word in words]
    text = "".join(word.text for word in words)
    edges = [
        np.linspace(word.left, word.left + word.width, count + 1)
        for word, count in zip(words, counts, strict=True)
    ]
    left = np.concatenate([edge[:-1] for edge in edges]) if words else np.zeros(0)
    right = np.concatenate([edge[1:] for edge in edges]) if words else np.zeros(0)
    top = np.repeat([word.top for word in words], counts).astype(float)
    height = np.repeat([word.height for word in words], counts).astype(float)
    state = [AS_GIVEN if word.sure_percent >= SURE_PERCENT else DOUBTFUL for word in words]
    boxes = np.stack((left, top, right, top + height), axis=1) / PIXELS_PER_POINT
    baseline = (top + height * (1 - DESCENT)) / PIXELS_PER_POINT
    n = len(text)
    return Glyphs(
        np.array(list(text), "<U1"),
        np.array([ord(char) for char in text], np.uint32),
        boxes.astype(np.float32),
        np.stack((boxes[:, 0], baseline), axis=1).astype(np.float32),
        (height / PIXELS_PER_POINT).astype(np.float32),
        np.zeros(n, np.int16),
        np.zeros(n, np.int16),
        np.repeat(state, counts).astype(np.uint8),
    )
