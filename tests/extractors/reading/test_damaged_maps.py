"""Pages whose maps from glyphs to characters were damaged on purpose read as the undamaged ones do."""

import csv
from functools import cache
from pathlib import Path

import pytest
import typst

from extractors.model.glyphs import Repair
from extractors.reading import open_reading
from tests.extractors.reading.damage import build_symbols, swap_characters

CASES = Path(__file__).parents[2] / "cases" / "damaged_maps.tsv"
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "Liberation Serif", "Liberation Sans")
SOURCE = """
#set page(width: 320pt, height: 320pt, margin: 20pt)
#set text(font: "FONT", size: 10pt)
The conductivity σ of Li#sub[3]YCl#sub[6] is 3.5 × 10#super[−6] S cm#super[−1] at 27 °C, after milling
0.51 × 10#super[−3] S cm#super[−1] at 125 °C. For x ≤ 0.6
the phase Na#sub[1+x]Ti#sub[2−x]Al#sub[x] (PO#sub[4])#sub[3] has E#sub[a] = 0.35 ± 0.02 eV
in C2/c and ≈ 12 mS cm#super[−1], later ∼ 2 · 10#super[−4] Ω#super[−1] cm#super[−1]; Δ and 5 μm.
Figures 1026 and 278 and 21 stay, and six zebras, z and s and F and 8 as well.
"""


def read(pdf: bytes) -> tuple[str, tuple[Repair, ...]]:
    with open_reading(pdf) as reading:
        text = "".join("".join(page.glyphs.text) for page in reading.pages())
        return text.replace(" ", ""), reading.repairs


@cache
def typeset(font: str) -> tuple[bytes, str]:
    pdf = typst.compile(SOURCE.replace("FONT", font).encode())
    return pdf, read(pdf)[0]


def load_cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        (row["true"], row["given"].encode("ascii", "backslashreplace").decode("unicode_escape"))
        for row in rows
    ]


@pytest.mark.parametrize("font", FONTS)
def test_nothing_is_repaired_where_the_map_is_right(font: str) -> None:
    pdf, text = typeset(font)
    assert "3.5×10−6Scm−1at27°C" in text
    assert "Na1+xTi2−xAlx(PO4)3" in text
    assert read(pdf)[1] == ()


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(("true", "given"), load_cases())
def test_the_printed_sign_is_told_from_its_outline(font: str, true: str, given: str) -> None:
    pdf, clean = typeset(font)
    text, repairs = read(swap_characters(pdf, {true: given}))
    assert text == clean
    assert {repair.given for repair in repairs} == {given}
    assert all(repair.sureness > 0.6 and repair.evidence for repair in repairs)


def test_swaps_in_one_font_do_not_disturb_each_other() -> None:
    pdf, clean = typeset("Libertinus Serif")
    text, _ = read(swap_characters(pdf, {"−": "2", "×": "6", "+": "1", "=": "¼", "°": "8", "≤": "#"}))
    assert text == clean


def test_no_digit_is_sure_where_the_whole_map_is_lost() -> None:
    pdf, clean = typeset("Libertinus Serif")
    lost = swap_characters(pdf, {char: chr(0xE100 + ord(char) % 0x700) for char in set(clean)})
    with open_reading(lost) as reading:
        glyphs = next(reading.pages()).glyphs
        assert {finding.code for finding in reading.findings} >= {"reading.doubtful_glyph"}
    digits = [state for char, state in zip(glyphs.text, glyphs.repaired, strict=True) if char.isdigit()]
    assert len(digits) > 20
    assert set(digits) == {2}
    assert not any(0xE000 <= ord(char) < 0xF900 or ord(char) < 32 for char in glyphs.text)


ODD_BUT_RIGHT = """
#set page(width: 400pt, height: 300pt, margin: 20pt)
#set text(font: "FONT", size: 10pt)
THE QUICK BROWN FOX JUMPS over the lazy dog 0123456789. D U V W m s z a.
\\#"A\\$5 \\#3 50% & \\@ x\\_y ^ ~ < > = + - / | { } ( )
é ö ü å ç ñ Å Ø ß æ þ ð Þ ½ ¼ ° ± × · µ ¶ § © ® £ ¥ ¢ ¹ ² ³ ª º « » ¿ ¡ αβγδεζηθκλμνξπρστφχψω ΓΔΘΛΞΠΣΦΨΩ
*THE QUICK brown 0123456789 D U V W m s z* _The Quick brown fox 0123456789 D U V W m s z v w x α_
#smallcaps[Small Capitals 0123] #text(number-type: "old-style")[0123456789] #super[−1 2+ 3] #sub[1−x 2+y]
$ sigma = sigma_0 / T exp(- E_a / (k_B T)), quad x <= 0.5, quad hat(x), overline(3), sum_(i=1)^n sqrt(a) $
"""


@pytest.mark.parametrize("font", FONTS)
def test_odd_characters_that_are_right_stay(font: str) -> None:
    assert read(typst.compile(ODD_BUT_RIGHT.replace("FONT", font).encode()))[1] == ()


def test_a_symbol_font_that_is_not_in_the_file_prints_its_own_encoding() -> None:
    pdf = build_symbols({0x73: "s", 0x6D: "m", 0xB4: "´", 0x2D: "-", 0xA3: "£"}, b"\x73\x6d\xb4\x2d\xa3")
    text, repairs = read(pdf)
    assert text == "Theconductivityσμ×−≤"
    assert {repair.evidence for repair in repairs} == {"encoding of the font that is named"}


def test_hyphens_laid_over_a_digit_are_its_overbar() -> None:
    bars = "".join(f"#box(width: 0pt, place(dx: {dx}pt, dy: -11.6pt)[-])" for dx in (0.2, 1.8))
    source = f"Space group R{bars}3c, and 10#super[−3] of 5 - 3 cells"
    page = '#set page(width: 300pt, height: 60pt, margin: 9pt)\n#set text(10pt, font: "Libertinus Serif")\n'
    text = read(typst.compile((page + source).encode()))[0]
    assert "R3\u0304c" in text
    assert "10−3of5-3cells" in text
