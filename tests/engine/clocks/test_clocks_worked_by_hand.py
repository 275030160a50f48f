"""Deadlines worked out by hand with a calendar beside them. Times in comments are local."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from waylight.engine.clocks import Limit, WorkingHours, due, elapsed, remaining

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
NINE_TO_FIVE = {day: ["09:00-17:00"] for day in WEEKDAYS}
HUB = WorkingHours.from_pack({"nation": "ENG", "week": NINE_TO_FIVE})
SCOTTISH_HUB = WorkingHours.from_pack({"nation": "SCT", "week": NINE_TO_FIVE})
ROUND_THE_CLOCK = WorkingHours.from_pack(
    {
        "nation": "ENG",
        "bank_holidays": "open",
        "week": {day: ["00:00-24:00"] for day in (*WEEKDAYS, "saturday", "sunday")},
    }
)

ONE_FROM_IT = "1 working day beginning with the day"
TWO_FROM_IT = "2 working days beginning with the day"
TEN_FROM_IT = "10 working days beginning with the day"


def local(text: str) -> datetime:
    """A moment in London, from "2026-04-02 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "limit", "deadline", "why"),
    [
        ("2026-06-09 10:00", "2 h", "2026-06-09 12:00", "wall time knows no closing"),
        ("2026-06-12 16:00", "72 h", "2026-06-15 16:00", "a weekend counts on the wall"),
        ("2026-03-28 12:00", "24 h", "2026-03-29 13:00", "clocks went forward: the day had 23 hours"),
        ("2026-10-24 12:00", "24 h", "2026-10-25 11:00", "clocks went back: the day had 25 hours"),
        ("2026-06-09 10:00", "6 working hours", "2026-06-09 16:00", "one Tuesday"),
        ("2026-06-09 10:00", "7 working hours", "2026-06-09 17:00", "used up at closing is due at closing"),
        ("2026-06-09 10:00", "8 working hours", "2026-06-10 10:00", "an hour is left for Wednesday"),
        ("2026-06-09 03:00", "30 working minutes", "2026-06-09 09:30", "the clock starts with the doors"),
        ("2026-04-02 16:00", "6 working hours", "2026-04-07 14:00", "1 h on Maundy Thursday, 5 h on Tuesday"),
        ("2026-12-24 15:00", "6 working hours", "2026-12-29 13:00", "Christmas, a weekend, Monday in lieu"),
        ("2026-10-23 16:00", "6 working hours", "2026-10-26 14:00", "over the October change"),
        ("2026-03-27 16:00", "6 working hours", "2026-03-30 14:00", "over the March change"),
        ("2026-06-09 10:00", "1 working day", "2026-06-10 17:00", "the day after is day one"),
        ("2026-06-09 08:00", "1 working day", "2026-06-10 17:00", "before opening is still that Tuesday"),
        ("2026-06-09 18:30", "1 working day", "2026-06-11 17:00", "after closing counts as Wednesday"),
        ("2026-06-12 16:00", "1 working day", "2026-06-15 17:00", "Friday to Monday"),
        ("2026-06-13 11:00", "1 working day", "2026-06-16 17:00", "Saturday counts as Monday"),
        ("2026-06-13 11:00", "1 working day after the day", "2026-06-15 17:00", "by date, day one is Monday"),
        ("2026-12-31 18:00", "1 working day", "2027-01-05 17:00", "counts as Monday 4 January"),
        ("2026-04-02 16:00", "15 working days after the day", "2026-04-27 17:00", "Easter takes two days"),
        ("2026-03-09 10:00", "45 working days", "2026-05-14 17:00", "Easter and May Day take three days"),
        ("2026-04-02 16:00", TEN_FROM_IT, "2026-04-17 17:00", "Thursday is day one"),
        ("2026-04-04 16:00", TEN_FROM_IT, "2026-04-20 17:00", "Tuesday is day one"),
        ("2026-06-09 19:00", ONE_FROM_IT, "2026-06-09 19:00", "its one day is over"),
        ("2026-06-09 19:00", TWO_FROM_IT, "2026-06-10 17:00", "day two is tomorrow"),
    ],
)
def test_in_england(start: str, limit: str, deadline: str, why: str) -> None:
    allowed = Limit.parse(limit)
    found = due(local(start), allowed, HUB)
    assert (found, found.tzinfo) == (local(deadline), UTC), why
    assert remaining(local(start), found, allowed, HUB) == timedelta(0)


def test_nations_keep_their_own_days() -> None:
    six_hours, one_day = Limit.parse("6 working hours"), Limit.parse("1 working day")
    assert due(local("2026-04-02 16:00"), six_hours, SCOTTISH_HUB) == local("2026-04-06 14:00")
    assert due(local("2026-06-12 12:00"), one_day, SCOTTISH_HUB) == local("2026-06-16 17:00")
    assert due(local("2026-11-27 12:00"), one_day, SCOTTISH_HUB) == local("2026-12-01 17:00")


def test_round_the_clock_hours_are_wall_time_through_both_changes_and_the_new_year() -> None:
    for start in ("2026-03-28 20:00", "2026-10-24 20:00", "2026-12-24 20:00", "2026-12-31 20:00"):
        in_hours = due(local(start), Limit.parse("240 working hours"), ROUND_THE_CLOCK)
        assert in_hours == due(local(start), Limit.parse("240 h"), ROUND_THE_CLOCK)


def test_night_hours_stretch_and_shrink_with_the_clocks() -> None:
    nights = WorkingHours.from_pack({"nation": "ENG", "week": {"sunday": ["00:00-06:00"]}})
    for sunday, hours_open in (("2026-03-22", 6), ("2026-03-29", 5), ("2026-10-25", 7)):
        start, end = local(f"{sunday} 00:00"), local(f"{sunday} 12:00")
        assert elapsed(start, end, Limit.parse("9 working hours"), nights) == timedelta(hours=hours_open)


def test_an_opening_inside_the_skipped_hour_does_not_happen() -> None:
    hours = WorkingHours.from_pack({"nation": "ENG", "week": {"sunday": ["01:15-01:45"]}})
    found = due(local("2026-03-28 12:00"), Limit.parse("30 working minutes"), hours)
    assert found == local("2026-04-05 01:45")


def test_an_opening_out_of_the_skipped_hour_begins_with_the_jump() -> None:
    hours = WorkingHours.from_pack({"nation": "ENG", "week": {"sunday": ["01:30-03:00"]}})
    found = due(local("2026-03-28 12:00"), Limit.parse("30 working minutes"), hours)
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_an_opening_into_the_skipped_hour_ends_with_the_jump() -> None:
    hours = WorkingHours.from_pack({"nation": "ENG", "week": {"sunday": ["00:30-01:30"]}})
    found = due(local("2026-03-28 12:00"), Limit.parse("30 working minutes"), hours)
    assert found == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_opening_in_the_repeated_hour_runs_through_both_rounds() -> None:
    hours = WorkingHours.from_pack({"nation": "ENG", "week": {"sunday": ["01:15-01:45"]}})
    found = due(local("2026-10-24 12:00"), Limit.parse("90 working minutes"), hours)
    assert found == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "opening", "start"),
    [
        ("Pacific/Auckland", "09:00-17:00", datetime(2026, 12, 31, 20, tzinfo=UTC)),
        ("America/New_York", "20:00-23:00", datetime(2027, 1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_year_ends_at_another_hour_elsewhere(zone: str, opening: str, start: datetime) -> None:
    week = {day: [opening] for day in (*WEEKDAYS, "saturday", "sunday")}
    hours = WorkingHours.from_pack({"nation": "ENG", "bank_holidays": "open", "timezone": zone, "week": week})
    now = start + timedelta(hours=2)
    assert elapsed(start, now, Limit.parse("3 working hours"), hours) == timedelta(hours=2)


def test_closed_and_open_dates_of_its_own() -> None:
    hub = WorkingHours.from_pack(
        {
            "nation": "ENG",
            "week": NINE_TO_FIVE,
            "extra_closed": ["2026-06-10"],
            "extra_open": {"2026-06-13": ["10:00-12:00"], "2026-12-25": ["10:00-11:00"]},
        }
    )
    assert due(local("2026-06-09 16:00"), Limit.parse("2 working hours"), hub) == local("2026-06-11 10:00")
    assert due(local("2026-06-12 10:00"), Limit.parse("1 working day"), hub) == local("2026-06-13 12:00")
    assert due(local("2026-12-24 10:00"), Limit.parse("1 working day"), hub) == local("2026-12-25 11:00")


def test_a_pause_puts_working_hours_off_by_the_open_time_it_covers() -> None:
    start, six_hours = local("2026-06-09 10:00"), Limit.parse("6 working hours")
    overnight = (local("2026-06-09 15:00"), local("2026-06-10 10:00"))
    assert due(start, six_hours, HUB, [overnight]) == local("2026-06-10 11:00")
    assert elapsed(start, local("2026-06-10 10:30"), six_hours, HUB, [overnight]) == timedelta(hours=5.5)


def test_overlapping_pauses_stop_the_clock_once() -> None:
    start, day = local("2026-06-09 10:00"), Limit.parse("24 h")
    first = (local("2026-06-09 12:00"), local("2026-06-09 14:00"))
    second = (local("2026-06-09 13:00"), local("2026-06-09 15:00"))
    before = (local("2026-06-09 08:00"), local("2026-06-09 11:00"))
    assert due(start, day, HUB, [second, first, before]) == local("2026-06-10 14:00")


def test_a_working_day_counts_unless_the_clock_stood_still_at_its_close() -> None:
    start, one_day = local("2026-06-08 10:00"), Limit.parse("1 working day")
    lunch = (local("2026-06-09 12:00"), local("2026-06-09 13:00"))
    closing = (local("2026-06-09 16:00"), local("2026-06-10 10:00"))
    until_closing = (local("2026-06-09 12:00"), local("2026-06-09 17:00"))
    from_closing = (local("2026-06-09 17:00"), local("2026-06-10 10:00"))
    assert due(start, one_day, HUB, [lunch]) == local("2026-06-09 17:00")
    assert due(start, one_day, HUB, [closing]) == local("2026-06-10 17:00")
    assert due(start, one_day, HUB, [until_closing]) == local("2026-06-10 17:00")
    assert due(start, one_day, HUB, [from_closing]) == local("2026-06-09 17:00")


def test_a_pause_on_the_starting_day_takes_nothing_from_day_one() -> None:
    pause = (local("2026-06-08 16:00"), local("2026-06-08 18:00"))
    assert due(local("2026-06-08 10:00"), Limit.parse("1 working day"), HUB, [pause]) == local(
        "2026-06-09 17:00"
    )


def test_a_day_that_was_over_before_the_start_is_not_given_back_by_a_pause() -> None:
    pause = (local("2026-06-09 16:00"), local("2026-06-09 20:00"))
    found = due(local("2026-06-09 19:00"), Limit.parse(TWO_FROM_IT), HUB, [pause])
    assert found == local("2026-06-10 17:00")


def test_a_pause_without_end_leaves_no_deadline_unless_it_comes_after() -> None:
    start, six_hours = local("2026-06-09 10:00"), Limit.parse("6 working hours")
    assert due(start, six_hours, HUB, [(local("2026-06-09 15:59"), None)]) is None
    assert due(start, six_hours, HUB, [(local("2026-06-09 16:00"), None)]) == local("2026-06-09 16:00")


def test_an_overrun_clock_shows_by_how_much_in_its_own_time() -> None:
    start, six_hours = local("2026-06-09 10:00"), Limit.parse("6 working hours")
    assert remaining(start, local("2026-06-10 09:30"), six_hours, HUB) == timedelta(hours=-1.5)
    assert remaining(start, local("2026-06-11 12:00"), Limit.parse("1 working day"), HUB) == timedelta(0)
    assert remaining(start, local("2026-06-11 17:00"), Limit.parse("1 working day"), HUB) == timedelta(
        days=-1
    )


def test_nothing_has_gone_before_the_start() -> None:
    start = local("2026-06-09 10:00")
    for text in ("2 h", "6 working hours", "1 working day"):
        assert elapsed(start, local("2026-06-01 10:00"), Limit.parse(text), HUB) == timedelta(0)


@pytest.mark.parametrize("text", ["2 h", "6 working hours", "1 working day"])
def test_a_moment_without_a_time_zone_is_refused(text: str) -> None:
    naive = local("2026-06-09 10:00").replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        due(naive, Limit.parse(text), HUB)
    with pytest.raises(ValueError, match="no time zone"):
        due(local("2026-06-09 10:00"), Limit.parse(text), HUB, [(naive, None)])
    with pytest.raises(ValueError, match="no time zone"):
        elapsed(local("2026-06-09 10:00"), naive, Limit.parse(text), HUB)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    backwards = (local("2026-06-09 12:00"), local("2026-06-09 11:00"))
    with pytest.raises(ValueError, match="ends before it begins"):
        due(local("2026-06-09 10:00"), Limit.parse("2 h"), HUB, [backwards])


def test_working_time_in_an_unlikely_year_is_refused() -> None:
    for year in ("0202", "2206"):
        with pytest.raises(ValueError, match="counted between 1990 and 2100"):
            due(local(f"{year}-06-09 10:00"), Limit.parse("1 working day"), HUB)
