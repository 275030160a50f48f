"""Names and handles: alike by letters, by consonants, by short form, or one part of the other.

All values are already folded (`folding.latin`): plain lower-case ASCII words.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from waylight.engine.linkage.folding import consonants, skeleton
from waylight.engine.linkage.letters import Letters
from waylight.engine.linkage.levels import ELSE, Distinct, Growing, Holders, Level, LevelNumbers

FULL_ALIKE = 0.93
SINGLE_ALIKE = 0.90
HANDLE_ALIKE = 0.92
PART_OF_HANDLE = 4
# Account names are found by the ends they share; by longer ends where the one asked for has them.
HANDLE_ENDS = (PART_OF_HANDLE, 7, 11)


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
        self._given, self._last, self._bare, self._sorted = Holders(), Holders(), Holders(), Holders()
        self._full, self._letters = Growing(np.bool_), Letters()
        self._last_of: list[str] = []

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

    def remember(self, value: str) -> None:
        cells, c, place = self.cells(value), self.column, len(self.values) - 1
        by_cell = ("given", self._given), ("last", self._last), ("bare", self._bare), ("sorted", self._sorted)
        for cell, holders in by_cell:
            holders.add(cells[f"{c}_{cell}"] or "", place)
        self._last_of.append(cells[f"{c}_last"] or "")
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
        numbers[self._bare.of(cells[f"{c}_bare"] or "")] = 3
        numbers[self._sorted.of(cells[f"{c}_sorted"] or "")] = 3
        if value in self.code_of:
            numbers[self.code_of[value]] = 1 if full else 2
        return numbers

    def _part_of(self, cells: dict[str, Any]) -> NDArray[np.int32]:
        given, last = cells[f"{self.column}_given"] or "", cells[f"{self.column}_last"] or ""
        same_given = self._given.of(given)
        if not last:
            return np.concatenate([same_given, self._last.of(given)])
        alike = [place for place in same_given.tolist() if _may_be_one(last, self._last_of[place])]
        alone = [place for place in self._given.of(last).tolist() if not self._last_of[place]]
        return np.array(alike + alone, dtype=np.int32)

    example = "ann other"


def _may_be_one(last: str, other: str) -> bool:
    """Two last words beside one given name: one is missing, or is the other's initial."""
    return not other or (last[0] == other[0] and 1 in (len(last), len(other)))


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
        self._same, self._ends = Holders(), Holders()
        self._letters = Letters()

    def cells(self, value: str) -> dict[str, Any]:
        return {self.column: value or None, f"{self.column}_bare": skeleton(value) or None}

    def remember(self, value: str) -> None:
        bare, place = skeleton(value), len(self._bares)
        self._bares.append(bare)
        self._same.add(bare, place)
        for length in HANDLE_ENDS:
            for end in _ends(bare, length):
                self._ends.add(end, place)
        self._letters.add(bare)

    def level_numbers(self, value: str) -> LevelNumbers:
        bare = skeleton(value)
        numbers = np.full(len(self.values), 5, dtype=np.int8)
        numbers[self._letters.alike(bare, self._bares, HANDLE_ALIKE)] = 4
        numbers[self._part_of(bare)] = 3
        numbers[self._same.of(bare)] = 2
        if value in self.code_of:
            numbers[self.code_of[value]] = 1
        return numbers

    def _part_of(self, bare: str) -> list[int]:
        """The stored names that begin or end with this one, or with one of which it begins or ends."""
        length = max((n for n in HANDLE_ENDS if n <= len(bare)), default=0)
        longer = [
            place
            for end in _ends(bare, length)
            for place in self._ends.of(end).tolist()
            if is_part(bare, self._bares[place])
        ]
        shorter = {part for n in range(PART_OF_HANDLE, len(bare)) for part in (bare[:n], bare[-n:])}
        return longer + [place for part in shorter for place in self._same.of(part).tolist()]

    example = "someone"


def _ends(bare: str, length: int) -> tuple[str, ...]:
    return ("^" + bare[:length], bare[-length:] + "$") if 0 < length <= len(bare) else ()


def is_part(one: str, other: str) -> bool:
    """One begins or ends with the other."""
    return one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)
