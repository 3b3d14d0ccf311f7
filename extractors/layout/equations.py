"""Numbers of displayed equations: `(1)`, `(2.3)`, `(A.4)`, `(5a)` far behind the equation."""

import re

from extractors.model.layout import Line

# the number stands at least so far behind the equation, in em
FAR_EM = 1.5

_EQUATION_NUMBER = re.compile(r"\(\s*[A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?\s*\)\s*$")


def ends_with_number(line: Line) -> bool:
    """Whether a number in brackets ends the line, near or far."""
    return _EQUATION_NUMBER.search(line.text.flat) is not None


def is_numbered(line: Line) -> bool:
    """Whether the number in brackets stands far behind the rest, as equations are numbered."""
    if len(line.words) < 2 or not _EQUATION_NUMBER.match(line.text.flat[line.words[-1].start :]):
        return False
    return line.words[-1].box.x0 - line.words[-2].box.x1 > FAR_EM * line.size
