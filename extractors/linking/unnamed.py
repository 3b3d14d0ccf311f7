"""Materials without a formula in their sentence: `the composite electrolyte`, a paragraph's only compound."""

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.linking.cues import Role
from extractors.linking.material import Material, is_binary
from extractors.linking.view import Value, View

ELSEWHERE = -1000
"""Offset of a material that another passage or sentence names: no mark of this one stands beside it."""
DESCRIBED = re.compile(
    r"\b(?:the|this|our|an?|such an?|each)\s+(?:(?:as-)?(?:obtained|prepared|resulting|resultant|new|"
    r"optimi[sz]ed|"
    r"developed|designed|proposed|final|flexible|novel|hybrid solid|free-?standing)\s+)*"
    r"(?P<name>(?:[A-Z]{2,}\w*[- ])?"
    r"(?:(?:polymer|ceramic|solid|gel|glass|organic|inorganic|ionogel|blend|nano)[-–/ ]*)*"
    r"(?:composite|hybrid|polymer|gel|blend|quasi-solid(?:-state)?|ionogel|membrane)\s+"
    r"(?:(?:polymer|solid|solid-state|gel|state)\s+)*(?:electrolyte|membrane|film|separator))\b(?!s)",
    re.IGNORECASE,
)


def find_described(view: View, value: Value) -> Material | None:
    """`The composite electrolyte exhibits 1 mS cm−1`: a mixture that has no formula keeps its words as name.

    Only in a sentence that names no material otherwise; the words must stand in the value's clause or before.
    """
    if any(m.role > Role.CONTEXT for m in view.materials):
        return None
    found = list(DESCRIBED.finditer(view.text.flat, view.start, value.start))
    if not found:
        return None
    last = found[-1]
    return Material(last.start("name"), last.end("name"), last["name"], None, is_label=True)


def find_only(views: Iterable[View]) -> Material | None:
    """The one compound of a paragraph, binary ones left aside: a value that no rule ties can only be its own.

    None where the paragraph names several, or a label that no formula defines.
    """
    named = {
        material.composition.formula or material.composition.material
        if material.composition
        else "": material
        for view in views
        for material in view.materials
        if material.role > Role.CONTEXT and not is_binary(material)
    }
    if len(named) != 1 or "" in named:
        return None
    only = next(iter(named.values()))
    return replace(only, start=ELSEWHERE, stop=ELSEWHERE)
