"""One list of what is due: to oneself, one's team, one's agency; of other people's children no name."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.referral.agencies import Agencies

from waylight.accounts.policy import Refused
from waylight.casework import queries
from waylight.casework.actions.dues import Owed, start, stop
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.casework.queries.due import Of

from .a_team import Team


def kinds(rows: Any) -> list[tuple[str, str, bool]]:
    return [(row.due.kind, row.name, bool(row.href)) for row in rows]


@pytest.fixture
def checker(person: Callable[..., Any]) -> Any:
    return person("agency-checker", name="Checker", agency="Merrowdale Health")


def test_a_due_of_a_named_person_is_theirs_without_the_childs_name(
    team: Team, checker: Any, actor_of: Callable[..., Any]
) -> None:
    child = team.child()
    start(child, DueKind.SECOND, about=uuid4(), owed=Owed(owner=checker))
    rows = queries.due_list(actor_of(checker)).rows
    assert kinds(rows) == [("second", "", False)]
    assert rows[0].whose == "Checker"
    assert ("second", "Mina Tarn", True) in kinds(queries.due_list(team.manager, Of.TEAM).rows)
    assert "second" not in [row.due.kind for row in queries.due_list(team.worker).rows]


def test_what_an_agency_owes_is_due_to_each_of_its_people_and_to_nobody_elses(
    team: Team, checker: Any, person: Callable[..., Any], actor_of: Callable[..., Any]
) -> None:
    child = team.child()
    start(child, DueKind.SECOND, about=uuid4(), owed=Owed(agency="Merrowdale Health"))
    nameless = person("agency-checker", name="Nameless", agency="")
    assert kinds(queries.due_list(actor_of(checker)).rows) == [("second", "", False)]
    assert kinds(queries.due_list(actor_of(checker), Of.AGENCY).rows) == [("second", "", False)]
    assert queries.due_list(actor_of(nameless)).rows == []
    assert queries.due_list(actor_of(nameless), Of.AGENCY).rows == []


def test_a_check_is_due_to_who_answers_for_the_agency_and_leads_nobody_else_anywhere(
    team: Team, checker: Any, person: Callable[..., Any], actor_of: Callable[..., Any]
) -> None:
    """Nor to somebody of the agency who answers for nothing."""
    child = team.child()
    agencies = Agencies(team, child.area)
    agencies.ask(child)
    other = person("intelligence", name="Other", agency="Merrowdale health")
    type(checker).objects.filter(pk=checker.pk).update(agency="Merrowdale health")
    (row,) = queries.due_list(agencies.of("health")).rows
    assert row.href
    for nobody in (other, checker):
        assert queries.due_list(actor_of(nobody)).rows == []
    (row,) = queries.due_list(actor_of(other), Of.AGENCY).rows
    assert row.href == "", "a page that would refuse them"


def test_the_agencys_list_names_only_children_the_viewer_works_with(team: Team) -> None:
    team.child()
    agency = team.person("worker").agency
    for who in (team.person("other"), team.person("worker")):
        who.agency = agency or "Merrowdale Council"
        who.save()
    assert kinds(queries.due_list(team.other, Of.AGENCY).rows)[0] == ("first", "", False)
    assert kinds(queries.due_list(team.worker, Of.AGENCY).rows)[0] == ("first", "Mina Tarn", True)


def test_a_due_without_a_child_needs_an_area_and_a_time(team: Team, checker: Any) -> None:
    about = uuid4()
    with pytest.raises(LookupError):
        start(None, DueKind.SECOND, owed=Owed(owner=checker, area="merrowdale"))
    with pytest.raises(LookupError):
        start(None, DueKind.EIGHTEEN, about=about, owed=Owed(owner=checker, area="merrowdale"))
    owed = Owed(owner=checker, area="merrowdale", until=timezone.now())
    assert start(None, DueKind.EIGHTEEN, about=about, owed=owed).limit == ""
    assert stop(None, DueKind.EIGHTEEN, about=about) == 1
    assert not Due.objects.filter(stopped_at__isnull=True).exists()


def test_who_has_nothing_to_do_with_children_is_refused(team: Team) -> None:
    with pytest.raises(Refused):
        queries.due_list(team.hub.screener)


@pytest.mark.parametrize("of", ["me", "team", "agency", "nonsense"])
def test_the_page_shows_each_list(team: Team, at: Any, of: str) -> None:
    team.child()
    page = at("manager").get(reverse("due"), {"of": of}).content.decode()
    assert ("Mina Tarn" in page) == (of == "team")


def test_a_far_day_is_told_with_its_year(team: Team) -> None:
    child = team.child()
    words = {row.due.kind: row.words for row in queries.dues_of(child)}
    assert (words["first"], words["eighteen"]) == ("By Wed 2 Dec, 17:15", "By 1 Oct 2030")
