"""ChemDataExtractor as a second reader: what each reader finds alone, what agreement is worth, what it costs.

    python benchmarks/cde.py FILE... [--gold DIR]...

Prints for each gold folder precision and recall of the rules alone, ChemDataExtractor alone and both, the
share of right records by who found them (the figures for `agreed` in assemble/data/confidence.tsv),
and start-up, seconds per question, memory, and what the second reader adds to the time of each paper.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path

from extractors.entities import find_mentions
from extractors.entities.cde import SecondReader
from extractors.entities.cde.questions import ask_sentences, ask_tables
from extractors.extract import Settings, extract_document, read_document
from pipeline.scoring import score_dataset
from pipeline.serialise import record_to_dict

READERS = {"rules": ("rules",), "cde": ("cde",), "both": ("rules", "cde")}
ASKED = ("ionic_conductivity", "activation_energy", "migration_barrier", "electrochemical_window")


def read_all(files, second, folder):
    """Records of every paper by every choice of readers, and the seconds that each took."""
    for name, extractors in READERS.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as out:
            for file in files:
                start = time.perf_counter()
                settings = Settings(extractors=extractors)
                found = extract_document(
                    file.read_bytes(), file_name=file.name, settings=settings, second=second
                )
                print(
                    f"{name:6} {time.perf_counter() - start:6.2f} s  {len(found.records):4} records  {file}"
                )
                out.writelines(json.dumps(record_to_dict(record)) + "\n" for record in found.records)


def print_scores(folder, gold):
    print(f"\n{gold}: gold properties that ChemDataExtractor has models of")
    for name in READERS:
        result = score_dataset(folder / f"{name}.jsonl", gold)
        counts = [
            t.counts
            for t in result.tallies
            if (t.mode, t.scope) == ("formula", "property") and t.name in ASKED
        ]
        tp, fp, fn = (sum(getattr(c, field) for c in counts) for field in ("tp", "fp", "fn"))
        precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
        print(f"{name:6} right {tp:4} wrong {fp:3} missed {fn:3}  P {precision:.3f} R {recall:.3f}")


def print_reliability(folder, gold):
    records = {r["record_id"]: r for r in map(json.loads, (folder / "both.jsonl").open(encoding="utf-8"))}
    result = score_dataset(folder / "both.jsonl", gold)
    right = {v.record_id for v in result.verdicts if v.level in ("strict", "formula")}
    wrong = {v.record_id for v in result.spurious}
    shares = Counter()
    for key in (right | wrong) & set(records):
        record = records[key]
        if record["property"] in ASKED:
            medium = "table" if record["where"].startswith("table") else "text"
            shares["+".join(record["extractors"]), medium, key in right] += 1
    for found_by, medium in sorted({key[:2] for key in shares}):
        yes, no = shares[found_by, medium, True], shares[found_by, medium, False]
        print(f"found by {found_by:10} in {medium:5}: {yes:3} right of {yes + no:3} ({yes / (yes + no):.3f})")


def print_cost(file):
    """Start-up until the first answer, then seconds for what a paper asks, and the child's memory."""
    document = read_document(file.read_bytes())
    sentences = find_mentions(document.passages)
    text = list(ask_sentences(document.passages, sentences))
    tables = list(ask_tables(document.tables))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with SecondReader(Path(folder)) as second:
            at = text[0].at
            second.ask_text([document.passages[at]], [sentences[at]]).result()
            print(f"start-up until the first answer: {time.perf_counter() - start:.2f} s")
            start = time.perf_counter()
            second.ask_text(document.passages, sentences).result()
            print(f"{len(text)} candidate sentences: {time.perf_counter() - start:.2f} s")
            start = time.perf_counter()
            second.ask_tables(document.tables).result()
            print(f"{len(tables)} tables: {time.perf_counter() - start:.2f} s")
            status = Path(f"/proc/{second.pid}/status")
            if status.exists():
                print(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--gold", action="append", type=Path)
    given = parser.parse_args()
    print_cost(given.files[0])
    with tempfile.TemporaryDirectory() as home, SecondReader(Path(home) / "cde") as second:
        folder = Path(home)
        read_all(given.files, second, folder)
        for gold in given.gold or [Path("gold/documents"), Path("gold/samples")]:
            print_scores(folder, gold)
            print_reliability(folder, gold)


if __name__ == "__main__":
    main()
