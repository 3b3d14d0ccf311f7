"""The part that the words around a material give it."""

import pytest

from extractors.linking.cues import Role, comparison_pattern, find_role, referring_pattern


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        pytest.param("The conductivity of ", " is high", Role.SUBJECT, id="nothing told"),
        pytest.param("isostructural with ", "", Role.OTHER, id="a relative in structure"),
        pytest.param("compared with that of pristine ", "", Role.CONTEXT, id="compared with"),
        pytest.param("prepared from ", "", Role.WEAK, id="a reagent"),
        pytest.param("", " cathodes", Role.OTHER, id="an electrode"),
        pytest.param("", "-doped glasses", Role.OTHER, id="a dopant"),
        pytest.param("AgCl was replaced by ", "", Role.OTHER, id="what replaces"),
        pytest.param("", " was replaced by AgI", Role.OTHER, id="what is replaced"),
        pytest.param("by sputtering ", " in nitrogen", Role.OTHER, id="a target"),
        pytest.param("converts into ", ", whose conductivity is", Role.SUBJECT, id="a relative clause"),
    ],
)
def test_role(before, after, role):
    assert find_role(before, after) == role


@pytest.mark.parametrize("said", [", whereas B", ", compared with 1 mS cm−1", " than that of B", "; B"])
def test_words_of_comparison_open_a_clause(said):
    assert comparison_pattern().match(said)


@pytest.mark.parametrize(
    ("said", "refers"),
    [
        ("It conducts", True),
        ("this phase shows", True),
        ("it demonstrates that values", False),
        ("item", False),
    ],
)
def test_words_that_refer_back(said, refers):
    assert bool(referring_pattern("anaphor").search(said)) == refers
