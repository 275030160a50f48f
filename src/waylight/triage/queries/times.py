"""How much time is left, on which calendar, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from waylight.engine.clocks import Limit, WorkingHours, remaining
from waylight.engine.clocks import Pause as Paused
from waylight.guidance import queries as guidance

from ..models import Clock, Contact

SOON = timedelta(hours=1)
FAR = timedelta(days=300)
CALENDARS: dict[str, str | Promise] = {
    "wall": gettext_lazy("round the clock"),
    "working_hours": gettext_lazy("working time"),
    "working_days": gettext_lazy("working days"),
}
KINDS: dict[str, str | Promise] = {
    Clock.Kind.SEEN: gettext_lazy("To be seen by a person"),
    Clock.Kind.DECISION: gettext_lazy("Decision"),
    Clock.Kind.RATING: gettext_lazy("For its rating"),
}


class Running(NamedTuple):
    """What there is to know of a clock that has not stopped."""

    kind: str
    calendar: str
    limit: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class TimeLeft:
    """One running clock as people read it."""

    kind: str
    due_at: datetime
    calendar: str
    words: str
    late: bool
    soon: bool
    paused: bool

    @property
    def what(self) -> str:
        return str(KINDS[self.kind])

    @property
    def calendar_words(self) -> str:
        return str(CALENDARS[self.calendar])


def time_left(clock: Running, now: datetime, hours: WorkingHours, pauses: Sequence[Paused]) -> TimeLeft:
    """`pauses` are the contact's own. Late is told in wall time, time left in the clock's own time."""
    paused = is_paused(clock, pauses)
    late = not paused and now > clock.due_at
    return TimeLeft(
        kind=clock.kind,
        due_at=clock.due_at,
        calendar=clock.calendar,
        words=_words(clock, now, hours, pauses, paused),
        late=late,
        soon=not late and not paused and clock.due_at - now < SOON,
        paused=paused,
    )


def _words(clock: Running, now: datetime, hours: WorkingHours, pauses: Sequence[Paused], paused: bool) -> str:
    if paused:
        return _("Paused")
    if now > clock.due_at:
        return _("Late by %(time)s") % {"time": span(now - clock.due_at)}
    if clock.calendar == "working_days":
        return _("By %(when)s") % {"when": brief(clock.due_at)}
    counted = [] if clock.calendar == "wall" else pauses
    left = remaining(clock.started_at, now, _limit(clock.limit), hours, counted)
    return _("%(time)s left") % {"time": span(left)}


@cache
def _limit(text: str) -> Limit:
    return Limit.parse(text)


def brief(moment: datetime) -> str:
    """ "Fri 20 Nov, 16:05", local, in the language of the moment; "1 Jun 2030" for what is far from now."""
    shape = "D j M, H:i" if abs(moment - timezone.now()) < FAR else "j M Y"
    return _brief(timezone.localtime(moment).replace(second=0, microsecond=0), shape, get_language())


@lru_cache(maxsize=10_000)
def _brief(minute: datetime, shape: str, language: str | None) -> str:
    """A list shows the same minutes again and again."""
    return date_format(minute, shape)


def span(length: timedelta) -> str:
    """Days and hours, or hours and minutes: as exact as anybody acts on."""
    minutes = max(0, int(length.total_seconds() // 60))
    hours, days = minutes // 60, minutes // 1440
    if days >= 2:
        return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes % 60}
    return _("%(minutes)s min") % {"minutes": minutes}


def nearest(clocks: Sequence[Running], pauses: Sequence[Paused]) -> Running | None:
    """The one to act on: the earliest that is not paused, or else the earliest."""
    return min(clocks, key=lambda clock: (is_paused(clock, pauses), clock.due_at), default=None)


def is_paused(clock: Running, pauses: Sequence[Paused]) -> bool:
    return clock.calendar != "wall" and any(until is None for _since, until in pauses)


def clocks(contact: Contact) -> list[TimeLeft]:
    """A contact's running clocks, the nearest deadline first. The caller has opened the contact."""
    now, hours = timezone.now(), guidance.hours(contact.area_id)
    pauses = list(contact.pauses.values_list("since", "until"))
    running = contact.clocks.filter(stopped_at__isnull=True).order_by("due_at").values_list(*Running._fields)
    return [time_left(Running(*each), now, hours, pauses) for each in running]
