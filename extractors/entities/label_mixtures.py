"""Mixtures of what the paper gave names: `0.62[HCF-Sm]·0.38[LCF-Ta]`, `70LPSC–30LIC`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.model.science import Composition, Mention, MentionKind
from extractors.normalise.chars import fold_chars
from extractors.normalise.composition import read_composition, to_material

_SHARE = r"(?:\d+(?:\.\d+)?|\(\d+\s?[−–-]\s?[xyz]\)|[xyz](?=[\[(A-Z]))"
_JOINT = r"\s?[·∙•–−-]\s?"

_WEIGHED = re.compile(r"[^.;]{0,25}?\(?\s?(?:wt|vol|weight|volume)\b")
"""Shares of weight or volume are no shares of moles."""


def find_label_mixtures(folded: str, labels: Mapping[str, Composition]) -> Iterator[Mention]:
    """Mentions of compositions in folded text, summed from the compositions of the labels.

    Covered: shares before labels in brackets or bare, parted by a dot or a dash, that make one or a hundred,
    or hold a variable. Refused: labels without a share (`LPSC–20LIC` is a code), shares of weight or volume,
    and labels without one fixed composition.
    """
    known = {label: reading for label, reading in labels.items() if reading.formula}
    if not known:
        return
    names = "|".join(re.escape(fold_chars(label)) for label in sorted(known, key=len, reverse=True))
    part = rf"{_SHARE}\s?(?:\[(?:{names})\]|\((?:{names})\)|(?:{names}))"
    for match in re.finditer(rf"(?<![\w.)\]–−-]){part}(?:{_JOINT}{part})+(?![\w\[])", folded):
        if _WEIGHED.match(folded, match.end()) or not _is_whole(match[0], names):
            continue
        expanded = re.sub(rf"[\[(]?({names})[\])]?", lambda name: f"[{known[name[1]].formula}]", match[0])
        readings = read_composition(expanded)
        if readings:
            named = tuple(replace(reading, material=to_material(match[0])) for reading in readings)
            span = (match.start(), match.end(), match[0])
            yield Mention(MentionKind.COMPOSITION, *span, "", named, findings=named[0].findings)


def _is_whole(printed: str, names: str) -> bool:
    """Whether the shares of a mixture make one or a hundred; those with a variable may."""
    shares = [share.strip("[( ·∙•–−-") for share in re.split(rf"[\[(]?(?:{names})[\])]?", printed)]
    numbers = [share for share in shares if share]
    if any(not re.fullmatch(r"\d+(?:\.\d+)?", share) for share in numbers):
        return True
    total = sum(float(share) for share in numbers)
    return any(abs(total - whole) < 0.011 * whole for whole in (1, 100))
