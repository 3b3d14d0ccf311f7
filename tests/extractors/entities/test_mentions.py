"""Sentences and mentions: what is found in a passage, and what is left alone."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest

from extractors.entities import find_cell_mentions, find_definitions, find_mentions
from extractors.model.document import Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import SUP, plain_rich
from extractors.model.science import MentionKind


def read(*texts):
    passages = [Passage(BlockKind.PARAGRAPH, plain_rich(text), 1, Box(0, 0, 1, 1)) for text in texts]
    return passages, find_mentions(passages)


def texts_of(text, kind):
    _, (sentences,) = read(text)
    return [mention.text for sentence in sentences for mention in sentence.mentions if mention.kind == kind]


def values_of(text, kind):
    _, (sentences,) = read(text)
    return [mention.value for sentence in sentences for mention in sentence.mentions if mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("See Fig. 1 and Smith et al. for details. The rest follows.", 2),
        ("It reaches 1.2 mS cm−1. The barrier is 0.3 eV.", 2),
        ("Measured at 300 K. The pellet was dense.", 2),
        ("It is stable at 4 V vs. Li+/Li and ca. 3 V otherwise.", 1),
        ("Work of J. B. Goodenough is known. It counts.", 2),
        ("Several halides (e.g. Li3YCl6) are known, i.e. Li3InCl6.", 1),
        ("It was dried for 30 min. The powder was pressed.", 2),
        ("Values are shown in Figs. 2 and 3 (ref. 12).", 1),
        ("Is it stable? Yes.", 2),
    ],
)
def test_sentences_survive_abbreviations_and_units(text, count):
    _, (sentences,) = read(text)
    assert len(sentences) == count
    assert all(text[sentence.start : sentence.stop] == sentence.text for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As shown, Li3YCl6 and Li3YBr6 conduct.", ["Li3YCl6", "Li3YBr6"]),
        ("In this work, No ions of He or As move in ASSBs with PTFE.", []),
        ("Li+ and Y3+ ions in [LnCl9]6− polyhedra and (P/Si)O4 or SiO4 units.", []),
        ("UCl3-type and Sr2PbO4-type structures", []),
        ("the Li-Ta-O-Cl and Li–M–X systems", []),
        ("Li3MCl6 (M = Y, Tb–Tm) is a family", ["Li3MCl6 (M = Y, Tb–Tm)"]),
        ("(Li6MCl8, M = V, Fe and Li6MnBr8)", ["Li6MCl8, M = V, Fe", "Li6MnBr8"]),
        ("hydrated (Li3InCl6·xH2O) salt", ["Li3InCl6·xH2O"]),
        ("0.62[Na0.75Sm1.75Cl6]-0.38[NaTaCl6] exhibits", ["0.62[Na0.75Sm1.75Cl6]-0.38[NaTaCl6]"]),
        ("Li3YCl6/Li3YBr6 bilayers", ["Li3YCl6", "Li3YBr6"]),
        ("amorphous Li/NaTaCl6 glass", ["Li/NaTaCl6"]),
        ("a cell of In|Li3InCl6|Ta/MgSc2Se4/Ta", ["Li3InCl6", "MgSc2Se4"]),
        ("NASICON, NCM622, LiAlOCl-981, PLAOC0.3b and AOC-2LiCl", []),
        ("released H2S, HCl and CO2 in C2H5OH", []),
        ("α-Li2ZrCl6 is trigonal", ["α-Li2ZrCl6"]),
        ("Ta-doped Li7La3Zr2O12 pellets", ["Ta-doped Li7La3Zr2O12"]),
        ("Na-β-Al2O3 tubes", ["Na-β-Al2O3"]),
    ],
)
def test_formulas_are_found_by_their_elements(text, expected):
    assert texts_of(text, MentionKind.COMPOSITION) == expected


def test_a_doped_host_is_left_open():
    _, (sentences,) = read("strontium-doped LaCoO3 conducts")
    (mention,) = [m for m in sentences[0].mentions if m.kind == MentionKind.COMPOSITION]
    assert mention.composition.formula == ""


def test_electrodes_are_marked():
    assert values_of("LiNi0.8Co0.1Mn0.1O2 and LiCoO2 with Li3InCl6", MentionKind.COMPOSITION) == [
        "electrode",
        "electrode",
        "",
    ]
    assert values_of("NCM811 and LCO", MentionKind.LABEL) == ["electrode", "electrode"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("sintered at 550 °C for 12 h", MentionKind.CONDITION, "process temperature"),
        ("conductivity at 550 °C", MentionKind.TEMPERATURE, "550 °C"),
        ("room-temperature ionic conductivity", MentionKind.TEMPERATURE, "room temperature"),
        ("the value at RT", MentionKind.TEMPERATURE, "room temperature"),
        ("σRT is high", MentionKind.TEMPERATURE, "RT"),
        ("σ25°C and the like", MentionKind.TEMPERATURE, "25°C"),
        ("a melting point of 600 °C", MentionKind.CONDITION, "process temperature"),
        ("annealed at 300 °C, the conductivity at 60 °C rose", MentionKind.TEMPERATURE, "60 °C"),
        ("the grain boundary contribution", MentionKind.KIND, "grain_boundary"),
        ("the bulk conductivity", MentionKind.KIND, "bulk"),
        ("total ionic conductivity", MentionKind.KIND, "total"),
        ("AIMD simulations", MentionKind.ORIGIN, "computed"),
        ("not yet been experimentally synthesized", MentionKind.ORIGIN, "computed"),
        ("electronic conductivity", MentionKind.PROPERTY, "electronic_conductivity"),
        ("thermal conductivities", MentionKind.PROPERTY, "thermal_conductivity"),
        ("Li+ ion conductivity", MentionKind.PROPERTY, "ionic_conductivity"),
        ("an activation energy of 0.3 eV", MentionKind.PROPERTY, "activation_energy"),
        ("electrochemical stability window", MentionKind.PROPERTY, "electrochemical_window"),
        ("two orders of magnitude lower", MentionKind.RELATIVE, "orders of magnitude"),
        ("four times higher", MentionKind.RELATIVE, "times"),
        ("an electrolyte should exceed this", MentionKind.REQUIREMENT, "should"),
        ("x = 0, 0.2, 0.8, 1 were", MentionKind.VARIABLE, "x = 0, 0.2, 0.8, 1"),
        ("A and B, respectively", MentionKind.RESPECTIVELY, "respectively"),
        ("sulfide-based electrolytes", MentionKind.MATERIAL_CLASS, "sulfide"),
        ("this phase conducts", MentionKind.REFERRING, "this"),
        ("as ball-milled powder", MentionKind.CONDITION, "ball-milled"),
        ("whereas it", MentionKind.CLAUSE, "whereas"),
        ("decreased after sintering", MentionKind.CHANGE, "decreased"),
    ],
)
def test_cues_carry_their_meaning(text, kind, value):
    assert value in values_of(text, kind)


@pytest.mark.parametrize(
    "symbol",
    [
        "P3̄m1",
        "P-3m1",
        "Fd-3m",
        "Fd3̄m",
        "C2/m",
        "P21/n",
        "Pnma",
        "R-3c",
        "R3̄c",
        "Ia-3d",
        "F-43m",
        "I41/acd",
        "P63/mmc",
    ],
)
def test_space_groups_in_their_printings(symbol):
    assert symbol in texts_of(f"phases with the {symbol} space group", MentionKind.STRUCTURE)


@pytest.mark.parametrize(
    ("text", "label", "formula"),
    [
        ("Li7La3Zr2O12 (LLZO) is a garnet.", "LLZO", "Li7La3Zr2O12"),
        ("LGPS (Li10GeP2S12) conducts.", "LGPS", "Li10GeP2S12"),
        ("Li2.75Y0.16Er0.16Yb0.16In0.25Zr0.25Cl6 (denoted as HE-LIC) conducts.", "HE-LIC", None),
        ("Li2ZrCl6, hereafter LZC, conducts.", "LZC", "Li2ZrCl6"),
        ("Li3YCl6 (abbreviated as LYC) conducts.", "LYC", "Li3YCl6"),
    ],
)
def test_definitions_of_labels(text, label, formula):
    passages, sentences = read(text)
    (definition,) = find_definitions(passages, sentences)
    assert definition.label == label
    assert formula is None or definition.composition.formula == formula


@pytest.mark.parametrize(
    "text",
    ["NaNO3 (VWR) was used.", "Li3YCl6 (XRD) was seen.", "strontium-doped LaCoO3 (LSCO)", "Li3YCl6 (Fig. 2)"],
)
def test_brackets_that_define_nothing(text):
    assert find_definitions(*read(text)) == ()


def test_a_defined_label_is_found_in_other_passages():
    _, (_, sentences) = read("We study Li2ZrCl6 (denoted as X-7).", "Here X-7 reaches 1 mS cm−1.")
    assert [m.text for m in sentences[0].mentions if m.kind == MentionKind.LABEL] == ["X-7"]


def test_a_label_with_a_variable_names_a_series():
    passages, sentences = read(
        "Samples of Na3+xZr2Si2+xP1−xO12 (named NZSPx) were made.", "NZSP0.4 conducts best."
    )
    labels = {d.label: d.composition.formula for d in find_definitions(passages, sentences)}
    assert labels == {"NZSPx": "", "NZSP0.4": "Na3.4Zr2Si2.4P0.6O12"}


def test_labels_of_tables_can_be_given():
    passages = [
        Passage(BlockKind.PARAGRAPH, plain_rich("PLAOC0.3b reaches 1.3 mS cm−1."), 1, Box(0, 0, 1, 1))
    ]
    ((sentence,),) = find_mentions(passages, labels=["PLAOC0.3b"])
    assert [m.text for m in sentence.mentions if m.kind == MentionKind.LABEL] == ["PLAOC0.3b"]


def test_doubtful_glyphs_give_no_number():
    text = plain_rich("10−3 S cm−1")
    doubtful = np.zeros(len(text), np.bool_)
    doubtful[2] = True
    (mention,) = [
        m for m in find_cell_mentions(replace(text, doubtful=doubtful)) if m.kind == MentionKind.QUANTITY
    ]
    assert mention.quantity.norm_low is None
    assert "quantity.doubtful_glyph" in mention.quantity.findings


def test_a_citation_glued_to_a_formula_is_no_subscript():
    text = plain_rich("Li2.22Zr1.11O0.67Cl5.33103 conducts")
    scripts = np.zeros(len(text), np.uint8)
    scripts[len("Li2.22Zr1.11O0.67Cl5.33") : len("Li2.22Zr1.11O0.67Cl5.33103")] = SUP
    (mention,) = [m for m in find_cell_mentions(replace(text, scripts=scripts)) if m.compositions]
    assert mention.text == mention.composition.formula == "Li2.22Zr1.11O0.67Cl5.33"


def test_references_and_furniture_have_no_sentences():
    passage = Passage(BlockKind.REFERENCE, plain_rich("A. Smith, Li3YCl6, 2020."), 1, Box(0, 0, 1, 1))
    assert find_mentions([passage]) == ((),)


@pytest.mark.parametrize("text", ["", " ", "\n", "....", "((", "−", "10−", "Li3YCl6 (", "(M ="])
def test_scraps_do_not_raise(text):
    read(text)
    find_cell_mentions(plain_rich(text))


def test_every_mention_quotes_its_passage(corpus):
    truth = json.loads((corpus / "review-truth.json").read_text(encoding="utf-8"))
    texts = [block.get("flat") or block.get("text") or "" for block in truth["blocks"]]
    passages, found = read(*texts)
    for passage, sentences in zip(passages, found, strict=True):
        for sentence in sentences:
            for mention in sentence.mentions:
                assert passage.text.flat[mention.start : mention.stop] == mention.text
    started = time.process_time()
    find_mentions(passages)
    assert time.process_time() - started < 1.0  # a third of this on an idle laptop
