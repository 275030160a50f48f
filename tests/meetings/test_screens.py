"""The pages, through Django's own client: no script anywhere, so each works without."""

from typing import Any

import pytest
from django.urls import reverse
from tests.casework.test_screens import stored

from waylight.meetings.models import Action, Item, Meeting, Subject

from .a_panel import Panel

MARKER = "Zqxj-8842-marker"


@pytest.fixture
def sits(panel: Panel, staff_client: Any) -> Any:
    """`sits("chair")`: a client signed in as that person of the panel."""
    return lambda who: staff_client(who=panel.person(who))


def called(panel: Panel, client: Any) -> Meeting:
    answer = client.post(
        reverse("meeting-call"),
        {
            "area": "merrowdale",
            "panel": "child",
            "day": "18/11/2026",
            "time": "14:00",
            "place": f"Room 2 {MARKER}",
            "chair": panel.person("chair").pk,
        },
    )
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Meeting.objects.get()


def test_from_calling_to_closing_with_every_word_encrypted(panel: Panel, sits: Any) -> None:
    child, client, chair = panel.harmed(), sits("coordinator"), sits("chair")
    meeting = called(panel, client)

    def do(act: str, **typed: Any) -> Any:
        return client.post(reverse("meeting-act", args=[meeting.pk, act]), typed)

    assert do("invite", person=panel.person("voluntary").pk).status_code == 400
    assert do("invite", person=panel.person("voluntary").pk, reader="voluntary").status_code == 302
    assert do("invite", person=panel.person("police").pk).status_code == 302
    assert do("outside", name=MARKER, agency=MARKER).status_code == 302
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "Signs of actual harm now" in page
    assert "Add: Mina Tarn" in page
    add = reverse("meeting-propose", args=[meeting.pk, "child", child.pk, "add"])
    assert client.post(add).status_code == 302
    assert do("words", kind="theme", title=MARKER, reason=MARKER).status_code == 302
    subject = Subject.objects.get()
    brief = reverse("meeting-brief", args=[subject.pk])
    worker = sits("worker")
    assert worker.post(brief, {"brief": "", "base": 1}).status_code == 400
    assert worker.post(brief, {"brief": f"Mina Tarn is afraid. {MARKER}", "base": 1}).status_code == 302
    assert do("papers").status_code == 302
    assert do("held", came=[str(a.pk) for a in meeting.attendees.all()]).status_code == 302
    first, second = Item.objects.all()
    for item in (first, second):

        def act(name: str, item: Item = item, **typed: Any) -> Any:
            return client.post(reverse("meeting-item-act", args=[item.pk, name]), typed)

        assert act("decide", words=MARKER, reasons="").status_code == 400
        assert act("decide", words=MARKER, reasons=MARKER).status_code == 302
        police = panel.person("police").pk
        assert act("action", what=MARKER, owner=police, due_on="25/11/2026").status_code == 302
        assert act("dissent", attendee=meeting.attendees.all()[0].pk, words=MARKER).status_code == 302
        assert act("covert", words=MARKER, base=1).status_code == 302
        met = act("covert", words="Mine, typed meanwhile", base=1)
        assert met.status_code == 400
        for words in ("Somebody else changed this note", MARKER, "Mine, typed meanwhile"):
            assert words in met.content.decode()
        assert act("covert", words=MARKER, base=2).status_code == 302
    assert client.post(reverse("meeting-act", args=[meeting.pk, "agree"])).status_code == 403
    assert chair.post(reverse("meeting-act", args=[meeting.pk, "agree"])).status_code == 302
    assert do("correct", words=MARKER, item=str(first.pk)).status_code == 302
    assert do("close").status_code == 302
    action = Action.objects.filter(child=child).get()
    owner = sits("police")
    assert "Action of a meeting" in owner.get(reverse("due")).content.decode()
    at = reverse("meeting-action", args=[action.pk])
    assert owner.post(at, {"evidence": ""}).status_code == 400
    assert owner.post(at, {"evidence": MARKER}).status_code == 302
    other = Action.objects.filter(child=None).get()
    assert (
        chair.post(reverse("meeting-action", args=[other.pk]), {"act": "drop", "reason": MARKER}).status_code
        == 302
    )
    page = worker.get(reverse("child-meetings", args=[child.pk])).content.decode()
    assert page.count(MARKER) >= 3
    everything = stored()
    assert "merrowdale" in everything
    assert MARKER not in everything


def test_a_hidden_item_is_not_found_and_others_are_refused(panel: Panel, sits: Any) -> None:
    meeting = panel.meeting()
    item = panel.item(meeting, panel.harmed())
    client = sits("voluntary")
    address = reverse("meeting-item", args=[item.pk])
    page = client.get(address).content.decode()
    assert "Mina" not in page
    typed = {"person": panel.person("voluntary").pk, "reason": "A neighbour."}
    assert client.post(reverse("meeting-item-act", args=[item.pk, "conflict"]), typed).status_code == 302
    assert client.get(address).status_code == 404
    assert "hidden from you" in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert sits("police").get(address).status_code == 403
    assert sits("police").get(reverse("meeting-call")).status_code == 403
    end = reverse("meeting-conflict-end", args=[item.conflicts.get().pk])
    assert client.post(end).status_code == 403
    assert sits("chair").post(end).status_code == 302
    assert client.get(address).status_code == 200


def test_what_is_proposed_is_left_out_with_a_reason(panel: Panel, sits: Any) -> None:
    child, meeting, client = panel.harmed(), panel.meeting(), sits("coordinator")
    out = reverse("meeting-propose", args=[meeting.pk, "child", child.pk, "leave-out"])
    page = client.post(out, {"reason": ""}, follow=True).content.decode()
    assert "Proposed for the agenda" in page
    page = client.post(out, {"reason": "Seen yesterday."}, follow=True).content.decode()
    assert "Seen yesterday." in page
    assert "Proposed for the agenda" not in page
    assert sits("voluntary").post(out, {"reason": "x"}).status_code == 403


def test_the_meetings_page_asks_a_constant_number_of_queries(panel: Panel) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from waylight.meetings import actions, queries

    meeting, asked = panel.meeting(), []
    for each in range(1, 13):
        actions.add_words(meeting, "place", f"Place {each}", "Asked.", by=panel.coordinator)
        if each in (2, 12):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                queries.meeting_page(panel.coordinator, meeting)
            asked.append(len(seen))
    assert asked[1] <= asked[0] < 25


def test_an_item_says_when_what_is_known_will_stand_there(panel: Panel, sits: Any) -> None:
    meeting = panel.meeting()
    address = reverse("meeting-item", args=[panel.item(meeting, panel.team.child()).pk])
    words = "It stands here once the papers are out."
    assert words in sits("coordinator").get(address).content.decode()
    panel.to(meeting, "papers-out")
    assert words not in sits("coordinator").get(address).content.decode()
