"""Opening hours turned into instants, so that a question about time becomes a look-up.

Instants are whole microseconds since 1970 in UTC: exact, and quick to bisect.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from waylight.engine.clocks.opening import MIDNIGHT, Opening

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST_YEAR, LAST_YEAR = 1990, 2100

_ONE_DAY = timedelta(days=1)


def instant(at: datetime) -> int:
    """Microseconds since 1970 in UTC. Raises ValueError for a datetime without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone: clocks count from a known instant.")
    return (at - EPOCH) // MICROSECOND


def moment(at: int) -> datetime:
    """The UTC datetime of an instant."""
    return EPOCH + timedelta(microseconds=at)


@dataclass(frozen=True)
class Timetable:
    """Every opening within some years: when doors open and close, and what has added up by then.

    `opens` and `closes` are merged runs. `open_before[i]` and `open_by[i]` are the microseconds open before
    run i begins and when it ends. `days` are the working days as ordinals, and `day_ends` the instant of
    close of business on each.
    """

    opens: list[int]
    closes: list[int]
    open_before: list[int]
    open_by: list[int]
    days: list[int]
    day_ends: list[int]

    def open_until(self, at: int) -> int:
        """Microseconds open between the timetable's beginning and `at`."""
        run = bisect_right(self.opens, at) - 1
        if run < 0:
            return 0
        return self.open_before[run] + min(at, self.closes[run]) - self.opens[run]

    def when_open_for(self, amount: int) -> int | None:
        """The first instant with `amount` microseconds open before it; None if this timetable ends first."""
        run = bisect_left(self.open_by, amount)
        if run == len(self.open_by):
            return None
        return self.closes[run] - (self.open_by[run] - amount)

    def when_days_ended(self, count: int) -> int | None:
        """Close of business on the `count`th working day; None if this timetable ends first."""
        return self.day_ends[count - 1] if count <= len(self.day_ends) else None

    def days_ended(self, at: int) -> int:
        """How many working days have reached close of business at `at`."""
        return bisect_right(self.day_ends, at)

    def days_before(self, day: date, *, inclusive: bool) -> int:
        """How many working days lie before a local date, or up to and including it."""
        return (bisect_right if inclusive else bisect_left)(self.days, day.toordinal())


class Timetables:
    """The timetables of one set of hours, each year worked out once."""

    def __init__(self, openings_on: Callable[[date], Iterable[Opening]], zone: ZoneInfo) -> None:
        self._openings_on = openings_on
        self._zone = zone
        self._days_of_year: dict[int, list[list[tuple[int, int]]]] = {}
        self._covering: dict[tuple[int, int], Timetable] = {}

    def covering(self, first: int, last: int) -> Timetable:
        """The timetable from the start of year `first` to the end of year `last`, in UTC.

        Raises ValueError outside 1990 to 2100, where a typing slip is likelier than a deadline.
        """
        found = self._covering.get((first, last))
        if found is None:
            if first < FIRST_YEAR or last > LAST_YEAR:
                wrong = first if first < FIRST_YEAR else last
                raise ValueError(
                    f"Working time is counted between {FIRST_YEAR} and {LAST_YEAR}; this reaches {wrong}."
                )
            found = self._covering[first, last] = self._built(first, last)
        return found

    def first_answer(self, first: int, last: int, ask: Callable[[Timetable], int | None]) -> int:
        """What `ask` finds in the timetable covering these years, or in as many more years as it takes."""
        while (found := ask(self.covering(first, last))) is None:
            last += 1
        return found

    def _built(self, first: int, last: int) -> Timetable:
        # A year in UTC touches one more local date at each end, whichever way the zone differs.
        table = Timetable([], [], [], [], [], [])
        self._append(table, date(first - 1, 12, 31), self._spans(date(first - 1, 12, 31)))
        for year in range(first, last + 1):
            if year not in self._days_of_year:
                self._days_of_year[year] = [self._spans(day) for day in _dates(year)]
            for day, spans in zip(_dates(year), self._days_of_year[year], strict=True):
                self._append(table, day, spans)
        self._append(table, date(last + 1, 1, 1), self._spans(date(last + 1, 1, 1)))
        return table

    def _spans(self, day: date) -> list[tuple[int, int]]:
        spans = []
        for opening in self._openings_on(day):
            ends_at_midnight = opening.closes == MIDNIGHT
            opens = _first_showing(datetime.combine(day, opening.opens), self._zone)
            closes = _last_before(
                datetime.combine(day + _ONE_DAY if ends_at_midnight else day, opening.closes), self._zone
            )
            if opens < closes:
                spans.append((opens, closes))
        return spans

    @staticmethod
    def _append(table: Timetable, day: date, spans: list[tuple[int, int]]) -> None:
        for opens, closes in spans:
            if table.closes and opens <= table.closes[-1]:
                # Midnight to midnight, or two openings meeting inside the repeated hour of October.
                added = closes - table.closes[-1]
                table.closes[-1] = closes
                table.open_by[-1] += added
                continue
            before = table.open_by[-1] if table.open_by else 0
            table.opens.append(opens)
            table.closes.append(closes)
            table.open_before.append(before)
            table.open_by.append(before + closes - opens)
        if spans:
            table.days.append(day.toordinal())
            table.day_ends.append(spans[-1][1])


def _dates(year: int) -> Iterable[date]:
    start = date(year, 1, 1)
    return (start + timedelta(days=number) for number in range((date(year + 1, 1, 1) - start).days))


def _first_showing(local: datetime, zone: ZoneInfo) -> int:
    """The first instant at which clocks in `zone` show `local` or later.

    In the hour that comes twice this is the first time round; in the hour that is skipped, the instant
    clocks jump. Doors open as early, and (see `_last_before`) close as late, as their hours allow, so that
    a doubtful hour brings a deadline nearer and never puts it off.
    """
    aware = local.replace(tzinfo=zone, fold=0)
    at = instant(aware)
    return _jump(local, zone) if _is_skipped(aware) else at


def _last_before(local: datetime, zone: ZoneInfo) -> int:
    """The instant just after clocks in `zone` last show a time before `local`."""
    aware = (local - MICROSECOND).replace(tzinfo=zone, fold=1)
    return _jump(local - MICROSECOND, zone) if _is_skipped(aware) else instant(aware) + 1


def _is_skipped(aware: datetime) -> bool:
    return aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) != aware.replace(tzinfo=None)


def _jump(skipped: datetime, zone: ZoneInfo) -> int:
    """The instant clocks go forward over the local time `skipped`."""
    after = instant(skipped.replace(tzinfo=zone, fold=0))
    before = instant(skipped.replace(tzinfo=zone, fold=1))
    new_offset = moment(after).astimezone(zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if moment(middle).astimezone(zone).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after
