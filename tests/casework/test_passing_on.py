"""What somebody owed or managed is never nobody's: it passes on when they leave or lose the role for it, and
until it does those above hear of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.actions import end_grant, leave
from waylight.accounts.models import Person
from waylight.casework import actions, queries
from waylight.casework.actions.dues import Owed, start
from waylight.casework.codes import DueKind
from waylight.casework.models import Child, Due
from waylight.casework.queries.due import Of
from waylight.casework.rooms import page_of
from waylight.triage.models import Contact

from .a_team import Team, fresh
from .test_reminding import said

Make = Callable[..., Any]


def owed_by(who: Person, kind: DueKind, child: Child | None = None) -> Due:
    owed = Owed(owner=who, area="merrowdale", until=timezone.now() + timedelta(days=20))
    return start(child, kind, about=uuid4(), owed=owed)


def test_records_pass_on_when_the_last_case_role_ends_and_not_before(
    team: Team, actor: Make, work: Callable[[], int]
) -> None:
    child, manager, admin = team.child(), team.person("manager"), actor("administrator")
    _deputy = team.deputy
    other = team.make("social-worker", name="Both")
    Child.objects.filter(pk=child.pk).update(worker=other)
    team.make("exploitation-coordinator", name="Coordinator")
    owed = owed_by(other, DueKind.FOLLOW_UP, child)
    other.grants.create(role="agency-checker", area_slug="merrowdale", since=timezone.now(), given_by="test")
    end_grant(other.grants.get(role="agency-checker"), by=admin)
    work()
    assert fresh(child).worker == other, "a role that works with no child changes nothing"
    end_grant(other.grants.get(role="social-worker"), by=admin)
    end_grant(manager.grants.get(role="team-manager"), by=admin)
    work()
    assert (fresh(child).worker, fresh(child).manager) == (None, team.person("deputy"))
    owed.refresh_from_db()
    assert (owed.whose, owed.owner) == ("manager", None)
    kinds = {row.due.kind for row in queries.due_list(team.deputy).rows}
    assert {"leaver", "follow-up"} <= kinds


def test_what_a_leaver_owed_passes_to_somebody_of_the_same_role(
    team: Team, person: Make, actor: Make, actor_of: Make
) -> None:
    leaver, stays = person("licensing", name="Lena"), person("licensing", name="Stays")
    person("exploitation-coordinator", name="Coordinator")
    licence, measure = owed_by(leaver, DueKind.LICENCE_S5), owed_by(leaver, DueKind.MEASURE_7)
    leave(leaver, on=timezone.now(), reason="left", by=actor("administrator"))
    for _twice in range(2):
        actions.pass_on(leaver.pk)
        licence.refresh_from_db(), measure.refresh_from_db()
        assert (licence.owner, measure.owner) == (stays, leaver), "no coordinator ever held Lena's role"
    assert [row.due.pk for row in queries.due_list(actor_of(stays)).rows] == [licence.pk]


def test_those_above_hear_at_once_of_what_somebody_gone_owes(
    team: Team, person: Make, clock: time_machine.Traveller
) -> None:
    child = team.child()
    lena, lou = person("licensing", name="Lena"), person("licensing", name="Lou")
    person("exploitation-coordinator", name="Coordinator")
    licence, of_child = (
        owed_by(lena, DueKind.LICENCE_S5),
        owed_by(team.person("other"), DueKind.ACTION, child),
    )
    place = owed_by(lena, DueKind.MEASURE_7)
    clock.move_to(licence.due_at + timedelta(minutes=1))
    actions.watch_dues()
    assert said(licence) == [("late", "Lena"), ("late", "Lou")], "and no coordinator"
    later = owed_by(lou, DueKind.LICENCE_S2)
    team.person("other").grants.update(until=timezone.now())
    Person.objects.filter(pk=lou.pk).update(is_active=False)
    soon = owed_by(team.person("other"), DueKind.CHASE, child)
    clock.move_to(later.due_at - timedelta(minutes=1))
    actions.watch_dues()
    assert said(later) == [("soon", "Lena")]
    assert said(soon) == [("soon", "Manager")]
    assert said(place)[0] == ("late", "Coordinator"), "whoever lost the role for it does not owe it"
    assert ("late", "Manager") in said(of_child)


def test_what_runs_on_a_closed_record_is_in_the_list(team: Team) -> None:
    child = team.child()
    Child.objects.filter(pk=child.pk).update(state="closed")
    actions.break_glass(fresh(child), "Asked by the court.", by=team.other)
    assert "glass" in [row.due.kind for row in queries.due_list(team.manager).rows]
    assert "glass" in [row.due.kind for row in queries.due_list(team.manager, Of.TEAM).rows]


def test_a_due_leads_to_its_owners_page_only_for_its_owner(team: Team) -> None:
    child = team.child()
    for kind, others in ((DueKind.ACTION, "plan-action"), (DueKind.MEETING_ACTION, "")):
        due = owed_by(team.person("other"), kind, child)
        mine = next(row for row in queries.due_list(team.other).rows if row.due == due)
        assert mine.href == page_of(kind, due.about, None, own=True)
        theirs = next(row for row in queries.due_list(team.manager, Of.TEAM).rows if row.due == due)
        page = reverse(others, args=[due.about]) if others else reverse("child", args=[child.pk])
        assert theirs.href == page != mine.href


def test_a_concern_that_was_taken_cannot_be_joined_again(team: Team, at: Any) -> None:
    child, arrival = team.child(), team.arrival(words="Another call.")
    join = reverse("child-join", args=[arrival.pk, child.pk])
    assert at("manager").post(join).status_code == 302
    page = at("manager").post(join, follow=True)
    assert page.status_code == 200
    assert "Somebody has opened, joined or sent back this concern already" in page.content.decode()


def test_a_concern_that_moved_is_no_longer_read_where_it_was(team: Team, at: Any, other_area: Any) -> None:
    arrival = team.arrival()
    address = reverse("child-arrival", args=[arrival.pk])
    assert at("manager").get(address).status_code == 200
    Contact.objects.filter(pk=arrival.stream.contact_id).update(area=other_area)
    assert not queries.arrivals(team.manager)
    assert at("manager").get(address).status_code == 403
