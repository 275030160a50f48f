"""What runs by the clock runs on time, once, and says so; and silence is noticed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from waylight.work.actions import work_once
from waylight.work.models import Beat, Delivery, OutboxEvent
from waylight.work.queries import health, timed_tasks
from waylight.work.registry import TIMED, every
from waylight.work.timetable import WORKER, _claimed, beat, run_timed

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_a_task_runs_at_its_interval(clock: Any) -> None:
    ran = []

    @every(minutes=10)
    def task() -> None:
        ran.append(timezone.now())

    for _ in range(31):
        run_timed()
        clock.shift(timedelta(minutes=1))
    assert len(ran) == 4


def test_a_failing_task_says_what_kind_of_problem_and_is_tried_again(clock: Any, actor: Any) -> None:
    @every(minutes=1)
    def task() -> None:
        raise PermissionError("a name that must not be kept")

    run_timed()
    (state,) = timed_tasks(actor("administrator"))
    assert state.last is not None
    assert state.last.problem == "PermissionError"
    clock.shift(timedelta(minutes=1))
    assert run_timed() == 1


def test_two_workers_do_not_run_one_task_twice() -> None:
    ran = []

    @every(minutes=1)
    def task() -> None:
        ran.append(1)

    now = timezone.now()
    (timed,) = TIMED.values()
    assert _claimed(timed, None, now)
    assert not _claimed(timed, None, now), "another has begun it for the first time"
    last = Beat.objects.get(name=timed.name)
    later = last.next_at
    assert _claimed(timed, last, later)
    assert not _claimed(timed, last, later), "another has begun it this time"


def test_a_task_whose_worker_died_is_soon_due_again(clock: Any) -> None:
    ran = []

    @every(days=1)
    def task() -> None:
        ran.append(1)

    (timed,) = TIMED.values()
    assert _claimed(timed, None, timezone.now())
    clock.shift(timedelta(minutes=5))
    run_timed()
    assert ran == [1]


def test_a_task_that_never_ran_is_listed_and_overdue(actor: Any) -> None:
    @every(days=1)
    def task() -> None:
        return None

    (state,) = timed_tasks(actor("auditor"))
    assert state.overdue
    work_once()
    (state,) = timed_tasks(actor("auditor"))
    assert not state.overdue


def test_the_worker_beats_now_and_then_and_not_at_every_round(
    clock: Any, django_assert_num_queries: Any
) -> None:
    beat()
    first = Beat.objects.get(name=WORKER).at
    with django_assert_num_queries(1):
        beat()
    clock.shift(timedelta(seconds=21))
    beat()
    assert Beat.objects.get(name=WORKER).at > first


def test_silence_is_an_alarm_on_every_page_of_the_staff(clock: Any, staff_client: Any) -> None:
    assert health().silent, "never heard of"
    work_once()
    assert not health().silent
    client = staff_client("screener")
    assert "has not been heard of" not in client.get("/staff/me/").content.decode()
    clock.shift(timedelta(minutes=3, seconds=1))
    assert health().silent
    assert "has not been heard of" in client.get("/staff/me/").content.decode()


def test_an_idle_round_writes_nothing(django_assert_num_queries: Any) -> None:
    """Each write is an fsync on SQLite, and a worker idles for most of its life."""
    work_once()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        work_once()
    written = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "DELETE"))]
    assert written == []


def test_work_that_nobody_does_is_seen_though_the_worker_beats(clock: Any) -> None:
    event = OutboxEvent.objects.create(name="x", at=timezone.now(), fanned_out=True)
    Delivery.objects.create(event=event, handler="x", next_at=timezone.now())
    assert not health().behind
    clock.shift(timedelta(minutes=4))
    beat()
    assert health().behind
    assert not health().silent


def dead_letter() -> Delivery:
    event = OutboxEvent.objects.create(name="concern.submitted", at=timezone.now(), fanned_out=True)
    return Delivery.objects.create(
        event=event,
        handler="waylight.triage.tasks.take_up",
        state=Delivery.State.DEAD,
        attempts=8,
        next_at=timezone.now(),
        finished_at=timezone.now(),
        problem="KeyMissing",
    )


def test_dead_letters_are_on_the_screen_with_a_button_for_the_administrator(staff_client: Any) -> None:
    dead, administrator = dead_letter(), staff_client("administrator")
    page = administrator.get(reverse("work")).content.decode()
    assert "KeyMissing" in page
    again = reverse("work-again", args=[dead.pk])
    assert again in page
    administrator.post(again)
    dead.refresh_from_db()
    assert dead.state == Delivery.State.WAITING
    assert "already" in administrator.post(again, follow=True).content.decode()


def test_the_auditor_sees_them_and_cannot_send_them(staff_client: Any) -> None:
    dead, auditor = dead_letter(), staff_client("auditor")
    page = auditor.get(reverse("work")).content.decode()
    assert "KeyMissing" in page
    assert "/again/" not in page
    assert auditor.post(reverse("work-again", args=[dead.pk])).status_code == 403
