"""Whose a question is, as people come and go; what was told to one team is not another's."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import fresh

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.casework import actions as records
from waylight.casework.actions.watching import owing
from waylight.casework.models import Due
from waylight.casework.queries.due import due_list
from waylight.referral import actions, document, queries
from waylight.referral.errors import Why
from waylight.referral.models import Check, Seat
from waylight.referral.rules import OUTSIDE

from .agencies import Agencies, known
from .test_after_moving import moved
from .test_checking import why
from .test_moving import neighbour

__all__ = ["neighbour"]


def due_of(check: Check) -> Due:
    return Due.objects.get(about=check.pk, stopped_at__isnull=True)


def has(actor: Actor, due: Due) -> bool:
    return due.pk in {row.due.pk for row in due_list(actor).rows}


def somebody(agencies: Agencies, name: str) -> Any:
    return agencies.team.make("agency-checker", name=name, agency=f"{name} Trust")


def test_two_agencies_at_one_desk_both_owe_and_are_reminded(agencies: Agencies) -> None:
    check = agencies.ask(agencies.team.child())
    second = somebody(agencies, "Second")
    actions.give_seat(second, agencies.area, "health", by=agencies.office)
    due = due_of(check)
    assert has(agencies.of("health"), due)
    assert has(agencies.team.actor_of(second), due)
    assert {who.pk for who in owing(due)} == {agencies.person("health").pk, second.pk}


def test_a_seat_that_ends_leaves_nothing_late_unseen(agencies: Agencies) -> None:
    team = agencies.team
    check = agencies.ask(team.child())
    first = agencies.of("health")
    actions.end_seat(Seat.objects.get(person=agencies.person("health")), by=agencies.office)
    due = due_of(check)
    assert (due.whose, due.agency) == ("worker", "")
    assert has(team.worker, due) and not has(first, due)
    assert [who.pk for who in owing(due)] == [team.person("worker").pk]
    later = somebody(agencies, "Later")
    actions.give_seat(later, agencies.area, "health", by=agencies.office)
    due = due_of(check)
    assert (due.whose, due.agency) == ("agency", "Later Trust")
    assert has(team.actor_of(later), due) and not has(team.worker, due)


@pytest.mark.parametrize("shareable", [(), ("camhs",), ("social-care", "camhs", OUTSIDE)])
def test_what_was_told_to_one_team_is_anothers_only_where_the_agency_said_so(
    agencies: Agencies, other_area: Any, neighbour: Any, staff_client: Any, shareable: tuple[str, ...]
) -> None:
    child, health = agencies.team.child(), agencies.of("health")
    check = agencies.ask(child)
    actions.add_item(check, known("Seen at the clinic.", shareable=frozenset(shareable)), by=health)
    actions.answer(check, nil=False, by=health)
    (row,) = queries.checks_of(agencies.team.worker, fresh(child))
    assert (len(row.items), row.apart) == (1, 0)
    moved(agencies, child, other_area, neighbour)
    (row,) = queries.checks_of(neighbour, fresh(child))
    read = "social-care" in shareable
    assert (len(row.items), row.apart) == ((1, 0) if read else (0, 1))
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    page = client.get(reverse("child-checks", args=[child.pk])).content.decode()
    assert ("Seen at the clinic." in page, "told to the team of Merrowdale alone" in page) == (read, not read)
    begun = actions.begin_referral(fresh(child), "camhs", by=neighbour)
    assert document.may_go(begun, "camhs") == []
    assert document.may_go(begun, OUTSIDE) == []


def test_the_same_evidence_is_named_once(agencies: Agencies) -> None:
    talk = agencies.discussion_in(agencies.team.child(), "held")
    owner, gone = agencies.team.person("worker"), timezone.now() + timedelta(days=3)
    by = agencies.team.worker
    actions.add_evidence(talk, "Camera", "Hotel", gone, owner, by=by)
    again = why(lambda: actions.add_evidence(talk, "Camera", "Hotel", gone, owner, by=by))
    assert again == Why.TOLD_ALREADY


@pytest.mark.parametrize("state", ["answered", "waived"])
def test_what_is_known_late_reaches_the_team_with_why(
    agencies: Agencies, clock: Any, staff_client: Any, state: str
) -> None:
    child, health = agencies.team.child(), agencies.of("health")
    check = agencies.ask(child)
    if state == "answered":
        actions.answer(check, nil=True, by=health)
    else:
        actions.add_item(check, known("Seen at the clinic."), by=health)
        actions.waive(check, "They were slow.", by=agencies.team.worker)
    clock.shift(3600)
    client = staff_client(who=agencies.person("health"))
    page = reverse("check", args=[check.pk])
    if state == "answered":
        assert reverse("check-send", args=[check.pk]) not in client.get(page).content.decode()
        actions.add_item(check, known("Seen at the clinic."), by=health)
    (row,) = queries.checks_of(agencies.team.worker, fresh(child))
    assert row.items == [], "not sent yet"
    assert reverse("check-send", args=[check.pk]) in client.get(page).content.decode()
    assert why(lambda: actions.answer(check, nil=False, by=health)) == Why.SAY_WHY_LATE
    send = {"nil": "no", "late_reason": "The clinic rang today."}
    assert client.post(reverse("check-send", args=[check.pk]), send).status_code == 302
    (row,) = queries.checks_of(agencies.team.worker, fresh(child))
    assert [each.item.fact for each in row.items] == ["Seen at the clinic."]
    assert (row.check.nil, row.check.late_reason) == (False, "The clinic rang today.")
    (item,) = row.check.items.all()
    out = client.post(reverse("check-item-out", args=[item.pk]), follow=True)
    assert "nothing can be taken out" in out.content.decode()


def test_who_is_asked_about_somebody_else_is_not_told_the_childs_name(agencies: Agencies) -> None:
    child, team = agencies.team.child(), agencies.team
    uncle = records.add_related(
        fresh(child), "family", "Jo Fenn", "uncle", "", not_to_know=False, by=team.worker
    )
    for words in ("Does he know Mina Tarn?", "Does he know MINA?"):
        asked = why(lambda words=words: agencies.ask(child, about=uncle, question=words))
        assert asked == Why.NAMES_THE_CHILD
    assert agencies.ask(child, about=uncle, question="Is he known to you?").pk
    assert agencies.ask(child, "police", question="Is Mina Tarn known to you?").pk
