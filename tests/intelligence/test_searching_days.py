"""Days in the search box, plain words in full text, and what stands beside each thing that is found."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from waylight.engine.extraction.moments import LONDON
from waylight.intelligence import actions, queries
from waylight.intelligence.asked import understood
from waylight.intelligence.periods import Period, days_of, period_in
from waylight.intelligence.weekly import Weekly, weekly_in

from .known import CAR, SAME_CAR, mention, seen

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
OCT_12, OCT_15 = date(2026, 10, 12), date(2026, 10, 15)
SEEN_ON_THE_12TH = "On 12 October a silver VW Golf, reg KV00 ABC, waited by the Tern Hotel."
RUMOUR = "I heard that a man known as Deano waits by the Corner Chippy, everyone says so."


@pytest.mark.parametrize(
    ("typed", "first", "last", "rest"),
    [
        ("last week", date(2026, 11, 9), date(2026, 11, 15), ""),
        ("12 to 15 October", OCT_12, OCT_15, ""),
        ("12-15 Oct 2025", date(2025, 10, 12), date(2025, 10, 15), ""),
        ("between 12 October and 15 October", OCT_12, OCT_15, ""),
        ("12/10/2026 - 15/10/2026", OCT_12, OCT_15, ""),
        ("2026-10-12 to 2026-10-15", OCT_12, OCT_15, ""),
        ("since 1 November", date(2026, 11, 1), None, ""),
        ("silver golf since last week", date(2026, 11, 9), None, "silver golf"),
        ("KV00 ?B*, after 12 October", date(2026, 10, 13), None, "KV00 ?B*"),
        ("before 12 October", None, date(2026, 10, 11), ""),
        ("until last Friday", None, date(2026, 11, 13), ""),
        ("golf in October 2025", date(2025, 10, 1), date(2025, 10, 31), "golf"),
        ("in the last two weeks", date(2026, 11, 4), date(2026, 11, 18), ""),
        ("Tallow yesterday", date(2026, 11, 17), date(2026, 11, 17), "Tallow"),
    ],
)
def test_days_as_people_write_them(typed: str, first: date | None, last: date | None, rest: str) -> None:
    assert period_in(typed, now=NOW) == (Period(first, last), rest)


@pytest.mark.parametrize("typed", ["KV00 ABC", "07700 900456", "ZZ99 1AA", "May Tallow", "June", "two men"])
def test_what_is_no_day_stays_what_it_is(typed: str) -> None:
    assert period_in(typed, now=NOW) == (None, typed)


def test_a_day_that_is_also_a_name_is_looked_for_as_both() -> None:
    asked = understood("Friday", now=NOW)
    assert asked.readings == ["name", "words", "period"]
    assert understood("12/10/2026", now=NOW).readings == ["words", "period"]
    assert understood("31/02/2026", now=NOW).readings == ["words"], "no day is no day, least of all today"


@pytest.mark.parametrize(
    ("typed", "days", "part", "rest"),
    [
        ("Friday nights", {4}, "night", ""),
        ("silver golf on Fri and Sat nights", {4, 5}, "night", "silver golf"),
        ("Thursday to Saturday evenings", {3, 4, 5}, "evening", ""),
        ("Fri-Mon nights", {4, 5, 6, 0}, "night", ""),
        ("every weekend", {4, 5, 6}, "", ""),
        ("school nights KV00", {6, 0, 1, 2, 3}, "night", "KV00"),
        ("Mondays", {0}, "", ""),
    ],
)
def test_days_that_come_again(typed: str, days: set[int], part: str, rest: str) -> None:
    assert weekly_in(typed) == (Weekly(frozenset(days), part), rest)


@pytest.mark.parametrize("typed", ["Friday", "last Friday night", "school", "the school", "Sunny", "sat nav"])
def test_one_day_does_not_come_again(typed: str) -> None:
    assert weekly_in(typed) == (None, typed)


@pytest.mark.parametrize(
    ("words", "typed", "found"),
    [
        ("On Friday 13 November at 11pm {car}", "Friday nights", True),
        ("On Saturday 14 November at 2am {car}", "Friday nights", True),
        ("On Saturday 14 November at 2am {car}", "Saturday nights", False),
        ("On Friday 13 November {car}", "Friday nights", False),
        ("On Friday 13 November {car}", "Fridays", True),
        ("Every Friday night {car}", "KX00 DEF Friday nights", True),
        ("Every Friday night {car}", "Sunday nights", False),
        ("On Friday 13 November at 11pm {car}", "Friday nights since 15 November", False),
        ("On Friday 13 November at 11pm {car}", "golf Friday nights", True),
    ],
)
def test_a_night_of_the_week_is_found_in_what_is_told(
    hub: Any, told: Callable[..., Any], words: str, typed: str, found: bool
) -> None:
    told(words.format(car="a silver Golf, KX00 DEF, waited."))
    searched = queries.search(hub.screener, typed, purpose="pattern")
    assert ("KX00DEF" in [hit.title for hit in searched.hits]) is found
    assert searched.weekly is not None


def test_days_of_what_is_told() -> None:
    assert days_of("2026-10-12T22:00+01:00/2026-10-13T01:00+01:00") == (OCT_12, date(2026, 10, 13))
    assert days_of("2026-10") == (date(2026, 10, 1), date(2026, 10, 31))
    assert days_of("RRULE:FREQ=WEEKLY;BYDAY=FR") is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12 to 15 October", True),
        ("KV00 ABC 12 October", True),
        ("KV00 ABC before 12 October", False),
        ("silver golf since 1 October", True),
        ("silver golf last week", False),
        ("KV00 ABC today", True),
    ],
)
def test_of_a_day_is_what_tells_of_it_or_came_on_it(
    hub: Any, told: Callable[..., Any], typed: str, found: bool
) -> None:
    told(SEEN_ON_THE_12TH)
    searched = queries.search(hub.screener, typed, purpose="concern")
    assert ("KV00ABC" in [hit.title for hit in searched.hits]) is found


def test_days_alone_bring_what_was_told_of_the_newest_first(
    hub: Any, told: Callable[..., Any], clock: Any
) -> None:
    told("On 12 October a red Fiesta, KX00 DEF, waited.")
    clock.move_to(NOW.replace(day=19))
    told("On 13 October a blue Polo, KX00 GHJ, waited.")
    found = queries.search(hub.screener, "12 to 15 October", purpose="pattern")
    cars = [(hit.title, hit.why) for hit in found.hits if hit.kind == "vehicle"]
    assert cars == [("KX00GHJ", "period"), ("KX00DEF", "period")]
    assert found.period == Period(OCT_12, OCT_15)


def test_a_day_corrected_away_is_no_longer_found(hub: Any, told: Callable[..., Any]) -> None:
    account = told(SEEN_ON_THE_12TH)
    assert queries.search(hub.screener, "KV00 ABC 12 October", purpose="concern").hits
    actions.refuse(mention(account, "12 October"), by=hub.screener)
    assert not queries.search(hub.screener, "KV00 ABC 12 October", purpose="concern").hits


def test_plain_words_are_found_where_no_rule_found_anything(hub: Any, told: Callable[..., Any]) -> None:
    account = told("It is quiet here. Somebody leaves glitter wrappers by the bins.")
    told("Somebody leaves wrappers by the pond.")
    found = queries.search(hub.screener, "glitter wrap", purpose="concern")
    assert [(each.contact, each.said) for each in found.words] == [
        (account.contact_id, "Somebody leaves glitter wrappers by the bins.")
    ]
    assert (found.read, found.looked_in) == (2, 2)
    assert not queries.search(hub.screener, "litter", purpose="concern").words, (
        "words are found from their start"
    )


def test_the_unit_does_not_search_words_that_it_may_not_read(hub: Any, told: Callable[..., Any]) -> None:
    told("My own number is 07700 900321. A silver VW Golf, reg KV00 ABC, waits.")
    for typed in ("07700 900321", "waits", "number"):
        found = queries.search(hub.intelligence, typed, purpose="concern")
        assert (found.hits, found.words, found.read) == ([], [], 0), typed
    assert queries.search(hub.screener, "waits", purpose="concern").words


def test_beside_each_thing_stands_what_it_is_worth(hub: Any, told: Callable[..., Any], clock: Any) -> None:
    one = seen(told(CAR, mode="named", role="teacher"), "vehicle")
    other = seen(told(SAME_CAR, mode="named", role="taxi-driver"), "vehicle")
    clock.move_to(NOW.replace(day=21))
    (hit,) = queries.search(hub.screener, "KV00 ABC", purpose="concern").hits
    assert (hit.kind, hit.reports, hit.sources, hit.standing, hit.age) == ("vehicle", 2, 2, "joined", 3)
    actions.decide(one, other, same=True, reason="The same dent.", by=hub.manager)
    (hit,) = queries.search(hub.screener, "KV00 ABC", purpose="concern").hits
    assert (hit.standing, hit.waiting) == ("confirmed", 0)


def test_one_story_through_many_mouths_is_one_source(hub: Any, told: Callable[..., Any]) -> None:
    for n in range(4):
        told(f"{RUMOUR} {n}", mode="named", role="neighbour")
    places = queries.search(hub.screener, "Corner Chippy", purpose="concern").hits
    chippy = next(hit for hit in places if hit.kind == "place")
    assert (chippy.reports, chippy.sources) == (4, 1)
