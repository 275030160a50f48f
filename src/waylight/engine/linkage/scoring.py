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

# Rows summed at a time: small enough to stay near the processor from one comparison to the next.
BLOCK = 32_768


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


@dataclass(frozen=True)
class LookedUp:
    """For one value of a query: the level of each distinct stored value, and what each level is worth."""

    numbers: NDArray[np.int8]
    bits: NDArray[np.float64]

    def levels(self, codes: NDArray[np.int32]) -> NDArray[np.int8]:
        """The levels of rows by their codes; 0 where nothing is told."""
        return np.concatenate([np.zeros(1, dtype=np.int8), self.numbers])[codes]

    def by_code(self) -> NDArray[np.float32]:
        """What each code of the column is worth; nothing at place 0, where nothing is told."""
        worth = np.zeros(len(self.numbers) + 1, dtype=np.float32)
        np.take(self.bits.astype(np.float32), self.numbers, out=worth[1:], mode="clip")
        return worth


class Scorer:
    """`spare` is a second, empty set of the same comparisons, for single pairs."""

    def __init__(self, model: Model, columns: Columns, spare: Sequence[Distinct]) -> None:
        self.model, self.columns = model, columns
        self._spare = {c.column: c for c in spare}
        self._level_between = lru_cache(maxsize=100_000)(self._find_level)

    def scored(
        self,
        values: Mapping[str, str],
        *,
        account: str,
        least: float,
        stored: int | None = None,
        before: int | None = None,
        most: int | None = None,
    ) -> list[Scored]:
        """The rows of other accounts that weigh at least `least` bits, best first.

        `stored` is the size for which the prior is taken, else that of the store; `before` leaves out rows
        from there on. With `most`: of rows strong enough to join, one for each set of values (the others say
        the same), and of weaker ones so many.
        """
        looked_up = self.look_up(values)
        prior = self.model.prior(len(self.columns) if stored is None else stored)
        total = self._totals(looked_up)
        # float32 decides only who is looked at closely.
        rows = np.flatnonzero(total[:before] >= least - prior - 1e-3)
        return self.weighed(rows, looked_up, account=account, least=least, stored=stored, most=most)

    def weighed(
        self,
        rows: NDArray[np.intp],
        looked_up: Mapping[str, LookedUp],
        *,
        account: str,
        least: float,
        stored: int | None = None,
        most: int | None = None,
    ) -> list[Scored]:
        """Of these rows those that weigh at least `least` bits, best first, as `scored` has them."""
        prior = self.model.prior(len(self.columns) if stored is None else stored)
        rows = rows[self.columns.accounts.view[rows] != self.columns.account_code(account)]
        if self.columns.gone:
            rows = rows[~np.isin(rows, list(self.columns.gone))]
        levels = {
            name: found.levels(self.columns.codes[name].view[rows]) for name, found in looked_up.items()
        }
        weights = prior + sum(
            (looked_up[name].bits[held] for name, held in levels.items()), np.zeros(len(rows))
        )
        enough = np.flatnonzero(weights >= least)
        order = enough[np.lexsort((rows[enough], -weights[enough]))]
        if most is not None:
            order = self._few(order, rows, weights, most)
        return [
            Scored(
                int(rows[n]),
                float(weights[n]),
                {name: int(held[n]) for name, held in levels.items() if held[n]},
            )
            for n in order.tolist()
        ]

    def _few(
        self, order: NDArray[np.intp], rows: NDArray[np.intp], weights: NDArray[np.float64], most: int
    ) -> NDArray[np.intp]:
        strong = order[weights[order] >= self.model.bands.join]
        weak = order[len(strong) : len(strong) + most]
        if len(strong) < 2:
            return order[: len(strong) + most]
        said = np.stack([held.view[rows[strong]] for held in self.columns.codes.values()], axis=1)
        _, first = np.unique(said, axis=0, return_index=True)
        return np.concatenate([strong[np.sort(first)], weak])

    def look_up(self, values: Mapping[str, str]) -> dict[str, LookedUp]:
        """What every distinct stored value is worth to this query, for each comparison it tells of."""
        return {
            name: LookedUp(comparison.level_numbers(value), self.level_bits(comparison, value))
            for name, comparison in self.columns.comparisons.items()
            if (value := values.get(name)) and comparison.values
        }

    def _totals(self, looked_up: Mapping[str, LookedUp]) -> NDArray[np.float32]:
        stored = len(self.columns)
        total = np.zeros(stored, dtype=np.float32)
        told = [(self.columns.codes[name].view, found.by_code()) for name, found in looked_up.items()]
        places, worth = np.empty(BLOCK, dtype=np.intp), np.empty(BLOCK, dtype=np.float32)
        for start in range(0, stored, BLOCK):
            end = min(start + BLOCK, stored)
            place, bits = places[: end - start], worth[: end - start]
            for codes, by_code in told:
                place[:] = codes[start:end]
                np.take(by_code, place, out=bits, mode="clip")
                total[start:end] += bits
        return total

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
