"""What must not reach somebody does not: the family, an agency that has answered, a seat whose role ended."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.actions import end_grant
from waylight.accounts.models import Grant
from waylight.accounts.policy import Refused
from waylight.casework import actions as casework
from waylight.casework import queries as records
from waylight.casework.details import Details
from waylight.casework.models import EditConflict
from waylight.learning.outputs.pdf import CannotPrint
from waylight.referral import actions, queries
from waylight.referral.errors import StaleEdit
from waylight.referral.models import Seat
from waylight.referral.tasks import end_seats
from waylight.referral.views import referrals
from waylight.triage.machine import WrongMove
from waylight.work.models import OutboxEvent

from .agencies import Agencies
from .test_referring import in_state, whole

SAID, AGREED, UNTOLD = "Zqxj-her-words", "Zqxj-who-agreed", "Zqxj-not-to-know"


def test_the_childs_words_reach_the_service_and_never_the_copy_for_the_family(agencies: Agencies) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    agencies.team.line(child, SAID, kind="child")
    casework.add_related(child, "professional", UNTOLD, "mentor", "", not_to_know=True, by=by)
    it = actions.begin_referral(child, "camhs", by=by)
    it = actions.write_answers(it, whole(it, agreement_words=AGREED), base=1, by=by)
    it = actions.send(it, by=by)
    service = json.dumps(queries.read_referral(by, it), ensure_ascii=False)
    family = json.dumps(queries.read_referral(by, it, copy="family"), ensure_ascii=False)
    for marker in (SAID, AGREED, UNTOLD):
        assert marker in service
        assert marker not in family
    assert "Mina Tarn" in family
    document = json.loads(it.document)
    for answer in (each for block in document["blocks"] for each in block["answers"]):
        answer["family"] = True
    it.document = json.dumps(document)
    assert SAID not in json.dumps(queries.read_referral(by, it, copy="family")), "sent by an older form"


def test_an_agency_sees_the_child_as_known_when_it_was_asked(agencies: Agencies) -> None:
    team = agencies.team
    child = team.child()
    check, late = agencies.ask(child), agencies.ask(child, "police")
    moved = Details(name="Zqxj New Name", born="2013-04-09")
    casework.write_details(child, moved, base=child.version, by=team.worker)
    casework.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    health = agencies.of("health")
    for _state in ("asked", "answered"):
        shown = {each.value for each in queries.question(health, queries.find_check(check.pk)).subject}
        assert "Mina Tarn" in shown
        assert not shown & {"Zqxj New Name", "999 000 0018"}
        if check.settled_at is None:
            check = actions.answer(check, nil=True, by=health)
    actions.waive(late, "Merged.", by=team.worker)
    assert queries.question(agencies.of("police"), queries.find_check(late.pk)).subject == []


def test_a_check_of_the_time_before_subjects_were_kept_still_says_whom_it_is_about(
    agencies: Agencies,
) -> None:
    check = agencies.ask(agencies.team.child())
    type(check).objects.filter(pk=check.pk).update(subject="")
    shown = queries.question(agencies.of("health"), queries.find_check(check.pk))
    assert "Mina Tarn" in {each.value for each in shown.subject}
    assert not shown.as_asked


def test_a_seat_ends_with_the_role_it_stands_on(agencies: Agencies) -> None:
    nurse, police = agencies.person("health"), agencies.person("police")
    given = Grant.objects.get(person=nurse, role="agency-checker")
    end_grant(given, by=agencies.office)
    told = OutboxEvent.objects.get(name="role.ended").payload
    for _time in range(2):
        end_seats(told)
    assert not Seat.objects.filter(person=nurse, ended_at__isnull=True).exists()
    end_seats({"user": police.pk})
    assert Seat.objects.filter(person=police, ended_at__isnull=True).count() == 1


def test_a_withdrawn_referral_is_read_by_the_service_no_longer(agencies: Agencies) -> None:
    it = in_state(agencies, agencies.team.child(), "sent")
    camhs = agencies.of("camhs")
    assert queries.read_referral(camhs, queries.find_referral(it.pk))["reference"] == it.reference
    actions.withdraw(it, "Another way.", by=agencies.team.worker)
    with pytest.raises(Refused):
        queries.read_referral(camhs, queries.find_referral(it.pk))
    assert [row.referral.state for row in queries.referrals_here(camhs)] == ["withdrawn"]
    assert queries.read_referral(agencies.team.worker, queries.find_referral(it.pk))


def test_no_evidence_is_named_in_a_discussion_that_was_called_off(agencies: Agencies) -> None:
    talk = agencies.discussion_in(agencies.team.child(), "called-off")
    gone, owner = timezone.now() + timedelta(days=3), agencies.team.person("worker")
    with pytest.raises(WrongMove):
        actions.add_evidence(talk, "Camera", "Hotel", gone, owner, by=agencies.team.worker)
    assert not talk.evidence.exists()


def test_what_cannot_be_printed_says_so(agencies: Agencies, at: Any, monkeypatch: Any) -> None:
    it = in_state(agencies, agencies.team.child(), "sent")

    def refuse(document: Any) -> bytes:
        raise CannotPrint("Typst says no.")

    monkeypatch.setattr(referrals, "paper", refuse)
    answer = at("worker").get(reverse("referral-take", args=[it.pk, "service", "pdf"]), follow=True)
    assert answer.status_code == 200
    assert "It could not be printed." in answer.content.decode()


def test_an_edit_too_late_is_kept_whole_beside_what_stands(agencies: Agencies) -> None:
    it, by = in_state(agencies, agencies.team.child(), "draft"), agencies.team.worker
    with pytest.raises(StaleEdit):
        actions.write_answers(
            it, whole(it, basis="vital-interests", detriment="He may learn."), base=1, by=by
        )
    met = records.conflict_of(by, EditConflict.objects.get().pk)
    both = {name: (late, stands) for name, late, stands in met.fields}
    assert both["detriment"] == ("He may learn.", "She may fear that he learns of it.")
    assert both["basis"] == ("vital-interests", "public-task")
    assert both["visiting"][0].startswith("known: ")
    assert both["name"] == ("known: Mina Tarn", "known: Mina Tarn")


def test_each_page_of_this_room_says_whose_and_which_it_is(agencies: Agencies, at: Any) -> None:
    child, client = agencies.team.child(), at("manager")
    for name in ("checks", "discussions", "referrals", "transfer"):
        page = client.get(reverse(f"child-{name}", args=[child.pk])).content.decode()
        words = {"checks": "agencies", "discussions": "strategy"}.get(name, name)
        assert f"Mina Tarn: {words}</h1>" in " ".join(page.split())
