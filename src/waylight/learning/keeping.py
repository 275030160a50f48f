"""A learner's way between their browser and the roster.

Whoever comes in goes on from what the roster knows. What this browser had carried before, without a name, is
set aside until they say that it was theirs: somebody else may have sat here. From then on each step that the
browser takes is written down as it happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from waylight.accounts.roles import Actor

from . import actions
from .library import Course, library
from .models import Completion, Learner, Registration
from .progress import Attempt, Progress, Standing
from .queries.kept import KeptCourse


@dataclass(frozen=True)
class Earlier:
    """What a browser had carried of one course before somebody came in, which the roster does not know.
    `attempt`: a check that was answered; `passed`: it was passed, or one before it, in today's version."""

    course: Course
    done: tuple[str, ...]
    attempt: Attempt | None
    passed: bool


def from_roster(kept: Mapping[str, KeptCourse], before: Progress) -> Progress:
    """What the browser carries while they are in. Of what it carried before only the chosen area stays."""
    standings = {each.course_id: _standing(each) for each in kept.values() if each.open}
    return Progress(standings, before.area)


def _standing(kept: KeptCourse) -> Standing:
    passed = kept.version_id if kept.passed_on else ""
    return Standing(tuple(sorted(kept.done)), passed_on=kept.passed_on, passed_version=passed)


def unknown_to_roster(kept: Mapping[str, KeptCourse], before: Progress) -> list[Earlier]:
    """What of it the roster does not know yet."""
    found = []
    for course in library().courses:
        standing, known = before.on(course), kept.get(course.id, KeptCourse(course.id))
        lessons = [lesson.id for lesson in course.lessons if lesson.id in standing.done]
        passed = _passed_now(course, standing) and not _is_known(standing, known)
        attempt = standing.attempt if standing.attempt and standing.attempt.marked else None
        if passed or set(lessons) - known.ever_done:
            found.append(Earlier(course, tuple(lessons), attempt, passed))
    return found


def _passed_now(course: Course, standing: Standing) -> bool:
    return standing.passed_on is not None and standing.passed_version == course.version_id


def _is_known(standing: Standing, known: KeptCourse) -> bool:
    days = [day for day in (known.passed_on, known.completed_on) if day is not None]
    return any(standing.passed_on is not None and day >= standing.passed_on for day in days)


def add(learner: Learner, earlier: Earlier, *, by: Actor) -> Completion | None:
    """They say that it was theirs. Returns the completion where nothing is left to do."""
    course, completion = earlier.course, None
    registration = actions.begin(learner, course.id, course.version_id, by=by)
    for lesson in earlier.done:
        completion = completion or _lesson(registration, course, lesson, by)
    if completion is None and (earlier.passed or earlier.attempt):
        completion = _check(registration, course, earlier.attempt, earlier.passed, by)
    return completion


def follow(learner: Learner, course: Course, before: Standing, after: Standing, *, by: Actor) -> None:
    """Write down the step from `before` to `after`. A course that is not under way is begun by a lesson; a
    check that is tried again after all is done is for practice, and not kept."""
    new = [lesson.id for lesson in course.lessons if lesson.id in after.done and lesson.id not in before.done]
    answered = after.attempt if after.attempt and after.attempt.marked else None
    answered = answered if answered != before.attempt else None
    if not new and (answered is None or _nothing_open(learner, course, before)):
        return
    registration = actions.begin(learner, course.id, course.version_id, by=by)
    completion = None
    for lesson in new:
        completion = completion or _lesson(registration, course, lesson, by)
    if completion is None and answered is not None:
        _check(registration, course, answered, answered.marks(course).passed, by)


def _nothing_open(learner: Learner, course: Course, before: Standing) -> bool:
    return (
        before.complete(course)
        and not learner.registrations.filter(course_id=course.id, ended_on__isnull=True).exists()
    )


def _lesson(registration: Registration, course: Course, lesson: str, by: Actor) -> Completion | None:
    return actions.finish_lesson(registration, lesson, lessons=_lessons(course), by=by)


def _check(
    registration: Registration, course: Course, attempt: Attempt | None, passed: bool, by: Actor
) -> Completion | None:
    """`passed` without the attempt that did it: the browser had let its ticks go."""
    marks = attempt.marks(course) if attempt is not None else None
    missed = [each.question.id for each in marks.marked if not each.right] if marks is not None else []
    return actions.note_check(
        registration,
        asked=attempt.asked if attempt is not None else (),
        missed=missed,
        passed=passed,
        lessons=_lessons(course),
        by=by,
    )


def _lessons(course: Course) -> list[str]:
    return [lesson.id for lesson in course.lessons]
