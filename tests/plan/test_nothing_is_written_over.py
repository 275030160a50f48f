"""What is agreed and written over stays; what is written beside a next plan reaches it; no end is undone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import MINA, Team, fresh
from tests.pathways.a_path import locate, report

from waylight.casework import actions as records
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.pathways.errors import Why as Missed
from waylight.plan import actions, queries
from waylight.plan.errors import NotPossible, Why
from waylight.plan.models import Plan, PlanPart, SheetCopy

from .a_plan import CHILD, PLACE, Planning, action_now, now
from .test_endings import ended, planned_past_18
from .test_support import LATER, TODAY, offered, sheet_in

A_MINUTE = timedelta(minutes=1)
WISHES = {"child_wants": "To see my friends again.", "not_known": "", "parents_want": ""}


def part_of(plan: Plan) -> PlanPart:
    return plan.parts.get(kind="child")


def lines(plan: Plan) -> list[str]:
    return [each.text for each in plan.child.lines.all()]


def test_what_is_written_beside_the_next_plan_reaches_it(planning: Planning, team: Team, clock: Any) -> None:
    first = planning.plan("agreed")
    following = actions.begin(fresh(first.child), by=team.worker)
    clock.shift(A_MINUTE)
    said = replace(CHILD, so_far="She slept at home all week.")
    actions.change_part(part_of(first), said, base=1, by=team.worker)
    actions.write_wishes(first, **{**WISHES, "parents_want": "Nights at home."}, base=2, by=team.worker)
    place = actions.add_part(first, PLACE, by=team.worker)
    assert part_of(following).so_far == said.so_far
    assert now(following).parents_want == "Nights at home."
    assert following.parts.get(carried_from=place).subject == PLACE.subject
    actions.end_part(place, "It closed down.", by=team.worker)
    assert following.parts.get(carried_from=place).over_because == "It closed down."


def test_where_both_were_written_both_are_shown(planning: Planning, team: Team, at: Any, clock: Any) -> None:
    first = planning.plan("agreed")
    following = actions.begin(fresh(first.child), by=team.worker)
    clock.shift(A_MINUTE)
    actions.change_part(part_of(following), replace(CHILD, so_far="In the next."), base=1, by=team.worker)
    actions.write_wishes(following, **{**WISHES, "child_wants": "A dog."}, base=1, by=team.worker)
    clock.shift(A_MINUTE)
    actions.change_part(part_of(first), replace(CHILD, so_far="In the first."), base=1, by=team.manager)
    assert part_of(following).so_far == "In the next."
    page = at("worker").get(reverse("plan", args=[following.pk])).content.decode()
    for words in ("In the next.", "In the first.", "A dog.", "To see my friends again."):
        assert words in page
    page = at("worker").get(reverse("plan", args=[first.pk])).content.decode()
    assert "In the next." not in page


def test_what_was_agreed_and_is_written_over_stays_in_the_chronology(planning: Planning, team: Team) -> None:
    draft = planning.plan("proposed")
    actions.change_part(part_of(draft), replace(CHILD, wanted="Sleeps."), base=1, by=team.worker)
    assert not any("until now" in each for each in lines(draft))
    actions.agree(draft, by=team.manager)
    actions.change_part(part_of(draft), replace(CHILD, wanted="Other."), base=2, by=team.worker)
    actions.write_wishes(draft, **{**WISHES, "child_wants": "A dog."}, base=2, by=team.worker)
    former = sorted(each for each in lines(draft) if "until now" in each)
    assert former == [
        "Plan 1, as it was written until now. Mina: Sleeps.",
        "Plan 1, as it was written until now. The child wants: To see my friends again.",
    ]


def test_an_action_of_the_area_before_is_asked_after(planning: Planning, team: Team, at: Any) -> None:
    """After a record has moved, its owner is not told here any more: the manager asks them."""
    action = planning.action()
    with pytest.raises(NotPossible) as no:
        actions.chase(action, "Rang her.", by=team.worker)
    assert no.value.why == Why.NOT_OUTSIDE
    child = fresh(action.child)
    due = child.dues.get(kind="action", about=action.pk, stopped_at__isnull=True)
    dues.stop(child, DueKind.ACTION, about=action.pk)
    dues.start(child, DueKind.CHASE, about=action.pk, owed=dues.Owed(until=due.due_at))
    address = reverse("plan-action-act", args=[action.pk, "chase"])
    assert at("manager").post(address, {"words": "Rang her."}).status_code == 302
    assert "Rang her." in [each.words for each in queries.steps(team.worker, action_now(action))]


def test_what_is_to_be_done_is_not_due_in_the_past(planning: Planning, team: Team) -> None:
    action = planning.action()
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(NotPossible) as no:
        actions.add_action(action.part, planning.task(due_on=yesterday), by=team.worker)
    assert no.value.why == Why.PASSED
    with pytest.raises(NotPossible) as no:
        actions.change_action(action, planning.task(due_on=yesterday), "So.", base=1, by=team.worker)
    assert no.value.why == Why.PASSED


def test_an_owner_reads_why_their_day_changed_and_what_the_manager_does(
    planning: Planning, team: Team, clock: Any
) -> None:
    action = planning.action()
    clock.shift(A_MINUTE)
    actions.change_action(action, planning.task(due_on=LATER), "School is shut.", base=1, by=team.worker)
    actions.escalate(action_now(action), "Nobody came.", by=team.worker)
    actions.answer(action_now(action), "I asked your matron.", by=team.manager)
    told = " ".join(each.words for each in queries.own_action(team.nurse, action.pk).steps)
    assert "School is shut." in told
    assert "I asked your matron." in told
    assert "Nobody came." not in told


def test_support_does_not_end_while_the_child_is_missing(team: Team) -> None:
    child = team.child()
    episode = report(team, child)
    asked = {"reason": "reached", "words": "x", "child_says": "Good.", "not_known": "", "by": team.manager}
    with pytest.raises(NotPossible) as no:
        actions.end_support(fresh(child), **asked)
    assert no.value.why == Missed.STILL_MISSING
    locate(team, episode)
    assert actions.end_support(fresh(child), **asked).pk


def test_an_old_worry_undoes_no_newer_end(team: Team, clock: Any) -> None:
    first = ended(team)
    worried = first.follow_ups.get(months=3)
    clock.shift(timedelta(days=95))
    actions.follow_up(worried, "worried", "Rang.", "", by=team.worker)
    offer = offered(team, "started", child=fresh(first.child))
    actions.end(offer, "Over.", by=team.worker)
    clock.shift(A_MINUTE)
    second = actions.end_support(
        fresh(first.child), "reached", "x", child_says="Good.", not_known="", by=team.manager
    )
    clock.shift(A_MINUTE)
    actions.answer_follow_up(worried, "Looked at.", reopen=True, by=team.manager)
    second.refresh_from_db()
    assert second.reopened_at is None
    assert second.follow_ups.filter(state="planned").count() == 3


def test_a_wait_ends_where_it_ends(team: Team) -> None:
    waiting = offered(team, "waiting")
    with pytest.raises(NotPossible) as no:
        actions.start(waiting, "Jo Fenn", TODAY - timedelta(days=3), by=team.worker)
    assert no.value.why == Why.BEFORE_WAIT
    actions.decline(waiting, "Not now.", LATER, by=team.worker)
    actions.offer_again(waiting, "Yes.", by=team.worker)
    actions.accept(waiting, "Yes.", by=team.worker)
    actions.start(waiting, "Jo Fenn", TODAY, by=team.worker)
    assert queries.waited(queries.find_offer(waiting.pk)) is None


def test_copies_of_the_plan_before_are_got_back(team: Team, at: Any) -> None:
    first = sheet_in(team, "current")
    copy = actions.give_copy(first, "Mina", "home", TODAY, by=team.worker)
    second = actions.begin_sheet(fresh(first.child), "safety", by=team.worker)
    actions.write_sheet(second, {"helps": "Music."}, "no", base=1, by=team.worker)
    actions.agree_sheet(second, by=team.worker)
    client, address = at("worker"), reverse("sheet", args=[second.pk])
    page = client.get(address).content.decode()
    assert "It is not safe at home now" in page
    back = client.post(reverse("sheet-copy-back", args=[copy.pk]))
    assert back["Location"] == address
    assert "It is not safe at home now" not in client.get(address).content.decode()
    assert SheetCopy.objects.get().back_on == TODAY


def test_a_plan_of_one_parent_is_begun_once_and_dropped_with_a_reason(team: Team, at: Any) -> None:
    child = team.child()
    begun = actions.begin_sheet(child, "parents", "Her mother", by=team.worker)
    with pytest.raises(NotPossible) as no:
        actions.begin_sheet(fresh(child), "parents", " Her  mother", by=team.worker)
    assert no.value.why == Why.SHEET_BEGUN
    assert actions.begin_sheet(fresh(child), "parents", "Her father", by=team.worker).before is None
    drop = reverse("sheet-act", args=[begun.pk, "drop"])
    assert at("worker").post(drop, {"reason": " "}).status_code == 400
    assert at("worker").post(drop, {"reason": "It is her aunt's."}).status_code == 302
    assert "It is her aunt&#39;s." in at("worker").get(reverse("sheet", args=[begun.pk])).content.decode()
    again = actions.begin_sheet(fresh(child), "parents", "Her mother", by=team.worker)
    actions.write_sheet(again, {"rest": "Walks."}, "yes", base=1, by=team.worker)
    question = next(iter(queries.sheet_page(team.worker, again).parts))[0].code
    actions.write_sheet(again, {question: "Walks."}, "yes", base=2, by=team.worker)
    actions.agree_sheet(again, by=team.worker)
    assert actions.begin_sheet(fresh(child), "parents", "Her mother", by=team.worker).before == again


def test_the_page_for_paper_is_an_export_of_whoever_works_with_the_child(
    team: Team, at: Any, audited: Any
) -> None:
    sheet = sheet_in(team, "current")
    address = reverse("sheet-print", args=[sheet.pk])
    assert at("worker").post(address).status_code == 200
    assert "export" in [e.verb for e in audited("plan.write")]
    records.break_glass(fresh(sheet.child), "She rang the duty desk.", by=team.deputy)
    assert at("deputy").get(reverse("sheet", args=[sheet.pk])).status_code == 200
    assert at("deputy").post(address).status_code == 403


def test_both_what_a_child_says_and_what_is_not_known_are_shown(
    planning: Planning, team: Team, at: Any
) -> None:
    plan = planning.plan("agreed")
    actions.write_wishes(plan, **{**WISHES, "not_known": "Where she wants to live."}, base=2, by=team.worker)
    page = at("worker").get(reverse("plan", args=[plan.pk])).content.decode()
    assert "Where she wants to live." in page
    assert "To see my friends again." in page


def test_support_past_18_that_is_planned_does_not_hold_a_record_open(team: Team, clock: Any) -> None:
    held = planned_past_18(team, "planned")
    child = fresh(held.child)
    records.write_details(child, replace(MINA, born="2013-05-05"), base=1, by=team.worker)
    dues.stop(child, DueKind.FIRST)
    records.close_record(fresh(child), "Over.", by=team.manager)
    assert not child.dues.filter(stopped_at__isnull=True).exists()
    clock.shift(A_MINUTE)
    records.reopen_record(fresh(child), "Again.", by=team.manager)
    running = set(child.dues.filter(stopped_at__isnull=True).values_list("kind", flat=True))
    assert running & {"eighteen", "handing-on"}


def test_a_plan_is_begun_in_an_open_record_only(team: Team, at: Any) -> None:
    child = ended(team).child
    begin = reverse("plan-begin", args=[child.pk])
    dues.stop(fresh(child), DueKind.FIRST)
    assert begin in at("worker").get(reverse("plans", args=[child.pk])).content.decode()
    records.close_record(fresh(child), "Over.", by=team.manager)
    assert begin not in at("worker").get(reverse("plans", args=[child.pk])).content.decode()
