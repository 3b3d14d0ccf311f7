"""What kind of document speaks: a paper states its own results, a review those of others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.model.document import Passage
from extractors.model.layout import BlockKind
from extractors.model.statement import Statement
from extractors.normalise.tables import read_rows

OWN_SECTIONS = re.compile(
    r"\b(experiment|methods?\b|methodology|computational details|simulation details|procedure|results?\b|"
    r"sample preparation|materials and|theory and)",
    re.IGNORECASE,
)
EXPERIMENTAL = re.compile(
    r"\b(?:experiment\w*|synthesis|sample preparation|fabrication|characteri[sz]ation)\b", re.IGNORECASE
)
FEW_HEADINGS = 3
"""A document with fewer headings than this is a letter: nothing can be told from what they lack."""
BACKGROUND = re.compile(
    r"\b(introduction|background|broader context|literature review|state of the art)\b", re.IGNORECASE
)
REVIEW = re.compile(
    r"\b(reviews?|perspective|progress|overview|roadmap|opportunities and challenges)\b", re.IGNORECASE
)
OWN = re.compile(r"\b(this work|this study|present (work|study)|we|our|here(in)?)\b", re.IGNORECASE)


OWN_GROUP = re.compile(
    r"\bour (?:group|team|laboratory|lab|previous|earlier|recent)\b|"
    r"\bwe (?:first |also |recently |have |previously )*(?:report|propos|develop|synthesi|prepar|fabricat|"
    r"design|demonstrat|measur|obtain)",
    re.IGNORECASE,
)


LEAST_TOLD = 2
"""Words of computing in title and abstract, without one of experiments, that make a paper one of theory."""
MEASURED = re.compile(
    r"\b(?:experiment\w*|measure\w*|observed|synthesi[sz]ed|samples?|pellets?|impedance)\b", re.IGNORECASE
)

AGREEMENT = re.compile(
    r"\b(?:agree\w*|consisten\w+|accord\w*|line|compar\w+|close|similar)\b[^.;:]{0,30}?\b(?:with|to)\b"
    r"[^.;:]{0,30}?\b(?:experiment\w*|measure\w*|observ\w+)",
    re.IGNORECASE,
)
""""In good agreement with the observed values": what a calculation is compared with."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Whether a document is a review, the heading that stands for each section number, and whether the paper
    only computes.
    """

    is_review: bool
    headings: tuple[tuple[str, str], ...]
    is_theory: bool = False

    def heading_of(self, section: str) -> str:
        """The heading of a section ("3.1"), with those of the sections above it."""
        named = dict(self.headings)
        parts = section.split(".")
        chain = [named.get(".".join(parts[: i + 1]), "") for i in range(len(parts))]
        return " / ".join(filter(None, chain)) or section


def describe_work(passages: Sequence[Passage]) -> Profile:
    """A review calls itself one, or has headings and none for methods or results."""
    headings = tuple((p.number, p.text.flat) for p in passages if p.kind is BlockKind.HEADING)
    title = " ".join(p.text.flat for p in passages if p.kind is BlockKind.TITLE)
    opening = " ".join(p.text.flat for p in passages if p.kind is BlockKind.ABSTRACT)
    tells_own = any(OWN_SECTIONS.search(text) for _, text in headings)
    is_theory = _only_computes(title, opening, headings)
    calls_itself = REVIEW.search(title) or re.search(r"\bthis (mini-?)?review\b", opening, re.IGNORECASE)
    is_review = not tells_own and (bool(calls_itself) or len(headings) >= FEW_HEADINGS)
    return Profile(is_review, headings, is_theory and not is_review)


def _only_computes(title: str, opening: str, headings: Sequence[tuple[str, str]]) -> bool:
    """Whether title and abstract speak of computing, neither they nor a heading of experiments."""
    told = AGREEMENT.sub("", f"{title}. {opening}")
    sections = any(EXPERIMENTAL.search(text) for _, text in headings)
    computing = len(_works("computing").findall(told))
    return not sections and computing >= LEAST_TOLD and _works("experiment").search(told) is None


@cache
def _works(tells: str) -> re.Pattern[str]:
    rows = read_rows("works.tsv", "extractors.assemble")
    words = "|".join(row["word"] for row in rows if row["tells"] == tells)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def find_origin(statement: Statement, profile: Profile) -> str:
    """The statement's origin; in a paper that only computes, its own values are computed where their sentence
    has no word of experiments.
    """
    if not profile.is_theory or statement.origin != "measured" or not is_own_result(statement, profile):
        return statement.origin
    return "measured" if MEASURED.search(AGREEMENT.sub("", statement.place.quote)) else "computed"


def is_own_result(statement: Statement, profile: Profile) -> bool:
    """Whether a statement is the document's own result (convention 8).

    A value that cites nobody, in a paper, outside of the introduction. In a review only where the words say
    so.
    """
    if statement.this_work:
        return True
    if profile.is_review:
        return OWN_GROUP.search(statement.place.quote) is not None
    if statement.refs or statement.is_class:
        return False
    if BACKGROUND.search(profile.heading_of(statement.place.section)):
        return OWN.search(statement.place.quote) is not None
    return True
