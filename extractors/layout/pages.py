"""Pages of glyphs to pages of blocks in reading order."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout.columns import (
    EDGE_PT,
    Column,
    Piece,
    find_page_gutters,
    lines_to_pieces,
    order_columns,
)
from extractors.layout.figures import find_figures
from extractors.layout.floats import match_float
from extractors.layout.frames import DIRECTIONS
from extractors.layout.front import find_title_size
from extractors.layout.furniture import REACH, Trace, find_furniture, find_traces
from extractors.layout.groups import SMALLER, Group, Progress, Verdict
from extractors.layout.habits import Habits, Tally, learn_habits, tally_lines
from extractors.layout.kinds import find_reference_run, judge
from extractors.layout.paragraphs import group_lines, merge_segments
from extractors.layout.plots import find_plots
from extractors.layout.run_in import split_run_in
from extractors.layout.table_regions import find_table_regions
from extractors.layout.words import find_segments
from extractors.model.geometry import Box, Frame, union_box
from extractors.model.glyphs import BOLD, PageGlyphs
from extractors.model.layout import Block, BlockKind, Line, PageLayout, TableRegion

# pages whose type sizes are remembered; habits follow a document that changes
MEMORY = 12
# the lines of a title stand no further apart, in em
TITLE_STEP = 3.0


@dataclass(frozen=True, eq=False, slots=True)
class _Sheet:
    """A page with its segments of all directions, and what its edges hold."""

    page: PageGlyphs
    segments: tuple[Line, ...]
    main: int
    traces: tuple[Trace, ...]
    tally: Tally


def lay_out(pages: Iterable[PageGlyphs]) -> Iterator[PageLayout]:
    """Blocks in reading order for each page, furniture last.

    Looks a few pages ahead and back for what repeats; memory does not grow with the number of pages.
    """
    behind: deque[_Sheet] = deque(maxlen=MEMORY)
    ahead: deque[_Sheet] = deque()
    progress = Progress()
    source = map(_read_sheet, pages)
    for sheet in source:
        ahead.append(sheet)
        if len(ahead) > REACH:
            layout, progress = _lay_out_next(behind, ahead, progress)
            yield layout
    while ahead:
        layout, progress = _lay_out_next(behind, ahead, progress)
        yield layout


def _read_sheet(page: PageGlyphs) -> _Sheet:
    by_angle = {angle: find_segments(page, angle) for angle in DIRECTIONS}
    segments = tuple(line for lines in by_angle.values() for line in lines)
    letters = {angle: sum(len(line.text) for line in lines) for angle, lines in by_angle.items()}
    main = max(DIRECTIONS, key=lambda angle: letters[angle])
    traces = find_traces(segments, (page.width, page.height), page.number)
    return _Sheet(page, segments, main, traces, tally_lines(by_angle[main]))


def _lay_out_next(
    behind: deque[_Sheet], ahead: deque[_Sheet], progress: Progress
) -> tuple[PageLayout, Progress]:
    sheet = ahead.popleft()
    near = [*list(behind)[-REACH:], *ahead]
    habits = learn_habits(other.tally for other in [*behind, sheet, *ahead])
    others = [trace for other in near for trace in other.traces]
    behind.append(sheet)
    return _lay_out_sheet(sheet, others, habits, progress)


def _lay_out_sheet(
    sheet: _Sheet, others: Sequence[Trace], habits: Habits, progress: Progress
) -> tuple[PageLayout, Progress]:
    page = sheet.page
    size = (page.width, page.height)
    furniture = find_furniture(
        sheet.segments, size=size, main=sheet.main, others=others, type_size=habits.type_size
    )
    text = [line for i, line in enumerate(sheet.segments) if i not in furniture]
    if page.number == 1:
        size_found = find_title_size([line for line in text if line.angle == sheet.main], habits, page.height)
        progress = Progress(size_found, titled=not size_found, body_begun=not size_found)
    tables = find_table_regions(page, text)
    claimed = {id(line) for table in tables for line in _lines_of(table)}
    blocks: list[Block] = []
    rest = [line for line in text if id(line) not in claimed]
    angles = [sheet.main, *(angle for angle in DIRECTIONS if angle != sheet.main)]
    for angle in angles:
        own = [line for line in rest if line.angle == angle]
        regions = [table for table in tables if table.angle == angle]
        if angle == sheet.main or _is_text(own) or regions:
            found, progress = _read_frame(page, angle, own, regions, habits, progress)
            blocks += found
        else:
            blocks += _loose_blocks(own, BlockKind.FIGURE_TEXT, page)
    stamps = [sheet.segments[i] for i in sorted(furniture)]
    blocks.sort(key=lambda block: block.kind is BlockKind.FURNITURE)
    blocks += _loose_blocks(stamps, BlockKind.FURNITURE, page)
    layout = PageLayout(page.number, *size, tuple(blocks), tables, page.links, page.findings)
    return layout, progress


def _is_text(lines: Sequence[Line]) -> bool:
    return sum(len(line.text.flat) > 25 for line in lines) > 3


def _lines_of(table: TableRegion) -> tuple[Line, ...]:
    return table.lines + table.caption + table.notes


def _read_frame(
    page: PageGlyphs,
    angle: int,
    lines: Sequence[Line],
    tables: Sequence[TableRegion],
    habits: Habits,
    progress: Progress,
) -> tuple[list[Block], Progress]:
    """The blocks of all text that runs in one direction."""
    frame = Frame(angle, page.width, page.height)
    images = [frame.to_upright(image) for image in page.images]
    plots = find_plots((frame.to_upright(rule.box) for rule in page.rules), map(frame.to_upright, page.fills))
    figures = find_figures(lines, images, plots, habits, (page.width, page.height))
    flow = [line for i, line in enumerate(lines) if i not in figures.text]
    pieces = lines_to_pieces(flow)
    pieces += [Piece(box, ()) for box in figures.boxes]
    pieces += [Piece(union_box(line.box for line in _lines_of(table)), table) for table in tables]
    height = page.width if angle in (90, 270) else page.height
    blocks: list[Block] = []
    known = (*progress.gutters, *find_caption_gutters(pieces))
    columns = list(order_columns(pieces, known))
    if angle == 0:
        progress = replace(progress, gutters=find_page_gutters(columns) or progress.gutters)
    parts = [part for column in columns for part in _read_column(column, habits, height)]
    opening = find_reference_run([part for part in parts if isinstance(part, Group)])
    for part in parts:
        if isinstance(part, TableRegion):
            blocks += _table_blocks(part, frame)
            continue
        verdict, progress = judge(replace(part, opens_list=part is opening), habits, progress)
        blocks += _part_run_in(part.lines, verdict, frame)
    blocks = _join_captions(_join_equations(_join_titles(blocks, frame)))
    labels = merge_segments([lines[i] for i in sorted(figures.text)])
    return _place_labels(blocks, labels, page), progress


def find_caption_gutters(pieces: Sequence[Piece]) -> tuple[float, ...]:
    """Where captions begin that stand at one height with others: figures side by side."""
    labelled = [
        piece.body[0]
        for piece in pieces
        if not isinstance(piece.body, TableRegion)
        and piece.body
        and (label := match_float(piece.body[0].text.flat)) is not None
        and (label.closed or (piece.body[0].text.styles[:3] & BOLD).all())
    ]
    return tuple(
        line.box.x0 - EDGE_PT
        for line in labelled
        if any(abs(line.baseline - o.baseline) < 2 and o.box.x1 < line.box.x0 for o in labelled)
    )


def _read_column(column: Column, habits: Habits, height: float) -> Iterator[Group | TableRegion]:
    """Groups and tables of a column from top to bottom."""
    parts: list[tuple[Line, ...] | TableRegion] = []
    waiting: list[Line] = []
    for piece in column.pieces:
        if isinstance(piece.body, TableRegion):
            parts += group_lines(merge_segments(waiting), habits)
            waiting = []
            parts.append(piece.body)
        else:
            waiting += piece.body
    parts += group_lines(merge_segments(waiting), habits)
    for at, part in enumerate(parts):
        if isinstance(part, TableRegion):
            yield part
        else:
            below = [line for later in parts[at:] if not isinstance(later, TableRegion) for line in later]
            small = all(line.size < SMALLER * habits.type_size for line in below)
            before, after = parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None
            above, beneath = _steps(before, part, habits), _steps(part, after, habits)
            leads = 0 < beneath < 3 and isinstance(after, tuple) and len(after) > 2
            yield Group(part, column.box, height, small, above, beneath, leads)


def _steps(
    upper: tuple[Line, ...] | TableRegion | None, lower: tuple[Line, ...] | TableRegion | None, habits: Habits
) -> float:
    """From the last baseline of a group to the first of the next, in steps of the running text."""
    if not isinstance(upper, tuple) or not isinstance(lower, tuple):
        return 0.0
    return (lower[0].baseline - upper[-1].baseline) / habits.leading


def _table_blocks(table: TableRegion, frame: Frame) -> list[Block]:
    parts = [
        (BlockKind.CAPTION, merge_segments(table.caption)),
        (BlockKind.TABLE, table.lines),
        (BlockKind.TABLE_NOTE, merge_segments(table.notes)),
    ]
    return [_block(lines, Verdict(kind, table.number), frame) for kind, lines in parts if lines]


def _part_run_in(lines: Sequence[Line], verdict: Verdict, frame: Frame) -> list[Block]:
    """The block, or the heading and the paragraph that it is run into."""
    found = split_run_in(lines) if verdict.kind is BlockKind.PARAGRAPH else None
    if found is None:
        return [_block(lines, verdict, frame)]
    heading, rest, number = found
    level = number.count(".") + 1 if number else 3
    return [_block([heading], Verdict(BlockKind.HEADING, number, level), frame), _block(rest, verdict, frame)]


def _block(lines: Sequence[Line], verdict: Verdict, frame: Frame) -> Block:
    box = frame.to_page(union_box(line.box for line in lines))
    return Block(verdict.kind, lines[0].page, box, tuple(lines), frame.angle, verdict.number, verdict.level)


def _join_titles(blocks: list[Block], frame: Frame) -> list[Block]:
    """A title whose lines stand far apart is one block."""
    titles = [block for block in blocks if block.kind is BlockKind.TITLE]
    if len(titles) < 2:
        return blocks
    parts: list[list[Block]] = [titles[:1]]
    for last, block in pairwise(titles):
        first = block.lines[0]
        if first.baseline - last.lines[-1].baseline < TITLE_STEP * first.size:
            parts[-1].append(block)
        else:
            parts.append([block])
    own = max(parts, key=lambda part: sum(len(line.words) for block in part for line in block.lines))
    whole = _block([line for block in own for line in block.lines], Verdict(BlockKind.TITLE), frame)
    joined = [whole if block is own[0] else block for block in blocks if block not in own[1:]]
    # the name of a journal may be set as large as titles are
    return [
        replace(block, kind=BlockKind.FURNITURE)
        if block is not whole and block.kind is BlockKind.TITLE
        else block
        for block in joined
    ]


def _join_equations(blocks: list[Block]) -> list[Block]:
    """Loose pieces that touch an equation (numerators, limits of sums) are part of it."""
    equations = [block.box for block in blocks if block.kind is BlockKind.EQUATION]
    joined: list[Block] = []
    for block in blocks:
        reach = {BlockKind.FIGURE_TEXT: 6.0, BlockKind.PARAGRAPH: 0.0, BlockKind.HEADING: 0.0}.get(
            block.kind, -1
        )
        short = len(block.lines) < 3 and len(block.lines[0].text.flat) < 40 and not block.number
        touches = reach >= 0 and short and any(box.grow(reach).overlaps(block.box) for box in equations)
        joined.append(replace(block, kind=BlockKind.EQUATION, level=0) if touches else block)
    return _merge_equations(joined)


def _merge_equations(blocks: list[Block]) -> list[Block]:
    """Parts of one equation that follow one another and stand at one height are one block."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else block
        both = merged and last.kind is block.kind is BlockKind.EQUATION
        if both and block.box.top < last.box.bottom and last.box.top < block.box.bottom:
            lines = (*last.lines, *block.lines)
            merged[-1] = replace(last, lines=lines, box=union_box((last.box, block.box)))
        else:
            merged.append(block)
    return merged


def _join_captions(blocks: list[Block]) -> list[Block]:
    """A caption set in two columns: what begins at its height in its type goes on with it."""
    ordered = list(blocks)
    for caption in blocks:
        if caption.kind is not BlockKind.CAPTION:
            continue
        for other in blocks:
            if other.kind in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE) and _goes_on_beside(caption, other):
                ordered.remove(other)
                part = replace(other, kind=BlockKind.CAPTION, number=caption.number)
                ordered.insert(ordered.index(caption) + 1, part)
                break
    return ordered


def _goes_on_beside(caption: Block, other: Block) -> bool:
    first, second = caption.lines[0], other.lines[0]
    level = abs(first.baseline - second.baseline) < 2 and second.box.x0 > first.box.x1
    return level and abs(first.size / second.size - 1) < 0.03 and not second.text.flat[:1].isupper()


def _loose_blocks(lines: Sequence[Line], kind: BlockKind, page: PageGlyphs) -> list[Block]:
    return [_block([line], Verdict(kind), Frame(line.angle, page.width, page.height)) for line in lines]


def _place_labels(blocks: list[Block], labels: Sequence[Line], page: PageGlyphs) -> list[Block]:
    """Each figure's labels as one block before the nearest caption below them, or at the end."""
    captions = [
        i for i, block in enumerate(blocks) if block.kind is BlockKind.CAPTION and not _is_second(blocks, i)
    ]
    owned: dict[int, list[Line]] = {}
    for label in labels:
        box = Frame(label.angle, page.width, page.height).to_page(label.box)
        home = min(captions, key=lambda i: _away(blocks[i].box, box), default=len(blocks))
        owned.setdefault(home, []).append(label)
    placed: list[Block] = []
    for i in range(len(blocks) + 1):
        if i in owned:
            frame = Frame(owned[i][0].angle, page.width, page.height)
            placed.append(_block(owned[i], Verdict(BlockKind.FIGURE_TEXT), frame))
        if i < len(blocks):
            placed.append(blocks[i])
    return placed


def _is_second(blocks: Sequence[Block], at: int) -> bool:
    """Whether a caption is the other half of the one before it."""
    return at > 0 and blocks[at - 1].kind is BlockKind.CAPTION and blocks[at - 1].number == blocks[at].number


def _away(caption: Box, label: Box) -> float:
    """How far a label stands from a caption; captions stand below their figures."""
    aside = max(caption.x0 - label.x_mid, label.x_mid - caption.x1, 0.0)
    above = caption.top - label.bottom
    return aside + (above if above >= -3 else 500 - above)
