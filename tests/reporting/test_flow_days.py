"""Which day somebody means: a night belongs to its evening, and says both of its days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reporting.reporter import Reporter

from waylight.reporting.days import Day, from_parts, in_words, nearby

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


def offered(*at: int) -> dict[str, Day]:
    return dict(nearby(datetime(2026, 11, 21, *at)))  # noqa: DTZ001 (local by meaning)


def test_after_midnight_this_night_is_the_evening_before() -> None:
    days = offered(2, 10)
    assert next(iter(days)) == "this-night"
    assert days["this-night"] == Day(FRIDAY, night=True)
    assert days["last-night"] == Day(date(2026, 11, 19), night=True)
    assert "today" not in days


def test_by_day_last_night_is_the_one_that_just_ended() -> None:
    days = offered(9, 0)
    assert days == {
        "today": Day(SATURDAY),
        "last-night": Day(FRIDAY, night=True),
        "yesterday": Day(FRIDAY),
    }


def test_in_the_evening_this_night_has_begun() -> None:
    assert offered(18, 0)["this-night"] == Day(SATURDAY, night=True)
    assert "this-night" not in offered(17, 59)


def test_a_night_names_both_its_days() -> None:
    assert in_words(Day(FRIDAY, night=True)) == "the night of Friday 20 November into Saturday 21 November"
    assert in_words(Day(SATURDAY)) == "Saturday 21 November 2026"


@given(st.dates(), st.booleans())
def test_what_the_form_sends_is_read_back(on: date, night: bool) -> None:
    assert Day.parse(Day(on, night).value) == Day(on, night)


@pytest.mark.parametrize(
    "text", ["", "other", "2026-02-30", "2026-11-20 day", "2026-11-20  night", "x night"]
)
def test_anything_else_is_no_day(text: str) -> None:
    assert Day.parse(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(Day.parse(text), Day | None)


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("21", "11", "2026"), "2026-11-21"),
        (("1", "2", "26"), "2026-02-01"),
        ((" 21 ", "11", "2026"), "2026-11-21"),
        (("\u0662\u0661", "11", "2026"), "2026-11-21"),
        (("30", "2", "2026"), "30 2 2026"),
        (("", "November", ""), "November"),
        (("21", "11", ""), "21 11"),
        (("1", "1", "9" * 40), f"1 1 {'9' * 40}"),
        (("9" * 5000, "1", "2026"), f"{'9' * 5000} 1 2026"),
        (("", "", ""), ""),
    ],
)
def test_a_date_is_read_where_it_is_one_and_else_kept(parts: tuple[str, str, str], read: str) -> None:
    assert from_parts(*parts) == read


@pytest.mark.django_db
def test_the_night_picked_today_means_the_same_tomorrow(area: object) -> None:
    reporter = Reporter()
    last_night = next(value for value in _values(reporter) if value.endswith(" night"))
    reporter.write("when", day=last_night)
    reporter.send()
    evening = date.fromisoformat(last_night.split()[0])
    assert reporter.opened()["when"] == {"date": evening.isoformat(), "part": "night"}


@pytest.mark.django_db
def test_a_day_picked_long_ago_stays_among_the_choices(area: object) -> None:
    reporter = Reporter()
    long_ago = (date(2026, 11, 20) - timedelta(days=400)).isoformat()
    reporter.write("when", day=long_ago)
    assert reporter.read("when").controls["day"] == [long_ago]


def _values(reporter: Reporter) -> list[str]:
    html = reporter.client.get(reporter.address("when")).content.decode()
    return [part.split('"')[0] for part in html.split('name="day" type="radio" value="')[1:]]
