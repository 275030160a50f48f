"""Harm that nobody has spoken of prompts a discussion, whatever was called, held or decided before."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.casework.a_team import fresh
from tests.casework.test_assessing import HARM

from waylight.casework import actions as casework
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Assessment, Child
from waylight.referral import actions
from waylight.referral.errors import Why
from waylight.referral.models import Discussion, Enquiry

from .agencies import ALL_THREE, Agencies, held
from .test_checking import why

HOUR = timedelta(hours=1)
REVIEW = date(2026, 12, 1)


def strategy(child: Child) -> Any:
    return child.dues.filter(kind="strategy", stopped_at__isnull=True).first()


def harm(agencies: Agencies, child: Child) -> None:
    draft = Assessment.objects.filter(child=child, state="draft").first()
    draft = draft or casework.begin(fresh(child), by=agencies.team.worker)
    casework.add_entry(draft, HARM, by=agencies.team.worker)


def call(agencies: Agencies, child: Child, hours: float = 2) -> Discussion:
    planned = timezone.now() + hours * HOUR
    return actions.call(fresh(child), planned, "She told it.", by=agencies.team.manager)


def test_one_that_is_called_for_later_gives_harm_no_more_time(agencies: Agencies) -> None:
    child = agencies.team.child()
    talk = call(agencies, child, hours=24 * 300)
    assert strategy(child) is None
    waits = child.dues.get(kind="discussion", stopped_at__isnull=True)
    assert (waits.about, waits.due_at) == (talk.pk, talk.planned_at)
    harm(agencies, child)
    assert (strategy(child).because, strategy(child).limit) == ("harm", "4 h")


def test_one_that_nothing_prompted_can_be_called_off(agencies: Agencies) -> None:
    child = agencies.team.child()
    actions.call_off(call(agencies, child), "It is not needed.", by=agencies.team.manager)
    assert not child.dues.filter(kind__in=("strategy", "discussion"), stopped_at__isnull=True).exists()


def test_what_is_recorded_after_it_was_held_prompts_another(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    talk = call(agencies, child)
    clock.shift(HOUR)
    actions.hold(talk, held(), by=by)
    clock.shift(HOUR)
    harm(agencies, child)
    began = strategy(child).started_at
    clock.shift(HOUR)
    actions.decide(talk, "s47-joint", "She is being harmed.", REVIEW, by=by)
    assert strategy(child).started_at == began


def test_one_written_down_late_knew_nothing_of_what_came_after_it(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(outcome="strategy-discussion"), agencies.team.manager
    talk = call(agencies, child)
    clock.shift(HOUR)
    then = timezone.now()
    clock.shift(HOUR)
    harm(agencies, child)
    said = timezone.now()
    clock.shift(HOUR)
    actions.hold(talk, held(at=then), by=by)
    assert (strategy(child).because, strategy(child).started_at) == ("harm", said)
    actions.known_already(fresh(child), "It was spoken of there.", by=by)
    assert strategy(child) is None


def test_two_at_least_talk_and_the_police_are_there_where_they_enquire(agencies: Agencies) -> None:
    by = agencies.team.manager
    talk = call(agencies, agencies.team.child())
    nobody = dict.fromkeys(ALL_THREE, "Nobody came.")
    few = {"there": {}, "absent": nobody, "few_reason": "At night."}
    assert why(lambda: actions.hold(talk, held(**few), by=by)) == Why.NOBODY_TALKED
    without = {desk: who for desk, who in ALL_THREE.items() if desk != "police"}
    few = {"there": without, "absent": {"police": "All out."}, "few_reason": "She is with him."}
    actions.hold(talk, held(**few), by=by)
    assert why(lambda: actions.decide(talk, "s47-joint", "So.", REVIEW, by=by)) == Why.NOT_WITHOUT_POLICE
    assert why(lambda: actions.decide(talk, "child-in-need", "So.", REVIEW, by=by)) == Why.NOT_BY_FEW
    assert actions.decide(talk, "s47-single", "She is with him.", REVIEW, by=by).under_47


def test_an_enquiry_that_runs_goes_on_when_another_discussion_decides_the_same(
    agencies: Agencies, at: Any, clock: Any
) -> None:
    child = agencies.team.child()
    agencies.discussion_in(child, "decided", "s47-single")
    first = Enquiry.objects.get()
    clock.shift(HOUR)
    agencies.discussion_in(child, "decided", "s47-joint")
    (again,) = Enquiry.objects.all()
    assert (again.pk, again.joint) == (first.pk, True)
    assert child.dues.filter(kind="conference", stopped_at__isnull=True).count() == 1
    page = at("manager").get(f"/hub/asked/discussion/{child.discussions.first().pk}/")
    assert "Section 47 enquiry" in page.content.decode()


def test_a_whole_assessment_that_was_made_is_not_begun_late(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    agencies.discussion_in(child, "decided", "child-in-need")
    whole = child.dues.get(kind="statutory-assessment", stopped_at__isnull=True)
    dues.stop(child, DueKind.WHOLE, about=child.pk)
    clock.shift(timedelta(days=120))
    talk = call(agencies, child)
    actions.hold(talk, held(), by=by)
    actions.decide(talk, "child-in-need", "Again.", timezone.localdate() + timedelta(days=9), by=by)
    again = child.dues.get(kind="statutory-assessment", stopped_at__isnull=True)
    assert whole.due_at < timezone.now() < again.due_at


def test_a_discussion_that_is_reviewed_knows_nothing_of_today(agencies: Agencies, clock: Any) -> None:
    child = agencies.team.child()
    agencies.discussion_in(child, "reviewed")
    clock.shift(timedelta(days=400))
    harm(agencies, child)
    assert (
        why(lambda: actions.known_already(fresh(child), "It knew.", by=agencies.team.manager)) == Why.REVIEWED
    )
