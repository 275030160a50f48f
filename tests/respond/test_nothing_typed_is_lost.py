"""A session that ends in the middle of a sentence loses nothing: every form of every room into which somebody
types keeps what is typed, and shows it again to whoever typed it and to nobody else."""

import re
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team
from tests.casework.conftest import at, clock, hub, team
from tests.casework.two_people import page_of
from tests.meetings.a_panel import Panel
from tests.referral.agencies import Agencies

from waylight.casework.models import Draft
from waylight.casework.views.acts import Act
from waylight.meetings import actions

from .half_a_sentence import HALF, Forms, nothing_is_lost

__all__ = ["at", "clock", "hub", "team"]
GONE = "it can no longer be sent here"
NOTHING_IS_TYPED = {
    "casework.assessing": {"take-back"},
    "referral.acts": {"higher"},
    "plan.acts": {"agree"},
    "plan.endings": {"agree"},
    "plan.support_acts": {"safety", "agree", "next"},
    "pathways.missing": {"closed"},
    "pathways.trafficking": {"notify"},
}
"""By file of acts: those that are a button or a choice. Whatever else is there keeps what is typed."""
FILES = (
    *("casework.acts", "casework.assessing", "referral.acts", "plan.acts", "plan.endings"),
    *("plan.support_acts", "pathways.court", "pathways.missing", "pathways.trafficking"),
)


def acts_in(file: str) -> list[Act]:
    room, name = file.split(".")
    module = import_module(f"waylight.{room}.views.{name}")
    tables = [each for each in vars(module).values() if isinstance(each, tuple) and each]
    return [act for table in tables for act in table if isinstance(act, Act)]


@pytest.mark.parametrize("file", FILES)
def test_every_act_into_which_somebody_types_keeps_it(file: str) -> None:
    acts = acts_in(file)
    assert acts
    assert {act.name for act in acts if not act.kept} == NOTHING_IS_TYPED.get(file, set())


@pytest.fixture
def panel(team: Team, person: Any, actor_of: Any) -> Panel:
    return Panel(team, person, actor_of)


@pytest.mark.parametrize(
    ("state", "forms", "of_item"), [("called", 5, 3), ("held", 0, 5), ("minutes-agreed", 1, 1)]
)
def test_a_meeting(panel: Panel, staff_client: Any, state: str, forms: int, of_item: int) -> None:
    meeting = panel.meeting("called")
    item = panel.item(meeting, panel.harmed())
    panel.to(meeting, state)
    runs, chairs = (lambda who=who: staff_client(who=panel.person(who)) for who in ("coordinator", "chair"))
    assert nothing_is_lost(runs, reverse("meeting", args=[meeting.pk]), chairs) == forms
    assert nothing_is_lost(runs, reverse("meeting-item", args=[item.pk]), chairs) == of_item


def test_what_somebody_does_not_agree_with(panel: Panel, staff_client: Any) -> None:
    """Who sits there for an agency writes their own dissent and their own conflict, and loses neither."""
    item = panel.meeting("held").items.get()
    health = lambda: staff_client(who=panel.person("voluntary"))  # noqa: E731
    assert nothing_is_lost(health, reverse("meeting-item", args=[item.pk])) == 2


def test_an_action_of_a_meeting(panel: Panel, staff_client: Any) -> None:
    item = panel.meeting("held").items.get()
    given = actions.give_action(
        item, "Speak with the school.", panel.person("worker"), date(2026, 11, 25), by=panel.coordinator
    )
    address = reverse("meeting-action", args=[given.pk])
    for who in ("worker", "coordinator"):
        assert nothing_is_lost(lambda who=who: staff_client(who=panel.person(who)), address) == 1


def test_what_an_agency_knows(team: Team, area: Any, staff_client: Any) -> None:
    agencies = Agencies(team, area)
    check = agencies.ask(team.child())
    seat = lambda: staff_client(who=agencies.person("health"))  # noqa: E731
    assert nothing_is_lost(seat, reverse("check", args=[check.pk])) == 2


NOT_KEPT = re.compile(r"/children/find/")
"""A search is asked again; what was looked for is kept nowhere."""


def test_what_can_no_longer_be_sent_is_shown_to_its_writer_alone(panel: Panel, staff_client: Any) -> None:
    meeting = panel.meeting("held")
    item = meeting.items.get()
    keep = reverse("draft-keep", args=["meeting-item", item.pk, "decide"])
    page = reverse("meeting-item", args=[item.pk])
    one, other = (staff_client(who=panel.person(who)) for who in ("coordinator", "chair"))
    assert one.post(keep, {"words": HALF, "reasons": ""}).status_code == 200
    assert GONE not in page_of(one.get(page))
    actions.decide(item, "Nothing more.", "It is calm.", by=panel.coordinator)
    actions.agree_minutes(meeting, by=panel.chair)
    shown = page_of(one.get(page))
    assert GONE in shown
    assert HALF in shown
    assert HALF not in page_of(other.get(page))
    assert one.post(f"{keep}away/").status_code == 302
    assert HALF not in page_of(one.get(page))


def test_a_late_note_of_what_is_covert_is_kept(panel: Panel, staff_client: Any) -> None:
    """Somebody else saved meanwhile: the later words are on the page, and a draft when it is opened again."""
    item = panel.meeting("held").items.get()
    act = reverse("meeting-item-act", args=[item.pk, "covert"])
    one, other = (staff_client(who=panel.person(who)) for who in ("coordinator", "chair"))
    assert other.post(act, {"words": "A visit is planned.", "base": item.covert_version}).status_code == 302
    late = one.post(act, {"words": HALF, "base": item.covert_version})
    assert late.status_code == 400
    again = page_of(one.get(reverse("meeting-item", args=[item.pk])))
    assert HALF in again
    assert "A visit is planned." in again


def test_nobody_keeps_a_draft_where_they_may_not_write(panel: Panel, staff_client: Any) -> None:
    """Who sits there and does not run it writes no minutes; who is not asked to it reaches none of it."""
    item = panel.meeting("held").items.get()
    for who, status in (("voluntary", 403), ("outsider", 403)):
        keep = reverse("draft-keep", args=["meeting-item", item.pk, "decide"])
        assert staff_client(who=panel.person(who)).post(keep, {"words": HALF}).status_code == status
    nowhere = reverse("draft-keep", args=["meeting-item", item.pk, "nothing"])
    assert staff_client(who=panel.person("chair")).post(nowhere, {"words": HALF}).status_code == 404
    assert not Draft.objects.exists()


def test_no_page_that_a_record_leads_to_takes_words_that_it_does_not_keep(
    everything: Any, staff_client: Any
) -> None:
    child = everything.another()
    lost: dict[str, str] = {}
    seen: set[str] = set()
    for who in ("worker", "manager"):
        client = staff_client(who=everything.team.person(who))
        waiting, been = [reverse("child", args=[child.pk])], set()
        while waiting and len(been) < 80:
            address = waiting.pop(0)
            been.add(address)
            answer = client.get(address)
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            page = page_of(answer)
            found = [form for form in Forms(page).found if form[2]]
            seen |= {form[1] for form in found if form[1]}
            lost |= {form[0] or address: address for form in found if not form[1]}
            links = re.findall(r'href="(/hub/[^"?#]*)"', page)
            waiting += [each for each in dict.fromkeys(links) if each not in been and each not in waiting]
    assert len(seen) > 20
    assert not {send: page for send, page in lost.items() if not NOT_KEPT.search(send)}
