"""Two areas each hold a piece: the units learn of each other, never what the other holds."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import actions, queries
from waylight.intelligence.errors import NotPossible
from waylight.intelligence.models import AskedElsewhere, Entity

from .known import CAR, SAME_CAR, seen
from .test_screens import words

WHY = "Three reports in a week."


@pytest.fixture
def there(told: Callable[..., Any], other_area: Any) -> Any:
    """The same car in two areas: the account of the other."""
    account = told(SAME_CAR)
    account.contact.area = other_area
    account.contact.save(update_fields=["area"])
    return account


def car_of(account: Any) -> Entity:
    return Entity.objects.get(pk=seen(account, "vehicle").entity_id)


def test_each_learns_that_the_other_holds_something_and_not_what(
    hub: Any, told: Callable[..., Any], there: Any, staff_client: Callable[..., Any], audited: Any
) -> None:
    entity = car_of(told(CAR))
    here, over = staff_client("intelligence"), staff_client("intelligence", area_slug="brackenford")
    assert "Do other areas hold" in words(here.get(f"/hub/known/entity/{entity.pk}/"))
    page = words(here.post(f"/hub/known/entity/{entity.pk}/elsewhere/", {"reason": WHY}))
    assert "Brackenford" in page
    for told_there in ("chip shop", "ten at night", there.contact.reference):
        assert told_there not in page
    row = AskedElsewhere.objects.get()
    assert (row.asking_id, row.area_id, row.reason) == ("merrowdale", "brackenford", WHY)
    front = words(over.get("/hub/known/"))
    assert WHY in front
    assert here.person.name in front
    assert "outside the school" not in front
    assert [e.verb for e in audited("elsewhere.ask")] == ["disclosure", "search"]
    assert [e.verb for e in audited("elsewhere.see")] == ["consultation"]
    assert here.post(f"/hub/known/elsewhere/{row.pk}/seen/").status_code == 403
    assert over.post(f"/hub/known/elsewhere/{row.pk}/seen/").status_code == 302
    assert WHY not in words(over.get("/hub/known/"))


def test_what_nobody_holds_is_asked_too_and_audited(hub: Any, told: Callable[..., Any], audited: Any) -> None:
    assert actions.ask_elsewhere(car_of(told(CAR)), reason=WHY, by=hub.intelligence) == []
    assert [e.detail["areas"] for e in audited("elsewhere.ask")] == [[]]


def test_a_car_held_apart_by_a_person_is_found_by_its_mark(
    hub: Any, told: Callable[..., Any], there: Any
) -> None:
    entity = car_of(told(CAR))
    Entity.objects.filter(pk=entity.pk).update(kind="vehicle")
    one, other = seen(there, "vehicle"), entity.observations.exclude(account=there).get()
    other.entity = Entity.objects.create(kind="vehicle", made_at=there.received_at)
    other.save(update_fields=["entity"])
    assert one.entity_id != other.entity_id
    assert len(actions.ask_elsewhere(other.entity, reason=WHY, by=hub.intelligence)) == 1


def test_what_goes_round_a_hubs_own_people_is_not_told_of(
    hub: Any, told: Callable[..., Any], there: Any
) -> None:
    there.contact.desk = "independent"
    there.contact.save(update_fields=["desk"])
    assert actions.ask_elsewhere(car_of(told(CAR)), reason=WHY, by=hub.intelligence) == []


def test_only_what_is_exact_only_with_a_reason_and_only_of_ones_own(
    hub: Any, told: Callable[..., Any], there: Any, other_area: Any
) -> None:
    only_there = told("A red Fiesta, KX00 DEF, waited by the pond.")
    only_there.contact.area = other_area
    only_there.contact.save(update_fields=["area"])
    with pytest.raises(Refused):
        actions.ask_elsewhere(car_of(only_there), reason=WHY, by=hub.intelligence)
    account = told("A man known as Deano waits. KV00 ABC, a silver Golf.")
    person = seen(account, "person").entity
    for entity, reason in ((person, WHY), (car_of(account), " ")):
        with pytest.raises(NotPossible):
            actions.ask_elsewhere(entity, reason=reason, by=hub.intelligence)
    assert not AskedElsewhere.objects.exists()
    assert queries.asked_of_us(hub.manager) == []
