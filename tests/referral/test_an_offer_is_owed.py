"""An offered record waits in somebody's list on either side, whatever becomes of the offer."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import fresh

from waylight.accounts.models import Person
from waylight.casework import actions as records
from waylight.casework.models import Child, Due
from waylight.casework.queries.due import due_list
from waylight.guidance.models import Area
from waylight.referral import actions
from waylight.referral.errors import Why
from waylight.referral.models import Evidence, RecordTransfer

from .agencies import Agencies
from .test_checking import why
from .test_moving import neighbour

__all__ = ["neighbour"]


def offer(agencies: Agencies, child: Child, to: Any) -> RecordTransfer:
    by = agencies.team.manager
    return actions.offer_record(fresh(child), to, "She has moved.", "Since May.", by=by)


def running(kind: str) -> Due | None:
    return Due.objects.filter(kind=kind, stopped_at__isnull=True).first()


def test_it_is_due_to_who_may_answer_and_ends_with_the_answer(
    agencies: Agencies, other_area: Any, neighbour: Any, staff_client: Any
) -> None:
    child = agencies.team.child()
    it = offer(agencies, child, other_area)
    (row,) = [row for row in due_list(neighbour).rows if row.due.kind == "record-offered"]
    assert (row.name, row.due.child) == ("", None)
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    page = client.get(row.href, follow=True)
    assert f'id="offer-{it.pk}"' in page.content.decode()
    actions.take_offer_back(it, "She came back.", by=agencies.team.manager)
    assert running("record-offered") is None


def test_a_decline_is_due_to_the_sender_until_they_say_what_comes_now(
    agencies: Agencies, other_area: Any, neighbour: Any, at: Any
) -> None:
    child, manager = agencies.team.child(), agencies.team.manager
    it = offer(agencies, child, other_area)
    assert why(lambda: actions.after_decline(fresh(child), "x", by=manager)) == Why.NONE_DECLINED
    actions.answer_offer(it, accept=False, words="She lives with you.", by=neighbour)
    (row,) = [row for row in due_list(manager).rows if row.due.kind == "offer-declined"]
    page = at("manager").get(row.href, follow=True).content.decode()
    address = reverse("transfer-declined", args=[child.pk])
    assert address in page
    assert at("manager").post(address, {"words": " "}).status_code == 400
    assert at("worker").post(address, {"words": "x"}).status_code == 403
    assert at("manager").post(address, {"words": "We go on, and visit there."}).status_code == 302
    assert running("offer-declined") is None
    assert "We go on, and visit there." in " ".join(line.text for line in child.lines.all())
    it = offer(agencies, child, other_area)
    actions.answer_offer(it, accept=False, words="No.", by=neighbour)
    offer(agencies, child, other_area)
    assert running("offer-declined") is None, "offered anew"


def test_nothing_is_offered_where_nobody_could_answer_nor_before_an_opening_was_looked_at(
    agencies: Agencies, other_area: Any, at: Any
) -> None:
    child, team = agencies.team.child(), agencies.team
    assert why(lambda: offer(agencies, child, other_area)) == Why.NOBODY_THERE
    page = at("manager").get(reverse("child-transfer", args=[child.pk])).content.decode()
    assert Area.objects.get(pk="brackenford").name not in page
    team.make("team-manager", area_slug="brackenford", name="Neighbour")
    page = at("manager").get(reverse("child-transfer", args=[child.pk])).content.decode()
    assert Area.objects.get(pk="brackenford").name in page
    records.break_glass(fresh(child), "She rang the duty desk.", by=team.deputy)
    assert why(lambda: offer(agencies, child, other_area)) == Why.GLASS_FIRST


def test_words_for_an_offer_that_was_taken_back_are_shown_to_their_writer(
    agencies: Agencies, other_area: Any, neighbour: Any, staff_client: Any
) -> None:
    it = offer(agencies, agencies.team.child(), other_area)
    actions.take_offer_back(it, "She came back.", by=agencies.team.manager)
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    answer = client.post(
        reverse("transfer-take", args=[it.pk]), {"accept": "yes", "words": "Our worker visits."}
    )
    assert answer.status_code == 400
    assert "Our worker visits." in answer.content.decode()


def test_evidence_is_seen_to_by_who_has_the_record(
    agencies: Agencies, other_area: Any, neighbour: Any
) -> None:
    child = agencies.team.child()
    talk = agencies.discussion_in(child, "decided")
    gone, owner = timezone.now() + timedelta(days=3), agencies.team.person("worker")
    actions.add_evidence(talk, "Camera", "Hotel", gone, owner, by=agencies.team.worker)
    it = offer(agencies, child, other_area)
    actions.answer_offer(it, accept=True, words="Yes.", by=neighbour)
    assert Evidence.objects.get().owner_id == neighbour.user_id


def test_who_is_offered_a_record_is_told_of_their_own_of_the_same_child(
    agencies: Agencies, other_area: Any, neighbour: Any, staff_client: Any
) -> None:
    earlier = agencies.team.child()
    it = offer(agencies, earlier, other_area)
    actions.answer_offer(it, accept=True, words="Yes.", by=neighbour)
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    again = agencies.team.child(words="b")
    offer(agencies, again, other_area)
    page = client.get(reverse("offered-records")).content.decode()
    assert "your area has a record already" in page
    assert fresh(earlier).reference in page.replace(" ", "").replace("\u00a0", "")
    assert Child.objects.filter(area=other_area).count() == 1
