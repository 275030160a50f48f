"""What is written in a record, what is not saved yet, and edits that meet."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from waylight.accounts.policy import Refused
from waylight.casework import actions, queries
from waylight.casework.details import Details, age_words, is_child, support_from, turns_18, whole_nhs_number
from waylight.casework.errors import Missing, NotPossible, StaleEdit, Why
from waylight.casework.wording import advice

from .a_team import MINA, Team, fresh


def test_the_childs_own_words_stand_first_on_every_page(team: Team) -> None:
    child = team.child()
    assert queries.opened(team.worker, fresh(child), "record").words == []
    team.line(child, "I want to go home.", kind="child", source="Said in the car")
    team.line(child, "She is quiet.", kind="family", source="Her mother")
    assert [w.text for w in queries.opened(team.manager, fresh(child), "record").words] == [
        "I want to go home."
    ]


def test_the_chronology_is_narrowed_by_kind_and_day(team: Team) -> None:
    child = fresh(team.child())
    team.line(child, "One", happened_on=date(2026, 1, 5))
    team.line(child, "Two", happened_on=date(2026, 2, 5), kind="meeting")
    narrowed = queries.chronology(team.worker, child, {"since": "2026-01-01", "until": "2026-01-31"})
    assert [line.text for line in narrowed.lines] == ["One"]
    assert [line.text for line in queries.chronology(team.worker, child, {"kind": "meeting"}).lines] == [
        "Two"
    ]
    whole = queries.chronology(team.worker, child, {"since": "nonsense"}, whole=True)
    assert [line.happened_on for line in whole.lines] == sorted(
        (line.happened_on for line in whole.lines), reverse=True
    )


def test_a_line_wants_its_source_and_is_put_right_once_by_another(team: Team) -> None:
    child = team.child()
    with pytest.raises(Missing):
        team.line(child, source=" ")
    with pytest.raises(Missing):
        team.line(child, kind="decision")
    wrong = team.line(child, "On Monday.")
    right = team.line(child, "On Tuesday.", corrects=wrong)
    assert right.corrects == wrong
    wrong.refresh_from_db()
    with pytest.raises(NotPossible):
        team.line(child, "On Wednesday.", corrects=wrong)


def test_a_trigger_brings_the_review_forward_and_never_back(team: Team, clock: Any) -> None:
    from waylight.casework.actions import dues
    from waylight.casework.codes import DueKind

    child = team.child()
    dues.stop(child, DueKind.FIRST)
    planned = dues.start(child, DueKind.REVIEW)
    team.line(child, "Missing since last night.", trigger="missing")
    sooner = child.dues.get(kind="review", stopped_at__isnull=True)
    assert sooner.due_at < planned.due_at
    assert sooner.because == "missing"
    clock.shift(timedelta(days=2))
    team.line(child, "And again.", trigger="missing")
    assert child.dues.get(kind="review", stopped_at__isnull=True) == sooner


def test_a_trigger_is_not_held_up_by_a_pause(team: Team, clock: Any) -> None:
    from waylight.casework.actions import dues
    from waylight.casework.codes import DueKind

    child = team.child()
    dues.stop(child, DueKind.FIRST)
    planned = dues.start(child, DueKind.REVIEW)
    clock.shift(planned.due_at - planned.started_at - timedelta(days=1))
    actions.pause(planned, "In hospital.", by=team.worker)
    team.line(child, "Missing since last night.", trigger="missing")
    sooner = child.dues.get(kind="review", stopped_at__isnull=True)
    assert (sooner.paused, sooner.because) == (False, "missing")
    planned.refresh_from_db()
    assert planned.stopped_because == "brought-forward"


def test_two_people_at_one_screen_lose_nothing(team: Team) -> None:
    child = team.child()
    actions.write_details(child, replace(MINA, school="Thornleigh High"), base=1, by=team.worker)
    late = replace(MINA, school="Saltby Academy", safe_contact="Only at school.")
    with pytest.raises(StaleEdit) as met:
        actions.write_details(child, late, base=1, by=team.manager)
    assert Details.read(fresh(child).details).school == "Thornleigh High"
    shown = queries.conflict_of(team.worker, met.value.conflict.pk)
    conflict = shown.conflict
    assert ("school", "Saltby Academy", "Thornleigh High") in shown.fields
    assert ("safe_contact", "Only at school.", "") in shown.fields
    assert [c.pk for c in queries.conflicts(team.worker, fresh(child))] == [conflict.pk]
    actions.settle(conflict, by=team.worker)
    assert queries.conflicts(team.worker, fresh(child)) == []
    with pytest.raises(NotPossible):
        actions.settle(conflict, by=team.worker)


def test_a_draft_is_its_writers_alone_and_of_one_record(team: Team) -> None:
    child, sister = team.child(), team.child(replace(MINA, name="Ada Tarn"), words="A sister.")
    actions.keep_draft(child, "line", {"text": "She said that h"}, by=team.worker)
    actions.keep_draft(child, "line", {"text": "She said that he"}, by=team.worker)
    assert queries.draft_of(team.worker, child, "line") == {"text": "She said that he"}
    assert queries.draft_of(team.manager, child, "line") == {}
    assert queries.draft_of(team.worker, sister, "line") == {}
    assert queries.draft_of(team.worker, child, "details") == {}
    with pytest.raises(Refused):
        actions.keep_draft(child, "line", {"text": "x"}, by=team.other)
    actions.keep_draft(child, "line", {"text": "  "}, by=team.worker)
    assert queries.draft_of(team.worker, child, "line") == {}


def test_advice_on_words_never_touches_a_quotation() -> None:
    said = "She was streetwise. He told us “she is streetwise” and that she absconded."
    found = advice(said)
    assert [b.words for b in found][0] == "streetwise"
    assert advice("He said “she is streetwise”.") == []
    assert all(b.advice.why and b.advice.use for b in found)


@pytest.mark.parametrize("number", ["999 000 0018", "9990000026"])
def test_an_nhs_number_proves_itself(number: str) -> None:
    assert whole_nhs_number(number) == number.replace(" ", "")


@given(st.from_regex(r"999[0-9]{7}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_makes_it_none(number: str, place: int, off: int) -> None:
    if whole_nhs_number(number):
        wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
        assert whole_nhs_number(wrong) is None


@given(st.dates(date(1990, 1, 1), date(2026, 11, 1)), st.dates(date(2008, 1, 1), date(2050, 1, 1)))
def test_a_child_is_a_child_until_18_and_support_is_planned_before(born: date, on: date) -> None:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    assert is_child(Details(born=born.isoformat()), on) == (age < 18)
    assert is_child(Details(), on)
    assert timedelta(days=150) < turns_18(born) - support_from(born) < timedelta(days=216)
    assert support_from(born).day == 1


def test_a_number_typed_wrong_is_taken_out_and_finds_the_record_no_more(team: Team, at: Any) -> None:
    child = team.child()
    wrong = actions.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    with pytest.raises(NotPossible) as no:
        actions.add_identifier(child, "nhs", "9990000018", by=team.worker)
    assert no.value.why == Why.THERE_ALREADY
    assert "A number is wrong" in at("worker").get(reverse("child", args=[child.pk])).content.decode()
    with pytest.raises(Refused):
        actions.end_identifier(wrong, by=team.other)
    away = reverse("child-end", args=["identifier", wrong.pk])
    page = at("worker").post(away, follow=True).content.decode()
    assert "999 000 0018" not in page and "A number is wrong" not in page
    assert queries.find(team.other, "nhs", "999 000 0018") == []
    assert str(Why.SETTLED_ALREADY.label) in at("worker").post(away, follow=True).content.decode()
    assert child.identifiers.count() == 1, "what was written is kept"
    actions.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    assert len(queries.find(team.other, "nhs", "999 000 0018")) == 1


def test_nothing_ends_by_a_word_that_is_none(team: Team, at: Any) -> None:
    number = actions.add_identifier(team.child(), "upn", "A1", by=team.worker)
    assert at("worker").post(reverse("child-end", args=["line", number.pk])).status_code == 404


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("", "10 to 12"),
        ("2027-02-01", "Not yet born"),
        ("2021-11-19", "Under 5"),
        ("2021-11-18", "5 to 9"),
        ("2008-11-19", "16 or 17"),
        ("2008-11-18", "18"),
    ],
)
def test_about_how_old_follows_from_a_date_of_birth(born: str, words: str) -> None:
    said = Details(name="Joss Harrow", born=born, age_band="10-12")
    assert age_words(said, date(2026, 11, 18)) == words
