"""Materials named by words or a code: `the composite electrolyte`, `PEO-based electrolyte`, `LT-7`."""

import re
from collections.abc import Iterator, Sequence

from extractors.linking.material import Material
from extractors.model.science import Dimension, Mention, MentionKind

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
METHOD = re.compile(
    r"(?:[A-Z]?NMR|P?XRD|SXRD|NPD|DFT|AIMD|MD|EIS|AC|DC|RT|SEM|TEM|EDX|EDS|XPS|DSC|TGA|QENS|PDF|SPS|BM|SSE?|SSEs|"
    r"SEs?|ASSBs?|LIBs?|NEB|BVSE|BVEL|KMC|GITT|CV|LSV|UV|IR|FTIR|VTF|PFG|FIB|HT|LT|S\d+|II|III|IV|NASICON|"
    r"LISICON|USA|UK|SI|ESI|ML|MLFF|GGA|PBE|HSE|VASP|ICP|OES|MAS|FWHM|CIP|HP|CP|ASSLBs?|SSBs?|SIBs?|TFLBs?|ASR|VFT|FPMD|CMD|TOF|ESW|[A-Z]\d?)"
)
"""Abbreviations of methods, cells and phases, which name no sample."""
CAPITALS = r"(?<![\w./–−-])(?P<name>[A-Z]{3,6}(?:[-–−][A-Z\d]\w*)?|[A-Z]{1,3}[-–−][A-Z]{3,6})"
BEFORE_BRACKET = re.compile(
    rf"{CAPITALS}(?: (?:SSEs?|SEs?|structures?|phases?|samples?|electrolytes?|glass(?:es)?|ceramics?|"
    r"pellets?|films?))?"
    r"\s*\(\s*(?:σ\s*[=≈~∼]\s*)?$"
)
""""NTC (1 mS cm−1)", "the NYC structure (∼1 mS cm−1)": what a conductivity in a bracket is said of."""
BEFORE_LABEL = re.compile(rf"{CAPITALS}(?:,| and|, and) $")
BEHIND_LABEL = re.compile(rf"(?:,| and|, and) {CAPITALS}(?![\w+-])")
""""NNOC and NTOC": what stands in a list with a label is another one."""
SAMPLES = ("", "electrolyte", "code", "defined")
"""Values of labels that name something measured, not a salt, an electrode or a gas."""
CODE_REACH = 40
"""Characters before a value or label in which its code stands."""
NO_CODE = re.compile(
    r"(?:.*[-–−](?:type|like|based|rich|poor|free|containing|derived)|CR20\d\d|SBA-\d+|MCM-\d+|PDF-\d|\d*[A-Z]?NMR|D\d+|NMC\d*|NCM\d*|SI\d|S\d+|II|III|IV|.*\d[A-Z]?V|1D|2D|3D|"
    r"\d+[CKVAT]|\d+(?:wt|mol|h|min|rpm|nm|mm|cm|MPa|GPa|meV|kJ|mA|mS).*)"
)


def find_codes(flat: str, start: int, stop: int, mentions: Sequence[Mention]) -> Iterator[Material]:
    """Codes that a value may be said of: right behind `for`, before a conductivity in a bracket, and beside a
    label in a list that `respectively` pairs with values.
    """
    seen: set[int] = set()
    found = list(_find_capitals(flat, start, mentions))
    if " for " in flat[start:stop]:
        found = [*CODE_BEHIND.finditer(flat, start, stop), *found]
    for match in found:
        span = match.span("name")
        known = any(m.start < span[1] and span[0] < m.stop for m in mentions)
        method = METHOD.fullmatch(match["name"]) or NO_CODE.fullmatch(match["name"])
        if not (known or method or span[0] in seen or span[1] > stop):
            seen.add(span[0])
            yield Material(*span, match["name"], None, is_label=True)


def _find_capitals(flat: str, start: int, mentions: Sequence[Mention]) -> Iterator[re.Match[str]]:
    paired = any(m.kind is MentionKind.RESPECTIVELY for m in mentions)
    for mention in mentions:
        quantity = mention.quantity
        found = None
        if quantity is not None and quantity.dimension is Dimension.CONDUCTIVITY:
            found = BEFORE_BRACKET.search(flat, max(start, mention.start - CODE_REACH), mention.start)
        elif paired and mention.kind is MentionKind.LABEL and mention.value in SAMPLES:
            found = BEFORE_LABEL.search(flat, max(start, mention.start - CODE_REACH), mention.start)
            found = found or BEHIND_LABEL.match(flat, mention.stop)
        if found is not None:
            yield found


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
