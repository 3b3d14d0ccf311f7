"""Several works under one number: `(a) ...; (b) ...`, or one after the other behind a semicolon."""

import re

from extractors.references.names import read_names
from extractors.references.printed import Print
from extractors.references.source import find_imprints

FIRST = re.compile(r"\s*\(?a\)\s*")
PARTS = re.compile(r";\s+")
MOST = 26
LONGEST = 8000
"""Characters of an entry in which several works are looked for; what is longer is no entry."""


def split_works(text: Print) -> tuple[tuple[str, int, int], ...]:
    """Letter and span of each work of an entry; one work without a letter has the letter "".

    A part behind a semicolon without authors (the German edition of the same paper) is no work of its own and
    is left out of the first one's span.
    """
    if len(text) > LONGEST:
        return (("", 0, len(text)),)
    lettered = _split_letters(text.flat)
    if lettered:
        return lettered
    return _split_unlettered(text)


def _split_letters(flat: str) -> tuple[tuple[str, int, int], ...]:
    first = FIRST.match(flat)
    if first is None:
        return ()
    starts = [(0, first.end(), "a")]
    for code in range(ord("b"), ord("a") + MOST):
        letter = chr(code)
        match = re.compile(rf"[;.,]\s*(?:and\s)?\(?{letter}\)\s*").search(flat, starts[-1][1])
        if match is None:
            break
        starts.append((match.start(), match.end(), letter))
    stops = [start for start, _, _ in starts[1:]] + [len(flat)]
    return tuple((letter, start, stop) for (_, start, letter), stop in zip(starts, stops, strict=True))


def _split_unlettered(text: Print) -> tuple[tuple[str, int, int], ...]:
    cuts = [0, *(match.end() for match in PARTS.finditer(text.flat)), len(text.flat)]
    if len(cuts) == 2:
        return (("", 0, len(text.flat)),)
    spans: list[tuple[int, int]] = []
    start, whole = 0, len(text.flat)
    for cut in cuts[1:-1]:
        if not _is_dated(text[start:cut]) or not _is_dated(text[cut:whole]):
            continue
        spans.append((start, cut))
        start = cut
    spans.append((start, whole))
    works = [span for i, span in enumerate(spans) if not i or read_names(text[slice(*span)])[0].printed]
    if len(works) == 1:
        return (("", *works[0]),)
    return tuple((chr(ord("a") + i), *span) for i, span in enumerate(works[:MOST]))


def _is_dated(part: Print) -> bool:
    """Whether a part prints volume, pages and year, as a whole work does."""
    return any(imprint.score > 3 for imprint in find_imprints(part, year_given=False, most=1))
