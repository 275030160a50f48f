"""A record with something in every room moves to another authority: nobody before reads on, and each thing
that is due opens for whoever owes it now."""

from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import fresh

from waylight.accounts.models import Person
from waylight.casework.actions.watching import owing
from waylight.casework.models import Child, Draft, Due
from waylight.casework.queries.due import Of, due_list
from waylight.pathways import actions as pathways
from waylight.pathways.models import Episode
from waylight.referral import actions as referral

from .a_case import Everything
from .test_constant_queries import BY_CHILD, OF_THE_CHILD


@pytest.fixture
def neighbour(everything: Everything, other_area: Any) -> Any:
    team = everything.team
    return team.actor_of(team.make("team-manager", area_slug=other_area.pk, name="Neighbour"))


@pytest.fixture
def moved(everything: Everything, other_area: Any, neighbour: Any) -> Child:
    team = everything.team
    child = everything.another()
    (episode,) = Episode.objects.filter(child=child)
    pathways.write_out(episode, words="A grey car by the quay.", nothing="", by=team.worker)
    offer = referral.offer_record(fresh(child), other_area, "She moved.", "Since May.", by=team.manager)
    referral.answer_offer(offer, accept=True, words="Yes.", by=neighbour)
    return fresh(child)


def test_each_thing_that_is_due_opens_for_whoever_owes_it(
    moved: Child, actor_of: Any, staff_client: Any
) -> None:
    running = list(Due.objects.filter(child=moved, stopped_at__isnull=True))
    assert len({each.kind for each in running}) >= 12
    for due in running:
        owers = owing(due)
        assert owers, f"nobody owes {due.kind}"
        for ower in owers:
            rows = due_list(actor_of(ower), Of.ME).rows
            (row,) = [row for row in rows if row.due.pk == due.pk] or [None]
            assert row is not None and row.href, f"{due.kind} is in no list of {ower.name}"
            assert staff_client(who=ower).get(row.href, follow=True).status_code == 200, due.kind


def test_nobody_of_the_area_before_reads_on(
    moved: Child, everything: Everything, neighbour: Any, staff_client: Any
) -> None:
    paths = [reverse(name, args=[moved.pk]) for name in BY_CHILD]
    paths += [reverse(name, args=[of(moved).pk]) for name, of in OF_THE_CHILD.items()]
    now = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    for who in ("worker", "manager", "deputy"):
        client = staff_client(who=everything.team.person(who))
        assert {client.get(path).status_code for path in paths} == {403}, who
    for path in paths:
        assert now.get(path).status_code == 200, path


def test_what_somebody_had_begun_to_write_there_stays_theirs(
    moved: Child, everything: Everything, staff_client: Any
) -> None:
    """`another` leaves half a sentence in the form of a line."""
    client = staff_client(who=everything.team.person("worker"))
    page = client.get(reverse("children")).content.decode()
    assert "half a sentence that goes" in page
    (draft,) = Draft.objects.filter(child=moved)
    away = reverse("child-let-go", args=[draft.pk])
    for who, left in (("deputy", 1), ("worker", 0)):
        assert staff_client(who=everything.team.person(who)).post(away).status_code == 302
        assert Draft.objects.filter(pk=draft.pk).count() == left
    assert "half a sentence that goes" not in client.get(reverse("children")).content.decode()


def test_nobody_is_told_of_drafts_where_they_still_work(everything: Everything, staff_client: Any) -> None:
    everything.another()
    page = staff_client(who=everything.team.person("worker")).get(reverse("children")).content.decode()
    assert "half a sentence that goes" not in page


def test_each_line_of_the_chronology_says_where_it_is_known_from(everything: Everything) -> None:
    """But for what was done with the record, which says by whom."""
    child = everything.another()
    lines = [each for each in child.lines.all() if each.kind != "handling"]
    assert len(lines) > 12
    assert [each.text for each in lines if not each.source.strip()] == []


def test_nobody_writes_for_the_panel_of_the_area_before(
    everything: Everything, other_area: Any, neighbour: Any, staff_client: Any
) -> None:
    child = everything.team.child()
    meeting = everything.panel.meeting(days=9)
    subject = everything.panel.item(meeting, child).subjects.get()
    brief = reverse("meeting-brief", args=[subject.pk])
    worker = staff_client(who=everything.team.person("worker"))
    assert brief in worker.get(reverse("child-meetings", args=[child.pk])).content.decode()
    offer = referral.offer_record(
        fresh(child), other_area, "She moved.", "Since May.", by=everything.team.manager
    )
    referral.answer_offer(offer, accept=True, words="Yes.", by=neighbour)
    now = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    assert brief not in now.get(reverse("child-meetings", args=[child.pk])).content.decode()
    assert now.post(brief, {"brief": "She is well.", "base": subject.version}).status_code == 400
