"""Mentions of a plain sentence, as the stage before linking finds them."""

from extractors.entities import find_mentions
from extractors.model.document import Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import plain_rich
from extractors.model.science import Mention


def find_in(text: str) -> tuple[Mention, ...]:
    """All mentions of a text, offsets in it."""
    passage = Passage(BlockKind.PARAGRAPH, plain_rich(text), 1, Box(0, 0, 1, 1))
    return tuple(m for sentence in find_mentions([passage])[0] for m in sentence.mentions)
