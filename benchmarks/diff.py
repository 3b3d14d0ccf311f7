"""Time and memory of `ionlit diff` on two large datasets of made-up records.

    python benchmarks/diff.py [--records 200000]

Of the second dataset, 2 % of the records are gone, 4 % have another temperature, 4 % another value, 2 %
another material, 2 % another reference, 1.5 % are new; its lines are shuffled, every record_id is another.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MEASURED = """
import resource, sys
from pipeline.cli.app import run_command
run_command(sys.argv[1:])
print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
"""


def make_record(chance: random.Random, number: int) -> Json:
    """A record as the contract prints it, eighty to a document."""
    value, lithium, yttrium = chance.randint(100, 999) / 100, chance.randint(1, 300), chance.randint(1, 100)
    formula = f"Li{lithium / 100:g}Y{yttrium / 100:g}Cl6"
    return {
        "schema_version": "1", "record_id": f"{number:016x}", "document_id": f"{number // 80:016x}",
        "doi": f"10.1000/{number // 80}", "property": "ionic_conductivity", "material": formula,
        "composition": formula, "elements": {"Li": lithium / 100, "Y": yttrium / 100, "Cl": 6.0},
        "variables": {}, "qualifier": "=", "value_low": value, "value_high": value, "unit": "mS cm-1",
        "value_text": f"{value} mS cm−1", "norm_low": value / 1000, "norm_high": value / 1000,
        "norm_unit": "S/cm", "temperature_k": 298.15, "temperature_text": "25 °C", "kind": None,
        "origin": "measured", "condition": "", "this_work": False, "refs": [chance.randint(1, 100)],
        "page": chance.randint(1, 20), "bbox": [1.5, 2.5, 3.5, 4.5], "section": "3.1", "where": "text",
        "quote": "x" * 250, "extractors": ["rules"], "class": False, "confidence": 0.9, "findings": [],
        "details": {}, "other_places": [],
    }  # fmt: skip


def change_records(chance: random.Random, records: list[Json]) -> Iterator[Json]:
    """The records as another version of a rule might give them."""
    for record in records:
        lot = chance.random()
        if lot < 0.02:
            continue
        if lot < 0.06:
            yield record | {"temperature_k": 300.15, "temperature_text": "27 °C"}
        elif lot < 0.10:
            yield record | {
                name: record[name] + 1 for name in ("value_low", "value_high", "norm_low", "norm_high")
            }
        elif lot < 0.12:
            yield record | {name: f"Na9{record[name]}" for name in ("material", "composition")}
        else:
            yield record | ({"refs": [7, 8]} if lot < 0.14 else {})


def write_side(path: Path, records: list[Json]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def write_sides(count: int, folder: Path) -> None:
    """Write old.jsonl and new.jsonl."""
    chance = random.Random(1)  # noqa: S311 (made-up records)
    old = [make_record(chance, number) for number in range(count)]
    new = [*change_records(chance, old), *(make_record(chance, number) for number in range(count * 3 // 200))]
    chance.shuffle(new)
    write_side(folder / "old.jsonl", old)
    write_side(folder / "new.jsonl", [record | {"record_id": f"n{i}"} for i, record in enumerate(new)])


def main() -> None:
    """Make both sides, run the command on them, print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--into", type=Path, help="only write both sides there")
    asked = parser.parse_args()
    if asked.into:
        write_sides(asked.records, asked.into)
        return
    with tempfile.TemporaryDirectory() as folder:
        # in a process of its own: Linux counts the memory of a parent to the child that it starts
        again = [sys.executable, __file__, "--records", str(asked.records), "--into", folder]
        subprocess.run(again, check=True)  # noqa: S603
        before, began = cpu_of_children(), time.monotonic()
        command = [sys.executable, "-c", MEASURED, "diff", "--rows", "1"]
        subprocess.run([*command, f"{folder}/old.jsonl", f"{folder}/new.jsonl"], check=True)  # noqa: S603
        seconds, cpu = time.monotonic() - began, cpu_of_children() - before
    print(f"{asked.records} records a side: {seconds:.1f} s ({cpu:.1f} s of CPU)")


def cpu_of_children() -> float:
    """Seconds of CPU that ended child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
