"""A strategy discussion and what follows: quorum, evidence, and the clocks of an enquiry."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import fresh

from waylight.accounts.policy import Refused
from waylight.casework import actions as casework
from waylight.casework.models import Child
from waylight.casework.queries.due import due_list
from waylight.referral import actions
from waylight.referral.errors import NotPossible, Why
from waylight.referral.models import Enquiry, Evidence

from .agencies import ALL_THREE, Agencies, held
from .test_checking import why

LONDON = ZoneInfo("Europe/London")


def running(child: Child) -> dict[str, datetime]:
    rows = child.dues.filter(stopped_at=None)
    return {row.kind: row.due_at.astimezone(LONDON) for row in rows}


def test_holding_it_with_a_quorum_settles_what_was_prompted(agencies: Agencies) -> None:
    child = agencies.team.child(outcome="strategy-discussion")
    prompted = running(child)["strategy"]
    talk = agencies.discussion_in(child, "called")
    assert running(child)["strategy"] == prompted, "calling it gives no more time"
    actions.hold(talk, held(), by=agencies.team.manager)
    assert "strategy" not in running(child)
    assert "discussion" in running(child), "the decision is due"


def test_a_few_may_protect_and_never_stand_down(agencies: Agencies) -> None:
    child, by = agencies.team.child(outcome="strategy-discussion"), agencies.team.manager
    talk = agencies.discussion_in(child, "called")
    two = {desk: who for desk, who in ALL_THREE.items() if desk != "health"}
    few = {"there": two, "absent": {"health": "Nobody could be reached."}}
    assert why(lambda: actions.hold(talk, held(there=two), by=by)) == Why.SAY_WHY_ABSENT
    assert why(lambda: actions.hold(talk, held(**few), by=by)) == Why.SAY_WHY_FEW
    actions.hold(talk, held(**few, few_reason="She is with him now."), by=by)
    assert "strategy" in running(child), "without a quorum what was prompted is not settled"
    review = date(2026, 12, 1)
    assert why(lambda: actions.decide(talk, "none", "Calm.", review, by=by)) == Why.NOT_BY_FEW
    actions.decide(talk, "s47-joint", "She is with him.", review, by=by)
    assert "strategy" not in running(child)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"there": {**ALL_THREE, "police": " "}}, Why.WHO_WAS_THERE),
        ({"absent": {"education": ""}}, Why.SAY_WHY_ABSENT),
        ({"at": timezone.now() + timedelta(days=9000)}, Why.NOT_YET),
        ({"at": datetime(2026, 11, 1, 9, tzinfo=LONDON)}, Why.BEFORE),
    ],
)
def test_attendance_and_day_are_whole(agencies: Agencies, changes: Any, expected: Why) -> None:
    talk = agencies.discussion_in(agencies.team.child(), "called")
    assert why(lambda: actions.hold(talk, held(**changes), by=agencies.team.manager)) == expected


def test_none_is_called_for_a_time_before_the_referral(agencies: Agencies, at: Any) -> None:
    """It may be written down after it was held; a mistyped year would be late by a hundred years."""
    child, by = agencies.team.child(), agencies.team.manager
    received, address = timezone.now(), reverse("asked-act", args=["child", child.pk, "call"])
    typed = {"on": "18/11/1926", "at": "14:30", "reason": "She told it."}
    assert at("manager").post(address, typed).status_code == 400
    assert why(lambda: actions.call(child, received - timedelta(minutes=1), "x", by=by)) == Why.BEFORE
    assert not child.dues.filter(kind="strategy").exists()
    assert actions.call(child, received, "She told it.", by=by).state == "called"


def test_an_enquiry_starts_its_clocks_from_the_discussion_and_each_step_the_next(
    agencies: Agencies, clock: Any
) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    enquiry = Enquiry.objects.get(discussion=agencies.discussion_in(child, "decided"))
    due = running(child)
    assert due["conference"].date() == date(2026, 12, 9), "15 working days from Wednesday 18 November"
    assert due["statutory-assessment"].date() == date(2027, 1, 25), "45 working days, over three holidays"
    assert due["discussion"].date() == date(2026, 12, 1)
    actions.conclude(enquiry, "conference", "Substantiated.", date(2026, 11, 18), by=by)
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=LONDON))
    actions.hold_conference(enquiry, "plan", "A plan.", date(2026, 12, 8), by=by)
    due = running(child)
    assert "conference" not in due
    assert due["core-group"].date() == date(2026, 12, 22)
    assert due["review-conference"].date() == date(2027, 3, 8)
    actions.meet_core_group(enquiry, "Met.", date(2026, 12, 8), by=by)
    clock.move_to(datetime(2027, 3, 5, 12, tzinfo=LONDON))
    actions.review_plan(enquiry, "plan", "It goes on.", date(2027, 3, 5), by=by)
    assert running(child)["review-conference"].date() == date(2027, 9, 5)
    actions.review_plan(enquiry, "no-plan", "Safe.", date(2027, 3, 5), by=by)
    assert not {"review-conference", "core-group", "conference"} & set(running(child))
    actions.finish_assessment(child, "Finished.", by=by)
    assert "statutory-assessment" not in running(child)


def test_no_step_lies_in_the_future_or_before_the_one_it_follows(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    enquiry = Enquiry.objects.get(discussion=agencies.discussion_in(child, "decided"))
    conclude = lambda day: actions.conclude(enquiry, "legal", "So.", day, by=by)  # noqa: E731 - twice
    assert why(lambda: conclude(date(2026, 11, 19))) == Why.NOT_YET
    assert why(lambda: conclude(date(2026, 11, 17))) == Why.BEFORE


def test_evidence_is_due_to_its_owner_before_it_is_gone(agencies: Agencies) -> None:
    team = agencies.team
    child = team.child()
    talk = agencies.discussion_in(child, "called")
    gone = timezone.now() + timedelta(days=5)
    owner = team.person("worker")
    kept = actions.add_evidence(talk, "Camera at the door", "Quay Hotel", gone, owner, by=team.manager)
    (row,) = [row for row in due_list(team.worker).rows if row.due.kind == "evidence"]
    assert (row.due.due_at, row.due.owner_id) == (gone, owner.pk)
    actions.settle_evidence(kept, "Copied by the police.", secured=True, by=team.worker)
    assert "evidence" not in running(child)
    assert Evidence.objects.get(pk=kept.pk).secured
    with pytest.raises(NotPossible):
        actions.settle_evidence(kept, "Again.", secured=False, by=team.worker)


def test_a_record_does_not_close_while_an_enquiry_runs(agencies: Agencies) -> None:
    child = agencies.team.child()
    child.dues.update(stopped_at=timezone.now(), stopped_because="done")
    agencies.discussion_in(child, "decided")
    with pytest.raises(NotPossible):
        casework.close_record(child, "Done.", by=agencies.team.manager)


def test_each_new_sign_of_harm_prompts_a_discussion_again_and_the_last_may_have_known(
    agencies: Agencies, at: Any
) -> None:
    team, child = agencies.team, agencies.team.child()
    by, page = team.manager, reverse("child-discussions", args=[child.pk])
    it = casework.begin(child, by=team.worker)
    sign = casework.Written(
        "online", "He has pictures of her.", "disclosed", "current", "Herself", actual_harm=True
    )
    entry = casework.add_entry(it, sign, by=team.worker)

    def prompted() -> bool:
        return bool(fresh(child).dues.filter(kind="strategy", stopped_at__isnull=True).count())

    assert prompted()
    assert why(lambda: actions.known_already(fresh(child), "We know.", by=by)) == Why.NONE_HELD
    agencies.discussion_in(child, "decided")
    assert not prompted()
    casework.change_entry(entry, replace(sign, source="Herself, twice"), base=1, by=team.worker)
    assert not prompted(), "the same sign"
    casework.add_entry(it, replace(sign, statement="He hit her on Friday."), by=team.worker)
    assert prompted(), "the discussion did not know this"
    assert "The last discussion knew of it already" in at("manager").get(page).content.decode()
    with pytest.raises(Refused):
        actions.known_already(fresh(child), "We know.", by=team.worker)
    actions.known_already(fresh(child), "The police had told us on Friday night.", by=by)
    assert not prompted()
    assert "The last discussion knew of it already" not in at("manager").get(page).content.decode()
    assert why(lambda: actions.known_already(fresh(child), "Again.", by=by)) == Why.NONE_DUE


def test_a_conference_after_its_day_says_why_it_was_late(
    agencies: Agencies, clock: Any, staff_client: Any
) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    enquiry = Enquiry.objects.get(discussion=agencies.discussion_in(child, "decided"))
    actions.conclude(enquiry, "conference", "Substantiated.", date(2026, 11, 18), by=by)
    clock.move_to(datetime(2026, 12, 11, 12, tzinfo=LONDON))
    with pytest.raises(NotPossible) as refused:
        actions.hold_conference(enquiry, "plan", "A plan.", date(2026, 12, 10), by=by)
    assert refused.value.why == Why.SAY_WHY_LATE
    client = staff_client(who=agencies.team.person("manager"))
    act = reverse("asked-act", args=["enquiry", enquiry.pk, "conference"])
    typed = {"outcome": "plan", "on": "10/12/2026", "words": "A plan."}
    again = client.post(act, typed)
    assert again.status_code == 400
    assert "This is late: say why." in again.content.decode()
    assert client.post(act, {**typed, "late_reason": "Her father was not found."}).status_code == 302
    step = enquiry.steps.get(kind="conference")
    assert step.late_reason == "Her father was not found."
    page = client.get(reverse("discussion", args=[enquiry.discussion_id])).content.decode()
    assert "Her father was not found." in page
    told = [each.text for each in child.lines.all()]
    assert any(text.endswith("A plan.\nLate: Her father was not found.") for text in told)


def test_what_was_held_in_time_is_not_asked_why_it_was_late(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    enquiry = Enquiry.objects.get(discussion=agencies.discussion_in(child, "decided"))
    actions.conclude(enquiry, "conference", "Substantiated.", date(2026, 11, 18), by=by)
    clock.move_to(datetime(2026, 12, 20, 12, tzinfo=LONDON))
    actions.hold_conference(enquiry, "plan", "A plan.", date(2026, 12, 9), "It was not.", by=by)
    assert enquiry.steps.get(kind="conference").late_reason == "", "it was in time, and only written later"
