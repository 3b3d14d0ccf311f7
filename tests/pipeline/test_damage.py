"""PDFs damaged at random: each ends with a result or a reason, none ends a worker or needs a bug report."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

from extractors.settings import Settings
from pipeline.jobs import Job
from pipeline.reading import read_paper
from pipeline.store import FAILED

COUNT = 9


def overwrite_bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 5, 50, 500])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice([len(data), chance.randrange(1, 5000)]) :]


def swap_pieces(data: bytes, chance: random.Random) -> bytes:
    length = chance.randrange(10, 2000)
    first, second = sorted(chance.sample(range(0, len(data) - length, length), 2))
    piece, other = data[first : first + length], data[second : second + length]
    return data[:first] + other + data[first + length : second] + piece + data[second + length :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (overwrite_bytes, cut, swap_pieces)


def test_damaged_papers_end_with_a_result_or_a_reason(samples: Path, tmp_path: Path):
    chance = random.Random(11)  # noqa: S311
    whole = (samples / "halide-review" / "paper.pdf").read_bytes()
    outcomes = []
    for number in range(COUNT):
        data = DAMAGES[number % len(DAMAGES)](whole, chance)
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        outcomes.append(read_paper(Job(str(number), path, path.name, digest, tmp_path / "store", Settings())))
    assert [outcome.reason for outcome in outcomes if "ionlit failed" in outcome.reason] == []
    assert all(outcome.reason for outcome in outcomes if outcome.status == FAILED)
    assert {outcome.status for outcome in outcomes} > {FAILED}
