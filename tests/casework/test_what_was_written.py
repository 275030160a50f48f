"""What a record said stays to be read; nothing new begins in a closed one; paper is an export."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from tests.referral.agencies import Agencies

from waylight.casework import actions
from waylight.casework.errors import NotPossible, Why
from waylight.casework.models import Child
from waylight.casework.queries.chronology import ON_A_PAGE
from waylight.plan import actions as plans
from waylight.referral import actions as referrals

from .a_team import MINA, Team, fresh

KEPT = replace(MINA, safe_contact="Only at school.", do_not_disclose="Not to her uncle.")


def lines(child: Child) -> list[str]:
    return [each.text for each in child.lines.all()]


def test_a_mark_that_is_taken_away_stays_in_the_chronology(team: Team) -> None:
    child = team.child(KEPT)
    actions.write_details(fresh(child), KEPT, base=1, by=team.worker)
    assert not any("Until now" in each for each in lines(child))
    actions.write_details(fresh(child), replace(KEPT, do_not_disclose=""), base=2, by=team.worker)
    assert [each for each in lines(child) if "Until now" in each] == [
        "Written over. Until now: Not to be disclosed: Not to her uncle.."
    ]


def test_who_is_no_longer_around_stays_in_the_chronology_and_nobody_stands_twice(team: Team) -> None:
    child = team.child()
    around: dict[str, Any] = {"contact": "", "not_to_know": False, "by": team.worker}
    aunt = actions.add_related(fresh(child), "family", "Ada Tarn", "Aunt", **around)
    with pytest.raises(NotPossible) as no:
        actions.add_related(fresh(child), "family", " Ada  Tarn", "Aunt", **around)
    assert no.value.why == Why.AROUND_ALREADY
    actions.end_related(aunt, by=team.worker)
    assert "No longer around the child: Ada Tarn, Aunt." in lines(child)
    assert actions.add_related(fresh(child), "family", "Ada Tarn", "Aunt", **around).pk


def test_the_chronology_on_paper_is_an_export_and_says_where_it_is_not_whole(
    team: Team, at: Any, audited: Any
) -> None:
    child = team.child()
    team.line(child, "She was seen at the pier.", kind="observed")
    team.line(child, "I am all right.", kind="child")
    client, address = at("worker"), reverse("child-print", args=[child.pk])
    assert "Not the whole chronology" not in client.get(address).content.decode()
    page = client.get(address + "?kind=child").content.decode()
    assert "Not the whole chronology: 1 of" in page
    assert "<q>I am all right.</q>" in page
    assert [e.verb for e in audited("child.view")][-2:] == ["export", "export"]


def test_the_chronology_on_paper_says_who_must_not_learn_of_it_and_which_line_puts_which_right(
    team: Team, at: Any
) -> None:
    child = team.child()
    around: dict[str, Any] = {"contact": "", "not_to_know": True, "by": team.worker}
    actions.end_related(actions.add_related(child, "family", "Ada Tarn", "Aunt", **around), by=team.worker)
    wrong = team.line(child, "On Monday.", happened_on=date(2026, 11, 16))
    team.line(child, "On Tuesday.", corrects=wrong, happened_on=date(2026, 11, 17), kind="observed")
    client, address = at("worker"), reverse("child-print", args=[child.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert 'Must not learn of this:</strong> <span class="wl-typed" dir="auto">Ada Tarn</span>' in page
    rows = [row.split("</tr>")[0] for row in page.split("<tr>")[2:]]
    numbers = {
        text: n for n, row in enumerate(rows, 1) for text in ("On Monday.", "On Tuesday.") if text in row
    }
    assert f"Put right by line {numbers['On Tuesday.']}" in page
    assert f"Puts line {numbers['On Monday.']} right" in page
    part = client.get(address + "?kind=observed").content.decode()
    assert "Puts an earlier line right, which is not printed here" in part


def test_a_line_that_was_put_right_is_found_from_the_page_of_the_other(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    wrong = team.line(child, "On Monday.", happened_on=date(2026, 9, 1))
    right = team.line(child, "On Tuesday.", corrects=wrong, happened_on=date(2026, 11, 17))
    for n in range(ON_A_PAGE):
        team.line(child, f"Seen, {n}.", happened_on=date(2026, 10, 1))
    address = reverse("child-chronology", args=[child.pk])
    first = client.get(address).content.decode()
    assert f'href="?line={wrong.pk}#line-{wrong.pk}"' in first
    assert f'id="line-{wrong.pk}"' not in first
    second = client.get(f"{address}?line={wrong.pk}").content.decode()
    assert f'id="line-{wrong.pk}"' in second
    assert f'href="?line={right.pk}#line-{right.pk}"' in second
    assert client.get(f"{address}?line=nonsense").status_code == 200


WEDNESDAY = datetime(2026, 11, 19, 9, tzinfo=UTC)
NEW: dict[str, Callable[[Team, Child], object]] = {
    "assessment": lambda t, c: actions.begin(c, by=t.worker),
    "plan": lambda t, c: plans.begin(c, by=t.worker),
    "past 18": lambda t, c: plans.write_transition(
        c, wants="x", support="", adults="", goes_on="", base=0, by=t.worker
    ),
    "referral": lambda t, c: referrals.begin_referral(c, "camhs", by=t.worker),
    "discussion": lambda t, c: referrals.call(c, WEDNESDAY, "He waits outside.", by=t.worker),
    "check": lambda t, c: referrals.ask(
        c,
        ["health"],
        about=None,
        rating="red",
        question="Is she there?",
        basis="public-task",
        proportionate="Only this.",
        by=t.worker,
    ),
}


@pytest.mark.parametrize("what", NEW)
def test_nothing_new_begins_in_a_closed_record(team: Team, what: str) -> None:
    child = team.child()
    Agencies(team, child.area).person("health")
    Child.objects.filter(pk=child.pk).update(state="closed")
    with pytest.raises(NotPossible) as no:
        NEW[what](team, fresh(child))
    assert no.value.why == Why.RECORD_CLOSED
    Child.objects.filter(pk=child.pk).update(state="open")
    assert NEW[what](team, fresh(child))
