"""Words that name a material by one of its ions: `the iodide`, `the tin compound`."""

import re

from extractors.normalise.tables import read_rows

_ROWS = read_rows("ions.tsv", "extractors.linking")
SYMBOLS = {row["word"]: row["symbol"] for row in _ROWS}
"""The element that a material holds which such a word names."""
_ANION, _CATION = (
    "|".join(row["word"] for row in _ROWS if row["side"] == side) for side in ("anion", "cation")
)
_NOUN = r"(?:compound|phase|member|one|sample|salt|glass|ceramic|material|version)"
GOES_ON = (
    r"(?=\s*[.,;:()]|\s+(?:ha[sd]|have|shows?|showed|is|was|are|were|gives?|gave|exhibit\w*|reach\w*|conduct\w*|"
    r"at|and|with|being|display\w*|attain\w*|yield\w*)\b|\s*$|\s*\d)"
)
BY_ANION = re.compile(
    rf"\b(?:the|and|both|pure|its|whereas|while|than|for|of|in) (?P<ion>{_ANION})"
    rf"(?: (?:analog(?:ue)?|counterpart|compound|phase|member|end member|one|sample))?"
    rf"(?:{GOES_ON}|(?= (?:stay|remain|lie|behave|perform|conduct|deliver|follow|could|can|does|to|by|but)))",
    re.IGNORECASE,
)
BY_CATION = re.compile(
    rf"\b(?:the|its|our) (?P<ion>{_CATION})[- ](?:analog(?:ue)?|counterpart|system|{_NOUN})\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:the|its|an?)\s+(?:pure |mixed |corresponding |related |heavier |lighter |isostructural )*"
    rf"(?:(?:{_ANION})(?:\s+(?:end )?{_NOUN})?"
    r"(?=\s+(?:ha[sd]|shows?|showed|is|was|has|exhibit\w*|reach\w*|conducts?|gives?|gave|with|at|only|to|"
    rf"displays?)\b|[,;.(])|(?:{_CATION})\s+{_NOUN})",
    re.IGNORECASE,
)
"""Any material that an ion names, also one that is not told apart (`a related bromide has`)."""


BY_ION_BEHIND = re.compile(
    rf"\s*(?:for|in|of) (?:the|our|its) (?:[\w-]+ )?(?:{_ANION}|{_CATION})(?: {_NOUN})?\b", re.IGNORECASE
)
"""`a for the sodium salt`: a value of a material that no name tells."""


def speaks_by_ion(said: str) -> bool:
    """Whether words name a material by its ion alone: `the bromide shows`, `the tin compound`."""
    return _ANY.search(said) is not None or BY_CATION.search(said) is not None
