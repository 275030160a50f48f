"""A paper register, read back: one line a person. Pure.

With or without a line of headings; without one the columns are badge, name, check and result. A line that
says too little is read as far as it goes, so that nothing on the paper is lost; one whose cells cannot be
told apart says neither a check nor a result.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .codes import CheckHow, Result
from .pasted import Line, lines
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
    """One line. `unread`: words in it that mean neither a check nor a result, or why it cannot be read."""

    line: int
    badge: str
    name: str
    check_how: str
    result: str
    unread: tuple[str, ...] = ()


def read_register(text: str) -> list[Signed]:
    numbered = list(lines(text))
    places = _places(numbered[0].cells) if numbered else {}
    if places:
        return [_signed(line, places) for line in numbered[1:]]
    return [_signed(line, {name: at for at, name in enumerate(ORDER)}) for line in numbered]


def _places(cells: list[str]) -> dict[str, int]:
    """Where each column stands; empty where this is no line of headings."""
    names = {name: column for column, names in HEADINGS.items() for name in names}
    found = {names[plain]: at for at, cell in enumerate(cells) if (plain := words_as_compared(cell)) in names}
    return found if "badge" in found else {}


def _signed(line: Line, places: dict[str, int]) -> Signed:
    said = {name: line.cells[at] if at < len(line.cells) else "" for name, at in places.items()}
    badge, name = said.get("badge", "")[:40], said.get("name", "")[:120]
    if line.broken:
        why = _("a line break inside a cell, or a quotation mark without its partner")
        return Signed(line.number, badge, name, "", "", (why,))
    check, result = words_as_compared(said.get("check", "")), words_as_compared(said.get("result", ""))
    unread = tuple(word for word, known in ((check, CHECKS), (result, RESULTS)) if word not in known)
    return Signed(line.number, badge, name, CHECKS.get(check, ""), RESULTS.get(result, ""), unread)
