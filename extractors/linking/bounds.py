"""Bounds that words outside of a quantity make or undo: `higher conductivities than`, `none passed`."""

import re
from dataclasses import replace

from extractors.linking.lists import Link
from extractors.linking.view import View
from extractors.model.science import Qualifier, Quantity

HEDGE = r"\s*(?:about |around |~|∼|ca\.? |even )?"
UP_TO = re.compile(r"\bup to\b|\bmaximum\b", re.IGNORECASE)
UP_TO_SYMBOL = re.compile(r"\bup to\s+σ[^=\d]{0,12}=\s*$", re.IGNORECASE)
HIGHER = re.compile(
    rf"\b(?:higher|larger|greater|better|faster)\s+(?:[\w-]+\s+){{1,3}}than{HEDGE}$|"
    rf"\b(?:tops?|topped|topping|break(?:s|ing)?|broke|go(?:es)? beyond|in excess of)(?: the)?{HEDGE}$",
    re.IGNORECASE,
)
LOWER = re.compile(
    rf"\b(?:lower|smaller|worse|slower|less)\s+(?:[\w-]+\s+){{1,3}}than{HEDGE}$", re.IGNORECASE
)
NEVER = re.compile(
    r"\b(?:rarely|seldom|hardly|never|none|no|not|cannot|neither|barely|scarcely|fail\w* to|unable to)\b"
    r"[^.;:]{0,60}\b(?:exceed\w*|surpass\w*|pass(?:es|ed|ing)?|tops?|topped|over|above|beyond|more than)\s*$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:than|surpass\w*|exceed\w*|outperform\w*|beats?|rivals?|over|above)\s+(?:the|that|those)\b",
    re.IGNORECASE,
)
""""Surpasses the 0.2 mS cm−1 of B": the article tells that the number is one that B has, not a bound."""
HEDGED = re.compile(
    r"\b(?:(?:the )?level of|close to|approximately at|vicinity of|nearly at)\s*$", re.IGNORECASE
)
LIMIT = re.compile(
    r"\b(?:oxidi[sz](?:es?|ed)|decompos\w+|reduced|current|reactions?|react(?:s|ed)|"
    r"oxidation(?! (?:\w+ )?(?:limits?|potentials?|stability|voltages?|windows?)\b))\b(?:[^.;,]|\.\d){0,60}"
    r"\b(?:above|beyond|below|from)\s*$",
    re.IGNORECASE,
)
SUCH_AS = re.compile(r"\b(?:such as|like|including|e\.g\.)", re.IGNORECASE)
ABOUT = re.compile(r"[~∼≈]|\b(?:about|around|approximately|roughly)\b", re.IGNORECASE)
OF = re.compile(r"\s*(?:of|for|in)\s+(?:the )?")
LEADING_DIGITS = re.compile(r"^[^\d]*")
BOUND_WINDOW = 90


def fit_qualifier(view: View, link: Link, quantity: Quantity) -> Quantity:
    """The quantity with the bound that the words before its number say; as it is where they say none."""
    before = view.between(max(view.start, link.value.start - BOUND_WINDOW), link.value.start)
    opening = LEADING_DIGITS.match(quantity.text)
    before += opening[0] if opening else ""
    if quantity.qualifier is Qualifier.RANGE:
        return quantity
    if link.value.property == "electrochemical_window" and _is_limit(view, before, link, quantity):
        return as_value(quantity)
    if NEVER.search(before.rstrip("~∼≈ ")):
        return bound_above(quantity, Qualifier.AT_MOST)
    if COMPARED.search(quantity.text) and link.value.property == "ionic_conductivity":
        return as_value(quantity)
    if _is_of_compared(view, link, quantity):
        return as_value(quantity)
    if HIGHER.search(before):
        return bound_below(quantity, Qualifier.MORE)
    if LOWER.search(before):
        return bound_above(quantity, Qualifier.LESS)
    if HEDGED.search(before) and quantity.qualifier is Qualifier.EQUAL:
        return replace(quantity, qualifier=Qualifier.ABOUT)
    if UP_TO_SYMBOL.search(before):
        return bound_above(quantity, Qualifier.AT_MOST)
    return quantity


def _is_limit(view: View, before: str, link: Link, quantity: Quantity) -> bool:
    """`A is oxidised above 3 V`, `stable up to 5 V`: what the words name is the limit itself; of a class
    (`halides such as A and B`) only the best goes "up to" it.
    """
    if quantity.qualifier is Qualifier.AT_MOST and UP_TO.search(quantity.text):
        of_class = link.grouped and SUCH_AS.search(view.between(view.start, link.value.start))
        return link.material is not None and not of_class
    return quantity.qualifier in (Qualifier.MORE, Qualifier.LESS) and LIMIT.search(before) is not None


def _is_of_compared(view: View, link: Link, quantity: Quantity) -> bool:
    """`A has a, higher than b of B`: b is what B has, and no bound."""
    material = link.material
    if material is None or quantity.qualifier not in (Qualifier.MORE, Qualifier.LESS):
        return False
    of = OF.fullmatch(view.between(link.value.stop, material.start)) is not None
    return of and any(value.stop <= link.value.start for value in view.values)


def as_value(quantity: Quantity) -> Quantity:
    """The number itself, where it was read as a bound; "up to ~5 V" is about 5 V."""
    qualifier = Qualifier.ABOUT if ABOUT.search(quantity.text) else Qualifier.EQUAL
    number = quantity.high if quantity.low is None else quantity.low
    norm = quantity.norm_high if quantity.norm_low is None else quantity.norm_low
    return replace(quantity, qualifier=qualifier, low=number, high=number, norm_low=norm, norm_high=norm)


def bound_above(quantity: Quantity, qualifier: Qualifier) -> Quantity:
    """An upper bound at the number."""
    number = as_value(quantity)
    return replace(number, qualifier=qualifier, low=None, norm_low=None)


def bound_below(quantity: Quantity, qualifier: Qualifier) -> Quantity:
    """A lower bound at the number."""
    number = as_value(quantity)
    return replace(number, qualifier=qualifier, high=None, norm_high=None)
