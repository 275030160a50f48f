"""Going through a course by oneself: begun, lesson by lesson, the check, and the completion that follows."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import Mode
from ..models import CheckAttempt, Completion, Learner, LessonDone, QuestionCount, Registration, Reminder
from ..moves import sources
from .completing import Finished, write_completions
from .problems import NotPossible, Why


@transaction.atomic
def begin(
    learner: Learner, course_id: str, version_id: str, *, by: Actor, today: date | None = None
) -> Registration:
    """The learner's open registration in a course, or a new one. Lessons done in an older version of the
    words stay done; the registration goes on in the version it is asked for now.

    Reminders of this course that went out are acknowledged by it.
    """
    require(by, "training.learn", learner)
    today = today or timezone.localdate()
    found, new = Registration.objects.get_or_create(
        learner=learner,
        course_id=course_id,
        ended_on=None,
        defaults={"version_id": version_id, "begun_on": today},
    )
    if new:
        record(
            Verb.COLLECTION,
            "training.learn",
            by=by,
            thing=("registration", found.pk),
            detail={"course": course_id, "version": version_id},
        )
    elif found.version_id != version_id:
        found.version_id = version_id
        found.save(update_fields=["version_id"])
    acknowledge(learner, course_id, today=today)
    return found


def acknowledge(learner: Learner, course_id: str, *, today: date) -> int:
    """The learner has come because of a reminder, or has said that they read it; returns how many."""
    sent = learner.reminders.filter(course_id=course_id, state__in=sources(Reminder.State.ACKNOWLEDGED))
    return sent.update(state=Reminder.State.ACKNOWLEDGED, settled_on=today)


@transaction.atomic
def finish_lesson(
    registration: Registration,
    lesson_id: str,
    *,
    lessons: Collection[str],
    by: Actor,
    today: date | None = None,
) -> Completion | None:
    """Pressed twice it is done once. `lessons`: those that the course needs. Returns the completion where
    this was the last thing left. Raises NotPossible when the registration has ended."""
    require(by, "training.learn", registration)
    today = today or timezone.localdate()
    fresh = _open(registration)
    LessonDone.objects.get_or_create(registration=fresh, lesson_id=lesson_id, defaults={"on": today})
    return _complete_if_done(fresh, lessons, by, today)


@transaction.atomic
def note_check(
    registration: Registration,
    *,
    asked: Collection[str],
    missed: Collection[str],
    passed: bool,
    lessons: Collection[str],
    by: Actor,
    today: date | None = None,
) -> Completion | None:
    """A check was answered in full; `asked` and `missed` are ids of questions. Returns the completion where
    it was passed and every one of `lessons` is done.

    Of the answers only this is kept: for a first attempt, one more in the counts of everybody together.
    Raises NotPossible when the registration has ended.
    """
    require(by, "training.learn", registration)
    today = today or timezone.localdate()
    fresh = _open(registration)
    if not fresh.attempts.exists():
        _count(fresh, asked, set(missed))
    CheckAttempt.objects.create(registration=fresh, on=today, passed=passed)
    return _complete_if_done(fresh, lessons, by, today)


def _complete_if_done(
    registration: Registration, lessons: Collection[str], by: Actor, today: date
) -> Completion | None:
    if not registration.attempts.filter(passed=True).exists():
        return None
    if not set(lessons) <= set(registration.lessons_done.values_list("lesson_id", flat=True)):
        return None
    done = Finished(registration.learner_id, today, registration=registration)
    made = write_completions(
        registration.learner.area_id,
        registration.course_id,
        registration.version_id,
        Mode.WEB,
        [done],
        by=by,
        today=today,
    )
    return made[0]


def _open(registration: Registration) -> Registration:
    fresh = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if fresh.ended_on is not None:
        raise NotPossible(Why.ENDED)
    return fresh


def _count(registration: Registration, asked: Collection[str], missed: set[str]) -> None:
    place = {
        "area_id": registration.learner.area_id,
        "course_id": registration.course_id,
        "version_id": registration.version_id,
    }
    for question_id in sorted(asked):
        count, _new = QuestionCount.objects.get_or_create(**place, question_id=question_id)
        QuestionCount.objects.filter(pk=count.pk).update(
            asked=F("asked") + 1, missed=F("missed") + int(question_id in missed)
        )
