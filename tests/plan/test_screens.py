"""The pages of a plan, through Django's own client: no script anywhere, so each works without."""

from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team
from tests.casework.test_screens import MARKER, stored

from waylight.plan.models import Plan, PlanAction, PlanPart

from .a_plan import Planning


def said(client: Any, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_from_its_first_part_to_its_evidence_by_the_page(team: Team, at: Any) -> None:
    child, client, lead, nurse = team.child(), at("worker"), at("manager"), at("nurse")
    assert reverse("plans", args=[child.pk]) in said(client, "child", child.pk)
    assert "There is no plan that stands." in said(client, "plans", child.pk)
    begun = client.post(reverse("plan-begin", args=[child.pk]))
    plan = Plan.objects.get()
    assert begun.url == reverse("plan", args=[plan.pk])
    act = lambda name: reverse("plan-act", args=[plan.pk, name])  # noqa: E731 - short for this one test
    assert client.post(act("part"), {"kind": "child", "subject": "Mina"}).status_code == 400
    assert "You had begun to write this" in said(client, "plan", plan.pk)
    part = {"kind": "child", "subject": "Mina", "wanted": "She sleeps at home."}
    assert client.post(act("part"), part).status_code == 302
    held = PlanPart.objects.get()
    page = said(client, "plan", plan.pk)
    assert "friends and peers, a place, a person of concern" in page
    task = {"what": "See her on Thursdays.", "agency": "health", "due_on": "20/11/2026"}
    add = reverse("plan-part-act", args=[held.pk, "action"])
    refused = client.post(add, task)
    assert "Name one person who owns this" in refused.content.decode()
    assert client.post(add, {**task, "owner": team.person("nurse").pk}).status_code == 302
    assert lead.post(act("agree")).status_code == 400
    wishes = {"child_wants": "To be left in peace.", "base": 1}
    assert client.post(act("wishes"), wishes).status_code == 302
    assert client.post(act("agree")).status_code == 403
    assert "A plan to be agreed" in said(lead, "due")
    assert lead.post(act("agree")).status_code == 302
    action = PlanAction.objects.get()
    mine = reverse("own-action", args=[action.pk])
    assert mine in said(nurse, "due")
    page = said(nurse, "own-action", action.pk)
    assert "See her on Thursdays." in page
    assert "Mina" not in page
    assert nurse.get(reverse("plan", args=[plan.pk])).status_code == 403
    assert client.get(mine).status_code == 403
    done = reverse("own-action-act", args=[action.pk, "done"])
    assert nurse.post(done, {"evidence": ""}).status_code == 400
    assert nurse.post(done, {"evidence": "Two visits."}).status_code == 302
    page = said(client, "plan", plan.pk)
    assert "Two visits." in page
    assert "0 actions overdue" in page
    assert "Two visits." in said(client, "child-chronology", child.pk)


def test_the_address_of_an_act_leads_back_to_its_page(planning: Planning, at: Any) -> None:
    planning.plan("agreed")
    part, action = PlanPart.objects.get(), PlanAction.objects.get()
    for who, name, pk, act in (
        ("worker", "plan-part", part.pk, "change"),
        ("worker", "plan-action", action.pk, "begun"),
        ("nurse", "own-action", action.pk, "done"),
    ):
        answer = at(who).get(reverse(f"{name}-act", args=[pk, act]))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse(name, args=[pk]))
        assert at(who).get(reverse(f"{name}-act", args=[pk, "anything"])).status_code == 404


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001"])
def test_a_day_that_no_calendar_can_count_from_is_asked_again(planning: Planning, at: Any, day: str) -> None:
    planning.plan()
    task = {"what": "See her.", "agency": "health", "owner": planning.team.person("nurse").pk, "due_on": day}
    sent = at("worker").post(reverse("plan-part-act", args=[PlanPart.objects.get().pk, "action"]), task)
    assert sent.status_code == 400
    assert "Write a day between 1900 and 2199." in sent.content.decode()


@pytest.mark.parametrize("who", ["other", "nurse", "screener"])
def test_the_pages_are_closed_to_others_and_the_refusal_is_audited(
    planning: Planning, team: Team, at: Any, staff_client: Any, audited: Any, who: str
) -> None:
    plan = planning.plan("agreed")
    part = PlanPart.objects.get()
    action = PlanAction.objects.get()
    client = staff_client("screener") if who == "screener" else at(who)
    for name, pk in (("plans", plan.child_id), ("plan", plan.pk), ("plan-part", part.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 403
    assert client.get(reverse("plan-action", args=[action.pk])).status_code == 403
    assert client.post(reverse("plan-begin", args=[plan.child_id])).status_code == 403
    assert {e.verb for e in audited("child.view")} == {"refusal"}


def test_nothing_that_is_typed_in_a_plan_lies_in_the_open(planning: Planning, at: Any) -> None:
    plan, lead = planning.plan(), at("manager")
    part, action = PlanPart.objects.get(), PlanAction.objects.get()
    words = {"subject": MARKER, "wanted": MARKER, "so_far": MARKER, "kind": "place"}
    task = {"what": MARKER, "owner_name": MARKER, "owner_contact": MARKER, "agency": "police"}
    task |= {"due_on": "30/11/2026", "reason": MARKER}
    wishes = {"child_wants": MARKER, "not_known": MARKER, "parents_want": MARKER, "base": 2}
    for name, pk, act, typed in (
        ("plan-act", plan.pk, "wishes", wishes),
        ("plan-act", plan.pk, "part", words),
        ("plan-part-act", part.pk, "change", {**words, "kind": "child", "base": 1}),
        ("plan-part-act", part.pk, "action", task),
        ("plan-act", plan.pk, "agree", {}),
        ("plan-action-act", action.pk, "change", {**task, "base": 1}),
        ("plan-action-act", action.pk, "begun", {"words": MARKER}),
        ("plan-action-act", action.pk, "chase", {"words": MARKER}),
        ("plan-action-act", action.pk, "escalate", {"reason": MARKER}),
        ("plan-action-act", action.pk, "answer", {"words": MARKER}),
        ("plan-action-act", action.pk, "done", {"evidence": MARKER}),
        ("plan-act", plan.pk, "review", {"changed": MARKER, "child_says": MARKER, "not_known": MARKER}),
    ):
        answer = lead.post(reverse(name, args=[pk, act]), typed)
        assert answer.status_code == 302, (act, answer.content.decode()[-9000:])
    left = PlanAction.objects.exclude(pk=action.pk).get()
    assert (
        lead.post(reverse("plan-action-act", args=[left.pk, "drop"]), {"reason": MARKER}).status_code == 302
    )
    assert lead.post(reverse("plan-act", args=[plan.pk, "end"]), {"reason": MARKER}).status_code == 302
    assert MARKER in said(lead, "plan", plan.pk)
    assert MARKER in said(lead, "plan-action", left.pk)
    assert MARKER not in stored()
