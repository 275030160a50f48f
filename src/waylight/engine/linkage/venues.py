"""Places and titles: where something was seen, and the names of venues and firms."""

from typing import Any

import numpy as np

from waylight.engine.linkage.folding import consonants
from waylight.engine.linkage.letters import Letters
from waylight.engine.linkage.levels import ELSE, Distinct, Holders, Level, LevelNumbers

TITLES_ALIKE = 0.93
PARTED = "|"


class Places(Distinct):
    """Where it was seen: "name|district", folded; either part may be empty."""

    example = "mill|harbour"

    def __init__(self, column: str) -> None:
        super().__init__(column)
        name, district = f'"{column}_name', f'"{column}_district'
        self.levels = (
            Level("Seen at the same place", f'{name}_l" = {name}_r"', f"{column}_name"),
            Level("Seen in the same district", f'{district}_l" = {district}_r"'),
            Level("Seen elsewhere", ELSE),
        )
        self.empty()

    def empty(self) -> None:
        super().empty()
        self._names, self._districts = Holders(), Holders()

    def remember(self, value: str) -> None:
        name, _, district = value.partition(PARTED)
        for held, word in ((self._names, name), (self._districts, district)):
            held.add(word, len(self.values) - 1)

    def level_numbers(self, value: str) -> LevelNumbers:
        name, _, district = value.partition(PARTED)
        numbers = np.full(len(self.values), 3, dtype=np.int8)
        for level, held, word in ((2, self._districts, district), (1, self._names, name)):
            numbers[held.of(word)] = level
        return numbers

    def cells(self, value: str) -> dict[str, Any]:
        name, _, district = value.partition(PARTED)
        c = self.column
        return {c: value or None, f"{c}_name": name or None, f"{c}_district": district or None}


class Titles(Distinct):
    """Names of firms or venues: the same, alike, or the words of one within the other's."""

    example = "mill"

    def __init__(self, column: str, what: str) -> None:
        super().__init__(column)
        left, right = f'"{column}_l"', f'"{column}_r"'
        alike = f"jaro_winkler_similarity({left}, {right}) >= {TITLES_ALIKE}"
        within = " OR ".join(
            f"contains(' ' || {one} || ' ', ' ' || {part} || ' ')"
            for one, part in ((left, right), (right, left))
        )
        self.levels = (
            Level(f"Same {what}", f"{left} = {right}", column),
            Level(
                f"Names of the {what} that look alike", f'"{column}_bare_l" = "{column}_bare_r" OR {alike}'
            ),
            Level(f"One name of the {what} is part of the other", within),
            Level(f"Different {what}", ELSE),
        )
        self.empty()

    def empty(self) -> None:
        super().empty()
        self._with_word, self._bare = Holders(), Holders()
        self._letters = Letters()

    def remember(self, value: str) -> None:
        place = len(self.values) - 1
        for word in set(value.split()):
            self._with_word.add(word, place)
        self._bare.add(consonants(value), place)
        self._letters.add(value)

    def level_numbers(self, value: str) -> LevelNumbers:
        numbers = np.full(len(self.values), 4, dtype=np.int8)
        words = value.split()
        for place in min((self._with_word.of(word) for word in words), key=len, default=()):
            if f" {value} " in f" {self.values[place]} ":
                numbers[place] = 3
        for first in range(len(words)):
            for end in range(first + 1, len(words) + 1):
                part = self.code_of.get(" ".join(words[first:end]))
                if part is not None:
                    numbers[part] = 3
        numbers[self._letters.alike(value, self.values, TITLES_ALIKE)] = 2
        numbers[self._bare.of(consonants(value))] = 2
        if value in self.code_of:
            numbers[self.code_of[value]] = 1
        return numbers

    def cells(self, value: str) -> dict[str, Any]:
        return {self.column: value or None, f"{self.column}_bare": consonants(value) or None}
