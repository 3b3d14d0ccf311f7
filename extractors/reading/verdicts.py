"""What a code of a font truly prints, judged from its shape, its glyph name and the font's other codes."""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass

from extractors.reading.lookalikes import lookalikes
from extractors.reading.shapes import TALL_EM, Shape

AS_GIVEN, REPAIRED, DOUBTFUL = 0, 1, 2
REPLACEMENT = "\ufffd"
SURE_UNREADABLE = 0.66
"""Likeness from which a shape names an unreadable code; raising it leaves more codes doubtful."""
SURE_TALL = 0.6
"""The same for glyphs taller than TALL_EM: they are brackets, sums and roots, and no number hangs on them."""
SURE_PRINTABLE = 0.8
"""Likeness from which a shape may overrule a printable character; raising it repairs less."""
SURE_UNLIKE = 0.7
"""The same where the shape is nothing like the given character (less than UNLIKE)."""
UNLIKE = 0.3
SURE_RARE = 0.62
"""The same for characters that papers hardly ever print, where no other sign is near."""
SURE_GREEK = 0.6
"""The same in fonts that printed Greek under Latin codes before."""
MARGIN_GREEK = 0.1
MARGIN_OTHER = 0.06
"""Lead over the next character that does not look alike anyhow; raising it leaves more codes doubtful."""
MARGIN_SIGN = 0.1
"""How much less a sign may look like the glyph than a letter does, in a font of signs."""
MARGIN_OWN = 0.25
"""Lead over the character that the file gives; raising it makes wrong repairs of unusual fonts rarer."""
OWN_AT_MOST = 0.7
"""A glyph that looks like the given character at least this much is never repaired."""
NAMED_AT_LEAST = 0.4
"""Likeness that a shape must have to the character that its glyph name stands for."""
RARE = frozenset("¼½¾ðÐþÞ¤¦¬¢£¥¹³#$@^~\\_`")
"""Printable characters that damaged maps give for any sign, and papers of this field hardly ever print."""
SYMBOL_LETTERS = frozenset("DUVWamsz")
"""Letters that stand for Greek letters and signs of numbers and units in maps made for a symbol font."""
GREEK_TWINS = {"a": "α", "n": "νη", "k": "κ", "w": "ω", "t": "τ"}
"""Latin letters of symbol fonts whose Greek letter looks much like them."""
SYMBOL_GREEK = dict(zip("smDWSGPFLqlpegdbrtfhzc", "σμΔΩΣΓΠΦΛθλπεγδβρτφηζχ", strict=True))
"""Greek letters by the Latin ones in whose place symbol fonts hold them."""
SURE_TWIN = 0.75
"""Likeness from which another shape under a code is the given letter, so that one unlike it is not."""
TWIN_UNLIKE, LEAD_TWIN = 0.66, 0.15
"""Such a shape is less like the given letter than this, and less than the Greek one by so much."""
SURE_SYMBOL, LEAST_SYMBOL = 0.6, 0.45
"""Likeness to that Greek letter from which it is told; the same where another Greek letter looks best."""
DESCENDER_EM = -0.1
"""Small capitals do not reach below this."""
OVERBAR_EM, SHORT_EM, LONG_EM = 0.5, 0.36, 0.85
HYPHEN_EM = (0.16, 0.36)
"""Height above the baseline at which fonts draw their hyphens."""
SAME_LETTER = {"∆": "Δ", "\u2126": "Ω", "\u00b5": "μ"}
"""Signs that Unicode holds twice."""
BRACKETS = "()[]{}|"
ASCII_SIGNS = frozenset("=+<>:;/|!%&*")
"""Printable signs under which fonts of signs print another sign."""
SIGNS_PRINTED = frozenset("/()[]{}|=+<>*")
SURE_SIGN = 0.85
"""Likeness from which a shape may overrule a sign that it is nothing like; raising it repairs less."""
BARS, RINGS = lookalikes("−"), lookalikes("°")
CROSSES, DOTS = lookalikes("×") - {"χ"}, lookalikes("·") - {","}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The true text of a code (one or more characters, none where nothing is printed), and why."""

    true: str
    state: int
    evidence: str = ""
    sureness: float = 1.0


def judge_unreadable(
    shape: Shape | None, alike: dict[str, float], named: str, taken: set[str], *, signs: bool
) -> Verdict:
    """A code that stands for no character: its glyph name speaks, the outline judges.

    `alike` holds the likeness of the shape to known characters, `named` what the glyph name says ("" for
    nothing), `taken` the characters for which the font has readable codes, `signs` whether it has too few
    codes to be a font of text.
    """
    alike = {char: value for char, value in alike.items() if char not in RARE}
    best, lead, second = rank(alike)
    if named and (shape is None or named not in alike):
        return Verdict(named, REPAIRED, "glyph name", 0.8)
    if named and (best in lookalikes(named) or alike[named] >= max(NAMED_AT_LEAST, lead - MARGIN_OTHER)):
        return Verdict(named, REPAIRED, f"glyph name, and outline like {best} ({lead:.2f})", 0.99)
    if shape is None:
        return Verdict(REPLACEMENT, DOUBTFUL, "no outline", 0.0)
    asked = SURE_TALL if shape.box[3] - shape.box[1] > TALL_EM else SURE_UNREADABLE
    if lead < asked or lead - second < MARGIN_OTHER:
        return Verdict(REPLACEMENT, DOUBTFUL, f"outline between {best} ({lead:.2f}) and others", lead)
    true = choose_alike(prefer_sign(best, alike) if signs else best, shape, signs=signs or best in taken)
    # one shape may serve 0, O and theta, or 1, l and I: no number is built on a guess
    state = DOUBTFUL if true.isdigit() else REPAIRED
    return Verdict(true, state, f"outline like {best} ({lead:.2f})", lead)


def judge_printable(
    given: str,
    shape: Shape,
    alike: dict[str, float],
    *,
    greek: bool,
    twin: bool = False,
    taken: Set[str] = frozenset(),
) -> Verdict:
    """A printable character: overruled only by a sign or a Greek letter that the outline shows clearly.

    `greek` says that the font printed Greek letters under other Latin codes, `twin` that the same code of
    the font also stands for a shape that is clearly the given character, `taken` which characters the font
    has readable codes for.
    """
    kept = Verdict(given, AS_GIVEN)
    targets = {
        char: value
        for char, value in alike.items()
        if is_target(char)
        or (given in RARE and char in BRACKETS)
        or (given in ASCII_SIGNS and char in SIGNS_PRINTED)
    }
    best, lead, second = rank(targets)
    if greek and given.isalnum() and given not in "oO0":
        own = alike.get(given, 0.0)
        if (
            is_greek(best)
            and (best in GREEK_TWINS.get(given, "") or lead - own > MARGIN_GREEK)
            and lead > SURE_GREEK
        ):
            return Verdict(best, REPAIRED, f"outline like {best} ({lead:.2f}) in a font of Greek", lead)
        unknown = own < SURE_GREEK and not is_greek(best)
        return Verdict(given, DOUBTFUL, "a letter in a font of Greek", own) if unknown else kept
    letter = unicodedata.normalize("NFD", given)[0]
    plain = max(alike.get(char, 0.0) for char in lookalikes(given) | lookalikes(letter))
    symbol = judge_symbol(given, shape, alike, best, twin=twin, taken=taken)
    if symbol is not None:
        return symbol
    # small capitals are given as small letters
    own = max(plain, *(alike.get(char, 0.0) for char in lookalikes(letter.upper()[0])))
    asked = SURE_UNLIKE if plain < UNLIKE else SURE_PRINTABLE
    if given in RARE and plain < UNLIKE and lead - second > MARGIN_GREEK:
        asked = SURE_RARE
    if given in ASCII_SIGNS and best.isascii():
        asked = SURE_SIGN if plain < UNLIKE and lead - second > MARGIN_GREEK else 1.0
    if best in lookalikes(given) or own > OWN_AT_MOST or lead < asked or lead - own < MARGIN_OWN:
        return kept
    if max(value for char, value in alike.items() if char not in RARE) - lead > MARGIN_OTHER:
        return kept
    true = choose_alike(best, shape, signs=True)
    return Verdict(true, REPAIRED, f"outline like {best} ({lead:.2f}), not {given} ({own:.2f})", lead)


def judge_symbol(
    given: str, shape: Shape, alike: dict[str, float], best: str, *, twin: bool, taken: Set[str]
) -> Verdict | None:
    """The Greek letter that a symbol font holds in place of a Latin one (s for σ, m for μ), if it is that.

    It has to be unlike the Latin letter, wholly or because the code has another shape that is the letter;
    what looks like it but has a code of its own in the font speaks for it (an o for σ, a p for μ).
    """
    letter = SYMBOL_GREEK.get(given)
    if letter is None:
        return None
    own = max(alike.get(char, 0.0) for char in lookalikes(given))
    if shape.box[1] > DESCENDER_EM:
        own = max(own, alike.get(given.upper(), 0.0))
    near = lookalikes(letter)
    seems = max((alike.get(char, 0.0) for char in near if char == letter or char in taken), default=0.0)
    others = (v for c, v in alike.items() if c not in near | taken | RARE and not is_greek(c))
    beaten = max(others, default=0.0) - seems > MARGIN_OTHER
    unlike = own < UNLIKE or (twin and own < TWIN_UNLIKE and seems - own > LEAD_TWIN)
    sure = seems > SURE_SYMBOL and not beaten
    sure |= own < UNLIKE and is_greek(best) and alike.get(letter, 0.0) > LEAST_SYMBOL
    if not unlike or not sure:
        return None
    evidence = f"outline like {letter} ({seems:.2f}), not {given} ({own:.2f})"
    return Verdict(letter, REPAIRED, evidence, (seems + 1 - own) / 2)


def is_greek(char: str) -> bool:
    """Whether it is a letter of the Greek block."""
    return "\u0370" <= char <= "\u03ff"


def is_target(char: str) -> bool:
    """Signs and Greek letters, which damaged maps lose; Latin letters and digits are what they turn into."""
    return (len(char) == 1 and char not in RARE and char not in "ß§¶©" and ord(char) > 0xA0) or char in "+<=>"


def rank(alike: dict[str, float]) -> tuple[str, float, float]:
    """The best character, its likeness, and that of the best one that does not look alike anyhow."""
    best = max(alike, key=lambda char: alike[char], default="")
    group = lookalikes(best)
    second = max((value for char, value in alike.items() if char not in group), default=0.0)
    return best, alike.get(best, 0.0), second


def prefer_sign(best: str, alike: dict[str, float]) -> str:
    """In a font of signs, the Greek letter or sign that looks like the digit `best` nearly as much."""
    if not best.isdigit():
        return best
    near = {char: alike.get(char, 0.0) for char in lookalikes(best) if not char.isascii()}
    sign = max(near, key=lambda char: near[char], default=best)
    return sign if near.get(sign, 0.0) > alike[best] - MARGIN_SIGN else best


def choose_alike(best: str, shape: Shape, *, signs: bool) -> str:
    """The member of a group of lookalikes that its place and size ask for.

    `signs` holds for fonts of signs, and where the font already has a code for the letter: x is a cross then.
    """
    x0, bottom, x1, top = shape.box
    width, height, middle = x1 - x0, top - bottom, (top + bottom) / 2
    if best in BARS:
        return choose_bar(width, middle)
    if best in DOTS and max(width, height) < 0.6:
        return "." if middle < 0.12 else ("•" if max(width, height) > 0.25 else "·")
    if signs and best in CROSSES and abs(width - height) < 0.15 * max(width, height):
        return "×"
    if signs and best in RINGS and max(width, height) < 0.5:
        return "°"
    return SAME_LETTER.get(best, best)


def choose_bar(width: float, middle: float) -> str:
    """Minus, hyphen, dash, overbar or underline, from the width and height (in em) of a flat bar.

    A short bar that stands higher or lower than a hyphen is the minus of raised or lowered figures; one high
    above the baseline may be that as well, and is told from an overbar by the letter below it (accents.py).
    """
    if middle > OVERBAR_EM:
        return "¯"
    if middle < 0.0 and width > SHORT_EM:
        return "_"
    if width < SHORT_EM and HYPHEN_EM[0] < middle < HYPHEN_EM[1]:
        return "-"
    return "—" if width > LONG_EM else "−"
