"""What was asked or begun before a record moved: a check stays with the agency that has it, and a referral
goes to the service of the area that sends it."""

from datetime import timedelta
from typing import Any

from tests.casework.a_team import fresh

from waylight.casework.actions.watching import owing
from waylight.casework.models import Child, Due
from waylight.casework.queries.due import due_list
from waylight.referral import actions
from waylight.referral.models import Referral

from .agencies import Agencies
from .test_moving import neighbour
from .test_referring import whole

__all__ = ["neighbour"]


def moved(agencies: Agencies, child: Child, to: Any, by: Any) -> None:
    it = actions.offer_record(fresh(child), to, "She has moved.", "Since May.", by=agencies.team.manager)
    actions.answer_offer(it, accept=True, words="Yes.", by=by)


def test_a_check_that_is_rated_higher_is_still_due_to_whom_it_was_asked(
    agencies: Agencies, other_area: Any, neighbour: Any, clock: Any
) -> None:
    child, health = agencies.team.child(), agencies.of("health")
    check = agencies.ask(child, "health", "green")
    moved(agencies, child, other_area, neighbour)
    clock.shift(timedelta(minutes=5))
    actions.rate_higher(fresh(child), "red", by=neighbour)
    due = Due.objects.get(about=check.pk, stopped_at__isnull=True)
    assert due.due_at < check.due_at
    assert due.pk in {row.due.pk for row in due_list(health).rows}
    assert [who.pk for who in owing(due)] == [health.user_id]


def test_a_referral_begun_before_goes_to_the_service_of_the_area_that_sends_it(
    agencies: Agencies, other_area: Any, neighbour: Any
) -> None:
    team, child = agencies.team, agencies.team.child()
    before = agencies.of("camhs")
    begun = actions.begin_referral(child, "camhs", by=team.worker)
    written = actions.write_answers(begun, whole(begun), base=begun.version, by=team.worker)
    somebody = team.make(
        "agency-checker", name="Camhs There", agency="Brackenford camhs", area_slug=other_area.pk
    )
    office = team.actor_of(team.make("administrator", area_slug=other_area.pk))
    actions.give_seat(somebody, other_area, "camhs", by=office)
    moved(agencies, child, other_area, neighbour)
    sent = actions.send(Referral.objects.get(pk=written.pk), by=neighbour)
    assert sent.asked_in_id == other_area.pk
    due = Due.objects.get(about=sent.pk, stopped_at__isnull=True)
    assert (due.agency, due.area_id) == ("Brackenford camhs", other_area.pk)
    assert due.pk in {row.due.pk for row in due_list(team.actor_of(somebody)).rows}
    assert due.pk not in {row.due.pk for row in due_list(before).rows}
    assert Referral.objects.get(pk=sent.pk).document.count(other_area.name) >= 1
