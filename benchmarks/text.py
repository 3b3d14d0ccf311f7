"""Reading order, paragraphs, scripts and citations of the typeset review against its truth.

    python -m benchmarks.text PDF TRUTH [--differences N]

Prints shares of paragraphs that are exact (flat, and with scripts and citations marked), their order,
captions and headings found, citation marks right by number and place, furniture inside paragraphs, and the
time per page.
"""

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractors.layout import lay_out
from extractors.model.document import Passage
from extractors.model.glyphs import PageGlyphs
from extractors.model.layout import BlockKind
from extractors.text import compose_passages

Truth = dict[str, Any]


def compare_text(pages: Sequence[PageGlyphs], truth: Truth, differences: int) -> dict[str, float]:
    """Figures by name; prints the first differences."""
    start = time.perf_counter()
    passages = list(compose_passages(lay_out(iter(pages))))
    took_ms = (time.perf_counter() - start) * 1000 / len(pages)
    paragraphs = [block for block in truth["blocks"] if block["type"] == "para"]
    found = [p for p in passages if p.kind is BlockKind.PARAGRAPH]
    pairs = [(block, _closest(block["text"], found)) for block in paragraphs]
    _print_differences(pairs, differences)
    order = [found.index(passage) for _, passage in pairs if passage is not None]
    return {
        "paragraphs exact, flat": _share(p is not None and p.text.flat == b["text"] for b, p in pairs),
        "paragraphs exact, marked": _share(p is not None and p.text.marked == b["marked"] for b, p in pairs),
        "paragraphs in order": _share(a < b for a, b in pairwise(order)),
        "furniture in paragraphs": _count_furniture(found, truth),
        "headings of 20": _count_headings(passages, truth),
        "captions of 13, flat": _count_captions(passages, truth, marked=False),
        "captions of 13, marked": _count_captions(passages, truth, marked=True),
        "sections right": _share(
            p is not None and p.section == (b["section"] or p.section) for b, p in pairs
        ),
        **_score_citations(pairs, passages, truth),
        "ms per page, layout and text": round(took_ms, 2),
    }


def _closest(text: str, found: Sequence[Passage]) -> Passage | None:
    """The passage that begins (or ends) as the paragraph does."""
    for passage in found:
        if passage.text.flat == text:
            return passage
    for passage in found:
        if passage.text.flat[:40] == text[:40]:
            return passage
    scored = [(SequenceMatcher(None, p.text.flat[:300], text[:300]).ratio(), i) for i, p in enumerate(found)]
    score, at = max(scored, default=(0.0, -1))
    return found[at] if score > 0.6 else None


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0


def _print_differences(pairs: Sequence[tuple[Truth, Passage | None]], most: int) -> None:
    for block, passage in pairs:
        if most <= 0:
            return
        got = "" if passage is None else passage.text.marked
        if got == block["marked"]:
            continue
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, block["marked"], got, autojunk=False).get_opcodes():
            if tag != "equal" and most > 0:
                most -= 1
                print(f"  {block['id']} {tag}: {block['marked'][max(0, a0 - 15) : a1 + 10]!r} read as "
                      f"{got[max(0, b0 - 15) : b1 + 10][:200]!r}")  # fmt: skip


def _count_furniture(found: Sequence[Passage], truth: Truth) -> float:
    marks = [
        text for text in truth["variants"]["review.pdf"]["furniture"] if len(text) > 15 and "<" not in text
    ]
    return float(sum(mark in passage.text.flat for passage in found for mark in marks))


def _count_headings(passages: Sequence[Passage], truth: Truth) -> float:
    headings = [p for p in passages if p.kind is BlockKind.HEADING]
    wanted = [block for block in truth["blocks"] if block["type"] == "heading"]
    return float(
        sum(
            any(p.text.flat.endswith(w["text"]) and p.number == (w["num"] or "") for p in headings)
            for w in wanted
        )
    )


def _count_captions(passages: Sequence[Passage], truth: Truth, *, marked: bool) -> float:
    right = 0
    for kind, name in (("figures", "Fig"), ("tables", "Table")):
        for entry in truth[kind]:
            for passage in passages:
                own = passage.kind is BlockKind.CAPTION and passage.number == str(entry["num"])
                if own and passage.text.flat.startswith(name):
                    text = passage.text.marked if marked else passage.text.flat
                    right += text.endswith(entry["caption"]["marked" if marked else "text"])
                    break
    return float(right)


def _score_citations(
    pairs: Sequence[tuple[Truth, Passage | None]], passages: Sequence[Passage], truth: Truth
) -> dict[str, float]:
    """Marks whose numbers and place (the characters before it) are right, in text and captions."""
    wanted, got = [], []
    for block, _ in pairs:
        wanted += [_place(block["text"], c["pos"], map(str, c["refs"])) for c in block["cites"]]
    for entry in (*truth["figures"], *truth["tables"]):
        caption = entry["caption"]
        wanted += [_place(caption["text"], c["pos"], map(str, c["refs"])) for c in caption["cites"]]
    for passage in passages:
        if passage.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION):
            got += [_place(passage.text.flat, m.position, m.keys) for m in passage.text.citations]
    left = list(got)
    for mark in wanted:
        if mark in left:
            left.remove(mark)
    hits = len(got) - len(left)
    return {"citation marks found": hits / len(wanted), "citation marks right": hits / max(1, len(got))}


def _place(text: str, position: int, keys: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    return text[max(0, position - 20) : position], tuple(keys)


def main() -> None:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pdf", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--differences", type=int, default=20)
    options = parser.parse_args()
    from extractors.reading import open_reading

    reading = open_reading(options.pdf.read_bytes(), file_name=options.pdf.name)
    truth = json.loads(options.truth.read_text("utf-8"))
    for name, value in compare_text(list(reading.pages()), truth, options.differences).items():
        print(f"{name:32} {value:g}")


if __name__ == "__main__":
    main()
