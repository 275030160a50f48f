"""What an entity's page draws: hours, weekdays, places and what is told of together; each also as a table."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import actions, queries
from waylight.intelligence.drawing import Spot, plan, rings
from waylight.intelligence.models import Entity, Observation
from waylight.intelligence.queries import charts

from .known import CAR, seen
from .test_deciding import NICKNAMES, two
from .test_screens import words

AT_THE_HOTEL = "A silver VW Golf, reg KV00 ABC, waited by the Tern Hotel last Friday at 10pm."
WITH_A_PHONE = "The silver Golf KV00 ABC again, the driver's number is 07700 900456."
PHONE_AND_MAN = "A man calls himself Tarnow and rings from 07700 900456."


def pk_of(account: Any, kind: str) -> Any:
    return seen(account, kind).entity_id


def test_the_same_things_stand_in_the_same_places() -> None:
    once = rings("a", [["b", "c", "d"], ["e", "a"]])
    assert rings("a", [["d", "b", "c"], ["e"]]) == once
    assert once["a"] == Spot(0, 0)
    assert len({(spot.x, spot.y) for spot in once.values()}) == 5
    many = rings("a", [[f"{n:03}" for n in range(299)]])
    spots = list(many.values())
    least = min(
        (one.x - other.x) ** 2 + (one.y - other.y) ** 2
        for n, one in enumerate(spots)
        for other in spots[n + 1 :]
    )
    assert least > 30**2, "three hundred things do not lie upon each other"


def test_north_is_up_and_a_kilometre_is_the_same_both_ways() -> None:
    spots, unit = plan({"south": (55.0, 1.5), "north": (55.1, 1.5), "east": (55.0, 1.65)}, width=480)
    assert spots["north"].y < spots["south"].y
    assert spots["east"].x > spots["south"].x
    assert (spots["south"].y - spots["north"].y) / unit == pytest.approx(11.12, rel=0.01)
    assert (spots["east"].x - spots["south"].x) / unit == pytest.approx(9.57, rel=0.01)


def test_hours_weekdays_and_places_stand_as_pictures_and_as_tables(
    told: Callable[..., Any], staff_client: Callable[..., Any]
) -> None:
    entity = pk_of(told(AT_THE_HOTEL), "vehicle")
    page = staff_client("intelligence").get(f"/hub/known/entity/{entity}/")
    said, html = words(page), page.content.decode()
    assert html.count("<svg") >= 4
    for part in (
        "By hour",
        "By weekday",
        "22",
        "Friday",
        "Places told of with it",
        "Tern Hotel",
        "Saltby",
        "km",
    ):
        assert part in said, part
    assert "style=" not in html, "the policy for content allows no style in an element"


def test_a_place_without_a_point_is_named_in_the_table(
    hub: Any, told: Callable[..., Any], monkeypatch: Any
) -> None:
    from dataclasses import replace

    from waylight.intelligence import reading

    entity = pk_of(told(AT_THE_HOTEL), "vehicle")
    known = tuple(replace(place, lat=None, lon=None) for place in reading.places())
    monkeypatch.setattr(reading, "places", lambda: known)
    page = queries.open_entity(hub.intelligence, entity)
    assert page.where.frame is None
    assert [(each.name, each.spot) for each in page.where.seen] == [("Tern Hotel", None)]


def test_a_chart_of_what_is_told_of_together_and_the_way_between_two(
    hub: Any, told: Callable[..., Any]
) -> None:
    car = pk_of(told(AT_THE_HOTEL), "vehicle")
    phone = pk_of(told(WITH_A_PHONE), "phone")
    man = Observation.objects.get(account=told(PHONE_AND_MAN), kind="person").entity_id
    chart = queries.chart(hub.intelligence, car)
    assert {phone, man} <= {node.entity for node in chart.nodes}, "two steps away is drawn"
    assert not any({e.one.entity, e.other.entity} == {car, man} for e in chart.edges)
    chart = queries.chart(hub.intelligence, car, to=man)
    assert chart.way is not None
    assert [node.entity for node in chart.way] == [car, phone, man]
    assert sum(edge.on_way for edge in chart.edges) == 2
    again = queries.chart(hub.intelligence, car, to=man)
    assert again == chart


def test_hubs_are_left_out_of_charts_and_ways_and_named(
    hub: Any, told: Callable[..., Any], monkeypatch: Any
) -> None:
    car = pk_of(told(AT_THE_HOTEL), "vehicle")
    other = pk_of(told("A red Fiesta KX00 DEF waited by the Tern Hotel."), "vehicle")
    chart = queries.chart(hub.intelligence, car, to=other)
    assert chart.way
    monkeypatch.setattr(charts, "HUB", 1)
    chart = queries.chart(hub.intelligence, car, to=other)
    assert (chart.way, chart.left_out) == ([], ["Tern Hotel"])


def test_a_chart_holds_so_many_and_says_that_there_is_more(
    hub: Any, told: Callable[..., Any], monkeypatch: Any
) -> None:
    car = pk_of(told(AT_THE_HOTEL), "vehicle")
    told(WITH_A_PHONE)
    assert not queries.chart(hub.intelligence, car).more
    monkeypatch.setattr(charts, "MOST_NODES", 2)
    chart = queries.chart(hub.intelligence, car)
    assert (len(chart.nodes), chart.more) == (2, True)


def test_a_chart_shows_only_what_its_reader_reaches(
    hub: Any, told: Callable[..., Any], other_area: Any, audited: Any
) -> None:
    car = pk_of(told(CAR), "vehicle")
    account = told(WITH_A_PHONE)
    phone = pk_of(account, "phone")
    assert phone in {node.entity for node in queries.chart(hub.intelligence, car).nodes}
    account.contact.area = other_area
    account.contact.save(update_fields=["area"])
    assert phone not in {node.entity for node in queries.chart(hub.intelligence, car).nodes}
    assert queries.chart(hub.intelligence, car, to=phone).way == []
    with pytest.raises(Refused):
        queries.chart(hub.intelligence, phone)
    assert audited("entity.view")[-1].detail["way_to"] == str(phone)


def test_the_chart_on_its_page(told: Callable[..., Any], staff_client: Callable[..., Any]) -> None:
    car, client = pk_of(told(WITH_A_PHONE), "vehicle"), staff_client("intelligence")
    phone = Observation.objects.get(kind="phone").entity_id
    page = client.get(f"/hub/known/entity/{car}/chart/?to={phone}")
    html = page.content.decode()
    for part in (
        "The shortest way",
        "What stands in it",
        "What is told of together",
        "says nothing about what they",
    ):
        assert part in words(page), part
    held = json.loads(re.search(r'type="application/json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    assert {node["id"] for node in held["nodes"]} == {str(car), str(phone)}
    assert client.get(f"/hub/known/entity/{car}/chart/?to=x").status_code == 404
    assert client.get(f"/hub/known/entity/{'0' * 8}-0000-4000-8000-{'0' * 12}/chart/").status_code == 404
    assert Entity.objects.filter(pk=car).exists()


def test_the_address_of_what_went_into_another_still_leads_there(
    hub: Any, told: Callable[..., Any], staff_client: Callable[..., Any]
) -> None:
    one, other = two(told, *NICKNAMES)
    before = {one.entity_id, other.entity_id}
    actions.decide(one, other, same=True, reason="Both told of by one worker.", by=hub.intelligence)
    now = Observation.objects.get(pk=one.pk).entity_id
    (gone,) = before - {now}
    client = staff_client("intelligence")
    assert client.get(f"/hub/known/entity/{gone}/chart/").url == f"/hub/known/entity/{now}/chart/"
    assert client.get(f"/hub/known/entity/{gone}/watch/").status_code == 200
