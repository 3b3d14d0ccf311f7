"""Ionic conductivity, activation energy, window and temperature as ChemDataExtractor models.

Imported in the child process only (child.py): ChemDataExtractor is named here and nowhere else. Tokens come
parted by blanks from our own reader, materials as single tokens CEM<n>.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import add, or_
from typing import Any, ClassVar

from chemdataextractor.doc.table import Table
from chemdataextractor.doc.text import Caption, Sentence, Text, cem_tagger
from chemdataextractor.model import Compound
from chemdataextractor.model.base import ModelType, StringType
from chemdataextractor.model.units.dimension import Dimension
from chemdataextractor.model.units.electric_potential import ElectricPotential
from chemdataextractor.model.units.energy import Energy
from chemdataextractor.model.units.length import Length
from chemdataextractor.model.units.quantity_model import QuantityModel
from chemdataextractor.model.units.substance_amount import AmountOfSubstance
from chemdataextractor.model.units.temperature import Temperature
from chemdataextractor.model.units.unit import Unit
from chemdataextractor.nlp.lexicon import Lexicon
from chemdataextractor.nlp.subsentence import NoneSubsentenceExtractor
from chemdataextractor.nlp.tag import BaseTagger
from chemdataextractor.parse.actions import join
from chemdataextractor.parse.auto import AutoTableParser, construct_unit_element, match_dimensions_of
from chemdataextractor.parse.base import BaseSentenceParser
from chemdataextractor.parse.elements import Group, Not, Optional, R, T
from chemdataextractor.parse.quantity import value_element
from chemdataextractor.parse.template import MultiQuantityModelTemplateParser, QuantityModelTemplateParser
from tabledataextractor.table import table as table_module

MATERIAL = re.compile(r"CEM\d+")
NUMBER = re.compile(r"[−-]?\d")
CEM_TAGS = frozenset(("B-CM", "I-CM"))
PER_MOLE = R(r"^(/|mol)")


class Conductance(Dimension):
    """The dimension of the siemens, which ChemDataExtractor does not have."""


class Resistance(Dimension):
    constituent_dimensions = Conductance() ** -1.0


class _Linear(Unit):
    """A unit that differs from the standard one by its magnitude only."""

    dimension: Any = None

    def __init__(self, magnitude: float = 0.0, powers: Any = None) -> None:  # noqa: ANN401
        super().__init__(self.dimension, magnitude, powers)

    def convert_value_to_standard(self, value: float) -> float:
        return value

    convert_value_from_standard = convert_value_to_standard
    convert_error_to_standard = convert_value_to_standard
    convert_error_from_standard = convert_value_to_standard


class Siemens(_Linear):
    dimension = Conductance()


class Ohm(_Linear):
    dimension = Resistance()


Conductance.units_dict = {
    R(r"S(iemens)?", group=0): Siemens,
    R(r"(Ω|[Oo]hms?)", group=0): Ohm,
}
Conductance.standard_units = Siemens()
Resistance.units_dict = Conductance.units_dict
DIMENSIONS = {
    "conductivity": Conductance() / Length(),
    "energy": Energy(),
    "molar_energy": Energy() / AmountOfSubstance(),
    "potential": ElectricPotential(),
}


class MaterialTagger(BaseTagger):
    """Compound mentions are those of our own composition recogniser, marked in the tokens themselves."""

    tag_type = "ner_tag"

    def tag(self, tokens: Sequence[Any]) -> list[tuple[Any, str | None]]:
        return [(token, "B-CM" if MATERIAL.fullmatch(token.text) else None) for token in tokens]


class NeuralTagger(MaterialTagger):
    """Ours and those that ChemDataExtractor's own tagger finds in the sentence as it is printed.

    What it alone finds (names of salts, solvents, polymers) has no place in our records; it keeps the
    grammars from giving its value to a material of ours that stands farther away.
    """

    def __init__(self) -> None:
        self.printed: Mapping[str, str] = {}

    def tag(self, tokens: Sequence[Any]) -> list[tuple[Any, str | None]]:
        words = ["".join(self.printed.get(token.text, token.text).split()) for token in tokens]
        sentence = PrintedSentence(" ".join(words))
        found = [token.ner_tag for token in sentence.tokens]
        own = super().tag(tokens)
        return [
            (token, mine or (other if other in CEM_TAGS else None))
            for (token, mine), other in zip(own, found, strict=True)
        ]


class PlainTagger(BaseTagger):
    """The two parts of speech that template grammars tell apart: numbers and the rest."""

    tag_type = "pos_tag"

    def tag(self, tokens: Sequence[Any]) -> list[tuple[Any, str]]:
        return [(token, "CD" if NUMBER.match(token.text) else "NN") for token in tokens]


class BlankTokenizer:
    """Words are what our own reader parted by blanks."""

    def span_tokenize(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\S+", text)]

    def get_word_tokens(self, sentence: Any) -> list[Any]:  # noqa: ANN401
        return sentence._tokens_for_spans(self.span_tokenize(sentence.text))  # noqa: SLF001


class WholeText:
    """Captions are empty here; a text is one sentence."""

    def get_sentences(self, text: Any) -> list[Any]:  # noqa: ANN401
        return text._sentences_from_spans([(0, len(text.text))])  # noqa: SLF001

    def span_tokenize(self, text: str) -> list[tuple[int, int]]:
        return [(0, len(text))]


# class attributes, since tables build their own sentences; this process reads nothing else
Text.sentence_tokenizer = WholeText()
Sentence.word_tokenizer = BlankTokenizer()
Sentence.lexicon = Lexicon()
Sentence.taggers = [PlainTagger(), MaterialTagger()]
Sentence.subsentence_extractor = NoneSubsentenceExtractor()
Sentence.abbreviation_detector = None


class PrintedSentence(Sentence):
    """A sentence with its materials as printed, for ChemDataExtractor's own tagger."""

    taggers: ClassVar[list[Any]] = [cem_tagger]


def use_neural_tagger() -> NeuralTagger:
    """Let all sentences ask ChemDataExtractor's own tagger; it reads its model now. Raises what that does."""
    tagger = NeuralTagger()
    Sentence.taggers = [PlainTagger(), tagger]
    PrintedSentence("LiCl").tokens[0].ner_tag  # noqa: B018 (the first word loads the model)
    return tagger


class MaterialParser(BaseSentenceParser):
    """One marked token is one compound."""

    root = Group(T("B-CM")("names"))("compound")

    def interpret(self, result: Any, _start: int, _end: int) -> Iterator[Any]:  # noqa: ANN401
        yield self.model(names=result.xpath("./names/text()"))


class Material(Compound):
    parsers: ClassVar[list[Any]] = [MaterialParser()]


def list_cells(table: Any) -> list[list[Any]]:  # noqa: ANN401
    """TableDataExtractor's category table: each cell with the heads of its row and of its column.

    What `build_category_table(to_pandas(table))` gives, without pandas.
    """
    rows, columns = table.row_header.tolist(), table.col_header.T.tolist()
    return [
        [cell, rows[i], columns[j]] for i, row in enumerate(table.data.tolist()) for j, cell in enumerate(row)
    ]


# tables are lists here, not frames
table_module.to_pandas = lambda table: table
table_module.build_category_table = list_cells


class _Cached:
    """Grammars built once: ChemDataExtractor builds its own for every sentence, which is most of its time."""

    model: Any

    @cached_property
    def root(self) -> Any:  # noqa: ANN401
        return super().root  # type: ignore[misc]

    @cached_property
    def unit(self) -> Any:  # noqa: ANN401
        element = construct_unit_element(self.model.dimensions)
        return Group(element.with_condition(match_dimensions_of(self.model))("raw_units"))

    @cached_property
    def value_phrase(self) -> Any:  # noqa: ANN401
        # ranges with "to" are off in the templates and printed all over this field
        value = value_element(self.unit, activate_to_range=True)
        # "33 kJ mol−1" is no energy, though "33 kJ" is
        return value + Not(PER_MOLE) if self.model.dimensions == Energy() else value

    @cached_property
    def specifier_phrase(self) -> Any:  # noqa: ANN401
        return self.model.specifier.parse_expression("specifier")


class OneValue(_Cached, QuantityModelTemplateParser):
    """`the conductivity of A is 1`, `A has a conductivity of 1`, `a conductivity of 1 for A`."""


class ManyValues(_Cached, MultiQuantityModelTemplateParser):
    """`A and B have conductivities of 1 and 2, respectively` and the other forms with lists."""

    single_cem = MaterialParser.root


class HeadedCells(_Cached, AutoTableParser):
    """A value cell read with the heads of its row and column."""

    def __init__(self) -> None:
        super().__init__(chem_name=MaterialParser.root)


class TemperatureParser(_Cached, BaseSentenceParser):
    """A number with a unit of temperature, without a word that names it."""

    @cached_property
    def root(self) -> Any:  # noqa: ANN401
        return Group(self.value_phrase)("temperature")

    def interpret(self, result: Any, _start: int, _end: int) -> Iterator[Any]:  # noqa: ANN401
        raw = result.xpath("./raw_value/text()")
        units = result.xpath("./raw_units/text()")
        if raw and units:
            yield self.model(
                raw_value=raw[0],
                raw_units=units[0],
                value=self.extract_value(raw[0]),
                units=self.extract_units(units[0], strict=True),
            )


class SampleTemperature(QuantityModel):
    dimensions = Temperature()
    specifier = StringType()
    parsers: ClassVar[list[Any]] = [TemperatureParser()]


def build_models(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, Mapping[str, Any]]]:
    """A model for each row of data/models.toml, with that row."""
    return [(build_model(row, number), row) for number, row in enumerate(rows)]


def build_model(row: Mapping[str, Any], number: int) -> Any:  # noqa: ANN401
    """The class of a property: dimension, words that name it, compound, temperature, parsers."""
    fields = {
        "dimensions": DIMENSIONS[row["dimension"]],
        "specifier": StringType(
            parse_expression=build_specifier(row["specifiers"]), required=True, contextual=True
        ),
        "compound": ModelType(Material, required=True, contextual=True),
        "temperature": ModelType(SampleTemperature, required=False, contextual=True),
        "parsers": [ManyValues(), OneValue(), HeadedCells()],
    }
    return type(QuantityModel)(f"{row['name'].title().replace('_', '')}{number}", (QuantityModel,), fields)


def build_specifier(phrases: Sequence[str]) -> Any:  # noqa: ANN401
    """Any of the phrases; a word `(ab)?` may be missing."""
    return reduce(or_, [build_phrase(phrase) for phrase in phrases])


def build_phrase(phrase: str) -> Any:  # noqa: ANN401
    words = [_build_word(word) for word in phrase.split()]
    return reduce(add, words).add_action(join)


def _build_word(word: str) -> Any:  # noqa: ANN401
    optional = word.startswith("(") and word.endswith(")?")
    element = R(f"^(?:{word.removesuffix('?') if optional else word})$", re.IGNORECASE)
    return Optional(element) if optional else element


def read_sentence(text: str, models: Sequence[tuple[Any, Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """What the models find in a sentence of tokens."""
    for model, row in models:
        sentence = Sentence(text)
        sentence.models = [model]
        yield from _describe(sentence.records, model, row)


def read_table(
    rows: Sequence[Sequence[str]], models: Sequence[tuple[Any, Mapping[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """What the models find in a table, head first, by TableDataExtractor's categories, cell by cell.

    Cells are not merged with each other as `Table.records` would: each has its row's and column's heads
    already, and merging takes a second where reading takes a tenth.
    """
    table = Table(Caption(""), table_data=[list(cells) for cells in rows])
    for model, row in models:
        parser = next(parser for parser in model.parsers if isinstance(parser, HeadedCells))
        parser.model = model
        for cells in (cells for group in table.cde_tables for cells in group):
            yield from _describe(table._parse_table(parser, cells), model, row)  # noqa: SLF001


def _describe(records: Iterable[Any], model: Any, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The records of one model that have a material and a value, plainly."""
    for record in records:
        if type(record) is not model or record.compound is None or not record.value or record.units is None:
            continue
        standard = [record.units.convert_value_to_standard(value) for value in record.value]
        temperature = record.temperature
        yield {
            "name": row["name"],
            "materials": sorted(record.compound.names),
            "raw_value": record.raw_value,
            "low": standard[0] * row["norm_factor"],
            "high": standard[-1] * row["norm_factor"],
            "temperature": temperature.raw_value if temperature is not None else "",
        }
