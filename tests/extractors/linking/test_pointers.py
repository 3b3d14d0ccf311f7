"""Words that stand for one of several materials: the former, the latter, the second."""

import pytest

from extractors.linking.material import Material
from extractors.linking.pointers import find_pointers

NAMED = [Material(-20, -15, "A", None), Material(-10, -5, "B", None)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pytest.param("The former shows 1 mS cm−1", ["A"], id="the former of two"),
        pytest.param("the latter conducts", ["B"], id="the latter"),
        pytest.param("the latter two conduct", [], id="several at once are pointed at in another way"),
        pytest.param(
            "the latter two orders of magnitude above", ["B"], id="a number of orders counts nothing"
        ),
        pytest.param("The second is better", ["B"], id="counted"),
        pytest.param("The last has none", ["B"], id="the last"),
        pytest.param("The third is better", [], id="more than were named"),
        pytest.param("in the second step", [], id="something else is counted"),
    ],
)
def test_a_pointer_stands_for_a_material_of_the_sentence_before(said, meant):
    assert [found.text for found in find_pointers(said, 0, len(said), [], NAMED)] == meant


def test_the_former_needs_exactly_two_to_choose_from_and_the_latter_is_the_last_of_a_list():
    three = [*NAMED, Material(-4, -1, "C", None)]
    assert not list(find_pointers("The former conducts", 0, 19, [], three))
    assert [found.text for found in find_pointers("The latter conducts", 0, 19, [], three)] == ["C"]


def test_a_pointer_stands_at_its_own_place():
    said = "Of these, the latter conducts"
    (found,) = find_pointers(said, 0, len(said), [], NAMED)
    assert said[found.start : found.stop] == "the latter"
