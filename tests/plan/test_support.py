"""Offers of support and plans in plain words: walked from their tables, guarded, printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team, fresh
from tests.casework.test_screens import MARKER, stored
from tests.learning.outputs.paper import Paper

from waylight.accounts.roles import Actor
from waylight.casework import actions as records
from waylight.casework import queries as children
from waylight.casework.errors import Why as Closed
from waylight.casework.models import Child
from waylight.plan import actions, queries
from waylight.plan.actions import Offered
from waylight.plan.errors import Missing, NotPossible, StaleEdit, Why
from waylight.plan.machine import OFFER, SHEET, WRITE
from waylight.plan.models import Offer, Sheet
from waylight.plan.rules import sheets

from .a_plan import WHO
from .test_machines import MAY, walk

TODAY, LATER = date(2026, 11, 18), date(2026, 12, 2)
WORDS = {"helps": "Music.", "talk": "My aunt.", "safe": "At my aunt's.", "if": "I ring.", "numbers": "999"}

OFFER_ACTS: dict[str, Callable[[Offer, Actor], object]] = {
    "offered": lambda o, by: actions.offer_again(o, "Asked again.", by=by),
    "accepted": lambda o, by: actions.accept(o, "Yes please.", by=by),
    "declined": lambda o, by: actions.decline(o, "Not now.", LATER, by=by),
    "waiting": lambda o, by: actions.put_in_queue(o, "Harbour Counselling", TODAY, by=by),
    "started": lambda o, by: actions.start(o, "Jo Fenn", TODAY, by=by),
    "ended": lambda o, by: actions.end(o, "She feels well.", by=by),
}
WAY = {
    "offered": (),
    "accepted": ("accepted",),
    "declined": ("declined",),
    "waiting": ("accepted", "waiting"),
    "started": ("accepted", "started"),
    "ended": ("accepted", "started", "ended"),
}


def offered(team: Team, state: str = "offered", child: Child | None = None) -> Offer:
    what = Offered("child", "Mina", "Counselling", "Harbour Counselling", TODAY)
    made = actions.offer(child or team.child(), what, by=team.worker)
    for target in WAY[state]:
        OFFER_ACTS[target](made, team.worker)
    return queries.find_offer(made.pk)


def sheet_in(team: Team, state: str, child: Child | None = None) -> Sheet:
    begun = actions.begin_sheet(child or team.child(), "safety", by=team.worker)
    actions.write_sheet(begun, WORDS, "yes", base=1, by=team.worker)
    if state == "dropped":
        actions.drop_sheet(begun, "Begun twice.", by=team.worker)
    elif state != "draft":
        actions.agree_sheet(begun, by=team.worker)
    if state == "replaced":
        following = actions.begin_sheet(fresh(begun.child), "safety", by=team.worker)
        actions.agree_sheet(following, by=team.worker)
    return queries.find_sheet(begun.pk)


@pytest.mark.parametrize("state", OFFER.states)
def test_an_offer_moves_as_its_table_says(team: Team, state: str) -> None:
    offer = offered(team, state)
    for (target, act), who in product(OFFER_ACTS.items(), WHO):
        walk(
            partial(act, queries.find_offer(offer.pk), WHO[who](team)),
            lambda: queries.find_offer(offer.pk).state,
            allowed=who in MAY[WRITE] and OFFER.allows(state, target, WRITE),
            target=target,
        )


@pytest.mark.parametrize("state", SHEET.states)
def test_a_sheet_moves_as_its_table_says(team: Team, state: str) -> None:
    sheet = sheet_in(team, state)

    def replace_it(held: Sheet, by: Actor) -> None:
        if held.state != "current":
            actions.agree_sheet(held, by=by)
        else:
            actions.agree_sheet(actions.begin_sheet(fresh(held.child), "safety", by=team.worker), by=by)

    acts = {
        "current": lambda s, by: actions.agree_sheet(s, by=by),
        "dropped": lambda s, by: actions.drop_sheet(s, "Begun twice.", by=by),
        "replaced": replace_it,
    }
    for (target, act), who in product(acts.items(), WHO):
        if state in ("draft", "dropped") and target == "replaced":
            continue  # what replaces a sheet is the next, and neither has one
        walk(
            partial(act, queries.find_sheet(sheet.pk), WHO[who](team)),
            lambda: queries.find_sheet(sheet.pk).state,
            allowed=who in MAY[WRITE] and SHEET.allows(state, target, WRITE),
            target=target,
        )


def test_who_said_no_is_asked_again_and_the_wait_is_counted(team: Team, clock: Any) -> None:
    offer = offered(team, "declined")
    due = fresh(offer.child).dues.get(kind="reoffer", stopped_at__isnull=True)
    assert due.about == offer.pk
    assert (due.due_at.astimezone().date() - LATER).days in (0, 1)
    with pytest.raises(Missing):
        actions.decline(offered(team, child=fresh(offer.child)), " ", LATER, by=team.worker)
    clock.shift(timedelta(days=14))
    actions.offer_again(offer, "Asked at school.", by=team.worker)
    assert not fresh(offer.child).dues.filter(kind="reoffer", stopped_at__isnull=True).exists()
    actions.accept(offer, "Yes.", by=team.worker)
    actions.put_in_queue(offer, "Harbour Counselling", LATER, by=team.worker)
    clock.shift(timedelta(days=40))
    waited = lambda: {r.waited for r in queries.offers(team.worker, fresh(offer.child))} - {None}  # noqa: E731 - read twice here
    assert waited() == {40}
    clock.shift(timedelta(days=1))
    actions.start(offer, "Jo Fenn", LATER + timedelta(days=41), by=team.worker)
    clock.shift(timedelta(days=100))
    assert waited() == {41}


@pytest.mark.parametrize("state", ["offered", "accepted", "waiting"])
def test_nobody_waits_unseen(team: Team, clock: Any, state: str) -> None:
    offer = offered(team, state)

    def owed() -> list[Any]:
        return list(fresh(offer.child).dues.filter(kind="offer-next", stopped_at__isnull=True))

    (first,) = owed()
    assert first.about == offer.pk
    clock.shift(timedelta(days=20))
    actions.ask_after(offer, "The counsellor says: after the holidays.", by=team.worker)
    (second,) = owed()
    assert second.pk != first.pk and second.due_at > first.due_at, "it is asked after again"
    with pytest.raises(Missing):
        actions.ask_after(offer, " ", by=team.worker)
    assert [each.kind for each in queries.offer_steps(team.worker, queries.find_offer(offer.pk))][-1:] == [
        "asked"
    ]
    if state == "offered":
        actions.accept(offer, "Yes.", by=team.worker)
        assert len(owed()) == 1
    actions.start(offer, "Jo Fenn", TODAY, by=team.worker)
    assert owed() == []
    with pytest.raises(NotPossible) as no:
        actions.ask_after(offer, "x", by=team.worker)
    assert no.value.why == Why.BEGUN_OR_OVER


def test_an_offer_written_by_mistake_can_be_ended_from_its_page(team: Team, at: Any) -> None:
    offer = offered(team)
    assert 'id="end-' in at("worker").get(reverse("offer", args=[offer.pk])).content.decode()


def test_a_change_of_worker_is_counted_with_its_reason(team: Team, clock: Any) -> None:
    offer = offered(team, "started")
    clock.shift(timedelta(minutes=1))
    actions.change_worker(offer, "Ada Moor", "Jo has left; Mina was told by Jo.", by=team.worker)
    now = queries.find_offer(offer.pk)
    assert (now.worker, now.workers) == ("Ada Moor", 2)
    assert queries.offer_steps(team.worker, now)[-1].kind == "worker"
    with pytest.raises(NotPossible):
        actions.change_worker(offered(team, child=fresh(offer.child)), "Ada", "Why.", by=team.worker)


def test_a_sheet_in_hand_has_words_and_says_whether_home_is_safe(team: Team) -> None:
    begun = actions.begin_sheet(team.child(), "safety", by=team.worker)
    for why, words, home in ((Why.EMPTY_SHEET, {}, ""), (Why.AT_HOME, WORDS, "")):
        version = queries.find_sheet(begun.pk).version
        actions.write_sheet(begun, words, home, base=version, by=team.worker)
        with pytest.raises(NotPossible) as refused:
            actions.agree_sheet(begun, by=team.worker)
        assert refused.value.why == why
    with pytest.raises(NotPossible):
        actions.give_copy(begun, "Mina", "phone", TODAY, by=team.worker)
    actions.write_sheet(begun, WORDS, "no", base=3, by=team.worker)
    with pytest.raises(StaleEdit) as met:
        actions.write_sheet(begun, {**WORDS, "helps": "Dancing."}, "no", base=3, by=team.manager)
    shown = children.conflict_of(team.worker, met.value.conflict.pk).fields
    assert ("helps", "Dancing.", "Music.") in shown
    actions.agree_sheet(begun, by=team.worker)
    with pytest.raises(NotPossible) as refused:
        actions.give_copy(begun, "Mina", "home", TODAY, by=team.worker)
    assert refused.value.why == Why.NOT_AT_HOME
    copy = actions.give_copy(begun, "Her tutor", "school", TODAY, by=team.worker)
    actions.take_back(copy, by=team.worker)
    with pytest.raises(NotPossible):
        actions.take_back(copy, by=team.worker)


def test_each_parent_may_have_their_own_and_a_child_has_one(team: Team) -> None:
    child = team.child()
    first = actions.begin_sheet(child, "parents", "Her mother", by=team.worker)
    actions.begin_sheet(fresh(child), "parents", "Her father", by=team.worker)
    with pytest.raises(Missing):
        actions.begin_sheet(fresh(child), "parents", by=team.worker)
    actions.begin_sheet(fresh(child), "safety", by=team.worker)
    with pytest.raises(NotPossible) as refused:
        actions.begin_sheet(fresh(child), "safety", by=team.worker)
    assert refused.value.why == Why.SHEET_BEGUN
    with pytest.raises(NotPossible):
        actions.begin_sheet(fresh(child), "parents", before=first, by=team.worker)


def test_plain_words_are_advised_to_whoever_writes_and_block_nothing(team: Team) -> None:
    begun = actions.begin_sheet(team.child(), "safety", by=team.worker)
    hard = "Notwithstanding previous disagreements, communicate immediately with appropriate professionals."
    actions.write_sheet(begun, {"helps": hard}, "yes", base=1, by=team.worker)
    advice = queries.sheet_page(team.worker, queries.find_sheet(begun.pk)).advice
    assert advice is not None
    assert advice.too_hard
    assert "professionals" in advice.hard
    actions.write_sheet(begun, WORDS, "yes", base=2, by=team.worker)
    easy = queries.sheet_page(team.worker, queries.find_sheet(begun.pk)).advice
    assert easy is not None
    assert not easy.too_hard
    actions.agree_sheet(begun, by=team.worker)
    assert queries.sheet_page(team.worker, queries.find_sheet(begun.pk)).advice is None


@pytest.mark.parametrize("kind", ["safety", "parents"])
def test_the_paper_is_tagged_reads_in_order_and_tells_nothing_of_whose_it_is(
    team: Team, audited: Any, kind: str
) -> None:
    rule = sheets()[kind]
    begun = actions.begin_sheet(team.child(), kind, "Rosa Tarn", by=team.worker)
    words = {question.code: f"Answer {question.code}." for question in rule.questions}
    actions.write_sheet(begun, words, "yes", base=1, by=team.worker)
    paper = Paper(actions.print_sheet(queries.find_sheet(begun.pk), by=team.worker))
    assert (paper.claim, paper.tagged, paper.language, paper.title) == ("1", True, "en", rule.title)
    assert [level for level, _words in paper.headings] == [1, *[2 for _ in rule.questions]]
    found = " ".join(paper.text.split())
    places = [found.index(words[question.code]) for question in rule.questions]
    assert places == sorted(places)
    for told in ("Mina", "Tarn", "Waylight", "Merrowdale", "SENSITIVE", begun.child.reference):
        assert told not in found
    assert audited("plan.write")[-1].verb == "export"


def test_by_the_pages_and_nothing_lies_in_the_open(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    act = lambda name: reverse("support-act", args=[child.pk, name])  # noqa: E731 - short for this one test
    day = "18/11/2026"
    offer = {"to": "sibling", "whom": MARKER, "what": MARKER, "provider": MARKER, "offered_on": day}
    assert client.post(act("offer"), {**offer, "whom": ""}).status_code == 400
    assert client.post(act("offer"), offer).status_code == 302
    made = Offer.objects.get()
    for name, typed in (
        ("decline", {"words": MARKER, "reoffer_on": "02/12/2026"}),
        ("again", {"words": MARKER}),
        ("accept", {"words": MARKER}),
        ("wait", {"provider": MARKER, "since": day}),
        ("start", {"worker": MARKER, "started_on": day}),
        ("worker", {"worker": MARKER, "reason": MARKER}),
        ("end", {"reason": MARKER}),
    ):
        page = client.get(reverse("offer", args=[made.pk])).content.decode()
        assert f'id="{name}"' in page
        assert client.post(reverse("offer-act", args=[made.pk, name]), typed).status_code == 302, name
    assert "0 days" in client.get(reverse("support", args=[child.pk])).content.decode()
    assert client.post(act("parents"), {"of_whom": MARKER}).status_code == 302
    assert client.post(act("safety")).status_code == 302
    assert client.post(act("safety")).status_code == 400
    sheet = Sheet.objects.get(kind="safety")
    words = {**dict.fromkeys(WORDS, MARKER), "at_home": "no", "base": 1}
    sent: tuple[tuple[str, dict[str, Any]], ...] = (
        ("write", words),
        ("agree", {}),
        ("copy", {"holder": MARKER, "where": "school", "given_on": day}),
    )
    for name, answers in sent:
        assert client.post(reverse("sheet-act", args=[sheet.pk, name]), answers).status_code == 302, name
    page = client.get(reverse("sheet", args=[sheet.pk])).content.decode()
    assert "Not safe to keep at home" in page
    printed = client.get(reverse("sheet-print", args=[sheet.pk])).content.decode()
    assert printed.count(MARKER) == 5
    assert "Mina" not in printed
    made_pdf = client.post(reverse("sheet-pdf", args=[sheet.pk]))
    assert made_pdf.content.startswith(b"%PDF-")
    assert made_pdf["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert client.post(reverse("sheet-copy-back", args=[sheet.copies.get().pk])).status_code == 302
    assert MARKER not in stored()
    for name, pk in (
        ("support", child.pk),
        ("offer", made.pk),
        ("sheet", sheet.pk),
        ("sheet-print", sheet.pk),
    ):
        assert at("nurse").get(reverse(name, args=[pk])).status_code == 403
    assert at("other").post(reverse("sheet-pdf", args=[sheet.pk])).status_code == 403


def test_nothing_new_begins_in_a_closed_record(team: Team) -> None:
    child = team.child()
    child.dues.filter(kind="first").update(stopped_at=child.opened_at, stopped_because="done")
    records.close_record(child, "Done.", by=team.manager)
    what = Offered("child", "Mina", "Counselling", "Harbour Counselling", TODAY)
    for act in (
        lambda: actions.offer(fresh(child), what, by=team.worker),
        lambda: actions.begin_sheet(fresh(child), "safety", by=team.worker),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == Closed.RECORD_CLOSED
    with pytest.raises(Missing):
        actions.offer(fresh(child), replace(what, to="nobody"), by=team.worker)


def test_what_happened_lies_behind_and_what_falls_due_ahead(team: Team) -> None:
    ahead, behind = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    what = Offered("child", "Mina", "Counselling", "Harbour Counselling", ahead)
    for act, said in (
        (lambda: actions.offer(team.child(), what, by=team.worker), Why.NOT_YET),
        (lambda: actions.decline(offered(team), "Not now.", behind, by=team.worker), Why.PASSED),
        (lambda: actions.put_in_queue(offered(team, "accepted"), "x", ahead, by=team.worker), Why.NOT_YET),
        (lambda: actions.start(offered(team, "accepted"), "x", ahead, by=team.worker), Why.NOT_YET),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == said
