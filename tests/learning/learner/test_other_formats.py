"""Other languages and formats on request: asked without an account, sealed, due, answered, reminded of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC
from waylight.audit.models import Event
from waylight.learning.actions.asking import (
    KEPT,
    REMIND_EVERY,
    Asked,
    ask_for_format,
    decline_request,
    forget_what_was_typed,
    meet_request,
    watch_requests,
)
from waylight.learning.actions.problems import NotPossible
from waylight.learning.models import Declined, Format, FormatRequest
from waylight.learning.queries.asking import format_requests, opened_request, pieces, request_by_reference
from waylight.work.models import OutboxEvent

LONDON = ZoneInfo("Europe/London")
CONTACT = "dana@saltby.example or 07700 900123"
WORDS = "For a driver who reads no English."


def asking(area: Any, **changed: Any) -> FormatRequest:
    said = {
        "piece": "course:drivers",
        "language": "ti",
        "format": Format.AUDIO,
        "words": WORDS,
        "contact": CONTACT,
        "once": uuid4().hex,
        **changed,
    }
    return ask_for_format(area, Asked(**said), by=PUBLIC)


def ask_on_page(reader: Reader, **values: str) -> Page:
    page = reader.get("/learn/request/")
    typed = {"piece": "course:drivers", "format": "audio", "language": "ti", "words": WORDS, **values}
    return reader.send(page, page.form("piece", "format"), **typed)


def number_on(page: Page) -> str:
    return "".join(each.text for each in page.elements if each["class"] == "wl-number" and each.tag == "span")


def test_asked_on_the_page_it_has_a_number_and_a_day(reader: Reader) -> None:
    page = ask_on_page(reader, contact=CONTACT)
    assert page.status == 200
    request = FormatRequest.objects.get()
    assert number_on(page) == request.reference
    assert str(timezone.localtime(request.due_at).day) in page.words
    assert (request.piece, request.language, request.format) == ("course:drivers", "ti", "audio")


def test_loading_the_answer_again_asks_once(reader: Reader) -> None:
    page = reader.get("/learn/request/")
    form = page.form("piece", "format")
    typed = {"piece": "piece:leaflet", "format": "large-print"}
    first = reader.send(page, form, **typed)
    again = reader.send(page, form, **typed)
    assert number_on(first) == number_on(again)
    assert FormatRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"format": "same", "language": ""}, "Say in which language"),
        ({"piece": "other", "words": ""}, "Say what you mean"),
        ({"language": "other", "words": " "}, "Say what you mean"),
        ({"format": "other", "words": ""}, "Say what you mean"),
    ],
)
def test_what_cannot_be_understood_comes_back_with_what_to_say(
    reader: Reader, typed: dict[str, str], said: str
) -> None:
    page = ask_on_page(reader, **{"words": WORDS, "contact": CONTACT, **typed})
    assert page.status == 422
    assert said in page.words
    assert CONTACT in page.words
    assert not FormatRequest.objects.exists()


def test_what_was_typed_rests_sealed_and_the_audit_has_none_of_it(area: Any) -> None:
    request = asking(area)
    stored = bytes(FormatRequest.objects.values_list("sealed", flat=True).get(pk=request.pk))
    event = Event.objects.get(action="format.ask")
    for words in (CONTACT, "dana", WORDS):
        assert words.encode() not in stored
        assert words not in str(event.detail)
    assert event.actor == "public"


def test_without_anything_typed_nothing_is_sealed_and_it_is_collected(area: Any) -> None:
    request = asking(area, words="", contact=" ")
    assert not request.sealed
    assert request.collects


def test_it_is_due_in_ten_working_days_of_the_areas_own_hours(area: Any) -> None:
    """Wednesday 18 November: ten working days on is Wednesday 2 December, when the hub closes."""
    with time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=LONDON), tick=False):
        asked = asking(area)
    assert asked.due_at == datetime(2026, 12, 2, 17, 15, tzinfo=LONDON)
    with time_machine.travel(datetime(2026, 12, 18, 10, tzinfo=LONDON), tick=False):
        over_christmas = asking(area)
    assert over_christmas.due_at.astimezone(LONDON).date() == date(2027, 1, 6)


def test_whoever_has_the_number_sees_how_it_stands_and_nothing_typed(reader: Reader, area: Any) -> None:
    request = asking(area)
    page = reader.get("/learn/request/follow/")
    page = reader.send(page, page.form("reference"), reference=request.reference.lower())
    assert "We are at it." in page.words
    assert page.address == "/learn/request/follow/"
    assert "dana" not in page.body
    page = reader.send(page, page.form("reference"), reference="AAAA AAAA")
    assert page.status == 422
    assert "no request with this number" in page.words


def test_declined_says_why_and_keeps_the_councils_own_note_to_the_council(
    reader: Reader, area: Any, actor: Callable[..., Any]
) -> None:
    request = asking(area)
    decline_request(request, Declined.NOBODY, note="Asked two agencies.", by=actor("trainer"))
    page = reader.get("/learn/request/follow/")
    page = reader.send(page, page.form("reference"), reference=request.reference)
    assert str(Declined.NOBODY.label) in page.words
    assert "agencies" not in page.body


def test_only_the_desk_of_its_area_opens_it_and_opening_is_audited(
    area: Any, actor: Callable[..., Any]
) -> None:
    request, trainer = asking(area), actor("trainer")
    row, typed = opened_request(trainer, request.pk)
    assert (typed.contact, typed.words) == (CONTACT, WORDS)
    assert row.language == "Tigrinya"
    event = Event.objects.get(action="format.answer")
    assert (event.verb, event.object_id) == ("consultation", str(request.pk))
    for somebody in (actor("trainer", area_slug="brackenford"), actor("screener"), actor("operator"), PUBLIC):
        with pytest.raises(Refused):
            opened_request(somebody, request.pk)
        with pytest.raises(Refused):
            meet_request(request, by=somebody)
    assert format_requests(actor("licensing", area_slug="brackenford")) == []


def test_it_is_settled_once_and_never_without_a_reason(area: Any, actor: Callable[..., Any]) -> None:
    request, licensing = asking(area), actor("licensing")
    with pytest.raises(NotPossible):
        decline_request(request, Declined.EXISTS, note=" ", by=licensing)
    meet_request(request, note="Sent by post.", by=licensing)
    for settle in (meet_request, lambda r, by: decline_request(r, Declined.EXISTS, note="x", by=by)):
        with pytest.raises(NotPossible):
            settle(request, by=licensing)
    assert [row.request for row in format_requests(licensing)] == []
    assert [row.request for row in format_requests(licensing, settled=True)] == [request]


def test_the_desks_pages_settle_it(staff_client: Callable[..., Any], area: Any) -> None:
    first, second = asking(area), asking(area)
    client = staff_client("licensing")
    listed = client.get("/staff/learning/requests/").content.decode()
    assert first.reference in listed
    assert "dana" not in listed
    assert "dana@saltby.example" in client.get(f"/staff/learning/requests/{first.pk}/").content.decode()
    client.post(f"/staff/learning/requests/{first.pk}/met/", {"note": "On the counter."})
    answer = client.post(f"/staff/learning/requests/{second.pk}/declined/", {"why": "nobody", "reason": ""})
    assert answer.status_code == 422
    client.post(f"/staff/learning/requests/{second.pk}/declined/", {"why": "nobody", "reason": "None found."})
    states = dict(FormatRequest.objects.values_list("pk", "state"))
    assert states == {first.pk: "done", second.pk: "declined"}
    assert first.reference not in client.get("/staff/learning/requests/").content.decode()


def test_a_late_one_is_told_of_once_a_week_to_those_who_answer(
    area: Any, person: Callable[..., Any], work: Callable[[], int]
) -> None:
    trainer, _screener = person("trainer"), person("screener")
    with time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=LONDON), tick=False) as clock:
        request = asking(area)
        clock.move_to(request.due_at)
        assert watch_requests() == 0
        clock.shift(1)
        assert (watch_requests(), watch_requests()) == (1, 0)
        work()
        assert [message.to for message in mail.outbox] == [[trainer.email]]
        assert request.reference not in mail.outbox[0].body
        clock.shift(REMIND_EVERY - timedelta(minutes=1))
        assert watch_requests() == 0
        clock.shift(timedelta(minutes=2))
        assert watch_requests() == 1
        meet_request(request, by=_licensing(person))
        clock.shift(REMIND_EVERY * 2)
        assert watch_requests() == 0
    assert OutboxEvent.objects.filter(name="training.request-late").count() == 2
    row = request_by_reference(request.reference)
    assert row is not None
    assert not row.late


def _licensing(person: Callable[..., Any]) -> Any:
    from waylight.accounts.queries import actor_for

    return actor_for(person("licensing"))


def test_the_timetable_watches_for_late_ones() -> None:
    from waylight.work.registry import HANDLERS, OUTSIDE, TIMED

    assert "waylight.learning.tasks.watch_format_requests" in TIMED
    assert "waylight.learning.tasks.forget_contacts" in TIMED
    handler = "waylight.learning.tasks.tell_of_late_request"
    assert handler in HANDLERS["training.request-late"]
    assert handler in OUTSIDE


def test_what_was_typed_goes_thirty_days_after_the_answer(area: Any, actor: Callable[..., Any]) -> None:
    settled, waiting = asking(area), asking(area)
    meet_request(settled, by=actor("licensing"))
    assert forget_what_was_typed() == 0
    later = timezone.now() + KEPT + timedelta(minutes=1)
    assert forget_what_was_typed(later) == 1
    assert not FormatRequest.objects.get(pk=settled.pk).sealed
    assert FormatRequest.objects.get(pk=waiting.pk).sealed
    assert Event.objects.filter(action="format.watch", verb="erasure").count() == 1


def test_each_thing_that_may_be_asked_for_says_what_it_is() -> None:
    titles = [title for _code, title in pieces()]
    assert len(set(titles)) == len(titles)
    assert {"Who is in your car? (Leaflet)", "Not right? (Poster)"} <= set(titles)
    assert not [code for code, _title in pieces() if "sign-in" in code], "a register is the facilitator's"


def test_a_course_leads_to_the_request(reader: Reader) -> None:
    assert '"/learn/request/"' in reader.get("/learn/toolkit/").body
