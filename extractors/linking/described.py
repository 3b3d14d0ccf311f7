"""Materials that have words for a name: `the composite electrolyte`, `PEO-based electrolyte`."""

import re
from collections.abc import Iterator

from extractors.linking.material import Material

DESCRIBED = re.compile(
    r"(?:\b(?:the|this|our|an?|such an?|each)\s+(?:(?:as-)?(?:obtained|prepared|resulting|resultant|new|"
    r"optimi[sz]ed|"
    r"developed|designed|proposed|final|flexible|novel|hybrid solid|free-?standing)\s+)*|"
    r"(?=[A-Z]{3,}))"
    r"(?P<name>(?:[A-Z]{2,}\w*[- ])?"
    r"(?:(?:polymer|ceramic|solid|gel|glass|organic|inorganic|ionogel|blend|nano)[-–/ ]*)*"
    r"(?:composite|hybrid|polymer|gel|blend|quasi-solid(?:-state)?|ionogel|membrane)\s+"
    r"(?:(?:polymer|solid|solid-state|gel|state)\s+)*(?:electrolyte|membrane|film|separator))\b(?!s)",
    re.IGNORECASE,
)


def find_described(flat: str, start: int, stop: int) -> Iterator[Material]:
    """Mixtures that have no formula; they keep their words as name, without article and praise."""
    for match in DESCRIBED.finditer(flat, start, stop):
        yield Material(match.start("name"), match.end("name"), match["name"], None, is_label=True)
