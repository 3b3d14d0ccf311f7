"""The numbers that a printed citation mark names."""

import re

LONGEST_RUN = 100
"""Most numbers that one run ("3–25") may stand for; a longer one is a misprint and gives its two ends."""

DASH = r"[-–—−‐‑]"
RUN = re.compile(
    rf"(?P<first>\d{{1,4}})(?P<letter>[a-z]?)(?:\s?{DASH}\s?(?:(?P<last>\d{{1,4}})[a-z]?|(?P<last_letter>[a-z])\b))?|(?P<alone>\b[a-z]\b)"
)


def expand_marks(printed: str) -> tuple[str, ...]:
    """The keys that a printed mark names: `1,3–5` is 1, 3, 4, 5; `2a,b` is 2a, 2b; `[12]` is 12; `3a–c` is
    3a, 3b, 3c.

    A run that falls ("12–3") or is too long is a misprint and gives its two ends.
    """
    keys: list[str] = []
    number = ""
    for match in RUN.finditer(printed):
        if match["alone"]:
            keys += [number + match["alone"]] if number else []
            continue
        number = match["first"]
        keys += _expand_run(match)
    return tuple(dict.fromkeys(keys))


def _expand_run(match: re.Match[str]) -> list[str]:
    first, letter = match["first"], match["letter"]
    if match["last_letter"] and letter and letter < match["last_letter"]:
        return [first + chr(code) for code in range(ord(letter), ord(match["last_letter"]) + 1)]
    if not match["last"]:
        return [first + letter]
    if 0 < int(match["last"]) - int(first) < LONGEST_RUN:
        return [str(number) for number in range(int(first), int(match["last"]) + 1)]
    return [first + letter, match["last"]]
