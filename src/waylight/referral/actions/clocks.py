"""Starting what this room makes due: each with the moment that its own dated rules give."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Child

from ..rules import clocks

NOON = time(12)


def begin(child: Child, kind: DueKind, term: str, *, about: UUID, at: datetime, agency: str = "") -> None:
    """Let a term of `content/referral/clocks.yaml` run from `at`. One counted in hours or working days is
    reckoned again when the calendar changes; a day so many months later stays that day."""
    rule = clocks().terms[term]
    until = None if rule.limit else rule.ends(at, child.area_id)
    owed = dues.Owed(agency=agency, until=until)
    dues.start(child, kind, about=about, at=at, limit=rule.limit, owed=owed)


def by_moment(
    child: Child,
    kind: DueKind,
    until: datetime,
    *,
    about: UUID,
    owner: Person | None = None,
    agency: str = "",
) -> None:
    """Due at a moment that somebody named, or that a rule gave already."""
    dues.start(child, kind, about=about, owed=dues.Owed(owner=owner, agency=agency, until=until))


def noon(day: date) -> datetime:
    """A meeting is known by its day; its clock runs from the middle of it."""
    return timezone.make_aware(datetime.combine(day, NOON))
