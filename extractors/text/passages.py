"""Blocks of pages to passages: paragraphs whole over columns, pages and floats."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.model.document import Passage
from extractors.model.layout import Block, BlockKind, PageLayout
from extractors.text.citations import CitationStyle, count_marks, lift_citations
from extractors.text.joints import join_lines
from extractors.text.vocabulary import Vocabulary, count_words

# pages whose words and habits judge hyphens, citations and indents
AHEAD = 32

# what stands between the parts of a paragraph without ending it
_FLOATING = frozenset(
    {
        BlockKind.CAPTION,
        BlockKind.TABLE,
        BlockKind.TABLE_NOTE,
        BlockKind.FIGURE_TEXT,
        BlockKind.FOOTNOTE,
        BlockKind.FURNITURE,
    }
)
_CITING = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.ABSTRACT, BlockKind.CAPTION, BlockKind.TABLE_NOTE, BlockKind.HEADING}
)


@dataclass(frozen=True, slots=True)
class _Habits:
    vocabulary: Vocabulary
    citations: CitationStyle
    indented: bool


@dataclass(frozen=True, slots=True)
class _Open:
    """A paragraph that may go on, and what stood between its parts."""

    blocks: tuple[Block, ...]
    between: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """The heading that text stands under."""

    section: str = ""


def compose_passages(pages: Iterable[PageLayout]) -> Iterator[Passage]:
    """Passages in reading order; floats that interrupt a paragraph follow it.

    Paragraphs are joined over lines, columns, pages and floats where the sentence goes on, or where the next
    part is not set in though the document sets its paragraphs in. Citation marks are lifted. Looks a fixed
    number of pages ahead; memory does not grow with the number of pages.
    """
    ahead: deque[PageLayout] = deque()
    behind: deque[PageLayout] = deque(maxlen=AHEAD // 2)
    opened: _Open | None = None
    place = _Place()
    habits: _Habits | None = None
    source = iter(pages)
    since = 0
    while True:
        while len(ahead) < AHEAD and (page := next(source, None)) is not None:
            ahead.append(page)
        if not ahead:
            break
        if habits is None or since >= AHEAD // 2:
            habits = _learn([*behind, *ahead])
            since = 0
        since += 1
        page = ahead.popleft()
        behind.append(page)
        for block in page.blocks:
            passages, opened, place = _take(block, opened, place, habits)
            yield from passages
    if opened is not None and habits is not None:
        yield from _close(opened, place, habits)


def _learn(pages: Sequence[PageLayout]) -> _Habits:
    words = count_words(
        line.text.flat
        for page in pages
        for block in page.blocks
        if block.kind in _CITING
        for line in block.lines
    )
    raised = bracketed = 0
    starts: list[bool] = []
    for page in pages:
        for before, block in zip([None, *page.blocks], page.blocks, strict=False):
            if block.kind is not BlockKind.PARAGRAPH:
                continue
            for line in block.lines:
                up, square = count_marks(line.text)
                raised, bracketed = raised + up, bracketed + square
            plain = len(block.lines) > 1 and block.lines[0].text.flat[:1].isalnum()
            if plain and before is not None and _stands_below(before, block):
                starts.append(_is_set_in(block))
    style = CitationStyle(
        superscript=raised >= bracketed or bracketed < 3,
        bracket=bracketed >= raised or raised < 3,
        author_year=raised + bracketed < 5,
    )
    return _Habits(words, style, sum(starts) > 0.6 * len(starts))


def _stands_below(before: Block, block: Block) -> bool:
    """Whether a paragraph follows another in its column: what begins columns and sections is not set in."""
    in_column = min(before.box.x1, block.box.x1) > max(before.box.x0, block.box.x0)
    below = before.box.bottom < block.lines[-1].box.bottom
    return before.kind is BlockKind.PARAGRAPH and in_column and below


def _take(
    block: Block, opened: _Open | None, place: _Place, habits: _Habits
) -> tuple[list[Passage], _Open | None, _Place]:
    """What a block closes and opens."""
    if opened is not None and _is_same_caption(opened, block):
        halves = (
            *opened.between[:-1],
            replace(opened.between[-1], lines=opened.between[-1].lines + block.lines),
        )
        return [], replace(opened, between=halves), place
    if block.kind in _FLOATING:
        opened = opened or _Open(())
        return [], replace(opened, between=(*opened.between, block)), place
    if (
        opened is not None
        and opened.blocks
        and block.kind is BlockKind.PARAGRAPH
        and _goes_on(opened, block, habits)
    ):
        return [], replace(opened, blocks=(*opened.blocks, block)), place
    passages = list(_close(opened, place, habits)) if opened is not None else []
    if block.kind is BlockKind.PARAGRAPH:
        return passages, _Open((block,)), place
    passage = _compose((block,), place, habits)
    if block.kind is BlockKind.HEADING:
        place = _Place(block.number or passage.text.flat.lstrip("■▪●◆▶•□ "))
        passage = replace(passage, section=place.section)
    return [*passages, passage], None, place


def _is_same_caption(opened: _Open, block: Block) -> bool:
    """Whether a caption set in two columns goes on."""
    last = opened.between[-1] if opened.between else None
    same = last is not None and last.kind is block.kind is BlockKind.CAPTION
    return same and last is not None and last.number == block.number and last.page == block.page


def _close(opened: _Open, place: _Place, habits: _Habits) -> Iterator[Passage]:
    if opened.blocks:
        yield _compose(opened.blocks, place, habits)
    for block in opened.between:
        yield _compose((block,), place, habits)


def _compose(blocks: Sequence[Block], place: _Place, habits: _Habits) -> Passage:
    first = blocks[0]
    text = join_lines([line.text for block in blocks for line in block.lines], habits.vocabulary)
    if first.kind in _CITING:
        text = lift_citations(text, habits.citations)
    section = "abstract" if first.kind is BlockKind.ABSTRACT else place.section
    return Passage(first.kind, text, first.page, first.box, section, first.number, first.level)


def _goes_on(opened: _Open, block: Block, habits: _Habits) -> bool:
    """Whether the block is the next part of the paragraph that is open."""
    last = opened.blocks[-1]
    text = last.lines[-1].text
    if abs(last.lines[0].size / block.lines[0].size - 1) > 0.06:
        return False
    apart = bool(opened.between) or block.page != last.page or block.box.top < last.box.bottom - 5
    apart |= block.box.x0 > last.box.x1
    first = block.lines[0].text.flat[:1]
    if first.islower() and not _ends(text.flat, text.scripts.tolist()):
        return True
    set_in = _is_set_in(block)
    if not apart or set_in:
        return False
    if not _ends(text.flat, text.scripts.tolist()):
        return True
    return habits.indented and _is_full(last)


def _ends(flat: str, scripts: Sequence[int]) -> bool:
    """Whether a sentence ends here, raised marks aside."""
    at = len(flat)
    while at and (scripts[at - 1] or flat[at - 1] in " ”’\"')]"):
        if flat[at - 1] == "]" and not flat[:at].rstrip("0123456789,–- ]").endswith("["):
            break
        at -= 1
    return flat[:at].endswith((".", "?", "!", ":"))


def _is_set_in(block: Block) -> bool:
    first, rest = block.lines[0], block.lines[1:]
    return bool(rest) and first.box.x0 - min(line.box.x0 for line in rest) > 0.6 * first.size


def _is_full(block: Block) -> bool:
    last = block.lines[-1]
    return last.box.x1 > max(line.box.x1 for line in block.lines) - 0.6 * last.size and len(block.lines) > 1
