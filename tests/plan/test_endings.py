"""Support past 18; no end without a reason and the child's view; looking again after 3, 6 and 12 months."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import MINA, Team, fresh
from tests.casework.test_screens import MARKER, stored
from tests.triage.a_hub import LONDON

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.casework import actions as records
from waylight.casework import queries as children
from waylight.casework.models import Child
from waylight.engine.clocks import months_after
from waylight.plan import actions, queries
from waylight.plan.errors import Missing, NotPossible, StaleEdit, Why
from waylight.plan.machine import AGREE, FOLLOW_UP, TRANSITION, WRITE
from waylight.plan.models import Exit, FollowUp, PlanAction, Transition

from .a_plan import WHO, Planning, action_now
from .test_machines import MAY, walk
from .test_support import offered

PLANNED = {"wants": "My own room.", "support": "Counselling.", "adults": "Asked.", "goes_on": "Jo Fenn"}
ENDS = {"child_says": "I am all right now.", "not_known": ""}


def planned_past_18(team: Team, state: str) -> Transition:
    child = team.child()
    held = actions.write_transition(child, **PLANNED, base=0, by=team.worker)
    if state != "planning":
        actions.agree_transition(held, by=team.manager)
    if state == "handed-on":
        actions.hand_on(held, "They met twice.", by=team.worker)
    return transition(held)


def written_anew(held: Transition, by: Actor) -> Transition:
    words = {**PLANNED, "wants": "To live with my aunt."}
    return actions.write_transition(held.child, **words, base=held.version, by=by)


def transition(held: Transition) -> Transition:
    return Transition.objects.select_related("child").get(pk=held.pk)


@pytest.mark.parametrize("state", TRANSITION.states)
def test_support_past_18_moves_as_its_table_says(team: Team, state: str) -> None:
    held = planned_past_18(team, state)
    acts: dict[str, tuple[str, Callable[[Transition, Actor], object]]] = {
        "planning": (WRITE, written_anew),
        "planned": (AGREE, lambda t, by: actions.agree_transition(t, by=by)),
        "handed-on": (WRITE, lambda t, by: actions.hand_on(t, "They met.", by=by)),
    }
    for (target, (asked, act)), who in product(acts.items(), WHO):
        walk(
            partial(act, transition(held), WHO[who](team)),
            lambda: transition(held).state,
            allowed=who in MAY[asked] and TRANSITION.allows(state, target, asked),
            target=target,
        )


def ended(team: Team, child: Child | None = None, **changes: Any) -> Exit:
    child = fresh(child or team.child())
    child.dues.filter(kind="first").update(stopped_at=child.opened_at, stopped_because="done")
    return actions.end_support(child, "reached", "She is safe.", **{**ENDS, **changes}, by=team.manager)


def follow_up_in(team: Team, state: str, clock: Any) -> FollowUp:
    first = ended(team).follow_ups.get(months=3)
    records.close_record(fresh(first.child), "Support ended.", by=team.manager)
    clock.shift(first.due_on - timezone.localdate() - timedelta(weeks=4))
    if state in ("fine", "worried", "not-reached"):
        actions.follow_up(first, state, "Rang her.", "", by=team.worker)
    if state in ("reopened", "settled"):
        actions.follow_up(first, "worried", "A new phone.", "", by=team.worker)
        actions.answer_follow_up(first, "I rang.", reopen=state == "reopened", by=team.manager)
    if state == "no-longer":
        records.reopen_record(fresh(first.child), "A new worry.", by=team.manager)
        actions.open_again(first.child_id, timezone.now())
    return queries.find_follow_up(first.pk)


def asked_about(outcome: str, held: FollowUp, by: Actor) -> object:
    return actions.follow_up(held, outcome, "Rang.", "", by=by)


@pytest.mark.parametrize("state", FOLLOW_UP.states)
def test_a_follow_up_moves_as_its_table_says(team: Team, state: str, clock: Any) -> None:
    held = follow_up_in(team, state, clock)
    acts: dict[str, tuple[str, Callable[[FollowUp, Actor], object]]] = {
        **{outcome: (WRITE, partial(asked_about, outcome)) for outcome in ("fine", "worried", "not-reached")},
        "reopened": (AGREE, lambda h, by: actions.answer_follow_up(h, "Yes.", reopen=True, by=by)),
        "settled": (AGREE, lambda h, by: actions.answer_follow_up(h, "No.", reopen=False, by=by)),
    }
    for (target, (asked, act)), who in product(acts.items(), WHO):
        walk(
            partial(act, queries.find_follow_up(held.pk), WHO[who](team)),
            lambda: queries.find_follow_up(held.pk).state,
            allowed=who in MAY[asked] and FOLLOW_UP.allows(state, target, asked),
            target=target,
        )


def test_planning_past_18_ends_what_was_due_and_handing_on_tells_no_birthday(team: Team) -> None:
    child = team.child()
    with pytest.raises(StaleEdit):
        actions.write_transition(child, **PLANNED, base=1, by=team.worker)
    held = actions.write_transition(fresh(child), **{**PLANNED, "adults": ""}, base=0, by=team.worker)
    with pytest.raises(NotPossible) as refused:
        actions.agree_transition(held, by=team.manager)
    assert refused.value.why == Why.UNSAID
    actions.write_transition(fresh(child), **PLANNED, base=1, by=team.worker)
    with pytest.raises(Refused):
        actions.agree_transition(held, by=team.worker)
    actions.agree_transition(held, by=team.manager)
    running = {d.kind: d for d in fresh(child).dues.filter(stopped_at__isnull=True)}
    assert "eighteen" not in running
    assert running["handing-on"].due_at == datetime(2031, 4, 1, 9, tzinfo=LONDON)
    records.write_details(fresh(child), replace(MINA, school="Saltby Academy"), base=1, by=team.worker)
    assert not fresh(child).dues.filter(kind="eighteen", stopped_at__isnull=True).exists()
    records.write_details(fresh(child), replace(MINA, born="2013-09-09"), base=2, by=team.worker)
    assert fresh(child).dues.filter(kind="eighteen", stopped_at__isnull=True).exists()


def test_support_ends_with_a_reason_and_the_childs_view_or_why_it_is_not_known(team: Team) -> None:
    child = team.child()
    with pytest.raises(NotPossible) as refused:
        ended(team, child, child_says=" ")
    assert refused.value.why == Why.NO_VOICE
    with pytest.raises(Missing):
        actions.end_support(fresh(child), "reached", " ", **ENDS, by=team.manager)
    with pytest.raises(Missing):
        actions.end_support(fresh(child), "because", "x", **ENDS, by=team.manager)
    with pytest.raises(Refused):
        actions.end_support(fresh(child), "reached", "x", **ENDS, by=team.worker)
    made = ended(team, child, child_says="", not_known="She has moved and does not answer.")
    assert [f.due_on for f in made.follow_ups.all()] == [
        date(2027, 2, 18),
        date(2027, 5, 18),
        date(2027, 11, 18),
    ]
    with pytest.raises(NotPossible) as refused:
        ended(team, child)
    assert refused.value.why == Why.ENDED_ALREADY


def test_support_does_not_end_over_open_actions_open_offers_or_harm(planning: Planning, team: Team) -> None:
    plan = planning.plan("agreed")
    offer = offered(team, "waiting", fresh(plan.child))
    for why, settle in (
        (Why.OPEN_OFFERS, lambda: actions.end(offer, "She needs it no longer.", by=team.worker)),
        (Why.OPEN_ACTIONS, lambda: actions.finish(one_action(), "Seen.", by=team.worker)),
    ):
        with pytest.raises(NotPossible) as refused:
            ended(team, plan.child)
        assert refused.value.why == why
        settle()
    Child.objects.filter(pk=plan.child_id).update(harm_now=True)
    with pytest.raises(NotPossible) as refused:
        ended(team, plan.child)
    assert refused.value.why == Why.HARM_NOW
    Child.objects.filter(pk=plan.child_id).update(harm_now=False)
    with pytest.raises(NotPossible) as refused:
        records.close_record(fresh(plan.child), "Done.", by=team.manager)
    assert refused.value.why == Why.CLOSED_NO_EXIT
    ended(team, plan.child)
    assert queries.find_plan(plan.pk).state == "ended"
    records.close_record(fresh(plan.child), "Support ended.", by=team.manager)


def one_action() -> PlanAction:
    return action_now(PlanAction.objects.get())


def test_a_closed_record_is_asked_after_and_a_worry_opens_it(team: Team, clock: Any, work: Any) -> None:
    held = follow_up_in(team, "planned", clock)
    assert fresh(held.child).state == "closed"
    assert [r.due.kind for r in children.due_list(team.worker).rows if not r.late][:1] == ["follow-up"]
    clock.shift(timedelta(days=92))
    actions.follow_up(held, "worried", "A new phone.", "Leave me.", by=team.worker)
    assert "follow-answer" in [r.due.kind for r in children.due_list(team.manager).rows]
    actions.answer_follow_up(held, "I open it.", reopen=True, by=team.manager)
    child = fresh(held.child)
    assert child.state == "open"
    assert {f.state for f in child.follow_ups.all()} == {"reopened", "no-longer"}
    assert not child.dues.filter(kind="follow-up", stopped_at__isnull=True).exists()
    assert child.exits.get().reopened_at is not None
    work()
    assert ended(team, child).pk


def test_a_new_concern_ends_the_asking_by_itself(team: Team, clock: Any, work: Any) -> None:
    held = follow_up_in(team, "planned", clock)
    records.join(team.arrival(words="Again."), fresh(held.child), by=team.manager)
    work()
    assert {f.state for f in fresh(held.child).follow_ups.all()} == {"no-longer"}
    assert actions.open_again(held.child_id, timezone.now()) == 0


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 18), 3, date(2027, 2, 18)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_by_the_pages_and_nothing_lies_in_the_open(team: Team, at: Any, clock: Any) -> None:
    child, client, lead = team.child(), at("worker"), at("manager")
    child.dues.filter(kind="first").update(stopped_at=child.opened_at, stopped_because="done")
    words = {**dict.fromkeys(PLANNED, MARKER), "base": 0}
    passing = [
        (client, "write", words, 302),
        (client, "agree", {}, 403),
        (lead, "agree", {}, 302),
        (client, "hand-on", {"words": MARKER}, 302),
    ]
    for who, name, typed, status in passing:
        sent = who.post(reverse("transition-act", args=[child.pk, name]), typed)
        assert sent.status_code == status, name
    said = {"reason": "adult", "words": MARKER, "child_says": MARKER, "not_known": MARKER}
    leave = reverse("ending-act", args=[child.pk, "exit"])
    assert lead.post(leave, {**said, "child_says": "", "not_known": ""}).status_code == 400
    assert lead.post(leave, said).status_code == 302
    page = lead.get(reverse("ending", args=[child.pk])).content.decode()
    assert page.count("to be asked") == 3
    close = reverse("child-act", args=[child.pk, "close"])
    assert lead.post(close, {"reason": "Support ended."}).status_code == 302
    held = FollowUp.objects.earliest("due_on")
    assert reverse("follow-up", args=[held.pk]) in client.get(reverse("due")).content.decode()
    asked = reverse("follow-up-act", args=[held.pk, "asked"])
    found = {"outcome": "not-reached", "words": MARKER, "child_says": MARKER}
    assert client.post(asked, {**found, "words": ""}).status_code == 400
    assert client.post(asked, found).status_code == 400, "no sooner than four weeks before its day"
    clock.shift(timedelta(days=70))
    client, lead = at("worker"), at("manager")
    assert client.post(asked, found).status_code == 302
    answer = reverse("follow-up-act", args=[held.pk, "answer"])
    assert client.post(answer, {"reopen": "yes", "words": MARKER}).status_code == 403
    assert lead.post(answer, {"reopen": "yes", "words": MARKER}).status_code == 302
    assert fresh(child).state == "open"
    for name, pk in (("transition", child.pk), ("ending", child.pk), ("follow-up", held.pk)):
        assert MARKER in client.get(reverse(name, args=[pk])).content.decode()
        assert at("other").get(reverse(name, args=[pk])).status_code == 403
    assert MARKER not in stored()


def test_a_follow_up_is_asked_about_its_day_and_is_whoevers_works_with_the_child_then(
    team: Team, clock: Any
) -> None:
    year = ended(team).follow_ups.get(months=12)
    for _month in range(10):
        with pytest.raises(NotPossible) as no:
            actions.follow_up(year, "fine", "Rang.", "", by=team.worker)
        assert no.value.why == Why.TOO_SOON
        clock.shift(timedelta(days=30))
    assert year.child.dues.filter(about=year.pk, whose="worker", stopped_at__isnull=True).exists()
    clock.shift(timedelta(days=40))
    assert actions.follow_up(year, "fine", "Rang.", "", by=team.worker).state == "fine"


def test_support_that_goes_on_after_its_end_is_not_closed_away(team: Team) -> None:
    child = ended(team).child
    offered(team, "started", child=fresh(child))
    assert fresh(child).exits.get().reopened_at is not None
    assert not fresh(child).follow_ups.filter(state="planned").exists()
    with pytest.raises(NotPossible) as no:
        records.close_record(fresh(child), "Done.", by=team.manager)
    assert no.value.why == Why.CLOSED_NO_EXIT


@pytest.mark.parametrize("state", ["planned", "handed-on"])
def test_a_day_of_birth_put_right_lets_support_past_18_be_planned_anew(team: Team, state: str) -> None:
    child = team.child()
    held = actions.write_transition(child, **PLANNED, base=0, by=team.worker)
    actions.agree_transition(held, by=team.manager)
    if state == "handed-on":
        actions.hand_on(held, "They met.", by=team.worker)
    records.write_details(fresh(child), replace(MINA, born="2010-09-09"), base=1, by=team.worker)
    actions.write_transition(fresh(child), **PLANNED, base=1, by=team.worker)
    actions.agree_transition(transition(held), by=team.manager)
    running = {d.kind: d for d in fresh(child).dues.filter(stopped_at__isnull=True)}
    assert "eighteen" not in running
    assert running["handing-on"].due_at == datetime(2028, 9, 1, 9, tzinfo=LONDON)
