"""What the licensing office prints about training: letters to those whom mail does not reach, and slips with
codes. Plain data in, a PDF out; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_noop, override

from waylight.guidance.models import Area

from ..actions import GivenCode
from ..queries import Letter
from .fonts import families
from .labels import ENGLISH, said
from .pdf import pdf

LETTER = gettext_noop("Training that is due")
SLIPS = gettext_noop("Codes for training")
DUE = gettext_noop("Your training is due by %(day)s.")
OVERDUE = gettext_noop("Your training was due by %(day)s.")
HOW = gettext_noop(
    "Go to your council's learning pages with your badge number and your code, or ask the licensing office "
    "for a place in a room. If you have lost your code, the office gives you a new one."
)
EASIER = gettext_noop("Ask the office too if you need it in another language, in large print or read aloud.")
SLIP_USE = gettext_noop(
    "Your way in to your training: go to your council's learning pages and type your badge number and this "
    "code. Keep it to yourself. The office gives you a new one if you lose it."
)


def letters(area: Area, waiting: Sequence[Letter], *, on: date) -> bytes:
    """One page a letter. Raises CannotPrint."""
    sheets = [
        {
            "name": letter.name or letter.badge,
            "badge": letter.badge,
            "firm": letter.operator,
            "course": letter.course,
            "due": _words(OVERDUE if letter.overdue else DUE, day=_day(letter.reminder.due_on)),
        }
        for letter in waiting
    ]
    more = {"letters": sheets, "how": _words(HOW), "easier": _words(EASIER), "day": _day(on)}
    return pdf("letters.typ", {**_sheet(LETTER, area.name), "from": area.name, **more})


def slips(council: str, given: Sequence[GivenCode]) -> bytes:
    """Slips to cut out, ten on a page, in the order given. Raises CannotPrint."""
    people = [{"name": each.learner.name, "badge": each.learner.badge, "code": each.code} for each in given]
    return pdf(
        "slips.typ", {**_sheet(SLIPS, council), "from": council, "slips": people, "use": _words(SLIP_USE)}
    )


def _sheet(title: str, author: str) -> Mapping[str, Any]:
    words = _words(title)
    return {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": words,
        "author": author,
        "about": words,
        "version": author,
        "heading": words,
    }


def _words(english: str, **values: str) -> str:
    return str(said(english, ENGLISH, **values)["words"])


def _day(day: date) -> str:
    with override(ENGLISH):
        return date_format(day, "j F Y")
