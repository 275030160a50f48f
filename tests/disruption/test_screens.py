"""Pages of places and people of concern, by those who may and those who may not."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from waylight.disruption.models import Handed, Unit, Use
from waylight.intelligence import actions as intelligence
from waylight.intelligence.models import Entity

from .a_room import Room, fresh, in_both

Client = Callable[..., Any]


@pytest.fixture
def at(room: Room, staff_client: Client) -> Callable[[str], Any]:
    return lambda name: staff_client(who=room.person(name))


def text(response: Any) -> str:
    return str(response.content.decode())


def hotel(room: Room) -> Entity:
    contact = room.hub.received(words="A girl of 14 was brought in.", where={"name": "Tern Hotel"})
    account = intelligence.absorb(contact.pk)
    assert account is not None
    return Entity.objects.get(kind="place", observations__account=account)


def test_from_an_entity_to_a_review(room: Room, at: Callable[[str], Any]) -> None:
    entity, client, second = hotel(room), at("intelligence"), at("second")
    page = text(client.get(reverse("entity", args=[entity.pk])))
    assert f"{reverse('unit-open')}?from={entity.pk}" in page
    begun = f"{reverse('unit-open')}?from={entity.pk}"
    assert "Tern Hotel" in text(client.get(begun))
    typed = {"kind": "place", "title": "Tern Hotel", "concern": "x", "owner": room.person("coordinator").pk}
    assert client.post(begun, {}).status_code == 400
    assert client.post(begun, typed).status_code == 302
    unit = Unit.objects.get()
    assert reverse("unit", args=[unit.pk]) in text(client.get(reverse("entity", args=[entity.pk])))
    act = lambda name: reverse("unit-act", args=[unit.pk, name])  # noqa: E731  # short for the steps below
    form = text(client.get(reverse("unit", args=[unit.pk])))
    assert 'value="HOTEL"' in form and 'value="CCEPO"' not in form and "(not verified)" in form
    asked = {"measure": "CLOS-ASB", "why": "x", "second": room.person("second").pk}
    assert client.post(act("consider"), {**asked, "measure": "CCEPO"}).status_code == 400
    page = text(client.post(act("consider"), asked, follow=True))
    assert "Not verified" in page and "cannot be approved before" in page
    use = Use.objects.get()
    do = lambda name: reverse("measure-act", args=[use.pk, name])  # noqa: E731  # as above
    refused = second.post(do("approve"), {"reason": "It fits."})
    assert refused.status_code == 400 and "Write first what it means for children" in text(refused)
    assert client.post(do("check"), {"children": "x", "displacement": "y"}).status_code == 302
    assert second.post(do("approve"), {"reason": "It fits."}).status_code == 302
    served = {"served_on": "18/11/2026", "served_how": "x", "first_day": "18/11/2026"}
    assert "may not last so long" in text(client.post(do("serve"), {**served, "last_day": "30/11/2027"}))
    assert client.post(do("serve"), {**served, "last_day": "31/01/2027"}).status_code == 302
    due = text(at("coordinator").get(reverse("due")))
    assert "A measure ends in 28 days" in due and reverse("measure", args=[use.pk]) in due
    assert "In force" in text(client.get(reverse("units")))
    assert client.post(do("end"), {"reason": "x"}).status_code == 302
    assert client.post(do("review"), {"children": "x", "displacement": "y"}).status_code == 302
    assert fresh(use).state == "reviewed"
    assert "Reviewed" in text(client.get(reverse("measure", args=[use.pk])))


def test_a_reader_sees_of_what_it_rests_on_only_what_they_reach(room: Room, at: Callable[[str], Any]) -> None:
    entity = hotel(room)
    room.unit(title="That house")
    unit = Unit.objects.get()
    from waylight.disruption import actions

    actions.rest_on_entity(unit, entity, by=room.intelligence)
    address = reverse("unit", args=[unit.pk])
    assert "Tern Hotel" in text(at("intelligence").get(address))
    assert "Tern Hotel" not in text(at("coordinator").get(address))
    assert at("coordinator").get(f"{reverse('unit-open')}?from={entity.pk}").status_code == 404


def test_from_what_the_hub_decided(room: Room, at: Callable[[str], Any]) -> None:
    handed, client = room.handed(), at("coordinator")
    assert reverse("unit-handed", args=[handed.pk]) in text(client.get(reverse("units")))
    address = reverse("unit-handed", args=[handed.pk])
    typed = {"kind": "place", "title": "Tern Hotel", "concern": "x", "owner": room.person("coordinator").pk}
    page = text(client.post(address, typed, follow=True))
    assert "Stream" in page and "A girl of about 13" in page
    assert "unit-handed" not in text(client.get(reverse("units")))
    again = room.handed("Again.")
    unit = Unit.objects.get()
    assert client.post(reverse("unit-handed", args=[again.pk]), {"unit": str(unit.pk)}).status_code == 302
    assert unit.bases.count() == 2


@pytest.mark.parametrize("who", ["licensing", "worker", "screener", "auditor"])
def test_nobody_else_opens_any_page_of_it(room: Room, at: Callable[[str], Any], who: str) -> None:
    use, handed, client = room.approved(), room.handed(), at(who)
    pages = [reverse("units"), reverse("measures"), reverse("unit-open")]
    pages += [reverse("unit", args=[use.unit_id]), reverse("measure", args=[use.pk])]
    pages += [reverse("unit-handed", args=[handed.pk])]
    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert client.post(reverse("measure-act", args=[use.pk, "serve"]), {}).status_code == 403


def test_the_catalogue_says_what_is_not_verified_and_not_in_force(at: Callable[[str], Any]) -> None:
    page = text(at("coordinator").get(reverse("measures")))
    assert page.count("Not verified.") == 30
    assert page.count("Not known to be in force") == 4


def test_an_area_sees_its_own(room: Room, person: Any, staff_client: Client, other_area: Any) -> None:
    unit = room.unit()
    there = person("exploitation-coordinator", area_slug="brackenford")
    client = staff_client(who=there)
    assert client.get(reverse("unit", args=[unit.pk])).status_code == 403
    assert "Tern Hotel" not in text(client.get(reverse("units")))


def test_what_was_handed_on_goes_where_its_concern_goes(
    room: Room, at: Callable[[str], Any], person: Any, staff_client: Client, other_area: Any
) -> None:
    handed, taken = room.handed(), room.handed("Again.")
    unit = room.unit(title="Gull House", source=taken)
    for each in (handed, taken):
        type(each.stream.contact).objects.filter(pk=each.stream.contact_id).update(area=other_area)
    here, there = (
        at("coordinator"),
        staff_client(who=person("exploitation-coordinator", area_slug="brackenford")),
    )
    waits, gone = (reverse("unit-handed", args=[each.pk]) for each in (handed, taken))
    assert waits not in text(here.get(reverse("units")))
    assert [here.get(waits).status_code, here.get(gone).status_code] == [403, 403]
    assert here.post(waits, {"unit": str(unit.pk)}).status_code == 403
    assert waits in text(there.get(reverse("units"))) and there.get(gone).status_code == 403
    page = text(there.get(waits))
    assert "Gull House" not in page
    mine = person("exploitation-coordinator", area_slug="brackenford")
    typed = {"kind": "place", "title": "Tern Hotel", "concern": "x", "owner": mine.pk}
    assert there.post(waits, typed).status_code == 302
    assert Unit.objects.get(bases__stream=handed.stream).area_id == "brackenford"
    assert there.get(waits).status_code == 200 and here.get(waits).status_code == 403


def test_in_two_areas_one_says_for_which_a_unit_is_opened(
    room: Room, staff_client: Client, other_area: Any
) -> None:
    who = in_both(room.person("coordinator"), "exploitation-coordinator")
    client, address = staff_client(who=who), reverse("unit-open")
    typed = {"kind": "place", "title": "Tern Hotel", "concern": "x", "owner": room.person("second").pk}
    assert client.post(address, typed).status_code == 400
    wrong = client.post(address, {**typed, "area": "brackenford"})
    assert wrong.status_code == 400 and "does not work on places and people of concern here" in text(wrong)
    assert client.post(address, {**typed, "area": "merrowdale"}).status_code == 302
    assert Unit.objects.get().area_id == "merrowdale"


def test_what_was_handed_on_may_belong_to_any_open_unit_of_its_area(
    room: Room, at: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("waylight.disruption.queries.units"), "ON_A_PAGE", 1)
    titles = ["Gull House", "Tern Hotel"]
    for title in titles:
        room.unit(title=title)
    page = text(at("coordinator").get(reverse("unit-handed", args=[room.handed().pk])))
    assert [title for title in titles if title in page] == titles


def test_of_all_that_waits_the_last_is_reached(
    room: Room, at: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("waylight.disruption.queries.units"), "ON_A_PAGE", 1)
    second, first = room.handed(), room.handed()
    Handed.objects.filter(pk=first.pk).update(at=second.at - timedelta(days=1))
    here, there = (reverse("unit-handed", args=[each.pk]) for each in (first, second))
    client, address = at("coordinator"), reverse("units")
    page = client.get(address).content.decode()
    assert here in page and there not in page
    assert "?handed=2" in page
    page = client.get(address + "?handed=2").content.decode()
    assert there in page and here not in page
