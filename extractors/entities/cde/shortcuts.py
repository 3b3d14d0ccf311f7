"""Makes ChemDataExtractor's grammars skip what cannot match: the same trees come out, sooner.

Imported in the child process only (child.py). Its templates are long chains of optional words that are tried
at every token, and each word that does not stand there is an exception raised and caught. Whether a phrase
can begin with a token at all depends on the token's text alone, so it is asked once per phrase and text.
"""

from typing import Any

from chemdataextractor.doc.text import RichToken
from chemdataextractor.parse import elements
from chemdataextractor.parse.elements import BaseParserElement, ParseException

MOST_TEXTS = 4000
"""Texts that a phrase keeps answers for; each paper brings numbers of its own."""

COMPOSED = (elements.And, elements.Group)
"""Phrases of several words, of which it pays to remember where they failed."""

parse_slowly = BaseParserElement.parse


def may_start(element: Any, text: str) -> bool:  # noqa: ANN401
    """Whether a phrase can match where a token of this text stands; true where that cannot be told."""
    known = element.__dict__.get("starts")
    if known is None or known[0] is not element:  # a copy may be built on
        known = element.starts = (element, {})
    answers = known[1]
    if text not in answers:
        if len(answers) > MOST_TEXTS:
            answers.clear()
        answers[text] = _may_start(element, text)
    return bool(answers[text])


def _may_start(element: Any, text: str) -> bool:  # noqa: ANN401
    kind = type(element)
    if kind is elements.Word:
        return bool(text == element.match)
    if kind is elements.IWord:
        return bool(text.lower() == element.match)
    if kind is elements.Regex:
        return element.regex.search(text) is not None
    if kind in (elements.First, elements.Or):
        return any(may_start(one, text) for one in element.exprs)
    if kind is elements.And:
        return _chain_may_start(element.exprs, text)
    if kind in (elements.Group, elements.Hide, elements.OneOrMore):
        return may_start(element.expr, text)
    return True


def _chain_may_start(exprs: Any, text: str) -> bool:  # noqa: ANN401
    for one in exprs:
        if type(one) in (elements.Optional, elements.ZeroOrMore):
            if may_start(one.expr, text):
                return True
        elif type(one) is not elements.Not:
            return may_start(one, text)
    return True


def _rejects(element: Any, tokens: Any, i: int) -> bool:  # noqa: ANN401
    if i >= len(tokens):
        return False
    token = tokens[i]
    return not may_start(element, token.text if type(token) is RichToken else token[0])


def parse(element: Any, tokens: Any, i: int, actions: bool = True) -> Any:  # noqa: ANN401
    """`BaseParserElement.parse` without trying what cannot begin here, or has failed here before."""
    if _rejects(element, tokens, i):
        raise ParseException(tokens, i, "", element)
    if type(element) not in COMPOSED:
        return parse_slowly(element, tokens, i, actions)
    failures, key = _recall_failures(element, tokens), 2 * i + actions
    if key in failures:
        raise ParseException(tokens, i, "", element)
    try:
        return parse_slowly(element, tokens, i, actions)
    except ParseException:
        failures.add(key)
        raise


def _recall_failures(element: Any, tokens: Any) -> set[int]:  # noqa: ANN401
    """Where in these tokens the phrase was tried in vain."""
    known = element.__dict__.get("failures")
    if known is None or known[0] is not element or known[1] is not tokens:
        known = element.failures = (element, tokens, set())
    found: set[int] = known[2]
    return found


def _skip_optional(slow: Any) -> Any:  # noqa: ANN401
    """The method of an element that needs not match, without trying what cannot."""

    def parse_tokens(element: Any, tokens: Any, i: int, actions: bool = True) -> Any:  # noqa: ANN401
        if _rejects(element.expr, tokens, i):
            return ([elements.E(element.name)] if element.name else []), i
        return slow(element, tokens, i, actions)

    return parse_tokens


def _skip_refused(slow: Any) -> Any:  # noqa: ANN401
    def parse_tokens(element: Any, tokens: Any, i: int, actions: bool = True) -> Any:  # noqa: ANN401
        return ([], i) if _rejects(element.expr, tokens, i) else slow(element, tokens, i, actions)

    return parse_tokens


def _parse_first(element: Any, tokens: Any, i: int, _actions: bool = True) -> Any:  # noqa: ANN401
    """`First._parse_tokens` over the alternatives that can begin here."""
    for one in element.exprs:
        if _rejects(one, tokens, i):
            continue
        try:
            result, stop = one.parse(tokens, i, actions=True)
        except ParseException:
            continue
        if element.name:
            for tree in result:
                tree.tag = element.name
        return result, stop
    raise ParseException(tokens, i, "", element)


def install() -> None:
    """Put the shortcuts in; once per process."""
    BaseParserElement.parse = parse
    elements.Optional._parse_tokens = _skip_optional(elements.Optional._parse_tokens)  # noqa: SLF001
    elements.ZeroOrMore._parse_tokens = _skip_optional(elements.ZeroOrMore._parse_tokens)  # noqa: SLF001
    elements.Not._parse_tokens = _skip_refused(elements.Not._parse_tokens)  # noqa: SLF001
    elements.First._parse_tokens = _parse_first  # noqa: SLF001
