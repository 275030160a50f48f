"""What one person cannot do by a second record, by leaving days out, or by ending what they just wrote."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from waylight.casework import actions, queries
from waylight.casework.details import Details
from waylight.casework.errors import Missing
from waylight.casework.models import Assessment, Child

from .a_team import MINA, Team, fresh
from .test_assessing import HARM, SIGN, agreed, begun, now, say
from .test_screens import entry
from .two_people import page_of

OTHER = Details(name="Tess Alder", born="2012-02-02")
PAST = "She was moved away, and he has not come near since."


def second_record(team: Team, details: Details = MINA, words: str = "Another concern.") -> Child:
    return team.child(details, words=words)


@pytest.mark.parametrize("level", ["at-risk", "recovering", "suspected"])
def test_a_second_record_of_a_child_lowers_nothing_by_one_person(team: Team, level: str) -> None:
    agreed(team, "confirmed", SIGN)
    waiting = say(team, begun(team, second := second_record(team)), level)
    assert (waiting.state, waiting.lowered, fresh(second).level) == ("second-person", True, "")
    actions.answer_second(waiting, agree=True, reason="I have read both.", by=team.manager)
    assert fresh(second).level == level


def test_harm_known_in_one_record_is_no_mere_risk_in_the_other(team: Team) -> None:
    actions.add_entry(begun(team), HARM, by=team.worker)
    second = second_record(team)
    assert say(team, begun(team, second), "at-risk").state == "second-person"
    third = second_record(team, words="A third.")
    assert say(team, begun(team, third), "suspected").state == "agreed"


def test_another_child_and_a_closed_record_are_no_measure(team: Team) -> None:
    child = team.child()
    agreed(team, "confirmed", SIGN, child=child)
    assert say(team, begun(team, second_record(team, OTHER)), "at-risk").state == "agreed"
    Child.objects.filter(pk=child.pk).update(state="closed")
    assert say(team, begun(team, second_record(team)), "at-risk").state == "agreed"


def test_a_record_without_a_level_is_no_measure(team: Team) -> None:
    agreed(team, "low", child=(child := team.child()))
    second_record(team)
    assert say(team, begun(team, fresh(child)), "low").state == "agreed"


def test_a_number_makes_two_records_of_one_child(team: Team) -> None:
    child, second = team.child(), second_record(team, OTHER)
    agreed(team, "confirmed", SIGN, child=child)
    for each in (child, second):
        actions.add_identifier(each, "upn", "A123456789012", by=team.worker)
    assert say(team, begun(team, fresh(second)), "at-risk").state == "second-person"


def test_the_page_names_the_other_record_and_not_what_one_may_not_read(team: Team, at: Any) -> None:
    child = team.child()
    agreed(team, "confirmed", SIGN, child=child)
    Child.objects.filter(pk=child.pk).update(worker=team.person("other"))
    second = second_record(team)
    it = begun(team, second)
    page = page_of(at("worker").get(reverse("assessment", args=[it.pk])))
    assert f"seems to be of this child: {child.reference} (Other; Manager)" in page
    assert "needs a second person here too" in page
    assert "It says" not in page
    assert reverse("child", args=[child.pk]) not in page
    assert "It says: Being exploited: confirmed." in page_of(
        at("manager").get(reverse("assessment", args=[it.pk]))
    )


def test_harm_without_any_day_is_past_only_with_words(team: Team, at: Any) -> None:
    it = begun(team)
    undated = replace(HARM, currency="historic")
    with pytest.raises(Missing) as refused:
        actions.add_entry(it, undated, by=team.worker)
    assert refused.value.fields == ["past_because"]
    assert actions.add_entry(it, replace(undated, actual_harm=False), by=team.worker).pk
    assert actions.add_entry(it, replace(undated, past_because=PAST), by=team.worker).pk
    client, part = at("worker"), reverse("assessment-part", args=[it.pk, "movement"])
    typed = entry(currency="recent", actual_harm="on")
    answer = client.post(part, typed)
    assert answer.status_code == 400
    assert "Harm said to be past needs a day" in page_of(answer)
    assert client.post(part, {**typed, "past_because": PAST}).status_code == 302
    for page in (reverse("assessment", args=[it.pk]), part):
        assert f"How it is known to be past: {PAST}" in plain(page_of(client.get(page)))


def plain(page: str) -> str:
    return page.replace('<span class="wl-typed" dir="auto">', "")


def test_what_came_and_went_in_one_review_is_not_called_new(team: Team, at: Any) -> None:
    child = team.child()
    agreed(team, "suspected", SIGN, child=child)
    review = begun(team, fresh(child))
    added = actions.add_entry(review, replace(SIGN, domain="money"), by=team.worker)
    actions.end_entry(added, "It was her sister's.", base=1, by=team.worker)
    page = queries.assessment_page(team.worker, now(review))
    assert [(d.code, row.change) for d, row in page.changes] == [("money", "passing")]
    shown = page_of(at("worker").get(reverse("assessment", args=[review.pk])))
    assert "Added, and no longer holds" in shown
    assert ">New<" not in shown


def test_words_refused_after_a_conclusion_stand_on_the_page(team: Team, at: Any) -> None:
    it, client = begun(team), at("worker")
    one = actions.add_entry(it, SIGN, by=team.manager)
    say(team, it, "suspected", by=team.manager)
    part = reverse("assessment-part", args=[it.pk, "movement"])
    views = reverse("assessment-act", args=[it.pk, "views"])
    changed = reverse("assessment-entry", args=[one.pk])
    ended = {"end": "1", "base": 1, "reason": "A long sentence."}
    for address, typed in (
        (part, entry(statement="A long sentence.")),
        (changed, entry(statement="A long sentence.", base=1)),
        (changed, ended),
        (views, {"child_view": "A long sentence.", "parents_view": "", "base": 1}),
    ):
        answer = client.post(address, typed)
        assert answer.status_code == 400, address
        assert "What you wrote was not saved. It is here to be copied" in page_of(answer)
        assert "A long sentence." in page_of(answer)
    assert "was not saved" not in page_of(client.get(reverse("assessment", args=[it.pk])))
    assert Assessment.objects.get(pk=it.pk).child_view == ""
