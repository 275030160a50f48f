"""What leaves the house: the list of the lapsed, and letters."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..courses import course_title
from ..models import Learner, Reminder
from ..refresher import State
from .listing import RosterRow, row_of, rows, standing
from .scope import areas_for

COLUMNS = ("Badge", "Name", "Role", "Operator", "Course", "Due on", "Because of", "Last trained")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lapsed(viewer: Actor, area: Area, *, course: str = "", today: date | None = None) -> list[RosterRow]:
    """Everybody overdue in an area, by how long."""
    today = today or timezone.localdate()
    if area.slug not in areas_for(viewer, "training.export"):
        return []
    found = standing(frozenset({area.slug}), today).filter(state=State.OVERDUE)
    found = found.filter(course_id=course) if course else found
    return [row_of(each) for each in rows(found)]


def lapsed_csv(viewer: Actor, area: Area, *, course: str = "", today: date | None = None) -> str:
    """`lapsed()` for the licensing system; an export in the audit. Dates as 2027-03-31."""
    found = lapsed(viewer, area, course=course, today=today)
    record(
        Verb.EXPORT,
        "training.export",
        by=viewer,
        thing=("area", area.pk),
        detail={"course": course, "count": len(found)},
    )
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(COLUMNS)
    sheet.writerows(_cells(each) for each in found)
    return out.getvalue()


def _cells(row: RosterRow) -> list[str]:
    return [
        plain_cell(row.badge),
        plain_cell(row.name),
        row.role_words,
        plain_cell(row.operator),
        row.course_words,
        row.due_on.isoformat() if row.due_on else "",
        row.reason_words,
        row.last_on.isoformat() if row.last_on else "",
    ]


def plain_cell(text: str) -> str:
    """A spreadsheet runs what begins like a formula: an apostrophe before it makes it text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@dataclass(frozen=True)
class Letter:
    """One sheet of paper."""

    reminder: Reminder
    learner: Learner
    course: str

    @property
    def badge(self) -> str:
        return self.learner.badge

    @property
    def name(self) -> str:
        return self.learner.name

    @property
    def operator(self) -> str:
        return self.learner.operator.name if self.learner.operator is not None else ""

    @property
    def overdue(self) -> bool:
        return self.reminder.due_on < timezone.localdate()


def letters(viewer: Actor, area: Area) -> list[Letter]:
    """Letters that wait to be printed, by firm, so that a firm's can be handed over together."""
    if area.slug not in areas_for(viewer, "training.letters"):
        return []
    waiting = Reminder.objects.filter(area=area, way=Reminder.Way.LETTER, state=Reminder.State.DUE)
    found = list(_letters(waiting.select_related("learner", "learner__operator")))
    record(
        Verb.CONSULTATION,
        "training.letters",
        by=viewer,
        thing=("area", area.pk),
        detail={"count": len(found)},
    )
    return sorted(found, key=lambda letter: (letter.operator.casefold(), letter.badge))


def _letters(waiting: Iterable[Reminder]) -> Iterator[Letter]:
    titles: dict[str, str] = {}
    for each in waiting:
        title = titles.setdefault(each.course_id, course_title(each.course_id))
        yield Letter(each, each.learner, title)


def unsure(viewer: Actor, area: Area) -> list[Letter]:
    """Mails that were being sent when a worker stopped: a person says whether they went."""
    if area.slug not in areas_for(viewer, "training.letters"):
        return []
    going = Reminder.objects.filter(area=area, state=Reminder.State.GOING)
    return list(_letters(going.select_related("learner", "learner__operator")))
