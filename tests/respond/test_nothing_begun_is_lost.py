"""Forms that stand by themselves: of a due, of what was offered or handed on, and of what is not yet."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team, fresh
from tests.casework.test_assessing import SIGN
from tests.casework.two_people import page_of
from tests.disruption.a_room import TODAY, Room
from tests.disruption.test_licensing import in_state as licence_in
from tests.disruption.test_screens import hotel
from tests.meetings.a_panel import Panel
from tests.referral.agencies import Agencies
from tests.referral.test_links import CHOSEN, draft

import waylight
from waylight.casework import actions as casework
from waylight.casework.models import Draft
from waylight.disruption import actions as disruption
from waylight.referral import actions as referral

from .half_a_sentence import HALF, nothing_is_lost

ROOMS = ("casework", "referral", "plan", "pathways", "disruption", "meetings")
FORM = re.compile(r'<form method="post".*?</form>', re.S)
TYPED = re.compile(r"f\.fields\(|<textarea|<input(?! type=.hidden)")
KEPT = re.compile(r"data-keep|c\.kept\(|c\.keeping\(")
NOT_KEPT = {
    "casework/find.html": "a search is asked again",
    "referral/seats.html": "only choices",
    "referral/referrals.html": "only choices",
    "plan/sheet.html": "only a tick, said anew each time it is printed",
    "referral/sent.html": "only a tick, said anew each time the family's copy leaves",
    "disruption/handed.html": "only a choice, beside one that is kept",
    "disruption/enquiry.html": "only a choice, beside one that is kept",
}
"""By page that has a form with nothing kept: why. That nothing is typed into it, the walks below say."""


def test_every_form_of_every_page_says_where_it_is_kept() -> None:
    found: dict[str, list[bool]] = {}
    for room in ROOMS:
        for page in (Path(waylight.__file__).parent / room / "jinja2").rglob("*.html"):
            forms = [form for form in FORM.findall(page.read_text()) if TYPED.search(form)]
            if forms:
                found[f"{room}/{page.name}"] = [bool(KEPT.search(form)) for form in forms]
    assert len(found) > 25
    assert {page for page, kept in found.items() if not all(kept)} == set(NOT_KEPT)
    assert {page: kept.count(False) for page, kept in found.items() if not all(kept)} == dict.fromkeys(
        NOT_KEPT, 1
    )


@pytest.fixture
def who(team: Team, staff_client: Any) -> Callable[[str], Callable[[], Any]]:
    return lambda name: lambda: staff_client(who=team.person(name))


@pytest.fixture
def room(hub: Any, person: Any, actor_of: Any) -> Room:
    return Room(hub, person, actor_of)


@pytest.fixture
def one(room: Room, staff_client: Any) -> Callable[[str], Callable[[], Any]]:
    return lambda name: lambda: staff_client(who=room.person(name))


def test_why_a_due_waits_and_what_was_found_at_an_opening(team: Team, who: Any) -> None:
    child = team.child()
    casework.break_glass(child, "She rang at night.", by=team.other)
    record = reverse("child", args=[child.pk])
    assert nothing_is_lost(who("manager"), record, who("worker")) > 8
    sends = [f"/{name}/" for name in ("pause", "looked-at")]
    page = page_of(who("manager")().get(record))
    assert all(re.search(f'action="[^"]*{send}" novalidate data-keep', page) for send in sends)


def test_what_is_refused_of_a_due_waits_in_its_form(team: Team, who: Any) -> None:
    """The page comes back by another address; what was typed is in the form there all the same."""
    child = team.child()
    due = child.dues.get(kind="first")
    casework.pause(due, "Waits for the hospital.", by=team.worker)
    worker, address = who("worker")(), reverse("child-due", args=[due.pk, "pause"])
    assert worker.post(address, {"reason": HALF}).status_code == 302
    casework.resume(due, by=team.worker)
    assert HALF in page_of(worker.get(reverse("child", args=[child.pk])))
    assert worker.post(address, {"reason": "Now it does."}).status_code == 302
    assert not Draft.objects.exists()


def test_an_entry_that_is_changed_and_one_that_no_longer_holds(team: Team, who: Any) -> None:
    child = team.child()
    entry = casework.add_entry(casework.begin(child, by=team.worker), SIGN, by=team.worker)
    address = reverse("assessment-entry", args=[entry.pk])
    assert nothing_is_lost(who("worker"), address, who("manager")) == 2
    refused = who("worker")().post(address, {"end": "1", "reason": "", "base": entry.version})
    assert refused.status_code == 400
    assert SIGN.statement in page_of(refused), "the other form keeps what stands"


def test_a_concern_that_arrived(team: Team, who: Any) -> None:
    arrived = reverse("child-arrival", args=[team.arrival().pk])
    assert nothing_is_lost(who("manager"), arrived, who("deputy")) == 2


def test_why_a_record_is_opened_that_is_not_ones_own(team: Team, who: Any) -> None:
    child = team.child()
    assert nothing_is_lost(who("other"), reverse("child-glass", args=[child.pk])) == 1


def test_an_offer_taking_it_back_and_its_answer(
    team: Team, other_area: Any, who: Any, staff_client: Any
) -> None:
    two = [team.make("team-manager", area_slug="brackenford", name=name) for name in ("One", "Two")]
    child = team.child()
    page = reverse("child-transfer", args=[child.pk])
    assert nothing_is_lost(who("manager"), page) == 1
    referral.offer_record(fresh(child), other_area, "She has moved.", "Since May.", by=team.manager)
    assert nothing_is_lost(who("manager"), page) == 2
    takes, other = (lambda each=each: staff_client(who=each) for each in two)
    assert nothing_is_lost(takes, reverse("offered-records"), other) == 1


def test_a_link_and_a_referral_that_is_given_up(team: Team, area: Any, who: Any, clock: Any) -> None:
    written = draft(Agencies(team, area))
    assert nothing_is_lost(who("worker"), reverse("referral", args=[written.pk])) == 3
    link = referral.hand_over(written, replace(CHOSEN, looked=True), by=team.worker)
    page = reverse("link-referral", args=[link.pk])
    assert nothing_is_lost(who("worker"), page) == 1
    clock.move_to(link.ends_at)
    clock.shift(60)
    assert nothing_is_lost(who("worker"), page) == 1


def test_a_meeting_that_is_called_and_what_is_left_off(
    team: Team, person: Any, actor_of: Any, staff_client: Any
) -> None:
    panel = Panel(team, person, actor_of)
    runs, chairs = (lambda who=who: staff_client(who=panel.person(who)) for who in ("coordinator", "chair"))
    assert nothing_is_lost(runs, reverse("meeting-call"), chairs) == 1
    panel.harmed()
    meeting = panel.meeting()
    page = reverse("meeting", args=[meeting.pk])
    assert nothing_is_lost(runs, page, chairs) == 6, "one of them is why a child is left off"


def test_a_unit_that_is_opened(room: Room, one: Any) -> None:
    anew, handed = reverse("unit-open"), reverse("unit-handed", args=[room.handed().pk])
    assert nothing_is_lost(one("coordinator"), anew, one("second")) == 1
    assert nothing_is_lost(one("coordinator"), handed, one("second")) == 1
    known = f"{anew}?from={hotel(room).pk}"
    assert nothing_is_lost(one("intelligence"), known) == 1


def test_licences_their_enquiries_and_handing_one_on(room: Room, one: Any, other_area: Any) -> None:
    licensing, deputy = one("licensing"), one("licensing_deputy")
    for page in ("licence-begin", "licences"):
        assert nothing_is_lost(licensing, reverse(page), deputy) == 1
    asked = disruption.ask("of-us", "brackenford", "A driver.", TODAY, area="merrowdale", by=room.licensing)
    assert nothing_is_lost(licensing, reverse("licence-enquiry", args=[asked.pk]), deputy) == 1
    hand = reverse("licence-hand", args=[licence_in(room, "created").pk])
    assert nothing_is_lost(one("coordinator"), hand, one("second")) == 1


def test_a_draft_of_what_is_not_there_yet_is_kept_only_by_who_may_begin_it(one: Any) -> None:
    keep = reverse("draft-keep", args=["licence-new", "00000000-0000-0000-0000-000000000000", "begin"])
    assert one("coordinator")().post(keep, {"information": HALF}).status_code == 403
    assert one("licensing")().post(keep.replace("0000-0", "0001-0"), {"name": HALF}).status_code == 404
    assert not Draft.objects.exists()
