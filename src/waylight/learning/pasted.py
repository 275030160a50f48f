"""A pasted sheet as lines of cells: from a spreadsheet (tabs) or a CSV file (commas or semicolons). Pure.

Each line is read by itself. A quotation mark without its partner, which is also what a line break inside a
cell leaves behind, makes its own line unusable and swallows nobody who stands after it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as counted in what was pasted. Of a `broken` line the cells are whatever stands between two
    delimiters, without quotation marks: enough to tell whom it may be about, and no more."""

    number: int
    cells: list[str]
    broken: bool = False


def lines(text: str) -> Iterator[Line]:
    """Those with something in them. A line that is shorter than the first, right after a broken one, is what
    follows a line break inside a cell: broken as well."""
    delimiter, width, torn = "", 0, False
    for number, written in enumerate(_BREAK.split(text.removeprefix("\ufeff")), 1):
        if not written.strip():
            continue
        delimiter = delimiter or max("\t;,", key=written.count)
        cells = _cells(written, delimiter)
        if cells is not None and not any(cells):
            continue
        width = width or len(cells or ())
        torn = cells is None or (torn and len(cells) < width)
        if torn or cells is None:
            yield Line(number, [each.strip(' "\t') for each in written.split(delimiter)], broken=True)
        else:
            yield Line(number, cells)


def _cells(written: str, delimiter: str) -> list[str] | None:
    """None where quotation marks do not pair."""
    if written.count('"') % 2:
        return None
    reader = csv.reader([written, ""], delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error:
        return None
    return None if reader.line_num > 1 else [each.strip() for each in cells]
