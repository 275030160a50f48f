"""What agencies are asked and answer: time, limits, and who reads what."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from waylight.accounts.policy import Refused
from waylight.casework import actions as casework
from waylight.casework.models import Due
from waylight.casework.queries import chronology
from waylight.casework.queries.due import Of, due_list
from waylight.engine.clocks import Limit, months_after
from waylight.guidance import memory
from waylight.referral import actions, queries
from waylight.referral.actions import checking
from waylight.referral.codes import URGENCY
from waylight.referral.errors import NotPossible, Why
from waylight.referral.models import Check
from waylight.referral.rules import clocks, desks

from .agencies import Agencies, known

MARKER = "Zqxj-8842-marker"


def why(act: Any) -> object:
    with pytest.raises(NotPossible) as refused:
        act()
    return refused.value.why


def test_the_rating_says_by_when_and_rating_higher_only_ever_shortens(agencies: Agencies, clock: Any) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    green, amber = agencies.ask(child, "police", "green"), agencies.ask(child, "health", "amber")
    hours = {check.desk: check.due_at - check.asked_at for check in (green, amber)}
    assert hours == {"police": timedelta(hours=24), "health": timedelta(hours=6)}
    clock.shift(timedelta(hours=5))
    actions.rate_higher(child, "red", by=by)
    due = {check.desk: check.due_at for check in Check.objects.filter(child=child)}
    assert due["police"] == green.asked_at + timedelta(hours=7)
    assert due["health"] == amber.due_at, "two hours more would have been later than what it had"
    rows = [row for row in due_list(agencies.of("police")).rows if row.due.kind == "agency-check"]
    assert [row.due.due_at for row in rows] == [due["police"]]
    assert why(lambda: actions.rate_higher(child, "amber", by=by)) == Why.NO_LONGER
    earlier = child.dues.filter(kind="agency-check", stopped_because="brought-forward")
    assert [each.about for each in earlier] == [green.pk], (
        "the clock before stays readable; the other runs on"
    )


@given(
    st.sampled_from(URGENCY),
    st.sampled_from(URGENCY),
    st.dates(date(2026, 1, 1), date(2027, 12, 1)),
)
def test_a_higher_rating_never_has_more_time(first: str, second: str, start: date) -> None:
    terms = clocks().checks
    if URGENCY.index(first) <= URGENCY.index(second):
        assert terms[first].limit and terms[second].limit
        assert terms[first].limit.amount <= terms[second].limit.amount
    assert 89 <= (months_after(start, 3) - start).days <= 92


def test_an_answer_is_items_or_nil_and_late_ones_say_why(agencies: Agencies, clock: Any) -> None:
    child, health = agencies.team.child(), agencies.of("health")
    check = agencies.ask(child)
    assert why(lambda: actions.answer(check, nil=False, by=health)) == Why.NIL_OR_ITEMS
    item = actions.add_item(check, known(), by=health)
    assert why(lambda: actions.answer(check, nil=True, by=health)) == Why.NIL_OR_ITEMS
    (row,) = queries.checks_of(agencies.team.worker, child)
    assert row.items == [], "what an agency is still writing is its own"
    clock.shift(timedelta(hours=7))
    assert queries.checks_of(agencies.team.worker, child)[0].late
    assert why(lambda: actions.answer(check, nil=False, by=health)) == Why.SAY_WHY_LATE
    actions.answer(check, nil=False, late_reason="The clinic was closed.", by=health)
    (row,) = queries.checks_of(agencies.team.worker, child)
    assert [each.item.pk for each in row.items] == [item.pk]
    assert not child.dues.filter(kind="agency-check", stopped_at=None).exists()
    lines = [line.text for line in chronology(agencies.team.worker, child, {}).lines]
    assert "Health answered: 1 thing is known." in lines
    assert not [text for text in lines if "clinic" in text.lower()], "an item's limits are not in a line"


def test_nil_is_an_answer(agencies: Agencies) -> None:
    child = agencies.team.child()
    actions.answer(agencies.ask(child), nil=True, by=agencies.of("health"))
    (row,) = queries.checks_of(agencies.team.worker, child)
    assert (row.check.state, row.check.nil) == ("answered", True)


def test_an_agency_sees_its_question_who_it_is_about_and_its_own_answer(
    agencies: Agencies, staff_client: Any, audited: Any
) -> None:
    team = agencies.team
    child = team.child()
    casework.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    team.line(child, MARKER)
    uncle = casework.add_related(
        child, "network", "Uncle Tarn", MARKER, MARKER, not_to_know=True, by=team.worker
    )
    look = {"looked": True}
    mine, theirs = agencies.ask(child, **look), agencies.ask(child, "police", question=MARKER, **look)
    about = agencies.ask(child, about=uncle, question="Is he known?", **look)
    actions.add_item(theirs, known(MARKER), by=agencies.of("police"))
    actions.answer(theirs, nil=False, by=agencies.of("police"))
    client = staff_client(who=agencies.person("health"))
    page = client.get(f"/hub/asked/check/{mine.pk}/").content.decode()
    assert "Mina Tarn" in page
    assert "999 000 0018" in page
    other = client.get(f"/hub/asked/check/{about.pk}/").content.decode()
    assert "Uncle Tarn" in other
    assert "Mina" not in other, "asked about somebody else, an agency is not told of the child"
    listed = client.get("/hub/asked/").content.decode()
    assert MARKER not in page + other + listed + client.get("/hub/children/due/").content.decode()
    assert "Mina" not in listed
    for address in (
        f"/hub/asked/check/{theirs.pk}/",
        f"/hub/children/{child.pk}/",
        f"/hub/asked/child/{child.pk}/checks/",
        f"/hub/asked/child/{child.pk}/discussions/",
    ):
        assert client.get(address).status_code == 403, address
    assert audited("check.answer")[-1].verb == "refusal" or audited("child.view")[-1].verb == "refusal"


def test_whoever_no_longer_answers_for_it_sees_nothing_more(agencies: Agencies) -> None:
    check = agencies.ask(agencies.team.child())
    health = agencies.of("health")
    assert len(queries.asked(health)) == 1
    seat = agencies.person("health").desk_seats.get()
    actions.end_seat(seat, by=agencies.office)
    assert list(queries.asked(health)) == []
    with pytest.raises(Refused):
        queries.question(health, Check.objects.get(pk=check.pk))


def test_what_is_owed_by_an_agency_stands_in_its_list_and_without_one_in_the_workers(
    agencies: Agencies,
) -> None:
    child, team = agencies.team.child(), agencies.team
    agencies.ask(child)
    kinds = lambda who, of: [row.due.kind for row in due_list(who, of).rows]  # noqa: E731 - read three times
    assert kinds(agencies.of("health"), Of.AGENCY) == ["agency-check"]
    assert "agency-check" not in kinds(team.worker, Of.ME)
    words = {"question": "What?", "basis": "public-task", "proportionate": "Yes."}
    actions.ask(child, ["housing"], about=None, rating="red", by=team.worker, **words)
    assert "agency-check" in kinds(team.worker, Of.ME)


def test_the_same_is_not_asked_twice_nor_of_those_who_are_not_asked(agencies: Agencies) -> None:
    child = agencies.team.child()
    agencies.ask(child)
    assert why(lambda: agencies.ask(child)) == Why.ASKED_ALREADY
    assert not desks()["social-care"].checks
    assert why(lambda: agencies.ask(child, "social-care")) == Why.NOT_ASKED_HERE


def test_another_calendar_reckons_a_check_anew_for_both_who_ask_and_who_answer(
    agencies: Agencies, area: Any, monkeypatch: Any
) -> None:
    """In working hours, as a partnership may set it; the time it had before is kept."""
    amber = replace(clocks().checks["amber"], limit=Limit.parse("6 working hours"))
    ours = replace(clocks(), checks={**clocks().checks, "amber": amber})
    monkeypatch.setattr(checking, "clocks", lambda: ours)
    check = agencies.ask(agencies.team.child())
    was, due = check.due_at, Due.objects.get(about=check.pk)
    assert (due.due_at, due.limit) == (was, "6 working hours")
    opening = area.pack["opening"]
    short = {**opening, "week": {**opening["week"], "wednesday": ["08:45-12:00"]}}
    area.pack, area.pack_version = {**area.pack, "opening": short}, "another"
    area.save()
    memory.forget()
    assert casework.recompute_dues() >= 1
    check.refresh_from_db()
    due.refresh_from_db()
    assert check.due_at == due.due_at > was
    assert [(each.was, each.became, each.why) for each in due.moves.all()] == [(was, due.due_at, "calendar")]


def test_a_higher_rating_runs_from_now_and_a_lower_one_never_takes_its_place(agencies: Agencies) -> None:
    child = agencies.team.child()
    check = agencies.ask(child, rating="green")
    actions.rate_higher(child, "red", by=agencies.team.worker)
    check.refresh_from_db()
    both = Due.objects.filter(about=check.pk)
    assert {each.stopped_because for each in both} == {"", "brought-forward"}
    assert Due.objects.get(about=check.pk, stopped_at=None).due_at == check.due_at


def test_what_was_asked_comes_by_pages(
    agencies: Agencies, staff_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("waylight.referral.queries.asked"), "ON_A_PAGE", 1)
    asked = {agencies.ask(agencies.team.child()).pk for _ in range(3)}
    client = staff_client(who=agencies.person("health"))
    pages = [client.get(reverse("asked"), {"page": n}).content.decode() for n in (1, 2, 3)]
    assert all('aria-current="page">Page' in page for page in pages)
    shown = [[pk for pk in asked if str(pk) in page] for page in pages]
    assert [len(each) for each in shown] == [1, 1, 1]
    assert {pk for each in shown for pk in each} == asked


def test_what_an_agency_knows_has_happened_already(agencies: Agencies) -> None:
    check, by = agencies.ask(agencies.team.child()), agencies.of("health")
    today = timezone.localdate()
    tomorrow = known(on=today + timedelta(days=1))
    assert why(lambda: actions.add_item(check, tomorrow, by=by)) == Why.NOT_YET
    actions.add_item(check, known(on=today), by=by)
    assert check.items.count() == 1


def test_where_the_record_keeps_something_back_nobody_is_asked_before_a_look(
    agencies: Agencies, staff_client: Any
) -> None:
    team = agencies.team
    child, client = team.child(), staff_client(who=team.person("worker"))
    agencies.person("health")
    page, address = (
        reverse("child-checks", args=[child.pk]),
        reverse("asked-act", args=["child", child.pk, "ask"]),
    )
    assert 'name="looked"' not in client.get(page).content.decode()
    casework.add_related(child, "network", "Uncle Tarn", "uncle", "", not_to_know=True, by=team.worker)
    asked = client.get(page).content.decode()
    assert 'name="looked"' in asked
    assert "Must not learn of this: Uncle Tarn" in asked, "what to look for stands beside the tick"
    typed = {"to": "health", "rating": "amber", "question": "Known?", "basis": "public-task"}
    typed["proportionate"] = "Only this."
    refused = client.post(address, typed)
    assert refused.status_code == 400
    assert "Look first whether these words hold what must not be disclosed" in refused.content.decode()
    assert not child.checks.exists()
    assert client.post(address, {**typed, "looked": "on"}).status_code == 302
    assert child.checks.get().question == "Known?"
