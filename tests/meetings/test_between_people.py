"""Two people at one brief or item of a meeting, and one whose session ends in the middle of a sentence."""

from typing import Any

from django.urls import reverse
from tests.casework.two_people import BEGUN, base_in, ends, page_of, shown_and_kept

from waylight.meetings import actions
from waylight.meetings.models import Decision, Subject

from .a_panel import Panel

THEIRS, MINE = "She wants to go to school.", "She is afraid of the arcade."


def asked(panel: Panel) -> tuple[Subject, str]:
    subject = Subject.objects.get(item=panel.item(panel.meeting(), panel.harmed()))
    return subject, reverse("meeting-brief", args=[subject.pk])


def test_two_who_write_one_brief_are_both_kept(panel: Panel, at: Any) -> None:
    _subject, address = asked(panel)
    assert at("worker").post(address, {"brief": THEIRS, "base": 1}).status_code == 302
    shown_and_kept(at("manager"), address, {"brief": MINE, "base": 1}, THEIRS, MINE)
    assert Subject.objects.get().brief == MINE


def test_a_session_that_ends_in_a_brief_loses_nothing_and_overwrites_nothing(panel: Panel, at: Any) -> None:
    subject, address = asked(panel)
    worker, half = at("worker"), "She is afraid of the ar"
    keep = reverse("child-keep", args=[subject.child_id, f"brief-{subject.pk}"])
    assert f'data-keep="{keep}"' in page_of(worker.get(address))
    assert worker.post(keep, {"brief": half, "base": 1}).status_code == 200
    ends(worker, address, {"brief": MINE, "base": 1})
    assert half not in page_of(at("manager").get(address))
    assert at("manager").post(address, {"brief": THEIRS, "base": 1}).status_code == 302
    found = at("worker").get(address)
    assert BEGUN in page_of(found)
    assert half in page_of(found)
    shown_and_kept(at("worker"), address, {"brief": MINE, "base": base_in(found)}, THEIRS, MINE)
    assert BEGUN not in page_of(at("worker").get(address))


def test_two_who_write_the_minutes_are_both_kept(panel: Panel, staff_client: Any) -> None:
    """Decisions are added, so both stand; one that comes when the minutes are agreed is refused, and what was
    typed is on the page."""
    meeting = panel.meeting("held")
    item = meeting.items.get()
    address = reverse("meeting-item-act", args=[item.pk, "decide"])
    one, other = (staff_client(who=panel.person(name)) for name in ("coordinator", "chair"))
    for client, words in ((one, THEIRS), (other, MINE)):
        assert client.post(address, {"words": words, "reasons": "Asked for."}).status_code == 302
    assert {each.words for each in Decision.objects.all()} == {THEIRS, MINE}
    actions.agree_minutes(meeting, by=panel.chair)
    late = one.post(address, {"words": "Too late by a minute.", "reasons": "Said at the end."})
    assert late.status_code == 400
    page = page_of(late)
    for words in ("This cannot be done as things stand now.", "Too late by a minute.", "Said at the end."):
        assert words in page
    assert Decision.objects.count() == 2
