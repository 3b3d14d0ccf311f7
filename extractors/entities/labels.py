"""Names that are no formulas: abbreviations of the field, and labels that the paper defines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractors.model.document import Passage
from extractors.model.science import Definition, Mention, MentionKind, Sentence
from extractors.normalise.chars import fold_chars
from extractors.normalise.composition import substitute
from extractors.normalise.tables import read_rows

PACKAGE = "extractors.entities"
LABEL = (
    r"[A-Z][A-Za-z]{0,9}[A-Z\d][A-Za-z\d.]*(?:[-–−/][A-Za-z\d.]+)*"
    r"|[A-Z]{2,}\w*(?:[-–−][A-Za-z\d.]+)+|[A-Z][A-Za-z]*[-–−]?\d{1,3}"
)
_NAMING = (
    r"(?:(?:is|are|was|were|be|which\s+is|will\s+be|hereafter|henceforth|here|herein|now|also|further|simply|subsequently)\s+)*"
    r"(?:denoted|named|labell?ed|abbreviated|designated|termed|called|referred(?:\s+to)?|written|marked|coded|hereafter|henceforth|abbr\.)"
    r"(?:\s+(?:as|by|hereafter|to\s+as|here))*[:,]?\s+"
)
_AFTER = re.compile(
    rf"(?:\s+(?:electrolytes?|glass(?:es)?|powders?|phases?|solid\s+electrolytes?|SEs?|samples?|pellets?))?\s*"
    rf"(?:[(\[]\s?(?:{_NAMING})?[\"“']?(?P<inside>{LABEL})[\"”']?(?:\s?[,;)\]])|,?\s+(?:and\s+)?{_NAMING}[\"“']?(?P<named>{LABEL})[\"”']?)"
)
_BEFORE = re.compile(
    rf"(?P<label>{LABEL})(?:\s?[(\[]\s?|\s?[=:]\s?|\s+(?:is|denotes|stands\s+for|refers\s+to)\s+)$"
)
_NOT_LABELS = re.compile(
    r"(?:Figs?|Tables?|Refs?|Eqs?|RT|SEs?|SSEs?|ASSBs?|LIBs?|NIBs?|XRD|DFT|AIMD|EIS|BVSE|SEM|TEM|NMR|XPS|HE|LT|HT|BM|II|III|IV|SI|ESI|PDF|CIF|ICSD|VI|NASICON|Li|Na|S\d+)$"
)


@cache
def _known() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = read_rows("labels.tsv", PACKAGE)
    words = "|".join(f"(?P<r{at}>{row['pattern']})" for at, row in enumerate(rows))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w])(?!-\d)"), tuple(row["role"] for row in rows)


def find_known_labels(folded: str) -> Iterator[Mention]:
    """Abbreviations of data/labels.tsv; `value` is the role (electrolyte, electrode, additive ...)."""
    pattern, roles = _known()
    for match in pattern.finditer(folded):
        role = next(roles[int(name[1:])] for name, text in match.groupdict().items() if text is not None)
        yield Mention(MentionKind.LABEL, match.start(), match.end(), match[0], role)


def find_definitions(
    passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]
) -> tuple[Definition, ...]:
    """Labels that stand beside a composition and are said to mean it, first definition first.

    Covered: `COMPOSITION (LABEL)`, `LABEL (COMPOSITION)`, "denoted as", "named", "abbreviated as",
    "hereafter". Refused: labels that are acronyms of methods, structures and classes.
    """
    found: dict[str, Definition] = {}
    for index, (passage, group) in enumerate(zip(passages, sentences, strict=True)):
        folded = fold_chars(passage.text.flat)
        for mention in (
            m for sentence in group for m in sentence.mentions if m.kind == MentionKind.COMPOSITION
        ):
            label = _find_label(folded, mention)
            if label and mention.composition is not None and label not in found:
                found[label] = Definition(label, mention.composition, index)
    return (*found.values(), *_find_series(passages, found.values()))


def _find_series(passages: Sequence[Passage], definitions: Iterable[Definition]) -> Iterator[Definition]:
    """Where "NZSPx" names a family in x, "NZSP0.2" names its member with x = 0.2."""
    seen = {definition.label for definition in definitions}
    for definition in definitions:
        variable = definition.label[-1]
        if variable not in definition.composition.open_variables or not variable.islower():
            continue
        stem = re.escape(definition.label[:-1])
        for index, passage in enumerate(passages):
            for match in re.finditer(
                rf"(?<![\w.-]){stem}(?P<value>\d+(?:\.\d+)?)(?!\w)", fold_chars(passage.text.flat)
            ):
                members = substitute(definition.composition, {variable: match["value"]})
                if match[0] not in seen and members:
                    seen.add(match[0])
                    yield Definition(match[0], members[0], index)


def _find_label(folded: str, mention: Mention) -> str | None:
    after = _AFTER.match(folded, mention.stop)
    if after:
        label = after["inside"] or after["named"]
        if label and _is_label(label) and (_says_so(after[0]) or _spells(label, mention)):
            return label
    before = _BEFORE.search(folded, max(0, mention.start - 40), mention.start)
    if before and _is_label(before["label"]) and _spells(before["label"], mention):
        return before["label"]
    return None


def _says_so(printed: str) -> bool:
    """Whether a verb of naming stands between material and label, and not a bracket alone."""
    return re.search(_NAMING, printed) is not None


def _spells(label: str, mention: Mention) -> bool:
    """Whether the label's capitals are initials of the formula's elements, a prefix ("HE-") put aside.

    So suppliers, methods and labels of doped variants in a bracket are not taken for names of the formula.
    """
    initials = {char for char in mention.text if char.isupper()} | set("XM")
    if mention.composition is not None and mention.composition.members:
        initials |= {char for member in mention.composition.members for char in member if char.isupper()}
    core = re.sub(r"^[A-Za-z]{1,3}[-–−](?=[A-Z])", "", label)
    capitals = [char for char in core if char.isupper()]
    return bool(capitals) and all(char in initials for char in capitals)


def _is_label(label: str) -> bool:
    if _NOT_LABELS.match(label):
        return False
    return sum(char.isupper() for char in label) >= 2 or any(char.isdigit() for char in label)


@cache
def _acronym() -> re.Pattern[str]:
    nouns = "|".join(row["pattern"] for row in read_rows("material_nouns.tsv", PACKAGE))
    return re.compile(
        rf"(?P<name>(?:[\w–-]+\s+){{0,4}}(?:[\w–]+-)?(?:{nouns}))\s\((?P<label>[A-Z][A-Za-z]{{1,6}})\)"
    )


def find_acronyms(passages: Sequence[Passage]) -> Iterator[str]:
    """Acronyms that stand for a material spelled out in words: `yttria-stabilised zirconia (YSZ)`.

    Each capital must begin a word of the name, in any order. Refused: acronyms of methods and devices, whose
    names do not end on a material's noun, and everything that is no label.
    """
    for passage in passages:
        for match in _acronym().finditer(fold_chars(passage.text.flat)):
            label = match["label"]
            initials = {word[0].upper() for word in re.split(r"[\s–-]+", match["name"]) if word}
            capitals = {char for char in label if char.isupper()}
            if _is_label(label) and len(capitals & initials) >= len(capitals) - 1:
                yield label


def find_defined_labels(folded: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Every place where a label of the paper stands as a whole word."""
    if not labels:
        return
    words = "|".join(re.escape(fold_chars(label)) for label in sorted(labels, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w.-])(?:{words})(?![\w]|-\w)", folded):
        yield Mention(MentionKind.LABEL, match.start(), match.end(), match[0], "defined")
