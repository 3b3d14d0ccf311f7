"""Quantities that no material is said to have: what is wished for, assumed, or only a difference."""

import re

from extractors.model.science import Mention, MentionKind, Qualifier, Sentence

DIGIT = re.compile(r"\d")
DIFFERS = re.compile(
    r"\b(?:differen\w+|changes?|increments?|gains?|loss|shift\w*|deviat\w+|scatter\w*|offset|uncertaint\w+|"
    r"errors?) (?:of )?(?:only |about |[±~] ?)?$|"
    r"\b(?:lower\w*|higher|larger|greater|smaller|reduc\w+|decreas\w+|increas\w+|rais\w+|rises?|rose|drop\w*|"
    r"fell|falls?|differ|differs|differed|diminish\w*|shrinks?|improv\w+|enhanc\w+|overestimat\w+|underestimat\w+)"
    r"(?: [\w+-]+){0,7} by "
    r"(?:only |about |roughly |around |as much as |up to |at least |more than |some |[~∼≈]\s?)*$",
    re.IGNORECASE,
)
""""Is lowered by 0.1 eV", "differences of 0.03–0.08 eV": how far two values are apart."""
ASSUMED = re.compile(r"\b(?:assum(?:ing|ed|ption)|supposing)\b[^.;,]{0,50}$", re.IGNORECASE)
""""Assuming a conductivity of 0.2 S cm−1"."""
APART = re.compile(
    r"\b(?:is|are|was|were|be|being|lies?) (?:only |still |about |roughly |around |some |[~∼≈] ?)*$"
)
THAN = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:higher|lower|larger|smaller|greater|less|more|above|below)\s+than\b"
)
""""The barrier is about 0.1 eV larger than": how far two values are apart."""
NONE_HAS = re.compile(
    r"\b(?:no|none of (?:the|these)|neither)\b"
    r"(?:\s+(?!other\b|more\b|longer\b|less\b|better\b)[\w-]+){0,6}?\s+"
    r"(?:ha[sd]|have|shows?|showed|exhibit\w*|reach\w*|exceed\w*|surpass\w*|attain\w*|achiev\w*)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
""""No borohydride has a conductivity greater than 10 mS cm−1"."""
OF_PLOT = re.compile(
    r"\s*(?:(?:and|or) [\d.]+ ?\w+(?:/\w+| \w+[-−]1)? )?(?:iso)?(?:lines?|contours?|marks?)\b"
)
""""Intersects the 10 mS/cm line": where a curve of a plot passes."""
DIFFERS_WINDOW = 80
UNSURE = re.compile(
    r"[,;]?\s*(?:considering|including|with|given|within)?\s*(?:the )?"
    r"(?:uncertaint|error|confidence|standard dev)",
    re.IGNORECASE,
)
""""14 mS cm−1 (7–26 mS cm−1, considering uncertainty)": an interval in brackets tells how sure a value is."""


def is_no_statement(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a quantity is a difference, an assumption or an interval of error, and no property's value."""
    digit = DIGIT.search(flat, mention.start, mention.stop)
    start = digit.start() if digit else mention.start
    before = flat[max(sentence.start, start - DIFFERS_WINDOW) : start]
    if DIFFERS.search(before) or ASSUMED.search(before) or OF_PLOT.match(flat, mention.stop, sentence.stop):
        return True
    if APART.search(before) and THAN.match(flat, mention.stop, sentence.stop):
        return True
    if NONE_HAS.search(flat, sentence.start, mention.start):
        return True
    ranged = mention.quantity is not None and mention.quantity.qualifier is Qualifier.RANGE
    bracketed = before.rstrip().endswith(("(", "["))
    return ranged and bracketed and UNSURE.match(flat, mention.stop, sentence.stop) is not None


SOUGHT = re.compile(
    r"\b(?:challeng\w+|difficult|hard|aim\w*|striv\w+|seek\w*|efforts?|pursuit|quest)\s+(?:\w+\s+)?(?:to|of|for)\s+"
    r"(?:\w+ly\s+)?(?:reali[sz]\w+|achiev\w+|obtain\w*|attain\w*|reach\w*|develop\w*|find\w*|design\w*)\b[^.;]*$|"
    r"\b(?:ways?|strateg(?:y|ies)|routes?|attempts?|order|efforts?)\s+to\s+(?:\w+\s+){0,2}"
    r"(?:push|raise|lift|boost|drive|bring|increase|enhance|improve)\b[^.;,]{0,60}$|"
    r"\b(?:objectives?|goals?|purpose)\s+(?:\w+\s+){0,4}(?:is|are|was|were)\s+(?:\w+\s+)?to\b[^.;]*$",
    re.IGNORECASE,
)
""""It is challenging to realize electrolytes of over 1 mS cm−1", "the objective is to develop ..."."""
TASK = re.compile(r"\W*(?:Develop|Achieve|Demonstrate|Design|Reali[sz]e|Identify|Fabricate)\s+(?!of\b)")
""""Develop electrolytes of over 1 mS cm−1": what a project is to do."""
EXPECTED = re.compile(
    r"\b(?:fail\w*|unable|cannot|not|none|no)\b[^.;]{0,60}"
    r"\b(?:expected|required|desired|targeted|anticipated|practical|necessary)\s+"
    r"(?:\w+ )?(?:values?|levels?|conductivit\w+|thresholds?)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
""""It failed to reach the expected values of 1 mS cm−1"."""
LOOSE_WISHES = ("desired", "target")
WISH_REACH = 60
"""Characters before a value within which "desirable" speaks of it; it may as well praise a material."""
MUST_REACH = 150
"""The same for "should" and "required". More takes values for wishes that are none."""
GOES_ON = re.compile(r"\b(?:and|but|does|do|not)\b")
""""A reaches 1 mS cm−1 and does not require sintering": the clause turns to something else."""
NEXT_CLAUSE = re.compile(r",\s(?!as\b|which\b|that\b|is\b)")
""""Lower than that of A (1 mS cm−1), the layer should be thin": another clause wishes for something else."""
WISH_BEHIND = 15
"""Characters behind a value within which "is required" still speaks of it."""


def is_wished(flat: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a value is what somebody wants ("should exceed", "the target of"), not what a material has.

    The words speak of the next value only, and of none behind a name.
    "Should conduct at" of a computation is a prediction.
    """
    computed = any(m.kind is MentionKind.ORIGIN and m.value == "computed" for m in sentence.mentions)
    if any(sought.search(flat, sentence.start, mention.start) for sought in (SOUGHT, EXPECTED)):
        return True
    if TASK.match(flat, sentence.start, mention.start):
        return True
    for wish in sentence.mentions:
        if wish.kind is not MentionKind.REQUIREMENT or (computed and wish.value == "should"):
            continue
        between = [
            m
            for m in sentence.mentions
            if m.kind is MentionKind.QUANTITY and m is not mention and wish.stop <= m.start < mention.start
            if not _is_listed(flat, m, mention)
        ]
        named = any(
            m.kind is MentionKind.COMPOSITION and wish.stop <= m.start < mention.start
            for m in sentence.mentions
        )
        to_do = flat.startswith(" to ", wish.stop)
        to_do = to_do or "hope" in wish.text
        reach = WISH_REACH if wish.value in LOOSE_WISHES and not to_do else MUST_REACH
        if 0 <= mention.start - wish.stop < reach and not between and (to_do or not named):
            return True
        gap = flat[mention.stop : wish.start]
        goes_on = GOES_ON.search(gap) or NEXT_CLAUSE.search(gap)
        if wish.start >= mention.stop and len(gap) < WISH_BEHIND and not goes_on:
            return True
    return False


def _is_listed(flat: str, other: Mention, mention: Mention) -> bool:
    """Whether two quantities are brackets of one list: `a high conductivity (a) and a wide window (b)`."""
    if other.quantity is None or mention.quantity is None:
        return False
    differ = other.quantity.dimension is not mention.quantity.dimension
    return differ and all(flat[item.start - 1] == "(" for item in (other, mention) if item.start)
