"""Due dates and reminders worked out from the diary of a year alone, in days counted from the year 1.

Written apart from `waylight.learning.refresher` and using none of it: a second opinion. Every "as of" has two
days: `known`, up to which the office had written things down, and `today`, on which rules and demands are in
force.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from waylight.learning.simulation import Diary, Driver

Key = tuple[str, int, int]
"""Badge, due day, days before it."""


def months_on(day: date, months: int) -> int:
    year, month, last = day.year, day.month + months, day.day
    while month > 12:
        year, month = year + 1, month - 12
    while True:
        try:
            return date(year, month, last).toordinal()
        except ValueError:
            last -= 1


@dataclass
class Numbers:
    """A rule in day numbers."""

    made: int
    starts: int
    to_all: bool
    months: int | None
    first: int | None
    lead: int | None
    window: int
    steps: list[int]


class ByHand:
    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.rules: dict[tuple[str, str], list[Numbers]] = {}
        for ruled in diary.rules:
            draft = ruled.draft
            numbers = Numbers(
                ruled.day.toordinal(),
                draft.starts.toordinal(),
                ruled.to_all,
                draft.months,
                draft.first_days,
                draft.lead_days,
                draft.window_days,
                sorted(draft.remind, reverse=True),
            )
            self.rules.setdefault((ruled.area, ruled.firm), []).append(numbers)

    # One due date

    def due(self, driver: Driver, known: int, today: int) -> int | None:
        """The due day; None: nothing is due, or they are not on the roster."""
        if driver.joined.toordinal() > known or (driver.left and driver.left.toordinal() <= known):
            return None
        last = self._last(driver, known)
        council = self._judging(driver.area, "", last, known, today)
        if council is None:
            return None
        oldest = min(each.starts for each in self._begun(driver.area, "", known, today))
        asked = [self._by_rule(driver, council, last, oldest)]
        asked.append(self._by_renewal(driver, council, last, known))
        if driver.firm and (own := self._judging(driver.area, driver.firm, last, known, today)) is not None:
            first = min(each.starts for each in self._begun(driver.area, driver.firm, known, today))
            asked.append(self._by_rule(driver, own, last, first))
        asked.extend(self._by_demands(driver, last, known, today))
        days = [day for day in asked if day is not None]
        return self._moved(driver, min(days), known) if days else None

    def _last(self, driver: Driver, known: int) -> tuple[date, str] | None:
        """Day and version of the last training that counted, of two on one day the later written."""
        found = None
        for trained in driver.trained:
            if trained.day.toordinal() > known:
                continue
            if trained.taken_back is not None and trained.taken_back.toordinal() <= known:
                continue
            if found is None or trained.on >= found[0]:
                found = (trained.on, trained.version)
        return found

    def _begun(self, area: str, firm: str, known: int, today: int) -> list[Numbers]:
        every = self.rules.get((area, firm), [])
        return [each for each in every if each.made <= known and each.starts <= today]

    def _judging(
        self, area: str, firm: str, last: tuple[date, str] | None, known: int, today: int
    ) -> Numbers | None:
        begun = self._begun(area, firm, known, today)
        if not begun:
            return None
        newest_first = begun[::-1]  # the diary's rules begin in the order in which they were made
        if last is None:
            return newest_first[0]
        for each in newest_first:
            if each.to_all or each.starts <= last[0].toordinal():
                return each
        return newest_first[-1]

    def _by_rule(
        self, driver: Driver, rule: Numbers, last: tuple[date, str] | None, oldest: int
    ) -> int | None:
        if last is not None:
            return None if rule.months is None else months_on(last[0], rule.months)
        if rule.first is None:
            return None
        return max(driver.joined.toordinal(), oldest) + rule.first

    def _by_renewal(
        self, driver: Driver, rule: Numbers, last: tuple[date, str] | None, known: int
    ) -> int | None:
        if rule.lead is None:
            return None
        dates = [on for since, on in driver.renewals if since.toordinal() <= known]
        if not dates or dates[-1] is None:
            return None
        latest = dates[-1].toordinal() - rule.lead
        served = last is not None and latest - last[0].toordinal() <= rule.window
        return None if served else latest

    def _by_demands(
        self, driver: Driver, last: tuple[date, str] | None, known: int, today: int
    ) -> Iterator[int]:
        for each in self.diary.demands:
            demand = each.demand
            in_force = each.day.toordinal() <= known and demand.since.toordinal() <= today
            if each.area != driver.area or not in_force:
                continue
            if last is None:
                served = driver.joined > demand.by
            elif last[1] and demand.version:
                served = last[1][:9] >= demand.version  # one digit each, in this diary
            else:
                served = last[0] >= demand.since
            if not served:
                yield demand.by.toordinal()

    def _moved(self, driver: Driver, day: int, known: int) -> int:
        spans = []
        for away in driver.away:
            if away.day.toordinal() > known:
                continue
            until = away.until.toordinal()
            if away.back is not None and away.back.toordinal() <= known:
                until = min(until, away.back.toordinal() - 1)
            spans.append((away.since.toordinal(), until))
        for since, until in sorted(spans):
            if since <= day <= until:
                day = until
        return day

    # What was due in which mornings, and what should have gone

    def stretches(self, driver: Driver, end: int) -> Iterator[tuple[int, int, int]]:
        """First morning, first morning no more, and the due day that stood between. A morning knows what was
        written down until the evening before, and the rules that begin on it."""
        turns = sorted(day for day in self._turns(driver) if day < end)
        stands: int | None = None
        since = 0
        for morning in turns:
            now = self.due(driver, morning - 1, morning)
            if now != stands:
                if stands is not None:
                    yield since, morning, stands
                stands, since = now, morning
        if stands is not None:
            yield since, end, stands

    def _turns(self, driver: Driver) -> set[int]:
        """Every morning on which something about this driver may be other than the day before."""
        days = {driver.joined, *(since for since, _on in driver.renewals)}
        days |= {driver.left} if driver.left else set()
        days |= {each.day for each in driver.trained}
        days |= {each.taken_back for each in driver.trained if each.taken_back}
        days |= {each.day for each in driver.away} | {each.back for each in driver.away if each.back}
        turns = {day.toordinal() + 1 for day in days}
        for firm in {"", driver.firm}:
            turns |= {max(r.starts, r.made + 1) for r in self.rules.get((driver.area, firm), [])}
        demands = [each for each in self.diary.demands if each.area == driver.area]
        return turns | {max(each.demand.since.toordinal(), each.day.toordinal() + 1) for each in demands}

    def expected(self, driver: Driver, end: int) -> Iterator[tuple[Key, int]]:
        """Every reminder that should have gone before `end`, and the morning of it."""
        for since, until, due in self.stretches(driver, end):
            for steps, start, over in self._step_times(driver.area, end):
                first, last = max(since, start), min(until, over)
                if first < last:
                    for step, goes in self._goes(due, max(since, start), steps):
                        if first <= goes < last:
                            yield (driver.badge, due, step), goes

    def _step_times(self, area: str, end: int) -> list[tuple[list[int], int, int]]:
        """Which days before a due date were in use, from which morning to before which. The first are from
        always."""
        times: list[tuple[list[int], int, int]] = []
        for rule in self.rules[(area, "")]:
            if not times:
                times.append((rule.steps, 0, end))
            elif times[-1][0] != rule.steps:
                times[-1] = (times[-1][0], times[-1][1], rule.starts)
                times.append((rule.steps, rule.starts, end))
        return times

    def _goes(self, due: int, known: int, steps: list[int]) -> Iterator[tuple[int, int]]:
        ahead = [step for step in steps if due - step >= known]
        behind = [step for step in steps if due - step < known]
        if behind:
            yield min(behind), known
        for step in ahead:
            yield step, due - step
