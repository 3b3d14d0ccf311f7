"""What the sentences before, and the paper, speak of: for sentences that name nothing themselves."""

from dataclasses import dataclass

from extractors.linking.material import Material


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may speak of without naming it.

    `subjects`: the materials that the sentences before in the paragraph speak of. `klass`: the class of
    materials that they speak of. `topic`: the one composition that the paper's title names. `series`: its
    one family in x. `only`: the one compound that the paragraph names.
    """

    subjects: tuple[Material, ...] = ()
    klass: str = ""
    topic: Material | None = None
    series: Material | None = None
    only: Material | None = None
    family: Material | None = None
    """The last series in x that the paragraph named."""
    named: tuple[Material, ...] = ()
    """All materials of the sentence before."""
    earlier: tuple[Material, ...] = ()
    """The subjects that the paragraph spoke of before those."""
    valued: tuple[Material, ...] = ()
    """The materials that the sentences right before gave values, in order."""
