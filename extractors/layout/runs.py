"""Runs of glyphs of one size on one baseline, and which of them are sub- or superscripts of which line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.layout.frames import Floats, UprightGlyphs
from extractors.model.rich import BASE, SUB, SUP

# a larger break between neighbours of the stream begins a new run
RUN_GAP_EM = 0.6
# raising this lets slanted scans stay in one line, and shifts small raised marks into the line
SAME_BASELINE_EM = 0.09
# a script is printed smaller than this share of its neighbour
SCRIPT_SIZE = 0.9
# smaller print than this beside large type is text beside an initial or a logo
LEAST_SCRIPT_SIZE = 0.38
# pages with more pairs of runs than this (drawings) are not searched for scripts of scripts
MOST_PAIRS = 4_000_000
# an initial is larger than the text by this factor at least
INITIAL_SIZE = 1.9
# how far a script's baseline may stand above or below that of the line, in em of the line
HIGHEST_EM, LOWEST_EM = 0.85, -0.55
# nearer to the baseline than this, small glyphs are small capitals or a change of font, not scripts
RAISED_EM, LOWERED_EM = 0.12, -0.04
# scripts touch what they belong to: the widest gap on their left and right
TOUCH_EM = 0.32

# pages on which more glyphs stand in gaps of others are drawings
MOST_FILLED = 20_000
# the least gap within a run in which a glyph may stand
LEAST_SEAT_EM = 0.1
# height of the bands in which that glyph is looked for; three of them reach over the scripts of a line
BAND_EM = 0.9

# accents with a width of their own, the overline and combining marks, which files draw over the letter
ACCENTS = tuple(
    "\u00af\u02c9\u0305\u0304\u00b4\u0060\u00a8\u02c6\u02dc\u02c7\u00b8\u02da\u02d9\u02d8\u203e"
) + tuple(map(chr, range(0x300, 0x315)))

TALL_SIGNS = tuple("()[]{}|⟨⟩〈〉∑∏∫√⎧⎨⎩⎪⎛⎜⎝⎞⎟⎠\ufffd")

_BAND = 1.0e5

Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class Runs:
    """Arrays over runs; `of_glyph` gives each glyph its run.

    `initials` are the glyphs that reach over several lines and begin the first of them.
    `seats` names the letter of each accent that is drawn over one (glyph to glyph).
    `home` is the size and `line` the baseline of the text that a run belongs to (its own for plain text);
    `scripts` is BASE, SUB or SUP.
    """

    of_glyph: Ints
    x0: Floats
    x1: Floats
    home: Floats
    line: Floats
    scripts: NDArray[np.uint8]
    seats: dict[int, int]
    initials: Ints


def glyphs_to_runs(glyphs: UprightGlyphs) -> Runs:
    """Cut the stream where size, baseline or place jumps, and bind small shifted runs to their lines."""
    x0, x1 = glyphs.boxes[:, 0], glyphs.boxes[:, 2]
    size, y, seats = _seat_accents(glyphs)
    starts = np.ones(len(glyphs), np.bool_)
    smaller = np.minimum(size[1:], size[:-1])
    gap = x0[1:] - x1[:-1]
    starts[1:] = (np.abs(size[1:] - size[:-1]) > 0.03 * smaller) | (np.abs(y[1:] - y[:-1]) > 0.03 * smaller)
    starts[1:] |= (gap > RUN_GAP_EM * smaller) | (gap < -0.4 * smaller)
    starts[_find_skipped(x0, x1, y, size, starts)] = True
    first = np.flatnonzero(starts)
    of_glyph = np.cumsum(starts) - 1
    left = np.minimum.reduceat(x0, first)
    right = np.maximum.reduceat(x1, first)
    home, line, scripts = _bind_scripts(left, right, y[first], size[first])
    _seat_tall_signs(glyphs, first, left, right, home, line, scripts)
    initials = _seat_initials(glyphs, first, left, right, home, line)
    return Runs(of_glyph, left, right, home, line, scripts, seats, initials)


def _find_skipped(x0: Floats, x1: Floats, y: Floats, size: Floats, starts: NDArray[np.bool_]) -> list[int]:
    """Glyphs behind a gap that is filled by a run that the stream lists elsewhere.

    PDFium may list a script after the next letter, and brackets of another font after all of a line.
    """
    first = np.flatnonzero(starts)
    left, right = np.minimum.reduceat(x0, first), np.maximum.reduceat(x1, first)
    line, middle = y[first], (left + right) / 2
    band_pt = BAND_EM * float(np.median(size))
    keys = np.floor(line / band_pt) * _BAND + middle
    order = np.argsort(keys)
    gaps = np.flatnonzero(~starts[1:] & (x0[1:] - x1[:-1] > LEAST_SEAT_EM * size[1:])) + 1
    skipped = []
    for shift in (-1, 0, 1):
        band = (np.floor(y[gaps] / band_pt) + shift) * _BAND
        low = np.searchsorted(keys, band + x1[gaps - 1], sorter=order)
        high = np.searchsorted(keys, band + x0[gaps], sorter=order)
        if (high - low).sum() > MOST_FILLED:
            continue
        for at in np.flatnonzero(low < high).tolist():
            gap, runs = gaps[at], order[low[at] : high[at]]
            beyond = np.maximum(x1[gap - 1] - left[runs], right[runs] - x0[gap])
            aside = line[runs] - y[gap]
            fits = (beyond < LEAST_SEAT_EM * size[gap]) & (aside / size[gap] > -HIGHEST_EM)
            if (fits & (aside / size[gap] < -LOWEST_EM)).any():
                skipped.append(int(gap))
    return skipped


def _seat_accents(glyphs: UprightGlyphs) -> tuple[Floats, Floats, dict[int, int]]:
    """Sizes and baselines, an accent drawn over a letter taking those of the letter; and these letters."""
    size, y = glyphs.sizes, glyphs.baselines
    accents = np.flatnonzero(np.isin(glyphs.text, ACCENTS))
    if not len(accents):
        return size, y, {}
    seats: dict[int, int] = {}
    size, y = size.copy(), y.copy()
    middle = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    for at in accents.tolist():
        under = (glyphs.boxes[:, 0] - 0.5 <= middle[at]) & (middle[at] <= glyphs.boxes[:, 2] + 0.5)
        under &= np.abs(y - y[at]) < 0.9 * size[at]
        under[accents] = False
        if under.any():
            letters = np.flatnonzero(under)
            letter = int(letters[np.abs(y[letters] - y[at]).argmin()])
            seats[at] = letter
            size[at], y[at] = size[letter], y[letter]
    return size, y, seats


def _seat_tall_signs(
    glyphs: UprightGlyphs,
    first: Ints,
    x0: Floats,
    x1: Floats,
    home: Floats,
    line: Floats,
    scripts: NDArray[np.uint8],
) -> None:
    """Large brackets and sums, which fonts of mathematics hang from their top, take the line beside them."""
    codes = np.isin(glyphs.text, TALL_SIGNS)
    signs = np.minimum.reduceat(codes, first)
    plain = np.flatnonzero(~signs & (scripts == BASE))
    for run in np.flatnonzero(signs).tolist():
        gap = np.maximum(x0[plain] - x1[run], x0[run] - x1[plain]) / home[plain]
        drop = (line[plain] - line[run]) / home[plain]
        near = plain[(gap < 0.6) & (drop > -0.6) & (drop < 1.5)]
        own_line = (gap < 4) & (np.abs(drop) < SAME_BASELINE_EM)
        if len(near) and not own_line.any():
            best = int(near[np.abs((line[near] - line[run]) / home[near] - 0.6).argmin()])
            home[run], line[run], scripts[run] = home[best], line[best], BASE


def _seat_initials(
    glyphs: UprightGlyphs, first: Ints, x0: Floats, x1: Floats, home: Floats, line: Floats
) -> Ints:
    """Put large single letters on the first of the lines that stand beside them; their glyphs."""
    single = np.diff(np.append(first, len(glyphs))) == 1
    large = np.flatnonzero(single & (home > INITIAL_SIZE * np.median(glyphs.sizes)))
    seated = []
    for run in large.tolist():
        if not str(glyphs.text[first[run]]).isupper():
            continue
        em = home[run] / INITIAL_SIZE
        beside = (home < em) & (x0 > x1[run] - 0.3 * em) & (x0 < x1[run] + em)
        beside &= (line > line[run] - 0.9 * home[run]) & (line < line[run] + 0.2 * em)
        if np.ptp(line[beside]) > 0.5 * em if beside.any() else False:
            top = np.flatnonzero(beside)[line[beside].argmin()]
            line[run], home[run] = line[top], home[top]
            seated.append(int(first[run]))
    return np.array(seated, np.intp)


def _bind_scripts(
    x0: Floats, x1: Floats, y: Floats, size: Floats
) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """Size and baseline of the line of each run, and its script."""
    host = _find_hosts(x0, x1, y, size)
    first_host = host.copy()
    for _ in range(3):
        # a script of a script belongs to the line of the outer one
        outer = np.where(host >= 0, host[host], -1)
        host = np.where(outer >= 0, outer, host)
    host, first_host = _follow_neighbours(x0, x1, y, size, host, first_host)
    bound = host >= 0
    home, line = np.where(bound, size[host], size), np.where(bound, y[host], y)
    shift = (line - y) / home
    scripts = np.full(len(y), BASE, np.uint8)
    scripts[bound & (shift > RAISED_EM)] = SUP
    scripts[bound & (shift < LOWERED_EM)] = SUB
    nested = bound & (first_host != host) & (first_host >= 0)
    scripts[nested] = scripts[first_host[nested]]
    return home.astype(np.float32), line.astype(np.float32), scripts


def _find_hosts(x0: Floats, x1: Floats, y: Floats, size: Floats) -> Ints:
    """For each run the larger run that it touches, raised or lowered; -1 for none."""
    host = np.full(len(y), -1, np.intp)
    small = np.flatnonzero(size < SCRIPT_SIZE * size.max(initial=0))
    by_height = np.argsort(y, kind="stable")
    ordered = y[by_height]
    reach = size.max(initial=0)
    for part in np.array_split(small[np.argsort(y[small], kind="stable")], len(small) // 64 + 1):
        if not len(part):
            continue
        low = np.searchsorted(ordered, y[part[0]] - reach)
        high = np.searchsorted(ordered, y[part[-1]] + reach)
        near = by_height[low:high]
        cost = _script_cost(x0, x1, y, size, part[:, None], near[None, :])
        best = cost.argmin(axis=1)
        found = np.isfinite(cost[np.arange(len(part)), best])
        host[part[found]] = near[best[found]]
    return host


def _script_cost(x0: Floats, x1: Floats, y: Floats, size: Floats, run: Ints, other: Ints) -> Floats:
    """How badly `run` fits as a script of `other` (infinite where it cannot be one)."""
    em = size[other]
    shift = (y[other] - y[run]) / em
    after = (x0[run] - x1[other]) / em
    before = (x0[other] - x1[run]) / em
    cost = np.full(shift.shape, np.inf, np.float32)
    fits = (size[run] < SCRIPT_SIZE * em) & (size[run] > LEAST_SCRIPT_SIZE * em)
    fits &= (shift < HIGHEST_EM) & (shift > LOWEST_EM)
    fits &= (shift > RAISED_EM / 2) | (shift < LOWERED_EM)
    touches_left = fits & (after > -0.35) & (after < TOUCH_EM)
    touches_right = fits & (before > -0.2) & (before < TOUCH_EM)
    usual = np.where(shift > 0, np.abs(shift - 0.36), np.abs(shift + 0.18))
    cost[touches_right] = (np.abs(before) + 0.15 + usual)[touches_right]
    left = np.abs(after) + usual
    return np.where(touches_left, np.minimum(left, cost), cost).astype(np.float32)


def _follow_neighbours(
    x0: Floats, x1: Floats, y: Floats, size: Floats, host: Ints, first_host: Ints
) -> tuple[Ints, Ints]:
    """Bind scripts that touch no line but a bound script, such as a citation after a subscript."""
    for _ in range(3):
        loose, bound = np.flatnonzero(host < 0), np.flatnonzero(host >= 0)
        if not len(loose) or not len(bound) or len(loose) * len(bound) > MOST_PAIRS:
            break
        loose = loose[size[loose] < SCRIPT_SIZE * size[host[bound]].max()]
        run, other = loose[:, None], bound[None, :]
        em = size[host[other]]
        shift = (y[host[other]] - y[run]) / em
        gap = np.maximum(x0[run] - x1[other], x0[other] - x1[run]) / em
        fits = (size[run] < SCRIPT_SIZE * em) & (shift < HIGHEST_EM) & (shift > LOWEST_EM) & (gap < TOUCH_EM)
        fits &= (gap > -0.6) & ((shift > RAISED_EM / 2) | (shift < LOWERED_EM))
        distance = np.where(fits, np.abs(gap) + np.abs(shift) / 2, np.inf)
        best = distance.argmin(axis=1) if distance.size else np.zeros(0, np.intp)
        found = np.isfinite(distance[np.arange(len(loose)), best])
        if not found.any():
            break
        host[loose[found]] = host[bound[best[found]]]
        first_host[loose[found]] = host[loose[found]]
    return host, first_host
