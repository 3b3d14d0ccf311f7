"""Compositions, quantities and the mentions of them in text: what normalise and entities give."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Composition:
    """One reading of a printed material.

    `printed`: flat, as printed. `material`: flat ASCII without phase or process prefix moved away (as the
    contract's `material`).
    `formula`: one fixed composition as flat formula in printed element order, "" where print leaves it open.
    `elements`: (symbol, amount) of `formula`. `variables`: substituted variables ("x", "0.2").
    `open_variables`: names still open ("x", "M").
    `members`: formulas of the closed members of a family whose element lists are given ("Li3YCl6",
    "Li3TbCl6" ...); empty else.
    `conditions`: what prefixes tell ("ball-milled", "α phase"). `nominal`: summed from a mixture.
    `findings`: codes of doubts ("composition.charge").
    `sureness` 0..1.
    """

    printed: str
    material: str
    formula: str
    elements: tuple[tuple[str, float], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    open_variables: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    nominal: bool = False
    findings: tuple[str, ...] = ()
    sureness: float = 1.0


class Qualifier(StrEnum):
    EQUAL = "="
    ABOUT = "~"
    LESS = "<"
    MORE = ">"
    AT_MOST = "<="
    AT_LEAST = ">="
    RANGE = "range"


class Dimension(StrEnum):
    CONDUCTIVITY = "conductivity"
    CONDUCTIVITY_TIMES_TEMPERATURE = "conductivity_times_temperature"
    ENERGY = "energy"
    TEMPERATURE = "temperature"
    POTENTIAL = "potential"
    PRESSURE = "pressure"
    FRACTION = "fraction"
    LOADING = "loading"
    CAPACITY = "capacity"
    C_RATE = "c_rate"
    COUNT = "count"
    LENGTH = "length"
    TIME = "time"
    DENSITY = "density"
    RESISTANCE = "resistance"
    AREA_RESISTANCE = "area_resistance"
    DIFFUSIVITY = "diffusivity"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed value with its unit.

    `low`, `high`: numbers in the printed unit (a bound fills one side, a single value both);

    `unit`: printed unit in ASCII minus ("S cm-1"); `norm_low/high` in `norm_unit` (S/cm, eV, K, V, MPa, %,
    mg/cm2, mAh/g ...).
    `text`: the exact printed text. `uncertainty` in the printed unit or None. `findings`: codes of doubts.
    """

    dimension: Dimension
    qualifier: Qualifier
    low: float | None
    high: float | None
    unit: str
    text: str
    norm_low: float | None
    norm_high: float | None
    norm_unit: str
    uncertainty: float | None = None
    findings: tuple[str, ...] = ()


class MentionKind(StrEnum):
    COMPOSITION = "composition"
    LABEL = "label"
    MATERIAL_CLASS = "material_class"
    REFERRING = "referring"
    """"this phase", "the electrolyte", "it"."""
    QUANTITY = "quantity"
    PROPERTY = "property"
    KIND = "kind"
    """total, bulk, grain boundary."""
    ORIGIN = "origin"
    """measured, computed cues."""
    CONDITION = "condition"
    TEMPERATURE = "temperature"
    RELATIVE = "relative"
    """"one order of magnitude lower": a comparison without a number of its own."""
    REQUIREMENT = "requirement"
    """"should exceed": a wish, not a statement."""
    VARIABLE = "variable"
    """"x = 0.2", "M = Y, Er"."""
    STRUCTURE = "structure"
    CHANGE = "change"
    """"after sintering", "increased from"."""
    CLAUSE = "clause"
    """a boundary between clauses or list items (", while", "; ", "whereas")."""
    RESPECTIVELY = "respectively"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a passage or cell that means something; `start` and `stop` are offsets in its flat text.

    `value` is the normalised word ("ionic_conductivity", "bulk", "computed", "room temperature");
    `composition` and `quantity` are set for their kinds;
    a TEMPERATURE mention carries its quantity in kelvin. `compositions` holds ranked readings, best first.
    """

    kind: MentionKind
    start: int
    stop: int
    text: str
    value: str = ""
    compositions: tuple[Composition, ...] = ()
    quantity: Quantity | None = None
    findings: tuple[str, ...] = ()

    @property
    def composition(self) -> Composition | None:
        return self.compositions[0] if self.compositions else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its span and the mentions inside, offsets in the passage, in order, not
    overlapping within a kind."""

    start: int
    stop: int
    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A label that the paper defines: "Li7La3Zr2O12 (LLZO)", "denoted as HE-LIC"."""

    label: str
    composition: Composition
    passage: int
    """Index of the passage, -1 for a table."""
