"""An assessment: no total, a named person's level, lowering takes two, harm is never called a risk."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.triage.a_hub import LONDON

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.casework import actions, queries
from waylight.casework.actions import Written
from waylight.casework.codes import BESIDE_HARM
from waylight.casework.errors import Missing, NotPossible, StaleEdit, Why
from waylight.casework.judging import may_stand, needs_second
from waylight.casework.machine import ASSESSMENT
from waylight.casework.models import Assessment, Child, Entry
from waylight.casework.rules import domains, levels
from waylight.triage.machine import WrongMove

from .a_team import MINA as MINA_AGAIN
from .a_team import Team, fresh
from .test_machines import WHO

SIGN = Written(
    domain="online",
    statement="An adult writes to her at night.",
    evidence="disclosed",
    currency="current",
    source="Mina, to her tutor",
)
HARM = replace(SIGN, actual_harm=True, statement="He took pictures of her.")
HIGH, LOW = "confirmed", "low"


def now(assessment: Assessment) -> Assessment:
    return queries.find_assessment(assessment.pk)


def begun(team: Team, child: Child | None = None) -> Assessment:
    return actions.begin(child or team.child(), by=team.worker)


def say(team: Team, assessment: Assessment, level: str, by: Actor | None = None) -> Assessment:
    it = now(assessment)
    return actions.say_level(it, level, "As the entries say.", base=it.version, by=by or team.worker)


def agreed(team: Team, level: str, *written: Written, child: Child | None = None) -> Assessment:
    """An assessment that stands, with the second person where one is needed."""
    it = begun(team, child)
    for each in written:
        actions.add_entry(it, each, by=team.worker)
    it = say(team, it, level)
    if it.state == "second-person":
        it = actions.answer_second(it, agree=True, reason="So do I.", by=team.manager)
    return it


# The rules by themselves


def test_the_content_has_its_owner_and_the_18_parts() -> None:
    assert len(domains()) == 18
    assert [d.code for d in domains().values() if d.strength] == ["strengths"]
    assert {code for code, level in levels().items() if level.beside_harm} == set(BESIDE_HARM)
    assert not {"low", "at-risk"} & set(BESIDE_HARM)


LEVEL = st.sampled_from(sorted(levels()))


@given(st.sampled_from(["", *levels()]), LEVEL, st.booleans(), st.booleans())
def test_what_needs_two_people_and_what_may_stand(before: str, level: str, was: bool, harm: bool) -> None:
    lower = levels()[level].rank < levels()[before or "at-risk"].rank
    assert needs_second([before], level, harm_before=was, harm=harm) == (lower or (was and not harm))
    assert may_stand(level, harm=True) == (level in ("suspected", "confirmed"))
    assert may_stand(level, harm=False)


def test_no_model_of_an_assessment_has_a_place_for_a_total() -> None:
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    found = {
        f"{model.__name__}.{field.name}"
        for model in (Assessment, Entry, Child)
        for field in model._meta.fields
        if isinstance(field, numbers) and not field.primary_key
    }
    assert found == {"Assessment.number", "Assessment.version", "Entry.version", "Child.version"}


# Harm


def test_a_sign_of_harm_overtakes_the_level_and_prompts_a_strategy_discussion(team: Team) -> None:
    child = team.child()
    agreed(team, "at-risk", SIGN, child=child)
    assert fresh(child).level == "at-risk"
    review = begun(team, fresh(child))
    actions.add_entry(review, HARM, by=team.worker)
    held = fresh(child)
    assert (held.harm_now, held.level) == (True, "")
    assert "strategy" in [row.due.kind for row in queries.due_list(team.manager).rows]
    for level in ("low", "at-risk", "recovering"):
        with pytest.raises(NotPossible) as refused:
            say(team, review, level)
        assert refused.value.why == Why.HARM_STANDS
    say(team, review, "confirmed")
    assert (fresh(child).level, fresh(child).harm_now) == ("confirmed", True)


def test_harm_once_known_is_let_go_only_by_two_even_when_its_entry_is_changed(team: Team) -> None:
    child = team.child()
    review = begun(team, child)
    entry = actions.add_entry(review, HARM, by=team.worker)
    actions.change_entry(
        entry, replace(HARM, currency="historic", past_because="He left."), base=1, by=team.worker
    )
    assert fresh(child).harm_now
    waiting = say(team, review, "confirmed")
    assert waiting.state == "second-person"
    assert fresh(child).harm_now
    actions.answer_second(waiting, agree=True, reason="He is in prison.", by=team.manager)
    assert not fresh(child).harm_now


@pytest.mark.parametrize("level", ["low", "at-risk", "recovering"])
def test_the_database_itself_refuses_a_risk_level_beside_harm(team: Team, level: str) -> None:
    child = team.child()
    with pytest.raises(IntegrityError), transaction.atomic():
        Child.objects.filter(pk=child.pk).update(harm_now=True, level=level)
    it = begun(team, child)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=it.pk).update(harm_stands=True, level=level)


def test_the_database_itself_refuses_a_lowering_by_one(team: Team) -> None:
    it = begun(team)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=it.pk).update(state="agreed", lowered=True)
    worker = team.worker.user_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=it.pk).update(level_by=worker, second_by=worker)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "harm", "past", "end", "say", "yes", "no", "back", "begin"]),
        LEVEL,
        st.sampled_from(["worker", "manager", "deputy"]),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_tried_no_risk_stands_beside_harm_and_nothing_is_lowered_by_one(
    team: Team, steps: list[tuple[str, str, str]]
) -> None:
    """Random people try random acts in random order, through the real actions."""
    if "child" not in team.people:
        team.people["child"] = team.arrival()
    child = actions.open_record(
        team.people["child"], MINA_AGAIN, worker=team.person("worker"), another=True, by=team.manager
    )
    type(team.people["child"]).objects.filter(pk=team.people["child"].pk).update(state="waiting", child=None)
    actions.name_other(child, team.person("deputy"), "With us.", by=team.manager)
    begun(team, child)
    harm_let_go_by_two = True
    for act, level, who in steps:
        was = fresh(child)
        attempt(child, act, level, getattr(team, who))
        held = fresh(child)
        assert not (held.harm_now and held.level in ("low", "at-risk", "recovering"))
        if was.harm_now and not held.harm_now:
            latest = held.assessments.get(state="agreed")
            harm_let_go_by_two = latest.second_by_id not in (None, latest.level_by_id)
        assert harm_let_go_by_two
    for each in child.assessments.filter(state__in=("agreed", "superseded")):
        before = each.before.level if each.before else "at-risk"
        if levels()[each.level].rank < levels()[before].rank:
            assert each.second_by_id not in (None, each.level_by_id)


def attempt(child: Child, act: str, level: str, by: Actor) -> None:
    it = Assessment.objects.filter(child=child).order_by("-number").first()
    assert it is not None
    entry = it.entries.filter(ended=False).order_by("at").last()
    try:
        if act in ("sign", "harm"):
            actions.add_entry(it, HARM if act == "harm" else SIGN, by=by)
        elif act == "past" and entry:
            actions.change_entry(
                entry, replace(HARM, currency="historic", past_because="He left."), base=entry.version, by=by
            )
        elif act == "end" and entry:
            actions.end_entry(entry, "It was another girl.", base=entry.version, by=by)
        elif act == "say":
            actions.say_level(it, level, "So I think.", base=it.version, by=by)
        elif act in ("yes", "no"):
            actions.answer_second(it, agree=act == "yes", reason="So I think.", by=by)
        elif act == "back":
            actions.take_back(it, by=by)
        elif act == "begin":
            actions.begin(fresh(child), by=by)
    except (NotPossible, WrongMove, Refused):
        pass  # refused is one of the answers; what holds afterwards is what is asked


# States, by role


def assessment_in(team: Team, state: str) -> Assessment:
    child = team.child()
    actions.name_other(child, team.person("deputy"), "With us.", by=team.manager)
    if state == "draft":
        return begun(team, child)
    first = agreed(team, HIGH, SIGN, child=child)
    if state == "second-person":
        return say(team, begun(team, fresh(child)), LOW)
    if state == "superseded":
        agreed(team, HIGH, child=fresh(child))
    return first


ACTS: dict[tuple[str, str], Any] = {
    ("child.assess", "draft"): lambda a, by: (
        actions.take_back(a, by=by)
        if a.state == "second-person"
        else actions.write_views(a, "x", "y", base=a.version, by=by)
    ),
    ("child.assess", "agreed"): lambda a, by: actions.say_level(a, HIGH, "x", base=a.version, by=by),
    ("child.assess", "second-person"): lambda a, by: actions.say_level(a, LOW, "x", base=a.version, by=by),
    ("child.second", "agreed"): lambda a, by: actions.answer_second(a, agree=True, reason="x", by=by),
    ("child.second", "draft"): lambda a, by: actions.answer_second(a, agree=False, reason="x", by=by),
}
MAY = {"child.assess": {"worker", "manager", "deputy"}, "child.second": {"manager", "deputy"}}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ACTS, ids=" to ".join)
@pytest.mark.parametrize("state", ASSESSMENT.states)
def test_an_assessment_moves_as_its_table_says(
    team: Team, state: str, act: tuple[str, str], who: str
) -> None:
    it, (action, target), by = now(assessment_in(team, state)), act, WHO[who](team)
    may = who in MAY[action]
    if may and ASSESSMENT.allows(state, target, action):
        ACTS[act](it, by)
        assert now(it).state == target
    else:
        with pytest.raises(WrongMove if may else Refused):
            ACTS[act](it, by)
        assert now(it).state == state


def test_whoever_said_the_level_is_not_its_second_person(team: Team) -> None:
    it = say(team, begun(team), LOW, by=team.manager)
    with pytest.raises(NotPossible) as refused:
        actions.answer_second(it, agree=True, reason="Still.", by=team.manager)
    assert refused.value.why == Why.SAME_PERSON


# Reviews


def test_a_review_falls_due_within_three_months_and_carries_what_held(team: Team) -> None:
    child = team.child()
    first = agreed(team, "suspected", SIGN, replace(SIGN, domain="missing"), child=child)
    due = child.dues.get(kind="review", stopped_at=None)
    assert due.due_at <= datetime(2027, 2, 18, 10, tzinfo=LONDON)
    assert not child.dues.filter(kind="first", stopped_at=None).exists()
    review = begun(team, fresh(child))
    one, other = review.entries.order_by("domain")
    actions.end_entry(one, "It stopped.", base=1, by=team.worker)
    actions.change_entry(other, replace(SIGN, statement="Every night now."), base=1, by=team.worker)
    actions.add_entry(review, replace(SIGN, domain="money"), by=team.worker)
    page = queries.assessment_page(team.worker, now(review))
    assert {(d.code, row.change) for d, row in page.changes} == {
        ("missing", "ended"),
        ("online", "changed"),
        ("money", "new"),
    }
    assert {"missing", "voice"} <= {d.code for d in page.missing}
    assert first.entries.filter(ended=True).count() == 0


def test_a_total_of_an_earlier_tool_is_evidence_only(team: Team) -> None:
    it = begun(team)
    actions.add_legacy(it, "Screening tool", "16, category 4", date(2024, 5, 1), "Paper file", by=team.worker)
    page = queries.assessment_page(team.worker, now(it))
    assert [entry.statement for entry in page.legacy] == ["Screening tool: 16, category 4"]
    assert len(page.missing) == 18
    legacy = replace(HARM, kind="legacy", domain="legacy")
    with pytest.raises(NotPossible):
        actions.add_entry(it, legacy, by=team.worker)


def test_what_an_entry_must_say(team: Team) -> None:
    it = begun(team)
    with pytest.raises(Missing):
        actions.add_entry(it, replace(SIGN, source=""), by=team.worker)
    with pytest.raises(Missing):
        actions.add_entry(it, replace(SIGN, domain="points"), by=team.worker)
    with pytest.raises(Missing):
        actions.say_level(it, "confirmed", " ", base=1, by=team.worker)
    with pytest.raises(Missing):
        actions.say_level(it, "amber", "Because.", base=1, by=team.worker)
    with pytest.raises(NotPossible):
        begun(team, fresh(it.child))


# Two at once


def test_two_people_at_one_entry_lose_nothing(team: Team) -> None:
    it = begun(team)
    entry = actions.add_entry(it, SIGN, by=team.worker)
    actions.change_entry(entry, replace(SIGN, statement="Hers."), base=1, by=team.worker)
    with pytest.raises(StaleEdit) as met:
        actions.change_entry(entry, replace(SIGN, statement="His."), base=1, by=team.manager)
    assert queries.find_entry(entry.pk).statement == "Hers."
    shown = queries.conflict_of(team.worker, met.value.conflict.pk)
    assert ("statement", "His.", "Hers.") in shown.fields
    with pytest.raises(StaleEdit):
        actions.end_entry(entry, "Gone.", base=1, by=team.manager)
    views = actions.write_views(it, "I want it to stop.", "", base=1, by=team.worker)
    with pytest.raises(StaleEdit) as late:
        actions.say_level(it, HIGH, "Reasons of the late one.", base=1, by=team.manager)
    kept = queries.conflict_of(team.manager, late.value.conflict.pk)
    assert ("reasons", "Reasons of the late one.", "") in kept.fields
    assert views.version == 2


def test_a_due_that_was_paused_keeps_what_was_left(team: Team, clock: Any) -> None:
    """Against a reckoning of its own: working days by hand, over Christmas."""
    child = team.child()
    due = child.dues.get(kind="first")
    clock.shift(timedelta(days=2))
    actions.pause(due, "In hospital.", by=team.worker)
    clock.shift(timedelta(days=14))
    actions.resume(due, by=team.worker)
    due.refresh_from_db()
    day, left = date(2026, 12, 4), 8
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    assert due.due_at.astimezone(LONDON).date() == day


@pytest.mark.parametrize(
    ("since", "until", "currency", "why"),
    [
        (None, date(2026, 11, 10), "historic", Why.IS_CURRENT),
        (date(2026, 5, 19), None, "recent", Why.IS_CURRENT),
        (date(2024, 1, 1), date(2026, 5, 19), "recent", Why.IS_CURRENT),
        (date(2024, 1, 1), date(2026, 5, 18), "recent", None),
        (date(2024, 1, 1), None, "current", None),
        (date(2026, 11, 10), date(2026, 11, 12), "current", None),
        (date(2026, 11, 12), date(2026, 11, 10), "current", Why.ENDS_FIRST),
        (date(2026, 11, 19), None, "current", Why.NOT_YET),
        (None, date(2026, 11, 19), "current", Why.NOT_YET),
    ],
)
def test_a_sign_of_harm_is_not_put_into_the_past_against_its_own_days(
    team: Team, since: date | None, until: date | None, currency: str, why: Why | None
) -> None:
    """It is 18 November 2026."""
    it = begun(team)
    said = replace(HARM, since=since, until=until, currency=currency)
    if why is None:
        assert actions.add_entry(it, said, by=team.worker).pk
        return
    with pytest.raises(NotPossible) as refused:
        actions.add_entry(it, said, by=team.worker)
    assert refused.value.why == why
    entry = actions.add_entry(it, HARM, by=team.worker)
    with pytest.raises(NotPossible):
        actions.change_entry(entry, said, base=entry.version, by=team.worker)


def test_a_total_of_this_year_is_still_no_sign(team: Team) -> None:
    made = actions.add_legacy(begun(team), "An old tool", "14", date(2026, 11, 2), "File", by=team.worker)
    assert made.currency == "historic"
