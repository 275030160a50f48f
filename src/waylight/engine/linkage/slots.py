"""Marks and phone numbers, whole or in part, compared place by place (laid out by `folding`)."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waylight.engine.linkage.folding import (
    LOOSELY_ALIKE,
    MARK_SLOTS,
    PHONE_SLOTS,
    UNKNOWN,
    folded,
    is_whole,
    loosely_folded,
    mark_slots,
    phone_slots,
)
from waylight.engine.linkage.levels import ELSE, Distinct, Growing, Level, LevelNumbers

PHONE_END = 6


class Laid:
    """The characters of every stored value, place by place."""

    def __init__(self, width: int) -> None:
        self._places = [Growing(np.uint8) for _ in range(width)]
        self._known = Growing(np.uint16)

    def add(self, laid: str) -> None:
        for held, char in zip(self._places, laid, strict=True):
            held.append(_byte(char))
        self._known.append(_known_places(laid))

    def counts(self, laid: str, first: int = 0) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """How many places from `first` on agree, and how many of all differ, with each stored value."""
        early, agree = (np.zeros(self._known.size, dtype=np.uint8) for _ in range(2))
        for place, char in enumerate(laid):
            if char != UNKNOWN:
                same = self._places[place].view == np.uint8(_byte(char))
                found = agree if place >= first else early
                found += same.view(np.uint8)
        both = np.bitwise_count(self._known.view & np.uint16(_known_places(laid)))
        return agree, both - agree - early


class Slots(Distinct):
    """Values laid in a fixed number of places. `first` is the first place that counts for a part."""

    width: int
    first = 0
    lay: Callable[[str], str]

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.empty()

    def empty(self) -> None:
        super().empty()
        self._laid, self._whole = Laid(self.width), Growing(np.bool_)

    def remember(self, value: str) -> None:
        self._laid.add(type(self).lay(value) or UNKNOWN * self.width)
        self._whole.append(is_whole(value))

    def cells(self, value: str) -> dict[str, Any]:
        c = self.column
        laid = type(self).lay(value) if value else ""
        return {
            c: value or None,
            f"{c}_whole": value if value and is_whole(value) else None,
            f"{c}_slots": laid or None,
        }

    def _sum_sql(self, condition: str, first: int, loose: bool = False) -> str:
        left, right = f'"{self.column}_slots_l"', f'"{self.column}_slots_r"'
        if loose:
            left, right = (_loose_sql(side) for side in (left, right))
        terms = []
        for place in range(first + 1, self.width + 1):
            a, b = f"substr({left}, {place}, 1)", f"substr({right}, {place}, 1)"
            terms.append(f"(CASE WHEN {a} {condition} {b} AND {a} <> '_' AND {b} <> '_' THEN 1 ELSE 0 END)")
        return "(" + " + ".join(terms) + ")"

    @property
    def missing_sql(self) -> str:
        """Parts without a place in common say nothing, like a part that is not there."""
        together = f"{self._sum_sql('=', self.first)} + {self._sum_sql('<>', 0)} = 0"
        return f'"{self.column}_slots_l" IS NULL OR "{self.column}_slots_r" IS NULL OR {together}'


class Marks(Slots):
    """Registration marks. A part agrees when no place contradicts, look-alike characters brought together."""

    width = MARK_SLOTS
    lay = staticmethod(mark_slots)
    example = "AB00CDE"

    def __init__(self, column: str) -> None:
        super().__init__(column)
        agree, differ = self._sum_sql("=", 0), self._sum_sql("<>", 0)
        c = column
        whole = f'"{c}_whole_l" IS NOT NULL AND "{c}_whole_r" IS NOT NULL'
        self.levels = (
            # A mark is issued once: strangers agree only where one is misread as another that is told of.
            Level("Same mark", f'"{c}_whole_l" = "{c}_whole_r"', u=1e-8),
            Level("Same mark but for look-alike characters", f'{whole} AND "{c}_slots_l" = "{c}_slots_r"'),
            Level("Whole marks, one character differs", f"{whole} AND {differ} = 1"),
            Level("One is part of the other: five or six characters agree", f"{differ} = 0 AND {agree} >= 5"),
            Level("One is part of the other: four characters agree", f"{differ} = 0 AND {agree} = 4"),
            Level("One is part of the other: three characters agree", f"{differ} = 0 AND {agree} = 3"),
            Level(
                "One may be part of the other: three or more agree or are easily mistaken",
                f"{self._sum_sql('<>', 0, True)} = 0 AND {self._sum_sql('=', 0, True)} >= 3",
            ),
            Level("One is part of the other: one or two characters agree", f"{differ} = 0"),
            Level("Different marks", ELSE),
        )

    def empty(self) -> None:
        super().empty()
        self._loose = Laid(self.width)

    def remember(self, value: str) -> None:
        super().remember(value)
        self._loose.add(loosely_folded(mark_slots(value) or UNKNOWN * self.width))

    def level_numbers(self, value: str) -> LevelNumbers:
        laid, size = mark_slots(value), len(self.values)
        if not laid:
            return np.zeros(size, dtype=np.int8)
        agree, differ = self._laid.counts(laid)
        loosely, not_even_loosely = self._loose.counts(loosely_folded(laid))
        numbers = np.full(size, 9, dtype=np.int8)
        numbers[differ == 0] = 8
        numbers[(not_even_loosely == 0) & (loosely >= 3)] = 7
        for number, least in ((6, 3), (5, 4), (4, 5)):
            numbers[(differ == 0) & (agree >= least)] = number
        if is_whole(value):
            whole = self._whole.view
            numbers[whole & (differ == 1)] = 3
            numbers[whole & (differ == 0) & (agree == sum(c != UNKNOWN for c in laid))] = 2
            if value in self.code_of:
                numbers[self.code_of[value]] = 1
        numbers[(agree == 0) & (differ == 0)] = 0
        return numbers


class Phones(Slots):
    """Phone numbers. Only the last six digits count for a part: a start is shared by thousands."""

    width = PHONE_SLOTS
    first = PHONE_SLOTS - PHONE_END
    lay = staticmethod(phone_slots)
    example = "+447700900000"

    def __init__(self, column: str) -> None:
        super().__init__(column)
        agree, differ, c = self._sum_sql("=", self.first), self._sum_sql("<>", 0), column
        whole = f'"{c}_whole_l" IS NOT NULL AND "{c}_whole_r" IS NOT NULL'
        self.levels = (
            # A number has one holder: strangers agree only where one is misheard as another that is told of.
            Level("Same number", f'"{c}_whole_l" = "{c}_whole_r"', u=1e-8),
            Level("Whole numbers, one digit differs", f"{whole} AND {differ} = 1"),
            Level(
                "One is part of the other: five or six last digits agree", f"{differ} = 0 AND {agree} >= 5"
            ),
            Level("One is part of the other: four of the last digits agree", f"{differ} = 0 AND {agree} = 4"),
            Level(
                "One is part of the other: three of the last digits agree", f"{differ} = 0 AND {agree} = 3"
            ),
            Level("One is part of the other: one or two of the last digits agree", f"{differ} = 0"),
            Level("Different numbers", ELSE),
        )

    def level_numbers(self, value: str) -> LevelNumbers:
        size = len(self.values)
        agree, differ = self._laid.counts(phone_slots(value), self.first)
        numbers = np.full(size, 7, dtype=np.int8)
        numbers[differ == 0] = 6
        for number, least in ((5, 3), (4, 4), (3, 5)):
            numbers[(differ == 0) & (agree >= least)] = number
        if is_whole(value):
            numbers[self._whole.view & (differ == 1)] = 2
            if value in self.code_of:
                numbers[self.code_of[value]] = 1
        numbers[(agree == 0) & (differ == 0)] = 0
        return numbers


def _byte(char: str) -> int:
    return ord(char) if char.isascii() else ord("?")


def _known_places(laid: str) -> int:
    """One bit for each place that is told."""
    return sum(1 << place for place, char in enumerate(laid) if char != UNKNOWN)


def whole_mark(pattern: str) -> str:
    """A whole mark in its folded form; "" for a part."""
    return folded(pattern.upper()) if is_whole(pattern) else ""


def _loose_sql(side: str) -> str:
    groups = [(char, group[0]) for group in LOOSELY_ALIKE for char in group[1:]]
    return f"translate({side}, '{''.join(c for c, _ in groups)}', '{''.join(to for _, to in groups)}')"
