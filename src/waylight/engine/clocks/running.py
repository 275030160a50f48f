"""A running clock: when a limit falls due, how much of it has gone, and how much is left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import overload

from waylight.engine.clocks.hours import WorkingHours
from waylight.engine.clocks.limit import Limit
from waylight.engine.clocks.scale import Scale, scale_of
from waylight.engine.clocks.timetable import instant, moment

Pause = tuple[datetime, datetime | None]

_NO_END = 1 << 62


@overload
def due(start: datetime, limit: Limit, hours: WorkingHours) -> datetime: ...
@overload
def due(start: datetime, limit: Limit, hours: WorkingHours, pauses: Sequence[Pause]) -> datetime | None: ...
def due(start: datetime, limit: Limit, hours: WorkingHours, pauses: Sequence[Pause] = ()) -> datetime | None:
    """The first moment, in UTC, by which the whole limit has run; None while a pause without end holds it.

    `start` is any moment with a time zone. Working hours are counted only while open; a limit used up
    exactly at closing time is due at closing time. Working days fall due at close of business of the last
    one; which day is day one, and why, is told at `Limit`. A `Pause` is (from, until), or (from, None)
    while it lasts, and stops the clock of this limit; overlapping pauses stop it once.

    A deadline never comes before `start`. Whether it has passed is `now > due`, not the sign of `remaining`,
    which stands still while the hub is closed.

    Raises ValueError for a moment without a time zone, a pause that ends before it begins, or working time
    outside 1990 to 2100.
    """
    begun = instant(start)
    stops = _stops(pauses, begun)
    scale = scale_of(limit, start, _last_moment(start, pauses), hours)
    needed = limit.amount // scale.unit
    counted_to = scale.zero
    for stopped, resumed in stops:
        ran = _reading(scale, stopped) - counted_to
        if needed <= ran:
            break
        if resumed == _NO_END:
            return None
        needed -= ran
        counted_to = _reading(scale, resumed)
    return moment(max(begun, scale.reached(counted_to + needed)))


def elapsed(
    start: datetime, now: datetime, limit: Limit, hours: WorkingHours, pauses: Sequence[Pause] = ()
) -> timedelta:
    """How much of the limit's own time has gone between `start` and `now`; nothing before `start`.

    In working days this is `timedelta(days=n)` for the n counted days that have reached close of business.
    Raises ValueError as `due` does.
    """
    begun, at = instant(start), instant(now)
    if at < begun:
        return timedelta(0)
    scale = scale_of(limit, start, now, hours)
    gone = _reading(scale, at) - scale.zero
    for stopped, resumed in _stops(pauses, begun):
        if stopped < at:
            gone -= _reading(scale, min(resumed, at)) - _reading(scale, stopped)
    return gone * scale.unit


def remaining(
    start: datetime, now: datetime, limit: Limit, hours: WorkingHours, pauses: Sequence[Pause] = ()
) -> timedelta:
    """How much of the limit is left at `now`, in the limit's own time; below zero once it is overrun.

    Zero at the deadline, and for as long after it as the limit's own time stands still (the night after a
    deadline in working hours, the day after one in working days). Raises ValueError as `due` does.
    """
    return limit.amount - elapsed(start, now, limit, hours, pauses)


def _reading(scale: Scale, at: int) -> int:
    # A working day may start counting after the clock was started, and a pause may come in between.
    return max(scale.zero, scale.reading(at))


def _last_moment(start: datetime, pauses: Sequence[Pause]) -> datetime:
    return max([start, *(at for pause in pauses for at in pause if at is not None)])


def _stops(pauses: Sequence[Pause], begun: int) -> list[tuple[int, int]]:
    """Pauses as instants from `begun` on, in order, with overlapping ones joined."""
    stops: list[tuple[int, int]] = []
    for stopped, resumed in sorted(_stop(pause) for pause in pauses):
        if resumed <= begun:
            continue
        if stops and stopped <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(stops[-1][1], resumed))
        else:
            stops.append((max(stopped, begun), resumed))
    return stops


def _stop(pause: Pause) -> tuple[int, int]:
    stopped = instant(pause[0])
    resumed = _NO_END if pause[1] is None else instant(pause[1])
    if resumed < stopped:
        raise ValueError(f"A pause ends before it begins: {pause[0]} to {pause[1]}.")
    return stopped, resumed
