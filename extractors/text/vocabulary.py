"""Words that a document uses, whole and with hyphens: the judge of hyphens at line ends."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_HYPHENS = "-‐\u00ad"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of lower-case words within lines: `whole` without, `linked` with hyphens, `parts` of these."""

    whole: Counter[str]
    linked: Counter[str]
    parts: Counter[str]

    def known(self, word: str) -> int:
        """How often a word stands alone or within a compound."""
        return self.whole[word] + self.parts[word]


def count_words(lines: Iterable[str]) -> Vocabulary:
    """Words within printed lines; halves of words that are divided over a line end are left out."""
    whole: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    divided = False
    for line in lines:
        tokens = _TOKEN.findall(line.lower())
        ends_divided = line.rstrip().endswith(tuple(_HYPHENS))
        if divided:
            tokens = tokens[1:]
        if ends_divided:
            tokens = tokens[:-1]
        divided = ends_divided
        for token in tokens:
            if "-" in token or "‐" in token:
                linked[token.replace("‐", "-")] += 1
            else:
                whole[token] += 1
    parts = Counter(part for word in linked for part in word.split("-"))
    return Vocabulary(whole, linked, parts)
