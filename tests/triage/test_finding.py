"""Earlier contacts and exact searches: by digest, within one's own desks, always noted."""

from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.audit.models import Event
from waylight.triage import queries
from waylight.triage.errors import Missing
from waylight.triage.models import Contact

from .a_hub import Hub

ELIN = {"kind": "child", "name": "Elin Marsh", "birth_date": "2012-03-09"}


def test_earlier_contacts_say_what_is_the_same_and_never_the_value(hub: Hub, clock: Any) -> None:
    first = hub.received(words="Car KV00 ABC outside the baths.")
    second = hub.received(words="x", phones=["07700 900417"], people=[ELIN])
    hub.received(words="Something else, KV00 ABD.")
    clock.shift(timedelta(minutes=5))
    this = hub.screened(
        words="KV00ABC again; rang from +44 7700 900417.", people=[{**ELIN, "name": "ELIN  MARSH"}]
    )
    found = queries.earlier(hub.screener, this)
    assert {(each.pk, tuple(each.kinds)) for each in found} == {
        (first.pk, ("mark",)),
        (second.pk, ("person", "phone")),
    }
    assert "KV00" not in repr(found)
    assert Contact.objects.get(pk=this.pk).earlier_seen_at is not None


def test_a_look_that_finds_nothing_is_noted_too(hub: Hub, audited: Any) -> None:
    contact = hub.screened(words="x")
    assert queries.earlier(hub.screener, contact) == []
    event = audited("concern.search")[-1]
    assert (event.verb, event.object_id, event.detail["count"]) == ("search", str(contact.pk), 0)


def test_other_areas_and_desks_are_not_found(hub: Hub, other_area: Any) -> None:
    hub.received(area_slug="brackenford", words="Car KV00 ABC.")
    hub.received(about="hub-staff", words="Car KV00 ABC.")
    contact = hub.screened(words="Car KV00 ABC.")
    assert queries.earlier(hub.screener, contact) == []
    assert [each.pk for each in queries.search(hub.screener, "mark", "kv00 abc")] == [contact.pk]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("mark", "kv00 abc"),
        ("mark", "KV00ABC"),
        ("phone", "07700 900417"),
        ("phone", "+44 7700 900 417"),
        ("person", "elin marsh, 2012-03-09"),
        ("person", "Elin Marsh, 9/3/2012"),
    ],
)
def test_an_exact_value_is_found_however_it_is_written(hub: Hub, audited: Any, kind: str, value: str) -> None:
    contact = hub.received(words="KV00 ABC", phones=["07700900417"], people=[ELIN])
    assert [each.pk for each in queries.search(hub.screener, kind, value)] == [contact.pk]
    detail = audited("concern.search")[-1].detail
    assert (detail["kind"], detail["count"]) == (kind, 1)
    assert value not in str(detail)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("mark", "KV00 ?B*"), ("phone", "12"), ("person", "Elin"), ("mark", ""), ("person", "Elin, 2012-31-31")],
)
def test_a_part_cannot_be_looked_up_exactly(hub: Hub, audited: Any, kind: str, value: str) -> None:
    with pytest.raises(queries.NotExact):
        queries.search(hub.screener, kind, value)
    assert audited("concern.search")[-1].detail["count"] == 0


def test_a_kind_that_is_none_is_not_exact_either(hub: Hub) -> None:
    with pytest.raises(queries.NotExact):
        queries.search(hub.screener, "colour", "red")


def test_who_may_not_search(hub: Hub) -> None:
    contact = hub.screened(words="x")
    for role in ("intelligence", "licensing", "auditor", "administrator"):
        with pytest.raises(Refused):
            queries.search(hub.actor(role), "mark", "KV00 ABC")
        with pytest.raises(Refused):
            queries.earlier(hub.actor(role), contact)
    assert not Event.objects.filter(action="concern.search").exists()


def test_one_contact_by_the_reference_people_use(hub: Hub) -> None:
    contact = hub.received(words="x")
    assert queries.by_reference(hub.screener, contact.reference.lower()) == contact
    for typed in ("", "nonsense", "00000000"):
        with pytest.raises(Missing):
            queries.by_reference(hub.screener, typed)
    with pytest.raises(Missing):
        queries.by_reference(hub.actor("screener", area_slug="brackenford"), contact.reference)
