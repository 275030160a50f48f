"""Who has it, who had it, and what happens to it when they leave."""

from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.models import Person
from waylight.triage import actions, queries
from waylight.triage.errors import NotPossible
from waylight.triage.models import Contact
from waylight.work.actions import announce

from .a_hub import Hub


def test_taking_and_handing_over_with_a_note(hub: Hub, clock: Any) -> None:
    contact = hub.screened(words="x")
    actions.hold(contact, by=hub.screener)
    manager = Person.objects.get(pk=hub.manager.user_id)
    clock.shift(timedelta(hours=1))
    actions.hand_over(contact, to=manager, note="Waiting for the school.", by=hub.screener)
    assert [c.pk for c in queries.held_by(hub.manager)] == [contact.pk]
    assert queries.held_by(hub.screener) == []
    assert [h.note for h in contact.handovers.all()] == ["", "Waiting for the school."]
    clock.shift(timedelta(hours=1))
    actions.hand_over(contact, to=None, note="End of shift.", by=hub.manager)
    assert Contact.objects.get().holder is None
    assert hub.shown(held="nobody") == [contact.reference]


def test_it_is_handed_only_to_who_may_have_it(hub: Hub, person: Any) -> None:
    contact = hub.screened(words="x")
    for other in (person("auditor"), person("intelligence"), person("screener", area_slug="brackenford")):
        with pytest.raises(NotPossible, match="cannot-hold"):
            actions.hand_over(contact, to=other, note="", by=hub.screener)


def test_who_leaves_gives_back_what_they_held(hub: Hub, work: Any) -> None:
    mine, other = hub.screened(words="x"), hub.screened(words="y")
    actions.hold(mine, by=hub.screener)
    actions.hold(other, by=hub.manager)
    Person.objects.filter(pk=hub.screener.user_id).update(is_active=False)
    announce("person.left", user=hub.screener.user_id)
    work()
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.holder, other.holder_id) == (None, hub.manager.user_id)
    assert [(h.holder, h.by_id) for h in mine.handovers.all()][-1] == (None, hub.screener.user_id)


def test_a_role_that_ends_gives_back_only_what_it_was_needed_for(hub: Hub, work: Any, clock: Any) -> None:
    both = hub.actor("screener", "designated-officer")
    hubs, officers = hub.screened(words="x"), hub.received(words="y", about="works-with-children")
    actions.hold(hubs, by=both)
    actions.hold(officers, by=both)
    clock.shift(timedelta(minutes=1))
    ended = Person.objects.get(pk=both.user_id).grants.get(role="screener")
    ended.until = ended.since
    ended.save()
    announce("role.ended", user=both.user_id, role="screener", area="merrowdale")
    work()
    hubs.refresh_from_db()
    officers.refresh_from_db()
    assert (hubs.holder_id, officers.holder_id) == (None, both.user_id)


def test_others_see_who_is_looking(hub: Hub, clock: Any) -> None:
    contact = hub.screened(words="x")
    name = Person.objects.get(pk=hub.screener.user_id).name
    assert queries.looking(contact) == [name]
    assert queries.looking(contact, besides=hub.screener) == []
    assert queries.inbox(hub.manager).rows[0].looking == [name]
    clock.shift(timedelta(minutes=4))
    assert queries.looking(contact) == []
    actions.look(contact, by=hub.screener)
    assert queries.looking(contact) == [name]
