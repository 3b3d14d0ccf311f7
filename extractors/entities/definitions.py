"""Labels that the paper defines: `Li7La3Zr2O12 (LLZO)`, `denoted as HE-LIC`, series of samples."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from extractors.entities.labels import LABEL, NAMING, find_namings, is_known, is_label, split_names
from extractors.model.document import Passage
from extractors.model.science import Composition, Definition, Mention, MentionKind, Sentence
from extractors.normalise.chars import fold_chars
from extractors.normalise.composition import read_composition, substitute
from extractors.normalise.variables import read_variables

_AFTER = re.compile(
    rf"(?:\s+(?:electrolytes?|glass(?:es)?|powders?|phases?|solid\s+electrolytes?|SEs?|samples?|pellets?))?\s*"
    rf"(?:[(\[]\s?(?:{NAMING})?[\"“']?(?:[acot]-)?(?P<inside>{LABEL})[\"”']?(?:\s?[,;)\]])|,?\s+(?:and\s+)?{NAMING}[\"“']?(?P<named>{LABEL})[\"”']?)"
)
_BEFORE = re.compile(
    rf"(?<![\w.)\]}}])(?P<label>{LABEL})(?:\s?[(\[]\s?|\s?[=:]\s?|\s+(?:is|denotes|stands\s+for|refers\s+to)\s+)$"
)
_CALLING = re.compile(
    r"\b(?:name|denote|call|label|designate|abbreviate|refer\s+to|term)(?:s|d)?\s+(?:the\s+)?$"
)
_AS = re.compile(rf"\s+as\s+[\"“']?(?P<label>{LABEL})")
_PART = re.compile(
    r"(?:%|\b(?:doped|mixed|coated|blended|modified|combined|filled|together)\s+with|addition\s+of)\s*(?:of\s+)?$"
    r"|\b(?:composites?|blends?|polymers?|membranes?|PEO|PVDF|PAN|PMMA|LiTFSI)\b[^.;]*$"
)
"""What shows that a formula is only a part of the sample that is named behind it."""
_FIRED = r"[A-Z][A-Za-z]*[-–−]\d{3,4}"
_FIRED_LIST = re.compile(rf"\((?P<names>{_FIRED}(?:,\s(?:and\s)?{_FIRED}|\sand\s{_FIRED})+)\)")
"""Samples of one compound, told apart by the temperature that they were fired at: `(LX-1100 and LX-1150)`."""


def find_definitions(
    passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]
) -> tuple[Definition, ...]:
    """Labels that stand beside a composition and are said to mean it, first definition first.

    Covered: `COMPOSITION (LABEL)`, `LABEL (COMPOSITION)`, "denoted as", "named", "abbreviated as",
    "hereafter". Refused: labels that are acronyms of methods, structures and classes.
    """
    found: dict[str, Definition] = {}
    for definition in _find_lists(passages, sentences):
        found.setdefault(definition.label, definition)
    for index, (passage, group) in enumerate(zip(passages, sentences, strict=True)):
        folded = fold_chars(passage.text.flat)
        for mention in (
            m for sentence in group for m in sentence.mentions if m.kind == MentionKind.COMPOSITION
        ):
            label = _find_label(folded, mention)
            if label and mention.composition is not None and label not in found:
                found[label] = Definition(label, mention.composition, index)
    return (*found.values(), *_find_family_members(passages, found.values()))


def _find_family_members(
    passages: Sequence[Passage], definitions: Iterable[Definition]
) -> Iterator[Definition]:
    """Where "NZSPx" names a family in x, "NZSP0.2" names its member with x = 0.2.

    With "n = 10x" said of a family "LLHC-n", "LLHC-4" names the member with x = 0.4.
    """
    seen = {definition.label for definition in definitions}
    for definition in definitions:
        variable, times = _find_counter(definition, fold_chars(passages[definition.passage].text.flat))
        if not variable:
            continue
        stem = re.escape(definition.label[:-1])
        for index, passage in enumerate(passages):
            for match in re.finditer(
                rf"(?<![\w.-]){stem}(?P<value>\d+(?:\.\d+)?)(?!\w)", fold_chars(passage.text.flat)
            ):
                value = f"{Decimal(match['value']) / times:f}"
                members = substitute(definition.composition, {variable: value})
                if match[0] not in seen and members:
                    seen.add(match[0])
                    yield Definition(match[0], members[0], index)


def _find_counter(definition: Definition, folded: str) -> tuple[str, int]:
    """The variable of the family that the label's last letter counts, and how often; ("", 1) for none."""
    letter = definition.label[-1]
    if letter in definition.composition.open_variables and letter.islower():
        return letter, 1
    told = re.search(
        rf"\b{re.escape(letter)}\s?(?:=|is)\s?(?P<times>10|100|1000)\s?[·×*]?\s?(?P<name>[xyz])\b", folded
    )
    if told and told["name"] in definition.composition.open_variables:
        return told["name"], int(told["times"])
    return "", 1


def _find_label(folded: str, mention: Mention) -> str | None:
    after = _AFTER.match(folded, mention.stop)
    if after:
        label = (after["inside"] or after["named"]).rstrip(".")
        if is_label(label) and _is_meant(folded, mention, label, after):
            return label
    called = _AS.match(folded, mention.stop)
    if called and _CALLING.search(folded, max(0, mention.start - 24), mention.start):
        label = called["label"].rstrip(".")
        return label if is_label(label) else None
    before = _BEFORE.search(folded, max(0, mention.start - 40), mention.start)
    if before and is_label(before["label"]) and _spells(before["label"], mention):
        return before["label"]
    return None


def _is_meant(folded: str, mention: Mention, label: str, after: re.Match[str]) -> bool:
    """Whether the label behind names the formula: by initials, or told by a verb and no part of more."""
    if not _says_so(after[0]):
        return _spells(label, mention)
    if _opens_list(folded, after.start()):
        return False
    return not _is_part(folded, mention) or (sum(map(str.isupper, label)) > 2 and _spells(label, mention))


def _says_so(printed: str) -> bool:
    """Whether a verb of naming stands between material and label, and not a bracket alone."""
    return re.search(NAMING, printed) is not None


def _opens_list(folded: str, start: int) -> bool:
    """Whether the verb names several at once, which are read as a list."""
    named = next(find_namings(folded, start), None)
    return named is not None and len(_cut_names(named["names"])) > 1


def _is_part(folded: str, mention: Mention) -> bool:
    """Whether the formula is one part of what is named: `... doped with 2 mol% ZnO (denoted as Z2)`."""
    return _PART.search(folded, max(0, mention.start - 80), mention.start) is not None


def _cut_names(names: str) -> list[str]:
    """The names up to the first that is a formula: `X, named LX, and Y` names one.

    Letters that spell elements without making a compound (`KW5`) are a name.
    """

    def is_name(name: str) -> bool:
        return not any(r.formula and "composition.charge" not in r.findings for r in read_composition(name))

    return list(takewhile(is_name, split_names(names)))


def _spells(label: str, mention: Mention) -> bool:
    """Whether the label's capitals are initials of the formula's elements, a prefix ("HE-") put aside.

    So suppliers, methods and labels of doped variants in a bracket are not taken for names of the formula.
    """
    initials = {char for char in mention.text if char.isupper()} | set("XM")
    if mention.composition is not None and mention.composition.members:
        initials |= {char for member in mention.composition.members for char in member if char.isupper()}
    core = re.sub(r"^[A-Za-z]{1,3}[-–−](?=[A-Z])", "", label)
    # "GDC", "LSGM": names of the field hold a D for doped, an S for stabilised
    doped = mention.composition is not None and "dopant" in mention.composition.open_variables
    spare = "DS" if is_known(core) and not doped else ""
    capitals = [char for char in core if char.isupper() and char not in spare]
    return bool(capitals) and all(char in initials for char in capitals)


def _find_lists(passages: Sequence[Passage], sentences: Sequence[Sequence[Sentence]]) -> Iterator[Definition]:
    """Labels of a list, paired with what the same sentence lists.

    Covered: `A, B and C are denoted as LA, LB and LC`; `family with x = 0, 0.5 and 1 (named S0, S5 and S10)`,
    the values before or behind the labels. Refused: lists of another length.
    """
    for index, (passage, group) in enumerate(zip(passages, sentences, strict=True)):
        folded = fold_chars(passage.text.flat)
        for sentence in group:
            for match in find_namings(folded, sentence.start, sentence.stop):
                labels = _cut_names(match["names"])
                if len(labels) > 1:
                    members = _list_members(folded, sentence, match.start(), len(labels))
                    pairs = zip(labels, members, strict=False)
                    yield from (Definition(label, member, index) for label, member in pairs)
            for match in _FIRED_LIST.finditer(folded, sentence.start, sentence.stop):
                fired = _find_fired(folded, sentence, match)
                yield from (Definition(label, fired, index) for label in split_names(match["names"]) if fired)


def _find_fired(folded: str, sentence: Sentence, codes: re.Match[str]) -> Composition | None:
    """The one compound of a sentence that names its firing temperatures before the samples' codes."""
    before = folded[sentence.start : codes.start()]
    numbers = re.findall(r"\d{3,4}", codes["names"])
    told = re.search(r"\d\s?(?:°C|K)\b", before) and all(
        re.search(rf"(?<!\d){number}(?!\d)", before) for number in numbers
    )
    closed = [
        m
        for m in sentence.mentions
        if m.kind == MentionKind.COMPOSITION and m.stop <= codes.start() and m.value != "binary"
    ]
    if not told or len(closed) != 1 or _is_part(folded, closed[0]):
        return None
    reading = closed[0].composition
    return reading if reading is not None and reading.formula else None


def _list_members(folded: str, sentence: Sentence, stop: int, count: int) -> tuple[Composition, ...]:
    """The compositions that as many labels stand for, () where the sentence does not list them."""
    before = [m for m in sentence.mentions if m.kind == MentionKind.COMPOSITION and m.stop <= stop]
    closed = [m.composition for m in before if m.composition is not None and m.composition.formula]
    if len(closed) == len(before) == count:
        return tuple(closed)
    families = [m for m in before if m.composition is not None and len(m.composition.open_variables) == 1]
    return _put_in(folded[sentence.start : sentence.stop], families[-1], count) if families else ()


def _put_in(text: str, family: Mention, count: int) -> tuple[Composition, ...]:
    composition = family.composition
    if composition is None:
        return ()
    (name,) = composition.open_variables
    given = [*read_variables(family.text), *read_variables(text)]
    values = next((v.values for v in given if v.name == name and len(v.values) == count), ())
    members = [substitute(composition, {name: value}) for value in values]
    return tuple(readings[0] for readings in members) if all(members) else ()
