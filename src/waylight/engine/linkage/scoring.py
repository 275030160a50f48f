"""One new observation against every stored one, and the reasons level by level.

For each comparison the weight of every distinct value is looked up once, then each row costs one look-up and
one sum: nothing is skipped, so no link is lost to blocking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.model import Model


@dataclass(frozen=True)
class Scored:
    """A stored row with its whole weight in bits (prior included) and the level of each comparison made."""

    row: int
    weight: float
    levels: Mapping[str, int]


@dataclass(frozen=True)
class Reason:
    """One bar of the waterfall: what was compared, how it stood, what both said, and what that is worth."""

    compared: str
    level: str
    one: str
    other: str
    bits: float


class Scorer:
    """`spare` is a second, empty set of the same comparisons, for single pairs."""

    def __init__(self, model: Model, columns: Columns, spare: Sequence[Distinct]) -> None:
        self.model, self.columns = model, columns
        self._spare = {c.column: c for c in spare}
        self._level_between = lru_cache(maxsize=100_000)(self._find_level)

    def scored(
        self, values: Mapping[str, str], *, account: str, least: float, stored: int | None = None
    ) -> list[Scored]:
        """All rows of other accounts that weigh at least `least` bits, best first.

        `stored` is the size for which the prior is taken, else that of the store.
        """
        prior = self.model.prior(len(self.columns) if stored is None else stored)
        total, numbers, tables = self._totals(values)
        total[self.columns.accounts.view == self.columns.account_code(account)] = -np.inf
        # float32 decides only who is looked at closely.
        rows = np.flatnonzero(total >= least - prior - 1e-3)
        found = []
        for row in rows.tolist():
            if row in self.columns.gone:
                continue
            levels = {name: self._stored_level(name, row, number) for name, number in numbers.items()}
            weight = prior + sum(float(tables[name][level]) for name, level in levels.items())
            if weight >= least:
                found.append(Scored(row, weight, {name: level for name, level in levels.items() if level}))
        return sorted(found, key=lambda one: (-one.weight, self.columns.ids[one.row]))

    def _stored_level(self, name: str, row: int, numbers: NDArray[np.int8]) -> int:
        code = int(self.columns.codes[name].view[row])
        return int(numbers[code - 1]) if code else 0

    def _totals(
        self, values: Mapping[str, str]
    ) -> tuple[NDArray[np.float32], dict[str, NDArray[np.int8]], dict[str, NDArray[np.float64]]]:
        total = np.zeros(len(self.columns), dtype=np.float32)
        numbers, tables = {}, {}
        for name, comparison in self.columns.comparisons.items():
            value = values.get(name)
            if not value or not comparison.values:
                continue
            numbers[name] = comparison.level_numbers(value)
            tables[name] = self.level_bits(comparison, value)
            by_code = np.zeros(len(comparison.values) + 1, dtype=np.float32)
            np.take(tables[name].astype(np.float32), numbers[name], out=by_code[1:])
            total += by_code[self.columns.codes[name].view]
        return total, numbers, tables

    def level_bits(self, comparison: Distinct, value: str) -> NDArray[np.float64]:
        """What each level is worth for this value, its rarity included; place 0 is for nothing compared."""
        name, cells = comparison.column, comparison.cells(value)
        bits = [0.0]
        for number, level in enumerate(comparison.levels, start=1):
            share = self.columns.frequencies.get(level.frequency, {}).get(cells.get(level.frequency) or "")
            bits.append(self.model.bits(name, number) + self.model.rarity_bits(name, number, share))
        return np.array(bits)

    def levels(self, one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, int]:
        """The level of each comparison for a single pair; what cannot be compared is left out."""
        found = {
            name: self._level_between(name, one[name], other[name])
            for name in self._spare
            if one.get(name) and other.get(name)
        }
        return {name: level for name, level in found.items() if level}

    def _find_level(self, name: str, one: str, other: str) -> int:
        return self._spare[name].level_between(one, other)

    def evidence(self, one: Mapping[str, str], other: Mapping[str, str]) -> float:
        """The weight of a pair without the prior."""
        return sum(reason.bits for reason in self.reasons(one, other))

    def weight(self, one: Mapping[str, str], other: Mapping[str, str], stored: int) -> float:
        """The whole weight of a pair in a store of a given size: Splink's match weight."""
        return self.model.prior(stored) + self.evidence(one, other)

    def reasons(self, one: Mapping[str, str], other: Mapping[str, str]) -> list[Reason]:
        """The waterfall of a pair, in the order of the comparisons, without the prior."""
        found = []
        for name, level in self.levels(one, other).items():
            comparison = self._spare[name]
            bits = float(self.level_bits(comparison, one[name])[level])
            label = comparison.levels[level - 1].label
            found.append(Reason(name, label, one[name], other[name], bits))
        return found
