"""What is said of a day that has not come, ended twice, or stood still when something happened."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from waylight.casework import actions
from waylight.casework.codes import DueKind
from waylight.casework.details import Details
from waylight.casework.errors import NotPossible, Why
from waylight.casework.models import Access, Child, Related

from .a_team import MINA, Team, fresh
from .two_people import page_of

TOMORROW = date(2026, 11, 19)


def test_nothing_happened_and_nobody_is_born_years_from_now(team: Team, at: Any) -> None:
    child = team.child()
    mistyped = replace(MINA, born="2031-04-09")
    for act in (
        lambda: team.line(child, happened_on=TOMORROW),
        lambda: actions.write_details(child, mistyped, base=1, by=team.worker),
        lambda: team.child(mistyped, words="Another."),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == Why.NOT_YET
    assert Details.read(fresh(child).details) == MINA
    typed = {"kind": "contact", "happened_on": "19/11/2026", "text": "Seen, well.", "source": "Own visit"}
    page = at("worker").post(reverse("child-act", args=[child.pk, "line"]), typed)
    assert page.status_code == 400
    assert "That day has not come yet." in page_of(page)
    assert "Seen, well." in page_of(page)
    assert team.line(child, happened_on=date(2026, 11, 18)).pk
    assert team.child(Details(name="Unborn", born="2027-03-01"), words="A brother is expected.").pk


def test_what_has_ended_keeps_the_time_at_which_it_did(team: Team, at: Any, clock: Any) -> None:
    child = team.child()
    glass = actions.break_glass(child, "She rang at night.", by=team.other)
    named = actions.name_other(child, team.person("deputy"), "Her key worker.", by=team.manager)
    aunt = actions.add_related(child, "family", "Ida Tarn", "aunt", "", not_to_know=False, by=team.worker)
    actions.end_access(named, by=team.manager)
    actions.end_related(aunt, by=team.worker)
    stood = [glass.until, Access.objects.get(pk=named.pk).until, Related.objects.get(pk=aunt.pk).ended_at]
    clock.shift(timedelta(days=3))
    manager = at("manager")
    for what, each in (("access", glass), ("access", named), ("related", aunt)):
        page = manager.post(reverse("child-end", args=[what, each.pk]), follow=True)
        assert str(Why.SETTLED_ALREADY.label) in page_of(page)
    rows = Access.objects
    assert [
        rows.get(pk=glass.pk).until,
        rows.get(pk=named.pk).until,
        Related.objects.get(pk=aunt.pk).ended_at,
    ] == stood


def test_a_trigger_lets_a_first_assessment_that_stands_still_run_again(team: Team, clock: Any) -> None:
    child: Child = team.child()
    first = child.dues.get(kind=DueKind.FIRST)
    was = first.due_at
    actions.pause(first, "In hospital.", by=team.worker)
    clock.shift(timedelta(days=2))
    team.line(child, "Missing since last night.", trigger="missing")
    first.refresh_from_db()
    assert (first.paused, first.stopped_at) == (False, None)
    assert not first.pauses.filter(until__isnull=True).exists()
    assert first.due_at - was == timedelta(days=1), "the whole working day that it stood still"
    assert not child.dues.filter(kind=DueKind.REVIEW).exists()
