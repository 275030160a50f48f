"""A paper register, read back: one line a person. Pure.

With or without a line of headings; without one the columns are badge, name, check and result. A line that
says too little is read as far as it goes, so that nothing on the paper is lost.
"""

import csv
import io
from dataclasses import dataclass

from .codes import CheckHow, Result
from .roster_keys import words_as_compared

ORDER = ("badge", "name", "check", "result")
HEADINGS = {
    "badge": ("badge", "badge no", "badge number", "licence", "licence number"),
    "name": ("name", "full name", "driver"),
    "check": ("check", "how", "checked", "check how"),
    "result": ("result", "passed", "outcome"),
}
CHECKS = {
    "": "",
    **dict.fromkeys(("written", "w", "paper", "on paper"), CheckHow.WRITTEN.value),
    **dict.fromkeys(("spoken", "s", "oral", "aloud"), CheckHow.SPOKEN.value),
    **dict.fromkeys(("interpreter", "i", "with an interpreter"), CheckHow.INTERPRETER.value),
}
RESULTS = {
    "": "",
    **dict.fromkeys(("passed", "pass", "p", "yes", "y", "x", "✓"), Result.PASSED.value),
    **dict.fromkeys(("not yet", "not-yet", "no", "n"), Result.NOT_YET.value),
    **dict.fromkeys(("left early", "left-early", "left"), Result.LEFT_EARLY.value),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """One line. `unread`: words in it that mean neither a check nor a result."""

    line: int
    badge: str
    name: str
    check_how: str
    result: str
    unread: tuple[str, ...] = ()


def read_register(text: str) -> list[Signed]:
    text = text.strip("\r\n\ufeff")
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    numbered = [
        (lines.line_num, [cell.strip() for cell in cells]) for cells in lines if any(map(str.strip, cells))
    ]
    places = _places(numbered[0][1]) if numbered else {}
    if places:
        return [_signed(line, cells, places) for line, cells in numbered[1:]]
    return [_signed(line, cells, {name: at for at, name in enumerate(ORDER)}) for line, cells in numbered]


def _places(cells: list[str]) -> dict[str, int]:
    """Where each column stands; empty where this is no line of headings."""
    names = {name: column for column, names in HEADINGS.items() for name in names}
    found = {names[plain]: at for at, cell in enumerate(cells) if (plain := words_as_compared(cell)) in names}
    return found if "badge" in found else {}


def _signed(line: int, cells: list[str], places: dict[str, int]) -> Signed:
    said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    check, result = words_as_compared(said.get("check", "")), words_as_compared(said.get("result", ""))
    unread = tuple(word for word, known in ((check, CHECKS), (result, RESULTS)) if word not in known)
    return Signed(
        line,
        said.get("badge", "")[:40],
        said.get("name", "")[:120],
        CHECKS.get(check, ""),
        RESULTS.get(result, ""),
        unread,
    )
