"""What every comparison is made of: levels in words, each with its condition in SQL and its test in numpy.

A comparison knows the distinct values stored so far and answers, for one new value, which level each of them
stands on. The same levels as SQL go into Splink's settings, so the two must agree pair for pair (tested).
"""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LevelNumbers = NDArray[np.int8]
MISSING = 0
ELSE = "ELSE"
SMALLEST_BUFFER = 64
REMEMBERED_QUERIES = 512


@dataclass(frozen=True)
class Level:
    """`label` is what a person reads in a waterfall; `sql` is Splink's condition, sides `_l` and `_r`.

    `frequency` names the column whose rarity adds to the weight. `m` and `u` are given where a simulation
    cannot teach them (the comparison says why), else None and learned.
    """

    label: str
    sql: str
    frequency: str = ""
    m: float | None = None
    u: float | None = None


class Growing:
    """A numpy array that can be appended to; `view` is what has been put in so far."""

    def __init__(self, dtype: Any) -> None:
        self._held = np.zeros(SMALLEST_BUFFER, dtype=dtype)
        self.size = 0

    def append(self, value: object) -> None:
        if self.size == len(self._held):
            self._held = np.concatenate([self._held, np.zeros_like(self._held)])
        self._held[self.size] = value
        self.size += 1

    def extend(self, values: NDArray[Any]) -> None:
        self._held = np.concatenate([self.view, values.astype(self._held.dtype)])
        self.size = len(self._held)

    @property
    def view(self) -> NDArray[Any]:
        return self._held[: self.size]


class Holders:
    """For each word the positions of the values that hold it, in the order in which they were added."""

    def __init__(self) -> None:
        self._of: dict[str, array[int]] = {}

    def add(self, word: str, place: int) -> None:
        held = self._of.get(word)
        if held is None:
            self._of[word] = array("i", (place,))
        else:
            held.append(place)

    def of(self, word: str) -> NDArray[np.int32]:
        """None for a word nobody holds, and for no word."""
        return np.array(self._of.get(word, ()) if word else (), dtype=np.int32)


class Distinct(ABC):
    """The distinct values of one comparison, with what is computed from each of them once.

    Level 0 means that nothing can be compared (missing on a side); level n is the n-th of `levels`; the last
    of them is what remains.
    """

    levels: tuple[Level, ...]

    def __init__(self, column: str) -> None:
        self.column = column
        self.values: list[str] = []
        self.code_of: dict[str, int] = {}

    def code(self, value: str) -> int:
        """The position of a value among the distinct ones; it is added if it is new."""
        known = self.code_of.get(value)
        if known is None:
            known = self.code_of[value] = len(self.values)
            self.values.append(value)
            self.remember(value)
        return known

    def empty(self) -> None:
        """Forget every value. A class that holds more than the values adds to this."""
        self.values = []
        self.code_of = {}

    def level_between(self, one: str, other: str) -> int:
        """The level of a single pair. Empties the comparison first: use one that holds no store."""
        self.empty()
        self.code(other)
        return int(self.level_numbers(one)[0])

    @abstractmethod
    def remember(self, value: str) -> None:
        """Compute once what the comparison needs of a value just added."""

    @abstractmethod
    def level_numbers(self, value: str) -> LevelNumbers:
        """For one value, the level of each stored distinct value, in the order of `values`."""

    @abstractmethod
    def cells(self, value: str) -> dict[str, Any]:
        """The columns that the SQL conditions speak of, for one value; None where nothing is known."""

    def rare_column(self, level: int, value: str) -> str:
        """The cell whose frequency weighs on this level, "" if none does."""
        return self.levels[level - 1].frequency if level > MISSING else ""

    @property
    def missing_sql(self) -> str:
        return f'"{self.column}_l" IS NULL OR "{self.column}_r" IS NULL'

    @property
    def columns(self) -> Sequence[str]:
        """Names of all the columns `cells` gives."""
        return list(self.cells(self.example))

    example = ""


class Exact(Distinct):
    """The same or not the same. `known` is (m, u) of "the same" where they need not be learned."""

    def __init__(
        self,
        column: str,
        same: str,
        other: str,
        *,
        rarity: bool = False,
        known: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(column)
        equal, (m, u) = f'"{column}_l" = "{column}_r"', known or (None, None)
        unlike = (None, None) if m is None or u is None else (1 - m, 1 - u)
        self.levels = (
            Level(same, equal, column if rarity else "", m, u),
            Level(other, ELSE, "", *unlike),
        )

    def remember(self, value: str) -> None:
        """A value needs nothing but itself."""

    def level_numbers(self, value: str) -> LevelNumbers:
        numbers = np.full(len(self.values), 2, dtype=np.int8)
        if value in self.code_of:
            numbers[self.code_of[value]] = 1
        return numbers

    def cells(self, value: str) -> dict[str, Any]:
        return {self.column: value or None}


class Graded(Distinct):
    """A few distinct values, each pair judged by a plain function; answers are remembered for each value.

    `judge(one, other)` gives the level number; `split(value)` the cells.
    """

    def __init__(
        self,
        column: str,
        levels: tuple[Level, ...],
        judge: Callable[[str, str], int],
        split: Callable[[str], dict[str, Any]],
    ) -> None:
        super().__init__(column)
        self.levels, self._judge, self._split = levels, judge, split
        self._answers: dict[str, LevelNumbers] = {}

    def level_between(self, one: str, other: str) -> int:
        return self._judge(one, other)

    def empty(self) -> None:
        super().empty()
        self._answers = {}

    def remember(self, value: str) -> None:
        """Judged when it is asked for."""

    def level_numbers(self, value: str) -> LevelNumbers:
        known = self._answers.get(value)
        done = 0 if known is None else len(known)
        if known is None or done < len(self.values):
            more = np.array([self._judge(value, other) for other in self.values[done:]], dtype=np.int8)
            known = more if known is None else np.concatenate([known, more])
            if len(self._answers) >= REMEMBERED_QUERIES:
                self._answers.pop(next(iter(self._answers)))
            self._answers[value] = known
        return known

    def cells(self, value: str) -> dict[str, Any]:
        return self._split(value)
