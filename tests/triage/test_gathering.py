"""Ten callers of one incident under one; markings that delete nothing."""

from datetime import timedelta
from typing import Any

import pytest

from waylight.reporting.models import Message
from waylight.triage import actions, queries
from waylight.triage.errors import Missing, NotPossible
from waylight.triage.models import Contact

from .a_hub import Hub


def test_ten_callers_stand_under_one_and_are_counted(hub: Hub) -> None:
    lead, *others = [hub.screened(words=f"Caller {n}") for n in range(10)]
    for other in others:
        actions.gather(other, under=lead, by=hub.screener)
    (row,) = queries.inbox(hub.screener).rows
    assert (row.reference, row.gathered) == (lead.reference, 9)
    assert "9 more callers" in row.needs
    assert {c.pk for c in queries.gathered(hub.screener, lead)} == {c.pk for c in others}
    assert not Contact.objects.filter(gathered_under=lead, clocks__stopped_at__isnull=True).exists()


def test_its_danger_is_its_leads_too(hub: Hub) -> None:
    lead = hub.screened(words="A girl and a car.")
    emergency = hub.screened(words="x", happening_now="yes")
    actions.gather(emergency, under=lead, by=hub.screener)
    lead.refresh_from_db()
    assert lead.emergency
    assert "happening-now" in lead.danger_reasons


def test_what_was_gathered_under_it_comes_along(hub: Hub) -> None:
    first, second, third = [hub.screened(words=f"Caller {n}") for n in range(3)]
    actions.gather(first, under=second, by=hub.screener)
    actions.gather(second, under=third, by=hub.screener)
    assert set(Contact.objects.filter(gathered_under=third)) == {first, second}
    fourth = hub.screened(words="Caller 4")
    actions.gather(fourth, under=first, by=hub.screener)  # under one that is gathered: under its lead
    fourth.refresh_from_db()
    assert fourth.gathered_under == third


def test_it_can_stand_alone_again_with_its_own_clocks(hub: Hub, clock: Any) -> None:
    lead, other = hub.screened(words="One"), hub.rated("amber", words="Two")
    due = other.due_at
    actions.gather(other, under=lead, by=hub.screener)
    clock.shift(timedelta(hours=1))
    other = actions.ungather(other, by=hub.screener)
    assert (other.gathered_under, other.due_at) == (None, due)
    assert other.clocks.filter(stopped_at__isnull=True).count() == 2
    assert len(hub.shown()) == 2
    with pytest.raises(NotPossible, match="not-gathered"):
        actions.ungather(other, by=hub.screener)


def test_where_it_cannot_be_gathered(hub: Hub, other_area: Any) -> None:
    contact, decided = hub.screened(words="One"), hub.decided(words="Two")
    with pytest.raises(NotPossible, match="own-lead"):
        actions.gather(contact, under=contact, by=hub.screener)
    with pytest.raises(NotPossible, match="lead-decided"):
        actions.gather(contact, under=decided, by=hub.screener)
    both = hub.actor("screener", "designated-officer")
    officers = hub.received(words="x", about="works-with-children")
    with pytest.raises(NotPossible, match="other-desk"):
        actions.gather(contact, under=officers, by=both)


def test_every_caller_hears_back_and_is_owed_it(hub: Hub) -> None:
    stream = hub.stream(words="One")
    other = hub.screened(words="Two")
    actions.gather(other, under=stream.contact, by=hub.screener)
    hub.decide(stream)
    lead = Contact.objects.get(pk=stream.contact_id)
    actions.no_feedback(lead, "Not safe for this one.", by=hub.screener)
    with pytest.raises(NotPossible, match="feedback-owed"):
        actions.close(lead, by=hub.screener)
    told = actions.give_feedback(lead, "considered", by=hub.screener)
    assert len(told) == Message.objects.filter(kind="feedback").count() == 2
    actions.close(lead, by=hub.screener)


def test_a_gathered_caller_who_writes_is_seen(hub: Hub, work: Any) -> None:
    from waylight.accounts.roles import PUBLIC
    from waylight.reporting.actions import write_to_hub

    lead, other = hub.screened(words="One"), hub.screened(words="Two")
    actions.gather(other, under=lead, by=hub.screener)
    assert hub.shown() == [lead.reference]
    write_to_hub(other.concern, Message.Kind.ADDITION, "More.", by=PUBLIC, instance_id="m")
    work()
    assert set(hub.shown()) == {lead.reference, other.reference}


@pytest.mark.parametrize("marking", ["test", "mistaken", "malicious"])
def test_a_marking_hides_and_deletes_nothing(hub: Hub, marking: str) -> None:
    contact = hub.screened(words="x")
    actions.mark(contact, marking, "Says so itself.", by=hub.screener)
    assert hub.shown() == []
    assert (
        hub.shown(marking="any")
        == hub.shown(marking="all")
        == hub.shown(marking=marking)
        == [contact.reference]
    )
    assert hub.shown(reference=contact.reference) == [contact.reference]
    contact.refresh_from_db()
    assert contact.clocks.filter(stopped_at__isnull=True).exists()
    actions.mark(contact, "", "It was a real one.", by=hub.screener)
    assert hub.shown() == [contact.reference]
    assert [change.marking for change in contact.markings.all()] == [marking, ""]


def test_a_marking_needs_its_reason_and_its_code(hub: Hub) -> None:
    contact = hub.screened(words="x")
    with pytest.raises(Missing):
        actions.mark(contact, "test", " ", by=hub.screener)
    with pytest.raises(Missing):
        actions.mark(contact, "boring", "Why.", by=hub.screener)
