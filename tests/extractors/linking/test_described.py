"""Names of words and codes that no formula defines."""

import pytest

from extractors.linking.described import find_codes, find_described
from extractors.model.science import Mention, MentionKind
from tests.extractors.linking.mentions import find_in


@pytest.mark.parametrize(
    ("said", "names"),
    [
        pytest.param("The composite electrolyte has", ["composite electrolyte"], id="an article is no name"),
        pytest.param(
            "Our optimized gel polymer electrolyte has", ["gel polymer electrolyte"], id="nor is praise"
        ),
        pytest.param(
            "PVDF-based polymer electrolyte", ["PVDF-based polymer electrolyte"], id="with an acronym"
        ),
        pytest.param("Composite electrolytes have", [], id="a class is none"),
        pytest.param("The electrolyte has", [], id="no word tells which"),
    ],
)
def test_a_mixture_keeps_its_words_as_name(said, names):
    assert [found.text for found in find_described(said, 0, len(said))] == names


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param("1.5 mS cm−1 for LACO75", ["LACO75"], id="behind for"),
        pytest.param("the NYC structure (1 mS cm−1)", ["NYC"], id="before a conductivity in a bracket"),
        pytest.param("found by EIS (1 mS cm−1)", [], id="a method is no sample"),
        pytest.param("the NYC structure (1 eV)", [], id="an energy needs a name that is known"),
    ],
)
def test_a_code_is_what_a_value_is_said_of(said, codes):
    quantities = [m for m in find_in(said) if m.kind is MentionKind.QUANTITY]
    assert [found.text for found in find_codes(said, 0, len(said), quantities)] == codes


def test_codes_beside_a_label_count_where_respectively_pairs_them():
    said = "NNOC and NTOC show 1 and 2 mS cm−1, respectively"
    at = said.index("NTOC")
    label = Mention(MentionKind.LABEL, at, at + 4, "NTOC")
    paired = Mention(MentionKind.RESPECTIVELY, len(said) - 12, len(said), "respectively")
    assert [found.text for found in find_codes(said, 0, len(said), [label, paired])] == ["NNOC"]
    assert not list(find_codes(said, 0, len(said), [label]))
