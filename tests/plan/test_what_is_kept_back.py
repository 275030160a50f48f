"""A plan in plain words goes into a hand: where the record keeps something back, a person looks first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import MINA, Team, fresh
from tests.learning.outputs.paper import Paper

from waylight.casework import actions as records
from waylight.casework.models import Child
from waylight.plan import actions, queries
from waylight.plan.errors import NotPossible, Why
from waylight.plan.models import Sheet

from .test_support import TODAY, WORDS, sheet_in

KEPT = {
    "do_not_disclose": replace(MINA, do_not_disclose="Not to her uncle."),
    "safe_contact": replace(MINA, safe_contact="Only through school."),
    "not_to_know": MINA,
}


def with_something_kept_back(team: Team, what: str) -> Child:
    child = team.child(KEPT[what])
    if what == "not_to_know":
        records.add_related(child, "family", "An uncle", "Uncle", "", not_to_know=True, by=team.worker)
    return fresh(child)


def refused(act: Callable[[], object]) -> Why:
    with pytest.raises(NotPossible) as problem:
        act()
    return Why(problem.value.why)


@pytest.mark.parametrize("what", KEPT)
def test_it_is_looked_at_before_it_is_agreed_and_before_it_is_printed(team: Team, what: str) -> None:
    sheet = sheet_in(team, "draft", with_something_kept_back(team, what))
    assert refused(lambda: actions.print_sheet(sheet, by=team.worker)) == Why.LOOK_FIRST
    assert refused(lambda: actions.agree_sheet(sheet, by=team.worker)) == Why.LOOK_FIRST
    actions.agree_sheet(sheet, looked=True, by=team.worker)
    held = queries.find_sheet(sheet.pk)
    assert refused(lambda: actions.print_sheet(held, by=team.worker)) == Why.LOOK_FIRST
    assert actions.print_sheet(held, looked=True, by=team.worker).startswith(b"%PDF")


def test_by_the_pages(team: Team, at: Any) -> None:
    sheet, client = sheet_in(team, "draft", with_something_kept_back(team, "do_not_disclose")), at("worker")
    page, pdf, paper = (reverse(name, args=[sheet.pk]) for name in ("sheet", "sheet-pdf", "sheet-print"))
    agree = reverse("sheet-act", args=[sheet.pk, "agree"])
    assert 'name="looked"' in client.get(page).content.decode()
    for send, address in ((client.post, pdf), (client.post, paper), (client.get, paper)):
        assert send(address).status_code == 302
        assert str(Why.LOOK_FIRST.label) in client.get(page).content.decode()
    assert client.post(agree).status_code == 400
    assert client.post(paper, {"looked": "yes"}).status_code == 200
    assert client.post(pdf, {"looked": "yes"}).content.startswith(b"%PDF")
    assert client.post(agree, {"looked": "on"}).status_code == 302
    assert Sheet.objects.get().state == "current"


def test_where_nothing_is_kept_back_nobody_is_asked(team: Team, at: Any) -> None:
    sheet, client = sheet_in(team, "current"), at("worker")
    assert 'name="looked"' not in client.get(reverse("sheet", args=[sheet.pk])).content.decode()
    assert client.get(reverse("sheet-print", args=[sheet.pk])).status_code == 200


def test_a_draft_says_on_paper_that_it_is_one(team: Team, at: Any) -> None:
    drafted, client = sheet_in(team, "draft"), at("worker")
    said = "Not agreed yet"
    address = reverse("sheet-print", args=[drafted.pk])
    assert said in client.get(address).content.decode()
    assert said in Paper(actions.print_sheet(drafted, by=team.worker)).text
    actions.agree_sheet(drafted, by=team.worker)
    assert said not in client.get(address).content.decode()
    assert said not in Paper(actions.print_sheet(queries.find_sheet(drafted.pk), by=team.worker)).text


@pytest.mark.parametrize("where", ["phone", "elsewhere"])
def test_where_home_is_not_safe_somebody_says_that_a_phone_or_another_place_is(
    team: Team, where: str
) -> None:
    sheet = actions.begin_sheet(team.child(), "safety", by=team.worker)
    actions.write_sheet(sheet, WORDS, "no", base=1, by=team.worker)
    actions.agree_sheet(sheet, by=team.worker)
    give = lambda **said: actions.give_copy(sheet, "Mina", where, TODAY, by=team.worker, **said)  # noqa: E731 - said twice
    assert refused(give) == Why.SAFE_THERE
    assert give(safe_there=True).where == where
    assert refused(
        lambda: actions.give_copy(sheet, "Mina", "home", TODAY, safe_there=True, by=team.worker)
    ) == (Why.NOT_AT_HOME)
