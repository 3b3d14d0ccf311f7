"""Titles, headings, paragraphs and captions of papers of our own in sixteen layouts.

    python -m benchmarks.layouts [--show] [--keep FOLDER]

Typesets tests/typeset/layouts, reads each and compares it with what its source prints. Prints per layout and
per split what is right. `--show` prints what misses in `develop`; layouts of `evaluate` are counted and never
shown, so that rules stay written on `develop` alone. `--keep` leaves the PDFs in a folder.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from extractors.layout import lay_out
from extractors.model.document import Passage
from extractors.model.layout import BlockKind
from extractors.reading import open_reading
from extractors.text import compose_passages
from tests.typeset.layout import Heading, Printed, flatten, list_layouts, typeset_layout

TEXT = (BlockKind.PARAGRAPH, BlockKind.ABSTRACT)
ABSTRACT = re.compile(r"^abstract(?:: | \| | |—)", re.IGNORECASE)
OTHER = ("references", "abstract", "references and notes", "article info", "chapter 3")
BULLET = re.compile(r"^[•‣–◦▪]\s*")

Right = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Counts of right and of all by what is counted, and what misses in words."""

    right: Right
    misses: tuple[str, ...]


def compare_layout(printed: Printed, passages: Sequence[Passage]) -> Compared:
    """Every text that was printed against the passages that were read."""
    texts = [BULLET.sub("", p.text.flat) for p in passages if p.kind is BlockKind.PARAGRAPH]
    marked = [BULLET.sub("", p.text.marked) for p in passages if p.kind is BlockKind.PARAGRAPH]
    body = [flatten(text) for text in printed.paragraphs]
    places = [texts.index(text) for text in body if text in texts]
    misses = [f"paragraph: {_tell(text, texts)}" for text in body if text not in texts]
    misses += [f"paragraph that is none: {text[:110]}" for text in texts if not _is_part(text, body)]
    misses += [
        f"marks: {_tell(text, marked)}"
        for text, flat in zip(printed.paragraphs, body, strict=True)
        if flat in texts and text not in marked
    ]
    right: Right = {
        "paragraphs": (len(places), len(body)),
        "marked": (sum(text in marked for text in printed.paragraphs), len(body)),
        "in order": (sum(a < b for a, b in pairwise(places)), max(0, len(places) - 1)),
        "no others": (int(all(_is_part(text, body) for text in texts)), 1),
    }
    own = [p for p in passages if p.kind is BlockKind.HEADING]
    found = [heading for heading in printed.headings if _has_heading(heading, own)]
    misses += [f"heading: {h.number} {h.text}" for h in printed.headings if h not in found]
    right["headings"] = (len(found), len(printed.headings))
    wanted = Counter(h.text.rstrip(".:").lower() for h in printed.headings)
    extra = [p.text.flat for p in own if not _is_known(p.text.flat, wanted)]
    misses += [f"heading that is none: {text}" for text in extra]
    right["no other headings"] = (int(not extra), 1)
    for number, caption in enumerate(printed.captions, start=1):
        hit = any(p.kind is BlockKind.CAPTION and p.text.marked.endswith(caption) and
                  re.search(rf"\b(?:\d\.)?{number}\b", p.text.flat[:12]) for p in passages)  # fmt: skip
        right["captions"] = _add(right.get("captions", (0, 0)), (int(hit), 1))
        misses += [] if hit else [f"caption: {caption}"]
    right |= _compare_front(printed, passages, misses)
    strays = [text for text in (*printed.furniture, *printed.notes) for p in passages if p.kind in TEXT and
              text in p.text.flat]  # fmt: skip
    misses += [f"stray in text: {text}" for text in strays]
    right["no strays"] = (int(not strays), 1)
    return Compared(right, tuple(misses))


def _compare_front(printed: Printed, passages: Sequence[Passage], misses: list[str]) -> Right:
    right: Right = {}
    title = [p.text.flat for p in passages if p.kind is BlockKind.TITLE]
    authors = " ".join(p.text.flat for p in passages if p.kind is BlockKind.AUTHORS)
    abstract = [p.text.flat for p in passages if p.kind is BlockKind.ABSTRACT]
    checks = {
        "title": (printed.title in title, printed.title, title),
        "authors": (all(name in authors for name in printed.authors), printed.authors, authors),
        "abstract": (any(ABSTRACT.sub("", text) == flatten(printed.abstract) for text in abstract),
                     flatten(printed.abstract), abstract),
    }  # fmt: skip
    for name, (hit, wanted, got) in checks.items():
        if wanted:
            right[name] = (int(hit), 1)
            misses += [] if hit else [f"{name}: {str(wanted)[:200]!r} read as {str(got)[:400]!r}"]
    return right


def _has_heading(heading: Heading, found: Sequence[Passage]) -> bool:
    text = heading.text.rstrip(".:").lower()
    return any(
        p.text.flat.rstrip(".:").lower().endswith(text)
        and len(p.text.flat) < len(text) + 12
        and p.number == heading.number
        for p in found
    )


def _is_known(text: str, wanted: Counter[str]) -> bool:
    plain = text.rstrip(".:").lower()
    return any(plain.replace(" ", "").endswith(own.replace(" ", "")) for own in (*wanted, *OTHER))


def _is_part(text: str, body: Sequence[str]) -> bool:
    """Whether a paragraph that was read holds words of one that was printed (it may be cut or joined)."""
    return any(text[:40] in own or own[:40] in text for own in body)


def _tell(text: str, found: Sequence[str]) -> str:
    """Where the closest of the texts that were read first differs."""
    best = max(found, key=lambda other: SequenceMatcher(None, other[:200], text[:200]).ratio(), default="")
    matcher = SequenceMatcher(None, text, best, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            wanted, got = text[max(0, a0 - 20) : a1 + 20], best[max(0, b0 - 20) : b1 + 20]
            return f"{text[:30]!r}..: {wanted[:90]!r} read as {got[:90]!r}"
    return text


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def print_right(name: str, right: Right) -> None:
    print(f"{name:12}", "  ".join(f"{what} {hit}/{of}" for what, (hit, of) in right.items()))


def main() -> None:
    """Read the command line, typeset, read, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--show", action="store_true", help="print what misses in layouts of develop")
    parser.add_argument("--keep", type=Path, help="leave the PDFs in this folder")
    options = parser.parse_args()
    for split in ("develop", "evaluate"):
        whole: Right = {}
        for layout in list_layouts(split):
            data, printed = typeset_layout(layout)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{layout.name}.pdf").write_bytes(data)
            with open_reading(data, ocr=False) as reading:
                compared = compare_layout(printed, list(compose_passages(lay_out(reading.pages()))))
            for what, counts in compared.right.items():
                whole[what] = _add(whole.get(what, (0, 0)), counts)
            if split == "develop":
                print_right(layout.name, compared.right)
                for miss in compared.misses if options.show else ():
                    print("    ", miss)
        print_right(f"all {split}", whole)


if __name__ == "__main__":
    main()
