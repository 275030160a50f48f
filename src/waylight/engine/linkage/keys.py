"""Only the rows that can matter, through an index from each value to its rows, with a bound on all others.

A row that shares no walked value with a query can weigh no more than the prior and, for each comparison, the
best level that was not walked (not told is neutral, so never less than nothing). The costliest levels are
left out for as long as that bound stays under what is asked for: half of a county is male, but being male
and of one build never makes two people one. So the answer is the full scan's, for far fewer rows; and where
a limit on rows is set and reached, the answer says how much a row not looked at could weigh at most.
(Fagin, Lotem and Naor 2003 for the bound; Turtle and Flood 1995 for leaving out what cannot decide.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.scoring import LookedUp, Scored, Scorer

# Rows stored since the index was made are all looked at; with more of them it is made anew.
FRESH_ROWS, FRESH_SHARE = 4096, 1 / 32
# Sums of floats in another order differ by less than this.
SLACK = 1e-6
# Fewer rows than this share of the store are sorted; more are marked in one array.
FEW_ROWS = 1 / 64


@dataclass(frozen=True)
class Reached:
    """The rows found, best first, and what is known of those that were not looked at.

    `unseen_at_most` is in bits, the prior included, -inf if every row was looked at. `left_out` names the
    levels not walked, each with its rows. `complete`: no row left out could weigh as much as was asked for.
    """

    found: list[Scored]
    unseen_at_most: float
    looked_at: int
    complete: bool
    left_out: tuple[str, ...]

    @property
    def said(self) -> str:
        """For a person."""
        if self.complete:
            return "Every stored mention that could reach this was looked at."
        levels = "; ".join(self.left_out)
        return (
            f"Not looked at: {levels}. Nothing unseen could reach more than {self.unseen_at_most:.1f} bits."
        )


@dataclass
class Steps:
    """The levels of one comparison that speak for a link, best first: bits, rows of each, value codes.

    `taken` of them are walked.
    """

    column: str
    levels: list[int]
    bits: list[float]
    rows: list[int]
    codes: list[NDArray[np.intp]]
    taken: int = field(init=False)

    def __post_init__(self) -> None:
        self.taken = len(self.bits)

    def unseen(self, taken: int) -> float:
        """The most this comparison can give to a row that so many walked levels did not reach."""
        return self.bits[taken] if taken < len(self.bits) else 0.0

    def saved(self, taken: int) -> int:
        """How many rows fewer, if only so many levels are walked."""
        return sum(self.rows[taken : self.taken])


class Postings:
    """The rows of each value of each comparison, up to the row `built`."""

    def __init__(self, columns: Columns) -> None:
        self.built = len(columns)
        self._rows: dict[str, NDArray[np.int32]] = {}
        self._starts: dict[str, NDArray[np.int64]] = {}
        self.counts: dict[str, NDArray[np.int64]] = {}
        for name, codes in columns.codes.items():
            held = codes.view
            self._rows[name] = np.argsort(held, kind="stable").astype(np.int32)
            counts = np.bincount(held, minlength=1)
            self._starts[name] = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
            self.counts[name] = counts[1:]

    def rows(self, column: str, codes: NDArray[np.intp]) -> NDArray[np.int32]:
        """All rows that hold one of these values."""
        starts = self._starts[column]
        codes = codes[codes < len(starts) - 2] + 1
        first, counts = starts[codes], starts[codes + 1] - starts[codes]
        ends = np.cumsum(counts)
        if not len(ends):
            return np.zeros(0, dtype=np.int32)
        within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        return self._rows[column][np.repeat(first, counts) + within]


class Keys:
    """The index beside a scorer; it follows what the scorer's columns hold."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self._postings: Postings | None = None

    def scored(
        self,
        values: Mapping[str, str],
        *,
        account: str,
        least: float,
        stored: int | None = None,
        before: int | None = None,
        most: int | None = None,
        limit: int | None = None,
    ) -> Reached:
        """As `Scorer.scored`. `limit`: rows to walk at most; without it whatever the full answer takes."""
        columns = self.scorer.columns
        postings = self._fresh()
        looked_up = self.scorer.look_up(values)
        prior = self.scorer.model.prior(len(columns) if stored is None else stored)
        steps = [_steps(name, found, postings.counts[name]) for name, found in looked_up.items()]
        leave_out(steps, least - prior - SLACK, limit)
        rows = self._rows(steps, postings)
        if before is not None:
            rows = rows[: np.searchsorted(rows, before)]
        found = self.scorer.weighed(rows, looked_up, account=account, least=least, stored=stored, most=most)
        all_seen = postings.built == 0
        unseen = -inf if all_seen else prior + sum(one.unseen(one.taken) for one in steps)
        return Reached(found, unseen, len(rows), unseen < least - SLACK / 2, tuple(self._named(steps)))

    def _fresh(self) -> Postings:
        stored, held = len(self.scorer.columns), self._postings
        if held is None or stored - held.built > max(FRESH_ROWS, held.built * FRESH_SHARE):
            held = self._postings = Postings(self.scorer.columns)
        return held

    def _rows(self, steps: Iterable[Steps], postings: Postings) -> NDArray[np.intp]:
        walked = [postings.rows(one.column, codes) for one in steps for codes in one.codes[: one.taken]]
        fresh = np.arange(postings.built, len(self.scorer.columns), dtype=np.intp)
        if sum(map(len, walked)) < postings.built * FEW_ROWS:
            return np.concatenate([np.unique(np.concatenate([*walked, fresh[:0]])), fresh]).astype(np.intp)
        seen = np.zeros(postings.built, dtype=np.bool_)
        for rows in walked:
            seen[rows] = True
        return np.concatenate([np.flatnonzero(seen), fresh])

    def _named(self, steps: Iterable[Steps]) -> Iterable[str]:
        for one in steps:
            levels = self.scorer.columns.comparisons[one.column].levels
            for place in range(one.taken, len(one.bits)):
                yield f"{one.column}: {levels[one.levels[place] - 1].label} ({one.rows[place]:,})"


def _steps(column: str, found: LookedUp, counts: NDArray[np.int64]) -> Steps:
    """Only levels that some stored value stands on and that speak for a link."""
    worth = found.bits[1:]
    steps = Steps(column, [], [], [], [])
    numbers = found.numbers[: len(counts)]
    for place in np.argsort(-worth, kind="stable").tolist():
        if worth[place] <= 0:
            break
        codes = np.flatnonzero(numbers == place + 1)
        if len(codes):
            steps.levels.append(place + 1)
            steps.bits.append(float(worth[place]))
            steps.rows.append(int(counts[codes].sum()))
            steps.codes.append(codes)
    steps.taken = len(steps.bits)
    return steps


def leave_out(steps: list[Steps], allowed: float, limit: int | None) -> None:
    """Leave out the levels that save the most rows for each bit, while the bound stays under `allowed`;
    then, with a limit, more of them until it is kept."""
    spent = 0.0
    while (best := _best(steps, allowed - spent)) is not None:
        one, taken = best
        spent += one.unseen(taken) - one.unseen(one.taken)
        one.taken = taken
    while limit is not None and sum(sum(one.rows[: one.taken]) for one in steps) > limit:
        best = _best(steps, inf)
        if best is None:
            return
        best[0].taken = best[1]


def _best(steps: list[Steps], allowed: float) -> tuple[Steps, int] | None:
    best, most = None, 0.0
    for one in steps:
        for taken in range(one.taken):
            bits = one.unseen(taken) - one.unseen(one.taken)
            saved = one.saved(taken)
            if bits < allowed and saved > most * bits:
                best, most = (one, taken), saved / bits
    return best
