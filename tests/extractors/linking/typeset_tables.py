"""The bank of tables on pages: each case typeset, read and linked from its PDF."""

import re
import tomllib
from dataclasses import replace

from extractors.extract import read_document
from extractors.normalise.composition import read_composition
from tests.extractors.linking.tables import BANK, Case, read_bank, read_table
from tests.typeset.bank import typeset
from tests.typeset.spec import Entry, Part, Spec

STYLES = (("three", "column"), ("three", "full"), ("bare", "full"), ("boxed", "full"), ("rows", "column"))
NOTE = re.compile(r"\{([^}]+)\}$")
RAISED = (
    (re.compile(r"(?<!\d)10([−-]\d{1,2})(?![\d.])"), r"10^{\1}"),
    (re.compile(r"(?<=[×·] )10(\d)(?![\d.])|(?<=[×·(])10(\d)(?![\d.])|^10(\d)(?= σ)"), r"10^{\1\2\3}"),
    (re.compile(r"\b(cm|[smgKΩ]|mol)(−1|2(?= s))"), r"\1^{\2}"),
    (re.compile(r"\[\[(\d+)\]\]"), r"^{\1}"),
)
LOWERED = re.compile(r"(?<![A-Za-z])(σ|E|t)(total|bulk|ionic|ion|gb|RT|el|a|b|t|e|0|1|2)(?![a-z])")
AMOUNT = re.compile(r"((?<=[a-z)])|(?<=[A-Z]))((?:\d|\.(?=\d)|[xyδ](?![a-z])|[+−-](?=[\dxyδ]))+)")


def to_spec(case: Case, at: int) -> Spec:
    """The case as a page: style and place go round with its number."""
    item = next(i for i in tomllib.loads(BANK.read_text(encoding="utf-8"))["table"] if i["name"] == case.name)
    heads = tuple(tuple(_to_entries(line)) for line in item["head"])
    rows = tuple(line[2:] if line.startswith("# ") else tuple(_to_entries(line)) for line in item["rows"])
    notes = tuple(
        (m.strip("-"), mark_up(words)) for m, _, words in (n.partition(" ") for n in item.get("notes", ()))
    )
    part = Part(mark_up(item["caption"]), heads, rows, "l" * len(heads[0]), notes)
    style, place = STYLES[at % len(STYLES)]
    return Spec(case.name, (part,), style=style, place=place, seed=at)


def _to_entries(line: str) -> list[Entry | None]:
    entries: list[Entry | None] = []
    for printed in (cell.strip() for cell in line.split("|")):
        last = next((i for i in range(len(entries) - 1, -1, -1) if entries[i] is not None), 0)
        if printed == "«":
            first = entries[last]
            assert first is not None
            entries[last] = replace(first, across=first.across + 1)
            entries.append(None)
            continue
        mark = NOTE.search(printed)
        words = printed[: mark.start()] if mark else printed
        entries.append(Entry(mark_up(words), mark=mark[1] if mark else ""))
    return entries


def mark_up(flat: str) -> str:
    """Flat text with its scripts marked: powers and units raised, amounts of formulas lowered."""
    words = [_mark_formula(word) for word in flat.split(" ")]
    marked = LOWERED.sub(r"\1_{\2}", " ".join(words))
    for pattern, form in RAISED:
        marked = pattern.sub(form, marked)
    return marked


def _mark_formula(word: str) -> str:
    core = re.sub(r"\[\[\d+\]\]|[,;.]$", "", word)
    if not re.search(r"[A-Z]", core) or not re.search(r"\d|x", core) or not read_composition(core):
        return word
    return word.replace(core, AMOUNT.sub(r"_{\2}", core))


def read_pages(split: str) -> list[tuple[Case, tuple[str, ...]]]:
    """Each case of a split with the records that come out of its page."""
    return [(case, _read_page(case, at)) for at, case in enumerate(read_bank()) if case.split == split]


def _read_page(case: Case, at: int) -> tuple[str, ...]:
    tables = read_document(typeset(to_spec(case, at)), file_name=f"{case.name}.pdf").tables
    return read_table(replace(case, table=tables[0]))[0] if tables else ()
