"""A page of one case asks the database as often however many other cases there are."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.pathways import a_path

from waylight.casework.models import Child

from .a_case import Everything

BY_CHILD = (
    "child", "child-chronology", "child-print", "plans", "support", "child-checks", "child-discussions",
    "child-referrals", "child-missing", "child-trafficking", "child-meetings", "child-court", "transition",
    "ending", "child-transfer",
)  # fmt: skip
OF_THE_CHILD: dict[str, Callable[[Any], Any]] = {
    "assessment": lambda c: c.assessments.get(),
    "plan": lambda c: c.plans.order_by("number").first(),
    "referral": lambda c: c.referrals.first(),
    "discussion": lambda c: c.discussions.first(),
    "missing-episode": lambda c: c.episodes.first(),
    "plan-part": lambda c: c.plans.order_by("number").first().parts.first(),
    "plan-action": lambda c: c.plan_actions.filter(owner__isnull=False).first(),
    "offer": lambda c: c.offers.first(),
    "sheet": lambda c: c.sheets.first(),
    "trafficking": lambda c: c.trafficking.first(),
    "court-case": lambda c: c.proceedings.filter(hearings__isnull=False).first(),
    "court-hearing": lambda c: c.proceedings.filter(hearings__isnull=False).first().hearings.first(),
    "court-word": lambda c: c.proceedings.filter(words__isnull=False).first().words.first(),
}


def asked_by(client: Any, path: str) -> int:
    client.get(path)  # what a process reads once is read
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def counts(everything: Everything, child: Child, at: Any) -> dict[str, int]:
    client = at("worker")
    paths = {name: reverse(name, args=[child.pk]) for name in BY_CHILD}
    paths |= {name: reverse(name, args=[of(child).pk]) for name, of in OF_THE_CHILD.items()}
    paths |= {name: reverse(name) for name in ("due", "children")}
    found = {name: asked_by(client, path) for name, path in paths.items()}
    return found | {"due to the team": asked_by(at("manager"), reverse("due") + "?of=team")}


def test_the_number_of_queries_does_not_grow_with_the_cases(everything: Everything, at: Any) -> None:
    child = everything.another()
    before = counts(everything, child, at)
    everything.another()
    everything.another()
    assert counts(everything, child, at) == before
    assert max(before.values()) < 50, before


def test_an_agenda_asks_as_often_however_long_it_is(everything: Everything, staff_client: Any) -> None:
    panel, client = everything.panel, staff_client(who=everything.panel.person("coordinator"))
    meeting, out = panel.meeting(), panel.meeting(days=7)
    pages = [
        reverse("meeting", args=[meeting.pk]),
        reverse("meeting", args=[out.pk]),
        reverse("meeting-paper", args=[out.pk, "paper"]),
    ]

    def longer() -> None:
        """Two more on each agenda, and two more proposed."""
        for _ in range(2):
            panel.harmed()
            child = everything.team.child()
            panel.item(meeting, child)
            panel.item(out, child)

    longer()
    panel.to(out, "papers-out")
    before = [asked_by(client, path) for path in pages]
    longer()
    assert [asked_by(client, path) for path in pages] == before


def test_who_is_missing_costs_no_more_queries_with_more_of_them(
    everything: Everything, staff_client: Any
) -> None:
    client, path = staff_client("manager"), reverse("missing-figures")
    a_path.report(everything.team, everything.team.child())
    before = asked_by(client, path)
    for _ in range(3):
        a_path.report(everything.team, everything.team.child())
    assert asked_by(client, path) == before
    assert client.get(path).content.decode().count("Mina Tarn") == 4
