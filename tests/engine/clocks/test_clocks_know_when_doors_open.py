"""Opening, closing, and the night a moment belongs to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from waylight.engine.clocks import WorkingHours, is_open, next_closing, next_opening, night_of

LONDON = ZoneInfo("Europe/London")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HUB = WorkingHours.from_pack(
    {"nation": "ENG", "week": {day: ["09:00-12:00", "13:00-17:00"] for day in WEEK[:5]}}
)
ALWAYS = WorkingHours.from_pack(
    {"nation": "ENG", "bank_holidays": "open", "week": {day: ["00:00-24:00"] for day in WEEK}}
)
EXCEPT_BANK_HOLIDAYS = WorkingHours.from_pack(
    {"nation": "ENG", "week": {day: ["00:00-24:00"] for day in WEEK}}
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "open_now", "opening", "closing"),
    [
        ("2026-06-09 08:59", False, "2026-06-09 09:00", "2026-06-09 12:00"),
        ("2026-06-09 09:00", True, "2026-06-09 09:00", "2026-06-09 12:00"),
        ("2026-06-09 11:59", True, "2026-06-09 11:59", "2026-06-09 12:00"),
        ("2026-06-09 12:00", False, "2026-06-09 13:00", "2026-06-09 17:00"),
        ("2026-04-02 17:00", False, "2026-04-07 09:00", "2026-04-07 12:00"),
        ("2026-12-31 17:00", False, "2027-01-04 09:00", "2027-01-04 12:00"),
    ],
)
def test_doors(at: str, open_now: bool, opening: str, closing: str) -> None:
    assert is_open(local(at), HUB) is open_now
    assert next_opening(local(at), HUB) == local(opening)
    assert next_closing(local(at), HUB) == local(closing)


def test_answers_are_in_utc() -> None:
    opening, closing = (
        next_opening(local("2026-06-09 01:00"), HUB),
        next_closing(local("2026-06-09 01:00"), HUB),
    )
    assert opening.tzinfo is UTC
    assert closing is not None
    assert closing.tzinfo is UTC


def test_round_the_clock_never_closes() -> None:
    assert is_open(local("2026-12-25 03:00"), ALWAYS)
    assert next_closing(local("2026-12-25 03:00"), ALWAYS) is None


def test_days_and_nights_close_only_for_a_bank_holiday() -> None:
    assert next_closing(local("2026-09-01 03:00"), EXCEPT_BANK_HOLIDAYS) == local("2026-12-25 00:00")
    assert next_opening(local("2026-12-25 00:00"), EXCEPT_BANK_HOLIDAYS) == local("2026-12-27 00:00")
    assert next_closing(local("2026-12-29 00:00"), EXCEPT_BANK_HOLIDAYS) == local("2027-01-01 00:00")


def test_hours_that_never_come_are_refused() -> None:
    sundays = [
        date.fromordinal(n) for n in range(date(2026, 1, 4).toordinal(), date(2029, 1, 1).toordinal(), 7)
    ]
    hours = WorkingHours.from_pack(
        {"nation": "ENG", "week": {"sunday": ["09:00-10:00"]}, "extra_closed": sundays}
    )
    assert not is_open(local("2026-06-07 09:30"), hours)
    assert next_closing(local("2026-06-07 09:30"), hours) is None
    with pytest.raises(ValueError, match="no opening"):
        next_opening(local("2026-06-07 09:30"), hours)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = local("2026-06-09 10:00").replace(tzinfo=None)
    for ask in (is_open, next_opening, next_closing):
        with pytest.raises(ValueError, match="no time zone"):
            ask(naive, HUB)


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2026-06-13 00:00", date(2026, 6, 12)),
        ("2026-06-13 05:59", date(2026, 6, 12)),
        ("2026-06-13 06:00", date(2026, 6, 13)),
        ("2026-06-13 23:59", date(2026, 6, 13)),
        ("2026-01-01 02:00", date(2025, 12, 31)),
    ],
)
def test_the_small_hours_belong_to_the_evening_before(at: str, night: date) -> None:
    assert night_of(local(at)) == night
    assert night_of(local(at).replace(tzinfo=None)) == night
