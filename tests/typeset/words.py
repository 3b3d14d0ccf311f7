"""Contents of our own for the bank: cells of the field, filler text, captions."""

from random import Random

FORMULAS = (
    "Li_{3}YCl_{6}",
    "Li_{3}InCl_{6}",
    "Li_{2}ZrCl_{6}",
    "Na_{3}PS_{4}",
    "Li_{7}La_{3}Zr_{2}O_{12}",
    "LiTaOCl_{4}",
    "Li_{6}PS_{5}Cl",
    "Na_{2.9}Sb_{0.9}W_{0.1}S_{4}",
    "Li_{1.3}Al_{0.3}Ti_{1.7}(PO_{4})_{3}",
    "Li_{3}OCl",
    "NaAlCl_{4}",
    "Li_{2.5}Y_{0.5}Zr_{0.5}Cl_{6}",
    "Li_{10}GeP_{2}S_{12}",
    "Na_{3}Zr_{2}Si_{2}PO_{12}",
    "Li_{9.54}Si_{1.74}P_{1.44}S_{11.7}Cl_{0.3}",
    "Li_{0.5}La_{0.5}TiO_{3}",
    "Na_{2}ZrCl_{6}",
    "K_{2}Fe_{4}O_{7}",
    "Ag_{3}SI",
    "CsH_{2}PO_{4}",
    "Ba_{0.98}La_{0.02}SnF_{4}",
)
METHODS = (
    "ball milling",
    "solid state",
    "melt quench",
    "sol–gel",
    "spark plasma",
    "co-precipitation",
    "hot pressing",
)
GROUPS = ("P6_{3}/mmc", "R32", "Ia3d", "Fm3m", "C2/m", "Pnma", "I4_{1}/acd", "Cmcm", "P2_{1}/c")
LABELS = (
    "LYC-1",
    "LYC-2",
    "S1",
    "S2",
    "A-550",
    "BM-12",
    "Sample C",
    "HT-700",
    "QC",
    "Ref-A",
    "LIC-Br",
    "NZS-x",
)
REMARKS = (
    "stable in dry air for two weeks",
    "decomposes above the melting point of the chloride",
    "pellet pressed at high load",
    "grain boundaries dominate below ambient temperature",
    "measured with gold electrodes on both faces",
    "second phase seen in diffraction",
    "annealed twice under argon before the test",
)
WORDS = tuple(
    """
    the conductivity of this family depends on how many sites remain open to moving ions and on the
    width of each window between them while the framework itself stays nearly rigid over a broad range
    of temperature so that small changes of composition shift the barrier only a little and samples
    from different routes can be compared with some care when density texture and water content are
    known in advance of each measurement made here
    """.split()  # noqa: SIM905 (a page of quotes reads worse)
)


def sentence(rng: Random, words: int) -> str:
    text = " ".join(rng.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


def paragraph(rng: Random, sentences: int = 5) -> str:
    return " ".join(sentence(rng, rng.randint(9, 22)) for _ in range(sentences))


def number(rng: Random, digits: int = 2) -> str:
    return f"{rng.uniform(0.1, 99):.{digits}f}"


def sigma(rng: Random) -> str:
    return f"{rng.uniform(1, 9.9):.1f} × 10^{{−{rng.randint(2, 8)}}}"


def cell(rng: Random, kind: str) -> str:
    """A cell of a kind: f formula, m method, g space group, l label, n number, s conductivity, t temperature,
    e energy, r reference, d remark (long), p value with uncertainty."""
    makers = {
        "f": lambda: rng.choice(FORMULAS),
        "m": lambda: rng.choice(METHODS),
        "g": lambda: rng.choice(GROUPS),
        "l": lambda: rng.choice(LABELS),
        "n": lambda: number(rng),
        "s": lambda: sigma(rng),
        "t": lambda: str(rng.choice((25, 30, 60, 100, 300))),
        "e": lambda: f"0.{rng.randint(18, 72)}",
        "r": lambda: str(rng.randint(3, 140)),
        "d": lambda: rng.choice(REMARKS),
        "p": lambda: f"{rng.uniform(1, 40):.1f} ± {rng.uniform(0.1, 2):.1f}",
    }
    return makers[kind]()


HEADS = {
    "f": "Compound",
    "m": "Route",
    "g": "Space group",
    "l": "Sample",
    "n": "Density (%)",
    "s": "σ (S cm^{−1})",
    "t": "T (°C)",
    "e": "E_{a} (eV)",
    "r": "Ref.",
    "d": "Remarks",
    "p": "Size (nm)",
}
