"""Special measures beside what the child wants of them; a case that is over takes nothing more."""

from datetime import timedelta
from typing import Any

import pytest
from tests.casework.a_team import Team

from waylight.accounts.roles import Actor
from waylight.casework.actions.steps import changing
from waylight.pathways import actions
from waylight.pathways.errors import NotPossible, Why
from waylight.triage.machine import WrongMove

from .a_path import ago
from .test_court import TODAY, case, told
from .test_screens import text


def test_what_the_court_said_of_a_measure_stands_beside_what_the_child_wants(team: Team, at: Any) -> None:
    it = case(team)
    asked = actions.ask_measure(it, kind="screen", on=TODAY, words="Not to see him.", by=team.worker)
    actions.answer_measure(asked, granted=False, on=TODAY, words="No screen is free.", by=team.worker)
    held = it.measures.get()
    assert (held.words, held.answer) == ("Not to see him.", "No screen is free.")
    page = text(at("worker"), "court-case", it.pk)
    assert "Not to see him." in page
    assert "No screen is free." in page
    actions.ask_measure(it, kind="screen", on=TODAY, words="Still not to see him.", by=team.worker)
    held = it.measures.get()
    assert (held.state, held.words, held.answer, held.answered_on) == (
        "asked",
        "Still not to see him.",
        "",
        None,
    )


def test_a_closed_case_takes_nothing_more(team: Team) -> None:
    it = case(team)
    refused = actions.ask_measure(it, kind="screen", on=TODAY, words="Please.", by=team.worker)
    refused = actions.answer_measure(refused, granted=False, on=TODAY, words="No.", by=team.worker)
    told(it.words.get(), team.worker)
    asked = actions.ask_measure(it, kind="aids", on=TODAY, words="Please.", by=team.worker)
    with pytest.raises(NotPossible) as refusal:
        actions.close_proceedings(it, outcome="He was convicted.", by=team.manager)
    assert refusal.value.why == Why.STILL_OPEN, "what the child asked the court for is not answered"
    actions.answer_measure(asked, granted=False, on=TODAY, words="Never decided.", by=team.worker)
    told(it.words.get(state="owed"), team.worker)
    it = actions.close_proceedings(it, outcome="He was convicted.", by=team.manager)
    for late in (
        lambda: actions.ask_measure(it, kind="screen", on=TODAY, words="Again.", by=team.worker),
        lambda: actions.note_news(it, news="bail", what="x", happened_at=ago(1), by=team.worker),
    ):
        with pytest.raises(WrongMove, match="case before a court"):
            late()
    assert not it.words.filter(state="owed").exists()


def test_a_measure_asked_by_two_at_once_is_asked_once(team: Team, monkeypatch: Any) -> None:
    it, place = case(team), "waylight.pathways.actions.court.changing"

    def ask(by: Actor) -> None:
        actions.ask_measure(it, kind="screen", on=TODAY, words="She wants it.", by=by)

    def after_somebody_else(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(place, changing)
        ask(team.manager)
        return changing(*args, **kwargs)

    monkeypatch.setattr(place, after_somebody_else)
    with pytest.raises(WrongMove, match="special measure"):
        ask(team.worker)
    assert it.measures.count() == 1


def test_what_the_child_wanted_each_time_stays_and_no_answer_comes_before_it_was_asked(team: Team) -> None:
    it = case(team)
    first = actions.ask_measure(it, kind="screen", on=TODAY, words="Not to see him.", by=team.worker)
    with pytest.raises(NotPossible) as no:
        actions.answer_measure(
            first, granted=True, on=TODAY - timedelta(days=1), words="Yes.", by=team.worker
        )
    assert no.value.why == Why.BEFORE_ASKED
    actions.answer_measure(first, granted=False, on=TODAY, words="No.", by=team.worker)
    actions.ask_measure(it, kind="screen", on=TODAY, words="A link, then.", by=team.worker)
    said = [each.text for each in it.child.lines.all()]
    for words in ("Not to see him.", "A link, then."):
        assert any(each.startswith("Special measure asked for") and words in each for each in said)
