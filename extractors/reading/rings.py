"""Rings that papers print for the degree: ordinal signs, white bullets, ring operators and lone accents."""

import numpy as np
from numpy.typing import NDArray

from extractors.model.glyphs import Glyphs
from extractors.reading.verdicts import REPAIRED

RINGS = np.array([ord(char) for char in "◦∘º˚○"], np.uint32)
SCALES = ("C", "F", "K")


def find_degrees(glyphs: Glyphs) -> NDArray[np.int64]:
    """Where a ring stands behind a figure or before C, F or K: `25 ◦C`, `45∘`, `25 ºC`; not `Nº`, `f ∘ g`."""
    rings = np.flatnonzero(np.isin(glyphs.text.view(np.uint32), RINGS))
    found = [at for at in rings.tolist() if _is_degree(glyphs, at)]
    return np.array(found, np.int64)


def _is_degree(glyphs: Glyphs, at: int) -> bool:
    after = str(glyphs.text[at + 1]) if at + 1 < len(glyphs) else ""
    before = "".join(glyphs.text[max(at - 2, 0) : at].tolist()).strip()
    return after in SCALES or before[-1:].isdigit()


def write_degrees(glyphs: Glyphs, places: NDArray[np.int64]) -> Glyphs:
    """The same glyphs with degree signs at these places."""
    text, states = glyphs.text.copy(), glyphs.repaired.copy()
    text[places] = "°"
    states[places] = REPAIRED
    return Glyphs(
        text, glyphs.given, glyphs.boxes, glyphs.origins, glyphs.sizes, glyphs.angles, glyphs.fonts, states
    )
