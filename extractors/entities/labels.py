"""Names that are no formulas: abbreviations of the field, acronyms, and where they stand."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.model.document import Passage
from extractors.model.science import Mention, MentionKind
from extractors.normalise.chars import fold_chars, holds_any
from extractors.normalise.tables import is_possible, read_rows

PACKAGE = "extractors.entities"
LABEL = (
    r"(?:\d{1,2}(?=[A-Z]{2}))?[A-Z][A-Za-z]{0,9}[A-Z\d][A-Za-z\d.]*(?:[-–−/][A-Za-z\d.]+)*"
    r"|[A-Z]{2,}\w*(?:[-–−][A-Za-z\d.]+)+|[A-Z][A-Za-z]*[-–−]?\d{1,3}"
)
NAMING = (
    r"(?:(?:is|are|was|were|be|which\s+is|will\s+be|hereafter|henceforth|here|herein|now|also|further|simply|subsequently)\s+)*"
    r"(?:(?:(?:which|that)\s+)?we\s+(?:name|call|denote|label|term|designate)|denoted|named|labell?ed|abbreviated|designated|termed|called|referred(?:\s+to)?|written|marked|coded|hereafter|henceforth|abbr\.)"
    r"(?:\s+(?:as|by|hereafter|to\s+as|here))*[:,]?\s+"
)
_NAME = r"(?:\d{1,2})?[A-Z][\w.]*(?<!\.)(?:[-–−/][\w.]*\w)*"
_JOINT = r"(?:[\"”']?\s?,\s?(?:and\s)?|[\"”']?\s(?:and|or)\s)[\"“']?"
NAMED = re.compile(rf"{NAMING}[\"“']?(?P<names>{_NAME}(?:{_JOINT}{_NAME})*)")
"""A verb of naming, and the names behind it."""
_VERBS = (
    "name",
    "call",
    "denote",
    "label",
    "term",
    "designate",
    "abbr",
    "referred",
    "written",
    "marked",
    "coded",
    "hereafter",
)
"""What every verb of naming holds."""
_NOT_LABELS = re.compile(
    r"(?:Figs?|Tables?|Refs?|Eqs?|RT|SEs?|SSEs?|ASSBs?|LIBs?|NIBs?|XRD|DFT|AIMD|EIS|BVSE|SEM|TEM|NMR|XPS|HE|LT|HT|BM|II|III|IV|SI|ESI|PDF|CIF|ICSD|VI|NASICON|Li|Na|S\d+)$"
)


def _possible_rows(folded: str) -> tuple[int, ...]:
    """The rows of data/labels.tsv that a text may hold names of."""
    small = folded.lower()
    return tuple(at for at, row in enumerate(read_rows("labels.tsv", PACKAGE)) if is_possible(row, small))


@lru_cache(maxsize=512)
def _known(possible: tuple[int, ...]) -> re.Pattern[str]:
    rows = read_rows("labels.tsv", PACKAGE)
    words = "|".join(f"(?P<r{at}>{rows[at]['pattern']})" for at in possible)
    # "LIC-Ta0.2" is no LIC, "PVDF-HFP" no PVDF
    longer = r"(?!-\d|[-–](?:[A-Z][a-z]?)?\d|[-–]HFP|-[a-z](?!\w))"
    return re.compile(rf"(?:(?<![\w-])|(?<=\W[acot]-))(?:{words})(?!\w){longer}")


MOLAR = re.compile(r"\d\s?M\s$")
"""A salt with its molarity before it is a solution."""
_DOPANT = re.compile(
    r"(?<![\w.-])(?!Un|Non|Co[-d]|As-|Self)(?:\d{1,2}(?:\.\d+)?\s?(?:(?:mol|at|wt)\.?\s?)?%[ -])?"
    r"[A-Z][A-Za-z\d]*[-– ](?:co-?)?(?:doped|substituted)[- ]$"
)


def find_namings(folded: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
    """Verbs of naming with the names behind them (group `names`), in order."""
    stop = len(folded) if stop is None else stop
    if holds_any(folded[start:stop], _VERBS):
        yield from NAMED.finditer(folded, start, stop)


def find_known_labels(folded: str) -> Iterator[Mention]:
    """Abbreviations of data/labels.tsv; `value` is the role (electrolyte, electrode, additive ...).

    A dopant before it belongs to the name: `Li3PO4-doped LSiS`.
    """
    rows = read_rows("labels.tsv", PACKAGE)
    for match in _known(_possible_rows(folded)).finditer(folded):
        row = next(int(name[1:]) for name, text in match.groupdict().items() if text is not None)
        role = rows[row]["role"]
        if role == "salt" and MOLAR.search(folded, max(0, match.start() - 8), match.start()):
            continue
        start = _reach_dopant(folded, match.start())
        more = _MORE.match(folded, match.end()) if role in ("polymer", "electrolyte", "additive") else None
        stop = more.end() if more else match.end()
        yield Mention(MentionKind.LABEL, start, stop, folded[start:stop], "electrolyte" if more else role)


_MORE = re.compile(r"(?:[-–][A-Z]{2,}[A-Za-z]*)+(?:[-–]?\d{1,3})?(?![\w-])")
"""`PAN-LLZTO-15`: a composite is named by its parts."""


def _reach_dopant(folded: str, start: int) -> int:
    dopant = _DOPANT.search(folded, max(0, start - 32), start)
    return dopant.start() if dopant else start


def split_names(names: str) -> list[str]:
    """`NZSP-0, "NZSP-2" and NZSP-4` -> the three names."""
    return [name.strip("\"“”' ") for name in re.split(r"\s?,\s?(?:and\s)?|\s(?:and|or)\s", names)]


def is_label(label: str) -> bool:
    if _NOT_LABELS.match(label):
        return False
    return sum(char.isupper() for char in label) >= 2 or any(char.isdigit() for char in label)


@cache
def _acronym() -> re.Pattern[str]:
    nouns = "|".join(row["pattern"] for row in read_rows("material_nouns.tsv", PACKAGE))
    return re.compile(
        rf"(?P<name>(?:[\w–-]+\s+){{0,4}}(?:[\w–]+-)?(?:{nouns}))\s\((?P<label>[A-Z][A-Za-z]{{1,6}})\)\Z"
    )


_BRACKETED = re.compile(r"\s\([A-Z][A-Za-z]{1,6}\)")
"""What an acronym needs: few texts have one, and the names before it are slow to look for."""
_NAME_REACH = 120
"""Characters before an acronym in which the five words that it may stand for begin."""


def is_known(label: str) -> bool:
    """Whether the field uses the name for an electrolyte (data/labels.tsv)."""
    return any(m.value == "electrolyte" and m.text == label for m in find_known_labels(label))


def find_acronyms(passages: Sequence[Passage]) -> Iterator[str]:
    """Acronyms that stand for a material spelled out in words: `yttria-stabilised zirconia (YSZ)`.

    Each capital must begin a word of the name, in any order. Refused: acronyms of methods and devices, whose
    names do not end on a material's noun, and everything that is no label.
    """
    for passage in passages:
        folded = fold_chars(passage.text.flat)
        for bracket in _BRACKETED.finditer(folded):
            match = _acronym().search(folded, max(0, bracket.start() - _NAME_REACH), bracket.end())
            if match is None:
                continue
            label = match["label"]
            initials = {word[0].upper() for word in re.split(r"[\s–-]+", match["name"]) if word}
            capitals = {char for char in label if char.isupper()}
            if is_label(label) and len(capitals & initials) >= len(capitals) - 1:
                yield label


def find_defined_labels(folded: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Every place where a label of the paper stands as a whole word."""
    if not labels:
        return
    words = "|".join(re.escape(fold_chars(label)) for label in sorted(labels, key=len, reverse=True))
    for match in re.finditer(rf"(?:(?<![\w.-])|(?<=\W[acot]-))(?:{words})(?![\w]|-\w)", folded):
        start = _reach_dopant(folded, match.start())
        yield Mention(MentionKind.LABEL, start, match.end(), folded[start : match.end()], "defined")
