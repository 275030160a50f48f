"""A missing child: 72 hours from the return, an independent interview, words for intelligence kept apart."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import Team, fresh

from waylight.accounts.policy import Refused
from waylight.casework import actions as records
from waylight.casework import queries as casework
from waylight.casework.errors import Missing, NotPossible
from waylight.casework.models import Child, Due
from waylight.casework.queries.due import Of
from waylight.dissemination.models import Item
from waylight.pathways import actions, queries
from waylight.pathways.answers import Account
from waylight.pathways.errors import Why
from waylight.pathways.machine import DECIDE, EPISODE, EXTRACT, KEEP, TAKE
from waylight.pathways.models import Episode, Extract
from waylight.triage.machine import WrongMove

from .a_path import ACCOUNT, FOR_THE_UNIT, WORDS, ago, episode_in, hold, locate, offer, report
from .walking import Acts, walk

HOURS_72 = timedelta(hours=72)


def _written_out(episode: Episode, by: Any) -> object:
    if episode.state in ("declined", "not-offered"):
        actions.ask_carers(episode, asked=True, words="Her mother knows a name.", by=by)
    return actions.write_out(episode, words="A name.", nothing="", by=by)


ACTS: Acts = {
    (KEEP, "reported"): lambda e, by: actions.still_missing(e, grade="high", words="No news.", by=by),
    (KEEP, "located"): lambda e, by: actions.locate(e, returned_at=ago(2), found="Well.", by=by),
    (KEEP, "checked"): lambda e, by: actions.check(e, checked_at=ago(1), words="Seen.", by=by),
    (KEEP, "offered"): lambda e, by: actions.offer(
        e, interviewer="Rowan", independent=True, not_independent="", by=by
    ),
    (KEEP, "held"): lambda e, by: actions.hold(e, held_at=ago(1), account=ACCOUNT, by=by),
    (KEEP, "declined"): lambda e, by: actions.decline(e, words="No.", by=by),
    (DECIDE, "not-offered"): lambda e, by: actions.leave_out(e, reason="other", words="So.", by=by),
    (KEEP, "extracted"): _written_out,
    (DECIDE, "closed"): lambda e, by: actions.close(e, by=by),
}
MAY = {KEEP: {"manager", "worker"}, DECIDE: {"manager"}, TAKE: {"intelligence"}}


@pytest.mark.parametrize("state", EPISODE.states)
def test_an_episode_moves_as_its_table_says(team: Team, state: str) -> None:
    walk(team, EPISODE, episode_in(team, state), state, ACTS, MAY)


@pytest.mark.parametrize("state", EXTRACT.states)
def test_an_extract_is_taken_once_and_by_the_unit(team: Team, state: str) -> None:
    it = Extract.objects.get(episode=episode_in(team, "extracted"))
    if state == "taken":
        actions.take(it, by=team.hub.intelligence)
        with pytest.raises(NotPossible):
            actions.take(it, by=team.hub.intelligence)
    else:
        walk(team, EXTRACT, it, state, {(TAKE, "taken"): lambda e, by: actions.take(e, by=by)}, MAY)


def due(child: Any, kind: str) -> Any:
    return child.dues.filter(kind=kind, stopped_at__isnull=True).first()


def test_72_hours_run_by_the_wall_from_the_return_and_not_from_the_writing(team: Team) -> None:
    child = team.child()
    it = locate(team, report(team, child), returned=30)
    running = due(child, "return")
    assert running.due_at - it.returned_at == HOURS_72
    assert [row.due.kind for row in casework.due_list(team.worker).rows][0] == "return"
    hold(team, offer(team, it))
    assert due(child, "return") is None
    assert due(child, "extract") is not None


def test_a_return_in_the_night_that_clocks_change_has_72_hours(team: Team, clock: Any) -> None:
    clock.move_to(datetime(2026, 10, 26, 9, 0, tzinfo=UTC))
    returned = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    child = team.child()
    it = report(team, child, since=80)
    actions.locate(it, returned_at=returned, found="At home.", by=team.worker)
    assert due(child, "return").due_at == returned + HOURS_72


def test_each_return_brings_the_assessment_forward(team: Team) -> None:
    from waylight.casework.actions import dues
    from waylight.casework.codes import DueKind

    child = team.child()
    dues.stop(child, DueKind.FIRST)
    planned = dues.start(child, DueKind.REVIEW)
    it = report(team, child)
    assert due(child, "review") == planned
    locate(team, it)
    sooner = due(child, "review")
    assert (sooner.due_at < planned.due_at, sooner.because) == (True, "missing")


def test_three_times_missing_in_thirty_days_is_talked_about_and_being_away_is_not_counted(
    team: Team, clock: Any
) -> None:
    child = team.child()
    for kind in ("M", "A", "M"):
        locate(team, report(team, child, kind=kind))
        assert due(child, "often") is None
        clock.shift(timedelta(days=3))
    locate(team, report(team, child))
    assert due(child, "often").whose == "manager"
    with pytest.raises(Refused):
        actions.settle_often(fresh(child), "Talked.", by=team.worker)
    actions.settle_often(fresh(child), "Police will watch the harbour.", by=team.manager)
    with pytest.raises(NotPossible):
        actions.settle_often(fresh(child), "Again.", by=team.manager)
    clock.shift(timedelta(days=29))
    report(team, child, since=1)
    assert due(child, "often") is None


def test_what_is_refused_and_why(team: Team) -> None:
    child = team.child()
    it = report(team, child)
    for why, act in (
        (Why.MISSING_NOW, lambda: report(team, child)),
        (Why.NOT_YET, lambda: locate(team, it, returned=-1)),
        (Why.BEFORE, lambda: locate(team, it, returned=41)),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == why
    it = locate(team, it)
    with pytest.raises(NotPossible) as refused:
        actions.offer(
            it, interviewer="Her foster carer", independent=False, not_independent=" ", by=team.worker
        )
    assert refused.value.why == Why.NOT_INDEPENDENT
    it = offer(team, it)
    with pytest.raises(Missing):
        actions.hold(it, held_at=ago(1), account=replace(ACCOUNT, words=" "), by=team.worker)
    with pytest.raises(NotPossible) as refused:
        hold(team, it, held=21)
    assert refused.value.why == Why.BEFORE
    it = actions.decline(it, words="No.", by=team.worker)
    for words, nothing, why in (("", "", Why.ONE_OF_TWO), ("x", "y", Why.ONE_OF_TWO), ("x", "", Why.CARERS)):
        with pytest.raises(NotPossible) as refused:
            actions.write_out(it, words=words, nothing=nothing, by=team.worker)
        assert refused.value.why == why
    actions.ask_carers(it, asked=False, words="It would not be safe.", by=team.worker)
    assert actions.write_out(it, words="", nothing="Nothing new.", by=team.worker).state == "extracted"
    assert not Extract.objects.exists()


def test_the_database_itself_holds_the_order_of_things(team: Team) -> None:
    held = episode_in(team, "held")
    for wrong in (
        {"returned_at": held.since - timedelta(hours=1)},
        {"held_at": held.returned_at - timedelta(hours=1)},
        {"state": "reported"},
        {"state": "not-offered"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Episode.objects.filter(pk=held.pk).update(**wrong)


def test_the_childs_words_come_first_and_the_unit_reads_only_what_was_written_for_it(
    team: Team, at: Any, audited: Any
) -> None:
    it = episode_in(team, "extracted")
    child = fresh(it.child)
    assert casework.opened(team.worker, child, "record").words[0].text == WORDS
    assert Account.read(it.account) == ACCOUNT
    unit = team.hub.intelligence
    (extract,) = queries.extracts(unit)
    begun = actions.take(extract, by=unit)
    (item,) = Item.objects.filter(report=begun)
    assert item.original == FOR_THE_UNIT
    told = " ".join(str(value) for value in asdict(ACCOUNT).values() if value)
    known = f"{begun.title} {item.original}"
    assert not [w for w in (WORDS, "Uncle", "Mina", child.reference) if w in known]
    assert "Uncle" in told
    assert queries.extracts(unit) == []
    for somebody in (team.worker, team.manager, team.hub.manager):
        with pytest.raises(Refused):
            queries.extracts(somebody)
    with pytest.raises(Refused):
        queries.episodes(unit, child)
    assert [e.verb for e in audited("extract.take")] == ["consultation", "alteration", "consultation"]


def test_the_figure_of_an_area_has_its_denominator(team: Team, clock: Any) -> None:
    in_time, late, declined = team.child(), team.child(words="b"), team.child(words="c")
    left_out, running, away = team.child(words="d"), team.child(words="e"), team.child(words="f")
    episode_in(team, "held", in_time)
    late_one = offer(team, locate(team, report(team, late, since=90), returned=74))
    hold(team, late_one)
    episode_in(team, "declined", declined)
    episode_in(team, "not-offered", left_out)
    episode_in(team, "located", running)
    locate(team, report(team, away, kind="A"))
    report(team, in_time, since=1)
    missing, being_away = queries.figures(team.manager)
    assert (missing.returns, missing.offered, missing.held, missing.in_time) == (5, 3, 2, 1)
    assert (missing.declined, missing.not_offered, missing.running) == (1, 1, 1)
    assert (being_away.returns, being_away.offered) == (1, 0)
    assert queries.figures(team.manager, until=date(2026, 11, 1))[0].returns == 0
    with pytest.raises(Refused):
        queries.figures(team.worker)


def test_a_record_does_not_close_while_an_interview_is_due(team: Team) -> None:
    from waylight.casework import actions as records

    child = team.child()
    child.dues.update(stopped_at=child.opened_at)
    episode_in(team, "located", child)
    with pytest.raises(NotPossible):
        records.close_record(fresh(child), "Done.", by=team.manager)
    assert [row.due.kind for row in casework.due_list(team.manager, Of.TEAM).rows][0] == "return"


def test_nobody_is_missing_without_something_due_each_day(team: Team, clock: Any) -> None:
    child = team.child()
    it = report(team, child)
    first = due(child, "still-missing")
    assert (first.due_at - first.started_at, first.about) == (timedelta(hours=24), it.pk)
    clock.shift(timedelta(hours=20))
    actions.still_missing(it, grade="high", words="The police have her phone's last place.", by=team.worker)
    again = due(child, "still-missing")
    assert again.pk != first.pk and again.due_at - first.due_at == timedelta(hours=20)
    assert Episode.objects.get(pk=it.pk).grade == "high"
    assert child.lines.first().text.startswith("Still missing. Graded by the police: High")
    with pytest.raises(Missing):
        actions.still_missing(it, grade="worse", words="x", by=team.worker)
    locate(team, it, returned=1)
    assert due(child, "still-missing") is None


def test_an_account_that_comes_after_another_is_not_lost(team: Team, at: Any) -> None:
    it = episode_in(team, "held")
    late = {"held_at": "17/11/2026 09:00", "words": "She told me of a flat in Brackenford."}
    answer = at("worker").post(reverse("missing-episode-act", args=[it.pk, "held"]), late)
    assert answer.status_code == 400
    assert "She told me of a flat in Brackenford." in answer.content.decode()


def test_the_police_word_comes_when_it_comes(team: Team, at: Any) -> None:
    """Their check is written once the interview is offered, declined or held too, and moves nothing."""
    for state in ("offered", "declined", "held", "extracted"):
        it = episode_in(team, state, team.child(words=state))
        address = reverse("missing-episode-act", args=[it.pk, "checked"])
        when = f"{timezone.localtime(ago(10)):%d/%m/%Y %H:%M}"
        answer = at("worker").post(address, {"checked_at": when, "words": "PC Vane saw her."})
        assert answer.status_code == 302
        it.refresh_from_db()
        assert (it.state, it.check_words) == (state, "PC Vane saw her.")
        with pytest.raises(WrongMove):
            actions.note_check(it, checked_at=ago(9), words="Again.", by=team.worker)
        assert "The police's prevention check. PC Vane saw her." in lines(it)


def test_whoever_is_of_the_unit_owes_it_at_once(team: Team) -> None:
    assert team.hub.intelligence
    episode_in(team, "extracted")
    assert Due.objects.filter(kind="extract-take").count() == 1


def lines(it: Episode) -> list[str]:
    return [each.text for each in it.child.lines.all()]


def test_what_is_written_out_is_read_by_a_manager_and_taken_by_the_unit(
    team: Team, staff_client: Any
) -> None:
    it = episode_in(team, "extracted")
    assert actions.watch_extracts() == 0  # nobody is of the unit yet
    assert team.hub.intelligence
    assert (actions.watch_extracts(), actions.watch_extracts()) == (1, 0)
    read, take = due(fresh(it.child), "episode-read"), Due.objects.get(kind="extract-take")
    assert (read.whose, take.whose, take.child) == ("manager", "owner", None)
    assert take.owner_id == team.hub.intelligence.user_id
    (row,) = [row for row in casework.due_list(team.hub.intelligence).rows if row.due == take]
    assert (row.name, row.href) == ("", reverse("extract-take", args=[take.about]))
    answer = staff_client("intelligence").get(row.href)
    assert answer["Location"] == f"{reverse('extracts')}#e-{take.about}"
    with pytest.raises(NotPossible):
        records.close_record(fresh(it.child), "Over.", by=team.manager)
    actions.close(it, by=team.manager)
    assert due(fresh(it.child), "episode-read") is None
    actions.take(Extract.objects.get(), by=team.hub.intelligence)
    take.refresh_from_db()
    assert take.stopped_because == "done"


def test_a_child_is_away_once_at_a_time(team: Team) -> None:
    child = team.child()
    locate(team, report(team, child, since=40), returned=20)
    for since, why in ((30, Why.OVERLAPS), (40, Why.OVERLAPS), (24 * 365 * 40, Why.BEFORE_BIRTH)):
        with pytest.raises(NotPossible) as refused:
            report(team, child, since=since)
        assert refused.value.why == why
    earlier = report(team, child, since=90)
    with pytest.raises(NotPossible) as refused:
        locate(team, earlier, returned=30)
    assert refused.value.why == Why.OVERLAPS
    assert locate(team, earlier, returned=50).state == "located"
    assert report(team, child, since=2).state == "reported"


def test_words_for_the_unit_go_with_the_record_to_another_area(team: Team, other_area: Any) -> None:
    assert team.hub.intelligence
    episode_in(team, "extracted")
    due_here = Due.objects.get(kind="extract-take")
    Child.objects.update(area=other_area)
    assert actions.watch_extracts() == 0  # nobody is of that unit
    due_here.refresh_from_db()
    assert due_here.stopped_because == "no-longer"
