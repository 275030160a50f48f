"""A mention is confirmed, corrected or refused, and what rested on it is reckoned anew."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import actions, memory
from waylight.intelligence.errors import NotPossible
from waylight.intelligence.machine import MENTION
from waylight.intelligence.models import Link, MentionKey
from waylight.keys.data_keys import match

from .known import CAR, SAME_CAR, link, mention, seen


def test_a_confirmed_mention_says_by_whom_and_moves_nothing(
    hub: Any, told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    mark = mention(told(CAR), "KV00 ABC")
    links = set(Link.objects.values_list("pk", "state"))
    actions.confirm(mark, by=hub.screener)
    mark.refresh_from_db()
    assert (mark.state, mark.judged_by_id) == ("confirmed", hub.screener.user_id)
    assert set(Link.objects.values_list("pk", "state")) == links
    actions.confirm(mark, by=hub.screener)
    assert len(audited("mention.judge")) == 1, "pressed twice, it is one act"


def test_a_refused_mention_no_longer_links(hub: Any, told: Callable[..., Any]) -> None:
    one, other = told(CAR), told(SAME_CAR)
    joined = seen(one, "vehicle"), seen(other, "vehicle")
    assert joined[0].entity == joined[1].entity
    actions.refuse(mention(other, "KV00 ABC"), by=hub.screener)
    assert seen(one, "vehicle").entity != seen(other, "vehicle").entity
    assert not MentionKey.objects.filter(digest=match("vehicle", "KV00ABC"), mention__account=other).exists()
    assert Link.objects.filter(state="overtaken").exists(), "the link of before stays on record"
    found = link(*joined)
    assert found is None or found.state == "suggested"


def test_a_corrected_mention_links_by_what_it_should_say(hub: Any, told: Callable[..., Any]) -> None:
    one = told(CAR)
    other = told("A silver Golf, reg KV00 XYZ, by the chip shop.")
    assert seen(one, "vehicle").entity != seen(other, "vehicle").entity
    actions.correct(mention(other, "KV00 XYZ"), kind="vehicle", value="KV00 ABC", by=hub.screener)
    assert seen(one, "vehicle").entity == seen(other, "vehicle").entity
    row = mention(other, "KV00 XYZ")
    assert (row.state, row.normal, row.rule) == ("corrected", "KV00ABC", "person:corrected")
    assert json.loads(row.was)["normal"] == "KV00XYZ", "what the rule had said is a case for its tests"
    assert MentionKey.objects.get(mention=row).digest == match("vehicle", "KV00ABC")


def test_what_was_a_place_may_become_a_person(hub: Any, told: Callable[..., Any]) -> None:
    account = told("We saw him at the Harbour Lodge in Eastwick Quay.")
    actions.correct(mention(account, "Harbour Lodge"), kind="person", value="Harbour Lodge", by=hub.screener)
    row = mention(account, "Harbour Lodge")
    assert row.observation is not None
    assert (row.kind, row.observation.kind) == ("person", "person")


def test_a_correction_needs_a_value(hub: Any, told: Callable[..., Any]) -> None:
    with pytest.raises(NotPossible):
        actions.correct(mention(told(CAR), "KV00 ABC"), kind="vehicle", value=" ", by=hub.screener)


def test_after_corrections_a_fresh_process_knows_the_same(hub: Any, told: Callable[..., Any]) -> None:
    one, other = told(CAR), told(SAME_CAR)
    actions.refuse(mention(other, "KV00 ABC"), by=hub.screener)
    actions.correct(mention(other, "KV00 ABC"), kind="vehicle", value="KV00 ABD", by=hub.screener)
    actions.confirm(mention(one, "KV00 ABC"), by=hub.screener)
    with memory.reading() as held:
        here = {o: held.linkage.entity(o) for o in held.linkage.observations}
    other_process = memory.Memory()
    other_process.catch_up()
    assert {o: other_process.linkage.entity(o) for o in other_process.linkage.observations} == here


def test_every_move_of_the_machine_by_its_action(hub: Any, told: Callable[..., Any]) -> None:
    mark = mention(told(CAR), "KV00 ABC")
    reach = {
        "confirmed": lambda: actions.confirm(mark, by=hub.screener),
        "corrected": lambda: actions.correct(mark, kind="vehicle", value="KV00 ABD", by=hub.screener),
        "refused": lambda: actions.refuse(mark, by=hub.screener),
    }
    walked = set()
    for source in reach:
        for target in reach:
            reach[source]()
            reach[target]()
            mark.refresh_from_db()
            assert mark.state == target
            walked.add((source, target))
    assert walked == {(m.source, m.target) for m in MENTION.moves if m.source != "found"}


@pytest.mark.parametrize("role", ["licensing", "auditor", "administrator", "trainer", "designated-officer"])
def test_whoever_does_not_reach_the_concern_judges_nothing(
    actor: Callable[..., Any], told: Callable[..., Any], role: str
) -> None:
    mark = mention(told(CAR), "KV00 ABC")
    for act in (
        lambda by: actions.confirm(mark, by=by),
        lambda by: actions.refuse(mark, by=by),
        lambda by: actions.correct(mark, kind="vehicle", value="KV00 ABD", by=by),
    ):
        with pytest.raises(Refused):
            act(actor(role))
    with pytest.raises(Refused):
        actions.confirm(mark, by=actor("screener", area_slug="brackenford"))
