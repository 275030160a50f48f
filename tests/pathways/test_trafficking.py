"""The National Referral Mechanism and the duty to notify: routes, clocks, consent, what leaves."""

import json
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import MINA, Team, fresh
from tests.learning.outputs.paper import Paper

from waylight.casework import actions as records
from waylight.casework import queries as casework
from waylight.casework.details import Details
from waylight.casework.errors import Missing, NotPossible, StaleEdit
from waylight.casework.errors import Why as Closed
from waylight.casework.models import Child
from waylight.pathways import actions, queries
from waylight.pathways.answers import ReferralForm
from waylight.pathways.codes import Route
from waylight.pathways.errors import Why
from waylight.pathways.machine import REFER, TRAFFICKING, WITHHOLD
from waylight.pathways.models import TraffickingReferral
from waylight.pathways.route import route_of
from waylight.pathways.rules import Pilot, trafficking
from waylight.pathways.told import told_of
from waylight.triage.machine import WrongMove

from .a_path import ago
from .walking import Acts, walk

FORM = ReferralForm(
    first_responder="Merrowdale Council",
    signs="Found in another town with two phones.",
    places="A flat near the station in Brackenford",
    birth_basis="record",
)
GROWN = replace(MINA, name="Ada Quill", born="2008-01-09")
TODAY = date(2026, 11, 18)


def considered(team: Team, details: Details = MINA) -> TraffickingReferral:
    return actions.consider(team.child(details), signs=FORM.signs, by=team.worker)


def written(team: Team, details: Details = MINA, form: ReferralForm = FORM) -> TraffickingReferral:
    it = considered(team, details)
    return actions.write_form(it, form, ["criminal"], may_have_defence=True, base=1, by=team.worker)


def referred(team: Team, details: Details = MINA, sent_at: datetime | None = None) -> TraffickingReferral:
    it = written(team, details)
    return actions.refer(it, consent="given", their_reference="", sent_at=sent_at, by=team.worker)


def answered(team: Team, it: TraffickingReferral, target: str) -> TraffickingReferral:
    return _answer(target)(it, team.worker)


def in_state(team: Team, state: str, details: Details) -> TraffickingReferral:
    if state == "considered":
        return written(team, details)
    if state == "not-referred":
        return actions.not_refer(written(team, details), reason="It was another.", by=team.manager)
    if state == "notified":
        return actions.notify(written(team, details), looked=True, by=team.worker)
    it = referred(team, details)
    if state == "referred":
        return it
    it = answered(team, it, "rg-negative" if state in ("rg-negative", "reconsideration") else "rg-positive")
    if state == "reconsideration":
        return actions.ask_again(it, on=TODAY, words="New facts.", by=team.worker)
    return answered(team, it, state) if state.startswith("cg") else it


def _considered(it: TraffickingReferral, by: Any) -> object:
    if it.state == "not-referred":
        return actions.consider_again(it, words="A second phone.", by=by)
    return actions.write_form(it, FORM, ["labour"], may_have_defence=False, base=it.version, by=by)


def _answer(target: str) -> Any:
    return lambda it, by: actions.answer(it, target=target, on=TODAY, words="So.", early=True, by=by)


ACTS: Acts = {
    (REFER, "considered"): _considered,
    (WITHHOLD, "not-referred"): lambda it, by: actions.not_refer(it, reason="Because.", by=by),
    (REFER, "referred"): lambda it, by: actions.refer(it, consent="given", their_reference="", by=by),
    (REFER, "notified"): lambda it, by: actions.notify(it, looked=True, by=by),
    (REFER, "reconsideration"): lambda it, by: actions.ask_again(it, on=TODAY, words="x", by=by),
    **{
        (REFER, f"{stage}-{how}"): _answer(f"{stage}-{how}")
        for stage in ("rg", "cg")
        for how in ("positive", "negative")
    },
}
MAY = {REFER: {"manager", "worker"}, WITHHOLD: {"manager"}}


@pytest.mark.parametrize("state", TRAFFICKING.states)
def test_a_referral_moves_as_its_table_says(team: Team, state: str) -> None:
    """Of an adult, for whom both ways out of "considered" are open."""
    it = in_state(team, state, GROWN)
    acts = dict(ACTS)
    if state == "reconsideration":
        for target in ("cg-positive", "cg-negative"):
            with pytest.raises(ValueError, match="reconsideration"):
                acts.pop((REFER, target))(it, team.worker)
    walk(team, TRAFFICKING, it, state, acts, MAY)


def test_whichever_decision_was_asked_about_again_is_the_one_that_is_answered(team: Team) -> None:
    it = actions.ask_again(in_state(team, "cg-negative", MINA), on=TODAY, words="New.", by=team.worker)
    assert it.again == "cg"
    with pytest.raises(ValueError, match="reconsideration"):
        answered(team, it, "rg-positive")
    assert answered(team, it, "cg-positive").state == "cg-positive"


# Routes and clocks


def test_the_route_agrees_with_counting_the_days_one_by_one_on_ten_thousand_cases() -> None:
    random = Random(20261122)
    pilots = (
        Pilot("merrowdale", date(2026, 4, 1), None),
        Pilot("brackenford", date(2025, 1, 1), date(2026, 6, 30)),
    )
    seen = set()
    for _ in range(10_000):
        on = date(2025, 6, 1) + timedelta(random.randint(0, 900))
        near = on - timedelta(days=18 * 365 + 5) + timedelta(random.randint(0, 220))
        born = random.choice((near, date(2008, 2, 29), date(2009, 1, 1) + timedelta(random.randint(0, 4000))))
        area = random.choice(("merrowdale", "brackenford", "saltby"))
        eighteen, day, days = (born.year + 18, born.month, born.day), on, 0
        while (day.year, day.month, day.day) < eighteen and days <= 101:
            day, days = day + timedelta(1), days + 1
        takes_part = (area == "merrowdale" and on >= date(2026, 4, 1)) or (
            area == "brackenford" and date(2025, 1, 1) <= on <= date(2026, 6, 30)
        )
        expected = Route.PILOT if takes_part and days > 100 else Route.SINGLE
        assert route_of(born, on, area, pilots, 100) == expected, (born, on, area)
        seen.add((expected, days > 100, takes_part))
    assert len(seen) == 4
    assert route_of(None, TODAY, "merrowdale", pilots, 100) == Route.SINGLE


def waits(child: Child, kind: str) -> Any:
    return child.dues.filter(kind=kind, stopped_at__isnull=True).first()


@pytest.mark.parametrize(
    ("born", "route", "limit", "due"),
    [
        ("2013-04-09", "pilot", "1080 h", "2027-01-02 10:00"),
        ("2009-02-26", "sca", "5 working days", "2026-11-25 17:15"),
        ("", "sca", "5 working days", "2026-11-25 17:15"),
    ],
)
def test_the_answer_falls_due_by_the_route(team: Team, born: str, route: str, limit: str, due: str) -> None:
    """The second is 100 days from 18, which is not more than 100; 45 days are 45 times 24 hours."""
    it = considered(team, replace(MINA, born=born))
    child = fresh(it.child)
    assert waits(child, "nrm") is not None
    it = actions.write_form(it, FORM, ["sexual"], may_have_defence=False, base=1, by=team.worker)
    it = actions.refer(it, consent="", their_reference="X1", by=team.worker)
    running = waits(child, "nrm-answer")
    assert (it.route, running.limit) == (route, limit)
    assert f"{timezone.localtime(running.due_at):%Y-%m-%d %H:%M}" == due
    assert waits(child, "nrm") is None
    answered(team, it, "rg-positive")
    assert waits(child, "nrm-answer") is None
    assert waits(child, "nrm-ask") is not None, "no time is set for the next answer: it is asked after"


@pytest.mark.parametrize("state", TRAFFICKING.states)
def test_as_long_as_an_answer_is_waited_for_somebody_asks_how_it_stands(
    team: Team, clock: Any, state: str
) -> None:
    it = in_state(team, state, GROWN if state == "notified" else MINA)
    child, waiting = fresh(it.child), state in ("referred", "rg-positive", "reconsideration")
    assert bool(waits(child, "nrm-ask") or waits(child, "nrm-answer")) is waiting
    if not waiting:
        with pytest.raises(WrongMove):
            actions.ask_how(it, words="x", by=team.worker)
        return
    clock.shift(timedelta(days=3))
    actions.ask_how(it, words="In four weeks, they say.", by=team.worker)
    asked = waits(child, "nrm-ask")
    assert asked.started_at == timezone.now() and waits(child, "nrm-answer") is None
    with pytest.raises(Missing):
        actions.ask_how(it, words=" ", by=team.worker)
    assert child.lines.first().text.endswith("asked how it stands. In four weeks, they say.")


# Consent, and what leaves


def test_a_childs_consent_is_not_asked_and_an_adults_is(team: Team) -> None:
    child = actions.refer(written(team), consent="", their_reference="", by=team.worker)
    assert child.consent == "not-needed"
    with pytest.raises(NotPossible) as refused:
        actions.notify(written(team, replace(MINA, name="Bo Ash")), by=team.worker)
    assert refused.value.why == Why.CHILD
    with pytest.raises(NotPossible) as refused:
        actions.refer(written(team, GROWN), consent="", their_reference="", by=team.worker)
    assert refused.value.why == Why.ASK_FIRST
    with pytest.raises(IntegrityError), transaction.atomic():
        TraffickingReferral.objects.filter(pk=child.pk).update(consent="declined")


def test_a_notification_without_consent_names_nobody(team: Team) -> None:
    it = written(team, GROWN, replace(FORM, places="Where ADA sleeps"))
    with pytest.raises(NotPossible) as refused:
        actions.notify(it, by=team.worker)
    assert refused.value.why == Why.NAMED
    it = actions.write_form(it, FORM, ["labour"], may_have_defence=False, base=2, by=team.worker)
    records.add_identifier(it.child, "police", "MD-5512", by=team.worker)
    with pytest.raises(NotPossible) as refused:
        actions.notify(it, by=team.worker)
    assert refused.value.why == Why.LOOK_FOR_NAMES
    told = told_of(actions.notify(it, looked=True, by=team.worker))
    written_out = json.dumps(asdict(told))
    assert FORM.signs in written_out
    known = ("Ada", "Quill", "2008", "MD-5512", fresh(it.child).reference)
    assert not [word for word in known if word in written_out]


def test_a_copy_holds_the_words_as_they_were_sent(team: Team) -> None:
    it = actions.refer(written(team), consent="", their_reference="", by=team.worker)
    sent = queries.take_away(team.worker, it, "data")
    renamed = Details(name="Somebody Renamed", born="2013-04-09")
    records.write_details(fresh(it.child), renamed, base=fresh(it.child).version, by=team.worker)
    again = queries.take_away(team.worker, queries.find_referral(it.pk), "data")
    assert again == sent
    assert "Somebody Renamed" in told_of(queries.find_referral(it.pk)).as_data()


def test_a_copy_says_that_it_was_not_sent_and_writes_the_day_of_birth_for_people_and_for_data(
    team: Team,
) -> None:
    it = written(team)
    sheet = queries.take_away(team.worker, it, "data")
    assert sheet.warnings[0] == "Not sent: a referral is only being considered."
    born = Details.read(it.child.details).born
    words = f"{date.fromisoformat(born):%-d %B %Y}"
    assert sheet.born == born and ("Date of birth", words) in sheet.lines
    held_back = actions.not_refer(it, reason="Nothing of it stands.", by=team.manager)
    sheet = queries.take_away(team.worker, held_back, "data")
    assert sheet.warnings[0] == "Not sent: it was decided not to refer."


def test_what_is_missing_is_said(team: Team) -> None:
    it = considered(team)
    with pytest.raises(NotPossible) as refused:
        actions.consider(fresh(it.child), signs="Again.", by=team.worker)
    assert refused.value.why == Why.BEGUN
    for form, types, why in (
        (FORM, [], Why.TYPES),
        (replace(FORM, first_responder=""), ["labour"], Why.RESPONDER),
    ):
        it = actions.write_form(it, form, types, may_have_defence=False, base=it.version, by=team.worker)
        with pytest.raises(NotPossible) as refused:
            actions.refer(it, consent="", their_reference="", by=team.worker)
        assert refused.value.why == why
    with pytest.raises(Missing):
        actions.write_form(it, FORM, ["anything"], may_have_defence=False, base=it.version, by=team.worker)
    with pytest.raises(StaleEdit) as met:
        actions.write_form(it, FORM, [], may_have_defence=False, base=1, by=team.manager)
    shown = casework.conflict_of(team.worker, met.value.conflict.pk)
    assert ("types", "[]", "['labour']") in shown.fields


def test_the_content_says_what_nobody_has_verified() -> None:
    facts = trafficking().facts
    assert {code for code, fact in facts.items() if fact.verified} == {"answer", "pilot"}
    assert all(fact.source for fact in facts.values())


def test_on_screen_on_paper_and_as_data(team: Team, at: Any, audited: Any) -> None:
    child = team.child(replace(MINA, do_not_disclose="Not to her uncle."))
    client, lead = at("worker"), at("manager")
    begin = reverse("child-trafficking-act", args=[child.pk, "trafficking"])
    assert client.post(begin, {"signs": FORM.signs}).status_code == 302
    it = TraffickingReferral.objects.get()
    page = client.get(reverse("trafficking", args=[it.pk])).content.decode()
    assert "consent is not required" in page
    assert "Not verified" in page

    def act(name: str) -> str:
        return reverse("trafficking-act", args=[it.pk, name])

    typed = {**asdict(FORM), "types": ["criminal"], "base": "1", "may_have_defence": "on"}
    assert client.post(act("form"), typed).status_code == 302
    assert client.post(act("form"), typed).status_code == 400
    assert client.post(act("not-refer"), {"reason": "x"}).status_code == 403
    assert client.post(act("refer"), {"their_reference": "NRM-1"}).status_code == 302
    assert "Local panel of the pilot" in client.get(reverse("trafficking", args=[it.pk])).content.decode()
    answer = {"target": "rg-positive", "on": "18/11/2026", "words": "They agree."}
    assert client.post(act("answer"), {**answer, "target": "cg-positive"}).status_code == 400
    assert client.post(act("answer"), answer).status_code == 302
    assert client.post(act("guardian"), {"on": "18/11/2026", "words": "By phone."}).status_code == 302
    file = lead.get(reverse("trafficking-file", args=[it.pk, "pdf"]))
    assert file.headers["Content-Type"] == "application/pdf"
    found = Paper(file.content)
    assert (found.claim, found.tagged, found.language) == ("1", True, "en")
    assert found.headings[0] == (1, "Referral to the National Referral Mechanism")
    assert (2, "Signs") in found.headings
    data = json.loads(client.get(reverse("trafficking-file", args=[it.pk, "data"])).content)
    assert ["Name", "Mina Tarn"] in data["lines"]
    assert data["warnings"] == ["Must not be disclosed: Not to her uncle."]
    assert at("other").get(reverse("trafficking-file", args=[it.pk, "pdf"])).status_code == 403
    assert [e.verb for e in audited("trafficking.keep")].count("export") == 2


def test_answers_come_in_their_order_and_not_before_there_was_a_mechanism(team: Team) -> None:
    it = referred(team)
    for day, why in ((date(2001, 1, 1), Why.TOO_EARLY), (TODAY - timedelta(days=1), Why.BEFORE_ASKED)):
        with pytest.raises(NotPossible) as early:
            actions.answer(it, target="rg-positive", on=day, words="x", by=team.worker)
        assert early.value.why == why
    it = actions.answer(it, target="rg-positive", on=TODAY, words="x", by=team.worker)
    before = TODAY - timedelta(days=1)
    for act in (
        lambda: actions.answer(it, target="cg-positive", on=before, words="x", by=team.worker),
        lambda: actions.refer_to_guardian(it, on=date(1999, 1, 1), words="x", by=team.worker),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == Why.TOO_EARLY
    assert (
        actions.answer(it, target="cg-negative", on=TODAY, words="x", by=team.worker).state == "cg-negative"
    )
    with pytest.raises(NotPossible):
        actions.ask_again(it, on=before, words="x", by=team.worker)


def test_conclusive_grounds_that_come_too_soon_are_asked_about_and_never_refused(team: Team) -> None:
    it = referred(team, GROWN, ago(24 * 41))
    on = TODAY - timedelta(days=40)
    it = actions.answer(it, target="rg-positive", on=on, words="x", by=team.worker)
    soon, then = on + timedelta(days=29), on + timedelta(days=30)
    with pytest.raises(NotPossible) as refused:
        actions.answer(it, target="cg-positive", on=soon, words="x", by=team.worker)
    assert refused.value.why == Why.REST
    assert actions.answer(it, target="cg-positive", on=soon, words="x", early=True, by=team.worker)
    other = actions.answer(
        referred(team, replace(GROWN, name="Cy Ash"), ago(24 * 41)),
        target="rg-positive",
        on=on,
        words="x",
        by=team.worker,
    )
    assert actions.answer(other, target="cg-positive", on=then, words="x", by=team.worker)


def test_a_pilots_panel_may_decide_both_at_one_meeting(team: Team) -> None:
    it = referred(team)
    assert it.route == "pilot"
    it = actions.answer(it, target="rg-positive", on=TODAY, words="x", by=team.worker)
    assert actions.answer(it, target="cg-positive", on=TODAY, words="x", by=team.worker)


def test_what_was_sent_yesterday_is_answered_from_yesterday(team: Team) -> None:
    it = referred(team, sent_at=ago(24))
    assert it.submitted_at == ago(24)
    assert waits(fresh(it.child), "nrm-answer").started_at == ago(24)
    for wrong, why in ((ago(-1), Why.NOT_YET), (ago(24 * 365 * 30), Why.TOO_EARLY)):
        with pytest.raises(NotPossible) as refused:
            referred(team, replace(MINA, name="Cy Ash"), sent_at=wrong)
        assert refused.value.why == why
        TraffickingReferral.objects.filter(state="considered").delete()


def test_a_reference_that_comes_back_later_has_its_place(team: Team, at: Any) -> None:
    it = written(team)
    with pytest.raises(WrongMove):
        actions.note_reference(it, their_reference="NRM 77", by=team.worker)
    it = actions.refer(it, consent="", their_reference="", by=team.worker)
    address = reverse("trafficking-act", args=[it.pk, "their-reference"])
    assert at("worker").post(address, {"their_reference": " "}).status_code == 400
    assert at("worker").post(address, {"their_reference": "NRM 77"}).status_code == 302
    assert "NRM 77" in at("worker").get(reverse("trafficking", args=[it.pk])).content.decode()
    with pytest.raises(Missing):
        actions.note_reference(it, their_reference="", by=team.worker)


def test_nothing_new_begins_in_a_closed_record(team: Team) -> None:
    it = actions.not_refer(written(team), reason="It was another.", by=team.manager)
    Child.objects.filter(pk=it.child_id).update(state="closed")
    with pytest.raises(NotPossible) as refused:
        actions.consider_again(it, words="A second phone.", by=team.worker)
    assert refused.value.why == Closed.RECORD_CLOSED
    it = answered(team, referred(team, replace(MINA, name="Cy Ash")), "rg-negative")
    Child.objects.filter(pk=it.child_id).update(state="closed")
    with pytest.raises(NotPossible) as refused:
        actions.ask_again(it, on=TODAY, words="New facts.", by=team.worker)
    assert refused.value.why == Closed.RECORD_CLOSED
