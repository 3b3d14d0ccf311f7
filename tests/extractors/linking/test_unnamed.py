"""Materials that a sentence gives no formula."""

import pytest

from extractors.linking.unnamed import speaks_by_ion


@pytest.mark.parametrize(
    "said", ["the bromide shows", "the sodium salt reaches", "its sulfide has", "The heavier iodide, however"]
)
def test_a_material_named_by_its_ion(said):
    assert speaks_by_ion(said)


@pytest.mark.parametrize(
    "said", ["the bromide content", "a chloride ion", "bromides show", "sodium diffuses"]
)
def test_an_ion_alone_names_no_material(said):
    assert not speaks_by_ion(said)
