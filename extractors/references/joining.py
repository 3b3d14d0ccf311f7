"""Joins the printed lines of an entry to one text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.model.layout import PageLayout
from extractors.model.rich import RichText, join_rich, space_after
from extractors.normalise.hyphens import read_halves

HYPHENS = "-\u2010\u00ad\x02￾"
OPEN_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?:doi\s?:?\s?|doi\.org/|\(doi:)10\.|\b10\.\d{4,9}/)\S*$", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_WORD = re.compile(r"([^\W_]+)[-\u2010\u00ad\x02￾]$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
GREEK = frozenset(("alpha", "beta", "gamma", "delta"))
RANGE = re.compile(r"\d\s?[–—−-]$|^[–—−]\s?\d")


def count_words(pages: Iterable[PageLayout]) -> Counter[str]:
    """The document's words in lower case, compounds with a hyphen whole, without the halves of divided
    words.
    """
    words: Counter[str] = Counter()
    for page in pages:
        divided = False
        for block in page.blocks:
            for line in block.lines:
                found = [word.casefold() for word in WORD.findall(line.text.flat)]
                words.update(found[1 if divided else 0 :])
                divided = line.text.flat.rstrip().endswith(tuple(HYPHENS))
                if divided and found:
                    words[found[-1]] -= 1
    return words


def join_lines(lines: Sequence[RichText], words: Counter[str]) -> RichText:
    """One text: a space between lines, none within page ranges, addresses and divided words.

    A hyphen at a line's end goes if the document prints the word elsewhere without it, stays if it prints it
    with it or if what follows is a capital or digit; a soft hyphen always goes.
    """
    parts: list[RichText] = []
    for i, line in enumerate(lines):
        text = line[_leading(line.flat) : len(line.flat.rstrip())]
        following = lines[i + 1].flat.strip() if i + 1 < len(lines) else ""
        parts.append(_end_line(text, following, words) if following else text)
    return join_rich(parts)


def _leading(flat: str) -> int:
    return len(flat) - len(flat.lstrip())


def _end_line(text: RichText, following: str, words: Counter[str]) -> RichText:
    flat = text.flat
    if not flat:
        return text
    if _in_address(flat, following):
        return text[: len(flat) - 1] if flat[-1] in "\u00ad\x02￾" else text
    if flat[-1] in HYPHENS and len(flat) > 1 and not flat[-2].isspace():
        return (
            text[: len(flat) - 1]
            if _drops_hyphen(flat, following, words)
            else replace(text, flat=flat[:-1] + "-")
        )
    if RANGE.search(flat[-3:]) and following[:1].isalnum():
        return text
    return space_after(text)


ADDRESS_GOES_ON = re.compile(
    r"[\w%/.():;_?=&#~+-]*[\d/_.()-][\w%/.():;_?=&#~+-]*(?:[.\])]|\s|$)|[a-z]{1,12}\)?\.?(?:\s|$)"
)


def _in_address(flat: str, following: str) -> bool:
    """Whether an address that was begun in this line goes on in the next one."""
    opened = OPEN_ADDRESS.search(flat)
    if opened is None:
        return False
    begun = opened[0]
    if begun[-1] in "/._-:=?&":
        return ADDRESS_GOES_ON.match(following) is not None
    if "(" in begun and begun.count("(") == begun.count(")") and begun.startswith("("):
        return False
    first = following.split()[0]
    return (
        len(following.split()) == 1
        and ADDRESS_GOES_ON.match(first) is not None
        and not flat.endswith((".", ")"))
    )


def _drops_hyphen(flat: str, following: str, words: Counter[str]) -> bool:
    if flat[-1] == "\u00ad":
        return True
    last, first = LAST_WORD.search(flat), FIRST_WORD.match(following)
    if last is None or first is None or not first[0][0].islower():
        return False
    if len(last[1]) > 1 and last[1].isupper():
        return False  # an acronym is not divided: "LGPS-type"
    left, right = last[1].casefold(), first[0].casefold()
    whole, compound = words[left + right], words[f"{left}-{right}"]
    if whole > 0 or compound > 0:
        return whole >= compound
    if right in read_halves("endings"):
        return True
    if left in read_halves("kept_after") | GREEK or right in read_halves("kept_before") | read_halves(
        "linking"
    ):
        return False
    # both halves are words of their own: a compound ("solid-state"); else a divided word
    return not (words[left] > 0 and words[right] > 0)
