"""PDFs damaged at random, the same for the same seed."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

OBJECT = re.compile(rb"\d+ \d+ obj\b.*?\bendobj", re.DOTALL)


def overwrite_bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 5, 50, 500])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is gone, or a piece from the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice([len(data), chance.randrange(1, 5000)]) :]


def swap_pieces(data: bytes, chance: random.Random) -> bytes:
    length = chance.randrange(10, 2000)
    first, second = sorted(chance.sample(range(0, len(data) - length, length), 2))
    return _swap(data, (first, first + length), (second, second + length))


def swap_objects(data: bytes, chance: random.Random) -> bytes:
    """Objects change places, or numbers: then fonts stand where pages are wanted."""
    spans = [match.span() for match in OBJECT.finditer(data)]
    if len(spans) < 2:
        return swap_pieces(data, chance)
    for _ in range(chance.choice([1, 3, 20])):
        first, second = sorted(chance.sample(spans, 2))
        if chance.random() < 0.5:  # what stands behind the numbers only
            first, second = ((data.index(b"obj", start), stop) for start, stop in (first, second))
        if first[1] <= second[0]:
            data = _swap(data, first, second)
            spans = [match.span() for match in OBJECT.finditer(data)]
    return data


def _swap(data: bytes, first: tuple[int, int], second: tuple[int, int]) -> bytes:
    between = data[first[1] : second[0]]
    return data[: first[0]] + data[slice(*second)] + between + data[slice(*first)] + data[second[1] :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    overwrite_bytes,
    cut,
    swap_pieces,
    swap_objects,
)


def damage_papers(papers: Sequence[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """What was done, and the damaged file, `count` times; each paper meets each damage in turn."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        damage = DAMAGES[number % len(DAMAGES)]
        yield damage.__name__, damage(papers[number // len(DAMAGES) % len(papers)], chance)
