"""What people say of two observations outweighs every score, sticks, and can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import actions, memory
from waylight.intelligence.errors import NotPossible, Why
from waylight.intelligence.models import Decision, Entity, Observation

from .known import CAR, SAME_CAR, link, mention, seen

NICKNAMES = ("They call him Deano, a man with a beard.", "A man known as Deano with a beard again.")


def two(
    told: Callable[..., Any], first: str = CAR, second: str = SAME_CAR
) -> tuple[Observation, Observation]:
    kind = "vehicle" if first == CAR else "person"
    accounts = told(first), told(second)
    if kind == "vehicle":
        return seen(accounts[0], kind), seen(accounts[1], kind)
    one, other = (mention(account, "Deano").observation for account in accounts)
    assert one is not None
    assert other is not None
    return one, other


def entities(*rows: Observation) -> list[Any]:
    return [Observation.objects.get(pk=row.pk).entity_id for row in rows]


def test_people_are_joined_by_a_person_alone(
    hub: Any, told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    one, other = two(told, *NICKNAMES)
    assert len(set(entities(one, other))) == 2
    made = actions.decide(one, other, same=True, reason="Both told of by one worker.", by=hub.intelligence)
    assert len(set(entities(one, other))) == 1
    found = link(one, other)
    assert found is None or found.state == "confirmed"
    event = audited("link.decide")[-1]
    assert (event.verb, event.detail["verdict"]) == ("combination", "same")
    assert made.reason == "Both told of by one worker."


def test_unmerged_with_one_decision_and_never_joined_again(hub: Any, told: Callable[..., Any]) -> None:
    one, other = two(told)
    merged = entities(one, other)[0]
    actions.decide(one, other, same=False, reason="Cloned plates.", by=hub.manager)
    now = entities(one, other)
    assert len(set(now)) == 2
    assert merged in now, "what was known by that name keeps it"
    fresh = Entity.objects.get(pk=next(pk for pk in now if pk != merged))
    assert fresh.split_from_id == merged
    found = link(one, other)
    assert found is not None
    assert found.state == "refused"
    told("KV00 ABC again, the silver Golf.")
    memory.forget()
    told("KV00 ABC, silver Golf, by the park.")
    assert len(set(entities(one, other))) == 2


def test_what_was_said_can_be_taken_back_and_stays_on_record(hub: Any, told: Callable[..., Any]) -> None:
    one, other = two(told)
    actions.decide(one, other, same=False, reason="Cloned plates.", by=hub.manager)
    actions.take_back(one, other, reason="They were not.", by=hub.manager)
    assert len(set(entities(one, other))) == 1
    found = link(one, other)
    assert found is not None
    assert found.state == "joined"
    assert [d.verdict for d in Decision.objects.order_by("at", "pk")].count("different") == 1
    with pytest.raises(NotPossible):
        actions.take_back(one, other, reason="Again.", by=hub.manager)


def test_a_merged_entity_says_where_it_went(hub: Any, told: Callable[..., Any]) -> None:
    one, other = two(told, *NICKNAMES)
    before = set(entities(one, other))
    actions.decide(one, other, same=True, reason="The same.", by=hub.manager)
    left = entities(one, other)[0]
    gone = (before - {left}).pop()
    assert Entity.objects.get(pk=gone).merged_into_id == left


def test_without_a_reason_nothing_is_decided(hub: Any, told: Callable[..., Any]) -> None:
    one, other = two(told)
    with pytest.raises(NotPossible) as refused:
        actions.decide(one, other, same=False, reason="  ", by=hub.manager)
    assert refused.value.why == Why.REASON
    assert not Decision.objects.exists()


def test_two_of_one_account_or_of_two_kinds_cannot_be_one(hub: Any, told: Callable[..., Any]) -> None:
    account = told("A girl about 14 and a girl about 12, and a silver VW Golf KV00 ABC.")
    girls = list(
        Observation.objects.select_related("account__contact").filter(account=account, kind="person")
    )
    for pair, why in (
        ((girls[0], girls[1]), Why.ONE_ACCOUNT),
        ((girls[0], seen(account, "vehicle")), Why.KINDS),
    ):
        with pytest.raises(NotPossible) as refused:
            actions.decide(*pair, same=True, reason="x", by=hub.manager)
        assert refused.value.why == why


def test_replaying_the_log_gives_the_same_entities(hub: Any, told: Callable[..., Any]) -> None:
    one, other = two(told)
    third = seen(told("KV00 ABC, silver Golf, by the park."), "vehicle")
    actions.decide(one, other, same=False, reason="Cloned.", by=hub.manager)
    actions.decide(other, third, same=True, reason="The same dent.", by=hub.intelligence)
    with memory.reading() as held:
        here = {o: held.linkage.entity(o) for o in held.linkage.observations}
        digest = held.linkage.kinds["vehicle"].clusters.digest()
        assert held.linkage.replayed("vehicle").digest() == digest
    fresh = memory.Memory()
    fresh.catch_up()
    assert {o: fresh.linkage.entity(o) for o in fresh.linkage.observations} == here


@pytest.mark.parametrize("role", ["screener", "licensing", "auditor", "administrator", "designated-officer"])
def test_who_may_not_decide(actor: Callable[..., Any], told: Callable[..., Any], role: str) -> None:
    one, other = two(told)
    with pytest.raises(Refused):
        actions.decide(one, other, same=False, reason="x", by=actor(role))
    with pytest.raises(Refused):
        actions.take_back(one, other, reason="x", by=actor(role))


def test_nobody_decides_about_what_lies_outside_their_reach(
    hub: Any, actor: Callable[..., Any], told: Callable[..., Any], other_area: Any
) -> None:
    one, other = two(told)
    there = seen(told("KV00 ABC, silver Golf."), "vehicle")
    there.account.contact.area = other_area
    there.account.contact.save(update_fields=["area"])
    with pytest.raises(Refused):
        actions.decide(one, there, same=True, reason="x", by=hub.intelligence)
    with pytest.raises(Refused):
        actions.decide(one, other, same=True, reason="x", by=actor("intelligence", area_slug="brackenford"))
