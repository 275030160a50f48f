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
from waylight.engine.linkage.levels import ELSE, SMALLEST_BUFFER, Distinct, Level, LevelNumbers

PHONE_END = 6
_UNKNOWN = ord(UNKNOWN)


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
        self._matrix = np.zeros((self.width, SMALLEST_BUFFER), dtype=np.uint8)
        self._whole = np.zeros(SMALLEST_BUFFER, dtype=np.bool_)

    def remember(self, value: str) -> None:
        place = len(self.values) - 1
        if place == self._matrix.shape[1]:
            self._matrix = np.concatenate([self._matrix, np.zeros_like(self._matrix)], axis=1)
            self._whole = np.concatenate([self._whole, np.zeros_like(self._whole)])
        laid = type(self).lay(value) or UNKNOWN * self.width
        self._matrix[:, place] = np.frombuffer(laid.encode("ascii", "replace"), dtype=np.uint8)
        self._whole[place] = is_whole(value)

    def cells(self, value: str) -> dict[str, Any]:
        c = self.column
        laid = type(self).lay(value) if value else ""
        return {
            c: value or None,
            f"{c}_whole": value if value and is_whole(value) else None,
            f"{c}_slots": laid or None,
        }

    def _counts(self, laid: str, *, alphabet: NDArray[np.uint8] | None = None) -> tuple[Any, Any]:
        """How many places agree, and how many differ, with each stored value."""
        size = len(self.values)
        agree, differ = np.zeros(size, dtype=np.int8), np.zeros(size, dtype=np.int8)
        for place in range(self.width):
            char = ord(laid[place])
            if char == _UNKNOWN:
                continue
            stored = self._matrix[place, :size]
            if alphabet is not None:
                stored, char = alphabet[stored], int(alphabet[char])
            same = stored == char
            if place >= self.first:
                agree += same
            differ += (stored != _UNKNOWN) & ~same
        return agree, differ

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

    def level_numbers(self, value: str) -> LevelNumbers:
        laid, size = mark_slots(value), len(self.values)
        if not laid:
            return np.zeros(size, dtype=np.int8)
        agree, differ = self._counts(laid)
        loosely, not_even_loosely = self._counts(laid, alphabet=_LOOSE)
        numbers = np.full(size, 9, dtype=np.int8)
        numbers[differ == 0] = 8
        numbers[(not_even_loosely == 0) & (loosely >= 3)] = 7
        for number, least in ((6, 3), (5, 4), (4, 5)):
            numbers[(differ == 0) & (agree >= least)] = number
        if is_whole(value):
            whole = self._whole[:size]
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
        agree, differ = self._counts(phone_slots(value))
        numbers = np.full(size, 7, dtype=np.int8)
        numbers[differ == 0] = 6
        for number, least in ((5, 3), (4, 4), (3, 5)):
            numbers[(differ == 0) & (agree >= least)] = number
        if is_whole(value):
            numbers[self._whole[:size] & (differ == 1)] = 2
            if value in self.code_of:
                numbers[self.code_of[value]] = 1
        numbers[(agree == 0) & (differ == 0)] = 0
        return numbers


def whole_mark(pattern: str) -> str:
    """A whole mark in its folded form; "" for a part."""
    return folded(pattern.upper()) if is_whole(pattern) else ""


def _loose_sql(side: str) -> str:
    groups = [(char, group[0]) for group in LOOSELY_ALIKE for char in group[1:]]
    return f"translate({side}, '{''.join(c for c, _ in groups)}', '{''.join(to for _, to in groups)}')"


_LOOSE = np.array(
    [ord(loosely_folded(chr(code))) for code in range(128)] + list(range(128, 256)), dtype=np.uint8
)
