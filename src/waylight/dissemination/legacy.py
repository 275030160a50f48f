"""Reading 5x5x5 reports that were written elsewhere, from CSV or JSON lines, as text.

A grade is kept as it was written and is never turned into a 3x5x2 one: whoever grades here does so anew.
Source: Waylight's domain study 2.1.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS, LONGEST_GRADE, LONGEST_WORDS = 500, 20, 20_000
COLUMNS = ("report", "title", "words", "grade")
"""`report`: rows with the same one are items of one report. The grade, as in "B24", stays as it stands."""


class NotRead(ValueError):
    """A row that cannot be read; `row` counts from 1, `column` is what is wrong with it ("" for the row)."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(f"row {row}: {column or 'not read'}")
        self.row, self.column = row, column


@dataclass(frozen=True)
class LegacyItem:
    report: str
    title: str
    words: str
    grade: str


def read(text: str) -> list[LegacyItem]:
    """Every row, in order. Raises NotRead for the first that cannot be read; then nothing is brought in."""
    found = []
    for number, row in enumerate(_rows(text.lstrip("\ufeff").strip()), start=1):
        if number > MOST_ROWS:
            raise NotRead(number, "")
        item = LegacyItem(**{name: str(row.get(name) or "").strip() for name in COLUMNS})
        for name, longest in (("words", LONGEST_WORDS), ("grade", LONGEST_GRADE)):
            value = getattr(item, name)
            if not value or len(value) > longest:
                raise NotRead(number, name)
        found.append(item)
    if not found:
        raise NotRead(1, "")
    return found


def _rows(text: str) -> Iterator[dict[str, object]]:
    if not text.startswith("{"):
        yield from csv.DictReader(io.StringIO(text))
        return
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise NotRead(number, "") from problem
        if not isinstance(row, dict):
            raise NotRead(number, "")
        yield row
