"""The nightly count: what should have gone against what went, and what stands between them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from waylight.learning import actions, queries
from waylight.learning.models import Gap, Reminder, SelfCheck
from waylight.learning.rulebooks import course_books

from .a_council import MORNING, Council, days


def at(n: int, **hour: int) -> datetime:
    """Ten in the morning of that day, or another hour of it."""
    return (MORNING + timedelta(days=n)).replace(**hour)  # type: ignore[arg-type]  # hours and minutes


def round_of(n: int) -> None:
    actions.area_round("merrowdale", on=days(n))


def morning(n: int) -> None:
    round_of(n)
    actions.send_reminders("merrowdale", on=days(n))


def count(n: int) -> tuple[int, int, int, int]:
    check = SelfCheck.objects.get(day=days(n))
    return check.should, check.on_time, check.late, check.unsent


def whys(n: int) -> list[str]:
    return sorted(Gap.objects.filter(check_of__day=days(n)).values_list("why", flat=True))


def test_a_day_on_which_all_went(staffed: Council) -> None:
    for n in (89, 90):
        morning(n)
    actions.post_letters(
        staffed.area,
        list(Reminder.objects.values_list("pk", flat=True)),
        by=staffed.licensing,
        today=days(90),
    )
    round_of(91)
    assert count(89) == (0, 0, 0, 0)
    assert count(90) == (3, 3, 0, 0)
    assert whys(90) == []


def test_a_letter_that_nobody_has_posted_shows_until_somebody_has(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)
    assert (count(90), whys(90)) == ((3, 2, 0, 1), ["letter"])
    letters = [each.reminder.pk for each in queries.letters(staffed.licensing, staffed.area)]
    actions.post_letters(staffed.area, letters, by=staffed.licensing, today=days(93))
    round_of(94)
    assert (count(90), whys(90)) == ((3, 2, 1, 0), [])


def test_a_worker_that_stood_for_a_week(staffed: Council) -> None:
    morning(85)
    morning(95)
    round_of(96)
    assert SelfCheck.objects.count() == 12, "every day that passed is counted"
    assert count(90) == (3, 0, 2, 1)
    assert count(95) == (0, 0, 0, 0)


def test_of_two_that_were_missed_the_earlier_shows_as_overtaken(staffed: Council) -> None:
    for n in (85, 155, 156):
        morning(n)
    assert (count(90), whys(90)) == ((3, 0, 0, 3), ["overtaken"] * 3)
    assert count(150) == (3, 0, 2, 1)


def test_mail_that_waits_and_mail_that_nobody_knows_about(staffed: Council, settings: Any) -> None:
    from waylight.learning.simulation import PostOffice

    settings.EMAIL_BACKEND = "waylight.learning.simulation.PostOffice"
    PostOffice.begin()
    PostOffice.breaks_after = 0
    round_of(90)
    with pytest.raises(ConnectionResetError):
        actions.send_reminders("merrowdale", on=days(90))
    round_of(91)
    assert whys(90) == ["letter", "unsure", "waiting"]


def test_a_reminder_that_no_run_wrote_shows(staffed: Council) -> None:
    """The count does not look at what the run meant to write."""
    for n in (89, 90):
        morning(n)
    Reminder.objects.filter(learner=staffed.learner("D101")).delete()
    actions.check_days("merrowdale", course_books("merrowdale"), on=days(91))
    assert (count(90), whys(90)) == ((3, 1, 0, 2), ["letter", "not-written"])


def test_what_bounced_and_what_is_needed_no_more(staffed: Council, clock: Any) -> None:
    round_of(90)
    clock.shift(timedelta(days=90))
    staffed.trained("D101", on=days(90))
    actions.send_reminders("merrowdale", on=days(90))
    round_of(91)
    assert whys(90) == ["letter", "not-needed"]
    theirs = Reminder.objects.filter(learner=staffed.learner("P007"))
    theirs.update(state=Reminder.State.BOUNCED, settled_on=days(91))
    round_of(92)
    assert whys(90) == ["bounced", "letter", "not-needed"]


def test_the_council_sees_the_difference_and_days_that_were_never_counted(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)
    found = queries.checked_days(staffed.licensing, staffed.area, now=at(91))
    assert [check.day for check in found.days] == [days(90), days(89)]
    assert (found.unsent, found.missed_days) == (1, 0)
    assert [gap.learner.badge for gap in found.gaps] == ["D102"]
    later = queries.checked_days(staffed.licensing, staffed.area, now=at(96))
    assert later.missed_days == 5
    assert queries.checked_days(staffed.licensing, staffed.area, now=at(0)).missed_days == 0


def test_what_came_back_after_its_day_was_counted_shows(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)
    letters = [each.reminder.pk for each in queries.letters(staffed.licensing, staffed.area)]
    actions.post_letters(staffed.area, letters, by=staffed.licensing, today=days(91))
    round_of(92)
    assert (count(90), whys(90)) == ((3, 2, 1, 0), []), "nothing is open on that day"
    actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(100))
    round_of(101)
    assert (count(90), whys(90)) == ((3, 1, 1, 1), ["letter"])
    waiting = [each.reminder.pk for each in queries.letters(staffed.licensing, staffed.area)]
    actions.post_letters(staffed.area, waiting, by=staffed.licensing, today=days(140))
    round_of(141)
    assert (count(90), whys(90)) == ((3, 1, 2, 0), []), "however long it took"


def test_came_back_and_posted_on_one_day_it_was_late(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)
    actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(95))
    letters = [each.reminder.pk for each in queries.letters(staffed.licensing, staffed.area)]
    actions.post_letters(staffed.area, letters, by=staffed.licensing, today=days(95))
    round_of(96)
    assert (count(90), whys(90)) == ((3, 1, 2, 0), [])


def test_the_first_count_goes_back_to_what_a_worker_that_never_ran_left_undone(staffed: Council) -> None:
    round_of(200)
    shown = dict(SelfCheck.objects.filter(unsent__gt=0).values_list("day", "unsent"))
    assert shown[days(90)] == 3
    assert whys(90) == ["overtaken"] * 3
    assert SelfCheck.objects.filter(day=days(199)).exists()
    assert SelfCheck.objects.count() < 10, "days without reminders need no count of their own"


def test_an_old_letter_of_a_day_that_was_never_counted_is_counted(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)
    SelfCheck.objects.filter(day=days(90)).delete()
    round_of(92)
    assert (count(90), whys(90)) == ((3, 2, 0, 1), ["letter"])


def test_a_gap_is_shown_however_old(staffed: Council) -> None:
    for n in (90, 91, 140):
        morning(n)
    found = queries.checked_days(staffed.licensing, staffed.area, now=at(140))
    assert found.days[-1].day == days(90)
    assert [gap.check_of.day for gap in found.gaps] == [days(90)]


def test_before_the_hour_of_the_round_nothing_is_missing(staffed: Council) -> None:
    for n in (90, 91):
        morning(n)

    def missed(n: int, **hour: int) -> int:
        found = queries.checked_days(staffed.licensing, staffed.area, now=at(n, **hour))
        return found.missed_days

    assert missed(92, hour=0, minute=5) == 0
    assert missed(92, hour=5, minute=59) == 0
    assert missed(92, hour=6, minute=20) == 0, "the worker looks every twenty minutes"
    assert missed(92, hour=7, minute=1) == 1
    assert missed(93, hour=5) == 1
