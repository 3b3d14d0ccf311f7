"""What each column of a table holds, told from its head and its cells; and transposed tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.linking.cues import PACKAGE
from extractors.model.document import Cell, Table
from extractors.model.rich import RichText
from extractors.model.science import Composition, Dimension
from extractors.normalise.composition import read_composition
from extractors.normalise.heads import read_head_unit
from extractors.normalise.tables import read_rows

MATERIAL_SHARE = 0.5
"""Share of a column's filled cells that must be compositions for it to be the materials' without a word in
its head; lower takes columns of precursors for materials."""


PROPERTY_DIMENSIONS = {
    "ionic_conductivity": Dimension.CONDUCTIVITY,
    "activation_energy": Dimension.ENERGY,
    "migration_barrier": Dimension.ENERGY,
    "electrochemical_window": Dimension.POTENTIAL,
}
"""What the values of each property are measured in; a value of another dimension is none of it."""
ONLY_TEMPERATURE = re.compile(
    r"\s*(?:T\s*=\s*|at\s+)?(?:[−–-]?\d+(?:\.\d+)?\s*(?:°\s*C|℃|K)|RT|room temperature)\s*", re.IGNORECASE
)
CELL_WINDOW = re.compile(r"voltage|potential", re.IGNORECASE)
LONGEST_HEAD = 200
"""Characters; a longer "head" is text of the page that was taken for one, and says nothing of its column."""
UNIT_HEAD = re.compile(r"\s*(?:units?|dimensions?)\s*", re.IGNORECASE)
CAPTION_UNIT = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)?)\)|\bin (?:units of )?([^,;()]+)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a caption says of the cells: the property that it names ("" for several), units by dimension, and
    whether a conductivity is among the properties.
    """

    name: str
    units: tuple[tuple[Dimension, str], ...]
    conducts: bool = False


def read_topic(words: str) -> Topic:
    """`Ionic conductivities (in mS cm−1) of ...`, `Conductivity, σ (10−4 S cm−1), of ...`."""
    named = [
        name
        for role, name, pattern in _head_cues()
        if role == "property" and name in PROPERTY_DIMENSIONS and pattern.search(words)
    ]
    found: dict[Dimension, set[str]] = {}
    for match in CAPTION_UNIT.finditer(words):
        printed = re.sub(r"^(?:.*,\s*)?(?:in\s+)?(?:units of\s+)?", "", (match[1] or match[2]).strip())
        printed = re.split(r"\s(?:at|of|for|and|as|vs\.?)\s", printed)[0].rstrip(" .")
        unit = read_head_unit(printed)
        if unit.unit is not None and not unit.words and not unit.log:
            found.setdefault(unit.unit.dimension, set()).add(printed)
    units = tuple((dimension, next(iter(said))) for dimension, said in found.items() if len(said) == 1)
    return Topic(named[0] if len(set(named)) == 1 else "", units, "ionic_conductivity" in named)


@dataclass(frozen=True, slots=True)
class Head:
    """The role of a column ("material", "property", "temperature", ...), what it names, and its printed
    path.

    `guessed`: nothing but its place says that the column names the samples. `family`: the series in x that
    the head names. `material`: what the values below are of, where materials stand along the top.
    """

    role: str
    name: str
    path: str
    guessed: bool = False
    family: Composition | None = None
    material: str = ""


SPANNING = (("other", "preparation"), ("temperature", ""), ("structure", "structure_type"))
"""What may stand above several properties and say how, or of what, they were measured."""


@cache
def _head_cues() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["role"], row["name"], re.compile(row["pattern"], re.IGNORECASE))
        for row in read_rows("heads.tsv", PACKAGE)
    )


def read_head(path: str) -> Head:
    """The role that a column's head path tells; "" where no cue matches or it is too long for a head."""
    if len(path) > LONGEST_HEAD:
        return Head("", "", path)
    family = _find_family(path)
    words = path if family is None else path.replace(family.printed, "").strip()
    if family is not None and words in {"", "in"}:
        return Head("material", "", path, family=family)
    role, name = _tell_role(words)
    levels = words.split(" / ")
    if len(levels) > 1 and (not role or (role, name) in SPANNING):
        # "Bulk / σ (mS cm−1)", "Annealed / Ea (eV)": the level right above the cells tells what they hold
        told = (_tell_role(level) for level in reversed(levels))
        role, name = next((found for found in told if found[0] == "property"), (role, name))
    return Head(role, name, path, family=family)


def _tell_role(words: str) -> tuple[str, str]:
    """Role and name that the first fitting cue gives; ("", "") where none fits."""
    return next(((role, name) for role, name, pattern in _head_cues() if pattern.search(words)), ("", ""))


def _find_family(path: str) -> Composition | None:
    """`x in Li1+xAlxTi2−x(PO4)3`: the one word of a head that is a formula with variables."""
    words = [word for word in path.split() if re.search(r"[A-Z]", word) and re.search(r"[xyzδ]", word)]
    found = [readings[0] for readings in map(read_composition, words) if readings]
    return found[0] if len(found) == 1 and found[0].open_variables and found[0].elements == () else None


def read_heads(table: Table, topic: Topic | None = None) -> tuple[Head, ...]:
    """The role of every column; the column of materials is found by its cells where no head names it.

    `topic`: the property that the caption names, for columns whose heads are temperatures or materials.
    """
    heads = [_add_unit(read_head(path), topic) for path in table.paths]
    if any(head.name == "cathode" for head in heads):
        # of cells, a window is the range of voltages between which they were cycled
        heads = [_cell_voltage(head) for head in heads]
    if topic is not None and topic.name and not any(head.role == "property" for head in heads):
        heads = [_take_topic(head, topic) for head in heads]
    elif topic is not None and topic.conducts:
        # "Conductivity at three temperatures and activation energy": an energy has no temperature
        conductivity = replace(topic, name="ionic_conductivity")
        heads = [_take_topic(h, conductivity) if ONLY_TEMPERATURE.fullmatch(h.path) else h for h in heads]
    if any(head.role == "material" for head in heads) or not heads:
        return tuple(heads)
    heads = [_name_material(head) for head in heads]
    shares = [(composition_share(table, column), -column) for column in range(len(heads))]
    share, column = max(
        (s for s, head in zip(shares, heads, strict=True) if head.role == ""), default=(0.0, 0)
    )
    if share >= MATERIAL_SHARE:
        heads[-column] = replace(heads[-column], role="material")
    elif heads[0].role == "" and any(head.role == "property" for head in heads):
        # the first column names the samples where nothing else does (labels of the paper's own)
        heads[0] = replace(heads[0], role="material", guessed=True)
    return tuple(heads)


def _name_material(head: Head) -> Head:
    """`σ (S cm−1) / Ce0.9Gd0.1O1.95`: the level of a property's head that is a formula."""
    levels = [part.strip() for part in head.path.split(" / ")] if head.role == "property" else []
    named = [part for part in levels if (found := read_composition(part)) and found[0].formula]
    return replace(head, material=named[0]) if len(named) == 1 and not head.material else head


def _cell_voltage(head: Head) -> Head:
    cycled = head.name == "electrochemical_window" and CELL_WINDOW.search(head.path) is not None
    return replace(head, role="detail", name="voltage") if cycled else head


def _add_unit(head: Head, topic: Topic | None) -> Head:
    """A head that names no unit takes the one that the caption gives for its property."""
    if topic is None or head.role != "property" or read_head_unit(head.path).unit is not None:
        return head
    unit = dict(topic.units).get(PROPERTY_DIMENSIONS[head.name], "")
    return replace(head, path=f"{head.path} ({unit})") if unit else head


def _take_topic(head: Head, topic: Topic) -> Head:
    """A head that is a temperature or a material, over values of the property that the caption names."""
    unit = dict(topic.units).get(PROPERTY_DIMENSIONS[topic.name], "")
    path = f"{head.path} ({unit})" if unit and read_head_unit(head.path).unit is None else head.path
    if ONLY_TEMPERATURE.fullmatch(head.path):
        path = f"{head.path} ({unit})" if unit else head.path
        return replace(head, role="property", name=topic.name, path=path)
    readings = read_composition(head.path)
    if readings and readings[0].formula:
        return replace(head, role="property", name=topic.name, path=path, material=head.path)
    return head


def composition_share(table: Table, column: int) -> float:
    cells = [row[column].text.flat for row in table.rows if row[column].text.flat.strip()]
    if not cells:
        return 0.0
    return sum(bool(read_composition(cell)) for cell in cells) / len(cells)


def cell_text(cells: Sequence[Cell]) -> str:
    """The cells of a row as one line for people."""
    return " | ".join(cell.text.flat.strip() for cell in cells)


EMPTY = {
    *("", "-", "–", "—", "−", "--", "---", "––", "−−", "/", "\\", "…", "...", "?", "×", "✗"),
    *(
        "n/a",
        "N/A",
        "n.a.",
        "N.A.",
        "NA",
        "n.d.",
        "N.D.",
        "n/d",
        "N/D",
        "ND",
        "nd",
        "n.m.",
        "n.r.",
        "NR",
        "N/R",
        "none",
    ),
    *("not reported", "not measured", "not determined", "Not reported", "not available"),
}


def is_empty(text: RichText) -> bool:
    """An empty cell, or one that holds only a dash."""
    return text.flat.strip() in EMPTY
