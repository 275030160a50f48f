"""Who reaches a child's record: those who work with the child, and nobody else without a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from waylight.accounts.policy import Refused
from waylight.casework import actions, queries
from waylight.casework.errors import NotPossible, Why
from waylight.casework.queries.due import Of

from .a_team import Team, fresh


def test_worker_and_manager_read_it_and_a_colleague_does_not(team: Team) -> None:
    child = team.child()
    for actor in (team.worker, team.manager):
        assert queries.opened(actor, fresh(child), "record").details.name == "Mina Tarn"
        assert [row.name for row in queries.children(actor).rows] == ["Mina Tarn"]
    for actor in (team.other, team.deputy, team.hub.manager, team.hub.screener):
        with pytest.raises(Refused):
            queries.opened(actor, fresh(child), "record")
    assert queries.children(team.other).rows == []


def test_who_is_named_with_a_reason_works_with_the_child_until_it_ends(team: Team) -> None:
    child = team.child()
    given = actions.name_other(child, team.person("other"), "Speaks Polish with her.", by=team.manager)
    team.line(child, by=team.other)
    assert [row.child.pk for row in queries.children(team.other).rows] == [child.pk]
    actions.end_access(given, by=team.manager)
    with pytest.raises(Refused):
        team.line(child, by=team.other)


def test_somebody_without_a_role_here_is_not_named(team: Team) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.name_other(team.child(), team.make("screener"), "Why not.", by=team.manager)
    assert refused.value.why == Why.NOT_A_WORKER


def test_breaking_the_glass_opens_for_a_day_to_read_and_the_manager_looks_at_it(
    team: Team, clock: Any, audited: Any
) -> None:
    child = team.child()
    glass = actions.break_glass(child, "She is at the station, her worker is away.", by=team.other)
    assert queries.opened(team.other, fresh(child), "record").may_write is False
    with pytest.raises(Refused):
        team.line(child, by=team.other)
    assert "glass" in [row.due.kind for row in queries.due_list(team.manager).rows]
    assert audited("child.break-glass")[0].verb == "permission-change"
    actions.look_at_glass(glass, "Rightly so.", by=team.manager)
    assert "glass" not in [row.due.kind for row in queries.due_list(team.manager).rows]
    with pytest.raises(NotPossible):
        actions.look_at_glass(glass, "Again.", by=team.manager)
    clock.shift(timedelta(days=1, minutes=1))
    with pytest.raises(Refused):
        queries.opened(team.other, fresh(child), "record")


def test_nobody_of_another_area_is_shown_where_a_record_is_opened_with_a_reason(
    team: Team, person: Any, other_area: Any, staff_client: Any, audited: Any
) -> None:
    child = team.child()
    far = staff_client(who=person("team-manager", area_slug=other_area.pk, name="Far"))
    for page in (far.get, far.post):
        answer = page(reverse("child-glass", args=[child.pk]))
        assert answer.status_code == 403
        assert child.reference not in answer.content.decode().replace(str(child.pk), "")  # the address asked
    assert [each.verb for each in audited("child.break-glass")] == ["refusal", "refusal"]
    assert (
        staff_client(who=team.person("other")).get(reverse("child-glass", args=[child.pk])).status_code == 200
    )


def test_whoever_works_with_the_child_breaks_no_glass(team: Team) -> None:
    with pytest.raises(NotPossible):
        actions.break_glass(team.child(), "Curious.", by=team.worker)


def test_looking_for_a_record_tells_who_answers_and_nothing_else(team: Team, audited: Any) -> None:
    child = team.child()
    actions.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    for kind, value in (("person", "mina tarn, 2013-04-09"), ("nhs", "9990000018")):
        (found,) = queries.find(team.other, kind, value)
        assert (found.reference, found.worker, found.manager) == (child.reference, "Worker", "Manager")
        assert "Tarn" not in repr(found)
    assert queries.find(team.other, "person", "Mina Tarn, 2013-04-10") == []
    with pytest.raises(ValueError, match="nhs"):
        queries.find(team.other, "nhs", "999 000 0019")
    assert [e.detail["count"] for e in audited("child.find")] == [1, 1, 0]


def test_handing_the_work_on_hands_on_what_is_due(team: Team) -> None:
    child = team.child()
    assert [row.due.kind for row in queries.due_list(team.worker).rows] == ["first", "eighteen"]
    actions.allocate(
        child, worker=team.person("other"), manager=team.person("manager"), reason="Leave.", by=team.manager
    )
    assert queries.due_list(team.worker).rows == []
    assert [row.due.kind for row in queries.due_list(team.other).rows] == ["first", "eighteen"]
    assert {row.whose for row in queries.due_list(team.manager, Of.TEAM).rows} == {"Other"}
