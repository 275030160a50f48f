"""Reminders as rows: written by the round, sent once, bounced, by letter, unsure, acknowledged."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.models import DueDate, Learner, Reminder
from waylight.learning.simulation import PostOffice
from waylight.work.models import OutboxEvent

from .a_council import VERSION, Council, days

State, Way = Reminder.State, Reminder.Way


@pytest.fixture
def office(settings: Any) -> Iterator[type[PostOffice]]:
    settings.EMAIL_BACKEND = "waylight.learning.simulation.PostOffice"
    PostOffice.begin()
    yield PostOffice
    PostOffice.begin()


def states(council: Council, badge: str) -> list[tuple[str, int, str]]:
    rows = Reminder.objects.filter(learner=council.learner(badge)).order_by("goes_on", "way")
    return [(row.way, row.days_before, row.state) for row in rows]


def a_morning(n: int) -> None:
    """The round of that day and all that it announces."""
    actions.area_round("merrowdale", on=days(n))
    actions.send_reminders("merrowdale", on=days(n))


def test_on_its_morning_a_reminder_is_written_and_sent(staffed: Council) -> None:
    due = staffed.due("D101").on
    assert due == days(180)
    a_morning(89)
    assert not Reminder.objects.exists()
    a_morning(90)
    assert states(staffed, "D101") == [("email", 90, State.SENT)]
    assert states(staffed, "D102") == [("letter", 90, State.DUE)]
    assert sorted(each.to[0] for each in mail.outbox) == ["ida@saltby.example", "mira@saltby.example"]


def test_a_round_twice_sends_once(staffed: Council) -> None:
    for _again in range(3):
        a_morning(90)
    assert len(mail.outbox) == 2
    assert Reminder.objects.count() == 3


def test_the_mail_is_about_training_and_nothing_else(staffed: Council) -> None:
    a_morning(90)
    for each in mail.outbox:
        text = f"{each.subject}\n{each.body}"
        for word in ("D101", "P007", "Mira", "Ida", "Thornleigh Cars", "http", "concern", "report", "police"):
            assert word not in text, word
        assert "Merrowdale" in text
        assert "17 May 2027" in text
        assert each.from_email


def test_three_steps_before_the_due_date_and_then_no_more(staffed: Council) -> None:
    for n in (90, 120, 149, 150, 151, 179, 180, 181, 250):
        a_morning(n)
    assert [step for _way, step, _state in states(staffed, "D101")] == [90, 30, 0]


def test_who_has_trained_meanwhile_is_not_reminded(staffed: Council) -> None:
    staffed.trained("D101")
    a_morning(90)
    assert states(staffed, "D101") == []


def test_what_waits_for_a_due_date_that_is_no_more_need_not_go(staffed: Council, clock: Any) -> None:
    actions.area_round("merrowdale", on=days(90))
    clock.shift(timedelta(days=90))
    staffed.trained("D102", on=days(90))
    assert states(staffed, "D102") == [("letter", 90, State.NOT_NEEDED)]
    assert queries.letters(staffed.licensing, staffed.area) == []


def test_an_address_that_is_refused_gets_a_letter(council: Council, office: Any) -> None:
    council.rule()
    council.bring_in("D1,Pat,driver,,,refused@saltby.example", "D2,Sam,driver,,,sam@saltby.example")
    a_morning(90)
    assert states(council, "D1") == [("email", 90, State.BOUNCED), ("letter", 90, State.DUE)]
    assert states(council, "D2") == [("email", 90, State.SENT)]
    assert council.learner("D1").mail_works is False
    a_morning(150)
    assert states(council, "D1")[2:] == [("letter", 30, State.DUE)], "mail is not tried again"


def test_mail_that_came_back_is_noted_by_its_address(staffed: Council) -> None:
    a_morning(90)
    found = actions.note_bounces(
        staffed.area,
        ["MIRA@saltby.example", "nobody@saltby.example", " "],
        by=staffed.licensing,
        today=days(92),
    )
    assert (found.reminders, found.unknown) == (1, ["nobody@saltby.example"])
    assert states(staffed, "D101") == [("email", 90, State.BOUNCED), ("letter", 90, State.DUE)]
    again = actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(93))
    assert again.reminders == 0


def test_letters_are_posted_by_a_person(staffed: Council) -> None:
    a_morning(90)
    (letter,) = queries.letters(staffed.licensing, staffed.area)
    assert (letter.badge, letter.name, letter.operator) == ("D102", "Tom Arrow", "Thornleigh Cars")
    ids = [letter.reminder.pk]
    assert actions.post_letters(staffed.area, ids, by=staffed.licensing, today=days(91)) == 1
    assert actions.post_letters(staffed.area, ids, by=staffed.licensing, today=days(92)) == 0
    row = Reminder.objects.get(pk=letter.reminder.pk)
    assert (row.state, row.sent_on) == (State.SENT, days(91))


def waiting(council: Council, badge: str) -> list[int]:
    """The steps of which something still waits to go to one person."""
    rows = Reminder.objects.filter(learner=council.learner(badge), state=State.DUE)
    return sorted(rows.values_list("days_before", flat=True))


def test_a_letter_nobody_posted_is_overtaken_by_the_next_and_one_goes(staffed: Council) -> None:
    a_morning(90)
    a_morning(150)
    assert states(staffed, "D102") == [("letter", 90, State.OVERTAKEN), ("letter", 30, State.DUE)]
    assert [each.badge for each in queries.letters(staffed.licensing, staffed.area)] == ["D102"]
    old = Reminder.objects.get(learner=staffed.learner("D102"), days_before=90)
    assert actions.post_letters(staffed.area, [old.pk], by=staffed.licensing, today=days(151)) == 0


def test_whatever_happens_to_mail_one_letter_waits_for_one_due_date(staffed: Council, office: Any) -> None:
    """A mail of the first step comes back, or turns out not to have gone, after the second was written."""
    office.shut = True
    for n in (90, 150):
        actions.area_round("merrowdale", on=days(n))
    assert waiting(staffed, "D101") == [30], (
        "the mail of the first step is overtaken while no server is there"
    )
    first = Reminder.objects.filter(learner=staffed.learner("D101"), days_before=90)
    first.update(state=State.GOING)
    actions.settle_unsure(first.get(), went=False, by=staffed.licensing, today=days(150))
    assert waiting(staffed, "D101") == [30]
    second = Reminder.objects.filter(learner=staffed.learner("D101"), days_before=30)
    first.update(state=State.SENT, sent_on=days(140))
    actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(151))
    assert waiting(staffed, "D101") == [30]
    second.filter(way=Way.EMAIL).update(state=State.SENT, sent_on=days(150))
    actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(152))
    assert waiting(staffed, "D101") == [30]
    (letter,) = (each for each in queries.letters(staffed.licensing, staffed.area) if each.badge == "D101")
    assert letter.reminder.way == Way.LETTER


def test_a_mail_server_that_takes_nothing_leaves_all_to_wait(staffed: Council, office: Any) -> None:
    office.shut = True
    actions.area_round("merrowdale", on=days(90))
    with pytest.raises(ConnectionRefusedError):
        actions.send_reminders("merrowdale", on=days(90))
    assert states(staffed, "D101") == [("email", 90, State.DUE)]
    office.shut = False
    actions.send_reminders("merrowdale", on=days(92))
    row = Reminder.objects.get(learner=staffed.learner("D101"))
    assert (row.state, row.goes_on, row.sent_on) == (State.SENT, days(90), days(92))


def test_a_mail_whose_fate_nobody_knows_is_not_sent_again_by_itself(staffed: Council, office: Any) -> None:
    office.breaks_after = 0
    actions.area_round("merrowdale", on=days(90))
    with pytest.raises(ConnectionResetError):
        actions.send_reminders("merrowdale", on=days(90))
    assert sorted(row.state for row in Reminder.objects.filter(way=Way.EMAIL)) == [State.DUE, State.GOING]
    actions.send_reminders("merrowdale", on=days(90))
    actions.send_reminders("merrowdale", on=days(91))
    assert len(office.taken) == 2
    (unsure,) = queries.unsure(staffed.licensing, staffed.area)
    actions.settle_unsure(unsure.reminder, went=False, by=staffed.licensing)
    actions.send_reminders("merrowdale", on=days(92))
    assert len(office.taken) == 3
    with pytest.raises(actions.NotPossible):
        actions.settle_unsure(unsure.reminder, went=True, by=staffed.licensing)


def test_whoever_begins_the_course_has_acknowledged(staffed: Council) -> None:
    a_morning(90)
    learner = staffed.learner("D101")
    actions.begin(learner, "drivers", VERSION, by=actions.learner_actor(learner), today=days(95))
    row = Reminder.objects.get(learner=learner)
    assert (row.state, row.settled_on) == (State.ACKNOWLEDGED, days(95))


def test_a_date_known_late_owes_one_reminder_and_not_three(staffed: Council) -> None:
    staffed.trained("D101", on=days(-1115))
    assert staffed.due("D101").on is not None
    assert staffed.due("D101").on < days(0)  # type: ignore[operator]  # asserted above
    for n in (1, 2, 3):
        a_morning(n)
    assert states(staffed, "D101") == [("email", 0, State.SENT)]


def test_the_round_is_one_a_day_in_the_morning_and_late_rather_than_never(
    staffed: Council, clock: Any, work: Any
) -> None:
    clock.move_to(clock_at(staffed, 90, hour=5))
    assert actions.go_round(_now()) == 0
    clock.move_to(clock_at(staffed, 90, hour=15))
    assert actions.go_round(_now()) == 1
    assert actions.go_round(_now()) == 0
    names = list(OutboxEvent.objects.filter(name="training.reminders-due").values_list("payload", flat=True))
    assert names == [{"area": "merrowdale"}]
    work()
    assert len(mail.outbox) == 2
    clock.move_to(clock_at(staffed, 91, hour=6))
    assert actions.go_round(_now()) == 1


def clock_at(council: Council, n: int, *, hour: int) -> Any:
    from .a_council import MORNING

    return MORNING.replace(hour=hour) + timedelta(days=n)


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_a_round_that_fails_in_one_area_does_not_keep_another_from_its_own(
    staffed: Council, neighbour: Council, clock: Any, monkeypatch: Any
) -> None:
    from waylight.learning.actions import round as rounds

    neighbour.rule()
    neighbour.bring_in("B1,Sam,driver,,,sam@saltby.example")
    whole = rounds.area_round

    def failing(area_slug: str, *, on: Any) -> int:
        if area_slug == "brackenford":
            raise RuntimeError("power cut")
        return whole(area_slug, on=on)

    monkeypatch.setattr(rounds, "area_round", failing)
    clock.move_to(clock_at(staffed, 90, hour=8))
    with pytest.raises(RuntimeError):
        actions.go_round(_now())
    assert Reminder.objects.filter(area_id="merrowdale").count() == 3
    monkeypatch.setattr(rounds, "area_round", whole)
    assert actions.go_round(_now()) == 1
    assert Reminder.objects.filter(area_id="brackenford").count() == 1


def test_a_round_is_whole_or_not_at_all(staffed: Council, monkeypatch: Any) -> None:
    from waylight.learning.actions import reminding

    def fail(*_args: object, **_payload: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(reminding, "announce", fail)
    with pytest.raises(RuntimeError):
        actions.area_round("merrowdale", on=days(90))
    assert not Reminder.objects.exists()


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    a_morning(90)
    row = Reminder.objects.get(learner=staffed.learner("D102"))
    for by in (neighbour.licensing, staffed.trainer, staffed.operator):
        for refused in (
            lambda by=by: actions.post_letters(staffed.area, [row.pk], by=by),
            lambda by=by: actions.note_bounces(staffed.area, ["x"], by=by),
            lambda by=by: actions.settle_unsure(row, went=True, by=by),
        ):
            with pytest.raises(Refused):
                refused()
    assert actions.post_letters(neighbour.area, [row.pk], by=neighbour.licensing) == 0
    assert DueDate.objects.filter(learner__in=Learner.objects.all(), ended_on=None).count() == 3
