"""Addresses of works: DOI, arXiv number, URL; and the remarks of publishers that stand around them."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from extractors.references.printed import Print

DOI = re.compile(
    r"[(\[]?(?:(?:https?://)?(?:dx\.)?doi\.org/\s?|[Dd][Oo][Ii]\s?:?\s?(?:https?://(?:dx\.)?doi\.org/\s?)?)?"
    r"(?P<doi>10\.\d{4,9}/[^\s\"“”<>]{2,200})"
)
ARXIV = re.compile(
    r"(?:https?://arxiv\.org/(?:abs|pdf)/|[Aa]r[Xx]iv\s?(?:preprint\s?)?(?:arXiv)?\s?:?\s?)"
    r"(?P<arxiv>\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:\s?\[[a-z.-]{2,20}\])?"
)
URL = re.compile(r"[(<\[]?(?P<url>(?:https?://|www\.)[^\s<>\"“”]{4,300})")
REMARKS = re.compile(
    r"\[?(?:CrossRef|Cross Ref|PubMed|Google Scholar|Green Version|Free Full Text|ADS|CAS|Web of Science)\]"
    r"|\b(?:CrossRef|Google Scholar|PubMed)$"
    r"|[,;(]?\s?\(?and (?:the )?references (?:cited )?therein\)?"
    r"|\(?\[?(?:[Aa]ccessed|[Ll]ast accessed|[Rr]etrieved|[Vv]isited)(?: on)?:? [^()\[\]]{4,30}[)\]]"
    r"|[Aa]vailable (?:online|at|from):?"
    r"|\b(?:[Ss]ubmitted (?:to|for publication in)|[Ii]n press|to be published in)\b"
    r"|\b[Aa]ccepted (?:for publication )?in\b"
    r"|\((?:in|In) (?:German|French|Russian|Japanese|Chinese)\)"
    r"|\[(?:in|In) (?:German|French|Russian|Japanese|Chinese)\]"
)
KIND_MARK = re.compile(r"\s?\[(?P<kind>[JMDCPRSNZAG]|EB|DB|CP)(?:/(?:OL|CD|DK|MT))?\]\s?(?=[.,:/]|$|\S)")
"""Marks of the Chinese standard GB/T 7714 behind titles: [J] article, [M] book, [D] thesis, [P] patent ..."""
EMPTY_BRACKETS = re.compile(r"[(\[]\s?[)\]]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What an entry says of where its work can be had, and its text without that."""

    doi: str
    arxiv: str
    url: str
    rest: Print
    remarks: str = ""
    """What was taken out as a remark: link words of publishers, dates of access."""
    mark: str = ""
    """The letters of a mark of kind ("J", "M", "D" ...), which stood behind the title, at `marked_at`."""
    marked_at: int = 0


def take_addresses(text: Print, links: tuple[str, ...] = ()) -> Addresses:
    """DOI, arXiv number and URL of an entry; `links` are those of the PDF's link annotations over it.

    What is printed goes before what is linked; a link gives a DOI only where all links over the entry agree
    on one.
    """
    doi, rest = _take(text, DOI, "doi")
    arxiv, rest = _take(rest, ARXIV, "arxiv")
    url, rest = _take(rest, URL, "url")
    remarks = ""
    while match := REMARKS.search(rest.flat):
        remarks += f"{match[0]} "
        rest = rest.without(*match.span())
    mark = KIND_MARK.search(rest.flat)
    at = mark.start() - len(rest.flat) + len(rest.flat.lstrip()) if mark else 0
    if mark:
        rest = rest.without(*mark.span())
    while match := EMPTY_BRACKETS.search(rest.flat):
        rest = rest.without(*match.span())
    doi = tidy_doi(doi) or linked_doi(links)
    return Addresses(
        doi, arxiv, "" if "doi.org/" in url else url, rest.strip(), remarks, mark["kind"] if mark else "", at
    )


def _take(text: Print, pattern: re.Pattern[str], group: str) -> tuple[str, Print]:
    found = ""
    while match := pattern.search(text.flat):
        value = _balance(match[group])
        stop = match.start(group) + len(value)
        if value == match[group]:
            stop = match.end()
        opened = match[0][0] in "([<"
        if opened and text.flat[stop : stop + 1] in (")", "]", ">"):
            stop += 1
        found = found or value
        text = text.without(match.start(), stop)
    return found, text


def _balance(value: str) -> str:
    """The address without punctuation at its end, and without a bracket that it did not open."""
    while value and (value[-1] in ".,;:'’" or _closes_too_much(value)):
        value = value[:-1]
    return value


def _closes_too_much(value: str) -> bool:
    return any(
        value[-1] == close and value.count(close) > value.count(opened)
        for opened, close in ("()", "[]", "<>")
    )


def tidy_doi(doi: str) -> str:
    return _balance(doi.replace("\u2010", "-").replace("−", "-").replace("–", "-")).removesuffix("/pdf")


def linked_doi(links: tuple[str, ...]) -> str:
    """The one DOI that link annotations name; empty where they name none or several."""
    found = {
        tidy_doi(_unquote(match["doi"])).casefold(): match["doi"]
        for uri in links
        if (match := DOI.search(_unquote(uri)))
    }
    return tidy_doi(next(iter(found.values()))) if len(found) == 1 else ""


def _unquote(uri: str) -> str:
    return unquote(uri).split("&")[0]
