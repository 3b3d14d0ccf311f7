"""What kind of document speaks: a paper states its own results, a review those of others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model.document import Passage
from extractors.model.layout import BlockKind
from extractors.model.statement import Statement

OWN_SECTIONS = re.compile(
    r"\b(experiment|methods?\b|methodology|computational details|simulation details|procedure|results?\b|"
    r"sample preparation|materials and|theory and)",
    re.IGNORECASE,
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


@dataclass(frozen=True, slots=True)
class Profile:
    """Whether a document is a review, and the heading that stands for each section number."""

    is_review: bool
    headings: tuple[tuple[str, str], ...]

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
    calls_itself = REVIEW.search(title) or re.search(r"\bthis (mini-?)?review\b", opening, re.IGNORECASE)
    return Profile(not tells_own and (bool(calls_itself) or len(headings) >= FEW_HEADINGS), headings)


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
