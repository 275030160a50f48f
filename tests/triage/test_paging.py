"""At night somebody is woken, then the next, round and round, and told nothing but to sign in."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from waylight.accounts.policy import Refused
from waylight.triage import actions, queries
from waylight.triage.models import Contact, Page, RotaEntry
from waylight.work.models import Delivery

from .a_hub import LONDON, Hub

NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=LONDON)
WORDS = "Zibbit cellar on Gate Street, Mina T is there"


@pytest.fixture
def rota(person: Any) -> list[RotaEntry]:
    people = [
        person("screener", name="Ann Oak"),
        person("manager", name="Bo Elm"),
        person("screener", name="Cy Ash"),
    ]
    return [
        RotaEntry.objects.create(
            area_id="merrowdale",
            person=somebody,
            email=somebody.email,
            sms_address=f"0770090000{n}@sms.example",
            position=n,
        )
        for n, somebody in enumerate(people, start=1)
    ]


@pytest.fixture
def night(clock: Any) -> Any:
    clock.move_to(NIGHT)
    return clock


def minute(work: Any, clock: Any, minutes: int = 1) -> None:
    """The worker's rounds, minute by minute."""
    for _minute in range(minutes):
        clock.shift(timedelta(minutes=1))
        work()


def test_an_emergency_at_night_pages_the_first_of_the_rota(
    hub: Hub, rota: Any, night: Any, work: Any
) -> None:
    contact = hub.received(words=WORDS, happening_now="yes")
    page = Page.objects.get()
    assert (page.entry, page.state, page.answer_by) == (rota[0], "sent", NIGHT + timedelta(minutes=15))
    work()
    assert [message.to for message in mail.outbox] == [[rota[0].email], ["07700900001@sms.example"]]
    for message in mail.outbox:
        assert message.body == f"Waylight: please sign in. Reference {contact.reference}."
        sent = message.message().as_string()
        assert not any(
            word in sent for word in ("Zibbit", "Mina", "Gate Street", "emergency", "child", "Ann")
        )


def test_by_day_and_without_danger_nobody_is_woken(hub: Hub, rota: Any, clock: Any) -> None:
    hub.received(words="x", happening_now="yes")
    hub.rated("red", words="y")
    clock.move_to(NIGHT)
    hub.received(words="z")
    hub.rated("amber", words="w")
    assert not Page.objects.exists()


def test_a_red_at_night_pages_too(hub: Hub, rota: Any, night: Any) -> None:
    contact = hub.rated("red", words="x")
    assert contact.pages.get().entry == rota[0]


def test_without_an_answer_it_goes_round_and_round(hub: Hub, rota: Any, night: Any, work: Any) -> None:
    hub.received(words="x", happening_now="yes")
    minute(work, night, 50)
    paged = [page.entry.position for page in Page.objects.all()]
    assert paged == [1, 2, 3, 1]
    assert [page.state for page in Page.objects.all()] == ["escalated"] * 3 + ["sent"]
    assert len(mail.outbox) == 8


def test_an_answer_ends_it_also_a_late_one(hub: Hub, rota: Any, night: Any, work: Any, actor_of: Any) -> None:
    contact = hub.received(words="x", happening_now="yes")
    minute(work, night, 20)
    first = contact.pages.first()
    by = actor_of(rota[0].person)
    assert {page.reference for page in queries.my_pages(by)} == {contact.reference}
    answered = actions.acknowledge(first, by=by)
    assert (answered.state, answered.acknowledged_by_id) == ("acknowledged", by.user_id)
    minute(work, night, 40)
    assert set(contact.pages.values_list("state", flat=True)) == {"acknowledged"}
    assert contact.pages.count() == 2


def test_opening_it_is_not_answering(hub: Hub, rota: Any, night: Any, work: Any) -> None:
    contact = hub.received(words="x", happening_now="yes")
    actions.open_contact(contact, by=hub.screener)
    minute(work, night, 16)
    assert contact.pages.count() == 2


def test_who_answered_this_night_is_not_woken_by_the_red_they_give(
    hub: Hub, rota: Any, night: Any, actor_of: Any
) -> None:
    contact = hub.received(words="x", happening_now="yes")
    by = actor_of(rota[0].person)
    actions.acknowledge(contact.pages.get(), by=by)
    contact = actions.open_contact(contact, by=by).contact
    actions.rate(contact, "red", "She is there now.", base=contact.version, by=by)
    assert contact.pages.count() == 1


def test_new_words_of_danger_wake_somebody_again(
    hub: Hub, rota: Any, night: Any, work: Any, actor_of: Any
) -> None:
    from waylight.accounts.roles import PUBLIC
    from waylight.reporting.actions import write_to_hub
    from waylight.reporting.models import Message

    contact = hub.received(words="x", happening_now="yes")
    actions.acknowledge(contact.pages.get(), by=actor_of(rota[0].person))
    more = "Please send someone now, he is dragging her into a car and she is screaming"
    write_to_hub(contact.concern, Message.Kind.ADDITION, more, by=PUBLIC, instance_id="more")
    work()
    assert contact.pages.count() == 2


def test_a_red_that_nobody_decides_in_time_wakes_somebody(hub: Hub, rota: Any, clock: Any) -> None:
    clock.move_to(datetime(2026, 11, 20, 16, 0, tzinfo=LONDON))
    contact = hub.rated("red", words="x")
    clock.move_to(datetime(2026, 11, 20, 18, 1, tzinfo=LONDON))
    actions.watch_clocks()
    assert contact.pages.count() == 1


def test_an_emergency_unopened_at_closing_time_wakes_somebody(hub: Hub, rota: Any, clock: Any) -> None:
    clock.move_to(datetime(2026, 11, 20, 16, 40, tzinfo=LONDON))
    contact = hub.received(words="x", happening_now="yes")
    assert actions.watch_pages() == 0
    clock.shift(timedelta(minutes=6))
    assert actions.watch_pages() == 1
    assert contact.pages.count() == 1


def test_an_empty_rota_alarms_once_and_is_tried_again(
    hub: Hub, person: Any, night: Any, work: Any, announced: Any, caplog: Any
) -> None:
    contact = hub.received(words=WORDS, happening_now="yes")
    minute(work, night, 3)
    contact.refresh_from_db()
    assert contact.unpaged_since == NIGHT
    assert announced("rota.empty") == [{"contact": str(contact.pk), "area": "merrowdale"}]
    assert "nobody on the rota of merrowdale can be paged" in caplog.text
    assert "Zibbit" not in caplog.text
    assert "nobody could be paged" in queries.inbox(hub.screener).rows[0].needs
    somebody = person("manager")
    actions.add_to_rota("merrowdale", person=somebody, email=somebody.email, by=hub.manager)
    minute(work, night)
    assert contact.pages.get().entry.person == somebody
    assert Contact.objects.get().unpaged_since is None


def test_only_people_of_its_own_desk_hear_of_it(hub: Hub, rota: Any, person: Any, night: Any) -> None:
    about_staff = hub.received(words="x", happening_now="yes", about="hub-staff")
    assert about_staff.pages.count() == 0
    officer = person("independent-officer")
    entry = RotaEntry.objects.create(area_id="merrowdale", person=officer, email=officer.email, position=9)
    actions.watch_pages()
    assert about_staff.pages.get().entry == entry
    with pytest.raises(Refused):
        actions.acknowledge(about_staff.pages.get(), by=hub.screener)
    assert queries.my_pages(hub.screener) == []


def test_who_left_or_lost_the_role_is_not_paged(hub: Hub, rota: Any, night: Any) -> None:
    rota[0].person.grants.update(until=NIGHT - timedelta(days=1))
    rota[1].person.is_active = False
    rota[1].person.save()
    contact = hub.received(words="x", happening_now="yes")
    assert contact.pages.get().entry == rota[2]


def test_a_mail_server_that_is_down_is_tried_again(
    hub: Hub, rota: Any, night: Any, work: Any, monkeypatch: Any
) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    sending = EmailBackend.send_messages

    def fail(self: Any, messages: Any) -> int:
        raise ConnectionRefusedError("x")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    hub.received(words="x", happening_now="yes")
    work()
    delivery = Delivery.objects.get(event__name="page.sent")
    assert (delivery.state, delivery.problem) == ("waiting", "ConnectionRefusedError")
    monkeypatch.setattr(EmailBackend, "send_messages", sending)
    minute(work, night)
    assert Delivery.objects.get(event__name="page.sent").state == "done"
    assert len(mail.outbox) == 2


def test_a_decided_concern_wakes_nobody_more(hub: Hub, rota: Any, night: Any, work: Any) -> None:
    stream = hub.stream(words="x", happening_now="yes")
    hub.decide(stream)
    minute(work, night, 20)
    assert stream.contact.pages.count() == 1


def test_the_rota_needs_an_address_and_keeps_its_history(hub: Hub, person: Any, audited: Any) -> None:
    from waylight.triage.errors import Missing

    somebody = person("screener")
    with pytest.raises(Missing):
        actions.add_to_rota("merrowdale", person=somebody, by=hub.manager)
    with pytest.raises(Refused):
        actions.add_to_rota("brackenford", person=somebody, email="a@b.example", by=hub.manager)
    with pytest.raises(Refused):
        actions.add_to_rota("merrowdale", person=somebody, email="a@b.example", by=hub.screener)
    entry = actions.add_to_rota("merrowdale", person=somebody, email="a@b.example", by=hub.manager)
    assert list(queries.rota(hub.manager, "merrowdale")) == [entry]
    actions.end_rota_entry(entry, by=hub.manager)
    assert list(queries.rota(hub.manager, "merrowdale")) == []
    assert [event.detail["what"] for event in audited("rota.edit")] == ["add", "end"]
