"""A case before a court: listings kept, measures asked for, and a child who is told within a working day."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import MINA, Team, fresh
from tests.casework.test_screens import stored

from waylight.casework import queries as casework
from waylight.casework.errors import Missing, NotPossible, StaleEdit
from waylight.casework.models import Child, Due
from waylight.casework.rules import clocks
from waylight.pathways import actions
from waylight.pathways.errors import Why
from waylight.pathways.machine import CLOSE_COURT, COURT, HEARING, MEASURE, PROCEEDINGS, WORD
from waylight.pathways.models import Hearing, Measure, Proceedings, Word
from waylight.pathways.rules import court as facts
from waylight.triage.machine import WrongMove

from .a_path import ago
from .test_screens import MARKER, moment, text
from .walking import Acts, walk

TODAY = date(2026, 11, 18)
ABOUT = actions.About("victim", "MD-77 against a man", wishes="Not to see him.")
WHERE: dict[str, Any] = {"court": "crown", "place": "Thornleigh"}
MAY = {COURT: {"manager", "worker"}, CLOSE_COURT: {"manager"}}


OTHER = replace(ABOUT, about="MD-78 against a woman")


def case(team: Team, child: Child | None = None, about: actions.About = ABOUT) -> Proceedings:
    return actions.open_proceedings(fresh(child or team.child()), about, by=team.worker)


def hearing(team: Team, it: Proceedings | None = None, hours: float = 1) -> Hearing:
    it = it or case(team)
    return actions.list_hearing(it, **WHERE, purpose="trial", starts_at=ago(hours), by=team.worker)


def word(team: Team, child: Child | None = None) -> Word:
    it = case(team, child, OTHER)
    return actions.note_news(it, news="bail", what="He must stay away.", happened_at=ago(2), by=team.worker)


def told(it: Word, by: Any, **changes: Any) -> Word:
    words = {"how": "in-person", "told_by": "Her worker", "said": "Good.", "looked": True, **changes}
    return actions.tell(it, by=by, **words)


# States, by role


@pytest.mark.parametrize("state", PROCEEDINGS.states)
def test_a_case_moves_as_its_table_says(team: Team, state: str) -> None:
    it = case(team)
    if state == "closed":
        it = actions.close_proceedings(it, outcome="He was convicted.", by=team.manager)
    acts: Acts = {
        (CLOSE_COURT, "closed"): lambda p, by: actions.close_proceedings(p, outcome="Over.", by=by),
        (CLOSE_COURT, "open"): lambda p, by: actions.reopen_proceedings(p, reason="Appeal.", by=by),
    }
    walk(team, PROCEEDINGS, it, state, acts, MAY)


@pytest.mark.parametrize("state", HEARING.states)
def test_a_hearing_moves_as_its_table_says(team: Team, state: str) -> None:
    it = hearing(team)
    acts: Acts = {
        (COURT, "listed"): lambda h, by: actions.move_hearing(
            h, starts_at=ago(-48), **WHERE, reason="No judge.", base=h.version, by=by
        ),
        (COURT, "held"): lambda h, by: actions.hold_hearing(h, happened="He pleaded guilty.", by=by),
        (COURT, "vacated"): lambda h, by: actions.vacate_hearing(h, reason="Not needed.", by=by),
    }
    if state != "listed":
        it = acts[COURT, state](it, team.worker)  # type: ignore[assignment]  # both give the hearing back
    walk(team, HEARING, it, state, acts, MAY)


@pytest.mark.parametrize("state", MEASURE.states)
def test_a_special_measure_moves_as_its_table_says(team: Team, state: str) -> None:
    def ask(held: Measure, by: Any) -> Measure:
        return actions.ask_measure(held.proceedings, kind="live-link", on=TODAY, words="She wants it.", by=by)

    def answer(granted: bool) -> Any:
        return lambda m, by: actions.answer_measure(m, granted=granted, on=TODAY, words="So.", by=by)

    it = actions.ask_measure(case(team), kind="live-link", on=TODAY, words="She wants it.", by=team.worker)
    acts: Acts = {
        (COURT, "asked"): ask,
        (COURT, "granted"): answer(True),
        (COURT, "refused"): answer(False),
    }
    if state != "asked":
        it = acts[COURT, state](it, team.worker)  # type: ignore[assignment]  # both give the measure back
    walk(team, MEASURE, it, state, acts, MAY)


@pytest.mark.parametrize("state", WORD.states)
def test_what_a_child_is_owed_moves_as_its_table_says(team: Team, state: str) -> None:
    it = word(team)
    if state == "told":
        it = told(it, team.worker)
    if state == "not-told":
        it = actions.leave_untold(it, reason="She asked not to hear of him.", by=team.manager)
    if state == "replaced":
        one = hearing(team, it.proceedings, hours=-24)
        it = Word.objects.get(hearing=one)
        actions.vacate_hearing(one, reason="Not needed.", by=team.worker)
        it.refresh_from_db()
    acts: Acts = {
        (COURT, "told"): told,
        (CLOSE_COURT, "not-told"): lambda w, by: actions.leave_untold(w, reason="So.", by=by),
    }
    walk(team, WORD, it, state, acts, MAY)


# What holds


def waits(child: Child) -> list[Any]:
    return list(child.dues.filter(kind="court-word", stopped_at__isnull=True).order_by("started_at"))


def test_a_child_is_told_within_a_working_day_of_what_happened(team: Team) -> None:
    """What happened at eight this Wednesday counts from the opening at 08:45; day one is Thursday."""
    it = word(team)
    (due,) = waits(fresh(it.child))
    assert f"{timezone.localtime(due.due_at):%a %H:%M}" == "Thu 17:15"
    assert not clocks().rules["court-word"].verified
    assert not any(fact.verified for fact in facts().values())
    assert [row.href for row in casework.due_list(team.worker).rows if row.due.kind == "court-word"] == [
        reverse("court-word", args=[it.pk])
    ]
    told(it, team.worker)
    assert waits(fresh(it.child)) == []


def test_whatever_a_court_does_the_child_is_owed_word_and_every_listing_stays(team: Team, clock: Any) -> None:
    it = case(team)
    one = hearing(team, it, hours=-24)
    first = one.starts_at
    clock.shift(timedelta(minutes=5))
    one = actions.move_hearing(one, starts_at=ago(-48), **WHERE, reason="No judge.", base=1, by=team.worker)
    with pytest.raises(StaleEdit) as met:
        actions.move_hearing(one, starts_at=ago(-72), **WHERE, reason="Mine.", base=1, by=team.manager)
    shown = casework.conflict_of(team.worker, met.value.conflict.pk)
    assert ("reason", "Mine.", "No judge.") in shown.fields
    with pytest.raises(NotPossible) as refused:
        actions.move_hearing(one, starts_at=one.starts_at, **WHERE, reason="Same.", base=2, by=team.worker)
    assert refused.value.why == Why.SAME_TIME
    with pytest.raises(NotPossible) as refused:
        actions.hold_hearing(one, happened="x", by=team.worker)
    assert refused.value.why == Why.NOT_YET
    assert [each.starts_at for each in one.listings.all()] == [first, one.starts_at]
    actions.vacate_hearing(one, reason="He pleaded guilty.", by=team.worker)
    asked = actions.ask_measure(it, kind="screen", on=TODAY, words="She wants it.", by=team.worker)
    actions.answer_measure(asked, granted=True, on=TODAY, words="Yes.", by=team.worker)
    news = sorted(it.words.values_list("news", flat=True))
    assert news == ["listed", "measure", "moved", "moved"]
    assert sorted(it.words.filter(state="owed").values_list("news", flat=True)) == ["measure", "moved"]
    assert len(waits(fresh(it.child))) == 2
    with pytest.raises(NotPossible) as refused:
        actions.close_proceedings(it, outcome="Over.", by=team.manager)
    assert refused.value.why == Why.STILL_OPEN


def test_nobody_is_told_before_somebody_looked_at_how_it_is_safe(team: Team) -> None:
    child = team.child(replace(MINA, safe_contact="Only at school."))
    it = word(team, child)
    with pytest.raises(NotPossible) as refused:
        told(it, team.worker, looked=False)
    assert refused.value.why == Why.LOOK
    assert told(it, team.worker).state == "told"
    free = word(team, team.child(replace(MINA, name="Bo Ash"), words="b"))
    assert told(free, team.worker, looked=False).state == "told"


def test_what_is_missing_is_said(team: Team) -> None:
    it = case(team)
    with pytest.raises(Missing):
        actions.open_proceedings(it.child, replace(ABOUT, about=" "), by=team.worker)
    with pytest.raises(Missing):
        actions.note_news(it, news="nothing", what="x", happened_at=ago(1), by=team.worker)
    with pytest.raises(NotPossible):
        actions.note_news(it, news="bail", what="x", happened_at=ago(-1), by=team.worker)
    with pytest.raises(NotPossible):
        actions.ask_measure(it, kind="screen", on=TODAY + timedelta(1), words="x", by=team.worker)
    actions.write_proceedings(it, replace(ABOUT, travel="By car with her worker."), base=1, by=team.worker)
    with pytest.raises(StaleEdit) as met:
        actions.write_proceedings(it, ABOUT, base=1, by=team.manager)
    shown = casework.conflict_of(team.worker, met.value.conflict.pk)
    assert ("travel", "", "By car with her worker.") in shown.fields


def test_the_pages_and_what_is_typed_lies_sealed(team: Team, at: Any) -> None:
    child = team.child(replace(MINA, do_not_disclose="Not to her uncle."))
    client, lead = at("worker"), at("manager")
    about = {field.name: MARKER for field in fields(actions.About)} | {"part": "victim", "visit_on": ""}
    begin = reverse("child-court-act", args=[child.pk, "court"])
    assert client.post(begin, about).status_code == 302
    it = Proceedings.objects.get()

    def step(place: str, thing: Any, name: str, /, by: Any = client, **typed: Any) -> None:
        answer = by.post(reverse(f"{place}-act", args=[thing.pk, name]), typed)
        assert answer.status_code == 302, (name, answer.content.decode())

    listed = {"court": "crown", "place": MARKER, "purpose": "trial", "starts_at": moment(3)}
    step("court-case", it, "hearing", **listed)
    one = Hearing.objects.get()
    where = {"court": "crown", "place": MARKER}
    step("court-hearing", one, "move", starts_at=moment(2), **where, reason=MARKER, base=1)
    step("court-hearing", one, "held", happened=MARKER)
    step("court-case", it, "measure", kind="screen", on="18/11/2026", words=MARKER)
    asked = {"measure": str(it.measures.get().pk), "granted": "yes", "on": "18/11/2026", "words": MARKER}
    step("court-case", it, "measure-answer", **asked)
    step("court-case", it, "news", news="bail", what=MARKER, happened_at=moment(1))
    step("court-case", it, "about", **{**about, "base": 1})
    page = text(client, "court-hearing", one.pk)
    assert page.count(MARKER) >= 3
    first = it.words.get(news="bail")
    rest = list(it.words.filter(state="owed").exclude(pk=first.pk))
    page = text(client, "court-word", first.pk)
    assert page.index("Not to her uncle.") < page.index(MARKER)
    assert "Not verified" in page
    tell = {"how": "phone", "told_by": MARKER, "said": MARKER}
    refused = client.post(reverse("court-word-act", args=[first.pk, "tell"]), tell)
    assert refused.status_code == 400
    assert str(Why.LOOK.label) in refused.content.decode()
    step("court-word", first, "tell", **tell, looked="on")
    leave = reverse("court-word-act", args=[rest[0].pk, "leave"])
    assert client.post(leave, {"reason": "x"}).status_code == 403
    for each in rest:
        step("court-word", each, "leave", by=lead, reason=MARKER)
    assert client.post(reverse("court-case-act", args=[it.pk, "close"]), {"outcome": "x"}).status_code == 403
    step("court-case", it, "close", by=lead, outcome=MARKER)
    assert "(closed)" in text(client, "child-court", child.pk)
    assert at("other").get(reverse("court-case", args=[it.pk])).status_code == 403
    assert MARKER not in stored()


def test_nobody_is_told_a_day_that_no_longer_holds(team: Team, clock: Any) -> None:
    """The newer word takes the place of the older one of that hearing, and its clock goes on."""
    it = case(team)
    one = hearing(team, it, hours=-72)
    other = actions.list_hearing(it, **WHERE, purpose="plea", starts_at=ago(-30), by=team.worker)
    first = Word.objects.get(hearing=one)
    began = clocked(first).started_at
    clock.shift(timedelta(hours=3))
    actions.move_hearing(one, starts_at=ago(-96), **WHERE, reason="No judge.", base=1, by=team.worker)
    first.refresh_from_db()
    assert first.state == "replaced"
    newer = Word.objects.get(hearing=one, state="owed")
    assert clocked(newer).started_at == began
    assert Word.objects.get(hearing=other).state == "owed"
    with pytest.raises(WrongMove):
        told(first, team.worker)
    told(newer, team.worker)
    clock.shift(timedelta(days=5))
    actions.hold_hearing(one, happened="He pleaded guilty.", by=team.worker)
    assert clocked(Word.objects.get(hearing=one, state="owed")).started_at > began


def clocked(it: Word) -> Any:
    return Due.objects.get(about=it.pk, stopped_at__isnull=True)


def test_a_hearing_is_moved_to_another_court_and_the_place_before_stays(
    team: Team, at: Any, clock: Any
) -> None:
    one = hearing(team, hours=-72)
    clock.shift(timedelta(minutes=1))
    address = reverse("court-hearing-act", args=[one.pk, "move"])
    typed = {"starts_at": moment(-72), "reason": "No room.", "base": 1}
    typed["starts_at"] = f"{timezone.localtime(one.starts_at):%d/%m/%Y %H:%M}"
    moved = {**typed, "court": "magistrates", "place": "Saltby"}
    assert at("worker").post(address, {**moved, "starts_at": "01/01/9999 10:00"}).status_code == 400
    assert at("worker").post(address, moved).status_code == 302
    one.refresh_from_db()
    assert (one.court, one.place) == ("magistrates", "Saltby")
    assert [each.place for each in one.listings.all()] == ["Thornleigh", "Saltby"]
    what = Word.objects.get(hearing=one, state="owed").what
    assert what.index("Thornleigh") < what.index("Saltby")
    page = text(at("worker"), "court-hearing", one.pk)
    assert page.count("Thornleigh") == 1
    assert "MD-77 against a man" in page


def test_a_measure_that_was_granted_is_asked_for_anew_or_taken_back(team: Team, at: Any) -> None:
    it = case(team)
    one = actions.ask_measure(it, kind="screen", on=TODAY, words="She wants it.", by=team.worker)
    one = actions.answer_measure(one, granted=True, on=TODAY, words="With a curtain.", by=team.worker)
    one = actions.answer_measure(one, granted=False, on=TODAY, words="Not in that room.", by=team.worker)
    assert one.state == "refused"
    one = actions.ask_measure(it, kind="screen", on=TODAY, words="In another room.", by=team.worker)
    lines = [each.text for each in it.child.lines.all()]
    assert any("In another room. (Before: refused. Not in that room.)" in each for each in lines)
    one = actions.answer_measure(one, granted=True, on=TODAY, words="Yes.", by=team.worker)
    assert 'id="measure-answer"' in at("worker").get(reverse("court-case", args=[it.pk])).content.decode()


def test_what_a_child_wanted_of_a_case_is_not_lost_by_writing_over_it(team: Team) -> None:
    it = case(team)
    actions.write_proceedings(it, replace(ABOUT, wishes="To be there."), base=1, by=team.worker)
    former = [each.text for each in it.child.lines.all() if "until now" in each.text]
    assert former == [
        "The case before a court, as it was written until now. "
        "What the child wants, and fears: Not to see him."
    ]
    actions.write_proceedings(
        it, replace(ABOUT, wishes="To be there.", travel="By car."), base=2, by=team.worker
    )
    assert len([each for each in it.child.lines.all() if "until now" in each.text]) == 1


def test_a_second_press_makes_no_second_case_hearing_or_word(team: Team) -> None:
    it = case(team)
    hearing(team, it)
    actions.note_news(it, news="bail", what="He must stay away.", happened_at=ago(2), by=team.worker)
    for why, again in (
        (Why.SAME_CASE, lambda: case(team, it.child)),
        (Why.SAME_HEARING, lambda: hearing(team, it)),
        (
            Why.SAME_WORD,
            lambda: actions.note_news(
                it, news="bail", what="He must stay away. ", happened_at=ago(1), by=team.worker
            ),
        ),
    ):
        with pytest.raises(NotPossible) as refused:
            again()
        assert refused.value.why == why


def test_a_case_opened_again_does_not_show_its_old_end_as_the_end(team: Team, at: Any) -> None:
    it = case(team)
    it = actions.close_proceedings(it, outcome="He was convicted.", by=team.manager)
    it = actions.reopen_proceedings(it, reason="Appeal.", by=team.manager)
    assert "Outcome before it was opened again" in text(at("worker"), "court-case", it.pk)
    actions.close_proceedings(it, outcome="Upheld.", by=team.manager)
    Child.objects.filter(pk=it.child_id).update(state="closed")
    with pytest.raises(NotPossible):
        actions.reopen_proceedings(it, reason="Appeal.", by=team.manager)
