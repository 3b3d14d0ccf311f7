"""Repair of what fonts say wrongly: looks at suspicious codes once per font, and remembers the verdict."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.model.glyphs import Repair
from extractors.reading.chars import Chars, FontFacts, Run
from extractors.reading.em import Lens
from extractors.reading.names import clean_name, has_named_glyphs, text_of_code, text_of_name
from extractors.reading.pdf import Page
from extractors.reading.references import known_boxes, known_shapes
from extractors.reading.shapes import compare, fit_boxes
from extractors.reading.verdicts import (
    AS_GIVEN,
    DOUBTFUL,
    RARE,
    REPAIRED,
    SURE_TWIN,
    SYMBOL_GREEK,
    SYMBOL_LETTERS,
    Verdict,
    is_greek,
    judge_printable,
    judge_unreadable,
)

STEP_EM = 0.05
"""Boxes are told apart in these steps; raising it may take two glyphs with one code for one."""
FEW_CODES = 12
"""A font with no more letters and digits than this so far may be one of signs: it is looked at wholly."""
FEW_SIGNS = 16
"""Nor is a font one of signs if it has more unreadable codes than this: then its whole map is lost."""
OWN_FIT = 0.6
"""Glyphs whose box fits the given character less than this are looked at; raising it costs time."""
APART_EM = 0.06
"""Boxes further apart than this under one code are two glyphs with one code, and both are looked at."""
FIRST_FOREIGN, LAST_FOREIGN = 0x0700, 0x1CFF
"""Syriac to Vedic: what word processors give for the letters of mathematical fonts."""
LAST_LATIN = 0xFF
SOFT_HYPHEN = 0xAD
BLANK = 0x20
GREEK_LETTERS = 24
"""A font of Greek has codes for no more letters and digits than this; fonts of text have more."""
INVISIBLE_MODES = (3, 7)

EmBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of one font in one shape: what is judged once."""

    font: str
    code: int
    unmapped: bool
    steps: tuple[int, ...]
    drawable: bool

    @property
    def char(self) -> str:
        return chr(self.code)

    @property
    def unreadable(self) -> bool:
        """Control and private codes, and those for which the font names no character."""
        code = self.code
        return (
            self.unmapped
            or code < 0x20
            or 0x7F <= code < 0xA0
            or code == SOFT_HYPHEN
            or 0xE000 <= code < 0xF900
            or 0xFFF0 <= code <= 0xFFFF
            or FIRST_FOREIGN <= code <= LAST_FOREIGN
            or code >= 0xF0000
        )


@dataclass(frozen=True, eq=False, slots=True)
class Spot:
    """Where a code stands for the first time on a page."""

    page: int
    lens: Lens
    run: Run
    tight: NDArray[np.float32]
    box: EmBox


@dataclass(frozen=True, eq=False, slots=True)
class Truth:
    """What the characters of a page truly print.

    `text` holds what differs from the code given, by index ("" where nothing is printed); `states` one of
    AS_GIVEN, REPAIRED, DOUBTFUL per character; `doubts` the indices of doubtful ones by code and reason.
    """

    text: dict[int, str]
    states: NDArray[np.uint8]
    doubts: dict[tuple[Code, str], list[int]]


@dataclass(slots=True)
class Repairer:
    """The memory of one document: a verdict per font, code and shape, and how often each was used."""

    name_glyph: Callable[[int, str, int], str]
    """From page number, font name and code to the glyph's name in the file's font dictionary, or ""."""
    verdicts: dict[tuple[Code, bool, bool, bool], Verdict] = field(default_factory=dict)
    boxes: dict[tuple[str, int], list[EmBox]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)
    known: set[Code] = field(default_factory=set)
    codes: dict[str, int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    greek: set[str] = field(default_factory=set)
    """Fonts that printed Greek under Latin codes."""
    clear: set[tuple[str, int]] = field(default_factory=set)
    """Codes of fonts under which a shape stood that is clearly the character given."""
    used: dict[tuple[str, str, str], Repair] = field(default_factory=dict)

    def read_page(
        self,
        number: int,
        page: Page,
        chars: Chars,
        runs: tuple[Run, ...],
        facts: tuple[FontFacts, ...],
        boxes: NDArray[np.float32],
    ) -> Truth:
        """Judge every code of the page, drawing only the suspicious ones; `boxes` hold the ink in em."""
        boxes = np.where(is_piece(chars)[:, None], np.float32(np.nan), boxes)
        codes, first, inverse = find_codes(chars, runs, facts, boxes)
        lens = Lens(page)
        truth = Truth({}, np.zeros(len(inverse), np.uint8), {})
        spots = [
            Spot(number, lens, runs[chars.runs[at]], chars.tight[at], tuple(boxes[at].tolist()))
            for at in first
        ]
        for code, spot in zip(codes, spots, strict=True):
            if code not in self.known:
                self.known.add(code)
                self._remember(code, spot.box)
        before = len(self.greek), len(self.clear)
        verdicts = [self._judge(code, spot) for code, spot in zip(codes, spots, strict=True)]
        # only now is it known which fonts hold Greek, and which codes stand for their letter
        if (len(self.greek), len(self.clear)) != before:
            verdicts = [self._judge(code, spot) for code, spot in zip(codes, spots, strict=True)]
        for which, (code, verdict) in enumerate(zip(codes, verdicts, strict=True)):
            if verdict.state != AS_GIVEN or verdict.true != code.char:
                self._apply(truth, code, verdict, np.flatnonzero(inverse == which).tolist())
        return truth

    def count(self, font: str, given: str, true: str, evidence: str, sureness: float, count: int) -> None:
        """Note that a decision was used `count` times more."""
        before = self.used.get((font, given, true))
        total = count + (before.count if before else 0)
        self.used[font, given, true] = Repair(
            clean_name(font), given, true, evidence, round(sureness, 2), total
        )

    def repairs(self) -> tuple[Repair, ...]:
        """The decisions used so far, in the order in which they were met."""
        return tuple(self.used.values())

    def _remember(self, code: Code, box: EmBox) -> None:
        seen = self.boxes.setdefault((code.font, code.code), [])
        if (
            all(max(map(abs, map(operator.sub, box, other))) > APART_EM for other in seen)
            and box[0] == box[0]
        ):
            seen.append(box)
        taken = self.taken.setdefault(code.font, set())
        self.codes[code.font] = self.codes.get(code.font, 0) + code.unreadable
        if not code.unreadable and code.char not in taken:
            taken.add(code.char)
            self.letters[code.font] = self.letters.get(code.font, 0) + code.char.isalnum()

    def _judge(self, code: Code, spot: Spot) -> Verdict:
        closely = len(self.boxes[code.font, code.code]) > 1 or self.letters.get(code.font, 0) <= FEW_CODES
        greek = code.font in self.greek and self.letters.get(code.font, 0) <= GREEK_LETTERS
        twin = (code.font, code.code) in self.clear
        key = (code, closely, greek, twin)
        if key not in self.verdicts:
            printed = code.code == BLANK and np.isfinite(spot.box).all() and not is_blank(spot.box)
            suspicious = code.unreadable or printed or is_suspicious(code, spot.box, closely=closely)
            verdict = Verdict(code.char, AS_GIVEN)
            if suspicious:
                verdict = self._look(code, spot, greek=greek, twin=twin)
            elif not code.drawable and (named := text_of_code(clean_name(code.font), code.code)):
                # a font that is not in the file prints what its name promises, whatever the map says
                verdict = Verdict(named, REPAIRED, "encoding of the font that is named")
            if code.code == SOFT_HYPHEN and verdict.true == "-":
                verdict = Verdict(
                    "-", AS_GIVEN
                )  # what typesetters put at the end of a line is a hyphen there
            self.verdicts[key] = verdict
            if code.char.isalpha() and code.char.isascii() and is_greek(verdict.true):
                self.greek.add(code.font)
        return self.verdicts[key]

    def _look(self, code: Code, spot: Spot, *, greek: bool, twin: bool) -> Verdict:
        if code.unreadable and is_blank(spot.box):
            return Verdict("", AS_GIVEN)
        shape = spot.lens.look(spot.run, spot.tight, spot.box) if code.drawable else None
        alike = compare(shape, known_shapes()) if shape is not None else {}
        if code.unreadable or code.code == BLANK:
            # a blank that shows ink prints a sign; what cannot be told stays a blank
            family = clean_name(code.font)
            named = text_of_code(family, code.code)
            if not named and has_named_glyphs(family):
                named = text_of_name(family, self.name_glyph(spot.page, family, code.code))
            verdict = judge_unreadable(
                shape, alike, named, self.taken[code.font], signs=self._holds_signs(code.font)
            )
            told = verdict.state == REPAIRED or code.code != BLANK
            return verdict if told else Verdict(code.char, AS_GIVEN)
        if shape is None:
            return Verdict(code.char, AS_GIVEN)
        if code.char in SYMBOL_GREEK and alike.get(code.char, 0.0) > SURE_TWIN:
            self.clear.add((code.font, code.code))
        taken = self.taken[code.font]
        return judge_printable(code.char, shape, alike, greek=greek, twin=twin, taken=taken)

    def _holds_signs(self, font: str) -> bool:
        """Whether the font has too few codes so far, readable or not, to be one of text."""
        return self.letters.get(font, 0) <= FEW_CODES and self.codes.get(font, 0) <= FEW_SIGNS

    def _apply(self, truth: Truth, code: Code, verdict: Verdict, places: list[int]) -> None:
        for place in places:
            truth.text[place] = verdict.true
        truth.states[places] = verdict.state
        if verdict.state == REPAIRED:
            self.count(code.font, code.char, verdict.true, verdict.evidence, verdict.sureness, len(places))
        elif verdict.state == DOUBTFUL:
            truth.doubts.setdefault((code, verdict.evidence), []).extend(places)


def is_suspicious(code: Code, box: EmBox, *, closely: bool) -> bool:
    """Whether a printable code is worth drawing: always where `closely`, else if its box is unusual."""
    char = code.char
    if not code.drawable or code.code > LAST_LATIN or char.isspace() or not np.isfinite(box).all():
        return False
    if closely or char in RARE or char in SYMBOL_LETTERS:
        return True
    known = known_boxes().get(char)
    return known is not None and float(fit_boxes(box, known).max()) < OWN_FIT


def is_piece(chars: Chars) -> NDArray[np.bool_]:
    """Characters that share a glyph with a neighbour: pieces of ligatures, without a shape of their own."""
    same = (chars.runs[1:] == chars.runs[:-1]) & (chars.origins[1:] == chars.origins[:-1]).all(axis=1)
    # a map that gives a blank and a sign for one glyph leaves the sign its shape
    same &= (chars.unicode[1:] != BLANK) & (chars.unicode[:-1] != BLANK)
    pieces = np.zeros(len(chars.unicode), np.bool_)
    pieces[1:] |= same
    pieces[:-1] |= same
    return pieces


def is_blank(box: EmBox) -> bool:
    """Whether the ink box has no area."""
    return bool(min(box[2] - box[0], box[3] - box[1]) <= 0.002)


def find_codes(
    chars: Chars, runs: tuple[Run, ...], facts: tuple[FontFacts, ...], boxes: NDArray[np.float32]
) -> tuple[list[Code], list[int], NDArray[np.int64]]:
    """The different codes of a page, the first place of each, and which one stands at each place."""
    fonts = np.array([run.font for run in runs], np.int64)
    hidden = np.array([run.render_mode in INVISIBLE_MODES for run in runs], np.int64)
    steps = np.nan_to_num(boxes[:, 1:] / STEP_EM).round().clip(-100, 100).astype(np.int64) + 100
    font = fonts[chars.runs] if runs else np.zeros(0, np.int64)
    drawn = 1 - hidden[chars.runs] if runs else font
    packed = (((font * 2 + drawn) * 2 + chars.unmapped) << 21) + np.minimum(chars.unicode, 0x10FFFF)
    packed = np.where(chars.hyphens, packed - chars.unicode + ord("-"), packed)
    packed = (packed << 24) + (steps[:, 0] << 16) + (steps[:, 1] << 8) + steps[:, 2]
    unique, first, inverse = np.unique(packed, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    codes = [_unpack(value, facts) for value in unique[order].tolist()]
    return codes, first[order].tolist(), rank[inverse]


def _unpack(packed: int, facts: tuple[FontFacts, ...]) -> Code:
    steps, rest = packed & 0xFFFFFF, packed >> 24
    code, rest = rest & 0x1FFFFF, rest >> 21
    font = facts[rest >> 2]
    # type 3 fonts have neither name nor font file; what they draw is the truth all the same
    drawable = bool(rest >> 1 & 1) and (font.embedded or not font.name)
    return Code(font.name, code, bool(rest & 1), (steps >> 16, steps >> 8 & 255, steps & 255), drawable)
