"""What was kept and can no longer be sent, for its act is not open any more, is shown to its writer alone."""

from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team, fresh
from tests.casework.conftest import at, clock, hub, team
from tests.casework.two_people import page_of
from tests.referral.agencies import Agencies
from tests.referral.test_referring import in_state

from waylight.casework import actions as casework
from waylight.casework.models import Draft
from waylight.plan import actions as plans
from waylight.referral import actions

from .half_a_sentence import HALF

__all__ = ["at", "clock", "hub", "team"]
GONE = "it can no longer be sent here"


@pytest.fixture
def agencies(team: Team, area: Any) -> Agencies:
    return Agencies(team, area)


def let_go(client: Any, page: str, address: str) -> None:
    """It is shown once, with a button that works."""
    shown = page_of(client.get(page))
    assert shown.count(GONE) == 1
    assert HALF in shown
    assert f'action="{address}"' in shown
    assert client.post(address).status_code == 302
    assert GONE not in page_of(client.get(page))


def test_an_act_of_a_record_that_was_closed_meanwhile(team: Team, at: Any) -> None:
    child = team.child()
    page, manager = reverse("child", args=[child.pk]), at("manager")
    typed = {"worker": str(team.person("worker").pk), "reason": HALF}
    keep = reverse("child-keep", args=[child.pk, "name-other"])
    assert manager.post(keep, typed).status_code == 200
    assert GONE not in page_of(manager.get(page))
    child.dues.update(stopped_at=child.opened_at, stopped_because="done")
    casework.close_record(fresh(child), "All is done.", by=team.manager)
    assert GONE not in page_of(at("worker").get(page))
    let_go(manager, page, reverse("child-throw-away", args=[child.pk, "name-other"]))


def test_what_was_begun_elsewhere_in_a_record_is_found_from_its_page(team: Team, at: Any) -> None:
    """Plans and pathways have many pages, and a form of theirs may be gone."""
    child = team.child()
    page, worker = reverse("child", args=[child.pk]), at("worker")
    plan = plans.begin(child, by=team.worker)
    name = f"review-{plan.pk}"
    kept = {"changed": HALF, "outcome": "fine"}
    assert worker.post(reverse("child-keep", args=[child.pk, name]), kept).status_code == 200
    shown = page_of(worker.get(page))
    assert "You had begun to write elsewhere in this record" in shown
    assert HALF in shown
    assert HALF not in page_of(at("manager").get(page))
    away = reverse("child-throw-away", args=[child.pk, name])
    assert f'action="{away}"' in shown
    assert worker.post(away).status_code == 302
    assert HALF not in page_of(worker.get(page))


def test_why_a_due_was_to_wait_that_ended_meanwhile(team: Team, at: Any) -> None:
    child = team.child()
    due, page, worker = child.dues.get(kind="first"), reverse("child", args=[child.pk]), at("worker")
    keep = reverse("draft-keep", args=["due", due.pk, "pause"])
    odd = reverse("child-keep", args=[child.pk, "due-pause-of-nothing"])
    assert [worker.post(address, {"reason": HALF}).status_code for address in (keep, odd)] == [200, 200]
    assert GONE not in page_of(worker.get(page))
    casework.pause(due, "Another has paused it.", by=team.manager)
    assert GONE in page_of(worker.get(page))
    assert GONE not in page_of(at("manager").get(page))
    casework.resume(due, by=team.manager)
    assert GONE not in page_of(worker.get(page))
    child.dues.filter(pk=due.pk).update(stopped_at=due.started_at, stopped_because="done")
    let_go(worker, page, reverse("draft-throw-away", args=["due", due.pk, "pause"]))


def test_a_referral_that_was_sent_while_somebody_wrote(agencies: Agencies, at: Any) -> None:
    """What came too late is not sent and not lost; what was sent is not shown among it."""
    child = agencies.team.child()
    it = in_state(agencies, child, "sent")
    page, manager = reverse("referral", args=[it.pk]), at("manager")
    late = {"base": "1", "relevance": "They can begin at once.", "detriment": HALF, "do": "save"}
    answered = manager.post(page, late, follow=True)
    assert "It is no draft any more" in page_of(answered)
    shown = page_of(manager.get(page))
    assert GONE not in page_of(at("worker").get(page))
    assert HALF in shown
    assert "They can begin at once." not in shown[shown.index(GONE) :].partition("</form>")[0]
    let_go(manager, page, reverse("child-throw-away", args=[child.pk, f"referral-{it.pk}"]))


def test_an_answer_to_a_referral_that_was_answered_meanwhile(agencies: Agencies, staff_client: Any) -> None:
    it = in_state(agencies, agencies.team.child(), "received")
    service, keep = (
        staff_client(who=agencies.person("camhs")),
        reverse("draft-keep", args=["referral", it.pk, "answer"]),
    )
    assert service.post(keep, {"accept": "yes", "words": HALF}).status_code == 200
    page = reverse("referral", args=[it.pk])
    assert GONE not in page_of(service.get(page))
    actions.answer_referral(it, accept=True, words="We begin.", by=agencies.of("camhs"))
    let_go(service, page, reverse("draft-throw-away", args=["referral", it.pk, "answer"]))
    assert not Draft.objects.exists()
