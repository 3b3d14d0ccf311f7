"""Which energy a sentence speaks of, for the one behind it."""

import pytest

from extractors.linking.energies import spoken_energy


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("The activation energy was read from the slope.", "activation_energy"),
        ("Migration barriers were computed for all paths.", "migration_barrier"),
        ("The activation energy differs from the hopping barrier.", "migration_barrier"),
        ("The band gap is wide.", ""),
        ("Lithium moves.", ""),
    ],
)
def test_the_last_energy_of_a_sentence_is_spoken_of(said, name):
    assert spoken_energy(said) == name
