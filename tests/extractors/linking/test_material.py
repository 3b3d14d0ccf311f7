"""Materials of a sentence: printed lists, binary compounds."""

import pytest

from extractors.linking.material import Material, is_binary, list_runs
from extractors.normalise.composition import read_composition


def name(flat, *texts):
    """Materials at the places where their texts stand."""
    return [Material(flat.index(text), flat.index(text) + len(text), text, None) for text in texts]


@pytest.mark.parametrize(
    "joint",
    [", ", " and ", ", and ", " or ", "/", " as well as ", " and crystalline ", "; ", " together with "],
)
def test_only_small_words_join_a_list(joint):
    flat = f"A{joint}B"
    assert [len(run) for run in list_runs(flat, name(flat, "A", "B"))] == [2]


@pytest.mark.parametrize(
    "joint", [" doped with ", " (1 mS cm−1) and ", " whereas ", ", which is better than "]
)
def test_anything_else_parts_two_names(joint):
    flat = f"A{joint}B"
    assert [len(run) for run in list_runs(flat, name(flat, "A", "B"))] == [1, 1]


@pytest.mark.parametrize(
    ("formula", "binary"), [("Na2S", True), ("ZrO2", True), ("Li3YCl6", False), ("Li3-xYCl6", False)]
)
def test_a_compound_of_two_elements_is_binary(formula, binary):
    assert is_binary(Material(0, 1, formula, read_composition(formula)[0])) == binary


def test_a_label_is_not_binary():
    assert not is_binary(Material(0, 3, "LPS", None, is_label=True))
