"""What is soon due or late is said until it is seen and done, a changed calendar loses no clock, and every
change of a due's time is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.casework import actions, queries
from waylight.casework.actions.dues import Owed, reckoned, start
from waylight.casework.codes import DueKind
from waylight.casework.models import Child, Due, DueMove, Reminder
from waylight.guidance import queries as guidance

from .a_team import Team


def first_due(child: Child) -> Due:
    return child.dues.get(kind="first")


def said(due: Due) -> list[tuple[str, str]]:
    return [(each.step, each.to.name) for each in due.reminders.order_by("at", "to__name")]


def test_a_due_is_said_before_its_end_at_its_end_and_again_to_those_above(
    team: Team, clock: time_machine.Traveller
) -> None:
    due = first_due(team.child())
    _deputy = team.deputy
    assert actions.watch_dues() == 0
    clock.move_to(due.due_at - timedelta(hours=47))
    assert actions.watch_dues() == 1
    assert actions.watch_dues() == 0
    assert said(due) == [("soon", "Worker")]
    clock.move_to(due.due_at + timedelta(minutes=1))
    actions.watch_dues()
    assert said(due)[1:] == [("late", "Manager"), ("late", "Worker")]
    clock.move_to(due.due_at + timedelta(days=5))
    actions.watch_dues()
    assert said(due)[3:] == [("again", "Deputy"), ("again", "Manager"), ("again", "Worker")]
    clock.move_to(due.due_at + timedelta(days=10))
    assert actions.watch_dues() == 3


def test_what_stands_still_for_long_is_said_again_and_again(
    team: Team, clock: time_machine.Traveller
) -> None:
    due = first_due(team.child())
    start = timezone.now()
    actions.pause(due, "She is in hospital.", by=team.worker)
    clock.move_to(start + timedelta(days=6))
    assert actions.watch_dues() == 0
    for week in (1, 2):
        clock.move_to(start + timedelta(days=8 * week))
        actions.watch_dues()
        actions.watch_dues()
    assert said(due) == [("still", "Manager"), ("still", "Worker")] * 2
    reminders = queries.reminders(team.worker)
    assert [(each.step, each.row.words) for each in reminders.said] == [("Still paused", "Paused")]
    actions.resume(due, by=team.worker)
    clock.move_to(start + timedelta(days=40))
    actions.watch_dues()
    assert [step for step, _who in said(due)[4:]] == ["late"] * 2


def test_a_paused_or_finished_due_is_not_said_to_be_late(team: Team, clock: time_machine.Traveller) -> None:
    child = team.child()
    due = first_due(child)
    actions.pause(due, "She is in hospital.", by=team.worker)
    clock.move_to(due.due_at + timedelta(hours=1))
    actions.watch_dues()
    assert {step for step, _who in said(due)} <= {"still"}
    actions.resume(due, by=team.worker)
    due.refresh_from_db()
    assert due.due_at > timezone.now()
    assert [(move.why, move.became) for move in due.moves.all()] == [("pause", due.due_at)]
    Due.objects.filter(pk=due.pk).update(stopped_at=timezone.now(), stopped_because="done")
    clock.move_to(due.due_at + timedelta(days=3))
    assert actions.watch_dues() == 0


def test_whoever_owes_it_today_is_told(team: Team, clock: time_machine.Traveller) -> None:
    child = team.child()
    due = first_due(child)
    Child.objects.filter(pk=child.pk).update(worker=None)
    clock.move_to(due.due_at - timedelta(hours=2))
    actions.watch_dues()
    assert said(due) == [("soon", "Manager")]
    Person.objects.filter(name="Manager").update(is_active=False)
    _deputy = team.deputy
    clock.move_to(due.due_at + timedelta(hours=2))
    actions.watch_dues()
    assert said(due)[1:] == [("late", "Deputy")], "nobody who left is told instead of somebody who is there"


def test_an_agency_and_the_coordinators_are_told(
    team: Team, person: Callable[..., Any], clock: time_machine.Traveller
) -> None:
    for name in ("Ana", "Ben"):
        person("agency-checker", name=name, agency="Merrowdale Health")
    person("agency-checker", name="Elsewhere", agency="Merrowdale Police")
    person("exploitation-coordinator", name="Coordinator")
    owed = Owed(agency="Merrowdale Health", area="merrowdale")
    due = start(None, DueKind.SECOND, about=uuid4(), owed=owed)
    for minutes in (-1, 1):
        clock.move_to(due.due_at + timedelta(minutes=minutes))
        actions.watch_dues()
    assert set(said(due)) == {
        (step, name)
        for step, names in {"soon": ("Ana", "Ben"), "late": ("Ana", "Ben", "Coordinator")}.items()
        for name in names
    }


def test_where_there_is_no_coordinator_whoever_manages_there_is_told(
    team: Team, person: Callable[..., Any], clock: time_machine.Traveller
) -> None:
    person("agency-checker", name="Ana", agency="Merrowdale Health")
    person("team-manager", name="Manager of all")
    owed = Owed(agency="Merrowdale Health", area="merrowdale")
    due = start(None, DueKind.SECOND, about=uuid4(), owed=owed)
    clock.move_to(due.due_at + timedelta(minutes=1))
    actions.watch_dues()
    assert {name for _step, name in said(due)} >= {"Ana", "Manager of all"}


def test_the_message_names_nobody_and_goes_to_each(
    team: Team, clock: time_machine.Traveller, work: Callable[[], int]
) -> None:
    due = first_due(team.child())
    work()
    mail.outbox.clear()
    clock.move_to(due.due_at - timedelta(hours=1))
    actions.watch_dues()
    work()
    assert [message.to for message in mail.outbox] == [[team.person("worker").email]]
    assert "Mina" not in mail.outbox[0].body + mail.outbox[0].subject


def test_a_reminder_stands_on_the_list_until_it_is_seen(
    team: Team, at: Any, clock: time_machine.Traveller
) -> None:
    due = first_due(team.child())
    clock.move_to(due.due_at - timedelta(hours=1))
    actions.watch_dues()
    page = at("worker").get(reverse("due")).content.decode()
    assert "Said to you, and not seen yet" in page
    assert "Soon due" in page
    assert not queries.reminders(team.manager).said
    shown = Reminder.objects.get()
    later = Reminder.objects.create(due=due, step="late", to=shown.to, at=timezone.now() + timedelta(hours=2))
    assert at("worker").post(reverse("due-seen"), {"said": [shown.pk]}).status_code == 302
    assert Reminder.objects.get(pk=shown.pk).seen_at == timezone.now()
    assert Reminder.objects.get(pk=later.pk).seen_at is None, "what the page did not show stands"
    assert at("manager").post(reverse("due-seen"), {"said": [later.pk]}).status_code == 404
    assert at("worker").post(reverse("due-seen"), {"said": [later.pk]}).status_code == 302
    assert "not seen yet" not in at("worker").get(reverse("due")).content.decode()


def test_a_changed_calendar_moves_what_runs_and_keeps_what_was(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = team.child()
    due, was = first_due(child), first_due(child).due_at
    assert actions.recompute_dues() == 0
    version = guidance.pack("merrowdale").version
    monkeypatch.setattr("waylight.casework.actions.dues.rule_version", lambda area: f"1/{version}-new")
    monkeypatch.setattr("waylight.casework.actions.watching.rule_version", lambda area: f"1/{version}-new")
    monkeypatch.setattr(
        "waylight.casework.actions.watching.reckoned", lambda each: reckoned(each) + timedelta(days=1)
    )
    assert actions.recompute_dues() == Due.objects.exclude(limit="").count()
    due.refresh_from_db()
    assert due.due_at == was + timedelta(days=1)
    move = DueMove.objects.get(due=due)
    assert (move.why, move.was, move.became) == ("calendar", was, due.due_at)
    assert actions.recompute_dues() == 0


def test_what_is_late_is_counted_by_how_late_it_is(team: Team, clock: time_machine.Traveller) -> None:
    due = first_due(team.child())
    for late, ages in ((1, (1, 0, 0)), (30, (0, 1, 0)), (200, (0, 0, 1))):
        clock.move_to(due.due_at + timedelta(hours=late))
        assert queries.due_list(team.worker).ages == ages


def test_of_many_reminders_the_nearest_are_shown_and_the_rest_follow(
    team: Team, at: Any, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.casework.queries.due.AT_ONCE", 1)
    first, second = first_due(team.child()), first_due(team.child())
    clock.move_to(second.due_at - timedelta(hours=1))
    actions.watch_dues()
    near = queries.reminders(team.worker)
    assert (len(near.said), near.count) == (1, 2)
    assert "the nearest 1 of 2" in at("worker").get(reverse("due")).content.decode()
    at("worker").post(reverse("due-seen"), {"said": [near.said[0].pk]})
    rest = queries.reminders(team.worker)
    assert (len(rest.said), rest.count) == (1, 1)
    assert {near.said[0].row.due.pk, rest.said[0].row.due.pk} == {first.pk, second.pk}


def test_the_record_says_what_moved_a_clock(team: Team, clock: time_machine.Traveller, at: Any) -> None:
    child = team.child()
    due, page = first_due(child), reverse("child", args=[child.pk])
    was = due.due_at
    actions.pause(due, "She is in hospital.", by=team.worker)
    shown = at("worker").get(page).content.decode()
    assert "Stands still since" in shown and "She is in hospital." in shown
    clock.shift(timedelta(days=2))
    actions.resume(due, by=team.worker)
    due.refresh_from_db()
    DueMove.objects.create(
        due=due, why="calendar", was=due.due_at, became=was, rule_version="1/2", at=timezone.now()
    )
    shown = at("manager").get(page).content.decode()
    for words in (
        "Stood still from",
        "She is in hospital.",
        "it stood still",
        "another calendar",
        "rules 1/2",
    ):
        assert words in shown, words
    lines = [each.text for each in child.lines.all()]
    assert f"Runs again: {due.kind_words}." in lines
