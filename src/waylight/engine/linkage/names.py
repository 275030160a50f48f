"""Names and handles: alike by letters, by consonants, by short form, or one part of the other.

All values are already folded (`folding.latin`): plain lower-case ASCII words.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from waylight.engine.linkage.folding import consonants, skeleton
from waylight.engine.linkage.levels import ELSE, Distinct, Growing, Level, LevelNumbers

FULL_ALIKE = 0.93
SINGLE_ALIKE = 0.90
HANDLE_ALIKE = 0.92
PART_OF_HANDLE = 4
ORD_A = 97
CHAR_PLACES = {char: place for place, char in enumerate("abcdefghijklmnopqrstuvwxyz 01234")}


class Names(Distinct):
    """What a person is called: a full name or a single one. `short_forms` maps Katie to katherine.

    A single one may have two words: with an initial, or beginning with a word of `by_names` (big).
    """

    def __init__(self, column: str, short_forms: dict[str, str], by_names: frozenset[str]) -> None:
        super().__init__(column)
        self._by_names = by_names
        self._root = short_forms
        c = column
        alike = f'jaro_winkler_similarity("{c}_l", "{c}_r")'
        self.levels = (
            Level("Same full name", f'"{c}_full_l" = "{c}_full_r"', f"{c}_full"),
            Level("Same single name or nickname", f'"{c}_l" = "{c}_r"', c),
            Level(
                "Same name spelt another way (its consonants, or its words turned round)",
                f'"{c}_bare_l" = "{c}_bare_r" OR "{c}_sorted_l" = "{c}_sorted_r"',
            ),
            Level(
                "Full names that look alike",
                f'"{c}_full_l" IS NOT NULL AND "{c}_full_r" IS NOT NULL AND {alike} >= {FULL_ALIKE}',
            ),
            Level("One name is part or short form of the other", self._part_sql()),
            Level(
                "Single names that look alike",
                f'"{c}_full_l" IS NULL AND "{c}_full_r" IS NULL AND {alike} >= {SINGLE_ALIKE}',
            ),
            Level("Different names", ELSE),
        )
        self.empty()

    def empty(self) -> None:
        super().empty()
        self._given, self._last, self._initial = Growing(np.int32), Growing(np.int32), Growing(np.int32)
        self._one_letter, self._full = Growing(np.bool_), Growing(np.bool_)
        self._bare, self._sorted = Growing(np.int32), Growing(np.int32)
        self._letters = Letters()
        self._words: dict[str, int] = {"": 0}

    def _part_sql(self) -> str:
        given, last = f'"{self.column}_given', f'"{self.column}_last'
        initials = f'substr({last}_l", 1, 1) = substr({last}_r", 1, 1)'
        return (
            f'({given}_l" = {given}_r" AND ({last}_l" IS NULL OR {last}_r" IS NULL OR ({initials} '
            f'AND (length({last}_l") = 1 OR length({last}_r") = 1)))) '
            f'OR ({last}_l" IS NULL AND {given}_l" = {last}_r") '
            f'OR ({last}_r" IS NULL AND {given}_r" = {last}_l")'
        )

    def cells(self, value: str) -> dict[str, Any]:
        c, words = self.column, value.split()
        many = len(words) > 1
        full = many and len(words[-1]) > 1 and words[0] not in self._by_names
        return {
            c: value or None,
            f"{c}_full": value if full else None,
            f"{c}_given": self._root.get(words[0], words[0]) if words else None,
            f"{c}_last": words[-1] if many else None,
            f"{c}_bare": consonants(value) or None,
            f"{c}_sorted": " ".join(sorted(words)) if many else None,
        }

    def _word(self, word: str | None) -> int:
        return self._words.setdefault(word or "", len(self._words))

    def remember(self, value: str) -> None:
        cells, c = self.cells(value), self.column
        last = cells[f"{c}_last"] or ""
        self._given.append(self._word(cells[f"{c}_given"]))
        self._last.append(self._word(last))
        self._initial.append(ord(last[0]) if last else 0)
        self._one_letter.append(len(last) == 1)
        self._bare.append(self._word(cells[f"{c}_bare"]))
        self._sorted.append(self._word(cells[f"{c}_sorted"]))
        self._full.append(cells[f"{c}_full"] is not None)
        self._letters.add(value)

    def level_numbers(self, value: str) -> LevelNumbers:
        cells, c = self.cells(value), self.column
        numbers = np.full(len(self.values), 7, dtype=np.int8)
        full = cells[f"{c}_full"] is not None
        alike = self._letters.alike(value, self.values, FULL_ALIKE if full else SINGLE_ALIKE)
        if not full:
            numbers[alike[~self._full.view[alike]]] = 6
        numbers[self._part_of(cells)] = 5
        if full:
            numbers[alike[self._full.view[alike]]] = 4
        for view, cell in ((self._bare.view, f"{c}_bare"), (self._sorted.view, f"{c}_sorted")):
            word = self._words.get(cells[cell] or "", -1)
            if word > 0:
                numbers[view == word] = 3
        if value in self.code_of:
            numbers[self.code_of[value]] = 1 if full else 2
        return numbers

    def _part_of(self, cells: dict[str, Any]) -> NDArray[np.bool_]:
        given = self._words.get(cells[f"{self.column}_given"], -1)
        last = cells[f"{self.column}_last"] or ""
        same_given, no_last = self._given.view == given, self._last.view == 0
        if not last:
            return (same_given | (self._last.view == given)) & (given >= 0)
        initial = (self._initial.view == ord(last[0])) & ((len(last) == 1) | self._one_letter.view)
        surname = self._words.get(last, -1)
        return (same_given & (no_last | initial)) | (no_last & (self._given.view == surname))

    example = "ann other"


class Handles(Distinct):
    """Account names: the same, the same but for punctuation, one part of the other, or alike."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        c, bare = column, f'"{column}_bare'
        shorter = f'least(length({bare}_l"), length({bare}_r")) >= {PART_OF_HANDLE}'
        ways = [
            f'starts_with({bare}_{a}", {bare}_{b}") OR ends_with({bare}_{a}", {bare}_{b}")'
            for a, b in ("lr", "rl")
        ]
        self.levels = (
            # An account name is given once in each app; two apps with one name for two people are rare.
            Level("Same account name", f'"{c}_l" = "{c}_r"', u=1e-7),
            Level("Same account name but for dots and dashes", f'{bare}_l" = {bare}_r"'),
            Level("One account name is part of the other", f"{shorter} AND ({' OR '.join(ways)})"),
            Level(
                "Account names that look alike",
                f'jaro_winkler_similarity({bare}_l", {bare}_r") >= {HANDLE_ALIKE}',
            ),
            Level("Different account names", ELSE),
        )
        self.empty()

    def empty(self) -> None:
        super().empty()
        self._bares: list[str] = []
        self._same: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._letters = Letters()

    def cells(self, value: str) -> dict[str, Any]:
        return {self.column: value or None, f"{self.column}_bare": skeleton(value) or None}

    def remember(self, value: str) -> None:
        bare, place = skeleton(value), len(self._bares)
        self._bares.append(bare)
        self._same.setdefault(bare, []).append(place)
        if len(bare) >= PART_OF_HANDLE:
            for end in {"^" + bare[:PART_OF_HANDLE], bare[-PART_OF_HANDLE:] + "$"}:
                self._ends.setdefault(end, []).append(place)
        self._letters.add(bare)

    def level_numbers(self, value: str) -> LevelNumbers:
        bare = skeleton(value)
        numbers = np.full(len(self.values), 5, dtype=np.int8)
        numbers[self._letters.alike(bare, self._bares, HANDLE_ALIKE)] = 4
        if len(bare) >= PART_OF_HANDLE:
            for end in ("^" + bare[:PART_OF_HANDLE], bare[-PART_OF_HANDLE:] + "$"):
                for place in self._ends.get(end, ()):
                    if is_part(bare, self._bares[place]):
                        numbers[place] = 3
        numbers[self._same.get(bare, [])] = 2
        if value in self.code_of:
            numbers[self.code_of[value]] = 1
        return numbers

    example = "someone"


def is_part(one: str, other: str) -> bool:
    """One begins or ends with the other."""
    return one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)


class Letters:
    """Finds the strings with a Jaro-Winkler likeness of at least `least`, without comparing with each.

    Jaro counts the characters two strings share, so a bound on that number rules most strings out.
    """

    def __init__(self) -> None:
        self._present, self._length = Growing(np.uint64), Growing(np.int16)

    def add(self, value: str) -> None:
        self._present.append(_letter_bits(value)[0])
        self._length.append(len(value))

    def alike(self, value: str, among: list[str], least: float) -> NDArray[np.intp]:
        """Positions in `among`, which must hold what was added, in order."""
        if not value:
            return np.zeros(0, dtype=np.intp)
        bits, uncounted = _letter_bits(value)
        shared = np.bitwise_count(self._present.view & np.uint64(bits)).astype(np.int16) + uncounted
        length = self._length.view
        shared = np.minimum(shared, np.minimum(length, len(value)))
        # Winkler's bonus for a common start is at most 0.4 of what Jaro leaves.
        jaro_needed = (least - 0.4) / 0.6
        bound = (shared / len(value) + shared / np.maximum(length, 1) + 1) / 3
        near = np.flatnonzero((bound >= jaro_needed - 1e-9) & (shared > 0))
        if not len(near):
            return near
        likeness = process.cdist(
            [value], [among[i] for i in near], scorer=JaroWinkler.similarity, dtype=np.float64
        )[0]
        return near[likeness >= least]


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
