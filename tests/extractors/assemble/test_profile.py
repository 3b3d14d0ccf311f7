"""What a paper is by title, abstract and headings, and the origin of values that sentences leave open."""

from dataclasses import replace

import pytest

from extractors.assemble import describe_work
from extractors.assemble.profile import find_origin
from extractors.model.document import Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from tests.extractors.linking.reading import lift_marks, read_statements, to_passages

THEORY = "Sodium migration was studied by first-principles calculations and kinetic Monte Carlo simulations."
VALUE = "The activation energy of Na3PS4 is 0.25 eV."


def describe(title: str, abstract: str, *headings: str):
    kinds = (BlockKind.TITLE, BlockKind.ABSTRACT, *(BlockKind.HEADING for _ in headings))
    return describe_work(
        [
            Passage(kind, lift_marks(text), 1, Box(0, 0, 1, 1), number=str(at))
            for at, (kind, text) in enumerate(zip(kinds, (title, abstract, *headings), strict=True))
        ]
    )


@pytest.mark.parametrize(
    ("title", "abstract", "headings", "expected"),
    [
        pytest.param("Sodium in thiophosphates", THEORY, (), True, id="title and abstract only compute"),
        pytest.param(
            "Sodium in thiophosphates",
            THEORY + " Barriers are in good agreement with the measured values.",
            (),
            True,
            id="experiments that results are compared with are those of others",
        ),
        pytest.param(
            "Sodium in thiophosphates",
            THEORY + " Na3PS4 was then synthesized and its impedance recorded.",
            (),
            False,
            id="the abstract tells of a synthesis",
        ),
        pytest.param(
            "Sodium in thiophosphates",
            THEORY,
            ("Experimental", "Results"),
            False,
            id="a heading tells of experiments",
        ),
        pytest.param("Calculated barriers", "Li3YCl6 conducts.", (), False, id="one word is not enough"),
        pytest.param(
            "Ion conduction: a review",
            THEORY,
            ("Introduction", "Materials", "Outlook"),
            False,
            id="a review gives values of others",
        ),
    ],
)
def test_a_paper_only_computes_where_nothing_in_front_tells_of_experiments(
    title: str, abstract: str, headings: tuple[str, ...], expected: bool
) -> None:
    assert describe(title, abstract, *headings).is_theory is expected


@pytest.mark.parametrize(
    ("sentence", "origin"),
    [
        pytest.param(VALUE, "computed", id="its own value"),
        pytest.param("The measured activation energy of Na3PS4 is 0.25 eV.", "measured", id="a word says so"),
        pytest.param(VALUE.replace("eV.", "eV.[[4]]"), "measured", id="cited: how is not known"),
        pytest.param(
            "In agreement with experiments, the activation energy of Na3PS4 is 0.25 eV.",
            "computed",
            id="compared with experiments",
        ),
    ],
)
def test_values_of_a_paper_that_only_computes_are_computed(sentence: str, origin: str) -> None:
    (statement,) = read_statements(to_passages(sentence))
    theory = describe("Sodium in thiophosphates", THEORY)
    assert find_origin(replace(statement, origin="measured"), theory) == origin


def test_in_other_papers_a_statement_keeps_its_origin() -> None:
    (statement,) = read_statements(to_passages(VALUE))
    assert find_origin(statement, describe("Sodium", "Na3PS4 pellets were pressed.")) == "measured"
