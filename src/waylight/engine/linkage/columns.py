"""Every stored observation of one kind in columns: which distinct value of each comparison a row holds."""

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waylight.engine.linkage.levels import Distinct, Growing

# How many mentions' worth of general knowledge stands beside what is counted here, so that in a small store a
# name told of five times is not taken for a common name.
PRIOR_MENTIONS = 20_000
SNAPSHOT_FORMAT = 1


class Columns:
    """`ids[row]` and `accounts[row]` name a row; `codes[comparison]` holds 0 for not told, else code + 1.

    Rows are only appended. A row that is taken out keeps its place and is `gone`.
    """

    def __init__(self, comparisons: Sequence[Distinct]) -> None:
        self.comparisons = {c.column: c for c in comparisons}
        self.ids: list[str] = []
        self.row_of: dict[str, int] = {}
        self.accounts = Growing(np.int32)
        self.codes = {c.column: Growing(np.int32) for c in comparisons}
        self.gone: set[int] = set()
        self._account_code: dict[str, int] = {}
        self.frequencies: dict[str, dict[str, float]] = {}
        self.counted = 0

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, id: str, account: str, values: Mapping[str, str]) -> int:
        """Store one observation; returns its row. Raises ValueError if the id is stored already."""
        if id in self.row_of:
            raise ValueError(f"{id} is stored already.")
        row = self.row_of[id] = len(self.ids)
        self.ids.append(id)
        self.accounts.append(self._account_code.setdefault(account, len(self._account_code)))
        for name, comparison in self.comparisons.items():
            value = values.get(name, "")
            self.codes[name].append(comparison.code(value) + 1 if value else 0)
        return row

    def take_out(self, id: str) -> None:
        """After a correction or an erasure; the id may be stored anew. The distinct value itself goes at the
        next rebuild. Raises KeyError for what is not stored."""
        self.gone.add(self.row_of.pop(id))

    def values(self, row: int) -> dict[str, str]:
        """What a row holds, by comparison."""
        found = {}
        for name, comparison in self.comparisons.items():
            code = int(self.codes[name].view[row])
            if code:
                found[name] = comparison.values[code - 1]
        return found

    def account_code(self, account: str) -> int:
        """-1 for an account without a row."""
        return self._account_code.get(account, -1)

    def count_frequencies(self, expected: Mapping[str, float]) -> None:
        """Take the rarity of each value anew. `expected[column]`: how often two strangers agree in it.

        Between two counts the rarities stand still, so that a weight does not depend on the hour.
        """
        self.frequencies = {}
        for name, comparison in self.comparisons.items():
            wanted = {level.frequency for level in comparison.levels if level.frequency}
            if not wanted:
                continue
            times = np.bincount(self.codes[name].view, minlength=len(comparison.values) + 1)[1:]
            for column in wanted:
                self.frequencies[column] = _shares(comparison, column, times, expected[column])
        self.counted = len(self)

    def common(self, values: Mapping[str, str], share: float) -> list[str]:
        """The values of a query that more than this share of all rows with such a value hold: to be named."""
        found = []
        for name, value in values.items():
            comparison = self.comparisons[name]
            code = comparison.code_of.get(value)
            if code is None or not any(level.frequency for level in comparison.levels):
                continue
            held = self.codes[name].view
            if np.count_nonzero(held == code + 1) > share * max(float(np.count_nonzero(held)), 1 / share):
                found.append(f"{name}: {value}")
        return found

    def snapshot(self) -> bytes:
        """Everything, for a quick restart. The caller seals it: it holds names and numbers."""
        head = {
            "format": SNAPSHOT_FORMAT,
            "ids": self.ids,
            "accounts": list(self._account_code),
            "gone": sorted(self.gone),
            "values": {name: c.values for name, c in self.comparisons.items()},
            "frequencies": self.frequencies,
            "counted": self.counted,
        }
        arrays: dict[str, NDArray[Any]] = {f"code {name}": held.view for name, held in self.codes.items()}
        arrays["account"] = self.accounts.view
        arrays["head"] = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
        written = io.BytesIO()
        np.savez(written, allow_pickle=False, **arrays)
        return written.getvalue()

    @classmethod
    def restored(cls, snapshot: bytes, comparisons: Sequence[Distinct]) -> "Columns":
        """From `snapshot()`. Raises ValueError if it is of another format or of other comparisons."""
        arrays = np.load(io.BytesIO(snapshot), allow_pickle=False)
        head = json.loads(arrays["head"].tobytes())
        columns = cls(comparisons)
        if head["format"] != SNAPSHOT_FORMAT or set(head["values"]) != set(columns.codes):
            raise ValueError("The snapshot is of another version: build anew.")
        columns.ids = head["ids"]
        columns._account_code = {account: code for code, account in enumerate(head["accounts"])}
        columns.accounts.extend(arrays["account"])
        columns.gone = set(head["gone"])
        columns.row_of = {id: row for row, id in enumerate(columns.ids) if row not in columns.gone}
        for name, comparison in columns.comparisons.items():
            _code_all(comparison, head["values"][name])
            columns.codes[name].extend(arrays[f"code {name}"])
        columns.frequencies, columns.counted = head["frequencies"], head["counted"]
        return columns


def _code_all(comparison: Distinct, values: Iterable[str]) -> None:
    for value in values:
        comparison.code(value)


def _shares(comparison: Distinct, column: str, times: NDArray[np.intp], expected: float) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for value, seen in zip(comparison.values, times.tolist(), strict=True):
        cell = comparison.cells(value).get(column)
        if cell is not None:
            counts[cell] += seen
    total = sum(counts.values()) + PRIOR_MENTIONS
    return {cell: (seen + PRIOR_MENTIONS * expected) / total for cell, seen in counts.items()}
