"""Which of many strings are alike by Jaro and Winkler, without comparing with each."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from waylight.engine.linkage.levels import Growing

CHAR_PLACES = {char: place for place, char in enumerate("abcdefghijklmnopqrstuvwxyz 01234")}
LONGEST = 255
# Winkler's bonus: a tenth of what Jaro leaves for each of the first characters in common, at most four.
BONUS, START = 0.1, 4
OUT_OF_REACH = 255


class Letters:
    """Finds the strings with a Jaro-Winkler likeness of at least `least`.

    Jaro counts the characters two strings share, so a bound on that number rules most strings out.
    """

    def __init__(self) -> None:
        self._present, self._length = Growing(np.uint64), Growing(np.uint8)
        self._start = Growing(np.uint32)

    def add(self, value: str) -> None:
        self._present.append(_letter_bits(value)[0])
        self._length.append(min(len(value), LONGEST))
        self._start.append(_start(value))

    def alike(self, value: str, among: list[str], least: float) -> NDArray[np.intp]:
        """Positions in `among`, which must hold what was added, in order."""
        if not value:
            return np.zeros(0, dtype=np.intp)
        near = self._near(value, least)
        if not len(near):
            return near
        likeness = process.cdist(
            [value], [among[i] for i in near.tolist()], scorer=JaroWinkler.similarity, dtype=np.float64
        )[0]
        return near[likeness >= least]

    def _near(self, value: str, least: float) -> NDArray[np.intp]:
        bits, uncounted = _letter_bits(value)
        shared = np.bitwise_count(self._present.view & np.uint64(bits))
        shared += np.uint8(min(uncounted, LONGEST // 2))
        needed = [_shared_needed(len(value), least, common) for common in range(START + 1)]
        # One number for all lengths first: it rules out nearly everything at the price of one comparison.
        near = np.flatnonzero(shared >= needed[START].min())
        near = near[shared[near] >= needed[START][self._length.view[near]]]
        differ = self._start.view[near] ^ np.uint32(_start(value))
        # How many first characters are in common: bytes from the top that do not differ.
        common = sum((differ < np.uint32(256**n)).astype(np.int8) for n in range(1, START)) + (differ == 0)
        return near[shared[near] >= np.stack(needed)[common, self._length.view[near]]]


@lru_cache(maxsize=4096)
def _shared_needed(length: int, least: float, common: int) -> NDArray[np.uint8]:
    """How many characters must be shared with a string of each length, so many first ones in common."""
    jaro = (least - BONUS * common) / (1 - BONUS * common)
    other = np.arange(LONGEST + 1)
    shared = np.ceil((3 * jaro - 1) / (1 / length + 1 / np.maximum(other, 1)) - 1e-9)
    possible = (shared <= np.minimum(length, other)) & (other > 0)
    # A string longer than we count may be of any length.
    possible[LONGEST], shared[LONGEST] = True, 1
    return np.where(possible, np.maximum(shared, 1), OUT_OF_REACH).astype(np.uint8)


def _start(value: str) -> int:
    return int.from_bytes(value[:START].encode("ascii", "replace").ljust(START, b"\0"), "big")


@lru_cache(maxsize=65536)
def _letter_bits(value: str) -> tuple[int, int]:
    """Two bits a letter (seen once, seen twice), and how many letters that leaves uncounted."""
    bits, uncounted = 0, 0
    for char in value:
        first = 1 << (2 * (CHAR_PLACES.get(char, ord(char)) % 32))
        if not bits & first:
            bits |= first
        elif not bits & (first << 1):
            bits |= first << 1
        else:
            uncounted += 1
    return bits, uncounted
