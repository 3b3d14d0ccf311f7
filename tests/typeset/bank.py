"""Typesets the bank: PDF bytes for each spec."""

from functools import cache

import typst

from tests.typeset.spec import Spec
from tests.typeset.specs import build_bank
from tests.typeset.typst_source import source


def typeset(spec: Spec) -> bytes:
    """The spec's document as PDF (a tenth of a second)."""
    pdf = typst.compile(source(spec).encode())
    assert isinstance(pdf, bytes)
    return pdf


@cache
def typeset_bank(evaluate: bool) -> tuple[tuple[Spec, bytes], ...]:
    """One half of the bank, typeset once per process."""
    return tuple((spec, typeset(spec)) for spec in build_bank() if spec.evaluate is evaluate)
