"""The spaCy pipeline: blank English with our tokenizer, our sentence component and cue matchers.

Declared order: tokenizer -> ionlit_sentences (token.is_sent_start) -> ionlit_cues (doc.spans["cues"]).
"""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from extractors.model.science import MentionKind
from extractors.normalise.tables import read_rows

PACKAGE = "extractors.entities"
_TOKEN = re.compile(r"(\s+|[A-Za-zα-ωΑ-Ω⁰-⁹₀-₉\d]+(?:[+](?=[\s,;.)\]-]|$))?|[^\w\s]|\w)( (?!\s))?")
_OPENERS = "([{\"“'"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of data/cues.tsv found in a text."""

    kind: MentionKind
    value: str
    start: int
    stop: int


class SplitTokens:
    """Words, numbers and single signs: hyphens and stops are tokens of their own, so "ball-milled" is three.

    Blanks become the space after a token, or a token of their own where there are several.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        tokens = _TOKEN.findall(text)
        return Doc(
            self.vocab, words=[word for word, _ in tokens], spaces=[space != "" for _, space in tokens]
        )


@Language.component("ionlit_sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    """A sentence ends at a stop that is followed by a blank and something that can begin one.

    It does not end after abbreviations ("Fig.", "et al.", "vs."), after initials, or before lower case.
    """
    starts = {0}
    stops = {doc.vocab.strings[stop] for stop in ".?!"}
    for at, word in enumerate(doc.to_array("ORTH").tolist()):
        if word in stops and (following := _find_next(doc, at)) is not None:
            starts.add(following)
    marks = np.full((len(doc), 1), -1, np.int64)
    marks[list(starts)] = 1
    # one call for all: each token's own setter asks the whole text whether it was parsed
    return doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]


def _find_next(doc: Doc, at: int) -> int | None:
    """Where the next sentence begins if the stop at `at` ends one."""
    stop = at
    while stop + 1 < len(doc) and not doc[stop].whitespace_ and doc[stop + 1].text in ")]}”\"'’":
        stop += 1
    following = stop + 1
    if not doc[stop].whitespace_ and not (following < len(doc) and doc[following].is_space):
        return None
    while following < len(doc) and doc[following].is_space:
        following += 1
    if following >= len(doc) or not _can_begin(doc[following].text):
        return None
    return None if doc[at].text == "." and at and _is_abbreviated(doc, at - 1) else following


def _can_begin(word: str) -> bool:
    first = word[0]
    return first.isupper() or first.isdigit() or first in _OPENERS or first in "αβγδεσ"


def _is_abbreviated(doc: Doc, at: int) -> bool:
    word = doc[at].text
    before = doc[at - 1].text if at else ""
    if (
        before == "."
        and at > 1
        and not doc[at - 1].whitespace_
        and f"{doc[at - 2].text}.{word}" in _abbreviations()
    ):
        return True
    if word in _abbreviations():
        return not (word in ("min", "max", "mol", "vol", "wt", "etc", "No") and _ends_anyway(doc, at))
    return len(word) == 1 and word.isupper() and not _is_unit_letter(doc, at)


def _ends_anyway(doc: Doc, at: int) -> bool:
    """ "for 30 min. The", "etc. The": after a number or before a capital these end sentences."""
    if doc[at].text == "No":
        return False
    following = doc[at + 2].text if at + 2 < len(doc) else ""
    return following[:1].isupper()


def _is_unit_letter(doc: Doc, at: int) -> bool:
    """Whether a number or a formula's end stands before the letter: "at 300 K. The", "4 V. The"."""
    before = doc[at - 1].text if at else ""
    return bool(before) and (before[-1].isdigit() or before in "°-−–/")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("abbreviations.tsv", PACKAGE))


@Language.factory("ionlit_cues", assigns=["doc.spans"], requires=["token.is_sent_start"])
class FindCues:
    """Phrases of data/cues.tsv; the longest phrase wins within a kind."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.matchers = {case: PhraseMatcher(nlp.vocab, attr=case) for case in ("ORTH", "LOWER")}
        for row in read_rows("cues.tsv", PACKAGE):
            matcher = self.matchers["ORTH" if _keeps_case(row["phrase"]) else "LOWER"]
            for phrase in spell_phrases(row["phrase"]):
                matcher.add(f"{row['kind']}/{row['value']}", [nlp.make_doc(phrase)])

    def __call__(self, doc: Doc) -> Doc:
        by_kind: dict[str, list[Span]] = {}
        for matcher in self.matchers.values():
            for key, start, stop in matcher(doc):
                kind, _, value = doc.vocab.strings[key].partition("/")
                by_kind.setdefault(kind, []).append(Span(doc, start, stop, label=kind, kb_id=value))
        doc.spans["cues"] = [span for found in by_kind.values() for span in filter_spans(found)]
        return doc


def _keeps_case(phrase: str) -> bool:
    """Capitals in a short word mean something: "Ea", "SEs", "MD" are not "ea", "ses", "md"."""
    return any(
        sum(char.isupper() for char in word) and len(word) <= 8 for word in re.split(r"[~ ]", phrase)
    ) and any(char.isupper() for char in phrase)


def spell_phrases(phrase: str) -> tuple[str, ...]:
    """`ball~milled` -> "ball milled", "ball-milled", "ball–milled"."""
    if "~" not in phrase:
        return (phrase,)
    return tuple(phrase.replace("~", joint) for joint in (" ", "-", "–", "−"))


@cache
def load_nlp() -> Language:
    """The pipeline, built on first use and kept; it holds no state between texts."""
    nlp = spacy.blank("en")
    nlp.tokenizer = SplitTokens(nlp.vocab)
    nlp.add_pipe("ionlit_sentences")
    nlp.add_pipe("ionlit_cues")
    return nlp


def find_cues(folded: str) -> tuple[tuple[tuple[int, int], ...], tuple[Cue, ...]]:
    """Spans of the sentences, and the cues, of a text with folded characters."""
    if not folded.strip():
        return (), ()
    doc = load_nlp()(folded)
    spans = ((sentence.start_char, sentence.end_char) for sentence in doc.sents)
    sentences = tuple((start, stop) for start, stop in spans if not folded[start:stop].isspace())
    cues = tuple(
        Cue(MentionKind(span.label_), span.kb_id_, span.start_char, span.end_char)
        for span in doc.spans["cues"]
        if span.kb_id_ != "none"
    )
    return sentences, cues
