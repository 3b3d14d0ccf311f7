"""What a row of a table is about: its formula, a label of the paper, or the family of the caption in x."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.linking.heads import Head, read_heads
from extractors.linking.rows import Row
from extractors.linking.shapes import shape_table
from extractors.model.document import Cell, Table
from extractors.model.rich import RichText
from extractors.model.science import Composition, Mention, MentionKind
from extractors.normalise.composition import read_composition, substitute

CellReader = Callable[[RichText], Sequence[Mention]]
EQUATION = re.compile(r"(?<![A-Za-z])(?P<name>[a-zδ])\s*=\s*(?P<value>\d+(?:[.,]\d+)?)(?![\d–−-])")
EQUATIONS = re.compile(
    rf"(?:{EQUATION.pattern.replace('?P<name>', '').replace('?P<value>', '')}[\s,;]*(?:and)?\s*)+"
)
SET_FOR_ALL = re.compile(
    r"(?<![A-Za-z])(?P<name>[MXARxyz])\s*=\s*(?P<value>[A-Z][a-z]?|\d+(?:\.\d+)?)(?!\s?[,–−/\w.-]|\s(?:and|or|to)\b)"
)
"""`(M = Ho)`, `y = 0.5`: one value, no list and no range."""
BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")
VARIABLE_NAME = re.compile(r"^\s*([xyznmδ])\b|(?<![A-Za-z])([xyzδ])\W*$|(?<![A-Za-z])(M)\W*$")
DOPANT_HEAD = re.compile(r"^\s*(?:dopants?|substituents?)\s*$", re.IGNORECASE)
SYMBOL = re.compile(r"([A-Z][a-z]?)(?:\d?[+]|\d)?")
OTHERS = re.compile(
    r"[/+]|\b(?:wt|mol|vol)\b|%|doped|coated|composite|mixture|blend|polymer|PEO|PVDF|PAN|LiTFSI|substitut",
    re.IGNORECASE,
)
"""Words beside a formula or label that make it another material."""
ALTERING = re.compile(r"dop|substitut|content|additive|amount|ratio|compos|excess", re.IGNORECASE)
GENERIC = re.compile(r"method|synthes|preparation|route|treatment|process", re.IGNORECASE)
ENDS, STARTS = re.compile(r"(?:^|[\s(\[,;])$"), re.compile(r"$|[\s)\],;(\[]")
"""What stands around a formula that is a word of its own: "AlOCl-nanoLiCl" names no AlOCl."""
CODE = re.compile(r"(?=\S*\d|\S*[A-Z]\S*[A-Z])[A-Z][\w.]*(?:[-–−/][\w.]+)*")
"""A name of a sample: one word with a capital in front, and a digit or another capital."""
COMPARING = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|others?|literature|reported|various electrolytes)\b", re.IGNORECASE
)
"""A caption that sets its one formula beside others: the rows need not be that formula."""
NO_NAMES = re.compile(
    r"^\s*(?:values?|results?|data|this work|measured|calculated|exp\w*\.?|calc\w*\.?)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a row is about: as printed, its composition where one is fixed, and what else the cell says."""

    material: str
    composition: Composition | None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the caption and the paper name: labels, the one family in x, the one fixed composition."""

    labels: Mapping[str, Composition]
    family: Composition | None
    fixed: Composition | None
    given: tuple[tuple[str, str], ...] = ()
    """Variables that the caption sets for all rows."""


def read_names(table: Table, labels: Mapping[str, Composition], read_cell: CellReader) -> Names:
    """The names that hold for all rows of a table: those of its caption, else of its heads."""
    named = list(_compositions(read_cell(table.caption)))
    families = _distinct([c for c in named if c.open_variables])
    fixed = _distinct([c for c in named if c.formula])
    if not named:
        fixed = _distinct([c for label, c in labels.items() if _names_label(table.caption.flat, label)])
    return Names(
        labels,
        families[0] if len(families) == 1 else None,
        fixed[0] if len(fixed) == 1 and not families and not COMPARING.search(table.caption.flat) else None,
        tuple((m["name"], m["value"]) for m in SET_FOR_ALL.finditer(table.caption.flat)),
    )


def _compositions(mentions: Sequence[Mention]) -> Iterator[Composition]:
    return (
        m.composition for m in mentions if m.kind is MentionKind.COMPOSITION and m.composition is not None
    )


def _distinct(compositions: Sequence[Composition]) -> list[Composition]:
    return list({c.material: c for c in compositions}.values())


def _names_label(words: str, label: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(label)}(?![\w-])", words) is not None


def define_samples(tables: Sequence[Table]) -> dict[str, Composition]:
    """Labels that tables define: a code in one column ("S5", "LATP-3") beside one formula in another."""
    known: dict[str, Composition] = {}
    for table in (shape_table(printed).table for printed in tables):
        columns = [c for c, head in enumerate(read_heads(table)) if head.role == "material"]
        for row in table.rows if len(columns) > 1 else ():
            texts = [row[column].text.flat.strip() for column in columns]
            fixed = [found[0] for found in map(read_composition, texts) if found and found[0].formula]
            codes = [text for text in texts if CODE.fullmatch(text) and not read_composition(text)]
            if len(fixed) == 1 and len(codes) == 1:
                known.setdefault(re.sub("[−–]", "-", codes[0]), fixed[0])
    return known


def find_sample(row: Row, names: Names, read_cell: CellReader) -> Sample | None:
    """The row's material: its formula, a label with a composition, the family in x, else its printed name.

    A row without a material cell, or whose first cell tells a treatment or a path, is about the one
    composition that its group or the caption names.
    """
    read = (_read_name(cell.text, names, read_cell) for _, cell in row.cells_of("material"))
    told = [sample for sample in read if sample is not None]
    family = _family_of(row, names)
    own = _given_variables(row, family, dict(names.given))
    given = dict(names.given) | own
    made = [_tell_making(row.heads[column], cell) for column, cell in row.cells_of("other", "preparation")]
    for sample in told:
        if sample.composition is not None:
            beside = [other.material for other in told if other is not sample]
            return _close_sample(sample, given, [*beside, *made])
    if family is not None and own:
        closed = _close(family, given)
        return Sample(family.material, closed, "; ".join(made)) if closed is not None else None
    words = [sample.material for sample in told]
    only = _only_composition(row, names)
    if only is not None and not _is_named(row, words):
        return Sample(only.material, only, "; ".join([*words, *made]))
    return Sample(words[0], None, "; ".join([*words[1:], *made])) if words else None


def _is_named(row: Row, words: Sequence[str]) -> bool:
    """Whether a row names its own sample, or a dopant, so that it is not simply the caption's material."""
    by_head = any(head.role == "material" and not head.guessed for head in row.heads)
    return by_head or any(CODE.fullmatch(word) for word in words) or _alters(row)


def _tell_making(head: Head, cell: Cell) -> str:
    """`Ball milling` under "Method"; `Oxygen source Li2O`, `Sintering temperature (°C) 900` with the head."""
    text = cell.text.flat.strip()
    return text if GENERIC.search(head.path) and not _is_number(text) else f"{head.path} {text}"


def _close_sample(sample: Sample, given: Mapping[str, str], beside: Sequence[str]) -> Sample:
    """A sample with its variables put in, and what the other cells say of it."""
    composition, condition = sample.composition, "; ".join(filter(None, [sample.condition, *beside]))
    if composition is not None and composition.open_variables and given:
        return replace(sample, composition=_close(composition, given) or composition, condition=condition)
    return replace(sample, condition=condition)


def _is_number(text: str) -> bool:
    return BARE_NUMBER.fullmatch(text) is not None or EQUATIONS.fullmatch(text) is not None


def _read_name(text: RichText, names: Names, read_cell: CellReader) -> Sample | None:
    """A material cell: a composition, a label, or a name; None for numbers and `x = 0.1`."""
    flat = text.flat.strip()
    if NO_NAMES.match(flat) or _is_number(flat):
        return None
    readings = read_composition(flat)
    if readings:
        return Sample(readings[0].material, readings[0])
    label = re.sub("[−–]", "-", flat)
    if label in names.labels:
        return Sample(label, names.labels[label])
    inside = [m for m in read_cell(text) if m.kind is MentionKind.COMPOSITION and m.composition is not None]
    if len(inside) == 1 and inside[0].composition is not None:
        before, after = text.flat[: inside[0].start], text.flat[inside[0].stop :]
        rest = f"{before.strip()} {after.strip()}".strip(" ,;()[]")
        if ENDS.search(before) and STARTS.match(after) and not OTHERS.search(rest):
            return Sample(inside[0].composition.material, inside[0].composition, rest)
    labelled = [label for label in names.labels if _names_label(flat, label)]
    if len(labelled) == 1 and flat.startswith(labelled[0]) and not OTHERS.search(flat[len(labelled[0]) :]):
        return Sample(flat, names.labels[labelled[0]])
    return Sample(flat, None)


def read_printed(words: str, labels: Mapping[str, Composition]) -> Sample:
    """The material that a head names."""
    readings = read_composition(words)
    if readings:
        return Sample(readings[0].material, readings[0])
    return Sample(words, labels.get(words))


def _family_of(row: Row, names: Names) -> Composition | None:
    """The family in x of a row: that of the head of x, of its group, of the caption."""
    for head in row.heads:
        if head.role in {"variable", "material"} and head.family is not None:
            return head.family
    for reading in read_composition(row.group)[:1] if row.group else ():
        if reading.open_variables:
            return reading
    return names.family


def _only_composition(row: Row, names: Names) -> Composition | None:
    readings = read_composition(row.group) if row.group else ()
    if readings and readings[0].formula:
        return readings[0]
    return names.labels.get(row.group) or names.fixed


def _alters(row: Row) -> bool:
    """Whether the row's first cells tell a dopant or an amount: the caption's composition is not its own."""
    return any(
        ALTERING.search(head.path) or SYMBOL.fullmatch(cell.text.flat.strip())
        for head, cell in row.filled()
        if head.role in {"material", "variable", ""}
    )


def _given_variables(row: Row, family: Composition | None, shared: Mapping[str, str]) -> dict[str, str]:
    """The row's `x`, `y`, `M` ... from columns that hold them, or from `x = 0.1` in a material cell."""
    open_names = [n for n in family.open_variables if n not in shared] if family is not None else []
    given: dict[str, str] = {}
    for column, cell in row.cells_of("variable"):
        text = cell.text.flat.strip().replace(",", ".")
        name = _variable_name(row.heads[column].path, family)
        equations = list(EQUATION.finditer(text))
        if equations:
            given |= {match["name"]: match["value"] for match in equations}
        elif name:
            symbol = SYMBOL.fullmatch(text)
            given[name] = symbol[1] if symbol and name.isupper() else text
    for _, cell in row.cells_of("material"):
        text = cell.text.flat.strip()
        if EQUATIONS.fullmatch(text):
            given |= {m["name"]: m["value"].replace(",", ".") for m in EQUATION.finditer(text)}
        elif BARE_NUMBER.fullmatch(text) and len(open_names) == 1:
            given[open_names[0]] = text
    return given


def _variable_name(path: str, family: Composition | None) -> str:
    match = VARIABLE_NAME.search(path)
    if match:
        return next(name for name in match.groups() if name)
    metals = [name for name in family.open_variables if name.isupper()] if family is not None else []
    return metals[0] if DOPANT_HEAD.match(path) and len(metals) == 1 else ""


def _close(family: Composition, given: Mapping[str, str]) -> Composition | None:
    readings = substitute(family.printed, given)
    return readings[0] if readings else None
