"""The one table of who reads what, from `content/meetings/papers.yaml`: owner, version, date stand in it."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from waylight.casework.rules import HEAD, RulesError

from .codes import Panel, Reader

OWN = "own"
READERS = (OWN, *Reader.values)
FIELDS = (
    "name", "other_names", "born", "age", "numbers", "home_authority", "host_authority", "school",
    "communication", "safe_contact", "own_words", "level", "signs", "around", "worker", "because", "reason",
    "brief", "thing", "concern", "title", "decision", "reasons", "dissent", "action", "outcome", "correction",
)  # fmt: skip
"""Every field that a paper or minutes may hold."""

NEVER = ("do_not_disclose", "covert")
"""In no paper, whoever reads it: no line of the table may name them, and no paper is made from them."""

NAMING = ("name", "thing", "around")
"""Fields that can be shown as initials; the first two also as a pseudonym."""


class Shown(IntEnum):
    """How much of a field; the greater the more."""

    NONE = 0
    PSEUDONYM = 1
    INITIALS = 2
    WHOLE = 3


@dataclass(frozen=True)
class Table:
    version: str
    verified: bool
    cells: dict[tuple[str, str], Shown]
    panels: dict[tuple[str, str], Shown]

    def shown(self, field: str, reader: str, panel: str) -> Shown:
        """How much of a field somebody reads at a panel. Raises KeyError for a reader that is none."""
        if reader not in READERS or panel not in Panel.values:
            raise KeyError(reader)
        most = self.panels.get((panel, field), Shown.WHOLE)
        return min(self.cells.get((field, reader), Shown.NONE), most)


@cache
def table() -> Table:
    """Raises RulesError for a table that leaves a field out, names a reader twice, or shows what never is."""
    path = settings.CONTENT / "meetings" / "papers.yaml"
    found = yaml.safe_load(path.read_text("utf-8"))
    return read(found)


def read(found: dict[str, Any]) -> Table:
    """The table as its file says it. Raises RulesError."""
    if missing := [key for key in HEAD if not found.get(key)]:
        raise RulesError(f"papers.yaml: {', '.join(missing)} must be given.")
    if set(found["fields"]) != set(FIELDS):
        wrong = sorted(set(found["fields"]) ^ set(FIELDS))
        raise RulesError(f"papers.yaml: each field has one line, and no other: {', '.join(wrong)}.")
    cells: dict[tuple[str, str], Shown] = {}
    for field, line in found["fields"].items():
        for much, readers in line.items():
            for reader in readers:
                if reader not in READERS or (field, reader) in cells:
                    raise RulesError(f"papers.yaml: {field}: {reader} is no reader, or stands twice.")
                cells[field, reader] = _shown(field, much)
    most = {
        (Panel(panel).value, field): _shown(field, much)
        for panel, fields in found["panels"].items()
        for field, much in fields.items()
    }
    return Table(str(found["version"]), bool(found.get("verified")), cells, most)


def _shown(field: str, word: str) -> Shown:
    much = Shown[word.upper()] if word.upper() in Shown.__members__ else None
    possible = {Shown.NONE, Shown.WHOLE}
    if field in NAMING:
        possible |= {Shown.INITIALS} if field == "around" else {Shown.INITIALS, Shown.PSEUDONYM}
    if field not in FIELDS or much not in possible:
        raise RulesError(f"papers.yaml: {field} cannot be shown as {word}.")
    return much


READER_OF = (
    ("licensing", Reader.LICENSING),
    ("agency-checker", None),
    ("exploitation-coordinator", Reader.COORDINATOR),
    ("intelligence", Reader.POLICE),
    ("social-worker", Reader.CARE),
    ("team-manager", Reader.CARE),
    ("designated-officer", Reader.CARE),
    ("manager", Reader.HUB),
    ("screener", Reader.HUB),
)
"""What a role reads as, the narrowest first; None: whoever invites says for which agency they sit there."""

CHOSEN = tuple(each for each in Reader if each not in (Reader.COORDINATOR, Reader.CARE, Reader.HUB))
"""What somebody who answers for an agency may be said to sit there for."""
