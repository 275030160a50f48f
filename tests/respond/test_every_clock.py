"""Every clock of the content against an independent reckoning, on ten thousand cases; a new line is compared
without anybody's doing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import yaml
from tests.respond.calendar_by_hand import HUB, OFFICE, due_by_hand, local_day, moment, open_spans

from waylight.casework.details import support_from, turns_18
from waylight.casework.rooms import hours_of
from waylight.disruption.actions.steps import morning
from waylight.disruption.codes import ALARMS
from waylight.disruption.statute import removed_on
from waylight.engine.clocks import Limit, due, months_after
from waylight.plan.rules import follow_up_months
from waylight.referral.rules import clocks as referral_clocks
from waylight.site.catalogues import ROOT

CASES = 10_000
AWKWARD = [date(2025, 12, 24), date(2026, 3, 28), date(2026, 4, 2), date(2026, 10, 24), date(2026, 12, 24)]


def _content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "content" / name).read_text())
    return found


def limits() -> Iterator[tuple[str, str, bool]]:
    """Every limit that the content writes: where, its text, and whether by the office's hours of the Act."""
    casework, referral = _content("casework/clocks.yaml"), _content("referral/clocks.yaml")
    for kind, line in casework["clocks"].items():
        if line["limit"]:
            yield kind, line["limit"], kind.startswith("licence-")
    yield "reminders", casework["reminders"]["again"], False
    for part in ("checks", "clocks"):
        for name, line in referral[part].items():
            if "limit" in line:
                yield f"referral {name}", line["limit"], False
    for route, limit in _content("casework/trafficking.yaml")["answer"].items():
        yield f"trafficking {route}", limit, False
    for name, limit in _content("areas/merrowdale/area.yaml")["limits"].items():
        yield f"area {name}", limit, False


def a_start(draw: Random) -> datetime:
    """Mostly near what goes wrong; to the minute, at every hour."""
    day = date(2025, 11, 10) + timedelta(days=draw.randrange(500))
    if draw.random() < 0.6:
        day = draw.choice(AWKWARD) + timedelta(days=draw.randrange(-6, 9))
    return datetime.combine(day, time(0), UTC) + timedelta(minutes=draw.randrange(24 * 60))


def some_pauses(draw: Random, start: datetime) -> list[tuple[datetime, datetime]]:
    found, at = [], start
    for _ in range(draw.choice((0, 0, 1, 2))):
        since = at + timedelta(minutes=draw.randrange(1, 5000))
        at = since + timedelta(minutes=draw.randrange(1, 6000))
        found.append((since, at))
    return found


def test_every_limit_agrees_with_a_calendar_by_hand(area: Any) -> None:
    draw, rules = Random(5), list(limits())
    hub, office = open_spans(HUB), open_spans(OFFICE)
    hours = {True: hours_of("licence-s5", "merrowdale"), False: hours_of("first", "merrowdale")}
    for case in range(CASES):
        name, limit, statute = rules[case % len(rules)]
        start = a_start(draw)
        pauses = [] if statute else some_pauses(draw, start)
        by_hand = due_by_hand(start, limit, office if statute else hub, pauses)
        assert due(start, Limit.parse(limit), hours[statute], pauses) == by_hand, (name, limit, start, pauses)
    assert {
        kind for _name, limit, _ in rules for kind in ("working day", "working hour", " h") if kind in limit
    }


def _years_on(day: date, years: int) -> date:
    """Counted from the first of the month, so that 29 February comes to 1 March where there is none."""
    return date(day.year + years, day.month, 1) + timedelta(days=day.day - 1)


def _months_on(day: date, months: int) -> date:
    """Month by month, each time to the next one's first; then as many days in as there are."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    found = first + timedelta(days=day.day - 1)
    while found.month != first.month:
        found -= timedelta(days=1)
    return found


def test_what_is_counted_in_months_years_and_days_agrees_with_counting_them() -> None:
    """Follow-ups at 3, 6 and 12 months, review conferences, a licence's entry, the 18th birthday, and the
    alarms before a measure ends."""
    draw = Random(6)
    terms = {each.months for each in referral_clocks().terms.values() if each.months}
    months = sorted(terms | set(follow_up_months()))
    assert {3, 6, 12} <= set(months) and set(ALARMS) == {28, 7, 1}
    for case in range(CASES):
        day = date(2004, 1, 1) + timedelta(days=draw.randrange(40 * 365))
        if case % 20 == 0:
            day = date(2004 + 4 * draw.randrange(10), 2, 29)
        each = months[case % len(months)]
        assert months_after(day, each) == _months_on(day, each), (day, each)
        assert removed_on(day) == _years_on(day, 11), day
        of_age = _years_on(day, 18)
        assert turns_18(day) == of_age
        half_a_year_before = of_age.replace(day=1)
        for _ in range(6):
            half_a_year_before = (half_a_year_before - timedelta(days=1)).replace(day=1)
        assert support_from(day) == half_a_year_before, day
        ends = date(2026, 1, 1) + timedelta(days=draw.randrange(600))
        for before in ALARMS:
            alarm = morning(ends - timedelta(days=before))
            assert (ends.toordinal() - local_day(alarm).toordinal()) == before
            assert alarm == moment(local_day(alarm), "09:00"), alarm
