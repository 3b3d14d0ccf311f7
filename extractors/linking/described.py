"""Materials named by words or a code: `the composite electrolyte`, `PEO-based electrolyte`, `LT-7`."""

import re
from collections.abc import Iterator, Sequence

from extractors.linking.material import Material
from extractors.model.science import Mention, MentionKind

DESCRIBED = re.compile(
    r"(?:\b(?:the|this|our|an?|such an?|each)\s+(?:(?:as-)?(?:obtained|prepared|resulting|resultant|new|"
    r"optimi[sz]ed|polymerized|"
    r"developed|designed|proposed|final|flexible|novel|hybrid solid|free-?standing)\s+)*|"
    r"(?<![\w.-])(?-i:(?=[A-Z]{3,}|\d+ (?:wt|mol|vol))))"
    r"(?P<name>(?:\d+ (?:wt|mol|vol)\.?\s?%\s(?:of )?)?(?:(?-i:[A-Z]{2,}\w*)(?:-[a-z]+)?[- ])?"
    r"(?:(?:polymer|ceramic|solid|gel|glass|organic|inorganic|ionogel|blend|nano)[-–/ ]*)*"
    r"(?:composite|hybrid|polymer|gel|blend|quasi-solid(?:-state)?|ionogel|membrane|(?<=-based) ?solid)\s+"
    r"(?:(?:polymer|solid|solid-state|gel|state)\s+)*(?:electrolyte|membrane|film|separator))\b(?!s)",
    re.IGNORECASE,
)
BASED = re.compile(
    r"(?<![\w.-])(?P<name>[A-Z]{2,}\w*-based (?:[a-z]+ ){0,2}(?:electrolyte|membrane|glass))\b"
)
CODE = re.compile(
    r"(?<![\w./-])(?P<name>(?=[\w.]*[A-Z]{2}|[A-Z]\d[A-Z])(?=[\w.–−-]*\d)[A-Z0-9][\w.]*(?:[-–−][\w.]*\w)*)(?![\w-])"
    r"(?=\s+(?:(?:samples?|pellets?|glass(?:es)?|ceramics?|(?:thin )?films?|phases?|electrolytes?|"
    r"membranes?|garnets?)\b|"
    r"(?:also |then |only |still |structure |structures )?(?:shows?|showed|ha[sd]|have|exhibit\w*|reach\w*|"
    r"attain\w*|display\w*|conducts?|gives?|gave|deliver\w*|possess\w*|achiev\w*|present\w*)\b))"
)
"""A code of capitals and digits as the subject of a verb of having, or before a noun of samples."""
CODE_BEHIND = re.compile(
    r"(?<=\bfor )(?P<name>(?=[\w.]*[A-Z]{2})(?=[\w.–−-]*\d)[A-Z][\w.]*(?:[-–−][\w.]*\w)*)"
    r"(?=\s*(?:[,;.)(]|and\b|at\b|$))"
)
""""1.5 mS cm−1 for LACO75": a code may stand beside names there."""
NO_CODE = re.compile(
    r"(?:CR20\d\d|SBA-\d+|MCM-\d+|PDF-\d|\d*[A-Z]?NMR|D\d+|NMC\d*|NCM\d*|SI\d|S\d+|II|III|IV|.*\d[A-Z]?V|1D|2D|3D|"
    r"\d+[CKVAT]|\d+(?:wt|mol|h|min|rpm|nm|mm|cm|MPa|GPa|meV|kJ|mA|mS).*)"
)


def find_codes(flat: str, start: int, stop: int, mentions: Sequence[Mention]) -> Iterator[Material]:
    """Codes right behind `for`, which a value may be said of."""
    for match in CODE_BEHIND.finditer(flat, start, stop):
        span = match.span("name")
        known = any(m.start < span[1] and span[0] < m.stop for m in mentions)
        if not known and not NO_CODE.fullmatch(match["name"]):
            yield Material(*span, match["name"], None, is_label=True)


def find_described(flat: str, start: int, stop: int, mentions: Sequence[Mention] = ()) -> Iterator[Material]:
    """Mixtures that have no formula, which keep their words as name, without article and praise, and codes of
    samples that the text defines nowhere. What is a mention already is none.
    """
    taken: list[tuple[int, int]] = []
    said = flat[start:stop].lower()
    named = any(noun in said for noun in ("electrolyte", "membrane", "film", "separator", "glass"))
    coded = any(mention.kind is MentionKind.QUANTITY for mention in mentions)
    for pattern in ((DESCRIBED, BASED) if named else ()) + ((CODE,) if coded else ()):
        for match in pattern.finditer(flat, start, stop):
            span = match.span("name")
            known = pattern is CODE and any(m.start < span[1] and span[0] < m.stop for m in mentions)
            again = any(at < span[1] and span[0] < to for at, to in taken)
            if not (known or again or (pattern is CODE and NO_CODE.fullmatch(match["name"]))):
                taken.append(span)
                yield Material(*span, match["name"], None, is_label=True)
