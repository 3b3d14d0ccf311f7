"""Names of samples: series that one sentence defines, codes used as subjects, parts that define nothing."""

import pytest

from extractors.entities import find_definitions
from extractors.model.science import MentionKind
from tests.extractors.entities.test_mentions import read, texts_of


def define(*texts):
    passages, sentences = read(*texts)
    return {d.label: d.composition.formula for d in find_definitions(passages, sentences)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Samples of Li3−xHo1−xZrxCl6 are named N0, N5 and N10 for x = 0, 0.05, 0.10, respectively.",
            {"N0": "Li3HoCl6", "N5": "Li2.95Ho0.95Zr0.05Cl6", "N10": "Li2.9Ho0.9Zr0.1Cl6"},
        ),
        (
            "Li3−xEr1−xZrxCl6 with x = 0 and 0.5 (denoted as LEC and LEZC50, respectively) were milled.",
            {"LEC": "Li3ErCl6", "LEZC50": "Li2.5Er0.5Zr0.5Cl6"},
        ),
        (
            "Li3YCl6, Li3YBr6 and Li3YI6 are denoted as LYC, LYB and LYI, respectively.",
            {"LYC": "Li3YCl6", "LYB": "Li3YBr6", "LYI": "Li3YI6"},
        ),
        ("Li6PS5Cl, named LPSC, and Li3YCl6 were mixed.", {"LPSC": "Li6PS5Cl"}),
        (
            "The series Li3−xEr1−xZrxCl6 is called LEZ-n with n = 10x. LEZ-0 and LEZ-4 were pressed.",
            {"LEZ-n": "", "LEZ-0": "Li3ErCl6", "LEZ-4": "Li2.6Er0.6Zr0.4Cl6"},
        ),
        ("We refer to Li3Y0.5In0.5Cl6 as LYIC.", {"LYIC": "Li3Y0.5In0.5Cl6"}),
        ("Ce0.9Gd0.1O1.95 (10GDC) tapes", {"10GDC": "Ce0.9Gd0.1O1.95"}),
        (
            "Li5La3Nb2O12 was hot-pressed at 900 °C and 950 °C (HP-900 and HP-950).",
            {"HP-900": "Li5La3Nb2O12", "HP-950": "Li5La3Nb2O12"},
        ),
    ],
)
def test_labels_stand_for_what_the_sentence_lists(text, expected):
    assert define(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Na3Zr2Si2PO12 doped with 20 mol% ZnO (denoted as Z20) was pressed.",
        "Pellets of Na3Zr2Si2PO12 with 2 wt% Na2B4O7 were designated NZSP-2.",
        "The composite of PEO and Li6.4La3Zr1.4Ta0.6O12 (named as PLL) was cast.",
        "Li3YCl6 and Li3YBr6 are denoted as LA, LB and LC.",
    ],
)
def test_a_part_or_a_list_of_another_length_defines_nothing(text):
    assert define(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samples fired at 1100 and 1150 °C are denoted as LX-1100 and LX-1150.", ["LX-1100", "LX-1150"]),
        ("N5Sm exhibited the lowest resistance and the highest ionic conductivity.", ["N5Sm"]),
        ("The conductivity of CPE-10 is high.", ["CPE-10"]),
        ("LPSI-20Sn (0.35 mS cm−1) and Srβ-alumina", ["LPSI-20Sn", "Srβ-alumina"]),
        ("LiSiON shows a high conductivity, as NaSICON shows a conductivity", ["LiSiON"]),
        ("K0.9CZ-0.7THF reveals an ionic conductivity of 0.2 mS cm−1.", ["K0.9CZ-0.7THF"]),
        ("The resistances are denoted as Rb and Rgb; Fd-3m shows a high conductivity.", []),
        ("XRD and HSE06 show that the conductivity of R3m is high, see Fig. 3.", []),
        ("sodium β″-alumina and Ag β-alumina", ["sodium β″-alumina", "Ag β-alumina"]),
        ("yttria-stabilized zirconia, 8YSZ and GDC10", ["yttria-stabilized zirconia", "8YSZ", "GDC10"]),
        ("a PVDF-HFP membrane", ["PVDF-HFP"]),
        ("PEO-based solid electrolytes, not PEO alone", ["PEO-based solid electrolytes", "PEO"]),
        ("LIC-Ta0.2 is no LIC", ["LIC"]),
        ("The LSiS GSE and LiPSO glasses of NaSICON electrolytes", ["LSiS", "LiPSO"]),
        ("A Li3BO3-doped LSiS GSE", ["Li3BO3-doped LSiS"]),
        (
            "amorphous Na−Zr−Cl-based chlorides, the Li-B-H system, not Li-Ni-O-Mn systems",
            ["Na−Zr−Cl", "Li-B-H"],
        ),
        ("diffusion in HAF-Sm and HAF-Nd, as EDS-Zr and EDS-Ta show", ["HAF-Sm", "HAF-Nd"]),
        ("KxCZ-yTHF demonstrates a wide electrochemical window.", ["KxCZ-yTHF"]),
        ("The MOGLAS possesses a high ionic conductivity, and no ASSLB has a conductivity.", ["MOGLAS"]),
        ("Sodium phosphide is stable, sodium chloride is added, lithium nitride", ["Sodium phosphide"]),
        ("[C4pyr][BF4] and 10 mol% LiFSI/[C4pyr][FSI]", ["[C4pyr][BF4]", "10 mol% LiFSI/[C4pyr][FSI]"]),
        (
            "a 30 wt.% PC-plasticized gel polymer electrolyte",
            ["30 wt.% PC-plasticized gel polymer electrolyte"],
        ),
        (
            "[(PEO16LiTFSI-1G4)-10 wt.% LATP]-5 wt.% EC is cast",
            ["[(PEO16LiTFSI-1G4)-10 wt.% LATP]-5 wt.% EC"],
        ),
        ("(LiAlO2)2(polyethylene oxide)9(LiClO4) films", ["(LiAlO2)2(polyethylene oxide)9(LiClO4)"]),
        ("the glass 0.5K2S-0.4P2S5-0.1KOTf", ["0.5K2S-0.4P2S5-0.1KOTf"]),
    ],
)
def test_sample_names_are_labels(text, expected):
    assert texts_of(text, MentionKind.LABEL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Y2O3-stabilized ZrO2 tubes", ["Y2O3-stabilized ZrO2"]),
        ("strontium-doped LaCoO3, highly-doped CeO2", ["strontium-doped LaCoO3", "CeO2"]),
        ("Hydrated LiBH4 and doped LaGaO3", ["Hydrated LiBH4", "doped LaGaO3"]),
        ("the 40Li2O: 35B2O3: 25SiO2 glass", ["40Li2O: 35B2O3: 25SiO2"]),
        ("6.25% Si-doped c-Na3PS4", ["6.25% Si-doped c-Na3PS4"]),
        ("8 mol% Y2O3–ZrO2 and ZrO2–8 mol% Y2O3", ["8 mol% Y2O3–ZrO2", "ZrO2–8 mol% Y2O3"]),
        ("PEO/LiClO4 and (PEO)8LiClO4", ["PEO/LiClO4", "(PEO)8LiClO4"]),
        ("(Li,Sr)2.1(Ge,Sn)S4 of five cations, and (Ta,Nb) sites", ["(Li,Sr)2.1(Ge,Sn)S4"]),
        ("units of PS3O, (BH4)− and B12H12, grant 2018YFB0905400", []),
        ("(NH4)2SO4, P2S5 and CsHSO4", ["(NH4)2SO4", "P2S5", "CsHSO4"]),
        ("Li6PS5Cl[12] and Li3YCl6(3), with β-Li3PS4/PEO", ["Li6PS5Cl", "Li3YCl6", "β-Li3PS4"]),
        ("(0.62[Na0.75Sm1.75Cl6]-0.38[NaTaCl6])", ["0.62[Na0.75Sm1.75Cl6]-0.38[NaTaCl6]"]),
        ("garnets Li7−xLa3(Zr2−x,Nbx)O12 and the piece Li7-xLa3", ["Li7−xLa3(Zr2−x,Nbx)O12"]),
        ("2LiCl + YCl3 → LiYCl4; (ethylene oxide)11(LiClO4)", ["LiYCl4", "LiClO4"]),
        ("BiOCl and YOCl, but no LiSiS or LiPSO", ["BiOCl", "YOCl"]),
        ("ammines such as LiBH4·1/2NH3", ["LiBH4·1/2NH3"]),
        (
            "5 mol% Ca-doped LiBH4 and 2 at.% strontium-doped LaCoO3",
            ["5 mol% Ca-doped LiBH4", "2 at.% strontium-doped LaCoO3"],
        ),
        ("(PEO)10NaClO4-modified Al2O3 films", ["(PEO)10NaClO4-modified Al2O3"]),
        ("MgO stabilized crystals, KCl was partially replaced by KBr, Li2S + P2S5", []),
        (
            "the series Li7−xLa3(Zr2−x, Tax)O12, (Li3YCl6, Na3YCl6)",
            ["Li7−xLa3(Zr2−x, Tax)O12", "Li3YCl6", "Na3YCl6"],
        ),
        ("LiBD4 and KD2PO4 at beamline ID18 of CD36 cells", ["LiBD4", "KD2PO4"]),
    ],
)
def test_formulas_of_many_sites_and_shares(text, expected):
    assert texts_of(text, MentionKind.COMPOSITION) == expected


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("8 mol% Y2O3–ZrO2", "Y0.16Zr0.92O2.08"),
        ("ZrO2–8 mol% Y2O3", "Zr0.92Y0.16O2.08"),
        ("Y2O3-stabilized ZrO2", ""),
        ("Li3PS4 doped with 5 mol% of iodide", ""),
        ("Li4SiO4–Li3PO4 solid solutions", ""),
        ("Li4SiO4–Li3PO4", "Li7SiPO8"),
    ],
)
def test_compositions_are_what_print_fixes(text, formula):
    _, (sentences,) = read(text)
    (mention,) = [m for m in sentences[0].mentions if m.kind == MentionKind.COMPOSITION]
    assert mention.composition.formula == formula
