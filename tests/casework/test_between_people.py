"""What one person does and another sees: sent back to the hub, linked, passed on by a leaver."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.actions import leave
from waylight.accounts.models import Person
from waylight.accounts.policy import Refused
from waylight.casework import actions, queries
from waylight.casework.errors import Missing, NotPossible
from waylight.casework.models import Child
from waylight.casework.tasks import pass_on

from .a_team import MINA, Team, fresh

WHY = "She lives with her aunt in Brackenford."


def test_what_a_team_sends_back_the_hub_reads_on_the_concern(team: Team, at: Any, staff_client: Any) -> None:
    arrival = team.arrival()
    back = reverse("child-send-back", args=[arrival.pk])
    assert at("manager").post(back, {"reason": " "}).status_code == 400
    assert at("worker").post(back, {"reason": WHY}).status_code == 403
    assert at("manager").post(back, {"reason": WHY}).status_code == 302
    assert not queries.arrivals(team.manager)
    assert WHY in at("deputy").get(reverse("child-arrival", args=[arrival.pk])).content.decode()
    hub = staff_client(who=Person.objects.get(pk=team.hub.screener.user_id or 0))
    page = hub.get(reverse("contact", args=[arrival.stream.contact_id])).content.decode()
    assert "Sent back by Manager" in page
    assert WHY in page


def test_the_hub_sees_who_works_with_the_child_and_nothing_of_the_record(
    team: Team, audited: Any, staff_client: Any
) -> None:
    child = team.child()
    team.line(child, "Seen at her aunt's.")
    contact = child.arrivals.get().stream.contact
    found = queries.handled(team.hub.screener, contact)
    assert found is not None
    assert [(each.worker, each.manager) for each in found.records] == [("Worker", "Manager")]
    assert audited("child.who")[-1].verb == "consultation"
    assert queries.handled(team.worker, contact) is None
    hub = staff_client(who=Person.objects.get(pk=team.hub.screener.user_id or 0))
    page = hub.get(reverse("contact", args=[contact.pk])).content.decode()
    assert "Who works with the child" in page
    assert "Seen at her aunt" not in page
    assert MINA.name not in page


def test_a_link_between_two_records_is_seen_by_those_who_work_on_both(team: Team, at: Any) -> None:
    mina, brother = team.child(), team.child(words="Another child.")
    both = {"worker": team.person("other"), "manager": team.person("manager")}
    actions.allocate(brother, **both, reason="Knows him.", by=team.manager)
    he = actions.add_related(mina, "family", "Tom", "Brother", "", not_to_know=False, by=team.worker)
    act = reverse("child-act", args=[mina.pk, "link"])
    typed = {"related": he.pk, "reference": brother.reference}
    wrong = at("worker").post(act, typed)
    assert wrong.status_code == 400
    assert "No record that you work on has this reference" in wrong.content.decode()
    assert at("manager").post(act, typed).status_code == 302
    for record, other in ((mina, brother), (brother, mina)):
        address = reverse("child", args=[other.pk])
        page = reverse("child", args=[record.pk])
        assert address in at("manager").get(page).content.decode()
        only = "worker" if record == mina else "other"
        assert address not in at(only).get(page).content.decode()
    with pytest.raises(NotPossible):
        actions.link_record(he, mina, by=team.manager)
    with pytest.raises(Refused):
        actions.link_record(he, fresh(brother), by=team.worker)
    actions.end_related(he, by=team.worker)
    assert queries.around(team.manager, fresh(brother)).stands_in == []


def test_professionals_have_a_list_of_their_own(team: Team, at: Any) -> None:
    child = team.child()
    actions.add_related(child, "professional", "Dr Orla Fenn", "GP", "", not_to_know=False, by=team.worker)
    page = at("worker").get(reverse("child", args=[child.pk])).content.decode()
    assert page.index("Around the child</h2>") < page.index("Professionals</h2>") < page.index("Dr Orla Fenn")
    assert "Home authority: Merrowdale" in page


def test_a_leavers_records_pass_to_a_named_manager_to_whom_they_fall_due(team: Team, actor: Any) -> None:
    child, deputy = team.child(), team.person("deputy")
    leave(team.person("manager"), on=timezone.now(), reason="left", by=actor("administrator"))
    assert actions.pass_on(team.person("manager").pk) == 1
    pass_on({"user": team.person("manager").pk})
    passed = fresh(child)
    assert passed.manager == deputy
    assert passed.dues.filter(kind="leaver", stopped_at=None).count() == 1
    assert "leaver" in [row.due.kind for row in queries.due_list(team.deputy).rows]
    leave(team.person("worker"), on=timezone.now(), reason="left", by=actor("administrator"))
    pass_on({"user": team.person("worker").pk})
    assert fresh(child).worker is None
    actions.allocate(fresh(child), worker=deputy, manager=deputy, reason="Mine now.", by=team.deputy)
    assert not Child.objects.get(pk=child.pk).dues.filter(kind="leaver", stopped_at=None).exists()


def test_sending_back_wants_a_reason(team: Team) -> None:
    with pytest.raises(Missing):
        actions.send_back(team.arrival(), " ", by=team.manager)
