"""A material as a sentence names it, and the printed lists of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.linking.cues import Role
from extractors.model.science import Composition

ATTRIBUTE = (
    r"(?:(?:the|its|their|both|an?) )?(?:(?:poly)?crystalline |amorphous |glassy |cubic |tetragonal |"
    r"hexagonal |orthorhombic |monoclinic |(?:dis)?ordered |undoped |doped |pure |pristine |bare |parent |"
    r"related |similar |isostructural |isotypic |analogous |sintered |annealed |milled |well-known |"
    r"(?:aliovalently |partially |isovalently )?(?:substituted|doped) |"
    r"\w+-(?:rich|poor|free|doped|substituted|type|phase|milled|based) |"
    r"(?:the )?(?:bromide|chloride|iodide|fluoride|oxide|sulfide|selenide) )?"
)
LIST_JOINT = re.compile(
    rf"\s*(?:,|;|and|or|&|to|as well as|together with|\band/or\b|,\s*and|,\s*or|/)\s*(?:(?<=\s){ATTRIBUTE})?"
)
"""What stands between the members of a list; an adjective may stand before each ("A and crystalline B")."""


@dataclass(frozen=True, slots=True)
class Material:
    """A material named in a sentence; `composition` is None for a label that the paper does not define."""

    start: int
    stop: int
    text: str
    composition: Composition | None
    is_label: bool = False
    role: Role = Role.SUBJECT
    best_role: Role = Role.SUBJECT
    """The best part that it can play: a solvent or binder is never what conducts."""

    @property
    def is_open(self) -> bool:
        """Whether it names a family or a series (variables left open) and not one composition."""
        return self.composition is None or not self.composition.formula

    @property
    def identity(self) -> str:
        """Its formula, else its name: where two names have the same, they are one material."""
        return (self.composition.formula if self.composition else "") or self.text


def list_runs(flat: str, materials: Sequence[Material]) -> list[list[Material]]:
    """Materials grouped to printed lists: neighbours with nothing but `,`, `and`, `or` between them."""
    runs: list[list[Material]] = []
    for material in materials:
        if runs and LIST_JOINT.fullmatch(flat[runs[-1][-1].stop : material.start]):
            runs[-1].append(material)
        else:
            runs.append([material])
    return runs


def is_binary(material: Material) -> bool:
    """Whether it is a compound of two elements ("Na2S", "ZrO2")."""
    composition = material.composition
    return composition is not None and not composition.open_variables and 0 < len(composition.elements) <= 2
