"""A stale edit is kept whole and shown, never laid over somebody else's."""

import json
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.triage import actions, queries
from waylight.triage.errors import NotPossible, StaleEdit
from waylight.triage.models import Contact, EditConflict, Stream

from .a_hub import DECISION, Hub


def test_a_stale_rating_is_kept_and_the_first_one_stands(hub: Hub, audited: Any) -> None:
    contact = hub.screened(words="x")
    seen_by_both = contact.version
    actions.rate(contact, "amber", "A car seen twice.", base=seen_by_both, by=hub.screener)
    with pytest.raises(StaleEdit) as stale:
        actions.rate(contact, "green", "Nothing much.", base=seen_by_both, by=hub.manager)
    conflict = EditConflict.objects.get()
    assert stale.value.conflict == conflict
    assert json.loads(conflict.edit) == {"rating": "green", "reason": "Nothing much."}
    assert (conflict.base_version, conflict.current_version) == (seen_by_both, seen_by_both + 1)
    assert (conflict.action, conflict.by_id) == ("concern.rate", hub.manager.user_id)
    assert Contact.objects.get().rating == "amber"
    assert audited("concern.rate")[-1].detail["conflict"] == str(conflict.pk)


def test_a_fact_added_meanwhile_makes_a_decision_stale(hub: Hub) -> None:
    stream = hub.stream(words="x")
    base = stream.version
    actions.state_fact(stream, "fact", "He has a second address.", quoted=False, by=hub.manager)
    with pytest.raises(StaleEdit):
        actions.decide(stream, **DECISION, base=base, by=hub.screener)
    conflict = EditConflict.objects.get()
    assert conflict.stream == stream
    assert json.loads(conflict.edit)["rationale"] == DECISION["rationale"]
    assert Stream.objects.get().state == "open"


def test_markings_and_ratings_meet_too(hub: Hub) -> None:
    contact = hub.screened(words="x")
    base = contact.version
    actions.mark(contact, "test", "Says so itself.", by=hub.manager)
    with pytest.raises(StaleEdit):
        actions.rate(contact, "red", "Danger.", base=base, by=hub.screener)


def test_holding_and_pausing_stale_nobodys_edit(hub: Hub) -> None:
    contact = hub.rated("amber", words="x")
    base = contact.version
    actions.hold(contact, by=hub.manager)
    actions.pause(contact, "Waiting.", by=hub.manager)
    actions.rate(contact, "green", "Why.", base=base, by=hub.screener)


def test_a_person_settles_it(hub: Hub) -> None:
    contact = hub.screened(words="x")
    with pytest.raises(StaleEdit):
        actions.rate(contact, "green", "Late.", base=0, by=hub.screener)
    (conflict,) = queries.conflicts(hub.screener, contact)
    opened = queries.open_conflict(hub.screener, conflict)
    assert opened.edit == [("rating", "green"), ("reason", "Late.")]
    actions.settle(conflict, by=hub.manager)
    assert queries.conflicts(hub.screener, contact) == []
    assert EditConflict.objects.get().settled_by_id == hub.manager.user_id
    with pytest.raises(NotPossible):
        actions.settle(conflict, by=hub.screener)


def test_who_sees_one_kind_of_stream_settles_only_there(hub: Hub) -> None:
    unit = hub.intelligence
    contact = hub.rated(words="x")
    mine = actions.fork(contact, "intelligence", "A car", by=hub.screener)
    not_mine = actions.fork(contact, "referral", "A girl", by=hub.screener)
    for stream in (mine, not_mine):
        with pytest.raises(StaleEdit):
            actions.decide(stream, **DECISION, base=99, by=hub.screener)
    actions.settle(EditConflict.objects.get(stream=mine), by=unit)
    with pytest.raises(Refused):
        actions.settle(EditConflict.objects.get(stream=not_mine), by=unit)
