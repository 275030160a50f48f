"""A year of three councils: every due date and every reminder against a calculation that shares no code."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from waylight.accounts.roles import Actor, Role
from waylight.engine.clocks import months_after
from waylight.guidance.load import load_national, load_pack
from waylight.guidance.models import Area
from waylight.learning.models import (
    Certificate,
    Completion,
    DueDate,
    Gap,
    Learner,
    Reminder,
    SelfCheck,
    Withdrawal,
)
from waylight.learning.simulation import COURSE, DAYS, START, Diary, PostOffice, Year

from .by_hand import ByHand, Key

AREAS = Path(__file__).resolve().parents[3] / "content/areas"
DRIVERS = 5000
SEEN_ON = {START + timedelta(days=n) for n in (1, 30, 59, 100, 125, 151, 201, 240, 290, 330, DAYS - 1)}
END = (START + timedelta(days=DAYS)).toordinal()
"""The morning after the year: every day before it is counted."""

WENT = (Reminder.State.SENT, Reminder.State.ACKNOWLEDGED)


@dataclass
class Lived:
    """A year that has been, with what stood on the evenings that were looked at."""

    diary: Diary
    by_hand: ByHand
    badges: dict[Any, str]
    evenings: dict[date, dict[str, int | None]]

    def expected(self) -> dict[Key, set[int]]:
        """By reminder, the mornings on which it should have gone."""
        found: dict[Key, set[int]] = defaultdict(set)
        for driver in self.diary.drivers.values():
            for key, goes in self.by_hand.expected(driver, END):
                found[key].add(goes)
        return found


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Any:
    """One year for all that is asked of it, undone at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        before = django_settings.EMAIL_BACKEND
        django_settings.EMAIL_BACKEND = "waylight.learning.simulation.PostOffice"
        try:
            yield _live()
        finally:
            django_settings.EMAIL_BACKEND = before
            transaction.set_rollback(True)
    _forget()


def _live() -> Lived:
    load_national(AREAS / "national")
    for slug in ("merrowdale", "brackenford"):
        load_pack(AREAS / slug)
    Area.objects.create(slug="northmere", name="Northmere", hub_name="Northmere MASH", pack_version="1")
    areas = [Area.objects.get(slug=slug) for slug in ("merrowdale", "brackenford", "northmere")]
    officers = [
        Actor(f"user:{n}", frozenset({(Role.LICENSING, area.slug)}), n) for n, area in enumerate(areas, 1)
    ]
    year, evenings = Year(areas, officers, DRIVERS), dict[date, dict[str, int | None]]()

    def evening(day: date) -> None:
        if day in SEEN_ON:
            evenings[day] = _standing({pk: badge for badge, pk in year.pks.items()})

    diary = year.run(evening)
    return Lived(diary, ByHand(diary), {pk: badge for badge, pk in year.pks.items()}, evenings)


def _standing(badges: dict[Any, str]) -> dict[str, int | None]:
    rows = DueDate.objects.filter(ended_on__isnull=True).values_list("learner_id", "on")
    return {badges[pk]: on.toordinal() if on else None for pk, on in rows}


def _forget() -> None:
    from waylight.guidance import memory
    from waylight.keys import data_keys

    data_keys.forget()
    memory.forget()


@pytest.fixture
def year(lived: Lived, db: None) -> Lived:
    return lived


def test_the_year_is_as_full_as_it_claims(year: Lived) -> None:
    assert len(year.diary.drivers) >= DRIVERS
    assert len(year.diary.rules) >= 7
    assert len(year.diary.demands) == 4
    assert Completion.objects.count() > DRIVERS
    assert Withdrawal.objects.count() > 100
    assert sum(len(each.away) for each in year.diary.drivers.values()) > 200
    assert sum(len(each.renewals) > 1 for each in year.diary.drivers.values()) > 1000
    states = Counter(Reminder.objects.values_list("state", flat=True))
    for state in ("sent", "bounced", "going", "not-needed", "overtaken", "due"):
        assert states[state], state
    assert len(PostOffice.taken) > 3000


@pytest.mark.parametrize("day", sorted(SEEN_ON), ids=str)
def test_every_due_date_equals_the_other_calculation(year: Lived, day: date) -> None:
    evening = day.toordinal()
    expected = {
        driver.badge: due
        for driver in year.diary.drivers.values()
        if driver.joined <= day and not (driver.left and driver.left <= day)
        for due in [year.by_hand.due(driver, evening, evening)]
    }
    assert year.evenings[day] == expected


def test_what_stood_when_can_be_told_afterwards(year: Lived) -> None:
    """Every due date of every morning, from the rows that ended."""
    stood: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row in DueDate.objects.exclude(on=None).order_by("known_on"):
        ended = row.ended_on.toordinal() if row.ended_on else END
        assert row.on is not None
        stood[year.badges[row.learner_id]].append((row.known_on.toordinal(), ended, row.on.toordinal()))
    for driver in year.diary.drivers.values():
        assert stood[driver.badge] == list(year.by_hand.stretches(driver, END)), driver


def test_every_reminder_that_should_have_gone_went_once_or_shows_in_the_self_check(year: Lived) -> None:
    went: Counter[Key] = Counter()
    last_count = date.fromordinal(END)
    for row in Reminder.objects.filter(state__in=WENT, goes_on__lt=last_count, sent_on__lt=last_count):
        went[(year.badges[row.learner_id], row.due_on.toordinal(), row.days_before)] += 1
    gaps: dict[Key, set[int]] = defaultdict(set)
    for gap in Gap.objects.select_related("check_of"):
        key = (year.badges[gap.learner_id], gap.due_on.toordinal(), gap.days_before)
        gaps[key].add(gap.check_of.day.toordinal())
    expected = year.expected()
    assert len(expected) > 4000
    assert max(went.values()) == 1
    assert set(went) <= set(expected), "nothing went that should not have gone"
    assert set(gaps) <= set(expected), "the self-check asks for nothing that should not have gone"
    for key, mornings in expected.items():
        shown = gaps[key] == mornings
        assert (went[key] == 1) != shown, (key, went[key], gaps[key], mornings)


def test_the_self_check_counts_what_should_have_gone_on_every_day(year: Lived) -> None:
    expected: Counter[tuple[str, int]] = Counter()
    for (badge, _due, _step), mornings in year.expected().items():
        for morning in mornings:
            expected[(year.diary.drivers[badge].area, morning)] += 1
    for check in SelfCheck.objects.all():
        assert check.should == expected.pop((check.area_id, check.day.toordinal()), 0), check.day
        assert check.should == check.on_time + check.late + check.unsent
        assert check.gaps.count() == check.unsent
    assert not expected, "a day with reminders was not counted"


def test_the_days_on_which_no_worker_ran_show_as_late_or_not_sent(year: Lived) -> None:
    stood = SelfCheck.objects.filter(day__in=year.diary.stood)
    assert stood.count() == 3 * len(year.diary.stood)
    assert sum(check.on_time for check in stood) == 0
    assert sum(check.late for check in stood) > 0
    assert Gap.objects.filter(check_of__in=stood, why=Gap.Why.OVERTAKEN).exists()


def test_mail_that_nobody_knows_about_is_shown_and_not_sent_twice(year: Lived) -> None:
    unsure = Reminder.objects.filter(state=Reminder.State.GOING)
    assert 0 < unsure.count() <= 3
    assert Gap.objects.filter(why=Gap.Why.UNSURE).count() == unsure.count()


def test_whom_mail_does_not_reach_is_written_a_letter(year: Lived) -> None:
    bounced = Reminder.objects.filter(state=Reminder.State.BOUNCED)
    assert bounced.count() > 20
    for row in bounced:
        letters = Reminder.objects.filter(
            learner=row.learner_id, due_on=row.due_on, days_before=row.days_before, way=Reminder.Way.LETTER
        )
        assert letters.count() == 1
    assert not Learner.objects.filter(pk__in=bounced.values("learner"), mail_works=True).exists()


def test_certificates_ended_by_the_old_rule_were_issued_anew_and_kept(year: Lived) -> None:
    """The first council went from 36 to 24 months for all."""
    replaced = Certificate.objects.filter(area_id="merrowdale", replaced_by__isnull=False)
    assert replaced.count() > 100
    for old in replaced.select_related("replaced_by", "completion")[:200]:
        assert old.expires_on == months_after(old.completion.on, 36)
        assert old.replaced_by.expires_on == months_after(old.completion.on, 24)
        assert old.replaced_by.code != old.code
    assert not Certificate.objects.filter(area_id="brackenford", replaced_by__isnull=False).exists()


def test_all_of_it_is_about_one_course_and_nobody_is_asked_twice(year: Lived) -> None:
    standing = DueDate.objects.filter(ended_on__isnull=True)
    assert set(standing.values_list("course_id", flat=True)) == {COURSE}
    assert standing.count() == Learner.objects.filter(left_on__isnull=True).count()
