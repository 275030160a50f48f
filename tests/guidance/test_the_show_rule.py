"""The show rule as a table: what is shown of a number on a day, and what in its place."""

from datetime import date, timedelta

import pytest

from waylight.guidance.kinds import ALWAYS, HEADINGS, STANDS_IN, Kind
from waylight.guidance.models import Area, ContactRoute
from waylight.guidance.rule import RouteState, choose, state_of

CHECKED = date(2026, 11, 20)
AREA = Area(slug="merrowdale", name="Merrowdale")


def record(
    code: str, kind: str, phone: str, *, days: int = 90, status: str = "live", own: bool = False
) -> ContactRoute:
    return ContactRoute(
        code=code,
        kind=kind,
        label=code,
        phone=phone,
        verified_on=CHECKED,
        review_every_days=days,
        status=status,
        area=AREA if own else None,
    )


def nation(**days: int) -> list[ContactRoute]:
    return [
        record(ALWAYS, Kind.EMERGENCY, ALWAYS, days=days.get("emergency", 365)),
        record("101", Kind.POLICE, "101", days=days.get("police", 365)),
        record("nspcc", Kind.ADVICE, "0808 800 5000", days=days.get("nspcc", 365)),
        record("childline", Kind.CHILD, "0800 1111", days=days.get("childline", 365)),
    ]


def hub(**how: object) -> ContactRoute:
    return record("hub", Kind.HUB, "01632 960140", own=True, **how)  # type: ignore[arg-type]


def shown_for(kind: str, routes: list[ContactRoute], on: date) -> list[tuple[str, bool]]:
    return [(route.phone, route.ask_council) for route in choose(routes, on) if route.place == kind]


@pytest.mark.parametrize(
    ("days_after_check", "status", "shown"),
    [
        (0, "live", [("01632 960140", False)]),
        (89, "live", [("01632 960140", False)]),
        (90, "live", [("0808 800 5000", True)]),
        (3000, "live", [("999", True)]),
        (0, "withdrawn", []),
        (90, "withdrawn", []),
    ],
)
def test_a_local_number(days_after_check: int, status: str, shown: list[tuple[str, bool]]) -> None:
    on = CHECKED + timedelta(days=days_after_check)
    assert shown_for(Kind.HUB, [hub(status=status), *nation()], on) == shown


def test_the_next_national_line_stands_in_when_the_first_has_lapsed_too() -> None:
    on = CHECKED + timedelta(days=90)
    assert shown_for(Kind.HUB, [hub(), *nation(nspcc=90)], on) == [("101", True)]
    assert shown_for(Kind.HUB, [hub(), *nation(nspcc=90, police=90)], on) == [("999", True)]


def test_a_lapsed_national_line_sends_nobody_to_the_council() -> None:
    on = CHECKED + timedelta(days=90)
    assert shown_for(Kind.CHILD, nation(childline=90), on) == [("999", False)]


def test_a_complaint_line_that_lapsed_is_not_answered_by_the_police() -> None:
    on = CHECKED + timedelta(days=90)
    rights = record("ico", Kind.DATA_RIGHTS, "01632 960199")
    assert shown_for(Kind.DATA_RIGHTS, [rights, *nation()], on) == []


def test_999_is_shown_a_century_after_its_check_and_its_lapse_alarms() -> None:
    emergency = record(ALWAYS, Kind.EMERGENCY, ALWAYS, days=1)
    on = date(2126, 1, 1)
    assert [route.phone for route in choose([emergency], on)] == ["999"]
    assert state_of(emergency, on) == RouteState.LAPSED


def test_another_area_cannot_call_its_own_number_999_to_keep_it_shown() -> None:
    impostor = record(ALWAYS, Kind.HUB, "01632 960150", own=True)
    phones = [route.phone for route in choose([impostor, *nation()], CHECKED + timedelta(days=400))]
    assert "01632 960150" not in phones


def test_every_kind_has_a_heading_or_a_page_of_its_own_and_known_stand_ins() -> None:
    under_headings = {kind for heading in HEADINGS for kind in heading.kinds}
    assert set(Kind) - under_headings == {Kind.DATA_RIGHTS, Kind.ACCESS_RIGHTS}
    known = {"999", "101", "nspcc", "childline"}
    assert {code for codes in STANDS_IN.values() for code in codes} <= known
