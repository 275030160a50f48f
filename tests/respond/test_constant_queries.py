"""A page of one case asks the database as often however many other cases there are."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waylight.casework.models import Child

from .a_case import Everything

BY_CHILD = (
    "child", "child-chronology", "child-print", "plans", "support", "child-checks", "child-discussions",
    "child-referrals", "child-missing", "child-trafficking", "child-meetings",
)  # fmt: skip
OF_THE_CHILD: dict[str, Callable[[Any], Any]] = {
    "assessment": lambda c: c.assessments.get(),
    "plan": lambda c: c.plans.order_by("number").first(),
    "referral": lambda c: c.referrals.first(),
    "discussion": lambda c: c.discussions.first(),
    "missing-episode": lambda c: c.episodes.first(),
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
