"""What a sentence or a table cell says: a value that was linked, before equal facts are merged to records."""

from dataclasses import dataclass

from extractors.model.record import Place
from extractors.model.science import Composition, Quantity


@dataclass(frozen=True, slots=True)
class Temperature:
    """A temperature that was said for a value: kelvin (None where only words are known), and the words."""

    kelvin: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One value said of one material at one place.

    `rule` names the pattern that linked it ("parenthesis", "respectively", "table row"); it sets the
    confidence where there is no `sureness`.
    `composition` is None for a class statement.
    """

    property: str
    material: str
    composition: Composition | None
    quantity: Quantity
    temperature: Temperature | None
    kind: str
    origin: str
    condition: str
    refs: tuple[str, ...]
    this_work: bool
    is_class: bool
    place: Place
    rule: str
    details: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    """(code, note) of doubts."""
    extractors: tuple[str, ...] = ("rules",)
    """Who linked it: "rules", "cde"."""
    sureness: float | None = None
    """How often such a link is right, 0 to 1, where its evidence was weighed."""
