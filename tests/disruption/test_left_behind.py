"""Words left in an act of a unit or a measure that is not open any more are shown to their writer alone."""

from typing import Any

import pytest
from django.urls import reverse

from waylight.disruption import actions

from .a_room import Room
from .test_screens import text

HALF = "They turned the sign round, and then"
GONE = "it can no longer be sent here"


@pytest.fixture
def at(room: Room, staff_client: Any) -> Any:
    return lambda name: staff_client(who=room.person(name))


def test_an_act_of_a_unit_that_was_closed_meanwhile(room: Room, at: Any) -> None:
    unit, writer = room.unit(), at("intelligence")
    page, away = (reverse(name, args=args) for name, args in _addresses("unit", unit, "line"))
    keep = reverse("draft-keep", args=["unit", unit.pk, "line"])
    assert writer.post(keep, {"text": HALF, "source": "A porter."}).status_code == 200
    assert GONE not in text(writer.get(page))
    actions.close_unit(unit, "Nothing more is known.", by=room.intelligence)
    _shown_and_let_go(writer, at("second"), page, away)


def test_an_act_of_a_measure_that_moved_on_meanwhile(room: Room, at: Any) -> None:
    use, writer = room.considered(), at("intelligence")
    page, away = (reverse(name, args=args) for name, args in _addresses("measure", use, "reject"))
    keep = reverse("draft-keep", args=["measure", use.pk, "reject"])
    assert writer.post(keep, {"reason": HALF}).status_code == 200
    assert GONE not in text(writer.get(page))
    actions.reject(use, "It would move the harm on.", by=room.intelligence)
    _shown_and_let_go(writer, at("second"), page, away)


def _addresses(room: str, thing: Any, act: str) -> tuple[tuple[str, list[Any]], tuple[str, list[Any]]]:
    return (room, [thing.pk]), ("draft-throw-away", [room, thing.pk, act])


def _shown_and_let_go(writer: Any, other: Any, page: str, away: str) -> None:
    shown = text(writer.get(page))
    assert shown.count(GONE) == 1
    assert HALF in shown
    assert f'action="{away}"' in shown
    assert HALF not in text(other.get(page))
    assert writer.post(away).status_code == 302
    assert GONE not in text(writer.get(page))
